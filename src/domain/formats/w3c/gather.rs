//! Annotations put together by the text they are about and by who made them.

use std::collections::HashMap;

use super::name_of;
use super::parse::{Annotation, Body, Place, Said, Says, add};
use crate::domain::document::Metadata;
use crate::domain::formats::files::Files;
use crate::domain::formats::intake::{Intake, RawDocument, RawRelation, RawSet, RawSpan, Unreadable};
use crate::domain::formats::placing::Unit;
use crate::domain::formats::problem::Problem;

/// What was found in all files. A text may stand after what is said of it, and an annotation after one that links it.
#[derive(Default)]
pub(super) struct Gathered<'a> {
    items: Vec<Item<'a>>,
    sources: Vec<Source>,
    /// The place of each source.
    places: HashMap<String, usize>,
}

/// An annotation and where it stands.
struct Item<'a> {
    at: String,
    json: &'a str,
    annotation: Annotation,
}

/// What annotations are about.
#[derive(Default)]
struct Source {
    iri: String,
    text: Option<(String, Metadata)>,
    sets: Vec<Set>,
}

/// What one person says of it.
#[derive(Default)]
struct Set {
    raw: RawSet,
    /// Where each span stands, and the annotation it was made of.
    places: Vec<(Vec<Place>, usize)>,
    /// The annotation that labels of the document were made of.
    labelled_by: Option<usize>,
}

/// A span: which source, set and span.
type Address = (usize, usize, usize);

impl<'a> Gathered<'a> {
    /// Adds an annotation.
    pub(super) fn add(&mut self, at: String, json: &'a str, mut annotation: Annotation) {
        for target in &mut annotation.targets {
            if let Some(text) = target.text.take() {
                self.add_text(&target.source, text);
            }
        }
        self.items.push(Item { at, json, annotation });
    }

    /// Adds a text; of several the first counts.
    pub(super) fn add_text(&mut self, iri: &str, text: (String, Metadata)) {
        let source = self.source(iri);
        self.sources[source].text.get_or_insert(text);
    }

    fn source(&mut self, iri: &str) -> usize {
        if let Some(place) = self.places.get(iri) {
            return *place;
        }
        self.places.insert(iri.to_owned(), self.sources.len());
        self.sources.push(Source { iri: iri.to_owned(), ..Source::default() });
        self.sources.len() - 1
    }

    fn set(&mut self, source: usize, creator: &str) -> usize {
        let sets = &mut self.sources[source].sets;
        let known = sets.iter().position(|set| set.raw.annotator == creator);
        known.unwrap_or_else(|| {
            let raw = RawSet { annotator: creator.to_owned(), ..RawSet::default() };
            sets.push(Set { raw, ..Set::default() });
            sets.len() - 1
        })
    }

    /// Makes documents of it all, in the order their texts or annotations came in.
    pub(super) fn finish(
        mut self,
        files: &dyn Files,
        paths: &[String],
        intake: &mut Intake<'_>,
    ) -> Result<(), Unreadable> {
        let items = std::mem::take(&mut self.items);
        let names = items.iter().filter_map(|item| item.annotation.id.clone());
        let mut spans: HashMap<String, Option<Address>> = names.map(|name| (name, None)).collect();
        let mut about_others = Vec::new();
        for (n, Item { at, annotation, .. }) in items.iter().enumerate() {
            for fault in &annotation.faults {
                intake.warn(at, Problem::Malformed("neither a body nor a target".into()), Some(fault));
            }
            if annotation.targets.iter().any(|target| target.place.is_none() && spans.contains_key(&target.source)) {
                about_others.push(n);
            } else {
                self.add_said(n, &items[n], &mut spans, intake);
            }
        }
        for n in about_others {
            if let Err(problem) = self.relate(&items[n], &mut spans, intake) {
                intake.warn(&items[n].at, problem, Some(items[n].json));
            }
        }
        for source in self.sources {
            if intake.is_cancelled() {
                break;
            }
            source.finish(&items, files, paths, intake)?;
        }
        Ok(())
    }

