//! Which spans a relation links: Prodigy tells them by token and by where they stand, this program also by name.

use std::collections::{BTreeMap, BTreeSet};

use super::super::intake::{RawRelation, RawSpan, name_in};
use super::super::json::{Record, WrongField};
use super::super::problem::Problem;

/// The spans of a task by all that relations tell them by.
pub(super) struct Ends<'a> {
    spans: &'a mut [RawSpan],
    by_name: BTreeMap<String, usize>,
    by_place: BTreeMap<(usize, usize), Vec<usize>>,
    /// The first and the last token of each span.
    tokens: Vec<Option<(usize, usize)>>,
    /// Names no span has.
    fresh: Box<dyn Iterator<Item = String>>,
}

/// The first and the last token of a span as its fields have them, which are taken out of it.
pub(super) fn take_tokens(span: &mut RawSpan) -> Option<(usize, usize)> {
    let mut take = |field: &str| {
        let place = span.unknown.iter().position(|(name, _)| name == field)?;
        span.unknown.remove(place).1.parse::<usize>().ok()
    };
    let (first, last) = (take("token_start"), take("token_end"));
    Some((first?, last?))
}

impl<'a> Ends<'a> {
    /// Looks at the spans, whose tokens are known or follow from the list of all tokens.
    pub(super) fn new(spans: &'a mut [RawSpan], mut tokens: Vec<Option<(usize, usize)>>, all: &[&str]) -> Self {
        if tokens.iter().any(Option::is_none)
            && let Some(all) = places(all)
        {
            for (known, span) in tokens.iter_mut().zip(&*spans) {
                *known = known.or_else(|| touched(&all, hull(span)?));
            }
        }
        let (mut by_name, mut by_place) = (BTreeMap::new(), BTreeMap::<_, Vec<usize>>::new());
        for (n, span) in spans.iter().enumerate() {
            if let Some(name) = span.id.as_ref().filter(|name| !name.is_empty()) {
                by_name.entry(name.clone()).or_insert(n);
            }
            if let Some(place) = hull(span) {
                by_place.entry(place).or_default().push(n);
            }
        }
        let taken: BTreeSet<String> = by_name.keys().cloned().collect();
        let fresh = Box::new((1..).map(|n| format!("s{n}")).filter(move |name| !taken.contains(name)));
        Self { spans, by_name, by_place, tokens, fresh }
    }

    /// Reads a relation. The spans it links have names from then on.
    ///
    /// # Errors
    /// If a field is missing or wrong, or it links something that is no span.
    pub(super) fn relation(&mut self, at: &str, json: &str) -> Result<RawRelation, Problem> {
        let mut record = Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))?;
        let kind = record.string("label")?.ok_or(Problem::Missing("label"))?;
        let from = self.end(&mut record, "from", "head_span", "head")?.ok_or(Problem::LooseRelation)?;
        let to = self.end(&mut record, "to", "child_span", "child")?.ok_or(Problem::LooseRelation)?;
        Ok(RawRelation {
            at: at.to_owned(),
            id: name_in(&mut record, "id"),
            kind,
            from: self.name(from),
            to: self.name(to),
            note: record.string("note")?.unwrap_or_default(),
            unknown: record.rest(),
        })
    }

    fn end(
        &self,
        record: &mut Record<'_>,
        name: &str,
        span: &'static str,
        token: &'static str,
    ) -> Result<Option<usize>, WrongField> {
        let name = name_in(record, name);
        let mut told = record.record(span)?;
        let token = record.number(token)?;
        if let Some(named) = name.and_then(|name| self.by_name.get(&name)) {
            return Ok(Some(*named));
        }
        if let (Some(start), Some(end)) = (told.number("start")?, told.number("end")?)
            && let Some(there) = self.by_place.get(&(start, end))
        {
            let label = told.string("label")?;
            let same = there.iter().find(|n| Some(&self.spans[**n].label) == label.as_ref());
            return Ok(same.or(there.first()).copied());
        }
        Ok(token.and_then(|token| self.with_token(token)))
    }

    /// The span whose last token it is, else the shortest that has it.
    fn with_token(&self, token: usize) -> Option<usize> {
        let having = self.tokens.iter().enumerate().filter_map(|(n, tokens)| {
            let (first, last) = (*tokens)?;
            (first <= token && token <= last).then_some((last != token, last - first, n))
        });
        having.min().map(|(.., n)| n)
    }

    /// The name of a span, which no other span has.
    fn name(&mut self, n: usize) -> String {
        let known = self.spans[n].id.take().filter(|name| self.by_name.get(name).is_none_or(|named| *named == n));
        let known = known.filter(|name| !name.is_empty());
        let name = known.or_else(|| self.fresh.next()).unwrap_or_default();
        self.spans[n].id = Some(name.clone());
        name
    }
}

fn hull(span: &RawSpan) -> Option<(usize, usize)> {
    Some((span.fragments.first()?.0, span.fragments.last()?.1))
}

/// Where each token stands; nothing if one of them doesn't tell.
fn places(tokens: &[&str]) -> Option<Vec<(usize, usize)>> {
    let place = |json: &&str| {
        let mut token = Record::parse(json).ok()?;
        Some((token.number("start").ok()??, token.number("end").ok()??))
    };
    tokens.iter().map(place).collect()
}

/// The first and the last token that have something of the stretch.
fn touched(tokens: &[(usize, usize)], (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let first = tokens.partition_point(|token| token.1 <= start);
    let after = tokens.partition_point(|token| token.0 < end);
    (first < after).then(|| (first, after - 1))
}
