//! The labels in the order of the palette, and the field for a new one.

use yew::{Callback, Html, html};

use super::field::adding;
use crate::app::action::{Action, LabelsAction};
use crate::domain::id::LabelId;
use crate::domain::schema::edit::Edit;
use crate::domain::schema::{Label, Schema};
use crate::ui::store::Api;

pub(super) fn view(api: &Api, schema: &Schema, shown: Option<&Label>, choose: &Callback<LabelId>) -> Html {
    let words = api.words;
    let row = |label: &Label| {
        let current = shown.is_some_and(|shown| shown.id == label.id).then_some("true");
        let onclick = {
            let (choose, id) = (choose.clone(), label.id.clone());
            Callback::from(move |_| choose.emit(id.clone()))
        };
        html! {
            <li key={label.id.to_string()}>
                <button type="button" class={format!("label-button colour-{}", label.colour.place())} aria-current={current} {onclick}>
                    <kbd>{ label.key.map(String::from) }</kbd>
                    <span class="name" dir="auto">{ &label.name }</span>
                </button>
            </li>
        }
    };
    let onadd = {
        let (api, choose, schema) = (api.clone(), choose.clone(), schema.clone());
        Callback::from(move |name: String| {
            let edit = Edit::AddLabel(name);
            // The new label is the last one.
            let added = edit.apply(&schema).ok().and_then(|after| after.labels.last().map(|label| label.id.clone()));
            api.dispatch(Action::Labels(LabelsAction::Edit(edit)));
            if let Some(id) = added {
                choose.emit(id);
            }
        })
    };
    html! {
        <div class="label-list">
            <ul aria-label={words.program.labels}>{ for schema.labels.iter().map(row) }</ul>
            { adding(words.editor.new_label, words.editor.add_label, onadd) }
        </div>
    }
}
