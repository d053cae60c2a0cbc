//! What can be done with the text of the picked span, by buttons: its edges, its stretches, cutting and joining it.

use yew::{Callback, Html, html};

use super::pin;
use super::resize_motion;
use crate::app::action::ArticleAction;
use crate::app::article::{Awaited, Motion};
use crate::app::keys::single::Single;
use crate::app::tag_all::Alike;
use crate::domain::annotation::{Edge, Span};
use crate::domain::document::Document;
use crate::domain::text::Range;
use crate::ui::article::block::language_of;
use crate::ui::parts::{Glyph, icon};
use crate::ui::shared::Shared;
use crate::ui::store::Api;
use crate::web::segmenter;

/// So many places to cut at are offered.
const CUTS: usize = 60;

/// The buttons.
pub(super) fn view(api: &Api, document: &Shared<Document>, span: &Shared<Span>, ontagall: &Callback<Alike>) -> Html {
    let words = api.words;
    let begin = |name: &'static str, single: Single, awaited: Awaited| {
        let key = key_of(api, single);
        let api = api.clone();
        let onclick = Callback::from(move |_| api.in_article(ArticleAction::Await(Some(awaited.clone()))));
        html! { <button type="button" {onclick}>{ name }{ key }</button> }
    };
    let tag_all = {
        let alike = Alike::Mentions(span.id.clone());
        ontagall.reform(move |_| alike.clone())
    };
    let pin_it = {
        let (api, document, span) = (api.clone(), document.clone(), span.clone());
        Callback::from(move |_| pin::pin(&api, &document, &span.label, &span.fragments))
    };
    html! {
        <section class="reshape" aria-labelledby="reshape-heading">
            <h3 id="reshape-heading">{ words.span.change_span }</h3>
            <div class="edges">
                { edge(api, document, span, Edge::Start) }
                { edge(api, document, span, Edge::End) }
            </div>
            if span.fragments.count() > 1 {
                <ul class="fragments" aria-label={words.span.fragments}>
                    { for span.fragments.iter().map(|part| fragment(api, document, span, part)) }
                </ul>
            }
            <div class="edits">
                <button type="button" onclick={tag_all}>{ words.tag_all.tag_all }{ key_of(api, Single::TagAll) }</button>
                { begin(words.span.add_fragment, Single::AddFragment, Awaited::Fragment(span.id.clone())) }
                { begin(words.span.merge_span, Single::Join, Awaited::Merge(span.id.clone())) }
                { begin(words.span.second_label, Single::SecondLabel, Awaited::SecondLabel(span.id.clone())) }
                { begin(words.span.relate, Single::Relate, Awaited::OtherEnd(span.id.clone(), None)) }
                <button type="button" onclick={pin_it}>{ words.examples.pin }</button>
            </div>
            { cuts(api, document, span) }
        </section>
    }
}

/// The key that does the same, if one does.
fn key_of(api: &Api, single: Single) -> Html {
    api.keys.key(single).map_or_else(Html::default, |key| html! { <kbd aria-hidden="true">{ key }</kbd> })
}

fn edge(api: &Api, document: &Shared<Document>, span: &Shared<Span>, edge: Edge) -> Html {
    let words = api.words;
    let step = |motion: Motion, glyph: Glyph| {
        let name = (words.span.move_edge)(edge, motion == Motion::NextWord);
        let (api, document, span) = (api.clone(), document.clone(), span.clone());
        let onclick = Callback::from(move |_| {
            let motion = resize_motion(&document, &span, edge, motion);
            api.in_article(ArticleAction::Resize { span: span.id.clone(), edge, motion, stamp: api.stamp() });
        });
        html! { <button type="button" class="quiet" aria-label={name} title={name} {onclick}>{ icon(glyph) }</button> }
    };
    html! {
        <div>
            <span aria-hidden="true">{ (words.span.edge)(edge) }</span>
            { step(Motion::PreviousWord, Glyph::Before) }
            { step(Motion::NextWord, Glyph::After) }
        </div>
    }
}

fn fragment(api: &Api, document: &Shared<Document>, span: &Shared<Span>, part: Range) -> Html {
    let quote = document.text().quote(part);
    let name = (api.words.span.remove_fragment)(quote);
    let onclick = {
        let (api, span) = (api.clone(), span.id.clone());
        Callback::from(move |_| api.in_article(ArticleAction::RemoveFragment(span.clone(), part, api.stamp())))
    };
    html! {
        <li key={part.start().byte()}>
            <span dir="auto" lang={language_of(document)}>{ quote }</span>
            <button type="button" class="quiet" aria-label={name.clone()} title={name} {onclick}>{ icon(Glyph::Close) }</button>
        </li>
    }
}

/// The span's words with a button between any two, which cuts there.
fn cuts(api: &Api, document: &Shared<Document>, span: &Shared<Span>) -> Html {
    let (text, words) = (document.text(), segmenter::words(document));
    let parts: Vec<Range> = span.fragments.iter().flat_map(|part| words.within(part)).take(CUTS).collect();
    if parts.len() < 2 {
        return Html::default();
    }
    let cut = |(n, word): (usize, &Range)| {
        let at = word.start();
        let quote = text.quote(*word);
        let name = (api.words.span.cut_before)(quote);
        let onclick = {
            let (api, span) = (api.clone(), span.id.clone());
            Callback::from(move |_| api.in_article(ArticleAction::Split(span.clone(), at, api.tag())))
        };
        html! {
            <>
                if n > 0 {
                    <button type="button" class="quiet cut" aria-label={name.clone()} title={name} {onclick}></button>
                }
                <span>{ quote }</span>
            </>
        }
    };
    html! {
        <details class="cuts" key={span.id.to_string()}>
            <summary>{ api.words.span.split_span }{ key_of(api, Single::Split) }</summary>
            <p dir="auto" lang={language_of(document)}>{ for parts.iter().enumerate().map(cut) }</p>
        </details>
    }
}
