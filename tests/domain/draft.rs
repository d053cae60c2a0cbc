//! Drafts: what is kept becomes the document, what is left out stays with it and can be taken back.

use postil::domain::article::draft::{Draft, Found, Piece};
use postil::domain::document::{Document, Metadata, Role};
use postil::domain::id::DocumentId;
use postil::domain::text::Text;
use proptest::prelude::*;

use crate::support::cases;
use crate::support::texts::awkward;

fn id() -> DocumentId {
    DocumentId::new("d")
}

/// Words without U+FEFF, which is dropped where it would stand at a text's beginning.
fn bare(words: &str) -> String {
    words.replace('\u{feff}', "").trim().to_owned()
}

/// The pieces' words with their roles, of those that are kept or of all.
fn words(draft: &Draft, only_kept: bool) -> Vec<(Role, String)> {
    let wanted = draft.pieces().iter().filter(|piece| piece.kept || !only_kept);
    let words = wanted.map(|piece| (piece.role, bare(draft.text().quote(piece.range))));
    words.filter(|(_, words)| !words.is_empty()).collect()
}

fn found() -> impl Strategy<Value = Vec<Found>> {
    let piece = (awkward(), proptest::sample::select(&Role::ALL[..]), any::<bool>())
        .prop_map(|(text, role, kept)| Found { role, text, kept });
    proptest::collection::vec(piece, 0..12)
}

/// A draft of a text whose pieces are its lines.
fn of_lines(raw: &str, kept: &[bool]) -> Draft {
    let text = Text::new(raw);
    let mut pieces = Vec::new();
    let mut at = 0;
    for line in text.as_str().split('\n') {
        let bare = line.trim();
        if !bare.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let range = text.range(start, start + bare.len()).expect("trimming keeps to character boundaries");
            let is_kept = kept.get(pieces.len()).copied().unwrap_or(true);
            pieces.push(Piece { range, role: Role::Paragraph, kept: is_kept });
        }
        at += line.len() + 1;
    }
    Draft::new(text, pieces, Metadata::default())
}

fn is_sound(draft: &Draft) -> Result<(), TestCaseError> {
    let document = draft.document(id());
    // Kept words, in order, and no others.
    let kept = words(draft, true);
    let solid = |words: &str| bare(words).split_whitespace().collect::<String>();
    let all: String = kept.iter().map(|(_, words)| words.as_str()).collect();
    prop_assert_eq!(solid(document.text().as_str()), solid(&all));
    let without_marks = document.text().as_str().replace('\u{feff}', "");
    prop_assert!(kept.iter().all(|(_, words)| without_marks.contains(words.as_str())));
    if draft.left_out() == 0 {
        prop_assert_eq!(document.text(), draft.text());
    }
    let left_out = |document: &Document| -> Vec<String> {
        document.left_out.iter().map(|out| bare(&out.text)).filter(|words| !words.is_empty()).collect()
    };
    let is_out = |piece: &&Piece| !piece.kept;
    let expected: Vec<String> =
        draft.pieces().iter().filter(is_out).map(|piece| bare(draft.text().quote(piece.range))).collect();
    prop_assert_eq!(left_out(&document), expected.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>());

    // Made anew, it is the same.
    let again = Draft::from(&document);
    let second = again.document(id());
    prop_assert_eq!(second.text(), document.text());
    prop_assert_eq!(second.blocks(), document.blocks());
    prop_assert_eq!(left_out(&second), left_out(&document));

    // Taken back, everything stands where it stood.
    let mut whole = again;
    for place in 0..whole.pieces().len() {
        prop_assert!(whole.keep(place, true));
    }
    let taken_back: Vec<(Role, String)> = words(&whole, true);
    prop_assert_eq!(taken_back, words(draft, false));
    let everything = whole.document(id());
    prop_assert!(everything.left_out.is_empty());
    prop_assert_eq!(everything.text(), whole.text());
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn found_pieces_make_a_document_and_come_back(found in found()) {
        is_sound(&Draft::of(found, Metadata::default()))?;
    }

    #[test]
    fn lines_of_a_text_make_a_document_and_come_back(
        raw in "(?:[a-z]{1,5}|[ \\t\u{a0}]|\n|é|한국){0,30}",
        kept in proptest::collection::vec(any::<bool>(), 0..12),
    ) {
        is_sound(&of_lines(&raw, &kept))?;
    }
}

#[test]
fn a_mark_of_byte_order_at_the_beginning_is_no_part_of_the_words() {
    for found in [
        vec![Found::left_out(Role::Paragraph, "menu"), Found::kept(Role::Paragraph, " \u{feff}words")],
        vec![Found::left_out(Role::Paragraph, " \u{feff}menu"), Found::kept(Role::Paragraph, "words")],
        vec![
            Found::left_out(Role::Paragraph, "menu"),
            Found::kept(Role::Paragraph, " \u{feff}"),
            Found::kept(Role::Title, "t"),
        ],
    ] {
        is_sound(&Draft::of(found, Metadata::default())).unwrap();
    }
    let draft = of_lines("menu\n\u{feff}words\n\u{feff}", &[false, true, true]);
    assert_eq!(draft.document(id()).text().as_str(), "words\n\u{feff}");
}

#[test]
fn what_follows_one_another_keeps_what_stands_between() {
    let draft = of_lines("  a\n\n\n b\nx\nc\nd\n", &[true, true, false, true, true]);
    let document = draft.document(id());
    assert_eq!(document.text().as_str(), "a\n\n\n b\n\nc\nd");
    assert_eq!(document.left_out.len(), 1);
    assert_eq!(document.left_out[0].at.byte(), document.text().as_str().find('c').unwrap());
}
