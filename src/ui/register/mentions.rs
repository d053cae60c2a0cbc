//! The mentions of an entry across articles, and the spans that may be mentions, to be linked together.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html, use_state};

use crate::app::across::Deed;
use crate::app::jobs::MarkedSpan;
use crate::app::state::AppState;
use crate::domain::id::{DocumentId, SpanId};
use crate::domain::schema::register::Entry;
use crate::ui::article::tag_all::context;
use crate::ui::keeper::{Plan, Work};
use crate::ui::parts::{WindowedList, progress};
use crate::ui::route::{FirstShown, Route};
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};

/// The height of a row, as the stylesheet sets it.
const ROW: f64 = 56.0;

/// The spans that mention an entry, each with a link to it.
pub(super) fn linked(api: &Api, state: &Shared<AppState>, spans: &Rc<Vec<MarkedSpan>>, is_whole: bool) -> Html {
    let words = &api.words.register;
    let rows = {
        let (state, spans) = (state.clone(), spans.clone());
        Callback::from(move |range: Range<usize>| {
            let row = |span: &MarkedSpan| {
                let address = Route::article_at(&span.document, &FirstShown::Span(span.span.clone()));
                html! {
                    <div key={format!("{} {}", span.document, span.span)} class="row" role="listitem">
                        <a href={address}>{ in_context(span) }<small dir="auto">{ title(&state, &span.document) }</small></a>
                    </div>
                }
            };
            spans.get(range.start..range.end.min(spans.len())).unwrap_or_default().iter().map(row).collect::<Html>()
        })
    };
    html! {
        <section aria-labelledby="mentions-heading">
            <h4 id="mentions-heading">{ words.mentions }</h4>
            if !spans.is_empty() {
                <WindowedList class="tag-all-rows mention-rows" count={spans.len()} row_height={ROW} {rows} label={words.mentions} />
            } else if is_whole {
                <p class="hint">{ words.no_mentions }</p>
            }
        </section>
    }
}

/// What may be gathered.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) state: Shared<AppState>,
    pub(super) entry: Shared<Entry>,
    pub(super) spans: Rc<Vec<MarkedSpan>>,
    /// Whether all articles were looked through.
    pub(super) is_whole: bool,
}

/// The spans that may mention the entry, ticked at first, and the button that links those that are ticked.
#[component]
pub(super) fn Gather(props: &Props) -> Html {
    let api = use_api();
    let words = &api.words.register;
    let unticked = use_state(BTreeSet::<(DocumentId, SpanId)>::new);
    let writing = use_state(|| None::<(Work, f64)>);
    let spans = &props.spans;
    let name = |span: &MarkedSpan| (span.document.clone(), span.span.clone());
    let ticked: Vec<&MarkedSpan> = spans.iter().filter(|span| !unticked.contains(&name(span))).collect();
    let count = ticked.len();
    let all_ticked = count == spans.len();
    let onall = {
        let (unticked, spans) = (unticked.setter(), spans.clone());
        Callback::from(move |_: yew::Event| {
            unticked.set(if all_ticked { spans.iter().map(name).collect() } else { BTreeSet::new() });
        })
    };
    let rows = {
        let (state, spans, unticked) = (props.state.clone(), spans.clone(), unticked.clone());
        Callback::from(move |range: Range<usize>| {
            let row = |span: &MarkedSpan| {
                let (unticked, name) = (unticked.clone(), name(span));
                let (key, checked) = (format!("{} {}", name.0, name.1), !unticked.contains(&name));
                let onchange = Callback::from(move |_: yew::Event| {
                    let mut changed = (*unticked).clone();
                    if !changed.remove(&name) {
                        changed.insert(name.clone());
                    }
                    unticked.set(changed);
                });
                html! {
                    <div {key} class="row" role="listitem">
                        <label><input type="checkbox" {checked} {onchange} />{ in_context(span) }<small dir="auto">{ title(&state, &span.document) }</small></label>
                    </div>
                }
            };
            spans.get(range.start..range.end.min(spans.len())).unwrap_or_default().iter().map(row).collect::<Html>()
        })
    };
    let onlink = {
        let mut plans: Vec<(DocumentId, Plan)> = Vec::new();
        for of_article in ticked.chunk_by(|one, other| one.document == other.document) {
            let spans = of_article.iter().map(|span| span.span.clone()).collect();
            plans.push((of_article[0].document.clone(), Plan::Link(spans, props.entry.id.clone())));
        }
        let (api, writing, deed) = (api.clone(), writing.setter(), Deed::Linked(props.entry.name.clone()));
        Callback::from(move |_: web_sys::MouseEvent| {
            let (api, writing, deed, plans) = (api.clone(), writing.clone(), deed.clone(), plans.clone());
            let work = Work::default();
            writing.set(Some((work.clone(), 0.0)));
            wasm_bindgen_futures::spawn_local(async move {
                let told = |part| writing.set(Some((work.clone(), part)));
                api.keeper.do_across(deed, &plans, &api.tag(), &work, told).await;
                writing.set(None);
            });
        })
    };
    html! {
        <section aria-labelledby="gather-heading">
            <h4 id="gather-heading">{ words.gather }</h4>
            if spans.is_empty() {
                if props.is_whole {
                    <p class="hint">{ words.nothing_to_gather }</p>
                }
            } else {
                <p class="hint">{ words.gather_hint }</p>
                <div class="tag-all-tools">
                    <label><input type="checkbox" checked={all_ticked} onchange={onall} />{ (api.words.tag_all.places_ticked)(count, spans.len()) }</label>
                </div>
                <WindowedList class="tag-all-rows mention-rows" count={spans.len()} row_height={ROW} {rows} label={words.gather} />
                if let Some((work, part)) = &*writing {
                    { progress(api.words.across.writing, *part, api.words.across.stop_writing, &stopping(work)) }
                } else {
                    <div class="actions">
                        <button type="button" class="primary" disabled={count == 0 || !props.is_whole} onclick={onlink}>{ (words.link_spans)(count) }</button>
                    </div>
                }
            }
        </section>
    }
}

fn stopping(work: &Work) -> Callback<()> {
    let work = work.clone();
    Callback::from(move |()| work.cancel())
}

fn in_context(span: &MarkedSpan) -> Html {
    let [before, quote, after] = span.excerpt.clone();
    context(before.into(), quote.into(), after.into())
}

fn title(state: &AppState, document: &DocumentId) -> String {
    state.library.get(document).map_or_else(|| document.to_string(), |summary| summary.title.clone())
}
