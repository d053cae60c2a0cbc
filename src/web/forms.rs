//! Fields of a form.

use wasm_bindgen::JsCast;
use web_sys::{Element, SubmitEvent};

/// The first element of the submitted form that fits the CSS selector.
pub fn field<T: JsCast>(event: &SubmitEvent, selector: &str) -> Option<T> {
    let form = event.target()?.dyn_into::<Element>().ok()?;
    form.query_selector(selector).ok()??.dyn_into().ok()
}
