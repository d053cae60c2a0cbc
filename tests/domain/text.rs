//! Offsets, their three units, ranges, and canonical text.

use postil::domain::text::{Canonical, Range, Repairs, Text};
use proptest::prelude::*;

use crate::support::cases;
use crate::support::texts::{awkward, offset_in, range_in};

/// Holds every conversion against counting from the start, and every position that is no offset against `None`.
fn agrees_with_counting(raw: &str) {
    let text = Text::new(raw);
    let content = text.as_str();
    let (mut code_points, mut utf16) = (0, 0);
    let mut utf16_offsets = Vec::new();
    for byte in 0..=content.len() {
        let Some(offset) = text.offset(byte) else {
            assert!(!content.is_char_boundary(byte), "byte {byte} of {content:?}");
            continue;
        };
        assert_eq!(offset.byte(), byte);
        assert_eq!(text.code_point(offset), code_points, "code points before byte {byte}");
        assert_eq!(text.utf16(offset), utf16, "UTF-16 units before byte {byte}");
        assert_eq!(text.at_code_point(code_points), Some(offset));
        utf16_offsets.push((utf16, offset));
        if let Some(character) = content[byte..].chars().next() {
            code_points += 1;
            utf16 += character.encode_utf16(&mut [0; 2]).len();
        }
    }
    assert_eq!(text.code_points(), content.chars().count());
    assert_eq!(text.utf16(text.end()), content.encode_utf16().count());
    for n in 0..=utf16 + 2 {
        let expected = utf16_offsets.iter().find(|(units, _)| *units == n).map(|(_, offset)| *offset);
        assert_eq!(text.at_utf16(n), expected, "UTF-16 position {n} of {content:?}");
    }
    assert_eq!(text.at_code_point(code_points + 1), None);
    assert_eq!(text.offset(content.len() + 1), None);
}

#[test]
fn offsets_agree_with_counting_in_every_script() {
    for raw in [
        "",
        "plain",
        "emoji 😀👩‍👩‍👧‍👦👍🏽 flags 🇩🇪🇫🇷",
        "combining e\u{301}\u{20dd} and jamo \u{1112}\u{1161}\u{11ab}",
        "עברית \u{200f}والعربية",
        "漢字、ひらがな。",
        "last \u{10ffff}",
        "crlf\r\nand cr\rand nul\0\u{feff}",
    ] {
        agrees_with_counting(raw);
    }
}

/// The index counts in steps of 512 bytes: characters of each width are laid across the border between two.
#[test]
fn offsets_agree_with_counting_across_the_steps_of_the_index() {
    for character in ["a", "é", "漢", "😀"] {
        for shift in 0..4 {
            agrees_with_counting(&format!("{}{}", "x".repeat(shift), character.repeat(1100 / character.len())));
        }
    }
    agrees_with_counting(&"😀é".repeat(256));
    agrees_with_counting(&"x".repeat(1024));
    // A step that begins and ends inside a character has as many units as bytes, and yet is not plain.
    for before in 505..512 {
        for character in ["é", "漢", "😀"] {
            let plain = "x".repeat(before);
            agrees_with_counting(&format!("{plain}{character}{plain}{character}{plain}"));
        }
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn offsets_agree_with_counting_in_any_text(raw in awkward()) {
        agrees_with_counting(&raw);
    }

    #[test]
    fn ranges_agree_with_sets_of_bytes(raw in awkward(), one: (usize, usize), other: (usize, usize)) {
        let text = Text::new(&raw);
        let (one, other) = (range_in(&text, one), range_in(&text, other));
        let bytes = |range: Range| range.start().byte()..range.end().byte();
        let shared: Vec<usize> = bytes(one).filter(|byte| bytes(other).contains(byte)).collect();
        let intersection = one.intersection(other);
        prop_assert_eq!(intersection.map_or(vec![], |range| bytes(range).collect()), shared.clone());
        if !one.is_empty() && !other.is_empty() {
            prop_assert_eq!(one.overlaps(other), !shared.is_empty());
            prop_assert_eq!(one.contains(other), shared.len() == other.len());
        }
        let hull = one.hull(other);
        prop_assert!(hull.contains(one) && hull.contains(other));
        prop_assert_eq!(hull.start(), one.start().min(other.start()));
        prop_assert_eq!(hull.end(), one.end().max(other.end()));
        prop_assert_eq!(text.quote(one).len(), one.len());
    }

    #[test]
    fn a_range_never_runs_backwards(raw in awkward(), one: usize, other: usize) {
        let text = Text::new(&raw);
        let (one, other) = (offset_in(&text, one), offset_in(&text, other));
        prop_assert_eq!(Range::new(one, other).is_some(), one <= other);
        prop_assert_eq!(Range::ordered(one, other), Range::ordered(other, one));
        prop_assert_eq!(text.range(one.byte(), other.byte()), Range::new(one, other));
    }

    #[test]
    fn a_canonical_text_stays_as_it_is(raw in awkward()) {
        let Canonical { text, .. } = Canonical::from(raw.as_str());
        prop_assert!(!text.as_str().contains(['\r', '\0']));
        let again = Canonical::from(text.as_str());
        prop_assert!(again.repairs.is_empty());
        prop_assert_eq!(again.text, text);
    }

    #[test]
    fn utf16_and_utf8_make_the_same_text(raw in awkward()) {
        let units: Vec<u16> = raw.encode_utf16().collect();
        let (one, other) = (Canonical::from(units.as_slice()), Canonical::from(raw.as_str()));
        prop_assert_eq!(one.text, other.text);
        prop_assert_eq!(one.repairs, other.repairs);
    }
}

#[track_caller]
fn canonical(raw: &str, expected: &str, repairs: Repairs) {
    let made = Canonical::from(raw);
    assert_eq!(made.text.as_str(), expected);
    assert_eq!(made.repairs, repairs);
}

#[test]
fn a_text_is_made_canonical_and_tells_how() {
    let untouched = Repairs::default();
    canonical("as it is\n e\u{301} \u{a0}\u{2028}", "as it is\n e\u{301} \u{a0}\u{2028}", untouched);
    canonical("\u{feff}text\u{feff}", "text\u{feff}", Repairs { byte_order_mark: true, ..untouched });
    canonical("\u{feff}\u{feff}a", "a", Repairs { byte_order_mark: true, ..untouched });
    canonical("a\r\nb\rc\n\r\nd", "a\nb\nc\n\nd", Repairs { line_ends: 3, ..untouched });
    canonical("\r\r\n", "\n\n", Repairs { line_ends: 2, ..untouched });
    canonical("\0a\0", "\u{fffd}a\u{fffd}", Repairs { nul_characters: 2, ..untouched });
    canonical("", "", untouched);
}

#[test]
fn lone_surrogates_are_replaced_and_pairs_are_not() {
    let made = Canonical::from([0xfeff, 0xd83d, 0xde42, 0xde42, 0x61, 0xd83d].as_slice());
    assert_eq!(made.text.as_str(), "🙂\u{fffd}a\u{fffd}");
    assert_eq!(made.repairs, Repairs { byte_order_mark: true, lone_surrogates: 2, ..Repairs::default() });
}

#[test]
fn a_text_is_named_by_its_sha256() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(Text::new("").sha256(), empty);
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(Text::new("\u{feff}abc").sha256(), abc);
}
