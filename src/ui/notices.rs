//! What the annotator should know: spoken to screen readers, and shown until it is dismissed.

use web_sys::MouseEvent;
use yew::{Callback, Html, html};

use crate::app::action::{Action, LabelsAction};
use crate::app::jobs::Wanted;
use crate::app::state::{AppState, Notice, Saving};
use crate::ui::keeper::{Scope, Work};
use crate::ui::parts::{Glyph, icon};
use crate::ui::store::Api;
use crate::web::files;

/// How many notices are shown at once.
const SHOWN: usize = 3;

/// The notices.
pub fn view(api: &Api, state: &AppState) -> Html {
    let words = api.words;
    let said = state.said.1.as_ref().map(words.program.notice);
    let hidden = state.notices.len().saturating_sub(SHOWN);
    html! {
        <>
            <p class="unseen" role="status" aria-live="polite"><span key={state.said.0}>{ said }</span></p>
            <section class="notices" aria-label={words.program.notices}>
                if let Saving::Failing(why) = &state.saving {
                    <div class="notice error" role="alert">
                        <p>{ (words.program.failing)(why) }</p>
                        <button type="button" onclick={download(api)}>{ words.program.download_now }</button>
                    </div>
                }
                { for state.notices[hidden..].iter().map(|(number, notice)| shown(api, *number, notice)) }
            </section>
        </>
    }
}

fn shown(api: &Api, number: u64, notice: &Notice) -> Html {
    let words = api.words;
    let dismiss = {
        let api = api.clone();
        Callback::from(move |_: MouseEvent| api.dispatch(Action::Dismiss(number)))
    };
    let take_back = match notice {
        Notice::Trashed(articles) => {
            let (api, articles) = (api.clone(), articles.clone());
            let onclick = Callback::from(move |_: MouseEvent| {
                let (api, articles) = (api.clone(), articles.clone());
                api.dispatch(Action::Dismiss(number));
                wasm_bindgen_futures::spawn_local(async move { api.keeper.bring_back(articles).await });
            });
            html! { <button type="button" {onclick}>{ words.program.take_back }</button> }
        }
        Notice::Across(across) => {
            let (api, across) = (api.clone(), across.clone());
            let name = format!("{}: {}", words.program.take_back, (words.program.notice)(notice));
            let onclick = Callback::from(move |_: MouseEvent| api.take_back(across.clone()));
            html! { <button type="button" aria-label={name} {onclick}>{ words.program.take_back }</button> }
        }
        Notice::Pinned(_) => {
            let api = api.clone();
            let onclick = Callback::from(move |_: MouseEvent| api.dispatch(Action::Labels(LabelsAction::Undo)));
            html! { <button type="button" {onclick}>{ words.program.take_back }</button> }
        }
        _ => Html::default(),
    };
    html! {
        <div key={number} class="notice">
            <p>{ (words.program.notice)(notice) }</p>
            { take_back }
            <button type="button" class="quiet" aria-label={words.program.dismiss} onclick={dismiss}>{ icon(Glyph::Close) }</button>
        </div>
    }
}

/// Downloads what is open or not saved, as it stands in memory.
fn download(api: &Api) -> Callback<MouseEvent> {
    let api = api.clone();
    Callback::from(move |_: MouseEvent| {
        let api = api.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let made = api.keeper.export(&Scope::InMemory, Wanted::default(), &Work::default(), |_| ()).await;
            let handed = match made {
                Ok(file) => files::download("postil-not-saved.json", "application/json", &file.bytes),
                Err(error) => Err((api.words.export.export_error)(&error)),
            };
            if let Err(words) = handed {
                api.dispatch(Action::Notify(Notice::NotWritten(words)));
            }
        });
    })
}
