//! The picked span: its text and place, its label, attributes and note.

use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent};
use yew::{Callback, Event, Html, Properties, TargetCast, component, html, use_mut_ref};

use super::mention::Mention;
use super::spans::excerpt;
use super::{related, reshape};
use crate::app::action::ArticleAction;
use crate::app::tag_all::Alike;
use crate::domain::annotation::{AnnotationSet, AttributeValue, Number, Span};
use crate::domain::document::Document;
use crate::domain::schema::{Attribute, AttributeKind, Schema};
use crate::ui::article::block::language_of;
use crate::ui::messages::Catalogue;
use crate::ui::parts::{Glyph, icon};
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
use crate::web::intl;

/// What is shown.
pub struct Props {
    /// The document.
    pub document: Shared<Document>,
    /// The annotation set, for the relations.
    pub set: Shared<AnnotationSet>,
    /// The label set.
    pub schema: Shared<Schema>,
    /// The span.
    pub span: Shared<Span>,
    /// The other spans that share a character with it, to pick in a stack.
    pub stack: Vec<Shared<Span>>,
    /// Called to put the keyboard back into the text.
    pub ontext: Callback<()>,
    /// Called to see the places that mention what the span marks.
    pub ontagall: Callback<Alike>,
}

/// The picked span.
pub fn view(api: &Api, props: &Props) -> Html {
    let words = api.words;
    let span = &props.span;
    let text = props.document.text();
    let hull = span.hull();
    let place = (words.span.offsets)(
        &intl::number(words.language, text.code_point(hull.start())),
        &intl::number(words.language, text.code_point(hull.end())),
    );
    let label = props.schema.label(&span.label);
    let attributes = label.map_or(&[][..], |label| &label.attributes);
    let delete = {
        let (api, id) = (api.clone(), span.id.clone());
        Callback::from(move |_| api.in_article(ArticleAction::Delete(id.clone(), api.stamp())))
    };
    let close = {
        let api = api.clone();
        Callback::from(move |_| api.in_article(ArticleAction::Pick(None)))
    };
    html! {
        <section class={format!("details colour-{}", label.map_or(0, |label| label.colour.place()))} aria-labelledby="details-heading">
            <header>
                <h2 id="details-heading">{ words.span.selected_span }</h2>
                <button type="button" class="quiet" aria-label={words.span.delete_span} title={words.span.delete_span} onclick={delete}>
                    { icon(Glyph::Bin) }
                </button>
                <button type="button" class="quiet" aria-label={words.span.close_details} title={words.span.close_details} onclick={close}>
                    { icon(Glyph::Close) }
                </button>
            </header>
            <blockquote dir="auto" lang={language_of(&props.document)}>{ excerpt(&props.document, span) }</blockquote>
            <p class="offsets" title={words.span.offsets_explained}>{ place }</p>
            <fieldset class="choose-label">
                <legend>{ words.article.label }</legend>
                { for props.schema.labels.iter().map(|label| {
                    let onchange = {
                        let (api, span, label) = (api.clone(), span.id.clone(), label.id.clone());
                        Callback::from(move |_| api.in_article(ArticleAction::Relabel(span.clone(), label.clone(), api.stamp())))
                    };
                    html! {
                        <label key={label.id.to_string()} class={format!("colour-{}", label.colour.place())}>
                            <input type="radio" name="label" checked={label.id == span.label} {onchange} />
                            <span class="swatch" aria-hidden="true"></span>
                            { &label.name }
                        </label>
                    }
                }) }
            </fieldset>
            { for attributes.iter().map(|attribute| field(api, span, attribute)) }
            <Mention key={format!("mention {}", span.id)} document={props.document.clone()} set={props.set.clone()} schema={props.schema.clone()}
                span={span.clone()} ontext={&props.ontext} />
            <Note key={span.id.to_string()} span={span.clone()} />
            if !props.stack.is_empty() {
                <h3>{ words.span.same_place }</h3>
                <ul class="stack">{ for props.stack.iter().map(|other| stacked(api, props, other)) }</ul>
            }
            { related::view(api, props) }
            { reshape::view(api, &props.document, span, &props.ontagall) }
        </section>
    }
}

fn stacked(api: &Api, props: &Props, span: &Shared<Span>) -> Html {
    let label = props.schema.label(&span.label);
    let onclick = {
        let (api, id) = (api.clone(), span.id.clone());
        Callback::from(move |_| api.in_article(ArticleAction::Visit(id.clone())))
    };
    html! {
        <li key={span.id.to_string()}>
            <button type="button" class={format!("span-row colour-{}", label.map_or(0, |label| label.colour.place()))} {onclick}>
                <span class="swatch" aria-hidden="true"></span>
                <span class="quote" dir="auto" lang={language_of(&props.document)}>{ excerpt(&props.document, span) }</span>
                <span class="label-name">{ label.map_or_else(|| span.label.to_string(), |label| label.name.clone()) }</span>
            </button>
        </li>
    }
}

