//! Which text a span marks: resizing, splitting, joining, and stretches apart from each other.

use std::sync::Arc;

use super::article::{begun, change_span, label_name};
use super::rules::refusal;
use crate::app::action::Tag;
use crate::app::article::{Article, Motion};
use crate::app::open::Stamp;
use crate::app::state::{Impossible, Notice};
use crate::domain::annotation::{Edge, Fragments, Relation, Span};
use crate::domain::change::{Change, Diff, Transaction};
use crate::domain::history::Step;
use crate::domain::id::{LabelId, SpanId};
use crate::domain::schema::Schema;
use crate::domain::text::words::{self, Words};
use crate::domain::text::{Offset, Range};

/// Moves an edge of the span.
pub(super) fn resize(
    article: &mut Article,
    id: &SpanId,
    (edge, motion): (Edge, Motion),
    stamp: &Stamp,
    schema: &Schema,
) -> Option<Notice> {
    let fragments = article.open.set().span(id)?.fragments.clone();
    let hull = fragments.hull();
    let from = if edge == Edge::Start { hull.start() } else { hull.end() };
    let text = article.text();
    let by_words = motion.by_words(Words::of(text), from, Some(edge));
    let to = by_words.unwrap_or_else(|| article.moved(from, motion));
    let to = words::whole_graphemes(text, Range::ordered(to, to)).start();
    let Some(resized) = fragments.with_edge(edge, to) else {
        return Some(Notice::NotPossible(Impossible::NothingLeft));
    };
    let said = Notice::Resized(quote_of(article, &resized));
    reshape(article, id, resized, stamp, schema, said)
}

/// Makes two spans of one. The first keeps name and relations; both have what was said of it.
pub(super) fn split(article: &mut Article, id: &SpanId, at: Offset, tag: Tag, schema: &Schema) -> Option<Notice> {
    let span = article.open.set().span(id)?.clone();
    let trimmed = |fragments: &Fragments| {
        let parts: Vec<Range> = fragments.iter().filter_map(|part| words::trimmed(article.text(), part)).collect();
        Fragments::new(&parts)
    };
    let parts = span.fragments.split(at).and_then(|(before, after)| Some((trimmed(&before)?, trimmed(&after)?)));
    let Some((before, after)) = parts.filter(|_| words::is_grapheme_boundary(article.text(), at)) else {
        return Some(Notice::NotPossible(Impossible::NotWithin));
    };
    let said = Notice::Split(quote_of(article, &after));
    let now = tag.stamp.now.clone();
    let first = Span { fragments: before, modified: now.clone(), ..Span::clone(&span) };
    let second = Span { id: tag.id, fragments: after, created: now.clone(), modified: now, ..Span::clone(&span) };
    let refused = [&first, &second].into_iter().find_map(|half| refusal(article, Some(&span), half, Some(id), schema));
    if refused.is_some() {
        return refused;
    }
    let changes =
        vec![Change::Span(Diff::replaced(span, Arc::new(first))), Change::Span(Diff::added(Arc::new(second)))];
    article.caret = None;
    article.open.take(Step::Do, Transaction::new(changes), &tag.stamp).then_some(said)
}

