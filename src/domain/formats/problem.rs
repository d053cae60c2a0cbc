//! What is wrong with parts of a file, in every format, and what was done about it.

use std::fmt;

use super::json::WrongField;
use crate::domain::text::Repairs;

/// Something in a file that could not be read as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where in the file.
    pub at: Whereabouts,
    /// What is wrong, and what was done.
    pub problem: Problem,
    /// The JSON of what was not taken in; nothing if all was.
    pub left_out: Option<String>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts(pub String);

impl fmt::Display for Whereabouts {
    /// In the manner of JSONPath, `annotation_sets[0].spans[12]`, or `data/train.jsonl: line 7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is wrong with a part of a file, and what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A field is not what it should be; its record was left out.
    Wrong(WrongField),
    /// A field is not there; its record was left out.
    Missing(&'static str),
    /// A field has a value nobody knows; the usual one was taken.
    Unknown(&'static str, String),
    /// The name is taken; this one got another.
    DuplicateId {
        /// The name.
        id: String,
        /// The name it got.
        renamed: String,
    },
    /// The label set has no such label; it was added.
    LabelAdded(String),
    /// The document's text was not canonical; it was made so, and offsets were moved with it.
    TextMadeCanonical(Repairs),
    /// The text is not the one the hash was made of.
    HashDiffers,
    /// The blocks don't fit the text; new ones were found.
    BlocksReplaced,
    /// The annotation set is about a document that isn't in the file; it was left out.
    NoDocument(String),
    /// The span's end is not after its start; it was left out.
    Empty,
    /// The span lies beyond the end of the text; it was left out.
    OutOfRange,
    /// The span starts or ends inside a character; it was left out.
    InsideCharacter,
    /// The span's quote is not what stands there; it was left out.
    QuoteDiffers {
        /// What the file says.
        quote: String,
        /// What stands there.
        found: String,
    },
    /// The span starts or ends between the parts of what is seen as one character; it was kept.
    CutsGrapheme,
    /// The relation links a span that isn't there; it was left out.
    LooseRelation,
    /// The offsets of this document are not counted as the format says; they were read as the quotes, or the words, show.
    Counted {
        /// How they are counted: `utf16`, `byte`, `inclusive-end`, `crlf` or `lf`, several joined by `+`.
        how: String,
        /// How many spans that mended.
        spans: usize,
    },
    /// The span was not where its offsets say; it was moved to the only place where its quote stands.
    Moved {
        /// The quote.
        quote: String,
    },
    /// The span can't be placed; it was left out.
    Orphan {
        /// Its label.
        label: String,
        /// What the file says it marks.
        quote: String,
    },
    /// The file was written by a newer version; it may say more than was read.
    Newer(u64),
    /// Another file has this annotator's work on the same document; this one's was put under another name.
    AnnotatorRenamed {
        /// The name in the file.
        annotator: String,
        /// The name it got.
        renamed: String,
    },
    /// The file was not read; why.
    NotRead(String),
    /// It isn't what a line, row or record of the format is; it was left out.
    Malformed(String),
    /// It has no place in an annotation set; it was left out.
    NotKept(String),
    /// Something of the format was read as something near to it.
    ReadAs(String),
}

impl Problem {
    /// A short name of the kind of problem, the same in every version.
    pub fn code(&self) -> &'static str {
        self.described().0
    }

    /// A short name of the kind of problem, the same in every version, and the details in the file's own words.
    pub fn described(&self) -> (&'static str, String) {
        match self {
            Self::Wrong(wrong) => ("wrong-type", format!("{}: {}", wrong.field, wrong.expected)),
            Self::Missing(field) => ("missing-field", (*field).to_owned()),
            Self::Unknown(field, value) => ("unknown-value", format!("{field}: {value}")),
            Self::DuplicateId { id, renamed } => ("duplicate-id", format!("{id} → {renamed}")),
            Self::LabelAdded(label) => ("label-added", label.clone()),
            Self::TextMadeCanonical(_) => ("text-made-canonical", String::new()),
            Self::HashDiffers => ("hash-differs", String::new()),
            Self::BlocksReplaced => ("blocks-replaced", String::new()),
            Self::NoDocument(id) => ("no-document", id.clone()),
            Self::Empty => ("empty-span", String::new()),
            Self::OutOfRange => ("out-of-range", String::new()),
            Self::InsideCharacter => ("inside-character", String::new()),
            Self::QuoteDiffers { quote, found } => ("quote-differs", format!("“{quote}” ≠ “{found}”")),
            Self::CutsGrapheme => ("cuts-grapheme", String::new()),
            Self::LooseRelation => ("loose-relation", String::new()),
            Self::Counted { how, spans } => ("counted-otherwise", format!("{how}: {spans}")),
            Self::Moved { quote } => ("moved-to-quote", format!("“{quote}”")),
            Self::Orphan { label, quote } => ("orphan", format!("{label}: “{quote}”")),
            Self::Newer(version) => ("newer-version", version.to_string()),
            Self::AnnotatorRenamed { annotator, renamed } => ("annotator-renamed", format!("{annotator} → {renamed}")),
            Self::NotRead(why) => ("not-read", why.clone()),
            Self::Malformed(what) => ("malformed", what.clone()),
            Self::NotKept(what) => ("not-kept", what.clone()),
            Self::ReadAs(what) => ("read-as", what.clone()),
        }
    }
}

impl From<WrongField> for Problem {
    fn from(wrong: WrongField) -> Self {
        Self::Wrong(wrong)
    }
}
