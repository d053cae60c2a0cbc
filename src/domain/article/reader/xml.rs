//! XML, taken apart piece by piece, as forgivingly as its readers may be.
//!
//! Entities are never resolved but for the five that XML has itself, so that none can grow; a name nobody knows stays as
//! it stands. Nothing here calls itself, so that depth costs nothing but the names of what is open.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Unread;
use super::encoding::{declared_in_html, decode};

/// Deeper than any document is.
const DEEPEST: usize = 256;

/// The elements of a file and the text between them, one after another.
pub(super) struct Elements<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

/// A part of a file.
pub(super) enum Part<'a> {
    Open(Element<'a>),
    Text(String),
    /// The name of the element that ends, without its prefix.
    Close(String),
}

/// An element as it opens.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// The name without its prefix: prefixes differ from writer to writer.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let mut found = attributes.with_checks(false).flatten().filter(|it| it.key.local_name().into_inner() == name);
        let value = found.next()?.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }
}

impl<'a> Elements<'a> {
    pub(super) fn of(xml: &'a str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, depth: 0 }
    }

    /// The next part; nothing at the end of the file.
    ///
    /// # Errors
    /// If it is no XML, ends within an element, or is nested too deeply; where and how. Nothing more can be read then.
    pub(super) fn next(&mut self) -> Result<Option<Part<'a>>, Unread> {
        loop {
            let event = self.reader.read_event();
            let at = self.reader.error_position();
            let event = event.map_err(|error| Unread::Broken(format!("byte {at}: {error}")))?;
            match event {
                Event::Start(_) if self.depth == DEEPEST => return Err(Unread::TooDeep),
                Event::Start(start) => {
                    self.depth += 1;
                    return Ok(Some(Part::Open(Element(start))));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Part::Close(end.local_name().into_inner().to_owned())));
                }
                Event::Text(text) => return Ok(Some(Part::Text(text.xml10_content().into_owned()))),
                Event::CData(text) => return Ok(Some(Part::Text(text.xml10_content().into_owned()))),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                    let named = || quick_xml::escape::resolve_predefined_entity(&reference).map(str::to_owned);
                    let text = character.or_else(named).unwrap_or_else(|| format!("&{};", &*reference));
                    return Ok(Some(Part::Text(text)));
                }
                Event::Eof if self.depth > 0 => return Err(Unread::Broken("it ends too early".into())),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    /// Passes over the rest of the element that was opened last.
    ///
    /// # Errors
    /// As [`Elements::next`].
    pub(super) fn skip(&mut self) -> Result<(), Unread> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// The text in the element that was opened last, up to its end.
    ///
    /// # Errors
    /// As [`Elements::next`].
    pub(super) fn text(&mut self) -> Result<String, Unread> {
        let outside = self.depth.saturating_sub(1);
        let mut words = String::new();
        while self.depth > outside {
            match self.next()? {
                Some(Part::Text(text)) => words.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        Ok(words.trim().to_owned())
    }
}

/// The text of an XML file, by its byte order mark and declaration.
pub(super) fn decoded(bytes: &[u8]) -> String {
    decode(bytes, None, declared_in_html(bytes).as_deref()).text
}
