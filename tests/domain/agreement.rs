//! How far annotators agree. Numbers come from the formulas worked out by hand or from published examples; `cargo xtask interop` holds all of them
//! against independent packages.

use std::sync::Arc;

use postil::domain::agreement::{
    Agreement, BeyondChance, Counts, Depth, Scheme, Scope, Score, Study, Undefined, Unit, f1, json, nominal, pairs,
};
use postil::domain::annotation::{AnnotationSet, AttributeValue, Span};
use postil::domain::article::plain;
use postil::domain::formats::outlet::Annotated;
use postil::domain::id::{Annotator, AttributeId, DocumentId, LabelId, SetId};
use postil::domain::text::Text;
use proptest::prelude::*;

use crate::support::cases;
use crate::support::marked::parse;

/// An article with what each of the annotators a, b, c … marked in it.
pub(crate) fn article(notations: &[&str]) -> Annotated {
    let document = Arc::new(plain::document(DocumentId::new("d"), parse(notations[0]).text));
    let names = ["a", "b", "c", "d"];
    let sets = notations.iter().zip(names).map(|(notation, name)| {
        let marked = parse(notation);
        assert_eq!(marked.text, *document.text(), "annotators of one article have one text");
        let set = AnnotationSet::new(SetId::new(name), DocumentId::new("d"), Annotator::new(name));
        Arc::new(set.with(marked.spans, Vec::new()))
    });
    Annotated { sets: sets.collect(), document, split: String::new() }
}

fn study(notations: &[&str]) -> Study {
    Study::of(&[article(notations)], &Scope::default())
}

fn counts(a: &str, b: &str) -> Counts {
    agreement(&study(&[a, b])).all
}

fn agreement(study: &Study) -> Agreement {
    Agreement::of(study, Depth::Full, 0, &mut |_| true).expect("nobody stops it")
}

fn beyond(notations: &[&str]) -> BeyondChance {
    let study = study(notations);
    let everybody: Vec<usize> = (0..study.annotators.len()).collect();
    BeyondChance::of(&study, &everybody, 0, &mut |_| true)
}

#[track_caller]
fn check(a: &str, b: &str, expected: &str) {
    let counts = counts(a, b);
    let figure = |same: f64| f1(same, counts.n_a, counts.n_b).map_or("–".to_owned(), |value| format!("{value:.3}"));
    let found = format!(
        "{} same, {} label, {} border, {} both, {} + {} alone; strict {}, relaxed {}, border {}",
        counts.matched,
        counts.other_label,
        counts.other_border,
        counts.other_both,
        counts.only_a,
        counts.only_b,
        figure(counts.matched as f64),
        figure(counts.relaxed as f64),
        figure(counts.boundary as f64),
    );
    assert_eq!(found, expected);
}

#[test]
fn spans_are_the_same_nearly_the_same_or_alone() {
    check(
        "[The cat|x] sat on [the mat|y]",
        "[The cat|x] sat on [the mat|y]",
        "2 same, 0 label, 0 border, 0 both, 0 + 0 alone; strict 1.000, relaxed 1.000, border 1.000",
    );
    check(
        "[The cat|x] sat on [the mat|y]",
        "The [cat|x] sat on [the mat|x]",
        "0 same, 1 label, 1 border, 0 both, 0 + 0 alone; strict 0.000, relaxed 0.500, border 0.500",
    );
    check(
        "[The cat|x] [sat|y] on the mat",
        "The cat sat on [the mat|x]",
        "0 same, 0 label, 0 border, 0 both, 2 + 1 alone; strict 0.000, relaxed 0.000, border 0.000",
    );
    check(
        "[The cat|x] sat on the mat",
        "The [cat sat|y] on the mat",
        "0 same, 0 label, 0 border, 1 both, 0 + 0 alone; strict 0.000, relaxed 0.000, border 0.000",
    );
    check("no spans", "no spans", "0 same, 0 label, 0 border, 0 both, 0 + 0 alone; strict –, relaxed –, border –");
}

