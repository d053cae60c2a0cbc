//! What the checks of a dataset find, and what they let pass.

use std::sync::Arc;

use proptest::prelude::*;

use crate::support::marked::annotated;
use crate::support::{cases, samples};
use postil::domain::annotation::AttributeValue;
use postil::domain::formats::outlet::Annotated;
use postil::domain::id::AttributeId;
use postil::domain::lint::{Check, Lint, Report};
use postil::domain::schema::{Attribute, AttributeKind, Overlap, Schema};

/// Checks documents; each with the name of its split before a colon, if it has one.
fn report(items: &[(&str, Annotated)], schema: &Schema) -> Report {
    let mut lint = Lint::default();
    for (split, item) in items {
        lint.add(&item.item(split), schema);
    }
    lint.finish()
}

/// What was found, a line each.
fn lines(report: &Report) -> Vec<String> {
    let of = |(check, kept, rest): (Check, &[postil::domain::lint::Finding], usize)| {
        let line = |finding: &postil::domain::lint::Finding| {
            let parts = [&finding.of, &finding.quote, &finding.details];
            let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            format!("{} {}", check.code(), parts.join(" | ")).trim_end().to_owned()
        };
        let rest = (rest > 0).then(|| format!("{} +{rest}", check.code()));
        kept.iter().map(line).chain(rest).collect::<Vec<_>>()
    };
    report.by_check().flat_map(of).collect()
}

/// Holds what is found in one document against what should be, cut tokens aside.
#[track_caller]
fn finds(notation: &str, expected: &[&str]) {
    let report = report(&[("", annotated("one", notation))], &Schema::actors_agreements_focus_areas());
    let mut found = lines(&report);
    found.retain(|line| !line.starts_with("cut-token"));
    assert_eq!(found, expected, "{notation}");
}

#[test]
fn white_space_at_an_edge() {
    finds(
        "The [Union |actor]signed the[\u{a0}accord|agreement].",
        &["edge-space s1 | Union", "edge-space s2 | \u{a0}accord"],
    );
    finds("The [Union\nof States|actor] signed.", &[]);
}

#[test]
fn half_words() {
    finds("South [Kore|actor]a si[gned|actor].", &["half-word s1 | Kore | Korea", "half-word s2 | gned | signed"]);
    finds("So[uth Kor|actor]ea", &["half-word s1 | uth Kor | South, Korea"]);
    finds(
        "Wang [Yun|actor]-jong, a state-of-the-[art|actor] [car|actor]",
        &["half-word s1 | Yun | Yun-jong", "half-word s2 | art | state-of-the-art"],
    );
    finds("in 20[24|actor]", &["half-word s1 | 24 | 2024"]);
}

#[test]
fn parts_of_words_that_are_words() {
    finds("[Japan|actor]’s plan, [Korea|actor]'s plan", &[]);
    finds("[Japan’s|actor] plan, “[U.S.|actor]”", &[]);
    finds("the [US|actor]-[Japan|actor] dialogue", &[]);
    finds("l’[Union|actor] d'[Espagne|actor]", &[]);
    finds("[한국|actor]은 [日本|actor]政府 [ไทย|actor]แลนด์ [AI|actor]기술", &[]);
    finds("ה[ממשלה|actor] و[الحكومة|actor]", &[]);
}

#[test]
fn tokens_that_are_cut() {
    let of = |notation| {
        let report = report(&[("", annotated("one", notation))], &Schema::default());
        lines(&report).into_iter().filter(|line| line.starts_with("cut-token")).collect::<Vec<_>>()
    };
    assert_eq!(of("South [Kore|actor]a"), ["cut-token s1 | Kore | Korea"]);
    assert_eq!(of("[Japan|actor]’s [plan |actor]"), ["cut-token s1 | Japan | Japan’s"]);
    assert_eq!(of("[US|actor]-Japan, [日|actor]本 [now|actor]!"), [""; 0]);
}

