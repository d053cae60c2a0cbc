//! The benchmarks.

pub(crate) mod agreement;
pub(crate) mod convert;
pub(crate) mod extract;
pub(crate) mod page;
