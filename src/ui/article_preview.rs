//! An article before it is added, where something of its source is left out or not sure.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, TargetCast, html};

use super::adding::{Adding, Preview};
use super::draft_dialog::DraftDialog;
use crate::app::jobs::{Choice, ImportedGroup};
use crate::domain::article::draft::Draft;
use crate::domain::article::reader::ENCODINGS;
use crate::ui::parts::progress;
use crate::ui::report;
use crate::ui::store::Api;

/// The preview, if the only thing that was read is an article.
pub fn view(api: &Api, adding: &Adding, preview: &Rc<Preview>) -> Option<Html> {
    let words = api.words;
    let [ImportedGroup { name, draft: Some(draft), outcome: Ok(imported), .. }] = preview.groups.as_slice() else {
        return None;
    };
    let onclose = {
        let adding = adding.clone();
        Callback::from(move |()| adding.discard())
    };
    let onaccept = {
        let adding = adding.clone();
        Callback::from(move |draft: Rc<Draft>| adding.accept_draft(&draft))
    };
    let stop = {
        let adding = adding.clone();
        Callback::from(move |()| adding.cancel())
    };
    let told: Vec<_> = imported.warnings.iter().filter(|(_, what, _)| what != "near-duplicate").cloned().collect();
    // The dialog works on a copy, so another reading is another dialog.
    let key = Rc::as_ptr(&preview.groups) as usize;
    let mut shown = draft.clone();
    shown.metadata = imported.metadata.clone().unwrap_or_default();
    Some(html! {
        <DraftDialog {key} draft={Rc::new(shown)} title={words.draft.article_preview} accept={words.draft.add_article} busy={preview.is_reading}
            {onaccept} {onclose}>
            if let Some((title, share)) = report::near_duplicate(&imported.warnings) {
                <p class="warning">{ (words.draft.near_duplicate)(title, share) }</p>
            }
            { report::warnings(words, &told) }
            if let Some(encoding) = &draft.encoding {
                { encoding_field(api, adding, preview.choices.iter().find(|choice| choice.name == *name), name, encoding) }
            }
            if let Some(running) = adding.running().filter(|_| preview.is_reading) {
                { progress(&(words.adding.reading)(&running.name), running.part, words.adding.stop, &stop) }
            }
            if let Some(error) = &preview.error {
                <p class="error" role="alert">{ (words.adding.not_read_again)(error) }</p>
            }
        </DraftDialog>
    })
}

/// Which encoding the text was read in, which can be changed.
fn encoding_field(api: &Api, adding: &Adding, said: Option<&Choice>, name: &str, encoding: &str) -> Html {
    let onchange = {
        let adding = adding.clone();
        let said = said.cloned().unwrap_or_else(|| Choice { name: name.to_owned(), ..Choice::default() });
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            adding.choose(Choice { encoding: Some(chosen), ..said.clone() });
        })
    };
    let is_listed = ENCODINGS.contains(&encoding);
    html! {
        <label class="field">
            { api.words.draft.encoding }
            <select {onchange}>
                if !is_listed {
                    <option selected={true}>{ encoding.to_owned() }</option>
                }
                { for ENCODINGS.into_iter().map(|name| html! {
                    <option value={name} selected={name == encoding}>{ name }</option>
                }) }
            </select>
        </label>
    }
}
