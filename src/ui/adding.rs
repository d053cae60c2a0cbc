//! Adding articles from anywhere in the program: files are read together, shown beforehand where they are of another tool's
//! format, then added, with progress and a report of what became of them.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use web_sys::File;
use yew::{Callback, UseStateHandle, UseStateSetter, hook, use_mut_ref, use_state};

use crate::app::jobs::{Choice, Imported, ImportedGroup, Reading, Refusal};
use crate::domain::formats::Format;
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
    /// A file, with its path below the folder that was chosen or dropped.
    File(String, File),
}

/// What became of files that belong together: their name on the screen, and the outcome.
pub type Outcome = (String, Result<Added, AddError>);

/// Adding that is going on.
#[derive(Clone)]
pub struct Running {
    /// What is read.
    pub name: String,
    /// How much is done, from 0 to 1.
    pub part: f64,
}

/// Files that were read and wait for a word.
#[derive(Clone)]
pub struct Preview {
    files: Arc<Vec<(String, Vec<u8>)>>,
    /// What was read, and as what.
    pub groups: Rc<Vec<ImportedGroup>>,
    /// What was said of them when they were read.
    read_as: Vec<Choice>,
    /// What is said of them now.
    pub choices: Vec<Choice>,
    /// Whether they are being read again.
    pub is_reading: bool,
    /// Why they were not read again; what was read before stands.
    pub error: Option<AddError>,
    unread: Vec<Outcome>,
}

/// Adding, as the interface shows it.
#[derive(Clone)]
pub struct Adding {
    running: UseStateHandle<Option<Running>>,
    preview: UseStateHandle<Option<Rc<Preview>>>,
    report: UseStateHandle<Option<Rc<Vec<Outcome>>>>,
    steps: Steps,
    /// Adds articles; those that come while others are being added are next.
    pub add: Callback<Vec<Source>>,
}

impl Adding {
    /// What is going on, if anything is.
    pub fn running(&self) -> Option<&Running> {
        self.running.as_ref()
    }

    /// What waits for a word, if anything does.
    pub fn preview(&self) -> Option<&Rc<Preview>> {
        self.preview.as_ref()
    }

    /// What is to be said of the last articles added, until it is dismissed.
    pub fn report(&self) -> Option<&Rc<Vec<Outcome>>> {
        self.report.as_ref()
    }

    /// Stops what is going on.
    pub fn cancel(&self) {
        self.steps.now.borrow().work.cancel();
    }

    /// Dismisses the report.
    pub fn dismiss(&self) {
        self.steps.now.borrow_mut().reported.clear();
        self.report.set(None);
    }

    /// Lets go of what was read.
    pub fn discard(&self) {
        if let Some(preview) = self.steps.take_preview() {
            self.steps.begin().end(preview.unread.clone());
        }
    }

    /// Reads the files again, as somebody says they are; a reading that goes on is given up.
    pub fn choose(&self, choice: Choice) {
        let Some(preview) = self.steps.now.borrow().preview.clone() else {
            return;
        };
        let mut preview = (*preview).clone();
        preview.choices.retain(|known| known.name != choice.name);
        preview.choices.push(choice);
        preview.is_reading = true;
        preview.error = None;
        let steps = self.steps.begin();
        steps.show(preview.clone());
        wasm_bindgen_futures::spawn_local(steps.read_again(preview));
    }

    /// Adds what was read, unless it is being read again.
    pub fn accept(&self) {
        if self.steps.now.borrow().preview.as_ref().is_some_and(|preview| preview.is_reading) {
            return;
        }
        if let Some(preview) = self.steps.take_preview() {
            let steps = self.steps.begin();
            let groups = (*preview.groups).clone();
            wasm_bindgen_futures::spawn_local(steps.store(groups, preview.unread.clone()));
        }
    }
}

/// Adds articles, those of one call together.
#[hook]
pub fn use_adding(api: &Api) -> Adding {
    let running = use_state(|| None::<Running>);
    let preview = use_state(|| None::<Rc<Preview>>);
    let report = use_state(|| None::<Rc<Vec<Outcome>>>);
    let steps = Steps {
        api: api.clone(),
        running: running.setter(),
        preview: preview.setter(),
        report: report.setter(),
        now: use_mut_ref(Now::default),
        work: Work::default(),
    };
    let add = {
        let steps = steps.clone();
        Callback::from(move |sources| steps.add(sources))
    };
    Adding { running, preview, report, steps, add }
}

/// How things stand now, whatever was drawn last.
#[derive(Default)]
struct Now {
    /// Whether files are being read, shown or stored.
    is_busy: bool,
    /// The work that counts; what comes of any other comes too late.
    work: Work,
    /// What is shown.
    preview: Option<Rc<Preview>>,
    /// What came in the meantime.
    waiting: Vec<Source>,
    /// What the report says.
    reported: Vec<Outcome>,
}

/// The steps of one adding, one after the other.
#[derive(Clone)]
struct Steps {
    api: Api,
    running: UseStateSetter<Option<Running>>,
    preview: UseStateSetter<Option<Rc<Preview>>>,
    report: UseStateSetter<Option<Rc<Vec<Outcome>>>>,
    now: Rc<RefCell<Now>>,
    work: Work,
}

impl Steps {
    /// Stops what goes on; the steps that come back are those that count.
    fn begin(&self) -> Self {
        let work = Work::default();
        std::mem::replace(&mut self.now.borrow_mut().work, work.clone()).cancel();
        Self { work, ..self.clone() }
    }

    fn add(&self, sources: Vec<Source>) {
        {
            let mut now = self.now.borrow_mut();
            if now.is_busy {
                now.waiting.extend(sources);
                return;
            }
            now.is_busy = true;
        }
        wasm_bindgen_futures::spawn_local(self.begin().read(sources));
    }

