//! The place where annotators are compared: who is, the figures, and what is behind each of them.

pub mod behind;
mod figures;
pub mod report;
mod tables;
mod who;

pub mod settle;

use std::rc::Rc;

use yew::{Callback, Html, Properties, UseStateHandle, component, hook, html, use_state, use_state_eq};

use crate::app::jobs::{Asked, Compared, Question, Task};
use crate::app::library::SameLibrary;
use crate::app::state::AppState;
use crate::ui::adding::Source;
use crate::ui::keeper::{ExportError, Work};
use crate::ui::library::places;
use crate::ui::parts::progress as progress_bar;
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
use crate::ui::work::use_latest;

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
    /// Adds what is opened here.
    pub onadd: Callback<Vec<Source>>,
}

/// How far a comparison is.
enum Progress {
    Working(f64, Work),
    /// What was counted; what chance explains is still being worked out, so far.
    Counted(Rc<Compared>, f64, Work),
    Ready(Rc<Compared>),
    Failed(ExportError),
}

impl Progress {
    fn compared(&self) -> Option<&Rc<Compared>> {
        match self {
            Self::Counted(compared, ..) | Self::Ready(compared) => Some(compared),
            Self::Working(..) | Self::Failed(_) => None,
        }
    }
}

/// The comparison of annotators.
#[component]
pub fn ReviewPage(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let state = &props.state;
    let asked = use_state_eq(Asked::default);
    let behind = use_state_eq(|| None::<Question>);
    let people = who::people(state);
    let compared = use_compared(&api, state, &asked);
    let ask = {
        let behind = behind.setter();
        Callback::from(move |question: Question| behind.set(Some(question)))
    };
    let close = {
        let behind = behind.setter();
        Callback::from(move |()| behind.set(None))
    };
    let onasked = {
        let asked = asked.setter();
        Callback::from(move |wanted| asked.set(wanted))
    };
    html! {
        <main class="review">
            <header class="bar">
                <h1 class="brand">{ words.program.name }</h1>
                <p class="bar-title" dir="auto">{ &state.project.name }</p>
                { places(&api, &Route::Review) }
            </header>
            <div class="review-body">
                { who::view(&api, state, &people, &asked, &onasked, &props.onadd) }
                { match &*compared {
                    _ if people.len() < 2 => Html::default(),
                    Progress::Working(part, work) => bar(words.review.comparing, words.program.cancel, *part, work),
                    Progress::Counted(_, part, work) => bar(words.review.beyond_chance, words.program.cancel, *part, work),
                    Progress::Failed(error) => html! { <p class="error" role="alert">{ (words.export.export_error)(error) }</p> },
                    Progress::Ready(_) => Html::default(),
                } }
                if let Some(compared) = compared.compared().filter(|_| people.len() > 1) {
                    if compared.documents.is_empty() {
                        <p class="error" role="note">{ words.review.nothing_shared }</p>
                    } else {
                        { figures::view(&api, compared, &ask) }
                        { tables::view(&api, state, compared, asked.blind, &ask) }
                        <report::ReportButton asked={(*asked).clone()} project={state.project.name.clone()} />
                    }
                }
            </div>
            if let Some(question) = &*behind {
                <behind::Behind state={state.clone()} asked={(*asked).clone()} question={question.clone()} onclose={close} />
            }
        </main>
    }
}

fn bar(name: &str, cancel: &'static str, part: f64, work: &Work) -> Html {
    let work = work.clone();
    progress_bar(name, part, cancel, &Callback::from(move |()| work.cancel()))
}

/// Compares anew whenever something else is asked or something has changed: first what is counted quickly, then what chance explains.
#[hook]
fn use_compared(api: &Api, state: &Shared<AppState>, asked: &Asked) -> UseStateHandle<Progress> {
    let progress = use_state(|| Progress::Working(0.0, Work::default()));
    let (setter, keeper) = (progress.setter(), api.keeper.clone());
    let shown = (state.project.clone(), SameLibrary(state.library.clone()));
    use_latest((asked.clone(), shown), move |(asked, _), latest| {
        setter.set(Progress::Working(0.0, latest.work.clone()));
        let told = {
            let (setter, latest) = (setter.clone(), latest.clone());
            move |part| {
                if latest.is_wanted() {
                    setter.set(Progress::Working(part, latest.work.clone()));
                }
            }
        };
        let asked = asked.clone();
        async move {
            let counted = match keeper.compare(&asked, Task::Counts, &latest.work, told).await {
                Ok(counted) => Rc::new(counted),
                Err(error) => {
                    if latest.is_wanted() {
                        setter.set(Progress::Failed(error));
                    }
                    return;
                }
            };
            if !latest.is_wanted() {
                return;
            }
            setter.set(Progress::Counted(counted.clone(), 0.0, latest.work.clone()));
            let told = {
                let (setter, latest, counted) = (setter.clone(), latest.clone(), counted.clone());
                move |part| {
                    if latest.is_wanted() {
                        setter.set(Progress::Counted(counted.clone(), part, latest.work.clone()));
                    }
                }
            };
            // Whoever stops this keeps what was counted.
            let whole = keeper.compare(&asked, Task::Chance, &latest.work, told).await.map_or(counted, Rc::new);
            if latest.is_wanted() {
                setter.set(Progress::Ready(whole));
            }
        }
    });
    progress
}
