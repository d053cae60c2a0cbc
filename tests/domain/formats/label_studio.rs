//! Label Studio: what is written, what is read, what comes back.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use crate::support::formats::{
    assert_survives, exported, exported_in_splits, file, imported, imported_from, problems, spans_of,
};
use crate::support::{cases, marked, samples};
use postil::domain::annotation::{AttributeValue, Fragments, Number, Status};
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::Collected;
use postil::domain::formats::outlet::Lost;
use postil::domain::formats::{Format, detect, palette};
use postil::domain::id::{AttributeId, LabelId, ProjectId, RelationId, RelationTypeId};
use postil::domain::project::Project;
use postil::domain::schema::{AttributeKind, Colour, Label};

fn id(name: &str) -> AttributeId {
    AttributeId::new(name)
}

fn text(text: &str) -> AttributeValue {
    AttributeValue::Text(text.into())
}

/// A project of one document: a discontinuous span with a note and attributes, a relation, something said of the document.
fn small() -> Project {
    let whole = "😀 The Union will\nnot cut quotas.";
    let marked = marked::parse("😀 The [Union|actor] [will\nnot cut quotas|agreement].");
    let mut spans = marked.spans.clone();
    let mut apart = (*spans[1]).clone();
    let range = |words: &str| {
        let at = whole.find(words).expect("the words are there");
        marked::range(&marked.text, at, at + words.len())
    };
    apart.fragments = Fragments::new(&[range("will\nnot"), range("quotas")]).expect("fragments");
    apart.note = "a\nnote".into();
    apart.attributes = BTreeMap::from([(id("status"), text("Signed")), (id("why"), text("because"))]);
    spans[1] = apart.into();
    let relation = samples::relation("r1", &spans[0].id, &spans[1].id);
    let document = samples::document("one", &marked.text);
    let mut set = marked::empty_set().with(spans, vec![relation]);
    set.document = document.id().clone();
    set.status = Status::Done;
    set.document_labels = BTreeMap::from([(id("topic"), text("one"))]);
    let mut project = Project::new(ProjectId::new("p"), "P");
    let mut schema = (*project.schema).clone();
    schema.document_labels = samples::rich_labels().schema.document_labels.clone();
    project.schema = schema.into();
    project.documents = vec![document];
    project.sets = vec![set.into()];
    project
}

#[test]
fn writes_tasks() {
    let (files, losses) = exported(&small(), Format::LabelStudio);
    let expected = concat!(
        "[\n",
        r#"{"id":1,"data":{"text":"😀 The Union will\nnot cut quotas.","id":"one"},"annotations":["#,
        "\n ",
        r#"{"annotator":"mara","was_cancelled":false,"ground_truth":false,"result":["#,
        "\n  ",
        r#"{"id":"s1","from_name":"label","to_name":"text","type":"labels","origin":"manual","#,
        r#""value":{"start":6,"end":11,"text":"Union","labels":["actor"]}},"#,
        "\n  ",
        r#"{"id":"s2","from_name":"label","to_name":"text","type":"labels","origin":"manual","meta":{"text":["a\nnote"],"#,
        r#""fragments":[{"start":12,"end":20,"text":"will\nnot"},{"start":25,"end":31,"text":"quotas"}]},"#,
        r#""value":{"start":12,"end":31,"text":"will\nnot cut quotas","labels":["agreement"]}},"#,
        "\n  ",
        r#"{"id":"s2","from_name":"status","to_name":"text","type":"choices","origin":"manual","#,
        r#""value":{"start":12,"end":31,"text":"will\nnot cut quotas","choices":["Signed"]}},"#,
        "\n  ",
        r#"{"id":"s2","from_name":"why","to_name":"text","type":"textarea","origin":"manual","#,
        r#""value":{"start":12,"end":31,"text":["because"]}},"#,
        "\n  ",
        r#"{"id":"document-topic-1","from_name":"topic","to_name":"text","type":"choices","origin":"manual","#,
        r#""value":{"choices":["one"]}},"#,
        "\n  ",
        r#"{"type":"relation","from_id":"s1","to_id":"s2","direction":"right","labels":["party-to"]}]}]}"#,
        "\n]\n",
    );
    assert_eq!(file(&files, "tasks.json"), expected);
    let lost: Vec<Lost> = losses.iter().map(|loss| loss.what).collect();
    assert_eq!(lost, [Lost::Fragments]);
}

