//! Adding articles from anywhere in the program: one file after another, with progress, and a report of what became of them.

use std::rc::Rc;

use web_sys::File;
use yew::{Callback, UseStateHandle, hook, use_state};

use crate::app::jobs::Refusal;
use crate::domain::id::DocumentId;
use crate::ui::keeper::{AddError, Added, Work};
use crate::ui::route::Route;
use crate::ui::store::Api;
use crate::web::files;

/// Where an article comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// Text that was pasted.
    Text(String),
    /// A file.
    File(File),
}

/// What became of a source: its name on the screen, and the outcome.
pub type Outcome = (String, Result<Added, AddError>);

/// Adding that is going on.
#[derive(Clone)]
pub struct Running {
    /// What is read.
    pub name: String,
    /// How much is done, from 0 to 1.
    pub part: f64,
    work: Work,
}

/// Adding, as the interface shows it.
#[derive(Clone)]
pub struct Adding {
    running: UseStateHandle<Option<Running>>,
    report: UseStateHandle<Option<Rc<Vec<Outcome>>>>,
    /// Adds articles.
    pub add: Callback<Vec<Source>>,
}

impl Adding {
    /// What is going on, if anything is.
    pub fn running(&self) -> Option<&Running> {
        self.running.as_ref()
    }

    /// What is to be said of the last articles added, until it is dismissed.
    pub fn report(&self) -> Option<&Rc<Vec<Outcome>>> {
        self.report.as_ref()
    }

    /// Stops what is going on.
    pub fn cancel(&self) {
        if let Some(running) = self.running() {
            running.work.cancel();
        }
    }

    /// Dismisses the report.
    pub fn dismiss(&self) {
        self.report.set(None);
    }
}

/// Adds articles, one source after another.
#[hook]
pub fn use_adding(api: &Api) -> Adding {
    let running = use_state(|| None::<Running>);
    let report = use_state(|| None::<Rc<Vec<Outcome>>>);
    let add = {
        let (api, running, report) = (api.clone(), running.setter(), report.setter());
        Callback::from(move |sources: Vec<Source>| {
            let (api, running, report) = (api.clone(), running.clone(), report.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let mut outcomes = Vec::new();
                let work = Work::default();
                for source in sources {
                    let name = match &source {
                        Source::Text(_) => api.words.pasted_text.to_owned(),
                        Source::File(file) => file.name(),
                    };
                    let progress = {
                        let (running, name, work) = (running.clone(), name.clone(), work.clone());
                        move |part| running.set(Some(Running { name: name.clone(), part, work: work.clone() }))
                    };
                    progress(0.0);
                    let outcome = add_one(&api, source, &work, progress).await;
                    let cancelled = matches!(outcome, Err(AddError::Cancelled(_)));
                    outcomes.push((name, outcome));
                    if cancelled {
                        break;
                    }
                }
                running.set(None);
                if let Some(article) = only_article(&outcomes) {
                    Route::Article(article).go();
                }
                if outcomes.len() > 1 || outcomes.iter().any(|(_, outcome)| is_to_be_told(outcome)) {
                    report.set(Some(Rc::new(outcomes)));
                }
            });
        })
    };
    Adding { running, report, add }
}

async fn add_one(
    api: &Api,
    source: Source,
    work: &Work,
    progress: impl Fn(f64) + Clone + 'static,
) -> Result<Added, AddError> {
    let (name, bytes) = match source {
        Source::Text(text) => (String::new(), text.into_bytes()),
        Source::File(file) => {
            // A file is held several times over while it is read, and a page has 4 GB at most.
            const LONGEST_FILE: f64 = 268_435_456.0;
            if file.size() > LONGEST_FILE {
                return Err(AddError::Refused(Refusal::TooLong));
            }
            (file.name(), files::read(&file).await.map_err(AddError::Unread)?)
        }
    };
    api.keeper.add(name, bytes, work, progress).await
}

/// The article to be opened: the only one that was added or was there already.
fn only_article(outcomes: &[Outcome]) -> Option<DocumentId> {
    let [(_, Ok(added))] = outcomes else {
        return None;
    };
    let mut all = added.new.iter().chain(&added.known);
    all.next().filter(|_| all.next().is_none()).cloned()
}

/// Whether more is to be said than that the article is there.
fn is_to_be_told(outcome: &Result<Added, AddError>) -> bool {
    match outcome {
        Ok(added) => {
            added.new.len() != 1 || !added.known.is_empty() || !added.warnings.is_empty() || added.elsewhere.is_some()
        }
        Err(_) => true,
    }
}
