//! The articles: search, filter, order, and one row for each.

use std::ops::Range;
use std::sync::Arc;

use web_sys::{HtmlInputElement, HtmlSelectElement, InputEvent, MouseEvent};
use yew::{Callback, Event, Html, Properties, TargetCast, component, html, use_state_eq};

use crate::app::state::{AppState, DocumentSummary};
use crate::app::views::{Listed, Sort, listed};
use crate::domain::annotation::Status;
use crate::domain::id::Annotator;
use crate::ui::parts::{Glyph, WindowedList, icon};
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
use crate::web::intl;

/// The height of a row in CSS pixels, as the stylesheet sets it.
const ROW: f64 = 64.0;

const ORDERS: [Sort; 5] = [Sort::Newest, Sort::Oldest, Sort::Title, Sort::Length, Sort::Spans];
const STATUSES: [Status; 3] = [Status::New, Status::InProgress, Status::Done];

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
}

/// The articles.
#[component]
pub fn Articles(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let state = &props.state;
    let wanted = use_state_eq(Listed::default);
    let rows = Arc::new(listed(&state.library, &state.annotator, &wanted));
    let onsearch = {
        let wanted = wanted.clone();
        Callback::from(move |event: InputEvent| {
            let search = event.target_unchecked_into::<HtmlInputElement>().value();
            wanted.set(Listed { search, ..(*wanted).clone() });
        })
    };
    let onstatus = {
        let wanted = wanted.clone();
        Callback::from(move |event: Event| {
            let status = STATUSES.get(chosen(&event).wrapping_sub(1)).copied();
            wanted.set(Listed { status, ..(*wanted).clone() });
        })
    };
    let onsort = {
        let wanted = wanted.clone();
        Callback::from(move |event: Event| {
            let sort = ORDERS.get(chosen(&event)).copied().unwrap_or_default();
            wanted.set(Listed { sort, ..(*wanted).clone() });
        })
    };
    let name_of = |sort| match sort {
        Sort::Newest => words.sort_newest,
        Sort::Oldest => words.sort_oldest,
        Sort::Title => words.sort_title,
        Sort::Length => words.sort_length,
        Sort::Spans => words.sort_spans,
    };
    let draw = {
        let (api, rows, annotator) = (api.clone(), rows.clone(), state.annotator.clone());
        Callback::from(move |range: Range<usize>| -> Html {
            html! { <>{ for rows[range].iter().map(|summary| row(&api, summary, &annotator)) }</> }
        })
    };
    let count = if rows.len() == state.library.len() {
        (words.article_count)(rows.len())
    } else {
        (words.shown_of)(rows.len(), state.library.len())
    };
    html! {
        <>
            <div class="library-tools">
                <input type="search" aria-label={words.search_titles} placeholder={words.search_titles} oninput={onsearch} />
                <label>{ words.show }
                    <select onchange={onstatus}>
                        <option selected={wanted.status.is_none()}>{ words.show_all }</option>
                        { for STATUSES.iter().map(|status| html! {
                            <option selected={wanted.status == Some(*status)}>{ (words.status)(*status) }</option>
                        }) }
                    </select>
                </label>
                <label>{ words.sort }
                    <select onchange={onsort}>
                        { for ORDERS.iter().map(|sort| html! {
                            <option selected={wanted.sort == *sort}>{ name_of(*sort) }</option>
                        }) }
                    </select>
                </label>
                <span class="hint" role="status">{ count }</span>
            </div>
            if rows.is_empty() {
                <p class="hint">{ words.no_article_fits }</p>
            } else {
                <WindowedList class="documents" count={rows.len()} row_height={ROW} rows={draw} label={words.articles} />
            }
        </>
    }
}

/// The place of the chosen option.
fn chosen(event: &Event) -> usize {
    usize::try_from(event.target_unchecked_into::<HtmlSelectElement>().selected_index()).unwrap_or_default()
}

fn row(api: &Api, summary: &DocumentSummary, annotator: &Annotator) -> Html {
    let words = api.words;
    let set = summary.set_of(annotator);
    let status = summary.status_for(annotator);
    let class = match status {
        Status::New => "status status-new",
        Status::InProgress => "status status-in-progress",
        Status::Done => "status status-done",
    };
    let others = summary.sets.len() - usize::from(set.is_some());
    let day = if summary.published.is_empty() {
        (words.added_on)(&intl::day(words.language, &summary.added))
    } else {
        summary.published.clone()
    };
    let delete = {
        let (api, id) = (api.clone(), summary.id.clone());
        Callback::from(move |_: MouseEvent| {
            let (api, id) = (api.clone(), id.clone());
            wasm_bindgen_futures::spawn_local(async move { api.keeper.trash(vec![id]).await });
        })
    };
    let delete_name = (words.delete_article)(&summary.title);
    html! {
        <div key={summary.id.to_string()} class="document-row" role="listitem">
            <a class="document-link" href={Route::Article(summary.id.clone()).address()}>
                <span class="document-title" dir="auto">{ &summary.title }</span>
                <span class="document-facts">
                    <span>{ (words.spans)(set.map_or(0, |set| set.spans)) }</span>
                    <span>{ (words.characters)(summary.code_points) }</span>
                    <span>{ day }</span>
                    if others > 0 {
                        <span>{ (words.by_others)(others) }</span>
                    }
                </span>
            </a>
            <span {class}>{ (words.status)(status) }</span>
            <button type="button" class="quiet" aria-label={delete_name.clone()} title={delete_name} onclick={delete}>
                { icon(Glyph::Bin) }
            </button>
        </div>
    }
}
