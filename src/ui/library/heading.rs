//! Which project is shown and under which name one annotates; and the dialogs to change either.

use web_sys::{HtmlSelectElement, MouseEvent};
use yew::{AttrValue, Callback, Event, Html, Properties, TargetCast, component, html, use_state_eq};

use super::name_dialog::NameDialog;
use super::places;
use crate::app::state::AppState;
use crate::app::views::known_people;
use crate::domain::id::Annotator;
use crate::ui::parts::{Glyph, icon};
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
}

/// What a name is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    NewProject,
    ProjectName,
    AnnotatorName,
}

/// The bar over the library.
#[component]
pub fn Heading(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let state = &props.state;
    let asking = use_state_eq(|| None::<Asking>);
    let onchange = {
        let (api, state) = (api.clone(), state.clone());
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            show_project(&api, &state, &chosen);
        })
    };
    let ask = |what: Asking| {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| asking.set(Some(what)))
    };
    let onclose = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let onname = {
        let (api, state, asking) = (api.clone(), state.clone(), asking.clone());
        Callback::from(move |name: String| {
            if let Some(what) = *asking {
                take_name(&api, &state, what, name);
            }
            asking.set(None);
        })
    };
    let name = state.annotator.to_string();
    html! {
        <header class="bar">
            <h1 class="brand">{ words.program.name }</h1>
            <div class="project-switch">
                <select aria-label={words.library.project} {onchange}>
                    { for state.projects.iter().map(|project| html! {
                        <option key={project.id.to_string()} value={project.id.to_string()} selected={project.id == state.project.id}>
                            { &project.name }
                        </option>
                    }) }
                </select>
                <button type="button" class="quiet" aria-label={words.library.rename_project} title={words.library.rename_project}
                    onclick={ask(Asking::ProjectName)}>{ icon(Glyph::Pen) }</button>
                <button type="button" class="quiet" aria-label={words.library.new_project} title={words.library.new_project}
                    onclick={ask(Asking::NewProject)}>{ icon(Glyph::Plus) }</button>
            </div>
            { places(&api, &Route::Library) }
            <div class="annotator">
                <span aria-hidden="true">{ words.library.annotator }</span>
                <button type="button" aria-label={format!("{}: {name}", words.library.annotator)} onclick={ask(Asking::AnnotatorName)}>
                    { &name }
                </button>
            </div>
            if let Some(what) = *asking {
                { dialog(&api, state, what, onname, onclose) }
            }
        </header>
    }
}

fn dialog(api: &Api, state: &AppState, what: Asking, onname: Callback<String>, onclose: Callback<()>) -> Html {
    let words = api.words;
    let (title, hint, label, confirm, value) = match what {
        Asking::NewProject => (
            words.library.new_project,
            words.library.new_project_hint,
            words.library.project_name,
            words.library.create,
            String::new(),
        ),
        Asking::ProjectName => {
            let name = state.project.name.clone();
            (
                words.library.rename_project,
                words.library.new_project_hint,
                words.library.project_name,
                words.library.rename,
                name,
            )
        }
        Asking::AnnotatorName => {
            let name = state.annotator.to_string();
            (
                words.library.annotator,
                words.library.annotator_hint,
                words.library.annotator_name,
                words.library.use_name,
                name,
            )
        }
    };
    let known = if what == Asking::AnnotatorName { known_annotators(state) } else { Vec::new() };
    NameDialog { title, hint, label, value, known, confirm, onname, onclose }.view(words)
}

/// Everyone who has annotated an article of the project, or should.
fn known_annotators(state: &AppState) -> Vec<AttrValue> {
    known_people(&state.library).into_iter().map(|person| person.to_string().into()).collect()
}

fn show_project(api: &Api, state: &AppState, chosen: &str) {
    let Some(project) = state.projects.iter().find(|project| project.id.as_str() == chosen).cloned() else {
        return;
    };
    let api = api.clone();
    wasm_bindgen_futures::spawn_local(async move {
        if let Err(error) = api.keeper.show_project(project).await {
            api.keeper.report(&error);
        }
    });
}

fn take_name(api: &Api, state: &Shared<AppState>, what: Asking, name: String) {
    let (keeper, state) = (api.keeper.clone(), state.clone());
    wasm_bindgen_futures::spawn_local(async move {
        let done = match what {
            Asking::NewProject => keeper.new_project(name, &state.projects).await,
            Asking::ProjectName => keeper.rename_project(state.project.clone(), name).await,
            Asking::AnnotatorName => {
                keeper.name_annotator(Annotator::new(name)).await;
                Ok(())
            }
        };
        if let Err(error) = done {
            keeper.report(&error);
        }
    });
}
