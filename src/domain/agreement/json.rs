//! A comparison as JSON: what `postil compare --json` prints, and what the interface reads.

use super::beyond_chance::BeyondChance;
use super::bootstrap::f1;
use super::confusion::Confusion;
use super::measure::{Measure, Undefined};
use super::pair::{Counts, TOLERANCES};
use super::said::{self, Links, Values};
use super::scores::{Scheme, Score};
use super::study::Study;
use super::whole::Agreement;
use crate::domain::formats::json::{Object, object};
use crate::domain::id::{Annotator, LabelId};

/// What a comparison came to.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// Who and what was compared.
    pub study: &'a Study,
    /// What was counted.
    pub agreement: &'a Agreement,
    /// What chance does not explain: of each pair, and of all; nothing where that was not asked for.
    pub beyond: Option<(&'a [BeyondChance], &'a BeyondChance)>,
    /// What chance was drawn from.
    pub seed: u64,
}

/// Fields of an object with figures; those that are undefined are `null`, and why stands under `reasons`.
struct Figures<'a, 'o> {
    fields: &'a mut Object<'o>,
    reasons: Vec<(String, Undefined)>,
}

impl Figures<'_, '_> {
    fn put(&mut self, name: &str, measure: Measure) {
        match measure {
            Ok(value) if value.is_finite() => self.fields.json(name, &format!("{value}")),
            Ok(_) => self.fields.json(name, "null"),
            Err(why) => {
                self.fields.json(name, "null");
                self.reasons.push((name.to_owned(), why));
            }
        }
    }

    fn end(self) {
        if !self.reasons.is_empty() {
            self.fields.object("reasons", |fields| {
                for (name, why) in &self.reasons {
                    fields.string(name, why.name());
                }
            });
        }
    }
}

/// Writes the comparison.
pub fn write(out: &mut Vec<u8>, comparison: &Comparison<'_>) {
    let Comparison { study, agreement, beyond, seed } = *comparison;
    let everybody: Vec<usize> = (0..study.annotators.len()).collect();
    object(out, |fields| {
        fields.number("documents", study.documents.len() as u64);
        fields.number("documents_left_out", study.left_out as u64);
        fields.number("seed", seed);
        fields.strings("annotators", study.annotators.iter().map(Annotator::as_str));
        fields.strings("labels", study.labels.iter().map(LabelId::as_str));
        fields.list("pairs", "\n", agreement.pairs.iter().enumerate(), |out, (n, pair)| {
            object(out, |fields| {
                fields.string("a", study.annotators[pair.a].as_str());
                fields.string("b", study.annotators[pair.b].as_str());
                fields.number("documents", pair.documents as u64);
                let beyond = beyond.and_then(|(pairs, _)| pairs.get(n));
                let said = Said::of(study, &[pair.a, pair.b]);
                write_figures(fields, &pair.counts, &pair.labels, pair.interval, beyond, &said);
                write_labels(fields, study, &pair.labels, beyond);
                write_confusion(fields, "confusion", &pair.confusion);
                write_confusion(fields, "confusion_overlapping", &pair.overlapping);
            });
        });
        fields.object("all", |fields| {
            let said = Said::of(study, &everybody);
            write_figures(
                fields,
                &agreement.all,
                &agreement.labels,
                agreement.interval,
                beyond.map(|(_, all)| all),
                &said,
            );
            let macro_documents = mean(agreement.documents.iter().map(strict));
            let mut figures = Figures { fields, reasons: Vec::new() };
            figures.put("macro_f1_documents", macro_documents);
            write_labels(fields, study, &agreement.labels, beyond.map(|(_, all)| all));
            write_confusion(fields, "confusion", &agreement.confusion);
            write_confusion(fields, "confusion_overlapping", &agreement.overlapping);
        });
        fields.list(
            "by_document",
            "\n",
            study.documents.iter().zip(&agreement.documents),
            |out, (document, counts)| {
                object(out, |fields| {
                    fields.string("id", document.id().as_str());
                    fields.string("title", document.document.title());
                    fields.strings("annotators", document.sets.iter().flatten().map(|set| set.annotator.as_str()));
                    write_counts(fields, counts);
                    let mut figures = Figures { fields, reasons: Vec::new() };
                    write_plain(&mut figures, counts);
                    figures.end();
                });
            },
        );
    });
}

