//! How long who works on what: a clock that counts only while somebody works, and what it has counted.
//!
//! Nothing of it is part of the annotations: it is kept apart from them and is never exported.

use std::collections::BTreeMap;

use crate::app::record::Entry;
use crate::domain::annotation::Status;
use crate::domain::change::Change;
use crate::domain::history::Step;

/// After so many milliseconds without input nobody works any more. The time until then counts.
pub const IDLE_AFTER: f64 = 60_000.0;
/// The clock is read at least so often, in milliseconds, while somebody works. A longer gap is a page that slept, or a wall
/// clock that was set, and does not count.
pub const LONGEST_TICK: f64 = 15_000.0;
/// Days of which counts are kept.
const DAYS: usize = 30;
/// Articles of which times are kept; those worked on longest ago are forgotten first.
const ARTICLES: usize = 2_000;

/// Counts the time somebody works. Moments are milliseconds of any clock, which may jump.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    /// When it was read last, while the page was to be seen.
    read: Option<f64>,
    /// Up to when the last input counts as work.
    works_until: Option<f64>,
}

impl Clock {
    /// Reads the clock, and returns the milliseconds worked since it was read last.
    pub fn tick(&mut self, now: f64) -> f64 {
        let read = self.read.replace(now);
        let (Some(read), Some(works_until)) = (read, self.works_until) else {
            return 0.0;
        };
        let passed = now - read;
        if !(0.0..=LONGEST_TICK).contains(&passed) {
            // What was counted in the old time says nothing in the new one.
            self.works_until = None;
            return 0.0;
        }
        (now.min(works_until) - read).clamp(0.0, passed)
    }

    /// Somebody pressed, clicked or scrolled. Returns the milliseconds worked since the clock was read last.
    pub fn input(&mut self, now: f64) -> f64 {
        let worked = self.tick(now);
        self.works_until = Some(now + IDLE_AFTER);
        worked
    }

    /// The page is not to be seen any more, or the article is left. Returns the milliseconds worked since the clock was read last.
    pub fn stop(&mut self, now: f64) -> f64 {
        let worked = self.tick(now);
        *self = Self::default();
        worked
    }
}

/// What was made; what is undone is not made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Spans made.
    pub spans: i32,
    /// Articles declared done, without those opened again.
    pub done: i32,
}

impl Tally {
    /// Counts a step of the journal. A span that is deleted was made nonetheless.
    pub fn count(&mut self, entry: &Entry) {
        for change in &entry.transaction.changes {
            match change {
                Change::Span(diff) if diff.before.is_none() && entry.step != Step::Undo => self.spans += 1,
                Change::Span(diff) if diff.after.is_none() && entry.step == Step::Undo => self.spans -= 1,
                Change::Status(diff) => {
                    let is_done = |status: Option<Status>| i32::from(status == Some(Status::Done));
                    self.done += is_done(diff.after) - is_done(diff.before);
                }
                _ => {}
            }
        }
    }

    /// What was made since another count.
    #[must_use]
    pub fn since(self, before: Self) -> Self {
        Self { spans: self.spans - before.spans, done: self.done - before.done }
    }
}

/// What was done on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Day {
    /// What was made; below zero where more of other days' work was undone.
    pub made: Tally,
    /// Milliseconds worked.
    pub worked: f64,
}

/// What the clock has counted: by day, and by article and annotator.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rhythm {
    /// Whether nothing is counted.
    pub off: bool,
    /// By the day as `2026-03-01`.
    days: BTreeMap<String, Day>,
    /// By project, article and annotator; each with the day it was last worked on.
    articles: BTreeMap<String, (String, f64)>,
}

/// The first line of what is stored.
const HEAD: &str = "postil-rhythm 1";

impl Rhythm {
    /// What was done on the day.
    pub fn day(&self, day: &str) -> Day {
        self.days.get(day).copied().unwrap_or_default()
    }

    /// How many milliseconds were worked on the article.
    pub fn article(&self, article: &str) -> f64 {
        self.articles.get(article).map_or(0.0, |(_, worked)| *worked)
    }

    /// The days on which something was done, the latest first.
    pub fn days(&self) -> impl Iterator<Item = (&str, Day)> {
        self.days.iter().rev().map(|(day, counts)| (day.as_str(), *counts))
    }

    /// Whether anything was counted.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty() && self.articles.is_empty()
    }

    /// Counts what was done on the day, and the time of it for the article. Nothing while it is off.
    pub fn add(&mut self, day: &str, article: &str, done: Day) {
        if self.off || done == Day::default() {
            return;
        }
        let sum = self.days.entry(day.to_owned()).or_default();
        sum.made.spans = sum.made.spans.saturating_add(done.made.spans);
        sum.made.done = sum.made.done.saturating_add(done.made.done);
        sum.worked += done.worked;
        while self.days.len() > DAYS {
            self.days.pop_first();
        }
        if done.worked > 0.0 {
            let (last, worked) = self.articles.entry(article.to_owned()).or_default();
            day.clone_into(last);
            *worked += done.worked;
            if self.articles.len() > ARTICLES {
                let oldest = self.articles.iter().min_by(|one, other| one.1.0.cmp(&other.1.0)).map(|one| one.0.clone());
                oldest.map(|oldest| self.articles.remove(&oldest));
            }
        }
    }

    /// Forgets everything that was counted.
    pub fn clear(&mut self) {
        self.days.clear();
        self.articles.clear();
    }

    /// What is stored: lines of fields parted by tabs.
    pub fn write(&self) -> String {
        let mut lines = vec![HEAD.to_owned(), if self.off { "off" } else { "on" }.to_owned()];
        lines.extend(self.days.iter().map(|(day, counts)| {
            let Tally { spans, done } = counts.made;
            format!("day\t{day}\t{spans}\t{done}\t{}", counts.worked.round())
        }));
        let article = |(name, (day, worked)): (&String, &(String, f64))| {
            format!("article\t{day}\t{}\t{}", worked.round(), name.replace(['\n', '\r'], " "))
        };
        lines.extend(self.articles.iter().map(article));
        lines.join("\n")
    }

    /// What was stored. Lines that can't be read are passed over; of another version, nothing is taken.
    pub fn read(stored: &str) -> Self {
        let mut lines = stored.lines();
        if lines.next() != Some(HEAD) {
            return Self::default();
        }
        let mut rhythm = Self { off: lines.next() == Some("off"), ..Self::default() };
        for line in lines {
            let (kind, rest) = line.split_once('\t').unwrap_or_default();
            // The name of an article is the rest of its line, whatever is in it.
            let fields: Vec<&str> = rest.splitn(if kind == "day" { 4 } else { 3 }, '\t').collect();
            match (kind, fields.as_slice()) {
                ("day", [day, spans, done, worked]) => {
                    if let (Ok(spans), Ok(done), Some(worked)) = (spans.parse(), done.parse(), milliseconds(worked)) {
                        rhythm.days.insert((*day).to_owned(), Day { made: Tally { spans, done }, worked });
                    }
                }
                ("article", [day, worked, article]) => {
                    if let Some(worked) = milliseconds(worked) {
                        rhythm.articles.insert((*article).to_owned(), ((*day).to_owned(), worked));
                    }
                }
                _ => {}
            }
        }
        rhythm
    }
}

fn milliseconds(written: &str) -> Option<f64> {
    written.parse().ok().filter(|worked: &f64| worked.is_finite() && *worked >= 0.0)
}
