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
use keeper::{Keeper, StartError};
use messages::ENGLISH;
use running::Running;
use shared::Shared;
use store::Store;

/// How far the start is.
enum Start {
    Opening,
    Ready(Keeper),
    Failed(StartError),
}

/// The program: opens what is kept, then runs.
#[component]
fn App() -> Html {
    let store = use_reducer(|| {
        let nothing = ProjectInfo::new(ProjectId::new(""), "");
        Store(Arc::new(AppState::new(nothing, Annotator::new(ENGLISH.library.first_annotator))))
    });
    let start = use_state(|| Start::Opening);
    let accept_loss = use_state_eq(|| false);
    {
        let (start, dispatcher) = (start.setter(), store.dispatcher());
        use_effect_with(*accept_loss, move |&accept_loss| {
            wasm_bindgen_futures::spawn_local(async move {
                start.set(match Keeper::start(dispatcher, &ENGLISH, accept_loss).await {
                    Ok(keeper) => Start::Ready(keeper),
                    Err(error) => Start::Failed(error),
                });
            });
        });
    }
    match &*start {
        Start::Opening => html! { <p class="unseen" role="status">{ ENGLISH.program.opening }</p> },
        Start::Ready(keeper) => html! {
            <Running state={Shared::from(&store.0)} dispatcher={store.dispatcher()} keeper={keeper.clone()} />
        },
        Start::Failed(error) => {
            let onaccept = Callback::from(move |()| accept_loss.set(true));
            failure(error, &onaccept)
        }
    }
}

/// Says why the program can't start, and what to do.
fn failure(error: &StartError, onaccept: &Callback<()>) -> Html {
    let reload = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // A page can always be loaded again.
            let _ = window.location().reload();
        }
    });
    html! {
        <main class="failure" role="alert">
            <h1>{ ENGLISH.program.start_failed }</h1>
            <p>{ (ENGLISH.program.start_error)(error) }</p>
            <div class="actions">
                <button type="button" class="primary" onclick={reload}>{ ENGLISH.program.reload }</button>
                if matches!(error, StartError::Lost(_)) {
                    <button type="button" onclick={onaccept.reform(|_: MouseEvent| ())}>{ ENGLISH.program.start_anew }</button>
                }
            </div>
        </main>
    }
}

/// Mounts the interface in the page's body.
pub fn mount() {
    yew::Renderer::<App>::new().render();
}
