//! What is left of a set as sentences of tagged words.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::is_blank;
use crate::domain::annotation::{AnnotationSet, AttributeValue, Span};
use crate::domain::document::Document;
use crate::domain::formats::outlet::{Loss, Lost, Outlet, quote_of};
use crate::domain::formats::tokens;
use crate::domain::id::AttributeId;
use crate::domain::text::{Range, Text};

/// A sentence. The ranges of a document's sentences together are its text.
#[derive(Clone, Debug)]
pub(in crate::domain::formats) struct Sentence<'a> {
    /// Its words with the space around them.
    pub(in crate::domain::formats) range: Range,
    /// Its words, at least one.
    pub(in crate::domain::formats) words: Vec<Word<'a>>,
}

/// A word or punctuation mark, without a blank character.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain::formats) struct Word<'a> {
    /// Where it stands.
    pub(in crate::domain::formats) range: Range,
    /// The span it is part of.
    pub(in crate::domain::formats) part: Option<Part<'a>>,
}

/// A word's part in a span.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain::formats) struct Part<'a> {
    /// The span.
    pub(in crate::domain::formats) span: &'a Span,
    /// Whether it is the span's first word.
    pub(in crate::domain::formats) first: bool,
    /// Whether it is the span's last word.
    pub(in crate::domain::formats) last: bool,
}

impl Part<'_> {
    /// Its letter in IOB2.
    pub(in crate::domain::formats) fn iob2(self) -> char {
        if self.first { 'B' } else { 'I' }
    }

    /// Its letter in BIOES.
    pub(in crate::domain::formats) fn bioes(self) -> char {
        match (self.first, self.last) {
            (true, true) => 'S',
            (true, false) => 'B',
            (false, true) => 'E',
            (false, false) => 'I',
        }
    }
}

/// The sentences of a document with what tags can tell of the set; what they can't is told to the outlet. None of the
/// spans that are kept goes on from one sentence to the next. A text without words has no sentences.
pub(in crate::domain::formats) fn sentences<'a>(
    document: &Document,
    set: &'a AnnotationSet,
    out: &mut dyn Outlet,
) -> Vec<Sentence<'a>> {
    let text = document.text();
    let kept = kept(document, set, out);
    let hulls: Vec<Range> = kept.iter().map(|span| span.hull()).collect();
    let words = words(text, &hulls);
    let mut sentences: Vec<Sentence<'a>> = Vec::new();
    let mut starts = starts(document, &hulls, &words).into_iter().peekable();
    let mut spans = kept.into_iter().peekable();
    for (n, range) in words.iter().enumerate() {
        let mut begins = sentences.is_empty();
        while starts.next_if(|start| *start <= range.start().byte()).is_some() {
            begins = true;
        }
        if begins {
            let start = if sentences.is_empty() { text.start() } else { range.start() };
            if let Some(before) = sentences.last_mut() {
                before.range = Range::ordered(before.range.start(), start);
            }
            sentences.push(Sentence { range: Range::ordered(start, text.end()), words: Vec::new() });
        }
        while spans.next_if(|span| span.hull().end() <= range.start()).is_some() {}
        let part = spans.peek().filter(|span| span.hull().overlaps(*range)).map(|span| Part {
            span,
            first: n == 0 || words[n - 1].end() <= span.hull().start(),
            last: words.get(n + 1).is_none_or(|next| next.start() >= span.hull().end()),
        });
        if let Some(sentence) = sentences.last_mut() {
            sentence.words.push(Word { range: *range, part });
        }
    }
    sentences
}

/// The spans that tags can tell of, in order; whatever else the set says is told to be lost.
fn kept<'a>(document: &Document, set: &'a AnnotationSet, out: &mut dyn Outlet) -> Vec<&'a Arc<Span>> {
    let text = document.text();
    let (worded, blank): (Vec<_>, Vec<_>) =
        set.spans().iter().partition(|span| !text.quote(span.hull()).chars().all(is_blank));
    let (kept, dropped) = tokens::without_overlaps(text, worded);
    for span in blank {
        out.lose(Loss::of_span(document, set, span, Lost::Span, "only white space"));
    }
    for span in dropped {
        out.lose(Loss::of_span(document, set, span, Lost::Overlap, span.label.as_str()));
    }
    for span in &kept {
        if span.fragments.count() > 1 {
            out.lose(Loss::of_span(document, set, span, Lost::Fragments, text.quote(span.hull())));
        }
        let quote = text.quote(span.hull());
        if quote.starts_with(is_blank) || quote.ends_with(is_blank) {
            out.lose(Loss::of_span(document, set, span, Lost::Border, quote.trim_matches(is_blank)));
        }
        if !span.attributes.is_empty() {
            out.lose(Loss::of_span(document, set, span, Lost::Attributes, names(&span.attributes)));
        }
        if !span.note.is_empty() {
            out.lose(Loss::of_span(document, set, span, Lost::Note, span.note.as_str()));
        }
    }
    for relation in set.relations() {
        let quote = |id| set.span(id).map(|span| quote_of(document, span)).unwrap_or_default();
        let ends = format!("{} → {}", quote(&relation.from), quote(&relation.to));
        out.lose(Loss::of_set(document, set, relation.id.as_str(), Lost::Relation, ends, relation.kind.as_str()));
    }
    if !set.document_labels.is_empty() {
        out.lose(Loss::of_set(document, set, "", Lost::DocumentLabels, "", names(&set.document_labels)));
    }
    kept
}

fn names(values: &BTreeMap<AttributeId, AttributeValue>) -> String {
    values.keys().map(AttributeId::as_str).collect::<Vec<_>>().join(", ")
}

/// The words of a text, none of which reaches over the border of one of the ranges.
fn words(text: &Text, ranges: &[Range]) -> Vec<Range> {
    let mut words = Vec::new();
    for token in tokens::tokens(text, ranges.iter().copied()) {
        let quote = text.quote(token.range);
        if !quote.contains(is_blank) {
            words.push(token.range);
            continue;
        }
        let mut at = token.range.start().byte();
        for piece in quote.split_inclusive(is_blank) {
            let word = piece.trim_end_matches(is_blank);
            words.extend(text.range(at, at + word.len()).filter(|word| !word.is_empty()));
            at += piece.len();
        }
    }
    words
}

/// The bytes at which sentences start, none of them inside a word or a span.
fn starts(document: &Document, spans: &[Range], words: &[Range]) -> Vec<usize> {
    let text = document.text();
    let is_inside = |ranges: &[Range], byte: usize| {
        let before = ranges.partition_point(|range| range.start().byte() < byte);
        before > 0 && ranges[before - 1].end().byte() > byte
    };
    let sentences = document.blocks().iter().flat_map(|block| tokens::sentences(text, block.range, spans));
    let starts = sentences.map(|sentence| sentence.start().byte());
    starts.filter(|start| !is_inside(spans, *start) && !is_inside(words, *start)).collect()
}
