//! Settling the gold: what a rule takes, what it leaves, and what an adjudicator makes of that.

use std::sync::Arc;

use postil::domain::adjudication::{
    Decision, Kind, Listed, Rule, Verdict, conflicts, premerge, settle, take_mentions, what_the_gold_changed,
};
use postil::domain::annotation::{AnnotationSet, AttributeValue, Fragments, Resolution, Span};
use postil::domain::change::{Change, Transaction};
use postil::domain::id::{Annotator, AttributeId, DocumentId, EntryId, LabelId, SetId};
use postil::domain::text::Text;
use proptest::prelude::*;

use crate::agreement::article;
use crate::support::cases;
use crate::support::marked::NOW;
use crate::support::samples;

fn gold() -> AnnotationSet {
    AnnotationSet::new(SetId::new("gold"), DocumentId::new("d"), Annotator::gold())
}

fn now() -> Arc<str> {
    NOW.into()
}

fn after(set: &AnnotationSet, changes: Vec<Change>) -> AnnotationSet {
    Transaction::new(changes).apply(set).expect("the changes fit the gold")
}

fn merged(sets: &[Arc<AnnotationSet>], set: &AnnotationSet, rule: Rule) -> AnnotationSet {
    after(set, premerge(sets, set, rule, &now()))
}

fn decision() -> Decision {
    Decision { by: Annotator::new("judge"), at: now(), reason: "border".into(), note: "see the guideline".into() }
}

fn shown(text: &Text, set: &AnnotationSet) -> Vec<String> {
    set.spans().iter().map(|span| format!("{} {}", text.quote(span.hull()), span.label)).collect()
}

fn listed(text: &Text, all: &[Listed]) -> Vec<String> {
    let place = |listed: &Listed| listed.conflict.place.map_or("", |place| text.quote(place)).to_owned();
    all.iter().map(|listed| format!("{} {:?}", place(listed), Kind::of(&listed.conflict))).collect()
}

#[track_caller]
fn check(notations: &[&str], rule: Rule, gold_is: &[&str], conflicts_are: &[&str]) {
    let item = article(notations);
    let text = item.document.text();
    let merged = merged(&item.sets, &gold(), rule);
    assert_eq!(shown(text, &merged), gold_is);
    assert_eq!(listed(text, &conflicts(&item.sets, &merged, rule)), conflicts_are);
    // Again changes nothing.
    assert!(premerge(&item.sets, &merged, rule, &"2027-01-01T00:00:00Z".into()).is_empty());
}

#[test]
fn a_rule_takes_what_enough_say_and_leaves_the_rest() {
    let three = ["[The cat|x] sat on [the mat|y]", "[The cat|x] sat on the [mat|y]", "The cat sat on [the mat|z]"];
    check(&three, Rule::Unanimous, &[], &["The cat OnlyOne", "the mat BorderAndLabel"]);
    check(&three, Rule::Majority, &["The cat x"], &["the mat BorderAndLabel"]);
    check(&three, Rule::Union, &["The cat x", "the mat y", "the mat z", "mat y"], &[]);
    check(&["[a|x] b", "[a|x] b"], Rule::Unanimous, &["a x"], &[]);
    check(&["[a|x] b", "[a|y] b"], Rule::Majority, &[], &["a Label"]);
    check(&["[a b|x] c", "[a|x] b c"], Rule::Majority, &[], &["a b Border"]);
}

#[test]
fn a_tie_is_never_taken() {
    check(&["[a|x] b", "[a|y] b", "a b", "a b"], Rule::named("threshold").expect("there is one"), &[], &["a Label"]);
    check(&["[a|x]", "[a|x]", "[a|y]", "[a|y]"], Rule::Majority, &[], &["a Label"]);
    let top = Rule::Threshold { votes: 1, confidence: 0.0, top: 1 };
    check(&["[a|x]", "[a|x]", "[a|y]", "[a|y]"], top, &[], &["a Label"]);
    check(&["[a|x]", "[a|x]", "[a|y]"], top, &["a x"], &[]);
    let two = Rule::Threshold { votes: 1, confidence: 0.0, top: 2 };
    check(&["[a|x]", "[a|x]", "[a|y]"], two, &["a x", "a y"], &[]);
    let sure = Rule::Threshold { votes: 1, confidence: 0.7, top: 1 };
    check(&["[a|x]", "[a|x]", "[a|y]"], sure, &[], &["a Label"]);
}

