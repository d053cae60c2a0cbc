//! From glyphs to words, each with its place.

use super::content::{Drawn, Glyph};
use super::script;

/// A gap from this on ends a word, in ems, where the file has no spaces of its own.
const GAP: f32 = 0.15;
/// A gap from this on ends a word, in ems, where the file has spaces.
const GAP_BESIDES_SPACES: f32 = 0.3;
/// A gap from this on ends a word of Chinese or Japanese, which has no spaces but may be spread out.
const GAP_OF_CJK: f32 = 0.9;
/// A gap from this on stands between two places, not two words: no line goes on over it unseen.
const APART: f32 = 0.9;
/// How far a glyph may stand above or below the line it is in, in ems.
const OFF_LINE: f32 = 0.45;

/// A word, or as much of a text without spaces as stands in one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// Its letters, in the order they are read.
    pub(super) text: String,
    /// Where it begins, in the direction the page is read in.
    pub(super) start: f32,
    /// Where it ends.
    pub(super) end: f32,
    /// Where its baseline is; grows from line to line.
    pub(super) down: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// Whether it is bold.
    pub(super) is_heavy: bool,
    /// Whether the file calls it furniture of the page.
    pub(super) is_furniture: bool,
    /// Whether the file says that an item of a list begins with it.
    pub(super) is_item: bool,
    /// Whether a space of the file's own follows.
    pub(super) is_spaced: bool,
    /// Whether it is read from right to left; nothing if it doesn't matter, as for numbers.
    pub(super) is_leftward: Option<bool>,
}

/// The words of a page.
#[derive(Default)]
pub(super) struct Words {
    /// Those that run as most of the page does.
    pub(super) along: Vec<Word>,
    /// The text of those that run another way: margins, stamps, watermarks.
    pub(super) across: Vec<String>,
    /// Whether the page is read from right to left; all places are mirrored then.
    pub(super) is_leftward: bool,
}

/// Puts the glyphs of a page together to words.
pub(super) fn of(drawn: &Drawn) -> Words {
    let mut turns = [0_usize; 5];
    for glyph in &drawn.glyphs {
        turns[usize::from(glyph.turn)] += 1;
    }
    // Text askew is never what most of a page is.
    let main = (0..4).rev().max_by_key(|turn| turns[usize::from(*turn)]).unwrap_or_default();
    let mut words = Words::default();
    let mut across: Option<(u8, String)> = None;
    let mut line: Vec<Glyph> = Vec::new();
    for glyph in &drawn.glyphs {
        if glyph.turn != main {
            let letters = letters(drawn, glyph);
            match &mut across {
                Some((turn, text)) if *turn == glyph.turn => text.push_str(letters),
                _ => words.across.extend(across.replace((glyph.turn, letters.to_owned())).map(|(_, text)| text)),
            }
            continue;
        }
        if line.last().is_some_and(|last| !goes_on(last, glyph)) {
            split(drawn, &line, &mut words.along);
            line.clear();
        }
        line.push(*glyph);
    }
    split(drawn, &line, &mut words.along);
    words.across.extend(across.map(|(_, text)| text));
    let leftward = words.along.iter().filter(|word| word.is_leftward == Some(true)).count();
    let rightward = words.along.iter().filter(|word| word.is_leftward == Some(false)).count();
    if leftward > rightward {
        words.is_leftward = true;
        for word in &mut words.along {
            (word.start, word.end) = (-word.end, -word.start);
        }
    }
    words
}

fn letters<'a>(drawn: &'a Drawn, glyph: &Glyph) -> &'a str {
    &drawn.text[glyph.text.0 as usize..glyph.text.1 as usize]
}

/// Whether a glyph stands right beside the one drawn before it.
fn goes_on(last: &Glyph, next: &Glyph) -> bool {
    let size = last.size.max(next.size);
    let gap = if next.start >= last.start { next.start - last.end } else { last.start - next.end };
    (last.down - next.down).abs() < OFF_LINE * size && gap < APART * size && gap > -1.5 * size
}

/// Splits glyphs that stand in a line into words.
fn split(drawn: &Drawn, line: &[Glyph], words: &mut Vec<Word>) {
    let is_blank = |glyph: &Glyph| letters(drawn, glyph).trim().is_empty();
    let has_spaces = line.iter().any(is_blank);
    let mut from = 0;
    for at in 0..line.len() {
        let glyph = &line[at];
        if is_blank(glyph) {
            if let Some(word) = word(drawn, &line[from..at]) {
                words.push(Word { is_spaced: true, ..word });
            }
            from = at + 1;
        } else if at > from {
            let last = &line[at - 1];
            let before = letters(drawn, last).chars().next_back();
            let after = letters(drawn, glyph).chars().next();
            let is_cjk = before.is_some_and(script::is_cjk) && after.is_some_and(script::is_cjk);
            let limit = match (is_cjk, has_spaces) {
                (true, _) => GAP_OF_CJK,
                (false, true) => GAP_BESIDES_SPACES,
                (false, false) => GAP,
            };
            let gap = if glyph.start >= last.start { glyph.start - last.end } else { last.start - glyph.end };
            if gap > limit * last.size.min(glyph.size) && !after.is_some_and(script::is_mark) {
                words.extend(word(drawn, &line[from..at]));
                from = at;
            }
        }
    }
    words.extend(word(drawn, &line[from..]));
}

/// A letter with the mark on it.
struct Unit<'a> {
    start: f32,
    text: &'a str,
    mark: &'a str,
}

fn word(drawn: &Drawn, glyphs: &[Glyph]) -> Option<Word> {
    let first = glyphs.first()?;
    // A mark stays with its letter wherever it is drawn.
    let mut units: Vec<Unit<'_>> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let text = letters(drawn, glyph);
        match units.last_mut() {
            Some(unit) if unit.mark.is_empty() && text.chars().all(script::is_mark) => unit.mark = text,
            _ => units.push(Unit { start: glyph.start, text, mark: "" }),
        }
    }
    let way = |unit: &Unit<'_>| unit.text.chars().find_map(script::way);
    let is_leftward = units.iter().any(|unit| way(unit) == Some(true));
    if is_leftward || units.last().is_some_and(|last| last.start < first.start) {
        units.sort_by(|one, other| one.start.total_cmp(&other.start));
    }
    if is_leftward {
        units.reverse();
        script::turn_back(&mut units, false, way, |_| ());
    }
    let is_letters = units.iter().any(|unit| unit.text.chars().any(char::is_alphabetic));
    let size = glyphs.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
    let base = glyphs.iter().find(|glyph| glyph.size == size).unwrap_or(first);
    Some(Word {
        text: units.iter().flat_map(|unit| [unit.text, unit.mark]).collect(),
        start: glyphs.iter().map(|glyph| glyph.start).fold(f32::INFINITY, f32::min),
        end: glyphs.iter().map(|glyph| glyph.end).fold(f32::NEG_INFINITY, f32::max),
        down: base.down,
        size,
        is_heavy: glyphs.iter().all(|glyph| glyph.is_heavy),
        is_furniture: glyphs.iter().all(|glyph| glyph.is_furniture),
        is_item: first.is_item,
        is_spaced: false,
        is_leftward: is_letters.then_some(is_leftward),
    })
}
