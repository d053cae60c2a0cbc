//! The running program: which place is shown, and what is listened to in all of them.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, Event};
use yew::{
    Callback, ContextProvider, Html, Properties, UseReducerDispatcher, component, hook, html, use_effect_with,
    use_memo, use_mut_ref, use_state_eq,
};

use super::adding::{Adding, Source, use_adding};
use super::article::ArticlePage;
use super::export::ExportPage;
use super::keeper::Keeper;
use super::labels::LabelsPage;
use super::messages::Catalogue;
use super::parts::progress;
use super::receive::ReceivePage;
use super::register::RegisterPage;
use super::review::ReviewPage;
use super::review::settle::SettlePage;
use super::rhythm::use_rhythm;
use super::route::{FirstShown, Route};
use super::shared::Shared;
use super::shortcuts::use_remembered_keys;
use super::store::{Api, Store, Words};
use super::{article_preview, import_preview, library, notices, report};
use crate::app::action::{Action, ArticleAction};
use crate::app::state::{AppState, SetSummary};
use crate::app::views;
use crate::domain::annotation::Status;
use crate::web::clipboard::Copied;
use crate::web::{fetch, files, forms, fresh};

/// What the program runs on.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
    /// Changes the state.
    pub dispatcher: UseReducerDispatcher<Store>,
    /// Keeps it.
    pub keeper: Keeper,
    /// The words of the interface.
    pub(crate) words: Words,
    /// Called with others in which the interface is to be.
    pub(crate) onlanguage: Callback<Words>,
}

/// The running program.
#[component]
pub fn Running(props: &Props) -> Html {
    let actor = use_memo((), |()| Arc::<str>::from(fresh::name()));
    let state = &props.state;
    let api = Api {
        dispatcher: props.dispatcher.clone(),
        keeper: props.keeper.clone(),
        keys: state.keys.beside(&state.project.schema),
        words: props.words.0,
        onlanguage: props.onlanguage.clone(),
        actor: (*actor).clone(),
    };
    use_remembered_keys(&api);
    use_rhythm(state, &api);
    use_saving(state, &api);
    let adding = use_adding(&api);
    let (route, missing) = use_route(state, &api);
    let dragging = use_drop(&adding);
    use_title(api.words, state, &route);

    let onnext = {
        let (api, state) = (api.clone(), state.clone());
        Callback::from(move |()| done_and_next(&api, &state))
    };
    let page = match &route {
        Route::Library => library::view(&api, state, &adding),
        Route::Receive(time) => html! { <ReceivePage key={time.clone()} onadd={adding.add.clone()} /> },
        Route::Export => html! { <ExportPage state={state.clone()} /> },
        Route::Labels => html! { <LabelsPage key={state.project.id.to_string()} state={state.clone()} /> },
        Route::Register(entry) => html! {
            <RegisterPage key={state.project.id.to_string()} state={state.clone()} entry={entry.clone()} />
        },
        Route::Review => html! { <ReviewPage state={state.clone()} onadd={adding.add.clone()} /> },
        Route::Article(_) | Route::Settle(..) if missing => html! {
            <main class="failure">
                <h1>{ api.words.article.no_such_article }</h1>
                <div class="actions"><a href={Route::Library.address()}>{ api.words.article.back_to_library }</a></div>
            </main>
        },
        Route::Article(_) => match &state.article {
            Some(article) if state.review.is_none() => {
                let key = article.open.document().id().to_string();
                html! { <ArticlePage {key} state={state.clone()} {onnext} onreport={adding.tell.clone()} /> }
            }
            _ => Html::default(),
        },
        Route::Settle(id, _) => match &state.review {
            Some(_) => html! { <SettlePage key={id.to_string()} state={state.clone()} /> },
            None => Html::default(),
        },
    };
    let cancel = {
        let adding = adding.clone();
        Callback::from(move |()| adding.cancel())
    };
    let dismiss = {
        let adding = adding.clone();
        Callback::from(move |()| adding.dismiss())
    };
    html! {
        <ContextProvider<Api> context={api.clone()}>
            <div class="app">
                { page }
                if let Some(running) = adding.running().filter(|_| adding.preview().is_none()) {
                    { progress(&(api.words.adding.reading)(&running.name), running.part, api.words.program.cancel, &cancel) }
                }
                { notices::view(&api, state) }
                if let Some(preview) = adding.preview() {
                    { article_preview::view(&api, &adding, preview)
                        .unwrap_or_else(|| import_preview::view(&api, &adding, preview)) }
                }
                if let Some(outcomes) = adding.report() {
                    { report::view(&api, outcomes, dismiss) }
                }
                if dragging {
                    <div class="drop-veil" aria-hidden="true"><p>{ api.words.library.drop_here }</p></div>
                }
            </div>
        </ContextProvider<Api>>
    }
}

