//! Training data of GLiNER: a JSON array of `{"tokenized_text", "ner", "ner_labels", "relations", "rel_labels"}`. It is only
//! written.
//!
//! `ner` has first and last word, inclusive, and label; `relations` has the places in `ner` of its head and tail, and type.
//! Words are those GLiNER splits at inference; a span that cuts one is widened to it. Labels are names in lower case, which
//! is what the models read. Every label is in `ner_labels`, so that text without a label teaches something too.
//!
//! A text that is longer than [`LONGEST_EXAMPLE`] becomes several examples, since GLiNER passes over what lies beyond; they
//! end where sentences end, and never within a span. A span of more than 12 words is written, but models that look at
//! spans of at most `max_width` words, which is 12 unless set otherwise, can't learn it.
//!
//! Source: docs/training.md and gliner/data_processing of github.com/urchade/GLiNER.

pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::json::{number, object, string};
use super::outlet::{About, Item, Loss, Lost, Options, Outlet, Part, Writer};
use super::tokens::{Token, sentences, touched};
use super::values::{lose_attributes, lose_document_labels, lose_notes};
use crate::domain::annotation::{AnnotationSet, Relation, Span};
use crate::domain::document::Document;
use crate::domain::id::{LabelId, SpanId};
use crate::domain::schema::Schema;
use crate::domain::text::{Range, Text};
use words::words;

/// So many words GLiNER reads of an example, unless `max_len` is set otherwise.
pub const LONGEST_EXAMPLE: usize = 384;

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(GlinerWriter { begun: BTreeSet::new() })
}

struct GlinerWriter {
    /// The files there are.
    begun: BTreeSet<String>,
}

impl Writer for GlinerWriter {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        let path = item.path("json");
        let words = words(item.document.text());
        let names = Names::of(&about.schema);
        for set in item.layers() {
            let examples = Examples::of(item.document, &set, &words, out);
            for n in 0..examples.ends.len() {
                let mut bytes = if self.begun.insert(path.clone()) { b"[\n".to_vec() } else { b",\n".to_vec() };
                examples.write(n, item.document.text(), &names, &mut bytes);
                out.append(&path, &bytes);
            }
            for span in set.spans().iter() {
                if span.fragments.count() > 1 {
                    out.lose(Loss::of_span(item.document, &set, span, Lost::Fragments, ""));
                }
                if let Some(name) = names.shared(&span.label) {
                    out.lose(Loss::of_span(item.document, &set, span, Lost::Label, name));
                }
                lose_attributes(item.document, &set, span, out);
            }
            lose_notes(item.document, &set, out);
            lose_document_labels(item.document, &set, out);
        }
    }

    fn finish(&mut self, _: &About, out: &mut dyn Outlet) {
        for path in &self.begun {
            out.append_to(path, Part::Tail, b"\n]\n");
        }
    }
}

