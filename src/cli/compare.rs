//! `postil compare`: how far annotators agree.

use std::io::Write;

use super::annotators::gather;
use super::words::count;
use super::{Outcome, Stop, Streams};
use crate::domain::agreement::json::{self, Comparison};
use crate::domain::agreement::{
    Agreement, BeyondChance, Counts, Depth, Measure, PairAgreement, Scope, Study, f1, figure,
};
use crate::domain::formats::Format;
use crate::domain::report;

/// What is asked for.
pub(super) struct Request {
    pub(super) inputs: Vec<String>,
    pub(super) from: Option<Format>,
    /// Whether JSON is wanted.
    pub(super) json: bool,
    /// What chance is drawn from.
    pub(super) seed: u64,
    /// Where a report goes, if one is wanted.
    pub(super) report: Option<std::path::PathBuf>,
}

/// Compares the annotators of the inputs.
///
/// # Errors
/// If the inputs can't be compared, or the output can't be written.
pub(super) fn compare(request: &Request, streams: &mut Streams<'_>) -> Result<Outcome, Stop> {
    let gathered = gather(&request.inputs, request.from, streams)?;
    let study = Study::of(&gathered.items, &Scope::default());
    let shows_progress = streams.shows_progress;
    let mut told = 0;
    let mut progress = |part: f64| {
        let percent = (part * 100.0) as usize;
        if shows_progress && percent > told {
            told = percent;
            // How far it is, is not worth stopping for.
            let _ = write!(streams.errors, "\r{percent} % ");
        }
        true
    };
    let Some(agreement) = Agreement::of(&study, Depth::Full, request.seed, &mut |part| progress(part * 0.2)) else {
        return Ok(Outcome::Clean);
    };
    let everybody: Vec<usize> = (0..study.annotators.len()).collect();
    let steps = (agreement.pairs.len() + 1) as f64;
    let mut pairs = Vec::with_capacity(agreement.pairs.len());
    for (n, pair) in agreement.pairs.iter().enumerate() {
        let mut within = |part: f64| progress(0.2 + 0.8 * (n as f64 + part) / steps);
        pairs.push(BeyondChance::of(&study, &[pair.a, pair.b], request.seed, &mut within));
    }
    let all = match pairs.as_slice() {
        [only] if everybody.len() == 2 => only.clone(),
        _ => BeyondChance::of(&study, &everybody, request.seed, &mut |part| {
            progress(0.2 + 0.8 * (steps - 1.0 + part) / steps)
        }),
    };
    if shows_progress {
        write!(streams.errors, "\r      \r")?;
    }
    if let Some(path) = &request.report {
        let page = report::html(&report::Report {
            project: &gathered.about,
            items: &gathered.items,
            study: &study,
            agreement: &agreement,
            beyond: &all,
            seed: request.seed,
        });
        std::fs::write(path, page)?;
    }
    if request.json {
        let mut out = Vec::new();
        let comparison =
            Comparison { study: &study, agreement: &agreement, beyond: Some((&pairs, &all)), seed: request.seed };
        json::write(&mut out, &comparison);
        streams.output.write_all(&out)?;
        writeln!(streams.output)?;
    } else {
        write_words(&study, &agreement, &all, streams)?;
    }
    Ok(Outcome::Clean)
}

fn shown(measure: Measure) -> String {
    measure.map_or_else(|why| format!("not applicable ({})", why.name()), |value| format!("{value:.3}"))
}

fn write_words(
    study: &Study,
    agreement: &Agreement,
    all: &BeyondChance,
    streams: &mut Streams<'_>,
) -> Result<(), Stop> {
    let out = &mut streams.output;
    let Counts { n_a, n_b, .. } = agreement.all;
    writeln!(
        out,
        "{} of {} annotators ({}), {}",
        count(study.documents.len(), "article"),
        study.annotators.len(),
        study.annotators.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        count(agreement.pairs.len(), "pair"),
    )?;
    let counts = &agreement.all;
    writeln!(out)?;
    let strict = f1(counts.matched as f64, n_a, n_b);
    let interval = agreement.interval.map_or_else(
        |why| format!("no interval: {}", why.name()),
        |(low, high)| format!("95 % of resampled articles: {low:.3} to {high:.3}"),
    );
    writeln!(out, "strict span F1    {}   ({interval})", shown(strict))?;
    writeln!(
        out,
        "                  {} the same, {} with another label, {} with other borders, {} only one has",
        counts.matched,
        counts.other_label,
        counts.other_border + counts.other_both,
        counts.only_a + counts.only_b,
    )?;
    writeln!(out, "relaxed F1        {}", shown(f1(counts.relaxed as f64, n_a, n_b)))?;
    writeln!(out, "border F1         {}", shown(f1(counts.boundary as f64, n_a, n_b)))?;
    writeln!(out, "gamma             {}", shown(all.gamma.map(|gamma| gamma.gamma)))?;
    writeln!(out, "u-alpha           {}", shown(all.u_alpha))?;
    writeln!(out, "token kappa       {}", shown(all.token_cohen.or(all.token_fleiss)))?;
    if let Some(kappa) = figure("token_cohen") {
        writeln!(out, "                  {}", kappa.caution)?;
    }
    if agreement.pairs.len() > 1 {
        writeln!(out)?;
        table(out, "pair", agreement.pairs.iter().map(|pair| (name_of(study, pair), &pair.counts)))?;
    }
    writeln!(out)?;
    table(out, "label", study.labels.iter().map(ToString::to_string).zip(&agreement.labels))?;
    if study.documents.len() > 1 {
        writeln!(out)?;
        table(
            out,
            "article",
            study.documents.iter().map(|document| document.id().to_string()).zip(&agreement.documents),
        )?;
    }
    Ok(())
}

fn name_of(study: &Study, pair: &PairAgreement) -> String {
    format!("{} – {}", study.annotators[pair.a], study.annotators[pair.b])
}

/// A table with a row for each thing.
fn table<'a>(out: &mut dyn Write, what: &str, rows: impl Iterator<Item = (String, &'a Counts)>) -> Result<(), Stop> {
    let rows: Vec<(String, &Counts)> = rows.collect();
    let width = rows.iter().map(|(name, _)| name.chars().count()).chain([what.len()]).max().unwrap_or_default();
    writeln!(out, "{what:width$}  strict  relaxed  same  label  border  one only")?;
    for (name, counts) in rows {
        let figure = |same: usize| {
            f1(same as f64, counts.n_a, counts.n_b).map_or("–".to_owned(), |value| format!("{value:.3}"))
        };
        writeln!(
            out,
            "{name:width$}  {:>6}  {:>7}  {:>4}  {:>5}  {:>6}  {:>8}",
            figure(counts.matched),
            figure(counts.relaxed),
            counts.matched,
            counts.other_label,
            counts.other_border + counts.other_both,
            counts.only_a + counts.only_b,
        )?;
    }
    Ok(())
}