/// Says the open article is done, and goes on to the next one that is not; to the library after the last.
fn done_and_next(api: &Api, state: &AppState) {
    let Some(article) = &state.article else {
        return;
    };
    api.in_article(ArticleAction::SetStatus(Status::Done, api.stamp()));
    let next = views::next_undone(&state.library, &state.annotator, article.open.document().id());
    next.map_or(Route::Library, Route::Article).go();
}

/// Writes what changes, and warns before a page is left that holds anything unsaved.
#[hook]
fn use_saving(state: &Shared<AppState>, api: &Api) {
    {
        let keeper = api.keeper.clone();
        use_effect_with(state.clone(), move |state| keeper.sync(&state.0));
    }
    let keeper = api.keeper.clone();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = web_sys::window().map(|window| {
            EventListener::new_with_options(&window, "beforeunload", options, move |event| {
                if !keeper.all_saved() {
                    event.prevent_default();
                }
            })
        });
        move || drop(listener)
    });
}

/// The place the address names, and whether it names an article that isn't there.
#[hook]
fn use_route(state: &Shared<AppState>, api: &Api) -> (Route, bool) {
    let route = use_state_eq(Route::current);
    let missing = use_state_eq(|| false);
    {
        let route = route.setter();
        use_effect_with((), move |()| {
            let listener = web_sys::window()
                .map(|window| EventListener::new(&window, "hashchange", move |_| route.set(Route::current())));
            move || drop(listener)
        });
    }
    {
        let (api, missing) = (api.clone(), missing.setter());
        let shown = state.article.as_ref().filter(|_| state.review.is_none());
        let shown = shown.map(|article| article.open.document().id().clone());
        let others = others_work(state, &route);
        use_effect_with(((*route).clone(), state.project.id.clone(), others), move |(route, ..)| {
            missing.set(false);
            let route = route.clone();
            let wanted = {
                let route = route.clone();
                move || Route::current() == route
            };
            match route {
                Route::Article(id) if shown.as_ref() == Some(&id) => {}
                Route::Article(id) => wasm_bindgen_futures::spawn_local(async move {
                    let is_there = api.keeper.open_article(&id, wanted.clone()).await;
                    missing.set(!is_there);
                    if is_there && wanted() {
                        show_first(&api);
                    }
                }),
                Route::Settle(id, at) => wasm_bindgen_futures::spawn_local(async move {
                    missing.set(!api.keeper.open_review(&id, at, wanted).await);
                }),
                _ => api.dispatch(Action::Close),
            }
        });
    }
    let is_gone = matches!(&*route, Route::Article(id) | Route::Settle(id, _) if state.article.is_none() && state.library.get(id).is_none());
    ((*route).clone(), *missing || is_gone)
}

/// Shows in the article that was just opened what its address names.
fn show_first(api: &Api) {
    match Route::first_shown() {
        Some(FirstShown::Words(words)) => api.in_article(ArticleAction::Find(Some(words))),
        Some(FirstShown::Span(span)) => api.in_article(ArticleAction::Visit(span)),
        None => {}
    }
}

