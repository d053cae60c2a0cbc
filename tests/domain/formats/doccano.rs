//! doccano's JSONL: what is written, what is read, what comes back.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::support::formats::{
    assert_survives, exported, exported_in_splits, file, imported, imported_from, problems, spans_of,
};
use crate::support::{cases, marked, samples};
use postil::domain::annotation::{AttributeValue, Fragments};
use postil::domain::formats::files::InMemory;
use postil::domain::formats::outlet::{InMemoryOutlet, Loss, Lost, Options};
use postil::domain::formats::{Format, detect, export};
use postil::domain::id::{AttributeId, ProjectId};
use postil::domain::project::Project;

/// A project of one document: an emoji, a discontinuous span with a note and an attribute, and a relation.
fn small() -> Project {
    let text = "😀 The Union will not cut quotas.";
    let marked = marked::parse("😀 The [Union|actor] [will not cut quotas|agreement].");
    let document = samples::document("one", &marked.text);
    let mut spans = marked.spans.clone();
    let mut apart = (*spans[1]).clone();
    let at = |words: &str| text.find(words).expect("the words are there");
    let range = |words: &str| marked::range(&marked.text, at(words), at(words) + words.len());
    apart.fragments = Fragments::new(&[range("will not"), range("quotas")]).expect("fragments");
    apart.note = "a\nnote".into();
    apart.attributes = BTreeMap::from([(AttributeId::new("status"), AttributeValue::Text("Signed".into()))]);
    spans[1] = apart.into();
    let relation = samples::relation("r1", &spans[0].id, &spans[1].id);
    let mut set = marked::empty_set().with(spans, vec![relation]);
    set.document = document.id().clone();
    let mut project = Project::new(ProjectId::new("p"), "P");
    project.documents = vec![document];
    project.sets = vec![set.into()];
    project
}

fn exported_as(project: &Project, options: &Options) -> (InMemory, Vec<Loss>) {
    let mut outlet = InMemoryOutlet::default();
    export::project(project, Format::Doccano, options, &mut outlet);
    let losses = std::mem::take(&mut outlet.losses);
    (InMemory(outlet.files()), losses)
}

fn triples() -> Options {
    Options { doccano_triples: true, ..Options::default() }
}

#[test]
fn writes_entities_and_relations_with_what_doccano_has_no_place_for_beside_them() {
    let (files, losses) = exported(&small(), Format::Doccano);
    let line = concat!(
        r#"{"text":"😀 The Union will not cut quotas.","#,
        r#""entities":[{"id":1,"label":"actor","start_offset":6,"end_offset":11,"name":"s1"},"#,
        r#"{"id":2,"label":"agreement","start_offset":12,"end_offset":31,"name":"s2"}],"#,
        r#""relations":[{"id":1,"from_id":1,"to_id":2,"type":"party-to","name":"r1"}],"#,
        r#""id":"one","meta":{"annotator":"mara","postil":{"spans":[{"index":1,"start":12,"end":31,"label":"agreement","#,
        r#""fragments":[{"start":12,"end":20},{"start":25,"end":31}],"attributes":{"status":"Signed"},"note":"a\nnote"}]}}}"#,
        "\n",
    );
    assert_eq!(file(&files, "data.jsonl"), line);
    let lost: Vec<Lost> = losses.iter().map(|loss| loss.what).collect();
    assert_eq!(lost, [Lost::Fragments, Lost::Attributes, Lost::Note]);
}

#[test]
fn writes_triples_where_they_are_asked_for() {
    let (files, losses) = exported_as(&small(), &triples());
    let line = file(&files, "data.jsonl");
    let beginning =
        r#"{"text":"😀 The Union will not cut quotas.","label":[[6,11,"actor"],[12,31,"agreement"]],"id":"one","#;
    assert!(line.starts_with(beginning), "{line}");
    assert!(losses.iter().any(|loss| loss.what == Lost::Relation && loss.of == "r1"));
    assert_eq!(spans_of(&imported(&files, Format::Doccano).project()), spans_of(&small()));
}

