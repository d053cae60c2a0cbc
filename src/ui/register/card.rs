//! What there is to say of one entry, and what becomes of it.

use std::rc::Rc;

use web_sys::{HtmlSelectElement, MouseEvent, SubmitEvent};
use yew::{Callback, Html, Properties, component, html};

use super::counting::use_found;
use super::mentions;
use crate::app::register::{Tallies, mentions_of};
use crate::app::state::AppState;
use crate::domain::id::{EntryId, LabelId};
use crate::domain::schema::Schema;
use crate::domain::schema::edit::{Edit, EntryEdit};
use crate::domain::schema::register::{Entry, Link};
use crate::ui::labels::{Written, edit, edit_with, lines};
use crate::ui::parts::{Glyph, icon, progress};
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
use crate::web::forms;

/// Which entry.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) state: Shared<AppState>,
    pub(super) entry: Shared<Entry>,
    pub(super) tallies: Rc<Tallies>,
    /// Whether mentions are still being counted: what is looked for is not known before.
    pub(super) counting: bool,
    pub(super) since: Option<u64>,
    pub(super) choose: Callback<EntryId>,
}

/// The card. Another entry needs another one, by its key.
#[component]
pub(super) fn Card(props: &Props) -> Html {
    let api = use_api();
    let words = &api.words.register;
    let (schema, entry) = (&props.state.project.schema, &props.entry);
    let tally = props.tallies.of(entry);
    let wanted = (!props.counting).then(|| mentions_of(schema, entry, &tally));
    let found = use_found(&api, &props.state, wanted, props.since);
    let is_own =
        |span: &&crate::app::jobs::MarkedSpan| span.entry.as_ref().is_some_and(|id| entry.ids().any(|own| own == id));
    let (own, others): (Vec<_>, Vec<_>) = found.spans.iter().partition(is_own);
    let (own, others) = (Rc::new(own.into_iter().cloned().collect()), Rc::new(others.into_iter().cloned().collect()));
    let write = |into: fn(String) -> EntryEdit| {
        let id = entry.id.clone();
        edit_with(&api, move |written| Edit::Entry(id.clone(), into(written)))
    };
    let delete = (words.delete)(&entry.name);
    let onlabel = {
        let (id, relabel) = (entry.id.clone(), api.clone());
        Callback::from(move |event: yew::Event| {
            let label = LabelId::new(yew::TargetCast::target_unchecked_into::<HtmlSelectElement>(&event).value());
            edit(&relabel, Edit::Entry(id.clone(), EntryEdit::Relabel(label))).emit(event);
        })
    };
    let colour = schema.label(&entry.label).map_or(0, |label| label.colour.place());
    html! {
        <article class={format!("card label-card colour-{colour}")} aria-labelledby="entry-heading">
            <header>
                <h3 id="entry-heading" dir="auto"><span class="swatch" aria-hidden="true"></span>{ &entry.name }</h3>
                <button type="button" class="quiet" aria-label={delete.clone()} title={delete}
                    onclick={edit::<MouseEvent>(&api, Edit::Entry(entry.id.clone(), EntryEdit::Remove))}>{ icon(Glyph::Bin) }</button>
            </header>
            <div class="name-and-label">
                <Written name={words.name} value={entry.name.clone()} longest=200 onwrite={write(EntryEdit::Rename)} />
                <label class="field">
                    <span class="field-name">{ api.words.article.label }</span>
                    <select onchange={onlabel}>
                        if schema.label(&entry.label).is_none() {
                            <option value={entry.label.to_string()} selected=true>{ entry.label.to_string() }</option>
                        }
                        { for schema.labels.iter().map(|label| html! {
                            <option value={label.id.to_string()} selected={label.id == entry.label}>{ &label.name }</option>
                        }) }
                    </select>
                </label>
            </div>
            <p class="hint">{ (words.in_files)(entry.id.as_str()) }</p>
            <Written name={words.aliases} value={entry.aliases.join("\n")} rows=2
                onwrite={write(|written| EntryEdit::Aliases(lines(&written)))} />
            { link(&api, entry) }
            <Written name={words.note} value={entry.note.clone()} rows=2 onwrite={write(EntryEdit::Note)} />
            { merging(&api, schema, entry) }
            { found.failure(&api) }
            if let Some(part) = found.part {
                { progress(api.words.across.looking, part, api.words.program.cancel, &found.stop()) }
            }
            { mentions::linked(&api, &props.state, &own, !props.counting && found.part.is_none()) }
            <mentions::Gather state={props.state.clone()} entry={entry.clone()} spans={others} is_whole={!props.counting && found.part.is_none()} />
        </article>
    }
}

/// The field for the address: it is taken when it is whole.
fn link(api: &Api, entry: &Entry) -> Html {
    let words = &api.words.register;
    let written = entry.link.as_ref().map_or("", Link::as_str).to_owned();
    let onchange = {
        let (api, id) = (api.clone(), entry.id.clone());
        Callback::from(move |event: yew::Event| {
            let written = yew::TargetCast::target_unchecked_into::<web_sys::HtmlInputElement>(&event).value();
            edit(&api, Edit::Entry(id.clone(), EntryEdit::Link(written))).emit(event);
        })
    };
    html! {
        <div class="link-field">
            <label class="field">
                <span class="field-name">{ words.link }</span>
                <input type="text" inputmode="url" maxlength="2000" autocomplete="off" spellcheck="false" dir="ltr" value={written.clone()} {onchange} />
            </label>
            if !written.is_empty() {
                <a class="button" href={written} target="_blank" rel="noopener noreferrer">{ words.open_link }</a>
            }
        </div>
    }
}

/// The form that lets another entry become part of this one.
fn merging(api: &Api, schema: &Schema, entry: &Entry) -> Html {
    let words = &api.words.register;
    let mut others: Vec<&Entry> = schema.register.iter().map(AsRef::as_ref).collect();
    others.retain(|other| other.label == entry.label && other.id != entry.id);
    others.sort_by(|one, other| one.name.cmp(&other.name));
    if others.is_empty() {
        return Html::default();
    }
    let onsubmit = {
        let (api, id) = (api.clone(), entry.id.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = forms::field::<HtmlSelectElement>(&event, "select") {
                let other = EntryId::new(field.value());
                edit(&api, Edit::Entry(id.clone(), EntryEdit::Merge(other))).emit(event);
            }
        })
    };
    html! {
        <form class="merging" {onsubmit}>
            <label class="field">
                <span class="field-name">{ words.merge_with }</span>
                <select>{ for others.into_iter().map(|other| html! { <option value={other.id.to_string()}>{ &other.name }</option> }) }</select>
            </label>
            <button type="submit">{ words.merge }</button>
            <p class="hint">{ (words.merge_hint)(&entry.name) }</p>
        </form>
    }
}
