//! What there is in a dataset, counted: as numbers, as tables and as plots.
//!
//! Documents come one after another and are forgotten; only counts are kept.

mod bars;
mod comparison;
mod counts;
mod histogram;
mod matrix;
pub mod palette;
mod period;
mod plots;
mod svg;
mod table;

use std::collections::{BTreeMap, BTreeSet};

pub use comparison::comparison;
pub use counts::{Counts, Names};
pub use plots::Plot;
pub use table::Table;

use self::period::Date;
use super::annotation::{AnnotationSet, Span};
use super::document::Metadata;
use super::formats::outlet::{Item, quote_of};
use super::id::{Annotator, AttributeId, LabelId, RelationTypeId};
use super::text::{Range, words};

/// How many examples are kept of each label.
const MOST_EXAMPLES: usize = 5;
/// The longest text that is kept as an example, in bytes.
const LONGEST_EXAMPLE: usize = 80;
/// Of how many labels of one document it is counted which of them stand together.
const MOST_TOGETHER: usize = 200;

/// What was counted.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    /// How many documents there are.
    pub documents: usize,
    /// How many annotation sets there are.
    pub sets: usize,
    /// How many spans there are.
    pub spans: usize,
    /// How many relations there are.
    pub relations: usize,
    /// How many code points the texts have.
    pub characters: usize,
    /// How many words the texts have, those joined by hyphens counted as one.
    pub words: usize,
    /// How each label is used.
    pub labels: BTreeMap<LabelId, LabelUse>,
    /// How many relations there are of each type.
    pub relation_types: BTreeMap<RelationTypeId, usize>,
    /// How many sets have a value for each of what is said of documents as a whole.
    pub document_labels: BTreeMap<AttributeId, usize>,
    /// How much each annotator did.
    pub annotators: BTreeMap<Annotator, Share>,
    /// How much is in each split; documents outside any are under an empty name.
    pub splits: BTreeMap<String, Share>,
    /// Where documents came from: the publication, else the host of the URL.
    pub sites: Names,
    /// The languages of documents.
    pub languages: Names,
    /// The first and the last date of publication, as ISO 8601, as precise as they are known.
    pub published: Option<(String, String)>,
    /// How many words spans have.
    pub span_words: Counts,
    /// How many code points spans have.
    pub span_characters: Counts,
    /// How many spans an annotator found in a document.
    pub spans_per_article: Counts,
    created: BTreeMap<Date, usize>,
    published_in: BTreeMap<Date, usize>,
    /// In how many documents two labels stand, by their names in order.
    together: BTreeMap<(LabelId, LabelId), usize>,
}

/// How a label is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelUse {
    /// How many spans have it.
    pub spans: usize,
    /// In how many documents it stands.
    pub documents: usize,
    /// How many spans have a value for each attribute.
    pub attributes: BTreeMap<AttributeId, usize>,
    /// The first different texts that have it.
    pub examples: Vec<String>,
}

/// A part of a dataset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many documents.
    pub documents: usize,
    /// How many spans.
    pub spans: usize,
}

impl Statistics {
    /// Counts a document and what annotators say about it.
    pub fn add(&mut self, item: &Item<'_>) {
        let text = item.document.text();
        let words: Vec<Range> = words::words(text, text.whole()).collect();
        self.documents += 1;
        self.characters += text.code_points();
        self.words += words.len();
        self.add_metadata(&item.document.metadata);
        let spans = item.sets.iter().map(|set| set.spans().len()).sum();
        let split = match self.splits.get_mut(item.split) {
            Some(split) => split,
            None => self.splits.entry(item.split.to_owned()).or_default(),
        };
        split.add(spans);
        if item.sets.is_empty() {
            self.spans_per_article.add(0);
        }
        let mut labels: BTreeSet<&LabelId> = BTreeSet::new();
        for set in item.sets {
            labels.extend(set.labels_in_use());
            self.add_set(set);
            for span in set.spans().iter() {
                self.add_span(item, span, &words);
            }
        }
        for label in &labels {
            self.labels.entry((*label).clone()).or_default().documents += 1;
        }
        let labels: Vec<&LabelId> = labels.into_iter().take(MOST_TOGETHER).collect();
        for (n, one) in labels.iter().enumerate() {
            for other in &labels[n + 1..] {
                *self.together.entry(((*one).clone(), (*other).clone())).or_default() += 1;
            }
        }
    }

    fn add_set(&mut self, set: &AnnotationSet) {
        self.sets += 1;
        self.spans += set.spans().len();
        self.relations += set.relations().len();
        self.spans_per_article.add(set.spans().len());
        self.annotators.entry(set.annotator.clone()).or_default().add(set.spans().len());
        for relation in set.relations() {
            *self.relation_types.entry(relation.kind.clone()).or_default() += 1;
        }
        for attribute in set.document_labels.keys() {
            *self.document_labels.entry(attribute.clone()).or_default() += 1;
        }
    }

    fn add_span(&mut self, item: &Item<'_>, span: &Span, words: &[Range]) {
        let text = item.document.text();
        let (mut word_count, mut characters) = (0, 0);
        for fragment in span.fragments.iter() {
            let first = words.partition_point(|word| word.end() <= fragment.start());
            let after = words.partition_point(|word| word.start() < fragment.end());
            word_count += after.saturating_sub(first);
            characters += text.code_point(fragment.end()) - text.code_point(fragment.start());
        }
        self.span_words.add(word_count);
        self.span_characters.add(characters);
        if let Some(day) = Date::parse(&span.created).filter(Date::has_day) {
            *self.created.entry(day).or_default() += 1;
        }
        let usage = match self.labels.get_mut(&span.label) {
            Some(usage) => usage,
            None => self.labels.entry(span.label.clone()).or_default(),
        };
        usage.spans += 1;
        for attribute in span.attributes.keys() {
            *usage.attributes.entry(attribute.clone()).or_default() += 1;
        }
        if usage.examples.len() < MOST_EXAMPLES && span.hull().len() <= LONGEST_EXAMPLE {
            let quote = quote_of(item.document, span);
            if !usage.examples.contains(&quote) {
                usage.examples.push(quote);
            }
        }
    }

    fn add_metadata(&mut self, metadata: &Metadata) {
        let site = metadata.site.as_deref().filter(|site| !site.trim().is_empty());
        if let Some(site) = site.or_else(|| host_of(metadata.source.as_deref()?)) {
            self.sites.add(site);
        }
        if let Some(language) = metadata.language.as_deref().filter(|language| !language.is_empty()) {
            self.languages.add(language);
        }
        let Some(date) = metadata.published.as_deref().and_then(Date::parse) else {
            return;
        };
        let written = date.to_string();
        match &mut self.published {
            None => self.published = Some((written.clone(), written)),
            Some((first, _)) if written < *first => *first = written,
            Some((_, last)) if written > *last => *last = written,
            Some(_) => {}
        }
        if let Some(month) = date.month() {
            *self.published_in.entry(month).or_default() += 1;
        }
    }

    /// In how many documents both labels stand, or the one if they are the same.
    pub fn together(&self, one: &LabelId, other: &LabelId) -> usize {
        if one == other {
            return self.labels.get(one).map_or(0, |usage| usage.documents);
        }
        let pair = if one < other { (one.clone(), other.clone()) } else { (other.clone(), one.clone()) };
        self.together.get(&pair).copied().unwrap_or_default()
    }
}

impl Share {
    fn add(&mut self, spans: usize) {
        self.documents += 1;
        self.spans += spans;
    }
}

/// The host of a URL, without `www.`.
fn host_of(source: &str) -> Option<&str> {
    let (_, rest) = source.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}
