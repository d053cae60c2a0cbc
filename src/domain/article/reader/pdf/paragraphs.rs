//! From lines to paragraphs, over columns and pages, and what each is to the article.

use std::collections::{HashMap, HashSet};

use super::columns::Column;
use super::lines::Line;
use super::script;
use crate::domain::article::draft::Found;
use crate::domain::document::Role;

/// A line this much larger than the text is a heading's.
const LARGER: f32 = 1.12;
/// The longest heading, in characters.
const LONGEST_HEADING: usize = 200;
/// The longest heading that is no larger than the text, but bold, in characters.
const LONGEST_BOLD: usize = 120;
/// A line that begins this much farther in begins a paragraph, in ems.
const INDENT: f32 = 0.7;
/// Lines that are this much farther apart than usual belong to two paragraphs.
const FARTHER: f32 = 1.2;
/// Lines that are this far apart, in ems, are seldom of one paragraph.
const WIDE: f32 = 1.8;
/// How often a wide step has to be there to be taken for that of lines.
const FREQUENT: usize = 8;
/// How far lines are apart where nothing tells, in ems.
const LEADING: f32 = 1.5;
/// How much space a word takes before it, in ems.
const SPACE: f32 = 0.25;

/// What is read of a file, in order.
pub(super) enum Part {
    /// The lines of a region.
    Region(Column, Vec<Line>),
    /// Furniture.
    Furniture(String),
}

/// A paragraph, and what is known of its lines.
#[derive(Debug)]
pub(super) struct Paragraph {
    /// What it is.
    pub(super) found: Found,
    /// The size of its letters.
    pub(super) size: f32,
}

/// What goes for a whole file.
struct Style {
    /// The size of most letters.
    size: f32,
    /// Whether most letters are bold.
    is_heavy: bool,
    /// From line to line, in ems, by sizes in half points.
    leading: HashMap<i32, f32>,
    /// Where lines of the usual size end, by their column and where its lines begin.
    ends: HashMap<(Column, i32), f32>,
    /// Words that have a hyphen within a line.
    hyphenated: HashSet<String>,
}

/// Where the lines of a region begin and end.
struct Edges {
    /// Where most lines begin.
    start: f32,
    /// The lines' beginnings, ends and sizes.
    lines: Vec<(f32, f32, f32)>,
}

/// A paragraph that may go on.
struct Open {
    text: String,
    /// Where its first line begins.
    start: f32,
    lines: usize,
    size: f32,
    is_heavy: bool,
    is_item: bool,
    /// Whether its Korean lines end only between words.
    breaks_at_words: bool,
}

/// Puts lines together to paragraphs; furniture that stands between the lines of one follows it.
pub(super) fn of(parts: &[Part]) -> (Vec<Paragraph>, f32) {
    let style = Style::of(parts);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut furniture: Vec<&str> = Vec::new();
    let mut open: Option<Open> = None;
    // The line before, and where lines end in its region.
    let mut before: Option<(&Line, f32)> = None;
    for part in parts {
        let (column, lines) = match part {
            Part::Region(column, lines) => (*column, lines),
            Part::Furniture(text) => {
                furniture.push(text);
                continue;
            }
        };
        let edges = Edges::of(lines);
        for (n, line) in lines.iter().enumerate() {
            let goes_on = match (&open, before) {
                (Some(open), Some((last, right))) if n == 0 => style.goes_on_elsewhere(open, last, right, line, &edges),
                (Some(open), Some((last, right))) => style.goes_on(open, last, right, line, lines.get(n + 1), &edges),
                _ => false,
            };
            // Where the region ends, others like it tell better.
            let right = match lines.get(n + 1) {
                Some(_) => edges.right(line),
                None => edges.right(line).max(style.end(column, &edges, line)),
            };
            match &mut open {
                Some(open) if goes_on => open.add(line, before, &style),
                _ => {
                    paragraphs.extend(open.take().map(|open| open.close(&style)));
                    paragraphs.extend(furniture.drain(..).map(Paragraph::furniture));
                    open = Some(Open::of(line));
                }
            }
            before = Some((line, right));
        }
    }
    paragraphs.extend(open.map(|open| open.close(&style)));
    paragraphs.extend(furniture.drain(..).map(Paragraph::furniture));
    (paragraphs, style.size)
}

impl Paragraph {
    fn furniture(text: &str) -> Self {
        Self { found: Found::left_out(Role::Paragraph, text), size: 0.0 }
    }
}

