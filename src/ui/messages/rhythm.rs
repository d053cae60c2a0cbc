//! The words of work rhythm.

use super::{EN, counted};
use crate::app::rhythm::Day;
use crate::web::intl;

/// The words of work rhythm.
#[derive(Debug)]
pub(crate) struct RhythmWords {
    pub(crate) title: &'static str,
    pub(crate) today: fn(Day) -> String,
    pub(crate) off: &'static str,
    pub(crate) count: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) forget: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) columns: [&'static str; 4],
    pub(crate) minutes: fn(f64) -> String,
    pub(crate) on_article: &'static str,
}

/// English.
pub(super) const ENGLISH: RhythmWords = RhythmWords {
    title: "Work rhythm",
    today: |day| {
        let made = day.made;
        format!(
            "Today: {}, {} done, {}",
            counted(shown(made.spans), "span", "spans"),
            counted(shown(made.done), "article", "articles"),
            minutes(day.worked)
        )
    },
    off: "Work is not counted",
    count: "Count my work",
    hint: "Time counts while an article is open and something is pressed, clicked or scrolled at least once a minute. All of it \
           stays in this browser and is in no file.",
    forget: "Forget all of it",
    nothing: "Nothing has been counted yet.",
    columns: ["Day", "Spans", "Done", "Time"],
    minutes,
    on_article: "Time you have worked on this article",
};

/// How many there were, as far as more were made than undone.
pub(super) fn shown(count: i32) -> usize {
    usize::try_from(count).unwrap_or_default()
}

fn minutes(worked: f64) -> String {
    let minutes = (worked / 60_000.0) as usize;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{} min", intl::number(EN, minutes)),
        (hours, minutes) => format!("{} h {minutes} min", intl::number(EN, hours)),
    }
}