/// Makes one span of two: of text that only white space parts one stretch, else stretches of their own.
///
/// The first keeps name, label and what was said of it; what only the second says is taken over, and so are its relations.
pub(super) fn join(
    article: &mut Article,
    id: &SpanId,
    other: &SpanId,
    stamp: &Stamp,
    schema: &Schema,
) -> Option<Notice> {
    let set = article.open.set().clone();
    let (kept, gone) = (set.span(id)?.clone(), set.span(other)?.clone());
    if kept.id == gone.id {
        return None;
    }
    let mut parts: Vec<Range> = kept.fragments.iter().chain(gone.fragments.iter()).collect();
    parts.sort_by_key(|part| part.start());
    let gaps: Vec<Range> = parts
        .windows(2)
        .filter_map(|pair| Range::new(pair[0].end(), pair[1].start()))
        .filter(|gap| !gap.is_empty() && words::trimmed(article.text(), *gap).is_none())
        .collect();
    let fragments = Fragments::new(&[parts, gaps].concat())?;
    if is_taken(article, &kept, &kept.label, &fragments, Some(&gone.id)) {
        return Some(Notice::NotPossible(Impossible::SameSpan));
    }
    let mut joined = Span { fragments, modified: stamp.now.clone(), ..Span::clone(&kept) };
    for (attribute, value) in &gone.attributes {
        joined.attributes.entry(attribute.clone()).or_insert_with(|| value.clone());
    }
    joined.entry = joined.entry.or_else(|| gone.entry.clone());
    if !gone.note.is_empty() && gone.note != kept.note {
        joined.note = [kept.note.as_str(), gone.note.as_str()]
            .iter()
            .filter(|note| !note.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join("\n");
    }
    let refused = refusal(article, Some(&kept), &joined, Some(&gone.id), schema);
    if refused.is_some() {
        return refused;
    }
    let said = Notice::Joined(quote_of(article, &joined.fragments));
    let mut changes = relinked(&kept.id, &gone.id, set.relations_of(&gone.id).cloned().collect(), |relation| {
        set.relations_of(&kept.id).any(|known| is_same(known, relation))
    });
    changes.push(Change::Span(Diff::removed(gone)));
    changes.push(Change::Span(Diff::replaced(kept.clone(), Arc::new(joined))));
    article.open.take(Step::Do, Transaction::new(changes), stamp).then(|| {
        article.picked = Some(kept.id.clone());
        said
    })
}

/// Lets what links the one span link the other; what would link that with itself, or is there already, goes.
fn relinked(
    kept: &SpanId,
    gone: &SpanId,
    relations: Vec<Arc<Relation>>,
    is_known: impl Fn(&Relation) -> bool,
) -> Vec<Change> {
    let mut moved: Vec<Relation> = Vec::new();
    let mut changes = Vec::new();
    for relation in relations {
        let instead = |end: &SpanId| if end == gone { kept.clone() } else { end.clone() };
        let after = Relation { from: instead(&relation.from), to: instead(&relation.to), ..Relation::clone(&relation) };
        let goes = after.from == after.to || is_known(&after) || moved.iter().any(|other| is_same(other, &after));
        changes.push(Change::Relation(if goes {
            Diff::removed(relation)
        } else {
            moved.push(after.clone());
            Diff::replaced(relation, Arc::new(after))
        }));
    }
    changes
}

pub(super) fn is_same(one: &Relation, other: &Relation) -> bool {
    one.kind == other.kind && one.from == other.from && one.to == other.to
}

/// Marks more text with the span.
pub(super) fn add_fragment(
    article: &mut Article,
    id: &SpanId,
    range: Range,
    stamp: &Stamp,
    schema: &Schema,
) -> Option<Notice> {
    let fragments = article.open.set().span(id)?.fragments.with(range)?;
    let said = Notice::FragmentAdded(article.text().quote(range).to_owned());
    let said = reshape(article, id, fragments, stamp, schema, said);
    let is_refused = matches!(said, Some(Notice::InTheWay { .. }));
    article.selection = is_refused.then_some(range);
    article.picked = Some(id.clone());
    said
}

/// Marks no longer what of the span's text lies in the range.
pub(super) fn remove_fragment(
    article: &mut Article,
    id: &SpanId,
    range: Range,
    stamp: &Stamp,
    schema: &Schema,
) -> Option<Notice> {
    let Some(fragments) = article.open.set().span(id)?.fragments.without(range) else {
        return Some(Notice::NotPossible(Impossible::NothingLeft));
    };
    let said = Notice::FragmentRemoved(article.text().quote(range).to_owned());
    reshape(article, id, fragments, stamp, schema, said)
}

/// Marks the span's text once more.
pub(super) fn duplicate(
    article: &mut Article,
    id: &SpanId,
    label: LabelId,
    tag: Tag,
    schema: &Schema,
) -> Option<Notice> {
    let span = article.open.set().span(id)?.clone();
    if is_taken(article, &span, &label, &span.fragments, None) || label == span.label {
        return Some(Notice::AlreadyTagged { label: label_name(schema, &label) });
    }
    let said = Notice::Tagged { label: label_name(schema, &label), quote: quote_of(article, &span.fragments) };
    let second = Span::manual(tag.id.clone(), label, span.fragments.clone(), &tag.stamp.now);
    let refused = refusal(article, None, &second, None, schema);
    if refused.is_some() {
        return refused;
    }
    let mut changes = vec![Change::Span(Diff::added(Arc::new(second)))];
    changes.extend(begun(article.open.set()));
    article.open.take(Step::Do, Transaction::new(changes), &tag.stamp).then(|| {
        article.picked = Some(tag.id);
        said
    })
}

/// Gives the span other text, unless another one marks that already or is in the way; returns what there is to say.
fn reshape(
    article: &mut Article,
    id: &SpanId,
    fragments: Fragments,
    stamp: &Stamp,
    schema: &Schema,
    said: Notice,
) -> Option<Notice> {
    let span = article.open.set().span(id)?.clone();
    if is_taken(article, &span, &span.label, &fragments, None) {
        return Some(Notice::NotPossible(Impossible::SameSpan));
    }
    let after = Span { fragments: fragments.clone(), ..Span::clone(&span) };
    let refused = refusal(article, Some(&span), &after, None, schema);
    if refused.is_some() {
        return refused;
    }
    change_span(article, id, stamp, false, |changed| changed.fragments = fragments)?;
    Some(said)
}

/// Whether another span marks just this text with this label.
fn is_taken(article: &Article, span: &Span, label: &LabelId, fragments: &Fragments, but: Option<&SpanId>) -> bool {
    article.open.set().spans().overlapping(fragments.hull()).any(|other| {
        other.id != span.id && Some(&other.id) != but && other.label == *label && other.fragments == *fragments
    })
}

/// The text of the stretches, parted by an ellipsis.
fn quote_of(article: &Article, fragments: &Fragments) -> String {
    fragments.iter().map(|part| article.text().quote(part)).collect::<Vec<_>>().join(" … ")
}
