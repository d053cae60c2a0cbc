//! Links between spans.

use std::sync::Arc;

use super::shape::is_same;
use crate::app::action::Tag;
use crate::app::article::{Article, Awaited};
use crate::app::open::Stamp;
use crate::app::state::{Impossible, Notice};
use crate::domain::annotation::{Origin, Relation};
use crate::domain::change::{Change, Diff, Transaction};
use crate::domain::document::Unknown;
use crate::domain::history::Step;
use crate::domain::id::{RelationId, RelationTypeId, SpanId};
use crate::domain::schema::{Direction, Schema};

/// Links the span with the other one by a relation of the wanted type, or of the only one that fits; where several fit, it waits
/// for the annotator to choose.
pub(super) fn complete(
    article: &mut Article,
    span: &SpanId,
    wanted: Option<(RelationTypeId, Direction)>,
    other: &SpanId,
    tag: &Tag,
    schema: &Schema,
) -> Option<Notice> {
    if span == other {
        return Some(Notice::NotPossible(Impossible::OneSpan));
    }
    let fitting: Vec<(RelationTypeId, Direction)> = kinds_between(article, span, other, schema);
    let chosen = match wanted {
        Some(wanted) => fitting.iter().find(|fits| **fits == wanted),
        None if fitting.len() > 1 => {
            article.awaited = Some(Awaited::Kind(span.clone(), other.clone()));
            return None;
        }
        None => fitting.first(),
    };
    match chosen.cloned() {
        Some(chosen) => relate(article, span, chosen, other, tag, schema),
        None => Some(Notice::NotPossible(Impossible::NoRelationFits)),
    }
}

/// The relations that fit between two spans, in the order in which they are offered.
pub fn kinds_between(
    article: &Article,
    span: &SpanId,
    other: &SpanId,
    schema: &Schema,
) -> Vec<(RelationTypeId, Direction)> {
    let label = |id: &SpanId| article.open.set().span(id).map(|span| span.label.clone());
    match (label(span), label(other)) {
        (Some(one), Some(two)) => {
            schema.relations_between(&one, &two).map(|(kind, direction)| (kind.id.clone(), direction)).collect()
        }
        _ => Vec::new(),
    }
}

/// Links the span with the other one.
pub(super) fn relate(
    article: &mut Article,
    span: &SpanId,
    (kind, direction): (RelationTypeId, Direction),
    other: &SpanId,
    tag: &Tag,
    schema: &Schema,
) -> Option<Notice> {
    let (from, to) = if direction == Direction::Forward { (span, other) } else { (other, span) };
    let relation = Relation {
        id: RelationId::new(tag.id.as_str()),
        kind,
        from: from.clone(),
        to: to.clone(),
        note: String::new(),
        origin: Origin::manual(),
        created: tag.stamp.now.clone(),
        modified: tag.stamp.now.clone(),
        unknown: Unknown::new(),
    };
    article.awaited = None;
    article.picked = Some(span.clone());
    let set = article.open.set();
    if set.relations_of(span).any(|known| is_same(known, &relation)) {
        return Some(Notice::NotPossible(Impossible::SameRelation));
    }
    let quote = |id: &SpanId| set.span(id).map(|span| article.text().quote(span.hull()).to_owned());
    let said = Notice::Related { kind: kind_name(schema, &relation.kind), from: quote(from)?, to: quote(to)? };
    let change = Change::Relation(Diff::added(Arc::new(relation)));
    article.open.take(Step::Do, Transaction::new(vec![change]), &tag.stamp).then_some(said)
}

/// Changes the relation, unless there is one like that already or the label set has no such relation.
pub(super) fn change(
    article: &mut Article,
    id: &RelationId,
    stamp: &Stamp,
    schema: &Schema,
    edit: impl FnOnce(&mut Relation),
) -> Option<Notice> {
    let set = article.open.set();
    let before = set.relation(id)?.clone();
    let mut after = Relation::clone(&before);
    edit(&mut after);
    if after == *before {
        return None;
    }
    let links_otherwise = !is_same(&after, &before);
    if links_otherwise && set.relations_of(&after.from).any(|known| is_same(known, &after)) {
        return Some(Notice::NotPossible(Impossible::SameRelation));
    }
    let (from, to) = (set.span(&after.from)?, set.span(&after.to)?);
    let fits = schema.relation(&after.kind).is_some_and(|kind| kind.allows(&from.label, &to.label));
    if links_otherwise && !fits {
        return Some(Notice::NotPossible(Impossible::NoRelationFits));
    }
    after.modified = stamp.now.clone();
    let change = Change::Relation(Diff::replaced(before, Arc::new(after)));
    article.open.take(Step::Do, Transaction::new(vec![change]), stamp);
    None
}

/// Deletes the relation.
pub(super) fn unrelate(article: &mut Article, id: &RelationId, stamp: &Stamp, schema: &Schema) -> Option<Notice> {
    let relation = article.open.set().relation(id)?.clone();
    let said = Notice::Unrelated(kind_name(schema, &relation.kind));
    let change = Change::Relation(Diff::removed(relation));
    article.open.take(Step::Do, Transaction::new(vec![change]), stamp).then_some(said)
}

/// The type's name on the screen; a type the schema doesn't have is called by its name in files.
fn kind_name(schema: &Schema, kind: &RelationTypeId) -> String {
    schema.relation(kind).map_or_else(|| kind.to_string(), |kind| kind.name.clone())
}
