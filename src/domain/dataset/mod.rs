//! Documents as examples to learn from: which of them are nearly the same, and how they are split into train, dev and test.
//!
//! Everything here comes out the same for the same documents, in whatever order they are given and on whatever machine.

pub mod hash;
pub mod near_duplicates;
pub mod ratios;
pub mod split;
mod stratify;
