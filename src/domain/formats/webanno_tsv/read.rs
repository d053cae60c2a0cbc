//! Reading WebAnno TSV.

use std::collections::{BTreeMap, HashMap};

use super::escape::{numbered, read as unescaped, stacked};
use super::{ASIDE, BASE, CHAINS, FORMAT, RELATIONS, ROLE, SENTENCE, SPANS, TEXT};
use crate::domain::annotation::AttributeValue;
use crate::domain::document::Metadata;
use crate::domain::formats::files::Files;
use crate::domain::formats::inception::{LABEL_FEATURES, Layers, SPAN_LAYER, Source, each_file, short_name};
use crate::domain::formats::intake::{
    Intake, RawDocument, RawRelation, RawSet, RawSpan, Unreadable, beginning, check_json,
};
use crate::domain::formats::json::{Record, read_string, whole_number};
use crate::domain::formats::placing::Unit;
use crate::domain::formats::postil::{read_metadata, read_values};
use crate::domain::formats::problem::Problem;
use crate::domain::id::AttributeId;

/// More white space than this between two sentences is a mistake in the offsets.
const WIDEST_GAP: usize = 1 << 16;

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let mut layers = Layers::default();
    each_file(files, ".tsv", intake, |intake, source, content| {
        let mut lines = content.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).enumerate();
        match lines.next() {
            Some((_, first)) if first.starts_with(FORMAT) => {
                let body = Body::of(lines.map(|(n, line)| (n + 1, line)), intake, source);
                body.document(intake, source, &mut layers);
            }
            _ => {
                let problem = Problem::Malformed(format!("no {FORMAT} in the first line"));
                intake.warn(source.at(""), problem, Some(&beginning(content)));
            }
        }
    })
}

/// What a layer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Spans,
    Relations,
    Chains,
}

/// The columns of one type.
#[derive(Debug)]
struct Layer<'a> {
    kind: Kind,
    name: &'a str,
    /// What its columns hold; a layer without features has one that is empty.
    columns: Vec<&'a str>,
    /// The cell its first column is.
    first: usize,
}

impl<'a> Layer<'a> {
    fn label(&self) -> Option<&'a str> {
        LABEL_FEATURES.iter().find_map(|label| self.columns.iter().find(|column| *column == label)).copied()
    }

    /// Whether the column links to something instead of saying it: the roles of a slot, or what fills them.
    fn is_slot(&self, column: usize) -> bool {
        let is_role = |column: usize| self.columns[column].starts_with(ROLE);
        is_role(column) || (column > 0 && is_role(column - 1))
    }
}

/// A token or a part of one.
#[derive(Debug)]
struct Row<'a> {
    line: usize,
    name: &'a str,
    begin: usize,
    end: usize,
    form: String,
    cells: Vec<&'a str>,
}

#[derive(Debug, Default)]
struct Sentence<'a> {
    /// Its text, with a line end after each line.
    text: String,
    rows: Vec<Row<'a>>,
}

/// What the line of this program's own says.
#[derive(Debug, Default)]
struct Aside {
    document: Option<String>,
    annotator: Option<String>,
    leading: String,
    attributes: BTreeMap<String, String>,
    document_labels: BTreeMap<AttributeId, AttributeValue>,
    metadata: Metadata,
}

/// A file after its first line.
#[derive(Debug, Default)]
struct Body<'a> {
    layers: Vec<Layer<'a>>,
    sentences: Vec<Sentence<'a>>,
    aside: Option<Aside>,
}

