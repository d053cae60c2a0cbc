//! spaCy's DocBin: what its reader finds in what is written.

use proptest::prelude::*;

use crate::support::docbin::{Doc, docs, string_id};
use crate::support::formats::{exported, project_of, told};
use crate::support::{cases, samples};
use postil::domain::annotation::{AttributeValue, Fragments, Span};
use postil::domain::formats::Format;
use postil::domain::formats::files::InMemory;
use postil::domain::formats::outlet::{About, InMemoryOutlet, Item};
use postil::domain::formats::spacy::writer_with;
use postil::domain::formats::tokens::is_space;
use postil::domain::id::{AttributeId, SpanId};

/// The documents of the only file.
fn read(files: &InMemory) -> Vec<Doc> {
    let [(path, bytes)] = files.0.as_slice() else { panic!("there is one file") };
    assert_eq!(path, "data.spacy");
    docs(bytes)
}

#[test]
fn numbers_of_strings_are_those_of_spacy() {
    for (string, number) in [
        ("coffee", 3_197_928_453_018_144_401),
        ("a", 11_901_859_001_352_538_922),
        ("abcdefg", 18_200_195_881_963_043_692),
        ("abcdefgh", 17_751_780_907_874_141_760),
        ("abcdefghi", 13_885_881_106_499_164_936),
        ("größe", 2_452_183_508_977_877_147),
        ("😀", 13_900_606_239_988_879_105),
        ("FLAG64", 1_510_155_025_906_635_710),
        ("DEPRECATED277", 3_599_742_205_655_016_057),
    ] {
        assert_eq!(string_id(string), number, "{string}");
    }
}

#[test]
fn what_overlaps_is_in_the_group_and_not_among_the_entities() {
    let (files, losses) =
        exported(&project_of("😀 The [Oslo [fishing|x] group|actor]  signed.\n[Café|y]", |_| {}), Format::Spacy);
    let docs = read(&files);
    assert_eq!(docs[0].text, "😀 The Oslo fishing group  signed.\nCafé");
    assert_eq!(docs[0].ents(), ["actor: Oslo fishing group", "y: Café"]);
    assert_eq!(docs[0].spans, ["s1 actor: Oslo fishing group", "s2 x: fishing", "s3 y: Café"]);
    let told: Vec<(&str, &str)> =
        docs[0].user_data.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(told, [("annotator", "mara"), ("document", "document")]);
    assert_eq!(losses, []);
}

#[test]
fn words_and_labels_that_are_symbols_have_the_numbers_of_symbols() {
    let notation =
        "[number|number] [_|_] IS_STOP FLAG20 DEPRECATED007 [acl|ORG] LAW X, no [FLAG64|FLAG64] DEPRECATED277";
    let (files, _) = exported(&project_of(notation, |_| {}), Format::Spacy);
    let docs = read(&files);
    assert_eq!(docs[0].text, "number _ IS_STOP FLAG20 DEPRECATED007 acl LAW X, no FLAG64 DEPRECATED277");
    assert_eq!(docs[0].ents(), ["number: number", "_: _", "ORG: acl", "FLAG64: FLAG64"]);
}

#[test]
fn entities_have_no_white_space_at_their_ends() {
    let (files, _) = exported(&project_of("a[ b |x]c[ \n |y]d", |_| {}), Format::Spacy);
    let docs = read(&files);
    assert_eq!(docs[0].ents(), ["x: b"]);
    assert_eq!(docs[0].spans, ["s1 x:  b ", "s2 y:  \n "]);
}

#[test]
fn what_it_has_no_place_for_is_told() {
    let project = project_of("[will|x] cut [quotas|y]", |set| {
        let [first, second] = [0, 1].map(|n| set.spans().iter().nth(n).expect("two spans").clone());
        let ranges: Vec<_> = first.fragments.iter().chain(second.fragments.iter()).collect();
        let changed = Span {
            fragments: Fragments::new(&ranges).expect("they have text"),
            attributes: [(AttributeId::new("kind"), AttributeValue::Texts(vec!["a".into(), "b".into()]))].into(),
            note: "unsure".into(),
            ..Span::clone(&first)
        };
        let relation = samples::relation("r1", &SpanId::new("s1"), &SpanId::new("s2"));
        *set = set.clone().with(vec![changed.into(), second], vec![relation]);
        set.document_labels = [
            (AttributeId::new("sure"), AttributeValue::YesNo(false)),
            (AttributeId::new("topic"), AttributeValue::Text("one".into())),
        ]
        .into();
    });
    let mut with_options = project.clone();
    with_options.schema = samples::rich_labels().schema;
    let (files, losses) = exported(&with_options, Format::Spacy);
    let docs = read(&files);
    assert_eq!(docs[0].spans, ["s1 x: will cut quotas", "s2 y: quotas"]);
    let cats: Vec<String> = docs[0].cats.iter().map(|(name, value)| format!("{name} {value}")).collect();
    assert_eq!(cats, ["sure 0", "topic=one 1", "topic=two \\ three 0"]);
    let lost = ["fragments s1: ", "attributes s1: kind: a, b", "relation r1: s1 → s2", "note s1: unsure"];
    assert_eq!(told(&losses), lost);
}

#[test]
fn documents_without_text_or_spans_are_documents() {
    let mut project = project_of("", |_| {});
    project.documents.push(samples::document("blank", &postil::domain::text::Text::new(" \n")));
    let (files, _) = exported(&project, Format::Spacy);
    let docs = read(&files);
    let texts: Vec<&str> = docs.iter().map(|doc| doc.text.as_str()).collect();
    assert_eq!(texts, ["", " \n"]);
}

#[test]
fn a_file_that_grows_large_is_followed_by_another_one() {
    let project = project_of("[Oslo|actor] signed.", |_| {});
    let mut writer = writer_with(300);
    let mut out = InMemoryOutlet::default();
    let about = About::of(&project);
    for split in ["train", "dev", "train", "train", "train"] {
        writer.document(&Item { document: &project.documents[0], sets: &project.sets, split }, &about, &mut out);
    }
    writer.finish(&about, &mut out);
    let files = out.files();
    let counts: Vec<(&str, usize)> = files.iter().map(|(path, bytes)| (path.as_str(), docs(bytes).len())).collect();
    assert_eq!(counts, [("dev.spacy", 1), ("train-2.spacy", 2), ("train.spacy", 2)]);
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn spacy_finds_every_text_and_span(project in samples::any_project()) {
        let (files, _) = exported(&project, Format::Spacy);
        let docs = read(&files);
        prop_assert_eq!(docs.len(), project.sets.len());
        for (doc, set) in docs.iter().zip(&project.sets) {
            let text = project.document(&set.document).expect("a set is about a document").text();
            prop_assert_eq!(&doc.text, text.as_str());
            let spans: Vec<String> =
                set.spans().iter().map(|span| format!("{} {}: {}", span.id, span.label, text.quote(span.hull()))).collect();
            prop_assert_eq!(&doc.spans, &spans);
            let trimmed: Vec<String> = set.spans().iter().map(|span| format!("{}: {}", span.label, text.quote(span.hull()).trim_matches(is_space))).collect();
            prop_assert!(doc.ents().iter().all(|ent| trimmed.contains(ent)));
        }
    }
}
