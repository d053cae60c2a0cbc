//! Empty room of a given height.

use web_sys::HtmlElement;
use yew::{Html, Properties, component, html, use_effect_with, use_node_ref};

/// How high the room is.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// In CSS pixels.
    pub height: f64,
}

/// Empty room in place of what is not drawn. The height is set by script, since the page's policy allows no style attributes.
#[component]
pub fn Spacer(props: &Props) -> Html {
    let node = use_node_ref();
    use_effect_with((node.clone(), props.height), |(node, height)| {
        if let Some(element) = node.cast::<HtmlElement>() {
            // An element that is in the page takes any height.
            let _ = element.style().set_property("height", &format!("{height}px"));
        }
    });
    html! { <div ref={node} class="spacer" aria-hidden="true"></div> }
}
