//! The open article: edits on their way to disk, and edits of another tab coming in beneath them.

use std::sync::Arc;

use postil::app::open::{OpenArticle, Stamp};
use postil::app::record::{Entry, Version};
use postil::domain::annotation::Status;
use postil::domain::change::{Change, Diff, Transaction};
use postil::domain::history::Step;
use postil::domain::id::{Annotator, DocumentId, SetId};

use crate::support::marked::{Marked, NOW, parse};
use crate::support::samples::document;

const TEXT: &str = "one two three";

fn stamp(actor: &str) -> Stamp {
    Stamp { now: NOW.into(), actor: actor.into() }
}

fn opened() -> OpenArticle {
    let document = document("document", &parse(TEXT).text);
    OpenArticle::new(document, Version::empty(SetId::new("set"), DocumentId::new("document"), Annotator::new("mara")))
}

/// Tags as the marks say; the first span also begins the work.
fn tag(open: &mut OpenArticle, notation: &str, actor: &str) {
    for span in &parse(notation).spans {
        let mut named = (**span).clone();
        named.id = postil::domain::id::SpanId::new(format!("{actor}-{}", span.label));
        let mut changes = vec![Change::Span(Diff::added(Arc::new(named)))];
        if open.set().status == Status::New {
            changes.push(Change::Status(Diff::replaced(Status::New, Status::InProgress)));
        }
        assert!(open.take(Step::Do, Transaction::new(changes), &stamp(actor)));
    }
}

fn shown(open: &OpenArticle) -> String {
    Marked::of(open.document().text(), open.set()).print()
}

fn unsaved(open: &OpenArticle) -> Vec<u64> {
    open.unsaved().map(|entry| entry.revision).collect()
}

fn entries(open: &OpenArticle) -> Vec<Arc<Entry>> {
    open.unsaved().cloned().collect()
}

fn travel(open: &mut OpenArticle, step: Step, actor: &str) -> bool {
    let transaction = if step == Step::Undo { open.history().undo() } else { open.history().redo() };
    transaction.is_some_and(|transaction| open.take(step, transaction, &stamp(actor)))
}

#[test]
fn edits_are_unsaved_until_acknowledged() {
    let mut open = opened();
    tag(&mut open, "[one|actor] two [three|agreement]", "a");
    assert_eq!(unsaved(&open), [1, 2]);
    open.acknowledge(1);
    assert_eq!(unsaved(&open), [2]);
    assert_eq!(shown(&open), "[one|actor] two [three|agreement]");
    assert!(travel(&mut open, Step::Undo, "a"));
    open.acknowledge(3);
    assert_eq!(unsaved(&open), [0; 0]);
    assert_eq!(shown(&open), "[one|actor] two three");
    assert!(travel(&mut open, Step::Redo, "a"));
    assert_eq!(unsaved(&open), [4]);
}

#[test]
fn an_edit_that_does_not_fit_is_not_taken() {
    let mut open = opened();
    let stranger = parse("[one|actor]").spans[0].clone();
    let transaction = Transaction::new(vec![Change::Span(Diff::removed(stranger))]);
    assert!(!open.take(Step::Do, transaction, &stamp("a")));
    assert_eq!(unsaved(&open), [0; 0]);
    assert!(!open.history().can_undo());
}

#[test]
fn entries_of_another_tab_come_in_beneath_the_unsaved_ones() {
    let (mut mine, mut theirs) = (opened(), opened());
    tag(&mut theirs, "one [two|actor] three", "b");
    tag(&mut mine, "[one|actor] two [three|agreement]", "a");
    let lamport = entries(&theirs)[0].lamport;
    assert_eq!(mine.rebase(&entries(&theirs)), 0, "both tabs began the work, which is no conflict");
    assert_eq!(shown(&mine), "[one|actor] [two|actor] [three|agreement]");
    assert_eq!(unsaved(&mine), [2, 3]);
    assert!(entries(&mine).iter().all(|entry| entry.lamport > lamport && &*entry.actor == "a"));
    // What the first tab then writes is what the second one gets.
    theirs.acknowledge(1);
    assert_eq!(theirs.rebase(&entries(&mine)), 0);
    assert_eq!(theirs.set(), mine.set());
}

#[test]
fn an_unsaved_edit_of_what_another_tab_changed_is_given_up() {
    let mut mine = opened();
    tag(&mut mine, "[one|actor] two [three|agreement]", "a");
    mine.acknowledge(2);
    let mut theirs = mine.clone();
    let one = mine.set().spans().iter().next().unwrap().clone();
    let mut noted = (*one).clone();
    noted.note = "theirs".into();
    let transaction = Transaction::new(vec![Change::Span(Diff::replaced(one.clone(), Arc::new(noted)))]);
    assert!(theirs.take(Step::Do, transaction, &stamp("b")));
    assert!(mine.take(Step::Do, Transaction::new(vec![Change::Span(Diff::removed(one))]), &stamp("a")));
    tag(&mut mine, "one [two|focus-area] three", "a");
    assert_eq!(mine.rebase(&entries(&theirs)), 1);
    assert_eq!(shown(&mine), "[one|actor] [two|focus-area] [three|agreement]");
    assert_eq!(mine.set().spans().iter().next().unwrap().note, "theirs");
    assert_eq!(unsaved(&mine), [4]);
}

#[test]
fn entries_seen_before_or_after_a_gap_are_passed_over() {
    let (mut mine, mut theirs) = (opened(), opened());
    tag(&mut theirs, "[one|actor] [two|agreement] [three|focus-area]", "b");
    let written = entries(&theirs);
    assert_eq!(mine.rebase(&written[..2]), 0);
    assert_eq!(mine.rebase(&written[..2]), 0);
    assert_eq!(shown(&mine), "[one|actor] [two|agreement] three");
    let mut late = opened();
    assert_eq!(late.rebase(&written[1..]), 0);
    assert_eq!(shown(&late), TEXT);
}

/// An undo that was on its way when another tab's step came in must not take that step's place in the history.
#[test]
fn an_unsaved_undo_and_a_step_of_another_tab_can_both_be_undone() {
    let mut mine = opened();
    tag(&mut mine, "[one|actor] two three", "a");
    mine.acknowledge(1);
    let mut theirs = mine.clone();
    assert!(travel(&mut mine, Step::Undo, "a"));
    tag(&mut theirs, "one [two|agreement] three", "b");
    // Their step builds on the begun work, which my undo took back with the span.
    mine.rebase(&entries(&theirs));
    assert_eq!(shown(&mine), "one [two|agreement] three");
    assert!(travel(&mut mine, Step::Undo, "a"));
    assert_eq!(shown(&mine), "[one|actor] [two|agreement] three");
    assert!(travel(&mut mine, Step::Undo, "a"));
    assert_eq!(shown(&mine), "[one|actor] two three");
    assert!(travel(&mut mine, Step::Undo, "a"));
    assert_eq!(shown(&mine), TEXT);
}
