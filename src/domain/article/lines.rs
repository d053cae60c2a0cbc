//! The paragraphs of a plain text, and what the words of one look like by themselves.

use crate::domain::text::{Range, Text};

/// Words that extend further than this are prose, not a heading.
const LONGEST_HEADING: usize = 120;
/// A sentence with more words than this is prose; a headline may end with a full stop too.
const SHORT_SENTENCE: usize = 8;

/// Finds the paragraphs of a text: separated by blank lines; where line ends alone separate them, each line is one.
pub(super) fn paragraphs(text: &Text) -> Vec<Range> {
    let lines: Vec<Line<'_>> = lines(text, text.whole()).collect();
    let one_a_line = each_line_is_a_paragraph(&lines);
    let mut found: Vec<Range> = Vec::new();
    let mut gap = true;
    for line in &lines {
        if line.words.is_empty() {
            gap = true;
            continue;
        }
        let continues = !gap && !one_a_line && !is_list_item(line.words);
        match found.last_mut() {
            Some(last) if continues => *last = last.hull(line.range),
            _ => found.push(line.range),
        }
        gap = false;
    }
    found
}

/// A paragraph as its lines, if one of them stands for itself and none goes on in the next; else as it is.
pub(super) fn apart(text: &Text, paragraph: Range, stands_for_itself: impl Fn(&str) -> bool) -> Vec<Range> {
    let words = text.quote(paragraph);
    if !words.contains('\n') {
        return vec![paragraph];
    }
    let lines: Vec<Line<'_>> = lines(text, paragraph).filter(|line| !line.words.is_empty()).collect();
    let alone: Vec<bool> = lines.iter().map(|line| stands_for_itself(line.words)).collect();
    let goes_on = |n: usize| lines[n].words.starts_with(char::is_lowercase) && !alone[n];
    let is_whole = !alone.contains(&true) || (1..lines.len()).any(goes_on);
    if is_whole { vec![paragraph] } else { lines.into_iter().map(|line| line.range).collect() }
}

/// A line without the white space at its ends.
struct Line<'a> {
    range: Range,
    words: &'a str,
}

fn lines(text: &Text, within: Range) -> impl Iterator<Item = Line<'_>> {
    let mut at = within.start().byte();
    text.quote(within).split('\n').map(move |line| {
        let words = line.trim();
        let start = if words.is_empty() { at } else { at + (line.len() - line.trim_start().len()) };
        at += line.len() + 1;
        let range = text.range(start, start + words.len()).expect("trimming keeps to character boundaries");
        Line { range, words }
    })
}

/// Whether a line end alone separates paragraphs: lines that follow one another without a blank line between are too long, or
/// too often end a sentence, to have been broken by hand.
fn each_line_is_a_paragraph(lines: &[Line<'_>]) -> bool {
    let followed: Vec<&str> = lines
        .windows(2)
        .filter(|pair| !pair[0].words.is_empty() && !pair[1].words.is_empty())
        .map(|pair| pair[0].words)
        .collect();
    if followed.is_empty() {
        return false;
    }
    let long = followed.iter().filter(|words| extent(words) > LONGEST_HEADING).count();
    let complete = followed.iter().filter(|words| ends_sentence(words)).count();
    long * 4 > followed.len() || complete * 2 >= followed.len()
}

/// How far words extend: in characters, of which those of East Asian scripts count twice, as they say twice as much.
pub(super) fn extent(words: &str) -> usize {
    words.chars().map(|character| if is_wide(character) { 2 } else { 1 }).sum()
}

/// Whether a character is Hangul, kana or Han, or punctuation among them.
pub(super) fn is_wide(character: char) -> bool {
    matches!(
        u32::from(character),
        0x1100..=0x11ff | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xff60 | 0x20000..=0x3ffff
    )
}

/// Running text: more than a heading's length, or a whole sentence.
pub(super) fn is_prose(words: &str) -> bool {
    let extent = extent(words);
    let is_long = || {
        let wide = extent - words.chars().count();
        words.split_whitespace().count() > SHORT_SENTENCE || wide > 2 * SHORT_SENTENCE
    };
    extent > LONGEST_HEADING || (ends_sentence(words) && is_long())
}

pub(super) fn is_heading(words: &str) -> bool {
    extent(words) <= LONGEST_HEADING
        && words.lines().count() <= 2
        && !words.ends_with(['.', ',', ';', ':', '。', '、', '…'])
        && words.chars().any(char::is_alphabetic)
}

pub(super) fn ends_sentence(words: &str) -> bool {
    let closed = words.trim_end_matches(['"', '\'', '”', '’', '»', ')', '」', '』']);
    closed.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।'])
}

pub(super) fn is_list_item(words: &str) -> bool {
    let mut characters = words.chars();
    match characters.next() {
        Some('•' | '◦' | '▪' | '‣' | '·') => true,
        Some('-' | '*' | '–') => characters.next() == Some(' '),
        Some(first) if first.is_ascii_digit() => {
            let rest = words.trim_start_matches(|character: char| character.is_ascii_digit());
            words.len() - rest.len() <= 2 && (rest.starts_with(". ") || rest.starts_with(") "))
        }
        Some(first) => first.is_ascii_alphabetic() && characters.as_str().starts_with(") "),
        None => false,
    }
}

pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
