//! Finding where the spans of a file stand, whatever its offsets count.
//!
//! Files count code points, UTF-16 units or bytes; some give the last character instead of the one after it; some were counted
//! before line ends were changed. The quotes of a document show which it is. Where there are none, offsets are read as the
//! format says unless some can't be: only then may whole words speak for another way to count. What still is not where
//! it should be moves to its quote if that stands in the text only once, and is handed back if not.
//!
//! Two things hold for every file: offsets that are right stay as they are, and no span comes to stand on text that does
//! not read like its quote.

use std::borrow::Cow;

use super::anchors::Anchors;
use super::intake::RawSpan;
use super::problem::Problem;
use crate::domain::annotation::Fragments;
use crate::domain::text::{Range, Text, words};

/// What an offset counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points.
    #[default]
    CodePoint,
    /// UTF-16 code units.
    Utf16,
    /// Bytes of UTF-8.
    Byte,
}

/// What a line end counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum LineEnd {
    /// What it is in the file's text.
    #[default]
    AsWritten,
    /// Two, a CR and a LF, whatever the file's text has.
    Two,
    /// One, whatever the file's text has.
    One,
}

/// One way to count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counting {
    unit: Unit,
    inclusive_end: bool,
    line_end: LineEnd,
}

impl Counting {
    /// What is unlike the usual way, in words of the report.
    fn described(self, usual: Unit) -> String {
        let mut words = Vec::new();
        if self.unit != usual {
            words.push(match self.unit {
                Unit::CodePoint => "codepoint",
                Unit::Utf16 => "utf16",
                Unit::Byte => "byte",
            });
        }
        if self.inclusive_end {
            words.push("inclusive-end");
        }
        match self.line_end {
            LineEnd::AsWritten => {}
            LineEnd::Two => words.push("crlf"),
            LineEnd::One => words.push("lf"),
        }
        words.join("+")
    }

    /// The other ways that matter to the text: that of an earlier document first, then the less unlike before the more.
    fn others(self, raw: &str, text: &Text, memory: Memory) -> Vec<Self> {
        let mut line_ends = vec![LineEnd::AsWritten];
        if text.as_str().contains('\n') {
            line_ends.push(LineEnd::Two);
        }
        if raw != text.as_str() {
            line_ends.push(LineEnd::One);
        }
        // In plain ASCII, all units are the same.
        let units = if raw.is_ascii() { 1 } else { 4 };
        let mut others: Vec<Self> = memory.0.into_iter().collect();
        for line_end in line_ends {
            for unit in [self.unit, Unit::CodePoint, Unit::Utf16, Unit::Byte].into_iter().take(units) {
                for inclusive_end in [false, true] {
                    let other = Self { unit, inclusive_end, line_end };
                    if other != self && !others.contains(&other) {
                        others.push(other);
                    }
                }
            }
        }
        others
    }
}

/// How an earlier document of the same file turned out to be counted, for documents that show it less clearly.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory(Option<Counting>);

/// Where a span stands, with what had to be done to find it, or why it can't be found.
pub type Place = Result<(Fragments, Option<Problem>), Problem>;

/// Where the spans of one set stand.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// The place of each span.
    pub places: Vec<Place>,
    /// How offsets are counted, if not as the format says, and how many spans that mended.
    pub counted: Option<(String, usize)>,
}

/// Places spans that were read with the raw text in the canonical one.
pub fn place(raw: &str, text: &Text, unit: Unit, spans: &[RawSpan], memory: &mut Memory) -> Placed {
    let sought = Sought { raw, text, spans, usual: Counting { unit, ..Counting::default() }, memory: *memory };
    let found = sought.counted(sought.usual);
    let better = if spans.iter().any(|span| quote_of(span).is_some()) {
        sought.better_by_quotes(&found)
    } else {
        sought.better_by_words(&found)
    };
    let Some((counting, better)) = better else {
        return Placed { places: settled(text, spans, found), counted: None };
    };
    *memory = Memory(Some(counting));
    let mended = better.iter().zip(&found).filter(|(now, before)| now.fits() && now.range != before.range).count();
    let kept = better.into_iter().zip(found).map(|(now, before)| {
        // One span may come from a tool that counts as the format says; its quote proves it.
        let keeps = now.quoted < Some(Quoted::Exactly) && before.quoted == Some(Quoted::Exactly);
        if keeps { before } else { now }
    });
    let places = settled(text, spans, kept.collect());
    Placed { places, counted: Some((counting.described(unit), mended)) }
}

/// How the text at a place is like the quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Quoted {
    /// It is another text.
    Otherwise,
    /// But for white space it is the same: some tools quote what the screen shows.
    Alike,
    /// It is the same.
    Exactly,
}

/// What stands where a span's offsets point.
struct Found {
    range: Result<Fragments, Problem>,
    /// How that is like the quote; nothing without one.
    quoted: Option<Quoted>,
}

impl Found {
    fn fits(&self) -> bool {
        self.range.is_ok() && self.quoted != Some(Quoted::Otherwise)
    }
}

