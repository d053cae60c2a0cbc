//! The paste box, and its neighbours: open a file, try the sample.

use web_sys::{HtmlInputElement, HtmlTextAreaElement, MouseEvent, SubmitEvent};
use yew::{Callback, Event, Html, TargetCast, html};

use crate::ui::adding::{Adding, Source};
use crate::ui::messages::Catalogue;
use crate::web::{clipboard, files, forms, handed};

/// A text no longer than this is shown in the box before it is added, in bytes; a longer one is added at
/// once, since laying it out would stop the page.
const LONGEST_SHOWN: usize = 200_000;

/// The sample article.
const SAMPLE: &str = include_str!("sample.txt");

/// All ways to add articles.
pub(super) fn view(words: &Catalogue, adding: &Adding) -> Html {
    html! {
        <>
            { paste_box(words, adding) }
            { from_web(words, adding) }
        </>
    }
}

fn paste_box(words: &Catalogue, adding: &Adding) -> Html {
    let onadd = adding.add.clone();
    let add = {
        let adding = adding.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = forms::field::<HtmlTextAreaElement>(&event, "textarea") {
                adding.add_text(field.value());
            }
        })
    };
    let onpaste = {
        let adding = adding.clone();
        Callback::from(move |event: Event| {
            let Some(pasted) = clipboard::pasted(&event) else {
                return;
            };
            let text = pasted.text.clone();
            adding.remember(pasted);
            if text.len() > LONGEST_SHOWN {
                event.prevent_default();
                adding.add_text(text);
            }
        })
    };
    let sample = onadd.reform(|_: MouseEvent| vec![Source::Text(SAMPLE.into())]);
    html! {
        <form class="paste-box" onsubmit={add}>
            <label for="paste">{ words.library.paste_label }</label>
            <textarea id="paste" dir="auto" placeholder={words.library.paste_hint} spellcheck="false" {onpaste} />
            <div class="actions">
                <button type="submit" class="primary">{ words.library.add_text }</button>
                { file_buttons(words, &adding.add) }
                <button type="button" class="quiet" onclick={sample}>{ words.library.try_sample }</button>
            </div>
            <p class="hint">{ words.library.drop_hint }</p>
        </form>
    }
}

/// Buttons that open files and folders.
pub(crate) fn file_buttons(words: &Catalogue, onadd: &Callback<Vec<Source>>) -> Html {
    let onadd = onadd.clone();
    let onfiles = Callback::from(move |event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        let chosen = files::listed(field.files());
        // The same file can be chosen again.
        field.set_value("");
        if !chosen.is_empty() {
            onadd.emit(chosen.into_iter().map(|file| Source::File(files::path(&file), file)).collect());
        }
    });
    html! {
        <>
            <label class="file-button">
                { words.library.open_file }
                <input type="file" class="visually-hidden" multiple=true onchange={onfiles.clone()} />
            </label>
            <label class="file-button quiet">
                { words.adding.open_folder }
                <input type="file" class="visually-hidden" webkitdirectory=true onchange={onfiles} />
            </label>
        </>
    }
}

/// Pages that are read elsewhere: by their address where their site allows it, or handed over by the bookmarklet.
fn from_web(words: &Catalogue, adding: &Adding) -> Html {
    let onsubmit = {
        let onadd = adding.add.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let field = forms::field::<HtmlInputElement>(&event, "input");
            if let Some(address) = field.map(|field| field.value()).filter(|address| !address.trim().is_empty()) {
                onadd.emit(vec![Source::Address(address.trim().to_owned())]);
            }
        })
    };
    // It is for the bar of bookmarks; here it does nothing.
    let onclick = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <details class="from-web">
            <summary>{ words.adding.from_web }</summary>
            <form {onsubmit}>
                <label class="field">
                    { words.adding.address }
                    <input type="text" inputmode="url" autocapitalize="off" spellcheck="false" placeholder={words.adding.address_hint} />
                </label>
                <button type="submit">{ words.adding.get_page }</button>
            </form>
            if let Some(bookmarklet) = handed::bookmarklet() {
                <p>
                    <a class="bookmarklet" href={bookmarklet} {onclick}>{ words.adding.bookmarklet }</a>
                    { " " }
                    { words.adding.bookmarklet_hint }
                </p>
            }
        </details>
    }
}
