//! Reading Markdown.

use postil::domain::article::reader::{Unread, read};
use postil::domain::document::Metadata;

use crate::support::drafts::{assert_read, draft, drafts};

#[track_caller]
fn lines(markdown: &str, expected: &[&str]) -> Metadata {
    assert_read("a.md", markdown.as_bytes(), expected).metadata
}

#[test]
fn marks_are_taken_away_and_words_stay() {
    let metadata = lines(
        "# The *harbour*\n\nMore **ships** than `ever`, ~~they~~ say\non [Thursday](https://example.org \"x\").  \nAnd <b>more</b><br>&amp; more![a \
         picture](p.png).[^1]\n\n## Later {#later}\n\n- Cranes\n- Longer quays\n\n  of stone\n  1. north\n  2. south\n\n> Quoted\n> words\n\n---\n\n```rust\nfn main() \
         {\n    run();\n}\n```\n\n| Year | Ships |\n|------|------:|\n| 2023 | 412   |\n\n- [x] done\n\n[^1]: By its *own* count.\n\nThe end.\n",
        &[
            "T The harbour",
            "P More ships than ever, they say on Thursday.⏎And more⏎& more.",
            "H Later",
            "L Cranes",
            "L Longer quays",
            "P of stone",
            "L north",
            "L south",
            "P Quoted words",
            "P fn main() {⏎    run();⏎}",
            "P Year⇥Ships",
            "P 2023⇥412",
            "L done",
            "P The end.",
            "P By its own count.",
        ],
    );
    assert_eq!(metadata.title.as_deref(), Some("The harbour"));
}

#[test]
fn html_is_dropped_to_its_words() {
    lines(
        "<!-- a comment -->\n\n<div align=\"center\">\n<p>Centred words</p>\n<script>alert(1)</script>\n</div>\n\nA <span onclick=\"x\">word</span>.\n",
        &["P Centred words", "P A word."],
    );
}

#[test]
fn lines_of_languages_without_spaces_are_joined_without_one() {
    lines("港は春に\n成長した。\n", &["P 港は春に成長した。"]);
    lines("항구는\n성장했다.\n", &["P 항구는 성장했다."]);
}

#[test]
fn front_matter_is_what_is_known() {
    let metadata = lines(
        "---\n# a comment\ntitle: \"Ports: a \\\"survey\\\"\"\nauthor:\n  - Mara Lindqvist\n  - name: Jon Berg\ndate: 2024-06-07 # Friday\nlang: \
         sv\ncanonical_url: 'https://example.org/a'\ntags: [a, b]\n---\n\n# Ports\n\nWords.\n",
        &["T Ports", "P Words."],
    );
    assert_eq!(metadata.title.as_deref(), Some("Ports: a \"survey\""));
    assert_eq!(metadata.byline.as_deref(), Some("Mara Lindqvist, Jon Berg"));
    assert_eq!(metadata.published.as_deref(), Some("2024-06-07"));
    assert_eq!(metadata.language.as_deref(), Some("sv"));
    assert_eq!(metadata.source.as_deref(), Some("https://example.org/a"));
    let metadata = lines(
        "+++\ntitle = \"Ports\"\nauthors = [\"Mara\", \"Jon\"]\ndate = 2024-06-07\n+++\n\nWords.\n",
        &["P Words."],
    );
    assert_eq!(metadata.title.as_deref(), Some("Ports"));
    assert_eq!(metadata.byline.as_deref(), Some("Mara, Jon"));
    assert_eq!(metadata.published.as_deref(), Some("2024-06-07"));
    // A rule and a heading are no front matter.
    lines("Words: a few\n\n---\n\ntitle: x\n", &["P Words: a few", "P title: x"]);
}

#[test]
fn it_may_be_in_any_encoding() {
    let bytes = encoding_rs::SHIFT_JIS.encode("# 港\n\n港は春に成長したと経営陣は木曜日に述べた。\n").0.into_owned();
    assert_eq!(draft("a.md", &bytes).encoding.as_deref(), Some("Shift_JIS"));
    assert_eq!(read("a.md", &bytes, Some("sjis")).expect("it can be read")[0].metadata.title.as_deref(), Some("港"));
    assert_eq!(drafts("a.md", b"---\ntitle: x\n---\n"), Err(Unread::Empty));
    assert_eq!(drafts("a.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(Unread::Binary));
}

#[test]
fn deep_and_endless_marks_are_read() {
    for mark in [">", "- ", "[", "*a ", "![", "<b>", "`", "[^1]: ", "|", "1. "] {
        let text = format!("Words.\n\n{}word", mark.repeat(100_000));
        assert!(drafts("a.md", text.as_bytes()).is_ok(), "{mark}");
    }
}
