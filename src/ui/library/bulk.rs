//! Choosing articles, and what can be done with all that are chosen.

use std::collections::BTreeSet;
use std::sync::Arc;

use web_sys::{HtmlSelectElement, MouseEvent};
use yew::{Callback, Event, Html, TargetCast, html};

use super::tools::STATUSES;
use crate::app::action::Action;
use crate::app::keys::single::Single;
use crate::app::state::{AppState, DocumentSummary};
use crate::domain::id::{Annotator, DocumentId};
use crate::ui::parts::{Glyph, icon};
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::Api;

/// The bar over the list; of the articles in the list all can be chosen at once.
pub(super) fn view(
    api: &Api,
    state: &Shared<AppState>,
    rows: &[Arc<DocumentSummary>],
    onassign: &Callback<MouseEvent>,
    onshortcuts: &Callback<MouseEvent>,
) -> Html {
    let words = api.words;
    let all: BTreeSet<DocumentId> = rows.iter().map(|summary| summary.id.clone()).collect();
    let has_all = !all.is_empty() && all.is_subset(&state.chosen);
    let choose_all = {
        let (api, state) = (api.clone(), state.clone());
        Callback::from(move |_: MouseEvent| {
            let mut chosen = BTreeSet::clone(&state.chosen);
            if has_all {
                chosen.retain(|id| !all.contains(id));
            } else {
                chosen.extend(all.iter().cloned());
            }
            api.dispatch(Action::Choose(chosen));
        })
    };
    html! {
        <div class="bulk">
            <label class="row-choice">
                <input type="checkbox" checked={has_all} onclick={choose_all} />
                { words.library.choose_all }
            </label>
            if state.chosen.is_empty() {
                <span class="hint list-keys">
                    { (words.keys.list_hint)(keys_of_list(api)) }
                    <button type="button" class="quiet" aria-label={words.keys.change} title={words.keys.change} onclick={onshortcuts}>
                        { icon(Glyph::Keys) }
                    </button>
                </span>
            } else {
                { for_chosen(api, state, onassign) }
            }
        </div>
    }
}

/// The keys that go to the row below and above, and the one that chooses a row.
pub(super) fn keys_of_list(api: &Api) -> [Option<char>; 3] {
    [Single::ArticleBelow, Single::ArticleAbove, Single::ChooseArticle].map(|single| api.keys.key(single))
}

/// Names who should annotate the articles.
pub(super) fn assign(api: &Api, articles: Vec<DocumentId>, assignee: Option<Annotator>) {
    let keeper = api.keeper.clone();
    wasm_bindgen_futures::spawn_local(async move { keeper.assign(articles, assignee).await });
}

fn for_chosen(api: &Api, state: &Shared<AppState>, onassign: &Callback<MouseEvent>) -> Html {
    let words = api.words;
    let chosen: Vec<DocumentId> = state.chosen.iter().cloned().collect();
    let onstatus = {
        let (api, chosen) = (api.clone(), chosen.clone());
        Callback::from(move |event: Event| {
            let field: HtmlSelectElement = event.target_unchecked_into();
            let status = usize::try_from(field.selected_index() - 1).ok().and_then(|place| STATUSES.get(place));
            field.set_selected_index(0);
            if let Some(status) = status.copied() {
                let (api, chosen) = (api.clone(), chosen.clone());
                wasm_bindgen_futures::spawn_local(async move {
                    api.keeper.set_status(chosen, status, &api.stamp()).await;
                });
            }
        })
    };
    let assign_to_nobody = {
        let (api, chosen) = (api.clone(), chosen.clone());
        Callback::from(move |_: MouseEvent| assign(&api, chosen.clone(), None))
    };
    let trash = {
        let api = api.clone();
        Callback::from(move |_: MouseEvent| {
            let (api, chosen) = (api.clone(), chosen.clone());
            wasm_bindgen_futures::spawn_local(async move { api.keeper.trash(chosen).await });
        })
    };
    let choose_none = {
        let api = api.clone();
        Callback::from(move |_: MouseEvent| api.dispatch(Action::Choose(BTreeSet::new())))
    };
    html! {
        <>
            <span role="status">{ (words.library.chosen)(state.chosen.len()) }</span>
            <button type="button" onclick={onassign}>{ words.library.assign }</button>
            <button type="button" onclick={assign_to_nobody}>{ words.library.assign_to_nobody }</button>
            <select aria-label={words.library.set_status} onchange={onstatus}>
                <option selected=true>{ words.library.set_status }</option>
                { for STATUSES.map(|status| html! { <option>{ (words.library.status)(status) }</option> }) }
            </select>
            <a class="button" href={Route::Export.address()}>{ words.program.export }</a>
            <button type="button" onclick={trash}>{ words.library.trash_chosen }</button>
            <button type="button" class="quiet" onclick={choose_none}>{ words.library.choose_none }</button>
        </>
    }
}
