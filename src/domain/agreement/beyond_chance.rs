//! What is left of agreement when chance is taken off, by every measure of that kind.

use super::alpha_u::alpha_u;
use super::gamma::{Gamma, gamma};
use super::measure::{Measure, Undefined};
use super::nominal;
use super::study::Study;
use super::tokens;
use super::unitizing::Continuum;

/// The figures of some annotators.
#[derive(Clone, Debug)]
pub struct BeyondChance {
    /// Cohen's kappa over tokens; for two annotators.
    pub token_cohen: Measure,
    /// Fleiss's kappa over tokens.
    pub token_fleiss: Measure,
    /// Krippendorff's alpha over tokens.
    pub token_alpha: Measure,
    /// The share of pairs of annotators who give a token the same label.
    pub token_observed: Measure,
    /// u-alpha, nominal.
    pub u_alpha: Measure,
    /// u-alpha, binary.
    pub u_alpha_binary: Measure,
    /// cu-alpha.
    pub cu_alpha: Measure,
    /// (k)u-alpha of each label.
    pub ku_alpha: Vec<Measure>,
    /// alpha_U.
    pub alpha_u: Measure,
    /// Gamma.
    pub gamma: Result<Gamma, Undefined>,
}

impl BeyondChance {
    /// Measures the annotators at the given places. `progress` is told how much is done, and stops the search for gamma by `false`.
    pub fn of(study: &Study, annotators: &[usize], seed: u64, progress: &mut dyn FnMut(f64) -> bool) -> Self {
        let items = tokens::items(study.cases(), annotators);
        let continuum = Continuum::of(study.cases(), annotators);
        Self {
            token_cohen: if annotators.len() == 2 { nominal::cohen(&items) } else { Err(Undefined::NotTwo) },
            token_fleiss: nominal::fleiss(&items),
            token_alpha: nominal::alpha(&items),
            token_observed: nominal::observed(&items),
            u_alpha: continuum.nominal(),
            u_alpha_binary: continuum.binary(),
            cu_alpha: continuum.coded(),
            ku_alpha: (0..study.labels.len()).map(|label| continuum.for_label(label)).collect(),
            alpha_u: alpha_u(study.cases(), annotators, study.labels.len()),
            gamma: gamma(study.cases(), annotators, seed, progress),
        }
    }
}
