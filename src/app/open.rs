//! The article that is open: one annotator's set on one document, and which of its edits are not on disk yet.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::app::record::{Entry, Version};
use crate::domain::annotation::AnnotationSet;
use crate::domain::change::{Change, Transaction};
use crate::domain::document::Document;
use crate::domain::history::{History, Step};

/// The open article.
#[derive(Clone, Debug)]
pub struct OpenArticle {
    document: Arc<Document>,
    /// The version on disk.
    saved: Version,
    /// The edits made since, in order, with the version each led to.
    unsaved: VecDeque<(Arc<Entry>, Version)>,
    /// How many times the version on disk has changed.
    epoch: u64,
}

/// When and by whom an edit is made; comes with the action, since the program's core has no clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The time, as RFC 3339.
    pub now: Arc<str>,
    /// The browser tab that edits.
    pub actor: Arc<str>,
}

impl OpenArticle {
    /// Opens an article at the version that was read from disk.
    pub fn new(document: Arc<Document>, saved: Version) -> Self {
        Self { document, saved, unsaved: VecDeque::new(), epoch: 0 }
    }

    /// Opens an article at the version on disk and takes the edits that are not on disk yet; those that don't fit are left out.
    pub fn resume(document: Arc<Document>, saved: Version, unsaved: impl IntoIterator<Item = Arc<Entry>>) -> Self {
        let mut open = Self::new(document, saved);
        unsaved.into_iter().for_each(|entry| open.take_again(&entry));
        open
    }

    /// Takes an edit on what another tab has made of the set since.
    fn take_again(&mut self, entry: &Entry) {
        let stamp = Stamp { now: entry.at.clone(), actor: entry.actor.clone() };
        let mut transaction = (*entry.transaction).clone();
        // Both tabs may have begun the work, or finished it: no conflict.
        let status = self.set().status;
        transaction.changes.retain(|change| !matches!(change, Change::Status(diff) if diff.after == Some(status)));
        // Only the last step can be undone; if another tab's came in between, undoing is a step of its own.
        let next = match entry.step {
            Step::Do => None,
            Step::Undo => self.history().undo(),
            Step::Redo => self.history().redo(),
        };
        let step = if next.as_ref() == Some(&transaction) { entry.step } else { Step::Do };
        self.take(step, transaction, &stamp);
    }

    /// How many times the version on disk has changed since the article was opened. Two copies of an open article
    /// that were told the same have the same number; one that was told less is out of date.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The version on disk.
    pub fn saved(&self) -> &Version {
        &self.saved
    }

    /// The document.
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// The set with every edit made so far.
    pub fn set(&self) -> &Arc<AnnotationSet> {
        &self.current().set
    }

    /// What can be undone and done again.
    pub fn history(&self) -> &History {
        &self.current().history
    }

    /// The edits that are not on disk yet, in order.
    pub fn unsaved(&self) -> impl ExactSizeIterator<Item = &Arc<Entry>> {
        self.unsaved.iter().map(|(entry, _)| entry)
    }

    fn current(&self) -> &Version {
        self.unsaved.back().map_or(&self.saved, |(_, version)| version)
    }

    /// Takes a step; if the transaction doesn't fit the set, nothing happens and the answer is `false`.
    pub fn take(&mut self, step: Step, transaction: Transaction, stamp: &Stamp) -> bool {
        let before = self.current();
        let entry = Entry {
            revision: before.revision + 1,
            lamport: before.lamport + 1,
            actor: stamp.actor.clone(),
            at: stamp.now.clone(),
            step,
            transaction: Arc::new(transaction),
        };
        let after = before.after(&entry);
        let fits = after.is_some();
        self.unsaved.extend(after.map(|version| (Arc::new(entry), version)));
        fits
    }

    /// Notes that all edits up to the revision are on disk.
    pub fn acknowledge(&mut self, revision: u64) {
        self.epoch += 1;
        while let Some((_, version)) = self.unsaved.pop_front_if(|(entry, _)| entry.revision <= revision) {
            self.saved = version;
        }
    }

    /// Puts entries that another tab wrote beneath the unsaved edits, which get new revisions.
    ///
    /// Returns how many unsaved edits no longer fit and were given up: the other tab changed the same span.
    pub fn rebase(&mut self, written: &[Arc<Entry>]) -> usize {
        self.epoch += 1;
        for entry in written {
            if entry.revision == self.saved.revision + 1
                && let Some(version) = self.saved.after(entry)
            {
                self.saved = version;
            }
        }
        let mine = std::mem::take(&mut self.unsaved);
        let before = mine.len();
        mine.into_iter().for_each(|(entry, _)| self.take_again(&entry));
        before - self.unsaved.len()
    }
}
