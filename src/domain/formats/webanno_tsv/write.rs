//! Writing WebAnno TSV.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::escape::{write_text, write_value};
use super::{ASIDE, BASE, FORMAT, RELATIONS, SPANS, TEXT};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Relation, Span};
use crate::domain::document::Document;
use crate::domain::formats::cas::Features;
use crate::domain::formats::inception::{Layout, RELATION_LAYER, SPAN_LAYER};
use crate::domain::formats::json::object;
use crate::domain::formats::outlet::{About, Item, Loss, Lost, Options, Outlet, Writer};
use crate::domain::formats::postil::{write_metadata, write_values};
use crate::domain::formats::tokens::{Token, sentences, tokens, touched};
use crate::domain::id::{AttributeId, SpanId};
use crate::domain::text::{Offset, Range, Text};

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(TsvWriter {
        layout: Layout::default(),
        features: Features::new(&["sofa", "begin", "end", "label", "note"]),
    })
}

struct TsvWriter {
    layout: Layout,
    features: Features,
}

impl Writer for TsvWriter {
    fn document(&mut self, item: &Item<'_>, _: &About, out: &mut dyn Outlet) {
        let document = item.document;
        let grid = Grid::of(document.text());
        for (path, set) in self.layout.paths(item, "tsv").iter().zip(item.layers()) {
            if !grid.leading().is_empty() {
                let details = "other readers make spaces of the white space before the first word";
                out.lose(Loss::of_set(document, &set, "", Lost::Text, "", details));
            }
            let table = Table::new(document, &set, &grid, &mut self.features, out);
            out.append(path, table.written().as_bytes());
        }
    }

    fn finish(&mut self, _: &About, _: &mut dyn Outlet) {}
}

/// The tokens of a text, none of them white space, and the sentences they make up.
struct Grid<'a> {
    text: &'a Text,
    tokens: Vec<Token>,
    /// Where each token starts and ends, in UTF-16 units.
    offsets: Vec<(usize, usize)>,
    /// The first token of each sentence.
    sentences: Vec<usize>,
}

impl<'a> Grid<'a> {
    fn of(text: &'a Text) -> Self {
        let mut tokens = tokens(text, []);
        tokens.retain(|token| !token.is_space(text));
        if tokens.is_empty() && !text.is_empty() {
            // Without a token, a sentence and its text can't be told.
            tokens.push(Token { range: text.whole(), space_after: false });
        }
        let whole: Vec<Range> = tokens.iter().map(|token| token.range).collect();
        let mut starts: Vec<usize> = sentences(text, text.whole(), &whole)
            .into_iter()
            .map(|sentence| tokens.partition_point(|token| token.range.start() < sentence.start()))
            .filter(|first| *first < tokens.len())
            .collect();
        starts.dedup();
        // Counting on from one token to the next is much faster than from the start of the text for each.
        let (mut before, mut at) = (text.start(), 0);
        let mut count_to = |offset| {
            at += text.quote(Range::ordered(before, offset)).encode_utf16().count();
            before = offset;
            at
        };
        let offsets = whole.iter().map(|token| (count_to(token.start()), count_to(token.end()))).collect();
        Self { text, tokens, offsets, sentences: starts }
    }

    /// The white space before the first token that isn't made of spaces, which is what readers put there.
    fn leading(&self) -> &'a str {
        let first = self.tokens.first().map_or(self.text.start(), |token| token.range.start());
        let leading = self.text.quote(Range::ordered(self.text.start(), first));
        if leading.bytes().all(|byte| byte == b' ') { "" } else { leading }
    }

    /// The number of a token's sentence and its own in it.
    fn number(&self, token: usize) -> (usize, usize) {
        let sentence = self.sentences.partition_point(|first| *first <= token);
        (sentence, token - self.sentences[sentence - 1] + 1)
    }
}

/// The start and end of a part of a token; the first goes first, of those the longest.
type Part = (Offset, Reverse<Offset>);

/// A token, or a part of one: what has a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Unit {
    token: usize,
    part: Option<Part>,
}

