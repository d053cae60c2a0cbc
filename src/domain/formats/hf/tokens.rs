//! A folder for Hugging Face datasets: one sentence a row, its words with IOB2 tags.
//!
//! The tags are numbers whose names stand in the card: `O` is 0, then `B-` and `I-` of each label. `text` is the sentence with the
//! space around it, so that the rows of a document together are its text, and `start` says at which code point it begins;
//! readers of tokens and tags pass over them.

use std::sync::Arc;

use super::card::{self, Card};
use super::names;
use super::read::{card_has, each_row, first_rows};
use crate::domain::annotation::AnnotationSet;
use crate::domain::formats::Format;
use crate::domain::formats::detect::Looked;
use crate::domain::formats::files::Files;
use crate::domain::formats::intake::{Intake, RawDocument, RawSet, Unreadable, beginning, name_in};
use crate::domain::formats::json::{Record, object, read_list, read_string, string, strings};
use crate::domain::formats::outlet::{About, Item, Options, Outlet, Writer};
use crate::domain::formats::problem::Problem;
use crate::domain::formats::tags::{self, Decoder, Rebuilt, Scheme, Sentence, Survey, Tag};
use crate::domain::text::LONGEST_TEXT;

/// The names the column of tags goes by; ours is the first.
const TAGS: [&str; 3] = ["ner_tags", "tags", "labels"];

/// Whether what was looked at is of this format: a card that says so, or rows of tokens and tags.
pub fn fits(looked: &Looked<'_>) -> bool {
    card_has(looked, TAGS[0])
        || first_rows(looked).into_iter().any(|mut row| {
            row.strings("tokens").is_ok_and(|tokens| !tokens.is_empty())
                && TAGS.iter().any(|name| row.take(name).is_some_and(|json| json.starts_with('[')))
        })
}

/// A writer of this format.
pub fn writer(options: &Options) -> Box<dyn Writer> {
    Box::new(Rows { card: Card::new(options) })
}

struct Rows {
    card: Card,
}

impl Writer for Rows {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        let layers = item.layers();
        let sentences: Vec<_> = layers.iter().map(|set| tags::sentences(item.document, set, out)).collect();
        let rows = sentences.iter().map(|sentences| sentences.len().max(1)).sum();
        let path = self.card.document(item, rows, about);
        let mut lines = Vec::new();
        let mut row = 0;
        for (set, sentences) in layers.iter().zip(&sentences) {
            for sentence in sentences {
                self.write(&mut lines, item, set, row, Some(sentence));
                row += 1;
            }
            if sentences.is_empty() {
                self.write(&mut lines, item, set, row, None);
                row += 1;
            }
        }
        out.append(&path, &lines);
    }

    fn finish(&mut self, about: &About, out: &mut dyn Outlet) {
        self.card.know(about);
        let named = self.card.labels().iter().flat_map(|label| [format!("B-{label}"), format!("I-{label}")]);
        let names = card::class_label(std::iter::once("O".to_owned()).chain(named), 6);
        let features = FEATURES.replace("NAMES\n", &names);
        let card = self.card.written(Format::HfTokens, about, &features, COLUMNS);
        out.append(card::PATH, card.as_bytes());
    }
}

/// The columns in YAML; `NAMES` stands for the names of the tags.
const FEATURES: &str = "  - name: id
    dtype: string
  - name: tokens
    list: string
  - name: ner_tags
    list:
NAMES
  - name: document
    dtype: string
  - name: annotator
    dtype: string
  - name: text
    dtype: string
  - name: start
    dtype: int64
";

/// What is in the columns.
const COLUMNS: &str = "* `tokens` and `ner_tags`: a sentence and its tags in IOB2. Of overlapping spans the longest is kept.
* `text`: the sentence as it stands in the document, with the white space after it; `start` says at which code point of the document it begins.
";

impl Rows {
    /// Writes a sentence; without one, the document has no words.
    fn write(
        &self,
        out: &mut Vec<u8>,
        item: &Item<'_>,
        set: &Arc<AnnotationSet>,
        row: usize,
        sentence: Option<&Sentence<'_>>,
    ) {
        let text = item.document.text();
        let id = item.document.id().as_str();
        let range = sentence.map_or(text.whole(), |sentence| sentence.range);
        let words = sentence.map_or(&[][..], |sentence| &sentence.words);
        object(out, |fields| {
            fields.string("id", &format!("{id}-{row}"));
            fields.list("tokens", "", words.iter(), |out, word| string(out, text.quote(word.range)));
            fields.list("ner_tags", "", words.iter(), |out, word| {
                let tag = word.part.and_then(|part| {
                    let place = self.card.place(&part.span.label)?;
                    Some(if part.first { 2 * place + 1 } else { 2 * place + 2 })
                });
                out.extend_from_slice(tag.unwrap_or_default().to_string().as_bytes());
            });
            fields.string("document", id);
            fields.string("annotator", set.annotator.as_str());
            fields.string("text", text.quote(range));
            fields.number("start", text.code_point(range.start()) as u64);
        });
        out.push(b'\n');
    }
}

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let yaml = names::front_matter(files);
    let names = TAGS.iter().find_map(|feature| names::names(&yaml, feature));
    let labels = names.iter().flatten().filter_map(|name| name.split_once('-').map(|(_, label)| label));
    names::declare(intake, labels);
    let mut survey = Survey::default();
    for name in names.iter().flatten() {
        survey.see(&[Tag::parse(name)]);
    }
    let scheme = if survey.scheme() == Scheme::Bioes { Scheme::Bioes } else { Scheme::Iob2 };
    let mut reader = Reader { names, decoder: Decoder::new(scheme), told_numbers: false, draft: None };
    each_row(files, intake, |intake, at, json| {
        if let Err(problem) = reader.row(intake, at, &json) {
            intake.warn(at, problem, Some(&beginning(&json)));
        }
    })?;
    reader.end_document(intake);
    Ok(())
}

