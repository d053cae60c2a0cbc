//! Looking through stored articles for what one annotator marked in them, and for places that may get a label.
//!
//! Only the annotator's own spans count: they are the only ones the annotator can change.

use std::sync::Arc;

use super::search::around;
use super::stored::{self, StoredDocument};
use super::{frame, manifest, unframe};
use crate::app::article::{Find, FindError, Query};
use crate::app::tag_all::{Candidate, Sought, candidates_in, of_matches};
use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::formats::json::{Object, Record, object};
use crate::domain::formats::outlet::quote_of;
use crate::domain::id::{Annotator, DocumentId, EntryId, LabelId, SetId, SpanId};
use crate::domain::text::mentions::{Variant, is_mention};
use crate::domain::text::pattern::find_pattern;

/// Documents to be looked through, as they are stored.
#[derive(Clone, Debug)]
pub struct MentionsJob {
    /// Whose spans count.
    pub annotator: Annotator,
    /// The documents.
    pub documents: Vec<StoredDocument>,
    /// What is looked for.
    pub wanted: WantedMentions,
}

/// What is looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum WantedMentions {
    /// Every span, without what stands around it.
    Spans,
    /// The spans of a label that name one of these entries, or, where they name none that is known, whose text is one of these.
    Of {
        /// The label.
        label: LabelId,
        /// The names in files that stand for the entry.
        ids: Vec<EntryId>,
        /// Every name in files that stands for an entry.
        known: Vec<EntryId>,
        /// The texts.
        texts: Vec<String>,
    },
    /// Places that may get a label.
    Places(Sought),
}

/// A span, wherever it is.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkedSpan {
    /// The article.
    pub document: DocumentId,
    /// Its name.
    pub span: SpanId,
    /// Its label.
    pub label: LabelId,
    /// Which entry it names.
    pub entry: Option<EntryId>,
    /// Its text, with one space between any two fragments.
    pub quote: String,
    /// What stands before it, itself, and after it; all empty where that was not asked for.
    pub excerpt: [String; 3],
}

/// A place of an article that may get a label.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPlace {
    /// The article.
    pub document: DocumentId,
    /// Where it starts and ends, in code points.
    pub place: (usize, usize),
    /// With which label; none for the annotator to choose.
    pub label: Option<LabelId>,
    /// How it is written, compared with what is marked.
    pub variant: Variant,
    /// The label of a span that overlaps it.
    pub overlapped: Option<LabelId>,
    /// What stands before it, itself, and after it.
    pub excerpt: [String; 3],
}

/// What was found in some documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundMentions {
    /// Spans.
    pub spans: Vec<MarkedSpan>,
    /// Places.
    pub places: Vec<FoundPlace>,
}

impl MentionsJob {
    /// The frames of the job.
    pub fn write(&self) -> Vec<u8> {
        let head = manifest(|fields| {
            fields.string("job", "mentions");
            fields.string("annotator", self.annotator.as_str());
            self.wanted.write(fields);
        });
        let documents = self.documents.iter().map(StoredDocument::write);
        frame(&std::iter::once(head).chain(documents).collect::<Vec<_>>())
    }
}

impl WantedMentions {
    fn write(&self, fields: &mut Object<'_>) {
        match self {
            Self::Spans => fields.string("wanted", "spans"),
            Self::Of { label, ids, known, texts } => {
                fields.string("wanted", "of");
                fields.string("label", label.as_str());
                fields.strings("ids", ids.iter().map(EntryId::as_str));
                fields.strings("known", known.iter().map(EntryId::as_str));
                fields.strings("texts", texts.iter().map(String::as_str));
            }
            Self::Places(Sought::Mentions(text, label)) => {
                fields.string("wanted", "mentions");
                fields.string("label", label.as_str());
                fields.strings("texts", std::iter::once(text.as_str()));
            }
            Self::Places(Sought::Matches(query)) => {
                fields.string("wanted", "matches");
                fields.strings("texts", std::iter::once(query.typed.as_str()));
                fields.flag("whole_words", query.whole_words);
                fields.flag("pattern", query.pattern);
            }
            Self::Places(Sought::Untagged(texts)) => {
                fields.string("wanted", "untagged");
                fields.strings("texts", texts.iter().map(|(text, _)| text.as_str()));
                fields.strings("labels", texts.iter().map(|(_, label)| label.as_str()));
            }
        }
    }

    fn read(record: &mut Record<'_>) -> Option<Self> {
        let wanted = record.string("wanted").ok()??;
        let label = record.string("label").ok()?.map(LabelId::new);
        let texts = record.strings("texts").ok()?;
        let mut entries = |field| Some(record.strings(field).ok()?.into_iter().map(EntryId::new).collect());
        Some(match wanted.as_str() {
            "spans" => Self::Spans,
            "of" => Self::Of { label: label?, ids: entries("ids")?, known: entries("known")?, texts },
            "mentions" => Self::Places(Sought::Mentions(texts.into_iter().next()?, label?)),
            "matches" => {
                let mut flag = |name| Some(record.yes_no(name).ok()?.unwrap_or_default());
                let (whole_words, pattern) = (flag("whole_words")?, flag("pattern")?);
                Self::Places(Sought::Matches(Query { typed: texts.into_iter().next()?, pattern, whole_words }))
            }
            "untagged" => {
                let labels = record.strings("labels").ok()?.into_iter().map(LabelId::new);
                Self::Places(Sought::Untagged(texts.into_iter().zip(labels).collect()))
            }
            _ => return None,
        })
    }
}

