//! Which encoding a text is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Unread;
use crate::domain::article::draft::{Decoding, Draft, Remark};
use crate::domain::text::LONGEST_TEXT;

/// The encodings somebody can choose from, by the WHATWG's names.
pub const ENCODINGS: [&str; 36] = [
    "UTF-8",
    "UTF-16LE",
    "UTF-16BE",
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "ISO-8859-2",
    "ISO-8859-3",
    "ISO-8859-4",
    "ISO-8859-5",
    "ISO-8859-6",
    "ISO-8859-7",
    "ISO-8859-8",
    "ISO-8859-10",
    "ISO-8859-13",
    "ISO-8859-14",
    "ISO-8859-15",
    "ISO-8859-16",
    "KOI8-R",
    "KOI8-U",
    "IBM866",
    "macintosh",
    "Shift_JIS",
    "EUC-JP",
    "ISO-2022-JP",
    "EUC-KR",
    "GBK",
    "gb18030",
    "Big5",
];

/// In a declared encoding, one character of so many may be unreadable before the declaration is not believed.
const BELIEVED: usize = 200;
/// In UTF-8, one character may be unreadable for so many others that are not ASCII.
const NEARLY: usize = 20;
/// One character of so many may be a control character in a text.
const CONTROLS: usize = 100;
/// In UTF-16, one unit of so many is a space, a full stop or in ASCII.
const STOPS: usize = 50;

/// A text in some encoding, as it was read.
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// The encoding's name.
    pub(super) encoding: &'static str,
    /// Whether it was guessed.
    pub(super) is_guessed: bool,
    /// How many characters could not be read, and became U+FFFD.
    pub(super) unreadable: usize,
}

impl Decoded {
    fn by(encoding: &'static Encoding, bytes: &[u8]) -> Self {
        let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
        let unreadable = if had_errors { text.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 };
        Self { text: text.into_owned(), encoding: encoding.name(), is_guessed: false, unreadable }
    }

    fn guessed(encoding: &'static Encoding, bytes: &[u8]) -> Self {
        Self { is_guessed: true, ..Self::by(encoding, bytes) }
    }

    /// Whether it has characters no text has: NUL, or too many other control characters.
    fn is_binary(&self) -> bool {
        let is_control =
            |character: &char| character.is_control() && !matches!(character, '\t' | '\n' | '\r' | '\x0c' | '\u{85}');
        let controls = self.text.chars().filter(is_control).count();
        self.text.contains('\0') || controls > 0 && controls * CONTROLS > self.text.chars().count()
    }

    /// Says how it was read.
    pub(super) fn decoding(&self) -> Decoding {
        let guessed = self.is_guessed.then_some(Remark::EncodingGuessed);
        let unreadable = (self.unreadable > 0).then_some(Remark::Unreadable(self.unreadable));
        Decoding { encoding: Some(self.encoding.to_owned()), remarks: guessed.into_iter().chain(unreadable).collect() }
    }

    /// Says in the draft how it was read.
    pub(super) fn told(&self, draft: &mut Draft) {
        let Decoding { encoding, remarks } = self.decoding();
        draft.encoding = encoding;
        draft.remarks.extend(remarks);
    }
}

/// Reads bytes as text: as somebody says, else by the byte order mark, else as declared, else as UTF-8 if that is possible,
/// else as it is guessed.
///
/// A declaration is not believed if what it names can't be read so, nor if it names another encoding for what can be read
/// as UTF-8: pages that were saved or copied are often in UTF-8 and still declare what they once were in.
pub(super) fn decode(bytes: &[u8], said: Option<&str>, declared: Option<&str>) -> Decoded {
    if let Some(encoding) = said.and_then(named) {
        return Decoded::by(encoding, bytes);
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Decoded::by(encoding, bytes);
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) && !has_escape(bytes) {
        return Decoded::by(UTF_8, bytes);
    }
    if let Some(encoding) = declared.and_then(named).filter(|encoding| *encoding != UTF_8) {
        let decoded = Decoded::by(encoding, bytes);
        if decoded.unreadable * BELIEVED <= decoded.text.chars().count() && !decoded.is_binary() {
            return decoded;
        }
    }
    guess(bytes)
}

/// Reads bytes that must be a text, as [`decode`] does.
///
/// # Errors
/// If they are no text, or a longer one than a document can hold.
pub(super) fn text_of(bytes: &[u8], said: Option<&str>, declared: Option<&str>) -> Result<Decoded, Unread> {
    // No encoding takes more than twice the bytes of UTF-8.
    if bytes.len() > 2 * LONGEST_TEXT {
        return Err(Unread::TooLong);
    }
    let decoded = decode(bytes, said, declared);
    if decoded.is_binary() {
        return Err(Unread::Binary);
    }
    if decoded.text.len() > LONGEST_TEXT { Err(Unread::TooLong) } else { Ok(decoded) }
}

fn named(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.trim().as_bytes())
}

/// Whether there are escape sequences in it as ISO-2022-JP has them, whose bytes are all ASCII.
fn has_escape(bytes: &[u8]) -> bool {
    bytes.is_ascii() && bytes.windows(2).any(|pair| pair == b"\x1b$" || pair == b"\x1b(")
}

