//! The place where the articles of a project are listed, added and deleted.

pub mod add;
mod bulk;
pub mod heading;
mod language;
pub mod list;
pub mod name_dialog;
mod row;
mod searching;
mod tools;
pub mod trash;

use yew::{Html, html};

use crate::app::state::AppState;
use crate::ui::adding::Adding;
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::Api;

/// The library.
pub fn view(api: &Api, state: &Shared<AppState>, adding: &Adding) -> Html {
    let words = api.words;
    let is_empty = state.library.is_empty();
    html! {
        <main class="library">
            <heading::Heading state={state.clone()} />
            if is_empty {
                <section class="welcome">
                    <h2>{ words.library.welcome }</h2>
                    <p class="lead">{ words.library.welcome_lead }</p>
                    { add::view(words, adding) }
                </section>
            } else {
                <list::Articles state={state.clone()} />
                <section class="add-articles">
                    <details>
                        <summary>{ words.library.add_articles }</summary>
                        { add::view(words, adding) }
                    </details>
                </section>
            }
            <trash::Trash state={state.clone()} />
            <footer class="library-foot">
                { language::choice(api) }
                if let Some(kept) = state.kept {
                    <p class="hint">{ if kept { words.library.kept } else { words.library.not_kept } }</p>
                }
            </footer>
        </main>
    }
}

/// Links to the places of the program, of which one is shown.
pub fn places(api: &Api, here: &Route) -> Html {
    let words = api.words;
    let link = |route: Route, name: &'static str| {
        let current = (route == *here).then_some("page");
        html! { <a href={route.address()} aria-current={current}>{ name }</a> }
    };
    html! {
        <nav class="places" aria-label={words.program.places}>
            { link(Route::Library, words.program.library) }
            { link(Route::Labels, words.program.labels) }
            { link(Route::Register(None), words.register.register) }
            { link(Route::Review, words.program.review) }
            { link(Route::Export, words.program.export) }
        </nav>
    }
}
