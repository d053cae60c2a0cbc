//! Plain text: where its paragraphs are, which lines are the headline, the author and the date, and which are the furniture of
//! the page it was copied from.

use super::draft::{Decoding, Draft, Piece, Remark};
use super::furniture::{self, Seen};
use super::head::Head;
use super::language::language;
use super::lines::{apart, is_heading, is_list_item, one_line, paragraphs};
use super::{byline, date};
use crate::domain::document::{Block, Document, Metadata, Role};
use crate::domain::id::DocumentId;
use crate::domain::text::{Canonical, Range, Text};

/// How many of the first blocks of a text may be headline, author or date.
const HEAD_BLOCKS: usize = 12;
/// The same for a page, whose menu may come first.
const PAGE_HEAD: usize = 300;

/// What was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The blocks, in order, which together hold every character that is not white space.
    pub blocks: Vec<Block>,
    /// Headline, author and date.
    pub metadata: Metadata,
}

/// Makes a document of plain text, all of it.
///
/// # Panics
/// Never: the blocks found in a text always fit it.
pub fn document(id: DocumentId, text: Text) -> Document {
    let Article { blocks, metadata } = article(&text);
    Document::new(id, text, &blocks, metadata).expect("the blocks cover the text in order")
}

/// Finds the blocks of a text and what they are, for texts of which nothing may be left out.
///
/// Paragraphs are separated by blank lines; where there are few of those, or lines are long, each line is a paragraph.
pub fn article(text: &Text) -> Article {
    let ranges = paragraphs(text);
    let seen: Vec<Seen<'_>> = ranges.iter().map(|range| Seen::new(text.quote(*range))).collect();
    let head = Head::of(&seen, HEAD_BLOCKS);
    let roles = roles(&seen, &head);
    let blocks = ranges.into_iter().zip(roles).map(|(range, role)| Block { range, role }).collect();
    Article { blocks, metadata: metadata(&seen, head) }
}

/// The article in a text as it was decoded; nothing if there are no words in it.
pub fn decoded(raw: &str, decoding: Decoding) -> Option<Draft> {
    let Canonical { text, repairs } = Canonical::from(raw);
    if text.as_str().trim().is_empty() {
        return None;
    }
    let mut found = draft(text);
    found.encoding = decoding.encoding;
    found.remarks.extend(decoding.remarks);
    found.remarks.extend(Remark::of_repairs(repairs));
    Some(found)
}

/// Finds the article in a text that may be a whole page copied as text: the page's furniture is left out.
pub fn draft(text: Text) -> Draft {
    let stands_for_itself = |line: &str| {
        date::is_date(line)
            || byline::byline(line).is_some()
            || furniture::sign(line).is_some_and(|sign| sign.is_certain)
    };
    let pieces = |paragraph: Range| {
        // Day and time may stand on two lines.
        if date::is_date(text.quote(paragraph)) { vec![paragraph] } else { apart(&text, paragraph, stands_for_itself) }
    };
    let ranges: Vec<Range> = paragraphs(&text).into_iter().flat_map(pieces).collect();
    let mut seen: Vec<Seen<'_>> = ranges
        .iter()
        .map(|range| {
            let words = text.quote(*range);
            Seen { sign: furniture::sign(words), ..Seen::new(words) }
        })
        .collect();
    // What introduces the author is no prose of the article, by which the rest is told.
    let at_first_sight = Head::of(&seen, PAGE_HEAD);
    furniture::find_author_cards(&mut seen, &at_first_sight);
    furniture::weigh(&mut seen);
    let head = Head::of(&seen, PAGE_HEAD);
    furniture::find_author_cards(&mut seen, &head);
    let roles = roles(&seen, &head);
    let kept = furniture::kept(&seen, &head);
    let remarks = if kept.is_none() { vec![Remark::NothingFound] } else { Vec::new() };
    let kept = kept.unwrap_or_else(|| vec![true; seen.len()]);
    let metadata = Metadata { language: language(&text).map(str::to_owned), ..metadata(&seen, head) };
    let pieces =
        ranges.into_iter().zip(roles).zip(kept).map(|((range, role), kept)| Piece { range, role, kept }).collect();
    let mut draft = Draft::new(text, pieces, metadata);
    draft.remarks = remarks;
    draft
}

/// What each piece is.
fn roles(seen: &[Seen<'_>], head: &Head) -> Vec<Role> {
    let role = |n: usize| {
        let words = seen[n].words;
        let starts_prose = seen.get(n + 1).is_some_and(|next| next.is_prose);
        if head.title == Some(n) {
            Role::Title
        } else if head.dates.contains(&n) {
            Role::Date
        } else if head.bylines.contains(&n) {
            Role::Byline
        } else if is_list_item(words) {
            Role::ListItem
        } else if n > head.body && starts_prose && !seen[n].is_prose && is_heading(words) {
            Role::Heading
        } else {
            Role::Paragraph
        }
    };
    (0..seen.len()).map(role).collect()
}

fn metadata(seen: &[Seen<'_>], head: Head) -> Metadata {
    let title = head.title.map(|place| one_line(seen[place].words));
    Metadata { title, byline: head.names, published: head.published, ..Metadata::default() }
}
