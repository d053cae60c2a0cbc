//! What can be said of spans of a label, or of articles.

use web_sys::{HtmlInputElement, HtmlSelectElement, MouseEvent};
use yew::{Callback, Event, Html, TargetCast, html};

use super::field::{Written, adding};
use super::{edit, edit_with, lines};
use crate::app::action::{Action, LabelsAction};
use crate::domain::schema::edit::{AttributeEdit, Edit, Owner, Way};
use crate::domain::schema::{Attribute, AttributeKind};
use crate::ui::parts::{Glyph, icon};
use crate::ui::store::Api;

pub(super) fn view(api: &Api, owner: &Owner, attributes: &[Attribute]) -> Html {
    let words = &api.words.editor;
    let (new, add) = match owner {
        Owner::Label(_) => (words.new_attribute, words.add_attribute),
        Owner::Article => (words.new_document_label, words.add_document_label),
    };
    let onadd = {
        let owner = owner.clone();
        edit_with(api, move |name| Edit::AddAttribute(owner.clone(), name))
    };
    let last = attributes.len().saturating_sub(1);
    html! {
        <div class="attributes">
            { for attributes.iter().enumerate().map(|(n, attribute)| row(api, owner, attribute, n == 0, n == last)) }
            { adding(new, add, onadd) }
        </div>
    }
}

fn row(api: &Api, owner: &Owner, attribute: &Attribute, is_first: bool, is_last: bool) -> Html {
    let words = &api.words.editor;
    let edits = {
        let (owner, id) = (owner.clone(), attribute.id.clone());
        move |edit| Edit::Attribute(owner.clone(), id.clone(), edit)
    };
    let write = |into: fn(String) -> AttributeEdit| {
        let edits = edits.clone();
        edit_with(api, move |written| edits(into(written)))
    };
    let onkind = {
        let (api, edits) = (api.clone(), edits.clone());
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let kind = usize::try_from(chosen).ok().and_then(|chosen| kinds().into_iter().nth(chosen));
            if let Some(kind) = kind {
                api.dispatch(Action::Labels(LabelsAction::Edit(edits(AttributeEdit::Kind(kind)))));
            }
        })
    };
    let onrequire = {
        let (api, edits) = (api.clone(), edits.clone());
        Callback::from(move |event: Event| {
            let required = event.target_unchecked_into::<HtmlInputElement>().checked();
            api.dispatch(Action::Labels(LabelsAction::Edit(edits(AttributeEdit::Require(required)))));
        })
    };
    let tool = |name: String, glyph, disabled: bool, change: AttributeEdit| {
        html! {
            <button type="button" class="quiet" aria-label={name.clone()} title={name} {disabled}
                onclick={edit::<MouseEvent>(api, edits(change))}>{ icon(glyph) }</button>
        }
    };
    let name = &attribute.name;
    html! {
        <fieldset key={attribute.id.to_string()} class="attribute">
            <legend class="unseen">{ name }</legend>
            <div class="attribute-fields">
                <Written name={words.name} value={name.clone()} longest=80 onwrite={write(AttributeEdit::Rename)} />
                <label class="field">
                    <span class="field-name">{ words.kind }</span>
                    <select onchange={onkind}>
                        { for kinds().iter().map(|kind| {
                            let selected = std::mem::discriminant(kind) == std::mem::discriminant(&attribute.kind);
                            html! { <option {selected}>{ (words.kind_name)(kind) }</option> }
                        }) }
                    </select>
                </label>
                <label class="tick">
                    <input type="checkbox" checked={attribute.required} onchange={onrequire} />{ words.required }
                </label>
                <div class="tools">
                    { tool((words.move_up)(name), Glyph::Up, is_first, AttributeEdit::Move(Way::Up)) }
                    { tool((words.move_down)(name), Glyph::Down, is_last, AttributeEdit::Move(Way::Down)) }
                    { tool((words.delete)(name), Glyph::Bin, false, AttributeEdit::Remove) }
                </div>
            </div>
            if let Some(options) = attribute.kind.options() {
                <Written name={words.options} value={options.join("\n")} rows=4 longest=20_000
                    onwrite={write(|written| AttributeEdit::Options(lines(&written)))} />
            }
        </fieldset>
    }
}

/// The kinds to choose from; those with options have none yet.
fn kinds() -> [AttributeKind; 5] {
    [
        AttributeKind::Text,
        AttributeKind::Choice(Vec::new()),
        AttributeKind::Choices(Vec::new()),
        AttributeKind::Number,
        AttributeKind::YesNo,
    ]
}
