//! The one door for change: a state and an action make a new state. No clock, no randomness, no waiting.

mod article;
mod labels;
mod relations;
mod review;
mod rules;
mod shape;

pub(super) use article::begun;
pub use relations::kinds_between;

use std::sync::Arc;

use crate::app::across::LastAcross;
use crate::app::action::{Action, ReviewAction};
use crate::app::article::Article;
use crate::app::library::Library;
use crate::app::review::Review;
use crate::app::state::{AppState, DocumentSummary, Notice, ProjectInfo, Saving, SetSummary};
use crate::app::views::{Listed, sorted_by};
use crate::domain::annotation::AnnotationSet;
use crate::domain::text::{Range, find};

/// The state after the action.
#[must_use]
pub fn reduce(state: &AppState, action: Action) -> AppState {
    let mut next = state.clone();
    match action {
        Action::ShowProject(project, documents) => {
            if next.project.id != project.id {
                // Another project has other labels and other people.
                next.listed = Listed { sort: next.listed.sort, ..Listed::default() };
                next.chosen = Arc::default();
            }
            next.project = project;
            next.editing.forget();
            next.library = Library::default();
            documents.into_iter().for_each(|summary| next.library.put(summary));
            next.article = None;
            // What it offers to undo would be looked for in this project.
            next.notices.retain(|(_, notice)| !matches!(notice, Notice::Trashed(_) | Notice::Across(_)));
            next.across = None;
        }
        Action::ListProjects(projects) => {
            next.projects = sorted_by(projects, |project| find::folded(&project.name).collect()).into();
        }
        Action::NameAnnotator(annotator) => next.annotator = annotator,
        Action::PutDocuments(summaries) => {
            for summary in summaries {
                next.library.put(summary);
            }
            // What was edited since is not on disk yet.
            next.summarise_article();
        }
        Action::TakeDocuments(ids) => {
            for id in ids {
                next.library.take(&id);
                if next.chosen.contains(&id) {
                    Arc::make_mut(&mut next.chosen).remove(&id);
                }
                next.article.take_if(|article| *article.open.document().id() == id);
            }
        }
        Action::List(listed) => {
            let shows_others = Listed { sort: listed.sort, ..next.listed.clone() } != listed;
            next.listed = listed;
            if shows_others {
                // Nothing is to be done with what can't be seen.
                next.chosen = Arc::default();
            }
        }
        Action::Choose(chosen) => next.chosen = Arc::new(chosen),
        Action::Open(open) => {
            let armed = next.article.and_then(|article| article.armed);
            // The gold may be opened again while it is settled.
            next.review = next.review.take().filter(|_| open.set().annotator.is_gold());
            next.article = Some(Article { armed, ..Article::new(*open) });
            next.reconsider();
            next.summarise_article();
        }
        Action::OpenReview(open, sets, at) => {
            let mut review = Review::new(sets, open.set(), next.looking.rule);
            let mut article = Article::new(*open);
            let place = at.and_then(|at| article.text().at_code_point(at));
            let shown = place.and_then(|place| review.conflict_at(place.byte()));
            let shown = shown.or_else(|| review.next_open(&next.looking));
            let shown = shown.map(|listed| (listed.conflict.id.clone(), listed.conflict.place));
            let range = place.map(|place| Range::ordered(place, place));
            if let Some(range) = range.or_else(|| shown.as_ref()?.1) {
                article.show(range);
            }
            review.current = shown.map(|(id, _)| id);
            next.article = Some(article);
            next.review = Some(review);
            next.summarise_article();
        }
        Action::Close => {
            next.article = None;
            next.review = None;
        }
        Action::Article(action) => {
            if let Some(shown) = &mut next.article {
                let before = shown.open.unsaved().len();
                let said = article::reduce(shown, action, &next.project.schema);
                shown.open.unsaved().skip(before).for_each(|entry| next.tally.count(entry));
                if said.is_some() {
                    // What was in the way of an edit is told until the next thing is done.
                    next.notices.retain(|(_, notice)| !matches!(notice, Notice::InTheWay { .. }));
                }
                match said {
                    Some(notice @ Notice::InTheWay { .. }) => next.notify(notice),
                    said => next.say(said),
                }
                next.reconsider();
                next.summarise_article();
            }
        }
        Action::Review(action) => {
            let adjudicator = next.annotator.clone();
            if let (Some(shown), Some(reviewed)) = (&mut next.article, &mut next.review) {
                let said = review::reduce(shown, reviewed, &mut next.looking, action, &adjudicator);
                next.say(said);
                next.summarise_article();
            } else if let ReviewAction::Look(looking) = action {
                next.looking = looking;
            }
        }
        Action::UseKeys(keys) => next.keys = keys,
        Action::Worked(rhythm) => next.rhythm = rhythm,
        Action::Kept(kept) => next.kept = Some(kept),
        Action::Labels(action) => labels::reduce(&mut next, action),
        Action::ChangeProject(project) if next.project.id == project.id => {
            if project.schema != next.project.schema {
                next.editing.forget();
            }
            next.project = project;
            next.relist();
            next.disarm_unknown();
        }
        Action::ChangeProject(project) => {
            let renewed = |known: &ProjectInfo| if known.id == project.id { project.clone() } else { known.clone() };
            next.projects = next.projects.iter().map(renewed).collect();
        }
        Action::Saved(head, revision) => {
            next.saving = Saving::Working;
            if let Some(shown) = next.shown_with(&head) {
                shown.open.acknowledge(revision);
            }
        }
        Action::Saving(saving) => next.saving = saving,
        Action::Written(head, entries) => {
            if let Some(shown) = next.shown_with(&head) {
                let given_up = shown.open.rebase(&entries);
                if given_up > 0 {
                    next.notify(Notice::GaveUp(given_up));
                }
                next.reconsider();
                next.summarise_article();
            }
        }
        Action::Across(across) => {
            next.across = Some(LastAcross::new(&next, across.clone()));
            next.notify(Notice::Across(across));
        }
        Action::TakenBack { across, spans, articles, left } => {
            next.across.take_if(|last| last.across == across);
            next.notices.retain(|(_, notice)| *notice != Notice::Across(across.clone()));
            next.notify(Notice::TakenBack { spans, articles, left });
        }
        Action::Notify(notice) => next.notify(notice),
        Action::Dismiss(number) => next.notices.retain(|(n, _)| *n != number),
    }
    next
}