#[test]
fn writes_the_configuration() {
    let (files, _) = exported(&small(), Format::LabelStudio);
    let expected = r##"<View>
  <Style>.htx-text { white-space: pre-wrap; }</Style>
  <Relations>
    <Relation value="party-to"/>
    <Relation value="covers"/>
  </Relations>
  <Labels name="label" toName="text">
    <Label value="actor" background="#1d63d8" hotkey="1" hint="A person, state, organisation or group that acts or takes part."/>
    <Label value="agreement" background="#b4510a" hotkey="2" hint="A treaty, accord, dialogue, programme or commitment between actors."/>
    <Label value="focus-area" background="#1f7a3d" hotkey="3" hint="A subject the actors deal with or an agreement covers."/>
  </Labels>
  <Text name="text" value="$text" granularity="symbol" saveTextResult="yes"/>
  <Choices name="kind" toName="text" perRegion="true" whenTagName="label" whenLabelValue="actor" choice="single" data-title="Kind">
    <Choice value="State"/>
    <Choice value="International organisation"/>
    <Choice value="Company"/>
    <Choice value="Person"/>
    <Choice value="Civil society"/>
    <Choice value="Other"/>
  </Choices>
  <Choices name="status" toName="text" perRegion="true" whenTagName="label" whenLabelValue="agreement" choice="single" data-title="Status">
    <Choice value="Proposed"/>
    <Choice value="Under negotiation"/>
    <Choice value="Signed"/>
    <Choice value="In force"/>
    <Choice value="Ended"/>
  </Choices>
  <Choices name="topic" toName="text" choice="single" data-title="The topic">
    <Choice value="one"/>
    <Choice value="two \ three"/>
  </Choices>
  <TextArea name="why" toName="text" perRegion="true" whenTagName="label" editable="true"/>
</View>
"##;
    assert_eq!(file(&files, "config.xml"), expected);
}

/// The values of an attribute of the tags of a configuration, in order.
fn values<'a>(config: &'a str, tag: &str, attribute: &str) -> Vec<&'a str> {
    let tags = config.lines().filter(|line| line.trim_start().starts_with(&format!("<{tag} ")));
    let value = |line: &'a str| line.split(&format!(" {attribute}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    tags.filter_map(value).collect()
}

#[test]
fn names_of_tags_are_valid_and_unique() {
    let mut project = small();
    let mut set = (*project.sets[0]).clone();
    let mut span = (**set.span(&marked::parse("[a|x]").spans[0].id).expect("a span")).clone();
    span.attributes = ["text", "label", "__proto__", "größe, cm", "-", "status", "kind"]
        .into_iter()
        .map(|name| (id(name), text("neither option")))
        .chain([(id("why not"), AttributeValue::YesNo(true)), (id("why-not"), AttributeValue::YesNo(false))])
        .collect();
    set = set.with(vec![Arc::new(span.clone())], Vec::new());
    set.document_labels = BTreeMap::from([(id("status"), AttributeValue::Number(Number::parse("3").expect("3")))]);
    project.sets = vec![set.into()];
    let (files, _) = exported(&project, Format::LabelStudio);
    let config = file(&files, "config.xml");
    let mut names: Vec<&str> = ["Labels", "Text", "Choices", "TextArea", "Number"]
        .into_iter()
        .flat_map(|tag| values(config, tag, "name"))
        .collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "{config}");
    for name in ["attribute", "größe--cm", "proto", "text-textarea", "label-textarea", "why-not", "why-not-choices"] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    let back = imported(&files, Format::LabelStudio);
    let found = &back.items[0].sets[0];
    assert_eq!(found.spans().iter().next().map(|span| &span.attributes), Some(&span.attributes));
    assert_eq!(found.document_labels, project.sets[0].document_labels);
}