#[test]
fn what_is_the_same_is_paired_before_what_overlaps_more() {
    // The long span overlaps both; the pair that is exact must not be taken from the short one.
    check(
        "[[one|x] two three|x]",
        "[one|x] two three",
        "1 same, 0 label, 0 border, 0 both, 1 + 0 alone; strict 0.667, relaxed 0.667, border 0.667",
    );
    // The best matching is not the greedy one: the first long span has to leave the longer overlap to the second.
    let counts = counts("[one two three|x] [four five|x] six", "[one|x] [two three four|x] five six");
    assert_eq!(counts.relaxed, 2);
}

#[test]
fn semeval_and_muc_are_counted_from_the_same_pairs() {
    let counts = counts("[a b|x] [c|x] [d|x] [e|y] f", "[a|x] b [c|x] [d|y] e [f|y]");
    let score = |scheme| {
        let Score { cor, inc, par, mis, spu } = Score::of(&counts, scheme);
        [cor, inc, par, mis, spu]
    };
    assert_eq!(score(Scheme::Strict), [1, 2, 0, 1, 1]);
    assert_eq!(score(Scheme::Exact), [2, 1, 0, 1, 1]);
    assert_eq!(score(Scheme::Partial), [2, 0, 1, 1, 1]);
    assert_eq!(score(Scheme::Type), [2, 1, 0, 1, 1]);
    assert_eq!(score(Scheme::Muc5), [1, 1, 1, 1, 1]);
    assert_eq!(Score::of(&counts, Scheme::Partial).f1(), Ok(0.625));
    assert_eq!(Score::of(&counts, Scheme::Muc5).error(), Ok(0.7));
}

#[test]
fn coefficients_of_tokens_are_the_textbook_ones() {
    let item = |values: &[usize]| values.iter().map(|value| Some(*value)).collect();
    // Cohen 1960's kappa on 50 grants, of which 20 and 15 are agreed on: po = 0.7, pe = 0.5.
    let mut items: Vec<nominal::Item> = Vec::new();
    for (values, times) in [([1, 1], 20), ([1, 0], 5), ([0, 1], 10), ([0, 0], 15)] {
        items.extend((0..times).map(|_| item(&values)));
    }
    assert!((nominal::cohen(&items).expect("both values occur") - 0.4).abs() < 1e-12);
    // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section B: 12 items, two observers, alpha = 0.095 for binary data of section A.
    let a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
    let b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
    let items: Vec<nominal::Item> = a.iter().zip(b).map(|(a, b)| item(&[*a, b])).collect();
    assert!((nominal::alpha(&items).expect("both values occur") - 0.095).abs() < 5e-4);
    assert_eq!(nominal::cohen(&[item(&[3, 3])]), Err(Undefined::OneValue));
    assert_eq!(nominal::alpha(&[vec![Some(1), None]]), Err(Undefined::NothingShared));
}

#[test]
fn unitizing_coefficients_see_what_they_can() {
    // Two neighbours with one label against one unit: u-alpha can't see the border between them, alpha_U can.
    let text = "aaaaabbbbbcccccccccc";
    let two = "[aaaaa|x][bbbbb|x]cccccccccc";
    let one = "[aaaaabbbbb|x]cccccccccc";
    assert_eq!(parse(one).text, Text::new(text));
    let found = beyond(&[two, one]);
    assert!((found.u_alpha.expect("something is marked") - 1.0).abs() < 1e-12);
    assert!((found.alpha_u.expect("something is marked") - 0.18).abs() < 1e-9 + 0.005);
    let found = beyond(&["[a|x] b c", "[a|x] b c"]);
    assert_eq!(found.alpha_u, Ok(1.0));
    assert_eq!(found.cu_alpha, Err(Undefined::OneValue));
    assert_eq!(beyond(&["a b", "a b"]).u_alpha, Err(Undefined::NothingMarked));
    assert!(beyond(&["[aaa|x] b", "aaa b"]).u_alpha.expect("something is marked") < 0.0);
}

