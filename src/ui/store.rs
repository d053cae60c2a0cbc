//! The one store, and what every part of the interface may ask for through the context.

use std::rc::Rc;
use std::sync::Arc;

use yew::{Callback, Reducible, UseReducerDispatcher, hook, use_context};

use crate::app::across::Across;
use crate::app::action::{Action, ArticleAction, Tag};
use crate::app::keys::single::Keys;
use crate::app::open::Stamp;
use crate::app::reduce::reduce;
use crate::app::state::AppState;
use crate::domain::id::SpanId;
use crate::ui::keeper::Keeper;
use crate::ui::messages::Catalogue;
use crate::web::fresh;

/// The state as the interface holds it.
#[derive(Debug)]
pub struct Store(pub Arc<AppState>);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Self(Arc::new(reduce(&self.0, action))))
    }
}

/// The words of one language, equal to themselves alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(pub(crate) &'static Catalogue);

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// What parts of the interface may ask for: to change the state, to read and write what is kept, to speak.
#[derive(Clone)]
pub struct Api {
    /// Sends actions to the store.
    pub dispatcher: UseReducerDispatcher<Store>,
    /// Keeps everything in the browser's storage.
    pub keeper: Keeper,
    /// The words of the interface.
    pub(crate) words: &'static Catalogue,
    /// The single keys as they are beside the project's label set.
    pub keys: Keys,
    /// Called with others in which the interface is to be.
    pub(crate) onlanguage: Callback<Words>,
    /// This tab.
    pub actor: Arc<str>,
}

impl PartialEq for Api {
    fn eq(&self, other: &Self) -> bool {
        self.dispatcher == other.dispatcher && std::ptr::eq(self.words, other.words) && self.keys == other.keys
    }
}

impl Api {
    /// Changes the state.
    pub fn dispatch(&self, action: Action) {
        self.dispatcher.dispatch(action);
    }

    /// Does something in the open article.
    pub fn in_article(&self, action: ArticleAction) {
        self.dispatch(Action::Article(action));
    }

    /// Now, and this tab.
    pub fn stamp(&self) -> Stamp {
        Stamp { now: fresh::now(), actor: self.actor.clone() }
    }

    /// Undoes the last step in the open article; if it was done in several articles at once, in all of them.
    pub fn undo(&self, state: &AppState) {
        match state.across_to_undo().cloned() {
            Some(across) => self.take_back(across),
            None => self.in_article(ArticleAction::Undo(self.stamp())),
        }
    }

    /// Takes back what was done in several articles at once.
    pub fn take_back(&self, across: Across) {
        let api = self.clone();
        wasm_bindgen_futures::spawn_local(async move { api.keeper.take_back(across, &api.stamp()).await });
    }

    /// A fresh name for a span made now.
    pub fn tag(&self) -> Tag {
        Tag { id: SpanId::new(fresh::name()), stamp: self.stamp() }
    }
}

/// What the context offers.
///
/// # Panics
/// If there is no context; the application wraps everything in one.
#[hook]
pub fn use_api() -> Api {
    use_context::<Api>().expect("the application provides the context")
}