#[test]
fn an_attribute_that_labels_share_is_asked_for_once() {
    let mut project = small();
    let mut schema = (*project.schema).clone();
    let sure = samples::rich_labels().schema.labels[3].attributes[3].clone();
    for label in &mut schema.labels {
        label.attributes.push(sure.clone());
    }
    schema.labels.push(Label { attributes: vec![sure], ..Label::plain("one, two", "", 5) });
    project.schema = schema.clone().into();
    let (files, _) = exported(&project, Format::LabelStudio);
    assert!(
        file(&files, "config.xml")
            .contains(r#"<Choices name="sure" toName="text" perRegion="true" whenTagName="label" choice"#)
    );
    schema.labels.pop();
    project.schema = schema.into();
    let (files, _) = exported(&project, Format::LabelStudio);
    let config = file(&files, "config.xml");
    assert!(config.contains(
        r#"name="sure" toName="text" perRegion="true" whenTagName="label" whenLabelValue="actor,agreement,focus-area""#
    ));
}

#[test]
fn the_configuration_brings_labels_attributes_and_relation_types_back() {
    let mut project = samples::rich_labels();
    project.documents = vec![samples::document("one", &postil::domain::text::Text::new("Text."))];
    let (files, _) = exported(&project, Format::LabelStudio);
    let schema = imported(&files, Format::LabelStudio).about.expect("a project").schema;
    for (found, label) in schema.labels.iter().zip(&project.schema.labels) {
        assert_eq!((&found.id, found.colour, &found.definition), (&label.id, label.colour, &label.definition));
        let attributes = |label: &Label| -> Vec<(AttributeId, String, AttributeKind, bool)> {
            let told = label.attributes.iter().map(|a| (a.id.clone(), a.name.clone(), a.kind.clone(), a.required));
            told.collect()
        };
        assert_eq!(attributes(found), attributes(label));
    }
    assert_eq!(schema.labels.len(), project.schema.labels.len());
    let kinds: Vec<&str> = schema.relations.iter().map(|relation| relation.id.as_str()).collect();
    assert_eq!(kinds, ["party-to", "covers"]);
    assert_eq!(schema.document_labels[0].kind, project.schema.document_labels[0].kind);
}

#[test]
fn the_palette_is_that_of_the_stylesheet() {
    let tokens = include_str!("../../../styles/tokens.css");
    for place in 0..12 {
        let token = format!("    --line-{place}: ");
        let value = tokens.lines().find_map(|line| line.strip_prefix(&token)).expect("a line for each colour");
        assert_eq!(palette::hex(Colour::new(place)), value.trim_end_matches(';'));
        assert_eq!(palette::with_hex(value.trim_end_matches(';')), Some(Colour::new(place)));
    }
    assert_eq!(["red", "#12345", "#1234567", "#00000g", ""].map(palette::with_hex), [None; 5]);
}

#[test]
fn several_types_between_two_spans_are_one_relation_with_several_labels() {
    let mut project = small();
    let set = (*project.sets[0]).clone();
    let spans: Vec<_> = set.spans().iter().cloned().collect();
    let relation = |name: &str, kind: &str| {
        let mut relation = (*samples::relation(name, &spans[0].id, &spans[1].id)).clone();
        relation.kind = RelationTypeId::new(kind);
        Arc::new(relation)
    };
    let relations = vec![relation("r1", "party-to"), relation("r2", "covers"), relation("r3", "party-to")];
    project.sets = vec![set.with(spans.clone(), relations).into()];
    let (files, losses) = exported(&project, Format::LabelStudio);
    assert!(file(&files, "tasks.json").contains(r#""direction":"right","labels":["party-to","covers"]}]"#));
    let lost: Vec<&str> =
        losses.iter().filter(|loss| loss.what == Lost::Relation).map(|loss| loss.of.as_str()).collect();
    assert_eq!(lost, ["r3"]);
    let back = imported(&files, Format::LabelStudio);
    assert_eq!(back.items[0].sets[0].relations().len(), 2);
}

#[test]
fn what_a_program_said_is_a_prediction() {
    let json = r#"[{"id":1,"data":{"text":"The Union"},"annotations":[],"predictions":[{"model_version":"rules-1","score":0.5,
        "result":[{"id":"a","from_name":"label","to_name":"text","type":"labels","score":0.7,"value":{"start":4,"end":9,"labels":["ACTOR"]}}]}]}]"#;
    let read = imported_from("tasks.json", json, Format::LabelStudio);
    let set = &read.items[0].sets[0];
    let span = set.spans().iter().next().expect("a span");
    assert_eq!((set.annotator.as_str(), set.status, &*span.origin.0), ("rules-1", Status::New, "rules-1"));
    let (files, _) = exported(&read.project(), Format::LabelStudio);
    let tasks = file(&files, "tasks.json");
    assert!(
        tasks.contains("\"annotations\":[],\"predictions\":[\n {\"model_version\":\"rules-1\",\"score\":0.5,"),
        "{tasks}"
    );
    assert!(tasks.contains(r#""origin":"prediction","score":0.7,"#), "{tasks}");
}

/// As Label Studio 1.13 exports it, cut down to what matters.
const EXPORT: &str = r#"[{"id": 17, "annotations": [{"id": 5, "completed_by": {"id": 1, "email": "jo@example.org", "first_name": "", "last_name": ""},
 "result": [
  {"value": {"start": 4, "end": 9, "text": "Union", "labels": ["ACTOR"]}, "id": "aB-1", "from_name": "ner", "to_name": "article", "type": "labels", "origin": "manual", "meta": {"text": ["who?"]}},
  {"value": {"start": 4, "end": 9, "text": "Union", "choices": ["sure"]}, "id": "aB-1", "from_name": "certainty", "to_name": "article", "type": "choices", "origin": "manual"},
  {"value": {"start": 4, "end": 9, "text": ["EU", "the bloc"]}, "id": "aB-1", "from_name": "also", "to_name": "article", "type": "textarea", "origin": "manual"},
  {"value": {"start": 10, "end": 16, "text": "signed", "labels": ["ACT", "VERB"]}, "id": "aB-2", "from_name": "ner", "to_name": "article", "type": "labels", "origin": "manual"},
  {"value": {"start": 10, "end": 16, "text": "signed", "rating": 4}, "id": "aB-2", "from_name": "stars", "to_name": "article", "type": "rating", "origin": "manual"},
  {"value": {"taxonomy": [["World", "Europe"], ["Trade"]]}, "id": "t1", "from_name": "theme", "to_name": "article", "type": "taxonomy", "origin": "manual"},
  {"from_id": "aB-1", "to_id": "aB-2", "type": "relation", "direction": "left", "labels": ["done by"]},
  {"from_id": "aB-1", "to_id": "aB-2", "type": "relation", "direction": "bi", "labels": []}
 ], "was_cancelled": false, "ground_truth": true, "created_at": "2024-01-01T00:00:00Z", "updated_at": "2024-01-01T00:00:00Z", "lead_time": 12.5, "prediction": {}, "result_count": 5, "task": 17},
 {"id": 6, "completed_by": 2, "result": [], "was_cancelled": true, "ground_truth": false}],
 "file_upload": "x.json", "drafts": [], "predictions": [],
 "data": {"article": "The Union signed.", "url": "https://example.org/1", "title": "Signing"}, "meta": {}, "created_at": "2024-01-01T00:00:00Z", "inner_id": 1, "total_annotations": 1, "project": 3}]
