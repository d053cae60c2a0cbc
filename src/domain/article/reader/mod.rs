//! Reading what annotators have: web pages, PDF, DOCX, ODT, EPUB, Markdown and text in any encoding become drafts.
//!
//! No markup survives and nothing is fetched. Each reader gives back pieces of text with roles; a source with
//! nothing to read in it is an error, never an empty article.

mod docx;
mod encoding;
mod epub;
mod html;
mod kind;
mod markdown;
mod mhtml;
mod odt;
mod office;
mod package;
mod pdf;
pub mod sources;
pub mod unpack;
mod xml;

pub use encoding::ENCODINGS;
pub use kind::{Kind, needs_reader};

use super::draft::Draft;
use super::plain;

/// Why nothing can be made of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There are no words in it.
    Empty,
    /// It has pages, but no text in them: a scan.
    NoText,
    /// It is longer than what is read, or would become so when it is unpacked.
    TooLong,
    /// Its elements stand deeper within each other than is read.
    TooDeep,
    /// It is encrypted.
    Encrypted,
    /// It is neither text nor a file of a known kind.
    Binary,
    /// It is broken; where and how.
    Broken(String),
}

impl Unread {
    /// A short name, and what there is to add.
    pub fn described(&self) -> (&'static str, &str) {
        match self {
            Self::Empty => ("empty", ""),
            Self::NoText => ("no-text", ""),
            Self::TooLong => ("too-long", ""),
            Self::TooDeep => ("too-deep", ""),
            Self::Encrypted => ("encrypted", ""),
            Self::Binary => ("binary", ""),
            Self::Broken(why) => ("broken", why),
        }
    }

    /// What has this name.
    pub fn named(name: &str, details: String) -> Option<Self> {
        Some(match name {
            "empty" => Self::Empty,
            "no-text" => Self::NoText,
            "too-long" => Self::TooLong,
            "too-deep" => Self::TooDeep,
            "encrypted" => Self::Encrypted,
            "binary" => Self::Binary,
            "broken" => Self::Broken(details),
            _ => return None,
        })
    }
}

/// Reads a source; one may hold several articles, as an EPUB does. `encoding` is what somebody says it is in, by any of the
/// WHATWG's names. The path tells apart only what its content doesn't, such as Markdown, and is not kept.
///
/// # Errors
/// If there is nothing to be read in it.
pub fn read(path: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Vec<Draft>, Unread> {
    match Kind::of(path, bytes) {
        Kind::Html => html::read(bytes, encoding).map(|draft| vec![draft]),
        Kind::Mhtml => mhtml::read(bytes, encoding).map(|draft| vec![draft]),
        Kind::Pdf => pdf::read(bytes).map(|draft| vec![draft]),
        Kind::Docx => docx::read(bytes).map(|draft| vec![draft]),
        Kind::Odt => odt::read(bytes).map(|draft| vec![draft]),
        Kind::Epub => epub::read(bytes),
        Kind::Markdown => markdown::read(bytes, encoding).map(|draft| vec![draft]),
        Kind::Text => {
            let (text, decoding) = encoding::read_text(bytes, encoding)?;
            plain::decoded(&text, decoding).map(|draft| vec![draft]).ok_or(Unread::Empty)
        }
    }
}
