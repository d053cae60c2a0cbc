//! The dataset card: what a dataset holds, where it comes from and how to read it, in Markdown (CommonMark with the tables
//! of GitHub), the body of a README.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Format;
use super::outlet::{About, Lost, Options};
use crate::domain::dataset::split::Split;
use crate::domain::id::LabelId;
use crate::domain::schema::{Attribute, AttributeKind, Schema};
use crate::domain::statistics::{LabelUse, Names, Share, Statistics};

/// How many publications are named.
const MOST_SITES: usize = 20;

/// What a card tells.
#[derive(Clone, Copy, Debug)]
pub struct Card<'a> {
    /// The project.
    pub about: &'a About,
    /// What was counted in the documents of the export.
    pub statistics: &'a Statistics,
    /// The format of the export.
    pub format: Format,
    /// Licence and time.
    pub options: &'a Options,
    /// How it was split, if it was by this program.
    pub split: Option<&'a Split>,
    /// What stands in the columns, in Markdown; empty where the format tells it itself.
    pub columns: &'a str,
    /// How far annotators agree, in Markdown; empty where that wasn't measured.
    pub agreement: &'a str,
    /// How often the format could not hold something; nothing where that wasn't counted.
    pub losses: Option<&'a BTreeMap<Lost, usize>>,
}

/// Writes the card. It begins with a heading of the first level; front matter goes before it.
pub fn body(card: &Card<'_>) -> String {
    let mut out = String::new();
    let name = if card.about.name.trim().is_empty() { card.about.project.as_str() } else { &card.about.name };
    let name = if name.trim().is_empty() { "Dataset" } else { name };
    line(&mut out, &format!("# {}", plain(name)));
    contents(&mut out, card);
    splits(&mut out, card);
    labels(&mut out, &card.about.schema, card.statistics);
    relations(&mut out, &card.about.schema, card.statistics);
    document_labels(&mut out, &card.about.schema, card.statistics);
    annotators(&mut out, card);
    provenance(&mut out, card);
    format(&mut out, card);
    if !card.columns.is_empty() {
        section(&mut out, "Columns");
        line(&mut out, card.columns.trim_end());
    }
    section(&mut out, "Licence");
    let licence = card.options.licence.trim();
    let licence =
        if licence.is_empty() { "No licence was given.".to_owned() } else { format!("Licence: {}", plain(licence)) };
    line(&mut out, &licence);
    // Last, so that whatever Markdown they are, nothing comes after them that they could swallow.
    let guidelines = card.about.schema.guidelines.trim();
    if !guidelines.is_empty() {
        section(&mut out, "Guidelines");
        line(&mut out, &deeper(guidelines));
    }
    out
}

fn contents(out: &mut String, card: &Card<'_>) {
    let statistics = card.statistics;
    let rows = [
        ("Articles", statistics.documents),
        ("Annotation sets", statistics.sets),
        ("Spans", statistics.spans),
        ("Relations", statistics.relations),
        ("Words", statistics.words),
        ("Characters (Unicode code points)", statistics.characters),
    ];
    let rows = rows.map(|(what, number)| vec![what.to_owned(), number.to_string()]);
    table(out, &["", "Number"], rows);
}

fn splits(out: &mut String, card: &Card<'_>) {
    let named: Vec<(&String, &Share)> = card.statistics.splits.iter().filter(|(name, _)| !name.is_empty()).collect();
    if named.is_empty() {
        return;
    }
    section(out, "Splits");
    // In the order of the ratios; without them by name, with train first, as people look for them.
    let place = |name: &str| match card.split {
        Some(split) => split.ratios.shares().iter().position(|share| share.name == name).unwrap_or(usize::MAX),
        None => usize::from(name != "train"),
    };
    let mut rows: Vec<(&str, Vec<String>)> =
        named.into_iter().map(|(name, share)| (name.as_str(), row(name, share))).collect();
    rows.sort_by_key(|(name, _)| place(name));
    table(out, &["Split", "Articles", "Spans"], rows.into_iter().map(|(_, row)| row));
    if let Some(split) = card.split {
        let groups = split.near_duplicates.len();
        let sentence = format!(
            "Split by stratified sampling over the labels with seed {}; articles that are nearly the same, or of which one is \
             part of another, are in the same split ({groups} such group{}).",
            split.seed,
            if groups == 1 { "" } else { "s" }
        );
        line(out, &sentence);
    }
}

