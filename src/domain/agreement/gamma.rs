//! Gamma: agreement on where units lie and which labels they have, beyond chance (Mathet, Widlöcher and Métivier 2015).
//!
//! Two units are as far from each other as d = ((|Δstart| + |Δend|) / (sum of their lengths))² + [the labels differ]; a unit from none, 1. A unitary
//! alignment takes at most one unit of each annotator and costs the mean of d over all pairs of annotators; the best alignment takes each unit once and costs
//! least. Its cost by the mean number of units of an annotator is the disorder; gamma = 1 − observed disorder / expected disorder. The expected disorder is the mean
//! of random continua made as `StatisticalContinuumSampler` of pygamma-agreement 0.5.9 makes them: number of units, gaps and lengths are drawn from normal distributions with
//! the mean and deviation that were observed, labels by their shares. A unit that marks several stretches counts from its first to its last character.
//!
//! Several documents: the disorders are summed, each weighted by the mean number of units in it.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, SolveOutcome};

use super::assignment;
use super::chance::Chance;
use super::measure::Undefined;
use super::unit::Case;

/// So many random continua are made of one document at least; of many documents fewer of each, but never fewer than [`LEAST_ROUNDS`].
const ROUNDS: usize = 30;
const LEAST_ROUNDS: usize = 3;
/// So many are made at most, and fewer where there are many units.
const MOST_ROUNDS: usize = 2_000;
const MOST_DRAWN: f64 = 400_000.0;
/// How far the expected disorder may be off, as a part of it, with a confidence of 95 %.
const PRECISION: f64 = 0.02;
/// More possible alignments than this are not searched: gamma is then the mean of that of every two annotators.
const MOST_ALIGNMENTS: usize = 40_000;
/// So many branches are searched for the best of them.
const MOST_NODES: u64 = 20_000;

/// What gamma is and what it was made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma {
    /// Gamma: 1 where all agree, 0 where it is chance.
    pub gamma: f64,
    /// The disorder that was observed.
    pub observed: f64,
    /// The disorder that chance makes.
    pub expected: f64,
    /// How many random continua were made of each document.
    pub rounds: usize,
    /// How far the expected disorder may be off, as a part of it, with a confidence of 95 %.
    pub precision: f64,
    /// Whether the best alignment of all annotators was found; otherwise it is the mean over every two of them.
    pub is_joint: bool,
}

/// A unit as gamma sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    start: f64,
    end: f64,
    label: usize,
}

type Continuum = Vec<Vec<Piece>>;

/// Gamma of the annotators at the given places, over the documents all of them annotated. `progress` is told how much is done, and stops it by `false`.
///
/// # Errors
/// If there is no such document, fewer than two annotators, or fewer than two who marked anything.
pub fn gamma<'a>(
    cases: impl Iterator<Item = &'a Case>,
    annotators: &[usize],
    seed: u64,
    progress: &mut dyn FnMut(f64) -> bool,
) -> Result<Gamma, Undefined> {
    if annotators.len() < 2 {
        return Err(Undefined::OneAnnotator);
    }
    let whole: Vec<Continuum> = cases.filter_map(|case| continuum(case, annotators)).collect();
    if whole.is_empty() {
        return Err(Undefined::NothingShared);
    }
    let marking = (0..annotators.len()).filter(|n| whole.iter().any(|document| !document[*n].is_empty())).count();
    match marking {
        0 => return Err(Undefined::NothingMarked),
        1 => return Err(Undefined::OneMarkedNothing),
        _ => {}
    }
    match joint(&whole, seed, progress) {
        Some(gamma) => Ok(gamma),
        None => pairwise(&whole, annotators.len(), seed, progress),
    }
}

/// What the annotators marked in a document that all of them annotated.
fn continuum(case: &Case, annotators: &[usize]) -> Option<Continuum> {
    let of = |place: &usize| {
        let units = case.annotators.get(*place)?.as_deref()?;
        let piece =
            |unit: &super::unit::Unit| Piece { start: unit.start() as f64, end: unit.end() as f64, label: unit.label };
        Some(units.iter().map(piece).collect())
    };
    annotators.iter().map(of).collect()
}

