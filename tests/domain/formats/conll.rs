//! Columns of words and tags: what is written, what is read in every scheme, what comes back.

use proptest::prelude::*;

use crate::support::formats::{assert_survives, exported, file, imported, imported_from, problems, spans_of};
use crate::support::marked;
use crate::support::{cases, samples};
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::{Collected, Unreadable};
use postil::domain::formats::outlet::{Loss, Lost};
use postil::domain::formats::{Format, detect};
use postil::domain::id::{Annotator, DocumentId, LabelId, SetId, SpanId};
use postil::domain::project::Project;

/// A project of one document with what is marked in the notation, by `jane`.
fn project(notation: &str) -> Project {
    let marked = marked::parse(notation);
    let document = samples::document("doc one", &marked.text);
    let set = postil::domain::annotation::AnnotationSet::new(
        SetId::new("set"),
        DocumentId::new("doc one"),
        Annotator::new("jane"),
    );
    let mut project = samples::rich_labels();
    project.documents.push(document);
    project.sets.push(std::sync::Arc::new(set.with(marked.spans, Vec::new())));
    project
}

fn written(notation: &str, format: Format) -> (String, Vec<Loss>) {
    let (files, losses) = exported(&project(notation), format);
    (file(&files, &format!("data.{}", format.name())).to_owned(), losses)
}

fn texts(read: &Collected) -> Vec<&str> {
    read.items.iter().map(|item| item.document.text().as_str()).collect()
}

fn kinds(losses: &[Loss]) -> Vec<(&str, Lost)> {
    losses.iter().map(|loss| (loss.quote.as_str(), loss.what)).collect()
}

const NOTATION: &str = "The [European Union|actor] signed. [It|actor] met [Åland|actor].\nOslo’s [Accord|agreement]";

#[test]
fn writes_iob2_with_the_space_between_words_in_the_third_column() {
    let (text, losses) = written(NOTATION, Format::Conll);
    assert_eq!(
        text,
        "-DOCSTART- -X- O O\n\n\
         The -X- Document=doc\\sone|Annotator=jane O\n\
         European -X- _ B-actor\nUnion -X- _ I-actor\nsigned -X- SpaceAfter=No O\n. -X- SpacesAfter=\\s O\n\n\
         It -X- _ B-actor\nmet -X- _ O\nÅland -X- SpaceAfter=No B-actor\n. -X- _ O\n\n\
         Oslo’s -X- _ O\nAccord -X- _ B-agreement\n\n"
    );
    assert_eq!(kinds(&losses), []);
}

#[test]
fn writes_bioes() {
    let (text, _) = written("[a b c|x] [d|x][e f|x]", Format::Bioes);
    let tags: Vec<&str> = text.lines().filter_map(|line| line.rsplit(' ').next()).collect();
    assert_eq!(tags, ["O", "", "B-x", "I-x", "E-x", "S-x", "B-x", "E-x", ""]);
}

#[test]
fn of_overlapping_spans_the_longest_is_kept_and_the_others_are_told() {
    let (text, losses) = written("[a [b|y] c|x] [ |z] [ d|w]", Format::Conll);
    assert!(
        text.contains(
            "a -X- Document=doc\\sone|Annotator=jane B-x\nb -X- _ I-x\nc -X- SpacesAfter=\\s\\s\\s\\s I-x\nd"
        )
    );
    assert_eq!(kinds(&losses), [(" ", Lost::Span), ("b", Lost::Overlap), (" d", Lost::Border)]);
}

#[test]
fn a_sentence_never_ends_inside_a_span() {
    let (text, _) = written("It [ended. Then|x] all began.\n\nA new [block\n\nis|x] here.", Format::Conll);
    let sentences: Vec<&str> = text.trim_end().split("\n\n").collect();
    assert_eq!(sentences.len(), 3, "{text}");
}

#[test]
fn a_label_with_white_space_is_written_with_underscores_and_told() {
    let (text, losses) = written("[a|focus area]", Format::Conll);
    assert!(text.contains(" B-focus_area\n"));
    assert_eq!(losses.len(), 1);
    assert_eq!((losses[0].what, losses[0].details.as_str()), (Lost::Label, "focus_area"));
}

#[test]
fn no_reader_finds_white_space_in_a_word() {
    let (text, _) = written("[a\u{a0}b|x] c\u{2028}d\u{1c}e \u{301} f", Format::Conll);
    assert!(text.contains("a -X- Document=doc\\sone|Annotator=jane|SpacesAfter=\\u00a0 B-x\nb -X- _ I-x\n"), "{text}");
    assert!(text.contains("d -X- SpacesAfter=\\u001c O\ne"), "{text}");
    for line in text.lines().filter(|line| !line.is_empty()) {
        // Python's white space is Unicode's and U+001C to U+001F.
        let words =
            line.split(|character: char| character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character));
        assert_eq!(words.count(), 4, "{line:?}");
    }
}

#[test]
fn a_text_without_words_is_lost() {
    let (text, losses) = written(" \n", Format::Conll);
    assert_eq!(text, "-DOCSTART- -X- O O\n\n");
    assert_eq!(kinds(&losses), [("", Lost::Text)]);
    let (_, losses) = written("", Format::Conll);
    assert_eq!(kinds(&losses), []);
}

