//! Plots of a comparison: every two annotators, labels against labels, label by label, and how strictness changes the figure.

use super::palette::SCALE;
use super::plots::Plot;
use super::svg::{Anchor, Caption, Drawing, MARGIN, SMALL, TEXT, TOP, WIDTH, widest_of};
use super::table::Table;
use crate::domain::agreement::{Agreement, Study, TOLERANCES, f1};
use crate::domain::schema::Schema;

/// The most room for names of rows and, turned, of columns.
const NAMES: f64 = 170.0;
const TURNED: f64 = 130.0;
const GAP: f64 = 8.0;
const LARGEST: f64 = 56.0;
const STEP: f64 = 26.0;

/// The plots of a comparison.
pub fn comparison(study: &Study, agreement: &Agreement, schema: &Schema, names: &[String]) -> Vec<Plot> {
    let mut plots = Vec::new();
    if names.len() > 2 {
        plots.push(pairs(agreement, names));
    }
    let labels: Vec<String> = study
        .labels
        .iter()
        .map(|id| schema.label(id).map_or_else(|| id.to_string(), |label| label.name.clone()))
        .collect();
    plots.push(confusion(agreement, &labels));
    plots.push(by_label(study, agreement, schema, &labels));
    plots.push(tolerance(agreement));
    plots
}

/// A grid whose cells are the darker the nearer their part is to 1; cells without a part have no colour.
fn grid(
    caption: &Caption<'_>,
    rows: &[String],
    columns: &[String],
    cell: &dyn Fn(usize, usize) -> (Option<f64>, String),
) -> String {
    let mut drawing = Drawing::default();
    // Room for the edge of a letter besides.
    let widest = |names: &[String]| widest_of(names.iter().map(String::as_str)) + GAP;
    let (names_width, names_height) = (widest(rows).min(NAMES), widest(columns).min(TURNED));
    let left = MARGIN + names_width + GAP;
    let top = TOP + names_height + GAP;
    let size = ((WIDTH - MARGIN - left) / columns.len().max(1) as f64).min(LARGEST).floor();
    let height = size.min(36.0);
    for (n, name) in columns.iter().enumerate() {
        drawing.name((left + n as f64 * size, TOP), (size, names_height), true, name);
    }
    for (n, name) in rows.iter().enumerate() {
        let y = top + n as f64 * height;
        drawing.name((MARGIN, y), (names_width, height), false, name);
        for (m, other) in columns.iter().enumerate() {
            let (part, written) = cell(n, m);
            let (class, on) = match part {
                Some(part) => {
                    let step = (part.clamp(0.0, 1.0) * (SCALE - 1) as f64).round() as usize;
                    (format!("step-{step}"), format!("on-step-{step}"))
                }
                None => ("paper".to_owned(), "soft".to_owned()),
            };
            let x = left + m as f64 * size;
            let hint = format!("{name}, {other}: {written}");
            drawing.rectangle((x + 1.0, y + 1.0), (size - 2.0, height - 2.0), 2.0, &class, &hint);
            let size_of_text = if size < 40.0 { SMALL - 2.0 } else { SMALL };
            drawing.text(
                (x + size / 2.0, y + height / 2.0 + size_of_text * 0.35),
                Anchor::Middle,
                size_of_text,
                &on,
                &written,
            );
        }
    }
    drawing.finish(caption, top + rows.len() as f64 * height + MARGIN)
}

fn pairs(agreement: &Agreement, names: &[String]) -> Plot {
    let figure = |row: usize, column: usize| {
        let (a, b) = (row.min(column), row.max(column));
        let pair = agreement.pairs.iter().find(|pair| (pair.a, pair.b) == (a, b))?;
        f1(pair.counts.matched as f64, pair.counts.n_a, pair.counts.n_b).ok()
    };
    let mut table =
        Table::new(&["a", "b", "documents", "n_a", "n_b", "matched", "strict_f1", "relaxed_f1", "boundary_f1"]);
    for pair in &agreement.pairs {
        let counts = &pair.counts;
        let written = |same: usize| {
            f1(same as f64, counts.n_a, counts.n_b).map_or_else(|_| String::new(), |value| value.to_string())
        };
        let mut row = vec![names[pair.a].clone(), names[pair.b].clone()];
        row.extend([pair.documents, counts.n_a, counts.n_b, counts.matched].map(|count| count.to_string()));
        row.extend([counts.matched, counts.relaxed, counts.boundary].map(written));
        table.rows.push(row);
    }
    let caption = Caption {
        name: "pairs",
        title: "Every two annotators",
        subtitle: "Strict span F1: the darker, the more of their spans are the same",
        description: "A grid of annotators against annotators with the strict span F1 of each two; the table beside it has the numbers.",
    };
    let cell = |row: usize, column: usize| match figure(row, column) {
        Some(value) => (Some(value), format!("{value:.2}")),
        None => (None, if row == column { String::new() } else { "–".to_owned() }),
    };
    Plot { name: caption.name, title: caption.title, table, svg: grid(&caption, names, names, &cell) }
}

