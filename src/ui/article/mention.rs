//! Whom or what the picked span mentions: an entry of the register, found by typing, or a new one.

use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, HtmlInputElement, InputEvent, KeyboardEvent, MouseEvent};
use yew::{AttrValue, Callback, Html, Properties, TargetCast, component, html, use_state_eq};

use super::spans::excerpt;
use crate::app::action::{Action, ArticleAction, LabelsAction};
use crate::app::register::offered;
use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::formats::outlet::quote_of;
use crate::domain::id::EntryId;
use crate::domain::schema::Schema;
use crate::domain::schema::edit::Edit;
use crate::domain::schema::register::Entry;
use crate::ui::parts::{Glyph, icon};
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};

/// The field's name in the page.
const FIELD: &str = "mention-of";
/// So many other mentions are listed.
const OTHERS: usize = 20;
/// The longest name, in UTF-16 code units, that is proposed for a new entry.
const LONGEST_NAME: usize = 80;

/// Which span.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) document: Shared<Document>,
    pub(super) set: Shared<AnnotationSet>,
    pub(super) schema: Shared<Schema>,
    pub(super) span: Shared<Span>,
    /// Called when the keyboard is needed no longer.
    pub(super) ontext: Callback<()>,
}

/// What can be chosen.
#[derive(Clone, PartialEq)]
enum Offer {
    Entry(EntryId, AttrValue),
    New(AttrValue),
}

/// Puts the keyboard into the field.
pub(super) fn focus() {
    let page = web_sys::window().and_then(|window| window.document());
    let field =
        page.and_then(|page| page.get_element_by_id(FIELD)).and_then(|field| field.dyn_into::<HtmlElement>().ok());
    if let Some(field) = field {
        // A field can take the focus.
        let _ = field.focus();
    }
}

