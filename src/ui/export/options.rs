//! What is wanted of an export: the format, which articles, whose work, under which licence.

use std::collections::BTreeSet;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Callback, Event, Html, TargetCast, html};

use super::Request;
use crate::app::jobs::Wanted;
use crate::app::state::AppState;
use crate::domain::dataset::ratios::Ratios;
use crate::domain::formats::Format;
use crate::domain::id::Annotator;
use crate::ui::keeper::Scope;
use crate::ui::messages::Catalogue;

/// The fields; `onrequest` is called with what is wanted from then on.
pub(super) fn view(
    words: &'static Catalogue,
    state: &AppState,
    request: &Request,
    onrequest: &Callback<Request>,
) -> Html {
    let with = |change: fn(&mut Request, String)| {
        let (request, onrequest) = (request.clone(), onrequest.clone());
        Callback::from(move |event: Event| {
            let mut request = request.clone();
            change(&mut request, value_of(&event));
            onrequest.emit(request);
        })
    };
    let onformat = with(|request, name| {
        if let Some(format) = Format::named(&name) {
            request.wanted.format = format;
        }
    });
    let onannotator = with(|request, name| {
        request.wanted.annotator = name.strip_prefix(ONE).map(Annotator::new);
    });
    let onlicence = with(|request, licence| request.wanted.licence = licence.trim().to_owned());
    let ontitles = with(|request, titles| request.scope = Scope::Titled(titles));
    let choice = |value: Scope, is_chosen: bool, text: String| {
        let (request, onrequest) = (request.clone(), onrequest.clone());
        let onchange = Callback::from(move |_: Event| {
            onrequest.emit(Request { scope: value.clone(), ..request.clone() });
        });
        html! {
            <label>
                <input type="radio" name="scope" checked={is_chosen} {onchange} />
                { text }
            </label>
        }
    };
    let titled = match &request.scope {
        Scope::Titled(titles) => Some(titles.clone()),
        _ => None,
    };
    let Wanted { format, annotator, licence, .. } = &request.wanted;
    html! {
        <>
            <label class="field">
                { words.export.format }
                <select onchange={onformat}>
                    { for Format::ALL.into_iter().map(|known| html! {
                        <option value={known.name()} selected={known == *format}>{ (words.export.format_name)(known) }</option>
                    }) }
                </select>
            </label>
            <p class="hint">{ (words.export.format_hint)(*format) }</p>
            if *format == Format::Doccano {
                { triples(words, request, onrequest) }
            }
            <fieldset class="choices">
                <legend>{ words.export.which_articles }</legend>
                { choice(Scope::All, request.scope == Scope::All, (words.export.scope_all)(state.library.len())) }
                if !state.chosen.is_empty() {
                    { choice(Scope::Chosen, request.scope == Scope::Chosen, (words.library.scope_chosen)(state.chosen.len())) }
                }
                { choice(Scope::Done, request.scope == Scope::Done, (words.export.scope_done)(Scope::Done.articles(state).len())) }
                { choice(Scope::Titled(String::new()), titled.is_some(), words.export.scope_titled.to_owned()) }
                if let Some(titles) = titled {
                    <label class="field">
                        { words.library.search_titles }
                        <input type="search" value={titles} onchange={ontitles} />
                    </label>
                }
            </fieldset>
            <label class="field">
                { words.export.whose }
                <select onchange={onannotator}>
                    <option value="" selected={annotator.is_none()}>{ words.export.everybodys }</option>
                    { for annotators(state).into_iter().map(|known| html! {
                        <option value={format!("{ONE}{known}")} selected={annotator.as_ref() == Some(&known)}>{ known.to_string() }</option>
                    }) }
                </select>
            </label>
            { split(words, request, onrequest) }
            <label class="field">
                { words.export.licence }
                <input type="text" value={licence.clone()} list="licences" onchange={onlicence} />
            </label>
            <p class="hint">{ words.export.licence_hint }</p>
            <datalist id="licences">
                { for ["cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "other"].map(|name| html! { <option value={name} /> }) }
            </datalist>
        </>
    }
}

/// Whether the documents are split, into which shares, and what chance is drawn from.
fn split(words: &'static Catalogue, request: &Request, onrequest: &Callback<Request>) -> Html {
    let with = |change: fn(&mut (String, u64), &HtmlInputElement)| {
        let (request, onrequest) = (request.clone(), onrequest.clone());
        Callback::from(move |event: Event| {
            let mut request = request.clone();
            change(request.wanted.split.get_or_insert_with(usual_split), &event.target_unchecked_into());
            onrequest.emit(request);
        })
    };
    let onsplit = {
        let (request, onrequest) = (request.clone(), onrequest.clone());
        Callback::from(move |event: Event| {
            let is_split = event.target_unchecked_into::<HtmlInputElement>().checked();
            let wanted = Wanted { split: is_split.then(usual_split), ..request.wanted.clone() };
            onrequest.emit(Request { wanted, ..request.clone() });
        })
    };
    let onratios = with(|split, field| split.0 = field.value());
    let onseed = with(|split, field| split.1 = field.value().parse().unwrap_or_default());
    html! {
        <fieldset class="choices">
            <legend>{ words.export.splits }</legend>
            <label>
                <input type="checkbox" checked={request.wanted.split.is_some()} onchange={onsplit} />
                { words.export.split }
            </label>
            if let Some((ratios, seed)) = &request.wanted.split {
                <div class="field-row">
                    <label class="field">
                        { words.export.ratios }
                        <input type="text" value={ratios.clone()} onchange={onratios} />
                    </label>
                    <label class="field">
                        { words.export.seed }
                        <input type="number" min="0" value={seed.to_string()} onchange={onseed} />
                    </label>
                </div>
                if Ratios::parse(ratios).is_err() {
                    <p class="error" role="alert">{ words.export.wrong_ratios }</p>
                }
                <p class="hint">{ words.export.split_hint }</p>
            }
        </fieldset>
    }
}

/// Whether doccano's files have triples.
fn triples(words: &'static Catalogue, request: &Request, onrequest: &Callback<Request>) -> Html {
    let onchange = {
        let (request, onrequest) = (request.clone(), onrequest.clone());
        Callback::from(move |event: Event| {
            let doccano_triples = event.target_unchecked_into::<HtmlInputElement>().checked();
            onrequest.emit(Request { wanted: Wanted { doccano_triples, ..request.wanted.clone() }, ..request.clone() });
        })
    };
    html! {
        <fieldset class="choices">
            <label>
                <input type="checkbox" checked={request.wanted.doccano_triples} {onchange} />
                { words.export.triples }
            </label>
        </fieldset>
    }
}

fn usual_split() -> (String, u64) {
    ("0.8,0.1,0.1".into(), 0)
}

/// Stands before an annotator's name in a value, so that any name can be told from nobody's.
const ONE: &str = "=";

fn value_of(event: &Event) -> String {
    match event.target_dyn_into::<HtmlSelectElement>() {
        Some(select) => select.value(),
        None => event.target_unchecked_into::<HtmlInputElement>().value(),
    }
}

/// Everybody who has annotated something in the project.
fn annotators(state: &AppState) -> BTreeSet<Annotator> {
    state.library.iter().flat_map(|summary| summary.sets.iter().map(|set| set.annotator.clone())).collect()
}
