//! Prodigy tasks: what is written, what is read of Prodigy's own, what comes back.

use std::fmt::Write;
use std::sync::Arc;

use proptest::prelude::*;

use crate::support::formats::{
    assert_survives, exported, file, imported, imported_from, problems, project_of, spans_of, told,
};
use crate::support::{cases, samples};
use postil::domain::annotation::{AnnotationSet, AttributeValue, Span, Status};
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::Collected;
use postil::domain::formats::{Format, detect};
use postil::domain::id::{Annotator, AttributeId, SpanId};

/// What was left out, in the file's own words.
fn left_out(read: &Collected) -> Vec<&str> {
    read.warnings.iter().filter_map(|warning| warning.left_out.as_deref()).collect()
}

fn relations_of(read: &Collected) -> Vec<String> {
    let project = read.project();
    let set = &project.sets[0];
    let text = project.documents[0].text().clone();
    let quote = |id: &SpanId| text.quote(set.span(id).expect("a relation links spans").hull()).to_owned();
    set.relations()
        .map(|relation| format!("{} {} {}", quote(&relation.from), relation.kind, quote(&relation.to)))
        .collect()
}

fn with_relation(set: &mut AnnotationSet, from: &str, to: &str) {
    let relation = samples::relation("r1", &SpanId::new(from), &SpanId::new(to));
    let spans = set.spans().iter().cloned().collect();
    *set = set.clone().with(spans, vec![relation]);
}

#[test]
fn writes_tokens_spans_relations_and_the_answer() {
    let project = project_of("The [Oslo group|actor] signed  the [accord|agreement].", |set| {
        with_relation(set, "s1", "s2");
        set.status = Status::Done;
        set.document_labels.insert(AttributeId::new("topic"), AttributeValue::Text("trade".into()));
    });
    let (files, losses) = exported(&project, Format::Prodigy);
    let expected = r#"{"id":"document","text":"The Oslo group signed  the accord.","tokens":[
{"text":"The","start":0,"end":3,"id":0,"ws":true},{"text":"Oslo","start":4,"end":8,"id":1,"ws":true},
{"text":"group","start":9,"end":14,"id":2,"ws":true},{"text":"signed","start":15,"end":21,"id":3,"ws":true},
{"text":" ","start":22,"end":23,"id":4,"ws":false},{"text":"the","start":23,"end":26,"id":5,"ws":true},
{"text":"accord","start":27,"end":33,"id":6,"ws":false},{"text":".","start":33,"end":34,"id":7,"ws":false}],
"spans":[
{"id":"s1","start":4,"end":14,"label":"actor","text":"Oslo group","token_start":1,"token_end":2},
{"id":"s2","start":27,"end":33,"label":"agreement","text":"accord","token_start":6,"token_end":6}],
"relations":[
{"head":2,"head_span":{"start":4,"end":14,"token_start":1,"token_end":2,"label":"actor"},
"child":6,"child_span":{"start":27,"end":33,"token_start":6,"token_end":6,"label":"agreement"},
"label":"party-to","id":"r1","from":"s1","to":"s2"}],
"options":[{"id":"topic=trade","text":"topic=trade"}],"accept":["topic=trade"],"doc_labels":{"topic":"trade"},
"meta":{},
"_annotator_id":"mara","_session_id":"mara","_view_id":"relations","answer":"accept"}"#;
    assert_eq!(file(&files, "data.jsonl"), format!("{}\n", expected.replace('\n', "")));
    assert_eq!(told(&losses), [""; 0]);
}