#[test]
fn gamma_is_one_for_the_same_and_nothing_where_one_marked_nothing() {
    let gamma = |notations: &[&str]| beyond(notations).gamma.map(|gamma| gamma.gamma);
    assert_eq!(gamma(&["[a|x] b [c|y]", "[a|x] b [c|y]"]), Ok(1.0));
    assert_eq!(gamma(&["[a|x] b", "a b"]), Err(Undefined::OneMarkedNothing));
    assert_eq!(gamma(&["a b", "a b"]), Err(Undefined::NothingMarked));
    let three = beyond(&["[a b|x] c d [e|y] f", "[a|x] b c d [e|y] f", "[a b|x] c d e [f|y]"])
        .gamma
        .expect("all marked something");
    assert!(three.is_joint && three.gamma < 1.0);
    // By hand: the two pairs of the first units are 4/9, 0 and 4/9 apart (lengths 3 and 1), of the second 0, 4 and 4; the last unit costs less alone.
    let first = (4.0 / 16.0 + 0.0 + 4.0 / 16.0) / 3.0;
    let second = (0.0 + 1.0 + 1.0) / 3.0 + 1.0;
    assert!((three.observed - (first + second) / 2.0).abs() < 1e-9, "{}", three.observed);
}

#[test]
fn attributes_are_compared_on_spans_that_are_the_same() {
    let mut item = article(&["[a|x] [b|x] c", "[a|x] [b|x] c"]);
    let say = |set: &Arc<AnnotationSet>, values: [&str; 2]| {
        let spans = set.spans().iter().zip(values).map(|(span, value)| {
            let attributes = [(AttributeId::new("kind"), AttributeValue::Text(value.into()))].into();
            Arc::new(Span { attributes, ..Span::clone(span) })
        });
        Arc::new(AnnotationSet::clone(set).with(spans.collect(), Vec::new()))
    };
    item.sets = vec![say(&item.sets[0], ["s", "t"]), say(&item.sets[1], ["s", "u"])];
    let study = Study::of(&[item], &Scope::default());
    let found = postil::domain::agreement::said::attributes(&study, &[0, 1]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].items, found[0].observed), (2, Ok(0.5)));
}

#[test]
fn what_is_undefined_is_null_with_its_reason() {
    let study = study(&["a b", "a b"]);
    let agreement = agreement(&study);
    let all = BeyondChance::of(&study, &[0, 1], 0, &mut |_| true);
    let mut out = Vec::new();
    let pairs = [all.clone()];
    json::write(
        &mut out,
        &json::Comparison { study: &study, agreement: &agreement, beyond: Some((&pairs, &all)), seed: 0 },
    );
    let found: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    let pair = &found["pairs"][0];
    for figure in
        ["strict_f1", "relaxed_f1", "gamma", "u_alpha", "alpha_U", "token_cohen", "token_fleiss", "token_alpha"]
    {
        assert!(pair[figure].is_null(), "{figure}");
        assert!(pair["reasons"][figure].is_string(), "{figure} has a reason");
    }
}

fn units() -> impl Strategy<Value = Vec<Unit>> {
    proptest::collection::vec((0..30_usize, 1..6_usize, 0..3_usize), 0..9).prop_map(|raw| {
        let unit =
            |(start, length, label): (usize, usize, usize)| Unit { stretches: [(start, start + length)].into(), label };
        let mut units: Vec<Unit> = raw.into_iter().map(unit).collect();
        units.sort_unstable();
        units.dedup();
        units
    })
}

