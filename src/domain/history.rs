//! What was done and can be undone, and what was undone and can be done again.

use std::sync::Arc;

use super::change::Transaction;

/// The steps of one annotation set. A clone shares all of them.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Stack,
    undone: Stack,
}

/// What a step in the journal was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Something new was done.
    Do,
    /// The last thing done was undone.
    Undo,
    /// The last thing undone was done again.
    Redo,
}

impl History {
    /// Whether there is anything to undo.
    pub fn can_undo(&self) -> bool {
        self.done.0.is_some()
    }

    /// Whether there is anything to do again.
    pub fn can_redo(&self) -> bool {
        self.undone.0.is_some()
    }

    /// The transaction that undoes the last step, if there is one.
    pub fn undo(&self) -> Option<Transaction> {
        self.done.top().map(Transaction::inverse)
    }

    /// The transaction that does the last undone step again, if there is one.
    pub fn redo(&self) -> Option<Transaction> {
        self.undone.top().cloned()
    }

    /// Whether undoing must go on after [`Self::undo`], since that step continued the one before it.
    pub fn undo_goes_on(&self) -> bool {
        self.done.top().is_some_and(|step| step.continues)
    }

    /// Whether doing again must go on after [`Self::redo`], since the next step continues that one.
    pub fn redo_goes_on(&self) -> bool {
        let next = self.undone.0.as_ref().and_then(|node| node.below.top());
        next.is_some_and(|step| step.continues)
    }

    /// The history after a step. `transaction` is what was applied: for [`Step::Undo`] the inverse of the step undone.
    #[must_use]
    pub fn after(&self, step: Step, transaction: &Arc<Transaction>) -> Self {
        match step {
            Step::Do => Self { done: self.done.push(transaction.clone()), undone: Stack::default() },
            Step::Undo => Self { done: self.done.below(), undone: self.undone.push(Arc::new(transaction.inverse())) },
            Step::Redo => Self { done: self.done.push(transaction.clone()), undone: self.undone.below() },
        }
    }
}

/// A list that grows and shrinks at one end and shares all but that with its clones.
#[derive(Clone, Debug, Default)]
struct Stack(Option<Arc<Node>>);

#[derive(Debug)]
struct Node {
    top: Arc<Transaction>,
    below: Stack,
}

impl Stack {
    fn push(&self, top: Arc<Transaction>) -> Self {
        Self(Some(Arc::new(Node { top, below: self.clone() })))
    }

    fn top(&self) -> Option<&Transaction> {
        self.0.as_ref().map(|node| &*node.top)
    }

    fn below(&self) -> Self {
        self.0.as_ref().map_or_else(Self::default, |node| node.below.clone())
    }
}

impl Drop for Stack {
    /// Lets go of a long list without recursion.
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(node) = next {
            next = Arc::into_inner(node).and_then(|mut node| node.below.0.take());
        }
    }
}