#[test]
fn what_was_nearly_the_same_is_put_aside_with_the_span_that_was_taken() {
    let item = article(&["[The cat|x] sat", "[The cat|x] sat", "The [cat|x] sat"]);
    let set = merged(&item.sets, &gold(), Rule::Majority);
    let span = set.spans().iter().next().expect("two of three agree");
    let provenance = span.provenance.as_ref().expect("the gold says where it comes from");
    assert_eq!(provenance.from, ["a", "b"].map(Annotator::new));
    assert_eq!((provenance.rule.as_ref(), &provenance.by, provenance.rejected.len()), ("majority", &None, 1));
    assert_eq!(provenance.rejected[0].annotators, [Annotator::new("c")]);
}

#[test]
fn a_conflict_is_settled_by_taking_editing_or_rejecting_and_undone() {
    let item = article(&["[The cat|x] sat", "The [cat|x] sat"]);
    let text = item.document.text();
    let set = gold();
    let open = &conflicts(&item.sets, &set, Rule::Unanimous)[0].conflict;
    let settled = |verdict: &Verdict| after(&set, settle(&set, open, verdict, &decision()));
    let taken = settled(&Verdict::Take(1));
    assert_eq!(shown(text, &taken), ["cat x"]);
    let span = taken.spans().iter().next().expect("it was taken");
    let provenance = span.provenance.as_ref().expect("the gold says where it comes from");
    assert_eq!((provenance.from.as_slice(), provenance.rejected.len()), (&[Annotator::new("b")][..], 1));
    assert_eq!((provenance.by.as_ref(), provenance.reason.as_str()), (Some(&Annotator::new("judge")), "border"));
    assert_eq!(conflicts(&item.sets, &taken, Rule::Unanimous)[0].conflict.resolution, Resolution::Taken);

    let range = text.range(0, text.len()).expect("the whole text");
    let edited = Verdict::Span {
        label: LabelId::new("y"),
        fragments: Fragments::one(range).expect("it is not empty"),
        attributes: Default::default(),
    };
    assert_eq!(shown(text, &settled(&edited)), ["The cat sat y"]);
    let none = settled(&Verdict::NoneIsRight);
    assert!(none.spans().is_empty());
    assert_eq!(conflicts(&item.sets, &none, Rule::Unanimous)[0].conflict.resolution, Resolution::Rejected);
    assert_eq!(
        conflicts(&item.sets, &settled(&Verdict::Defer), Rule::Unanimous)[0].conflict.resolution,
        Resolution::Deferred
    );

    // A later decision takes the place of the first.
    let again = &conflicts(&item.sets, &taken, Rule::Unanimous)[0].conflict;
    let other = after(&taken, settle(&taken, again, &Verdict::Take(0), &decision()));
    assert_eq!(shown(text, &other), ["The cat x"]);
    let reopened = after(&taken, settle(&taken, again, &Verdict::Reopen, &decision()));
    assert!(reopened.spans().is_empty() && reopened.conflicts.is_empty());
}

#[test]
fn decisions_stay_when_somebody_joins() {
    let two = article(&["[The cat|x] sat [down|x]", "The [cat|x] sat down"]);
    let text = two.document.text();
    let mut set = gold();
    for verdict in [Verdict::Take(0), Verdict::NoneIsRight] {
        let open = conflicts(&two.sets, &set, Rule::Majority).into_iter().find(|listed| !listed.conflict.is_settled());
        let open = open.expect("there are two conflicts").conflict;
        set = after(&set, settle(&set, &open, &verdict, &decision()));
    }
    assert_eq!(shown(text, &set), ["The cat x"]);
    // Two more agree on what was rejected: by the rule it would be taken now.
    let four = article(&[
        "[The cat|x] sat [down|x]",
        "The [cat|x] sat down",
        "The [cat|x] sat [down|x]",
        "The [cat|x] [sat|y] [down|x]",
    ]);
    let later = merged(&four.sets, &set, Rule::Majority);
    assert_eq!(shown(text, &later), ["The cat x"]);
    let all = conflicts(&four.sets, &later, Rule::Majority);
    assert_eq!(listed(text, &all), ["The cat Border", "sat OnlyOne", "down OnlyOne"]);
    assert_eq!(all.iter().map(|listed| listed.conflict.is_settled()).collect::<Vec<_>>(), [true, false, true]);
    // And somebody proposes something that was not known when it was settled.
    let other = article(&["[The cat|x] sat [down|x]", "The [cat|x] sat down", "[The cat sat|x] down"]);
    let all = conflicts(&other.sets, &set, Rule::Majority);
    assert!(all[0].conflict.is_settled() && all[0].joined);
}