/// What is known of everybody's work on the article whose gold is settled: if that changes, it is read again.
fn others_work(state: &AppState, route: &Route) -> Vec<SetSummary> {
    let Route::Settle(id, _) = route else {
        return Vec::new();
    };
    let sets = state.library.get(id).map_or(&[][..], |summary| &summary.sets);
    sets.iter().filter(|set| !set.annotator.is_gold()).cloned().collect()
}

/// Adds what is dropped anywhere: files, or what is dragged from another window. Tells whether any of it is over the page now.
#[hook]
fn use_drop(adding: &Adding) -> bool {
    let dragging = use_state_eq(|| false);
    let add = use_mut_ref(|| adding.add.clone());
    add.replace(adding.add.clone());
    let setter = dragging.setter();
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        // What is dragged within the page is moved within it.
        let is_own = Rc::new(Cell::new(false));
        let listeners: Vec<EventListener> = web_sys::window()
            .into_iter()
            .flat_map(|window| {
                ["dragstart", "dragend", "dragover", "dragleave", "drop"].map(|kind| {
                    let (setter, add, is_own) = (setter.clone(), add.clone(), is_own.clone());
                    EventListener::new_with_options(&window, kind, options, move |event: &Event| {
                        let Some(event) = event.dyn_ref::<DragEvent>() else {
                            return;
                        };
                        if let "dragstart" | "dragend" = event.type_().as_str() {
                            return is_own.set(event.type_() == "dragstart");
                        }
                        let brings = |data: &DataTransfer| {
                            files::brings_files(data)
                                || (!is_own.get() && files::brings_text(data) && !forms::is_for_text(event))
                        };
                        let Some(data) = event.data_transfer().filter(brings) else {
                            return;
                        };
                        event.prevent_default();
                        match event.type_().as_str() {
                            "dragover" => setter.set(true),
                            // The pointer leaves the window itself only if there is nothing it goes to.
                            "dragleave" => setter.set(event.related_target().is_some()),
                            _ => {
                                setter.set(false);
                                let add = add.borrow().clone();
                                if !files::brings_files(&data) {
                                    return add.emit(dragged(Copied::of(&data)));
                                }
                                let dropped = files::dropped(&data);
                                wasm_bindgen_futures::spawn_local(async move {
                                    let files = dropped.await;
                                    add.emit(files.into_iter().map(|(path, file)| Source::File(path, file)).collect());
                                });
                            }
                        }
                    })
                })
            })
            .collect();
        move || drop(listeners)
    });
    *dragging
}

/// What is dragged from another window: a part of a page, the address of one, or text.
fn dragged(copied: Copied) -> Vec<Source> {
    let is_address = !copied.text.trim().contains(char::is_whitespace) && fetch::address(&copied.text).is_some();
    vec![if is_address && copied.text.contains("://") {
        Source::Address(copied.text)
    } else if copied.html.is_empty() {
        Source::Text(copied.text)
    } else {
        Source::Page(copied.html)
    }]
}

/// Names the page after what it shows.
#[hook]
fn use_title(words: &'static Catalogue, state: &Shared<AppState>, route: &Route) {
    let shown = match (route, &state.article) {
        (Route::Article(_) | Route::Settle(..), Some(article)) => Some(article.open.document().title().to_owned()),
        (Route::Register(_), _) => Some(words.register.register.to_owned()),
        (Route::Labels, _) => Some(words.program.labels.to_owned()),
        (Route::Review, _) => Some(words.program.review.to_owned()),
        (Route::Export, _) => Some(words.program.export.to_owned()),
        _ => None,
    };
    use_effect_with((shown, words.program.name), |(shown, name)| {
        if let Some(page) = web_sys::window().and_then(|window| window.document()) {
            page.set_title(&shown.as_ref().map_or_else(|| (*name).to_owned(), |shown| format!("{shown} – {name}")));
        }
    });
}