/// The spans of one set that are to be found.
struct Sought<'a> {
    raw: &'a str,
    text: &'a Text,
    spans: &'a [RawSpan],
    usual: Counting,
    memory: Memory,
}

impl Sought<'_> {
    fn counted(&self, counting: Counting) -> Vec<Found> {
        let ruler = Ruler::new(self.raw, self.text, counting);
        self.spans.iter().map(|span| find(span, self.text, &ruler)).collect()
    }

    /// The way to count by which most spans read like their quotes, if it is not the usual one.
    fn better_by_quotes(&self, usual: &[Found]) -> Option<(Counting, Vec<Found>)> {
        // What reads exactly like its quote counts first: an end that is off by one may only add a space.
        let score = |found: &[Found]| {
            let like = |least| found.iter().filter(|found| found.quoted >= Some(least)).count();
            (like(Quoted::Exactly), like(Quoted::Alike))
        };
        let quotes = usual.iter().filter(|found| found.quoted.is_some()).count();
        let mut most = score(usual);
        let mut best = None;
        if most.0 < quotes {
            for counting in self.usual.others(self.raw, self.text, self.memory) {
                let found = self.counted(counting);
                let reached = score(&found);
                if reached > most {
                    most = reached;
                    best = Some((counting, found));
                }
                if most.0 == quotes {
                    break;
                }
            }
        }
        // A few short quotes are met by chance.
        best.filter(|(counting, _)| most.1 * 2 > quotes || self.memory.0 == Some(*counting))
    }

    /// The way to count by which all spans are whole words, if the usual one can't be meant.
    fn better_by_words(&self, usual: &[Found]) -> Option<(Counting, Vec<Found>)> {
        let valid = |found: &[Found]| found.iter().filter(|found| found.range.is_ok()).count();
        let whole = |found: &[Found]| found.iter().filter(|found| is_whole_words(self.text, found)).count();
        let all = self.spans.len();
        let is_possible = valid(usual) == all;
        if is_possible && self.memory.0.is_none_or(|counting| counting == self.usual) {
            return None;
        }
        let before = whole(usual);
        let mut most = before;
        let mut best = None;
        for counting in self.usual.others(self.raw, self.text, self.memory) {
            let is_known = self.memory.0 == Some(counting);
            if is_possible && !is_known {
                continue;
            }
            let found = self.counted(counting);
            let reached = whole(&found);
            let moves = found.iter().zip(usual).filter(|(now, before)| now.range != before.range).count();
            // What an earlier document proved needs only be clear; what stands alone must be told by more than one span.
            let is_told = if is_known { !is_possible || before * 2 <= all } else { moves > 1 };
            if valid(&found) == all && reached * 10 >= all * 9 && reached > most && is_told {
                most = reached;
                best = Some((counting, found));
            }
        }
        best
    }
}

/// What the span quotes, if it quotes anything.
fn quote_of(span: &RawSpan) -> Option<&str> {
    span.quote.as_deref().filter(|quote| !quote.is_empty())
}

/// What the span quotes, if that can tell where it belongs: a quote of several fragments can't.
fn anchor_of(span: &RawSpan) -> Option<Cow<'_, str>> {
    quote_of(span).filter(|_| span.fragments.len() < 2).map(canonical)
}

fn settled(text: &Text, spans: &[RawSpan], found: Vec<Found>) -> Vec<Place> {
    let astray = spans.iter().zip(&found).filter(|(_, found)| !found.fits());
    let quotes: Vec<Cow<'_, str>> = astray.filter_map(|(span, _)| anchor_of(span)).collect();
    let anchors = Anchors::new(text, quotes.iter().map(AsRef::as_ref));
    spans.iter().zip(found).map(|(span, found)| settle(text, span, found, &anchors)).collect()
}

fn settle(text: &Text, span: &RawSpan, found: Found, anchors: &Anchors<'_>) -> Place {
    let fits = found.fits();
    match (found.range, quote_of(span)) {
        (Ok(fragments), _) if fits => {
            let cuts = fragments.iter().any(|fragment| words::whole_graphemes(text, fragment) != fragment);
            Ok((fragments, cuts.then_some(Problem::CutsGrapheme)))
        }
        (_, Some(quote)) => {
            let place = anchor_of(span).and_then(|quote| anchors.only_place(&quote));
            match place.and_then(Fragments::one) {
                Some(fragments) => Ok((fragments, Some(Problem::Moved { quote: quote.to_owned() }))),
                None => Err(Problem::Orphan { label: span.label.clone(), quote: quote.to_owned() }),
            }
        }
        (range, None) => Err(range.err().unwrap_or(Problem::Empty)),
    }
}

fn find(span: &RawSpan, text: &Text, ruler: &Ruler<'_>) -> Found {
    let ranges: Result<Vec<Range>, Problem> =
        span.fragments.iter().map(|(start, end)| ruler.range(*start, *end)).collect();
    let ranges = ranges.and_then(|ranges| Ok((Fragments::new(&ranges).ok_or(Problem::Empty)?, ranges)));
    match ranges {
        Ok((fragments, ranges)) => {
            Found { range: Ok(fragments), quoted: quote_of(span).map(|quote| likeness(text, &ranges, quote)) }
        }
        Err(problem) => Found { range: Err(problem), quoted: quote_of(span).map(|_| Quoted::Otherwise) },
    }
}

