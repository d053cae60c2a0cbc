//! The paste box, and its neighbours: open a file, try the sample.

use web_sys::{HtmlInputElement, HtmlTextAreaElement, MouseEvent};
use yew::{Callback, Event, Html, Properties, TargetCast, component, html, use_node_ref};

use crate::ui::adding::Source;
use crate::ui::store::use_api;
use crate::web::{clipboard, files};

/// A text no longer than this is shown in the box before it is added, in UTF-16 code units; a longer one is added at
/// once, since laying it out would stop the page.
const LONGEST_SHOWN: usize = 200_000;

/// The sample article.
const SAMPLE: &str = include_str!("sample.txt");

/// What the box does.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Adds articles.
    pub onadd: Callback<Vec<Source>>,
}

/// The paste box.
#[component]
pub fn PasteBox(props: &Props) -> Html {
    let words = use_api().words;
    let text = use_node_ref();
    let add = {
        let (text, onadd) = (text.clone(), props.onadd.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(field) = text.cast::<HtmlTextAreaElement>() {
                onadd.emit(vec![Source::Text(field.value())]);
            }
        })
    };
    let onpaste = {
        let onadd = props.onadd.clone();
        Callback::from(move |event: Event| {
            if let Some(pasted) = clipboard::pasted(&event).filter(|pasted| pasted.len() > LONGEST_SHOWN) {
                event.prevent_default();
                onadd.emit(vec![Source::Text(pasted)]);
            }
        })
    };
    let onfiles = {
        let onadd = props.onadd.clone();
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let chosen = files::listed(field.files());
            // The same file can be chosen again.
            field.set_value("");
            if !chosen.is_empty() {
                onadd.emit(chosen.into_iter().map(Source::File).collect());
            }
        })
    };
    let sample = props.onadd.reform(|_: MouseEvent| vec![Source::Text(SAMPLE.into())]);
    html! {
        <div class="paste-box">
            <label for="paste">{ words.paste_label }</label>
            <textarea ref={text} id="paste" dir="auto" placeholder={words.paste_hint} spellcheck="false" {onpaste} />
            <div class="actions">
                <button type="button" class="primary" onclick={add}>{ words.add_text }</button>
                <label class="file-button">
                    { words.open_file }
                    <input type="file" class="visually-hidden" multiple=true accept=".txt,.text,.json,text/plain,application/json"
                        onchange={onfiles} />
                </label>
                <button type="button" class="quiet" onclick={sample}>{ words.try_sample }</button>
            </div>
            <p class="hint">{ words.drop_hint }</p>
        </div>
    }
}