/// A document that is being read.
struct Draft {
    at: String,
    /// The name of the document and its annotator; without a name, a row is a document.
    id: Option<String>,
    annotator: String,
    rebuilt: Rebuilt,
    set: RawSet,
}

struct Reader {
    names: Option<Vec<String>>,
    decoder: Decoder,
    /// Whether it was told that tags are numbers without names.
    told_numbers: bool,
    draft: Option<Draft>,
}

impl Reader {
    fn row(&mut self, intake: &mut Intake<'_>, at: &str, json: &str) -> Result<(), Problem> {
        let mut record = Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))?;
        let tokens = record.take("tokens").ok_or(Problem::Missing("tokens"))?;
        let tokens = strings(tokens).ok_or(Problem::Malformed("tokens are a list of strings".into()))?;
        let tags = self.tags(intake, at, &mut record)?;
        if tags.len() != tokens.len() {
            return Err(Problem::Malformed(format!("{} tokens, {} tags", tokens.len(), tags.len())));
        }
        let text = record.string("text")?;
        let start = record.number("start")?;
        let annotator = record.string("annotator")?.unwrap_or_default();
        let document = name_in(&mut record, "document");
        let id = name_in(&mut record, "id");
        let goes_on = self.draft.as_ref().is_some_and(|draft| {
            document.is_some()
                && draft.id == document
                && draft.annotator == annotator
                && start != Some(0)
                && draft.rebuilt.text.len() < LONGEST_TEXT / 2
        });
        if !goes_on {
            self.end_document(intake);
        }
        let draft = self.draft.get_or_insert_with(|| Draft {
            at: at.to_owned(),
            id: document.or(id),
            annotator: annotator.clone(),
            rebuilt: Rebuilt::default(),
            set: RawSet { annotator, ..RawSet::default() },
        });
        if goes_on && start != Some(draft.rebuilt.code_points) {
            draft.rebuilt.push("\n");
        }
        let gaps = text.as_deref().and_then(|text| tags::align(text, tokens.iter().map(String::as_str)));
        if text.is_some() && gaps.is_none() {
            intake.warn(at, Problem::ReadAs("the tokens, which are not the text, with a space between".into()), None);
        }
        let gap = |n: usize| match &gaps {
            Some(gaps) => gaps[n],
            None if n == 0 || n == tokens.len() => "",
            None => " ",
        };
        let mut words = Vec::with_capacity(tokens.len());
        for (n, (token, tag)) in tokens.iter().zip(&tags).enumerate() {
            draft.rebuilt.push(gap(n));
            words.push((tag.as_str(), draft.rebuilt.push(token)));
        }
        draft.rebuilt.push(gap(tokens.len()));
        let place = |n: usize| format!("{at}: tokens[{n}]");
        let spans = self.decoder.spans(&words, &draft.rebuilt.text, place, intake);
        draft.set.spans.extend(spans);
        Ok(())
    }

    /// The tags of a row, by name.
    fn tags(&mut self, intake: &mut Intake<'_>, at: &str, record: &mut Record<'_>) -> Result<Vec<String>, Problem> {
        let json = TAGS.iter().find_map(|name| record.take(name)).ok_or(Problem::Missing(TAGS[0]))?;
        let items = read_list(json).ok_or(Problem::Malformed("tags are a list".into()))?;
        let mut tags = Vec::with_capacity(items.len());
        for item in items {
            if let Some(tag) = read_string(item) {
                tags.push(tag);
                continue;
            }
            let unknown = || Problem::Unknown(TAGS[0], item.to_owned());
            // The library ignores -100, which stands for no tag.
            let number: i64 = item.parse().map_err(|_| unknown())?;
            tags.push(match (&self.names, usize::try_from(number)) {
                (_, Err(_)) | (None, Ok(0)) => "O".to_owned(),
                (Some(names), Ok(number)) => names.get(number).cloned().ok_or_else(unknown)?,
                (None, Ok(number)) => {
                    if !self.told_numbers {
                        self.told_numbers = true;
                        let what = "numbers without names as O, then B- and I- of each label";
                        intake.warn(at, Problem::ReadAs(what.into()), None);
                    }
                    let letter = if number % 2 == 1 { 'B' } else { 'I' };
                    format!("{letter}-label-{}", number.div_ceil(2))
                }
            });
        }
        Ok(tags)
    }

    fn end_document(&mut self, intake: &mut Intake<'_>) {
        if let Some(draft) = self.draft.take() {
            intake.document(RawDocument {
                at: draft.at,
                id: draft.id,
                text: draft.rebuilt.text,
                sets: vec![draft.set],
                ..RawDocument::default()
            });
        }
    }
}
