//! What is done in the open article.

use std::sync::Arc;

use super::rules::{in_the_way, refusal};
use super::{relations, shape};
use crate::app::across;
use crate::app::action::{ArticleAction, Tag};
use crate::app::article::{Article, Awaited, Caret, Find, FindState, Query};
use crate::app::labels::give_label;
use crate::app::open::Stamp;
use crate::app::state::Notice;
use crate::domain::annotation::{AnnotationSet, Fragments, Span, Status};
use crate::domain::change::{Change, Diff, Transaction};
use crate::domain::history::Step;
use crate::domain::id::{LabelId, SpanId};
use crate::domain::schema::Schema;
use crate::domain::text::{Offset, Range, words};

/// Does what is asked, and returns what there is to say of it.
pub(super) fn reduce(article: &mut Article, action: ArticleAction, schema: &Schema) -> Option<Notice> {
    let said = perform(article, action, schema);
    let set = article.open.set().clone();
    article.awaited.take_if(|awaited| set.span(awaited.span()).is_none());
    said
}

fn perform(article: &mut Article, action: ArticleAction, schema: &Schema) -> Option<Notice> {
    match action {
        ArticleAction::Arm(label) => {
            let name = label.as_ref().map(|label| label_name(schema, label));
            article.armed = label;
            Some(name.map_or(Notice::Disarmed, Notice::Armed))
        }
        ArticleAction::Select(range, tag) => {
            article.caret = None;
            match (article.awaited.clone(), article.armed.clone(), tag) {
                (Some(Awaited::Fragment(span)), _, Some(tag)) => {
                    shape::add_fragment(article, &span, range, &tag.stamp, schema)
                }
                (Some(awaited), ..) if awaited.is_span() => pick_at(article, &awaited, range, schema),
                (None, Some(label), Some(tag)) => make_span(article, range, label, tag, schema),
                _ => select(article, range),
            }
        }
        ArticleAction::Deselect => {
            article.selection = None;
            if let Some(caret) = &mut article.caret {
                caret.anchor = caret.head;
            }
            None
        }
        ArticleAction::Tag(label, tag) => {
            let range = article.selection?;
            article.awaited = None;
            make_span(article, range, label, tag, schema)
        }
        ArticleAction::Pick(span) => {
            article.picked = span;
            article.selection = None;
            picked_aloud(article, schema)
        }
        ArticleAction::PickNeighbour { forward } => {
            let span = article.neighbour(forward)?;
            visit(article, &span, schema)
        }
        ArticleAction::Visit(span) => {
            let span = article.open.set().span(&span)?.clone();
            visit(article, &span, schema)
        }
        ArticleAction::Relabel(span, label, stamp) => {
            let name = label_name(schema, &label);
            let before = article.open.set().span(&span)?;
            let after = Span { label: label.clone(), ..Span::clone(before) };
            let refused = refusal(article, Some(before), &after, None, schema);
            if refused.is_some() {
                return refused;
            }
            change_span(article, &span, &stamp, false, |changed| give_label(changed, &label, schema))?;
            Some(Notice::Relabelled(name))
        }
        ArticleAction::Mention(span, entry, stamp) => {
            let name =
                entry.as_ref().map(|id| schema.entry(id).map_or_else(|| id.to_string(), |entry| entry.name.clone()));
            change_span(article, &span, &stamp, false, |changed| changed.entry = entry)?;
            Some(name.map_or(Notice::Unmentioned, Notice::Mentions))
        }
        ArticleAction::SetAttribute(span, attribute, value, stamp) => {
            change_span(article, &span, &stamp, false, |changed| match value {
                Some(value) => drop(changed.attributes.insert(attribute, value)),
                None => drop(changed.attributes.remove(&attribute)),
            })?;
            None
        }
        ArticleAction::SetNote { span, note, continues, stamp } => {
            change_span(article, &span, &stamp, continues, |changed| changed.note = note)?;
            None
        }
        ArticleAction::TagAll(places, tag) => tag_all(article, &places, &tag, schema),
        ArticleAction::Take(step, transaction, stamp) => {
            article.open.take(step, transaction, &stamp);
            None
        }
        ArticleAction::Await(awaited) => {
            article.selection = None;
            article.picked = awaited.as_ref().or(article.awaited.as_ref()).map(|awaited| awaited.span().clone());
            article.awaited = awaited;
            None
        }
        ArticleAction::Complete(other, tag) => match article.awaited.take()? {
            Awaited::Merge(span) => shape::join(article, &span, &other, &tag.stamp, schema),
            Awaited::OtherEnd(span, wanted) => relations::complete(article, &span, wanted, &other, &tag, schema),
            Awaited::Fragment(_) | Awaited::SecondLabel(_) | Awaited::Kind(..) => None,
        },
        ArticleAction::ChooseKind(place, tag) => {
            let Some(Awaited::Kind(span, other)) = article.awaited.clone() else {
                return None;
            };
            let kinds = relations::kinds_between(article, &span, &other, schema);
            relations::relate(article, &span, kinds.get(place)?.clone(), &other, &tag, schema)
        }
        ArticleAction::Resize { span, edge, motion, stamp } => {
            shape::resize(article, &span, (edge, motion), &stamp, schema)
        }
        ArticleAction::Split(span, at, tag) => shape::split(article, &span, at, tag, schema),
        ArticleAction::RemoveFragment(span, range, stamp) => {
            shape::remove_fragment(article, &span, range, &stamp, schema)
        }
        ArticleAction::Duplicate(span, label, tag) => {
            article.awaited = None;
            shape::duplicate(article, &span, label, tag, schema)
        }
        ArticleAction::ChangeKind(relation, kind, stamp) => {
            relations::change(article, &relation, &stamp, schema, |changed| changed.kind = kind)
        }
        ArticleAction::Reverse(relation, stamp) => relations::change(article, &relation, &stamp, schema, |changed| {
            std::mem::swap(&mut changed.from, &mut changed.to);
        }),
        ArticleAction::SetRelationNote(relation, note, stamp) => {
            relations::change(article, &relation, &stamp, schema, |changed| changed.note = note)
        }
        ArticleAction::Unrelate(relation, stamp) => relations::unrelate(article, &relation, &stamp, schema),
        ArticleAction::SetDocumentLabel(attribute, value, stamp) => {
            let before = article.open.set().document_labels.get(&attribute).cloned();
            if before != value {
                let change = Change::DocumentLabel(attribute, Diff { before, after: value });
                let changes = std::iter::once(change).chain(begun(article.open.set())).collect();
                article.open.take(Step::Do, Transaction::new(changes), &stamp);
            }
            None
        }
        ArticleAction::Delete(span, stamp) => delete(article, &span, &stamp),
        ArticleAction::Undo(stamp) => Some(travel(article, Step::Undo, &stamp)),
        ArticleAction::Redo(stamp) => Some(travel(article, Step::Redo, &stamp)),
        ArticleAction::SetStatus(status, stamp) => {
            let before = article.open.set().status;
            if before != status {
                let change = Change::Status(Diff::replaced(before, status));
                article.open.take(Step::Do, Transaction::new(vec![change]), &stamp);
            }
            None
        }
        ArticleAction::MoveCaret { motion, extend } => {
            let caret = article.caret?;
            let head = article.moved(caret.head, motion);
            let anchor = if extend { caret.anchor } else { head };
            article.caret = Some(Caret { anchor, head });
            article.show(Range::ordered(head, head));
            let passed_over = words::whole_graphemes(article.text(), Range::ordered(anchor, head));
            if passed_over.is_empty() {
                article.selection = None;
                return None;
            }
            select(article, passed_over)
        }
        ArticleAction::PlaceCaret(range) => {
            article.caret = Some(Caret { anchor: range.start(), head: range.start() });
            None
        }
        ArticleAction::Find(typed) => {
            let Some(typed) = typed else {
                article.find = None;
                return None;
            };
            if let Some(find) = &article.find {
                let sought = Query { typed, ..find.sought.clone() };
                let from = find.start();
                return look_for(article, sought, from);
            }
            let picked = article.picked_span().map(|span| span.hull());
            let caret = article.caret.map(|caret| Range::ordered(caret.head, caret.head));
            let from = article.selection.or(caret).or(picked).map_or(article.text().start(), Range::start);
            look_for(article, Query { typed, pattern: false, whole_words: false }, from)
        }
        ArticleAction::FindWholeWords(whole_words) => {
            let find = article.find.as_ref()?;
            let (sought, from) = (Query { whole_words, ..find.sought.clone() }, find.start());
            look_for(article, sought, from)
        }
        ArticleAction::FindPattern(pattern) => {
            let find = article.find.as_ref()?;
            let (sought, from) = (Query { pattern, ..find.sought.clone() }, find.start());
            look_for(article, sought, from)
        }
        ArticleAction::Found(sought, found) => {
            let mut find = article.find.take_if(|find| find.sought == sought)?;
            find.settle(article.text(), found);
            article.find = Some(find);
            show_found(article)
        }
        ArticleAction::FindStep { forward } => {
            article.find.as_mut()?.step(forward);
            show_match(article);
            None
        }
        ArticleAction::SelectMatch => {
            let range = article.find.as_ref()?.shown()?;
            article.show(range);
            if let Some(awaited) = article.awaited.clone().filter(Awaited::is_span) {
                return pick_at(article, &awaited, range, schema);
            }
            article.caret = Some(Caret { anchor: range.start(), head: range.end() });
            select(article, range)
        }
        ArticleAction::ListLabel(label) => {
            article.listing.label = label;
            None
        }
        ArticleAction::ListGrouped(grouped) => {
            article.listing.grouped = grouped;
            None
        }
    }
}

