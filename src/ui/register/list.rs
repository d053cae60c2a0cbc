//! The entries by label, with the field that filters them and the one for a new one; and texts that are not in the register yet.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use web_sys::{HtmlInputElement, HtmlSelectElement, InputEvent, MouseEvent, SubmitEvent};
use yew::{Callback, Event, Html, Properties, TargetCast, component, html, use_memo, use_state_eq};

use crate::app::action::{Action, LabelsAction};
use crate::app::labels::write_register;
use crate::app::register::{Tallies, Unlinked};
use crate::app::state::{AppState, Notice};
use crate::domain::id::{EntryId, LabelId};
use crate::domain::schema::edit::Edit;
use crate::domain::schema::register::Entry;
use crate::domain::schema::{Label, Schema};
use crate::domain::text::find::folded;
use crate::ui::parts::{Glyph, WindowedList, icon};
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
use crate::web::{files, forms, fresh};

/// The height of a row, as the stylesheet sets it.
const ROW: f64 = 52.0;
/// So many texts that are not in the register are offered.
const UNLINKED: usize = 200;

/// What is listed.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) schema: Shared<Schema>,
    pub(super) tallies: Rc<Tallies>,
    pub(super) shown: Option<EntryId>,
    pub(super) choose: Callback<EntryId>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
enum Row {
    Label(String),
    Entry(Arc<Entry>),
}

