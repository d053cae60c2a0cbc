//! Where a page arrives that the bookmarklet hands over.

use gloo::timers::callback::Timeout;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_state_eq};

use crate::ui::adding::Source;
use crate::ui::route::Route;
use crate::ui::store::use_api;
use crate::web::handed;

/// How long a page may take to arrive, in milliseconds.
const PATIENCE: u32 = 10_000;

/// What the place needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Called with the page.
    pub onadd: Callback<Vec<Source>>,
}

/// Waits for the page, says so, and says what to do if none comes.
#[component]
pub fn ReceivePage(props: &Props) -> Html {
    let words = use_api().words;
    let failed = use_state_eq(|| false);
    {
        let (onadd, failed) = (props.onadd.clone(), failed.setter());
        use_effect_with((), move |()| {
            let listener = handed::listen(move |page| {
                Route::Library.go();
                onadd.emit(vec![Source::Handed(page)]);
            });
            let patience = if listener.is_some() { PATIENCE } else { 0 };
            let timer = Timeout::new(patience, move || failed.set(true));
            move || drop((listener, timer))
        });
    }
    html! {
        <main class="failure">
            if *failed {
                <h1>{ words.adding.nothing_handed }</h1>
                <p>{ words.adding.nothing_handed_hint }</p>
                <div class="actions"><a href={Route::Library.address()}>{ words.article.back_to_library }</a></div>
            } else {
                <p role="status">{ words.adding.receiving }</p>
            }
        </main>
    }
}