    /// Ends the adding, tells what came of it, and goes on with what has come in the meantime.
    fn end(&self, outcomes: Vec<Outcome>) {
        self.running.set(None);
        let waiting = {
            let mut now = self.now.borrow_mut();
            if !outcomes.is_empty() {
                now.reported.extend(outcomes);
                self.report.set(Some(Rc::new(now.reported.clone())));
            }
            now.is_busy = false;
            std::mem::take(&mut now.waiting)
        };
        if !waiting.is_empty() {
            self.add(waiting);
        }
    }

    fn show(&self, preview: Preview) {
        let preview = Rc::new(preview);
        self.now.borrow_mut().preview = Some(preview.clone());
        self.preview.set(Some(preview));
    }

    fn take_preview(&self) -> Option<Rc<Preview>> {
        self.preview.set(None);
        self.now.borrow_mut().preview.take()
    }

    fn counts(&self) -> bool {
        self.now.borrow().work.is_same(&self.work)
    }

    fn progress(&self, name: &str) -> impl Fn(f64) + Clone + 'static {
        let (steps, name) = (self.clone(), name.to_owned());
        move |part| {
            if steps.counts() {
                steps.running.set(Some(Running { name: name.clone(), part }));
            }
        }
    }

    /// The name of the first file, which stands for all of them while they are read.
    fn first(&self, files: &[(String, Vec<u8>)]) -> String {
        self.shown(files.first().map_or("", |(path, _)| path))
    }

    fn shown(&self, name: &str) -> String {
        if name.is_empty() { self.api.words.pasted_text.to_owned() } else { name.to_owned() }
    }

    /// The bytes of all sources, and those that can't be had.
    async fn bytes_of(&self, sources: Vec<Source>) -> (Vec<(String, Vec<u8>)>, Vec<Outcome>) {
        // Files are held several times over while they are read, and a page has 4 GB at most.
        const LONGEST: f64 = 268_435_456.0;
        let (mut files, mut unread) = (Vec::new(), Vec::new());
        let mut length = 0.0;
        for source in sources {
            match source {
                Source::Text(text) => files.push((String::new(), text.into_bytes())),
                Source::File(path, _) if self.work.is_cancelled() => unread.push((path, Err(AddError::Cancelled(0)))),
                Source::File(path, file) => {
                    self.progress(&path)(0.0);
                    length += file.size();
                    if length > LONGEST {
                        unread.push((path, Err(AddError::Refused(Refusal::TooLong))));
                        length -= file.size();
                        continue;
                    }
                    match files::read(&file).await {
                        Ok(bytes) => files.push((path, bytes)),
                        Err(words) => unread.push((path, Err(AddError::Unread(words)))),
                    }
                }
            }
        }
        (files, unread)
    }

    /// Reads the files; what another tool wrote is shown before it is added.
    async fn read(self, sources: Vec<Source>) {
        let (files, mut unread) = self.bytes_of(sources).await;
        let files = Arc::new(files);
        let groups = if files.is_empty() {
            Vec::new()
        } else {
            match self.groups(&files, &[]).await {
                Ok(groups) => groups,
                Err(error) => {
                    unread.push((self.first(&files), Err(error)));
                    Vec::new()
                }
            }
        };
        if groups.iter().any(is_to_be_shown) {
            self.running.set(None);
            self.show(Preview {
                files,
                groups: Rc::new(groups),
                read_as: Vec::new(),
                choices: Vec::new(),
                is_reading: false,
                error: None,
                unread,
            });
        } else {
            self.store(groups, unread).await;
        }
    }

    /// Reads the files of a preview as they are said to be now. If that fails, what was read before stands.
    async fn read_again(self, preview: Preview) {
        let outcome = self.groups(&preview.files, &preview.choices).await;
        if !self.counts() {
            return;
        }
        self.running.set(None);
        let choices = preview.choices.clone();
        let preview = Preview { is_reading: false, ..preview };
        self.show(match outcome {
            Ok(groups) => Preview { groups: Rc::new(groups), read_as: choices, ..preview },
            Err(error) => Preview { choices: preview.read_as.clone(), error: Some(error), ..preview },
        });
    }

    async fn groups(
        &self,
        files: &Arc<Vec<(String, Vec<u8>)>>,
        choices: &[Choice],
    ) -> Result<Vec<ImportedGroup>, AddError> {
        let progress = self.progress(&self.first(files));
        progress(0.0);
        self.api.keeper.read(files, choices, &self.work, progress).await
    }

    async fn store(self, groups: Vec<ImportedGroup>, unread: Vec<Outcome>) {
        let mut outcomes = Vec::new();
        for group in groups {
            let name = self.shown(&group.name);
            let outcome = match group.outcome {
                Ok(imported) => self.store_group(&name, imported).await,
                Err(refusal) => Err(AddError::Refused(refusal)),
            };
            outcomes.push((name, outcome));
        }
        outcomes.extend(unread);
        if let Some(article) = only_article(&outcomes) {
            Route::Article(article).go();
        }
        let is_told = outcomes.len() > 1 || outcomes.iter().any(|(_, outcome)| is_to_be_told(outcome));
        self.end(if is_told { outcomes } else { Vec::new() });
    }

    async fn store_group(&self, name: &str, imported: Imported) -> Result<Added, AddError> {
        if self.work.is_cancelled() {
            return Err(AddError::Cancelled(0));
        }
        let progress = self.progress(name);
        progress(0.0);
        self.api.keeper.add(imported, &self.work, progress).await
    }
}

/// Whether somebody should look at it first: it is of another tool's format, which may have been guessed wrongly.
fn is_to_be_shown(group: &ImportedGroup) -> bool {
    matches!(group.reading, Reading::Format(format) if format != Format::Postil)
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
