//! A report of a comparison: one HTML file that stands for itself, without scripts, for screens and paper.

use std::fmt::Write;

use super::adjudication::{What, what_the_gold_changed};
use super::agreement::{
    Agreement, BeyondChance, Counts, FIGURES, Likeness, Measure, Scheme, Score, Studied, Study, Unit, f1, pairs,
};
use super::annotation::Span;
use super::formats::outlet::{About, Annotated, quote_of};
use super::id::{Annotator, LabelId};
use super::statistics::comparison;
use super::text::Text;

/// So many code points are shown on either side of what is disputed.
const CONTEXT: usize = 60;

/// What is reported.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The project, with its label set.
    pub project: &'a About,
    /// The documents with everybody's sets, the gold among them.
    pub items: &'a [Annotated],
    /// Who and what was compared.
    pub study: &'a Study,
    /// What was counted.
    pub agreement: &'a Agreement,
    /// What chance does not explain.
    pub beyond: &'a BeyondChance,
    /// What chance was drawn from.
    pub seed: u64,
}

const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #1d1c1a; --soft: #5a5751; --paper: #fffefb; --edge: #dcd9d0; --mark: #e3edfb; }\n\
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e8e5de; --soft: #aaa69d; --paper: #1a1b1e; --edge: #34363b; --mark: #1d2f4c; } }\n\
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word; }\n\
h1, h2 { font-family: Georgia, serif; line-height: 1.25; } h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--edge); }\n\
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } th, td { padding: 0.3rem 0.7rem; border-bottom: 1px solid var(--edge); text-align: start; vertical-align: top; }\n\
td.n { text-align: end; } .soft, small { color: var(--soft); } mark { background: var(--mark); color: inherit; padding: 0 0.15em; }\n\
.scroll { overflow-x: auto; } svg { max-width: 100%; height: auto; } li { margin-block: 0.6rem; } ul.versions { margin: 0.2rem 0; } ul.versions li { margin: 0; }\n\
@media print { body { max-width: none; } h2 { break-after: avoid; } li, tr, svg { break-inside: avoid; } }\n";

/// Writes the report.
pub fn html(report: &Report<'_>) -> String {
    let mut page = String::new();
    let name = if report.project.name.is_empty() { "Agreement" } else { &report.project.name };
    page += "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    page += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
    page += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    add(
        &mut page,
        format_args!("<title>{} – agreement</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n", safe(name)),
    );
    add(&mut page, format_args!("<h1 dir=\"auto\">{}</h1>\n", safe(name)));
    add(&mut page, format_args!("<p>{}</p>\n", safe(&subject(report))));
    figures(&mut page, report);
    tables(&mut page, report);
    plots(&mut page, report);
    disputes(&mut page, report);
    gold(&mut page, report);
    methods(&mut page, report);
    page + "</body>\n</html>\n"
}

fn add(page: &mut String, written: std::fmt::Arguments<'_>) {
    // A string takes everything.
    let _ = page.write_fmt(written);
}

/// Text as it stands in HTML.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            other => safe.push(other),
        }
    }
    safe
}

fn subject(report: &Report<'_>) -> String {
    let names: Vec<&str> = report.study.annotators.iter().map(Annotator::as_str).collect();
    let left_out = report.study.left_out;
    let rest = if left_out > 0 {
        format!(" {left_out} more were annotated by fewer than two and are left out.")
    } else {
        String::new()
    };
    format!(
        "{} articles that at least two of {} annotators have marked: {}.{rest}",
        report.study.documents.len(),
        names.len(),
        names.join(", ")
    )
}

fn written(measure: Measure) -> String {
    measure.map_or_else(
        |why| format!("<small>not applicable: {}</small>", safe(why.name())),
        |value| format!("{value:.3}"),
    )
}

