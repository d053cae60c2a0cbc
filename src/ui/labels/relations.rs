//! The relation types, and which labels each of them links.

use web_sys::{HtmlInputElement, MouseEvent};
use yew::{Callback, Event, Html, TargetCast, html};

use super::field::{Written, adding};
use super::{edit, edit_with};
use crate::app::action::{Action, LabelsAction};
use crate::domain::id::LabelId;
use crate::domain::schema::edit::{Edit, End, RelationEdit};
use crate::domain::schema::{RelationType, Schema};
use crate::ui::parts::{Glyph, icon};
use crate::ui::store::Api;

pub(super) fn view(api: &Api, schema: &Schema) -> Html {
    let words = &api.words.editor;
    html! {
        <section aria-labelledby="relations-heading">
            <h2 id="relations-heading">{ words.relation_types }</h2>
            <p class="hint">{ words.relation_types_hint }</p>
            { for schema.relations.iter().map(|relation| row(api, schema, relation)) }
            { adding(words.new_relation, words.add_relation, edit_with(api, Edit::AddRelation)) }
        </section>
    }
}

fn row(api: &Api, schema: &Schema, relation: &RelationType) -> Html {
    let words = &api.words.editor;
    let rename = {
        let id = relation.id.clone();
        edit_with(api, move |written| Edit::Relation(id.clone(), RelationEdit::Rename(written)))
    };
    let delete = (words.delete)(&relation.name);
    html! {
        <fieldset key={relation.id.to_string()} class="attribute">
            <legend class="unseen">{ &relation.name }</legend>
            <div class="attribute-fields">
                <Written name={words.name} value={relation.name.clone()} longest=80 onwrite={rename} />
                <div class="tools">
                    <button type="button" class="quiet" aria-label={delete.clone()} title={delete}
                        onclick={edit::<MouseEvent>(api, Edit::Relation(relation.id.clone(), RelationEdit::Remove))}>
                        { icon(Glyph::Bin) }
                    </button>
                </div>
            </div>
            <div class="relation-ends">
                { end(api, schema, relation, End::From, words.from, &relation.from) }
                { end(api, schema, relation, End::To, words.to, &relation.to) }
            </div>
        </fieldset>
    }
}

fn end(api: &Api, schema: &Schema, relation: &RelationType, end: End, name: &'static str, allowed: &[LabelId]) -> Html {
    html! {
        <fieldset class="relation-end">
            <legend class="field-name">{ name }</legend>
            { for schema.labels.iter().map(|label| {
                let onchange = {
                    let (api, relation, label) = (api.clone(), relation.id.clone(), label.id.clone());
                    Callback::from(move |event: Event| {
                        let allow = event.target_unchecked_into::<HtmlInputElement>().checked();
                        let change = RelationEdit::Allow(end, label.clone(), allow);
                        api.dispatch(Action::Labels(LabelsAction::Edit(Edit::Relation(relation.clone(), change))));
                    })
                };
                html! {
                    <label key={label.id.to_string()} class={format!("tick colour-{}", label.colour.place())}>
                        <input type="checkbox" checked={allowed.contains(&label.id)} {onchange} />
                        <span class="swatch" aria-hidden="true"></span>{ &label.name }
                    </label>
                }
            }) }
        </fieldset>
    }
}
