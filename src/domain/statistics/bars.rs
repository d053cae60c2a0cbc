//! Bars that lie one under another, each with its name and its number.

use super::svg::{Anchor, Caption, Drawing, MARGIN, TEXT, TOP, WIDTH, grouped, widest_of, width_of};

/// A bar.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) value: usize,
    /// What it is coloured as.
    pub(super) class: String,
}

/// How far apart the bars lie.
const STEP: f64 = 26.0;
const THICKNESS: f64 = 16.0;
/// The most room for names.
const NAMES: f64 = 230.0;
const GAP: f64 = 10.0;

/// Draws bars. Long names are shortened.
pub(super) fn draw(caption: &Caption<'_>, bars: &[Bar]) -> String {
    let mut drawing = Drawing::default();
    let names = widest_of(bars.iter().map(|bar| bar.name.as_str())).min(NAMES);
    let left = MARGIN + names + GAP;
    let numbers = bars.iter().map(|bar| width_of(&grouped(bar.value), TEXT)).fold(0.0, f64::max);
    let longest = WIDTH - MARGIN - left - GAP - numbers;
    let greatest = bars.iter().map(|bar| bar.value).max().unwrap_or_default().max(1);
    for (n, bar) in bars.iter().enumerate() {
        let top = TOP + n as f64 * STEP;
        let length = longest * bar.value as f64 / greatest as f64;
        drawing.name((MARGIN, top), (names, STEP), false, &bar.name);
        if bar.value > 0 {
            let hint = format!("{}: {}", bar.name, grouped(bar.value));
            let place = (left, top + (STEP - THICKNESS) / 2.0);
            drawing.rectangle(place, (length.max(2.0), THICKNESS), 2.0, &bar.class, &hint);
        }
        let end = left + if bar.value > 0 { length.max(2.0) } else { 0.0 } + 7.0;
        let baseline = top + STEP / 2.0 + TEXT * 0.35;
        drawing.text((end, baseline), Anchor::Start, TEXT, "ink", &grouped(bar.value));
    }
    drawing.line((left, TOP), (left, TOP + bars.len() as f64 * STEP), "axis");
    drawing.finish(caption, TOP + bars.len() as f64 * STEP + MARGIN)
}
