//! What is done while the gold is settled.

use std::sync::Arc;

use crate::app::action::ReviewAction;
use crate::app::article::Article;
use crate::app::open::Stamp;
use crate::app::review::{Looking, Review};
use crate::app::state::Notice;
use crate::domain::adjudication::{self, Decision, Verdict};
use crate::domain::annotation::Status;
use crate::domain::change::{Change, Diff, Transaction};
use crate::domain::history::Step;
use crate::domain::id::Annotator;

/// Does what is asked, and returns what there is to say of it.
pub(super) fn reduce(
    article: &mut Article,
    review: &mut Review,
    looking: &mut Looking,
    action: ReviewAction,
    adjudicator: &Annotator,
) -> Option<Notice> {
    match action {
        ReviewAction::Look(wanted) => {
            *looking = wanted;
            review.reconsider(article.open.set(), looking.rule);
            None
        }
        ReviewAction::Show(id) => {
            review.current = id;
            show(article, review)
        }
        ReviewAction::Step { forward } => {
            let next = review.neighbour(forward, looking)?.conflict.id.clone();
            review.current = Some(next);
            show(article, review)
        }
        ReviewAction::Merge(stamp) => {
            let changes = adjudication::premerge(&review.sets, article.open.set(), looking.rule, &stamp.now);
            let count =
                changes.iter().filter(|change| matches!(change, Change::Span(diff) if diff.after.is_some())).count();
            take(article, changes, &stamp);
            review.reconsider(article.open.set(), looking.rule);
            // What is left begins at its beginning.
            if count > 0 || review.current().is_none() {
                review.current = None;
                review.current = review.next_open(looking).map(|listed| listed.conflict.id.clone());
                show(article, review);
            }
            Some(Notice::Merged(count))
        }
        ReviewAction::Settle { verdict, reason, note, stamp } => {
            let conflict = review.current()?.conflict.clone();
            let decision = Decision { by: adjudicator.clone(), at: stamp.now.clone(), reason, note };
            let mut changes = adjudication::settle(article.open.set(), &conflict, &verdict, &decision);
            adjudication::take_mentions(&mut changes, &review.sets);
            if changes.is_empty() || !take(article, changes, &stamp) {
                return None;
            }
            let next = review.next_open(looking).map(|listed| listed.conflict.id.clone());
            review.reconsider(article.open.set(), looking.rule);
            if verdict != Verdict::Reopen {
                // The last one stays on the screen.
                review.current = next.or_else(|| review.current.take());
            }
            article.selection = None;
            show(article, review);
            let (settled, all) = review.settled();
            Some(Notice::Settled(verdict, all - settled))
        }
    }
}

/// Makes the changes one step of undo.
fn take(article: &mut Article, mut changes: Vec<Change>, stamp: &Stamp) -> bool {
    if changes.is_empty() {
        return true;
    }
    if article.open.set().status == Status::New {
        changes.push(Change::Status(Diff::replaced(Status::New, Status::InProgress)));
    }
    article.open.take(Step::Do, Transaction::new(changes), stamp)
}

/// Scrolls to the conflict that is shown, and says what it is about.
fn show(article: &mut Article, review: &Review) -> Option<Notice> {
    let listed = review.current()?;
    let quote = listed.conflict.place.map(|place| {
        article.show(place);
        article.text().quote(place).to_owned()
    });
    Some(Notice::Conflict(adjudication::Kind::of(&listed.conflict), quote.unwrap_or_default()))
}

/// The conflict that was touched last comes back when a step is undone.
pub(super) fn follow(review: &mut Review, before: &Arc<[adjudication::Listed]>) {
    let changed = review.conflicts.iter().find(|now| {
        let then = before.iter().find(|then| then.conflict.id == now.conflict.id);
        then.is_none_or(|then| then.conflict.resolution != now.conflict.resolution)
    });
    if let Some(changed) = changed {
        review.current = Some(changed.conflict.id.clone());
    }
}
