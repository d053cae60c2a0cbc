//! The place where annotations are taken away.

use web_sys::SubmitEvent;
use yew::{Callback, Html, Properties, component, html, use_state, use_state_eq};

use crate::app::jobs::Exported;
use crate::app::state::AppState;
use crate::domain::annotation::Status;
use crate::ui::keeper::{ExportError, Scope, Work};
use crate::ui::library::places;
use crate::ui::parts::progress as progress_bar;
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::use_api;
use crate::web::{files, fresh};

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
}

/// How far the export is.
enum Progress {
    Waiting,
    Working(f64, Work),
    Made(String, usize),
    Failed(String),
}

/// The export.
#[component]
pub fn ExportPage(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let state = &props.state;
    let scope = use_state_eq(Scope::default);
    let progress = use_state(|| Progress::Waiting);
    let done = state.library.iter().filter(|summary| summary.status_for(&state.annotator) == Status::Done).count();
    let count = if *scope == Scope::Done { done } else { state.library.len() };
    let onsubmit = {
        let (api, state, scope, progress) = (api.clone(), state.clone(), *scope, progress.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (api, progress) = (api.clone(), progress.clone());
            let name = format!("{}-{}.json", files::safe_name(&state.project.name), &fresh::now()[..10]);
            wasm_bindgen_futures::spawn_local(async move {
                let work = Work::default();
                progress.set(Progress::Working(0.0, work.clone()));
                let told = {
                    let (progress, work) = (progress.clone(), work.clone());
                    move |part| progress.set(Progress::Working(part, work.clone()))
                };
                let made = api.keeper.export(scope, &work, told).await;
                progress.set(match made.map_err(|error| said(&api, &error)).and_then(|file| handed(&name, &file)) {
                    Ok(damaged) => Progress::Made(name, damaged),
                    Err(words) => Progress::Failed(words),
                });
            });
        })
    };
    let choice = |value: Scope, text: String| {
        let scope_setter = scope.setter();
        html! {
            <label>
                <input type="radio" name="scope" checked={*scope == value} onchange={Callback::from(move |_| scope_setter.set(value))} />
                { text }
            </label>
        }
    };
    let outcome = match &*progress {
        Progress::Waiting => Html::default(),
        Progress::Working(part, work) => {
            let work = work.clone();
            progress_bar(words.exporting, *part, words.cancel, &Callback::from(move |()| work.cancel()))
        }
        Progress::Made(name, damaged) => html! {
            <>
                <p class="summary" role="status">{ (words.exported)(name) }</p>
                if *damaged > 0 {
                    <p class="error" role="alert">{ (words.damaged_in_export)(*damaged) }</p>
                }
            </>
        },
        Progress::Failed(words) => html! { <p class="error" role="alert">{ words }</p> },
    };
    let is_working = matches!(*progress, Progress::Working(..));
    html! {
        <main class="export">
            <header class="bar">
                <h1 class="brand">{ words.name }</h1>
                <p class="bar-title" dir="auto">{ &state.project.name }</p>
                { places(&api, &Route::Export) }
            </header>
            <form class="card" {onsubmit}>
                <h2>{ words.export }</h2>
                <p class="lead">{ words.export_lead }</p>
                <fieldset class="choices">
                    <legend>{ words.format }</legend>
                    <label>
                        <input type="radio" name="format" checked=true />
                        { words.format_postil }
                    </label>
                    <p class="hint">{ words.format_postil_hint }</p>
                </fieldset>
                <fieldset class="choices">
                    <legend>{ words.which_articles }</legend>
                    { choice(Scope::All, (words.scope_all)(state.library.len())) }
                    { choice(Scope::Done, (words.scope_done)(done)) }
                </fieldset>
                <div class="actions">
                    <button type="submit" class="primary" disabled={count == 0 || is_working}>{ words.download }</button>
                    if count == 0 {
                        <span class="hint">{ words.nothing_to_export }</span>
                    }
                </div>
                { outcome }
            </form>
        </main>
    }
}

fn said(api: &crate::ui::store::Api, error: &ExportError) -> String {
    (api.words.export_error)(error)
}

/// Hands the file to the browser; returns how many records are missing from it.
fn handed(name: &str, file: &Exported) -> Result<usize, String> {
    files::download(name, "application/json", &file.bytes)?;
    Ok(file.damaged)
}
