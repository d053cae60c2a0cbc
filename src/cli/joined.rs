//! Several inputs as one: names kept apart, label sets joined, and annotators' work on the same text brought together.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::Stop;
use super::inputs::Input;
use super::words::unreadable;
use crate::domain::annotation::AnnotationSet;
use crate::domain::formats::intake::Sink;
use crate::domain::formats::outlet::{About, Annotated, split_named};
use crate::domain::formats::problem::{Problem, Warning, Whereabouts};
use crate::domain::formats::unique::Unique;
use crate::domain::id::{Annotator, DocumentId, ProjectId, SetId};
use crate::domain::schema::{Names, Schema, Size};

/// The hash of a text.
type Hash = String;

/// Texts that several inputs have: the number of the first that has it, and the sets of the later ones.
#[derive(Clone, Default)]
pub(super) struct Shared {
    first: BTreeMap<Hash, usize>,
    later: BTreeMap<Hash, Vec<(usize, String, Arc<AnnotationSet>)>>,
}

impl Shared {
    /// Reads the inputs once to see which texts they share. A single input shares none and isn't read.
    ///
    /// # Errors
    /// If an input can't be read.
    pub(super) fn among(inputs: &[Input]) -> Result<Self, Stop> {
        let mut shared = Self::default();
        if inputs.len() < 2 {
            return Ok(shared);
        }
        for (number, input) in inputs.iter().enumerate() {
            let mut survey = Survey { shared: &mut shared, number, stem: input.stem() };
            input.read(&mut survey).map_err(|error| Stop::Input(format!("{}: {}", input.name, unreadable(&error))))?;
        }
        Ok(shared)
    }
}

struct Survey<'a> {
    shared: &'a mut Shared,
    number: usize,
    stem: String,
}

impl Sink for Survey<'_> {
    fn document(&mut self, item: Annotated, _: &About) {
        let hash = item.document.text().sha256().to_owned();
        let first = *self.shared.first.entry(hash.clone()).or_insert(self.number);
        if first != self.number {
            let sets = item.sets.into_iter().map(|set| (self.number, self.stem.clone(), set));
            self.shared.later.entry(hash).or_default().extend(sets);
        }
    }

    fn warning(&mut self, _: Warning) {}

    fn ended(&mut self, _: &About) {}
}

/// Reads all inputs, each document once with everybody's sets. `each` is given the label set as far as it is known then.
/// Returns what is known in the end.
///
/// # Errors
/// If an input can't be read.
pub(super) fn read_all(
    inputs: &[Input],
    shared: Shared,
    tell: &(dyn Fn(&Input, Warning) + Sync),
    each: &mut dyn FnMut(Annotated, &About) -> ControlFlow<()>,
) -> Result<About, Stop> {
    let mut merge = Merge::new(shared);
    for (number, input) in inputs.iter().enumerate() {
        merge.read(input, number, tell, each)?;
    }
    Ok(merge.about)
}

struct Merging<'a> {
    merge: &'a mut Merge,
    input: &'a Input,
    number: usize,
    stem: String,
    tell: &'a (dyn Fn(&Input, Warning) + Sync),
    each: &'a mut dyn FnMut(Annotated, &About) -> ControlFlow<()>,
    is_stopped: bool,
    /// The split the file is called by.
    split: String,
}

impl Sink for Merging<'_> {
    fn group(&mut self, path: &str) {
        let name = if path.is_empty() { &self.input.name } else { path };
        self.split = split_named(name).unwrap_or_default().to_owned();
    }

    fn document(&mut self, mut item: Annotated, about: &About) {
        let tell = |warning| (self.tell)(self.input, warning);
        if item.split.is_empty() {
            item.split.clone_from(&self.split);
        }
        if let Some(item) = self.merge.document(item, about, self.number, &self.stem, tell) {
            self.is_stopped |= (self.each)(item, &self.merge.about).is_break();
        }
    }

    fn warning(&mut self, warning: Warning) {
        (self.tell)(self.input, warning);
    }

    fn ended(&mut self, about: &About) {
        self.merge.learn(about);
        // What comes next has a label set of its own.
        self.merge.learned = Size::default();
    }

    fn is_cancelled(&self) -> bool {
        self.is_stopped
    }
}

/// Brings documents of several inputs together.
pub(super) struct Merge {
    /// The project of the first input, with the labels of all.
    about: About,
    /// The names in that label set.
    names: Names,
    /// How much of the label set of what is being read has been learned; it grows as that is read.
    learned: Size,
    shared: Shared,
    documents: Unique,
    sets: Unique,
}

impl Merge {
    /// Nothing yet.
    pub(super) fn new(shared: Shared) -> Self {
        let about =
            About { project: ProjectId::new(""), name: String::new(), schema: Arc::default(), unknown: Vec::new() };
        let (documents, sets) = (Unique::default(), Unique::default());
        Self { about, names: Names::default(), learned: Size::default(), shared, documents, sets }
    }

