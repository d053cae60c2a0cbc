//! Telling formats by what is in files.

use crate::support::formats::{imported, problems, spans_of};
use postil::domain::formats::files::InMemory;
use postil::domain::formats::{Format, detect};

fn known(content: impl Into<Vec<u8>>) -> Option<Format> {
    detect(&InMemory::one("x.jsonl", content))
}

#[test]
fn the_most_specific_record_tells_the_format() {
    let triples = r#"{"text":"abc","label":[[0,3,"A"]]}"#;
    for first in [
        r#"{"text":"abc","label":null}"#,
        r#"{"text":"x","meta":{}}"#,
        r#"{"version":1}"#,
        r#"{"text": broken"#,
        "no JSON",
    ] {
        assert_eq!(known(format!("{first}\n{triples}\n")), Some(Format::Doccano), "{first}");
    }
    let entities = r#"{"text":"abc","entities":[{"id":1,"start_offset":0,"end_offset":3,"label":"A"}]}"#;
    assert_eq!(known(format!("{{\"text\":\"x\",\"meta\":{{}}}}\n{entities}\n")), Some(Format::Doccano));
    let task = r#"{"text":"abc","spans":[],"answer":"accept"}"#;
    assert_eq!(known(format!("{{\"text\":\"x\"}}\n{task}\n")), Some(Format::Prodigy));
    let plain = r#"{"text":"abc","spans":[{"start":0,"end":3,"label":"A"}]}"#;
    assert_eq!(known(format!("{{\"version\":1}}\n{plain}\n")), Some(Format::Jsonl));
    assert_eq!(known(format!("{{\"text\":\n{plain}\n")), Some(Format::Jsonl));
}

#[test]
fn a_list_is_like_its_lines() {
    let plain = r#"{"text":"abc","spans":[{"start":0,"end":3,"label":"A"}]}"#;
    assert_eq!(known(format!("[{plain},\n {plain}]")), Some(Format::Jsonl));
    assert_eq!(
        known("[{\"text\":\"x\"},{\"text\":\"abc\",\"label\":[[0,3,\"A\"]]}]".to_owned()),
        Some(Format::Doccano)
    );
    assert_eq!(known("[{\"text\":\"x\"},{\"text\":\"abc\",\"_task_hash\":7}]".to_owned()), Some(Format::Prodigy));
    assert_eq!(known("[{\"text\":\"abc\",\"spans\":[],\"doc_labels\":[]}]"), Some(Format::Hf));
}

#[test]
fn lines_inside_another_object_are_no_records() {
    let other = "{\"data\":[\n{\"text\":\"a\"},\n{\"text\":\"b\"},\n{\"text\":\"c\"}\n]}\n";
    assert_eq!(known(other), None);
    assert_eq!(known("Prose.\nMore prose.\n{\"text\":\"a\"}\n"), None);
}

#[test]
fn only_a_field_of_the_file_itself_makes_it_postil_json() {
    let nested = r#"{"text":"abc","meta":{"format":"postil"}}"#;
    assert_eq!(known(nested), Some(Format::Jsonl));
    assert_eq!(known(r#"{"text":"\"format\":\"postil\""}"#), Some(Format::Jsonl));
    assert_eq!(known(r#"{"documents":[{"text":"}"}],"format" : "postil","version":1}"#), Some(Format::Postil));
    assert_eq!(known(r#"{"annotation_sets":[],"documents":[{"#), Some(Format::Postil));
}

#[test]
fn utf_16_with_a_byte_order_mark_is_read() {
    let json = "{\"text\":\"😀 The Union\",\"spans\":[{\"start\":6,\"end\":11,\"label\":\"ACTOR\"}]}\r\n";
    let table = "text\tlabel\tstart\tend\r\n😀 The Union\tACTOR\t6\t11\r\n";
    let columns = "The O\r\nUnion B-ACTOR\r\n";
    for (content, format, span) in [
        (json, Format::Jsonl, "ACTOR: 6-11 \"Union\""),
        (table, Format::Csv, "ACTOR: 6-11 \"Union\""),
        (columns, Format::Conll, "ACTOR: 4-9 \"Union\""),
    ] {
        let long = format!("\u{feff}{content}");
        let little: Vec<u8> = long.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = long.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [little, big] {
            assert_eq!(known(bytes.clone()), Some(format));
            let read = imported(&InMemory::one("x", bytes), format);
            assert_eq!(spans_of(&read.project()), [span]);
            assert_eq!(problems(&read), [""; 0]);
        }
    }
    // Pairs at the border between pieces, and half of a unit at the end.
    let emoji = format!("\u{feff}{{\"text\":\"a{}\"}}", "😀".repeat(20_000));
    let mut bytes: Vec<u8> = emoji.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let read = imported(&InMemory::one("x", bytes.clone()), Format::Jsonl);
    assert_eq!(read.items[0].document.text().as_str().chars().filter(|character| *character == '😀').count(), 20_000);
    bytes.push(b'}');
    assert_eq!(problems(&imported(&InMemory::one("x", bytes), Format::Jsonl)), ["malformed"]);
}

#[test]
fn nothing_is_read_of_nothing() {
    let one_object = [Format::Postil, Format::CasJson, Format::CasXmi];
    for format in Format::ALL.into_iter().filter(|format| format.imports() && !one_object.contains(format)) {
        for content in ["", "\n \r\n", "\u{feff}"] {
            let read = imported(&InMemory::one("x.jsonl", content), format);
            assert_eq!((read.items.len(), problems(&read)), (0, vec![]), "{} of {content:?}", format.name());
        }
    }
    for format in [
        Format::Jsonl,
        Format::Prodigy,
        Format::Hf,
        Format::HfTokens,
        Format::Doccano,
        Format::LabelStudio,
        Format::W3c,
    ] {
        let read = imported(&InMemory::one("x.json", "[]\n"), format);
        assert_eq!((read.items.len(), problems(&read)), (0, vec![]), "{} of []", format.name());
    }
}

#[test]
fn a_document_has_no_title_that_its_file_does_not_have() {
    let text = "Ferry pact signed\\nBy Ilse Brandt\\n4 March 2031\\n\\nThe town of Lower Wick will pay for lamps.";
    let read = imported(&InMemory::one("x.jsonl", format!("{{\"text\":\"{text}\"}}")), Format::Jsonl);
    assert_eq!(read.items[0].document.metadata, postil::domain::document::Metadata::default());
    assert!(read.items[0].document.blocks().len() > 1);
}
