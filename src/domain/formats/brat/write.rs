//! Writing a brat folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::conf::Used;
use super::names::{Names, fits_option, is_break, is_line_gap};
use super::{CONF, DOCUMENTS, ENTRY, LABEL_SET, Normalization, REGISTER, VISUAL};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Fragments, Relation, Span};
use crate::domain::document::Document;
use crate::domain::formats::file_names::FileNames;
use crate::domain::formats::json::{Object, object};
use crate::domain::formats::outlet::{About, Item, Loss, Lost, Outlet, Part, Writer};
use crate::domain::formats::postil::{write_metadata, write_schema, write_status, write_values};
use crate::domain::formats::values::raw_entry;
use crate::domain::id::{AttributeId, SpanId};
use crate::domain::schema::register::Resolved;
use crate::domain::schema::{AttributeKind, Schema};
use crate::domain::text::{Range, Text};

/// Writes documents and annotations as they come, the configuration at the end.
pub(super) struct BratWriter {
    names: AllNames,
    used: Used,
    files: FileNames,
    annotators: FileNames,
    folders: BTreeMap<String, String>,
    /// The folders that are a collection each: one for each split.
    roots: BTreeSet<String>,
}

/// brat's names for everything that has one.
struct AllNames {
    labels: Names,
    relations: Names,
    attributes: Names,
    options: BTreeMap<String, Names>,
}

impl BratWriter {
    pub(super) fn new() -> Self {
        Self {
            names: AllNames {
                labels: Names::of_types(&[]),
                relations: Names::of_types(&[]),
                // A note is a line of the same kind as a free text.
                attributes: Names::of_types(&[super::NOTE]),
                options: BTreeMap::new(),
            },
            used: Used::default(),
            files: FileNames::default(),
            annotators: FileNames::default(),
            folders: BTreeMap::new(),
            roots: BTreeSet::new(),
        }
    }

    /// The folder of an annotator, with the slash behind it. No file is named like it, since files have dots.
    fn folder(&mut self, annotator: &str) -> String {
        if annotator.is_empty() {
            return String::new();
        }
        let annotators = &mut self.annotators;
        let new = || format!("{}/", annotators.name(&annotator.replace('.', "_")));
        self.folders.entry(annotator.to_owned()).or_insert_with(new).clone()
    }
}

impl Writer for BratWriter {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        let root = if item.split.is_empty() { String::new() } else { format!("{}/", item.split) };
        self.roots.insert(root.clone());
        let file = self.files.name(item.document.id().as_str());
        let mut folders: Vec<String> = Vec::new();
        for set in item.layers() {
            let mut folder = self.folder(set.annotator.as_str());
            while folders.contains(&folder) {
                folder = format!("{}-2/", folder.trim_end_matches('/'));
            }
            out.append(&format!("{root}{folder}{file}.txt"), item.document.text().as_str().as_bytes());
            let mut lines = Lines::new(item.document, &set, &about.schema, self);
            lines.write(out);
            out.append(&format!("{root}{folder}{file}.ann"), lines.text.as_bytes());
            folders.push(folder);
        }
        let mut line = Vec::new();
        object(&mut line, |fields| write_document(fields, item, &file, &folders));
        line.push(b'\n');
        out.append(&format!("{root}{DOCUMENTS}"), &line);
    }

    fn finish(&mut self, about: &About, out: &mut dyn Outlet) {
        if self.roots.is_empty() {
            self.roots.insert(String::new());
        }
        let conf = self.used.annotation_conf(&about.schema, |kind, id| self.names.name(kind, id));
        let visual = super::conf::visual_conf(&about.schema, |kind, id| self.names.name(kind, id));
        let mut labels = Vec::new();
        object(&mut labels, |fields| {
            write_schema(fields, &about.schema);
            fields.text("guidelines", &about.schema.guidelines);
            fields.object("brat_names", |fields| self.names.write(fields));
        });
        labels.push(b'\n');
        for root in &self.roots {
            for (file, content) in [(CONF, conf.as_bytes()), (VISUAL, visual.as_bytes()), (LABEL_SET, &labels)] {
                out.append_to(&format!("{root}{file}"), Part::Tail, content);
            }
        }
    }
}

