//! Everything the running program remembers.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::across::{Across, LastAcross};
use crate::app::article::Article;
use crate::app::keys::single::Keys;
use crate::app::labels::LabelEditing;
use crate::app::library::Library;
use crate::app::record::{Unreadable, key};
use crate::app::review::{Looking, Review};
use crate::app::rhythm::{Rhythm, Tally};
use crate::app::views::Listed;
use crate::domain::adjudication::{Kind, Verdict};
use crate::domain::annotation::Status;
use crate::domain::document::Unknown;
use crate::domain::id::{Annotator, DocumentId, ProjectId};
use crate::domain::schema::Schema;
use crate::domain::schema::edit::Refused;

/// The state of the program. A clone shares everything.
#[derive(Clone, Debug)]
pub struct AppState {
    /// The project that is shown.
    pub project: ProjectInfo,
    /// Every project in this browser.
    pub projects: Arc<[ProjectInfo]>,
    /// Whose work the edits are.
    pub annotator: Annotator,
    /// The steps of editing the project's label set.
    pub editing: LabelEditing,
    /// The articles of the project.
    pub library: Library,
    /// Which of them are listed, and in what order.
    pub listed: Listed,
    /// Those chosen to have something done with them.
    pub chosen: Arc<BTreeSet<DocumentId>>,
    /// The open article.
    pub article: Option<Article>,
    /// What annotators differ in, while the open article is the gold.
    pub review: Option<Review>,
    /// How conflicts are looked at.
    pub looking: Looking,
    /// The last thing that was done in several articles at once.
    pub across: Option<LastAcross>,
    /// Which single keys call what.
    pub keys: Keys,
    /// What was made since the program started.
    pub tally: Tally,
    /// How much was worked, as far as it was counted.
    pub rhythm: Arc<Rhythm>,
    /// How saving goes.
    pub saving: Saving,
    /// What the annotator should know and has not dismissed, the newest last.
    pub notices: Vec<(u64, Notice)>,
    /// The last thing said aloud, and how many were.
    pub said: (u64, Option<Notice>),
    /// Whether the browser promised not to clear its storage by itself; `None` as long as it was not asked.
    pub kept: Option<bool>,
}

impl AppState {
    /// A state that shows a project, of whose documents nothing is known yet.
    pub fn new(project: ProjectInfo, annotator: Annotator) -> Self {
        Self {
            projects: [project.clone()].into(),
            project,
            annotator,
            editing: LabelEditing::default(),
            library: Library::default(),
            listed: Listed::default(),
            chosen: Arc::default(),
            article: None,
            review: None,
            looking: Looking::default(),
            across: None,
            keys: Keys::default(),
            tally: Tally::default(),
            rhythm: Arc::default(),
            saving: Saving::Working,
            notices: Vec::new(),
            said: (0, None),
            kept: None,
        }
    }

    /// The key of the head of the open set.
    pub fn head_key(&self) -> Option<String> {
        let set = self.article.as_ref()?.open.set();
        Some(key::head(&key::document(&self.project.id, &set.document), &set.annotator))
    }
}

/// A project without its documents.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectInfo {
    /// Its name in files and in storage.
    pub id: ProjectId,
    /// Its name on the screen.
    pub name: String,
    /// The label set.
    pub schema: Arc<Schema>,
    /// Fields of its file this version does not know.
    pub unknown: Unknown,
}

impl ProjectInfo {
    /// A project with the label set new projects start with.
    pub fn new(id: ProjectId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            schema: Arc::new(Schema::actors_agreements_focus_areas()),
            unknown: Unknown::new(),
        }
    }

    /// Takes over what another label set and a file have that this project has not; whether there was anything.
    pub fn learn(&mut self, schema: &Schema, unknown: &Unknown) -> bool {
        let known = self.unknown.len();
        for field in unknown {
            if self.unknown.iter().all(|(name, _)| *name != field.0) {
                self.unknown.push(field.clone());
            }
        }
        Arc::make_mut(&mut self.schema).learn(schema) || self.unknown.len() > known
    }
}

/// What the library shows of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentSummary {
    /// Its name.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// Its length in code points.
    pub code_points: usize,
    /// When it was published, as it stands in the article; empty where that isn't known.
    pub published: String,
    /// When it was added, as RFC 3339.
    pub added: String,
    /// Who should annotate it.
    pub assignee: Option<Annotator>,
    /// Who works on it, and how far they are.
    pub sets: Vec<SetSummary>,
}

/// What the library shows of one annotator's work on an article.
#[derive(Clone, Debug, PartialEq)]
pub struct SetSummary {
    /// Whose work it is.
    pub annotator: Annotator,
    /// How far it is.
    pub status: Status,
    /// How many spans it has.
    pub spans: usize,
    /// How many relations it has.
    pub relations: usize,
    /// When it was last worked on, as RFC 3339; empty where that isn't known yet.
    pub modified: String,
}

