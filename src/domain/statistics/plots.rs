//! The plots there are, each with the table it was drawn from.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::bars::{self, Bar};
use super::counts::Counts;
use super::histogram;
use super::matrix;
use super::period::{self, Date};
use super::svg::{Caption, counted, grouped};
use super::{Statistics, Table};
use crate::domain::id::LabelId;
use crate::domain::schema::{Colour, Schema};

/// How many labels have a bar of their own.
const MOST_BARS: usize = 40;

/// A plot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plot {
    /// What its files are called, without an ending.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it shows, in numbers.
    pub table: Table,
    /// The drawing, a file of its own.
    pub svg: String,
}

/// A label with what is drawn of it.
struct Drawn {
    id: LabelId,
    name: String,
    colour: Colour,
    spans: usize,
    documents: usize,
}

impl Statistics {
    /// Every plot.
    pub fn plots(&self, schema: &Schema) -> Vec<Plot> {
        let labels = self.drawn(schema);
        vec![
            self.labels_plot(&labels),
            lengths("span-words", "Span lengths in words", "Words in a span", &self.span_words),
            lengths("span-characters", "Span lengths in characters", "Characters in a span", &self.span_characters),
            self.spans_per_article_plot(),
            over_time("spans-created", "Spans over time", "span", "Spans", "created", &self.created),
            over_time("articles-published", "Articles by date", "article", "Articles", "published", &self.published_in),
            self.labels_together_plot(&labels),
        ]
    }

    /// The labels of the schema and whatever else is in use, the most frequent first.
    fn drawn(&self, schema: &Schema) -> Vec<Drawn> {
        let unused = Default::default();
        let drawn = |id: &LabelId, name: &str, colour: Colour| {
            let usage = self.labels.get(id).unwrap_or(&unused);
            let name = if name.trim().is_empty() { id.to_string() } else { name.to_owned() };
            Drawn { id: id.clone(), name, colour, spans: usage.spans, documents: usage.documents }
        };
        let known = schema.labels.iter().map(|label| drawn(&label.id, &label.name, label.colour));
        let other = self.labels.keys().filter(|id| schema.label(id).is_none());
        let other = other.enumerate().map(|(n, id)| drawn(id, id.as_str(), Colour::new(schema.labels.len() + n)));
        let mut labels: Vec<Drawn> = known.chain(other).collect();
        labels.sort_by_key(|label| Reverse(label.spans));
        labels
    }

    fn labels_plot(&self, labels: &[Drawn]) -> Plot {
        let mut table = Table::new(&["label", "name", "spans", "documents"]);
        for label in labels {
            let numbers = [label.spans, label.documents].map(|number| number.to_string());
            table.rows.push([label.id.to_string(), label.name.clone()].into_iter().chain(numbers).collect());
        }
        let bar = |label: &Drawn| Bar {
            name: label.name.clone(),
            value: label.spans,
            class: format!("label-{}", label.colour.place()),
        };
        // One label more is better shown than summed up by itself.
        let shown = if labels.len() <= MOST_BARS + 1 { labels.len() } else { MOST_BARS };
        let mut bars: Vec<Bar> = labels[..shown].iter().map(bar).collect();
        if shown < labels.len() {
            let value = labels[shown..].iter().map(|label| label.spans).sum();
            bars.push(Bar { name: counted(labels.len() - shown, "other label"), value, class: "rest".into() });
        }
        let subtitle = format!("{} in {}", counted(self.spans, "span"), counted(self.documents, "article"));
        let described: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.name, grouped(bar.value))).collect();
        let title = "Spans by label";
        let description = format!("Bars: {}.", described.join(", "));
        let caption = Caption { name: "labels", title, subtitle: &subtitle, description: &description };
        Plot { name: "labels", title, table, svg: bars::draw(&caption, &bars) }
    }

    fn spans_per_article_plot(&self) -> Plot {
        let counts = &self.spans_per_article;
        let (name, title) = ("spans-per-article", "Spans per article");
        let several = if self.sets > self.documents { ", each annotator’s work by itself" } else { "" };
        let subtitle = format!("{}{several}", summary(counts, "article", "most"));
        let bars = histogram::bins(counts, 0);
        let description = described(&subtitle, &bars);
        let caption = Caption { name, title, subtitle: &subtitle, description: &description };
        let svg = histogram::draw(&caption, &bars, "Spans in an article", "Articles");
        Plot { name, title, table: numbers(counts, "spans", "articles"), svg }
    }

    fn labels_together_plot(&self, labels: &[Drawn]) -> Plot {
        let mut table = Table::new(&["label", "other", "documents"]);
        for (n, one) in labels.iter().enumerate() {
            for other in &labels[n..] {
                let number = self.together(&one.id, &other.id);
                if number > 0 {
                    table.rows.push(vec![one.id.to_string(), other.id.to_string(), number.to_string()]);
                }
            }
        }
        let used: Vec<&Drawn> = labels.iter().filter(|label| label.documents > 0).collect();
        let shown = &used[..used.len().min(matrix::MOST)];
        let names: Vec<String> = shown.iter().map(|label| label.name.clone()).collect();
        let together = |one: usize, other: usize| self.together(&shown[one].id, &shown[other].id);
        let subtitle = if shown.is_empty() {
            "No label is used".to_owned()
        } else if shown.len() < used.len() {
            format!("Articles in which both stand, for the {} most frequent of {} labels", shown.len(), used.len())
        } else {
            "Articles in which both stand; on the diagonal, those in which the label stands".to_owned()
        };
        let pairs = (0..shown.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
        let most =
            pairs.max_by_key(|(one, other)| together(*one, *other)).filter(|(one, other)| together(*one, *other) > 0);
        let most = most.map_or("No two labels stand in the same article.".to_owned(), |(one, other)| {
            let number = counted(together(one, other), "article");
            format!("Most often together: {} and {}, in {number}.", names[other], names[one])
        });
        let (name, title) = ("labels-together", "Labels in the same article");
        let description = format!("A square with a row and a column for each label. {most}");
        let caption = Caption { name, title, subtitle: &subtitle, description: &description };
        Plot { name, title, table, svg: matrix::draw(&caption, &names, "articles", together) }
    }
}