/// The value of a figure by its name.
fn value_of(report: &Report<'_>, name: &str) -> Option<Measure> {
    let counts = &report.agreement.all;
    let beyond = report.beyond;
    let score = |scheme| Score::of(counts, scheme).f1();
    Some(match name {
        "strict_f1" => strict(counts),
        "relaxed_f1" => f1(counts.relaxed as f64, counts.n_a, counts.n_b),
        "boundary_f1" => f1(counts.boundary as f64, counts.n_a, counts.n_b),
        "dice_f1" => f1(counts.dice, counts.n_a, counts.n_b),
        "iou_f1" => f1(counts.iou, counts.n_a, counts.n_b),
        "semeval.strict.f1" => score(Scheme::Strict),
        "semeval.exact.f1" => score(Scheme::Exact),
        "semeval.partial.f1" => score(Scheme::Partial),
        "semeval.ent_type.f1" => score(Scheme::Type),
        "muc.muc5.f1" => score(Scheme::Muc5),
        "muc.muc7.f1" => score(Scheme::Muc7),
        "token_cohen" => beyond.token_cohen,
        "token_fleiss" => beyond.token_fleiss,
        "token_alpha" => beyond.token_alpha,
        "u_alpha" => beyond.u_alpha,
        "u_alpha_binary" => beyond.u_alpha_binary,
        "cu_alpha" => beyond.cu_alpha,
        "alpha_U" => beyond.alpha_u,
        "gamma" => beyond.gamma.map(|gamma| gamma.gamma),
        "gamma_disorder" => beyond.gamma.map(|gamma| gamma.observed),
        _ => return None,
    })
}

fn strict(counts: &Counts) -> Measure {
    f1(counts.matched as f64, counts.n_a, counts.n_b)
}

fn figures(page: &mut String, report: &Report<'_>) {
    let counts = &report.agreement.all;
    *page += "<h2>Figures</h2>\n";
    add(
        page,
        format_args!(
            "<p>Of {} spans on one side and {} on the other, {} are the same; {} have another label, {} other borders; {} only one has.</p>\n",
            counts.n_a,
            counts.n_b,
            counts.matched,
            counts.other_label,
            counts.other_border + counts.other_both,
            counts.only_a + counts.only_b,
        ),
    );
    *page += "<div class=\"scroll\"><table>\n<thead><tr><th>Figure</th><th>Value</th><th>What it means, and when it misleads</th></tr></thead>\n<tbody>\n";
    for figure in FIGURES {
        let Some(value) = value_of(report, figure.name) else {
            continue;
        };
        let interval = match report.agreement.interval {
            Ok((low, high)) if figure.name == "strict_f1" => format!("<br><small>{low:.3} to {high:.3}</small>"),
            _ => String::new(),
        };
        add(
            page,
            format_args!(
                "<tr><th scope=\"row\">{}</th><td class=\"n\">{}{interval}</td><td>{} <span class=\"soft\">{}</span></td></tr>\n",
                safe(figure.title),
                written(value),
                safe(figure.meaning),
                safe(figure.caution)
            ),
        );
    }
    *page += "</tbody></table></div>\n";
}

fn tables(page: &mut String, report: &Report<'_>) {
    let Report { study, agreement, .. } = report;
    let name = |place: usize| study.annotators[place].to_string();
    let of_pairs = agreement.pairs.iter().map(|pair| (format!("{} – {}", name(pair.a), name(pair.b)), &pair.counts));
    table(page, "Pairs of annotators", &of_pairs.collect::<Vec<_>>());
    let labels = study.labels.iter().map(|label| label_name(report, label)).zip(&agreement.labels);
    table(page, "Labels", &labels.collect::<Vec<_>>());
    let documents =
        study.documents.iter().map(|document| document.document.title().to_owned()).zip(&agreement.documents);
    table(page, "Articles", &documents.collect::<Vec<_>>());
}

