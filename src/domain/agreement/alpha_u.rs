//! Krippendorff's alpha_U (1995; 2004, "Measuring the reliability of qualitative text analysis data"), as DKPro Statistics and INCEpTION have it.
//!
//! For each label c: D_o = Σ δ² / (m (m − 1) L²) over the units and gaps of every two annotators, and
//! D_e = 2/L · Σ l [(N_c − 1)/3 · (2l³ − 3l² + l) + l² Σ (gap − l + 1)] / (mL (mL − 1) − Σ l (l − 1)), the inner sum over all gaps at least as long as the unit;
//! alpha_U = 1 − Σ_c D_o / Σ_c D_e. δ² is the squared difference of the starts and of the ends where two units intersect, the squared length where a unit lies in
//! a gap. Documents are laid end to end. Units of one annotator with the same label that overlap an earlier one are passed over, as in INCEpTION.

use super::measure::{Measure, Undefined};
use super::unit::Case;

/// What one annotator gave one label in one document, and what lies between.
struct Row {
    units: Vec<(f64, f64)>,
    gaps: Vec<(f64, f64)>,
}

/// alpha_U of the annotators at the given places, over the documents all of them annotated; `labels` is how many labels there are.
///
/// # Errors
/// If there is no such document, or nobody marked anything.
pub fn alpha_u<'a>(cases: impl Iterator<Item = &'a Case>, annotators: &[usize], labels: usize) -> Measure {
    let is_whole =
        |case: &&Case| annotators.iter().all(|place| case.annotators.get(*place).is_some_and(Option::is_some));
    let cases: Vec<&Case> = cases.filter(is_whole).collect();
    let raters = annotators.len() as f64;
    if raters < 2.0 {
        return Err(Undefined::OneAnnotator);
    }
    let length: f64 = cases.iter().map(|case| case.length as f64).sum();
    if length == 0.0 {
        return Err(Undefined::NothingShared);
    }
    let (mut observed, mut expected) = (0.0, 0.0);
    let mut is_marked = false;
    for label in 0..labels {
        let documents: Vec<Vec<Row>> =
            cases.iter().map(|case| annotators.iter().map(|place| row(case, *place, label)).collect()).collect();
        let rows = || documents.iter().flatten();
        let count = rows().map(|row| row.units.len()).sum::<usize>() as f64;
        if count == 0.0 {
            continue;
        }
        is_marked = true;
        for document in &documents {
            for (n, one) in document.iter().enumerate() {
                for other in document.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, row)| row) {
                    observed += distance(one, other);
                }
            }
        }
        let (mut sum, mut within) = (0.0, 0.0);
        for (start, end) in rows().flat_map(|row| &row.units) {
            let l = end - start;
            let fitting = rows().flat_map(|row| &row.gaps).map(|gap| gap.1 - gap.0).filter(|gap| *gap >= l);
            let in_gaps: f64 = fitting.map(|gap| gap - l + 1.0).sum();
            sum += (count - 1.0) / 3.0 * (2.0 * l * l * l - 3.0 * l * l + l) + l * l * in_gaps;
            within += l * (l - 1.0);
        }
        let all = raters * length;
        expected += 2.0 / length * sum / (all * (all - 1.0) - within);
    }
    if !is_marked {
        return Err(Undefined::NothingMarked);
    }
    let observed = observed / (raters * (raters - 1.0) * length * length);
    if expected == 0.0 || !expected.is_finite() {
        return Err(Undefined::OneValue);
    }
    Ok(1.0 - observed / expected)
}

fn row(case: &Case, annotator: usize, label: usize) -> Row {
    let mut units: Vec<(f64, f64)> = Vec::new();
    let own = case.annotators.get(annotator).and_then(Option::as_deref).unwrap_or_default();
    let of_label = own.iter().filter(|unit| unit.label == label).flat_map(|unit| &unit.stretches);
    for (start, end) in of_label {
        let stretch = (*start as f64, *end as f64);
        if units.last().is_none_or(|last| last.1 <= stretch.0) {
            units.push(stretch);
        }
    }
    let mut gaps = Vec::new();
    let mut end = 0.0;
    for unit in &units {
        if unit.0 > end {
            gaps.push((end, unit.0));
        }
        end = unit.1;
    }
    if end < case.length as f64 {
        gaps.push((end, case.length as f64));
    }
    Row { units, gaps }
}

/// Of the one annotator's units to the other's units and gaps, the squared distances.
fn distance(one: &Row, other: &Row) -> f64 {
    let mut sum = 0.0;
    for unit in &one.units {
        for there in other.units.iter().filter(|there| there.0 < unit.1 && unit.0 < there.1) {
            let (start, end) = (unit.0 - there.0, unit.1 - there.1);
            // Each pair is met from both sides.
            sum += start * start + end * end;
        }
        let length = unit.1 - unit.0;
        let is_within = other.gaps.iter().any(|gap| gap.0 <= unit.0 && unit.1 <= gap.1);
        // That the other one's gap holds this unit is met once for each side.
        sum += if is_within { 2.0 * length * length } else { 0.0 };
    }
    sum
}
