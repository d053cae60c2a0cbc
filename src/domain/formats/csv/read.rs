//! Reading tables: those that are written here, and those that others write, with the text in each row or in the first of its
//! document.

use std::collections::{BTreeMap, BTreeSet};

use super::header::{Column, Header};
use super::rows::{BadRow, Row, Rows, delimiter};
use crate::domain::annotation::AttributeValue;
use crate::domain::document::{Metadata, Unknown};
use crate::domain::formats::detect::Looked;
use crate::domain::formats::files::Files;
use crate::domain::formats::intake::{
    Intake, RawDocument, RawEntry, RawRelation, RawSet, RawSpan, Unreadable, beginning, check_json,
};
use crate::domain::formats::json::{Record, string, whole_number};
use crate::domain::formats::postil::read_values;
use crate::domain::formats::problem::Problem;
use crate::domain::id::AttributeId;

/// The endings of tables.
const ENDINGS: [&str; 2] = [".csv", ".tsv"];

/// Whether what was looked at is a table with texts.
pub fn fits(looked: &Looked<'_>) -> bool {
    looked.heads().any(|(path, head)| {
        let separator = char::from(delimiter(head));
        let line = head.lines().find(|line| !line.starts_with("sep=")).unwrap_or_default();
        let header = Header::of(line.split(separator).map(|name| name.trim_matches('"')));
        let others = [Column::Document, Column::Id, Column::Label, Column::Quote, Column::Title];
        header.is_own()
            || (header.has(Column::Text)
                && (others.iter().any(|column| header.has(*column))
                    || ENDINGS.iter().any(|ending| path.ends_with(ending))))
    })
}

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine, or none of them has a column with texts.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let paths = files.paths();
    let alone = paths.len() == 1;
    let mut was_any = false;
    for path in &paths {
        let io = |error| Unreadable::io(path, &error);
        if !alone && !ENDINGS.iter().any(|ending| path.ends_with(ending)) {
            intake.warn(path.as_str(), Problem::Malformed("no table".into()), Some(""));
            continue;
        }
        let mut rows = Rows::open(files, path).map_err(io)?;
        let mut header = std::mem::take(&mut rows.header);
        if !header.has(Column::Text) {
            intake.warn(path.as_str(), Problem::Missing("text"), Some(""));
            continue;
        }
        was_any = true;
        let order = Order::of(&mut Rows::open(files, path).map_err(io)?, &header).map_err(io)?;
        if order.id_names_document {
            header.id_names_document();
        }
        let mut reader = Reader { intake, header, path, alone, draft: None };
        let mut held = Vec::new();
        while let Some(row) = rows.next().map_err(io)? {
            if reader.intake.is_cancelled() {
                return Ok(());
            }
            match row {
                Ok(row) if order.is_grouped => reader.row(&row),
                Ok(row) => held.push(row),
                Err(BadRow::NotText(line)) => reader.malformed(line, "not UTF-8"),
                Err(BadRow::TooLong(line)) => {
                    reader.malformed(line, "longer than 256 MB");
                    break;
                }
            }
        }
        for row in grouped(held, &reader.header) {
            reader.row(&row);
        }
        reader.end_document();
    }
    if was_any { Ok(()) } else { Err(Unreadable::OtherFormat("no column with texts".into())) }
}

/// How the rows of a table follow one another.
struct Order {
    /// Whether `id` is the name of the document a row tells of: there is no other name, and several rows have the same.
    id_names_document: bool,
    /// Whether the rows of each document stand together, in a table written here after its own. A spreadsheet may have been
    /// sorted.
    is_grouped: bool,
}

impl Order {
    fn of(rows: &mut Rows<'_>, header: &Header) -> std::io::Result<Self> {
        let named = header.has(Column::Document);
        let names = if named { Column::Document } else { Column::Id };
        let mut order = Self { id_names_document: !named && header.has(Column::Id), is_grouped: true };
        if !header.has(names) {
            return Ok(order);
        }
        let mut before: Option<String> = None;
        let (mut repeats, mut rank) = (false, 0);
        let mut seen = BTreeSet::new();
        while let Some(row) = rows.next()? {
            let Ok(row) = row else {
                continue;
            };
            let name = row.cell(header, names);
            if before.as_deref() == Some(name) {
                repeats = true;
            } else {
                order.is_grouped &= seen.insert(name.to_owned());
                before = Some(name.to_owned());
                rank = 0;
            }
            let next = rank_of(&row, header);
            order.is_grouped &= rank <= next;
            rank = next;
        }
        order.id_names_document &= repeats || !header.has_spans();
        order.is_grouped |= !named && !order.id_names_document;
        Ok(order)
    }
}

/// The rows with those of each document together, its own before the others.
fn grouped(mut rows: Vec<Row>, header: &Header) -> Vec<Row> {
    let mut order: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows {
        let next = order.len();
        order.entry(row.cell(header, Column::Document).to_owned()).or_insert(next);
    }
    rows.sort_by_cached_key(|row| (order.get(row.cell(header, Column::Document)).copied(), rank_of(row, header)));
    rows
}

