//! Starting: opens the database, finds out whether anything is missing, and shows the project that was shown last.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::UseReducerDispatcher;

use super::labels::LabelsWriting;
use super::{Afterwards, Inner, Keeper};
use crate::app::action::Action;
use crate::app::record::{Unreadable, key, read_project, write_project};
use crate::app::state::{AppState, ProjectInfo, SaveFailure, Saving};
use crate::domain::id::{Annotator, ProjectId};
use crate::ui::messages::{Catalogue, ENGLISH};
use crate::ui::store::Store as StateStore;
use crate::web::storage::{Lost, Storage, StorageError, Store, Write};
use crate::web::{canary, fresh};

/// The name of the database.
const DATABASE: &str = "postil";

/// Why the program can't start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartError {
    /// The database can't be opened.
    Storage(StorageError),
    /// The database is empty though annotations were saved before: so many spans, at last.
    Lost(usize),
}

impl Keeper {
    /// Opens the database and shows the project that was shown last.
    ///
    /// # Errors
    /// If there is no database, or it was lost; with `accept_loss` the program then starts anew.
    pub(crate) async fn start(
        dispatcher: UseReducerDispatcher<StateStore>,
        words: &'static Catalogue,
        accept_loss: bool,
    ) -> Result<Self, StartError> {
        let on_lost = {
            let dispatcher = dispatcher.clone();
            Rc::new(move |lost| {
                dispatcher.dispatch(Action::Saving(Saving::Failing(match lost {
                    Lost::Upgrading => SaveFailure::NewerVersion,
                    Lost::Closed => SaveFailure::Other("closed".into()),
                })));
            })
        };
        let opening = Storage::open(DATABASE, on_lost).await.map_err(StartError::Storage)?;
        let keeper = Self(Rc::new(Inner {
            storage: opening.storage,
            dispatcher,
            state: RefCell::new(Arc::new(AppState::new(
                ProjectInfo::new(ProjectId::new(""), ""),
                Annotator::new(words.library.first_annotator),
            ))),
            writings: RefCell::default(),
            labels: LabelsWriting::default(),
            channel: BroadcastChannel::new(DATABASE).ok(),
            asked_to_keep: Cell::new(false),
        }));
        let mut projects = keeper.projects().await.map_err(StartError::Storage)?;
        if projects.is_empty() {
            let told = opening.data_loss.then_some(0);
            if let Some(spans) = canary::saved().or(told).filter(|_| !accept_loss) {
                keeper.storage().close();
                return Err(StartError::Lost(spans));
            }
            let first = ProjectInfo::new(ProjectId::new(fresh::name()), words.library.first_project);
            keeper.put_project(&first).await.map_err(StartError::Storage)?;
            projects.push(first);
            keeper.set_setting("annotator", words.library.first_annotator).await;
        }
        let last = keeper.setting("project").await;
        let shown =
            projects.iter().find(|project| Some(project.id.as_str()) == last.as_deref()).unwrap_or(&projects[0]);
        let shown = shown.clone();
        // Earlier versions had this name alone and did not store it.
        let annotator = keeper.setting("annotator").await.unwrap_or_else(|| ENGLISH.library.first_annotator.to_owned());
        keeper.dispatch(Action::NameAnnotator(Annotator::new(annotator)));
        keeper.dispatch(Action::ListProjects(projects));
        keeper.show_project(shown).await.map_err(StartError::Storage)?;
        keeper.empty_trash().await;
        keeper.listen();
        keeper.look_whether_kept();
        Ok(keeper)
    }

    /// All projects.
    async fn projects(&self) -> Result<Vec<ProjectInfo>, StorageError> {
        let mut damaged = Vec::new();
        let mut projects = Vec::new();
        for (key, bytes) in self.storage().between(Store::Projects, "", key::END).await? {
            let bytes = bytes.unwrap_or_default();
            match read_project(&bytes) {
                Ok(project) => projects.push(project),
                Err(Unreadable::TooNew(_)) => return Err(StorageError::Newer),
                Err(_) => {
                    // Its articles are still there; without labels of its own they can be opened with the usual ones.
                    projects.push(ProjectInfo::new(ProjectId::new(key::last_name(&key)), key::last_name(&key)));
                    damaged.push((key, bytes));
                }
            }
        }
        self.set_aside(Store::Projects, damaged, Afterwards::Keep).await;
        Ok(projects)
    }

    /// Writes the record of a project.
    ///
    /// # Errors
    /// If the browser refuses.
    pub(super) async fn put_project(&self, project: &ProjectInfo) -> Result<(), StorageError> {
        let key = key::project(&project.id);
        self.storage().write(&[Write::Put(Store::Projects, key, write_project(project))], None).await
    }

    /// Reads again what other tabs say is new.
    fn listen(&self) {
        let Some(channel) = &self.0.channel else {
            return;
        };
        let keeper = self.clone();
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(key) = event.data().as_string() {
                keeper.heard(&key);
            }
        });
        channel.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
    }

    fn heard(&self, key: &str) {
        if let Some(writing) = self.writing(key) {
            writing.hint();
            self.work(writing);
        }
        let (keeper, is_project) = (self.clone(), key == key::project(&self.state().project.id));
        wasm_bindgen_futures::spawn_local(async move {
            if is_project {
                keeper.refresh_labels().await;
            }
            keeper.refresh().await;
        });
    }
}
