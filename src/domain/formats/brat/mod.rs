//! A folder of brat standoff: for each document a text, `NAME.txt`, and its annotations, `NAME.ann`, a line each.
//!
//! ```text
//! T1⇥actor 4 9⇥Union                      a span; pieces of a discontinuous one are joined by `;`, its quote by a space
//! R1⇥party-to Arg1:T1 Arg2:T2             a relation
//! A1⇥status T2 Signed                     an attribute, which is true if it has no value
//! N1⇥Reference T1 Wikidata:Q5689⇥Åland    what the span stands for in a database
//! N2⇥Entry T1 Register:aland⇥Åland        what it mentions of the register, which is in `label-set.json`
//! #1⇥AnnotatorNotes T1⇥not sure           a note
//! #2⇥remark T1⇥as they call it            free text of an attribute, which no attribute of brat can be; `false` is no
//! ```
//!
//! Offsets are code points, ends exclusive. An annotator's work is in a folder of their own, as programs that measure agreement
//! have it. A span that goes over a line break is cut there, as brat does, and joined again when it is read. For what brat has
//! no place for there are two more files, which it passes over: `documents.jsonl` has names, metadata and labels of the
//! documents, `label-set.json` the label set and every name that brat could not take. Source: brat.nlplab.org/standoff.html,
//! and `annotation.py` of brat.

mod ann;
mod conf;
mod names;
mod read;
mod set;
mod write;

use super::detect::Looked;
use super::json::{Record, object, read_list};
use super::outlet::{Options, Writer};
use crate::domain::annotation::{AttributeValue, Span};
use crate::domain::id::AttributeId;

pub use read::read;

const CONF: &str = "annotation.conf";
const VISUAL: &str = "visual.conf";
const DOCUMENTS: &str = "documents.jsonl";
const LABEL_SET: &str = "label-set.json";
/// The type of a note that is nothing but a note.
const NOTE: &str = "AnnotatorNotes";
/// What a note that is named after an attribute says for no.
const NO: &str = "false";
/// The type and the database of what a span mentions of the register, as if that were one of brat's databases.
const ENTRY: &str = "Entry";
const REGISTER: &str = "Register:";
/// The field of a span that keeps what brat tells of databases.
const NORMALIZATIONS: &str = "normalizations";
/// The endings of files with annotations: one for all, or those of the BioNLP shared tasks.
const ENDINGS: [&str; 5] = [".ann", ".a1", ".a2", ".rel", ".co"];

/// Whether what was looked at is of this format.
pub fn fits(looked: &Looked<'_>) -> bool {
    let ending = ENDINGS.iter().find(|ending| looked.paths.iter().any(|path| path.ends_with(**ending)));
    let Some(ending) = ending else {
        return looked.paths.iter().any(|path| path == CONF || path.ends_with("/annotation.conf"))
            && looked.paths.iter().any(|path| path.ends_with(".txt"));
    };
    let head = looked.head_of(ending).unwrap_or_default();
    match head.lines().next() {
        Some(line) => ann::Line::parse(line).is_ok(),
        // Nobody marked anything in the first text.
        None => looked.paths.iter().any(|path| path.ends_with(".txt")),
    }
}

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(write::BratWriter::new())
}

/// What a span stands for in a database. It is read as the value of an attribute that is named after its type, so that it is
/// seen and goes to other formats; its text is kept beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Normalization {
    kind: String,
    /// The database and the name in it, with a colon between.
    reference: String,
    text: String,
}

impl Normalization {
    /// Those the span came with and still has as values of attributes.
    fn of(span: &Span) -> Vec<Self> {
        let kept = span.unknown.iter().find(|(name, _)| name == NORMALIZATIONS);
        let list = kept.and_then(|(_, json)| read_list(json)).unwrap_or_default();
        let all = list.into_iter().filter_map(|json| {
            let mut record = Record::parse(json).ok()?;
            let mut field = |name| record.string(name).ok()?;
            Some(Self { kind: field("type")?, reference: field("reference")?, text: field("text").unwrap_or_default() })
        });
        let is_said = |one: &Self| match span.attributes.get(&AttributeId::new(one.kind.as_str())) {
            Some(AttributeValue::Text(text)) => *text == one.reference,
            Some(AttributeValue::Texts(texts)) => texts.contains(&one.reference),
            _ => false,
        };
        let fits_a_line =
            |one: &Self| !one.kind.contains(char::is_whitespace) && !one.reference.contains(char::is_whitespace);
        all.filter(|one| is_said(one) && fits_a_line(one)).collect()
    }

    /// Whether it is this value of the attribute.
    fn is(&self, attribute: &AttributeId, value: &str) -> bool {
        self.kind == attribute.as_str() && self.reference == value
    }

    /// The field of a span that keeps them.
    fn field(all: &[Self]) -> (String, String) {
        let mut json = vec![b'['];
        for (n, one) in all.iter().enumerate() {
            if n > 0 {
                json.push(b',');
            }
            object(&mut json, |fields| {
                fields.string("type", &one.kind);
                fields.string("reference", &one.reference);
                fields.text("text", &one.text);
            });
        }
        json.push(b']');
        (NORMALIZATIONS.to_owned(), String::from_utf8_lossy(&json).into_owned())
    }
}