fn confusion(agreement: &Agreement, labels: &[String]) -> Plot {
    let mut names = labels.to_vec();
    names.push("no span".to_owned());
    let rows: Vec<&[usize]> = agreement.overlapping.rows().collect();
    let greatest = rows.iter().flat_map(|row| row.iter()).copied().max().unwrap_or_default().max(1);
    let mut table = Table::new(&["a", "b", "spans"]);
    for (n, row) in rows.iter().enumerate() {
        for (m, count) in row.iter().enumerate() {
            table.rows.push(vec![names[n].clone(), names[m].clone(), count.to_string()]);
        }
    }
    let caption = Caption {
        name: "confusion",
        title: "Labels against labels",
        subtitle: "Spans that overlap, one annotator’s label down, the other’s across",
        description: "A grid of labels against labels with the numbers of spans; the table beside it has the same numbers.",
    };
    let cell = |row: usize, column: usize| {
        let count = rows[row][column];
        ((count > 0).then(|| count as f64 / greatest as f64), count.to_string())
    };
    Plot { name: caption.name, title: caption.title, table, svg: grid(&caption, &names, &names, &cell) }
}

fn by_label(study: &Study, agreement: &Agreement, schema: &Schema, labels: &[String]) -> Plot {
    let mut table = Table::new(&["label", "n_a", "n_b", "matched", "strict_f1", "relaxed_f1"]);
    let mut drawing = Drawing::default();
    let names_width = (widest_of(labels.iter().map(String::as_str)) + GAP).min(NAMES);
    let left = MARGIN + names_width + GAP;
    let longest = WIDTH - MARGIN - left - 60.0;
    for (n, (id, counts)) in study.labels.iter().zip(&agreement.labels).enumerate() {
        let y = TOP + n as f64 * STEP;
        drawing.name((MARGIN, y), (names_width, STEP), false, &labels[n]);
        let strict = f1(counts.matched as f64, counts.n_a, counts.n_b);
        let relaxed = f1(counts.relaxed as f64, counts.n_a, counts.n_b);
        let colour = schema.label(id).map_or(0, |label| label.colour.place());
        if let Ok(value) = relaxed {
            drawing.rectangle(
                (left, y + 5.0),
                ((longest * value).max(1.0), 16.0),
                2.0,
                "grid-fill",
                &format!("{}: relaxed {value:.3}", labels[n]),
            );
        }
        if let Ok(value) = strict {
            drawing.rectangle(
                (left, y + 5.0),
                ((longest * value).max(1.0), 16.0),
                2.0,
                &format!("label-{colour}"),
                &format!("{}: strict {value:.3}", labels[n]),
            );
        }
        let written = strict.map_or("–".to_owned(), |value| format!("{value:.2}"));
        let end = left + longest * relaxed.unwrap_or_default() + 7.0;
        drawing.text((end, y + STEP / 2.0 + TEXT * 0.35), Anchor::Start, TEXT, "ink", &written);
        let number = |measure: Result<f64, _>| {
            measure.map_or_else(|_: crate::domain::agreement::Undefined| String::new(), |value| value.to_string())
        };
        let mut row = vec![labels[n].clone()];
        row.extend([counts.n_a, counts.n_b, counts.matched].map(|count| count.to_string()));
        row.extend([number(strict), number(relaxed)]);
        table.rows.push(row);
    }
    let bottom = TOP + labels.len() as f64 * STEP;
    drawing.line((left, TOP), (left, bottom), "axis");
    let caption = Caption {
        name: "labels",
        title: "Label by label",
        subtitle: "Strict span F1 in colour, relaxed F1 behind it",
        description: "A bar for each label with its strict F1, and behind it its relaxed F1; the table beside it has the numbers.",
    };
    Plot { name: caption.name, title: caption.title, table, svg: drawing.finish(&caption, bottom + MARGIN) }
}

fn tolerance(agreement: &Agreement) -> Plot {
    let counts = &agreement.all;
    let mut table = Table::new(&["iou_at_least", "f1"]);
    let mut drawing = Drawing::default();
    let (left, bottom) = (MARGIN + 40.0, TOP + 220.0);
    let width = WIDTH - MARGIN - left - 20.0;
    for tenth in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let y = bottom - 200.0 * tenth;
        drawing.line((left, y), (left + width, y), "grid");
        drawing.text((left - 6.0, y + SMALL * 0.35), Anchor::End, SMALL, "soft", &format!("{tenth}"));
    }
    let mut before: Option<(f64, f64)> = None;
    for (n, (least, found)) in TOLERANCES.iter().zip(counts.tolerant).enumerate() {
        let x = left + width * n as f64 / (TOLERANCES.len() - 1) as f64;
        let name = match n {
            0 => "exact".to_owned(),
            n if n == TOLERANCES.len() - 1 => "any".to_owned(),
            _ => format!("{least}"),
        };
        drawing.text((x, bottom + 18.0), Anchor::Middle, SMALL, "soft", &name);
        let Ok(value) = f1(found as f64, counts.n_a, counts.n_b) else {
            table.rows.push(vec![least.to_string(), String::new()]);
            continue;
        };
        table.rows.push(vec![least.to_string(), value.to_string()]);
        let here = (x, bottom - 200.0 * value);
        if let Some(there) = before {
            drawing.line(there, here, "curve");
        }
        drawing.rectangle((here.0 - 4.0, here.1 - 4.0), (8.0, 8.0), 4.0, "plain", &format!("{name}: {value:.3}"));
        before = Some(here);
    }
    drawing.text(
        (left + width / 2.0, bottom + 40.0),
        Anchor::Middle,
        SMALL,
        "soft",
        "how much of the text of two spans must be in both",
    );
    let caption = Caption {
        name: "tolerance",
        title: "How strictness changes the figure",
        subtitle: "F1 of spans with the same label that share so much of their text",
        description: "A curve of F1 from exact borders on the left to any overlap on the right; the table beside it has the numbers.",
    };
    Plot { name: caption.name, title: caption.title, table, svg: drawing.finish(&caption, bottom + 60.0) }
}
