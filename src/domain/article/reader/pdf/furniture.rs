//! The furniture of pages: running heads, running feet, page numbers, which stand in the same place page after page.

use std::collections::HashMap;

use super::words::Word;

/// How many rows from a page's edge may be furniture.
const ROWS: usize = 3;
/// How much of a page that has words is looked at, at either edge.
const EDGE: f32 = 0.15;

/// The words of a page without its furniture, and that furniture, each row by itself.
#[derive(Default)]
pub(super) struct Cleared {
    /// What is left.
    pub(super) words: Vec<Word>,
    /// The furniture at the top.
    pub(super) head: Vec<String>,
    /// The furniture at the bottom.
    pub(super) foot: Vec<String>,
}

/// A row at an edge of a page.
struct Row {
    words: Vec<usize>,
    down: f32,
    size: f32,
    text: String,
    is_head: bool,
    is_called_so: bool,
}

/// Takes the furniture out of the words of every page.
pub(super) fn clear(pages: Vec<Vec<Word>>) -> Vec<Cleared> {
    let rows: Vec<Vec<Row>> = pages.iter().map(|words| edge_rows(words)).collect();
    let mut seen: HashMap<String, Vec<(usize, f32, f32)>> = HashMap::new();
    for (page, rows) in rows.iter().enumerate() {
        for row in rows {
            seen.entry(pattern(&row.text)).or_default().push((page, row.down, row.size));
        }
    }
    for places in seen.values_mut() {
        places.sort_by(|one, other| one.1.total_cmp(&other.1));
    }
    let is_alone = pages.len() == 1;
    let mut cleared = Vec::with_capacity(pages.len());
    for (page, (words, rows)) in pages.into_iter().zip(rows).enumerate() {
        let mut result = Cleared::default();
        let mut taken = vec![false; words.len()];
        for row in rows {
            let pattern = pattern(&row.text);
            let again = || seen.get(&pattern).is_some_and(|places| stands_again(places, page, &row));
            if row.is_called_so || again() || (is_alone && is_printed(&pattern, row.is_head)) {
                row.words.iter().for_each(|at| taken[*at] = true);
                if row.is_head { result.head.push(row.text) } else { result.foot.push(row.text) }
            }
        }
        result.words = words.into_iter().zip(taken).filter(|(_, taken)| !taken).map(|(word, _)| word).collect();
        cleared.push(result);
    }
    cleared
}

/// Whether a row stands at the same place of another page too. The places are in order from top to bottom.
fn stands_again(places: &[(usize, f32, f32)], page: usize, row: &Row) -> bool {
    let first = places.partition_point(|(_, down, _)| *down < row.down - row.size / 2.0);
    let near = places[first..].iter().take_while(|(_, down, _)| *down <= row.down + row.size / 2.0);
    // Those at the same place are few or alike: of two pages one is another one.
    near.take(64).any(|(other, _, size)| *other != page && (size - row.size).abs() <= row.size * 0.1)
}

/// Rows near the edges of a page, from top to bottom, those the file calls furniture among them.
fn edge_rows(words: &[Word]) -> Vec<Row> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|one, other| words[*one].down.total_cmp(&words[*other].down));
    let (Some(first), Some(last)) = (order.first(), order.last()) else { return Vec::new() };
    let (top, bottom) = (words[*first].down, words[*last].down);
    let edge = (bottom - top) * EDGE;
    let mut rows: Vec<Row> = Vec::new();
    for at in order {
        let word = &words[at];
        match rows.last_mut() {
            Some(row) if word.down - row.down < word.size.max(row.size) * 0.4 => row.words.push(at),
            _ => rows.push(Row {
                words: vec![at],
                down: word.down,
                size: word.size,
                text: String::new(),
                is_head: word.down - top <= bottom - word.down,
                is_called_so: false,
            }),
        }
    }
    let count = rows.len();
    let is_near =
        |n: usize, row: &Row| (n < ROWS && row.down - top <= edge) || (n + ROWS >= count && bottom - row.down <= edge);
    let mut near = Vec::new();
    for (n, mut row) in rows.into_iter().enumerate() {
        row.is_called_so = row.words.iter().all(|at| words[*at].is_furniture);
        if !row.is_called_so && !is_near(n, &row) {
            continue;
        }
        row.words.sort_by(|one, other| words[*one].start.total_cmp(&words[*other].start));
        row.size = row.words.iter().map(|at| words[*at].size).fold(0.0, f32::max);
        row.text = row.words.iter().map(|at| words[*at].text.as_str()).collect::<Vec<_>>().join(" ");
        near.push(row);
    }
    near
}

/// A row's text with its numbers as `#`.
fn pattern(text: &str) -> String {
    let is_roman = text.len() <= 8 && text.chars().all(|character| "ivxlcIVXLC".contains(character));
    if is_roman {
        return "#".to_owned();
    }
    let mut pattern = String::with_capacity(text.len());
    for character in text.chars() {
        if !character.is_numeric() {
            pattern.extend(character.to_lowercase());
        } else if !pattern.ends_with('#') {
            pattern.push('#');
        }
    }
    pattern
}

/// Whether a row of a file with one page is a page number, or what browsers print at the edges: the time and the title above, the
/// address below.
fn is_printed(pattern: &str, is_head: bool) -> bool {
    let is_number = matches!(pattern, "#" | "#/#" | "# / #" | "- # -" | "– # –" | "page #" | "page # of #" | "seite #");
    let is_address = ["http://", "https://", "file://"].iter().any(|scheme| pattern.starts_with(scheme));
    is_number
        || (is_head && ["#/#/#, #:#", "#.#.#, #:#", "#-#-#, #:#"].iter().any(|time| pattern.starts_with(time)))
        || (!is_head && is_address && pattern.ends_with("#/#"))
}
