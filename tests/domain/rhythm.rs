//! How much is worked: what counts, what does not, and what is kept of it.

use postil::app::action::{Action, ArticleAction, Tag};
use postil::app::reduce::reduce;
use postil::app::rhythm::{Clock, Day, IDLE_AFTER, LONGEST_TICK, Rhythm, Tally};
use postil::app::state::AppState;
use postil::domain::annotation::Status;
use postil::domain::id::{LabelId, SpanId};
use proptest::prelude::*;

use crate::reduce::{stamp, state_with};
use crate::support::cases;

fn worked(day: f64) -> Day {
    Day { worked: day, ..Day::default() }
}

#[test]
fn time_counts_from_the_first_input_and_for_a_minute_after_the_last() {
    let mut clock = Clock::default();
    assert_eq!(clock.tick(1_000.0), 0.0, "nobody has done anything yet");
    assert_eq!(clock.input(5_000.0), 0.0);
    assert_eq!(clock.tick(15_000.0), 10_000.0);
    let idle: f64 = (2..30).map(|n| clock.tick(f64::from(n) * 10_000.0 + 5_000.0)).sum();
    assert_eq!(idle, 50_000.0);
    assert_eq!(clock.input(300_000.0), 0.0, "the pause does not count");
    assert_eq!(clock.stop(304_000.0), 4_000.0);
    assert_eq!(clock.tick(308_000.0), 0.0, "the page is not to be seen");
}

#[test]
fn a_page_that_slept_or_a_clock_that_was_set_adds_nothing() {
    for there in [-1e15, 0.0, 1e15, f64::NAN, f64::INFINITY] {
        let mut clock = Clock::default();
        clock.input(1e9);
        assert_eq!(clock.tick(there), 0.0, "to {there}");
        assert_eq!(clock.tick(there + 1_000.0), 0.0, "the input belongs to the time before");
        clock.input(1e9);
        assert_eq!(clock.tick(1e9 + 1_000.0), 1_000.0, "it goes on after {there}");
    }
}

#[test]
fn what_is_undone_was_not_made() {
    let act = |state: &AppState, action| reduce(state, Action::Article(action));
    let tag = |id: &str| Tag { id: SpanId::new(id), stamp: stamp() };
    let counts = |state: &AppState| (state.tally.spans, state.tally.done);
    let state = act(&state_with("a «b»"), ArticleAction::Tag(LabelId::new("actor"), tag("new")));
    assert_eq!(counts(&state), (1, 0));
    let deleted = act(&state, ArticleAction::Delete(SpanId::new("new"), stamp()));
    assert_eq!(counts(&deleted), (1, 0), "it was made nonetheless");
    let again = act(&deleted, ArticleAction::Undo(stamp()));
    assert_eq!(counts(&again), (1, 0), "what comes back is not made");
    let undone = act(&again, ArticleAction::Undo(stamp()));
    assert_eq!(counts(&undone), (0, 0));
    let redone = act(&undone, ArticleAction::Redo(stamp()));
    assert_eq!(counts(&redone), (1, 0));
    let done = act(&redone, ArticleAction::SetStatus(Status::Done, stamp()));
    assert_eq!(counts(&done), (1, 1));
    let reopened = act(&done, ArticleAction::SetStatus(Status::InProgress, stamp()));
    assert_eq!(counts(&reopened), (1, 0));
}

#[test]
fn counts_are_kept_by_day_and_article() {
    let mut rhythm = Rhythm::default();
    let made = Tally { spans: 3, done: 1 };
    rhythm.add("2026-03-01", "one", Day { made, worked: 1_000.0 });
    rhythm.add("2026-03-02", "one", worked(500.0));
    rhythm.add("2026-03-02", "two", worked(250.0));
    assert_eq!(rhythm.day("2026-03-01"), Day { made, worked: 1_000.0 });
    assert_eq!(rhythm.day("2026-03-02").worked, 750.0);
    assert_eq!((rhythm.article("one"), rhythm.article("two"), rhythm.article("three")), (1_500.0, 250.0, 0.0));
    let mut off = rhythm.clone();
    off.off = true;
    off.add("2026-03-02", "one", worked(500.0));
    assert_eq!(off.article("one"), 1_500.0, "switched off it counts nothing and keeps what it has");
    off.clear();
    assert!(off.is_empty() && off.off);
    for n in 0..2_100 {
        rhythm.add(&format!("2026-{:02}-{:02}", 4 + n / 900, 1 + n / 30 % 30), &format!("article {n}"), worked(1.0));
    }
    assert_eq!((rhythm.days().count(), rhythm.article("one"), rhythm.article("article 2099")), (30, 0.0, 1.0));
}

