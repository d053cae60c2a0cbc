//! The labels, with their keys and counts; one of them may be armed.

use yew::{Callback, Html, classes, html};

use super::pin;
use crate::app::action::ArticleAction;
use crate::domain::annotation::{AnnotationSet, SpanList};
use crate::domain::id::LabelId;
use crate::domain::schema::{Label, Schema};
use crate::ui::messages::Catalogue;
use crate::ui::parts::{Glyph, icon};
use crate::ui::shared::Shared;
use crate::ui::store::Api;
use crate::web::intl;

/// What the palette shows.
pub struct Props {
    /// The label set.
    pub schema: Shared<Schema>,
    /// The annotation set, for the counts.
    pub set: Shared<AnnotationSet>,
    /// The armed label.
    pub armed: Option<LabelId>,
    /// Whether text is selected, so that a click tags it.
    pub selecting: bool,
}

/// The palette.
pub fn view(api: &Api, props: &Props) -> Html {
    let words = api.words;
    let label = |label: &Label| {
        let armed = props.armed.as_ref() == Some(&label.id);
        let count = props.set.spans_with(&label.id).map_or(0, SpanList::len);
        let onclick = {
            let (api, id, selecting) = (api.clone(), label.id.clone(), props.selecting);
            Callback::from(move |_| {
                api.in_article(if selecting {
                    ArticleAction::Tag(id.clone(), api.tag())
                } else {
                    ArticleAction::Arm((!armed).then(|| id.clone()))
                });
            })
        };
        html! {
            <li key={label.id.to_string()} class="labelled">
                <button type="button" class={classes!("label-button", format!("colour-{}", label.colour.place()), armed.then_some("armed"))}
                    aria-pressed={armed.to_string()} title={label.definition.clone()} {onclick} onmousedown={keep_selection()}>
                    <kbd>{ api.keys.of_label(label).map(String::from) }</kbd>
                    <span class="name" dir="auto">{ &label.name }</span>
                    <span class="count">
                        <span aria-hidden="true">{ intl::number(words.language, count) }</span>
                        <span class="unseen">{ (words.article.spans)(count) }</span>
                    </span>
                </button>
                { about(words, label) }
            </li>
        }
    };
    let hint = match &props.armed {
        Some(armed) => {
            let name = props.schema.label(armed).map_or_else(|| armed.to_string(), |label| label.name.clone());
            (words.article.armed_hint)(&name)
        }
        None => words.article.palette_hint.to_owned(),
    };
    html! {
        <section class="palette" aria-labelledby="palette-heading">
            <h2 id="palette-heading">{ words.program.labels }</h2>
            <ul>{ for props.schema.labels.iter().map(label) }</ul>
            <p class="hint">{ hint }</p>
        </section>
    }
}

/// What a label means, shown on request.
fn about(words: &Catalogue, label: &Label) -> Html {
    let name = (words.editor.about_label)(&label.name);
    html! {
        <details class="about-label" name="about-label">
            <summary aria-label={name.clone()} title={name}>{ icon(Glyph::About) }</summary>
            <div class="about" dir="auto">
                if label.definition.is_empty() {
                    <p class="hint">{ words.editor.no_definition }</p>
                } else {
                    <p>{ &label.definition }</p>
                }
                { for label.examples.iter().map(|example| pin::example(example)) }
            </div>
        </details>
    }
}

/// A press on a button must not take the selection away from the text it is about.
pub fn keep_selection() -> Callback<web_sys::MouseEvent> {
    Callback::from(|event: web_sys::MouseEvent| event.prevent_default())
}
