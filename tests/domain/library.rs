//! The library: what is listed, searched and opened next.

use std::collections::BTreeMap;
use std::sync::Arc;

use postil::app::jobs::{Found, SearchJob, Sought, run};
use postil::app::library::Library;
use postil::app::state::{DocumentSummary, ProjectInfo, SetSummary};
use postil::app::views::{Assigned, Listed, Sort, known_people, listed, next_undone, progress};
use postil::domain::annotation::{AnnotationSet, Span, Status};
use postil::domain::id::{Annotator, DocumentId, LabelId, ProjectId};

use crate::jobs::stored_work;

fn mara() -> Annotator {
    Annotator::new("mara")
}

/// An article by its title, with who should annotate it and how far Mara is.
fn summary(n: usize, title: &str, assignee: &str, status: Option<Status>) -> DocumentSummary {
    DocumentSummary {
        id: DocumentId::new(title),
        title: title.into(),
        code_points: 100 - n,
        published: String::new(),
        added: format!("2026-01-{n:02}T00:00:00Z"),
        assignee: (!assignee.is_empty()).then(|| Annotator::new(assignee)),
        sets: status
            .map(|status| SetSummary {
                annotator: mara(),
                status,
                spans: n,
                relations: 0,
                modified: format!("2026-02-{:02}T00:00:00Z", 20 - n),
            })
            .into_iter()
            .collect(),
    }
}

fn library() -> Library {
    let mut library = Library::default();
    let all = [
        ("Tide tables", "", Some(Status::Done)),
        ("Night ferries", "jonas", None),
        ("Ferry fares", "mara", None),
        ("Harbour dues", "", Some(Status::InProgress)),
    ];
    for (n, (title, assignee, status)) in all.into_iter().enumerate() {
        library.put(summary(n + 1, title, assignee, status));
    }
    library
}

#[track_caller]
fn lists(wanted: &Listed, expected: &[&str]) {
    let all = listed(&library(), &mara(), wanted, &BTreeMap::new());
    let titles: Vec<&str> = all.iter().map(|summary| summary.title.as_str()).collect();
    assert_eq!(titles, expected);
}

#[test]
fn articles_are_filtered_and_sorted() {
    let by = |sort| Listed { sort, ..Listed::default() };
    lists(&by(Sort::Newest), &["Harbour dues", "Ferry fares", "Night ferries", "Tide tables"]);
    lists(&by(Sort::Title), &["Ferry fares", "Harbour dues", "Night ferries", "Tide tables"]);
    lists(&by(Sort::Length), &["Tide tables", "Night ferries", "Ferry fares", "Harbour dues"]);
    lists(&by(Sort::Spans), &["Harbour dues", "Tide tables", "Night ferries", "Ferry fares"]);
    lists(&by(Sort::WorkedOn), &["Tide tables", "Harbour dues", "Ferry fares", "Night ferries"]);
    let of = |assigned| Listed { assigned, sort: Sort::Oldest, ..Listed::default() };
    lists(&of(Assigned::Me), &["Ferry fares"]);
    lists(&of(Assigned::Nobody), &["Tide tables", "Harbour dues"]);
    lists(&of(Assigned::To(Annotator::new("jonas"))), &["Night ferries"]);
    lists(
        &Listed { search: "FERR".into(), status: Some(Status::New), ..Listed::default() },
        &["Ferry fares", "Night ferries"],
    );
    lists(&Listed { label: Some(LabelId::new("actor")), ..Listed::default() }, &[]);
}

#[test]
fn what_was_found_in_an_article_lists_it() {
    let found = Found { document: DocumentId::new("Tide tables"), hits: 1, excerpt: Default::default(), span: None };
    let found = BTreeMap::from([(found.document.clone(), found)]);
    let titles = |wanted: &Listed| -> Vec<String> {
        listed(&library(), &mara(), wanted, &found).iter().map(|summary| summary.title.clone()).collect()
    };
    let words = Listed { search: "fares".into(), ..Listed::default() };
    assert_eq!(titles(&words), ["Ferry fares", "Tide tables"]);
    assert_eq!(titles(&Listed { label: Some(LabelId::new("actor")), ..words.clone() }), ["Tide tables"]);
    assert!(titles(&Listed { assigned: Assigned::Me, label: Some(LabelId::new("actor")), ..words }).is_empty());
}

