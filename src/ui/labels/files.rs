//! The label set as a file of its own.

use web_sys::{HtmlInputElement, MouseEvent};
use yew::{Callback, Event, Html, Properties, TargetCast, component, html, use_state};

use super::edit;
use crate::app::action::Action;
use crate::app::labels::{read_label_set, write_label_set};
use crate::app::state::{AppState, Notice};
use crate::domain::schema::Schema;
use crate::domain::schema::edit::Edit;
use crate::ui::parts::Dialog;
use crate::ui::shared::Shared;
use crate::ui::store::use_api;
use crate::web::{files, fresh};

/// Whose label set it is.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) state: Shared<AppState>,
}

/// The buttons that save and open a label set.
#[component]
pub(super) fn LabelSetFiles(props: &Props) -> Html {
    let api = use_api();
    let words = &api.words.editor;
    let opened = use_state(|| None::<Schema>);
    let onsave = {
        let (api, state) = (api.clone(), props.state.clone());
        Callback::from(move |_: MouseEvent| {
            let bytes = write_label_set(&state.project, &fresh::now());
            let name = format!("{}.labels.postil.json", files::safe_name(&state.project.name));
            if let Err(words) = files::download(&name, "application/json", &bytes) {
                api.dispatch(Action::Notify(Notice::NotWritten(words)));
            }
        })
    };
    let onopen = {
        let (api, opened) = (api.clone(), opened.setter());
        Callback::from(move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            let Some(file) = files::listed(input.files()).into_iter().next() else {
                return;
            };
            // The same file may be opened again.
            input.set_value("");
            let (api, opened) = (api.clone(), opened.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match files::read(&file).await.ok().and_then(|bytes| read_label_set(&bytes)) {
                    Some(schema) => opened.set(Some(schema)),
                    None => api.dispatch(Action::Notify(Notice::NoLabelSet(file.name()))),
                }
            });
        })
    };
    let onclose = {
        let opened = opened.setter();
        Callback::from(move |()| opened.set(None))
    };
    let take = |into: fn(Box<Schema>) -> Edit, schema: &Schema| {
        let (taken, onclose) = (edit::<MouseEvent>(&api, into(Box::new(schema.clone()))), onclose.clone());
        Callback::from(move |event: MouseEvent| {
            taken.emit(event);
            onclose.emit(());
        })
    };
    html! {
        <div class="actions">
            <button type="button" onclick={onsave}>{ words.save_set }</button>
            <label class="file-button">
                { words.open_set }
                <input type="file" class="visually-hidden" accept=".json,application/json" onchange={onopen} />
            </label>
            if let Some(schema) = &*opened {
                <Dialog title={words.label_set} close={api.words.program.close} onclose={onclose.clone()}>
                    <p>{ (words.opened_set)(schema.labels.len()) }</p>
                    <p class="hint">{ words.learn_hint }</p>
                    <button type="button" class="primary" onclick={take(Edit::Learn, schema)}>{ words.learn }</button>
                    <p class="hint">{ words.replace_hint }</p>
                    <button type="button" onclick={take(Edit::Replace, schema)}>{ words.replace }</button>
                </Dialog>
            }
        </div>
    }
}