/// A field with the name of what is mentioned. While it has the focus, arrows choose from what is offered and Enter takes it.
#[component]
pub(super) fn Mention(props: &Props) -> Html {
    let api = use_api();
    let words = &api.words.register;
    // What was typed, as long as the field has the focus.
    let typed = use_state_eq(|| None::<AttrValue>);
    let chosen = use_state_eq(|| 0usize);
    let span = &props.span;
    let entry = span.entry.as_ref().and_then(|id| props.schema.entry(id));
    let offers = typed.as_ref().map_or_else(Vec::new, |typed| offers(props, typed));
    let current = (*chosen).min(offers.len().saturating_sub(1));
    let take = {
        let (api, schema, span, typed) = (api.clone(), props.schema.clone(), props.span.clone(), typed.setter());
        move |offer: &Offer| {
            take(&api, &schema, &span, offer);
            typed.set(None);
        }
    };
    let oninput = {
        let (typed, chosen) = (typed.setter(), chosen.setter());
        Callback::from(move |event: InputEvent| {
            typed.set(Some(event.target_unchecked_into::<HtmlInputElement>().value().into()));
            chosen.set(0);
        })
    };
    let onfocus = {
        let (typed, chosen) = (typed.setter(), chosen.setter());
        Callback::from(move |event: FocusEvent| {
            event.target_unchecked_into::<HtmlInputElement>().select();
            typed.set(Some("".into()));
            chosen.set(0);
        })
    };
    let onblur = {
        let typed = typed.setter();
        Callback::from(move |_: FocusEvent| typed.set(None))
    };
    let onkeydown = {
        let (chosen, typed, offers, take) = (chosen.setter(), typed.setter(), offers.clone(), take.clone());
        let ontext = props.ontext.clone();
        let is_open = !offers.is_empty();
        let name = entry.map(|entry| entry.name.clone()).unwrap_or_default();
        Callback::from(move |event: KeyboardEvent| {
            let count = offers.len().max(1);
            match event.key().as_str() {
                "ArrowDown" if is_open => chosen.set((current + 1) % count),
                "ArrowUp" if is_open => chosen.set((current + count - 1) % count),
                "ArrowDown" => typed.set(Some("".into())),
                "Enter" if event.is_composing() => return,
                "Enter" => {
                    if let Some(offer) = offers.get(current) {
                        take(offer);
                    }
                    ontext.emit(());
                }
                "Escape" if is_open => {
                    event.target_unchecked_into::<HtmlInputElement>().set_value(&name);
                    typed.set(None);
                    event.stop_propagation();
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let unlink = {
        let (api, id) = (api.clone(), span.id.clone());
        Callback::from(move |_: MouseEvent| api.in_article(ArticleAction::Mention(id.clone(), None, api.stamp())))
    };
    let option = |(n, offer): (usize, &Offer)| {
        let name = match offer {
            Offer::Entry(_, name) => name.clone(),
            Offer::New(name) => (words.create)(name).into(),
        };
        let (take, offer) = (take.clone(), offer.clone());
        // Before the field loses the focus, and the list with it.
        let onmousedown = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            take(&offer);
        });
        html! {
            <li key={n} id={format!("mention-{n}")} role="option" aria-selected={(n == current).to_string()} {onmousedown} dir="auto">{ name }</li>
        }
    };
    let name: AttrValue = entry.map(|entry| entry.name.clone()).unwrap_or_default().into();
    let value = typed.as_ref().filter(|typed| !typed.is_empty()).cloned().unwrap_or(name);
    let is_open = !offers.is_empty();
    html! {
        <div class="mention">
            <label for={FIELD}>{ words.mention_of }</label>
            <div class="mention-field">
                <input id={FIELD} type="text" role="combobox" aria-expanded={is_open.to_string()} aria-controls="mention-list" aria-autocomplete="list"
                    aria-activedescendant={is_open.then(|| format!("mention-{current}"))} placeholder={words.mention_hint} {value}
                    {oninput} {onfocus} {onblur} {onkeydown} maxlength="200" autocomplete="off" spellcheck="false" dir="auto" />
                if let Some(entry) = entry {
                    { of_entry(&api, entry, unlink) }
                }
            </div>
            if is_open {
                <ul id="mention-list" role="listbox" aria-label={words.register}>{ for offers.iter().enumerate().map(option) }</ul>
            }
            if let Some(entry) = entry {
                { others(&api, props, entry) }
            }
        </div>
    }
}

/// The page about the entry, its place in the register, and the button that takes it away.
fn of_entry(api: &Api, entry: &Entry, unlink: Callback<MouseEvent>) -> Html {
    let words = &api.words.register;
    let in_register = Route::Register(Some(entry.id.clone())).address();
    html! {
        <>
            <a class="quiet" href={in_register} aria-label={words.in_register} title={words.in_register}>{ icon(Glyph::About) }</a>
            <button type="button" class="quiet" aria-label={words.unlink} title={words.unlink} onclick={unlink}>{ icon(Glyph::Close) }</button>
        </>
    }
}

/// What else in the article mentions the same.
fn others(api: &Api, props: &Props, entry: &Entry) -> Html {
    let is_same = |span: &Span| {
        span.id != props.span.id && span.entry.as_ref().is_some_and(|id| entry.ids().any(|own| own == id))
    };
    let mut others = props.set.spans().iter().filter(|span| is_same(span)).take(OTHERS).peekable();
    if others.peek().is_none() {
        return Html::default();
    }
    let row = |span: &std::sync::Arc<Span>| {
        let (api, id) = (api.clone(), span.id.clone());
        let onclick = Callback::from(move |_: MouseEvent| api.in_article(ArticleAction::Visit(id.clone())));
        html! {
            <li key={span.id.to_string()}>
                <button type="button" class="span-row" {onclick}><span class="quote" dir="auto">{ excerpt(&props.document, span) }</span></button>
            </li>
        }
    };
    html! {
        <>
            <h3>{ api.words.register.other_mentions }</h3>
            <ul class="stack">{ for others.map(row) }</ul>
        </>
    }
}

/// What is offered: the likeliest entries, and a new one unless one is called exactly so.
fn offers(props: &Props, typed: &str) -> Vec<Offer> {
    let (schema, span) = (&props.schema, &props.span);
    let quote = quote_of(&props.document, span);
    let entries = offered(schema, &span.label, &quote, typed, (&props.document, &props.set));
    let name = if typed.trim().is_empty() {
        quote.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        typed.trim().to_owned()
    };
    let is_there = entries.iter().any(|(entry, _)| entry.is_called(&name));
    let fits = name.encode_utf16().count() <= LONGEST_NAME;
    let mut offers: Vec<Offer> =
        entries.iter().map(|(entry, _)| Offer::Entry(entry.id.clone(), entry.name.clone().into())).collect();
    if !is_there && fits && !name.is_empty() {
        // Behind what is likely, before what is only possible.
        let likely = entries.iter().filter(|(_, likely)| *likely).count();
        offers.insert(likely, Offer::New(name.into()));
    }
    offers
}

fn take(api: &Api, schema: &Schema, span: &Span, offer: &Offer) {
    let entry = match offer {
        Offer::Entry(id, _) => id.clone(),
        Offer::New(name) => {
            let id = schema.fresh_entry_id(name);
            let add = Edit::AddEntry(id.clone(), span.label.clone(), name.to_string());
            api.dispatch(Action::Labels(LabelsAction::Edit(add)));
            id
        }
    };
    api.in_article(ArticleAction::Mention(span.id.clone(), Some(entry), api.stamp()));
}
