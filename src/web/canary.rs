//! A note outside of the database that tells how much was in it, since a browser that lost the database opens an empty one without a word.

use super::local;

const KEY: &str = "postil-saved";

/// How many spans the set that was saved last had; `None` if nothing was ever saved.
pub fn saved() -> Option<usize> {
    local::get(KEY)?.parse().ok()
}

/// Notes that a set with so many spans was saved.
pub fn note(spans: usize) {
    // A browser that gives no local storage has no canary; the database itself is not less safe.
    local::set(KEY, &spans.to_string());
}
