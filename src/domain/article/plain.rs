//! Plain text: where its paragraphs are, and which lines are the headline, the author and the date.

use crate::domain::document::{Block, Document, Metadata, Role};
use crate::domain::id::DocumentId;
use crate::domain::text::{Range, Text};

/// A line with more characters than this is prose, not a heading.
const LONGEST_HEADING: usize = 120;
/// How many of the first blocks may be headline, author or date.
const HEAD_BLOCKS: usize = 12;

/// What was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The blocks, in order, which together hold every character that is not white space.
    pub blocks: Vec<Block>,
    /// Headline, author and date, as they stand in the text.
    pub metadata: Metadata,
}

/// Makes a document of plain text.
///
/// # Panics
/// Never: the blocks found in a text always fit it.
pub fn document(id: DocumentId, text: Text) -> Document {
    let Article { blocks, metadata } = article(&text);
    Document::new(id, text, &blocks, metadata).expect("the blocks cover the text in order")
}

/// Finds the blocks of a text and what they are.
///
/// Paragraphs are separated by blank lines; where there are few of those, or lines are long, each line is a paragraph.
pub fn article(text: &Text) -> Article {
    let lines: Vec<Line<'_>> = lines(text).collect();
    let one_a_line = each_line_is_a_paragraph(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut gap = true;
    for line in &lines {
        if line.is_blank() {
            gap = true;
            continue;
        }
        let continues = !gap && !one_a_line && !is_list_item(line.words);
        match blocks.last_mut() {
            Some(last) if continues => last.range = last.range.hull(line.range),
            _ => blocks.push(Block { range: line.range, role: Role::Paragraph }),
        }
        gap = false;
    }
    let metadata = assign_roles(text, &mut blocks);
    Article { blocks, metadata }
}

/// A line without the white space at its ends.
struct Line<'a> {
    range: Range,
    words: &'a str,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.words.is_empty()
    }
}

fn lines(text: &Text) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    text.as_str().split('\n').map(move |line| {
        let words = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len() + 1;
        let range = if words.is_empty() {
            text.range(start.min(text.len()), start.min(text.len()))
        } else {
            text.range(start, start + words.len())
        };
        Line { range: range.expect("trimming keeps to character boundaries"), words }
    })
}

/// Whether a line end alone separates paragraphs: lines that follow one another without a blank line between are too long, or
/// too often end a sentence, to have been broken by hand.
fn each_line_is_a_paragraph(lines: &[Line<'_>]) -> bool {
    let followed: Vec<&str> =
        lines.windows(2).filter(|pair| !pair[0].is_blank() && !pair[1].is_blank()).map(|pair| pair[0].words).collect();
    if followed.is_empty() {
        return false;
    }
    let long = followed.iter().filter(|words| words.chars().count() > LONGEST_HEADING).count();
    let complete = followed.iter().filter(|words| ends_sentence(words)).count();
    long * 4 > followed.len() || complete * 2 >= followed.len()
}

/// Gives each block its role; returns headline, author and date.
fn assign_roles(text: &Text, blocks: &mut [Block]) -> Metadata {
    let mut metadata = Metadata::default();
    let prose = blocks.iter().position(|block| is_prose(text.quote(block.range))).unwrap_or(blocks.len());
    let title = title_block(text, &blocks[..prose.min(HEAD_BLOCKS)]);
    for n in 0..blocks.len() {
        let words = text.quote(blocks[n].range);
        let in_head = n < prose.min(HEAD_BLOCKS) || (n == 0 && prose == 0);
        let starts_prose = blocks.get(n + 1).is_some_and(|next| is_prose(text.quote(next.range)));
        blocks[n].role = if Some(n) == title {
            metadata.title = Some(one_line(words));
            Role::Title
        } else if in_head && metadata.published.is_none() && is_date(words) {
            metadata.published = Some(one_line(words));
            Role::Date
        } else if in_head
            && metadata.byline.is_none()
            && let Some(name) = byline(words)
        {
            metadata.byline = Some(name);
            Role::Byline
        } else if is_list_item(words) {
            Role::ListItem
        } else if n > prose && starts_prose && is_heading(words) {
            Role::Heading
        } else {
            Role::Paragraph
        };
    }
    metadata
}

/// The headline: among the short blocks before the first prose the longest that is neither author, date nor said twice; text without
/// prose has none.
fn title_block(text: &Text, head: &[Block]) -> Option<usize> {
    let said_twice = |words: &str| head.iter().filter(|block| text.quote(block.range) == words).count() > 1;
    let candidates = head.iter().enumerate().filter(|(_, block)| {
        let words = text.quote(block.range);
        is_heading(words) && byline(words).is_none() && !is_date(words) && !said_twice(words) && !is_list_item(words)
    });
    // Of two equally long ones the first.
    candidates.rev().max_by_key(|(_, block)| block.range.len().min(200)).map(|(n, _)| n)
}

/// Running text: more than a heading's length, or several sentences.
fn is_prose(words: &str) -> bool {
    words.chars().count() > LONGEST_HEADING || (ends_sentence(words) && words.split_whitespace().count() > 8)
}

fn is_heading(words: &str) -> bool {
    words.chars().count() <= LONGEST_HEADING
        && words.lines().count() <= 2
        && !words.ends_with(['.', ',', ';', ':', '。', '、', '…'])
        && words.chars().any(char::is_alphabetic)
}

fn ends_sentence(words: &str) -> bool {
    let closed = words.trim_end_matches(['"', '\'', '”', '’', '»', ')', '」', '』']);
    closed.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '।'])
}

