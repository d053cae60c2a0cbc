//! Undo and redo, against a model that keeps every version.

use std::sync::Arc;

use postil::domain::annotation::AnnotationSet;
use postil::domain::change::Transaction;
use postil::domain::history::{History, Step};
use postil::domain::text::Text;
use proptest::prelude::*;

use crate::support::cases;
use crate::support::edits::{Edit, any_edit};
use crate::support::marked::empty_set;

#[derive(Clone, Debug)]
enum Move {
    Edit(Edit),
    Undo,
    Redo,
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        3 => any_edit().prop_map(Move::Edit),
        2 => Just(Move::Undo),
        1 => Just(Move::Redo),
    ]
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn undo_and_redo_walk_through_the_versions(moves in proptest::collection::vec(any_move(), 0..60)) {
        let text = Text::new("The towns of Ask and Embla 👩‍👩‍👧‍👦 signed the cafe\u{301} accord.");
        let mut history = History::default();
        let mut set = empty_set();
        // The versions, and which of them is shown.
        let mut versions: Vec<AnnotationSet> = vec![set.clone()];
        let mut shown = 0;
        for (n, made) in moves.iter().enumerate() {
            prop_assert_eq!(history.can_undo(), shown > 0);
            prop_assert_eq!(history.can_redo(), shown + 1 < versions.len());
            prop_assert_eq!(history.undo().is_some(), history.can_undo());
            prop_assert_eq!(history.redo().is_some(), history.can_redo());
            let (step, transaction) = match made {
                Move::Edit(edit) => (Step::Do, Some(Transaction::new(edit.on(&set, &text, n)))),
                Move::Undo => (Step::Undo, history.undo()),
                Move::Redo => (Step::Redo, history.redo()),
            };
            let Some(transaction) = transaction.map(Arc::new) else {
                continue;
            };
            set = transaction.apply(&set).unwrap();
            history = history.after(step, &transaction);
            match step {
                Step::Do => {
                    versions.truncate(shown + 1);
                    versions.push(set.clone());
                    shown += 1;
                }
                Step::Undo => shown -= 1,
                Step::Redo => shown += 1,
            }
            prop_assert_eq!(&set, &versions[shown]);
        }
    }
}

#[test]
fn steps_that_continue_one_another_are_told() {
    let step = |continues| Arc::new(Transaction { continues, ..Transaction::new(Vec::new()) });
    let mut history = History::default();
    for continues in [false, true, true] {
        history = history.after(Step::Do, &step(continues));
    }
    let mut goes_on = Vec::new();
    while let Some(undone) = history.undo() {
        goes_on.push(history.undo_goes_on());
        history = history.after(Step::Undo, &Arc::new(undone));
    }
    assert_eq!(goes_on, [true, true, false]);
    goes_on.clear();
    while let Some(again) = history.redo() {
        goes_on.push(history.redo_goes_on());
        history = history.after(Step::Redo, &Arc::new(again));
    }
    assert_eq!(goes_on, [true, true, false]);
    assert!(!history.can_redo());
}

/// A long list let go of one by one on the stack would overflow it.
#[test]
fn a_long_history_is_let_go_of() {
    let step = Arc::new(Transaction::new(Vec::new()));
    let mut history = History::default();
    for _ in 0..300_000 {
        history = history.after(Step::Do, &step);
    }
    let shared = history.clone();
    drop(history);
    assert!(shared.can_undo());
}
