//! The third column: what the columns of CoNLL-2003 have no place for.

use crate::domain::formats::tags::is_blank;

/// What a row says besides its word and tag, as `Name=value` joined by `|`, or `_`. `SpaceAfter=No` is CoNLL-U's,
/// `SpacesBefore` and `SpacesAfter` are UDPipe's, with its escapes `\s`, `\t`, `\n`, `\r`, `\p` and `\\`; other blank characters
/// are `\u` and four hexadecimal digits. `Document` and `Annotator` are ours and stand on the first word of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Extras {
    /// The document's name.
    pub document: String,
    /// Whose work it is.
    pub annotator: String,
    /// What stands before the first word.
    pub before: String,
    /// What stands after the word, if not what a reader supposes: a space, or a line end after a sentence, or nothing at the
    /// end of a document.
    pub after: Option<String>,
}

impl Extras {
    /// Writes the column.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let start = out.len();
        for (name, value) in
            [("Document", &self.document), ("Annotator", &self.annotator), ("SpacesBefore", &self.before)]
        {
            if !value.is_empty() {
                write_field(out, start, name, value);
            }
        }
        match self.after.as_deref() {
            Some("") => write_field(out, start, "SpaceAfter", "No"),
            Some(spaces) => write_field(out, start, "SpacesAfter", spaces),
            None => {}
        }
        if out.len() == start {
            out.push(b'_');
        }
    }

    /// Reads a column; nothing if it is something else's.
    pub(super) fn parse(column: &str) -> Option<Self> {
        let mut extras = Self::default();
        for field in column.split('|') {
            let (name, value) = field.split_once('=')?;
            match name {
                "Document" => extras.document = unescaped(value)?,
                "Annotator" => extras.annotator = unescaped(value)?,
                "SpacesBefore" => extras.before = unescaped(value)?,
                "SpacesAfter" => extras.after = Some(unescaped(value)?),
                "SpaceAfter" if value == "No" => extras.after = Some(String::new()),
                _ => return None,
            }
        }
        Some(extras)
    }
}

fn write_field(out: &mut Vec<u8>, start: usize, name: &str, value: &str) {
    if out.len() > start {
        out.push(b'|');
    }
    out.extend_from_slice(name.as_bytes());
    out.push(b'=');
    let mut buffer = [0; 4];
    for character in value.chars() {
        match character {
            ' ' => out.extend_from_slice(b"\\s"),
            '\t' => out.extend_from_slice(b"\\t"),
            '\n' => out.extend_from_slice(b"\\n"),
            '\r' => out.extend_from_slice(b"\\r"),
            '|' => out.extend_from_slice(b"\\p"),
            '\\' => out.extend_from_slice(b"\\\\"),
            _ if is_blank(character) => out.extend_from_slice(format!("\\u{:04x}", u32::from(character)).as_bytes()),
            _ => out.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes()),
        }
    }
}

fn unescaped(value: &str) -> Option<String> {
    let mut said = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('\\') {
        said.push_str(&rest[..at]);
        let escape = *rest.as_bytes().get(at + 1)?;
        rest = rest.get(at + 2..)?;
        said.push(match escape {
            b's' => ' ',
            b't' => '\t',
            b'n' => '\n',
            b'r' => '\r',
            b'p' => '|',
            b'\\' => '\\',
            b'u' => {
                let digits = rest.get(..4)?;
                rest = &rest[4..];
                char::from_u32(u32::from_str_radix(digits, 16).ok()?)?
            }
            _ => return None,
        });
    }
    said.push_str(rest);
    Some(said)
}