fn look_for(article: &mut Article, sought: Query, from: Offset) -> Option<Notice> {
    article.find = Some(Find::new(article.text(), sought, from));
    show_found(article)
}

fn show_found(article: &mut Article) -> Option<Notice> {
    show_match(article);
    let find = article.find.as_ref().filter(|find| !find.sought.typed.trim().is_empty())?;
    match &find.state {
        FindState::Found(matches) => Some(Notice::Found(matches.len())),
        FindState::Underway | FindState::Failed(_) => None,
    }
}

/// Makes spans of all places but those that have the label already, and those the label set's rules forbid.
fn tag_all(article: &mut Article, places: &[(Range, LabelId)], tag: &Tag, schema: &Schema) -> Option<Notice> {
    let tagging = across::tagging(article.open.set(), places, tag, schema);
    let Some(step) = tagging.step else {
        return tagging.in_the_way.map(|other| in_the_way(article, &other, schema));
    };
    let said = match tagging.passed_over {
        0 => Notice::TaggedAll(tagging.made),
        passed_over => Notice::TaggedAllBut(tagging.made, passed_over),
    };
    article.open.take(Step::Do, step, &tag.stamp).then_some(said)
}

/// Picks the innermost span at the selected text in place of that at which the edit was begun.
fn pick_at(article: &mut Article, awaited: &Awaited, range: Range, schema: &Schema) -> Option<Notice> {
    let at_place = article.open.set().spans().overlapping(range).filter(|span| span.id != *awaited.span());
    let innermost = at_place.min_by_key(|span| span.hull().len())?.clone();
    visit(article, &innermost, schema)
}

