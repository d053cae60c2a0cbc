//! The place where annotations are taken away: what is wanted on one side, what comes of it on the other.

mod options;
pub mod plot;
mod results;

use std::rc::Rc;

use web_sys::{MouseEvent, SubmitEvent};
use yew::{Callback, Html, Properties, UseStateHandle, component, hook, html, use_state, use_state_eq};

use crate::app::action::Action;
use crate::app::jobs::{Exported, Wanted};
use crate::app::library::SameLibrary;
use crate::app::state::{AppState, Notice};
use crate::ui::keeper::{ExportError, Scope, Work};
use crate::ui::library::places;
use crate::ui::parts::progress as progress_bar;
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
use crate::ui::work::use_latest;
use crate::web::{files, fresh};

/// The media type of tables.
const CSV: &str = "text/csv";

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
struct Request {
    scope: Scope,
    wanted: Wanted,
}

/// How far the files are.
enum Progress {
    Working(f64, Work),
    /// The files, and what they were asked for by.
    Ready(Rc<Exported>, Request),
    Failed(ExportError),
}

/// The export.
#[component]
pub fn ExportPage(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let state = &props.state;
    let request = use_state_eq(|| {
        let scope = if state.chosen.is_empty() { Scope::All } else { Scope::Chosen };
        Request { scope, ..Request::default() }
    });
    let handed = use_state(|| None::<Result<String, String>>);
    let again = use_state(|| 0_usize);
    let progress = use_prepared(&api, state, &request, *again);
    let onagain = Callback::from(move |_: MouseEvent| again.set(*again + 1));
    let onrequest = {
        let (request, handed) = (request.setter(), handed.setter());
        Callback::from(move |wanted| {
            handed.set(None);
            request.set(wanted);
        })
    };
    let onsubmit = {
        let (name, progress, request, handed) =
            (state.project.name.clone(), progress.clone(), request.clone(), handed.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Progress::Ready(exported, made_for) = &*progress
                && *made_for == *request
            {
                let name = format!("{}-{}.{}", files::safe_name(&name), &fresh::now()[..10], exported.ending);
                let made = files::download(&name, media_type(&exported.ending), &exported.bytes);
                handed.set(Some(made.map(|()| name)));
            }
        })
    };
    let count = request.scope.articles(state).len();
    let ready = match &*progress {
        Progress::Ready(exported, made_for) if *made_for == *request => Some(exported),
        _ => None,
    };
    html! {
        <main class="export">
            <header class="bar">
                <h1 class="brand">{ words.program.name }</h1>
                <p class="bar-title" dir="auto">{ &state.project.name }</p>
                { places(&api, &Route::Export) }
            </header>
            <div class="export-columns">
                <form class="card" {onsubmit}>
                    <h2>{ words.program.export }</h2>
                    <p class="lead">{ words.export.export_lead }</p>
                    { options::view(words, state, &request, &onrequest) }
                    <div class="actions">
                        <button type="submit" class="primary" disabled={count == 0 || ready.is_none()}>{ words.export.download }</button>
                        if count == 0 {
                            <span class="hint">{ words.export.nothing_to_export }</span>
                        }
                    </div>
                    { match &*handed {
                        None => Html::default(),
                        Some(Ok(name)) => html! { <p class="summary" role="status">{ (words.export.exported)(name) }</p> },
                        Some(Err(said)) => html! {
                            <p class="error" role="alert">{ (words.export.export_error)(&ExportError::Broken(said.clone())) }</p>
                        },
                    } }
                </form>
                <section class="export-results" aria-label={words.export.export_results}>
                    { match &*progress {
                        _ if count == 0 => Html::default(),
                        Progress::Working(part, work) => {
                            let work = work.clone();
                            progress_bar(words.export.exporting, *part, words.program.cancel, &Callback::from(move |()| work.cancel()))
                        }
                        Progress::Failed(error) => html! {
                            <section>
                                <p class="error" role="alert">{ (words.export.export_error)(error) }</p>
                                <p class="actions"><button type="button" onclick={onagain}>{ words.export.export_again }</button></p>
                            </section>
                        },
                        Progress::Ready(exported, _) => results::view(&api, state, exported),
                    } }
                </section>
            </div>
        </main>
    }
}

/// Makes the files anew whenever something else is wanted, something has changed, or it is tried again.
#[hook]
fn use_prepared(api: &Api, state: &Shared<AppState>, request: &Request, again: usize) -> UseStateHandle<Progress> {
    let progress = use_state(|| Progress::Working(0.0, Work::default()));
    let (setter, keeper) = (progress.setter(), api.keeper.clone());
    // The annotator counts, since another one is done with other articles.
    let shown = (state.project.clone(), SameLibrary(state.library.clone()), state.annotator.clone());
    use_latest((request.clone(), shown, again), move |(request, ..), latest| {
        setter.set(Progress::Working(0.0, latest.work.clone()));
        let request = request.clone();
        let told = {
            let (setter, latest) = (setter.clone(), latest.clone());
            move |part| {
                if latest.is_wanted() {
                    setter.set(Progress::Working(part, latest.work.clone()));
                }
            }
        };
        async move {
            let wanted = Wanted { is_examined: true, ..request.wanted.clone() };
            let made = keeper.export(&request.scope, wanted, &latest.work, told).await;
            if latest.is_wanted() {
                setter.set(match made {
                    Ok(exported) => Progress::Ready(Rc::new(exported), request),
                    Err(error) => Progress::Failed(error),
                });
            }
        }
    });
    progress
}

/// Hands a file to the browser's downloads; tells the annotator if it can't be had.
fn saved(api: &Api, name: &str, kind: &'static str, bytes: &[u8]) -> Callback<MouseEvent> {
    let (api, name, bytes) = (api.clone(), name.to_owned(), bytes.to_vec());
    Callback::from(move |_: MouseEvent| {
        if let Err(said) = files::download(&name, kind, &bytes) {
            api.dispatch(Action::Notify(Notice::NotWritten(said)));
        }
    })
}

fn media_type(ending: &str) -> &'static str {
    match ending {
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "jsonl" => "application/jsonl",
        "csv" => CSV,
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
