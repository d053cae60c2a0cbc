//! Splits: what they promise whatever the documents are.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::support::cases;
use crate::support::marked::annotated;
use postil::domain::dataset::near_duplicates::{self, Sketch};
use postil::domain::dataset::ratios::{Ratios, WrongRatios};
use postil::domain::dataset::split::{Profiles, Split};
use postil::domain::formats::outlet::Annotated;
use postil::domain::id::DocumentId;
use postil::domain::text::Text;

fn ratios(written: &str) -> Ratios {
    Ratios::parse(written).unwrap_or_else(|error| panic!("{written}: {error:?}"))
}

fn split(items: &[Annotated], written: &str, seed: u64) -> Split {
    let mut profiles = Profiles::default();
    items.iter().for_each(|item| profiles.add(&item.item("")));
    profiles.split(&ratios(written), seed)
}

/// How many spans of the label each split has.
fn spans_by_split(items: &[Annotated], split: &Split, label: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for item in items {
        let count = weight(item, label);
        *counts.entry(split.splits[item.document.id()].clone()).or_default() += count;
    }
    counts
}

fn weight(item: &Annotated, label: &str) -> usize {
    item.sets[0].spans().iter().filter(|span| span.label.as_str() == label).count()
}

/// A text of words that no other text has, with so many spans of each label.
fn document(n: usize, labels: &[(&str, usize)]) -> Annotated {
    let mut notation = format!("Article {n} of {}.", n * 7919);
    for (label, count) in labels {
        for place in 0..*count {
            notation += &format!(" [{label}{n}x{place}|{label}]");
        }
    }
    annotated(&format!("d{n}"), &notation)
}

