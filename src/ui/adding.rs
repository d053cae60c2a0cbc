//! Adding articles from anywhere in the program: files are read together, shown beforehand where they are of another tool's
//! format, then added, with progress and a report of what became of them.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use web_sys::File;
use yew::{Callback, UseStateHandle, UseStateSetter, hook, use_mut_ref, use_state};

use crate::app::jobs::{Choice, Imported, ImportedGroup, Reading, Refusal, write_draft};
use crate::domain::article::draft::{Draft, Remark};
use crate::domain::formats::Format;
use crate::domain::id::DocumentId;
use crate::ui::keeper::{AddError, Added, Sources, Work};
use crate::ui::report;
use crate::ui::route::Route;
use crate::ui::store::Api;
use crate::web::clipboard::Copied;
use crate::web::handed::Handed;
use crate::web::{fetch, files};

/// Where an article comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// Text that was pasted.
    Text(String),
    /// A page, or a part of one, that was pasted or dragged here.
    Page(String),
    /// A page that another tab handed over. Nothing of it is stored before somebody has seen it.
    Handed(Handed),
    /// The address of a page.
    Address(String),
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
    files: Rc<Vec<(String, Vec<u8>)>>,
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
    /// Tells what became of something.
    pub tell: Callback<Outcome>,
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
        if self.steps.take_preview().is_some() {
            self.steps.begin().end(Vec::new());
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

    /// Adds an article as somebody has made it of what was read.
    pub fn accept_draft(&self, draft: &Draft) {
        if let Some(preview) = self.steps.take_preview() {
            wasm_bindgen_futures::spawn_local(self.steps.begin().store_draft(preview, write_draft(draft)));
        }
    }

    /// Remembers what was pasted into the box, until it is added.
    pub fn remember(&self, pasted: Copied) {
        self.steps.now.borrow_mut().pasted = Some(pasted);
    }

    /// Adds the text of the box: if it is what was pasted there, as the page it was copied from.
    pub fn add_text(&self, text: String) {
        let pasted = self.steps.now.borrow_mut().pasted.take().unwrap_or_default();
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let is_page = !pasted.html.is_empty() && words(&pasted.text) == words(&text);
        self.add.emit(vec![if is_page { Source::Page(pasted.html) } else { Source::Text(text) }]);
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
    let tell = {
        let steps = steps.clone();
        Callback::from(move |outcome| steps.tell(vec![outcome]))
    };
    Adding { running, preview, report, steps, add, tell }
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
    /// What came in the meantime, each call by itself.
    waiting: VecDeque<Vec<Source>>,
    /// What the report says.
    reported: Vec<Outcome>,
    /// What was pasted into the box last.
    pasted: Option<Copied>,
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
                now.waiting.push_back(sources);
                return;
            }
            now.is_busy = true;
        }
        wasm_bindgen_futures::spawn_local(self.begin().read(sources));
    }

    /// Ends the adding, tells what came of it, and goes on with what has come in the meantime.
    fn end(&self, outcomes: Vec<Outcome>) {
        self.running.set(None);
        if !outcomes.is_empty() {
            self.tell(outcomes);
        }
        let waiting = {
            let mut now = self.now.borrow_mut();
            now.is_busy = false;
            now.waiting.pop_front()
        };
        if let Some(sources) = waiting {
            self.add(sources);
        }
    }

    fn tell(&self, outcomes: Vec<Outcome>) {
        let mut now = self.now.borrow_mut();
        now.reported.extend(outcomes);
        self.report.set(Some(Rc::new(now.reported.clone())));
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
        if name.is_empty() { self.api.words.adding.pasted_text.to_owned() } else { name.to_owned() }
    }

    /// The bytes of all sources, the encodings their hosts say some are in, and those that can't be had.
    async fn bytes_of(&self, sources: Vec<Source>) -> (Vec<(String, Vec<u8>)>, Vec<Choice>, Vec<Outcome>) {
        // Files are held several times over while they are read, and a page has 4 GB at most.
        const LONGEST: f64 = 268_435_456.0;
        let (mut files, mut encodings, mut unread) = (Vec::new(), Vec::new(), Vec::new());
        let mut length = 0.0;
        for source in sources {
            match source {
                Source::Text(text) => files.push((String::new(), text.into_bytes())),
                Source::Page(html) => files.push((String::new(), fetch::as_saved(None, html.as_bytes()))),
                Source::Handed(page) => {
                    let html = format!("<!DOCTYPE html>{}", page.html);
                    files.push((String::new(), fetch::as_saved(Some(&page.address), html.as_bytes())));
                }
                Source::Address(address) => {
                    self.progress(&address)(0.0);
                    match fetch::page(&address).await {
                        Ok(fetched) if fetched.kind.contains("html") => {
                            let name = file_name(&fetched.address);
                            encodings.extend(fetched.charset().map(|encoding| (name.clone(), encoding)));
                            files.push((name, fetch::as_saved(Some(&fetched.address), &fetched.bytes)));
                        }
                        Ok(fetched) => files.push((file_name(&fetched.address), fetched.bytes)),
                        Err(error) => unread.push((address, Err(AddError::NotFetched(error)))),
                    }
                }
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
        let choice = |(name, encoding)| Choice { name, encoding: Some(encoding), ..Choice::default() };
        (files, encodings.into_iter().map(choice).collect(), unread)
    }

    /// Reads the files; what another tool wrote, and an article of which something is left out, is shown before it is added.
    async fn read(self, sources: Vec<Source>) {
        let is_asked = sources.iter().any(|source| matches!(source, Source::Handed(_) | Source::Address(_)));
        let (files, choices, mut unread) = self.bytes_of(sources).await;
        let files = Rc::new(files);
        let groups = if files.is_empty() {
            Vec::new()
        } else {
            match self.groups(&files, &choices).await {
                Ok((groups, more)) => {
                    unread.extend(more);
                    groups
                }
                Err(error) => {
                    unread.push((self.first(&files), Err(error)));
                    Vec::new()
                }
            }
        };
        if groups.iter().any(|group| is_to_be_shown(group, is_asked)) {
            self.running.set(None);
            self.show(Preview {
                files,
                groups: Rc::new(groups),
                read_as: choices.clone(),
                choices,
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
            Ok((groups, unread)) if !groups.is_empty() => {
                Preview { groups: Rc::new(groups), read_as: choices, unread, ..preview }
            }
            Ok((_, unread)) => {
                let error = unread.into_iter().find_map(|(_, outcome)| outcome.err());
                Preview { choices: preview.read_as.clone(), error, ..preview }
            }
            Err(error) => Preview { choices: preview.read_as.clone(), error: Some(error), ..preview },
        });
    }

    /// What the files hold, and those of which nothing can be made.
    async fn groups(
        &self,
        files: &[(String, Vec<u8>)],
        choices: &[Choice],
    ) -> Result<(Vec<ImportedGroup>, Vec<Outcome>), AddError> {
        let progress = self.progress(&self.first(files));
        progress(0.0);
        let mut found = self.api.keeper.sources(files, choices, &self.work, progress.clone()).await?;
        let unread = std::mem::take(&mut found.unread).into_iter().map(|(path, error)| (self.shown(&path), Err(error)));
        let unread = unread.collect();
        if found.is_empty() {
            return Ok((Vec::new(), unread));
        }
        progress(0.0);
        let groups = self.api.keeper.read(&found, choices, &self.work, progress).await?;
        Ok((groups, unread))
    }

    /// Adds the article of a preview as it was changed there.
    async fn store_draft(self, preview: Rc<Preview>, draft: Vec<u8>) {
        let name = preview.groups.first().map(|group| group.name.clone()).unwrap_or_default();
        // Under no name, from which nothing is made up that somebody has taken away.
        let drafts = Arc::new(vec![(String::new(), draft)]);
        let found = Sources { drafts, ..Sources::default() };
        let progress = self.progress(&self.shown(&name));
        progress(0.0);
        let (mut groups, mut unread) = (Vec::new(), preview.unread.clone());
        match self.api.keeper.read(&found, &[], &self.work, progress).await {
            Ok(read) => groups = read,
            Err(error) => unread.push((self.shown(&name), Err(error))),
        }
        // What was shown need not be told again.
        for imported in groups.iter_mut().filter_map(|group| group.outcome.as_mut().ok()) {
            imported.warnings.clear();
            imported.left_out = 0;
        }
        self.store(groups, unread).await;
    }

    async fn store(self, groups: Vec<ImportedGroup>, unread: Vec<Outcome>) {
        let (mut outcomes, mut targets) = (Vec::new(), Vec::new());
        let count = groups.len();
        for (n, group) in groups.into_iter().enumerate() {
            let name = self.shown(&group.name);
            let outcome = match group.outcome {
                Ok(imported) => {
                    let target = imported.target.clone();
                    let outcome = self.store_group(&name, imported, n as f64 / count as f64, 1.0 / count as f64).await;
                    let is_nothing = matches!(outcome, Err(AddError::Cancelled(0) | AddError::NotWritten(_, 0)));
                    targets.extend((!is_nothing).then_some(target));
                    outcome
                }
                Err(refusal) => Err(AddError::Refused(refusal)),
            };
            outcomes.push((name, outcome));
        }
        let elsewhere = self.api.keeper.show_added(&targets).await;
        if let Some(added) = outcomes.iter_mut().rev().find_map(|(_, outcome)| outcome.as_mut().ok()) {
            added.elsewhere = elsewhere;
        }
        outcomes.extend(unread);
        // Who compares stays where they are.
        if let Some(article) = only_article(&outcomes).filter(|_| Route::current() != Route::Review) {
            Route::Article(article).go();
        }
        let is_told = outcomes.len() > 1 || outcomes.iter().any(|(_, outcome)| is_to_be_told(outcome));
        self.end(if is_told { outcomes } else { Vec::new() });
    }

    /// Adds what a group holds, which is that part of all of them.
    async fn store_group(&self, name: &str, imported: Imported, from: f64, part: f64) -> Result<Added, AddError> {
        if self.work.is_cancelled() {
            return Err(AddError::Cancelled(0));
        }
        let progress = self.progress(name);
        progress(from);
        self.api.keeper.add(imported, &self.work, |done| progress(from + done * part)).await
    }
}

/// Whether somebody should look at it first: it is of another tool's format, which may have been guessed wrongly, or an article of which
/// something is left out, or which may not be what somebody wants. `is_asked` says that any article is to be shown.
fn is_to_be_shown(group: &ImportedGroup, is_asked: bool) -> bool {
    match (group.reading, &group.draft, &group.outcome) {
        (Reading::Article, Some(draft), Ok(imported)) => {
            let is_doubtful = draft.left_out() > 0 || draft.remarks.iter().any(Remark::is_doubt);
            imported.added > 0 && (is_asked || is_doubtful || report::near_duplicate(&imported.warnings).is_some())
        }
        (Reading::Article, ..) => false,
        (Reading::Format(format), ..) => format != Format::Postil,
    }
}

/// The name of the file at an address.
fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path).to_owned()
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
            added.new.len() != 1
                || !added.known.is_empty()
                || report::to_be_told(&added.warnings).next().is_some()
                || added.elsewhere.is_some()
        }
        Err(_) => true,
    }
}
