//! What can be asked of the program. Times and fresh names travel inside, so that a list of actions replays exactly.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::across::Across;
use crate::app::article::{Awaited, FindError, Motion, Query};
use crate::app::keys::single::Keys;
use crate::app::open::{OpenArticle, Stamp};
use crate::app::record::Entry;
use crate::app::review::Looking;
use crate::app::rhythm::Rhythm;
use crate::app::state::{DocumentSummary, Notice, ProjectInfo, Saving};
use crate::app::views::Listed;
use crate::domain::adjudication::Verdict;
use crate::domain::annotation::{AnnotationSet, AttributeValue, Edge, Status};
use crate::domain::change::Transaction;
use crate::domain::history::Step;
use crate::domain::id::{
    Annotator, AttributeId, ConflictId, DocumentId, EntryId, LabelId, RelationId, RelationTypeId, SpanId,
};
use crate::domain::schema::edit::Edit;
use crate::domain::text::{Offset, Range};

/// What is asked.
#[derive(Clone, Debug)]
pub enum Action {
    /// Show this project with these articles.
    ShowProject(ProjectInfo, Vec<DocumentSummary>),
    /// The projects there are.
    ListProjects(Vec<ProjectInfo>),
    /// The annotator goes by this name from now on.
    NameAnnotator(Annotator),
    /// These articles are new in the library, or are told of anew.
    PutDocuments(Vec<DocumentSummary>),
    /// These articles are no longer in the library.
    TakeDocuments(Vec<DocumentId>),
    /// List these articles of the library, in this order.
    List(Listed),
    /// Choose these articles, and no others.
    Choose(BTreeSet<DocumentId>),
    /// Show the article that was read.
    Open(Box<OpenArticle>),
    /// Show the gold of the article that was read and everybody's sets beside it, at a place in code points.
    OpenReview(Box<OpenArticle>, Vec<Arc<AnnotationSet>>, Option<usize>),
    /// Show no article.
    Close,
    /// Do something in the open article.
    Article(ArticleAction),
    /// Do something with what annotators differ in.
    Review(ReviewAction),
    /// Do something with the label set.
    Labels(LabelsAction),
    /// These single keys call something from now on.
    UseKeys(Keys),
    /// So much was worked.
    Worked(Arc<Rhythm>),
    /// The browser promised, or did not, to keep what is stored.
    Kept(bool),
    /// The project has another name or other labels.
    ChangeProject(ProjectInfo),
    /// Edits up to the revision of the set with this head are on disk.
    Saved(String, u64),
    /// How saving goes.
    Saving(Saving),
    /// Another tab wrote these entries to the journal of the set with this head.
    Written(String, Vec<Arc<Entry>>),
    /// Something was done in several articles at once.
    Across(Across),
    /// That was taken back.
    TakenBack {
        /// What was done.
        across: Across,
        /// So many spans.
        spans: usize,
        /// In so many articles.
        articles: usize,
        /// So many others were changed since, and stay.
        left: usize,
    },
    /// Tell the annotator something.
    Notify(Notice),
    /// The annotator has read the notice with this number.
    Dismiss(u64),
}