#[test]
fn ratios_as_they_are_written() {
    let names = |written: &str| {
        let shares = ratios(written);
        shares.shares().iter().map(|share| format!("{} {}", share.name, share.written.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(names("0.8,0.1,0.1"), ["train 0.8", "dev 0.1", "test 0.1"]);
    assert_eq!(names("80, 20"), ["train 80", "test 20"]);
    assert_eq!(names("6,1,1,1,1"), ["train 6", "dev 1", "test 1", "test_2 1", "test_3 1"]);
    assert_eq!(names("train=0.9,late=0.1"), ["train 0.9", "late 0.1"]);
    let wrong = |written: &str| Ratios::parse(written).expect_err(written);
    assert_eq!(wrong("1"), WrongRatios::TooFew);
    assert_eq!(wrong("0.8,0"), WrongRatios::NoShare("0".into()));
    for share in ["", "x", "-1", "1e3", "0.0000000001", "1.", ".5", "07", "9999999999"] {
        assert_eq!(wrong(&format!("1,{share}")), WrongRatios::NoShare(share.into()));
    }
    assert_eq!(wrong("a/b=1,c=1"), WrongRatios::NoName("a/b".into()));
    assert_eq!(wrong("test=1,test=1"), WrongRatios::SameName("test".into()));
}

#[test]
fn rare_and_frequent_labels_get_their_shares() {
    let items: Vec<Annotated> = (0..500)
        .map(|n| document(n, &[("actor", 1 + n % 4), ("agreement", n % 3), ("rare", usize::from(n % 50 == 0))]))
        .collect();
    let split = split(&items, "0.8,0.1,0.1", 7);
    assert_eq!(spans_by_split(&items, &split, "rare").into_values().collect::<Vec<_>>(), [1, 1, 8]);
    for label in ["actor", "agreement"] {
        let total: usize = items.iter().map(|item| weight(item, label)).sum();
        let counts = spans_by_split(&items, &split, label);
        for (name, share) in [("train", 0.8), ("dev", 0.1), ("test", 0.1)] {
            let off = counts[name] as f64 - share * total as f64;
            assert!(off.abs() <= 5.0, "{label} in {name}: {} of {total}", counts[name]);
        }
    }
    let documents = split.splits.values().filter(|name| *name == "train").count();
    assert!((395..=405).contains(&documents), "{documents} documents");
}

#[test]
fn another_seed_gives_another_split() {
    let items: Vec<Annotated> = (0..40).map(|n| document(n, &[("actor", 1)])).collect();
    assert_ne!(split(&items, "8,2", 1).splits, split(&items, "8,2", 2).splits);
    assert_eq!(split(&items, "8,2", 1), split(&items, "8,2", 1));
}

#[test]
fn no_split_stays_empty_if_there_are_documents_enough() {
    let items: Vec<Annotated> = (0..3).map(|n| document(n, &[("actor", 1)])).collect();
    let names: BTreeSet<String> = split(&items, "0.8,0.1,0.1", 0).splits.into_values().collect();
    assert_eq!(names.len(), 3);
    assert_eq!(split(&items[..1], "0.8,0.1,0.1", 0).splits.len(), 1);
    assert_eq!(split(&[], "0.8,0.1,0.1", 0).splits.len(), 0);
}

#[test]
fn the_file_tells_everything() {
    let mut items: Vec<Annotated> = (0..4).map(|n| document(n, &[("actor", 1)])).collect();
    items.push(annotated("copy \"of\" d1", "Article 1 of 7919. actor1x0"));
    let split = split(&items, "3,1", 7);
    let json = String::from_utf8(split.to_json()).expect("the file is text");
    let value: serde_json::Value = serde_json::from_str(&json).expect("the file is JSON");
    assert_eq!(value["seed"], 7);
    assert_eq!(value["ratios"], serde_json::json!({ "train": 3, "test": 1 }));
    assert_eq!(value["near_duplicates"], serde_json::json!([["copy \"of\" d1", "d1"]]));
    for (id, name) in &split.splits {
        let documents = value["documents"][name].as_array().expect("a list");
        assert!(documents.iter().any(|known| known == id.as_str()), "{id} in {name}");
    }
    assert!(value["method"].as_str().is_some_and(|method| method.contains("stratification")));
}

#[test]
fn the_same_split_on_every_machine() {
    let items: Vec<Annotated> = (0..12).map(|n| document(n, &[("actor", n % 3), ("agreement", n % 2)])).collect();
    let split = split(&items, "0.6,0.2,0.2", 42);
    let names: Vec<&str> = items.iter().map(|item| split.splits[item.document.id()].as_str()).collect();
    assert_eq!(names.join(" "), "dev dev train train dev train train test train train test train");
}

/// A text of so many words, which another seed gives other words.
fn article(seed: u64, count: usize) -> Vec<String> {
    let mut state = seed;
    let word = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("w{}", (state >> 33) % 5000)
    };
    (0..count).map(word).collect()
}

fn resemble(one: &[String], other: &[String]) -> bool {
    let sketch = |words: &[String]| Sketch::of(&Text::new(&words.join(" ")));
    let (one, other) = (sketch(one), sketch(other));
    assert_eq!(one.resembles(&other), other.resembles(&one));
    let ids = [DocumentId::new("one"), DocumentId::new("other")];
    let grouped = near_duplicates::groups(&[(&ids[0], &one), (&ids[1], &other)]).len() == 1;
    assert_eq!(grouped, one.resembles(&other), "what resembles is found");
    grouped
}

#[test]
fn what_is_nearly_the_same() {
    for length in [3, 5, 40, 300, 3000] {
        let original = article(length, length as usize);
        assert!(resemble(&original, &original), "{length}");
        assert!(!resemble(&original, &article(length + 1, length as usize)), "{length}");
    }
    for seed in 0..8 {
        let original = article(seed, 600);
        let mut edited = original.clone();
        for place in (0..600).step_by(60) {
            edited[place] = "changed".into();
        }
        assert!(resemble(&original, &edited), "ten words of 600 are others");
        for place in (0..600).step_by(4) {
            edited[place] = format!("changed{place}");
        }
        assert!(!resemble(&original, &edited), "each shingle has another word");
        assert!(resemble(&original, &original[200..500]), "half of it");
        let longer = [article(seed + 100, 900), original.clone(), article(seed + 200, 500)].concat();
        assert!(resemble(&original, &longer), "it stands in the midst of another");
        let footer = article(7, 40);
        let [one, other] = [seed + 300, seed + 400].map(|seed| [article(seed, 400), footer.clone()].concat());
        assert!(!resemble(&one, &other), "they end alike");
        assert!(!resemble(&one, &footer), "a notice is no part");
    }
}

#[test]
fn a_notice_under_every_article_makes_them_no_group() {
    let footer = article(7, 30).join(" ");
    let texts: Vec<Sketch> = (0..600)
        .map(|n| Sketch::of(&Text::new(&format!("{} {footer}", article(1000 + n / 2, 200).join(" ")))))
        .collect();
    let ids: Vec<DocumentId> = (0..600).map(|n| DocumentId::new(format!("{n:04}"))).collect();
    let pairs: Vec<(&DocumentId, &Sketch)> = ids.iter().zip(&texts).collect();
    let groups = near_duplicates::groups(&pairs);
    assert_eq!(groups, (0..300).map(|n| vec![2 * n, 2 * n + 1]).collect::<Vec<_>>());
}

/// Documents with spans of three labels, some of them copies of others.
fn any_documents() -> impl Strategy<Value = Vec<Annotated>> {
    let labels = (0..4usize, 0..3usize, 0..2usize);
    proptest::collection::vec((labels, proptest::option::of(any::<usize>())), 0..40).prop_map(|seeds| {
        let mut items: Vec<Annotated> = Vec::new();
        for (n, ((actors, agreements, areas), copy)) in seeds.into_iter().enumerate() {
            let new = document(n, &[("actor", actors), ("agreement", agreements), ("focus-area", areas)]);
            let text = copy.filter(|_| n % 3 == 0 && n > 0).map(|of| items[of % n].document.text().clone());
            items.push(match text {
                Some(text) => annotated(&format!("d{n}"), text.as_str()),
                None => new,
            });
        }
        items
    })
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn each_document_is_in_one_split_whatever_the_order(
        items in any_documents(),
        seed in any::<u64>(),
        written in proptest::sample::select(&["0.8,0.1,0.1", "1,1", "5,1,1,1", "0.000000001,999999999"][..]),
    ) {
        let whole = split(&items, written, seed);
        let ids: BTreeSet<&DocumentId> = items.iter().map(|item| item.document.id()).collect();
        prop_assert_eq!(whole.splits.keys().collect::<BTreeSet<_>>(), ids);
        let names: BTreeSet<&String> = whole.ratios.shares().iter().map(|share| &share.name).collect();
        prop_assert!(whole.splits.values().all(|name| names.contains(name)));
        for group in &whole.near_duplicates {
            prop_assert!(group.iter().all(|id| whole.splits[id] == whole.splits[&group[0]]));
        }
        for (n, item) in items.iter().enumerate() {
            let twin = items[..n].iter().find(|other| other.document.text() == item.document.text());
            if let Some(twin) = twin {
                prop_assert_eq!(&whole.splits[twin.document.id()], &whole.splits[item.document.id()]);
            }
        }
        let mut backwards = items.clone();
        backwards.reverse();
        prop_assert_eq!(split(&backwards, written, seed), whole);
    }

    #[test]
    fn a_label_alone_is_off_by_less_than_a_document(
        counts in proptest::collection::vec(0..9usize, 3..60),
        seed in any::<u64>(),
    ) {
        let items: Vec<Annotated> =
            counts.iter().enumerate().map(|(n, count)| document(n, &[("actor", *count)])).collect();
        let split = split(&items, "2,1,1", seed);
        let total: usize = counts.iter().sum();
        let heaviest = counts.iter().copied().max().unwrap_or_default();
        let found = spans_by_split(&items, &split, "actor");
        for (name, quarters) in [("train", 2), ("dev", 1), ("test", 1)] {
            let found = found.get(name).copied().unwrap_or_default();
            // A split that would stay empty gets a document that was dealt already.
            prop_assert!(4 * found <= quarters * total + 4 * 2 * heaviest, "{name}: {found} of {total}");
            prop_assert!(4 * found + 4 * 3 * heaviest >= quarters * total, "{name}: {found} of {total}");
        }
    }
}