#[test]
fn attributes_and_relations_are_settled_too() {
    let mut item = article(&["[a|x] [b|x] c", "[a|x] [b|x] c"]);
    let with = |set: &Arc<AnnotationSet>, kind: &str, related: bool| {
        let spans: Vec<Arc<Span>> = set
            .spans()
            .iter()
            .enumerate()
            .map(|(n, span)| {
                let value = AttributeValue::Text(if n == 0 { kind.into() } else { "same".into() });
                Arc::new(Span { attributes: [(AttributeId::new("kind"), value)].into(), ..Span::clone(span) })
            })
            .collect();
        let relations = if related { vec![samples::relation("r", &spans[0].id, &spans[1].id)] } else { Vec::new() };
        Arc::new(AnnotationSet::clone(set).with(spans, relations))
    };
    item.sets = vec![with(&item.sets[0], "state", true), with(&item.sets[1], "person", false)];
    let mut set = merged(&item.sets, &gold(), Rule::Unanimous);
    let first = set.spans().iter().next().expect("both agree").clone();
    assert!(first.attributes.is_empty(), "they differ in the attribute");
    let all = conflicts(&item.sets, &set, Rule::Unanimous);
    assert_eq!(
        all.iter().map(|listed| Kind::of(&listed.conflict)).collect::<Vec<_>>(),
        [Kind::Attribute, Kind::Relation]
    );
    for listed in &all {
        set = after(&set, settle(&set, &listed.conflict, &Verdict::Take(0), &decision()));
    }
    let first = set.span(&first.id).expect("it stays");
    assert_eq!(first.attributes[&AttributeId::new("kind")], AttributeValue::Text("state".into()));
    assert_eq!(set.relations().len(), 1);
    assert!(conflicts(&item.sets, &set, Rule::Unanimous).iter().all(|listed| listed.conflict.is_settled()));
    // What the rule makes anew keeps what was settled about it.
    assert!(premerge(&item.sets, &set, Rule::Unanimous, &now()).is_empty());
}

#[test]
fn the_gold_tells_each_annotator_what_it_changed() {
    let item = article(&["[a b|x] [c|x] [d|x] e", "[a|x] b [c|y] d [e|x]"]);
    let changes = what_the_gold_changed(&item.sets[0], &item.sets[1]);
    let found: Vec<&str> = changes.iter().map(|change| change.what.name()).collect();
    assert_eq!(found, ["border", "label", "removed", "added"]);
}

fn sets() -> impl Strategy<Value = Vec<Vec<(usize, usize, usize)>>> {
    proptest::collection::vec(proptest::collection::vec((0..20_usize, 1..5_usize, 0..3_usize), 0..6), 2..5)
}

fn built(raw: &[Vec<(usize, usize, usize)>]) -> Vec<Arc<AnnotationSet>> {
    let text = Text::new("abcdefghijklmnopqrstuvwxyz");
    let set = |(n, spans): (usize, &Vec<(usize, usize, usize)>)| {
        let name = ["a", "b", "c", "d", "e"][n];
        let set = AnnotationSet::new(SetId::new(name), DocumentId::new("d"), Annotator::new(name));
        let spans = spans.iter().enumerate().map(|(m, (start, length, label))| {
            let range = text.range(*start, start + length).expect("the text is long enough");
            crate::support::marked::span(&format!("{name}{m}"), ["x", "y", "z"][*label], range)
        });
        Arc::new(set.with(spans.collect(), Vec::new()))
    };
    raw.iter().enumerate().map(set).collect()
}

