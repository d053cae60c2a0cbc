//! The paste box, and its neighbours: open a file, try the sample.

use web_sys::{HtmlInputElement, HtmlTextAreaElement, MouseEvent, SubmitEvent};
use yew::{Callback, Event, Html, TargetCast, html};

use crate::ui::adding::Source;
use crate::ui::messages::Catalogue;
use crate::web::{clipboard, files, forms};

/// A text no longer than this is shown in the box before it is added, in UTF-16 code units; a longer one is added at
/// once, since laying it out would stop the page.
const LONGEST_SHOWN: usize = 200_000;

/// The sample article.
const SAMPLE: &str = include_str!("sample.txt");

/// The paste box; `onadd` adds articles.
pub(super) fn paste_box(words: &Catalogue, onadd: &Callback<Vec<Source>>) -> Html {
    let add = {
        let onadd = onadd.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = forms::field::<HtmlTextAreaElement>(&event, "textarea") {
                onadd.emit(vec![Source::Text(field.value())]);
            }
        })
    };
    let onpaste = {
        let onadd = onadd.clone();
        Callback::from(move |event: Event| {
            if let Some(pasted) = clipboard::pasted(&event).filter(|pasted| pasted.len() > LONGEST_SHOWN) {
                event.prevent_default();
                onadd.emit(vec![Source::Text(pasted)]);
            }
        })
    };
    let onfiles = {
        let onadd = onadd.clone();
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let chosen = files::listed(field.files());
            // The same file can be chosen again.
            field.set_value("");
            if !chosen.is_empty() {
                onadd.emit(chosen.into_iter().map(|file| Source::File(files::path(&file), file)).collect());
            }
        })
    };
    let sample = onadd.reform(|_: MouseEvent| vec![Source::Text(SAMPLE.into())]);
    html! {
        <form class="paste-box" onsubmit={add}>
            <label for="paste">{ words.paste_label }</label>
            <textarea id="paste" dir="auto" placeholder={words.paste_hint} spellcheck="false" {onpaste} />
            <div class="actions">
                <button type="submit" class="primary">{ words.add_text }</button>
                <label class="file-button">
                    { words.open_file }
                    <input type="file" class="visually-hidden" multiple=true onchange={onfiles.clone()} />
                </label>
                <label class="file-button quiet">
                    { words.open_folder }
                    <input type="file" class="visually-hidden" webkitdirectory=true onchange={onfiles} />
                </label>
                <button type="button" class="quiet" onclick={sample}>{ words.try_sample }</button>
            </div>
            <p class="hint">{ words.drop_hint }</p>
        </form>
    }
}
