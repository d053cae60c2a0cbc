//! Plain text: blocks and their roles.

mod bylines;
mod dates;
mod languages;
mod pages;
mod whole;

use postil::domain::article::plain::{Article, article, document};
use postil::domain::document::Role;
use postil::domain::id::DocumentId;
use postil::domain::text::Text;
use proptest::prelude::*;

use crate::support::cases;
use crate::support::texts::awkward;

const PROSE: &str = "The three countries agreed on Thursday to cooperate in securing their ports.";

/// The blocks of a text, each as its role and its words, line ends as `⏎`.
#[track_caller]
fn blocks(content: &str, expected: &[(Role, &str)]) -> Article {
    let text = Text::new(content);
    let found = article(&text);
    let shown: Vec<(Role, String)> =
        found.blocks.iter().map(|block| (block.role, text.quote(block.range).replace('\n', "⏎"))).collect();
    let expected: Vec<(Role, String)> = expected.iter().map(|(role, words)| (*role, (*words).to_owned())).collect();
    assert_eq!(shown, expected);
    found
}

#[test]
fn a_blank_line_separates_paragraphs() {
    let found = blocks(
        &format!(
            "South Korea and Japan to cooperate\n\nby Kuksung Nam\n\nJun. 07, 2024\n8:21 PM GMT+9\n\n{PROSE}\n\nWhat \
             comes next\n\n{PROSE}\n\n  • Ports\n  • Data\n\n{PROSE}\n"
        ),
        &[
            (Role::Title, "South Korea and Japan to cooperate"),
            (Role::Byline, "by Kuksung Nam"),
            (Role::Date, "Jun. 07, 2024⏎8:21 PM GMT+9"),
            (Role::Paragraph, PROSE),
            (Role::Heading, "What comes next"),
            (Role::Paragraph, PROSE),
            (Role::ListItem, "• Ports"),
            (Role::ListItem, "• Data"),
            (Role::Paragraph, PROSE),
        ],
    );
    assert_eq!(found.metadata.title.as_deref(), Some("South Korea and Japan to cooperate"));
    assert_eq!(found.metadata.byline.as_deref(), Some("Kuksung Nam"));
    assert_eq!(found.metadata.published.as_deref(), Some("2024-06-07T20:21:00+09:00"));
}

#[test]
fn a_line_end_alone_separates_paragraphs_too() {
    blocks(
        &format!("Ports agreed\nBy Mara Lindqvist\n{PROSE}\n{PROSE}\n{PROSE}"),
        &[
            (Role::Title, "Ports agreed"),
            (Role::Byline, "By Mara Lindqvist"),
            (Role::Paragraph, PROSE),
            (Role::Paragraph, PROSE),
            (Role::Paragraph, PROSE),
        ],
    );
}

#[test]
fn lines_broken_by_hand_are_one_paragraph() {
    blocks(
        "Ports agreed\n\nThe three countries agreed on Thursday\nto cooperate in securing their ports, as\nthey had done \
         before.\n\nAnd so on and so forth for many more words.\n",
        &[
            (Role::Title, "Ports agreed"),
            (
                Role::Paragraph,
                "The three countries agreed on Thursday⏎to cooperate in securing their ports, as⏎they had done before.",
            ),
            (Role::Paragraph, "And so on and so forth for many more words."),
        ],
    );
}

#[test]
fn list_items_are_told_by_their_marks() {
    for mark in ["•", "- ", "* ", "– ", "1. ", "12) ", "a) "] {
        blocks(
            &format!("{PROSE}\n\n{mark}Ports"),
            &[(Role::Paragraph, PROSE), (Role::ListItem, &format!("{mark}Ports"))],
        );
    }
    for none in ["-5 degrees", "2024. A year", "3.5 per cent", "e. g. ports"] {
        blocks(&format!("{PROSE}\n\n{none}"), &[(Role::Paragraph, PROSE), (Role::Paragraph, none)]);
    }
}

#[test]
fn dates_are_told_from_headlines() {
    for (date, published) in [
        ("7 June 2024", "2024-06-07"),
        ("Friday, June 7, 2024", "2024-06-07"),
        ("2024-06-07", "2024-06-07"),
        ("07.06.2024", "2024-06-07"),
        ("Updated Sept. 3, 2024 at 5 PM", "2024-09-03T17:00"),
        ("2024年6月7日", "2024-06-07"),
        ("March 7", "March 7"),
    ] {
        let found = blocks(
            &format!("Ports agreed\n\n{date}\n\n{PROSE}"),
            &[(Role::Title, "Ports agreed"), (Role::Date, date), (Role::Paragraph, PROSE)],
        );
        assert_eq!(found.metadata.published.as_deref(), Some(published));
    }
    for title in ["7 ports agreed", "Market 2024", "Mayor 12", "A decision in 2024", "Mars 2020"] {
        blocks(&format!("{title}\n\n{PROSE}"), &[(Role::Title, title), (Role::Paragraph, PROSE)]);
    }
}

#[test]
fn a_text_may_have_no_head() {
    blocks(PROSE, &[(Role::Paragraph, PROSE)]);
    blocks("", &[]);
    blocks(" \n\t\n", &[]);
    blocks("word", &[(Role::Title, "word")]);
}

#[test]
fn what_is_said_twice_is_no_headline() {
    blocks(
        &format!("The Readable, every day\n\nThe Readable, every day\n\nPorts agreed\n\n{PROSE}"),
        &[
            (Role::Paragraph, "The Readable, every day"),
            (Role::Paragraph, "The Readable, every day"),
            (Role::Title, "Ports agreed"),
            (Role::Paragraph, PROSE),
        ],
    );
}

/// Blocks are in order, apart, and hold every character that is not white space.
pub(crate) fn blocks_cover(text: &Text) {
    let found = article(text);
    let mut at = 0;
    for block in &found.blocks {
        let (start, end) = (block.range.start().byte(), block.range.end().byte());
        assert!(at <= start && start < end, "blocks are in order and not empty");
        assert_eq!(text.as_str()[at..start].trim(), "", "between two blocks stands nothing");
        at = end;
    }
    assert_eq!(text.as_str()[at..].trim(), "", "after the last block stands nothing");
    let document = document(DocumentId::new("d"), text.clone());
    let joined: String = document.blocks().iter().map(|block| text.quote(block.range)).collect();
    let solid = |words: &str| -> String { words.chars().filter(|character| !character.is_whitespace()).collect() };
    assert_eq!(solid(&joined), solid(text.as_str()));
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn blocks_hold_any_text_in_order(raw in awkward()) {
        blocks_cover(&Text::new(&raw));
    }

    #[test]
    fn blocks_hold_any_lines_in_order(raw in "(?:by Mara|- x|1\\) y|7 June 2024|[a-z ]{0,140}[.:]?|\u{a0}|İ by|\n){0,30}") {
        blocks_cover(&Text::new(&raw.replace('x', "\n")));
    }
}
