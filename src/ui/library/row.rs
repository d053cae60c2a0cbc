//! One article in the list.

use web_sys::MouseEvent;
use yew::{Callback, Html, html};

use crate::app::jobs::Found;
use crate::app::state::{AppState, DocumentSummary};
use crate::domain::annotation::Status;
use crate::ui::parts::{Glyph, icon};
use crate::ui::route::{FirstShown, Route};
use crate::ui::store::Api;
use crate::web::intl;

/// What a row takes besides the article.
pub(super) struct Row<'a> {
    /// Its place in the list.
    pub(super) place: usize,
    /// Where what is looked for was found in it.
    pub(super) found: Option<&'a Found>,
    /// Called with the place when it is chosen or no longer is, and whether all up to it are meant.
    pub(super) onchoose: &'a Callback<(usize, bool)>,
}

/// The row of an article.
pub(super) fn view(api: &Api, state: &AppState, summary: &DocumentSummary, row: &Row<'_>) -> Html {
    let words = api.words;
    let status = summary.status_for(&state.annotator);
    let class = match status {
        Status::New => "status status-new",
        Status::InProgress => "status status-in-progress",
        Status::Done => "status status-done",
    };
    let delete = {
        let (api, id) = (api.clone(), summary.id.clone());
        Callback::from(move |_: MouseEvent| {
            let (api, id) = (api.clone(), id.clone());
            wasm_bindgen_futures::spawn_local(async move { api.keeper.trash(vec![id]).await });
        })
    };
    let onchoose = {
        let (onchoose, place) = (row.onchoose.clone(), row.place);
        Callback::from(move |event: MouseEvent| onchoose.emit((place, event.shift_key())))
    };
    let delete_name = (words.library.delete_article)(&summary.title);
    let address = match row.found {
        Some(Found { span: Some(span), .. }) => Route::article_at(&summary.id, &FirstShown::Span(span.clone())),
        Some(found) if found.hits > 0 => {
            let words = state.listed.search.trim().to_owned();
            Route::article_at(&summary.id, &FirstShown::Words(words))
        }
        _ => Route::Article(summary.id.clone()).address(),
    };
    html! {
        <div key={summary.id.to_string()} class="document-row" role="listitem" data-row={row.place.to_string()}>
            <label class="row-choice">
                <input type="checkbox" aria-label={(words.library.choose_article)(&summary.title)} checked={state.chosen.contains(&summary.id)}
                    onclick={onchoose} />
            </label>
            <a class="document-link" href={address}>
                <span class="document-title" dir="auto">{ &summary.title }</span>
                { row.found.filter(|found| found.hits > 0).map_or_else(|| facts(api, state, summary), |found| excerpt(api, found)) }
            </a>
            <span {class}>{ (words.library.status)(status) }</span>
            <button type="button" class="quiet" aria-label={delete_name.clone()} title={delete_name} onclick={delete}>
                { icon(Glyph::Bin) }
            </button>
        </div>
    }
}

/// How much there is of an article and of work on it.
fn facts(api: &Api, state: &AppState, summary: &DocumentSummary) -> Html {
    let words = api.words;
    let set = summary.set_of(&state.annotator);
    let others = summary.sets.len() - usize::from(set.is_some());
    let day = if summary.published.is_empty() {
        (words.library.added_on)(&intl::day(words.language, &summary.added))
    } else {
        summary.published.clone()
    };
    html! {
        <span class="document-facts">
            <span>{ (words.article.spans)(set.map_or(0, |set| set.spans)) }</span>
            <span>{ (words.library.characters)(summary.code_points) }</span>
            <span>{ day }</span>
            if let Some(assignee) = &summary.assignee {
                <span dir="auto">{ (words.library.assignee_of)(assignee.as_str()) }</span>
            }
            if others > 0 {
                <span>{ (words.library.by_others)(others) }</span>
            }
        </span>
    }
}

/// Where what is looked for was found first, and how many times.
fn excerpt(api: &Api, found: &Found) -> Html {
    let [before, words, after] = &found.excerpt;
    let before = if before.is_empty() { String::new() } else { format!("…{before}") };
    html! {
        <span class="document-facts">
            <span>{ (api.words.library.hits)(found.hits) }</span>
            <span dir="auto">{ before }<mark class="found">{ words }</mark>{ after }</span>
        </span>
    }
}
