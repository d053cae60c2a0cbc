//! Empty room of a given height.

use yew::virtual_dom::Key;
use yew::{AttrValue, Html, html};

/// Empty room in place of what is not drawn, in CSS pixels. A drawing has its height as an attribute, which the page's
/// policy allows, unlike a style.
pub fn spacer(key: impl Into<Key>, height: f64) -> Html {
    let height = AttrValue::from((height.round() as i64).to_string());
    html! { <svg key={key.into()} class="spacer" width="1" {height} aria-hidden="true" focusable="false"></svg> }
}
