//! Lists and sets of spans, against a plain sorted list.

use std::cmp::Reverse;
use std::sync::Arc;

use postil::domain::annotation::{AnnotationSet, Fragments, Span, SpanList};
use postil::domain::change::{Change, Diff};
use postil::domain::id::{LabelId, SpanId};
use postil::domain::text::{Range, Text};
use proptest::prelude::*;

use crate::support::cases;
use crate::support::edits::any_edit;
use crate::support::marked::{empty_set, parse, span};
use crate::support::samples::relation;

#[test]
fn fragments_are_in_order_and_apart() {
    let text = Text::new("abcdefghij");
    let range = |(start, end): (usize, usize)| text.range(start, end).unwrap();
    let joined = |ends: &[(usize, usize)]| -> Option<Vec<(usize, usize)>> {
        let fragments = Fragments::new(&ends.iter().copied().map(range).collect::<Vec<_>>())?;
        Some(fragments.iter().map(|range| (range.start().byte(), range.end().byte())).collect())
    };
    assert_eq!(joined(&[(6, 8), (1, 2)]), Some(vec![(1, 2), (6, 8)]));
    assert_eq!(joined(&[(1, 3), (3, 4), (6, 7)]), Some(vec![(1, 4), (6, 7)]), "touching ones are joined");
    assert_eq!(joined(&[(1, 9), (2, 3), (4, 5)]), Some(vec![(1, 9)]), "inner ones are joined");
    assert_eq!(joined(&[(1, 2), (3, 3)]), None, "none is empty");
    assert_eq!(joined(&[]), None);
    assert_eq!(Fragments::one(range((3, 3))), None);

    let fragments = Fragments::new(&[range((1, 3)), range((6, 8))]).unwrap();
    assert_eq!(fragments.hull(), range((1, 8)));
    assert_eq!(fragments.count(), 2);
    assert!(fragments.overlaps(range((2, 4))) && fragments.overlaps(range((7, 9))));
    assert!(!fragments.overlaps(range((3, 6))), "what lies between is not marked");
}

fn place(span: &Span) -> (usize, Reverse<usize>, String) {
    let hull = span.hull();
    (hull.start().byte(), Reverse(hull.end().byte()), span.id.to_string())
}

/// Holds a list against a plain one.
fn agrees(list: &SpanList, model: &[Arc<Span>], probes: &[Range]) {
    assert_eq!(list.len(), model.len());
    assert_eq!(list.is_empty(), model.is_empty());
    assert!(list.iter().eq(model), "the same spans in reading order");
    assert!(list.iter().rev().eq(model.iter().rev()));
    assert!(list.chunks().all(|chunk| !chunk.is_empty()));
    assert!(list.chunks().flatten().eq(model));
    for (rank, span) in model.iter().enumerate().step_by(model.len() / 20 + 1) {
        assert_eq!(list.rank(span), rank);
        assert!(list.iter_from(rank).eq(&model[rank..]), "from {rank}");
    }
    assert_eq!(list.iter_from(model.len()).count(), 0);
    assert_eq!(list.iter_from(model.len() + 7).count(), 0);
    for probe in probes {
        let over = model.iter().filter(|span| span.fragments.overlaps(*probe));
        assert!(list.overlapping(*probe).eq(over), "overlapping {probe:?}");
        let stranger = span("m", "none", *probe);
        let before = model.iter().filter(|span| place(span) < place(&stranger)).count();
        assert_eq!(list.rank(&stranger), before);
    }
}

/// Enough spans that chunks are halved and emptied again.
#[test]
fn a_long_list_agrees_with_a_plain_one() {
    let text = Text::new(&"x".repeat(4000));
    let mut set = empty_set();
    let mut model: Vec<Arc<Span>> = Vec::new();
    let mut seed = 12345_usize;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for n in 0..3000 {
        let grows = n < 1700;
        if random(10) < if grows { 9 } else { 1 } || model.is_empty() {
            let start = random(3900);
            let length = if random(10) == 0 { 90 } else { 1 + random(12) };
            let label = ["actor", "agreement"][random(2)];
            let added = span(&format!("s{n}"), label, text.range(start, start + length).unwrap());
            let at = model.partition_point(|known| place(known) < place(&added));
            model.insert(at, added.clone());
            Change::Span(Diff::added(added)).apply(&mut set).unwrap();
        } else {
            let removed = model.remove(random(model.len()));
            Change::Span(Diff::removed(removed)).apply(&mut set).unwrap();
        }
        if n % 250 == 249 {
            let probes: Vec<Range> = (0..20)
                .map(|_| {
                    let start = random(3900);
                    text.range(start, start + 1 + random(60)).unwrap()
                })
                .collect();
            agrees(set.spans(), &model, &probes);
            for label in ["actor", "agreement"].map(LabelId::new) {
                let labelled: Vec<_> = model.iter().filter(|span| span.label == label).cloned().collect();
                agrees(set.spans_with(&label).unwrap(), &labelled, &probes);
            }
            let collected: SpanList = model.iter().rev().cloned().collect();
            agrees(&collected, &model, &probes);
        }
    }
    for removed in std::mem::take(&mut model) {
        Change::Span(Diff::removed(removed)).apply(&mut set).unwrap();
    }
    agrees(set.spans(), &model, &[text.whole()]);
    assert_eq!(set.labels_in_use().count(), 0);
}

