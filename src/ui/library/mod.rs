//! The place where the articles of a project are listed, added and deleted.

pub mod add;
pub mod annotator;
pub mod list;
pub mod name_dialog;
pub mod projects;
pub mod trash;

use yew::{Callback, Html, Properties, component, html};

use crate::app::state::AppState;
use crate::ui::adding::Source;
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::use_api;

/// What the library shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
    /// Adds articles.
    pub onadd: Callback<Vec<Source>>,
}

/// The library.
#[component]
pub fn LibraryPage(props: &Props) -> Html {
    let words = use_api().words;
    let state = &props.state;
    let is_empty = state.library.is_empty();
    html! {
        <main class="library">
            <header class="bar">
                <h1 class="brand">{ words.name }</h1>
                <projects::Projects state={state.clone()} />
                <Places here={Route::Library} />
                <annotator::AnnotatorButton state={state.clone()} />
            </header>
            if is_empty {
                <section class="welcome">
                    <h2>{ words.welcome }</h2>
                    <p class="lead">{ words.welcome_lead }</p>
                    <add::PasteBox onadd={props.onadd.clone()} />
                </section>
            } else {
                <list::Articles state={state.clone()} />
                <section class="add-articles">
                    <details>
                        <summary>{ words.add_articles }</summary>
                        <add::PasteBox onadd={props.onadd.clone()} />
                    </details>
                </section>
            }
            <trash::Trash state={state.clone()} />
            if let Some(kept) = state.kept {
                <p class="hint">{ if kept { words.kept } else { words.not_kept } }</p>
            }
        </main>
    }
}

/// Where one is.
#[derive(Properties, PartialEq)]
pub struct PlacesProps {
    /// The place that is shown.
    pub here: Route,
}

/// Links to the places of the program.
#[component]
pub fn Places(props: &PlacesProps) -> Html {
    let words = use_api().words;
    let link = |route: Route, name: &'static str| {
        let current = (route == props.here).then_some("page");
        html! { <a href={route.address()} aria-current={current}>{ name }</a> }
    };
    html! {
        <nav class="places" aria-label={words.places}>
            { link(Route::Library, words.library) }
            { link(Route::Export, words.export) }
        </nav>
    }
}
