//! Says over the article what an edit that was begun still waits for, and offers what can be chosen.

use yew::{Callback, Html, html};

use super::palette::keep_selection;
use super::spans::excerpt;
use crate::app::action::ArticleAction;
use crate::app::article::{Article, Awaited};
use crate::app::reduce::kinds_between;
use crate::domain::id::SpanId;
use crate::domain::schema::{Direction, Schema};
use crate::ui::store::Api;

/// The strip, while something is awaited.
pub(super) fn view(api: &Api, article: &Article, schema: &Schema) -> Html {
    let Some(awaited) = &article.awaited else {
        return Html::default();
    };
    let words = api.words;
    let quote = |id: &SpanId| {
        article.open.set().span(id).map(|span| excerpt(article.open.document(), span)).unwrap_or_default()
    };
    let cancel = {
        let api = api.clone();
        Callback::from(move |_| api.in_article(ArticleAction::Await(None)))
    };
    html! {
        <div class="awaiting" role="group" aria-label={words.span.awaiting}>
            <p role="status">{ (words.span.awaited)(awaited, &quote(awaited.span())) }</p>
            <div>
                { choices(api, article, schema, awaited, &quote) }
                <button type="button" onclick={cancel}>{ words.program.cancel }<kbd aria-hidden="true">{ words.commands.escape_key }</kbd></button>
            </div>
        </div>
    }
}

fn choices(
    api: &Api,
    article: &Article,
    schema: &Schema,
    awaited: &Awaited,
    quote: &dyn Fn(&SpanId) -> String,
) -> Html {
    let words = api.words;
    match awaited {
        Awaited::Fragment(_) => {
            let Some(range) = article.selection else {
                return Html::default();
            };
            let name = (words.span.add_this)(article.text().quote(range));
            let api = api.clone();
            let onclick = Callback::from(move |_| api.in_article(ArticleAction::Select(range, Some(api.tag()))));
            html! {
                <button type="button" class="primary" {onclick} onmousedown={keep_selection()}>
                    { name }<kbd aria-hidden="true">{ words.commands.enter_key }</kbd>
                </button>
            }
        }
        Awaited::SecondLabel(span) => schema
            .labels
            .iter()
            .map(|label| {
                let onclick = {
                    let (api, span, label) = (api.clone(), span.clone(), label.id.clone());
                    Callback::from(move |_| {
                        api.in_article(ArticleAction::Duplicate(span.clone(), label.clone(), api.tag()));
                    })
                };
                html! {
                    <button key={label.id.to_string()} type="button" class={format!("label-button colour-{}", label.colour.place())} {onclick}>
                        <kbd>{ api.keys.of_label(label).map(String::from) }</kbd><span class="name" dir="auto">{ &label.name }</span>
                    </button>
                }
            })
            .collect(),
        Awaited::Merge(span) | Awaited::OtherEnd(span, _) => {
            let Some(other) = article.picked.clone().filter(|picked| picked != span) else {
                return Html::default();
            };
            let name = (words.span.this_span)(&quote(&other));
            let api = api.clone();
            let onclick = Callback::from(move |_| api.in_article(ArticleAction::Complete(other.clone(), api.tag())));
            html! { <button type="button" class="primary" {onclick}>{ name }<kbd aria-hidden="true">{ words.commands.enter_key }</kbd></button> }
        }
        Awaited::Kind(span, other) => kinds_between(article, span, other, schema)
            .into_iter()
            .enumerate()
            .map(|(n, (kind, direction))| {
                let name = schema.relation(&kind).map_or_else(|| kind.to_string(), |kind| kind.name.clone());
                let (from, to) = if direction == Direction::Forward { (span, other) } else { (other, span) };
                let api = api.clone();
                let onclick = Callback::from(move |_| api.in_article(ArticleAction::ChooseKind(n, api.tag())));
                html! {
                    <button key={n} type="button" {onclick}>
                        <kbd aria-hidden="true">{ n + 1 }</kbd>{ (words.span.relation_between)(&quote(from), &name, &quote(to)) }
                    </button>
                }
            })
            .collect(),
    }
}