/// Gamma of all annotators at once; nothing if there are too many possible alignments.
fn joint(whole: &[Continuum], seed: u64, progress: &mut dyn FnMut(f64) -> bool) -> Option<Gamma> {
    let documents: Vec<&Continuum> =
        whole.iter().filter(|document| document.iter().any(|units| !units.is_empty())).collect();
    let mut observed = 0.0;
    for document in &documents {
        observed += cost(document)?;
    }
    let annotators = documents.first().map_or(0, |document| document.len());
    let size: f64 = documents.iter().map(|document| mean_units(document)).sum();
    if observed == 0.0 {
        return Some(Gamma { gamma: 1.0, observed: 0.0, expected: 0.0, rounds: 0, precision: 0.0, is_joint: true });
    }
    let mut samplers: Vec<Sampler> = documents.iter().map(|document| Sampler::of(document, seed)).collect();
    let least = (ROUNDS / documents.len()).max(LEAST_ROUNDS);
    let mut wanted = least;
    let mut rounds: Vec<f64> = Vec::new();
    while rounds.len() < wanted {
        let mut disorder = 0.0;
        for (sampler, document) in samplers.iter_mut().zip(&documents) {
            let drawn = sampler.draw();
            // The disorder of a random continuum is by its own number of units.
            let own = mean_units(&drawn);
            disorder += if own > 0.0 { cost(&drawn)? / own * mean_units(document) } else { 0.0 };
        }
        rounds.push(disorder);
        if !progress(rounds.len() as f64 / wanted as f64) {
            return None;
        }
        if rounds.len() == wanted {
            let needed = (spread(&rounds) * 1.96 / PRECISION).powi(2).ceil();
            let most = (MOST_DRAWN / (size * annotators as f64)) as usize;
            wanted = (needed as usize).min(most.min(MOST_ROUNDS)).max(wanted);
        }
    }
    let expected = rounds.iter().sum::<f64>() / rounds.len() as f64;
    Some(Gamma {
        gamma: 1.0 - observed / expected,
        observed: observed / size,
        expected: expected / size,
        rounds: rounds.len(),
        precision: spread(&rounds) * 1.96 / (rounds.len() as f64).sqrt(),
        is_joint: true,
    })
}

/// The mean over every two annotators who both marked something.
fn pairwise(
    whole: &[Continuum],
    count: usize,
    seed: u64,
    progress: &mut dyn FnMut(f64) -> bool,
) -> Result<Gamma, Undefined> {
    let pairs: Vec<(usize, usize)> = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect();
    let mut found: Vec<Gamma> = Vec::new();
    for (n, (a, b)) in pairs.iter().enumerate() {
        let two: Vec<Continuum> =
            whole.iter().map(|document| vec![document[*a].clone(), document[*b].clone()]).collect();
        let has = |place: usize| two.iter().any(|document| !document[place].is_empty());
        if has(0) && has(1) {
            found.extend(joint(&two, seed, &mut |part| progress((n as f64 + part) / pairs.len() as f64)));
        }
    }
    if found.is_empty() {
        return Err(Undefined::OneMarkedNothing);
    }
    let mean = |of: fn(&Gamma) -> f64| found.iter().map(of).sum::<f64>() / found.len() as f64;
    Ok(Gamma {
        gamma: mean(|gamma| gamma.gamma),
        observed: mean(|gamma| gamma.observed),
        expected: mean(|gamma| gamma.expected),
        rounds: found.iter().map(|gamma| gamma.rounds).max().unwrap_or_default(),
        precision: mean(|gamma| gamma.precision),
        is_joint: false,
    })
}

fn mean_units(document: &Continuum) -> f64 {
    document.iter().map(Vec::len).sum::<usize>() as f64 / document.len() as f64
}

/// The standard deviation by the mean.
fn spread(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
    if mean == 0.0 { 0.0 } else { variance.sqrt() / mean }
}

fn apart(one: &Piece, other: &Piece) -> f64 {
    let lengths = one.end - one.start + other.end - other.start;
    let off = ((one.start - other.start).abs() + (one.end - other.end).abs()) / lengths;
    off * off + f64::from(u8::from(one.label != other.label))
}

