//! The articles of the project: what is listed, gone through by key, and chosen.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};
use yew::{Callback, Html, Properties, component, html, use_memo, use_mut_ref, use_node_ref, use_state_eq};

use super::name_dialog::NameDialog;
use super::row::{self, Row};
use super::searching::use_search;
use super::{bulk, tools};
use crate::app::action::Action;
use crate::app::keys::single::{Keys, Place, Single};
use crate::app::library::SameLibrary;
use crate::app::state::{AppState, DocumentSummary};
use crate::app::views::{known_people, listed, progress};
use crate::domain::id::{Annotator, DocumentId};
use crate::ui::parts::WindowedList;
use crate::ui::rhythm::WorkRhythm;
use crate::ui::shared::Shared;
use crate::ui::shortcuts::Shortcuts;
use crate::ui::store::use_api;
use crate::web::forms;

/// The height of a row in CSS pixels, as the stylesheet sets it.
const ROW: f64 = 64.0;

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
    let search = use_search(&api, state, state.listed.sought());
    let what = (SameLibrary(state.library.clone()), state.annotator.clone(), state.listed.clone(), search.clone());
    let rows =
        use_memo(what, |(library, annotator, wanted, search)| listed(&library.0, annotator, wanted, &search.found));
    let list = use_node_ref();
    let assigning = use_state_eq(|| false);
    let shortcuts = use_state_eq(|| false);
    let last_chosen = use_mut_ref(|| None::<DocumentId>);
    let onchoose = {
        let (api, state, rows) = (api.clone(), state.clone(), rows.clone());
        Callback::from(move |(place, up_to): (usize, bool)| {
            let anchor = last_chosen.borrow().clone().filter(|_| up_to);
            let chosen = chosen_with(&rows, &state.chosen, place, anchor.as_ref());
            last_chosen.replace(rows.get(place).map(|summary| summary.id.clone()));
            api.dispatch(Action::Choose(chosen));
        })
    };
    let draw = {
        let (api, state, rows, onchoose) = (api.clone(), state.clone(), rows.clone(), onchoose.clone());
        let all_found = search.found.clone();
        Callback::from(move |range: Range<usize>| -> Html {
            let view = |place: usize| {
                let summary = &rows[place];
                let found = all_found.get(&summary.id);
                row::view(&api, &state, summary, &Row { place, found, onchoose: &onchoose })
            };
            html! { <>{ for range.map(view) }</> }
        })
    };
    let onkeydown = {
        let (list, rows, keys) = (list.clone(), rows.clone(), api.keys);
        Callback::from(move |event: KeyboardEvent| {
            if let Some(list) = list.cast::<Element>()
                && go_through(&list, &rows, &event, &keys, &onchoose)
            {
                event.prevent_default();
            }
        })
    };
    let onshortcuts = {
        let shortcuts = shortcuts.setter();
        Callback::from(move |_: MouseEvent| shortcuts.set(true))
    };
    let close_shortcuts = {
        let shortcuts = shortcuts.setter();
        Callback::from(move |()| shortcuts.set(false))
    };
    let onassign = {
        let assigning = assigning.setter();
        Callback::from(move |_: MouseEvent| assigning.set(true))
    };
    let onclose = {
        let assigning = assigning.setter();
        Callback::from(move |()| assigning.set(false))
    };
    let onname = {
        let (api, state, assigning) = (api.clone(), state.clone(), assigning.setter());
        Callback::from(move |name: String| {
            bulk::assign(&api, state.chosen.iter().cloned().collect(), Some(Annotator::new(name)));
            assigning.set(false);
        })
    };
    let ask_assignee = || NameDialog {
        title: words.library.assign,
        hint: words.library.assign_hint,
        label: words.library.assignee_name,
        value: String::new(),
        known: known_people(&state.library).into_iter().map(|person| person.to_string().into()).collect(),
        confirm: words.library.use_name,
        onname,
        onclose,
    };
    let counts = progress(&state.library, &state.annotator);
    let sum: usize = counts.iter().sum();
    html! {
        <div ref={list} class="library-list" {onkeydown}>
            { tools::view(&api, state, &search, rows.len()) }
            <div class="project-progress hint">
                <progress max={sum.max(1).to_string()} value={counts[0].to_string()} aria-label={(words.library.project_progress)(counts)}></progress>
                <span aria-hidden="true">{ (words.library.project_progress)(counts) }</span>
                <WorkRhythm state={state.clone()} />
            </div>
            { bulk::view(&api, state, &rows, &onassign, &onshortcuts) }
            if rows.is_empty() {
                <p class="hint">{ words.library.no_article_fits }</p>
            } else {
                <WindowedList class="documents" count={rows.len()} row_height={ROW} rows={draw} label={words.library.articles} />
            }
            if *shortcuts {
                <Shortcuts state={state.clone()} onclose={close_shortcuts} />
            }
            if *assigning {
                { ask_assignee().view(words) }
            }
        </div>
    }
}

/// What is chosen once the row at the place is chosen, or no longer is; with an anchor all rows from that to this are chosen.
fn chosen_with(
    rows: &[Arc<DocumentSummary>],
    chosen: &BTreeSet<DocumentId>,
    place: usize,
    anchor: Option<&DocumentId>,
) -> BTreeSet<DocumentId> {
    let mut chosen = chosen.clone();
    let anchor = anchor.and_then(|anchor| rows.iter().position(|summary| summary.id == *anchor));
    match (anchor, rows.get(place)) {
        (Some(anchor), Some(_)) => {
            let between = &rows[anchor.min(place)..=anchor.max(place)];
            chosen.extend(between.iter().map(|summary| summary.id.clone()));
        }
        (None, Some(summary)) if !chosen.remove(&summary.id) => drop(chosen.insert(summary.id.clone())),
        _ => {}
    }
    chosen
}

/// Goes from row to row, or chooses one, by key. Tells whether the key meant that.
fn go_through(
    list: &Element,
    rows: &Rc<Vec<Arc<DocumentSummary>>>,
    event: &KeyboardEvent,
    keys: &Keys,
    onchoose: &Callback<(usize, bool)>,
) -> bool {
    let (pressed, target) = (event.key(), event.target().and_then(|target| target.dyn_into::<Element>().ok()));
    let Some(target) = target.filter(|_| !event.ctrl_key() && !event.meta_key() && !event.alt_key()) else {
        return false;
    };
    let here = target.closest("[data-row]").ok().flatten().and_then(|row| row.get_attribute("data-row")?.parse().ok());
    let mut characters = pressed.chars();
    let single = characters.next().filter(|_| characters.next().is_none());
    let called = single.and_then(|key| keys.called(Place::Library, key));
    let to = match (here, called, pressed.as_str()) {
        (Some(here), Some(Single::ChooseArticle), _) => {
            onchoose.emit((here, event.shift_key()));
            return true;
        }
        (Some(here), Some(Single::ArticleBelow), _) | (Some(here), _, "ArrowDown") => here + 1,
        (Some(here), Some(Single::ArticleAbove), _) | (Some(here), _, "ArrowUp") => usize::saturating_sub(here, 1),
        // From the field to the first article that was found.
        (None, _, "ArrowDown") if forms::is_for_text(event) => 0,
        _ => return false,
    };
    let to = to.min(rows.len().saturating_sub(1));
    let link = list.query_selector(&format!("[data-row='{to}'] a")).ok().flatten();
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        // A link in the page takes the focus, and is scrolled to.
        let _ = link.focus();
    }
    true
}
