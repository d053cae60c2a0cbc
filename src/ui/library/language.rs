//! In which language the interface is.

use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, TargetCast, html};

use crate::ui::messages::CATALOGUES;
use crate::ui::store::{Api, Words};

/// The choice between all languages there are, each called as it calls itself.
pub(super) fn choice(api: &Api) -> Html {
    let onchange = {
        let onlanguage = api.onlanguage.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            if let Some(words) = CATALOGUES.into_iter().find(|words| words.language == chosen) {
                onlanguage.emit(Words(words));
            }
        })
    };
    html! {
        <label class="language">
            <span>{ api.words.program.language }</span>
            <select {onchange}>
                { for CATALOGUES.map(|words| html! {
                    <option key={words.language} value={words.language} lang={words.language} selected={words.language == api.words.language}>
                        { words.own_name }
                    </option>
                }) }
            </select>
        </label>
    }
}
