//! Which project is shown: another one, a new one, another name.

use web_sys::{HtmlSelectElement, MouseEvent};
use yew::{Callback, Event, Html, Properties, TargetCast, component, html, use_state_eq};

use super::name_dialog::NameDialog;
use crate::app::state::AppState;
use crate::ui::parts::{Glyph, icon};
use crate::ui::shared::Shared;
use crate::ui::store::use_api;

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
}

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asking {
    New,
    Rename,
}

/// The choice of a project.
#[component]
pub fn Projects(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let state = &props.state;
    let asking = use_state_eq(|| None::<Asking>);
    let onchange = {
        let (api, state) = (api.clone(), state.clone());
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            let project = state.projects.iter().find(|project| project.id.as_str() == chosen).cloned();
            if let Some(project) = project {
                let api = api.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    if let Err(error) = api.keeper.show_project(project).await {
                        api.keeper.report(&error);
                    }
                });
            }
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
            let (api, state, what) = (api.clone(), state.clone(), *asking);
            asking.set(None);
            wasm_bindgen_futures::spawn_local(async move {
                let done = match what {
                    Some(Asking::Rename) => api.keeper.rename_project(state.project.clone(), name).await,
                    _ => api.keeper.new_project(name, &state.projects).await,
                };
                if let Err(error) = done {
                    api.keeper.report(&error);
                }
            });
        })
    };
    let dialog = |what: Asking| {
        let (title, confirm, value) = match what {
            Asking::New => (words.new_project, words.create, String::new()),
            Asking::Rename => (words.rename_project, words.rename, state.project.name.clone()),
        };
        let dialog = NameDialog {
            title,
            hint: words.new_project_hint,
            label: words.project_name,
            value,
            known: Vec::new(),
            confirm,
            onname: onname.clone(),
            onclose: onclose.clone(),
        };
        dialog.view(words)
    };
    html! {
        <div class="project-switch">
            <select aria-label={words.project} {onchange}>
                { for state.projects.iter().map(|project| html! {
                    <option key={project.id.to_string()} value={project.id.to_string()} selected={project.id == state.project.id}>
                        { &project.name }
                    </option>
                }) }
            </select>
            <button type="button" class="quiet" aria-label={words.rename_project} title={words.rename_project}
                onclick={ask(Asking::Rename)}>{ icon(Glyph::Pen) }</button>
            <button type="button" class="quiet" aria-label={words.new_project} title={words.new_project}
                onclick={ask(Asking::New)}>{ icon(Glyph::Plus) }</button>
            { (*asking).map(dialog).unwrap_or_default() }
        </div>
    }
}
