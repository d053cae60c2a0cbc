//! The spans behind a figure.

use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html, use_effect_with, use_state};

use super::tables::label_name;
use crate::app::jobs::{Asked, ListedSpans, Question, Version};
use crate::app::state::AppState;
use crate::ui::keeper::{ExportError, Work};
use crate::ui::messages::Catalogue;
use crate::ui::parts::{Dialog, progress as progress_bar};
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::use_api;

/// What is asked.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
    /// Whom the comparison is about.
    pub asked: Asked,
    /// Which spans are wanted.
    pub question: Question,
    /// Called to close the list.
    pub onclose: Callback<()>,
}

enum Progress {
    Working(f64),
    Ready(Rc<ListedSpans>),
    Failed(ExportError),
}

/// The list of spans behind a figure, each with a link to its place.
#[component]
pub fn Behind(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let progress = use_state(|| Progress::Working(0.0));
    {
        let (setter, keeper) = (progress.setter(), api.keeper.clone());
        use_effect_with((props.asked.clone(), props.question.clone()), move |(asked, question)| {
            let work = Work::default();
            let (asked, question) = (asked.clone(), question.clone());
            let told = {
                let setter = setter.clone();
                move |part| setter.set(Progress::Working(part))
            };
            let cancel = {
                let work = work.clone();
                move || work.cancel()
            };
            wasm_bindgen_futures::spawn_local(async move {
                let made = keeper.behind(&asked, &question, &work, told).await;
                if !work.is_cancelled() {
                    setter.set(match made {
                        Ok(listed) => Progress::Ready(Rc::new(listed)),
                        Err(error) => Progress::Failed(error),
                    });
                }
            });
            cancel
        });
    }
    html! {
        <Dialog title={words.review.behind_figure} close={words.program.close} class="behind" onclose={props.onclose.clone()}>
            { match &*progress {
                Progress::Working(part) => {
                    progress_bar(words.review.comparing, *part, words.program.cancel, &props.onclose)
                }
                Progress::Failed(error) => html! { <p class="error" role="alert">{ (words.export.export_error)(error) }</p> },
                Progress::Ready(listed) => list(words, &props.state, listed),
            } }
        </Dialog>
    }
}

fn list(words: &Catalogue, state: &AppState, listed: &ListedSpans) -> Html {
    let more = listed.count - listed.rows.len();
    html! {
        <>
            <p class="hint" role="status">{ (words.review.places_found)(listed.count) }</p>
            <ol class="behind-rows">
                { for listed.rows.iter().map(|row| {
                    let title = state.library.get(&row.document).map_or_else(|| row.document.to_string(), |known| known.title.clone());
                    html! {
                        <li>
                            <p class="context" dir="auto">
                                <span class="hint">{ &row.before }</span><mark class="place">{ &row.quote }</mark><span class="hint">{ &row.after }</span>
                            </p>
                            <ul class="versions">{ for row.versions.iter().map(|version| draw_version(state, version)) }</ul>
                            <a href={Route::Settle(row.document.clone(), Some(row.start)).address()} dir="auto">{ title }</a>
                        </li>
                    }
                }) }
            </ol>
            if more > 0 {
                <p class="hint">{ (words.adding.more_warnings)(more) }</p>
            }
        </>
    }
}

/// What one annotator says.
fn draw_version(state: &AppState, version: &Version) -> Html {
    let label = version.label.as_ref();
    let colour = label.and_then(|label| state.project.schema.label(label)).map_or(0, |label| label.colour.place());
    html! {
        <li>
            <b dir="auto">{ &version.annotator }</b>
            { " " }
            { match label {
                Some(label) => html! { <><span class={format!("swatch colour-{colour}")} aria-hidden="true"></span>{ label_name(state, label) }</> },
                None => html! { <span class="hint">{ "–" }</span> },
            } }
            if !version.quote.is_empty() { { " " }<bdi class="quote">{ &version.quote }</bdi> }
        </li>
    }
}