/// The author's name, if the words are a byline.
fn byline(words: &str) -> Option<String> {
    // A byline is some ten words; the rest of a paragraph need not be looked at.
    const LONGEST: usize = 400;
    const OPENINGS: [&str; 6] = ["by ", "von ", "par ", "por ", "di ", "written by "];
    if words.len() > LONGEST {
        return None;
    }
    let line = one_line(words);
    let lower = line.to_lowercase();
    let opening =
        OPENINGS.into_iter().filter(|opening| lower.starts_with(opening)).max_by_key(|opening| opening.len())?;
    let name = line.get(opening.len()..)?.trim();
    let few_words = name.split_whitespace().count() <= 8 && !ends_sentence(name);
    let like_a_name = name.chars().next().is_some_and(|first| !first.is_lowercase() && !first.is_numeric());
    (few_words && like_a_name).then(|| name.to_owned())
}

/// Whether the words are a date and nothing else: a year or a day's numbers, a month by name or number, perhaps a time.
fn is_date(words: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const COMPANIONS: [&str; 20] = [
        "am",
        "pm",
        "a",
        "p",
        "m",
        "gmt",
        "utc",
        "updated",
        "published",
        "posted",
        "on",
        "at",
        "et",
        "est",
        "edt",
        "bst",
        "cet",
        "st",
        "th",
        "of",
    ];
    if words.chars().count() > 80 {
        return false;
    }
    let is_day = |word: &str| {
        matches!(
            word,
            "monday"
                | "tuesday"
                | "wednesday"
                | "thursday"
                | "friday"
                | "saturday"
                | "sunday"
                | "mon"
                | "tue"
                | "wed"
                | "thu"
                | "fri"
                | "sat"
                | "sun"
        )
    };
    let lower = words.to_lowercase();
    let mut numbers = 0;
    let mut months = 0;
    // Words that begin like a month: `mars` in `7 mars 2024`, but `Mars 2020` is no date.
    let mut like_months = 0;
    for word in lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if digits == word.len() {
            numbers += 1;
        } else if MONTHS.iter().any(|month| month.starts_with(word)) && word.len() >= 3 {
            months += 1;
        } else if MONTHS.iter().any(|month| word.get(..3) == month.get(..3)) && word.len() <= 9 {
            like_months += 1;
        } else if word.contains(['年', '月', '日', '년', '월', '일']) && digits > 0 {
            numbers += 1;
            months += 1;
        } else if digits == 0 {
            if !is_day(word) && !COMPANIONS.contains(&word) {
                return false;
            }
        } else if word.len() > digits + 2 && !word.contains(['t', 'z']) {
            return false;
        } else {
            numbers += 1;
        }
    }
    (months > 0 && numbers > 0) || (like_months > 0 && numbers >= 2) || numbers >= 3
}

fn is_list_item(words: &str) -> bool {
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

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
