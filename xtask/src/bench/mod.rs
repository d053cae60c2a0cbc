//! The benchmarks.

pub(crate) mod convert;
pub(crate) mod page;
