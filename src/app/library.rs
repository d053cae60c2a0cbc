//! The articles of a project as the library lists them.

use std::sync::Arc;

use crate::app::state::DocumentSummary;
use crate::domain::id::DocumentId;

/// Summaries in the order in which the articles were added; each article once. A clone shares all of them.
#[derive(Clone, Debug, Default)]
pub struct Library(Arc<Vec<Arc<DocumentSummary>>>);

impl Library {
    /// The articles, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<DocumentSummary>> {
        self.0.iter()
    }

    /// Whether the other is this one, unchanged.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no articles.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is known of the article.
    pub fn get(&self, id: &DocumentId) -> Option<&Arc<DocumentSummary>> {
        self.iter().find(|summary| summary.id == *id)
    }

    /// Takes an article up, or what is known of it anew.
    pub fn put(&mut self, summary: DocumentSummary) {
        let all = Arc::make_mut(&mut self.0);
        match all.binary_search_by(|known| (&known.added, &known.id).cmp(&(&summary.added, &summary.id))) {
            Ok(place) => all[place] = Arc::new(summary),
            Err(place) => all.insert(place, Arc::new(summary)),
        }
    }

    /// Lets an article go.
    pub fn take(&mut self, id: &DocumentId) {
        Arc::make_mut(&mut self.0).retain(|summary| summary.id != *id);
    }
}

/// A library that equals another only if nothing in it has changed since.
#[derive(Clone, Debug)]
pub struct SameLibrary(pub Library);

impl PartialEq for SameLibrary {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&other.0)
    }
}
