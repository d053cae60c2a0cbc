//! W3C Web Annotation in JSON-LD: a page of annotations.
//!
//! ```text
//! {"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[
//!   {"type":"Annotation","motivation":"describing","target":{"id":SOURCE,"type":"Text","value":"The Union …"}},
//!   {"type":"Annotation","motivation":"classifying","id":SPAN,"creator":{"type":"Person","name":"mara"},
//!    "body":[{"type":"TextualBody","purpose":"tagging","value":"actor"}],
//!    "target":{"source":SOURCE,"selector":[{"type":"TextQuoteSelector",…},{"type":"TextPositionSelector","start":4,"end":9}]}},
//!   {"type":"Annotation","motivation":"linking","body":[{"type":"TextualBody","purpose":"tagging","value":"signs"},SPAN],"target":SPAN}
//! ]}
//! ```
//!
//! Offsets are code points, ends exclusive. The first annotation of each document and annotator is about the whole text, which
//! the first of all has in it. A note is a body for commenting, an attribute a `PropertyValue` of schema.org, a discontinuous
//! span an annotation with several targets. Programs in browsers often count UTF-16 units; the quotes show it. Source:
//! www.w3.org/TR/annotation-model and www.w3.org/TR/annotation-vocab.

mod gather;
mod parse;
mod read;
mod write;

use super::detect::Looked;
use super::outlet::{Options, Writer};

pub use read::read;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// What the names this program makes begin with.
const OURS: &str = "urn:postil:";

/// Whether what was looked at is of this format.
pub fn fits(looked: &Looked<'_>) -> bool {
    let marks = [CONTEXT, "\"TextPositionSelector\"", "\"TextQuoteSelector\""];
    looked.heads().any(|(_, head)| head.starts_with(['{', '[']) && marks.iter().any(|mark| head.contains(mark)))
}

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(write::W3cWriter::default())
}

/// An IRI made of names.
fn iri(names: &[&str]) -> String {
    use std::fmt::Write as _;
    let mut iri = OURS.trim_end_matches(':').to_owned();
    for name in names {
        iri.push(':');
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                iri.push(char::from(byte));
            } else {
                let _ = write!(iri, "%{byte:02X}");
            }
        }
    }
    iri
}

/// The last of the names an IRI was made of, or all of an IRI this program didn't make.
fn name_of(iri: &str) -> String {
    let Some((_, name)) = iri.strip_prefix(OURS).and_then(|names| names.rsplit_once(':')) else {
        return iri.to_owned();
    };
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *byte == b'%') {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| iri.to_owned())
}
