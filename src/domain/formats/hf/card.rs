//! The dataset card: `README.md`, whose front matter in YAML tells the library what the columns are and where the data is.
//!
//! Source: huggingface.co/docs/hub/datasets-cards and the features of datasets 5.2.0.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::domain::formats::outlet::{About, Item, Options};
use crate::domain::formats::{Format, card, json};
use crate::domain::id::LabelId;
use crate::domain::statistics::Statistics;

/// The path of the card.
pub(super) const PATH: &str = "README.md";

/// What a card tells, as it is gathered document by document.
#[derive(Debug, Default)]
pub(super) struct Card {
    options: Options,
    statistics: Statistics,
    /// How many rows each split has.
    rows: BTreeMap<String, usize>,
    languages: BTreeSet<String>,
    /// Every label, each at the place it keeps.
    labels: Vec<LabelId>,
    places: BTreeMap<LabelId, usize>,
}

impl Card {
    pub(super) fn new(options: &Options) -> Self {
        Self { options: options.clone(), ..Self::default() }
    }

    /// Counts a document; the path of the file its rows go to.
    pub(super) fn document(&mut self, item: &Item<'_>, rows: usize, about: &About) -> String {
        self.statistics.add(item);
        let language = item.document.metadata.language.as_deref().unwrap_or_default();
        let language = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        if matches!(language.len(), 2 | 3) && language.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.languages.insert(language);
        }
        self.know(about);
        let split = split_name(item.split);
        let path = path_of(&split);
        *self.rows.entry(split).or_default() += rows;
        path
    }

    /// Takes in the labels that are new.
    pub(super) fn know(&mut self, about: &About) {
        for label in &about.schema.labels {
            if !self.places.contains_key(&label.id) {
                self.places.insert(label.id.clone(), self.labels.len());
                self.labels.push(label.id.clone());
            }
        }
    }

    /// Every label, in the order they keep.
    pub(super) fn labels(&self) -> &[LabelId] {
        &self.labels
    }

    /// The place of a label that is known.
    pub(super) fn place(&self, label: &LabelId) -> Option<usize> {
        self.places.get(label).copied()
    }

    /// The card. `features` is the list of columns in YAML, `columns` says in Markdown what is in them.
    pub(super) fn written(&self, format: Format, about: &About, features: &str, columns: &str) -> String {
        let mut written = String::from("---\n");
        let name = if about.name.is_empty() { "Annotations" } else { &about.name };
        line(&mut written, format_args!("pretty_name: {}", quoted(name)));
        if !self.options.licence.is_empty() {
            // The Hub writes SPDX identifiers in lower case.
            line(&mut written, format_args!("license: {}", quoted(&self.options.licence.to_lowercase())));
        }
        list(&mut written, "language", self.languages.iter().map(|language| quoted(language)));
        list(&mut written, "task_categories", ["token-classification".to_owned()].into_iter());
        list(&mut written, "task_ids", ["named-entity-recognition".to_owned()].into_iter());
        list(&mut written, "size_categories", [self.size().to_owned()].into_iter());
        written.push_str("dataset_info:\n  features:\n");
        written.push_str(features);
        written.push_str("configs:\n- config_name: default\n  data_files:\n");
        for split in self.rows.keys() {
            line(&mut written, format_args!("  - split: {split}\n    path: {}", path_of(split)));
        }
        written.push_str("---\n\n");
        written.push_str(&card::body(&card::Card {
            about,
            statistics: &self.statistics,
            format,
            options: &self.options,
            split: None,
            columns,
            agreement: "",
            losses: None,
        }));
        written
    }

    fn size(&self) -> &'static str {
        match self.rows.values().sum() {
            0..1_000 => "n<1K",
            1_000..10_000 => "1K<n<10K",
            10_000..100_000 => "10K<n<100K",
            100_000..1_000_000 => "100K<n<1M",
            1_000_000..10_000_000 => "1M<n<10M",
            _ => "10M<n<100M",
        }
    }
}

/// The `class_label` of the names, indented by so many spaces.
pub(super) fn class_label(names: impl Iterator<Item = String>, indent: usize) -> String {
    let mut yaml = format!("{:indent$}class_label:\n{:indent$}  names:\n", "", "");
    for (n, name) in names.enumerate() {
        line(&mut yaml, format_args!("{:indent$}    '{n}': {}", "", quoted(&name)));
    }
    yaml
}

fn path_of(split: &str) -> String {
    format!("data/{split}.jsonl")
}

/// The name the library has for a split; it must be of letters, digits and underscores.
fn split_name(split: &str) -> String {
    match split {
        "" => "train".into(),
        "dev" | "val" | "valid" => "validation".into(),
        _ => split.replace(|character: char| !character.is_ascii_alphanumeric(), "_"),
    }
}

fn line(card: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(card, "{line}").expect("a string takes all that is written");
}

fn list(card: &mut String, name: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        line(card, format_args!("{name}:"));
    }
    for item in items {
        line(card, format_args!("- {item}"));
    }
}

/// A string in double quotes that JSON, YAML 1.1 and YAML 1.2 read alike: what YAML doesn't take for printable is escaped.
fn quoted(said: &str) -> String {
    let mut bytes = Vec::new();
    json::string(&mut bytes, said);
    let json = String::from_utf8_lossy(&bytes);
    let mut yaml = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '\u{7f}'..='\u{9f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                write!(yaml, "\\u{:04x}", u32::from(character)).expect("a string takes all that is written");
            }
            _ => yaml.push(character),
        }
    }
    yaml
}