fn table(page: &mut String, title: &str, rows: &[(String, &Counts)]) {
    add(page, format_args!("<h2>{title}</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th></th>"));
    for head in ["Strict F1", "Relaxed F1", "Border F1", "Same", "Other label", "Other borders", "Only one"] {
        add(page, format_args!("<th>{head}</th>"));
    }
    *page += "</tr></thead>\n<tbody>\n";
    for (name, counts) in rows {
        add(page, format_args!("<tr><th scope=\"row\" dir=\"auto\">{}</th>", safe(name)));
        for same in [counts.matched, counts.relaxed, counts.boundary] {
            add(page, format_args!("<td class=\"n\">{}</td>", written(f1(same as f64, counts.n_a, counts.n_b))));
        }
        let only = counts.only_a + counts.only_b;
        for count in [counts.matched, counts.other_label, counts.other_border + counts.other_both, only] {
            add(page, format_args!("<td class=\"n\">{count}</td>"));
        }
        *page += "</tr>\n";
    }
    *page += "</tbody></table></div>\n";
}

fn plots(page: &mut String, report: &Report<'_>) {
    *page += "<h2>Pictures</h2>\n";
    let names: Vec<String> = report.study.annotators.iter().map(ToString::to_string).collect();
    for plot in comparison(report.study, report.agreement, &report.project.schema, &names) {
        *page += &plot.svg;
    }
}

fn label_name(report: &Report<'_>, label: &LabelId) -> String {
    report.project.schema.label(label).map_or_else(|| label.to_string(), |known| known.name.clone())
}

/// Every disagreement of every two annotators, in context; what several pairs dispute at one place stands once.
fn disputes(page: &mut String, report: &Report<'_>) {
    *page += "<h2>Disagreements</h2>\n";
    for (item, document) in report.study.documents.iter().filter_map(|document| {
        let item = report.items.iter().find(|item| item.document.id() == document.id())?;
        Some((item, document))
    }) {
        let places = disputed(document);
        if places.is_empty() {
            continue;
        }
        add(page, format_args!("<h3 dir=\"auto\">{}</h3>\n<ol>\n", safe(document.document.title())));
        let gold = item.sets.iter().find(|set| set.annotator.is_gold());
        for (start, end) in places {
            let text = document.document.text();
            add(
                page,
                format_args!("<li><div dir=\"auto\">{}</div><ul class=\"versions\">", in_context(text, start, end)),
            );
            for (n, set) in document.sets.iter().enumerate() {
                let Some(set) = set else {
                    continue;
                };
                let said = versions(report, document, set.spans().iter().map(|span| &**span), start, end);
                add(page, format_args!("<li><b>{}</b>: {said}</li>", safe(report.study.annotators[n].as_str())));
            }
            if let Some(gold) = gold {
                let said = versions(report, document, gold.spans().iter().map(|span| &**span), start, end);
                let why = gold
                    .spans()
                    .iter()
                    .filter(|span| stands_in(document, span, start, end))
                    .find_map(|span| span.provenance.as_ref());
                let why = why.map_or_else(String::new, |known| {
                    let by = known.by.as_ref().map_or_else(|| known.rule.to_string(), ToString::to_string);
                    let parts = [by.as_str(), &known.reason, &known.note];
                    parts.iter().filter(|part| !part.is_empty()).map(|part| safe(part)).collect::<Vec<_>>().join("; ")
                });
                add(page, format_args!("<li><b>Gold</b>: {said} <span class=\"soft\">{why}</span></li>"));
            }
            *page += "</ul></li>\n";
        }
        *page += "</ol>\n";
    }
}

/// The places where any two annotators differ, in code points; those that overlap are one.
fn disputed(document: &Studied) -> Vec<(usize, usize)> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    let present: Vec<&[Unit]> = document.case.annotators.iter().filter_map(Option::as_deref).collect();
    for (n, one) in present.iter().enumerate() {
        for other in &present[n + 1..] {
            let (mut left_a, mut left_b) = (vec![true; one.len()], vec![true; other.len()]);
            for (a, b, likeness) in pairs(one, other) {
                if likeness == Likeness::Same {
                    left_a[a] = false;
                    left_b[b] = false;
                }
            }
            let of_a = one.iter().zip(left_a).filter(|(_, left)| *left).map(|(unit, _)| unit);
            let of_b = other.iter().zip(left_b).filter(|(_, left)| *left).map(|(unit, _)| unit);
            places.extend(of_a.chain(of_b).map(|unit| (unit.start(), unit.end())));
        }
    }
    places.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in places {
        match joined.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => joined.push((start, end)),
        }
    }
    joined
}