/// How the ranges read like the quote.
fn likeness(text: &Text, ranges: &[Range], quote: &str) -> Quoted {
    let mut joined = Cow::Borrowed(text.quote(ranges[0]));
    for range in &ranges[1..] {
        joined = Cow::Owned(format!("{joined} {}", text.quote(*range)));
    }
    if joined == quote {
        return Quoted::Exactly;
    }
    let quote = canonical(quote);
    let begins_text = ranges[0].start() == text.start();
    if joined == quote || (begins_text && joined == quote.trim_start_matches('\u{feff}')) {
        return Quoted::Exactly;
    }
    let squeezed = |words: &str| words.split_whitespace().collect::<String>();
    // Fragments that stand right beside each other may be quoted without the space between them.
    let is_alike = joined.split_whitespace().eq(quote.split_whitespace())
        || (ranges.len() > 1 && squeezed(&joined) == squeezed(&quote));
    if is_alike { Quoted::Alike } else { Quoted::Otherwise }
}

/// The quote with the line ends and replacement characters of a canonical text.
fn canonical(quote: &str) -> Cow<'_, str> {
    if quote.contains(['\r', '\0']) {
        Cow::Owned(quote.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(quote)
    }
}

/// Whether each fragment starts and ends between words, without white space at its ends.
fn is_whole_words(text: &Text, found: &Found) -> bool {
    let content = text.as_str();
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let in_word = |at: usize| is_word(content[..at].chars().next_back()) && is_word(content[at..].chars().next());
    found.range.as_ref().is_ok_and(|fragments| {
        fragments.iter().all(|range| {
            let quote = text.quote(range);
            !in_word(range.start().byte()) && !in_word(range.end().byte()) && quote.trim() == quote
        })
    })
}

/// Turns a file's offsets into offsets of the canonical text.
struct Ruler<'a> {
    text: &'a Text,
    counting: Counting,
    /// The byte of the canonical text at each position, if counting in it is not enough: where line ends or other characters
    /// differ; [`INSIDE`] at positions inside a character.
    positions: Option<Vec<u32>>,
}

impl<'a> Ruler<'a> {
    fn new(raw: &str, text: &'a Text, counting: Counting) -> Self {
        let as_it_is = match counting.line_end {
            LineEnd::AsWritten => raw == text.as_str(),
            LineEnd::One => true,
            LineEnd::Two => false,
        };
        let positions = (!as_it_is).then(|| match counting.line_end {
            LineEnd::Two => positions(&text.as_str().replace('\n', "\r\n"), counting.unit),
            LineEnd::AsWritten | LineEnd::One => positions(raw, counting.unit),
        });
        Self { text, counting, positions }
    }

    fn range(&self, start: usize, end: usize) -> Result<Range, Problem> {
        let end = end.saturating_add(usize::from(self.counting.inclusive_end));
        if end <= start {
            return Err(Problem::Empty);
        }
        let at = |n: usize| {
            let offset = match (&self.positions, self.counting.unit) {
                (Some(positions), _) => positions.get(n).and_then(|byte| self.text.offset(*byte as usize)),
                (None, Unit::CodePoint) => self.text.at_code_point(n),
                (None, Unit::Utf16) => self.text.at_utf16(n),
                (None, Unit::Byte) => self.text.offset(n),
            };
            let problem = || if n > self.last_position() { Problem::OutOfRange } else { Problem::InsideCharacter };
            offset.ok_or_else(problem)
        };
        Range::new(at(start)?, at(end)?).filter(|range| !range.is_empty()).ok_or(Problem::Empty)
    }

    fn last_position(&self) -> usize {
        match (&self.positions, self.counting.unit) {
            (Some(positions), _) => positions.len() - 1,
            (None, Unit::CodePoint) => self.text.code_points(),
            (None, Unit::Utf16) => self.text.utf16(self.text.end()),
            (None, Unit::Byte) => self.text.len(),
        }
    }
}

/// Where no offset can be: longer than any text.
const INSIDE: u32 = u32::MAX;

/// The byte of the canonical text at each position of the raw one, the end included.
fn positions(raw: &str, unit: Unit) -> Vec<u32> {
    let mut positions = Vec::with_capacity(raw.len() + 1);
    let byte_order_marks = raw.len() - raw.trim_start_matches('\u{feff}').len();
    let mut byte = 0_u32;
    let mut before = None;
    for (at, character) in raw.char_indices() {
        positions.push(byte);
        let width = match unit {
            Unit::CodePoint => 1,
            Unit::Utf16 => character.len_utf16(),
            Unit::Byte => character.len_utf8(),
        };
        positions.extend(std::iter::repeat_n(INSIDE, width - 1));
        byte += match character {
            _ if at < byte_order_marks => 0,
            '\n' if before == Some('\r') => 0,
            // U+FFFD stands for it.
            '\0' => 3,
            other => other.len_utf8() as u32,
        };
        before = Some(character);
    }
    positions.push(byte);
    positions
}