impl<'a> Body<'a> {
    fn of(lines: impl Iterator<Item = (usize, &'a str)>, intake: &mut Intake<'_>, source: &Source<'_>) -> Self {
        let mut body = Self::default();
        let mut begins_sentence = true;
        for (number, line) in lines {
            let mut warn = |problem| intake.warn(source.at(&format!("line {number}")), problem, Some(&beginning(line)));
            if line.trim().is_empty() {
                begins_sentence = true;
            } else if let Some(text) = line.strip_prefix(TEXT) {
                begins_sentence |= body.sentences.last().is_none_or(|sentence| !sentence.rows.is_empty());
                if std::mem::take(&mut begins_sentence) {
                    body.sentences.push(Sentence::default());
                }
                if let Some(sentence) = body.sentences.last_mut() {
                    sentence.text.push_str(&unescaped(text));
                    sentence.text.push('\n');
                }
            } else if let Some(json) = line.strip_prefix(ASIDE) {
                match aside(json) {
                    Ok(aside) => body.aside = Some(aside),
                    Err(problem) => warn(problem),
                }
            } else if line.starts_with('#') {
                if !line.starts_with(SENTENCE) && !body.add_layer(line) {
                    warn(Problem::NotKept("a comment".into()));
                }
            } else {
                match row(number, line) {
                    Ok(row) => {
                        let columns = body.layers.last().map_or(0, |layer| layer.first + layer.columns.len());
                        if row.cells.len() < columns {
                            warn(Problem::Malformed(format!("{} of {columns} columns", row.cells.len())));
                        }
                        match body.sentences.last_mut() {
                            Some(sentence) => sentence.rows.push(row),
                            None => warn(Problem::Malformed("a token before any sentence".into())),
                        }
                    }
                    Err(problem) => warn(problem),
                }
            }
        }
        body
    }

    /// Takes in what a line says of a layer, if it does.
    fn add_layer(&mut self, line: &'a str) -> bool {
        let kinds = [(SPANS, Kind::Spans), (RELATIONS, Kind::Relations), (CHAINS, Kind::Chains)];
        let Some((kind, rest)) = kinds.iter().find_map(|(prefix, kind)| Some((*kind, line.strip_prefix(prefix)?)))
        else {
            return false;
        };
        let mut parts = rest.split('|');
        let name = parts.next().unwrap_or_default();
        let first = self.layers.last().map_or(0, |layer| layer.first + layer.columns.len());
        let mut columns: Vec<&str> = parts.collect();
        if columns.is_empty() {
            columns.push("");
        }
        self.layers.push(Layer { kind, name, columns, first });
        true
    }

    /// What the offsets count: UTF-16 units, unless tokens show that they are code points.
    fn unit(&self) -> Unit {
        let rows = self.sentences.iter().flat_map(|sentence| &sentence.rows);
        for row in rows.filter(|row| row.form.chars().any(|character| character.len_utf16() > 1)) {
            let length = row.end.wrapping_sub(row.begin);
            if length == row.form.encode_utf16().count() {
                return Unit::Utf16;
            }
            if length == row.form.chars().count() {
                return Unit::CodePoint;
            }
        }
        Unit::Utf16
    }

    fn document(mut self, intake: &mut Intake<'_>, source: &Source<'_>, layers: &mut Layers) {
        let unit = self.unit();
        let text = self.text(unit, intake, source);
        let aside = self.aside.take().unwrap_or_default();
        let mut found = Found { attributes: aside.attributes, ..Found::default() };
        for row in self.sentences.iter().flat_map(|sentence| &sentence.rows) {
            for (n, layer) in self.layers.iter().enumerate() {
                let mut cells = (0..layer.columns.len()).map(|n| row.cell(layer.first + n));
                if cells.clone().all(|cell| cell == "_") {
                    continue;
                }
                let at = source.at(&format!("line {}", row.line));
                match layer.kind {
                    Kind::Spans => found.spans(&at, row, n, layer, intake),
                    Kind::Relations => found.relations(&at, row, n, layer, intake),
                    Kind::Chains => {
                        let link = Problem::NotKept(format!("a link of the chains {}", layer.name));
                        intake.warn(at, link, Some(&cells.by_ref().collect::<Vec<_>>().join(" ")));
                        continue;
                    }
                }
                layers.tell_label(intake, source, layer.name, layer.label());
            }
        }
        if unit != Unit::Utf16 {
            let spans = found.spans.len();
            intake.warn(source.at(""), Problem::Counted { how: "codepoint".into(), spans }, None);
        }
        let relations = found.linked(&self.layers);
        let set = RawSet { spans: found.spans, relations, document_labels: aside.document_labels, ..RawSet::default() };
        let annotator = source.annotator().map(|name| aside.annotator.unwrap_or_else(|| name.to_owned()));
        let document = aside.document.or_else(|| source.document().map(str::to_owned));
        intake.document(RawDocument {
            at: source.at(""),
            id: Some(document.unwrap_or_else(|| source.stem().to_owned())),
            text,
            metadata: aside.metadata,
            unit,
            sets: annotator.map(|annotator| RawSet { annotator, ..set }).into_iter().collect(),
            ..RawDocument::default()
        });
    }

    /// Puts the sentences together as the offsets of their tokens say, and makes the offsets fit where they can't.
    fn text(&mut self, unit: Unit, intake: &mut Intake<'_>, source: &Source<'_>) -> String {
        let length = |text: &str| match unit {
            Unit::CodePoint => text.chars().count(),
            _ => text.encode_utf16().count(),
        };
        let leading = self.aside.as_ref().map_or("", |aside| aside.leading.as_str());
        let mut text = String::new();
        let (mut at, mut filled) = (0, 0);
        for (n, sentence) in self.sentences.iter_mut().enumerate() {
            if let Some(Row { begin, line, .. }) = sentence.rows.first() {
                let (begin, line) = (*begin, *line);
                if at == begin.saturating_add(1) && text.ends_with('\n') {
                    text.pop();
                    at -= 1;
                } else if n > 0 {
                    filled += 1;
                }
                if n == 0 && length(leading) == begin {
                    text.push_str(leading);
                    at = begin;
                } else if at < begin && begin - at <= WIDEST_GAP {
                    filled += begin - at;
                    text.extend(std::iter::repeat_n(' ', begin - at));
                    at = begin;
                }
                if at != begin {
                    let problem =
                        Problem::Malformed(format!("the sentence begins at {begin}, the text before it ends at {at}"));
                    intake.warn(source.at(&format!("line {line}")), problem, None);
                    for row in &mut sentence.rows {
                        row.begin = row.begin.wrapping_sub(begin).wrapping_add(at);
                        row.end = row.end.wrapping_sub(begin).wrapping_add(at);
                    }
                }
            }
            text.push_str(&sentence.text);
            at += length(&sentence.text);
        }
        text.pop();
        if filled > 0 && self.aside.is_none() {
            let filled =
                format!("{filled} characters between sentences, which the file leaves out: line ends and spaces");
            intake.warn(source.at(""), Problem::ReadAs(filled), None);
        }
        text
    }
}

fn aside(json: &str) -> Result<Aside, Problem> {
    check_json(json).map_err(|column| Problem::Malformed(format!("not JSON from column {column} of it")))?;
    let mut record = Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))?;
    let attributes = record.record("attributes")?.into_fields();
    Ok(Aside {
        document: record.string("document")?,
        annotator: record.string("annotator")?,
        leading: record.string("leading")?.unwrap_or_default(),
        attributes: attributes.filter_map(|(feature, json)| Some((feature, read_string(json)?))).collect(),
        document_labels: read_values(record.record("document_labels")?)?,
        metadata: read_metadata(record.record("metadata")?),
    })
}