#[test]
fn reads_conll_2003_with_iob1_tags() {
    let file = "-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nrejects VBZ I-VP O\nGerman JJ I-NP I-MISC\ncall NN I-NP O\n. . O O\n\n\
                Peter NNP I-NP I-PER\nBlackburn NNP I-NP I-PER\nAnna NNP I-NP B-PER\n\n-DOCSTART- -X- O O\n\nOslo NNP I-NP I-LOC\n";
    let read = imported_from("eng.train", file, Format::Conll);
    assert_eq!(texts(&read), ["EU rejects German call .\nPeter Blackburn Anna", "Oslo"]);
    assert_eq!(
        spans_of(&read.project()),
        [
            "ORG: 0-2 \"EU\"",
            "MISC: 11-17 \"German\"",
            "PER: 25-40 \"Peter Blackburn\"",
            "PER: 41-45 \"Anna\"",
            "LOC: 0-4 \"Oslo\""
        ]
    );
    assert_eq!(problems(&read), ["not-kept", "read-as"]);
    assert_eq!(read.items[0].document.id().as_str(), "document-1");
}

#[test]
fn reads_a_file_without_document_starts_as_one_document_named_after_it() {
    let read = imported_from(
        "dir/wnut.train.conll",
        "\u{feff}#GOP\tB-group\r\nwins\tO\r\n \t\r\nIn\tO\r\nNew York\tB-place\r\n",
        Format::Conll,
    );
    assert_eq!(texts(&read), ["#GOP wins\nIn New York"]);
    assert_eq!(spans_of(&read.project()), ["group: 0-4 \"#GOP\"", "place: 13-21 \"New York\""]);
    assert_eq!(read.items[0].document.id().as_str(), "wnut.train");
    assert_eq!(problems(&read), [""; 0]);
}

#[test]
fn an_inside_tag_that_follows_nothing_starts_an_entity_and_is_told() {
    let file = "a B-X\nb I-X\nc I-Y\nd O\ne I-X\n\nf I-X\ng B-Y\nh B-Y\ni O\nj B-X\nk O\nl B-X\n";
    let read = imported_from("x.conll", file, Format::Conll);
    assert_eq!(
        spans_of(&read.project()),
        [
            "X: 0-3 \"a b\"",
            "Y: 4-5 \"c\"",
            "X: 8-9 \"e\"",
            "X: 10-11 \"f\"",
            "Y: 12-13 \"g\"",
            "Y: 14-15 \"h\"",
            "X: 18-19 \"j\"",
            "X: 22-23 \"l\""
        ]
    );
    let places: Vec<&str> = read.warnings.iter().map(|warning| warning.at.0.as_str()).collect();
    // Most begin with B-, so these are slips and no other scheme.
    assert_eq!(places, ["line 3", "line 5", "line 7"]);
}

#[test]
fn reads_schemes_that_mark_ends() {
    for (single, end) in [("S", "E"), ("U", "L"), ("W", "E")] {
        let file = format!("a B-X\nb I-X\nc {end}-X\nd {single}-X\ne O\nf B-Y\n\ng {end}-X\n");
        let read = imported_from("x.bioes", &file, Format::Bioes);
        assert_eq!(spans_of(&read.project()), ["X: 0-5 \"a b c\"", "X: 6-7 \"d\"", "Y: 10-11 \"f\"", "X: 12-13 \"g\""]);
        assert_eq!(problems(&read), ["read-as", "read-as"]);
    }
}

#[test]
fn reads_tags_without_place_and_without_label() {
    let read = imported_from("x.conll", "Anna PER\nSmith PER\nsaw O\nOslo LOC\n", Format::Conll);
    assert_eq!(spans_of(&read.project()), ["PER: 0-10 \"Anna Smith\"", "LOC: 15-19 \"Oslo\""]);
    assert_eq!(problems(&read), ["read-as"]);
    let read = imported_from("x.conll", "Anna B\nSmith I\nsaw O\n", Format::Conll);
    assert_eq!(spans_of(&read.project()), ["entity: 0-10 \"Anna Smith\""]);
    assert_eq!(problems(&read), ["read-as"]);
}

#[test]
fn comments_give_names_and_text() {
    let file = "# newdoc id = first\n# sent_id = 1\n# text = Anna's here.\nAnna B-PER\n's O\nhere O\n. O\n\n\
                # newdoc id = second\n# text = something else\nx O\n# _ O\n";
    let read = imported_from("x.conll", file, Format::Conll);
    assert_eq!(texts(&read), ["Anna's here.", "x #"]);
    assert_eq!(read.items[0].document.id().as_str(), "first");
    assert_eq!(read.items[1].document.id().as_str(), "second");
    assert_eq!(problems(&read), ["not-kept"]);
}

