//! W3C Web Annotation: what is written, what is read, what comes back.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::support::formats::{
    assert_survives, exported, exported_in_splits, file, imported, imported_from, problems, spans_of,
};
use crate::support::{cases, samples};
use postil::domain::annotation::AttributeValue;
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::Collected;
use postil::domain::formats::{Format, detect};
use postil::domain::id::AttributeId;

fn read(json: &str) -> Collected {
    let files = InMemory::one("x.jsonld", json);
    assert_eq!(detect(&files), Some(Format::W3c), "{json}");
    imported(&files, Format::W3c)
}

/// A page of annotations of the text `🙂 The Union of Oslo`, which the first has in it.
fn page(annotations: &[&str]) -> Collected {
    let text =
        r#"{"type":"Annotation","target":{"id":"http://example.org/a","type":"Text","value":"🙂 The Union of Oslo"}}"#;
    let items: Vec<&str> = std::iter::once(text).chain(annotations.iter().copied()).collect();
    let page = format!(
        r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[{}]}}"#,
        items.join(",\n")
    );
    read(&page)
}

/// What is said of the only span.
fn said(collected: &Collected) -> (String, BTreeMap<AttributeId, AttributeValue>, String) {
    let project = collected.project();
    let spans: Vec<_> = project.sets.iter().flat_map(|set| set.spans().iter()).collect();
    let [span] = spans.as_slice() else { panic!("one span: {spans:?}") };
    (span.label.to_string(), span.attributes.clone(), span.note.clone())
}

#[test]
fn writes_a_page_with_the_text_in_its_first_annotation() {
    let line = r#"{"id":"a b","text":"🙂 The Union","meta":{"annotator":"Mara"},"doc_labels":{"topic":"trade"},
        "spans":[{"id":"u","start":2,"end":11,"label":"actor","attributes":{"size":1.50},"note":"?","fragments":[{"start":2,"end":5},
        {"start":6,"end":11}]},{"id":"e","start":0,"end":1,"label":"sign"}],
        "relations":[{"id":"r","label":"near","from":"u","to":"e","note":"!"}]}"#;
    let line = line.replace("\n        ", "");
    let project = imported_from("x.jsonl", &line, Format::Jsonl).project();
    let (files, losses) = exported(&project, Format::W3c);
    assert_eq!(losses, []);
    assert_eq!(
        file(&files, "data.jsonld"),
        r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:postil::page:data","type":"AnnotationPage","partOf":{"id":"urn:postil::collection:data","type":"AnnotationCollection","total":4},"items":[
{"id":"urn:postil::a%20b:set-1","type":"Annotation","motivation":"describing","creator":{"type":"Person","name":"Mara"},"body":[{"type":"schema:PropertyValue","purpose":"describing","schema:propertyID":"topic","schema:value":"trade"}],"target":{"id":"urn:postil::a%20b","type":"Text","format":"text/plain","value":"🙂 The Union"}},
{"id":"urn:postil::a%20b:set-1:span:e","type":"Annotation","motivation":"classifying","creator":{"type":"Person","name":"Mara"},"body":[{"type":"TextualBody","purpose":"tagging","value":"sign"}],"target":{"source":"urn:postil::a%20b","selector":[{"type":"TextQuoteSelector","exact":"🙂","suffix":" The Union"},{"type":"TextPositionSelector","start":0,"end":1}]}},
{"id":"urn:postil::a%20b:set-1:span:u","type":"Annotation","motivation":"classifying","creator":{"type":"Person","name":"Mara"},"body":[{"type":"TextualBody","purpose":"tagging","value":"actor"},{"type":"schema:PropertyValue","purpose":"describing","schema:propertyID":"size","schema:value":1.50},{"type":"TextualBody","purpose":"commenting","value":"?"}],"target":[{"source":"urn:postil::a%20b","selector":[{"type":"TextQuoteSelector","exact":"The","prefix":"🙂 ","suffix":" Union"},{"type":"TextPositionSelector","start":2,"end":5}]},{"source":"urn:postil::a%20b","selector":[{"type":"TextQuoteSelector","exact":"Union","prefix":"🙂 The "},{"type":"TextPositionSelector","start":6,"end":11}]}]},
{"id":"urn:postil::a%20b:set-1:relation:r","type":"Annotation","motivation":"linking","creator":{"type":"Person","name":"Mara"},"body":[{"type":"TextualBody","purpose":"tagging","value":"near"},{"type":"TextualBody","purpose":"commenting","value":"!"},"urn:postil::a%20b:set-1:span:e"],"target":"urn:postil::a%20b:set-1:span:u"}
]}
"#
    );
    assert_eq!(detect(&files), Some(Format::W3c));
    let back = imported(&files, Format::W3c);
    assert_eq!(problems(&back), [""; 0]);
    let back = back.project();
    assert_eq!(back.documents[0].id().as_str(), "a b");
    assert_eq!(back.sets[0].annotator.as_str(), "Mara");
    assert_eq!(back.sets[0].document_labels, project.sets[0].document_labels);
    let names: Vec<&str> = back.sets[0].spans().iter().map(|span| span.id.as_str()).collect();
    assert_eq!(names, ["e", "u"]);
    assert_eq!(back.sets[0].relations().next().expect("it is there").note, "!");
}