"#;

fn attributes(read: &Collected) -> Vec<String> {
    let spans = read.items.iter().flat_map(|item| item.sets.iter().flat_map(|set| set.spans().iter()));
    spans.map(|span| format!("{} {:?}", span.id, span.attributes)).collect()
}

#[test]
fn reads_an_export_without_its_configuration() {
    let files = InMemory::one("project-3.json", EXPORT);
    assert_eq!(detect(&files), Some(Format::LabelStudio));
    let read = imported(&files, Format::LabelStudio);
    let spans = ["ACTOR: 4-9 \"Union\"", "ACT: 10-16 \"signed\"", "VERB: 10-16 \"signed\""];
    assert_eq!(spans_of(&read.project()), spans);
    let document = &read.items[0].document;
    assert_eq!((document.id().as_str(), document.metadata.title.as_deref()), ("17", Some("Signing")));
    assert_eq!(document.metadata.unknown, [("url".to_owned(), "\"https://example.org/1\"".to_owned())]);
    assert_eq!(document.unknown, []);
    let sets = &read.items[0].sets;
    let who: Vec<(&str, Status)> = sets.iter().map(|set| (set.annotator.as_str(), set.status)).collect();
    assert_eq!(who, [("jo@example.org", Status::Done), ("2", Status::InProgress)]);
    assert_eq!(
        sets[0].unknown,
        [("ground_truth", "true"), ("lead_time", "12.5")].map(|(n, j)| (n.to_owned(), j.to_owned()))
    );
    assert_eq!(
        attributes(&read),
        [
            r#"aB-1 {"also": Texts(["EU", "the bloc"]), "certainty": Text("sure")}"#,
            r#"aB-2 {"stars": Number(Number("4"))}"#,
            r#"aB-2-VERB {"stars": Number(Number("4"))}"#,
        ]
    );
    assert_eq!(
        sets[0].document_labels[&id("theme")],
        AttributeValue::Texts(vec!["World / Europe".into(), "Trade".into()])
    );
    let relations: Vec<String> =
        sets[0].relations().map(|relation| format!("{} {} {}", relation.kind, relation.from, relation.to)).collect();
    assert_eq!(relations, ["done by aB-2 aB-1", "relation aB-1 aB-2", "relation aB-2 aB-1"]);
    assert_eq!(sets[0].spans().iter().next().expect("a span").note, "who?");
    assert_eq!(problems(&read), ["read-as", "read-as", "read-as"]);
}

