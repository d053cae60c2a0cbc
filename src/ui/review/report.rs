//! The report that is taken away.

use web_sys::MouseEvent;
use yew::{Callback, Html, Properties, component, html, use_state};

use crate::app::jobs::Asked;
use crate::ui::keeper::{ExportError, Work};
use crate::ui::parts::progress;
use crate::ui::store::use_api;
use crate::web::{files, fresh};

/// What is reported.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whom the comparison is about.
    pub asked: Asked,
    /// The project's name.
    pub project: String,
}

enum State {
    Idle,
    Working(f64, Work),
    Failed(ExportError),
}

/// A button that makes the report and hands it to the browser's downloads.
#[component]
pub fn ReportButton(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let state = use_state(|| State::Idle);
    let onclick = {
        let (setter, keeper, asked, project) =
            (state.setter(), api.keeper.clone(), props.asked.clone(), props.project.clone());
        Callback::from(move |_: MouseEvent| {
            let work = Work::default();
            setter.set(State::Working(0.0, work.clone()));
            let (setter, keeper, asked, project) = (setter.clone(), keeper.clone(), asked.clone(), project.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let told = {
                    let (setter, work) = (setter.clone(), work.clone());
                    move |part| setter.set(State::Working(part, work.clone()))
                };
                let made = keeper.comparison_report(&asked, &work, told).await.and_then(|page| {
                    let name = format!("{}-{}.html", files::safe_name(&project), &fresh::now()[..10]);
                    files::download(&name, "text/html", &page).map_err(ExportError::Broken)
                });
                setter.set(match made {
                    Ok(()) | Err(ExportError::Cancelled) => State::Idle,
                    Err(error) => State::Failed(error),
                });
            });
        })
    };
    html! {
        <section class="report-button">
            { match &*state {
                State::Working(part, work) => {
                    let work = work.clone();
                    progress(words.review.making_report, *part, words.program.cancel, &Callback::from(move |()| work.cancel()))
                }
                State::Failed(error) => html! { <p class="error" role="alert">{ (words.export.export_error)(error) }</p> },
                State::Idle => Html::default(),
            } }
            <button type="button" {onclick}>{ words.review.save_report }</button>
            <p class="hint">{ words.review.report_hint }</p>
        </section>
    }
}
