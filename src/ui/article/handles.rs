//! Two handles at the picked span's edges, to be dragged by mouse or finger.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};
use yew::{AttrValue, Callback, Html, NodeRef, Properties, component, html, use_effect, use_mut_ref, use_node_ref};

use crate::domain::annotation::{Edge, Span};
use crate::domain::document::Document;
use crate::domain::text::{Offset, Range, words};
use crate::ui::shared::Shared;
use crate::web::{segmenter, selection};

/// Whose edges.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The document.
    pub document: Shared<Document>,
    /// The picked span.
    pub span: Shared<Span>,
    /// The element the blocks stand in.
    pub node: NodeRef,
    /// Called with the edge that was dragged, and where to.
    pub onresize: Callback<(Edge, Offset)>,
}

/// The handles. While one is dragged the text that would be marked is selected; whole words, with Alt exact characters.
#[component]
pub fn Handles(props: &Props) -> Html {
    let own = [use_node_ref(), use_node_ref()];
    {
        let (own, node) = (own.clone(), props.node.clone());
        let (document, hull) = (props.document.clone(), props.span.hull());
        use_effect(move || {
            let Some(article) = node.cast::<Element>() else {
                return;
            };
            for (handle, edge) in own.iter().zip([Edge::Start, Edge::End]) {
                if let Some(handle) = handle.cast::<HtmlElement>() {
                    place(&handle, &article, &document, hull, edge);
                }
            }
        });
    }
    let dragged = use_mut_ref(|| None::<Offset>);
    let handle = |edge: Edge, own: &NodeRef| {
        let onpointerdown = Callback::from(|event: PointerEvent| {
            event.prevent_default();
            if let Some(handle) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                // The pointer that was pressed just now can be captured.
                let _ = handle.set_pointer_capture(event.pointer_id());
            }
        });
        let onpointermove = {
            let (node, document, hull) = (props.node.clone(), props.document.clone(), props.span.hull());
            let dragged = dragged.clone();
            Callback::from(move |event: PointerEvent| {
                if event.buttons() == 0 {
                    return;
                }
                let Some(article) = node.cast::<Element>() else {
                    return;
                };
                let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()) - LIFT);
                let fixed = if edge == Edge::Start { hull.end() } else { hull.start() };
                let found = selection::offset_at_point(&article, &document, x, y);
                if let Some(to) = found.and_then(|to| edge_at(&document, fixed, to, edge, event.alt_key())) {
                    dragged.replace(Some(to));
                    selection::select(&article, &document, Range::ordered(fixed, to));
                }
            })
        };
        let onpointerup = {
            let (onresize, node, dragged) = (props.onresize.clone(), props.node.clone(), dragged.clone());
            Callback::from(move |_| {
                let Some(to) = dragged.take() else {
                    return;
                };
                if let Some(article) = node.cast::<Element>() {
                    selection::deselect(&article);
                }
                onresize.emit((edge, to));
            })
        };
        let class = AttrValue::from(if edge == Edge::Start { "handle at-start" } else { "handle at-end" });
        html! { <span ref={own} {class} aria-hidden="true" {onpointerdown} {onpointermove} {onpointerup}></span> }
    };
    html! { <>{ handle(Edge::Start, &own[0]) }{ handle(Edge::End, &own[1]) }</> }
}

/// A finger covers the line it points at; the handle hangs so far under it, in CSS pixels.
const LIFT: f64 = 14.0;

/// Where the edge goes when it is dragged to an offset: to the border of the word there, or exactly there.
fn edge_at(document: &Document, fixed: Offset, to: Offset, edge: Edge, exact: bool) -> Option<Offset> {
    let is_before = to < fixed;
    if is_before != (edge == Edge::Start) {
        return None;
    }
    let dragged = Range::ordered(fixed, to);
    let text = document.text();
    let snapped =
        if exact { Some(words::whole_graphemes(text, dragged)) } else { segmenter::words(document).snap(dragged) }?;
    Some(if edge == Edge::Start { snapped.start() } else { snapped.end() })
}

/// Hangs the handle under the character at the edge, or hides it where that is not drawn.
fn place(handle: &HtmlElement, article: &Element, document: &Document, hull: Range, edge: Edge) {
    let at = match edge {
        Edge::Start => hull.start(),
        Edge::End => words::previous_grapheme(document.text(), hull.end()),
    };
    let character = Range::ordered(at, words::next_grapheme(document.text(), at));
    let found = selection::rectangle(article, document, character).zip(handle.offset_parent());
    let style = handle.style();
    // Lengths in pixels and these words are always accepted.
    let set = |property: &str, value: &str| drop(style.set_property(property, value));
    let Some((place, parent)) = found else {
        set("display", "none");
        return;
    };
    let around = parent.get_bounding_client_rect();
    let is_rtl = article_is_rtl(article, document, at);
    let x = if (edge == Edge::Start) == is_rtl { place.right() } else { place.left() };
    let y = place.bottom() - around.top() + f64::from(parent.scroll_top());
    set("display", "block");
    set("left", &format!("{}px", (x - around.left() + f64::from(parent.scroll_left())).round()));
    set("top", &format!("{}px", y.round()));
}

fn article_is_rtl(article: &Element, document: &Document, at: Offset) -> bool {
    let block = selection::element_of(article, document.block_at(at));
    block.is_some_and(|block| matches!(block.matches(":dir(rtl)"), Ok(true)))
}