fn lengths(name: &'static str, title: &'static str, across: &str, counts: &Counts) -> Plot {
    let subtitle = summary(counts, "span", "longest");
    let bars = histogram::bins(counts, 1);
    let description = described(&subtitle, &bars);
    let caption = Caption { name, title, subtitle: &subtitle, description: &description };
    let svg = histogram::draw(&caption, &bars, across, "Spans");
    Plot { name, title, table: numbers(counts, "length", "spans"), svg }
}

fn over_time(
    name: &'static str,
    title: &'static str,
    thing: &str,
    things: &str,
    what: &str,
    counts: &BTreeMap<Date, usize>,
) -> Plot {
    let mut table = Table::new(&[what, &format!("{thing}s")]);
    table.rows.extend(counts.iter().map(|(date, count)| vec![date.to_string(), count.to_string()]));
    let (period, bars) = period::row(counts);
    let total: usize = counts.values().sum();
    let subtitle = match (bars.first(), bars.last()) {
        (Some((first, _)), Some((last, _))) if first != last => {
            format!("{} {what} from {first} to {last}", counted(total, thing))
        }
        (Some((only, _)), _) => format!("{} {what} in {only}", counted(total, thing)),
        _ => format!("No {thing} has a date"),
    };
    let description = described(&subtitle, &bars);
    let caption = Caption { name, title, subtitle: &subtitle, description: &description };
    Plot { name, title, table, svg: histogram::draw(&caption, &bars, period.name(), things) }
}

/// Median, mean and the greatest of many numbers.
fn summary(counts: &Counts, thing: &str, greatest_is: &str) -> String {
    let total = counted(counts.total(), thing);
    match (counts.percentile(50), counts.mean(), counts.greatest()) {
        (Some(median), Some(mean), Some(greatest)) => {
            format!("{total}: median {}, mean {mean}, {greatest_is} {}", grouped(median), grouped(greatest))
        }
        _ => total,
    }
}

fn numbers(counts: &Counts, number: &str, count: &str) -> Table {
    let mut table = Table::new(&[number, count]);
    table.rows.extend(counts.iter().map(|(number, count)| vec![number.to_string(), count.to_string()]));
    table
}

/// What is to be seen in bars that stand side by side.
fn described(subtitle: &str, bars: &[(String, usize)]) -> String {
    match bars.iter().max_by_key(|(_, count)| *count) {
        Some((name, count)) if *count > 0 => {
            format!("{subtitle}. {}; the highest is {name} with {}.", counted(bars.len(), "bar"), grouped(*count))
        }
        _ => format!("{subtitle}."),
    }
}
