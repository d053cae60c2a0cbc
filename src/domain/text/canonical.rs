//! Making a text canonical, once, when it comes in.

use super::Text;

/// What had to be changed to make a text canonical.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// Whether a leading byte order mark was taken away, or several.
    pub byte_order_mark: bool,
    /// How many CR or CRLF line ends became LF.
    pub line_ends: usize,
    /// How many NUL characters became U+FFFD.
    pub nul_characters: usize,
    /// How many lone surrogates became U+FFFD.
    pub lone_surrogates: usize,
}

impl Repairs {
    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A text made canonical, and what that took.
///
/// Leading U+FEFF are taken away (all of them, so that a canonical text stays as it is), CR and CRLF become LF, NUL and
/// lone surrogates become U+FFFD. Nothing else is touched: no Unicode normalisation, no trimming.
#[derive(Clone, Debug)]
pub struct Canonical {
    /// The canonical text.
    pub text: Text,
    /// What was changed.
    pub repairs: Repairs,
}

impl From<&str> for Canonical {
    fn from(raw: &str) -> Self {
        let mut repairs = Repairs::default();
        let rest = raw.trim_start_matches('\u{feff}');
        repairs.byte_order_mark = rest.len() != raw.len();
        if !rest.bytes().any(|byte| byte == b'\r' || byte == 0) {
            return Self { text: Text::from_canonical(rest.into()), repairs };
        }
        let mut content = String::with_capacity(rest.len());
        let mut characters = rest.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '\r' => {
                    characters.next_if_eq(&'\n');
                    repairs.line_ends += 1;
                    content.push('\n');
                }
                '\0' => {
                    repairs.nul_characters += 1;
                    content.push(char::REPLACEMENT_CHARACTER);
                }
                _ => content.push(character),
            }
        }
        Self { text: Text::from_canonical(content.into()), repairs }
    }
}

impl From<&[u16]> for Canonical {
    /// Reads UTF-16 as the browser holds it, which may have lone surrogates.
    fn from(units: &[u16]) -> Self {
        let mut lone_surrogates = 0;
        let raw: String = char::decode_utf16(units.iter().copied())
            .map(|unit| {
                unit.unwrap_or_else(|_| {
                    lone_surrogates += 1;
                    char::REPLACEMENT_CHARACTER
                })
            })
            .collect();
        let mut canonical = Self::from(raw.as_str());
        canonical.repairs.lone_surrogates = lone_surrogates;
        canonical
    }
}