impl Style {
    fn of(parts: &[Part]) -> Self {
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        let mut steps: HashMap<i32, HashMap<i32, usize>> = HashMap::new();
        let mut hyphenated = HashSet::new();
        let (mut heavy, mut light) = (0, 0);
        for part in parts {
            let Part::Region(_, lines) = part else { continue };
            for line in lines {
                *sizes.entry(half_points(line.size)).or_default() += line.text.len();
                *(if line.is_heavy { &mut heavy } else { &mut light }) += line.text.len();
                hyphenated.extend(line.text.split(' ').filter_map(with_hyphen));
            }
            for pair in lines.windows(2) {
                let step = (pair[1].down - pair[0].down) / pair[1].size;
                let is_same = half_points(pair[0].size) == half_points(pair[1].size);
                if is_same && (0.8..3.0).contains(&step) {
                    let steps = steps.entry(half_points(pair[1].size)).or_default();
                    *steps.entry((step * 20.0).round() as i32).or_default() += 1;
                }
            }
        }
        // Of equally frequent steps the smallest: there are lines closer together than paragraphs. Wide steps have to be
        // frequent, or the text has but paragraphs of one line.
        let most = |steps: &HashMap<i32, usize>| {
            let (step, count) = steps.iter().max_by_key(|(step, count)| (**count, -**step))?;
            let step = *step as f32 / 20.0;
            (step < WIDE || *count > FREQUENT).then_some(step)
        };
        let size =
            sizes.iter().max_by_key(|(size, count)| (**count, **size)).map_or(1.0, |(size, _)| *size as f32 / 2.0);
        let mut ends: HashMap<(Column, i32), f32> = HashMap::new();
        for part in parts {
            let Part::Region(column, lines) = part else { continue };
            let usual = lines.iter().filter(|line| half_points(line.size) == half_points(size));
            let end = ends.entry((*column, place(&Edges::of(lines)))).or_insert(f32::NEG_INFINITY);
            *end = usual.map(|line| line.end).fold(*end, f32::max);
        }
        Self {
            size,
            ends,
            is_heavy: heavy > light,
            leading: steps.iter().filter_map(|(size, steps)| Some((*size, most(steps)?))).collect(),
            hyphenated,
        }
    }

    fn is_large(&self, size: f32) -> bool {
        size > self.size * LARGER
    }

    fn leading(&self, size: f32) -> f32 {
        let usual = self.leading.get(&half_points(self.size)).copied().unwrap_or(LEADING);
        let own = self.leading.get(&half_points(size)).copied().unwrap_or(usual);
        // Of a size with few lines, all may be paragraphs of their own.
        if half_points(size) == half_points(self.size) { own } else { own.min(usual.max(1.35)) }
    }

    /// Where lines end in regions like the one of this line.
    fn end(&self, column: Column, edges: &Edges, line: &Line) -> f32 {
        let is_usual = half_points(line.size) == half_points(self.size) && line.start < edges.start + 2.5 * line.size;
        let end = self.ends.get(&(column, place(edges)));
        end.copied().filter(|_| is_usual).unwrap_or(f32::NEG_INFINITY)
    }

    /// Whether a line goes on with the paragraph of the line above.
    fn goes_on(&self, open: &Open, last: &Line, right: f32, line: &Line, next: Option<&Line>, edges: &Edges) -> bool {
        let em = line.size;
        if !is_alike(open, line) || line.is_item {
            return false;
        }
        if line.down - last.down > FARTHER * self.leading(line.size) * em || line.down < last.down {
            return false;
        }
        if self.is_large(line.size) {
            return true;
        }
        if open.is_item && line.start > open.start + 0.3 * em {
            return !is_short(last, right, line);
        }
        let is_in = line.start > last.start + INDENT * em && line.start > edges.start + INDENT * em;
        // The lines after the first of an entry may all stand farther in.
        let hangs = open.lines == 1 && next.is_some_and(|next| (next.start - line.start).abs() < 0.2 * em);
        let is_out = line.start < last.start - INDENT * em && open.lines > 1;
        (!is_in || hangs) && !is_out && !is_short(last, right, line)
    }

    /// Whether a line goes on with a paragraph that began in another column or on another page.
    fn goes_on_elsewhere(&self, open: &Open, last: &Line, right: f32, line: &Line, edges: &Edges) -> bool {
        let is_in = !open.is_item && line.start > edges.start + INDENT * line.size;
        is_alike(open, line)
            && !self.is_large(line.size)
            && !line.is_item
            && !is_in
            && (starts_lower(&line.text) || !is_short(last, right, line))
    }
}

impl Edges {
    fn of(lines: &[Line]) -> Self {
        let mut starts: HashMap<i32, usize> = HashMap::new();
        for line in lines {
            *starts.entry(half_points(line.start)).or_default() += 1;
        }
        let start = starts
            .iter()
            .max_by_key(|(start, count)| (**count, -**start))
            .map_or(0.0, |(start, _)| *start as f32 / 2.0);
        Self { start, lines: lines.iter().map(|line| (line.start, line.end, line.size)).collect() }
    }

