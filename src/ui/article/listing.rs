//! The article as a list of sentences, for who can't select in a text: each with its spans, and on request its words as
//! buttons, of which one presses the first and the last.

use std::ops::Range as Numbers;

use web_sys::{HtmlElement, MouseEvent};
use yew::{
    AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_memo, use_node_ref, use_state_eq,
};

use super::block::language_of;
use super::spans::excerpt;
use super::text::Gesture;
use crate::app::action::ArticleAction;
use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::id::{LabelId, SpanId};
use crate::domain::schema::{Label, Schema};
use crate::domain::text::Range;
use crate::domain::text::sentences::sentences;
use crate::ui::parts::{Glyph, icon};
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
use crate::web::segmenter;

/// So many sentences are on a page.
const PAGE: usize = 40;

/// What the list shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The document.
    pub document: Shared<Document>,
    /// The annotation set.
    pub set: Shared<AnnotationSet>,
    /// The label set.
    pub schema: Shared<Schema>,
    /// The picked span.
    pub picked: Option<SpanId>,
    /// The selected text.
    pub selection: Option<Range>,
    /// The armed label.
    pub armed: Option<LabelId>,
    /// The place last asked to be shown, and how many times one was asked for.
    pub reveal: Option<(Range, u64)>,
    /// Called when text is selected.
    pub onselect: Callback<Gesture>,
    /// Called when a span is picked.
    pub onpick: Callback<Vec<SpanId>>,
}

/// The list, a page at a time.
#[component]
pub fn Listing(props: &Props) -> Html {
    let api = use_api();
    let words = &api.words.listing;
    let node = use_node_ref();
    let all = use_memo(props.document.clone(), |document| {
        let blocks = document.blocks().iter();
        blocks.flat_map(|block| sentences(document.text(), block.range)).collect::<Vec<Range>>()
    });
    let page = use_state_eq(|| 0usize);
    let opened = use_state_eq(|| None::<usize>);
    let first = use_state_eq(|| None::<Range>);
    {
        let (page, all) = (page.setter(), all.clone());
        use_effect_with(props.reveal, move |reveal| {
            if let Some((range, _)) = reveal {
                let before = all.partition_point(|sentence| sentence.end() <= range.start());
                page.set(before.min(all.len().saturating_sub(1)) / PAGE);
            }
        });
    }
    {
        let node = node.clone();
        use_effect_with(*page, move |_| {
            if let Some(list) = node.cast::<HtmlElement>() {
                list.set_scroll_top(0);
            }
        });
    }
    let shown = *page * PAGE..((*page + 1) * PAGE).min(all.len());
    let turn = |forward: bool| {
        let (page, now) = (page.setter(), *page);
        Callback::from(move |_: MouseEvent| page.set(if forward { now + 1 } else { now.saturating_sub(1) }))
    };
    let onword = {
        let (first, selection, onselect, api) = (first.clone(), props.selection, props.onselect.clone(), api.clone());
        Callback::from(move |word: Range| match *first {
            Some(begun) => {
                first.set(None);
                onselect.emit(Gesture { range: begun.hull(word), exact: false, tentative: false });
            }
            None => {
                if selection.is_some() {
                    api.in_article(ArticleAction::Deselect);
                }
                first.set(Some(word));
            }
        })
    };
    let said = first.map(|word| (words.first_word)(props.document.text().quote(word)));
    let sentence = |n: usize| {
        let onopen = {
            let (opened, is_open) = (opened.setter(), *opened == Some(n));
            Callback::from(move |_: MouseEvent| opened.set((!is_open).then_some(n)))
        };
        let open = (*opened == Some(n)).then(|| words_of(&api, props, all[n], *first, &onword));
        row(&api, props, n, all[n], open, onopen)
    };
    html! {
        <section ref={node} class="listing" aria-label={words.name}>
            <h1 class="unseen" dir="auto" lang={language_of(&props.document)}>{ props.document.title().to_owned() }</h1>
            <p class="hint">{ words.hint }</p>
            <p class="unseen" role="status">{ said }</p>
            { pages(&api, &shown, all.len(), &turn) }
            <ol start={(shown.start + 1).to_string()}>{ for shown.clone().map(sentence) }</ol>
            if all.len() > PAGE { { pages(&api, &shown, all.len(), &turn) } }
        </section>
    }
}