/// The rows of one annotator's work.
struct Table<'a> {
    document: &'a Document,
    set: &'a AnnotationSet,
    grid: &'a Grid<'a>,
    spans: Vec<&'a Arc<Span>>,
    /// The first unit of each span; nothing for one that stands on no token.
    firsts: Vec<Option<Unit>>,
    /// The number that tells a span from others; 0 where none is needed.
    numbers: Vec<usize>,
    /// The spans on each whole token.
    on_tokens: Vec<Vec<usize>>,
    /// The spans on each part of a token.
    on_parts: BTreeMap<usize, BTreeMap<Part, Vec<usize>>>,
    /// The relations that stand in each row: the number of the span each comes from and goes to, and which it is.
    relations: BTreeMap<Unit, Vec<(usize, usize, &'a Relation)>>,
    has_relation_notes: bool,
    /// The columns of spans: each feature with every span's value, escaped.
    columns: Vec<(String, Vec<String>)>,
    /// Attributes whose features are called otherwise.
    renamed: Vec<(String, AttributeId)>,
}

impl<'a> Table<'a> {
    fn new(
        document: &'a Document,
        set: &'a AnnotationSet,
        grid: &'a Grid<'a>,
        features: &mut Features,
        out: &mut dyn Outlet,
    ) -> Self {
        let spans: Vec<&Arc<Span>> = set.spans().iter().collect();
        let mut table = Self {
            document,
            set,
            grid,
            firsts: vec![None; spans.len()],
            numbers: vec![0; spans.len()],
            on_tokens: vec![Vec::new(); grid.tokens.len()],
            on_parts: BTreeMap::new(),
            relations: BTreeMap::new(),
            has_relation_notes: set.relations().any(|relation| !relation.note.is_empty()),
            columns: Vec::new(),
            renamed: Vec::new(),
            spans,
        };
        for span in 0..table.spans.len() {
            table.place(span, out);
        }
        table.link(out);
        table.number();
        table.fill(features, out);
        table
    }

    /// Puts a span on the tokens it touches.
    fn place(&mut self, n: usize, out: &mut dyn Outlet) {
        let span = self.spans[n];
        let hull = span.hull();
        let mut lose = |what, details: &str| out.lose(Loss::of_span(self.document, self.set, span, what, details));
        let Some((first, after)) = touched(&self.grid.tokens, hull) else {
            lose(Lost::Span, "it marks nothing but white space, which has no row");
            return;
        };
        if span.fragments.count() > 1 {
            lose(Lost::Fragments, "it reaches from the first fragment to the last");
        }
        let (starts, ends) = (self.grid.tokens[first].range.start(), self.grid.tokens[after - 1].range.end());
        if hull.start() < starts || hull.end() > ends {
            lose(Lost::Border, "it can't begin or end in the white space between tokens");
        }
        for token in first..after {
            let range = self.grid.tokens[token].range;
            let covered = Range::ordered(range.start().max(hull.start()), range.end().min(hull.end()));
            let part = (covered != range).then_some((covered.start(), Reverse(covered.end())));
            self.firsts[n].get_or_insert(Unit { token, part });
            match part {
                None => self.on_tokens[token].push(n),
                Some(part) => self.on_parts.entry(token).or_default().entry(part).or_default().push(n),
            }
        }
    }

    /// Puts the relations in the rows where the spans they go to begin.
    fn link(&mut self, out: &mut dyn Outlet) {
        if self.set.relations().len() == 0 {
            return;
        }
        let places: BTreeMap<&SpanId, usize> = self.spans.iter().enumerate().map(|(n, span)| (&span.id, n)).collect();
        for relation in self.set.relations() {
            let placed = |id| places.get(id).copied().filter(|span| self.firsts[*span].is_some());
            let ends = placed(&relation.from).zip(placed(&relation.to));
            match ends.and_then(|(from, to)| Some((from, to, self.firsts[to]?))) {
                Some((from, to, row)) => self.relations.entry(row).or_default().push((from, to, relation)),
                None => {
                    let of = relation.id.as_str();
                    let details = "it links a span that stands on no token";
                    out.lose(Loss::of_set(
                        self.document,
                        self.set,
                        of,
                        Lost::Relation,
                        relation.kind.as_str(),
                        details,
                    ));
                }
            }
        }
    }

