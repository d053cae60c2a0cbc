//! Chat messages for fine-tuning: what is asked, what is answered.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value;

use crate::support::formats::{exported, file, project_of, told};
use crate::support::{cases, samples};
use postil::domain::annotation::{AttributeValue, Fragments, Span};
use postil::domain::formats::Format;
use postil::domain::id::{AttributeId, SpanId};
use postil::domain::schema::{Attribute, AttributeKind, Label, Schema};

/// The messages of each line as role and content.
fn conversations(jsonl: &str) -> Vec<Vec<(String, String)>> {
    let said = |message: &Value, field: &str| message[field].as_str().expect("a string").to_owned();
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("a line is JSON");
        let messages = line["messages"].as_array().expect("a list");
        messages.iter().map(|message| (said(message, "role"), said(message, "content"))).collect()
    };
    assert!(jsonl.ends_with('\n') || jsonl.is_empty());
    jsonl.split_terminator('\n').map(line).collect()
}

fn plain_schema() -> Schema {
    Schema { labels: vec![Label::plain("ACTOR", "ACTOR", 0)], ..Schema::default() }
}

#[test]
fn asks_by_the_label_set_and_answers_in_json() {
    let mut project = project_of("The [Oslo group|ACTOR] signed.", |_| {});
    project.schema = Arc::new(plain_schema());
    let (files, losses) = exported(&project, Format::Chat);
    let conversations = conversations(file(&files, "data.jsonl"));
    let [system, user, assistant] = conversations[0].as_slice() else { panic!("three messages") };
    assert_eq!(system.0, "system");
    assert_eq!(
        system.1,
        "You mark passages in articles. The user sends an article; answer with one JSON object and nothing else.\n\n\
         \"spans\" lists the passages in reading order and is empty where there is nothing to mark. Each has \"start\" and \
         \"end\" in Unicode code points of the article, from 0, the end exclusive; \"text\", which is what stands there; and \
         \"label\". Passages may overlap. One that is interrupted has its parts in \"fragments\", each with start, end and \
         text.\n\n\
         Labels:\n- ACTOR"
    );
    assert_eq!(*user, ("user".to_owned(), "The Oslo group signed.".to_owned()));
    let answer = r#"{"spans":[{"start":4,"end":14,"text":"Oslo group","label":"ACTOR"}]}"#;
    assert_eq!(*assistant, ("assistant".to_owned(), answer.to_owned()));
    assert_eq!(told(&losses), [""; 0]);
}

#[test]
fn definitions_examples_attributes_and_relations_are_asked_for() {
    let mut project = project_of("x", |_| {});
    let mut schema = Schema::actors_agreements_focus_areas();
    schema.document_labels = vec![Attribute {
        id: AttributeId::new("topic"),
        name: "Topic".into(),
        kind: AttributeKind::Choices(vec!["trade".into(), "war".into()]),
        required: false,
        unknown: Vec::new(),
    }];
    schema.labels[2].definition = "Is it a subject?".into();
    schema.labels.truncate(3);
    project.schema = Arc::new(schema);
    let (files, _) = exported(&project, Format::Chat);
    let conversations = conversations(file(&files, "data.jsonl"));
    let (_, rest) = conversations[0][0].1.split_once("Labels:\n").expect("labels are listed");
    assert_eq!(
        rest,
        "- actor (Actor): A person, state, organisation or group that acts or takes part. Examples: South Korea; Wang \
         Yun-jong. In \"attributes\": kind (Kind), one of State | International organisation | Company | Person | Civil \
         society | Other.\n\
         - agreement (Agreement): A treaty, accord, dialogue, programme or commitment between actors. Examples: Economic \
         Security Dialogue; the 2024 accord. In \"attributes\": status (Status), one of Proposed | Under negotiation | Signed \
         | In force | Ended.\n\
         - focus-area (Focus area): Is it a subject? Examples: supply chains; data protection.\n\n\
         Each span has an \"id\". \"relations\" lists the links between spans, each with \"label\" and the ids \"from\" and \
         \"to\". Relations:\n\
         - party-to (party to): From actor to agreement.\n\
         - covers: From agreement to focus-area.\n\n\
         \"document\" says of the article as a whole: topic (Topic), a list of any of trade | war."
    );
    assert_eq!(conversations[0][2].1, r#"{"spans":[],"relations":[],"document":{}}"#, "nothing is an answer too");
}

#[test]
fn fragments_attributes_relations_and_document_labels_are_answered_and_notes_told() {
    let project = project_of("😀 [will|actor] cut [quotas|actor] of [Oslo|actor]", |set| {
        let spans: Vec<_> = set.spans().iter().cloned().collect();
        let ranges: Vec<_> = spans[0].fragments.iter().chain(spans[1].fragments.iter()).collect();
        let changed = Span {
            fragments: Fragments::new(&ranges).expect("they have text"),
            attributes: [(AttributeId::new("kind"), AttributeValue::YesNo(true))].into(),
            note: "hm".into(),
            ..Span::clone(&spans[0])
        };
        let relation = samples::relation("r1", &SpanId::new("s3"), &SpanId::new("s1"));
        *set = set.clone().with(vec![changed.into(), spans[2].clone()], vec![relation]);
        set.document_labels = [(AttributeId::new("topic"), AttributeValue::Text("trade".into()))].into();
    });
    let (files, losses) = exported(&project, Format::Chat);
    let conversations = conversations(file(&files, "data.jsonl"));
    let answer = concat!(
        r#"{"spans":[{"id":1,"start":2,"end":17,"text":"will quotas","label":"actor","#,
        r#""fragments":[{"start":2,"end":6,"text":"will"},{"start":11,"end":17,"text":"quotas"}],"attributes":{"kind":true}},"#,
        r#"{"id":2,"start":21,"end":25,"text":"Oslo","label":"actor"}],"#,
        r#""relations":[{"label":"party-to","from":2,"to":1}],"document":{"topic":"trade"}}"#,
    );
    assert_eq!(conversations[0][2].1, answer);
    assert_eq!(told(&losses), ["note s1: hm"]);
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn every_set_is_a_conversation(project in samples::any_project()) {
        let (files, _) = exported(&project, Format::Chat);
        let conversations = conversations(file(&files, "data.jsonl"));
        prop_assert_eq!(conversations.len(), project.sets.len());
        for (messages, set) in conversations.iter().zip(&project.sets) {
            let text = project.document(&set.document).expect("a set is about a document").text();
            let roles: Vec<&str> = messages.iter().map(|(role, _)| role.as_str()).collect();
            prop_assert_eq!(roles, ["system", "user", "assistant"]);
            prop_assert_eq!(&messages[1].1, text.as_str());
            let answer: Value = serde_json::from_str(&messages[2].1).expect("the answer is JSON");
            let characters: Vec<char> = text.as_str().chars().collect();
            let spans = answer["spans"].as_array().expect("a list");
            prop_assert_eq!(spans.len(), set.spans().len());
            for (span, marked) in spans.iter().zip(set.spans().iter()) {
                let [start, end] = ["start", "end"].map(|field| span[field].as_u64().expect("a number") as usize);
                let there: String = characters[start..end].iter().collect();
                prop_assert!(span.get("fragments").is_some() || span["text"] == there);
                prop_assert_eq!(&span["label"], marked.label.as_str());
            }
            prop_assert_eq!(answer["relations"].as_array().expect("a list").len(), set.relations().len());
        }
    }
}