    /// Adds what an annotation says of texts or parts of them.
    fn add_said(
        &mut self,
        n: usize,
        item: &Item<'_>,
        spans: &mut HashMap<String, Option<Address>>,
        intake: &mut Intake<'_>,
    ) {
        let annotation = &item.annotation;
        let mut parts: Vec<(usize, Vec<Place>)> = Vec::new();
        for target in &annotation.targets {
            let source = self.source(&target.source);
            let Some(place) = &target.place else {
                self.label(source, n, annotation);
                continue;
            };
            match parts.iter_mut().find(|(known, _)| *known == source) {
                Some((_, places)) => places.push(place.clone()),
                None => parts.push((source, vec![place.clone()])),
            }
        }
        if annotation.targets.is_empty() {
            intake.warn(&item.at, Problem::Missing("target"), Some(item.json));
        }
        for (source, places) in parts {
            let unclear = places.iter().find(|place| place.position.is_none() && place.quote.is_none());
            if let Some(place) = unclear {
                let how = place.other.clone().unwrap_or_else(|| "no selector".into());
                intake.warn(&item.at, Problem::NotKept(how), Some(item.json));
                continue;
            }
            let raw = span(item, &places, intake);
            let set = self.set(source, &annotation.creator);
            let of_set = &mut self.sources[source].sets[set];
            if let Some(id) = &annotation.id {
                spans.insert(id.clone(), Some((source, set, of_set.raw.spans.len())));
            }
            of_set.raw.spans.push(raw);
            of_set.places.push((places, n));
        }
    }

    /// Adds what an annotation says of a document as a whole. One without words and maker only brings the text.
    fn label(&mut self, source: usize, n: usize, annotation: &Annotation) {
        let labels = annotation.document_labels();
        if labels.is_empty() && annotation.creator.is_empty() {
            return;
        }
        let set = self.set(source, &annotation.creator);
        let set = &mut self.sources[source].sets[set];
        set.labelled_by = set.labelled_by.or((!labels.is_empty()).then_some(n));
        set.raw.document_labels.extend(labels);
    }

    /// Adds what an annotation says of other annotations: that they are related, or a remark.
    fn relate(
        &mut self,
        item: &Item<'_>,
        spans: &mut HashMap<String, Option<Address>>,
        intake: &mut Intake<'_>,
    ) -> Result<(), Problem> {
        let annotation = &item.annotation;
        let targets = annotation.targets.iter().map(|target| &target.source);
        let is_other = |body: &Body| matches!(&body.says, Says::Iri(iri) if spans.contains_key(iri));
        let bodies = annotation.bodies.iter().filter(|body| is_other(body)).filter_map(|body| match &body.says {
            Says::Iri(iri) => Some(iri),
            _ => None,
        });
        let ends: Vec<&String> = targets.chain(bodies).collect();
        let (first, others) = ends.split_first().ok_or(Problem::Missing("target"))?;
        let address = spans.get(*first).copied().flatten().ok_or(Problem::LooseRelation)?;
        let (source, set, place) = address;
        let is_beside =
            |other: &&String| spans.get(*other).copied().flatten().is_some_and(|at| (at.0, at.1) == (source, set));
        if !others.iter().all(is_beside) {
            return Err(Problem::LooseRelation);
        }
        let set = &mut self.sources[source].sets[set];
        let without_others = Annotation {
            bodies: annotation.bodies.iter().filter(|body| !is_other(body)).cloned().collect(),
            ..Annotation::default()
        };
        let Said { mut tags, mut notes, .. } = without_others.said();
        if others.is_empty() {
            tags.append(&mut notes);
            let note = &mut set.raw.spans[place].note;
            for remark in tags {
                note.push_str(if note.is_empty() { "" } else { "\n" });
                note.push_str(&remark);
            }
            if let Some(id) = &annotation.id {
                spans.insert(id.clone(), Some(address));
            }
            intake.warn(&item.at, Problem::ReadAs("a remark on another annotation, as its note".into()), None);
            return Ok(());
        }
        let kind = tags.into_iter().next().unwrap_or_else(|| named_or(&annotation.motivation, "linking"));
        for other in others {
            set.raw.relations.push(RawRelation {
                at: item.at.clone(),
                id: annotation.id.as_deref().map(name_of).filter(|_| others.len() == 1),
                kind: kind.clone(),
                from: name_of(first),
                to: name_of(other),
                note: notes.join("\n"),
                unknown: annotation.unknown.clone(),
            });
        }
        Ok(())
    }
}

fn named_or(name: &str, otherwise: &str) -> String {
    if name.is_empty() { otherwise.to_owned() } else { name.to_owned() }
}

