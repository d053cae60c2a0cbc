//! What a file says about itself.

use std::borrow::Cow;

use hayro_syntax::Pdf;
use hayro_syntax::object::{DateTime, Dict, Stream, String as PdfString};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use super::bounds::Budget;
use crate::domain::document::Metadata;

/// The longest title or author that is taken, in bytes.
const LONGEST: usize = 1000;

/// What a file says about itself; its dictionary goes before its XMP packet.
pub(super) fn of(pdf: &Pdf, budget: &mut Budget) -> Metadata {
    let info = pdf.metadata();
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()).unwrap_or_default();
    let xmp = root
        .get::<Stream<'_>>("Metadata")
        .filter(|stream| budget.allows(stream))
        .and_then(|stream| stream.decoded_data().ok())
        .map(|packet| Xmp::of(&packet))
        .unwrap_or_default();
    let line = |bytes: &Option<Box<[u8]>>| bytes.as_deref().and_then(|bytes| one_line(&text(bytes)));
    Metadata {
        title: [line(&info.title), xmp.title].into_iter().flatten().find(|title| is_title(title)),
        byline: line(&info.author).or(xmp.creators).filter(|author| is_author(author)),
        published: info.creation_date.as_ref().and_then(iso),
        language: root.get::<PdfString<'_>>("Lang").and_then(|language| tag(&text(language.as_bytes()))),
        ..Metadata::default()
    }
}

/// A string of a file as text: UTF-16 or UTF-8 with a mark of byte order, else PDFDocEncoding.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            // Not by the standard, but Latin letters hardly ever look like UTF-8 by chance.
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| pdf_doc(*byte)).collect(),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// PDFDocEncoding (ISO 32000-1, annex D.2), which differs from Latin-1 where that has controls.
fn pdf_doc(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const UPPER: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł',
        'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    match byte {
        0x18..=0x1f => ACCENTS[usize::from(byte - 0x18)],
        0x80..=0xa0 => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn one_line(text: &str) -> Option<String> {
    let visible = text.replace(|character: char| character.is_control(), " ");
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty() && line.len() <= LONGEST).then_some(line)
}

/// Whether words are a title, and not what programs write in its place.
fn is_title(title: &str) -> bool {
    const PROGRAMS: [&str; 5] = ["microsoft ", "powerpoint ", "untitled", "unbenannt", "http"];
    const ENDINGS: [&str; 14] = [
        ".doc", ".docx", ".odt", ".rtf", ".txt", ".pdf", ".indd", ".qxd", ".qxp", ".tex", ".dvi", ".ps", ".html",
        ".htm",
    ];
    let lower = title.to_lowercase();
    let words = lower.trim_end_matches(|character: char| character.is_ascii_digit() || character == ' ');
    title.chars().any(char::is_alphabetic)
        && !PROGRAMS.iter().any(|program| lower.starts_with(program))
        && !ENDINGS.iter().any(|ending| lower.ends_with(ending))
        && !matches!(words, "title" | "document" | "dokument" | "layout" | "about:blank" | "no title" | "slide")
        && !lower.starts_with("file:")
}

fn is_author(author: &str) -> bool {
    let lower = author.to_lowercase();
    author.chars().any(char::is_alphabetic)
        && !matches!(
            lower.as_str(),
            "unknown" | "author" | "user" | "admin" | "administrator" | "owner" | "root" | "anonymous"
        )
}

/// A date as ISO 8601, if there is such a date.
fn iso(date: &DateTime) -> Option<String> {
    let DateTime { year, month, day, hour, minute, second, utc_offset_hour, utc_offset_minute } = date;
    let is_date = (1..=12).contains(month) && (1..=31).contains(day) && *year >= 1900;
    if !is_date || *hour > 23 || *minute > 59 || *second > 59 {
        return None;
    }
    let zone = match (utc_offset_hour, utc_offset_minute) {
        (0, 0) => "Z".to_owned(),
        (hours, minutes) => format!("{hours:+03}:{minutes:02}"),
    };
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"))
}

/// A language as BCP 47, if it looks like one.
fn tag(language: &str) -> Option<String> {
    let language = language.trim().replace('_', "-");
    let mut parts = language.split('-');
    let is_primary = parts
        .next()
        .is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let is_other = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_primary && parts.all(is_other)).then_some(language)
}

/// What is taken of an XMP packet: the title and the creators of Dublin Core.
#[derive(Default)]
struct Xmp {
    title: Option<String>,
    creators: Option<String>,
}

impl Xmp {
    fn of(packet: &[u8]) -> Self {
        let packet: Cow<'_, str> = match packet {
            [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => text(packet).into(),
            _ => String::from_utf8_lossy(packet),
        };
        let mut reader = Reader::from_str(&packet);
        let (mut titles, mut creators, mut item) = (Vec::new(), Vec::new(), String::new());
        let (mut in_title, mut in_creator) = (false, false);
        // A packet that is broken says what stands before that.
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(element) => match element.name().as_ref() {
                    "dc:title" => in_title = true,
                    "dc:creator" => in_creator = true,
                    _ => item.clear(),
                },
                Event::End(element) => match element.name().as_ref() {
                    "dc:title" => in_title = false,
                    "dc:creator" => in_creator = false,
                    "rdf:li" if in_title => titles.extend(one_line(&item)),
                    "rdf:li" if in_creator => creators.extend(one_line(&item)),
                    _ => {}
                },
                Event::Text(words) if in_title || in_creator => item.push_str(&words.xml10_content()),
                Event::GeneralRef(reference) if in_title || in_creator => {
                    let character = reference.resolve_char_ref().ok().flatten();
                    item.extend(character);
                    item.push_str(resolve_predefined_entity(&reference).unwrap_or_default());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        // The first title is the one of the default language.
        Self { title: titles.into_iter().next(), creators: one_line(&creators.join(", ")) }
    }
}
