//! What the lines of an `.ann` file make.

use std::collections::{BTreeMap, HashMap};

use super::ann::Line;
use super::names::is_line_gap;
use super::read::Originals;
use super::{ENTRY, NO, NOTE, Normalization, REGISTER};
use crate::domain::annotation::AttributeValue;
use crate::domain::formats::intake::{Intake, RawEntry, RawRelation, RawSet, RawSpan};
use crate::domain::formats::problem::Problem;
use crate::domain::id::AttributeId;

/// A set that is made of lines. They may come in any order, so that what speaks of others waits until all are there.
pub(super) struct Making<'a> {
    set: RawSet,
    text: &'a str,
    originals: &'a Originals,
    /// The characters of the text, if some span has several fragments.
    characters: Option<Vec<char>>,
    /// The place of each span in the set, by its name.
    spans: HashMap<&'a str, usize>,
    relations: HashMap<&'a str, usize>,
    /// The span that is the trigger of an event.
    triggers: HashMap<&'a str, &'a str>,
    /// What is said of each span.
    said: Vec<Said>,
    waiting: Vec<(String, &'a str, Line<'a>)>,
    counts: Counts,
}

/// What is said of a span in further lines.
#[derive(Default)]
struct Said {
    values: BTreeMap<String, Vec<AttributeValue>>,
    notes: Vec<String>,
    normalizations: Vec<Normalization>,
    mentioned: RawEntry,
}

/// How many lines were read as something else.
#[derive(Default)]
struct Counts {
    events: usize,
    equivalences: usize,
    normalizations: usize,
}

