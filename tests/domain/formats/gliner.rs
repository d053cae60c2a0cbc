//! Training data of GLiNER: words as Python splits them, spans as first and last word, long texts in several examples.

use proptest::prelude::*;
use serde_json::Value;

use crate::support::formats::{exported, file, project_of, told};
use crate::support::texts::awkward;
use crate::support::{cases, samples};
use postil::domain::annotation::{AttributeValue, Fragments, Span};
use postil::domain::formats::Format;
use postil::domain::formats::gliner::LONGEST_EXAMPLE;
use postil::domain::formats::gliner::words::{is_word, words};
use postil::domain::formats::tokens::is_space;
use postil::domain::id::{AttributeId, SpanId};
use postil::domain::project::Project;
use postil::domain::schema::Label;
use postil::domain::text::Text;

fn split(text: &str) -> Vec<String> {
    let text = Text::new(text);
    words(&text).iter().map(|word| text.quote(word.range).to_owned()).collect()
}

#[test]
fn words_are_those_of_python() {
    // Each as `re.findall(r"\w+(?:[-_]\w+)*|\S", text)` of Python 3.11 gives it.
    assert_eq!(split("The long-term U.S.-EU pact"), ["The", "long-term", "U", ".", "S", ".", "-", "EU", "pact"]);
    assert_eq!(split("a--b -c d- snake_case_ x-_-y"), ["a", "-", "-", "b", "-", "c", "d", "-", "snake_case_", "x-_-y"]);
    assert_eq!(split("Cafe\u{301} 3½ ⅷ ① 😀"), ["Cafe", "\u{301}", "3½", "ⅷ", "①", "😀"]);
    assert_eq!(split("क्षि ไทยที่"), ["क", "्", "ष", "ि", "ไทยท", "ี", "่"]);
    assert_eq!(split("한국 漢字。שלום ªº Ⓐ"), ["한국", "漢字", "。", "שלום", "ªº", "Ⓐ"]);
    assert_eq!(split(" \n\u{a0}\u{1c}\u{2028}"), [""; 0]);
}

#[test]
fn what_is_of_a_word_is_so_for_every_code_point() {
    // The stretches of code points of general category L or N, and `_`, by the table of Unicode 17:
    // hashlib.sha256(" ".join(f"{first:x}-{last:x}" for first, last in stretches).encode()).hexdigest()
    // with unicodedata2 17.0.0. For all that Unicode 14 has, Python 3.11's `\w` is the same.
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for character in ('\0'..=char::MAX).filter(|character| is_word(*character)) {
        let point = u32::from(character);
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == point => *last = point,
            _ => stretches.push((point, point)),
        }
    }
    let written: Vec<String> = stretches.iter().map(|(first, last)| format!("{first:x}-{last:x}")).collect();
    assert_eq!(char::UNICODE_VERSION.0, 17, "the table in gliner/words.rs is to be made anew");
    assert_eq!(
        Text::new(&written.join(" ")).sha256(),
        "944790f64fcf49adb5032182fcf54e7f0b761280b79ed54476c9f6fabdb627f3"
    );
}

#[test]
fn writes_first_and_last_word_and_names_in_lower_case() {
    let project = project_of("The [Oslo group|actor] signed\n\nthe [accord|agreement].", |set| {
        let relation = samples::relation("r1", &SpanId::new("s1"), &SpanId::new("s2"));
        let spans = set.spans().iter().cloned().collect();
        *set = set.clone().with(spans, vec![relation]);
    });
    let (files, losses) = exported(&project, Format::Gliner);
    let expected = r#"[
{"tokenized_text":["The","Oslo","group","signed","the","accord","."],"ner":[[1,2,"actor"],[5,5,"agreement"]],"ner_labels":["actor","agreement","focus area"],"relations":[[0,1,"party to"]],"rel_labels":["party to","covers"]}
]
"#;
    assert_eq!(file(&files, "data.json"), expected);
    assert_eq!(told(&losses), [""; 0]);
}

#[test]
fn documents_stand_in_one_list() {
    let mut project = project_of("One.", |_| {});
    project.documents.push(samples::document("empty", &Text::new(" ")));
    project.documents.push(samples::document("two", &Text::new("Two")));
    let (files, _) = exported(&project, Format::Gliner);
    assert_eq!(examples(&files.0[0].1).len(), 2, "a text without words teaches nothing");
}

