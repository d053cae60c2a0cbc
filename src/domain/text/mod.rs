//! The text of a document, and positions in it.
//!
//! Inside the program an offset is a byte position on a character boundary; files and people see code points; the
//! browser counts UTF-16 code units. [`Text`] converts between the three.

mod canonical;
pub mod find;
mod index;
pub mod mentions;
mod offset;
pub(in crate::domain) mod order;
pub mod particles;
pub mod pattern;
pub mod segments;
pub mod sentences;
pub mod unspaced;
pub mod words;

use std::fmt;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

pub use canonical::{Canonical, Repairs};
pub use offset::{Offset, Range};

use index::TextIndex;

/// The longest text one document can hold, in bytes: offsets are 32 bits wide, and every tool downstream reads a
/// document at once.
pub const LONGEST_TEXT: usize = 64 << 20;

/// A canonical text, shared and never changed.
///
/// Holds no NUL, no CR and no leading byte order mark (see [`Canonical`]).
#[derive(Clone)]
pub struct Text(Arc<Shared>);

struct Shared {
    content: Box<str>,
    index: TextIndex,
    sha256: OnceLock<String>,
}

impl Text {
    /// Makes the text canonical and holds it; what had to be changed is told by [`Canonical`].
    pub fn new(raw: &str) -> Self {
        Canonical::from(raw).text
    }

    fn from_canonical(content: Box<str>) -> Self {
        let index = TextIndex::new(&content);
        Self(Arc::new(Shared { content, index, sha256: OnceLock::new() }))
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0.content
    }

    /// The text's length in bytes.
    pub fn len(&self) -> usize {
        self.0.content.len()
    }

    /// Whether there is nothing in the text.
    pub fn is_empty(&self) -> bool {
        self.0.content.is_empty()
    }

    /// The text's length in code points.
    pub fn code_points(&self) -> usize {
        self.code_point(self.end())
    }

    /// The SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        self.0
            .sha256
            .get_or_init(|| Sha256::digest(self.as_str().as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The position before the first character.
    pub fn start(&self) -> Offset {
        Offset::unchecked(0)
    }

    /// The position after the last character.
    pub fn end(&self) -> Offset {
        Offset::unchecked(self.len())
    }

    /// The range that is the whole text.
    pub fn whole(&self) -> Range {
        Range::ordered(self.start(), self.end())
    }

    /// The offset at a byte position, unless that is past the end or inside a character.
    pub fn offset(&self, byte: usize) -> Option<Offset> {
        self.as_str().is_char_boundary(byte).then(|| Offset::unchecked(byte))
    }

    /// The range between two byte positions, unless either is no offset or they are out of order.
    pub fn range(&self, start: usize, end: usize) -> Option<Range> {
        Range::new(self.offset(start)?, self.offset(end)?)
    }

    /// The offset before the `n`th code point (from 0); `n` equal to the number of code points is the end.
    pub fn at_code_point(&self, n: usize) -> Option<Offset> {
        self.0.index.byte_of_code_point(self.as_str(), n).map(Offset::unchecked)
    }

    /// The offset at a position in UTF-16 code units, unless that is past the end or inside a surrogate pair.
    pub fn at_utf16(&self, n: usize) -> Option<Offset> {
        self.0.index.byte_of_utf16(self.as_str(), n).map(Offset::unchecked)
    }

    /// How many code points stand before the offset.
    pub fn code_point(&self, offset: Offset) -> usize {
        self.0.index.code_point_of_byte(self.as_str(), offset.byte())
    }

    /// How many UTF-16 code units stand before the offset.
    pub fn utf16(&self, offset: Offset) -> usize {
        self.0.index.utf16_of_byte(self.as_str(), offset.byte())
    }

    /// The characters of a range.
    ///
    /// # Panics
    /// If the range was made for another text and does not fit this one.
    pub fn quote(&self, range: Range) -> &str {
        &self.as_str()[range.start().byte()..range.end().byte()]
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({:?})", self.as_str())
    }
}
