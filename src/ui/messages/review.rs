//! The words of comparing annotators.

use super::{EN, counted};
use crate::app::jobs::Behind;
use crate::domain::adjudication::What;
use crate::domain::agreement;
use crate::web::intl;

/// The words of comparing annotators.
#[derive(Debug)]
pub(crate) struct ReviewWords {
    pub(crate) review_empty: &'static str,
    pub(crate) review_one: &'static str,
    pub(crate) review_lead: &'static str,
    pub(crate) review_drop: &'static str,
    pub(crate) review_drop_first: &'static str,
    pub(crate) person: fn(usize, usize, usize) -> String,
    pub(crate) nameless: fn(usize) -> String,
    pub(crate) blind: &'static str,
    pub(crate) comparing: &'static str,
    pub(crate) beyond_chance: &'static str,
    pub(crate) nothing_shared: &'static str,
    pub(crate) agreement: &'static str,
    pub(crate) compared: fn(usize, usize, usize) -> String,
    /// Title, meaning and caution of the figure with this name in files.
    pub(crate) figure: fn(&str) -> [&'static str; 3],
    pub(crate) more_figures: &'static str,
    pub(crate) not_applicable: &'static str,
    pub(crate) undefined: fn(&str) -> String,
    pub(crate) interval: fn(f64, f64) -> String,
    pub(crate) behind: fn(Behind) -> &'static str,
    pub(crate) behind_figure: &'static str,
    pub(crate) places_found: fn(usize) -> String,
    pub(crate) pairs: &'static str,
    pub(crate) pairs_hint: &'static str,
    pub(crate) pair: fn(&str, &str) -> String,
    pub(crate) confusion: &'static str,
    pub(crate) confusion_hint: &'static str,
    pub(crate) confused: fn(&str, &str, usize) -> String,
    pub(crate) nothing_there: &'static str,
    pub(crate) sum: &'static str,
    pub(crate) by_label: &'static str,
    pub(crate) plots: &'static str,
    pub(crate) by_article: &'static str,
    pub(crate) by_article_hint: &'static str,
    pub(crate) differences: &'static str,
    pub(crate) settled_column: &'static str,
    pub(crate) settled_of: fn(usize, usize) -> String,
    pub(crate) gold_changed: &'static str,
    pub(crate) gold_changed_hint: &'static str,
    pub(crate) what_changed: fn(What) -> &'static str,
    pub(crate) save_report: &'static str,
    pub(crate) making_report: &'static str,
    pub(crate) report_hint: &'static str,
    pub(crate) map_labels: &'static str,
    pub(crate) map_labels_hint: &'static str,
    pub(crate) counts_as: fn(&str) -> String,
    pub(crate) itself: &'static str,
}

/// English.
pub(super) const ENGLISH: ReviewWords = ReviewWords {
    review_empty: "Compare annotators: drop the file of each anywhere on this page. They may be Postil files, or files of doccano, Label Studio, \
                   brat, INCEpTION and others; what is about the same article comes together.",
    review_one: "So far there is the work of one annotator. Drop the file of another, and they are compared.",
    review_lead: "Whose work is compared, article by article where at least two have annotated it.",
    review_drop: "Files, folders and zips of more annotators can be dropped anywhere on this page. Nobody’s own work is changed here.",
    review_drop_first: "The articles come along in the first file; nothing leaves this browser.",
    person: |articles, done, spans| {
        format!(
            "{}, {} done, {}",
            counted(articles, "article", "articles"),
            intl::number(EN, done),
            counted(spans, "span", "spans")
        )
    },
    nameless: |n| format!("Annotator {}", n + 1),
    blind: "Keep names back",
    comparing: "Comparing…",
    beyond_chance: "Taking off chance…",
    nothing_shared: "No article was annotated by two of those who are compared. Drop the work of others on the same articles, or tick more annotators.",
    agreement: "Agreement",
    compared: |articles, annotators, pairs| {
        format!(
            "{}, {}, {} compared",
            counted(articles, "article", "articles"),
            counted(annotators, "annotator", "annotators"),
            counted(pairs, "pair", "pairs")
        )
    },
    figure: |name| agreement::figure(name).map_or([""; 3], |figure| [figure.title, figure.meaning, figure.caution]),
    more_figures: "More figures",
    not_applicable: "not applicable",
    undefined: |why| if why.is_empty() { "not worked out yet".into() } else { format!("({why})") },
    interval: |low, high| format!("95 % interval {} to {}", intl::decimal(EN, low), intl::decimal(EN, high)),
    behind: |behind| match behind {
        Behind::Matched => "the same",
        Behind::OtherBorder => "other borders",
        Behind::OtherLabel => "another label",
        Behind::OnlyOne => "only one has it",
    },
    behind_figure: "The spans behind it",
    places_found: |n| counted(n, "place", "places"),
    pairs: "Every two annotators",
    pairs_hint: "Strict span F1; the darker, the more is the same. A cell opens what differs.",
    pair: |a, b| format!("{a} and {b}"),
    confusion: "Labels against labels",
    confusion_hint: "Spans that overlap: down, what the first of two gave; across, what the second gave. The sums are all their spans.",
    confused: |a, b, n| format!("{a} against {b}: {}", counted(n, "pair of spans", "pairs of spans")),
    nothing_there: "no span",
    sum: "all",
    by_label: "Label by label",
    plots: "Pictures",
    by_article: "Article by article",
    by_article_hint: "Open an article to settle its gold.",
    differences: "Conflicts",
    settled_column: "Settled",
    settled_of: |settled, all| format!("{} of {} settled", intl::number(EN, settled), intl::number(EN, all)),
    gold_changed: "What the gold changed",
    gold_changed_hint: "What became of each annotator’s spans in the articles whose gold is begun.",
    what_changed: |what| match what {
        What::Kept => "kept",
        What::Attributes => "other attributes",
        What::Border => "borders moved",
        What::Label => "relabelled",
        What::BorderAndLabel => "borders and label",
        What::Removed => "taken out",
        What::Added => "missed",
    },
    save_report: "Save a report",
    making_report: "Writing the report…",
    report_hint: "One HTML file with all figures, tables and disagreements, and how they were measured; it opens anywhere, without a network.",
    map_labels: "Labels that mean the same",
    map_labels_hint: "For this comparison only; nobody’s labels are changed.",
    counts_as: |label| format!("{label} counts as"),
    itself: "itself",
};
