//! Counting mentions in all articles, and finding those of one entry.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;
use yew::{Callback, Html, hook, html, use_effect_with, use_state};

use crate::app::jobs::{FoundMentions, MarkedSpan, WantedMentions};
use crate::app::register::Tallies;
use crate::app::state::{AppState, DocumentSummary};
use crate::ui::keeper::{ExportError, Work};
use crate::ui::store::Api;

/// So long nothing is read, in milliseconds, since the next letter of a name may follow.
const PAUSE: u32 = 300;

/// Mentions, counted.
#[derive(Clone, Default)]
pub(super) struct Counted {
    pub(super) tallies: Rc<Tallies>,
    /// How much is done, from 0 to 1, as long as not all is.
    pub(super) part: Option<f64>,
    failed: Option<ExportError>,
    work: Work,
}

/// Spans of one entry, or that may be.
#[derive(Clone, Default)]
pub(super) struct Found {
    pub(super) spans: Rc<Vec<MarkedSpan>>,
    /// How much is done, from 0 to 1, as long as not all is.
    pub(super) part: Option<f64>,
    failed: Option<ExportError>,
    work: Work,
}

impl Counted {
    pub(super) fn stop(&self) -> Callback<()> {
        stopping(&self.work)
    }

    pub(super) fn failure(&self, api: &Api) -> Html {
        failure(api, self.failed.as_ref())
    }
}

impl Found {
    pub(super) fn stop(&self) -> Callback<()> {
        stopping(&self.work)
    }

    pub(super) fn failure(&self, api: &Api) -> Html {
        failure(api, self.failed.as_ref())
    }
}

fn stopping(work: &Work) -> Callback<()> {
    let work = work.clone();
    Callback::from(move |()| work.cancel())
}

fn failure(api: &Api, failed: Option<&ExportError>) -> Html {
    let words = api.words;
    match failed {
        None => Html::default(),
        Some(ExportError::Cancelled) => html! { <p role="status">{ words.across.stopped }</p> },
        Some(error) => {
            html! { <p role="alert">{ format!("{} {}", words.across.stopped, (words.export.export_error)(error)) }</p> }
        }
    }
}

/// Whether the annotator has marked anything in the article.
fn has_spans(state: &AppState) -> impl Fn(&DocumentSummary) -> bool + use<> {
    let annotator = state.annotator.clone();
    move |summary| summary.set_of(&annotator).is_some_and(|set| set.spans > 0)
}

/// Counts in all articles, anew for another project, annotator or `since`.
#[hook]
pub(super) fn use_tallies(api: &Api, state: &AppState, since: Option<u64>) -> Counted {
    let counted = use_state(|| Counted { part: Some(0.0), ..Counted::default() });
    let (setter, keeper, has_spans) = (counted.setter(), api.keeper.clone(), has_spans(state));
    let place = (state.project.id.clone(), state.annotator.clone(), state.library.len(), since);
    use_effect_with(place, move |_| {
        let work = Work::default();
        let cancel = {
            let work = work.clone();
            move || work.cancel()
        };
        wasm_bindgen_futures::spawn_local(async move {
            let tallies = RefCell::new(Tallies::default());
            let told = |found: FoundMentions, part: f64| {
                tallies.borrow_mut().add(found.spans);
                setter.set(Counted {
                    tallies: Rc::new(tallies.borrow().clone()),
                    part: Some(part).filter(|part| *part < 1.0),
                    failed: None,
                    work: work.clone(),
                });
            };
            let failed = keeper.find_mentions(&WantedMentions::Spans, has_spans, &work, told).await.err();
            setter.set(Counted { tallies: Rc::new(tallies.into_inner()), part: None, failed, work });
        });
        cancel
    });
    (*counted).clone()
}

/// Finds the spans that are wanted, anew for other ones or `since`; nothing as long as nothing is.
#[hook]
pub(super) fn use_found(api: &Api, state: &AppState, wanted: Option<WantedMentions>, since: Option<u64>) -> Found {
    let found = use_state(Found::default);
    let (setter, keeper, has_spans) = (found.setter(), api.keeper.clone(), has_spans(state));
    use_effect_with((wanted, since), move |(wanted, _)| {
        let work = Work::default();
        let cancel = {
            let work = work.clone();
            move || work.cancel()
        };
        if let Some(wanted) = wanted.clone() {
            setter.set(Found { part: Some(0.0), work: work.clone(), ..Found::default() });
            wasm_bindgen_futures::spawn_local(async move {
                TimeoutFuture::new(PAUSE).await;
                if work.is_cancelled() {
                    return;
                }
                let spans = RefCell::new(Vec::new());
                let told = |found: FoundMentions, part: f64| {
                    spans.borrow_mut().extend(found.spans);
                    setter.set(Found {
                        spans: Rc::new(spans.borrow().clone()),
                        part: Some(part).filter(|part| *part < 1.0),
                        failed: None,
                        work: work.clone(),
                    });
                };
                let failed = keeper.find_mentions(&wanted, has_spans, &work, told).await.err();
                // What another search has taken the place of says nothing any more.
                if !work.is_cancelled() || failed != Some(ExportError::Cancelled) {
                    setter.set(Found { spans: Rc::new(spans.into_inner()), part: None, failed, work });
                }
            });
        }
        cancel
    });
    (*found).clone()
}
