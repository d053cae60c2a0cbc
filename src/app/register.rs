//! What is shown of the register: how often each entry is mentioned, what is not in it yet, and what a span may mention.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::app::jobs::{MarkedSpan, WantedMentions, reads_like_any};
use crate::domain::annotation::{AnnotationSet, SpanList};
use crate::domain::document::Document;
use crate::domain::formats::outlet::quote_of;
use crate::domain::id::{DocumentId, EntryId, LabelId};
use crate::domain::schema::Schema;
use crate::domain::schema::register::{Entry, Resolved};
use crate::domain::text::find::folded;

/// So many texts of mentions are looked for among spans that mention nothing.
const MOST_TEXTS: usize = 200;
/// So many entries are offered for a span.
const MOST_OFFERED: usize = 8;

/// How often something is mentioned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By how many spans.
    pub spans: usize,
    /// In which articles.
    pub articles: BTreeSet<DocumentId>,
    /// In which words, each with the label of the spans and how many they are.
    pub texts: BTreeMap<(LabelId, String), usize>,
}

/// A text that spans of a label mark without mentioning an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlinked {
    /// The label.
    pub label: LabelId,
    /// The text as it is written most often.
    pub text: String,
    /// How many spans.
    pub spans: usize,
}

/// What was counted in the articles of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// By the names spans have for entries; without one under `None`.
    by_name: BTreeMap<Option<EntryId>, Tally>,
}

impl Tallies {
    /// Counts spans in.
    pub fn add(&mut self, spans: Vec<MarkedSpan>) {
        for span in spans {
            let tally = self.by_name.entry(span.entry).or_default();
            tally.spans += 1;
            tally.articles.insert(span.document);
            *tally.texts.entry((span.label, span.quote)).or_default() += 1;
        }
    }

    /// How often the entry is mentioned, under whatever name.
    pub fn of(&self, entry: &Entry) -> Tally {
        let mut whole = Tally::default();
        for tally in entry.ids().filter_map(|id| self.by_name.get(&Some(id.clone()))) {
            whole.spans += tally.spans;
            whole.articles.extend(tally.articles.iter().cloned());
            for (text, count) in &tally.texts {
                *whole.texts.entry(text.clone()).or_default() += count;
            }
        }
        whole
    }

    /// The texts of spans that mention nothing known, most often marked first; texts that only differ in case are one.
    pub fn unlinked(&self, schema: &Schema) -> Vec<Unlinked> {
        let register = Resolved::of(schema);
        let mut alike: BTreeMap<(&LabelId, String), Vec<(&str, usize)>> = BTreeMap::new();
        for (name, tally) in &self.by_name {
            if name.as_ref().is_some_and(|id| register.entry(id).is_some()) {
                continue;
            }
            for ((label, text), count) in &tally.texts {
                alike.entry((label, folded(text.trim()).collect())).or_default().push((text, *count));
            }
        }
        let most_written = |texts: &[(&str, usize)]| {
            texts.iter().max_by_key(|(_, count)| *count).map_or_else(String::new, |(text, _)| (*text).to_owned())
        };
        let mut unlinked: Vec<Unlinked> = alike
            .into_iter()
            .map(|((label, _), texts)| Unlinked {
                label: label.clone(),
                text: most_written(&texts),
                spans: texts.iter().map(|(_, count)| count).sum(),
            })
            .collect();
        unlinked.sort_by_key(|text| Reverse(text.spans));
        unlinked
    }
}

/// Behind all that is likely.
const UNLIKELY: i32 = 5;

/// What is to be looked for to list the mentions of an entry, and the spans that may be mentions: those in the words of its names or
/// of known mentions, or variants of them.
pub fn mentions_of(schema: &Schema, entry: &Entry, tally: &Tally) -> WantedMentions {
    let mut by_use: Vec<(&str, usize)> = Vec::new();
    for ((label, text), count) in &tally.texts {
        if *label == entry.label {
            by_use.push((text, *count));
        }
    }
    by_use.sort_by_key(|(_, count)| Reverse(*count));
    let texts = entry.names().chain(by_use.into_iter().map(|(text, _)| text).take(MOST_TEXTS));
    WantedMentions::Of {
        label: entry.label.clone(),
        ids: entry.ids().cloned().collect(),
        known: schema.register.iter().flat_map(|entry| entry.ids()).cloned().collect(),
        texts: texts.map(str::to_owned).collect(),
    }
}

/// The entries of the label that a span with this text may mention, the likeliest first: those called so, those called nearly so, those
/// other spans of the article with the same text mention, and those of whose names the text is a part. `typed` goes before the text; if
/// nothing is typed, others follow. Each with whether it is likely.
pub fn offered<'a>(
    schema: &'a Schema,
    label: &LabelId,
    quote: &str,
    typed: &str,
    in_article: (&Document, &AnnotationSet),
) -> Vec<(&'a Entry, bool)> {
    let is_typed = !typed.trim().is_empty();
    let sought = if is_typed { typed.trim() } else { quote.trim() };
    let plain: String = folded(sought).collect();
    let mentioned = also_mentioned(schema, label, &plain, in_article);
    let rank = |entry: &Entry| {
        let names: Vec<String> = entry.names().map(str::to_owned).collect();
        if entry.is_called(sought) {
            Some(0)
        } else if mentioned.contains(&&entry.id) {
            Some(1)
        } else if reads_like_any(sought, &names) {
            Some(2)
        } else if names.iter().any(|name| folded(name).collect::<String>().starts_with(&plain)) {
            Some(3)
        } else if names.iter().any(|name| folded(name).collect::<String>().contains(&plain)) {
            Some(4)
        } else {
            (!is_typed).then_some(UNLIKELY)
        }
    };
    let of_label = schema.register.iter().map(AsRef::as_ref).filter(|entry| entry.label == *label);
    let mut ranked: Vec<(i32, &Entry)> = of_label.filter_map(|entry| Some((rank(entry)?, entry))).collect();
    ranked.sort_by(|(one, entry), (other, after)| one.cmp(other).then_with(|| entry.name.cmp(&after.name)));
    ranked.into_iter().take(MOST_OFFERED).map(|(rank, entry)| (entry, rank < UNLIKELY)).collect()
}

/// The entries that spans of the label with this text, in lower case, mention in the article.
fn also_mentioned<'a>(
    schema: &'a Schema,
    label: &LabelId,
    plain: &str,
    (document, set): (&Document, &AnnotationSet),
) -> Vec<&'a EntryId> {
    let spans = set.spans_with(label).into_iter().flat_map(SpanList::iter);
    let alike = spans.filter(|span| span.entry.is_some() && folded(quote_of(document, span).trim()).eq(plain.chars()));
    alike.filter_map(|span| Some(&schema.entry(span.entry.as_ref()?)?.id)).collect()
}
