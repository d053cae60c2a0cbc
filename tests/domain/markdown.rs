//! The Markdown of guidelines: what is understood, and that nothing else becomes more than text.

use postil::app::markdown::{Block, Inline, blocks, inlines};

fn text(words: &str) -> Inline {
    Inline::Text(words.into())
}

#[test]
fn headings_paragraphs_and_lists() {
    let read = blocks(
        "# How to tag\nTag *every* actor,\nalso **twice**.\n\n- one\n- two\n1. first\n2) second\n## More ##\n```\n# a\n```",
    );
    let expected = [
        Block::Heading(1, vec![text("How to tag")]),
        Block::Paragraph(vec![
            text("Tag "),
            Inline::Emphasis(vec![text("every")]),
            text(" actor, also "),
            Inline::Strong(vec![text("twice")]),
            text("."),
        ]),
        Block::List { numbered: false, items: vec![vec![text("one")], vec![text("two")]] },
        Block::List { numbered: true, items: vec![vec![text("first")], vec![text("second")]] },
        Block::Heading(2, vec![text("More")]),
        Block::Code("# a".into()),
    ];
    assert_eq!(read, expected);
}

#[test]
fn code_and_links_to_web_pages() {
    assert_eq!(
        inlines("See `a*b*` and [the **guide**](https://example.org/a?b#c)."),
        [
            text("See "),
            Inline::Code("a*b*".into()),
            text(" and "),
            Inline::Link(vec![text("the "), Inline::Strong(vec![text("guide")])], "https://example.org/a?b#c".into()),
            text("."),
        ]
    );
    let bare = Inline::Link(vec![text("http://example.org/x")], "http://example.org/x".into());
    assert_eq!(inlines("(http://example.org/x)."), [text("("), bare, text(").")]);
}

#[test]
fn everything_else_is_text() {
    for plain in [
        "<b onclick=\"x()\">bold</b>",
        "[a](javascript:alert(1)",
        "[a](data:text/html,x)",
        "[a](https://)",
        "![picture](x.png)",
        "snake_case_name",
        "2 * 3 * 4",
        "** not bold **",
        "a*",
        "`",
        "[",
        "#5 is no heading",
        "1984. A year",
    ] {
        let words = match blocks(plain).as_slice() {
            [Block::Paragraph(words)] => words.clone(),
            [Block::List { .. }] if plain.starts_with("1984") => continue,
            other => panic!("{plain}: {other:?}"),
        };
        assert_eq!(words, [text(plain)], "{plain}");
    }
    assert_eq!(inlines(r"\*as typed\*"), [text("*as typed*")]);
}

#[test]
fn hostile_text_is_read_at_once() {
    for piece in ["*", "[", "`", "**a", "[a](", "_", "http://", "\\"] {
        blocks(&piece.repeat(200_000 / piece.len()));
        blocks(&piece.repeat(19_000 / piece.len()));
    }
    blocks(&"# *a* [b](https://c)\n".repeat(10_000));
}