fn labels(out: &mut String, schema: &Schema, statistics: &Statistics) {
    section(out, "Labels");
    let unused = LabelUse::default();
    let usage = |id: &LabelId| statistics.labels.get(id).unwrap_or(&unused);
    let rows = schema.labels.iter().map(|label| {
        let usage = usage(&label.id);
        vec![plain(label.id.as_str()), plain(&label.name), usage.spans.to_string(), usage.documents.to_string()]
    });
    table(out, &["Label", "Name", "Spans", "Articles"], rows);
    for label in &schema.labels {
        let usage = usage(&label.id);
        line(out, &format!("### {}", plain(label.id.as_str())));
        let mut items = Vec::new();
        if !label.definition.trim().is_empty() {
            items.push(format!("Definition: {}", plain(&label.definition)));
        }
        if !label.examples.is_empty() {
            items.push(format!("Examples: {}", quoted(&label.examples)));
        }
        if !usage.examples.is_empty() {
            items.push(format!("In the data: {}", quoted(&usage.examples)));
        }
        for attribute in &label.attributes {
            let count = usage.attributes.get(&attribute.id).copied().unwrap_or_default();
            items.push(format!("{}; given for {count} of {} spans", described(attribute), usage.spans));
        }
        list(out, &items);
    }
}

fn relations(out: &mut String, schema: &Schema, statistics: &Statistics) {
    if schema.relations.is_empty() {
        return;
    }
    section(out, "Relations");
    let ends = |labels: &[LabelId]| match labels {
        [] => "any label".to_owned(),
        labels => labels.iter().map(|label| plain(label.as_str())).collect::<Vec<_>>().join(", "),
    };
    let rows = schema.relations.iter().map(|kind| {
        let count = statistics.relation_types.get(&kind.id).copied().unwrap_or_default();
        vec![plain(kind.id.as_str()), plain(&kind.name), ends(&kind.from), ends(&kind.to), count.to_string()]
    });
    table(out, &["Type", "Name", "From", "To", "Relations"], rows);
}

fn document_labels(out: &mut String, schema: &Schema, statistics: &Statistics) {
    if schema.document_labels.is_empty() {
        return;
    }
    section(out, "Article labels");
    let item = |attribute: &Attribute| {
        let count = statistics.document_labels.get(&attribute.id).copied().unwrap_or_default();
        format!("{}; given in {count} of {} annotation sets", described(attribute), statistics.sets)
    };
    list(out, &schema.document_labels.iter().map(item).collect::<Vec<_>>());
}

fn annotators(out: &mut String, card: &Card<'_>) {
    if card.statistics.annotators.is_empty() && card.agreement.trim().is_empty() {
        return;
    }
    section(out, "Annotators");
    let name = |name: &str| if name.trim().is_empty() { "(without a name)".to_owned() } else { name.to_owned() };
    let rows = card.statistics.annotators.iter().map(|(annotator, share)| row(&name(annotator.as_str()), share));
    table(out, &["Annotator", "Articles", "Spans"], rows);
    if !card.agreement.trim().is_empty() {
        line(out, &format!("Agreement: {}", card.agreement.trim()));
    }
}

fn provenance(out: &mut String, card: &Card<'_>) {
    let statistics = card.statistics;
    section(out, "Provenance");
    let mut items = Vec::new();
    let mut names = |what: &str, names: &Names| {
        if !names.is_empty() {
            let shown = names.most_frequent(MOST_SITES);
            let rest = names.len() - shown.len();
            let mut written: Vec<String> =
                shown.iter().map(|(name, count)| format!("{} ({count})", plain(name))).collect();
            if rest > 0 {
                written.push(format!("{rest} more"));
            }
            items.push(format!("{what}: {}", written.join(", ")));
        }
    };
    names("Sources", &statistics.sites);
    names("Languages", &statistics.languages);
    match &statistics.published {
        Some((first, last)) if first == last => items.push(format!("Published: {first}")),
        Some((first, last)) => items.push(format!("Published: {first} to {last}")),
        None => {}
    }
    if !card.options.exported.is_empty() {
        items.push(format!("Exported: {}", plain(&card.options.exported)));
    }
    items.push(format!("Annotated with Postil, exported as {}", card.format.name()));
    list(out, &items);
}

fn format(out: &mut String, card: &Card<'_>) {
    section(out, "Offsets and losses");
    line(out, offsets(card.format));
    let Some(losses) = card.losses else {
        return;
    };
    if losses.is_empty() {
        line(out, "The format holds all that was annotated.");
        return;
    }
    line(out, "The format could not hold all that was annotated:");
    list(out, &losses.iter().map(|(what, count)| format!("{count} × {}", lost(*what))).collect::<Vec<_>>());
}

