//! A note outside of the database that tells how much was in it, since a browser that lost the database opens an empty one without a word.

const KEY: &str = "postil-saved";

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// How many spans the set that was saved last had; `None` if nothing was ever saved.
pub fn saved() -> Option<usize> {
    local()?.get_item(KEY).ok()??.parse().ok()
}

/// Notes that a set with so many spans was saved.
pub fn note(spans: usize) {
    if let Some(local) = local() {
        // A browser that gives no local storage has no canary; the database itself is not less safe.
        let _ = local.set_item(KEY, &spans.to_string());
    }
}
