//! How far annotators agree: which of their spans are the same, and what that is worth beside chance.
//!
//! A [`Study`] makes documents ready, [`Agreement`] counts every two annotators, [`BeyondChance`] takes off what chance explains, [`said`] looks at what is said besides spans, and
//! [`FIGURES`] puts every figure into words. What is undefined is an error with its reason, never 0 or 1.

mod alpha_u;
mod assignment;
mod beyond_chance;
mod bootstrap;
mod chance;
mod confusion;
mod figures;
mod gamma;
pub mod json;
mod measure;
pub mod nominal;
mod pair;
pub mod said;
mod scores;
mod study;
pub mod tokens;
mod unit;
mod unitizing;
mod whole;

pub use alpha_u::alpha_u;
pub use beyond_chance::BeyondChance;
pub use bootstrap::{f1, interval};
pub use confusion::Confusion;
pub use figures::{FIGURES, Figure, figure};
pub use gamma::{Gamma, gamma};
pub use measure::{Measure, Undefined};
pub use pair::{Counts, Likeness, TOLERANCES, pairs};
pub use scores::{Scheme, Score};
pub use study::{Scope, Studied, Study};
pub use unit::{Case, Unit};
pub use unitizing::Continuum;
pub use whole::{Agreement, Depth, PairAgreement};
