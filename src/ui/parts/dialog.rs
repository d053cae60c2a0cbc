//! A modal dialog.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, MouseEvent};
use yew::{AttrValue, Callback, Children, Html, Properties, component, html, use_effect_with, use_node_ref};

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
    /// What stands in it.
    pub children: Children,
}

/// A modal dialog that is open as long as it is drawn.
#[component]
pub fn Dialog(props: &Props) -> Html {
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        let dialog = node.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
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
        <dialog ref={node} class="dialog" aria-label={&props.title} {oncancel} {onclick}>
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