/// The lists and their fields.
#[component]
pub(super) fn Entries(props: &Props) -> Html {
    let api = use_api();
    let words = &api.words.register;
    let filter = use_state_eq(String::new);
    let label = use_state_eq(|| None::<LabelId>);
    let schema = &props.schema;
    let rows = use_memo((schema.clone(), (*filter).clone()), |(schema, filter)| rows(schema, filter));
    let unlinked = use_memo((schema.clone(), props.tallies.clone()), |(schema, tallies)| {
        tallies.unlinked(schema).into_iter().take(UNLINKED).collect::<Vec<_>>()
    });
    let onfilter = {
        let filter = filter.setter();
        Callback::from(move |event: InputEvent| filter.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let draw = {
        let (rows, schema, tallies) = (rows.clone(), schema.clone(), props.tallies.clone());
        let (shown, choose, words) = (props.shown.clone(), props.choose.clone(), api.words);
        Callback::from(move |range: Range<usize>| {
            let row = |row: &Row| match row {
                Row::Label(name) => {
                    html! { <div key={format!("label {name}")} class="row heading" role="listitem" dir="auto">{ name }</div> }
                }
                Row::Entry(entry) => {
                    let (choose, id) = (choose.clone(), entry.id.clone());
                    let onclick = Callback::from(move |_: MouseEvent| choose.emit(id.clone()));
                    let tally = tallies.of(entry);
                    let colour = schema.label(&entry.label).map_or(0, |label| label.colour.place());
                    html! {
                        <div key={format!("entry {}", entry.id)} class="row" role="listitem">
                            <button type="button" class={format!("entry-row colour-{colour}")} aria-current={(shown.as_ref() == Some(&entry.id)).then_some("true")} {onclick}>
                                <span class="swatch" aria-hidden="true"></span>
                                <span class="name" dir="auto">{ &entry.name }</span>
                                <small>{ (words.register.tally)(tally.spans, tally.articles.len()) }</small>
                            </button>
                        </div>
                    }
                }
            };
            rows.get(range.start..range.end.min(rows.len())).unwrap_or_default().iter().map(row).collect::<Html>()
        })
    };
    let reveal =
        rows.iter().position(|row| matches!(row, Row::Entry(entry) if props.shown.as_ref() == Some(&entry.id)));
    let of_label = label.as_ref().and_then(|id| schema.label(id)).or(schema.labels.first());
    html! {
        <div class="entry-list">
            if !schema.register.is_empty() {
                <input type="search" aria-label={words.filter} placeholder={words.filter} value={(*filter).clone()} oninput={onfilter}
                    autocomplete="off" spellcheck="false" dir="auto" />
                if rows.is_empty() {
                    <p class="hint">{ words.no_entry_fits }</p>
                } else {
                    <WindowedList class="entry-rows" count={rows.len()} row_height={ROW} rows={draw} {reveal} label={words.register} />
                }
            }
            if let Some(of_label) = of_label {
                { adding(&api, schema, of_label, &label.setter(), &props.choose) }
            }
            if !unlinked.is_empty() {
                <section aria-labelledby="unlinked-heading">
                    <h3 id="unlinked-heading">{ words.unlinked }</h3>
                    <p class="hint">{ words.unlinked_hint }</p>
                    <ul class="unlinked">{ for unlinked.iter().map(|text| unlinked_row(&api, schema, text, &props.choose)) }</ul>
                </section>
            }
        </div>
    }
}

/// The entries that are called as the filter says, each label's under its name.
fn rows(schema: &Schema, filter: &str) -> Vec<Row> {
    let sought: String = folded(filter.trim()).collect();
    let is_called_so =
        |entry: &&Arc<Entry>| entry.names().any(|name| folded(name).collect::<String>().contains(&sought));
    let mut fitting: Vec<&Arc<Entry>> = schema.register.iter().filter(is_called_so).collect();
    let place = |entry: &Entry| schema.labels.iter().position(|label| label.id == entry.label).unwrap_or(usize::MAX);
    fitting.sort_by_cached_key(|entry| (place(entry), entry.label.clone(), folded(&entry.name).collect::<String>()));
    let mut rows = Vec::with_capacity(fitting.len() + schema.labels.len());
    for of_label in fitting.chunk_by(|one, other| one.label == other.label) {
        let id = &of_label[0].label;
        rows.push(Row::Label(schema.label(id).map_or_else(|| id.to_string(), |label| label.name.clone())));
        rows.extend(of_label.iter().map(|entry| Row::Entry(Arc::clone(entry))));
    }
    rows
}

/// Adds an entry and shows it.
fn add(api: &Api, schema: &Schema, label: &LabelId, name: &str, choose: &Callback<EntryId>) {
    let id = schema.fresh_entry_id(name);
    let edit = Edit::AddEntry(id.clone(), label.clone(), name.to_owned());
    api.dispatch(Action::Labels(LabelsAction::Edit(edit)));
    choose.emit(id);
}

fn adding(
    api: &Api,
    schema: &Shared<Schema>,
    of_label: &Label,
    label: &yew::UseStateSetter<Option<LabelId>>,
    choose: &Callback<EntryId>,
) -> Html {
    let words = &api.words.register;
    let onlabel = {
        let label = label.clone();
        Callback::from(move |event: Event| {
            label.set(Some(LabelId::new(event.target_unchecked_into::<HtmlSelectElement>().value())));
        })
    };
    let onsubmit = {
        let (api, schema, label, choose) = (api.clone(), schema.clone(), of_label.id.clone(), choose.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(field) = forms::field::<HtmlInputElement>(&event, "input") {
                let name = field.value();
                if !name.trim().is_empty() {
                    field.set_value("");
                    add(&api, &schema, &label, name.trim(), &choose);
                }
            }
        })
    };
    html! {
        <form class="adding" {onsubmit}>
            <input type="text" aria-label={words.new_entry} placeholder={words.new_entry} maxlength="200" autocomplete="off" required=true dir="auto" />
            <select aria-label={api.words.article.label} onchange={onlabel}>
                { for schema.labels.iter().map(|label| html! {
                    <option value={label.id.to_string()} selected={label.id == of_label.id}>{ &label.name }</option>
                }) }
            </select>
            <button type="submit">{ words.add_entry }</button>
        </form>
    }
}

fn unlinked_row(api: &Api, schema: &Shared<Schema>, text: &Unlinked, choose: &Callback<EntryId>) -> Html {
    let words = &api.words.register;
    let label = schema.label(&text.label);
    let name = (words.add_text)(&text.text);
    let onclick = {
        let (api, schema, choose, text) = (api.clone(), schema.clone(), choose.clone(), text.clone());
        Callback::from(move |_: MouseEvent| {
            let words = text.text.split_whitespace().collect::<Vec<_>>().join(" ");
            add(&api, &schema, &text.label, &words, &choose);
        })
    };
    html! {
        <li key={format!("{} {}", text.label, text.text)} class={format!("colour-{}", label.map_or(0, |label| label.colour.place()))}>
            <span class="swatch" aria-hidden="true"></span>
            <span class="name" dir="auto">{ &text.text }</span>
            <small>{ (words.spans)(text.spans) }</small>
            <button type="button" class="quiet" aria-label={name.clone()} title={name} {onclick}>{ icon(Glyph::Plus) }</button>
        </li>
    }
}

/// The button that saves the register as a file of its own.
pub(super) fn saving(api: &Api, state: &Shared<AppState>) -> Html {
    let onclick = {
        let (api, state) = (api.clone(), state.clone());
        Callback::from(move |_: MouseEvent| {
            let bytes = write_register(&state.project, &fresh::now());
            let name = format!("{}.register.postil.json", files::safe_name(&state.project.name));
            if let Err(words) = files::download(&name, "application/json", &bytes) {
                api.dispatch(Action::Notify(Notice::NotWritten(words)));
            }
        })
    };
    let disabled = state.project.schema.register.is_empty();
    html! { <button type="button" {disabled} {onclick}>{ api.words.register.save }</button> }
}
