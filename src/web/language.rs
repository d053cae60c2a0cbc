//! The language of the interface: what the reader's browser prefers, what was chosen here, and what the page says it is in.

const KEY: &str = "postil-language";

/// The languages the reader wants, as BCP 47, the most wanted first: what was chosen here, then what the browser says.
pub fn wanted() -> Vec<String> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let local = window.local_storage().ok().flatten();
    let chosen = local.and_then(|local| local.get_item(KEY).ok()?);
    let told = window.navigator().languages();
    chosen.into_iter().chain(told.iter().filter_map(|language| language.as_string())).collect()
}

/// Remembers what was chosen, in this browser.
pub fn choose(language: &str) {
    if let Some(local) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) {
        // A browser that gives no local storage asks anew at the next visit.
        let _ = local.set_item(KEY, language);
    }
}

/// Says in the page which language it is in.
pub fn announce(language: &str) {
    let page = web_sys::window().and_then(|window| window.document());
    if let Some(root) = page.and_then(|page| page.document_element()) {
        // Setting an attribute with a plain name does not fail.
        let _ = root.set_attribute("lang", language);
    }
}