#[test]
fn a_configuration_tells_which_data_is_the_text_and_what_can_be_said() {
    let config = r##"<?xml version="1.0"?><!-- c --><View>
        <Header value="Who&#39;s who"/><labels NAME="ner" toName="article"><Label value="ACTOR" background="#b4510a"/><View><Label value="ACT"/></View></labels>
        <Text name="article" value="$body"/>
        <Choices name="certainty" toName="article" perRegion="true" whenLabelValue="ACTOR" choice="multiple"><Choice value="sure"/><Choice alias="un" value="unsure"/></Choices>
        <Choices name="fake" toName="article"><Choice value="true"/><Choice value="false"/></Choices>
        <Relations><Relation value="by"/></Relations></View>"##;
    let tasks = r#"[{"data":{"text":"something quite else, and longer","body":"The Union"},"annotations":[{"result":[
        {"id":"a","from_name":"ner","to_name":"article","type":"labels","value":{"start":4,"end":9,"labels":["ACTOR"]}},
        {"id":"a","from_name":"certainty","to_name":"article","type":"choices","value":{"start":4,"end":9,"choices":["sure"]}},
        {"id":"f","from_name":"fake","to_name":"article","type":"choices","value":{"choices":["true"]}},
        {"id":"b","from_name":"ner","to_name":"other","type":"labels","value":{"start":0,"end":3,"labels":["ACTOR"]}}]}]}]"#;
    let files = InMemory(vec![("config.xml".into(), config.into()), ("tasks.json".into(), tasks.into())]);
    assert_eq!(detect(&files), Some(Format::LabelStudio));
    let read = imported(&files, Format::LabelStudio);
    assert_eq!(spans_of(&read.project()), ["ACTOR: 4-9 \"Union\""]);
    let set = &read.items[0].sets[0];
    assert_eq!(attributes(&read), [r#"a {"certainty": Texts(["sure"])}"#]);
    assert_eq!(set.document_labels[&id("fake")], AttributeValue::YesNo(true));
    assert_eq!(problems(&read), ["not-kept"]);
    let schema = read.about.expect("a project").schema;
    let labels: Vec<(&str, u8)> = schema.labels.iter().map(|label| (label.id.as_str(), label.colour.place())).collect();
    assert_eq!(labels, [("ACTOR", 1), ("ACT", 1)]);
    let options = AttributeKind::Choices(vec!["sure".into(), "un".into()]);
    let certainty = schema.label(&LabelId::new("ACTOR")).and_then(|label| label.attribute(&id("certainty")));
    assert_eq!(certainty.map(|attribute| &attribute.kind), Some(&options));
    assert_eq!(schema.labels[1].attributes.len(), 0);
}

#[test]
fn reads_exports_from_before_code_points() {
    let tasks = r#"[{"data":{"text":"😀 The Union"},"annotations":[{"result":[
        {"id":"a","from_name":"l","to_name":"t","type":"labels","value":{"start":7,"end":12,"text":"Union","labels":["A"]}}]}]}]"#;
    let read = imported_from("tasks.json", tasks, Format::LabelStudio);
    assert_eq!(spans_of(&read.project()), ["A: 6-11 \"Union\""]);
    assert_eq!(problems(&read), ["counted-otherwise"]);
}