/// How the format says where spans stand.
fn offsets(format: Format) -> &'static str {
    match format {
        Format::Conll | Format::Bioes | Format::HfTokens => {
            "Spans are tags of tokens; there are no offsets into a text."
        }
        Format::Gliner => "Spans are given by numbers of tokens, counted from 0; the last token is part of the span.",
        Format::CasJson | Format::CasXmi | Format::WebannoTsv => {
            "Offsets count UTF-16 code units, as Java and JavaScript do; the end is exclusive."
        }
        Format::Prodigy => {
            "Offsets count Unicode code points, as Python does; the end is exclusive. The number of a span’s last token, \
             `token_end`, is inclusive."
        }
        Format::Spacy => "Spans are spans of tokens; the offsets of their characters count Unicode code points.",
        _ => "Offsets count Unicode code points, as Python does: `text[start:end]` is the span; the end is exclusive.",
    }
}

fn lost(what: Lost) -> &'static str {
    match what {
        Lost::Overlap => "a span left out, since it overlaps one that is kept",
        Lost::Fragments => "a span in several pieces, marked with what stands between them",
        Lost::Border => "a span that stands for longer or shorter text",
        Lost::Span => "a span left out",
        Lost::Attributes => "values of a span’s attributes left out",
        Lost::Mention => "what a span mentions left out",
        Lost::Note => "a note left out",
        Lost::Relation => "a relation left out",
        Lost::DocumentLabels => "what was said of an article as a whole left out",
        Lost::Label => "a label written otherwise",
        Lost::Text => "characters of a text written otherwise",
    }
}

/// An attribute and the values it takes.
fn described(attribute: &Attribute) -> String {
    let options = |options: &[String]| options.iter().map(|option| plain(option)).collect::<Vec<_>>().join(", ");
    let kind = match &attribute.kind {
        AttributeKind::Choice(choices) => format!("one of {}", options(choices)),
        AttributeKind::Choices(choices) => format!("any of {}", options(choices)),
        AttributeKind::Text => "text".to_owned(),
        AttributeKind::Number => "a number".to_owned(),
        AttributeKind::YesNo => "yes or no".to_owned(),
    };
    let required = if attribute.required { ", required" } else { "" };
    format!("Attribute {} ({}): {kind}{required}", plain(attribute.id.as_str()), plain(&attribute.name))
}

fn row(name: &str, share: &Share) -> Vec<String> {
    vec![plain(name), share.documents.to_string(), share.spans.to_string()]
}

fn quoted(examples: &[String]) -> String {
    examples.iter().map(|example| format!("“{}”", plain(example))).collect::<Vec<_>>().join(", ")
}

/// A paragraph, or a heading.
fn line(out: &mut String, text: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(text);
    out.push('\n');
}

fn section(out: &mut String, title: &str) {
    line(out, &format!("## {title}"));
}

fn list(out: &mut String, items: &[String]) {
    if !items.is_empty() {
        out.push('\n');
    }
    for item in items {
        let _ = writeln!(out, "* {item}");
    }
}

/// A table; its cells are Markdown already. The first column holds names, the others are counts or names.
fn table(out: &mut String, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
    let _ = writeln!(out, "\n| {} |\n|{}", header.join(" | "), "---|".repeat(header.len()));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
}

/// The text as one line of Markdown that shows just that text.
fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (n, word) in text.split_whitespace().enumerate() {
        if n > 0 {
            escaped.push(' ');
        }
        for character in word.chars() {
            if "\\`*_{}[]<>#|~!&$^".contains(character) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

/// Markdown with its headings two levels deeper, those within code aside; code that isn't ended is ended.
fn deeper(markdown: &str) -> String {
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    for line in markdown.lines() {
        let start = line.trim_start_matches(' ');
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let level = start.chars().take_while(|character| *character == '#').count();
        let is_heading = (1..=6).contains(&level) && start[level..].chars().next().is_none_or(char::is_whitespace);
        if fence.is_none() && mark.is_none() && is_heading {
            lines.push(format!("{}{}", "#".repeat((level + 2).min(6)), &start[level..]));
        } else {
            lines.push(line.to_owned());
        }
    }
    lines.extend(fence.map(str::to_owned));
    lines.join("\n")
}
