//! The keyboard's caret.

use web_sys::{Element, HtmlElement};
use yew::{Html, NodeRef, Properties, component, html, use_effect, use_node_ref};

use crate::domain::document::Document;
use crate::domain::text::{Offset, Range};
use crate::ui::shared::Shared;
use crate::web::selection;

/// Where the caret stands.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Before which character.
    pub head: Offset,
    /// The document.
    pub document: Shared<Document>,
    /// The element the blocks stand in.
    pub node: NodeRef,
}

/// A line before the character, since browsers draw none in a text that can't be edited.
#[component]
pub fn CaretMark(props: &Props) -> Html {
    let own = use_node_ref();
    {
        let (own, node, document, head) = (own.clone(), props.node.clone(), props.document.clone(), props.head);
        use_effect(move || {
            let (Some(own), Some(node)) = (own.cast::<HtmlElement>(), node.cast::<Element>()) else {
                return;
            };
            let Some(place) = selection::rectangle(&node, &document, Range::ordered(head, head)) else {
                return;
            };
            let Some(parent) = own.offset_parent() else {
                return;
            };
            let around = parent.get_bounding_client_rect();
            let left = place.left() - around.left() + f64::from(parent.scroll_left());
            let top = place.top() - around.top() + f64::from(parent.scroll_top());
            for (property, value) in [("left", left), ("top", top), ("height", place.height())] {
                // A length in pixels is always accepted.
                let _ = own.style().set_property(property, &format!("{value:.1}px"));
            }
        });
    }
    html! { <div ref={own} class="caret" aria-hidden="true"></div> }
}