#[test]
fn reads_lines_the_smallest_export_and_single_annotations() {
    let result = r#"{"id":"a","from_name":"label","to_name":"text","type":"labels","value":{"start":4,"end":9,"text":"Union","labels":["ACTOR"]}}"#;
    for json in [
        format!(r#"{{"data":{{"text":"The Union"}},"annotations":[{{"result":[{result}]}}]}}"#),
        format!(r#"{{"data":{{"text":"The Union"}},"completions":[{{"result":[{result}]}}]}}"#),
        format!(r#"{{"id":3,"result":[{result}],"task":{{"id":1,"data":{{"text":"The Union"}}}},"completed_by":{{"id":1}}}}"#),
        format!("{{\n \"data\": {{\"text\":\"The Union\"}},\n \"annotations\":\n[{{\"result\":[{result}]}}]\n}}\n"),
        r#"[{"text":"The Union","label":[{"start":4,"end":9,"text":"Union","labels":["ACTOR"]}],"id":1,"annotator":1,"annotation_id":1,"created_at":"x"}]"#.into(),
    ] {
        let files = InMemory::one("x.json", json.as_str());
        assert_eq!(detect(&files), Some(Format::LabelStudio), "{json}");
        let read = imported(&files, Format::LabelStudio);
        assert_eq!(spans_of(&read.project()), ["ACTOR: 4-9 \"Union\""], "{json}");
        assert_eq!(problems(&read), [""; 0], "{json}");
    }
    let config = r#"<View><Labels name="label" toName="text"><Label value="ACTOR"/></Labels><Text name="text" value="$text"/>
        <Choices name="sure" toName="text" perRegion="true"><Choice value="yes"/></Choices>
        <Choices name="topic" toName="text"><Choice value="a"/></Choices><Number name="n" toName="text"/></View>"#;
    let smallest =
        r#"[{"text":"The Union","id":1,"annotator":null,"annotation_id":null,"sure":"yes","topic":"a","n":3}]"#;
    let files = InMemory(vec![("c.xml".into(), config.into()), ("x.json".into(), smallest.into())]);
    let read = imported(&files, Format::LabelStudio);
    let three = AttributeValue::Number(Number::parse("3").expect("a number"));
    let said = BTreeMap::from([(id("topic"), text("a")), (id("n"), three)]);
    assert_eq!(read.items[0].sets[0].document_labels, said);
    assert_eq!(read.items[0].document.metadata.unknown, [("sure".to_owned(), "\"yes\"".to_owned())]);
    let smallest = r#"[{"text":"The Union","title":"T","url":"u","id":1,"annotator":1,"annotation_id":1,"lead_time":3.5,
        "label":[{"start":4,"end":9,"labels":["ACTOR"]},{"start":0,"end":3,"labels":["DET"]}],
        "sure":[{"start":4,"end":9,"choices":["yes"]}],"why":[{"start":4,"end":9,"text":["x"]}],"topic":{"choices":["a","b"]}},
        {"text":"The Union","id":1,"annotator":2,"annotation_id":2}]"#;
    let read = imported_from("x.json", smallest, Format::LabelStudio);
    assert_eq!(attributes(&read), ["0-3 {}", r#"4-9 {"sure": Text("yes"), "why": Text("x")}"#]);
    let annotators: Vec<&str> = read.items[0].sets.iter().map(|set| set.annotator.as_str()).collect();
    assert_eq!((annotators, problems(&read)), (vec!["1", "2"], vec![]));
    let topic = AttributeValue::Texts(vec!["a".into(), "b".into()]);
    assert_eq!(read.items[0].sets[0].document_labels, BTreeMap::from([(id("topic"), topic)]));
    assert_eq!(read.items[0].document.metadata.title.as_deref(), Some("T"));
}

#[test]
fn places_in_markup_are_proved_by_their_text_or_reported() {
    let region = |id: &str, value: &str| {
        format!(
            r#"{{"id":"{id}","from_name":"l","to_name":"t","type":"hypertextlabels","value":{{"start":"/p[1]/text()[1]","end":"/p[1]/text()[1]","startOffset":4,"endOffset":9,{value},"hypertextlabels":["A"]}}}}"#
        )
    };
    let results = [
        region("fits", r#""globalOffsets":{"start":0,"end":3},"text":"The""#),
        region("moves", r#""globalOffsets":{"start":4,"end":9},"text":"Union""#),
        region("orphan", r#""globalOffsets":{"start":9,"end":12},"text":"and""#),
        region("unproved", r#""globalOffsets":{"start":9,"end":12}"#),
        region("old", r#""text":"Union""#),
    ];
    let json = format!(
        r#"[{{"data":{{"text":"The <b>Union</b> and and"}},"annotations":[{{"result":[{}]}}]}}]"#,
        results.join(",")
    );
    let read = imported_from("x.json", &json, Format::LabelStudio);
    let spans = ["A: 0-3 \"The\"", "A: 7-12 \"Union\"", "A: 7-12 \"Union\""];
    assert_eq!(spans_of(&read.project()), spans);
    assert_eq!(problems(&read), ["not-kept", "moved-to-quote", "orphan", "moved-to-quote"]);
}

#[test]
fn several_annotations_of_one_user_are_sets_of_their_own() {
    let json = r#"[{"data":{"text":"x"},"annotations":[{"completed_by":1,"result":[]},{"completed_by":1,"result":[]},{"result":[]}],
        "predictions":[{"result":[]},{"model_version":"1","result":[]}],"drafts":[{}]}]"#;
    let read = imported_from("x.json", json, Format::LabelStudio);
    let names: Vec<&str> = read.items[0].sets.iter().map(|set| set.annotator.as_str()).collect();
    assert_eq!(names, ["1", "1 (2)", "", "prediction", "1 (3)"]);
    assert_eq!(problems(&read), ["not-kept", "duplicate-id", "duplicate-id"]);
}

#[test]
fn fragments_come_back_unless_the_span_was_moved() {
    let region = |id: &str, start: usize| {
        format!(
            r#"{{"id":"{id}","from_name":"l","to_name":"t","type":"labels","meta":{{"fragments":[{{"start":0,"end":3,"text":"The"}},{{"start":10,"end":16,"text":"signed"}}]}},"value":{{"start":{start},"end":16,"labels":["A"]}}}}"#
        )
    };
    let json = format!(
        r#"[{{"data":{{"text":"The Union signed."}},"annotations":[{{"result":[{},{}]}}]}}]"#,
        region("same", 0),
        region("moved", 4)
    );
    let read = imported_from("x.json", &json, Format::LabelStudio);
    assert_eq!(spans_of(&read.project()), ["A: 0-3 \"The\" + 10-16 \"signed\"", "A: 4-16 \"Union signed\""]);
}

#[test]
fn what_is_wrong_costs_only_itself() {
    let json = r#"[{"data":{"text":"The Union"},"annotations":[{"result":[
        {"id":"a","from_name":"l","to_name":"t","type":"labels","value":{"start":4,"end":9,"labels":["A"]}},
        {"type":"labels"}, 7, {"type":"rectanglelabels","value":{"x":1,"y":2,"rectanglelabels":["A"]}},
        {"id":"b","type":"labels","value":{"start":-4,"end":9,"labels":["A"]}},
        {"id":"c","type":"labels","value":{"start":4,"end":99,"labels":["A"]}},
        {"id":"d","type":"labels","value":{"start":4,"end":9,"labels":[]}},
        {"id":"e","type":"labels","value":{"start":4,"end":9,"labels":7}},
        {"id":"f","from_name":"x","type":"choices","value":{"start":4,"end":9,"choices":["z"]}},
        {"type":"relation","from_id":"a","to_id":"zz","direction":"right","labels":["r"]},
        {"type":"relation","from_id":"a"}, {"type":"magic","value":{"__proto__":1}}]}, 5, {"result":7}]},
        {"data":{"n":5}}, {"data":7}, {"annotations":[]}, 3,
        {"data":{"text":"two"},"annotations":{},"__proto__":{"a":1}}, {"data":{"text":"cut"#;
    let read = imported_from("x.json", json, Format::LabelStudio);
    assert_eq!(spans_of(&read.project()), ["A: 4-9 \"Union\""]);
    assert_eq!(read.items.len(), 2);
    assert_eq!(read.items[1].document.unknown[0].0, "__proto__");
    let codes = problems(&read);
    assert_eq!(codes.iter().filter(|code| **code == "malformed").count(), 4 + 2, "{codes:?}");
    assert!(codes.contains(&"out-of-range") && codes.contains(&"loose-relation"), "{codes:?}");
}

#[test]
fn a_broken_configuration_is_reported_and_the_tasks_are_read() {
    for config in ["<View><Labels", "", "<a></b>", "\u{feff}<View/>"] {
        let files = InMemory(vec![
            ("c/config.xml".into(), config.into()),
            ("c/tasks.json".into(), br#"[{"data":{"text":"x"}}]"#.to_vec()),
        ]);
        assert_eq!(imported(&files, Format::LabelStudio).items.len(), 1);
    }
}

#[test]
fn labels_xml_cannot_hold_are_written_otherwise_and_told() {
    let mut project = small();
    let set = (*project.sets[0]).clone();
    let mut span = (**set.spans().iter().next().expect("a span")).clone();
    span.label = LabelId::new("a\u{1}<b>&\n\"");
    let mut schema = (*project.schema).clone();
    schema.labels.push(Label::plain(span.label.as_str(), "", 7));
    project.schema = schema.into();
    project.sets = vec![set.with(vec![span.into()], Vec::new()).into()];
    let (files, losses) = exported(&project, Format::LabelStudio);
    assert!(losses.iter().any(|loss| loss.what == Lost::Label));
    let read = imported(&files, Format::LabelStudio);
    assert_eq!(spans_of(&read.project()), ["a\u{fffd}<b>&\n\": 6-11 \"Union\""]);
    assert!(read.about.expect("a project").schema.label(&LabelId::new("a\u{fffd}<b>&\n\"")).is_some());
}

#[test]
fn a_number_sign_in_a_name_is_kept_from_being_cut_off() {
    let mut project = small();
    let set = (*project.sets[0]).clone();
    let spans: Vec<_> = set.spans().iter().cloned().collect();
    let renamed = |span: &Arc<postil::domain::annotation::Span>, name: &str| {
        let mut span = (**span).clone();
        span.id = postil::domain::id::SpanId::new(name);
        Arc::new(span)
    };
    let spans = vec![renamed(&spans[0], "s#1"), renamed(&spans[1], "s#2")];
    let relation = samples::relation("r1", &spans[0].id, &spans[1].id);
    project.sets = vec![set.with(spans, vec![relation]).into()];
    let (files, _) = exported(&project, Format::LabelStudio);
    assert!(file(&files, "tasks.json").contains(r#""from_id":"s%231","to_id":"s%232""#));
    assert_survives(&project, Format::LabelStudio);
}

#[test]
fn relation_notes_are_told_to_be_lost() {
    let mut project = small();
    let set = (*project.sets[0]).clone();
    let mut relation = (**set.relation(&RelationId::new("r1")).expect("a relation")).clone();
    relation.note = "a note".into();
    let spans: Vec<_> = set.spans().iter().cloned().collect();
    project.sets = vec![set.with(spans, vec![relation.into()]).into()];
    let (_, losses) = exported(&project, Format::LabelStudio);
    assert!(losses.iter().any(|loss| loss.what == Lost::Note && loss.of == "r1"));
}

#[test]
fn splits_go_to_files_of_their_own_and_nothing_is_still_a_list() {
    let project = small();
    let (files, _) = exported_in_splits(&project, Format::LabelStudio, &[(project.documents[0].id().as_str(), "dev")]);
    let paths: Vec<&str> = files.0.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["config.xml", "dev.json"]);
    let (files, _) = exported(&Project::new(ProjectId::new(""), ""), Format::LabelStudio);
    assert_eq!(file(&files, "tasks.json"), "[\n]\n");
    assert_eq!(imported(&files, Format::LabelStudio).items.len(), 0);
}

#[test]
fn a_task_longer_than_what_is_looked_at_is_still_known() {
    let regions = format!(
        r#"{{"id":"a","from_name":"label","to_name":"text","type":"labels","value":{{"start":0,"end":4,"labels":["{}"]}}}},"#,
        "A".repeat(100)
    );
    let json = format!(
        r#"[{{"id":1,"annotations":[{{"result":[{}]}}],"data":{{"text":"word"}}}}]"#,
        regions.repeat(2_000).trim_end_matches(',')
    );
    // The data may come after what was looked at.
    assert_eq!(detect(&InMemory::one("x.json", json)), Some(Format::LabelStudio));
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn comes_back_as_it_went(project in samples::any_project()) {
        assert_survives(&project, Format::LabelStudio);
        let (files, _) = exported(&project, Format::LabelStudio);
        prop_assert_eq!(detect(&files), Some(Format::LabelStudio));
        let back = imported(&files, Format::LabelStudio).project();
        for (set, found) in project.sets.iter().zip(&back.sets) {
            prop_assert_eq!(&found.annotator, &set.annotator);
            prop_assert_eq!(found.status, set.status);
            for span in set.spans().iter() {
                let found = found.span(&span.id).expect("the span is there under its name");
                prop_assert_eq!(&found.fragments, &span.fragments);
            }
        }
    }

    #[test]
    fn cut_off_files_are_read_as_far_as_they_go(project in samples::any_project(), cut in any::<prop::sample::Index>()) {
        let (InMemory(mut files), _) = exported(&project, Format::LabelStudio);
        for (_, bytes) in &mut files {
            let length = cut.index(bytes.trim_ascii_end().len());
            bytes.truncate(length);
        }
        let read = imported(&InMemory(files), Format::LabelStudio);
        prop_assert!(!read.warnings.is_empty());
    }
}