#[test]
fn the_interface_is_the_plainest_that_shows_the_spans() {
    let interface = |notation: &str| {
        let (files, _) = exported(&project_of(notation, |_| {}), Format::Prodigy);
        let line = file(&files, "data.jsonl").to_owned();
        line.split("\"_view_id\":\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
    };
    assert_eq!(interface("[a|x] [b|y]").as_deref(), Some("ner_manual"));
    assert_eq!(interface("[a [b|x]|y]").as_deref(), Some("spans_manual"));
}

#[test]
fn of_a_discontinuous_span_prodigy_marks_what_lies_between() {
    let project = project_of("[will|actor] cut [quotas|actor]", |set| {
        let [first, second] = [0, 1].map(|n| set.spans().iter().nth(n).expect("two spans").clone());
        let ranges: Vec<_> = first.fragments.iter().chain(second.fragments.iter()).collect();
        let fragments = postil::domain::annotation::Fragments::new(&ranges).expect("they have text");
        let span = Span { fragments, ..Span::clone(&first) };
        *set = set.clone().with(vec![Arc::new(span)], Vec::new());
    });
    let (files, losses) = exported(&project, Format::Prodigy);
    assert_eq!(told(&losses), ["fragments s1: Prodigy shows the text between them as marked too"]);
    assert_eq!(spans_of(&imported(&files, Format::Prodigy).project()), ["actor: 0-4 \"will\" + 9-15 \"quotas\""]);
}

/// What Prodigy 1.11 saved, but for names and text.
const SAVED: &str = r##"{"text":"S\u00f3lo as\u00ed se puede. Es f\u00e1cil.","proposal_id":"86","_input_hash":-649496271,"_task_hash":-197118135,"_is_binary":false,"spans":[{"start":0,"end":18,"token_start":0,"token_end":4,"label":"PREMISE"},{"start":19,"end":28,"token_start":5,"token_end":7,"label":"CLAIM"}],"tokens":[{"text":"S\u00f3lo","start":0,"end":4,"id":0,"ws":true,"disabled":false},{"text":"as\u00ed","start":5,"end":8,"id":1,"ws":true,"disabled":false},{"text":"se","start":9,"end":11,"id":2,"ws":true,"disabled":false},{"text":"puede","start":12,"end":17,"id":3,"ws":false,"disabled":false},{"text":".","start":17,"end":18,"id":4,"ws":true,"disabled":false},{"text":"Es","start":19,"end":21,"id":5,"ws":true,"disabled":false},{"text":"f\u00e1cil","start":22,"end":27,"id":6,"ws":false,"disabled":false},{"text":".","start":27,"end":28,"id":7,"ws":false,"disabled":false}],"_view_id":"relations","relations":[{"head":4,"child":7,"head_span":{"start":0,"end":18,"token_start":0,"token_end":4,"label":"PREMISE"},"child_span":{"start":19,"end":28,"token_start":5,"token_end":7,"label":"CLAIM"},"color":"#ffd882","label":"SUPPORT"}],"answer":"accept","_timestamp":1652971065,"_annotator_id":"args-ivan","_session_id":"args-ivan"}"##;

#[test]
fn reads_what_prodigy_saved() {
    let read = imported_from("db.jsonl", SAVED, Format::Prodigy);
    let project = read.project();
    assert_eq!(problems(&read), [""; 0]);
    assert_eq!(spans_of(&project), ["PREMISE: 0-18 \"Sólo así se puede.\"", "CLAIM: 19-28 \"Es fácil.\""]);
    assert_eq!(relations_of(&read), ["Sólo así se puede. SUPPORT Es fácil."]);
    let set = &project.sets[0];
    assert_eq!((set.annotator.as_str(), set.status), ("args-ivan", Status::Done));
    assert_eq!(set.unknown, [("_timestamp".to_owned(), "1652971065".to_owned())]);
    assert_eq!(project.documents[0].unknown, [("proposal_id".to_owned(), "\"86\"".to_owned())]);
    assert!(set.spans().iter().all(|span| span.unknown.is_empty()), "token numbers are worked out anew");
    let again = imported(&exported(&project, Format::Prodigy).0, Format::Prodigy).project();
    assert_eq!(again.sets[0].unknown, set.unknown);
    assert_eq!(again.documents[0].unknown, project.documents[0].unknown);
}

#[test]
fn is_told_from_plain_jsonl() {
    let detected = |json: &str| detect(&InMemory::one("x.jsonl", json));
    assert_eq!(detected(SAVED), Some(Format::Prodigy));
    assert_eq!(detected("{\"text\":\"a\",\"spans\":[]}"), Some(Format::Jsonl));
    assert_eq!(detected("\u{feff}{\"text\":\"a\",\"answer\":\"accept\"}\r\n"), Some(Format::Prodigy));
    assert_eq!(detected("{\"text\":\"a\",\"answer\":\"42\"}"), Some(Format::Jsonl));
    let spans =
        "{\"text\":\"a\",\"spans\":[{\"start\":0,\"end\":1,\"token_start\":0,\"token_end\":0,\"label\":\"X\"}]}";
    assert_eq!(detected(spans), Some(Format::Prodigy));
    let project = project_of("nothing", |set| {
        *set = AnnotationSet::new(set.id.clone(), set.document.clone(), Annotator::new(""));
    });
    let (files, _) = exported(&project, Format::Prodigy);
    assert_eq!(detect(&files), Some(Format::Prodigy));
}

#[test]
fn a_long_article_is_told_too() {
    let project = project_of(&"A word more. ".repeat(3000), |_| {});
    let (files, _) = exported(&project, Format::Prodigy);
    assert!(file(&files, "data.jsonl").len() > 600_000);
    assert_eq!(detect(&files), Some(Format::Prodigy));
}

#[test]
fn relations_are_found_by_span_or_by_token() {
    let task = |relation: &str| {
        let tokens = r#"[{"start":0,"end":1,"id":0},{"start":2,"end":3,"id":1},{"start":4,"end":5,"id":2}]"#;
        let spans = r#"[{"start":0,"end":3,"label":"X"},{"start":2,"end":3,"label":"Y"},{"start":4,"end":5,"label":"Z","id":7}]"#;
        let json = format!(r#"{{"text":"a b c","tokens":{tokens},"spans":{spans},"relations":[{relation}]}}"#);
        imported_from("x.jsonl", &json, Format::Prodigy)
    };
    // Two spans end with token 1; the shorter one is meant.
    assert_eq!(relations_of(&task(r#"{"head":1,"child":2,"label":"r"}"#)), ["b r c"]);
    assert_eq!(relations_of(&task(r#"{"head":0,"child":2,"label":"r"}"#)), ["a b r c"]);
    let by_place = r#"{"head":9,"child":9,"head_span":{"start":0,"end":3,"label":"X"},"child_span":{"start":4,"end":5,"label":null},"label":"r"}"#;
    assert_eq!(relations_of(&task(by_place)), ["a b r c"]);
    assert_eq!(relations_of(&task(r#"{"from":7,"head":1,"child":1,"label":"r"}"#)), ["c r b"]);
    let named_alike = r#"{"text":"a b","spans":[{"start":0,"end":1,"label":"X","id":"s1"},{"start":2,"end":3,"label":"X","id":"s1"}],"relations":[{"head_span":{"start":2,"end":3},"child_span":{"start":0,"end":1},"label":"r"}]}"#;
    assert_eq!(relations_of(&imported_from("x.jsonl", named_alike, Format::Prodigy)), ["b r a"]);
    for (bad, problem) in [
        (r#"{"head":9,"child":2,"label":"r"}"#, "loose-relation"),
        (r#"{"head":1,"child":2}"#, "missing-field"),
        (r#"{"head":-1,"child":2,"label":"r"}"#, "wrong-type"),
        (r#"{"head":1,"child":2,"head_span":[],"label":"r"}"#, "wrong-type"),
        ("7", "malformed"),
    ] {
        let read = task(bad);
        assert_eq!(problems(&read), [problem], "{bad}");
        assert_eq!(left_out(&read), [bad]);
        assert_eq!(spans_of(&read.project()).len(), 3);
    }
}

#[test]
fn what_was_rejected_or_ignored_is_told() {
    let task = |answer: &str| {
        let json = format!(r#"{{"text":"a b","spans":[{{"start":0,"end":1,"label":"X"}}],{answer}}}"#);
        let read = imported_from("x.jsonl", &json, Format::Prodigy);
        let project = read.project();
        (project.sets[0].status, spans_of(&project).len(), problems(&read))
    };
    assert_eq!(task(r#""answer":"accept""#), (Status::Done, 1, vec![]));
    assert_eq!(task(r#""_view_id":"ner_manual""#), (Status::InProgress, 1, vec![]));
    assert_eq!(task(r#""answer":"reject","_is_binary":false"#), (Status::InProgress, 1, vec!["read-as"]));
    assert_eq!(task(r#""answer":"ignore""#), (Status::InProgress, 1, vec!["read-as"]));
    assert_eq!(task(r#""answer":"reject","_is_binary":true"#), (Status::InProgress, 0, vec!["not-kept"]));
    assert_eq!(task(r#""answer":"perhaps""#), (Status::InProgress, 1, vec!["unknown-value"]));
    assert_eq!(task(r#""answer":1"#), (Status::InProgress, 1, vec!["wrong-type"]));
}

#[test]
fn choices_are_document_labels() {
    let labels = |json: &str| {
        let read = imported_from("x.jsonl", json, Format::Prodigy);
        let labels = read.project().sets[0].document_labels.clone();
        let labels = labels.into_iter().fold(String::new(), |mut all, (name, value)| {
            write!(all, "{name} {value:?};").expect("a string takes all");
            all
        });
        (labels, problems(&read))
    };
    let plain =
        labels(r#"{"text":"a","options":[{"id":"trade","text":"Trade"}],"accept":["trade"],"answer":"accept"}"#);
    assert_eq!(plain, ("accept Text(\"trade\");".into(), vec![]));
    let numbered = r#"{"text":"a","options":[{"id":1,"text":"Trade"},{"id":2,"text":"War"}],"accept":[1,2,3]}"#;
    assert_eq!(labels(numbered).0, "accept Texts([\"3\", \"Trade\", \"War\"]);");
    let own = r#"{"text":"a","accept":["sure","topic=trade"],"doc_labels":{"sure":true,"topic":["trade"]}}"#;
    assert_eq!(labels(own), ("sure YesNo(true);topic Texts([\"trade\"]);".into(), vec![]));
    let changed = r#"{"text":"a","accept":["topic=war"],"doc_labels":{"topic":["trade"]}}"#;
    assert_eq!(labels(changed), ("topic Text(\"war\");".into(), vec!["not-kept"]));
    let binary = r#"{"text":"a","label":"WAR","answer":"accept","_is_binary":true}"#;
    assert_eq!(labels(binary), ("label Text(\"WAR\");".into(), vec![]));
    let refused = r#"{"text":"a","label":"WAR","answer":"reject","_is_binary":true}"#;
    assert_eq!(labels(refused), (String::new(), vec!["not-kept"]));
    assert_eq!(labels(r#"{"text":"a","accept":7,"doc_labels":3}"#).1, ["wrong-type", "wrong-type"]);
}

#[test]
fn annotators_of_one_text_come_together() {
    let line = |annotator: &str, label: &str| {
        format!(
            "{{\"text\":\"a b\",\"spans\":[{{\"start\":0,\"end\":1,\"label\":\"{label}\"}}],\"_annotator_id\":\"{annotator}\",\"_session_id\":\"s\"}}\r\n"
        )
    };
    let read =
        imported_from("x.jsonl", &format!("\u{feff}{}\r\n{}", line("ann", "X"), line("bob", "Y")), Format::Prodigy);
    assert_eq!(problems(&read), [""; 0]);
    let project = read.project();
    assert_eq!(project.documents.len(), 1);
    let annotators: Vec<&str> = project.sets.iter().map(|set| set.annotator.as_str()).collect();
    assert_eq!(annotators, ["ann", "bob"]);
    let (files, _) = exported(&project, Format::Prodigy);
    assert_eq!(file(&files, "data.jsonl").matches("\"_session_id\":\"s\"").count(), 2, "the session is kept");
}

#[test]
fn one_bad_part_costs_only_itself() {
    let json = r#"{"text":"one two","meta":[1],"spans":[{"start":0,"end":3,"label":"X","__proto__":{"a":1}},{"start":0,"end":99,"label":"X"},{"start":"0","end":3,"label":"X"},{"start":4,"end":7},7],"tokens":{},"relations":{}}
{"spans":[]}
{"text":"cut off","spans":[
[]

{"text":null}
{"text":"two","meta":{"title":3,"source":"wire","score":0.5}}
{"text":"three","spans":{},"_annotator_id":5,"_session_id":"s"}"#;
    let read = imported_from("x.jsonl", json, Format::Prodigy);
    let project = read.project();
    assert_eq!(spans_of(&project), ["X: 0-3 \"one\""]);
    assert_eq!(project.documents.len(), 3);
    assert_eq!(project.documents[1].metadata.source.as_deref(), Some("wire"));
    assert_eq!(project.sets[2].annotator.as_str(), "s");
    let told: Vec<String> =
        read.warnings.iter().map(|warning| format!("{}: {}", warning.at, warning.problem.described().0)).collect();
    assert_eq!(
        told,
        [
            "line 1: wrong-type",
            "line 1: spans[2]: wrong-type",
            "line 1: spans[3]: missing-field",
            "line 1: spans[4]: malformed",
            "line 1: wrong-type",
            "line 1: wrong-type",
            "line 1: spans[1]: out-of-range",
            "line 2: missing-field",
            "line 3: malformed",
            "line 4: malformed",
            "line 6: missing-field",
            "line 7: wrong-type",
            "line 8: wrong-type",
            "line 8: wrong-type",
        ]
    );
}

#[test]
fn own_fields_are_never_written_twice() {
    let mut project =
        project_of("[a|x]", |set| set.unknown = vec![("answer".into(), "1".into()), ("_x".into(), "2".into())]);
    let mut document = (*project.documents[0]).clone();
    document.unknown = vec![("text".into(), "0".into()), ("_x".into(), "3".into())];
    project.documents[0] = Arc::new(document);
    let (files, _) = exported(&project, Format::Prodigy);
    let line = file(&files, "data.jsonl");
    assert!(line.ends_with("\"_view_id\":\"ner_manual\",\"_x\":3}\n"), "{line}");
    assert_eq!(line.matches("\"text\":").count(), 3, "of the task, its token and its span: {line}");
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn comes_back_as_it_went(project in samples::any_project()) {
        assert_survives(&project, Format::Prodigy);
    }
}