/// What is asked of the open article.
#[derive(Clone, Debug)]
pub enum ArticleAction {
    /// Arm the label, or none.
    Arm(Option<LabelId>),
    /// Select text to be tagged; with a label armed, `tag` makes it a span at once.
    Select(Range, Option<Tag>),
    /// Select nothing.
    Deselect,
    /// Make the selected text a span.
    Tag(LabelId, Tag),
    /// Show the details of a span, or of none.
    Pick(Option<SpanId>),
    /// Show the details of the next span, or of the one before, and scroll to it.
    PickNeighbour {
        /// Next or before.
        forward: bool,
    },
    /// Show the details of a span and scroll to it.
    Visit(SpanId),
    /// Give the span another label.
    Relabel(SpanId, LabelId, Stamp),
    /// Say something of the span by one of its label's attributes, or nothing.
    SetAttribute(SpanId, AttributeId, Option<AttributeValue>, Stamp),
    /// Say which entry of the register the span mentions, or none.
    Mention(SpanId, Option<EntryId>, Stamp),
    /// Remark something; goes on with the step before if that was a remark on the same span within the same visit.
    SetNote {
        /// On which span.
        span: SpanId,
        /// What is remarked.
        note: String,
        /// Whether one more letter is added to the remark of the step before.
        continues: bool,
        /// When and by whom.
        stamp: Stamp,
    },
    /// Make spans of these places in one step; their names are the given one with a number behind it.
    TagAll(Vec<(Range, LabelId)>, Tag),
    /// Take a step that was made for this set elsewhere.
    Take(Step, Transaction, Stamp),
    /// Begin an edit that takes another pick or selection, or give it up.
    Await(Option<Awaited>),
    /// Pick the span that an edit waits for.
    Complete(SpanId, Tag),
    /// Choose, among the relations that fit, the one at this place from 0.
    ChooseKind(usize, Tag),
    /// Move where the span starts or ends.
    Resize {
        /// Which span.
        span: SpanId,
        /// Its start or its end.
        edge: Edge,
        /// How far.
        motion: Motion,
        /// When and by whom.
        stamp: Stamp,
    },
    /// Make two spans of one, the second of which gets a name.
    Split(SpanId, Offset, Tag),
    /// Mark no longer this stretch of the span's text.
    RemoveFragment(SpanId, Range, Stamp),
    /// Mark the span's text once more, with another label.
    Duplicate(SpanId, LabelId, Tag),
    /// Give the relation another type.
    ChangeKind(RelationId, RelationTypeId, Stamp),
    /// Let the relation go the other way.
    Reverse(RelationId, Stamp),
    /// Remark something on the relation.
    SetRelationNote(RelationId, String, Stamp),
    /// Delete the relation.
    Unrelate(RelationId, Stamp),
    /// Say something of the whole article, or nothing.
    SetDocumentLabel(AttributeId, Option<AttributeValue>, Stamp),
    /// Delete the span and its relations.
    Delete(SpanId, Stamp),
    /// Undo the last step.
    Undo(Stamp),
    /// Do the last undone step again.
    Redo(Stamp),
    /// Say how far the article is.
    SetStatus(Status, Stamp),
    /// Move the keyboard's caret; `extend` selects what it passes over.
    MoveCaret {
        /// How far.
        motion: Motion,
        /// Whether to select.
        extend: bool,
    },
    /// Put the caret before this character, where there is none yet.
    PlaceCaret(Range),
    /// Look for what was typed; `None` stops looking.
    Find(Option<String>),
    /// Look only for whole words, or for any.
    FindWholeWords(bool),
    /// Take what is typed for a regular expression, or for words.
    FindPattern(bool),
    /// What came of looking for an expression.
    Found(Query, Result<Vec<Range>, FindError>),
    /// Show the next match, or the one before.
    FindStep {
        /// Next or before.
        forward: bool,
    },
    /// Select the match that is shown.
    SelectMatch,
    /// List only spans with this label, or all.
    ListLabel(Option<LabelId>),
    /// List the spans of one label together, or all by place.
    ListGrouped(bool),
}

/// What is asked of the label set.
#[derive(Clone, Debug)]
pub enum LabelsAction {
    /// Edit it.
    Edit(Edit),
    /// Undo the last edit.
    Undo,
    /// Do the last undone edit again.
    Redo,
    /// Changes up to this one are on disk.
    Saved(u64),
}

/// What is asked while the gold is settled.
#[derive(Clone, Debug)]
pub enum ReviewAction {
    /// Look at conflicts in this way.
    Look(Looking),
    /// Show this conflict, or none.
    Show(Option<ConflictId>),
    /// Show the next conflict, or the one before.
    Step {
        /// Next or before.
        forward: bool,
    },
    /// Take into the gold what the rule takes.
    Merge(Stamp),
    /// Settle the conflict that is shown.
    Settle {
        /// What becomes of it.
        verdict: Verdict,
        /// Why, as a short code.
        reason: String,
        /// What is remarked.
        note: String,
        /// When and by whom.
        stamp: Stamp,
    },
}

/// What making a span or a relation takes besides what it is about.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The name the new span, or relation, gets.
    pub id: SpanId,
    /// When and by whom.
    pub stamp: Stamp,
}
