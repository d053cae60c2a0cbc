//! The head of an article: headline, author and date, which stand before its prose.

use std::collections::BTreeSet;

use super::byline::{self, Byline};
use super::date::{self, is_date, is_time};
use super::furniture::Seen;
use super::lines::{extent, is_heading, is_list_item, is_wide, one_line};

/// Prose with more pieces between doesn't belong together.
const NEAR: usize = 8;
/// Words with fewer letters don't tell what an article is about.
const SHORTEST_WORD: usize = 4;
/// So many of a word's letters are compared, as endings change.
const STEM: usize = 5;
/// So much of an article's prose tells what it is about, in characters.
const SAMPLE: usize = 20_000;

/// Where the parts of the head stand among the pieces, and what they say.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: Option<usize>,
    pub(super) bylines: Vec<usize>,
    pub(super) dates: Vec<usize>,
    /// The first piece of the article's prose; how many pieces there are where there is none.
    pub(super) body: usize,
    /// Whether a line in it stands there twice: a masthead.
    pub(super) has_twice: bool,
    pub(super) names: Option<String>,
    /// As ISO 8601 where that can be told, else as it stands.
    pub(super) published: Option<String>,
    twice: BTreeSet<usize>,
    shared: BTreeSet<usize>,
}

impl Head {
    /// Finds the head among the first pieces, no more than so many.
    pub(super) fn of(seen: &[Seen<'_>], most: usize) -> Self {
        let mut head = Self { body: body(seen, most), ..Self::default() };
        let end = head.body.min(most);
        head.compare(seen, end);
        let bylines = bylines(&seen[..end]);
        let dates: Vec<usize> = (0..end).filter(|n| is_date(seen[*n].words)).collect();
        head.title = head.find_title(seen, end, &bylines, &dates);
        // What belongs to the article stands behind its title rather than in the masthead.
        let is_behind = |place: &usize| head.title.is_none_or(|title| *place > title);
        let byline = bylines.iter().find(|(place, _)| is_behind(place)).or_else(|| bylines.first());
        let date = dates.iter().find(|place| is_behind(place)).or_else(|| dates.last()).copied();
        if let Some((place, Byline { names, date })) = byline {
            head.names = Some(names.clone());
            head.published = date.as_deref().map(known);
            head.bylines = if byline::is_opening(seen[*place].words) { vec![*place, place + 1] } else { vec![*place] };
        }
        if let Some(date) = date {
            head.set_date(seen, date, end);
        }
        head
    }

    /// Whether the piece is title, author or date.
    pub(super) fn has(&self, place: usize) -> bool {
        self.title == Some(place) || self.bylines.contains(&place) || self.dates.contains(&place)
    }

    /// Whether the piece's words stand in the head twice.
    pub(super) fn is_twice(&self, place: usize) -> bool {
        self.twice.contains(&place)
    }

    /// Whether the article has most of the piece's words too.
    pub(super) fn is_shared(&self, place: usize) -> bool {
        self.shared.contains(&place)
    }

    fn compare(&mut self, seen: &[Seen<'_>], end: usize) {
        let mut once = BTreeSet::new();
        let double: BTreeSet<&str> =
            seen[..end].iter().map(|piece| piece.words).filter(|words| !once.insert(*words)).collect();
        self.twice = (0..end).filter(|n| double.contains(seen[*n].words)).collect();
        self.has_twice = !double.is_empty();
        let mut said = BTreeSet::new();
        let mut left = SAMPLE;
        for piece in seen[self.body.min(seen.len())..].iter().filter(|piece| piece.is_body()) {
            said.extend(stems(piece.words));
            left = left.saturating_sub(piece.words.len());
            if left == 0 {
                break;
            }
        }
        let is_shared = |n: &usize| {
            let stems = stems(seen[*n].words);
            stems.iter().filter(|stem| said.contains(*stem)).count() * 2 > stems.len()
        };
        self.shared = (0..end).filter(is_shared).collect();
    }

    /// The headline: among the short pieces before the prose that are neither author, date nor furniture, one whose words the
    /// article has, that stands before the author and is the longest. Text without prose has one if it begins with it.
    fn find_title(&self, seen: &[Seen<'_>], end: usize, bylines: &[(usize, Byline)], dates: &[usize]) -> Option<usize> {
        let is_candidate = |n: &usize| {
            let piece = &seen[*n];
            is_heading(piece.words)
                && !piece.is_prose
                && piece.sign.is_none()
                && !dates.contains(n)
                && !is_time(piece.words)
                && !bylines.iter().any(|(place, _)| place == n)
                && !is_list_item(piece.words)
        };
        let anchor = bylines.first().map(|(place, _)| *place).or(dates.last().copied()).unwrap_or(end);
        let rank = |n: &usize| (self.is_shared(*n), *n < anchor, extent(seen[*n].words));
        // What stands there twice is a masthead, unless the article has its words.
        let mut candidates = (0..end).filter(is_candidate).filter(|n| !self.is_twice(*n) || self.is_shared(*n));
        if self.body == seen.len() {
            return candidates.next();
        }
        // Of two equally long ones the first.
        candidates.rev().max_by_key(rank)
    }

    /// Takes the date at this place, and the date or time that follows it.
    fn set_date(&mut self, seen: &[Seen<'_>], place: usize, end: usize) {
        let words = one_line(seen[place].words);
        self.dates = vec![place];
        let mut said = words;
        for (n, piece) in seen.iter().enumerate().take(end).skip(place + 1) {
            if is_time(piece.words) && n == place + 1 {
                said = format!("{said} {}", one_line(piece.words));
            } else if !is_date(piece.words) {
                break;
            }
            self.dates.push(n);
        }
        self.published = Some(known(&said));
    }
}

/// A date as ISO 8601 where that can be told, else as it stands.
fn known(words: &str) -> String {
    date::iso(words).unwrap_or_else(|| one_line(words))
}

/// Where the body begins, among the first pieces if it can: with the first prose, unless it is a lone sentence with a menu
/// behind it, or a standfirst with author or date closely behind it.
fn body(seen: &[Seen<'_>], most: usize) -> usize {
    let mut prose = seen.iter().enumerate().filter(|(_, piece)| piece.is_body()).map(|(n, _)| n).peekable();
    let Some(mut first) = prose.next() else { return seen.len() };
    while let Some(second) = prose.next_if(|second| second - first > NEAR && *second < most) {
        if prose.peek().is_none_or(|third| third - second > NEAR) {
            break;
        }
        first = second;
    }
    match prose.next() {
        Some(second) if first > 0 && second - first <= NEAR && second > first + 1 => {
            let says_who_or_when = |piece: &Seen<'_>| is_date(piece.words) || byline::byline(piece.words).is_some();
            if seen[first + 1..second].iter().any(says_who_or_when) { second } else { first }
        }
        _ => first,
    }
}

/// The bylines, also those of which `by` stands on a line of its own.
fn bylines(seen: &[Seen<'_>]) -> Vec<(usize, Byline)> {
    let found = seen.iter().enumerate().filter_map(|(n, piece)| {
        if let Some(next) = seen.get(n + 1).filter(|_| byline::is_opening(piece.words)) {
            return Some((n, byline::byline(&format!("{} {}", piece.words, next.words))?));
        }
        Some((n, byline::byline(piece.words).filter(|_| !piece.is_prose)?))
    });
    found.collect()
}

/// What the words are about: long words without their ends, and pairs of characters where no space parts words.
fn stems(words: &str) -> Vec<String> {
    let lower = words.to_lowercase();
    let mut stems = Vec::new();
    for word in lower.split(|character: char| !character.is_alphanumeric()) {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|letter| is_wide(*letter)) {
            stems.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if letters.len() >= SHORTEST_WORD {
            stems.push(letters.into_iter().take(STEM).collect());
        }
    }
    stems
}
