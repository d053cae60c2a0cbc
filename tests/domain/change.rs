//! Changes and transactions: what they do, what they refuse, and that they can be undone.

use std::sync::Arc;

use postil::domain::annotation::{AttributeValue, Relation, Span, Status};
use postil::domain::change::{Change, ChangeError, Diff, Transaction};
use postil::domain::id::{AttributeId, LabelId, RelationId, SpanId};
use postil::domain::text::Text;
use proptest::prelude::*;

use crate::support::cases;
use crate::support::edits::any_edit;
use crate::support::marked::{Marked, empty_set, parse, span};
use crate::support::samples::relation;

/// Relabels the first span of the first text.
#[track_caller]
fn relabels(before: &str, label: &str, after: &str) {
    let marked = parse(before);
    let old = marked.spans[0].clone();
    let new = Arc::new(Span { label: LabelId::new(label), ..Span::clone(&old) });
    let transaction = Transaction::new(vec![Change::Span(Diff::replaced(old, new))]);
    let changed = transaction.apply(&marked.set()).expect("the change fits");
    assert_eq!(Marked::of(&marked.text, &changed).print(), after);
    let back = transaction.inverse().apply(&changed).expect("the inverse fits");
    assert_eq!(Marked::of(&marked.text, &back).print(), before);
}

#[test]
fn a_span_is_relabelled_and_back() {
    relabels("The [cat|Animal] sat", "Person", "The [cat|Person] sat");
    relabels("[The [cat|Animal^] sat|Scene]", "Scene", "[The [cat|Scene^] sat|Scene]");
}

/// Applies the change; it must be refused and must leave everything as it was.
#[track_caller]
fn refused(relations: &[Arc<Relation>], change: &Change, expected: &ChangeError) {
    let marked = parse("[one|actor] [two|agreement]");
    let before = marked.set().with(marked.spans.clone(), relations.to_vec());
    let mut set = before.clone();
    assert_eq!(change.apply(&mut set), Err(expected.clone()));
    assert_eq!(set, before);
    let first = Change::DocumentLabel(AttributeId::new("tone"), Diff::added(AttributeValue::YesNo(true)));
    let transaction = Transaction::new(vec![first, change.clone()]);
    assert_eq!(transaction.apply(&before).err().as_ref(), Some(expected));
}

#[test]
fn a_change_that_does_not_fit_is_refused() {
    let marked = parse("[one|actor] [two|agreement]");
    let [one, two] = marked.spans.as_slice() else {
        panic!("two spans");
    };
    let other = span("s1", "focus-area", one.hull());
    let (s1, s9) = (SpanId::new("s1"), SpanId::new("s9"));
    let differs = |id: &str| ChangeError::SpanDiffers(SpanId::new(id));
    refused(&[], &Change::Span(Diff::added(other.clone())), &differs("s1"));
    refused(&[], &Change::Span(Diff::removed(other.clone())), &differs("s1"));
    refused(&[], &Change::Span(Diff::replaced(other.clone(), one.clone())), &differs("s1"));
    refused(&[], &Change::Span(Diff::replaced(one.clone(), two.clone())), &differs("s1"));
    refused(&[], &Change::Span(Diff::removed(span("s9", "actor", one.hull()))), &differs("s9"));

    let link = relation("r1", &one.id, &two.id);
    refused(
        std::slice::from_ref(&link),
        &Change::Span(Diff::removed(one.clone())),
        &ChangeError::SpanInUse(s1.clone()),
    );
    refused(
        std::slice::from_ref(&link),
        &Change::Span(Diff::removed(two.clone())),
        &ChangeError::SpanInUse(two.id.clone()),
    );
    let r1 = RelationId::new("r1");
    let loose = relation("r1", &s1, &s9);
    refused(&[], &Change::Relation(Diff::added(loose.clone())), &ChangeError::LooseRelation(r1.clone()));
    let link_is_there = std::slice::from_ref(&link);
    refused(
        link_is_there,
        &Change::Relation(Diff::replaced(link.clone(), loose)),
        &ChangeError::LooseRelation(r1.clone()),
    );
    refused(link_is_there, &Change::Relation(Diff::added(link.clone())), &ChangeError::RelationDiffers(r1.clone()));
    refused(&[], &Change::Relation(Diff::removed(link.clone())), &ChangeError::RelationDiffers(r1.clone()));
    let renamed = relation("r2", &one.id, &two.id);
    refused(link_is_there, &Change::Relation(Diff::replaced(link.clone(), renamed)), &ChangeError::RelationDiffers(r1));

    let topic = AttributeId::new("topic");
    let said = Diff::removed(AttributeValue::YesNo(true));
    refused(&[], &Change::DocumentLabel(topic.clone(), said), &ChangeError::DocumentLabelDiffers(topic));
    let done = Diff::replaced(Status::Done, Status::New);
    refused(&[], &Change::Status(done), &ChangeError::StatusDiffers);
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn the_inverse_brings_back_what_was(edits in proptest::collection::vec(any_edit(), 1..40)) {
        let text = Text::new("The towns of Ask and Embla 👩‍👩‍👧‍👦 signed the cafe\u{301} accord.");
        let mut set = empty_set();
        for (n, edit) in edits.iter().enumerate() {
            let transaction = Transaction::new(edit.on(&set, &text, n));
            let after = transaction.apply(&set).unwrap();
            prop_assert_eq!(&transaction.inverse().apply(&after).unwrap(), &set);
            prop_assert_eq!(&transaction.inverse().inverse(), &transaction);
            for change in transaction.changes {
                let before = set.clone();
                change.apply(&mut set).unwrap();
                let mut back = set.clone();
                change.inverse().apply(&mut back).unwrap();
                prop_assert_eq!(back, before);
            }
            prop_assert_eq!(&set, &after);
        }
    }

    #[test]
    fn a_list_of_edits_is_undone_at_once(edits in proptest::collection::vec(any_edit(), 1..40)) {
        let text = Text::new("Ask and Embla and the harbour accord 🇸🇪");
        let start = empty_set();
        let (mut set, mut changes) = (start.clone(), Vec::new());
        for (n, edit) in edits.iter().enumerate() {
            for change in edit.on(&set, &text, n) {
                change.apply(&mut set).unwrap();
                changes.push(change);
            }
        }
        let all = Transaction::new(changes);
        prop_assert_eq!(&all.apply(&start).unwrap(), &set);
        prop_assert_eq!(&all.inverse().apply(&set).unwrap(), &start);
    }

    /// Changes made for one set, tried on another.
    #[test]
    fn an_error_leaves_the_set_as_it_was(
        edits in proptest::collection::vec(any_edit(), 1..30),
        others in proptest::collection::vec(any_edit(), 1..30),
    ) {
        let text = Text::new("Ask and Embla and the harbour accord 🇸🇪");
        let (mut set, mut elsewhere) = (empty_set(), empty_set());
        for (n, edit) in edits.iter().enumerate() {
            set = Transaction::new(edit.on(&set, &text, n)).apply(&set).unwrap();
        }
        for (n, edit) in others.iter().enumerate() {
            let transaction = Transaction::new(edit.on(&elsewhere, &text, n));
            for change in &transaction.changes {
                let before = set.clone();
                if change.apply(&mut set).is_err() {
                    prop_assert_eq!(&set, &before);
                }
            }
            elsewhere = transaction.apply(&elsewhere).unwrap();
        }
    }
}