fn rank_of(row: &Row, header: &Header) -> u8 {
    u8::from(header.is_own() && row.cell(header, Column::Kind) != "document")
}

struct Reader<'r, 'i> {
    intake: &'r mut Intake<'i>,
    header: Header,
    path: &'r str,
    alone: bool,
    draft: Option<RawDocument>,
}

impl Reader<'_, '_> {
    fn at(&self, line: u64) -> String {
        if self.alone { format!("line {line}") } else { format!("{}: line {line}", self.path) }
    }

    fn malformed(&mut self, line: u64, what: &str) {
        self.intake.warn(self.at(line), Problem::Malformed(what.into()), Some(""));
    }

    fn row(&mut self, row: &Row) {
        if row.is_open {
            self.malformed(row.line, "a quotation mark is never closed: the rest of the file is in one cell");
        } else if row.lines > 1 && row.width() < self.header.width {
            let what = format!(
                "one row: {} lines with fewer cells than columns, as if a quotation mark was missing",
                row.lines
            );
            self.intake.warn(self.at(row.line), Problem::ReadAs(what), None);
        }
        let result = if self.header.is_own() { self.own(row) } else { self.foreign(row) };
        if let Err(problem) = result {
            let cells: Vec<&str> = (0..self.header.width).map(|place| row.at(place)).collect();
            self.intake.warn(self.at(row.line), problem, Some(&beginning(&cells.join(" "))));
        }
        let beyond = row.beyond(&self.header);
        if !beyond.is_empty() {
            let what = Problem::NotKept("cells beyond the named columns".into());
            self.intake.warn(self.at(row.line), what, Some(&beginning(&beyond.join(" "))));
        }
    }

    /// A row of a table that was written here.
    fn own(&mut self, row: &Row) -> Result<(), Problem> {
        let cell = |column| row.cell(&self.header, column);
        let id = cell(Column::Document);
        let is_same = self.draft.as_ref().is_some_and(|draft| draft.id.as_deref() == Some(id));
        let kind = cell(Column::Kind);
        if kind == "document" {
            match &mut self.draft {
                Some(draft) if is_same && draft.sets.is_empty() => draft.text.push_str(cell(Column::Text)),
                _ => {
                    self.begin(row, Some(id.to_owned()));
                    self.further_of_document(row);
                }
            }
            return Ok(());
        }
        if !is_same {
            return Err(Problem::NoDocument(id.to_owned()));
        }
        match kind {
            "annotator" => {
                let labels = self.values(row);
                if let Some(set) = self.set(row) {
                    set.document_labels.extend(labels);
                }
            }
            "span" => self.span(row)?,
            "relation" => {
                let relation = self.relation(row)?;
                if let Some(set) = self.set(row) {
                    set.relations.push(relation);
                }
            }
            _ => return Err(Problem::Unknown("kind", kind.to_owned())),
        }
        Ok(())
    }

    /// A row of another table.
    fn foreign(&mut self, row: &Row) -> Result<(), Problem> {
        let cell = |column| row.cell(&self.header, column);
        let text = cell(Column::Text);
        let id = self.header.has(Column::Document).then(|| cell(Column::Document));
        let is_same = self.draft.as_ref().is_some_and(|draft| {
            self.header.has_spans()
                && (id.is_none() || draft.id.as_deref() == id.filter(|id| !id.is_empty()))
                && (text.is_empty() || draft.text == text)
        });
        if !is_same {
            self.begin(row, id.filter(|id| !id.is_empty()).map(str::to_owned));
        }
        if [Column::Start, Column::End, Column::Quote].iter().any(|column| !row.cell(&self.header, *column).is_empty())
        {
            return self.span(row);
        }
        self.further_of_document(row);
        let label = row.cell(&self.header, Column::Label).to_owned();
        if label.is_empty() && row.cell(&self.header, Column::Annotator).is_empty() {
            return Ok(());
        }
        if let Some(set) = self.set(row)
            && !label.is_empty()
        {
            set.document_labels.insert(AttributeId::new("label"), AttributeValue::Text(label));
        }
        Ok(())
    }

    /// Adds to the document what a row that tells no span says in further columns.
    fn further_of_document(&mut self, row: &Row) {
        let mut further = self.further(row);
        let note = row.cell(&self.header, Column::Note);
        if !note.is_empty() {
            further.push(("note".to_owned(), json_string(note)));
        }
        if let Some(draft) = &mut self.draft {
            further.retain(|(name, _)| draft.unknown.iter().all(|(known, _)| known != name));
            draft.unknown.extend(further);
        }
    }

    /// Begins the document a row tells of.
    fn begin(&mut self, row: &Row, id: Option<String>) {
        self.end_document();
        let said = |column| Some(row.cell(&self.header, column)).filter(|said| !said.is_empty()).map(str::to_owned);
        let metadata = Metadata {
            title: said(Column::Title),
            byline: said(Column::Byline),
            published: said(Column::Published),
            source: said(Column::Source),
            site: said(Column::Site),
            language: said(Column::Language),
            unknown: Unknown::new(),
        };
        self.draft = Some(RawDocument {
            at: self.at(row.line),
            id,
            text: row.cell(&self.header, Column::Text).to_owned(),
            metadata,
            ..RawDocument::default()
        });
    }