pub(super) fn run(mut record: Record<'_>, documents: &[&[u8]], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    let annotator = record.string("annotator").ok().flatten().map(Annotator::new);
    let (Some(annotator), Some(wanted)) = (annotator, WantedMentions::read(&mut record)) else {
        return frame(&[]);
    };
    let mut found = FoundMentions::default();
    for (n, parts) in documents.iter().enumerate() {
        progress(n as f64 / documents.len() as f64);
        if let Some((item, _)) = stored::restored(parts) {
            let own = item.sets.iter().find(|set| set.annotator == annotator).cloned();
            let own = own.unwrap_or_else(|| {
                let nothing = AnnotationSet::new(SetId::new(""), item.document.id().clone(), annotator.clone());
                Arc::new(nothing)
            });
            look_through(&item.document, &own, &wanted, &mut found);
        }
    }
    frame(&[manifest(|fields| found.write(fields))])
}

fn look_through(document: &Document, set: &AnnotationSet, wanted: &WantedMentions, found: &mut FoundMentions) {
    let text = document.text();
    match wanted {
        WantedMentions::Spans => {
            found.spans.extend(set.spans().iter().map(|span| marked_span(document, span, Default::default())));
        }
        WantedMentions::Of { label, ids, known, texts } => {
            let is_wanted = |span: &Span| match &span.entry {
                Some(entry) if ids.contains(entry) => true,
                Some(entry) if known.contains(entry) => false,
                _ => span.label == *label && reads_like_any(&quote_of(document, span), texts),
            };
            let spans = set.spans().iter().filter(|span| is_wanted(span));
            found.spans.extend(spans.map(|span| marked_span(document, span, around(text, span.hull()))));
        }
        WantedMentions::Places(sought) => {
            let places = match sought {
                Sought::Matches(query) if query.pattern => {
                    let mut find = Find::new(text, query.clone(), text.start());
                    find.settle(text, find_pattern(text, &query.typed).map_err(FindError::Pattern));
                    of_matches(text, set, find.matches())
                }
                _ => candidates_in(document, set, sought),
            };
            let places = places.into_iter();
            found.places.extend(places.map(|Candidate { range, label, variant, overlapped }| FoundPlace {
                document: document.id().clone(),
                place: (text.code_point(range.start()), text.code_point(range.end())),
                label,
                variant,
                overlapped,
                excerpt: around(text, range),
            }));
        }
    }
}

fn marked_span(document: &Document, span: &Span, excerpt: [String; 3]) -> MarkedSpan {
    MarkedSpan {
        document: document.id().clone(),
        span: span.id.clone(),
        label: span.label.clone(),
        entry: span.entry.clone(),
        quote: quote_of(document, span),
        excerpt,
    }
}

/// Whether the words are a mention of one of the texts, and nothing besides.
pub fn reads_like_any(quote: &str, texts: &[String]) -> bool {
    texts.iter().any(|text| is_mention(quote, text))
}

impl FoundMentions {
    /// Reads the outcome of a job; nothing if it is none.
    pub fn read(outcome: &[u8]) -> Option<Self> {
        let frames = unframe(outcome);
        let mut record = Record::parse(std::str::from_utf8(frames.first()?).ok()?).ok()?;
        let spans = record.list("spans").ok()?.into_iter().map(read_span).collect::<Option<_>>()?;
        let places = record.list("places").ok()?.into_iter().map(read_place).collect::<Option<_>>()?;
        Some(Self { spans, places })
    }

    fn write(&self, fields: &mut Object<'_>) {
        fields.list("spans", "", self.spans.iter(), |out, span| {
            object(out, |fields| {
                fields.string("document", span.document.as_str());
                fields.string("span", span.span.as_str());
                fields.string("label", span.label.as_str());
                fields.text("entry", span.entry.as_ref().map_or("", EntryId::as_str));
                fields.string("quote", &span.quote);
                fields.strings("excerpt", span.excerpt.iter().map(String::as_str));
            });
        });
        fields.list("places", "", self.places.iter(), |out, place| {
            object(out, |fields| {
                fields.string("document", place.document.as_str());
                fields.number("start", place.place.0 as u64);
                fields.number("end", place.place.1 as u64);
                fields.text("label", place.label.as_ref().map_or("", LabelId::as_str));
                fields.string("variant", variant_name(place.variant));
                fields.text("overlapped", place.overlapped.as_ref().map_or("", LabelId::as_str));
                fields.strings("excerpt", place.excerpt.iter().map(String::as_str));
            });
        });
    }
}

fn read_span(json: &str) -> Option<MarkedSpan> {
    let mut record = Record::parse(json).ok()?;
    Some(MarkedSpan {
        document: DocumentId::new(record.string("document").ok()??),
        span: SpanId::new(record.string("span").ok()??),
        label: LabelId::new(record.string("label").ok()??),
        entry: record.string("entry").ok()?.map(EntryId::new),
        quote: record.string("quote").ok()??,
        excerpt: record.strings("excerpt").ok()?.try_into().unwrap_or_default(),
    })
}

fn read_place(json: &str) -> Option<FoundPlace> {
    let mut record = Record::parse(json).ok()?;
    let variant = record.string("variant").ok()??;
    Some(FoundPlace {
        document: DocumentId::new(record.string("document").ok()??),
        place: (record.number("start").ok()??, record.number("end").ok()??),
        label: record.string("label").ok()?.map(LabelId::new),
        variant: VARIANTS.into_iter().find(|known| variant_name(*known) == variant)?,
        overlapped: record.string("overlapped").ok()?.map(LabelId::new),
        excerpt: record.strings("excerpt").ok()?.try_into().ok()?,
    })
}

const VARIANTS: [Variant; 3] = [Variant::Same, Variant::Case, Variant::Ending];

fn variant_name(variant: Variant) -> &'static str {
    match variant {
        Variant::Same => "same",
        Variant::Case => "case",
        Variant::Ending => "ending",
    }
}
