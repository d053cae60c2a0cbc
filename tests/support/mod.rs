//! What several tests share: marked text, texts that are hard to handle, rich projects, random edits.

pub(crate) mod docbin;
pub(crate) mod drafts;
pub(crate) mod edits;
pub(crate) mod formats;
pub(crate) mod marked;
pub(crate) mod samples;
pub(crate) mod texts;

use proptest::prelude::ProptestConfig;

/// How often a property is tried. A failure prints its input, which then belongs in a test of its own, not in a seed file.
pub(crate) fn cases(n: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(n) }
}