    /// Reads an input, of which `number` tells the place among all.
    ///
    /// # Errors
    /// If it can't be read.
    pub(super) fn read(
        &mut self,
        input: &Input,
        number: usize,
        tell: &(dyn Fn(&Input, Warning) + Sync),
        each: &mut dyn FnMut(Annotated, &About) -> ControlFlow<()>,
    ) -> Result<(), Stop> {
        let stem = input.stem();
        // Its label set is its own; one that broke off before may have left this behind.
        self.learned = Size::default();
        let mut sink =
            Merging { merge: self, input, number, stem, tell, each, is_stopped: false, split: String::new() };
        input.read(&mut sink).map_err(|error| Stop::Input(format!("{}: {}", input.name, unreadable(&error))))
    }

    /// Takes over labels, and the project's name from the first that has one.
    fn learn(&mut self, about: &About) {
        if self.about.project.as_str().is_empty() && self.about.name.is_empty() {
            self.about.project = about.project.clone();
            self.about.name = about.name.clone();
        }
        for field in &about.unknown {
            if self.about.unknown.iter().all(|(name, _)| *name != field.0) {
                self.about.unknown.push(field.clone());
            }
        }
        let size = about.schema.size();
        if self.names == Names::default() && *self.about.schema == Schema::default() {
            self.about.schema = about.schema.clone();
            self.names = Names::of(&self.about.schema);
        } else if size != self.learned {
            self.names.learn(Arc::make_mut(&mut self.about.schema), &about.schema, self.learned);
        }
        self.learned = size;
    }

    /// The document with everybody's sets and names of its own; nothing if it came with an earlier input already.
    fn document(
        &mut self,
        mut item: Annotated,
        about: &About,
        input: usize,
        stem: &str,
        mut report: impl FnMut(Warning),
    ) -> Option<Annotated> {
        self.learn(about);
        if !self.shared.first.is_empty() {
            let hash = item.document.text().sha256();
            if self.shared.first.get(hash).is_some_and(|first| *first != input) {
                return None;
            }
            for set in &mut item.sets {
                named_after(set, stem);
            }
            let later = self.shared.later.remove(hash).unwrap_or_default();
            if !later.is_empty() {
                let mut people = People::of(&item);
                for (_, stem, mut set) in later {
                    named_after(&mut set, &stem);
                    people.add(&mut item, set, &stem, &mut report);
                }
            }
        }
        if let Some(id) = self.documents.rename(item.document.id().as_str()) {
            item.document = Arc::new(item.document.renamed(DocumentId::new(id)));
        }
        for set in &mut item.sets {
            let renamed = self.sets.rename(set.id.as_str());
            if renamed.is_some() || set.document != *item.document.id() {
                let set = Arc::make_mut(set);
                set.id = renamed.map_or_else(|| set.id.clone(), SetId::new);
                set.document = item.document.id().clone();
            }
        }
        Some(item)
    }
}

/// Gives the set its file's name as its annotator, if it has none.
fn named_after(set: &mut Arc<AnnotationSet>, stem: &str) {
    if set.annotator.as_str().is_empty() {
        Arc::make_mut(set).annotator = Annotator::new(stem);
    }
}

/// Who has worked on a document.
struct People {
    names: Unique,
    /// The places of each annotator's sets.
    sets: HashMap<Annotator, Vec<usize>>,
}

impl People {
    fn of(item: &Annotated) -> Self {
        let mut people = Self { names: Unique::default(), sets: HashMap::new() };
        for (place, set) in item.sets.iter().enumerate() {
            people.names.take(set.annotator.as_str());
            people.sets.entry(set.annotator.clone()).or_default().push(place);
        }
        people
    }

    /// Adds another file's set, under another annotator's name if somebody has that one; the same set twice is one.
    fn add(&mut self, item: &mut Annotated, mut set: Arc<AnnotationSet>, stem: &str, report: &mut dyn FnMut(Warning)) {
        let mut theirs = self.sets.get(&set.annotator).into_iter().flatten().map(|place| &item.sets[*place]);
        let says_the_same = |known: &Arc<AnnotationSet>| {
            known.spans().iter().eq(set.spans().iter())
                && known.relations().eq(set.relations())
                && known.document_labels == set.document_labels
                && known.status == set.status
        };
        if theirs.any(says_the_same) {
            return;
        }
        if !self.names.take(set.annotator.as_str()) {
            let annotator = set.annotator.to_string();
            let wanted = format!("{annotator} ({stem})");
            let renamed = self.names.rename(&wanted).unwrap_or(wanted);
            report(Warning {
                at: Whereabouts(item.document.id().to_string()),
                problem: Problem::AnnotatorRenamed { annotator, renamed: renamed.clone() },
                left_out: None,
            });
            Arc::make_mut(&mut set).annotator = Annotator::new(renamed);
        }
        self.sets.entry(set.annotator.clone()).or_default().push(item.sets.len());
        item.sets.push(set);
    }
}
