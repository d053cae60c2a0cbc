//! JSONL with spans: what is written, what is read, what comes back.

use proptest::prelude::*;

use crate::support::formats::{assert_survives, imported_from, problems, spans_of};
use crate::support::{cases, samples};
use postil::domain::annotation::AttributeValue;
use postil::domain::formats::files::InMemory;
use postil::domain::formats::{Format, detect};

#[test]
fn reads_the_smallest_form() {
    let json = r#"{"text":"The Union signed the Oslo Accord.","spans":[{"start":4,"end":9,"label":"ACTOR"}]}"#;
    let read = imported_from("x.jsonl", json, Format::Jsonl);
    assert_eq!(spans_of(&read.project()), ["ACTOR: 4-9 \"Union\""]);
    assert_eq!(problems(&read), [""; 0]);
}

#[test]
fn one_bad_line_costs_only_itself() {
    let json =
        "{\"text\":\"one\",\"spans\":[]}\nnot json\n[]\n{\"spans\":[]}\n{\"text\":\"two\",\"spans\":[{\"start\":0}]}\n";
    let read = imported_from("x.jsonl", json, Format::Jsonl);
    assert_eq!(read.items.len(), 2);
    assert_eq!(problems(&read), ["malformed", "malformed", "missing-field", "missing-field"]);
}

#[test]
fn reads_what_spacy_makes_of_a_doc() {
    let json = concat!(
        r#"{"text":"The Union signed.","ents":[{"start":4,"end":9,"label":"ACTOR","kb_id":""}],"#,
        r#""cats":{"TRADE":1.0,"PEACE":0.0,"WAR":0},"tokens":[{"id":0,"start":0,"end":3}],"#,
        r#""spans":{"sc":[{"start":4,"end":9,"label":"ACTOR"},{"start":0,"end":9,"label":"ACTOR"}],"odd":7}}"#,
    );
    assert_eq!(detect(&InMemory::one("x.jsonl", json)), Some(Format::Jsonl));
    let read = imported_from("x.jsonl", json, Format::Jsonl);
    assert_eq!(spans_of(&read.project()), ["ACTOR: 0-9 \"The Union\"", "ACTOR: 4-9 \"Union\""]);
    assert_eq!(problems(&read), ["malformed"]);
    let labels = &read.items[0].sets[0].document_labels;
    assert_eq!(labels.values().collect::<Vec<_>>(), [&AttributeValue::Text("TRADE".into())]);
    assert_eq!(read.items[0].document.unknown, []);
}

#[test]
fn tells_of_spans_in_fields_of_other_formats() {
    for field in [
        r#""label":[[0,3,"A"]]"#,
        r#""entities":[["A",0,3]]"#,
        r#""entities":[{"start_offset":0,"end_offset":3,"label":"A"}]"#,
        r#""ner":[{"start":0,"end":3,"labels":["A"]}]"#,
    ] {
        let read = imported_from("x.jsonl", &format!("{{\"text\":\"abc\",{field}}}"), Format::Jsonl);
        assert_eq!((read.items.len(), problems(&read)), (1, vec!["not-kept"]), "{field}");
    }
    let read = imported_from("x.jsonl", r#"{"text":"abc","label":["A"],"scores":[[1,2,3]]}"#, Format::Jsonl);
    assert_eq!(problems(&read), [""; 0]);
}

#[test]
fn reads_a_list_of_documents() {
    let json = "[{\"text\":\"one\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"A\"}]},\n{\"text\":\"two\"}]";
    for format in [Format::Jsonl, Format::Prodigy, Format::Hf] {
        let read = imported_from("x.json", json, format);
        assert_eq!((read.items.len(), spans_of(&read.project())), (2, vec!["A: 0-3 \"one\"".to_owned()]));
        assert_eq!(problems(&read), [""; 0]);
    }
}

#[test]
fn numbers_beyond_what_a_browser_counts_are_out_of_range() {
    for end in ["4294967299", "9007199254740993", "99999999999999999999999"] {
        let span = format!("{{\"start\":0,\"end\":{end},\"label\":\"A\"}}");
        let read = imported_from("x.jsonl", &format!("{{\"text\":\"abc\",\"spans\":[{span}]}}"), Format::Jsonl);
        assert_eq!(problems(&read), ["out-of-range"], "{end}");
        let read =
            imported_from("x.jsonl", &format!("{{\"text\":\"abc\",\"label\":[[0,{end},\"A\"]]}}"), Format::Doccano);
        assert_eq!(problems(&read), ["out-of-range"], "{end}");
    }
}

#[test]
fn foreign_fields_never_pass_for_our_own() {
    let json = r#"{"id":"one","text":"Ask met Embla.","metadata":{"x":1},"sha256":"no","blocks":7,
        "spans":[{"start":0,"end":3,"label":"actor","quote":"other"}]}"#;
    let read = imported_from("x.jsonl", &json.replace('\n', " "), Format::Jsonl);
    assert_eq!(problems(&read), ["read-as"; 4]);
    let again = postil::domain::formats::postil::read(&postil::domain::formats::postil::write(&read.project(), ""));
    let again = again.expect("what is written can be read");
    assert_eq!(again.warnings, []);
    assert_eq!(spans_of(&again.project), ["actor: 0-3 \"Ask\""]);
    let names: Vec<&str> = again.project.documents[0].unknown.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["x-metadata", "x-sha256", "x-blocks"]);
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn comes_back_as_it_went(project in samples::any_project()) {
        assert_survives(&project, Format::Jsonl);
    }
}