#[test]
fn each_split_is_a_page_of_its_own() {
    let lines = r#"{"id":"a","text":"one","spans":[]}
{"id":"b","text":"two","spans":[{"start":0,"end":3,"label":"x"}]}"#;
    let project = imported_from("x.jsonl", lines, Format::Jsonl).project();
    let (files, _) = exported_in_splits(&project, Format::W3c, &[("b", "train"), ("a", "test")]);
    let paths: Vec<&str> = files.0.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["test.jsonld", "train.jsonld"]);
    let back = imported(&files, Format::W3c);
    assert_eq!((back.items.len(), problems(&back)), (2, Vec::new()));
}

#[test]
fn reads_the_forms_of_the_recommendation() {
    let quote = r#"{"type":"TextQuoteSelector","exact":"Union","prefix":"The ","suffix":" of"}"#;
    let source = "http://example.org/a";
    for target in [
        format!(r#"{{"source":"{source}","selector":{{"type":"TextPositionSelector","start":6,"end":11}}}}"#),
        format!(r#"{{"source":"{source}","selector":{quote}}}"#),
        format!(
            r#"{{"type":"SpecificResource","source":{{"id":"{source}","format":"text/html"}},"selector":[{quote}]}}"#
        ),
        format!(
            r#"{{"source":"{source}","selector":{{"type":"FragmentSelector","conformsTo":"http://tools.ietf.org/rfc/rfc5147","value":"char=6,11"}}}}"#
        ),
        format!(
            r#"{{"source":"{source}","selector":{{"type":"XPathSelector","value":"/html/p","refinedBy":{quote}}}}}"#
        ),
        format!(r#""{source}#char=6,11""#),
        format!(r#"[{{"source":"{source}","selector":{quote}}}]"#),
        format!(r#"{{"type":"Choice","items":[{{"source":"{source}","selector":{quote}}}]}}"#),
    ] {
        let collected = page(&[&format!(
            r#"{{"type":"Annotation","body":{{"purpose":"tagging","value":"actor"}},"target":{target}}}"#
        )]);
        assert_eq!(spans_of(&collected.project()), ["actor: 6-11 \"Union\""], "{target}");
        assert_eq!(problems(&collected), [""; 0], "{target}");
    }
}

#[test]
fn reads_bodies_by_what_they_are_for() {
    let target = r#""http://example.org/a#char=6,11""#;
    let text = |words: &str| AttributeValue::Text(words.into());
    let none: [(&str, AttributeValue); 0] = [];
    let with = |body: &str| said(&page(&[&format!(r#"{{"type":"Annotation",{body},"target":{target}}}"#)]));
    let expect = |label: &str, attributes: &[(&str, AttributeValue)], note: &str| {
        let attributes = attributes.iter().map(|(name, value)| (AttributeId::new(*name), value.clone())).collect();
        (label.to_owned(), attributes, note.to_owned())
    };
    assert_eq!(
        with(r#""motivation":"classifying","body":{"type":"SpecificResource","source":"http://dbpedia.org/Union"}"#),
        expect("http://dbpedia.org/Union", &none, "")
    );
    assert_eq!(with(r#""motivation":["tagging"],"body":"urn:tag""#), expect("urn:tag", &none, ""));
    assert_eq!(with(r#""bodyValue":"a remark""#), expect("annotation", &none, "a remark"));
    assert_eq!(with(r#""motivation":"highlighting""#), expect("highlighting", &none, ""));
    assert_eq!(
        with(
            r#""body":[{"type":"TextualBody","purpose":"commenting","value":"one"},{"purpose":"tagging","value":"x"},
               {"type":"TextualBody","value":"two"},{"purpose":"tagging","value":"y"},{"purpose":"tagging","value":"z"},
               {"purpose":"identifying","source":"http://www.wikidata.org/entity/Q1"}]"#
        ),
        expect(
            "x",
            &[
                ("identifying", text("http://www.wikidata.org/entity/Q1")),
                ("tagging", AttributeValue::Texts(vec!["y".into(), "z".into()])),
            ],
            "one\ntwo"
        )
    );
    assert_eq!(
        with(
            r#""motivation":"commenting","body":{"type":"Choice","items":[{"value":"in English"},{"value":"auf Deutsch"}]}"#
        ),
        expect("commenting", &none, "in English\nauf Deutsch")
    );
}

#[test]
fn reads_collections_graphs_lists_and_lines() {
    let item = r#"{"type":"Annotation","body":{"purpose":"tagging","value":"x"},"target":{"source":{"id":"urn:a","value":"one"},
        "selector":{"type":"TextPositionSelector","start":0,"end":3}}}"#;
    let item = item.replace("\n        ", "");
    for json in [
        item.clone(),
        format!("[{item}]"),
        format!("\u{feff}{item}\n"),
        format!(r#"{{"type":"AnnotationCollection","first":{{"type":"AnnotationPage","items":[{item}]}}}}"#),
        format!(r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","@graph":[{item}]}}"#),
    ] {
        let collected = read(&json);
        assert_eq!(spans_of(&collected.project()), ["x: 0-3 \"one\""], "{json}");
        assert_eq!(problems(&collected), [""; 0]);
    }
    assert_eq!(spans_of(&read(&format!("{item}\n{item}\n")).project()).len(), 2);
}

#[test]
fn people_and_programs_are_named() {
    let with = |creator: &str| {
        let annotation = format!(r#"{{"creator":{creator},"target":"http://example.org/a#char=0,1"}}"#);
        page(&[&annotation]).project().sets[0].annotator.to_string()
    };
    assert_eq!(with(r#""http://example.org/me""#), "http://example.org/me");
    assert_eq!(with(r#"{"id":"http://example.org/me","name":"Me"}"#), "Me");
    assert_eq!(with(r#"[{"nickname":"me"},{"name":"You"}]"#), "me");
    assert_eq!(with("7"), "");
    let made = r#"{"created":"2015-10-13T13:00:00Z","generator":{"id":"urn:x","name":"Code v2.1"},"target":"http://example.org/a#char=0,1"}"#;
    let project = page(&[made]).project();
    let span = project.sets[0].spans().iter().next().expect("it is there").clone();
    assert_eq!((&*span.created, &*span.origin.0), ("2015-10-13T13:00:00Z", "Code v2.1"));
}

#[test]
fn positions_in_utf16_are_repaired_by_the_quotes() {
    let at = |exact: &str, start: usize| {
        format!(
            r#"{{"body":{{"purpose":"tagging","value":"x"}},"target":{{"source":"http://example.org/a","selector":[
            {{"type":"TextQuoteSelector","exact":"{exact}"}},{{"type":"TextPositionSelector","start":{start},"end":{}}}]}}}}"#,
            start + exact.len()
        )
    };
    let collected = page(&[&at("The", 3), &at("Union", 7)]);
    assert_eq!(spans_of(&collected.project()), ["x: 2-5 \"The\"", "x: 6-11 \"Union\""]);
    assert_eq!(problems(&collected), ["counted-otherwise"]);
}

#[test]
fn quotes_are_found_by_what_stands_around_them() {
    let at = |exact: &str, prefix: &str| {
        format!(
            r#"{{"body":{{"purpose":"tagging","value":"x"}},"target":{{"source":"http://example.org/a",
            "selector":{{"type":"TextQuoteSelector","exact":"{exact}","prefix":"{prefix}"}}}}}}"#
        )
    };
    let collected = page(&[&at("o", "Osl"), &at("o", ""), &at("Bergen", "")]);
    assert_eq!(spans_of(&collected.project()), ["x: 18-19 \"o\""]);
    assert_eq!(problems(&collected), ["orphan", "orphan"]);
}

#[test]
fn what_can_not_be_placed_is_listed() {
    let selector = r#"{"type":"TextQuoteSelector","exact":"Union"}"#;
    let collected = page(&[
        &format!(
            r#"{{"body":{{"purpose":"tagging","value":"x"}},"target":{{"source":"http://elsewhere/","selector":{selector}}}}}"#
        ),
        r#"{"body":{"purpose":"tagging","value":"x"},"target":{"source":"http://example.org/a","selector":{"type":"SvgSelector"}}}"#,
        r#"{"body":{"purpose":"tagging","value":"x"},"target":{"source":"http://example.org/a","selector":{}}}"#,
        r#"{"body":{"purpose":"tagging","value":"x"},"target":"http://elsewhere/"}"#,
        r#"{"body":{"purpose":"tagging","value":"x"}}"#,
        r#"{"body":[7],"target":[]}"#,
        r#"{"target":[8]}"#,
        "9",
        r#"{"type":"AnnotationPage","items":"http://elsewhere/page1"}"#,
    ]);
    assert_eq!(
        problems(&collected),
        [
            "malformed",
            "malformed",
            "malformed",
            "not-kept",
            "not-kept",
            "malformed",
            "missing-field",
            "malformed",
            "missing-field",
            "orphan",
            "no-document",
        ]
    );
    assert!(collected.warnings.iter().all(|warning| warning.left_out.is_some()));
    assert_eq!(collected.warnings[2].at.0, "items[9]");
}

#[test]
fn texts_may_lie_beside_the_annotations() {
    let json = r#"[{"body":{"purpose":"tagging","value":"x"},"target":{"source":"https://example.org/texts/one.txt",
        "selector":{"type":"TextPositionSelector","start":0,"end":3}}}]"#;
    let files = InMemory(vec![("a.jsonld".into(), json.into()), ("texts/one.txt".into(), "one two".into())]);
    assert_eq!(spans_of(&imported(&files, Format::W3c).project()), ["x: 0-3 \"one\""]);
}

#[test]
fn links_and_remarks_belong_to_their_annotations() {
    let span = |id: &str, at: &str| {
        format!(
            r#"{{"id":"{id}","motivation":"tagging","body":{{"value":"x"}},"target":"http://example.org/a#char={at}"}}"#
        )
    };
    let collected = page(&[
        r#"{"motivation":"linking","body":["http://e/2"],"target":"http://e/1"}"#,
        r#"{"motivation":"linking","body":{"purpose":"tagging","value":"near"},"target":["http://e/2","http://e/1"]}"#,
        r#"{"id":"http://e/3","motivation":"replying","body":{"type":"TextualBody","value":"really?"},"target":"http://e/1"}"#,
        r#"{"motivation":"replying","bodyValue":"yes","target":"http://e/3"}"#,
        r#"{"motivation":"linking","body":"http://e/4","target":"http://e/1"}"#,
        &span("http://e/1", "2,5"),
        &span("http://e/2", "6,11"),
        r#"{"id":"http://e/4","creator":"someone","target":"http://example.org/a#char=0,1"}"#,
    ]);
    let project = collected.project();
    let set = &project.sets[0];
    let links: Vec<String> = set.relations().map(|link| format!("{} {} {}", link.from, link.kind, link.to)).collect();
    assert_eq!(links, ["http://e/1 linking http://e/2", "http://e/2 near http://e/1"]);
    let noted = set.spans().iter().next().expect("it is there");
    assert_eq!(noted.note, "really?\nyes");
    assert_eq!(problems(&collected), ["read-as", "read-as", "loose-relation"]);
}

#[test]
fn what_is_cut_off_or_deep_is_told() {
    let whole = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","target":{"id":"urn:a","value":"one"}}"#;
    let cut = imported_from("x.jsonld", &format!("{whole}\n{}", &whole[..60]), Format::W3c);
    assert_eq!((cut.items.len(), problems(&cut)), (1, vec!["malformed"]));
    let deep = format!("{}{whole}{}", "[".repeat(20), "]".repeat(20));
    assert_eq!(problems(&imported_from("x.jsonld", &deep, Format::W3c)), ["malformed"]);
    let deeper = "[".repeat(100_000);
    assert_eq!(problems(&imported_from("x.jsonld", &deeper, Format::W3c)), ["malformed"]);
    let bytes = imported(&InMemory::one("x.jsonld", b"{\"a\":\"\xff\"}".to_vec()), Format::W3c);
    assert_eq!(problems(&bytes), ["malformed"]);
}

#[test]
fn other_json_is_not_of_this_format() {
    for json in [r#"{"text":"anno.jsonld"}"#, "[]"] {
        assert_ne!(detect(&InMemory::one("x.jsonld", json)), Some(Format::W3c), "{json}");
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn comes_back_as_it_went(project in samples::any_project()) {
        assert_survives(&project, Format::W3c);
    }

    #[test]
    fn no_damage_makes_it_panic(
        project in samples::any_project(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let (mut files, _) = exported(&project, Format::W3c);
        for (at, byte) in damage {
            let content = &mut files.0[0].1;
            let at = at.index(content.len());
            content[at] = byte;
        }
        imported(&files, Format::W3c);
    }
}
