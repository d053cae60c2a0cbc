//! The interface.
use yew::{Html, component, html};

#[component]
fn App() -> Html {
    html! { <main><h1>{ "Postil" }</h1></main> }
}

/// Mounts the interface in the page's body.
pub fn mount() {
    yew::Renderer::<App>::new().render();
}