/// What the best alignment costs; nothing if there are too many to be searched.
fn cost(document: &Continuum) -> Option<f64> {
    if let [a, b] = document.as_slice() { Some(cost_of_two(a, b)) } else { cost_of_many(document) }
}

/// Of two annotators: an assignment, in which a pair gains what its units would cost alone.
fn cost_of_two(a: &[Piece], b: &[Piece]) -> f64 {
    let mut gains = Vec::new();
    for (n, one) in a.iter().enumerate() {
        for (m, other) in b.iter().enumerate() {
            let gain = 2.0 - apart(one, other);
            if gain > 0.0 {
                gains.push((n, m, gain));
            }
        }
    }
    let aligned = assignment::best(a.len(), b.len(), &gains);
    let costs: f64 = aligned.iter().map(|(n, m)| apart(&a[*n], &b[*m])).sum();
    costs + (a.len() + b.len() - 2 * aligned.len()) as f64
}

/// A possible unitary alignment: its units (annotator, place), and its cost.
type Possible = (Vec<(usize, usize)>, f64);

/// Of three and more: a partition of the units that costs least, found as an integer linear program for each group of units that touch each other.
fn cost_of_many(document: &Continuum) -> Option<f64> {
    let possible = alignments(document)?;
    let mut groups = Groups::new(document);
    for (units, _) in &possible {
        for unit in &units[1..] {
            groups.join(units[0], *unit);
        }
    }
    let mut by_group: BTreeMap<usize, Vec<&Possible>> = BTreeMap::new();
    for one in &possible {
        by_group.entry(groups.of(one.0[0])).or_default().push(one);
    }
    let mut sum = 0.0;
    for group in by_group.values() {
        // A unit that touches no other stays alone.
        if let [(_, cost)] = group.as_slice() {
            sum += cost;
            continue;
        }
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut holding: BTreeMap<(usize, usize), Vec<_>> = BTreeMap::new();
        let mut chosen = Vec::with_capacity(group.len());
        for (units, cost) in group.iter().copied() {
            let taken = problem.add_binary_var(*cost);
            chosen.push((taken, *cost));
            for unit in units {
                holding.entry(*unit).or_default().push((taken, 1.0));
            }
        }
        for taking in holding.into_values() {
            problem.add_constraint(taking, ComparisonOp::Eq, 1.0);
        }
        let mut exactly = SolveOptions::default();
        exactly.mip_gap = 0.0;
        exactly.node_limit = Some(MOST_NODES);
        let solved = problem.solve_with(exactly).ok().filter(SolveOutcome::is_optimal)?;
        let solution = solved.solution()?;
        sum += chosen.iter().filter(|(taken, _)| solution.var_value(*taken) > 0.5).map(|(_, cost)| cost).sum::<f64>();
    }
    Some(sum)
}

/// The alignments that may be in a best one; nothing if there are too many.
///
/// In sums over the P pairs of annotators, k units cost Σ d + P − k (k − 1) / 2. Taking one of them apart is no worse if its distances to the others sum to P + k − 1
/// or more, so no pair in a best alignment is P + n − 1 or more apart, and its distances sum to less than n (P + n − 1) / 2.
fn alignments(document: &Continuum) -> Option<Vec<Possible>> {
    let count = document.len() as f64;
    let pairs = count * (count - 1.0) / 2.0;
    let furthest = pairs + count - 1.0;
    // Units with the sum of their distances.
    let mut grown: Vec<Possible> = Vec::new();
    for (annotator, units) in document.iter().enumerate() {
        let mut wider = Vec::new();
        for (known, sum) in &grown {
            for (place, piece) in units.iter().enumerate() {
                let mut more = *sum;
                let is_near = known.iter().all(|(by, other)| {
                    let far = apart(&document[*by][*other], piece);
                    more += far;
                    far < furthest
                });
                if is_near && more < count * furthest / 2.0 {
                    let mut units = known.clone();
                    units.push((annotator, place));
                    wider.push((units, more));
                }
            }
            if grown.len() + wider.len() > MOST_ALIGNMENTS {
                return None;
            }
        }
        wider.extend((0..units.len()).map(|place| (vec![(annotator, place)], 0.0)));
        grown.extend(wider);
    }
    grown.retain(|(units, _)| {
        units.len() == 1
            || units.iter().all(|(annotator, place)| {
                let own = &document[*annotator][*place];
                let others = units.iter().filter(|(by, _)| by != annotator);
                let sum: f64 = others.map(|(by, other)| apart(own, &document[*by][*other])).sum();
                sum < pairs + (units.len() - 1) as f64
            })
    });
    for (units, sum) in &mut grown {
        let k = units.len() as f64;
        *sum = (*sum + pairs - k * (k - 1.0) / 2.0) / pairs;
    }
    Some(grown)
}