    /// Gives numbers to the spans that go over several rows or share one, and to those on parts that relations link, since
    /// INCEpTION finds no more than nine parts of a token by their own number.
    fn number(&mut self) {
        let mut rows = vec![0_usize; self.spans.len()];
        let mut needs = vec![false; self.spans.len()];
        let stacks = self.on_tokens.iter().chain(self.on_parts.values().flat_map(BTreeMap::values));
        for stack in stacks {
            for span in stack {
                rows[*span] += 1;
                needs[*span] |= stack.len() > 1 || rows[*span] > 1;
            }
        }
        for span in self.relations.values().flatten().flat_map(|(from, to, _)| [*from, *to]) {
            needs[span] |= self.firsts[span].is_some_and(|unit| unit.part.is_some());
        }
        let mut last = 0;
        for (number, _) in self.numbers.iter_mut().zip(needs).filter(|(_, needs)| *needs) {
            last += 1;
            *number = last;
        }
    }

    /// Fills the columns of spans.
    fn fill(&mut self, features: &mut Features, out: &mut dyn Outlet) {
        let value = |said: Option<&str>| {
            let mut written = String::new();
            match said {
                Some(said) => write_value(&mut written, said),
                None => written.push('*'),
            }
            written
        };
        let labels = self.spans.iter().map(|span| value(Some(span.label.as_str()))).collect();
        self.columns.push(("label".to_owned(), labels));
        let attributes: BTreeSet<&AttributeId> = self.spans.iter().flat_map(|span| span.attributes.keys()).collect();
        for attribute in attributes {
            let feature = features.for_text(attribute).to_owned();
            let mut said = Vec::with_capacity(self.spans.len());
            for span in &self.spans {
                let values = span.attributes.get(attribute);
                said.push(value(values.and_then(one_value).as_deref()));
                if let Some(AttributeValue::Texts(texts)) = values
                    && texts.len() != 1
                {
                    let how = if texts.is_empty() {
                        "an empty list is no value"
                    } else {
                        "several values are one, with commas"
                    };
                    let details = format!("{attribute}: {how}");
                    out.lose(Loss::of_span(self.document, self.set, span, Lost::Attributes, details));
                }
            }
            if feature != attribute.as_str() {
                self.renamed.push((feature.clone(), attribute.clone()));
            }
            self.columns.push((feature, said));
        }
        if self.spans.iter().any(|span| !span.note.is_empty()) {
            let note = |span: &&Arc<Span>| value(Some(span.note.as_str()).filter(|note| !note.is_empty()));
            self.columns.push(("note".to_owned(), self.spans.iter().map(note).collect()));
        }
    }

    fn written(&self) -> String {
        let mut out = format!("{FORMAT}3.3\n");
        if !self.spans.is_empty() {
            out.extend([SPANS, SPAN_LAYER]);
            self.columns.iter().for_each(|(feature, _)| out.extend(["|", feature]));
            out.push('\n');
        }
        if !self.relations.is_empty() {
            let note = if self.has_relation_notes { "|note" } else { "" };
            out.extend([RELATIONS, RELATION_LAYER, "|label", note, "|", BASE, SPAN_LAYER, "\n"]);
        }
        out.push_str("\n\n");
        self.write_aside(&mut out);
        for (n, first) in self.grid.sentences.iter().enumerate() {
            if n > 0 {
                out.push('\n');
            }
            let after = self.grid.sentences.get(n + 1).copied();
            self.write_text(&mut out, *first, after);
            for token in *first..after.unwrap_or(self.grid.tokens.len()) {
                self.write_row(&mut out, Unit { token, part: None }, &self.on_tokens[token]);
                for (part, spans) in self.on_parts.get(&token).into_iter().flatten() {
                    self.write_row(&mut out, Unit { token, part: Some(*part) }, spans);
                }
            }
        }
        out
    }

    /// Writes what the format has no place for.
    fn write_aside(&self, out: &mut String) {
        let mut aside = Vec::new();
        object(&mut aside, |fields| {
            fields.string("document", self.document.id().as_str());
            fields.string("annotator", self.set.annotator.as_str());
            fields.text("leading", self.grid.leading());
            if !self.renamed.is_empty() {
                fields.object("attributes", |fields| {
                    self.renamed.iter().for_each(|(feature, attribute)| fields.string(feature, attribute.as_str()));
                });
            }
            if !self.set.document_labels.is_empty() {
                fields.object("document_labels", |fields| write_values(fields, &self.set.document_labels));
            }
            fields.object("metadata", |fields| write_metadata(fields, &self.document.metadata));
        });
        out.push_str(ASIDE);
        out.push_str(&String::from_utf8_lossy(&aside));
        out.push('\n');
    }

