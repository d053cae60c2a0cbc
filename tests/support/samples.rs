//! Projects that have everything the format can hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::marked::NOW;
use super::texts::{awkward, graphemes_in};
use postil::domain::annotation::{
    AnnotationSet, AttributeValue, Conflict, Fragments, Number, Origin, Proposal, Provenance, Relation, Resolution,
    Said, Span, Status, Subject,
};
use postil::domain::article::plain;
use postil::domain::document::{Document, LeftOut, Metadata, Role, Unknown};
use postil::domain::id::{
    Annotator, AttributeId, ConflictId, DocumentId, EntryId, LabelId, ProjectId, RelationId, RelationTypeId, SetId,
    SpanId,
};
use postil::domain::project::Project;
use postil::domain::schema::register::{Entry, Link};
use postil::domain::schema::{Attribute, AttributeKind, Colour, Label, Overlap};
use postil::domain::text::{Range, Text};

/// The released file of version 1.
pub(crate) const FIXTURE: &str = include_str!("../fixtures/postil-1.json");

/// A document of plain text.
pub(crate) fn document(id: &str, text: &Text) -> Arc<Document> {
    Arc::new(plain::document(DocumentId::new(id), text.clone()))
}

/// Unknown fields of every kind of value.
fn unknown() -> impl Strategy<Value = Unknown> {
    let value = proptest::sample::select(&["null", "1.50", "{\"a\":[1,{}]}", "\"\\ud83d\\ude00\"", "[]", "true"][..]);
    let name = proptest::sample::select(&["x-one", "__proto__", "x two", "é"][..]);
    proptest::collection::btree_map(name, value, 0..3)
        .prop_map(|fields| fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
}

fn values() -> impl Strategy<Value = BTreeMap<AttributeId, AttributeValue>> {
    let value = prop_oneof![
        awkward().prop_map(AttributeValue::Text),
        proptest::collection::vec(awkward(), 0..3).prop_map(AttributeValue::Texts),
        any::<f64>()
            .prop_filter("JSON has only finite numbers", |number| number.is_finite())
            .prop_map(|number| AttributeValue::Number(Number::parse(&format!("{number:e}")).expect("a number"))),
        any::<bool>().prop_map(AttributeValue::YesNo),
    ];
    let name = proptest::sample::select(&["kind", "status", "__proto__", "größe"][..]).prop_map(AttributeId::new);
    proptest::collection::btree_map(name, value, 0..3)
}

type SpanSeed = (Vec<(usize, usize)>, usize, BTreeMap<AttributeId, AttributeValue>, String, Unknown, bool);

fn span_seed() -> impl Strategy<Value = SpanSeed> {
    let ends = proptest::collection::vec((any::<usize>(), any::<usize>()), 1..4);
    (ends, 0..3usize, values(), awkward(), unknown(), any::<bool>())
}

const LABELS: [&str; 3] = ["actor", "agreement", "focus-area"];

fn span_from(n: usize, (ends, label, attributes, note, unknown, settled): SpanSeed, text: &Text) -> Option<Arc<Span>> {
    let ranges: Vec<Range> = ends.into_iter().filter_map(|ends| graphemes_in(text, ends)).collect();
    let fragments = Fragments::new(&ranges)?;
    let provenance = settled.then(|| Arc::new(provenance(&fragments, &attributes, &note, &unknown)));
    Some(Arc::new(Span {
        id: SpanId::new(format!("s{n}")),
        label: LabelId::new(LABELS[label]),
        fragments,
        attributes,
        entry: [None, Some(EntryId::new("union")), Some(EntryId::new("gone"))][n % 3].clone(),
        note,
        origin: Origin::manual(),
        created: NOW.into(),
        modified: "".into(),
        provenance,
        unknown,
    }))
}

/// What others proposed on the same text.
fn proposals(fragments: &Fragments, attributes: &BTreeMap<AttributeId, AttributeValue>) -> Vec<Proposal> {
    let said = |said| Proposal { annotators: vec![Annotator::new("mara"), Annotator::new("größe")], said };
    let value = attributes.values().next().cloned();
    let span =
        Said::Span { label: LabelId::new("actor"), fragments: fragments.clone(), attributes: attributes.clone() };
    vec![said(span), said(Said::Value(value)), said(Said::Value(None)), said(Said::There), said(Said::Nothing)]
}

fn provenance(
    fragments: &Fragments,
    attributes: &BTreeMap<AttributeId, AttributeValue>,
    note: &str,
    unknown: &Unknown,
) -> Provenance {
    Provenance {
        from: vec![Annotator::new("mara")],
        rule: "taken".into(),
        by: Some(Annotator::new("jun")),
        at: NOW.into(),
        reason: "border".into(),
        note: note.into(),
        rejected: proposals(fragments, attributes),
        unknown: unknown.clone(),
    }
}

/// Conflicts of every kind about a span.
fn conflicts_about(span: &Span) -> Vec<Conflict> {
    let subjects = [
        Subject::Span,
        Subject::Attribute(span.id.clone(), AttributeId::new("kind")),
        Subject::Relation(RelationTypeId::new("party-to"), span.id.clone(), span.id.clone()),
        Subject::DocumentLabel(AttributeId::new("tone")),
    ];
    let resolutions = [Resolution::Taken, Resolution::Rejected, Resolution::Deferred, Resolution::Open];
    let conflict = |(n, subject): (usize, Subject)| Conflict {
        id: ConflictId::new(format!("{} {n}", span.id)),
        place: (n < 3).then(|| span.hull()),
        subject,
        proposals: proposals(&span.fragments, &span.attributes),
        resolution: resolutions[n],
        outcome: if n == 0 { vec![span.id.clone()] } else { Vec::new() },
        by: (n != 3).then(|| Annotator::new("jun")),
        at: NOW.into(),
        reason: span.note.clone(),
        note: span.note.clone(),
        unknown: span.unknown.clone(),
    };
    subjects.into_iter().enumerate().map(conflict).collect()
}

/// A relation between two spans.
pub(crate) fn relation(id: &str, from: &SpanId, to: &SpanId) -> Arc<Relation> {
    Arc::new(Relation {
        id: RelationId::new(id),
        kind: RelationTypeId::new("party-to"),
        from: from.clone(),
        to: to.clone(),
        note: String::new(),
        origin: Origin::manual(),
        created: NOW.into(),
        modified: NOW.into(),
        unknown: Unknown::new(),
    })
}

/// Any annotation set about the document.
pub(crate) fn set_about(document: Arc<Document>, id: &'static str) -> impl Strategy<Value = AnnotationSet> {
    let status = proptest::sample::select(&[Status::New, Status::InProgress, Status::Done][..]);
    let spans = proptest::collection::vec(span_seed(), 0..12);
    let relations = proptest::collection::vec((any::<usize>(), any::<usize>()), 0..4);
    (status, spans, relations, values(), unknown()).prop_map(
        move |(status, spans, relations, document_labels, unknown)| {
            let spans: Vec<_> =
                spans.into_iter().enumerate().filter_map(|(n, seed)| span_from(n, seed, document.text())).collect();
            let relations = relations
                .into_iter()
                .enumerate()
                .filter(|_| !spans.is_empty())
                .map(|(n, (from, to))| {
                    let end = |n: usize| &spans[n % spans.len()].id;
                    relation(&format!("r{n}"), end(from), end(to))
                })
                .collect();
            let mut set = AnnotationSet::new(SetId::new(id), document.id().clone(), Annotator::new(id));
            set.status = status;
            set.document_labels = document_labels;
            set.unknown = unknown;
            let settled = spans.iter().filter(|span| span.provenance.is_some()).take(2);
            let conflicts = settled.flat_map(|span| conflicts_about(span));
            set.conflicts = Arc::new(conflicts.map(|conflict| (conflict.id.clone(), Arc::new(conflict))).collect());
            set.with(spans, relations)
        },
    )
}

fn any_document(id: &'static str) -> impl Strategy<Value = Arc<Document>> {
    let left_out = proptest::collection::vec((any::<usize>(), awkward()), 0..3);
    (awkward(), left_out, proptest::option::of(awkward()), unknown(), unknown()).prop_map(
        move |(raw, left_out, title, of_metadata, of_document)| {
            let mut document = plain::document(DocumentId::new(id), Text::new(&raw));
            document.left_out = left_out_of(&document, left_out);
            document.metadata =
                Metadata { title, language: Some("en".into()), unknown: of_metadata, ..document.metadata };
            document.added = NOW.into();
            document.assignee = document.text().as_str().split_whitespace().next().map(Annotator::new);
            document.unknown = of_document;
            Arc::new(document)
        },
    )
}

/// Pieces left out before the blocks of the numbers, or at the end.
fn left_out_of(document: &Document, pieces: Vec<(usize, String)>) -> Arc<[LeftOut]> {
    let blocks = document.blocks();
    let place = |number: usize| blocks.get(number % (blocks.len() + 1)).map(|block| block.range.start());
    let piece = |(number, words): (usize, String)| LeftOut {
        at: place(number).unwrap_or(document.text().end()),
        role: Role::Paragraph,
        text: Text::new(&words).as_str().into(),
    };
    let mut pieces: Vec<LeftOut> = pieces.into_iter().map(piece).collect();
    pieces.sort_by_key(|piece| piece.at);
    pieces.into()
}

/// Any project of two documents and three sets.
pub(crate) fn any_project() -> impl Strategy<Value = Project> {
    (any_document("one"), any_document("two"), unknown(), unknown(), awkward()).prop_flat_map(
        |(one, two, of_project, of_schema, guidelines)| {
            let sets =
                (set_about(one.clone(), "set-1"), set_about(one.clone(), "set-2"), set_about(two.clone(), "set-3"));
            sets.prop_map(move |(first, second, third)| {
                let mut project = rich_labels();
                let mut schema = (*project.schema).clone();
                schema.guidelines = guidelines.clone();
                schema.unknown = of_schema.clone();
                project.schema = Arc::new(schema);
                project.documents = vec![one.clone(), two.clone()];
                project.sets = [first, second, third].map(Arc::new).to_vec();
                project.unknown = of_project.clone();
                project
            })
        },
    )
}

/// An empty project whose label set has every kind of attribute.
pub(crate) fn rich_labels() -> Project {
    let mut project = Project::new(ProjectId::new("project"), "A \"project\" 🙂");
    let mut schema = (*project.schema).clone();
    let options = vec!["one".to_owned(), "two \\ three".to_owned()];
    let attribute = |id: &str, kind| Attribute {
        id: AttributeId::new(id),
        name: format!("The {id}"),
        kind,
        required: id == "size",
        unknown: vec![("x-hint".into(), "\"?\"".into())],
    };
    schema.labels.push(Label {
        colour: Colour::new(11),
        key: Some('ß'),
        examples: vec!["an example".into()],
        overlap: Overlap::Nested,
        attributes: vec![
            attribute("kinds", AttributeKind::Choices(options.clone())),
            attribute("remark", AttributeKind::Text),
            attribute("size", AttributeKind::Number),
            attribute("sure", AttributeKind::YesNo),
        ],
        unknown: vec![("x-icon".into(), "{\"shape\":\"ring\"}".into())],
        ..Label::plain("etc", "And so on", 0)
    });
    schema.document_labels = vec![attribute("topic", AttributeKind::Choice(options))];
    schema.register = vec![Arc::new(Entry {
        aliases: vec!["the \"Union\" 🙂".into()],
        link: Link::parse("Q458"),
        note: "Two\nlines".into(),
        merged: vec![EntryId::new("eu"), EntryId::new("größe")],
        unknown: vec![("x-since".into(), "1993".into())],
        ..Entry::new(EntryId::new("union"), LabelId::new("actor"), "European Union")
    })];
    schema.guidelines = "Mark *whole* names.\n".into();
    project.schema = Arc::new(schema);
    project
}