/// What a name is of.
#[derive(Clone, Copy)]
pub(super) enum Kind<'a> {
    Label,
    Relation,
    Attribute,
    /// An option of the attribute.
    Option(&'a str),
}

impl AllNames {
    fn name(&mut self, kind: Kind<'_>, id: &str) -> String {
        let names = match kind {
            Kind::Label => &mut self.labels,
            Kind::Relation => &mut self.relations,
            Kind::Attribute => &mut self.attributes,
            Kind::Option(attribute) => self.options.entry(attribute.to_owned()).or_insert_with(Names::of_options),
        };
        names.name(id).to_owned()
    }

    fn write(&self, fields: &mut Object<'_>) {
        let write = |names: &Names, fields: &mut Object<'_>| {
            names.changed().for_each(|(name, id)| fields.string(name, id));
        };
        fields.object("labels", |fields| write(&self.labels, fields));
        fields.object("relations", |fields| write(&self.relations, fields));
        fields.object("attributes", |fields| write(&self.attributes, fields));
        fields.object("options", |fields| {
            for (attribute, names) in self.options.iter().filter(|(_, names)| names.changed().next().is_some()) {
                fields.object(attribute, |fields| write(names, fields));
            }
        });
    }
}

fn write_document(fields: &mut Object<'_>, item: &Item<'_>, file: &str, folders: &[String]) {
    fields.string("id", item.document.id().as_str());
    fields.string("file", file);
    fields.object("metadata", |fields| write_metadata(fields, &item.document.metadata));
    fields.list("sets", "", item.sets.iter().zip(folders), |out, (set, folder)| {
        object(out, |fields| {
            fields.string("annotator", set.annotator.as_str());
            fields.string("folder", folder);
            write_status(fields, set.status);
            if !set.document_labels.is_empty() {
                fields.object("document_labels", |fields| write_values(fields, &set.document_labels));
            }
        });
    });
}

/// The lines of one file of annotations.
struct Lines<'a> {
    document: &'a Document,
    set: &'a AnnotationSet,
    schema: &'a Schema,
    names: &'a mut AllNames,
    used: &'a mut Used,
    text: String,
    attributes: usize,
    notes: usize,
    normalizations: usize,
    register: Resolved<'a>,
}

impl<'a> Lines<'a> {
    fn new(document: &'a Document, set: &'a AnnotationSet, schema: &'a Schema, writer: &'a mut BratWriter) -> Self {
        let BratWriter { names, used, .. } = writer;
        Self {
            document,
            set,
            schema,
            names,
            used,
            text: String::new(),
            attributes: 0,
            notes: 0,
            normalizations: 0,
            register: Resolved::of(schema),
        }
    }

    fn write(&mut self, out: &mut dyn Outlet) {
        let set = self.set;
        let ids: Vec<&str> = set.spans().iter().map(|span| span.id.as_str()).collect();
        let mut written: BTreeMap<&SpanId, String> = BTreeMap::new();
        for (span, id) in set.spans().iter().zip(ids_of_brat('T', &ids)) {
            if self.span(&id, span, out) {
                written.insert(&span.id, id);
            }
        }
        let ids: Vec<&str> = set.relations().map(|relation| relation.id.as_str()).collect();
        for (relation, id) in set.relations().zip(ids_of_brat('R', &ids)) {
            match (written.get(&relation.from), written.get(&relation.to)) {
                (Some(from), Some(to)) => self.relation(&id, relation, from, to, out),
                _ => out.lose(self.loss(relation, Lost::Relation, "one of its spans can't be written")),
            }
        }
    }