fn select(article: &mut Article, range: Range) -> Option<Notice> {
    article.selection = Some(range);
    article.picked = None;
    Some(Notice::Selected(article.text().quote(range).into()))
}

fn make_span(article: &mut Article, range: Range, label: LabelId, tag: Tag, schema: &Schema) -> Option<Notice> {
    let fragments = Fragments::one(range)?;
    article.selection = None;
    article.caret = article.caret.map(|caret| Caret { anchor: caret.head, ..caret });
    let same =
        article.open.set().spans().overlapping(range).find(|span| span.label == label && span.fragments == fragments);
    if let Some(same) = same {
        article.picked = Some(same.id.clone());
        return Some(Notice::AlreadyTagged { label: label_name(schema, &label) });
    }
    let quote = article.text().quote(range).to_owned();
    let said = Notice::Tagged { label: label_name(schema, &label), quote };
    let span = Span::manual(tag.id.clone(), label, fragments, &tag.stamp.now);
    if let Some(refused) = refusal(article, None, &span, None, schema) {
        article.selection = Some(range);
        return Some(refused);
    }
    let mut changes = vec![Change::Span(Diff::added(Arc::new(span)))];
    changes.extend(begun(article.open.set()));
    article.open.take(Step::Do, Transaction::new(changes), &tag.stamp).then(|| {
        article.picked = Some(tag.id);
        said
    })
}