#[test]
fn a_first_column_that_counts_is_passed_over() {
    let file = "1\tAnna\tB-PER\n2\tSmith\tI-PER\n3\tleft\tO\n\n1\t1\tO\n";
    let read = imported_from("x.tsv", file, Format::Conll);
    assert_eq!(texts(&read), ["Anna Smith left\n1"]);
    assert_eq!(spans_of(&read.project()), ["PER: 0-10 \"Anna Smith\""]);
}

#[test]
fn a_bad_line_costs_only_itself() {
    let file = b"Anna B-PER\nalone\n\tO\n\xff O\n__proto__ O\nx O".to_vec();
    let read = imported(&InMemory::one("x.conll", file), Format::Conll);
    assert_eq!(texts(&read), ["Anna alone __proto__ x"]);
    assert_eq!(problems(&read), ["missing-field", "missing-field", "malformed"]);
}

#[test]
fn annotators_of_one_document_come_back_as_its_sets() {
    let mut project = project("[Anna|actor] left.");
    let mut second = (*project.sets[0]).clone();
    second.annotator = Annotator::new("joe | \\");
    project.sets.push(std::sync::Arc::new(second));
    let (files, losses) = exported(&project, Format::Conll);
    let read = imported(&files, Format::Conll);
    assert_eq!(losses, []);
    assert_eq!(read.items.len(), 1);
    assert_eq!(read.items[0].document.id().as_str(), "doc one");
    let annotators: Vec<&str> = read.items[0].sets.iter().map(|set| set.annotator.as_str()).collect();
    assert_eq!(annotators, ["jane", "joe | \\"]);
}

#[test]
fn columns_are_known_by_their_tags() {
    let known = |content: &str| detect(&InMemory::one("x.txt", content));
    assert_eq!(known("-DOCSTART- -X- O O\n\n"), Some(Format::Conll));
    assert_eq!(known("Anna B-PER\nleft O\n"), Some(Format::Conll));
    assert_eq!(known("Anna S-PER\nleft O\n"), Some(Format::Bioes));
    assert_eq!(known("Please answer by e-mail\n"), None);
    assert_eq!(known("Please answer by\ne-mail\n"), None);
    assert_eq!(known("The DT\ncat NN\n"), None);
}

#[test]
fn what_has_no_columns_is_refused() {
    let refused = |files: &InMemory| matches!(Collected::read(Format::Conll, files), Err(Unreadable::OtherFormat(_)));
    assert!(refused(&InMemory::one("x.txt", "word\nword\n")));
    let folder = InMemory(vec![
        ("README.md".to_owned(), b"# About\n\nSome words.\n".to_vec()),
        ("train.txt".to_owned(), b"Anna B-PER\nleft O\n".to_vec()),
    ]);
    let read = imported(&folder, Format::Conll);
    assert_eq!(texts(&read), ["Anna left"]);
    assert_eq!(problems(&read), ["malformed"]);
}

/// Whether tags can tell all the texts: one that is only white space has no words.
fn has_words(project: &Project) -> bool {
    project.documents.iter().map(|document| document.text().as_str()).all(|text| {
        text.is_empty()
            || !text.chars().all(|character| character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character))
    })
}

/// Puts IOB2 tags to the test seqeval's strict mode makes: an entity begins with B-, and goes on with its own label.
fn assert_strict(text: &str) {
    let mut before = "O";
    for line in text.lines() {
        let tag = line.rsplit(' ').next().unwrap_or_default();
        if let Some(label) = tag.strip_prefix("I-") {
            assert!(before.get(2..) == Some(label), "{before:?} then {tag:?} in\n{text}");
        }
        before = tag;
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn comes_back_as_it_went_but_for_what_was_lost(project in samples::any_project().prop_filter("words", has_words)) {
        assert_survives(&project, Format::Conll);
        assert_survives(&project, Format::Bioes);
        let (files, _) = exported(&project, Format::Conll);
        assert_strict(file(&files, "data.conll"));
    }

    #[test]
    fn any_label_survives_but_for_white_space(label in "[A-Za-z\\-_|:é ]{1,8}") {
        let mut project = project("[a b|x] c");
        let set = std::sync::Arc::make_mut(&mut project.sets[0]);
        let mut span = (**set.span(&SpanId::new("s1")).expect("there is one")).clone();
        span.label = LabelId::new(label);
        *set = set.clone().with(vec![std::sync::Arc::new(span)], Vec::new());
        assert_survives(&project, Format::Conll);
    }

    #[test]
    fn nothing_makes_the_reader_panic(content in "([#\\-a-zA-ZO=|\\\\ \t\n]|B-X|I-X|E-X|-DOCSTART- |# newdoc|SpacesAfter=){0,60}") {
        let _ = Collected::read(Format::Conll, &InMemory::one("x.conll", content));
    }
}

#[test]
fn a_single_line_is_read_when_the_format_is_known() {
    for content in ["Union B-ACTOR", "Union B-ACTOR\n", "Union\tB-ACTOR\n"] {
        let read = imported_from("x.conll", content, Format::Conll);
        assert_eq!(spans_of(&read.project()), ["ACTOR: 0-5 \"Union\""], "{content:?}");
        assert_eq!(problems(&read), [""; 0]);
    }
}