/// A span with everything but its place.
fn span(item: &Item<'_>, places: &[Place], intake: &mut Intake<'_>) -> RawSpan {
    let annotation = &item.annotation;
    let Said { tags, notes, mut attributes, entry } = annotation.said();
    let mut tags = tags.into_iter();
    let label = tags.next().unwrap_or_else(|| named_or(&annotation.motivation, "annotation"));
    let more: Vec<String> = tags.collect();
    if !more.is_empty() {
        more.iter().for_each(|tag| add(&mut attributes, "tagging", tag));
        let what = format!("{} further tags, as values of the attribute tagging", more.len());
        intake.warn(&item.at, Problem::ReadAs(what), None);
    }
    let quotes: Option<Vec<&str>> = places.iter().map(|place| place.quote.as_deref()).collect();
    RawSpan {
        at: item.at.clone(),
        id: annotation.id.as_deref().map(name_of),
        label,
        quote: quotes.map(|quotes| quotes.join(" ")),
        attributes,
        mentioned: entry,
        note: notes.join("\n"),
        origin: annotation.generator.clone(),
        created: annotation.created.clone(),
        modified: annotation.modified.clone(),
        unknown: annotation.unknown.clone(),
        ..RawSpan::default()
    }
}

impl Source {
    fn finish(
        mut self,
        items: &[Item<'_>],
        files: &dyn Files,
        paths: &[String],
        intake: &mut Intake<'_>,
    ) -> Result<(), Unreadable> {
        let text = match self.text.take() {
            Some(text) => Some(text),
            None => text_beside(&self.iri, files, paths)?.map(|text| (text, Metadata::default())),
        };
        let Some((text, metadata)) = text else {
            self.list_orphans(items, intake);
            return Ok(());
        };
        let mut sets = Vec::with_capacity(self.sets.len());
        for mut set in self.sets {
            for (span, (places, _)) in set.raw.spans.iter_mut().zip(&set.places) {
                span.fragments = fragments(&text, places);
            }
            sets.push(set.raw);
        }
        let id = Some(name_of(&self.iri));
        let at = self.iri;
        intake.document(RawDocument { at, id, text, metadata, unit: Unit::CodePoint, sets, ..RawDocument::default() });
        Ok(())
    }

    /// Lists what can't be placed, since the text isn't there.
    fn list_orphans(&self, items: &[Item<'_>], intake: &mut Intake<'_>) {
        for set in &self.sets {
            for (span, (_, item)) in set.raw.spans.iter().zip(&set.places) {
                let problem =
                    Problem::Orphan { label: span.label.clone(), quote: span.quote.clone().unwrap_or_default() };
                intake.warn(&span.at, problem, Some(items[*item].json));
            }
            if let Some(item) = set.labelled_by {
                intake.warn(&items[item].at, Problem::NoDocument(self.iri.clone()), Some(items[item].json));
            }
        }
    }
}

/// The text of a file that is named like the end of an address.
fn text_beside(iri: &str, files: &dyn Files, paths: &[String]) -> Result<Option<String>, Unreadable> {
    let name = iri.rsplit('/').next().unwrap_or_default();
    let is_text = |path: &&String| {
        let file = path.rsplit('/').next().unwrap_or_default();
        file.ends_with(".txt") && (file == name || file.strip_suffix(".txt") == Some(name))
    };
    let Some(path) = paths.iter().find(is_text) else {
        return Ok(None);
    };
    let bytes = files.read(path).map_err(|error| Unreadable::io(path, &error))?;
    Ok(String::from_utf8(bytes).ok())
}

/// The fragments of a span; none if one of them has no position and its quote doesn't tell it.
fn fragments(text: &str, places: &[Place]) -> Vec<(usize, usize)> {
    let found: Option<Vec<_>> =
        places.iter().map(|place| place.position.or_else(|| position_of(text, place))).collect();
    found.unwrap_or_default()
}

/// Where a quote stands, if it stands only once between what it says is around it.
fn position_of(text: &str, place: &Place) -> Option<(usize, usize)> {
    let quote = place.quote.as_deref().filter(|quote| !quote.is_empty())?;
    let mut found = text
        .match_indices(quote)
        .filter(|(at, _)| text[..*at].ends_with(&place.prefix) && text[at + quote.len()..].starts_with(&place.suffix));
    let (at, _) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let start = text[..at].chars().count();
    Some((start, start + quote.chars().count()))
}
