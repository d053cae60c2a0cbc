//! Writing a table.

use csv::{Terminator, WriterBuilder};

use super::cells::guarded;
use super::header::{COLUMNS, COUNT, Column};
use crate::domain::annotation::AnnotationSet;
use crate::domain::document::{Document, Unknown};
use crate::domain::formats::json::{Object, object};
use crate::domain::formats::outlet::{About, Item, Options, Outlet, Part, Writer, quote_of};
use crate::domain::formats::postil::write_values;
use crate::domain::formats::values::raw_entry;
use crate::domain::schema::register::Resolved;

/// How much of a text goes into one cell, in UTF-16 code units: Excel's 32,767 with some room for an apostrophe.
const CELL: usize = 32_000;

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(Table { begun: Vec::new() })
}

struct Table {
    /// The files that have a header.
    begun: Vec<String>,
}

impl Writer for Table {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        let path = item.path("csv");
        self.begin(&path, out);
        let mut rows = Rows::new();
        write_document(&mut rows, item.document);
        let register = Resolved::of(&about.schema);
        for set in item.sets {
            write_set(&mut rows, item.document, set, &register);
        }
        out.append(&path, &rows.bytes());
    }

    fn finish(&mut self, _: &About, out: &mut dyn Outlet) {
        if self.begun.is_empty() {
            self.begin("data.csv", out);
        }
    }
}

impl Table {
    fn begin(&mut self, path: &str, out: &mut dyn Outlet) {
        if self.begun.iter().any(|begun| begun == path) {
            return;
        }
        self.begun.push(path.to_owned());
        let mut rows = Rows::new();
        rows.write(&COLUMNS.map(|(column, name, _)| (column, name)));
        out.append_to(path, Part::Head, "\u{feff}".as_bytes());
        out.append_to(path, Part::Head, &rows.bytes());
    }
}

/// Rows in memory.
struct Rows(csv::Writer<Vec<u8>>);

impl Rows {
    fn new() -> Self {
        Self(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new()))
    }

    /// Writes a row; the cells that aren't given are empty.
    fn write(&mut self, cells: &[(Column, &str)]) {
        let mut row = [""; COUNT];
        for (column, cell) in cells {
            row[*column as usize] = cell;
        }
        for cell in row {
            self.0.write_field(guarded(cell).as_bytes()).expect("a list of bytes takes all that is written");
        }
        self.0.write_record(None::<&[u8]>).expect("a list of bytes takes all that is written");
    }

    fn bytes(self) -> Vec<u8> {
        self.0.into_inner().expect("a list of bytes takes all that is written")
    }
}

fn write_document(rows: &mut Rows, document: &Document) {
    let metadata = &document.metadata;
    let is_new = |field: &&(String, String)| metadata.unknown.iter().all(|(name, _)| *name != field.0);
    let further: Unknown = metadata.unknown.iter().chain(document.unknown.iter().filter(is_new)).cloned().collect();
    let said = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut pieces = pieces(document.text().as_str()).into_iter();
    rows.write(&[
        (Column::Kind, "document"),
        (Column::Document, document.id().as_str()),
        (Column::Title, &said(&metadata.title)),
        (Column::Byline, &said(&metadata.byline)),
        (Column::Published, &said(&metadata.published)),
        (Column::Source, &said(&metadata.source)),
        (Column::Site, &said(&metadata.site)),
        (Column::Language, &said(&metadata.language)),
        (Column::Meta, &fields(|fields| fields.unknown(&further))),
        (Column::Text, pieces.next().unwrap_or_default()),
    ]);
    for piece in pieces {
        rows.write(&[(Column::Kind, "document"), (Column::Document, document.id().as_str()), (Column::Text, piece)]);
    }
}

fn write_set(rows: &mut Rows, document: &Document, set: &AnnotationSet, register: &Resolved<'_>) {
    let whose = [(Column::Document, document.id().as_str()), (Column::Annotator, set.annotator.as_str())];
    let mut write = |kind: &str, cells: &[(Column, &str)]| {
        rows.write(&[&[(Column::Kind, kind)], &whose[..], cells].concat());
    };
    if !set.document_labels.is_empty() || set.spans().is_empty() {
        let labels = fields(|fields| write_values(fields, &set.document_labels));
        write("annotator", &[(Column::Attributes, &labels)]);
    }
    let text = document.text();
    for span in set.spans().iter() {
        let hull = span.hull();
        let mut fragments = String::new();
        for fragment in span.fragments.iter().filter(|_| span.fragments.count() > 1) {
            let separator = if fragments.is_empty() { "" } else { ";" };
            let (start, end) = (text.code_point(fragment.start()), text.code_point(fragment.end()));
            fragments.push_str(&format!("{separator}{start} {end}"));
        }
        let mentioned = raw_entry(span, register);
        write(
            "span",
            &[
                (Column::Id, span.id.as_str()),
                (Column::Label, span.label.as_str()),
                (Column::Start, &text.code_point(hull.start()).to_string()),
                (Column::End, &text.code_point(hull.end()).to_string()),
                (Column::Quote, &quote_of(document, span)),
                (Column::Fragments, &fragments),
                (Column::Entry, &mentioned.id),
                (Column::EntryName, &mentioned.name),
                (Column::EntryLink, &mentioned.link),
                (Column::Note, &span.note),
                (Column::Attributes, &fields(|fields| write_values(fields, &span.attributes))),
                (Column::Meta, &fields(|fields| fields.unknown(&span.unknown))),
            ],
        );
    }
    for relation in set.relations() {
        write(
            "relation",
            &[
                (Column::Id, relation.id.as_str()),
                (Column::Label, relation.kind.as_str()),
                (Column::From, relation.from.as_str()),
                (Column::To, relation.to.as_str()),
                (Column::Note, &relation.note),
                (Column::Meta, &fields(|fields| fields.unknown(&relation.unknown))),
            ],
        );
    }
}

/// An object in JSON; empty if nothing is written into it.
fn fields(fill: impl FnOnce(&mut Object<'_>)) -> String {
    let mut json = Vec::new();
    object(&mut json, fill);
    if json == b"{}" { String::new() } else { String::from_utf8_lossy(&json).into_owned() }
}

/// The text in pieces that fit a cell.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut units) = (0, 0);
    for (at, character) in text.char_indices() {
        if units + character.len_utf16() > CELL {
            pieces.push(&text[start..at]);
            (start, units) = (at, 0);
        }
        units += character.len_utf16();
    }
    pieces.push(&text[start..]);
    pieces
}
