//! Taking a step in several articles, one after another: in each all of it or none, and all of them taken back together.

use std::sync::Arc;

use super::Keeper;
use super::add::Work;
use super::article::OpenError;
use crate::app::across::{Across, Deed, linking, tagging, taking_back};
use crate::app::action::{Action, ArticleAction, Tag};
use crate::app::open::{OpenArticle, Stamp};
use crate::app::record::key;
use crate::app::reduce::summary_of;
use crate::app::state::{DocumentSummary, ProjectInfo, SetSummary};
use crate::domain::change::{Change, Transaction};
use crate::domain::history::Step;
use crate::domain::id::{Annotator, DocumentId, EntryId, LabelId, SpanId};
use crate::domain::schema::Schema;
use crate::domain::text::Range;
use crate::web::storage::StorageError;

/// What is to be done in one article.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// Give the places, which are counted in code points, labels.
    Tag(Vec<((usize, usize), LabelId)>),
    /// Let the spans mention the entry.
    Link(Vec<SpanId>, EntryId),
}

impl Plan {
    fn step(&self, open: &OpenArticle, tag: &Tag, schema: &Schema) -> Option<(Step, Transaction)> {
        let set = open.set();
        let transaction = match self {
            Self::Tag(places) => {
                let text = open.document().text();
                let range =
                    |(start, end): (usize, usize)| Range::new(text.at_code_point(start)?, text.at_code_point(end)?);
                let places: Vec<(Range, LabelId)> =
                    places.iter().filter_map(|(place, label)| Some((range(*place)?, label.clone()))).collect();
                tagging(set, &places, tag, schema).step
            }
            Self::Link(spans, entry) => linking(set, spans, entry, &tag.stamp),
        };
        Some((Step::Do, transaction?))
    }
}

impl Keeper {
    /// Does in each article of the shown project what is planned there, in the annotator's own set; what was done can then be taken
    /// back. `told` is given how much is done, from 0 to 1. Where it is stopped or something can't be written, what was done stays.
    pub async fn do_across(
        &self,
        deed: Deed,
        plans: &[(DocumentId, Plan)],
        tag: &Tag,
        work: &Work,
        told: impl Fn(f64),
    ) {
        let state = self.state();
        let mut steps = Vec::new();
        for (n, (document, plan)) in plans.iter().enumerate() {
            if work.is_cancelled() {
                break;
            }
            told(n as f64 / plans.len() as f64);
            let make = |open: &OpenArticle| plan.step(open, tag, &state.project.schema);
            match self.step_in(&state.project, document, &state.annotator, &tag.stamp, make).await {
                Ok(step) => steps.extend(step.map(|step| (document.clone(), step))),
                Err(error) => {
                    self.report(&error);
                    break;
                }
            }
        }
        if !steps.is_empty() {
            let (project, annotator) = (state.project.id.clone(), state.annotator.clone());
            self.dispatch(Action::Across(Across { project, annotator, deed, steps: steps.into() }));
        }
    }

    /// Takes back what was done in several articles, but for spans that were changed since.
    pub async fn take_back(&self, across: Across, stamp: &Stamp) {
        let state = self.state();
        if state.project.id != across.project {
            return;
        }
        let (mut spans, mut articles, mut left) = (0, 0, 0);
        for (document, done) in across.steps.iter() {
            let mut kept = 0;
            let make = |open: &OpenArticle| {
                let (step, changed_since) = taking_back(open, done);
                kept = changed_since;
                step
            };
            match self.step_in(&state.project, document, &across.annotator, stamp, make).await {
                Ok(Some(step)) => {
                    spans += step.changes.iter().filter(|change| matches!(change, Change::Span(_))).count();
                    articles += 1;
                }
                Ok(None) => {}
                Err(error) => {
                    // What is not taken back yet can be, as before.
                    return self.report(&error);
                }
            }
            left += kept;
        }
        self.dispatch(Action::TakenBack { across, spans, articles, left });
    }

    /// Takes a step in one annotation set, if there is one to take, and returns it: in the article that is shown by an action, elsewhere
    /// written at once, in a transaction of its own. An article that is gone has none.
    ///
    /// # Errors
    /// If the set can't be read or written.
    pub(super) async fn step_in(
        &self,
        project: &ProjectInfo,
        document: &DocumentId,
        annotator: &Annotator,
        stamp: &Stamp,
        make: impl FnOnce(&OpenArticle) -> Option<(Step, Transaction)>,
    ) -> Result<Option<Arc<Transaction>>, StorageError> {
        let place = key::document(&project.id, document);
        let key = key::head(&place, annotator);
        let state = self.state();
        if let Some(article) = state.article.as_ref().filter(|_| state.head_key().as_ref() == Some(&key)) {
            let Some((step, transaction)) = make(&article.open) else {
                return Ok(None);
            };
            self.dispatch(Action::Article(ArticleAction::Take(step, transaction.clone(), stamp.clone())));
            return Ok(Some(Arc::new(transaction)));
        }
        let known = self.writing(&key);
        let writing = match &known {
            Some(writing) => writing.clone(),
            None => match self.read_article(&place, key, annotator).await {
                Ok(writing) => writing,
                // It was deleted meanwhile.
                Err(OpenError::Missing) => return Ok(None),
                Err(OpenError::Unreadable(_)) => return Err(StorageError::Other("an article can’t be read".into())),
                Err(OpenError::Storage(error)) => return Err(error),
            },
        };
        // So that it is told if another tab changes the same spans just now.
        writing.set_left(true);
        let made = make(&writing.open.borrow());
        let Some((step, transaction)) = made else {
            return Ok(None);
        };
        if !writing.open.borrow_mut().take(step, transaction.clone(), stamp) {
            return Ok(None);
        }
        if known.is_some() {
            // Earlier edits of it are still on their way; this one follows them.
            self.work(writing.clone());
        } else {
            while let Some(entry) = writing.next_unsaved() {
                self.write_entry(&writing, &entry).await?;
            }
        }
        let summary = SetSummary { modified: stamp.now.to_string(), ..summary_of(writing.open.borrow().set()) };
        self.put_set_summary(document, summary);
        Ok(Some(Arc::new(transaction)))
    }

    /// Lists an article with what is now known of one annotator's work on it.
    fn put_set_summary(&self, document: &DocumentId, now: SetSummary) {
        let state = self.state();
        if let Some(known) = state.library.get(document) {
            let mut summary = DocumentSummary::clone(known);
            summary.sets.retain(|set| set.annotator != now.annotator);
            summary.sets.push(now);
            self.dispatch(Action::PutDocuments(vec![summary]));
        }
    }
}