    fn end_document(&mut self) {
        if let Some(draft) = self.draft.take() {
            self.intake.document(draft);
        }
    }

    /// The set of the annotator a row names.
    fn set(&mut self, row: &Row) -> Option<&mut RawSet> {
        let annotator = row.cell(&self.header, Column::Annotator);
        let sets = &mut self.draft.as_mut()?.sets;
        let place = sets.iter().position(|set| set.annotator == annotator).unwrap_or_else(|| {
            sets.push(RawSet { annotator: annotator.to_owned(), ..RawSet::default() });
            sets.len() - 1
        });
        sets.get_mut(place)
    }

    fn span(&mut self, row: &Row) -> Result<(), Problem> {
        let cell = |column| row.cell(&self.header, column);
        let quote = Some(cell(Column::Quote)).filter(|quote| !quote.is_empty()).map(str::to_owned);
        let mut fragments = Vec::new();
        for fragment in cell(Column::Fragments).split(';').filter(|fragment| !fragment.trim().is_empty()) {
            let (start, end) = fragment.trim().split_once(' ').ok_or(Problem::Missing("end"))?;
            fragments.push((number(start, "start")?, number(end, "end")?));
        }
        let has_place = !cell(Column::Start).is_empty() || !cell(Column::End).is_empty();
        if fragments.is_empty() && (has_place || quote.is_none()) {
            fragments.push((number(cell(Column::Start), "start")?, number(cell(Column::End), "end")?));
        }
        let mut span = RawSpan {
            at: self.at(row.line),
            id: Some(cell(Column::Id)).filter(|id| !id.is_empty()).map(str::to_owned),
            label: cell(Column::Label).to_owned(),
            fragments,
            quote,
            mentioned: RawEntry {
                id: cell(Column::Entry).to_owned(),
                name: cell(Column::EntryName).to_owned(),
                link: cell(Column::EntryLink).to_owned(),
            },
            note: cell(Column::Note).to_owned(),
            ..RawSpan::default()
        };
        span.attributes = self.values(row);
        span.unknown = self.further(row);
        if let Some(set) = self.set(row) {
            set.spans.push(span);
        }
        Ok(())
    }

    fn relation(&mut self, row: &Row) -> Result<RawRelation, Problem> {
        let cell = |column| row.cell(&self.header, column);
        let needed = |column, name| Some(cell(column)).filter(|said| !said.is_empty()).ok_or(Problem::Missing(name));
        Ok(RawRelation {
            at: self.at(row.line),
            id: Some(cell(Column::Id)).filter(|id| !id.is_empty()).map(str::to_owned),
            kind: cell(Column::Label).to_owned(),
            from: needed(Column::From, "from")?.to_owned(),
            to: needed(Column::To, "to")?.to_owned(),
            note: cell(Column::Note).to_owned(),
            unknown: self.further(row),
        })
    }

    /// The values in the column of attributes.
    fn values(&mut self, row: &Row) -> BTreeMap<AttributeId, AttributeValue> {
        let json = row.cell(&self.header, Column::Attributes);
        if json.is_empty() {
            return BTreeMap::new();
        }
        let values = match record(json) {
            Some(record) => read_values(record),
            None => Err(Problem::Malformed("attributes are a JSON object".into())),
        };
        values.unwrap_or_else(|problem| {
            self.intake.warn(self.at(row.line), problem, Some(json));
            BTreeMap::new()
        })
    }

    /// What a row says in columns that mean nothing here, and in the column for further fields.
    fn further(&self, row: &Row) -> Unknown {
        let mut further = Unknown::new();
        let meta = row.cell(&self.header, Column::Meta);
        match record(meta) {
            Some(record) => further.extend(record.rest()),
            None if meta.is_empty() => {}
            None => further.push(("meta".to_owned(), json_string(meta))),
        }
        for (place, name) in &self.header.others {
            let said = row.at(*place);
            if !said.is_empty() && further.iter().all(|(known, _)| known != name) {
                further.push((name.clone(), json_string(said)));
            }
        }
        further
    }
}

fn record(json: &str) -> Option<Record<'_>> {
    check_json(json).ok()?;
    Record::parse(json).ok()
}

fn json_string(said: &str) -> String {
    let mut json = Vec::new();
    string(&mut json, said);
    String::from_utf8_lossy(&json).into_owned()
}

/// A whole number, as it is or with the `.0` that programs write where some cells of a column are empty.
fn number(cell: &str, name: &'static str) -> Result<usize, Problem> {
    let digits = cell.trim();
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    if digits.is_empty() {
        return Err(Problem::Missing(name));
    }
    whole_number(digits).ok_or_else(|| Problem::Unknown(name, cell.to_owned()))
}