#[test]
fn every_line_has_the_same_fields() {
    let mut project = small();
    let bare = samples::document("two", &postil::domain::text::Text::new("Nothing here."));
    project.documents.push(bare);
    for options in [Options::default(), triples()] {
        let (files, _) = exported_as(&project, &options);
        let names: Vec<Vec<String>> = file(&files, "data.jsonl")
            .lines()
            .map(|line| {
                let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
                value.as_object().expect("an object").keys().cloned().collect()
            })
            .collect();
        assert_eq!(names.len(), 2);
        assert_eq!(names[0], names[1]);
    }
}

#[test]
fn names_of_entities_are_numbers_of_the_whole_file() {
    let mut project = small();
    project.documents.push(project.documents[0].renamed(postil::domain::id::DocumentId::new("two")).into());
    let mut set = (*project.sets[0]).clone();
    set.document = postil::domain::id::DocumentId::new("two");
    project.sets.push(set.into());
    let (files, _) = exported(&project, Format::Doccano);
    let second = file(&files, "data.jsonl").lines().nth(1).expect("two lines");
    assert!(second.contains(r#""relations":[{"id":2,"from_id":3,"to_id":4,"#), "{second}");
}

#[test]
fn reads_what_doccano_exports_of_a_project_without_relations() {
    let json = concat!(
        r#"{"id":7,"text":"The Union signed.","topic":"trade","label":[[4,9,"ACTOR"],[10,16,"ACT"]],"Comments":[]}"#,
        "\r\n",
        r#"{"id":8,"text":"Nothing.","topic":null,"label":[],"Comments":["why?"]}"#,
        "\r\n",
    );
    let read = imported_from("all.jsonl", json, Format::Doccano);
    assert_eq!(spans_of(&read.project()), ["ACTOR: 4-9 \"Union\"", "ACT: 10-16 \"signed\""]);
    assert_eq!(problems(&read), [""; 0]);
    let ids: Vec<&str> = read.items.iter().map(|item| item.document.id().as_str()).collect();
    assert_eq!(ids, ["7", "8"]);
    let unknown = |name: &str, json: &str| (name.to_owned(), json.to_owned());
    assert_eq!(read.items[0].document.unknown, [unknown("topic", "\"trade\"")]);
    assert_eq!(read.items[1].document.unknown, [unknown("topic", "null"), unknown("Comments", "[\"why?\"]")]);
}

#[test]
fn reads_what_doccano_exports_of_a_project_with_relations() {
    let json = r#"{"id":1,"text":"The Union signed.","entities":[{"id":31,"label":"ACTOR","start_offset":4,"end_offset":9},{"id":32,"label":"ACT","start_offset":10,"end_offset":16}],"relations":[{"id":5,"from_id":31,"to_id":32,"type":"does"}],"Comments":[{"id":1,"comment":"ok"}]}"#;
    let read = imported_from("x.jsonl", json, Format::Doccano);
    let set = &read.items[0].sets[0];
    let relations: Vec<String> =
        set.relations().map(|relation| format!("{} {} {}", relation.kind, relation.from, relation.to)).collect();
    assert_eq!(relations, ["does 31 32"]);
    assert_eq!(problems(&read), [""; 0]);
}

#[test]
fn reads_the_forms_of_earlier_versions_and_of_other_tasks() {
    for json in [
        r#"{"text":"The Union","labels":[[4,9,"ACTOR"]]}"#,
        r#"{"text":"The Union","entities":[[4,9,"ACTOR"]],"cats":[]}"#,
        r#"{"text":"The Union","annotations":[{"label":"ACTOR","start_offset":4,"end_offset":9,"user":1}],"meta":{}}"#,
        r#"[{"text":"The Union","label":[[4,9,"ACTOR"]]}]"#,
        "[\n {\"text\":\"The Union\",\n  \"label\":[[4,9,\"ACTOR\"]]}\n]\n",
        "\u{feff}{\"text\":\"The Union\",\"label\":[[4,9,\"ACTOR\"]]}",
    ] {
        let files = InMemory::one("x.json", json);
        assert_eq!(detect(&files), Some(Format::Doccano), "{json}");
        let read = imported(&files, Format::Doccano);
        assert_eq!(spans_of(&read.project()), ["ACTOR: 4-9 \"Union\""], "{json}");
        assert_eq!(problems(&read), [""; 0], "{json}");
    }
    let read = imported_from("x.jsonl", r#"{"text":"Good.","label":["positive","short"]}"#, Format::Doccano);
    let labels = &read.items[0].sets[0].document_labels;
    let categories = AttributeValue::Texts(vec!["positive".into(), "short".into()]);
    assert_eq!(labels[&AttributeId::new("label")], categories);
}

#[test]
fn reads_a_file_for_each_annotator() {
    let json = r#"{"text":"The Union","label":[[4,9,"ACTOR"]]}"#;
    let files = InMemory(vec![("ann/mara.jsonl".into(), json.into()), ("ann/jo.jsonl".into(), json.into())]);
    let read = imported(&files, Format::Doccano);
    let annotators: Vec<&str> =
        read.items.iter().flat_map(|item| item.sets.iter().map(|set| set.annotator.as_str())).collect();
    assert_eq!((annotators, read.items.len()), (vec!["jo", "mara"], 1));
}

#[test]
fn what_is_wrong_costs_only_itself() {
    let json = concat!(
        r#"{"text":"The Union","label":[[4,9,"ACTOR"],[4],[4,9],["4",9,"x"],[4,4,"x"],[4,99,"x"],[9,4,"x"],[4,1e9,"x"],[4,9,null],{},7,[]]}"#,
        "\n{\"text\":\"cut\",\"label\":[[0,3\n",
        r#"{"label":[[0,3,"x"]]}"#,
        "\n",
        r#"{"text":"one two","entities":[{"id":1,"label":"a","start_offset":0,"end_offset":3},{"id":1,"label":"b","start_offset":4,"end_offset":7}],"relations":[{"from_id":1,"to_id":9,"type":"t"},{"from_id":1},5]}"#,
        "\n",
        r#"{"text":"x","relations":7,"label":"y","meta":{"postil":{"spans":[{"index":0}],"doc_labels":{"a":{}}}},"__proto__":{"a":1}}"#,
        "\n",
    );
    let read = imported_from("x.jsonl", json, Format::Doccano);
    assert_eq!(
        spans_of(&read.project()),
        ["ACTOR: 4-9 \"Union\"", "null: 4-9 \"Union\"", "a: 0-3 \"one\"", "b: 4-7 \"two\""]
    );
    assert_eq!(read.items.len(), 3);
    assert!(problems(&read).contains(&"duplicate-id"));
    assert!(problems(&read).contains(&"out-of-range"));
    let kept = read.items[2].document.unknown.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
    assert_eq!(kept, ["label", "__proto__"]);
}

#[test]
fn what_doccano_gives_back_gets_its_notes_and_fragments_again() {
    // doccano has numbered the entities anew, put them in another order, and somebody removed one and added another.
    let json = r#"{"id":"one","text":"😀 The Union will not cut quotas.","meta":{"annotator":"mara","postil":{"spans":[{"index":1,"start":12,"end":31,"label":"agreement","fragments":[{"start":12,"end":20},{"start":25,"end":31}],"note":"n"},{"index":0,"start":6,"end":11,"label":"actor","note":"gone"}]}},"entities":[{"id":90,"label":"agreement","start_offset":12,"end_offset":31},{"id":91,"label":"actor","start_offset":2,"end_offset":11}],"relations":[],"Comments":[]}"#;
    let read = imported_from("mara.jsonl", json, Format::Doccano);
    assert_eq!(
        spans_of(&read.project()),
        ["actor: 2-11 \"The Union\"", "agreement: 12-20 \"will not\" + 25-31 \"quotas\""]
    );
    assert_eq!(problems(&read), ["not-kept"]);
    let notes: Vec<&str> = read.items[0].sets[0].spans().iter().map(|span| span.note.as_str()).collect();
    assert_eq!(notes, ["", "n"]);
}

#[test]
fn utf16_and_grapheme_offsets_are_no_reason_to_move_what_is_possible() {
    let json = r#"{"text":"😀 The Union signed","label":[[7,12,"ACTOR"]]}"#;
    let read = imported_from("x.jsonl", json, Format::Doccano);
    assert_eq!(spans_of(&read.project()), ["ACTOR: 7-12 \"nion \""]);
}

#[test]
fn a_line_longer_than_what_is_looked_at_is_still_known() {
    let text = "word ".repeat(100_000);
    let json = format!("{{\"text\":\"{text}\",\"label\":[[0,4,\"A\"]]}}");
    assert_eq!(detect(&InMemory::one("x.jsonl", json)), Some(Format::Doccano));
    let spans: Vec<String> = (0..30_000).map(|n| format!("[{n},{},\"A\"]", n + 4)).collect();
    let json = format!("{{\"text\":\"{}\",\"label\":[{}]}}", "word ".repeat(10_000), spans.join(","));
    assert_eq!(detect(&InMemory::one("x.jsonl", json)), Some(Format::Doccano));
}

#[test]
fn splits_go_to_files_of_their_own() {
    let project = small();
    let (files, _) = exported_in_splits(&project, Format::Doccano, &[(project.documents[0].id().as_str(), "dev")]);
    let paths: Vec<&str> = files.0.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["dev.jsonl"]);
}

/// What the losses name comes back to this program all the same, but for relations and their notes.
fn assert_nothing_is_gone(project: &Project, options: &Options) {
    let (files, losses) = exported_as(project, options);
    let back = imported(&files, Format::Doccano).project();
    for set in &project.sets {
        let found = back.sets.iter().find(|found| found.annotator == set.annotator).expect("the set is there");
        let said = |set: &postil::domain::annotation::AnnotationSet| -> Vec<String> {
            let mut said: Vec<String> = set
                .spans()
                .iter()
                .map(|span| format!("{} {:?} {:?} {:?}", span.label, span.fragments, span.attributes, span.note))
                .collect();
            said.sort();
            said
        };
        assert_eq!(said(found), said(set));
        assert_eq!(found.document_labels, set.document_labels);
        let lost = losses.iter().any(|loss| loss.what == Lost::Relation);
        assert!(lost || found.relations().len() == set.relations().len());
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn comes_back_as_it_went(project in samples::any_project()) {
        assert_survives(&project, Format::Doccano);
        prop_assert_eq!(detect(&exported(&project, Format::Doccano).0), Some(Format::Doccano));
        prop_assert_eq!(detect(&exported_as(&project, &triples()).0), Some(Format::Doccano));
        assert_nothing_is_gone(&project, &Options::default());
        assert_nothing_is_gone(&project, &triples());
    }

    #[test]
    fn cut_off_files_are_read_as_far_as_they_go(project in samples::any_project(), cut in any::<prop::sample::Index>()) {
        let (InMemory(mut files), _) = exported(&project, Format::Doccano);
        let bytes = &mut files[0].1;
        bytes.truncate(cut.index(bytes.len()));
        let whole = bytes.iter().filter(|byte| **byte == b'\n').count();
        let read = imported(&InMemory(files), Format::Doccano);
        prop_assert!(read.items.iter().map(|item| item.sets.len()).sum::<usize>() >= whole);
    }
}

#[test]
fn a_span_inside_what_is_seen_as_one_character_is_kept_and_told_in_every_format() {
    // The flag of South Korea, of which the span marks the first half.
    let json = r#"{"text":"🇰🇷 Seoul","entities":[{"id":1,"label":"place","start_offset":0,"end_offset":1}]}"#;
    let read = imported_from("x.jsonl", json, Format::Doccano);
    assert_eq!((read.items.len(), problems(&read)), (1, vec!["cuts-grapheme"]));
    let (files, _) = exported(&read.project(), Format::Postil);
    let again = imported(&files, Format::Postil);
    assert_eq!(spans_of(&again.project()), ["place: 0-1 \"🇰\""]);
    assert_eq!(problems(&again), ["cuts-grapheme"]);
}