/// The change that says work on the article has begun, if it hadn't.
pub(crate) fn begun(set: &AnnotationSet) -> Option<Change> {
    (set.status == Status::New).then(|| Change::Status(Diff::replaced(Status::New, Status::InProgress)))
}

pub(super) fn change_span(
    article: &mut Article,
    span: &SpanId,
    stamp: &Stamp,
    continues: bool,
    edit: impl FnOnce(&mut Span),
) -> Option<()> {
    let before = article.open.set().span(span)?.clone();
    let mut after = Span::clone(&before);
    edit(&mut after);
    if after == *before {
        return None;
    }
    after.modified = stamp.now.clone();
    let changes = vec![Change::Span(Diff::replaced(before, Arc::new(after)))];
    article.open.take(Step::Do, Transaction { changes, continues }, stamp).then_some(())
}

fn delete(article: &mut Article, span: &SpanId, stamp: &Stamp) -> Option<Notice> {
    let set = article.open.set();
    let span = set.span(span)?.clone();
    let relations = set.relations_of(&span.id).cloned().map(|relation| Change::Relation(Diff::removed(relation)));
    let changes = relations.chain([Change::Span(Diff::removed(span.clone()))]).collect();
    let quote = article.text().quote(span.hull()).to_owned();
    article.open.take(Step::Do, Transaction::new(changes), stamp).then(|| {
        article.picked.take_if(|picked| *picked == span.id);
        Notice::Deleted(quote)
    })
}

/// Undoes a step, or does it again, with the steps that continue it.
fn travel(article: &mut Article, step: Step, stamp: &Stamp) -> Notice {
    let undoing = step == Step::Undo;
    let mut touched = None;
    loop {
        let history = article.open.history();
        let (next, goes_on) =
            if undoing { (history.undo(), history.undo_goes_on()) } else { (history.redo(), history.redo_goes_on()) };
        let Some(transaction) = next else {
            break;
        };
        let span = transaction.changes.iter().find_map(changed_span);
        if !article.open.take(step, transaction, stamp) {
            break;
        }
        touched = Some(span);
        if !goes_on {
            break;
        }
    }
    let Some(span) = touched else {
        return if undoing { Notice::NothingToUndo } else { Notice::NothingToRedo };
    };
    article.selection = None;
    article.picked = span.filter(|span| article.open.set().span(&span.id).is_some()).map(|span| {
        article.show(span.hull());
        span.id.clone()
    });
    if undoing { Notice::Undone } else { Notice::Redone }
}

fn changed_span(change: &Change) -> Option<Arc<Span>> {
    match change {
        Change::Span(diff) => diff.after.as_ref().or(diff.before.as_ref()).cloned(),
        _ => None,
    }
}

fn visit(article: &mut Article, span: &Span, schema: &Schema) -> Option<Notice> {
    article.picked = Some(span.id.clone());
    article.selection = None;
    article.caret = None;
    article.show(span.hull());
    picked_aloud(article, schema)
}

fn picked_aloud(article: &Article, schema: &Schema) -> Option<Notice> {
    let span = article.picked_span()?;
    let quote = article.text().quote(span.hull()).to_owned();
    Some(Notice::Picked { label: label_name(schema, &span.label), quote })
}

fn show_match(article: &mut Article) {
    if let Some(range) = article.find.as_ref().and_then(Find::shown) {
        article.show(range);
    }
}

/// The label's name on the screen; a label the schema doesn't have is called by its name in files.
pub(super) fn label_name(schema: &Schema, label: &LabelId) -> String {
    schema.label(label).map_or_else(|| label.to_string(), |label| label.name.clone())
}