    /// Where lines like this one end.
    fn right(&self, line: &Line) -> f32 {
        let near = self.lines.iter().filter(|(start, _, size)| {
            (start - line.start).abs() < 2.5 * line.size && (size - line.size).abs() < 0.1 * line.size
        });
        near.map(|(_, end, _)| *end).fold(line.end, f32::max)
    }
}

impl Open {
    fn of(line: &Line) -> Self {
        Self {
            text: line.text.clone(),
            start: line.start,
            lines: 1,
            size: line.size,
            is_heavy: line.is_heavy,
            is_item: line.is_item,
            breaks_at_words: false,
        }
    }

    fn add(&mut self, line: &Line, before: Option<(&Line, f32)>, style: &Style) {
        if let Some((last, right)) = before {
            // A syllable and the full stop behind it have to stay together.
            let has_room = right - last.end > 2.0 * line.size;
            self.breaks_at_words |= has_room && line.text.starts_with(script::is_hangul);
            join(&mut self.text, last.is_spaced || self.breaks_at_words, &line.text, &style.hyphenated);
        }
        self.lines += 1;
    }

    fn close(self, style: &Style) -> Paragraph {
        let text = script::with_brackets(self.text.replace('\u{ad}', ""));
        let length = text.chars().count();
        let is_bold = self.is_heavy && !style.is_heavy && length <= LONGEST_BOLD && self.lines <= 3;
        let ends_open = !text.trim_end().ends_with(['.', ',', ';', '。', '،']);
        let role = if style.is_large(self.size) && length <= LONGEST_HEADING || is_bold && ends_open {
            Role::Heading
        } else if self.is_item {
            Role::ListItem
        } else {
            Role::Paragraph
        };
        Paragraph { found: Found::kept(role, text), size: self.size }
    }
}

/// Adds a line to a text: a word that was broken at the line's end becomes whole.
fn join(text: &mut String, is_spaced: bool, line: &str, hyphenated: &HashSet<String>) {
    // The hyphen that is seen may stand beside the mark that says where a word may be broken.
    let whole = text.trim_end_matches(['\u{ad}', '-', '\u{2010}']).len();
    if text[whole..].contains('\u{ad}') {
        text.truncate(whole);
        text.push_str(line);
        return;
    }
    let last = text.chars().next_back();
    let first = line.chars().next();
    match last {
        Some('-' | '\u{2010}') if starts_lower(line) => {
            let whole = format!("{}{}", word_at_end(text), line.split(' ').next().unwrap_or_default());
            let is_letter = text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
            let is_meant = with_hyphen(&whole).is_some_and(|word| hyphenated.contains(&word));
            if is_letter && !is_meant {
                text.pop();
            }
        }
        Some('-' | '\u{2010}' | '–' | '—' | '/') if !is_spaced && first.is_some_and(char::is_alphanumeric) => {
            // Dashes that stand between words without spaces do so at the end of a line too.
            let stands_alone = text.chars().rev().nth(1).is_none_or(char::is_whitespace);
            if stands_alone {
                text.push(' ');
            }
        }
        Some(last) => {
            let is_cjk = script::is_cjk(last) && first.is_some_and(script::is_cjk);
            let is_korean = script::is_hangul(last) && first.is_some_and(script::is_hangul);
            if !is_cjk && (!is_korean || is_spaced || script::ends_korean_word(last)) {
                text.push(' ');
            }
        }
        None => {}
    }
    text.push_str(line);
}

fn word_at_end(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or_default()
}

/// A word in small letters and without what stands around it, if it has a hyphen between letters.
fn with_hyphen(word: &str) -> Option<String> {
    let word = word.trim_matches(|character: char| !character.is_alphabetic());
    word.contains(['-', '\u{2010}']).then(|| word.replace('\u{2010}', "-").to_lowercase())
}

/// Whether the line could be of the paragraph, by its letters.
fn is_alike(open: &Open, line: &Line) -> bool {
    (open.size - line.size).abs() <= 0.12 * open.size && open.is_heavy == line.is_heavy
}

/// Whether a line ends although the first word of the next would have had room in it.
fn is_short(line: &Line, right: f32, next: &Line) -> bool {
    let is_broken = line.text.ends_with(['-', '\u{2010}', '\u{ad}']) && starts_lower(&next.text);
    !is_broken && right - line.end > next.first + SPACE * next.size + 0.5 * next.size
}

fn starts_lower(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// About where the lines of a region begin.
fn place(edges: &Edges) -> i32 {
    (edges.start / 8.0).round() as i32
}

fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}