fn turned(counts: &Counts) -> [usize; 6] {
    [counts.matched, counts.other_label, counts.other_border, counts.other_both, counts.boundary, counts.relaxed]
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_order_of_two_annotators_does_not_matter(a in units(), b in units()) {
        let (one, other) = (Counts::of(&a, &b, true), Counts::of(&b, &a, true));
        prop_assert_eq!(turned(&one), turned(&other));
        prop_assert!((one.dice - other.dice).abs() < 1e-9 && (one.iou - other.iou).abs() < 1e-9);
        prop_assert_eq!((one.n_a, one.only_a), (other.n_b, other.only_b));
    }

    #[test]
    fn who_says_the_same_agrees_wholly(a in units()) {
        let counts = Counts::of(&a, &a, true);
        prop_assert_eq!(turned(&counts)[0], a.len());
        prop_assert_eq!((counts.relaxed, counts.boundary), (a.len(), a.len()));
        prop_assert!((counts.dice - a.len() as f64).abs() < 1e-9);
    }

    #[test]
    fn other_names_for_the_labels_change_nothing(a in units(), b in units()) {
        let renamed = |units: &[Unit]| {
            let mut renamed: Vec<Unit> = units.iter().map(|unit| Unit { label: (unit.label + 1) % 3, ..unit.clone() }).collect();
            renamed.sort_unstable();
            renamed
        };
        let (one, other) = (Counts::of(&a, &b, true), Counts::of(&renamed(&a), &renamed(&b), true));
        prop_assert_eq!((one.matched, one.boundary, one.relaxed, one.tolerant), (other.matched, other.boundary, other.relaxed, other.tolerant));
    }

    #[test]
    fn a_span_both_add_never_lowers_the_strict_figure(a in units(), b in units(), start in 40..50_usize, label in 0..3_usize) {
        let with = |units: &[Unit]| {
            let mut units = units.to_vec();
            units.push(Unit { stretches: [(start, start + 2)].into(), label });
            units
        };
        let figure = |counts: &Counts| f1(counts.matched as f64, counts.n_a, counts.n_b).unwrap_or_default();
        let (before, after) = (Counts::of(&a, &b, false), Counts::of(&with(&a), &with(&b), false));
        prop_assert!(figure(&after) >= figure(&before));
    }

    #[test]
    fn each_span_is_in_one_pair_at_most(a in units(), b in units()) {
        let found = pairs(&a, &b);
        let distinct = |side: Vec<usize>| side.iter().collect::<std::collections::BTreeSet<_>>().len();
        prop_assert_eq!(distinct(found.iter().map(|pair| pair.0).collect()), found.len());
        prop_assert_eq!(distinct(found.iter().map(|pair| pair.1).collect()), found.len());
        let counts = Counts::of(&a, &b, true);
        for scheme in [Scheme::Strict, Scheme::Exact, Scheme::Partial, Scheme::Type, Scheme::Muc5, Scheme::Muc7] {
            let score = Score::of(&counts, scheme);
            prop_assert_eq!((score.pos(), score.act()), (a.len(), b.len()));
        }
        // The looser the tolerance, the more is found; at its ends it is the strict and the relaxed count.
        prop_assert!(counts.tolerant.windows(2).all(|two| two[0] <= two[1]));
        prop_assert_eq!((counts.tolerant[0], counts.tolerant[10]), (counts.matched, counts.relaxed));
    }
}

#[test]
fn sums_of_the_confusion_are_the_numbers_of_spans() {
    let study = study(&["[a|x] [b|y] [c d|x] e", "[a|x] [b|x] c [d|y] [e|z]"]);
    let found = agreement(&study);
    for confusion in [&found.confusion, &found.overlapping] {
        let rows: Vec<&[usize]> = confusion.rows().collect();
        let row = |n: usize| rows[n].iter().sum::<usize>();
        let column = |n: usize| rows.iter().map(|row| row[n]).sum::<usize>();
        assert_eq!(study.labels, ["x", "y", "z"].map(LabelId::new));
        assert_eq!([row(0), row(1), row(2)], [2, 1, 0]);
        assert_eq!([column(0), column(1), column(2)], [2, 1, 1]);
    }
}

#[test]
fn the_order_of_files_changes_nothing() {
    let notations = ["[a b|x] c [d|y] e", "[a|x] b [c|y] [d|y] e", "[a b|x] c d [e|x]"];
    let item = article(&notations);
    let mut other_way = item.clone();
    other_way.sets.reverse();
    let written = |item: Annotated| {
        let study = Study::of(&[item], &Scope::default());
        let agreement = agreement(&study);
        let all = BeyondChance::of(&study, &[0, 1, 2], 5, &mut |_| true);
        let mut out = Vec::new();
        json::write(
            &mut out,
            &json::Comparison { study: &study, agreement: &agreement, beyond: Some((&[], &all)), seed: 5 },
        );
        String::from_utf8(out).expect("it is text")
    };
    assert_eq!(written(item), written(other_way));
}
