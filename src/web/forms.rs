//! Fields that people write in.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, SubmitEvent};

/// The first element of the submitted form that fits the CSS selector.
pub fn field<T: JsCast>(event: &SubmitEvent, selector: &str) -> Option<T> {
    let form = event.target()?.dyn_into::<Element>().ok()?;
    form.query_selector(selector).ok()??.dyn_into().ok()
}

/// Whether an event is for a field that takes text by itself.
pub fn is_for_text(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.matches("input, textarea").unwrap_or_default())
}