#[test]
fn what_is_damaged_is_passed_over() {
    let read = Rhythm::read(
        "postil-rhythm 1\non\nday\t2026-03-01\t3\t1\t60000\nday\tx\nday\t2026-03-02\t1\t1\tNaN\n\nno\nday\t2026-03-03\t1\t1\t-5",
    );
    assert_eq!(read.days().map(|(day, _)| day).collect::<Vec<_>>(), ["2026-03-01"]);
    assert_eq!(Rhythm::read("postil-rhythm 2\non\nday\t2026-03-01\t3\t1\t60000"), Rhythm::default());
    assert_eq!(Rhythm::read(""), Rhythm::default());
}

/// What happens next: after so long, in one of two tabs, the clock is read, something is pressed, or the tab is left.
fn happenings() -> impl Strategy<Value = Vec<(f64, bool, u8)>> {
    proptest::collection::vec((0.0..10_000.0f64, any::<bool>(), 0..10u8), 0..200)
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn two_tabs_together_count_no_more_than_the_time_that_passed_and_no_pause(happenings in happenings()) {
        let mut tabs = [Clock::default(), Clock::default()];
        let (mut now, mut counted) = (1_000.0, 0.0);
        let (mut work, mut works_until, mut focused) = (0.0, f64::MIN, 0);
        for (passed, other, what) in happenings {
            let before = now;
            now += passed;
            work += (now.min(works_until) - before).max(0.0);
            match what {
                // Both tabs read the clock all the time.
                0..7 => counted += tabs[0].tick(now) + tabs[1].tick(now),
                7..9 => {
                    let tab = usize::from(other);
                    if tab != focused {
                        counted += tabs[focused].stop(now);
                        focused = tab;
                    }
                    counted += tabs[tab].input(now);
                    works_until = now + IDLE_AFTER;
                }
                _ => {
                    counted += tabs[focused].stop(now);
                    works_until = f64::MIN;
                }
            }
            // A tab that is not read for long counts nothing of that; both are read here, as the timer does.
            counted += tabs[0].tick(now) + tabs[1].tick(now);
            prop_assert!(counted <= now - 1_000.0 + 1e-6);
            prop_assert!((counted - work).abs() < 1e-3, "{} counted, {} worked", counted, work);
        }
    }

    #[test]
    fn no_clock_breaks_the_sum(moments in proptest::collection::vec((any::<f64>(), 0..3u8), 0..60)) {
        let mut clock = Clock::default();
        for (now, what) in moments {
            let worked = match what {
                0 => clock.tick(now),
                1 => clock.input(now),
                _ => clock.stop(now),
            };
            prop_assert!((0.0..=LONGEST_TICK).contains(&worked));
        }
    }

    #[test]
    fn what_is_kept_is_read_as_it_was(
        off in any::<bool>(),
        added in proptest::collection::vec((0..40u32, "[a-z\u{1f}\t ]{1,8}", -5..50i32, 0..3i32, 0..1_000_000u32), 0..30),
    ) {
        let mut rhythm = Rhythm::default();
        for (day, article, spans, done, milliseconds) in added {
            let made = Tally { spans, done };
            let day = format!("2026-03-{day:02}");
            rhythm.add(&day, &article, Day { made, worked: f64::from(milliseconds) });
        }
        rhythm.off = off;
        prop_assert_eq!(Rhythm::read(&rhythm.write()), rhythm);
    }
}