#[test]
fn what_it_has_no_place_for_is_told() {
    let mut project = project_of("[un|x]believable [ |y][will|z] cut [quotas|z]", |set| {
        let spans: Vec<_> = set.spans().iter().cloned().collect();
        let ranges: Vec<_> = spans[2].fragments.iter().chain(spans[3].fragments.iter()).collect();
        let changed = Span {
            fragments: Fragments::new(&ranges).expect("they have text"),
            attributes: [(AttributeId::new("sure"), AttributeValue::YesNo(true))].into(),
            note: "hm".into(),
            ..Span::clone(&spans[2])
        };
        let loose = samples::relation("r1", &SpanId::new("s1"), &SpanId::new("s2"));
        *set = set.clone().with(vec![spans[0].clone(), spans[1].clone(), changed.into()], vec![loose]);
        set.document_labels = [(AttributeId::new("topic"), AttributeValue::Text("trade".into()))].into();
    });
    let schema = std::sync::Arc::make_mut(&mut project.schema);
    schema.labels = vec![Label::plain("x", "Thing", 0), Label::plain("z", "thing", 1), Label::plain("y", " ", 2)];
    let (files, losses) = exported(&project, Format::Gliner);
    let example = &examples(&files.0[0].1)[0];
    assert_eq!(example["ner"].to_string(), r#"[[0,0,"thing"],[1,3,"thing"]]"#);
    assert_eq!(example["ner_labels"].to_string(), r#"["thing","y"]"#);
    assert_eq!(
        told(&losses),
        [
            "border s1: unbelievable",
            "span s2: it is nothing but white space",
            "relation r1: its spans are not in one example",
            "label s1: thing",
            "fragments s3: ",
            "label s3: thing",
            "attributes s3: sure: true",
            "note s3: hm",
            "document-labels : topic: trade",
        ]
    );
}

fn examples(json: &[u8]) -> Vec<Value> {
    let list: Value = serde_json::from_slice(json).expect("it is JSON");
    list.as_array().expect("it is a list").clone()
}

/// The words of the examples' spans.
fn spans_of(examples: &[Value]) -> Vec<String> {
    let number = |value: &Value| value.as_u64().expect("a number") as usize;
    let of_example = |example: &Value| {
        let words: Vec<String> = strings(&example["tokenized_text"]);
        let spans = example["ner"].as_array().expect("a list").clone();
        spans.into_iter().map(move |span| words[number(&span[0])..=number(&span[1])].join(" ")).collect::<Vec<_>>()
    };
    examples.iter().flat_map(of_example).collect()
}

fn strings(list: &Value) -> Vec<String> {
    let items = list.as_array().expect("a list").iter();
    items.map(|item| item.as_str().expect("a string").to_owned()).collect()
}

fn lengths(examples: &[Value]) -> Vec<usize> {
    examples.iter().map(|example| strings(&example["tokenized_text"]).len()).collect()
}

fn exported_examples(project: &Project) -> Vec<Value> {
    examples(&exported(project, Format::Gliner).0.0[0].1)
}

#[test]
fn a_long_text_is_cut_where_sentences_end() {
    // Eleven words and a full stop each.
    let sentence = "One two three four five six seven eight nine ten eleven. ";
    let short = project_of(&sentence.repeat(32), |_| {});
    assert_eq!(lengths(&exported_examples(&short)), [384]);
    let long = project_of(&sentence.repeat(70), |_| {});
    assert_eq!(lengths(&exported_examples(&long)), [384, 384, 72]);
    let uneven = project_of(&format!("A few more. {}", sentence.repeat(40)), |_| {});
    assert_eq!(lengths(&exported_examples(&uneven)), [376, 108]);
}

#[test]
fn a_long_text_is_not_cut_within_a_span() {
    let run = project_of(&format!("{}[word word|actor] {}", "word ".repeat(383), "word ".repeat(50)), |_| {});
    assert_eq!(lengths(&exported_examples(&run)), [383, 52]);
    assert_eq!(spans_of(&exported_examples(&run)), ["word word"]);
    let giant = project_of(&format!("a. [{}|actor]. b", "word ".repeat(400)), |_| {});
    assert_eq!(lengths(&exported_examples(&giant)), [2, 400, 2]);
}

#[test]
fn a_relation_between_examples_is_told() {
    let filler = "word ".repeat(380);
    let project = project_of(&format!("[one|actor] [two|actor] {filler}[three|actor]"), |set| {
        let relation = |id, to| samples::relation(id, &SpanId::new("s1"), &SpanId::new(to));
        let spans = set.spans().iter().cloned().collect();
        *set = set.clone().with(spans, vec![relation("near", "s2"), relation("far", "s3")]);
    });
    // 383 words go into one example.
    assert_eq!(told(&exported(&project, Format::Gliner).1), [""; 0]);
    let project = project_of(&format!("[one|actor] [two|actor] {filler}{filler}[three|actor]"), |set| {
        let relation = |id, to| samples::relation(id, &SpanId::new("s1"), &SpanId::new(to));
        let spans = set.spans().iter().cloned().collect();
        *set = set.clone().with(spans, vec![relation("near", "s2"), relation("far", "s3")]);
    });
    let (files, losses) = exported(&project, Format::Gliner);
    assert_eq!(told(&losses), ["relation far: its spans are not in one example"]);
    assert_eq!(examples(&files.0[0].1)[0]["relations"].to_string(), r#"[[0,1,"party to"]]"#);
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn words_are_the_text_without_white_space(raw in awkward()) {
        let text = Text::new(&raw);
        let words: String = words(&text).iter().map(|word| text.quote(word.range)).collect();
        let text: String = text.as_str().chars().filter(|character| !is_space(*character)).collect();
        prop_assert_eq!(words, text);
    }

    #[test]
    fn every_span_with_text_is_in_an_example(project in samples::any_project(), times in 1..60usize) {
        let mut project = project;
        // Of long texts too.
        let longer = Text::new(&project.documents[0].text().as_str().repeat(times));
        project.documents[0] = samples::document("one", &longer);
        let (files, losses) = exported(&project, Format::Gliner);
        let lost = losses.iter().filter(|loss| loss.what.code() == "span").count();
        let spans: usize = project.sets.iter().map(|set| set.spans().len()).sum();
        let examples = files.0.first().map_or_else(Vec::new, |(_, json)| examples(json));
        prop_assert_eq!(spans_of(&examples).len() + lost, spans);
        for example in &examples {
            let words = strings(&example["tokenized_text"]).len();
            let longest = example["ner"].as_array().into_iter().flatten().map(|span| span[1].as_u64()).max();
            prop_assert!(words <= LONGEST_EXAMPLE || longest.is_some());
            prop_assert!(words > 0);
        }
    }
}