/// What is said besides spans.
struct Said {
    attributes: Vec<Values>,
    document_labels: Vec<Values>,
    relations: Links,
}

impl Said {
    fn of(study: &Study, annotators: &[usize]) -> Self {
        Self {
            attributes: said::attributes(study, annotators),
            document_labels: said::document_labels(study, annotators),
            relations: said::relations(study, annotators),
        }
    }
}

fn strict(counts: &Counts) -> Measure {
    f1(counts.matched as f64, counts.n_a, counts.n_b)
}

/// The mean of what is defined.
fn mean(measures: impl Iterator<Item = Measure>) -> Measure {
    let defined: Vec<f64> = measures.filter_map(Result::ok).collect();
    if defined.is_empty() {
        return Err(Undefined::NothingMarked);
    }
    Ok(defined.iter().sum::<f64>() / defined.len() as f64)
}

fn write_counts(fields: &mut Object<'_>, counts: &Counts) {
    let counted = [
        ("n_a", counts.n_a),
        ("n_b", counts.n_b),
        ("matched", counts.matched),
        ("only_a", counts.only_a),
        ("only_b", counts.only_b),
        ("same_span_other_label", counts.other_label),
        ("overlapping_other_border", counts.other_border + counts.other_both),
    ];
    for (name, count) in counted {
        fields.number(name, count as u64);
    }
}

fn write_plain(figures: &mut Figures<'_, '_>, counts: &Counts) {
    let Counts { n_a, n_b, .. } = *counts;
    figures.put("strict_f1", strict(counts));
    figures.put("relaxed_f1", f1(counts.relaxed as f64, n_a, n_b));
    figures.put("boundary_f1", f1(counts.boundary as f64, n_a, n_b));
}

fn write_figures(
    fields: &mut Object<'_>,
    counts: &Counts,
    labels: &[Counts],
    interval: Result<(f64, f64), Undefined>,
    beyond: Option<&BeyondChance>,
    said: &Said,
) {
    write_counts(fields, counts);
    let Counts { n_a, n_b, .. } = *counts;
    let mut figures = Figures { fields, reasons: Vec::new() };
    write_plain(&mut figures, counts);
    let part =
        |all: usize| if all == 0 { Err(Undefined::OneMarkedNothing) } else { Ok(counts.matched as f64 / all as f64) };
    figures.put("precision", part(n_b));
    figures.put("recall", part(n_a));
    figures.put("positive_specific_agreement", strict(counts));
    figures.put("macro_f1_labels", mean(labels.iter().map(strict)));
    figures.put("dice_f1", f1(counts.dice, n_a, n_b));
    figures.put("iou_f1", f1(counts.iou, n_a, n_b));
    match interval {
        Ok((low, high)) => figures.fields.json("interval", &format!("[{low},{high}]")),
        Err(why) => {
            figures.fields.json("interval", "null");
            figures.reasons.push(("interval".into(), why));
        }
    }
    figures.fields.list("tolerance", "", TOLERANCES.iter().zip(counts.tolerant), |out, (least, found)| {
        object(out, |fields| {
            fields.json("iou", &format!("{least}"));
            let mut figures = Figures { fields, reasons: Vec::new() };
            figures.put("f1", f1(found as f64, n_a, n_b));
        });
    });
    let schemes = [
        ("strict", Scheme::Strict),
        ("exact", Scheme::Exact),
        ("partial", Scheme::Partial),
        ("ent_type", Scheme::Type),
    ];
    figures.fields.object("semeval", |fields| {
        for (name, scheme) in schemes {
            fields.object(name, |fields| write_score(fields, &Score::of(counts, scheme), false));
        }
    });
    figures.fields.object("muc", |fields| {
        for (name, scheme) in [("muc5", Scheme::Muc5), ("muc7", Scheme::Muc7)] {
            fields.object(name, |fields| write_score(fields, &Score::of(counts, scheme), true));
        }
    });
    if let Some(beyond) = beyond {
        let gamma = |of: fn(&super::gamma::Gamma) -> f64| beyond.gamma.as_ref().map(of).map_err(|why| *why);
        let measured = [
            ("token_cohen", beyond.token_cohen),
            ("token_fleiss", beyond.token_fleiss),
            ("token_alpha", beyond.token_alpha),
            ("token_observed", beyond.token_observed),
            ("u_alpha", beyond.u_alpha),
            ("u_alpha_binary", beyond.u_alpha_binary),
            ("cu_alpha", beyond.cu_alpha),
            ("alpha_U", beyond.alpha_u),
            ("gamma", gamma(|gamma| gamma.gamma)),
            ("gamma_disorder", gamma(|gamma| gamma.observed)),
            ("gamma_expected_disorder", gamma(|gamma| gamma.expected)),
        ];
        for (name, measure) in measured {
            figures.put(name, measure);
        }
        if let Ok(gamma) = &beyond.gamma {
            figures.fields.number("gamma_samples", gamma.rounds as u64);
            figures.put("gamma_precision", Ok(gamma.precision));
            figures.fields.flag("gamma_is_mean_of_pairs", !gamma.is_joint);
        }
    }
    write_said(figures.fields, said);
    figures.end();
}