/// What labels and relation types are called in the file, in the order of the label set.
struct Names<'a> {
    labels: Vec<(&'a LabelId, String)>,
    relations: Vec<(&'a str, String)>,
}

impl<'a> Names<'a> {
    fn of(schema: &'a Schema) -> Self {
        let natural = |name: &str, id: &str| match name.trim() {
            "" => id.to_lowercase(),
            name => name.to_lowercase(),
        };
        Self {
            labels: schema.labels.iter().map(|known| (&known.id, natural(&known.name, known.id.as_str()))).collect(),
            relations: schema
                .relations
                .iter()
                .map(|known| (known.id.as_str(), natural(&known.name, known.id.as_str())))
                .collect(),
        }
    }

    fn label(&self, id: &'a LabelId) -> &str {
        self.labels.iter().find(|(known, _)| *known == id).map_or(id.as_str(), |(_, name)| name)
    }

    fn relation(&self, id: &'a str) -> &str {
        self.relations.iter().find(|(known, _)| *known == id).map_or(id, |(_, name)| name)
    }

    /// The name of the label, if another label is called the same.
    fn shared(&self, id: &LabelId) -> Option<&str> {
        let (_, name) = self.labels.iter().find(|(known, _)| *known == id)?;
        self.labels.iter().any(|(other, same)| *other != id && same == name).then_some(name)
    }
}

/// Each name once.
fn once<'a, K: 'a>(names: &'a [(K, String)]) -> impl Iterator<Item = &'a str> {
    let is_first = move |n: usize, name: &str| names[..n].iter().all(|(_, before)| before != name);
    names.iter().enumerate().filter(move |(n, (_, name))| is_first(*n, name)).map(|(_, (_, name))| name.as_str())
}

/// A span and its words: the first and the one after the last.
struct Placed<'a> {
    span: &'a Span,
    first: usize,
    after: usize,
}

/// The examples one set becomes.
struct Examples<'a> {
    words: &'a [Token],
    /// In the order of their first words.
    spans: Vec<Placed<'a>>,
    /// Of each example, the word after its last.
    ends: Vec<usize>,
    /// Of each example, the relations with the places of head and tail among its spans.
    relations: Vec<Vec<(usize, usize, &'a Relation)>>,
}

impl<'a> Examples<'a> {
    fn of(document: &Document, set: &'a AnnotationSet, words: &'a [Token], out: &mut dyn Outlet) -> Self {
        let mut spans = Vec::with_capacity(set.spans().len());
        for span in set.spans().iter() {
            let Some((first, after)) = touched(words, span.hull()) else {
                out.lose(Loss::of_span(document, set, span, Lost::Span, "it is nothing but white space"));
                continue;
            };
            let whole = words[first].range.hull(words[after - 1].range);
            if whole != span.hull() {
                out.lose(Loss::of_span(document, set, span, Lost::Border, document.text().quote(whole)));
            }
            spans.push(Placed { span, first, after });
        }
        let ends = ends(document.text(), words, &spans);
        let mut examples = Self { words, spans, relations: vec![Vec::new(); ends.len()], ends };
        examples.place_relations(document, set, out);
        examples
    }

    fn place_relations(&mut self, document: &Document, set: &'a AnnotationSet, out: &mut dyn Outlet) {
        if set.relations().len() == 0 {
            return;
        }
        let mut places: BTreeMap<&SpanId, (usize, usize)> = BTreeMap::new();
        for n in 0..self.ends.len() {
            places.extend(self.spans_of(n).iter().enumerate().map(|(place, placed)| (&placed.span.id, (n, place))));
        }
        for relation in set.relations() {
            match (places.get(&relation.from), places.get(&relation.to)) {
                (Some((example, head)), Some((other, tail))) if example == other => {
                    self.relations[*example].push((*head, *tail, relation));
                }
                _ => {
                    let (id, kind) = (relation.id.as_str(), relation.kind.as_str());
                    let details = "its spans are not in one example";
                    out.lose(Loss::of_set(document, set, id, Lost::Relation, kind, details));
                }
            }
        }
    }

    fn start_of(&self, n: usize) -> usize {
        if n == 0 { 0 } else { self.ends[n - 1] }
    }

    fn spans_of(&self, n: usize) -> &[Placed<'a>] {
        let before = |end: usize| self.spans.partition_point(|placed| placed.first < end);
        &self.spans[before(self.start_of(n))..before(self.ends[n])]
    }

    fn write(&self, n: usize, text: &Text, names: &Names<'_>, out: &mut Vec<u8>) {
        let start = self.start_of(n);
        object(out, |fields| {
            fields.list("tokenized_text", "", self.words[start..self.ends[n]].iter(), |out, word| {
                string(out, text.quote(word.range));
            });
            fields.list("ner", "", self.spans_of(n).iter(), |out, placed| {
                let (first, last) = (placed.first - start, placed.after - 1 - start);
                triple(out, first, last, names.label(&placed.span.label));
            });
            fields.strings("ner_labels", once(&names.labels));
            if !self.relations[n].is_empty() {
                fields.list("relations", "", self.relations[n].iter(), |out, (head, tail, relation)| {
                    triple(out, *head, *tail, names.relation(relation.kind.as_str()));
                });
            }
            fields.strings("rel_labels", once(&names.relations));
        });
    }
}

fn triple(out: &mut Vec<u8>, one: usize, other: usize, name: &str) {
    out.push(b'[');
    for place in [one, other] {
        number(out, place as u64);
        out.push(b',');
    }
    string(out, name);
    out.push(b']');
}

/// Where examples end, each as the word after its last: where a sentence ends if there is one that does, else between words,
/// but not within a span. Only a span that is longer than an example makes a longer one.
fn ends(text: &Text, words: &[Token], spans: &[Placed<'_>]) -> Vec<usize> {
    if words.len() <= LONGEST_EXAMPLE {
        return if words.is_empty() { Vec::new() } else { vec![words.len()] };
    }
    let mut whole: Vec<(usize, usize)> = Vec::new();
    for placed in spans {
        match whole.last_mut() {
            Some((_, after)) if placed.first < *after => *after = placed.after.max(*after),
            _ => whole.push((placed.first, placed.after)),
        }
    }
    let ranges: Vec<Range> =
        whole.iter().map(|(first, after)| words[*first].range.hull(words[after - 1].range)).collect();
    let sentence_ends: Vec<usize> = sentences(text, text.whole(), &ranges)
        .into_iter()
        .map(|sentence| words.partition_point(|word| word.range.start() < sentence.end()))
        .collect();
    let mut ends = Vec::new();
    let mut start = 0;
    while words.len() - start > LONGEST_EXAMPLE {
        let furthest = start + LONGEST_EXAMPLE;
        let sentence = sentence_ends[..sentence_ends.partition_point(|end| *end <= furthest)].last();
        let cut = whole[..whole.partition_point(|(first, _)| *first < furthest)].last();
        start = match (sentence, cut) {
            (Some(end), _) if *end > start => *end,
            (_, Some((first, after))) if furthest < *after => {
                if *first > start {
                    *first
                } else {
                    *after
                }
            }
            _ => furthest,
        };
        ends.push(start);
    }
    if start < words.len() {
        ends.push(words.len());
    }
    ends
}
