//! The article that is open: one annotator's set on one document, and which of its edits are not on disk yet.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::app::record::{Entry, Version};
use crate::domain::annotation::AnnotationSet;
use crate::domain::change::Transaction;
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
        Self { document, saved, unsaved: VecDeque::new() }
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
        while let Some((_, version)) = self.unsaved.pop_front_if(|(entry, _)| entry.revision <= revision) {
            self.saved = version;
        }
    }

    /// Puts entries that another tab wrote beneath the unsaved edits, which get new revisions.
    ///
    /// Returns how many unsaved edits no longer fit and were given up: the other tab changed the same span.
    pub fn rebase(&mut self, written: &[Arc<Entry>]) -> usize {
        for entry in written {
            if entry.revision == self.saved.revision + 1
                && let Some(version) = self.saved.after(entry)
            {
                self.saved = version;
            }
        }
        let mine = std::mem::take(&mut self.unsaved);
        let before = mine.len();
        for (entry, _) in mine {
            let stamp = Stamp { now: entry.at.clone(), actor: entry.actor.clone() };
            self.take(entry.step, (*entry.transaction).clone(), &stamp);
        }
        before - self.unsaved.len()
    }
}