/// An edit leaves the clone it was made from alone and shares all but one chunk with it.
#[test]
fn an_edit_copies_one_chunk() {
    let text = Text::new(&"x".repeat(5000));
    let spans = (0..5000).map(|n| span(&format!("s{n:04}"), "actor", text.range(n, n + 1).unwrap()));
    let before = empty_set().with(spans.collect(), Vec::new());
    let mut after = before.clone();
    let removed = before.spans().iter_from(2500).next().unwrap().clone();
    Change::Span(Diff::removed(removed.clone())).apply(&mut after).unwrap();
    assert_eq!((before.spans().len(), after.spans().len()), (5000, 4999));
    assert_eq!(before.span(&removed.id), Some(&removed));
    let copied = before
        .spans()
        .chunks()
        .filter(|chunk| after.spans().chunks().all(|other| !std::ptr::eq(*chunk, other)))
        .count();
    assert_eq!(copied, 1);
}

#[test]
fn a_set_is_made_of_what_fits_together() {
    let marked = parse("[one|actor] [two|agreement] [three|actor]");
    let [one, two, three] = marked.spans.as_slice() else {
        panic!("three spans");
    };
    let mut twin = Span::clone(two);
    twin.id = one.id.clone();
    let nobody = SpanId::new("nobody");
    let relations = vec![
        relation("r1", &one.id, &two.id),
        relation("r1", &two.id, &three.id),
        relation("r2", &one.id, &nobody),
        relation("r3", &three.id, &three.id),
    ];
    let set = empty_set().with(vec![three.clone(), one.clone(), Arc::new(twin), two.clone()], relations);
    assert_eq!(
        crate::support::marked::Marked::of(&marked.text, &set).print(),
        "[one|actor] [two|agreement] [three|actor]"
    );
    assert_eq!(set.span(&one.id), Some(one), "of two with one name the first is kept");
    let ids =
        |set: &AnnotationSet| -> Vec<String> { set.relations().map(|relation| relation.id.to_string()).collect() };
    assert_eq!(ids(&set), ["r1", "r3"]);
    let of =
        |span: &Span| -> Vec<String> { set.relations_of(&span.id).map(|relation| relation.id.to_string()).collect() };
    assert_eq!((of(one), of(two), of(three)), (vec!["r1".into()], vec!["r1".into()], vec!["r3".into()]));
    assert_eq!(set.spans_with(&LabelId::new("actor")).map(SpanList::len), Some(2));
    assert!(set.spans_with(&LabelId::new("focus-area")).is_none());
    assert!(set.labels_in_use().map(LabelId::as_str).eq(["actor", "agreement"]));
}

proptest! {
    #![proptest_config(cases(64))]

    /// The look-ups by name, by label and by relation are those of a set made of the same spans at once.
    #[test]
    fn edits_one_by_one_lead_where_making_it_at_once_does(edits in proptest::collection::vec(any_edit(), 0..60)) {
        let text = Text::new("The towns of Ask and Embla 👩‍👩‍👧‍👦 signed the cafe\u{301} accord.");
        let mut set = empty_set();
        for (n, edit) in edits.iter().enumerate() {
            for change in edit.on(&set, &text, n) {
                change.apply(&mut set).unwrap();
            }
        }
        let spans: Vec<_> = set.spans().iter().cloned().collect();
        let relations: Vec<_> = set.relations().cloned().collect();
        let at_once = set.clone().with(spans.clone(), relations.clone());
        prop_assert_eq!(&set, &at_once);
        prop_assert!(set.labels_in_use().eq(at_once.labels_in_use()));
        for span in &spans {
            prop_assert_eq!(set.span(&span.id), Some(span));
            let same = set.spans_with(&span.label).unwrap();
            prop_assert!(same.iter().eq(spans.iter().filter(|other| other.label == span.label)));
            let mut linked: Vec<_> = set.relations_of(&span.id).map(|relation| relation.id.clone()).collect();
            linked.sort();
            let expected = relations.iter().filter(|relation| relation.from == span.id || relation.to == span.id);
            prop_assert!(linked.iter().eq(expected.map(|relation| &relation.id)));
        }
    }
}