fn stands_in(document: &Studied, span: &Span, start: usize, end: usize) -> bool {
    let text = document.document.text();
    text.code_point(span.hull().start()) < end && start < text.code_point(span.hull().end())
}

fn versions<'a>(
    report: &Report<'_>,
    document: &Studied,
    spans: impl Iterator<Item = &'a Span>,
    start: usize,
    end: usize,
) -> String {
    let said: Vec<String> = spans
        .filter(|span| stands_in(document, span, start, end))
        .map(|span| {
            format!(
                "{} <q dir=\"auto\">{}</q>",
                safe(&label_name(report, &span.label)),
                safe(&quote_of(&document.document, span))
            )
        })
        .collect();
    if said.is_empty() { "<span class=\"soft\">nothing</span>".to_owned() } else { said.join("; ") }
}

fn in_context(text: &Text, start: usize, end: usize) -> String {
    let offset = |n: usize| text.at_code_point(n.min(text.code_points())).unwrap_or_else(|| text.end()).byte();
    let (from, to) = (offset(start.saturating_sub(CONTEXT)), offset(end + CONTEXT));
    let (first, last) = (offset(start), offset(end));
    let whole = text.as_str();
    format!(
        "<span class=\"soft\">…{}</span><mark>{}</mark><span class=\"soft\">{}…</span>",
        safe(&whole[from..first]),
        safe(&whole[first..last]),
        safe(&whole[last..to])
    )
}

/// What the gold made of each annotator's work.
fn gold(page: &mut String, report: &Report<'_>) {
    let with_gold: Vec<&Annotated> =
        report.items.iter().filter(|item| item.sets.iter().any(|set| set.annotator.is_gold())).collect();
    if with_gold.is_empty() {
        return;
    }
    *page += "<h2>What the gold changed</h2>\n<div class=\"scroll\"><table>\n<thead><tr><th></th>";
    for what in What::ALL {
        add(page, format_args!("<th>{}</th>", what.name()));
    }
    *page += "</tr></thead>\n<tbody>\n";
    for annotator in &report.study.annotators {
        let mut counts = [0_usize; What::ALL.len()];
        for item in &with_gold {
            let own = item.sets.iter().find(|set| set.annotator == *annotator);
            let gold = item.sets.iter().find(|set| set.annotator.is_gold());
            for change in own.zip(gold).map(|(own, gold)| what_the_gold_changed(own, gold)).unwrap_or_default() {
                counts[change.what as usize] += 1;
            }
        }
        add(page, format_args!("<tr><th scope=\"row\">{}</th>", safe(annotator.as_str())));
        for count in counts {
            add(page, format_args!("<td class=\"n\">{count}</td>"));
        }
        *page += "</tr>\n";
    }
    *page += "</tbody></table></div>\n";
}

fn methods(page: &mut String, report: &Report<'_>) {
    let gamma = match report.beyond.gamma {
        Ok(gamma) if gamma.rounds > 0 => format!(
            " The expected disorder of gamma is the mean of {} random continua for each article (precision {:.1} %){}.",
            gamma.rounds,
            gamma.precision * 100.0,
            if gamma.is_joint { "" } else { ", and gamma the mean over every two annotators" }
        ),
        _ => String::new(),
    };
    *page += "<h2>Methods</h2>\n<p>";
    *page += &safe(&format!(
        "Agreement was measured on {} articles by {} annotators, over {} pairs. Spans are the same if their borders, counted in Unicode code points, and their labels \
         are; pairs of other spans are made by overlap. Figures of pairs are micro-averaged. Intervals are the 2.5th and 97.5th percentile of 2,000 draws of \
         articles with replacement. Chance was drawn from the seed {}.{gamma}",
        report.study.documents.len(),
        report.study.annotators.len(),
        report.agreement.pairs.len(),
        report.seed,
    ));
    *page += "</p>\n<ul>\n";
    for figure in FIGURES {
        add(page, format_args!("<li>{}: {}</li>\n", safe(figure.title), safe(figure.source)));
    }
    *page += "</ul>\n";
}