impl AppState {
    /// The open article, if it is shown with the set that has this head.
    fn shown_with(&mut self, head: &str) -> Option<&mut Article> {
        let is_shown = self.head_key().as_deref() == Some(head);
        self.article.as_mut().filter(|_| is_shown)
    }

    /// Lists the shown project as it is now.
    fn relist(&mut self) {
        let now = &self.project;
        self.projects =
            self.projects.iter().map(|known| if known.id == now.id { now } else { known }).cloned().collect();
    }

    /// Arms no label that is not in the label set any more.
    fn disarm_unknown(&mut self) {
        let schema = &self.project.schema;
        if let Some(article) = &mut self.article {
            article.armed.take_if(|armed| schema.label(armed).is_none());
        }
    }

    /// Looks again for what annotators differ in, if the gold has changed.
    fn reconsider(&mut self) {
        if let (Some(review), Some(article)) = (&mut self.review, &self.article) {
            let before = review.conflicts.clone();
            review.reconsider(article.open.set(), self.looking.rule);
            review::follow(review, &before);
        }
    }

    /// Says something aloud.
    fn say(&mut self, said: Option<Notice>) {
        if said.is_some() {
            self.said = (self.said.0 + 1, said);
        }
    }

    /// Says something aloud and shows it until it is dismissed.
    fn notify(&mut self, notice: Notice) {
        self.say(Some(notice.clone()));
        self.notices.push((self.said.0, notice));
    }

    /// Brings what the library shows of the open article up to date.
    fn summarise_article(&mut self) {
        let Some(open) = self.article.as_ref().map(|article| &article.open) else {
            return;
        };
        let set = open.set();
        let Some(known) = self.library.get(&set.document) else {
            return;
        };
        let before = known.set_of(&set.annotator);
        let modified = match open.unsaved().last() {
            Some(edit) => edit.at.to_string(),
            None => before.map(|set| set.modified.clone()).unwrap_or_default(),
        };
        let now = SetSummary { modified, ..summary_of(set) };
        if before == Some(&now) {
            return;
        }
        let mut summary = DocumentSummary::clone(known);
        match summary.sets.iter_mut().find(|known| known.annotator == set.annotator) {
            Some(known) => *known = now,
            None => summary.sets.push(now),
        }
        self.library.put(summary);
    }
}

/// What the library shows of an annotation set; when it was last worked on is not known of it.
pub fn summary_of(set: &AnnotationSet) -> SetSummary {
    SetSummary {
        annotator: set.annotator.clone(),
        status: set.status,
        spans: set.spans().len(),
        relations: set.relations().len(),
        modified: String::new(),
    }
}