    /// Writes the text of the sentence from one token to before another, or to the end.
    fn write_text(&self, out: &mut String, first: usize, after: Option<usize>) {
        let text = self.grid.text;
        let start = self.grid.tokens[first].range.start();
        let end = after.map_or(text.end(), |after| self.grid.tokens[after].range.start());
        let mut content = text.quote(Range::ordered(start, end));
        if after.is_some() {
            // Readers put a line end between any two sentences that don't touch.
            content = content.strip_suffix('\n').unwrap_or(content);
        }
        for line in content.split('\n') {
            out.push_str(TEXT);
            write_text(out, line);
            out.push('\n');
        }
    }

    fn write_row(&self, out: &mut String, unit: Unit, spans: &[usize]) {
        let text = self.grid.text;
        let (range, (start, end)) = match unit.part {
            Some((start, Reverse(end))) => (Range::ordered(start, end), (text.utf16(start), text.utf16(end))),
            None => (self.grid.tokens[unit.token].range, self.grid.offsets[unit.token]),
        };
        self.write_name(out, unit);
        out.extend(["\t", &start.to_string(), "-", &end.to_string(), "\t"]);
        write_text(out, text.quote(range));
        out.push('\t');
        if !self.spans.is_empty() {
            for (_, values) in &self.columns {
                write_stack(out, spans, |out, span| {
                    out.push_str(&values[*span]);
                    if self.numbers[*span] > 0 {
                        out.extend(["[", &self.numbers[*span].to_string(), "]"]);
                    }
                });
            }
        }
        if !self.relations.is_empty() {
            let relations = self.relations.get(&unit).map_or(&[][..], Vec::as_slice);
            write_stack(out, relations, |out, (.., relation)| write_value(out, relation.kind.as_str()));
            if self.has_relation_notes {
                write_stack(out, relations, |out, (.., relation)| match relation.note.as_str() {
                    "" => out.push('*'),
                    note => write_value(out, note),
                });
            }
            write_stack(out, relations, |out, (from, to, _)| self.write_source(out, *from, *to));
        }
        out.push('\n');
    }

    /// Writes where a relation comes from.
    fn write_source(&self, out: &mut String, from: usize, to: usize) {
        if let Some(unit) = self.firsts[from] {
            self.write_name(out, unit);
        }
        let (from, to) = (self.numbers[from], self.numbers[to]);
        if from > 0 || to > 0 {
            out.extend(["[", &from.to_string(), "_", &to.to_string(), "]"]);
        }
    }

    /// Writes the name of a row.
    fn write_name(&self, out: &mut String, unit: Unit) {
        let (sentence, token) = self.grid.number(unit.token);
        out.extend([&sentence.to_string(), "-", &token.to_string()]);
        if let Some(part) = unit.part {
            let place = self.on_parts.get(&unit.token).map_or(0, |parts| parts.range(..part).count());
            out.extend([".", &(place + 1).to_string()]);
        }
    }
}

/// Writes a cell: a value for each, or that there is none.
fn write_stack<T>(out: &mut String, stack: &[T], mut write: impl FnMut(&mut String, &T)) {
    if stack.is_empty() {
        out.push('_');
    }
    for (n, item) in stack.iter().enumerate() {
        if n > 0 {
            out.push('|');
        }
        write(out, item);
    }
    out.push('\t');
}

/// The value as one string; nothing if there is none.
fn one_value(value: &AttributeValue) -> Option<Cow<'_, str>> {
    Some(match value {
        AttributeValue::Text(text) => Cow::Borrowed(text),
        AttributeValue::Texts(texts) if texts.is_empty() => return None,
        AttributeValue::Texts(texts) => Cow::Owned(texts.join(", ")),
        AttributeValue::Number(number) => Cow::Borrowed(number.as_str()),
        AttributeValue::YesNo(yes) => Cow::Borrowed(if *yes { "true" } else { "false" }),
    })
}
