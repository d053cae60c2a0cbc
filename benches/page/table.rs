//! Figures and how they are printed.

use std::collections::BTreeMap;
use std::io::{Write, stdout};

/// What a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Row {
    FirstText,
    Opened,
    OpenedInside,
    Add,
    AddScript,
    Delete,
    DeleteScript,
    Frame,
    Memory,
    Nodes,
    Export,
}

/// The figures of a page.
#[derive(Debug, Default)]
pub(crate) struct Figures(BTreeMap<Row, Vec<f64>>);

impl Figures {
    /// Adds a figure, in milliseconds unless the row says otherwise.
    pub(crate) fn add(&mut self, row: Row, figure: f64) {
        self.0.entry(row).or_default().push(figure);
    }

    /// The figure that this part of all figures does not exceed.
    fn part(&self, row: Row, part: f64) -> Option<f64> {
        let mut all = self.0.get(&row)?.clone();
        all.sort_by(f64::total_cmp);
        all.get(((all.len() - 1) as f64 * part).round() as usize).copied()
    }

    fn share_over(&self, row: Row, limit: f64) -> Option<f64> {
        let all = self.0.get(&row)?;
        Some(100.0 * all.iter().filter(|figure| **figure > limit).count() as f64 / all.len() as f64)
    }
}

/// Takes one figure out of many.
type Take = fn(&Figures) -> Option<f64>;

const LINES: [(&str, &str, Take); 17] = [
    ("page load to first text", "ms", |all| all.part(Row::FirstText, 0.5)),
    ("page load to article shown", "ms", |all| all.part(Row::Opened, 0.5)),
    ("  slowest", "ms", |all| all.part(Row::Opened, 1.0)),
    ("click in the library to article shown", "ms", |all| all.part(Row::OpenedInside, 0.5)),
    ("key to painted mark, adding", "ms", |all| all.part(Row::Add, 0.5)),
    ("  slowest", "ms", |all| all.part(Row::Add, 1.0)),
    ("  script", "ms", |all| all.part(Row::AddScript, 0.5)),
    ("key to painted mark, deleting", "ms", |all| all.part(Row::Delete, 0.5)),
    ("  slowest", "ms", |all| all.part(Row::Delete, 1.0)),
    ("  script", "ms", |all| all.part(Row::DeleteScript, 0.5)),
    ("frame while scrolling", "ms", |all| all.part(Row::Frame, 0.5)),
    ("  slowest of a hundred", "ms", |all| all.part(Row::Frame, 0.99)),
    ("  over 33 ms", "%", |all| all.share_over(Row::Frame, 33.4)),
    ("JavaScript heap and WebAssembly memory", "MB", |all| all.part(Row::Memory, 0.5)),
    ("nodes in the document", "", |all| all.part(Row::Nodes, 0.5)),
    ("export opened to files made", "ms", |all| all.part(Row::Export, 0.5)),
    ("  slowest", "ms", |all| all.part(Row::Export, 1.0)),
];

/// Says what the figures are.
pub(crate) fn explain(openings: usize, edits: usize) {
    say(&format!(
        "Each figure is a median: of {openings} openings and exports, of {edits} spans added and deleted in the middle of the \
         article.\nBeside Postil a page that is nothing but the paragraphs, whole and with content-visibility: auto, where the \
         same keys wrap\nand unwrap a <mark>. Shown: the first frame with text and marks is drawn; of a plain page, a frame \
         after the whole of it\nis loaded. Painted: from the time stamp of the key press to the end of the frame that has the \
         change. Script: from the\nkey press to the changed document. Scrolling: turns of the wheel, as fast as frames come."
    ));
}

/// Prints the figures of an article.
pub(crate) fn print(title: &str, own: &Figures, whole: &Figures, lazy: &Figures) {
    say(&format!(
        "\n{title}\n{:40} {:>12} {:>12} {:>8} {:>12} {:>8}",
        "", "Postil", "plain", "ratio", "plain, c-v", "ratio"
    ));
    for (name, unit, take) in LINES {
        let figure = |all: &Figures| take(all).map_or("–".into(), |figure| format!("{figure:.1} {unit}"));
        let ratio = |all: &Figures| match (take(own), take(all)) {
            (Some(own), Some(other)) if other > 0.0 => format!("{:.2}", own / other),
            _ => "–".into(),
        };
        let line = [figure(own), figure(whole), ratio(whole), figure(lazy), ratio(lazy)];
        let [own, whole, to_whole, lazy, to_lazy] = line;
        say(&format!("{name:40} {own:>12} {whole:>12} {to_whole:>8} {lazy:>12} {to_lazy:>8}"));
    }
}

/// Prints a figure in milliseconds that nothing else is beside: the median and the slowest.
pub(crate) fn print_one(name: &str, figures: &[f64]) {
    let mut all = figures.to_vec();
    all.sort_by(f64::total_cmp);
    let [middle, last] = [all.len() / 2, all.len() - 1].map(|place| all[place]);
    say(&format!("\n{name}: {middle:.1} ms, slowest {last:.1} ms"));
}

/// A number as the page writes it.
pub(crate) fn thousands(n: usize) -> String {
    if n < 1_000 { n.to_string() } else { format!("{},{:03}", n / 1_000, n % 1_000) }
}

fn say(line: &str) {
    // Nothing is lost if nobody reads any more.
    let _ = writeln!(stdout(), "{line}");
}