#[test]
fn the_same_text_under_two_labels() {
    let items = [
        ("", annotated("one", "[South Korea|actor] and [SOUTH  KOREA|actor], [trade|focus-area]")),
        ("", annotated("two", "[south\nkorea|agreement], [trade|focus-area]")),
    ];
    let report = report(&items, &Schema::actors_agreements_focus_areas());
    assert_eq!(lines(&report), ["two-labels south\nkorea | actor 2 (one), agreement 1 (two)"]);
    let (_, findings, _) = report.by_check().next().expect("there is one");
    assert_eq!(findings[0].document.as_str(), "two", "where the odd one is");
}

#[test]
fn repeats_that_are_not_tagged() {
    finds(
        "[Korea|actor] met Japan. Korea's Korean KOREA Korea-born Korea",
        &["untagged-repeat s1 | Korea | 17-22, 49-54"],
    );
    finds(
        "[South Korea|actor] met South\nKorea, [Korea|actor] met Korea",
        &["untagged-repeat s1 | South Korea | 16-27", "untagged-repeat s2 | Korea | 39-44"],
    );
    finds("[Korea|actor] in the [Korea Dialogue|agreement], [Korea|actor]", &[]);
    finds("the [U.S.|actor] and the U.S. and [a|actor] a", &["untagged-repeat s1 | U.S. | 17-20"]);
    finds("[Kore|actor]a Kore", &["half-word s1 | Kore | Korea"]);
    finds("[x y|actor] x y x y x y x y x y x y", &["untagged-repeat s1 | x y | 4-7, 8-11, 12-15, 16-19, 20-23, +1"]);
    finds("[日本|actor]と日本", &["untagged-repeat s1 | 日本 | 3-5"]);
}

