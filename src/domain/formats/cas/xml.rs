//! XML, taken apart and written as far as XMI needs it. Document types are refused, so that no file can define entities.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::domain::formats::problem::Problem;

/// Deeper than anything in an XMI or a type system.
const DEEPEST: usize = 32;

/// The elements of a file and the text between them, one after another.
pub(super) struct Elements<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

/// A part of a file.
pub(super) enum Piece<'a> {
    Open(BytesStart<'a>),
    Text(Cow<'a, str>),
    Close,
}

impl<'a> Elements<'a> {
    pub(super) fn of(xml: &'a str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0 }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Where the next piece begins, in bytes from 0.
    pub(super) fn position(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// The next piece; nothing at the end of the file.
    ///
    /// # Errors
    /// If it is no XML, has a document type, or is nested too deeply. Nothing more can be read then.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'a>>, Problem> {
        loop {
            let event = self.reader.read_event();
            let event = event.map_err(|error| self.malformed(self.reader.error_position(), &error.to_string()))?;
            let wrong = |what: &str| Err(self.malformed(self.reader.buffer_position(), what));
            match event {
                Event::Start(start) if self.depth < DEEPEST => {
                    self.depth += 1;
                    return Ok(Some(Piece::Open(start)));
                }
                Event::Start(_) => return wrong("nested too deeply"),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Piece::Close));
                }
                Event::Text(text) => return Ok(Some(Piece::Text(text.xml10_content()))),
                Event::CData(text) => return Ok(Some(Piece::Text(text.xml10_content()))),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok().flatten().map(|it| Cow::Owned(it.to_string()));
                    let named = || quick_xml::escape::resolve_predefined_entity(&reference).map(Cow::Borrowed);
                    match character.or_else(named) {
                        Some(text) => return Ok(Some(Piece::Text(text))),
                        None => return wrong("an entity nobody defined"),
                    }
                }
                Event::DocType(_) => return wrong("it has a document type"),
                Event::Eof if self.depth > 0 => return wrong("the file ends within it"),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    fn malformed(&self, position: u64, what: &str) -> Problem {
        Problem::Malformed(format!("not XML from byte {position}: {what}"))
    }
}

/// The attributes of an element.
///
/// # Errors
/// If they are no attributes, or one is there twice.
pub(super) fn attributes(element: &BytesStart<'_>) -> Result<BTreeMap<String, String>, Problem> {
    let wrong = |what: String| Problem::Malformed(format!("attributes: {what}"));
    let mut attributes = BTreeMap::new();
    // Names are compared here, since quick-xml compares each with all others.
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| wrong(error.to_string()))?;
        let name = attribute.key.into_inner();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| wrong(error.to_string()))?;
        if attributes.insert(name.to_owned(), value.into_owned()).is_some() {
            return Err(wrong(format!("{name} is there twice")));
        }
    }
    Ok(attributes)
}

/// Whether XML 1.0 can't hold the character.
pub(super) fn is_illegal(character: char) -> bool {
    matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Writes text, between elements or in an attribute. White space other than spaces is escaped, or readers would make
/// spaces of it; what XML can't hold becomes U+FFFD.
pub(super) fn write_text(out: &mut Vec<u8>, text: &str) {
    let mut rest = text;
    let is_special =
        |character: char| matches!(character, '&' | '<' | '>' | '"' | '\t' | '\n' | '\r') || is_illegal(character);
    while let Some(at) = rest.find(is_special) {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let mut after = rest[at..].chars();
        out.extend_from_slice(match after.next() {
            Some('&') => b"&amp;",
            Some('<') => b"&lt;",
            Some('>') => b"&gt;",
            Some('"') => b"&quot;",
            Some('\t') => b"&#9;",
            Some('\n') => b"&#10;",
            Some('\r') => b"&#13;",
            _ => "\u{fffd}".as_bytes(),
        });
        rest = after.as_str();
    }
    out.extend_from_slice(rest.as_bytes());
}

/// Writes an attribute, with the space before it.
pub(super) fn write_attribute(out: &mut Vec<u8>, name: &str, value: &str) {
    out.push(b' ');
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"=\"");
    write_text(out, value);
    out.push(b'"');
}

/// Writes an element that holds nothing but text.
pub(super) fn write_element(out: &mut Vec<u8>, name: &str, text: &str) {
    out.extend_from_slice(format!("<{name}>").as_bytes());
    write_text(out, text);
    out.extend_from_slice(format!("</{name}>").as_bytes());
}