    /// Writes a span and what is said of it; whether it could be written.
    fn span(&mut self, id: &str, span: &Span, out: &mut dyn Outlet) -> bool {
        let text = self.document.text();
        let (pieces, back) = cut_at_breaks(text, &span.fragments);
        let mut lose = |what, details: String| out.lose(Loss::of_span(self.document, self.set, span, what, details));
        let Some(back) = back else {
            lose(Lost::Span, "it has nothing but white space".into());
            return false;
        };
        if back.hull() != span.hull() {
            lose(Lost::Border, "without the line breaks and white space at its ends".into());
        } else if back != span.fragments {
            lose(Lost::Fragments, "only a line break lies between two of them".into());
        }
        let label = self.names.name(Kind::Label, span.label.as_str());
        if label != span.label.as_str() {
            lose(Lost::Label, format!("{} is written as {label}", span.label));
        }
        let _ = write!(self.text, "{id}\t{label}");
        for (n, piece) in pieces.iter().enumerate() {
            let (start, end) = (text.code_point(piece.start()), text.code_point(piece.end()));
            let _ = write!(self.text, "{}{start} {end}", if n == 0 { ' ' } else { ';' });
        }
        for (n, piece) in pieces.iter().enumerate() {
            self.text.push(if n == 0 { '\t' } else { ' ' });
            self.text.push_str(text.quote(*piece));
        }
        self.text.push('\n');
        let normalizations = Normalization::of(span);
        for normalization in &normalizations {
            self.normalizations += 1;
            let Normalization { kind, reference, text } = normalization;
            let _ = write!(self.text, "N{}\t{kind} {id} {reference}", self.normalizations);
            let text = on_one_line(text);
            let _ = if text.is_empty() { writeln!(self.text) } else { writeln!(self.text, "\t{text}") };
        }
        if span.entry.is_some() {
            let entry = raw_entry(span, &self.register);
            self.normalizations += 1;
            let (number, reference) = (self.normalizations, on_one_word(&entry.id));
            let _ = write!(self.text, "N{number}\t{ENTRY} {id} {REGISTER}{reference}");
            let name = on_one_line(&entry.name);
            let _ = if name.is_empty() { writeln!(self.text) } else { writeln!(self.text, "\t{name}") };
            if reference != entry.id {
                let details = format!("{} is written as {reference}", entry.id);
                out.lose(Loss::of_span(self.document, self.set, span, Lost::Mention, details));
            }
        }
        for (attribute, value) in &span.attributes {
            let details = self.attribute(id, span, attribute, value, &normalizations);
            if let Err(details) = details {
                out.lose(Loss::of_span(
                    self.document,
                    self.set,
                    span,
                    Lost::Attributes,
                    format!("{attribute}: {details}"),
                ));
            }
        }
        if let Err(details) = self.note(id, super::NOTE, &span.note) {
            out.lose(Loss::of_span(self.document, self.set, span, Lost::Note, details));
        }
        true
    }

    fn relation(&mut self, id: &str, relation: &Relation, from: &str, to: &str, out: &mut dyn Outlet) {
        let kind = self.names.name(Kind::Relation, relation.kind.as_str());
        self.used.relation(relation.kind.as_str());
        let _ = writeln!(self.text, "{id}\t{kind} Arg1:{from} Arg2:{to}");
        if let Err(details) = self.note(id, super::NOTE, &relation.note) {
            out.lose(self.loss(relation, Lost::Note, &details));
        }
    }

    fn loss(&self, relation: &Relation, what: Lost, details: &str) -> Loss {
        Loss::of_set(self.document, self.set, relation.id.as_str(), what, relation.kind.as_str(), details)
    }

    /// Writes what an attribute says of a span: options, numbers and yes as attributes of brat, one for each value; free text
    /// and no as notes named after the attribute, since brat's attributes are chosen from a list, and are true by being
    /// there.
    fn attribute(
        &mut self,
        id: &str,
        span: &Span,
        attribute: &AttributeId,
        value: &AttributeValue,
        normalizations: &[Normalization],
    ) -> Result<(), String> {
        let name = self.names.name(Kind::Attribute, attribute.as_str());
        let items: Vec<&str> = match value {
            AttributeValue::YesNo(true) => {
                self.attributes += 1;
                let _ = writeln!(self.text, "A{}\t{name} {id}", self.attributes);
                self.used.attribute(attribute.as_str(), &span.label, None);
                return Ok(());
            }
            AttributeValue::YesNo(false) => return self.note(id, &name, super::NO),
            AttributeValue::Number(number) => vec![number.as_str()],
            AttributeValue::Text(text) => vec![text],
            AttributeValue::Texts(texts) => texts.iter().map(String::as_str).collect(),
        };
        if items.is_empty() {
            return Err("an empty list".into());
        }
        let is_normalization = |item: &str| normalizations.iter().any(|known| known.is(attribute, item));
        let others = items.into_iter().filter(|item| !is_normalization(item));
        let others: Vec<(&str, Option<String>)> =
            others.map(|item| (item, self.option(span, attribute, item))).collect();
        if others.iter().all(|(_, option)| option.is_some()) {
            for option in others.into_iter().filter_map(|(_, option)| option) {
                self.attributes += 1;
                let _ = writeln!(self.text, "A{}\t{name} {id} {option}", self.attributes);
                self.used.attribute(attribute.as_str(), &span.label, Some(&option));
            }
            return Ok(());
        }
        let mut told = Ok(());
        for (item, _) in others {
            let said = if item.is_empty() { Err("an empty text".into()) } else { self.note(id, &name, item) };
            // Every item is written, whatever is wrong with another.
            told = told.and(said);
        }
        told
    }

