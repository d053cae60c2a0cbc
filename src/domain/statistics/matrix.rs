//! A square whose cells are the darker the greater their numbers: which things occur together.

use super::palette::SCALE;
use super::svg::{Anchor, Caption, Drawing, MARGIN, SMALL, TOP, WIDTH, grouped, widest_of, width_of};

/// How many rows and columns can be told apart.
pub(super) const MOST: usize = 20;
/// The most room for the names of rows: with it, a number below 1000 fits into a cell of twenty.
const NAMES: f64 = 170.0;
/// The most room for the names of columns, which are turned.
const TURNED: f64 = 130.0;
const GAP: f64 = 8.0;
/// The largest cell.
const LARGEST: f64 = 44.0;

/// Draws a square; `value` gives the number of two names by their places. The cells of a name with itself have no colour.
pub(super) fn draw(
    caption: &Caption<'_>,
    names: &[String],
    what: &str,
    value: impl Fn(usize, usize) -> usize,
) -> String {
    let mut drawing = Drawing::default();
    let count = names.len();
    if count == 0 {
        return drawing.finish(caption, TOP);
    }
    let pairs = || (0..count).flat_map(|row| (0..row).map(move |column| (row, column)));
    let greatest = pairs().map(|(row, column)| value(row, column)).max().unwrap_or_default();
    let widest = widest_of(names.iter().map(String::as_str));
    let (names_width, names_height) = (widest.min(NAMES), widest.min(TURNED));
    let left = MARGIN + names_width + GAP;
    let top = TOP + names_height + GAP;
    let cell = ((WIDTH - MARGIN - left) / count as f64).min(LARGEST).floor();
    for (n, name) in names.iter().enumerate() {
        let at = n as f64 * cell;
        drawing.name((MARGIN, top + at), (names_width, cell), false, name);
        drawing.name((left + at, TOP), (cell, names_height), true, name);
        for (m, other) in names.iter().enumerate() {
            let number = value(n, m);
            let (class, on) = match step_of(number, greatest) {
                _ if n == m => ("paper".to_owned(), "soft".to_owned()),
                None => ("paper".to_owned(), "soft".to_owned()),
                Some(step) => (format!("step-{step}"), format!("on-step-{step}")),
            };
            let (x, y) = (left + m as f64 * cell, top + at);
            let hint = if n == m { format!("{name}: {number}") } else { format!("{name} + {other}: {number}") };
            drawing.rectangle((x + 1.0, y + 1.0), (cell - 2.0, cell - 2.0), 2.0, &class, &hint);
            let size = if cell < 28.0 { SMALL - 1.0 } else { SMALL };
            if let Some(written) = written(number, size, cell - 2.0).filter(|_| number > 0) {
                drawing.text((x + cell / 2.0, y + cell / 2.0 + size * 0.35), Anchor::Middle, size, &on, &written);
            }
        }
    }
    let bottom = top + count as f64 * cell;
    let height = scale(&mut drawing, (left, bottom + 18.0), greatest, what);
    drawing.finish(caption, bottom + 18.0 + height + MARGIN)
}

/// Which step of the scale a number has; none for 0.
fn step_of(number: usize, greatest: usize) -> Option<usize> {
    (number > 0).then(|| ((number - 1) * SCALE / greatest.max(1)).min(SCALE - 1))
}

/// The number as it fits into a cell: whole, or in thousands or millions.
fn written(number: usize, size: f64, room: f64) -> Option<String> {
    let shorter = [number.to_string(), format!("{}k", number / 1000), format!("{}M", number / 1_000_000)];
    let least = [0, 1000, 1_000_000];
    let fits = |(written, least): &(String, usize)| number >= *least && width_of(written, size) <= room;
    shorter.into_iter().zip(least).find(fits).map(|(written, _)| written)
}

/// Draws what the colours mean; returns how high that is.
fn scale(drawing: &mut Drawing, (x, y): (f64, f64), greatest: usize, what: &str) -> f64 {
    if greatest == 0 {
        return 0.0;
    }
    let size = 14.0;
    let baseline = y + size / 2.0 + SMALL * 0.35;
    let least = "1";
    drawing.text((x, baseline), Anchor::Start, SMALL, "soft", least);
    let from = x + width_of(least, SMALL) + 6.0;
    for step in 0..SCALE {
        let place = (from + step as f64 * (size * 1.6), y);
        drawing.rectangle(place, (size * 1.6, size), 0.0, &format!("step-{step}"), what);
    }
    let after = from + SCALE as f64 * size * 1.6 + 6.0;
    drawing.text((after, baseline), Anchor::Start, SMALL, "soft", &format!("{} {what}", grouped(greatest)));
    size
}