impl<'a> Making<'a> {
    /// A set that may know something already, about a text.
    pub(super) fn new(set: RawSet, text: &'a str, originals: &'a Originals) -> Self {
        Self {
            set,
            text,
            originals,
            characters: None,
            spans: HashMap::new(),
            relations: HashMap::new(),
            triggers: HashMap::new(),
            said: Vec::new(),
            waiting: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Takes a line, of which the words are known too.
    pub(super) fn take(&mut self, at: String, line: &'a str, parsed: Line<'a>) {
        match parsed {
            Line::Span { id, label, fragments, quote } => {
                self.spans.entry(id).or_insert(self.set.spans.len());
                let label = original(&self.originals.labels, label);
                let fragments = self.joined(fragments);
                let (id, quote) = (Some(id.to_owned()), quote.map(str::to_owned));
                self.set.spans.push(RawSpan { at, id, label, fragments, quote, ..RawSpan::default() });
                self.said.push(Said::default());
            }
            other => {
                if let Line::Event { id, trigger, .. } = &other {
                    self.triggers.entry(id).or_insert(trigger);
                }
                self.waiting.push((at, line, other));
            }
        }
    }

    /// The fragments, joined where brat had to cut a span since a line ends there.
    fn joined(&mut self, fragments: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        if fragments.len() < 2 {
            return fragments;
        }
        let text = self.text;
        let characters = self.characters.get_or_insert_with(|| text.chars().collect());
        let mut joined: Vec<(usize, usize)> = Vec::with_capacity(fragments.len());
        for (start, end) in fragments {
            match joined.last_mut() {
                Some(last)
                    if characters.get(last.1..start).is_some_and(|between| is_line_gap(between.iter().copied())) =>
                {
                    last.1 = end;
                }
                _ => joined.push((start, end)),
            }
        }
        joined
    }

    /// The set, with everything that was said of its spans; `path` is where the lines are from.
    pub(super) fn finish(mut self, path: &str, intake: &mut Intake<'_>) -> RawSet {
        let waiting = std::mem::take(&mut self.waiting);
        // Notes may speak of relations that stand after them.
        let (relations, others): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|(.., parsed)| matches!(parsed, Line::Relation { .. }));
        for (at, line, parsed) in relations.into_iter().chain(others) {
            if let Err(problem) = self.other(&at, parsed) {
                intake.warn(at, problem, Some(line));
            }
        }
        let Counts { events, equivalences, normalizations } = self.counts;
        let read_as = [
            (events, "events, as relations from their triggers"),
            (equivalences, "equivalences, as relations from each member to the next"),
            (normalizations, "normalizations, as attributes"),
        ];
        for (count, what) in read_as.into_iter().filter(|(count, _)| *count > 0) {
            intake.warn(path, Problem::ReadAs(format!("{what}: {count}")), None);
        }
        for (span, said) in self.set.spans.iter_mut().zip(self.said) {
            span.mentioned = said.mentioned;
            span.note = said.notes.join("\n");
            span.attributes =
                said.values.into_iter().map(|(name, values)| (AttributeId::new(name), one(values))).collect();
            if !said.normalizations.is_empty() {
                span.unknown.push(Normalization::field(&said.normalizations));
            }
        }
        self.set
    }

    fn other(&mut self, at: &str, line: Line<'a>) -> Result<(), Problem> {
        match line {
            Line::Span { .. } => {}
            Line::Relation { id, kind, from, to } => {
                self.relations.entry(id).or_insert(self.set.relations.len());
                let kind = original(&self.originals.relations, kind);
                self.relate(at, Some(id), kind, from, to);
            }
            Line::Event { trigger, arguments, .. } => {
                self.counts.events += 1;
                for (role, to) in arguments {
                    // The second Theme is Theme2.
                    let kind = role.trim_end_matches(|digit: char| digit.is_ascii_digit());
                    self.relate(at, None, if kind.is_empty() { role } else { kind }.to_owned(), trigger, to);
                }
            }
            Line::Equivalence { kind, members } => {
                self.counts.equivalences += 1;
                for pair in members.windows(2) {
                    self.relate(at, None, kind.to_owned(), pair[0], pair[1]);
                }
            }
            Line::Attribute { kind, target, value } => {
                let name = original(&self.originals.attributes, kind);
                let options = self.originals.options.get(&name);
                let value = value.map(|value| match options {
                    Some(options) => original(options, value),
                    None => value.to_owned(),
                });
                let value = value.map_or(AttributeValue::YesNo(true), AttributeValue::Text);
                self.said_of(target)?.values.entry(name).or_default().push(value);
            }
            Line::Normalization { kind: ENTRY, target, reference, text } if reference.starts_with(REGISTER) => {
                let id = reference[REGISTER.len()..].to_owned();
                self.said_of(target)?.mentioned = RawEntry { id, name: text.to_owned(), link: String::new() };
            }
            Line::Normalization { kind, target, reference, text } => {
                let normalization =
                    Normalization { kind: kind.to_owned(), reference: reference.to_owned(), text: text.to_owned() };
                let said = self.said_of(target)?;
                said.values.entry(kind.to_owned()).or_default().push(AttributeValue::Text(reference.to_owned()));
                said.normalizations.push(normalization);
                self.counts.normalizations += 1;
            }
            Line::Note { kind: NOTE, target, text } => match self.relations.get(target) {
                Some(place) => {
                    let note = &mut self.set.relations[*place].note;
                    note.push_str(if note.is_empty() { "" } else { "\n" });
                    note.push_str(text);
                }
                None => self.said_of(target)?.notes.push(text.to_owned()),
            },
            Line::Note { kind, target, text } => {
                let name = original(&self.originals.attributes, kind);
                let value = match text {
                    NO => AttributeValue::YesNo(false),
                    text => AttributeValue::Text(text.to_owned()),
                };
                self.said_of(target)?.values.entry(name).or_default().push(value);
            }
        }
        Ok(())
    }

    fn relate(&mut self, at: &str, id: Option<&str>, kind: String, from: &str, to: &str) {
        let (from, to) = (self.span(from).to_owned(), self.span(to).to_owned());
        let (at, id) = (at.to_owned(), id.map(str::to_owned));
        self.set.relations.push(RawRelation { at, id, kind, from, to, ..RawRelation::default() });
    }

    /// The span, or the one that is the trigger of the event.
    fn span<'n>(&self, name: &'n str) -> &'n str
    where
        'a: 'n,
    {
        self.triggers.get(name).copied().unwrap_or(name)
    }

    fn said_of(&mut self, name: &str) -> Result<&mut Said, Problem> {
        let place = self.spans.get(self.span(name)).copied();
        let said = place.and_then(|place| self.said.get_mut(place));
        said.ok_or_else(|| Problem::NotKept(format!("said of {name}, which is no span")))
    }
}

fn original(names: &HashMap<String, String>, name: &str) -> String {
    names.get(name).map_or(name, String::as_str).to_owned()
}

/// The values of one attribute as one value.
fn one(mut values: Vec<AttributeValue>) -> AttributeValue {
    if values.len() == 1 {
        return values.remove(0);
    }
    let words = values.into_iter().map(|value| match value {
        AttributeValue::Text(text) => text,
        AttributeValue::YesNo(yes) => yes.to_string(),
        AttributeValue::Number(number) => number.as_str().to_owned(),
        AttributeValue::Texts(texts) => texts.join(" "),
    });
    AttributeValue::Texts(words.collect())
}
