//! From the words of a region to its lines.

use super::script;
use super::words::Word;

/// From this gap on two words have a space between them, in ems.
const GAP: f32 = 0.15;
/// Words no farther above or below than this stand in one line, in ems.
const OFF_LINE: f32 = 0.5;
/// An initial is at least this much larger than its text.
const INITIAL: f32 = 1.8;

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its words.
    pub(super) text: String,
    /// Where it begins.
    pub(super) start: f32,
    /// Where it ends.
    pub(super) end: f32,
    /// Where its baseline is.
    pub(super) down: f32,
    /// The size most of it is in.
    pub(super) size: f32,
    /// Whether all of it is bold.
    pub(super) is_heavy: bool,
    /// How long the first piece of it is that might have stood in the line before.
    pub(super) first: f32,
    /// Whether it begins an item of a list.
    pub(super) is_item: bool,
    /// Whether the file has a space at its end.
    pub(super) is_spaced: bool,
}

/// The lines of a region, from top to bottom.
pub(super) fn of(mut words: Vec<Word>, is_leftward: bool) -> Vec<Line> {
    lower_initials(&mut words);
    words.sort_by(|one, other| one.down.total_cmp(&other.down));
    let mut rows: Vec<Vec<Word>> = Vec::new();
    // The row's own place is that of its largest word, so that a raised number does not set it.
    let mut base = (f32::NEG_INFINITY, 0.0_f32);
    for word in words {
        let is_same = (word.down - base.0).abs() < OFF_LINE * word.size.max(base.1);
        match rows.last_mut() {
            Some(row) if is_same => {
                if word.size > base.1 {
                    base = (word.down, word.size);
                }
                row.push(word);
            }
            _ => {
                base = (word.down, word.size);
                rows.push(vec![word]);
            }
        }
    }
    rows.into_iter().filter_map(|row| line(row, is_leftward)).collect()
}

fn line(mut row: Vec<Word>, is_leftward: bool) -> Option<Line> {
    row.sort_by(|one, other| one.start.total_cmp(&other.start));
    // What is drawn twice, to look bold, is there once.
    row.dedup_by(|next, word| next.text == word.text && next.start - word.start < 0.3 * word.size);
    // A line that runs against the page's way begins where others end.
    let against = row.iter().filter(|word| word.is_leftward == Some(!is_leftward)).count();
    let with = row.iter().filter(|word| word.is_leftward == Some(is_leftward)).count();
    let is_leftward = is_leftward != (against > with);
    if against > with {
        row.iter_mut().for_each(|word| (word.start, word.end) = (-word.end, -word.start));
        row.reverse();
    }
    let size = main_size(&row);
    let (first, start) = (row.first()?, row.first()?.start);
    let first = match first.text.chars().next() {
        Some(character) if script::is_cjk(character) => size,
        _ => first.end - first.start,
    };
    let end = row.iter().map(|word| word.end).fold(f32::NEG_INFINITY, f32::max);
    let down = row.iter().find(|word| word.size >= size)?.down;
    let says_item = row.first()?.is_item;
    let is_heavy = row.iter().all(|word| word.is_heavy);
    let is_spaced = row.last()?.is_spaced;
    let mut row: Vec<(Word, bool)> = row.into_iter().map(|word| (word, false)).collect();
    script::turn_back(&mut row, !is_leftward, |(word, _)| word.is_leftward, |(_, is_turned)| *is_turned = true);
    let mut text = String::new();
    let mut before: Option<Word> = None;
    for (word, is_turned) in row {
        if before.is_some_and(|before| are_apart(&before, &word)) {
            text.push(' ');
        }
        if word.is_leftward.is_none() && is_leftward != is_turned {
            text.push_str(&script::leftward(&word.text));
        } else {
            text.push_str(&word.text);
        }
        before = Some(word);
    }
    let is_item = says_item || begins_item(&text);
    Some(Line { text, start, end, down, size, is_heavy, first, is_item, is_spaced })
}

fn are_apart(one: &Word, other: &Word) -> bool {
    let gap = if other.start >= one.start { other.start - one.end } else { one.start - other.end };
    let is_cjk = one.text.chars().next_back().is_some_and(script::is_cjk)
        && other.text.chars().next().is_some_and(script::is_cjk);
    let limit = if is_cjk { 1.5 } else { GAP };
    one.is_spaced || other.is_spaced && other.start < one.start || gap > limit * one.size.min(other.size)
}

/// The size that most letters have.
fn main_size(row: &[Word]) -> f32 {
    let letters = |size: f32| row.iter().filter(|word| word.size == size).map(|word| word.text.len()).sum::<usize>();
    let mut sizes: Vec<f32> = row.iter().map(|word| word.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.dedup();
    // A line has few sizes; of one that has many the first do.
    sizes.truncate(8);
    sizes.into_iter().max_by_key(|size| letters(*size)).unwrap_or_default()
}

/// Puts an initial that is several lines high into the first of them.
fn lower_initials(words: &mut [Word]) {
    let mut sizes: Vec<f32> = words.iter().map(|word| word.size).collect();
    sizes.sort_by(f32::total_cmp);
    let Some(middle) = sizes.get(sizes.len() / 2).copied() else { return };
    let is_initial = |word: &Word| {
        word.size > INITIAL * middle && word.text.chars().count() <= 2 && word.text.chars().any(char::is_alphabetic)
    };
    let initials: Vec<usize> = (0..words.len()).filter(|at| is_initial(&words[*at])).take(32).collect();
    for at in initials {
        let initial = words[at].clone();
        let is_beside = |word: &Word| {
            word.size < initial.size / INITIAL
                && (-0.2 * middle..1.5 * middle).contains(&(word.start - initial.end))
                && word.down > initial.down - initial.size
                && word.down <= initial.down + 0.2 * middle
        };
        let mut beside: Option<(f32, f32, f32)> = None;
        for word in words.iter().filter(|word| is_beside(word)) {
            if beside.is_none_or(|(down, ..)| word.down < down) {
                beside = Some((word.down, word.size, word.start));
            }
        }
        if let Some((down, size, start)) = beside {
            let end = if initial.is_spaced { initial.end } else { start };
            // The lines beside it begin where it does.
            let lower = words.iter_mut().filter(|word| is_beside(word) && word.down > down + OFF_LINE * size);
            lower.for_each(|word| word.start = initial.start);
            words[at] = Word { down, size, end, ..initial };
        }
    }
}

/// Whether a line begins an item of a list.
fn begins_item(text: &str) -> bool {
    let mut characters = text.chars();
    match characters.next() {
        Some('•' | '◦' | '▪' | '▫' | '‣' | '●' | '○' | '■' | '□' | '⁃' | '·' | '➢' | '✓') => {
            true
        }
        Some('-' | '–' | '*') => characters.next() == Some(' '),
        Some('(') => {
            let inner = characters.as_str().split_once(") ").map(|(inner, _)| inner);
            inner.is_some_and(|inner| is_number(inner) || inner.len() == 1)
        }
        Some(_) => {
            let number = text.split_once([' ']).and_then(|(number, _)| number.strip_suffix(['.', ')']));
            number.is_some_and(|number| is_number(number) || (number.len() == 1 && text[1..].starts_with(')')))
        }
        None => false,
    }
}

fn is_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