fn row(line: usize, content: &str) -> Result<Row<'_>, Problem> {
    let malformed = || Problem::Malformed("no row of a token".into());
    let mut cells = content.split('\t');
    let (name, offsets) = cells.next().zip(cells.next()).ok_or_else(malformed)?;
    let form = unescaped(cells.next().ok_or_else(malformed)?);
    let (begin, end) = offsets.split_once('-').ok_or_else(malformed)?;
    let (begin, end) = whole_number(begin).zip(whole_number(end)).ok_or_else(malformed)?;
    let mut cells: Vec<&str> = cells.collect();
    if cells.last() == Some(&"") {
        cells.pop();
    }
    Ok(Row { line, name, begin, end, form, cells })
}

impl<'a> Row<'a> {
    fn cell(&self, n: usize) -> &'a str {
        self.cells.get(n).copied().unwrap_or("_")
    }
}

/// What was found in the rows so far.
#[derive(Default)]
struct Found<'a> {
    /// The attributes of features that are called otherwise.
    attributes: BTreeMap<String, String>,
    spans: Vec<RawSpan>,
    /// The layer and span of each number.
    numbered: HashMap<usize, (usize, usize)>,
    /// The first span of a layer that stands in a row, by the row's name.
    firsts: HashMap<(&'a str, usize), usize>,
    relations: Vec<Link<'a>>,
}

/// A relation whose ends are not looked up yet.
struct Link<'a> {
    layer: usize,
    /// The row it stands in.
    row: &'a str,
    /// The row it comes from.
    source: &'a str,
    /// The numbers of the spans it comes from and goes to; 0 where they are told by their rows.
    numbers: (usize, usize),
    relation: RawRelation,
}

impl<'a> Found<'a> {
    fn spans(&mut self, at: &str, row: &Row<'a>, number: usize, layer: &Layer<'a>, intake: &mut Intake<'_>) {
        let label = layer.label();
        let mut stack: Vec<usize> = Vec::new();
        for (n, column) in layer.columns.iter().enumerate() {
            let cell = row.cell(layer.first + n);
            if layer.is_slot(n) {
                if cell != "_" && cell != "*" {
                    intake.warn(at, Problem::NotKept(format!("what {column} links to")), Some(cell));
                }
                continue;
            }
            if cell == "_" {
                continue;
            }
            for (depth, value) in stacked(cell).enumerate() {
                let (value, id) = numbered(value);
                let id = id.and_then(|id| id.parse().ok());
                let span = match stack.get(depth) {
                    Some(span) => *span,
                    None => {
                        let span = self.span_at(at, row, number, id);
                        stack.push(span);
                        span
                    }
                };
                if value != "*" && !column.is_empty() {
                    self.say(span, layer, column, label, value);
                }
            }
        }
        for span in stack {
            self.firsts.entry((row.name, number)).or_insert(span);
            let span = &mut self.spans[span];
            if span.label.is_empty() {
                span.label = short_name(layer.name).to_owned();
            }
        }
    }

