//! Texts that are hard to handle.

use proptest::prelude::*;

use postil::domain::text::{Offset, Range, Text, words};

/// Pieces that count differently in bytes, code points, UTF-16 units and graphemes, or end lines in their own way.
const PIECES: [&str; 46] = [
    "a",
    "word",
    "Hello, world. ",
    " ",
    " ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\0",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "-",
    "’s",
    "'s",
    ".",
    "\"",
    "\\",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{20dd}",
    "😀",
    "👩‍👩‍👧‍👦",
    "👍🏽",
    "🇩🇪",
    "🇫",
    "\u{200d}",
    "\u{fe0f}",
    "한국",
    "\u{1112}",
    "\u{1161}",
    "\u{11ab}",
    "漢字",
    "。",
    "ひらがな",
    "שלום",
    "مرحبا",
    "\u{200f}",
    "\u{600}",
    "क्षि",
    "ไทย",
    "\u{10ffff}",
];

/// Any text made of hard pieces and of characters of any kind.
pub(crate) fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// The offset that many code points into the text, gone round as often as needed.
pub(crate) fn offset_in(text: &Text, n: usize) -> Offset {
    text.at_code_point(n % (text.code_points() + 1)).expect("the number is not greater than the text is long")
}

/// The range between two such offsets.
pub(crate) fn range_in(text: &Text, (one, other): (usize, usize)) -> Range {
    Range::ordered(offset_in(text, one), offset_in(text, other))
}

/// The range of whole graphemes between two such offsets, unless it is empty.
pub(crate) fn graphemes_in(text: &Text, ends: (usize, usize)) -> Option<Range> {
    let whole = words::whole_graphemes(text, range_in(text, ends));
    (!whole.is_empty()).then_some(whole)
}