#[test]
fn the_next_article_is_ones_own_or_nobodys_before_somebody_elses() {
    let next = |library: &Library, after: &str| next_undone(library, &mara(), &DocumentId::new(after));
    let mut library = library();
    assert_eq!(next(&library, "Tide tables"), Some(DocumentId::new("Ferry fares")));
    assert_eq!(next(&library, "Ferry fares"), Some(DocumentId::new("Harbour dues")));
    assert_eq!(next(&library, "Harbour dues"), Some(DocumentId::new("Ferry fares")));
    library.take(&DocumentId::new("Harbour dues"));
    assert_eq!(next(&library, "Ferry fares"), Some(DocumentId::new("Night ferries")), "there is no other");
    assert_eq!(next(&Library::default(), "Ferry fares"), None);
}

#[test]
fn progress_leaves_out_what_somebody_else_should_begin() {
    assert_eq!(progress(&library(), &mara()), [1, 1, 1]);
    assert_eq!(progress(&library(), &Annotator::new("jonas")), [0, 0, 3]);
    assert_eq!(known_people(&library()), ["jonas", "mara"].map(Annotator::new));
}

fn search(words: &str, label: Option<&str>) -> Option<Found> {
    let mut item = crate::agreement::article(&[
        "The [harbour|actor] board met. [No harbour|focus-area] pays",
        "The harbour board met. No harbour pays",
    ]);
    let set = &item.sets[0];
    let mut spans: Vec<Arc<Span>> = set.spans().iter().cloned().collect();
    Arc::make_mut(&mut spans[0]).note = "Which\n one, exactly?".into();
    let remarked = AnnotationSet::new(set.id.clone(), set.document.clone(), set.annotator.clone());
    item.sets[0] = Arc::new(remarked.with(spans, Vec::new()));
    let sought = Sought { words: words.into(), label: label.map(LabelId::new) };
    let project = ProjectInfo::new(ProjectId::new("p"), "Project");
    let outcome = run(&SearchJob { project, documents: vec![stored_work(&item)], sought }.write(), &mut |_| ());
    let mut found = Found::read_all(&outcome).expect("an answer");
    assert!(found.len() <= 1);
    found.pop()
}

#[track_caller]
fn finds(words: &str, label: Option<&str>, hits: usize, excerpt: [&str; 3], in_span: bool) {
    let found = search(words, label).expect("something is found");
    assert_eq!((found.hits, found.span.is_some()), (hits, in_span));
    assert_eq!(found.excerpt, excerpt);
}

#[test]
fn words_are_found_in_text_notes_labels_and_titles() {
    finds("HARBOUR", None, 2, ["The ", "harbour", " board met. No harbour pays"], false);
    finds("one, exactly", None, 1, ["Which ", "one, exactly", "?"], true);
    finds("focus AREA", None, 1, ["The harbour board met. ", "No harbour", " pays"], true);
    finds("met the", None, 0, ["", "", ""], false);
    assert_eq!(search("pays the", None).map(|found| found.hits), Some(0), "each word is in the title");
    assert_eq!(search("ferry", None), None);
}

#[test]
fn articles_are_found_by_a_label_that_is_used_in_them() {
    finds("", Some("actor"), 1, ["The ", "harbour", " board met. No harbour pays"], true);
    finds("board", Some("actor"), 1, ["The harbour ", "board", " met. No harbour pays"], false);
    assert_eq!(search("board", Some("agreement")), None);
    assert_eq!(search("ferry", Some("actor")), None);
}