    /// The span with this number, which goes on in this row, or a new one.
    fn span_at(&mut self, at: &str, row: &Row<'a>, layer: usize, id: Option<usize>) -> usize {
        let known = id.and_then(|id| self.numbered.get(&id)).filter(|(of, _)| *of == layer);
        if let Some((_, span)) = known {
            let span_of = &mut self.spans[*span];
            let (begin, end) = &mut span_of.fragments[0];
            (*begin, *end) = ((*begin).min(row.begin), (*end).max(row.end));
            span_of.quote = None;
            return *span;
        }
        let span = self.spans.len();
        if let Some(id) = id {
            self.numbered.insert(id, (layer, span));
        }
        self.spans.push(RawSpan {
            at: at.to_owned(),
            id: Some(format!("s{}", span + 1)),
            fragments: vec![(row.begin, row.end)],
            quote: Some(row.form.clone()),
            ..RawSpan::default()
        });
        span
    }

    /// Takes in what a column says of a span, unless an earlier row said it.
    fn say(&mut self, span: usize, layer: &Layer<'a>, column: &str, label: Option<&str>, value: &str) {
        let span = &mut self.spans[span];
        if label == Some(column) {
            if span.label.is_empty() {
                span.label = unescaped(value);
            }
        } else if column == "note" && layer.name == SPAN_LAYER {
            if span.note.is_empty() {
                span.note = unescaped(value);
            }
        } else {
            let attribute = self.attributes.get(column).map_or(column, String::as_str);
            let said = || AttributeValue::Text(unescaped(value));
            span.attributes.entry(AttributeId::new(attribute)).or_insert_with(said);
        }
    }

    fn relations(&mut self, at: &str, row: &Row<'a>, number: usize, layer: &Layer<'a>, intake: &mut Intake<'_>) {
        let label = layer.label();
        let (mut labels, mut notes, mut sources) = (Vec::new(), Vec::new(), Vec::new());
        for (n, column) in layer.columns.iter().enumerate() {
            let cell = row.cell(layer.first + n);
            if column.starts_with(BASE) {
                sources = stacked(cell).collect();
            } else if Some(*column) == label {
                labels = stacked(cell).collect();
            } else if *column == "note" {
                notes = stacked(cell).collect();
            } else if cell != "_" && cell != "*" {
                intake.warn(at, Problem::NotKept(format!("{column} of a relation")), Some(cell));
            }
        }
        let said = |values: &[&str], depth: usize| {
            values.get(depth).filter(|value| **value != "*").map(|value| unescaped(numbered(value).0))
        };
        for (depth, value) in sources.into_iter().enumerate() {
            let (source, ids) = numbered(value);
            let ids = ids.and_then(|ids| ids.split_once('_')).unwrap_or(("0", "0"));
            let id = |id: &str| id.parse().unwrap_or_default();
            let kind = said(&labels, depth).unwrap_or_else(|| short_name(layer.name).to_owned());
            let note = said(&notes, depth).unwrap_or_default();
            self.relations.push(Link {
                layer: number,
                row: row.name,
                source,
                numbers: (id(ids.0), id(ids.1)),
                relation: RawRelation { at: at.to_owned(), kind, note, ..RawRelation::default() },
            });
        }
    }

    /// The relations with the names of the spans they link; where there is none, with that of the row.
    fn linked(&mut self, layers: &[Layer<'a>]) -> Vec<RawRelation> {
        let relations = std::mem::take(&mut self.relations);
        let ends = |link: &Link<'a>| {
            let base = layers[link.layer].columns.iter().find_map(|column| column.strip_prefix(BASE));
            let base = layers.iter().position(|layer| layer.kind == Kind::Spans && Some(layer.name) == base);
            let span = |number: usize, row: &'a str| match number {
                0 => self.firsts.get(&(row, base?)).copied(),
                number => self.numbered.get(&number).map(|(_, span)| *span),
            };
            let name = |span: Option<usize>, row: &str| {
                span.and_then(|span| self.spans[span].id.clone()).unwrap_or_else(|| row.to_owned())
            };
            (name(span(link.numbers.0, link.source), link.source), name(span(link.numbers.1, link.row), link.row))
        };
        let with_ends = |link: Link<'a>| {
            let (from, to) = ends(&link);
            RawRelation { from, to, ..link.relation }
        };
        relations.into_iter().map(with_ends).collect()
    }
}