/// Which sentences are shown, and the buttons that turn the page.
fn pages(api: &Api, shown: &Numbers<usize>, all: usize, turn: &dyn Fn(bool) -> Callback<MouseEvent>) -> Html {
    let words = &api.words.listing;
    let button = |name: &'static str, glyph, disabled: bool, forward: bool| {
        html! {
            <button type="button" class="quiet" aria-label={name} title={name} {disabled} onclick={turn(forward)}>{ icon(glyph) }</button>
        }
    };
    html! {
        <div class="listing-pages">
            { button(words.earlier, Glyph::Up, shown.start == 0, false) }
            <span>{ (words.shown)((shown.start + 1).min(all), shown.end, all) }</span>
            { button(words.further, Glyph::Down, shown.end >= all, true) }
        </div>
    }
}

/// A sentence with its spans, and its words if it is open.
fn row(api: &Api, props: &Props, n: usize, range: Range, open: Option<Html>, onopen: Callback<MouseEvent>) -> Html {
    let words = &api.words.listing;
    let spans: Vec<&std::sync::Arc<Span>> = props.set.spans().overlapping(range).collect();
    let language = language_of(&props.document);
    let name = AttrValue::from((words.words_of)(n + 1));
    html! {
        <li key={n}>
            <p dir="auto" lang={language}>{ props.document.text().quote(range) }</p>
            if !spans.is_empty() {
                <ul class="listing-marks" aria-label={(words.marks_of)(n + 1)}>{ for spans.into_iter().map(|span| mark(api, props, span)) }</ul>
            }
            <button type="button" class="quiet" aria-label={name.clone()} aria-expanded={open.is_some().to_string()} onclick={onopen}>
                { words.words }{ icon(if open.is_some() { Glyph::Up } else { Glyph::Down }) }
            </button>
            if let Some(open) = open {
                <div role="group" aria-label={name}>{ open }</div>
            }
        </li>
    }
}

fn mark(api: &Api, props: &Props, span: &Span) -> Html {
    let label = props.schema.label(&span.label);
    let name = label.map_or_else(|| span.label.to_string(), |label| label.name.clone());
    let colour = label.map_or(0, |label| label.colour.place());
    let current = (props.picked.as_ref() == Some(&span.id)).then_some("true");
    let onclick = {
        let (onpick, id) = (props.onpick.clone(), span.id.clone());
        Callback::from(move |_: MouseEvent| onpick.emit(vec![id.clone()]))
    };
    html! {
        <li key={span.id.to_string()}>
            <button type="button" class={format!("listing-mark colour-{colour}")} aria-current={current} {onclick}>
                <span class="swatch" aria-hidden="true"></span>
                <bdi>{ (api.words.listing.mark)(&name, &excerpt(&props.document, span)) }</bdi>
            </button>
        </li>
    }
}

/// The words of a sentence, and the labels for what is selected.
fn words_of(api: &Api, props: &Props, range: Range, first: Option<Range>, onword: &Callback<Range>) -> Html {
    let text = props.document.text();
    let word = |word: Range| {
        let is_pressed = first == Some(word) || props.selection.is_some_and(|selection| selection.overlaps(word));
        let onclick = onword.reform(move |_: MouseEvent| word);
        html! {
            <button key={word.start().byte()} type="button" aria-pressed={is_pressed.to_string()} {onclick}>{ text.quote(word) }</button>
        }
    };
    let label = |label: &Label| {
        let is_armed = props.armed.as_ref() == Some(&label.id);
        let onclick = {
            let (api, id, selects) = (api.clone(), label.id.clone(), props.selection.is_some());
            Callback::from(move |_: MouseEvent| {
                api.in_article(if selects {
                    ArticleAction::Tag(id.clone(), api.tag())
                } else {
                    ArticleAction::Arm((!is_armed).then(|| id.clone()))
                });
            })
        };
        html! {
            <button key={label.id.to_string()} type="button" class={format!("label-button colour-{}", label.colour.place())}
                aria-pressed={is_armed.to_string()} {onclick}>
                <kbd>{ api.keys.of_label(label).map(String::from) }</kbd><span class="name">{ &label.name }</span>
            </button>
        }
    };
    html! {
        <>
            <div class="listing-words" dir="auto" lang={language_of(&props.document)}>
                { for segmenter::words(&props.document).within(range).map(word) }
            </div>
            <div class="listing-labels" role="group" aria-label={api.words.listing.labels}>{ for props.schema.labels.iter().map(label) }</div>
        </>
    }
}