/// A value as it is read; `yes_no` are the words for yes and no.
pub(in crate::ui) fn written(yes_no: [&'static str; 2], value: &AttributeValue) -> String {
    match value {
        AttributeValue::Text(text) => text.clone(),
        AttributeValue::Texts(texts) => texts.join(", "),
        AttributeValue::Number(number) => number.as_str().to_owned(),
        AttributeValue::YesNo(yes) => yes_no[usize::from(!yes)].to_owned(),
    }
}

/// What can be said of the article as a whole, if the label set has anything.
pub(super) fn document_labels(api: &Api, set: &AnnotationSet, schema: &Schema) -> Html {
    if schema.document_labels.is_empty() {
        return Html::default();
    }
    let labels = schema.document_labels.iter().map(|attribute| {
        let onset = {
            let (api, id) = (api.clone(), attribute.id.clone());
            Callback::from(move |value| {
                api.in_article(ArticleAction::SetDocumentLabel(id.clone(), value, api.stamp()));
            })
        };
        attribute_field(api.words, attribute, set.document_labels.get(&attribute.id), &onset)
    });
    html! {
        <details class="document-labels" open=true>
            <summary>{ api.words.article.document_labels }</summary>
            { for labels }
        </details>
    }
}

/// The field of one attribute of a span.
fn field(api: &Api, span: &Shared<Span>, attribute: &Attribute) -> Html {
    let onset = {
        let (api, span, id) = (api.clone(), span.id.clone(), attribute.id.clone());
        Callback::from(move |value| {
            api.in_article(ArticleAction::SetAttribute(span.clone(), id.clone(), value, api.stamp()));
        })
    };
    attribute_field(api.words, attribute, span.attributes.get(&attribute.id), &onset)
}

/// A field for what an attribute says; `onset` is called with its value from then on.
pub(crate) fn attribute_field(
    words: &'static Catalogue,
    attribute: &Attribute,
    value: Option<&AttributeValue>,
    onset: &Callback<Option<AttributeValue>>,
) -> Html {
    let onset = onset.clone();
    let typed = match value {
        Some(AttributeValue::Text(text)) => text.clone(),
        Some(AttributeValue::Number(number)) => number.as_str().to_owned(),
        _ => String::new(),
    };
    let control = match &attribute.kind {
        AttributeKind::Choice(options) => {
            let onchange = Callback::from(move |event: Event| {
                let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
                onset.emit((!chosen.is_empty()).then_some(AttributeValue::Text(chosen)));
            });
            // A value that is no option any more (or never was, in an imported file) is still shown.
            let foreign = (!typed.is_empty() && !options.contains(&typed)).then(|| typed.clone());
            html! {
                <select {onchange}>
                    <option value="" selected={value.is_none()}>{ words.article.not_said }</option>
                    { for options.iter().chain(&foreign).map(|option| html! {
                        <option value={option.clone()} selected={typed == **option}>{ option }</option>
                    }) }
                </select>
            }
        }
        AttributeKind::Choices(options) => {
            let chosen = match value {
                Some(AttributeValue::Texts(chosen)) => chosen.clone(),
                _ => Vec::new(),
            };
            html! {
                <span class="choices">
                    { for options.iter().map(|option| {
                        let checked = chosen.contains(option);
                        let onchange = {
                            let (onset, option, mut chosen) = (onset.clone(), option.clone(), chosen.clone());
                            if checked { chosen.retain(|other| *other != option) } else { chosen.push(option) }
                            Callback::from(move |_: Event| onset.emit((!chosen.is_empty()).then(|| AttributeValue::Texts(chosen.clone()))))
                        };
                        html! { <label><input type="checkbox" {checked} {onchange} />{ option }</label> }
                    }) }
                </span>
            }
        }
        AttributeKind::YesNo => {
            let onchange = Callback::from(move |event: Event| {
                onset.emit(match event.target_unchecked_into::<HtmlSelectElement>().value().as_str() {
                    "yes" => Some(AttributeValue::YesNo(true)),
                    "no" => Some(AttributeValue::YesNo(false)),
                    _ => None,
                });
            });
            html! {
                <select {onchange}>
                    <option value="" selected={value.is_none()}>{ words.article.not_said }</option>
                    <option value="yes" selected={value == Some(&AttributeValue::YesNo(true))}>{ words.article.yes }</option>
                    <option value="no" selected={value == Some(&AttributeValue::YesNo(false))}>{ words.article.no }</option>
                </select>
            }
        }
        AttributeKind::Number => {
            let onchange = Callback::from(move |event: Event| {
                let typed = event.target_unchecked_into::<HtmlInputElement>().value();
                onset.emit(Number::parse(&typed).map(AttributeValue::Number));
            });
            html! { <input type="number" step="any" value={typed} {onchange} /> }
        }
        AttributeKind::Text => {
            let onchange = Callback::from(move |event: Event| {
                let text = event.target_unchecked_into::<HtmlInputElement>().value();
                onset.emit((!text.is_empty()).then_some(AttributeValue::Text(text)));
            });
            html! { <input type="text" value={typed} {onchange} /> }
        }
    };
    let name = if attribute.required { (words.span.required)(&attribute.name) } else { attribute.name.clone() };
    match attribute.kind {
        AttributeKind::Choices(_) => {
            html! { <fieldset key={attribute.id.to_string()} class="field"><legend>{ name }</legend>{ control }</fieldset> }
        }
        _ => html! { <label key={attribute.id.to_string()} class="field"><span>{ name }</span>{ control }</label> },
    }
}

/// Whose note it is.
#[derive(Properties, PartialEq)]
struct NoteProps {
    span: Shared<Span>,
}

/// The note. Each letter is saved; letters typed without leaving the field are one step of undo.
#[component]
fn Note(props: &NoteProps) -> Html {
    let api = use_api();
    let typing = use_mut_ref(|| false);
    let oninput = {
        let (api, span, typing) = (api.clone(), props.span.id.clone(), typing.clone());
        Callback::from(move |event: InputEvent| {
            let note = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            let continues = typing.replace(true);
            api.in_article(ArticleAction::SetNote { span: span.clone(), note, continues, stamp: api.stamp() });
        })
    };
    let onblur = Callback::from(move |_| {
        typing.replace(false);
    });
    html! {
        <label class="field">
            <span>{ api.words.span.note }</span>
            <textarea rows="3" value={props.span.note.clone()} {oninput} {onblur} placeholder={api.words.span.note_hint} />
        </label>
    }
}