    /// How brat writes the value, if it can be one of a list.
    fn option(&mut self, span: &Span, attribute: &AttributeId, value: &str) -> Option<String> {
        let known = self.schema.label(&span.label).and_then(|label| label.attribute(attribute));
        match known.map(|known| &known.kind) {
            Some(AttributeKind::Choice(options) | AttributeKind::Choices(options))
                if options.iter().any(|option| option == value) =>
            {
                return Some(self.names.name(Kind::Option(attribute.as_str()), value));
            }
            Some(AttributeKind::Text) => return None,
            _ => {}
        }
        let is_taken = self.names.options.get(attribute.as_str()).is_some_and(|options| options.has(value));
        (!value.is_empty() && value.chars().all(fits_option) && !is_taken).then(|| value.to_owned())
    }

    /// Writes a note, unless there is none.
    fn note(&mut self, id: &str, kind: &str, note: &str) -> Result<(), String> {
        let line = on_one_line(note);
        if line.trim().is_empty() {
            return if note.is_empty() { Ok(()) } else { Err("nothing but white space".into()) };
        }
        self.notes += 1;
        let _ = writeln!(self.text, "#{}\t{kind} {id}\t{line}", self.notes);
        if line == note { Ok(()) } else { Err(format!("written on one line: {line}")) }
    }
}

/// The names as they are if all are brat's, else the numbers from 1.
fn ids_of_brat(letter: char, ids: &[&str]) -> Vec<String> {
    let is_of_brat = |id: &&str| {
        id.strip_prefix(letter).is_some_and(|number| {
            (1..10).contains(&number.len())
                && !number.starts_with('0')
                && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    if ids.iter().all(is_of_brat) {
        return ids.iter().map(|id| (*id).to_owned()).collect();
    }
    (1..=ids.len()).map(|n| format!("{letter}{n}")).collect()
}

fn on_one_line(text: &str) -> String {
    text.replace(is_break, " ")
}

/// A name as one word, as brat has them in databases.
fn on_one_word(name: &str) -> String {
    name.replace(char::is_whitespace, "_")
}

/// The fragments, cut wherever a line or a column ends, without white space at the cuts; and what a reader makes of them that
/// joins those again. Nothing is left of white space alone.
fn cut_at_breaks(text: &Text, fragments: &Fragments) -> (Vec<Range>, Option<Fragments>) {
    let mut pieces: Vec<Range> = Vec::with_capacity(fragments.count());
    for fragment in fragments.iter() {
        let mut from = fragment.start().byte();
        let lines: Vec<&str> = text.quote(fragment).split(is_break).collect();
        let last = lines.len() - 1;
        for (n, line) in lines.iter().enumerate() {
            let end = from + line.len();
            // At its own ends a span keeps its blanks.
            let start = if n == 0 { from } else { end - line.trim_start().len() };
            let stop = if n == last { end } else { from + line.trim_end().len() };
            let blank = line.trim().is_empty();
            pieces.extend(text.range(start, stop.max(start)).filter(|range| !blank && !range.is_empty()));
            from = end + text.as_str()[end..].chars().next().map_or(0, char::len_utf8);
        }
    }
    let mut joined: Vec<Range> = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        match joined.last_mut() {
            Some(last) if is_line_gap(text.quote(Range::ordered(last.end(), piece.start())).chars()) => {
                *last = last.hull(*piece);
            }
            _ => joined.push(*piece),
        }
    }
    (pieces, Fragments::new(&joined))
}