/// Units that touch each other, directly or by others (union–find).
struct Groups {
    /// Where the units of each annotator begin.
    first: Vec<usize>,
    parent: Vec<usize>,
}

impl Groups {
    fn new(document: &Continuum) -> Self {
        let mut first = Vec::with_capacity(document.len());
        let mut count = 0;
        for units in document {
            first.push(count);
            count += units.len();
        }
        Self { first, parent: (0..count).collect() }
    }

    fn root(&mut self, mut place: usize) -> usize {
        while self.parent[place] != place {
            self.parent[place] = self.parent[self.parent[place]];
            place = self.parent[place];
        }
        place
    }

    fn of(&mut self, (annotator, place): (usize, usize)) -> usize {
        self.root(self.first[annotator] + place)
    }

    fn join(&mut self, one: (usize, usize), other: (usize, usize)) {
        let (one, other) = (self.of(one), self.of(other));
        self.parent[other] = one;
    }
}

/// Makes random continua like one that was observed.
struct Sampler {
    chance: Chance,
    annotators: usize,
    units: (f64, f64),
    gap: (f64, f64),
    length: (f64, f64),
    labels: Vec<usize>,
}

impl Sampler {
    fn of(document: &Continuum, seed: u64) -> Self {
        let counts: Vec<f64> = document.iter().map(|units| units.len() as f64).collect();
        // The first gap of pygamma-agreement's sampler keeps a continuum with a single unit from going wrong.
        let mut gaps = vec![0.0];
        for units in document {
            gaps.extend(units.windows(2).map(|two| two[1].start - two[0].end));
            gaps.extend(units.first().map(|first| first.start).filter(|start| *start > 0.0));
        }
        let all: Vec<&Piece> = document.iter().flatten().collect();
        let lengths: Vec<f64> = all.iter().map(|piece| piece.end - piece.start).collect();
        // The same document has the same chance, wherever it stands among others, whoever comes first.
        let mut content: Vec<[u64; 3]> =
            all.iter().map(|piece| [piece.start as u64, piece.end as u64, piece.label as u64]).collect();
        content.sort_unstable();
        let mixed = content
            .iter()
            .flatten()
            .fold(seed, |mixed, part| (mixed ^ part).wrapping_mul(0x0100_0000_01b3).rotate_left(17));
        Self {
            chance: Chance::new(mixed),
            annotators: document.len(),
            units: normal(&counts),
            gap: normal(&gaps),
            length: normal(&lengths),
            labels: {
                let mut labels: Vec<usize> = all.iter().map(|piece| piece.label).collect();
                labels.sort_unstable();
                labels
            },
        }
    }

    fn draw(&mut self) -> Continuum {
        let mut drawn: Continuum = Vec::with_capacity(self.annotators);
        let mut is_empty = true;
        for _ in 0..self.annotators {
            let wanted = self.chance.normal(self.units).trunc().abs() as usize;
            let count = if is_empty { wanted.max(1) } else { wanted };
            is_empty = false;
            let mut units = Vec::with_capacity(count);
            let mut last = 0.0;
            for _ in 0..count {
                let start = last + self.chance.normal(self.gap);
                // No unit is empty.
                let length = self.chance.normal(self.length).abs().max(1e-6);
                let label = self.labels[self.chance.below(self.labels.len())];
                last = start + length;
                units.push(Piece { start, end: last, label });
            }
            drawn.push(units);
        }
        drawn
    }
}

/// The mean and the standard deviation.
fn normal(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / count;
    (mean, variance.sqrt())
}
