//! Folders for Hugging Face datasets: what is written, what is read, what comes back.

use std::sync::Arc;

use proptest::prelude::*;

use crate::support::formats::{assert_survives, exported, file, imported, imported_from, problems, spans_of};
use crate::support::{cases, marked, samples};
use postil::domain::annotation::AnnotationSet;
use postil::domain::formats::export::Export;
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::{Collected, Unreadable};
use postil::domain::formats::outlet::{About, InMemoryOutlet, Item, Lost, Options};
use postil::domain::formats::{Format, detect};
use postil::domain::id::{Annotator, DocumentId, LabelId, SetId, SpanId};
use postil::domain::project::Project;
use postil::domain::schema::Label;

fn project(notation: &str) -> Project {
    let marked = marked::parse(notation);
    let mut project = samples::rich_labels();
    project.documents.push(samples::document("one", &marked.text));
    let set = AnnotationSet::new(SetId::new("set"), DocumentId::new("one"), Annotator::new("jane"));
    project.sets.push(Arc::new(set.with(marked.spans, Vec::new())));
    project
}

fn texts(read: &Collected) -> Vec<&str> {
    read.items.iter().map(|item| item.document.text().as_str()).collect()
}

fn labels(read: &Collected) -> Vec<String> {
    read.project().schema.labels.iter().map(|label| label.id.to_string()).collect()
}

const NOTATION: &str = "The [Union|actor] met. [It 😀|actor] left.";

#[test]
fn writes_a_row_of_fixed_columns_for_each_document() {
    let (files, losses) = exported(&project("[a|actor] b"), Format::Hf);
    assert_eq!(
        file(&files, "data/train.jsonl"),
        "{\"id\":\"one\",\"text\":\"a b\",\"spans\":[{\"id\":\"s1\",\"start\":0,\"end\":1,\"label\":\"actor\",\"text\":\"a\",\
         \"fragments\":[],\"attributes\":[],\"note\":\"\",\"meta\":\"\"}],\"relations\":[],\"doc_labels\":[],\
         \"annotator\":\"jane\",\"title\":\"a b\",\"byline\":null,\"published\":null,\"source\":null,\"site\":null,\
         \"language\":null,\"meta\":\"\"}\n"
    );
    assert_eq!(losses, []);
}

#[test]
fn writes_sentences_with_numbered_tags() {
    let (files, losses) = exported(&project(NOTATION), Format::HfTokens);
    assert_eq!(
        file(&files, "data/train.jsonl"),
        "{\"id\":\"one-0\",\"tokens\":[\"The\",\"Union\",\"met\",\".\"],\"ner_tags\":[0,1,0,0],\"document\":\"one\",\
         \"annotator\":\"jane\",\"text\":\"The Union met. \",\"start\":0}\n\
         {\"id\":\"one-1\",\"tokens\":[\"It\",\"😀\",\"left\",\".\"],\"ner_tags\":[1,2,0,0],\"document\":\"one\",\
         \"annotator\":\"jane\",\"text\":\"It 😀 left.\",\"start\":15}\n"
    );
    assert_eq!(losses, []);
    let card = file(&files, "README.md");
    assert!(card.starts_with(
        "---\npretty_name: \"A \\\"project\\\" 🙂\"\ntask_categories:\n- token-classification\ntask_ids:\n\
         - named-entity-recognition\nsize_categories:\n- n<1K\ndataset_info:\n  features:\n  - name: id\n    dtype: string\n\
         \x20 - name: tokens\n    list: string\n  - name: ner_tags\n    list:\n      class_label:\n        names:\n\
         \x20         '0': \"O\"\n          '1': \"B-actor\"\n          '2': \"I-actor\"\n          '3': \"B-agreement\"\n"
    ));
    assert!(card.contains(
        "configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train.jsonl\n---\n"
    ));
}

#[test]
fn splits_are_files_with_the_names_the_library_has() {
    let mut project = project("[a|actor]");
    let document = project.documents[0].clone();
    project.documents.push(Arc::new(document.renamed(DocumentId::new("two"))));
    project.documents.push(Arc::new(document.renamed(DocumentId::new("three"))));
    let splits = ["train", "dev", "test 1"];
    let options = Options { licence: "CC-BY-4.0".into(), ..Options::default() };
    let mut out = InMemoryOutlet::default();
    let mut export = Export::new(Format::Hf, &options, None);
    let about = About::of(&project);
    for (document, split) in project.documents.iter().zip(splits) {
        export.document(&Item { document, sets: &[], split }, &about, &mut out);
    }
    export.finish(&about, &mut out);
    let files = InMemory(out.files());
    let paths: Vec<&str> = files.0.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["README.md", "data/test_1.jsonl", "data/train.jsonl", "data/validation.jsonl"]);
    let card = file(&files, "README.md");
    assert!(card.contains("license: \"cc-by-4.0\"\n"));
    assert!(
        card.contains("  - split: test_1\n    path: data/test_1.jsonl\n  - split: train\n    path: data/train.jsonl\n")
    );
    assert_eq!(imported(&files, Format::Hf).items.len(), 3);
}

