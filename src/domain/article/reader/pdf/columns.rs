//! In which order a page is read: bands from top to bottom, within a band columns one after another.

use super::words::Word;

/// The narrowest gap between columns, in ems.
const GUTTER: f32 = 0.9;
/// The narrowest column, in ems.
const COLUMN: f32 = 7.0;
/// The fewest rows that make two columns of a gap.
const FEWEST: usize = 3;
/// How much of their column lines of prose fill on average; the cells of a table fill less.
const FILLED: f32 = 0.55;
/// A page with more rows than this is read row by row.
const ROWS: usize = 500;
/// How often columns are looked for within columns.
const DEPTH: usize = 3;

/// Which column of how many a region is, from 0; what goes over the whole page is the first of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Column {
    place: usize,
    of: usize,
}

/// Words at about the same height.
struct Row {
    words: Vec<Word>,
    down: f32,
}

/// A gap that goes through several rows.
#[derive(Clone, Copy)]
struct Gap {
    from: f32,
    to: f32,
    rows_before: usize,
    rows_behind: usize,
}

impl Gap {
    fn is_established(&self) -> bool {
        self.rows_before >= FEWEST && self.rows_behind >= FEWEST
    }

    fn middle(&self) -> f32 {
        f32::midpoint(self.from, self.to)
    }
}

/// Splits the words of a page into regions in which they stand in lines, in the order they are read.
pub(super) fn regions(words: Vec<Word>) -> Vec<(Column, Vec<Word>)> {
    let mut regions = Vec::new();
    split(words, Column { place: 0, of: 1 }, DEPTH, &mut regions);
    regions
}

fn split(words: Vec<Word>, column: Column, depth: usize, regions: &mut Vec<(Column, Vec<Word>)>) {
    let size = middle_size(&words);
    let mut rows = rows(words);
    if depth == 0 || rows.len() < FEWEST || rows.len() > ROWS {
        regions.push((column, rows.into_iter().flat_map(|row| row.words).collect()));
        return;
    }
    let left = rows.iter().flat_map(|row| &row.words).map(|word| word.start).fold(f32::INFINITY, f32::min);
    let right = rows.iter().flat_map(|row| &row.words).map(|word| word.end).fold(f32::NEG_INFINITY, f32::max);
    let inner = (left + COLUMN * size, right - COLUMN * size);
    let mut plain: Vec<Word> = Vec::new();
    while !rows.is_empty() {
        let (count, gutters) = band(&rows, inner, GUTTER * size);
        let band: Vec<Row> = rows.drain(..count).collect();
        if gutters.is_empty() {
            plain.extend(band.into_iter().flat_map(|row| row.words));
            continue;
        }
        if !plain.is_empty() {
            regions.push((column, std::mem::take(&mut plain)));
        }
        let mut columns: Vec<Vec<Word>> = vec![Vec::new(); gutters.len() + 1];
        for word in band.into_iter().flat_map(|row| row.words) {
            let middle = f32::midpoint(word.start, word.end);
            columns[gutters.partition_point(|gutter| gutter.middle() < middle)].push(word);
        }
        let of = columns.len();
        for (place, words) in columns.into_iter().enumerate() {
            split(words, Column { place, of }, depth - 1, regions);
        }
    }
    if !plain.is_empty() {
        regions.push((column, plain));
    }
}

/// How many of the rows belong together, and the gaps between their columns; none if they have no columns.
fn band(rows: &[Row], inner: (f32, f32), narrowest: f32) -> (usize, Vec<Gap>) {
    let all = Gap { from: inner.0, to: inner.1, rows_before: 0, rows_behind: 0 };
    let mut gaps = vec![all];
    let mut count = 0;
    for row in rows {
        let narrowed = narrowed(&gaps, row, narrowest);
        let kept = |gap: &Gap| narrowed.iter().any(|other| other.from >= gap.from && other.to <= gap.to);
        if narrowed.is_empty() || gaps.iter().any(|gap| gap.is_established() && !kept(gap)) {
            break;
        }
        gaps = narrowed;
        count += 1;
    }
    gaps.retain(Gap::is_established);
    // What stands apart below the first column alone is not of the columns.
    while count > FEWEST && !gaps.is_empty() {
        let (last, before) = (&rows[count - 1], &rows[count - 2]);
        let is_first_alone = last.words.iter().all(|word| word.end <= gaps[0].from);
        let step = before.down - rows[count - 3].down;
        if !is_first_alone || last.down - before.down < 1.5 * step.max(last.words[0].size) {
            break;
        }
        count -= 1;
    }
    if !gaps.is_empty() && is_prose(&rows[..count], &gaps) { (count, gaps) } else { (count.max(1), Vec::new()) }
}

/// What is left of the gaps where a row stands in them.
fn narrowed(gaps: &[Gap], row: &Row, narrowest: f32) -> Vec<Gap> {
    let mut left = Vec::new();
    for gap in gaps {
        let mut from = gap.from;
        let mut add = |from: f32, to: f32| {
            if to - from >= narrowest {
                let rows_before = gap.rows_before + usize::from(row.words.iter().any(|word| word.end <= from));
                let rows_behind = gap.rows_behind + usize::from(row.words.iter().any(|word| word.start >= to));
                left.push(Gap { from, to, rows_before, rows_behind });
            }
        };
        for word in row.words.iter().filter(|word| word.end > gap.from && word.start < gap.to) {
            add(from, word.start);
            from = from.max(word.end);
        }
        add(from, gap.to);
    }
    left
}

/// Whether the lines between the gaps are prose and not the cells of a table.
fn is_prose(rows: &[Row], gaps: &[Gap]) -> bool {
    (0..=gaps.len()).all(|n| {
        let from = if n == 0 { f32::NEG_INFINITY } else { gaps[n - 1].middle() };
        let to = gaps.get(n).map_or(f32::INFINITY, Gap::middle);
        let lines: Vec<(f32, f32)> = rows
            .iter()
            .filter_map(|row| {
                let words = row.words.iter().filter(|word| word.start >= from && word.end <= to);
                words.map(|word| (word.start, word.end)).reduce(|all, word| (all.0.min(word.0), all.1.max(word.1)))
            })
            .collect();
        let (left, right) =
            lines.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |all, line| (all.0.min(line.0), all.1.max(line.1)));
        let filled: f32 = lines.iter().map(|line| line.1 - line.0).sum();
        filled >= FILLED * (right - left) * lines.len() as f32
    })
}

/// Rows from top to bottom, each from left to right.
fn rows(mut words: Vec<Word>) -> Vec<Row> {
    words.sort_by(|one, other| one.down.total_cmp(&other.down));
    let mut rows: Vec<Row> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row) if word.down - row.down < 0.3 * word.size => row.words.push(word),
            _ => rows.push(Row { down: word.down, words: vec![word] }),
        }
    }
    for row in &mut rows {
        row.words.sort_by(|one, other| one.start.total_cmp(&other.start));
    }
    rows
}

fn middle_size(words: &[Word]) -> f32 {
    let mut sizes: Vec<f32> = words.iter().map(|word| word.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(1.0)
}
