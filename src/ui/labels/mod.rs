//! The place where the label set is edited.

mod attributes;
mod card;
mod deleting;
mod field;
mod files;
mod keyboard;
mod list;
mod relations;
mod rules;

use yew::{Callback, Html, Properties, component, html, use_state_eq};

use crate::app::action::{Action, LabelsAction};
use crate::app::state::{AppState, Saving};
use crate::domain::id::LabelId;
use crate::domain::schema::Label;
use crate::domain::schema::edit::{Edit, Owner};
use crate::ui::library::places;
use crate::ui::markdown;
use crate::ui::parts::{Glyph, icon};
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
pub(super) use field::Written;
pub(super) use keyboard::use_keyboard;

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
}

/// The label set. Another project needs another one, by its key.
#[component]
pub fn LabelsPage(props: &Props) -> Html {
    let api = use_api();
    use_keyboard(&api);
    let words = &api.words.editor;
    let chosen = use_state_eq(|| None::<LabelId>);
    let deleting = use_state_eq(|| None::<Label>);
    let schema = &props.state.project.schema;
    let shown = chosen.as_ref().and_then(|id| schema.label(id)).or(schema.labels.first());
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |id: LabelId| chosen.set(Some(id)))
    };
    let ondelete = {
        let deleting = deleting.setter();
        Callback::from(move |label: Label| deleting.set(Some(label)))
    };
    let onclose = {
        let deleting = deleting.setter();
        Callback::from(move |()| deleting.set(None))
    };
    html! {
        <main class="label-set">
            { bar(&api, &props.state, &Route::Labels) }
            <div class="label-set-body">
                <section aria-labelledby="label-set-heading">
                    <header class="label-set-head">
                        <h2 id="label-set-heading">{ words.label_set }</h2>
                        <files::LabelSetFiles state={props.state.clone()} />
                    </header>
                    <p class="hint">{ words.label_set_hint }</p>
                    <div class="labels-and-card">
                        { list::view(&api, schema, shown, &choose) }
                        if let Some(label) = shown {
                            { card::view(&api, schema, label, &ondelete) }
                        } else {
                            <p class="hint">{ words.no_labels }</p>
                        }
                    </div>
                </section>
                { relations::view(&api, schema) }
                <section aria-labelledby="document-labels-heading">
                    <h2 id="document-labels-heading">{ words.document_labels }</h2>
                    <p class="hint">{ words.document_labels_hint }</p>
                    { attributes::view(&api, &Owner::Article, &schema.document_labels) }
                </section>
                <section aria-labelledby="guidelines-heading">
                    <h2 id="guidelines-heading">{ words.guidelines }</h2>
                    <p class="hint">{ words.guidelines_hint }</p>
                    <div class="guidelines">
                        <Written name={words.guidelines_text} value={schema.guidelines.clone()} rows=14 longest=50_000
                            onwrite={edit_with(&api, Edit::Guidelines)} />
                        <div class="guidelines-preview">
                            <p class="field-name">{ words.preview }</p>
                            { markdown::view(&schema.guidelines) }
                        </div>
                    </div>
                </section>
            </div>
            if let Some(label) = &*deleting {
                <deleting::Deleting state={props.state.clone()} label={label.clone()} {onclose} />
            }
        </main>
    }
}

/// The bar of a place where the label set is edited.
pub(super) fn bar(api: &Api, state: &AppState, here: &Route) -> Html {
    let words = api.words;
    let tool = |name: &'static str, glyph, enabled: bool, action: LabelsAction| {
        html! {
            <button type="button" class="quiet" aria-label={name} title={name} disabled={!enabled} onclick={ask(api, action)}>
                { icon(glyph) }
            </button>
        }
    };
    let (saved, class) = match state.saving {
        Saving::Failing(_) if state.editing.unsaved().is_some() => {
            ((words.article.not_saved)(1), "saved-state failing")
        }
        _ if state.editing.unsaved().is_some() => (words.article.saving.to_owned(), "saved-state"),
        _ => (words.article.saved.to_owned(), "saved-state"),
    };
    html! {
        <header class="bar">
            <h1 class="brand">{ words.program.name }</h1>
            <p class="bar-title" dir="auto">{ &state.project.name }</p>
            { places(api, here) }
            <p class={class} role="status">{ saved }</p>
            <div class="tools" role="toolbar" aria-label={words.article.tools}>
                { tool(words.article.undo, Glyph::Undo, state.editing.can_undo(), LabelsAction::Undo) }
                { tool(words.article.redo, Glyph::Redo, state.editing.can_redo(), LabelsAction::Redo) }
            </div>
        </header>
    }
}

/// Does something with the label set when an event comes.
pub(super) fn ask<E: 'static>(api: &Api, action: LabelsAction) -> Callback<E> {
    let api = api.clone();
    Callback::from(move |_| api.dispatch(Action::Labels(action.clone())))
}

/// Makes an edit when an event comes.
pub(super) fn edit<E: 'static>(api: &Api, edit: Edit) -> Callback<E> {
    ask(api, LabelsAction::Edit(edit))
}

/// Makes an edit of what is written.
pub(super) fn edit_with(api: &Api, edit: impl Fn(String) -> Edit + 'static) -> Callback<String> {
    let api = api.clone();
    Callback::from(move |written| api.dispatch(Action::Labels(LabelsAction::Edit(edit(written)))))
}

/// The lines of what is written.
pub(super) fn lines(written: &str) -> Vec<String> {
    written.lines().map(str::to_owned).collect()
}
