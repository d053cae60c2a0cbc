//! A modal dialog.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, MouseEvent};
use yew::{AttrValue, Callback, Children, Html, Properties, classes, component, html, use_effect_with, use_node_ref};

use super::{Glyph, icon};

/// What the dialog shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Its heading and accessible name.
    pub title: AttrValue,
    /// The accessible name of the button that closes it.
    pub close: AttrValue,
    /// Called when the reader closes it, by button, Escape or a click beside it.
    pub onclose: Callback<()>,
    /// The class of what is laid out in a way of its own.
    #[prop_or_default]
    pub class: AttrValue,
    /// What stands in it.
    pub children: Children,
}

/// A modal dialog that is open as long as it is drawn. What in it has the attribute `data-focus` takes the focus, else the first thing that can.
#[component]
pub fn Dialog(props: &Props) -> Html {
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        let dialog = node.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
        // Not by `autofocus`, which browsers complain of where something else on the page has the focus.
        let first = dialog.as_ref().and_then(|dialog| dialog.query_selector("[data-focus]").ok().flatten());
        if let Some(element) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // What is in an open dialog can take the focus.
            let _ = element.focus();
        }
        move || {
            if let Some(dialog) = dialog {
                dialog.close();
            }
        }
    });
    let close = {
        let onclose = props.onclose.clone();
        Callback::from(move |_: MouseEvent| onclose.emit(()))
    };
    let oncancel = {
        let onclose = props.onclose.clone();
        Callback::from(move |_| onclose.emit(()))
    };
    let onclick = {
        let (node, onclose) = (node.clone(), props.onclose.clone());
        Callback::from(move |event: MouseEvent| {
            let beside = event.target().and_then(|target| target.dyn_into::<HtmlDialogElement>().ok());
            if beside.is_some() && beside == node.cast() {
                onclose.emit(());
            }
        })
    };
    html! {
        <dialog ref={node} class={classes!("dialog", props.class.to_string())} aria-label={&props.title} {oncancel} {onclick}>
            <div class="dialog-body">
                <header>
                    <h2>{ &props.title }</h2>
                    <button type="button" class="quiet" aria-label={&props.close} onclick={close}>
                        { icon(Glyph::Close) }
                    </button>
                </header>
                { props.children.clone() }
            </div>
        </dialog>
    }
}