#[test]
fn a_passage_does_not_hide_the_names_in_it() {
    let passage = "much is said here and Korea is named in it too ".repeat(5);
    finds(
        &format!("[Korea|actor] and [{passage}|focus-area]."),
        &["edge-space s2", "untagged-repeat s1 | Korea | 32-37, 79-84, 126-131, 173-178, 220-225"]
            .map(|line| {
                if line.starts_with("edge") {
                    format!("edge-space s2 | {}…", &passage[..200])
                } else {
                    line.to_owned()
                }
            })
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
}

#[test]
fn empty_articles_and_articles_without_spans() {
    finds(" \n", &["empty-text"]);
    finds("Words.", &["no-spans"]);
    let nobody = Annotated { sets: Vec::new(), ..annotated("one", "Words.") };
    assert_eq!(lines(&report(&[("", nobody)], &Schema::default())), ["no-spans"]);
}

#[test]
fn the_same_span_twice() {
    finds(
        "[[Korea|actor]|actor] and [[Japan|actor]|agreement]",
        &["duplicate-span s2 | Korea | s1", "two-labels Japan | actor 1 (one), agreement 1 (one)"],
    );
}

/// One document whose only span has this value for an attribute of this kind.
fn values(kind: AttributeKind, value: Option<AttributeValue>) -> Vec<String> {
    let mut schema = Schema::actors_agreements_focus_areas();
    let id = AttributeId::new("kind");
    schema.labels[0].attributes =
        vec![Attribute { id: id.clone(), name: "Kind".into(), kind, required: true, unknown: Vec::new() }];
    let mut item = annotated("one", "[Korea|actor]");
    let mut span = (**item.sets[0].spans().iter().next().expect("there is one")).clone();
    span.attributes.extend(value.map(|value| (id, value)));
    let set = (*item.sets[0]).clone().with(vec![Arc::new(span)], Vec::new());
    item.sets = vec![Arc::new(set)];
    lines(&report(&[("", item)], &schema))
}

#[test]
fn values_of_attributes() {
    let options = || vec!["State".to_owned(), "Person".to_owned()];
    let text = |text: &str| Some(AttributeValue::Text(text.into()));
    let texts = |texts: &[&str]| Some(AttributeValue::Texts(texts.iter().map(|text| (*text).into()).collect()));
    let missing = ["missing-attribute s1 | Korea | kind"];
    assert_eq!(values(AttributeKind::Text, None), missing);
    assert_eq!(values(AttributeKind::Text, text(" ")), missing);
    assert_eq!(values(AttributeKind::Choices(options()), texts(&[])), missing);
    assert_eq!(values(AttributeKind::Text, text("x")), [""; 0]);
    assert_eq!(values(AttributeKind::Choice(options()), text("State")), [""; 0]);
    assert_eq!(values(AttributeKind::Choices(options()), texts(&["Person", "State"])), [""; 0]);
    assert_eq!(values(AttributeKind::Number, text("1.5")), [""; 0]);
    assert_eq!(values(AttributeKind::YesNo, Some(AttributeValue::YesNo(false))), [""; 0]);
    assert_eq!(values(AttributeKind::Choice(options()), text("state")), ["wrong-value s1 | Korea | kind: state"]);
    assert_eq!(
        values(AttributeKind::Choice(options()), texts(&["State", "Person"])),
        ["wrong-value s1 | Korea | kind: State, Person"]
    );
    assert_eq!(values(AttributeKind::Choices(options()), texts(&["State", "?"])), ["wrong-value s1 | Korea | kind: ?"]);
    assert_eq!(values(AttributeKind::Number, text("many")), ["wrong-value s1 | Korea | kind: many"]);
    assert_eq!(values(AttributeKind::YesNo, text("perhaps")), ["wrong-value s1 | Korea | kind: perhaps"]);
}

#[test]
fn ends_of_relations() {
    let mut item = annotated("one", "[Korea|actor] signed the [accord|agreement]");
    let spans: Vec<_> = item.sets[0].spans().iter().cloned().collect();
    let relations =
        vec![samples::relation("r1", &spans[0].id, &spans[1].id), samples::relation("r2", &spans[1].id, &spans[0].id)];
    item.sets = vec![Arc::new((*item.sets[0]).clone().with(spans, relations))];
    let report = report(&[("", item)], &Schema::actors_agreements_focus_areas());
    assert_eq!(lines(&report), ["wrong-ends r2 | accord → Korea | party-to: agreement → actor"]);
}

#[test]
fn near_duplicates() {
    let article: String = (0..120).map(|n| format!("word{n} ")).collect();
    let items = [
        ("train", annotated("one", &format!("[Korea|actor] {article}"))),
        ("train", annotated("two", &format!("{article} said [Japan|actor].").to_uppercase().replace("ACTOR", "actor"))),
        ("test", annotated("three", &format!("{article}[China|actor]"))),
        ("test", annotated("four", &format!("[Peru|actor] {}", article.replace("word", "other")))),
    ];
    assert_eq!(
        lines(&report(&items, &Schema::default())),
        ["near-duplicate one", "near-duplicate one", "near-duplicate-across-splits test; train: one",]
            .map(str::to_owned)
    );
}

#[test]
fn many_findings_are_counted() {
    let mut lint = Lint::new(2);
    for n in 0..5 {
        lint.add(&annotated(&format!("{n}"), &format!("{n} words")).item(""), &Schema::default());
    }
    let report = lint.finish();
    assert_eq!(lines(&report), ["no-spans", "no-spans", "no-spans +3"]);
    assert_eq!(report.count(Check::NoSpans), 5);
    assert!(!report.is_clean());
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_project_can_be_checked(project in samples::any_project()) {
        let mut lint = Lint::default();
        for document in &project.documents {
            let sets = project.sets_of(document.id()).cloned().collect();
            lint.add(&Annotated { document: document.clone(), sets, split: String::new() }.item(""), &project.schema);
        }
        let report = lint.finish();
        for (check, kept, rest) in report.by_check() {
            prop_assert_eq!(kept.len() + rest, report.count(check));
        }
    }
}

#[test]
fn spans_that_share_text_against_a_rule() {
    let notation = "[[big|actor] cat|agreement] [sat [on|actor^] it|actor] [a [mat|focus-area^] too|agreement]";
    let mut schema = Schema::actors_agreements_focus_areas();
    let found = |schema: &Schema| {
        let report = report(&[("", annotated("one", notation))], schema);
        lines(&report).into_iter().filter(|line| line.starts_with("overlap-rule")).collect::<Vec<_>>()
    };
    assert_eq!(found(&schema), [""; 0]);
    schema.labels[0].overlap = Overlap::Nothing;
    assert_eq!(found(&schema), ["overlap-rule s2 | big | s1", "overlap-rule s4 | on it | s3"]);
    schema.labels[0].overlap = Overlap::OtherLabels;
    assert_eq!(found(&schema), ["overlap-rule s4 | on it | s3"]);
}
