//! Whose work is compared: everybody who has annotated something, and how others come in.

use std::collections::BTreeMap;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Callback, Event, Html, TargetCast, html};

use crate::app::jobs::Asked;
use crate::app::state::AppState;
use crate::domain::annotation::Status;
use crate::domain::id::{Annotator, LabelId};
use crate::domain::schema::Label;
use crate::ui::adding::Source;
use crate::ui::library::add;
use crate::ui::store::Api;

/// Somebody who has annotated something.
pub(super) struct Person {
    /// Their name.
    pub(super) annotator: Annotator,
    articles: usize,
    done: usize,
    spans: usize,
}

/// Everybody who has annotated something in the project, by name; the gold is nobody's.
pub(super) fn people(state: &AppState) -> Vec<Person> {
    let mut people: BTreeMap<&Annotator, Person> = BTreeMap::new();
    for set in state.library.iter().flat_map(|summary| &summary.sets).filter(|set| !set.annotator.is_gold()) {
        let nothing = || Person { annotator: set.annotator.clone(), articles: 0, done: 0, spans: 0 };
        let person = people.entry(&set.annotator).or_insert_with(nothing);
        person.articles += 1;
        person.done += usize::from(set.status == Status::Done);
        person.spans += set.spans;
    }
    people.into_values().collect()
}

/// The people, each to be left out or taken, and how others come in.
pub(super) fn view(
    api: &Api,
    state: &AppState,
    people: &[Person],
    asked: &Asked,
    onasked: &Callback<Asked>,
    onadd: &Callback<Vec<Source>>,
) -> Html {
    let words = api.words;
    let lead = match people.len() {
        0 => words.review.review_empty,
        1 => words.review.review_one,
        _ => words.review.review_lead,
    };
    let person = |n: usize, person: &Person| {
        let checked = !asked.left_out.contains(&person.annotator);
        let name = shown_name(api, asked.blind, n, &person.annotator);
        let (asked, onasked, annotator) = (asked.clone(), onasked.clone(), person.annotator.clone());
        let onchange = Callback::from(move |event: Event| {
            let mut asked = asked.clone();
            if event.target_unchecked_into::<HtmlInputElement>().checked() {
                asked.left_out.remove(&annotator);
            } else {
                asked.left_out.insert(annotator.clone());
            }
            onasked.emit(asked);
        });
        html! {
            <li key={person.annotator.to_string()}>
                <label>
                    <input type="checkbox" {checked} {onchange} />
                    <span class="person" dir="auto">{ name }</span>
                    <span class="hint">{ (words.review.person)(person.articles, person.done, person.spans) }</span>
                </label>
            </li>
        }
    };
    let onblind = {
        let (asked, onasked) = (asked.clone(), onasked.clone());
        Callback::from(move |_: Event| onasked.emit(Asked { blind: !asked.blind, ..asked.clone() }))
    };
    html! {
        <section class="who" aria-labelledby="who-heading">
            <h2 id="who-heading">{ words.program.review }</h2>
            <p class="lead">{ lead }</p>
            if !people.is_empty() {
                <ul class="people">{ for people.iter().enumerate().map(|(n, each)| person(n, each)) }</ul>
            }
            <div class="actions">
                { add::file_buttons(words, onadd) }
                if people.len() > 1 {
                    <label class="switch">
                        <input type="checkbox" checked={asked.blind} onchange={onblind} />{ words.review.blind }
                    </label>
                }
            </div>
            if people.len() > 1 {
                { same_labels(api, state, asked, onasked) }
            }
            <p class="hint">{ if state.library.is_empty() { words.review.review_drop_first } else { words.review.review_drop } }</p>
        </section>
    }
}

/// Which labels count as another.
fn same_labels(api: &Api, state: &AppState, asked: &Asked, onasked: &Callback<Asked>) -> Html {
    let words = api.words;
    let labels = &state.project.schema.labels;
    let field = |label: &Label| {
        let onchange = {
            let (asked, onasked, from) = (asked.clone(), onasked.clone(), label.id.clone());
            Callback::from(move |event: Event| {
                let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
                let mut asked = asked.clone();
                if chosen.is_empty() {
                    asked.aliases.remove(&from);
                } else {
                    asked.aliases.insert(from.clone(), LabelId::new(chosen));
                }
                onasked.emit(asked);
            })
        };
        let alias = asked.aliases.get(&label.id);
        html! {
            <label key={label.id.to_string()} class="field">
                { (words.review.counts_as)(&label.name) }
                <select {onchange}>
                    <option value="" selected={alias.is_none()}>{ words.review.itself }</option>
                    { for labels.iter().filter(|other| other.id != label.id).map(|other| html! {
                        <option value={other.id.to_string()} selected={alias == Some(&other.id)}>{ &other.name }</option>
                    }) }
                </select>
            </label>
        }
    };
    html! {
        <details class="same-labels">
            <summary>{ words.review.map_labels }</summary>
            <p class="hint">{ words.review.map_labels_hint }</p>
            <div class="field-row">{ for labels.iter().map(field) }</div>
        </details>
    }
}

/// What the `n`th annotator (from 0) is called on the screen.
pub(super) fn shown_name(api: &Api, blind: bool, n: usize, annotator: &Annotator) -> String {
    if blind { (api.words.review.nameless)(n) } else { annotator.to_string() }
}