fn write_score(fields: &mut Object<'_>, score: &Score, is_muc: bool) {
    let counted = [
        ("cor", score.cor),
        ("inc", score.inc),
        ("par", score.par),
        ("mis", score.mis),
        ("spu", score.spu),
        ("pos", score.pos()),
        ("act", score.act()),
    ];
    for (name, count) in counted {
        fields.number(name, count as u64);
    }
    let mut figures = Figures { fields, reasons: Vec::new() };
    figures.put("precision", score.precision());
    figures.put("recall", score.recall());
    figures.put("f1", score.f1());
    if is_muc {
        figures.put("undergeneration", score.undergeneration());
        figures.put("overgeneration", score.overgeneration());
        figures.put("substitution", score.substitution());
        figures.put("error", score.error());
    }
    figures.end();
}

fn write_said(fields: &mut Object<'_>, said: &Said) {
    let values = |fields: &mut Object<'_>, name: &str, all: &[Values]| {
        fields.list(name, "", all.iter(), |out, values| {
            object(out, |fields| {
                fields.text("label", values.label.as_ref().map_or("", LabelId::as_str));
                fields.string("attribute", values.attribute.as_str());
                fields.number("items", values.items as u64);
                let mut figures = Figures { fields, reasons: Vec::new() };
                figures.put("observed", values.observed);
                figures.put("alpha", values.alpha);
                figures.end();
            });
        });
    };
    values(fields, "attributes", &said.attributes);
    values(fields, "document_labels", &said.document_labels);
    fields.object("relations", |fields| {
        fields.number("n_a", said.relations.n_a as u64);
        fields.number("n_b", said.relations.n_b as u64);
        fields.number("matched", said.relations.matched as u64);
        let mut figures = Figures { fields, reasons: Vec::new() };
        figures.put("f1", said.relations.f1());
        figures.end();
    });
}

fn write_labels(fields: &mut Object<'_>, study: &Study, labels: &[Counts], beyond: Option<&BeyondChance>) {
    fields.list("by_label", "\n", study.labels.iter().zip(labels).enumerate(), |out, (n, (label, counts))| {
        object(out, |fields| {
            fields.string("label", label.as_str());
            write_counts(fields, counts);
            let mut figures = Figures { fields, reasons: Vec::new() };
            write_plain(&mut figures, counts);
            figures.put("dice_f1", f1(counts.dice, counts.n_a, counts.n_b));
            figures.put("iou_f1", f1(counts.iou, counts.n_a, counts.n_b));
            if let Some(measure) = beyond.and_then(|beyond| beyond.ku_alpha.get(n)) {
                figures.put("ku_alpha", *measure);
            }
            figures.end();
        });
    });
}

fn write_confusion(fields: &mut Object<'_>, name: &str, confusion: &Confusion) {
    let rows: Vec<String> = confusion
        .rows()
        .map(|row| format!("[{}]", row.iter().map(usize::to_string).collect::<Vec<_>>().join(",")))
        .collect();
    fields.json(name, &format!("[{}]", rows.join(",")));
}
