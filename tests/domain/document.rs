//! Documents: blocks that fit their text, and blocks that are too long.

use postil::domain::document::{Block, BlocksError, Document, LONGEST_BLOCK, Metadata, Role};
use postil::domain::id::DocumentId;
use postil::domain::text::{Text, words};

fn made(text: &Text, ends: &[(usize, usize)]) -> Result<Document, BlocksError> {
    let blocks: Vec<Block> = ends
        .iter()
        .map(|(start, end)| Block {
            range: text.range(*start, *end).expect("the ends are offsets"),
            role: Role::Paragraph,
        })
        .collect();
    Document::new(DocumentId::new("document"), text.clone(), &blocks, Metadata::default())
}

#[test]
fn blocks_must_hold_all_the_text_in_order() {
    let text = Text::new(" one\n\ntwo three \n");
    assert!(made(&text, &[(1, 4), (6, 15)]).is_ok());
    assert!(made(&text, &[(0, text.len())]).is_ok());
    assert!(made(&Text::new(" \n"), &[]).is_ok());
    let error = |ends: &[(usize, usize)]| made(&text, ends).err();
    assert_eq!(error(&[(6, 15), (1, 4)]), text.offset(1).map(BlocksError::Uncovered));
    assert_eq!(error(&[(1, 15), (6, 15)]), Some(BlocksError::OutOfOrder(1)));
    assert_eq!(error(&[(1, 4), (4, 4), (6, 15)]), Some(BlocksError::OutOfOrder(1)));
    assert_eq!(error(&[(1, 4)]), text.offset(6).map(BlocksError::Uncovered));
    assert_eq!(error(&[(1, 4), (6, 9)]), text.offset(10).map(BlocksError::Uncovered));
    assert_eq!(error(&[]), text.offset(1).map(BlocksError::Uncovered));
    let longer = Text::new("  one two three four five");
    let beyond = Block { range: longer.range(1, 25).unwrap(), role: Role::Title };
    let placed = Document::new(DocumentId::new("document"), text.clone(), &[beyond], Metadata::default());
    assert_eq!(placed.err(), Some(BlocksError::OutOfOrder(0)));
}

/// Cuts one block of the text; the pieces must be short and, put together, the text.
#[track_caller]
fn pieces(content: &str) -> Vec<String> {
    let text = Text::new(content);
    let document = made(&text, &[(0, text.len())]).expect("one block is all of it");
    let pieces: Vec<String> = document.blocks().iter().map(|block| text.quote(block.range).to_owned()).collect();
    assert!(pieces.iter().all(|piece| !piece.is_empty() && piece.len() <= LONGEST_BLOCK));
    assert_eq!(pieces.concat(), text.as_str());
    pieces
}

#[test]
fn a_long_block_is_cut_where_it_reads_best() {
    assert_eq!(pieces(&"a".repeat(LONGEST_BLOCK)).len(), 1);
    assert!(pieces(&"A sentence. ".repeat(1000)).iter().all(|piece| piece.ends_with(". ")));
    assert!(pieces(&"こんにちは。".repeat(1000)).iter().all(|piece| piece.ends_with('。')));
    let worded = pieces(&"word ".repeat(2000));
    assert!(worded.iter().all(|piece| piece.ends_with(' ')));
    assert!(pieces(&"one. two\n".repeat(1000)).iter().all(|piece| piece.ends_with('\n')));
    let family = "👩‍👩‍👧‍👦";
    for piece in pieces(&family.repeat(600)) {
        assert_eq!(piece.replace(family, ""), "", "no family is torn apart");
    }
    let shifted = format!("x{}", "e\u{301}".repeat(4000));
    for piece in pieces(&shifted).iter().skip(1) {
        assert!(piece.starts_with('e'), "no accent is torn off");
    }
}

/// One grapheme longer than a block can be: it is cut after a character, for want of anything better.
#[test]
fn a_block_of_one_endless_grapheme_is_cut_too() {
    assert!(pieces(&format!("a{}", "\u{301}".repeat(5000))).len() > 1);
}

#[test]
fn white_space_belongs_to_the_block_before_it() {
    let text = Text::new(" one\n\ntwo\n");
    let document = made(&text, &[(1, 4), (6, 9)]).unwrap();
    let at = |byte| document.block_at(text.offset(byte).unwrap());
    assert_eq!([0, 1, 4, 5, 6, 9, 10].map(at), [0, 0, 0, 0, 1, 1, 1]);
    let blank = Text::new("  ");
    assert_eq!(made(&blank, &[]).unwrap().block_at(blank.end()), 0);
}

#[test]
fn a_document_without_a_title_is_called_by_its_first_words() {
    let titled = |content: &str, title: Option<&str>| {
        let text = Text::new(content);
        let mut document = made(&text, &[(0, text.len())]).unwrap();
        document.metadata.title = title.map(str::to_owned);
        document.title().to_owned()
    };
    assert_eq!(titled("Some words.\nMore.", Some("A title")), "A title");
    assert_eq!(titled("\n Some words. \nMore.", Some(" ")), "Some words.");
    assert_eq!(titled(&"word ".repeat(40), None), "word ".repeat(16).trim());
    assert_eq!(titled(&"漢".repeat(100), None), "漢".repeat(80));
}

#[test]
fn grapheme_helpers_agree_on_an_empty_text() {
    let empty = Text::new("");
    assert_eq!(words::next_grapheme(&empty, empty.start()), empty.end());
    assert_eq!(words::Words::of(&empty).next_end(empty.start()), empty.end());
    assert_eq!(words::Words::of(&empty).previous_start(empty.end()), empty.start());
    assert_eq!(words::snap(&empty, empty.whole()), None);
}