/// Reads what nothing is known of.
fn guess(bytes: &[u8]) -> Decoded {
    if let Some(decoded) = as_utf16(bytes) {
        return decoded;
    }
    let as_utf8 = Decoded::guessed(UTF_8, bytes);
    let beyond_ascii = as_utf8.text.chars().filter(|character| !character.is_ascii()).count();
    if as_utf8.unreadable > 0 && beyond_ascii > as_utf8.unreadable * NEARLY {
        return as_utf8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    Decoded::guessed(detector.guess(None, Utf8Detection::Allow), bytes)
}

/// Reads UTF-16 without a byte order mark: half of the bytes of its spaces and line ends are NUL. Of the two orders it is the
/// one in which there are more of those.
fn as_utf16(bytes: &[u8]) -> Option<Decoded> {
    if !bytes.contains(&0) {
        return None;
    }
    let stops = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
        units.filter(|unit| matches!(unit, 0x0a | 0x20..=0x7e | 0x3000..=0x3002)).count()
    };
    let (little, big) = (stops(u16::from_le_bytes), stops(u16::from_be_bytes));
    let encoding = if little >= big { UTF_16LE } else { UTF_16BE };
    let decoded = Decoded::guessed(encoding, bytes);
    let has_stops = little.max(big) * STOPS >= bytes.len() / 2;
    (has_stops && decoded.unreadable <= 1 && !decoded.is_binary()).then_some(decoded)
}

/// The encoding a page or an XML file declares within its first 1,024 bytes, as it stands there. UTF-16 in what can be read
/// as ASCII means UTF-8. Source: “prescan a byte stream to determine its encoding”, HTML Standard, 13.2.3.2.
pub(super) fn declared_in_html(bytes: &[u8]) -> Option<String> {
    const HEAD: usize = 1024;
    let head = &bytes[..HEAD.min(bytes.len())];
    let head: String = head.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let label = in_declaration(&head).or_else(|| in_metas(&head))?;
    let is_wide = named(&label).is_some_and(|encoding| encoding == UTF_16LE || encoding == UTF_16BE);
    Some(if is_wide { UTF_8.name().to_owned() } else { label })
}

/// The encoding an XML declaration names.
fn in_declaration(head: &str) -> Option<String> {
    let start = head.trim_start_matches(['\u{ef}', '\u{bb}', '\u{bf}']).strip_prefix("<?xml")?;
    let declaration = &start[..start.find("?>")?];
    let attributes = attributes(declaration);
    attributes.into_iter().find(|(name, _)| name == "encoding").map(|(_, value)| value)
}

/// The encoding the first `<meta>` that names one names, outside comments.
fn in_metas(head: &str) -> Option<String> {
    let mut rest = head;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")?..];
        } else if let Some(meta) =
            rest.strip_prefix("<meta").filter(|meta| meta.starts_with([' ', '\t', '\n', '\r', '\x0c', '/']))
        {
            let end = meta.find('>').unwrap_or(meta.len());
            if let Some(label) = in_meta(&meta[..end]) {
                return Some(label);
            }
            rest = &meta[end..];
        } else {
            rest = &rest[1..];
        }
    }
    None
}

fn in_meta(meta: &str) -> Option<String> {
    let attributes = attributes(meta);
    let value = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    if let Some(charset) = value("charset") {
        return Some(charset.trim().to_owned());
    }
    let content = value("content").filter(|_| value("http-equiv") == Some("content-type"))?;
    let after = content[content.find("charset")? + "charset".len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|first| matches!(first, '"' | '\''));
    let label = match quote {
        Some(quote) => after[1..].split(quote).next(),
        None => after.split([' ', ';', '\t', '\n', '\r']).next(),
    };
    label.filter(|label| !label.is_empty()).map(str::to_owned)
}

/// The attributes in a tag: names and values, quoted or not.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let is_blank = |character: char| character.is_ascii_whitespace() || character == '/';
    let mut found = Vec::new();
    let mut rest = tag.trim_start_matches(is_blank);
    while !rest.is_empty() {
        let end = rest.find(|character| is_blank(character) || character == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
            found.push((name.to_owned(), String::new()));
            rest = after.trim_start_matches(is_blank);
            continue;
        };
        let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
        let (value, after) = match quote {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => {
                value.split_at(value.find(|character: char| character.is_ascii_whitespace()).unwrap_or(value.len()))
            }
        };
        found.push((name.to_owned(), value.to_owned()));
        rest = after.trim_start_matches(is_blank);
    }
    found
}

/// Reads a plain text.
///
/// # Errors
/// If it is no text, too long, or has no words.
pub(super) fn read_text(bytes: &[u8], encoding: Option<&str>) -> Result<(String, Decoding), Unread> {
    if bytes.starts_with(b"{\\rtf") {
        return Err(Unread::Broken("it is RTF, which is not read; save it as DOCX, ODT or text".into()));
    }
    let decoded = text_of(bytes, encoding, None)?;
    if decoded.text.trim().is_empty() {
        return Err(Unread::Empty);
    }
    let decoding = decoded.decoding();
    Ok((decoded.text, decoding))
}
