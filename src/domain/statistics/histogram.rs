//! Bars that stand side by side: how often numbers of each size occur, or how much there was in each stretch of time.

use super::counts::Counts;
use super::svg::{Anchor, Caption, Drawing, MARGIN, SMALL, TOP, WIDTH, grouped, width_of};

/// How many bars numbers are gathered into at most.
const MOST_BINS: usize = 30;
/// How high the highest bar may be.
const HEIGHT: f64 = 200.0;
/// The widest bar, so that a single one is no block.
const WIDEST: f64 = 48.0;
/// The least room between two marks of the axis.
const CLEAR: f64 = 14.0;

/// Gathers numbers into at most [`MOST_BINS`] bars, from `least` on. The few that are much greater than all others are in the last one.
pub(super) fn bins(counts: &Counts, least: usize) -> Vec<(String, usize)> {
    let Some(greatest) = counts.greatest() else {
        return Vec::new();
    };
    // Unless it makes little difference, one outlier in a hundred must not press the rest together.
    let usual = counts.percentile(99).unwrap_or(greatest);
    let last = if greatest <= usual + usual / 2 || greatest < least + MOST_BINS { greatest } else { usual };
    let width = nice_width((last + 1).saturating_sub(least).div_ceil(MOST_BINS));
    let number = (last + 1).saturating_sub(least).div_ceil(width).max(1);
    let mut values = vec![0_usize; number];
    let mut beyond = 0;
    for (value, count) in counts.iter() {
        match values.get_mut(value.saturating_sub(least) / width) {
            Some(bin) => *bin += count,
            None => beyond += count,
        }
    }
    let name = |n: usize| {
        let from = least + n * width;
        if width == 1 { from.to_string() } else { format!("{from}–{}", from + width - 1) }
    };
    let mut bins: Vec<(String, usize)> = values.into_iter().enumerate().map(|(n, count)| (name(n), count)).collect();
    if beyond > 0 {
        bins.push((format!("≥ {}", least + number * width), beyond));
    }
    bins
}

/// The next of 1, 2, 5, 10, 20, 50 and so on.
fn nice_width(least: usize) -> usize {
    let mut power = 1;
    loop {
        if let Some(width) = [power, 2 * power, 5 * power].into_iter().find(|width| *width >= least) {
            return width;
        }
        power *= 10;
    }
}

/// Draws bars; `across` says what they stand for and `upwards` what is counted.
pub(super) fn draw(caption: &Caption<'_>, bars: &[(String, usize)], across: &str, upwards: &str) -> String {
    let mut drawing = Drawing::default();
    let Some(greatest) = bars.iter().map(|(_, count)| *count).max() else {
        return drawing.finish(caption, TOP);
    };
    let (step, steps) = ticks(greatest);
    let top = TOP + 22.0;
    let bottom = top + HEIGHT;
    let marks: Vec<String> = (0..=steps).map(|n| grouped(n * step)).collect();
    let left = MARGIN + marks.iter().map(|mark| width_of(mark, SMALL)).fold(0.0, f64::max) + 8.0;
    let right = WIDTH - MARGIN;
    let height_of = |count: usize| HEIGHT * count as f64 / (step * steps) as f64;
    drawing.text((MARGIN, TOP + 6.0), Anchor::Start, SMALL, "soft", upwards);
    for (n, mark) in marks.iter().enumerate() {
        let y = bottom - height_of(n * step);
        drawing.line((left, y), (right, y), if n == 0 { "axis" } else { "grid" });
        drawing.text((left - 8.0, y + SMALL * 0.35), Anchor::End, SMALL, "soft", mark);
    }
    // Few bars stand at the left, near the axis, rather than far apart.
    let slot = ((right - left) / bars.len() as f64).min(WIDEST * 1.25);
    let gap = (slot * 0.2).min(6.0);
    for (n, (name, count)) in bars.iter().enumerate().filter(|(_, (_, count))| *count > 0) {
        let height = height_of(*count).max(1.5);
        let place = (left + slot * n as f64 + gap / 2.0, bottom - height);
        let hint = format!("{name}: {}", grouped(*count));
        drawing.rectangle(place, (slot - gap, height), (slot / 12.0).min(2.0).floor(), "plain", &hint);
    }
    name_below(&mut drawing, bars, left, slot, bottom + 20.0);
    let across_at = (left + slot * bars.len() as f64 / 2.0).max(left + width_of(across, SMALL) / 2.0);
    drawing.text((across_at, bottom + 42.0), Anchor::Middle, SMALL, "soft", across);
    drawing.finish(caption, bottom + 42.0 + MARGIN)
}

/// Names the last bar whose name fits, and evenly spread as many before it as don't touch.
fn name_below(drawing: &mut Drawing, bars: &[(String, usize)], left: f64, slot: f64, y: f64) {
    let width = |name: &str| width_of(name, SMALL);
    let widest = bars.iter().map(|(name, _)| width(name)).fold(0.0, f64::max);
    let every = ((widest + CLEAR) / slot).ceil().max(1.0) as usize;
    let middle = |n: usize| left + slot * (n as f64 + 0.5);
    let fits = |n: &usize| {
        let half = width(&bars[*n].0) / 2.0;
        middle(*n) - half >= MARGIN && middle(*n) + half <= WIDTH - MARGIN / 2.0
    };
    let last = (0..bars.len()).rfind(|n| fits(n)).unwrap_or_default();
    for n in (0..=last).rev().step_by(every).filter(fits) {
        drawing.text((middle(n), y), Anchor::Middle, SMALL, "soft", &bars[n].0);
    }
}

/// How far apart the lines of the grid are, and how many steps reach the greatest number.
fn ticks(greatest: usize) -> (usize, usize) {
    let step = nice_width(greatest.div_ceil(5).max(1));
    (step, greatest.div_ceil(step).max(1))
}