fn labels_and_places(set: &AnnotationSet) -> Vec<(usize, usize, String)> {
    set.spans()
        .iter()
        .map(|span| (span.hull().start().byte(), span.hull().end().byte(), span.label.to_string()))
        .collect()
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn each_rule_takes_all_a_stricter_one_takes(raw in sets()) {
        let sets = built(&raw);
        let [all, most, any] = [Rule::Unanimous, Rule::Majority, Rule::Union].map(|rule| labels_and_places(&merged(&sets, &gold(), rule)));
        prop_assert!(all.iter().all(|span| most.contains(span)));
        prop_assert!(most.iter().all(|span| any.contains(span)));
    }

    #[test]
    fn the_order_of_annotators_changes_nothing(raw in sets()) {
        let sets = built(&raw);
        let mut other_way = sets.clone();
        other_way.reverse();
        let (one, other) = (merged(&sets, &gold(), Rule::Majority), merged(&other_way, &gold(), Rule::Majority));
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(conflicts(&sets, &one, Rule::Majority), conflicts(&other_way, &other, Rule::Majority));
    }

    #[test]
    fn whatever_is_decided_is_undone_exactly_and_stays_when_merged_again(raw in sets(), verdicts in proptest::collection::vec(0..5_usize, 1..8)) {
        let sets = built(&raw);
        let mut set = merged(&sets, &gold(), Rule::Majority);
        for verdict in verdicts {
            let all = conflicts(&sets, &set, Rule::Majority);
            let Some(open) = all.iter().find(|listed| !listed.conflict.is_settled()).or_else(|| all.first()) else {
                break;
            };
            let verdict = match verdict {
                0 | 1 => Verdict::Take(verdict % open.conflict.proposals.len()),
                2 => Verdict::NoneIsRight,
                3 => Verdict::Defer,
                _ => Verdict::Reopen,
            };
            let step = Transaction::new(settle(&set, &open.conflict, &verdict, &decision()));
            let next = step.apply(&set).expect("the step fits");
            prop_assert_eq!(&step.inverse().apply(&next).expect("its inverse fits"), &set);
            set = next;
        }
        prop_assert!(premerge(&sets, &set, Rule::Majority, &now()).is_empty());
        // Each settled conflict is listed once, with what it led to.
        let all = conflicts(&sets, &set, Rule::Majority);
        let settled = all.iter().filter(|listed| listed.conflict.is_settled()).count();
        prop_assert_eq!(settled, set.conflicts.values().filter(|conflict| conflict.is_settled()).count());
    }
}

#[test]
fn the_gold_mentions_what_those_mention_from_whom_it_is() {
    let item = article(&["[Seoul|actor] signed", "[Seoul|actor] signed", "[Seoul|agreement] signed"]);
    let with_entry = |set: &Arc<AnnotationSet>, entry: &str| {
        let span = set.spans().iter().next().expect("a span");
        let span = Span { entry: Some(EntryId::new(entry)), ..Span::clone(span) };
        Arc::new(AnnotationSet::clone(set).with(vec![Arc::new(span)], Vec::new()))
    };
    let sets = [item.sets[0].clone(), with_entry(&item.sets[1], "korea"), with_entry(&item.sets[2], "accord")];
    let entries = |set: &AnnotationSet| -> Vec<Option<String>> {
        set.spans().iter().map(|span| span.entry.as_ref().map(EntryId::to_string)).collect()
    };
    let by_rule = merged(&sets, &gold(), Rule::Majority);
    assert_eq!(entries(&by_rule), [Some("korea".into())]);
    let open = conflicts(&sets, &gold(), Rule::Unanimous).remove(0).conflict;
    for (place, entry) in [(0, "korea"), (1, "accord")] {
        let mut changes = settle(&gold(), &open, &Verdict::Take(place), &decision());
        take_mentions(&mut changes, &sets);
        assert_eq!(entries(&after(&gold(), changes)), [Some(entry.to_owned())]);
    }
}
