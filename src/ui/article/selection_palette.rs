//! The labels beside the selected text.

use web_sys::{Element, HtmlElement};
use yew::{Callback, Html, NodeRef, Properties, component, html, use_effect_with, use_node_ref};

use super::palette::keep_selection;
use crate::app::action::ArticleAction;
use crate::domain::document::Document;
use crate::domain::schema::Schema;
use crate::domain::text::Range;
use crate::ui::shared::Shared;
use crate::ui::store::use_api;
use crate::web::selection;

/// What the palette is about.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The document.
    pub document: Shared<Document>,
    /// The label set.
    pub schema: Shared<Schema>,
    /// The selected text.
    pub selection: Range,
    /// The element the blocks stand in.
    pub node: NodeRef,
    /// The scrolling element, beside whose content the palette is placed.
    pub scroller: NodeRef,
}

/// The labels to choose from, under the selected text (at the screen's lower edge where it is narrow, by the stylesheet).
#[component]
pub fn SelectionPalette(props: &Props) -> Html {
    let api = use_api();
    let own = use_node_ref();
    {
        let (node, own, document) = (props.node.clone(), own.clone(), props.document.clone());
        use_effect_with(props.selection, move |selected| {
            if let (Some(node), Some(own)) = (node.cast::<Element>(), own.cast::<HtmlElement>()) {
                place(&node, &own, &document, *selected);
            }
        });
    }
    let chip = |label: &crate::domain::schema::Label| {
        let onclick = {
            let (api, id) = (api.clone(), label.id.clone());
            Callback::from(move |_| api.in_article(ArticleAction::Tag(id.clone(), api.tag())))
        };
        html! {
            <button key={label.id.to_string()} type="button" class={format!("label-button colour-{}", label.colour.place())}
                {onclick} onmousedown={keep_selection()}>
                <kbd>{ api.keys.of_label(label).map(String::from) }</kbd>
                <span class="name" dir="auto">{ &label.name }</span>
            </button>
        }
    };
    html! {
        <div ref={own} class="selection-palette" role="toolbar" aria-label={api.words.article.tag_selection}>
            { for props.schema.labels.iter().map(chip) }
        </div>
    }
}

/// Puts the palette under the last line of the selection, or above its first one near the lower edge.
fn place(node: &Element, own: &HtmlElement, document: &Document, selected: Range) {
    let (Some(text), Some(parent)) = (selection::rectangle(node, document, selected), own.offset_parent()) else {
        return;
    };
    let around = parent.get_bounding_client_rect();
    let palette = own.get_bounding_client_rect();
    let below = text.bottom() + 8.0;
    let y = if below + palette.height() > around.bottom() { text.top() - palette.height() - 8.0 } else { below };
    let x = text.left().min(around.right() - palette.width() - 8.0).max(around.left() + 8.0);
    let y = y.min(around.bottom() - palette.height() - 8.0).max(around.top() + 8.0);
    for (property, value) in [("left", x - around.left()), ("top", y - around.top())] {
        // A length in pixels is always accepted.
        let _ = own.style().set_property(property, &format!("{}px", value.round() as i32));
    }
}
