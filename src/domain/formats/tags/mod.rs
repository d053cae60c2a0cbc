//! Tags of words, for the formats that mark spans so: what is left of a set as a row of tags, and the spans a row of tags
//! stands for, in whichever of the usual schemes it is written.
//!
//! Schemes: IOB2 (each entity begins with `B-`), IOB1 (`B-` only where two entities of one label touch), BIOES and BILOU
//! (ends and single words are marked too).

mod entities;
mod sentences;

pub(super) use entities::{Decoder, Rebuilt, Scheme, Survey, Tag, align};
pub(super) use sentences::{Sentence, sentences};

/// Whether the character separates columns or words for some reader: Python's `str.split` takes U+001C to U+001F for white
/// space, which Unicode does not.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}