impl DocumentSummary {
    /// One annotator's work on it, if there is any.
    pub fn set_of(&self, annotator: &Annotator) -> Option<&SetSummary> {
        self.sets.iter().find(|set| set.annotator == *annotator)
    }

    /// How far the annotator is with it.
    pub fn status_for(&self, annotator: &Annotator) -> Status {
        self.set_of(annotator).map_or(Status::New, |set| set.status)
    }
}

/// How saving goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Saving {
    /// What was written is on disk; edits not acknowledged yet are on their way.
    #[default]
    Working,
    /// The browser refuses; the edits are kept in memory.
    Failing(SaveFailure),
}

/// Why the browser does not save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveFailure {
    /// There is no space left.
    NoSpace,
    /// A newer version of the program has the database.
    NewerVersion,
    /// Anything else, in the browser's words.
    Other(String),
}

/// Why an edit isn't possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// Nothing would be left of the span.
    NothingLeft,
    /// A span is split at a place within its text.
    NotWithin,
    /// Another span marks the same text with the same label.
    SameSpan,
    /// No type of relation goes between such labels.
    NoRelationFits,
    /// The same relation is there already.
    SameRelation,
    /// A relation goes to another span.
    OneSpan,
}

/// Something the annotator is told, in a form the interface puts into words.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A span was made.
    Tagged {
        /// With which label, by its name on the screen.
        label: String,
        /// Over which text.
        quote: String,
    },
    /// So many spans were made in one step.
    TaggedAll(usize),
    /// So many spans were made in one step; so many other places were passed over, since the label set's rules forbid them.
    TaggedAllBut(usize, usize),
    /// The same text has the same label already.
    AlreadyTagged {
        /// With which label, by its name on the screen.
        label: String,
    },
    /// Text is selected.
    Selected(String),
    /// A span's details are shown.
    Picked {
        /// Its label, by its name on the screen.
        label: String,
        /// Its text.
        quote: String,
    },
    /// A span has another label.
    Relabelled(String),
    /// A span mentions the entry of the register of this name.
    Mentions(String),
    /// A span mentions no entry of the register any more.
    Unmentioned,
    /// A span starts or ends elsewhere, and is now this text.
    Resized(String),
    /// A span was split before this text.
    Split(String),
    /// Two spans are one now, over this text.
    Joined(String),
    /// More text, this one, is marked by the span.
    FragmentAdded(String),
    /// A part of the span's text, this one, is not marked any more.
    FragmentRemoved(String),
    /// The edit isn't possible there.
    NotPossible(Impossible),
    /// The label set's rules forbid it: this span is in the way.
    InTheWay {
        /// Its label, by its name on the screen.
        label: String,
        /// Its text.
        quote: String,
    },
    /// A relation was made.
    Related {
        /// Its type, by its name on the screen.
        kind: String,
        /// The text it starts from.
        from: String,
        /// The text it goes to.
        to: String,
    },
    /// A relation, of the type of this name, was deleted.
    Unrelated(String),
    /// A span was deleted.
    Deleted(String),
    /// A step was undone.
    Undone,
    /// A step was done again.
    Redone,
    /// There is nothing to undo.
    NothingToUndo,
    /// There is nothing to do again.
    NothingToRedo,
    /// A label is armed.
    Armed(String),
    /// No label is armed any more.
    Disarmed,
    /// What was looked for is there so many times.
    Found(usize),
    /// So many unsaved edits were given up, since another tab changed the same spans.
    GaveUp(usize),
    /// So many stored records could not be read and were set aside.
    SetAside(usize),
    /// The article's records can't be used, and why.
    Unreadable(Unreadable),
    /// The article can't be read now, in the browser's words.
    NotRead(String),
    /// Something was done in several articles at once.
    Across(Across),
    /// What was done in several articles was taken back.
    TakenBack {
        /// So many spans.
        spans: usize,
        /// In so many articles.
        articles: usize,
        /// So many others were changed since, and stay.
        left: usize,
    },
    /// Articles were moved to the trash.
    Trashed(Vec<DocumentId>),
    /// Articles came back from the trash.
    BroughtBack(usize),
    /// So many spans were taken into the gold by the rule.
    Merged(usize),
    /// A conflict is shown: what kind it is and over which text.
    Conflict(Kind, String),
    /// A conflict was settled, and so many are left.
    Settled(Verdict, usize),
    /// The label set was not edited, and why.
    LabelRefused(Refused),
    /// An example was pinned to the card of the label with this name.
    Pinned(String),
    /// A file has no label set.
    NoLabelSet(String),
    /// Spans of a label that went: so many in so many articles have another one now, by its name on the screen, or were deleted.
    Resettled(usize, usize, Option<String>),
    /// Something could not be written, in the browser's words; what was there before is unchanged.
    NotWritten(String),
}
