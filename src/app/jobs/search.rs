//! Looking for words, and for spans of a label, in stored articles: their titles, texts, notes and label names.

use super::stored::{self, StoredDocument};
use super::{frame, manifest, unframe};
use crate::app::record::{read_project, write_project};
use crate::app::state::ProjectInfo;
use crate::app::views::has_words;
use crate::domain::annotation::Span;
use crate::domain::formats::json::{Record, object};
use crate::domain::formats::outlet::Annotated;
use crate::domain::id::{DocumentId, LabelId, SpanId};
use crate::domain::schema::Schema;
use crate::domain::text::{Range, Text, find};

/// So many code points are shown on either side of what was found.
const CONTEXT: usize = 40;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// The words, as they stand one after another, whatever their case; nothing is looked for if there are none.
    pub words: String,
    /// Only articles somebody has used this label in.
    pub label: Option<LabelId>,
}

impl Sought {
    /// Whether nothing is looked for, so that no article needs to be read.
    pub fn is_nothing(&self) -> bool {
        self.words.trim().is_empty() && self.label.is_none()
    }
}

/// Documents to be searched, as they are stored.
#[derive(Clone, Debug)]
pub struct SearchJob {
    /// The project, whose label set says what the labels are called.
    pub project: ProjectInfo,
    /// Its documents.
    pub documents: Vec<StoredDocument>,
    /// What is looked for.
    pub sought: Sought,
}

/// What was found in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The article.
    pub document: DocumentId,
    /// In how many places: of the text, of notes, and spans whose label is called so.
    pub hits: usize,
    /// The first of them: what stands before it, itself, and after it. All empty if only the title has the words.
    pub excerpt: [String; 3],
    /// The span the first of them is about; nothing if it is in the text, or in the title.
    pub span: Option<SpanId>,
}

impl SearchJob {
    /// The frames of the job.
    pub fn write(&self) -> Vec<u8> {
        let head = manifest(|fields| {
            fields.string("job", "search");
            fields.string("words", &self.sought.words);
            fields.text("label", self.sought.label.as_ref().map_or("", LabelId::as_str));
        });
        let mut frames = vec![head, write_project(&self.project)];
        frames.extend(self.documents.iter().map(StoredDocument::write));
        frame(&frames)
    }
}

pub(super) fn run(mut record: Record<'_>, frames: &[&[u8]], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    let Some((Ok(project), documents)) = frames.split_first().map(|(project, rest)| (read_project(project), rest))
    else {
        return frame(&[]);
    };
    let mut text = |name| record.string(name).ok().flatten().unwrap_or_default();
    let sought =
        Sought { words: text("words"), label: Some(text("label")).filter(|id| !id.is_empty()).map(LabelId::new) };
    let mut found = Vec::new();
    for (n, parts) in documents.iter().enumerate() {
        progress(n as f64 / documents.len() as f64);
        found.extend(stored::restored(parts).and_then(|(item, _)| search(&item, &project.schema, &sought)));
    }
    frame(&[manifest(|fields| {
        fields.list("found", "", found.iter(), |out, found| {
            object(out, |fields| {
                fields.string("document", found.document.as_str());
                fields.number("hits", found.hits as u64);
                fields.strings("excerpt", found.excerpt.iter().map(String::as_str));
                fields.text("span", found.span.as_ref().map_or("", SpanId::as_str));
            });
        });
    })])
}

/// What was found in a document and the sets about it, if anything.
fn search(item: &Annotated, schema: &Schema, sought: &Sought) -> Option<Found> {
    let text = item.document.text();
    let wanted = sought.label.as_ref();
    let spans: Vec<&Span> = item.sets.iter().flat_map(|set| set.spans().iter()).map(AsRef::as_ref).collect();
    let labelled = || spans.iter().copied().filter(|span| wanted.is_none_or(|label| span.label == *label));
    if wanted.is_some() && labelled().next().is_none() {
        return None;
    }
    let document = item.document.id().clone();
    let around_span = |span: &Span| around(text, span.hull());
    if sought.words.trim().is_empty() {
        let first = labelled().next()?;
        let (excerpt, span) = (around_span(first), Some(first.id.clone()));
        return Some(Found { document, hits: labelled().count(), excerpt, span });
    }
    let in_text = find::find(text, &sought.words);
    let mut hits = in_text.len();
    let mut first = in_text.first().map(|range| (around(text, *range), None));
    for span in &spans {
        // Words that only a discontinuous span brings together are not found in the text.
        let fragments: Vec<&str> = span.fragments.iter().map(|range| text.quote(range)).collect();
        let joined = if fragments.len() > 1 { fragments.join(" ") } else { String::new() };
        for said in [Text::new(&joined), Text::new(&span.note)] {
            let matches = find::find(&said, &sought.words);
            hits += matches.len();
            first = first.or_else(|| Some((around(&said, *matches.first()?), Some(span.id.clone()))));
        }
    }
    let is_called_so = |label: &LabelId| {
        let name = schema.label(label).map_or(label.as_str(), |label| &label.name);
        !find::find(&Text::new(name), &sought.words).is_empty()
    };
    let mut called_so = spans.iter().filter(|span| is_called_so(&span.label)).peekable();
    first = first.or_else(|| called_so.peek().map(|span| (around_span(span), Some(span.id.clone()))));
    hits += called_so.count();
    let in_title = || has_words(item.document.title(), &sought.words).then(Default::default);
    let (excerpt, span) = first.or_else(in_title)?;
    Some(Found { document, hits, excerpt, span })
}

/// A stretch of text with what stands around it, on one line.
pub(super) fn around(text: &Text, range: Range) -> [String; 3] {
    let (start, end) = (text.code_point(range.start()), text.code_point(range.end()));
    let at = |n: usize| text.at_code_point(n).unwrap_or_else(|| text.end());
    let line = |from, to| text.quote(Range::ordered(from, to)).split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, after) =
        (line(at(start.saturating_sub(CONTEXT)), range.start()), line(range.end(), at(end + CONTEXT)));
    let space_at = |offset: usize| text.as_str()[..offset].ends_with(char::is_whitespace);
    let (gap_before, gap_after) =
        (space_at(range.start().byte()), text.as_str()[range.end().byte()..].starts_with(char::is_whitespace));
    [
        if gap_before && !before.is_empty() { before + " " } else { before },
        line(range.start(), range.end()),
        if gap_after && !after.is_empty() { format!(" {after}") } else { after },
    ]
}

impl Found {
    /// Reads the outcome of a search; nothing if it is none.
    pub fn read_all(outcome: &[u8]) -> Option<Vec<Self>> {
        let frames = unframe(outcome);
        let mut record = Record::parse(std::str::from_utf8(frames.first()?).ok()?).ok()?;
        let found = record.list("found").ok()?.into_iter().map(|json| {
            let mut record = Record::parse(json).ok()?;
            Some(Self {
                document: DocumentId::new(record.string("document").ok()??),
                hits: record.number("hits").ok()??,
                excerpt: record.strings("excerpt").ok()?.try_into().ok()?,
                span: record.string("span").ok()?.map(SpanId::new),
            })
        });
        found.collect()
    }
}