#[test]
fn labels_keep_the_place_they_were_met_at() {
    let mut project = project("[a|actor] [b|new]");
    let mut about = About::of(&project);
    let mut out = InMemoryOutlet::default();
    let mut export = Export::new(Format::HfTokens, &Options::default(), None);
    for id in ["new", "newer"] {
        let schema = Arc::make_mut(&mut about.schema);
        schema.labels.push(Label::plain(id, id, 0));
        let mut spans: Vec<_> = project.sets[0].spans().iter().cloned().collect();
        Arc::make_mut(&mut spans[1]).label = LabelId::new(id);
        let set = Arc::make_mut(&mut project.sets[0]);
        *set = set.clone().with(spans, Vec::new());
        let item = Item { document: &project.documents[0], sets: &project.sets, split: "" };
        export.document(&item, &about, &mut out);
    }
    export.finish(&about, &mut out);
    let files = InMemory(out.files());
    assert!(file(&files, "data/train.jsonl").contains("\"ner_tags\":[1,9]"));
    assert!(file(&files, "data/train.jsonl").contains("\"ner_tags\":[1,11]"));
    let read = imported(&files, Format::HfTokens);
    assert_eq!(labels(&read), ["actor", "agreement", "focus-area", "etc", "new", "newer"]);
}

#[test]
fn any_label_survives_the_card() {
    for label in ["a: b # c", "\"quoted\" \\", "'", "- x", "\u{7f}\u{85}\u{feff}\u{2028}", "null", "1", "ß\n😀", "O"]
    {
        let mut project = project("[a b|x] c");
        let mut spans: Vec<_> = project.sets[0].spans().iter().cloned().collect();
        Arc::make_mut(&mut spans[0]).label = LabelId::new(label);
        let set = Arc::make_mut(&mut project.sets[0]);
        *set = set.clone().with(spans, Vec::new());
        Arc::make_mut(&mut project.schema).labels.push(Label::plain(label, label, 0));
        for format in [Format::Hf, Format::HfTokens] {
            assert_survives(&project, format);
            let (files, _) = exported(&project, format);
            assert!(labels(&imported(&files, format)).contains(&label.to_owned()), "{label:?}");
            let printable =
                |character: char| !matches!(character, '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
            let yaml = file(&files, "README.md").split("\n---\n").next().expect("there is a front matter");
            assert!(yaml.chars().all(printable), "{label:?}");
        }
    }
}

const CARD: &str =
    "---\ndataset_info:\n  features:\n  - name: ner_tags\n    sequence:\n      class_label:\n        names:\n";

#[test]
fn reads_numbers_by_the_names_in_the_card() {
    let row = "{\"id\":0,\"tokens\":[\"EU\",\"rejects\",\"Oslo\"],\"ner_tags\":[1,0,3]}\n{\"tokens\":[\"x\"],\"ner_tags\":[-100]}\n";
    for names in [
        "          '0': O\n          '1': B-ORG\n          '2': I-ORG\n          '3': \"B-L\\u00e5\"\n---\n",
        "        - O\n        - B-ORG\n        - 'I-ORG'\n        - B-Lå\nconfigs: []\n---\n",
    ] {
        let files = InMemory(vec![
            ("README.md".to_owned(), format!("{CARD}{names}").into_bytes()),
            ("train.jsonl".to_owned(), row.into()),
        ]);
        assert_eq!(detect(&files), Some(Format::HfTokens));
        let read = imported(&files, Format::HfTokens);
        assert_eq!(texts(&read), ["EU rejects Oslo", "x"]);
        assert_eq!(spans_of(&read.project()), ["ORG: 0-2 \"EU\"", "Lå: 11-15 \"Oslo\""]);
        assert_eq!(labels(&read), ["ORG", "Lå"]);
        assert_eq!(read.items[0].document.id().as_str(), "0");
        assert_eq!(problems(&read), [""; 0]);
    }
    let flow = CARD.replace("names:\n", "names: {'0': O, '1': 'B-ORG', '2': \"I-ORG\", '3': B-Lå}\n---\n");
    let files = InMemory(vec![("README.md".to_owned(), flow.into_bytes()), ("train.jsonl".to_owned(), row.into())]);
    assert_eq!(labels(&imported(&files, Format::HfTokens)), ["ORG", "Lå"]);
}

#[test]
fn reads_tags_without_names_and_tags_in_words() {
    let rows = "{\"tokens\":[\"a\",\"b\",\"c\"],\"ner_tags\":[1,2,3]}\n";
    let read = imported_from("train.jsonl", rows, Format::HfTokens);
    assert_eq!(spans_of(&read.project()), ["label-1: 0-3 \"a b\"", "label-2: 4-5 \"c\""]);
    assert_eq!(problems(&read), ["read-as"]);
    let rows = "{\"tokens\":[\"a\",\"b\",\"c\"],\"tags\":[\"B-X\",\"I-X\",\"O\"],\"text\":\"ab  c\"}\n";
    let read = imported_from("train.jsonl", rows, Format::HfTokens);
    assert_eq!(texts(&read), ["ab  c"]);
    assert_eq!(spans_of(&read.project()), ["X: 0-2 \"ab\""]);
    assert_eq!(detect(&InMemory::one("train.jsonl", rows)), Some(Format::HfTokens));
}

#[test]
fn a_bad_row_of_tokens_costs_only_itself() {
    let rows = "{\"tokens\":[\"a\"],\"ner_tags\":[0,0]}\n{\"tokens\":\"a\",\"ner_tags\":[0]}\n{\"tokens\":[\"a\"]}\nnone\n\
                {\"tokens\":[\"a\"],\"ner_tags\":[{}]}\n{\"tokens\":[\"b\"],\"ner_tags\":[0],\"__proto__\":1}\n\
                {\"tokens\":[\"c\"],\"ner_tags\":[0],\"text\":\"d\"}\n";
    let read = imported_from("train.jsonl", rows, Format::HfTokens);
    assert_eq!(texts(&read), ["b", "c"]);
    assert_eq!(problems(&read), ["malformed", "malformed", "missing-field", "malformed", "unknown-value", "read-as"]);
}

#[test]
fn reads_numbered_labels_and_values_of_any_form() {
    let card = "---\ndataset_info:\n  features:\n  - name: spans\n    list:\n    - name: label\n      dtype:\n        class_label:\n          names:\n            '0': A\n            '1': B\n---\n";
    let rows = "{\"text\":\"one two\",\"spans\":[{\"start\":0,\"end\":3,\"label\":1,\"attributes\":{\"kind\":\"x\"}},{\"start\":4,\"end\":7,\"label\":2},\
                {\"start\":4,\"end\":7,\"label\":\"C\",\"attributes\":[{\"name\":\"k\",\"value\":5},{\"name\":\"k\",\"value\":[\"v\"]}]}],\
                \"doc_labels\":null,\"topic\":7}\n{\"spans\":[]}\n";
    let files = InMemory(vec![("README.md".to_owned(), card.into()), ("data/train.jsonl".to_owned(), rows.into())]);
    assert_eq!(detect(&files), Some(Format::Hf));
    let read = imported(&files, Format::Hf);
    assert_eq!(spans_of(&read.project()), ["B: 0-3 \"one\"", "C: 4-7 \"two\""]);
    assert_eq!(labels(&read), ["A", "B", "C"]);
    assert_eq!(problems(&read), ["unknown-value", "unknown-value", "missing-field"]);
    let set = &read.items[0].sets[0];
    assert_eq!(set.span(&SpanId::new("s1")).map(|span| span.attributes.len()), Some(1));
    assert_eq!(read.items[0].document.metadata.unknown, [("topic".to_owned(), "7".to_owned())]);
}

#[test]
fn exports_are_known_again() {
    for format in [Format::Hf, Format::HfTokens] {
        let (files, _) = exported(&project(NOTATION), format);
        assert_eq!(detect(&files), Some(format));
        let rows = file(&files, "data/train.jsonl");
        assert_eq!(detect(&InMemory::one("train.jsonl", rows)), Some(format));
    }
}

#[test]
fn what_has_no_rows_in_json_is_refused() {
    let (files, _) = exported(&project(NOTATION), Format::Hf);
    let card = files.0.into_iter().find(|(path, _)| path == "README.md").expect("there is a card");
    let files = InMemory(vec![card, ("data/train.parquet".to_owned(), b"PAR1".to_vec())]);
    assert_eq!(detect(&files), Some(Format::Hf));
    assert!(matches!(Collected::read(Format::Hf, &files), Err(Unreadable::OtherFormat(_))));
}

#[test]
fn tags_tell_what_they_can_not_hold() {
    let (_, losses) = exported(&project("[a [b|x] c|y]"), Format::HfTokens);
    let lost: Vec<(&str, Lost)> = losses.iter().map(|loss| (loss.quote.as_str(), loss.what)).collect();
    assert_eq!(lost, [("b", Lost::Overlap)]);
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn spans_come_back_as_they_went(project in samples::any_project()) {
        assert_survives(&project, Format::Hf);
    }

    #[test]
    fn tokens_come_back_as_they_went_but_for_what_was_lost(project in samples::any_project()) {
        assert_survives(&project, Format::HfTokens);
    }
}
