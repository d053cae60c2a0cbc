//! The interface: one folder for each place, `parts` for plain widgets, and what all of them share.

pub mod adding;
pub mod article;
pub mod article_preview;
pub mod draft_dialog;
pub mod export;
pub mod import_preview;
pub mod keeper;
pub mod labels;
pub mod library;
pub mod markdown;
pub mod messages;
pub mod notices;
pub mod parts;
pub mod receive;
pub mod register;
pub mod report;
pub mod review;
pub mod rhythm;
pub mod route;
pub mod running;
pub mod shared;
pub mod shortcuts;
pub mod store;
mod work;

use std::sync::Arc;

use web_sys::MouseEvent;
use yew::{Callback, Html, component, html, use_effect_with, use_reducer, use_state, use_state_eq};

use crate::app::state::{AppState, ProjectInfo};
use crate::domain::id::{Annotator, ProjectId};
use crate::web::language;
use keeper::{Keeper, StartError};
use messages::Catalogue;
use running::Running;
use shared::Shared;
use store::{Store, Words};

/// How far the start is.
enum Start {
    Opening,
    Ready(Keeper),
    Failed(StartError),
}

/// The program: opens what is kept, then runs.
#[component]
fn App() -> Html {
    let words = use_state(|| messages::in_one_of(&language::wanted()));
    use_effect_with(words.language, |language| language::announce(language));
    let store = use_reducer(|| {
        let nothing = ProjectInfo::new(ProjectId::new(""), "");
        Store(Arc::new(AppState::new(nothing, Annotator::new(words.library.first_annotator))))
    });
    let start = use_state(|| Start::Opening);
    let accept_loss = use_state_eq(|| false);
    {
        let (start, dispatcher, words) = (start.setter(), store.dispatcher(), *words);
        use_effect_with(*accept_loss, move |&accept_loss| {
            wasm_bindgen_futures::spawn_local(async move {
                start.set(match Keeper::start(dispatcher, words, accept_loss).await {
                    Ok(keeper) => Start::Ready(keeper),
                    Err(error) => Start::Failed(error),
                });
            });
        });
    }
    let onlanguage = {
        let words = words.setter();
        Callback::from(move |Words(chosen)| {
            language::choose(chosen.language);
            words.set(chosen);
        })
    };
    match &*start {
        Start::Opening => html! { <p class="unseen" role="status">{ words.program.opening }</p> },
        Start::Ready(keeper) => html! {
            <Running state={Shared::from(&store.0)} dispatcher={store.dispatcher()} keeper={keeper.clone()}
                words={Words(*words)} {onlanguage} />
        },
        Start::Failed(error) => {
            let onaccept = Callback::from(move |()| accept_loss.set(true));
            failure(*words, error, &onaccept)
        }
    }
}

/// Says why the program can't start, and what to do.
fn failure(words: &Catalogue, error: &StartError, onaccept: &Callback<()>) -> Html {
    let reload = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // A page can always be loaded again.
            let _ = window.location().reload();
        }
    });
    html! {
        <main class="failure" role="alert">
            <h1>{ words.program.start_failed }</h1>
            <p>{ (words.program.start_error)(error) }</p>
            <div class="actions">
                <button type="button" class="primary" onclick={reload}>{ words.program.reload }</button>
                if matches!(error, StartError::Lost(_)) {
                    <button type="button" onclick={onaccept.reform(|_: MouseEvent| ())}>{ words.program.start_anew }</button>
                }
            </div>
        </main>
    }
}

/// Mounts the interface in the page's body.
pub fn mount() {
    yew::Renderer::<App>::new().render();
}
