//! Edits of what spans mark and of what links them, begun at a picked span.

use std::sync::Arc;

use postil::app::action::{Action, ArticleAction, Tag};
use postil::app::article::{Awaited, Motion};
use postil::app::keys::Command;
use postil::app::open::OpenArticle;
use postil::app::reduce::{kinds_between, reduce};
use postil::app::state::{AppState, Impossible, Notice};
use postil::domain::annotation::{AnnotationSet, AttributeValue, Edge};
use postil::domain::id::{AttributeId, LabelId, RelationId, RelationTypeId, SpanId};
use postil::domain::schema::Direction;
use postil::domain::text::{Range, Text, words};
use proptest::prelude::*;

use crate::keys::meant_in;
use crate::reduce::{article, shown, stamp, state_with};
use crate::support::cases;
use crate::support::texts::awkward;

fn act(state: &AppState, action: ArticleAction) -> AppState {
    reduce(state, Action::Article(action))
}

fn id(n: usize) -> SpanId {
    SpanId::new(format!("s{n}"))
}

fn named(name: &str) -> Tag {
    Tag { id: SpanId::new(name), stamp: stamp() }
}

fn said(state: &AppState) -> Option<Notice> {
    state.said.1.clone()
}

/// What the span marks, its stretches parted by `…`.
fn marked(state: &AppState, span: &str) -> String {
    let article = article(state);
    let span = article.open.set().span(&SpanId::new(span)).expect("there is such a span");
    span.fragments.iter().map(|part| article.text().quote(part)).collect::<Vec<_>>().join("…")
}

/// The relations as `from kind to`, by the text of their ends.
fn relations(state: &AppState) -> Vec<String> {
    let set = article(state).open.set();
    let quote = |id: &SpanId| marked(state, id.as_str());
    let mut all: Vec<String> =
        set.relations().map(|link| format!("{} {} {}", quote(&link.from), link.kind, quote(&link.to))).collect();
    all.sort();
    all
}

/// Undoes the last step: what was before comes back whole.
#[track_caller]
fn undone_gives(acted: &AppState, before: &AppState) {
    let undone = act(acted, ArticleAction::Undo(stamp()));
    assert_eq!(article(&undone).open.set(), article(before).open.set(), "undo brings back what was");
}

#[track_caller]
fn resizes(before: &str, edge: Edge, motion: Motion, after: &str) -> AppState {
    let state = state_with(before);
    let acted = act(&state, ArticleAction::Resize { span: id(1), edge, motion, stamp: stamp() });
    assert_eq!(shown(&acted), after);
    if after != before {
        undone_gives(&acted, &state);
    }
    acted
}

#[test]
fn an_edge_moves_by_words() {
    let state = resizes("the [cat|*actor] sat on", Edge::End, Motion::NextWord, "the [cat sat|*actor] on");
    assert_eq!(said(&state), Some(Notice::Resized("cat sat".into())));
    resizes("the [cat sat|*actor] on", Edge::End, Motion::PreviousWord, "the [cat|*actor] sat on");
    resizes("so the [cat|*actor]", Edge::Start, Motion::PreviousWord, "so [the cat|*actor]");
    resizes("so [the cat|*actor]", Edge::Start, Motion::NextWord, "so the [cat|*actor]");
    resizes("a [cat, dog, cow|*actor]", Edge::End, Motion::PreviousWord, "a [cat, dog|*actor], cow");
    resizes("[Yun-jong of Seoul|*actor]", Edge::Start, Motion::NextWord, "Yun-jong [of Seoul|*actor]");
    resizes("the [cat|*actor]", Edge::End, Motion::NextWord, "the [cat|*actor]");
    let state = resizes("the [cat|*actor] sat", Edge::End, Motion::PreviousWord, "the [cat|*actor] sat");
    assert_eq!(said(&state), Some(Notice::NotPossible(Impossible::NothingLeft)));
}

#[test]
fn an_edge_moves_by_characters_as_they_are_seen() {
    resizes("[a👩‍👩‍👧‍👦|*actor]b", Edge::End, Motion::PreviousGrapheme, "[a|*actor]👩‍👩‍👧‍👦b");
    resizes("[a|*actor]👩‍👩‍👧‍👦b", Edge::End, Motion::NextGrapheme, "[a👩‍👩‍👧‍👦|*actor]b");
    resizes("x[é|*actor]", Edge::Start, Motion::PreviousGrapheme, "[xé|*actor]");
    resizes("x[é|*actor]", Edge::Start, Motion::NextGrapheme, "x[é|*actor]");
    let state = resizes("[a|actor][b|actor]", Edge::End, Motion::NextGrapheme, "[a[b|actor]|actor]");
    undone_gives(&state, &state_with("[a|actor][b|actor]"));
}

#[test]
fn a_span_does_not_become_another_ones_twin() {
    let same = "[[cat|actor] sat|*actor]";
    let state = resizes(same, Edge::End, Motion::PreviousWord, same);
    assert_eq!(said(&state), Some(Notice::NotPossible(Impossible::SameSpan)));
}

#[test]
fn a_span_is_split_at_the_caret() {
    let state = state_with("in [Seoul and Tokyo|*actor] on");
    let at = article(&state).text().offset(9).unwrap();
    let acted = act(&state, ArticleAction::Split(id(1), at, named("new")));
    assert_eq!((marked(&acted, "s1").as_str(), marked(&acted, "new").as_str()), ("Seoul", "and Tokyo"));
    assert_eq!(said(&acted), Some(Notice::Split("and Tokyo".into())));
    undone_gives(&acted, &state);
    for outside in [0, 3, 18, 21] {
        let at = article(&state).text().offset(outside).unwrap();
        let acted = act(&state, ArticleAction::Split(id(1), at, named("new")));
        assert_eq!(said(&acted), Some(Notice::NotPossible(Impossible::NotWithin)), "at {outside}");
        assert_eq!(shown(&acted), shown(&state));
    }
}

/// Begins an edit at the first span and picks the second one for it.
fn completed(state: &AppState, awaited: Awaited) -> AppState {
    act(&act(state, ArticleAction::Await(Some(awaited))), ArticleAction::Complete(id(2), named("link")))
}

#[test]
fn two_spans_become_one() {
    let joined = |notation: &str| marked(&completed(&state_with(notation), Awaited::Merge(id(1))), "s1");
    assert_eq!(joined("the [South|*actor] [Korea|actor] said"), "South Korea", "only a space is between them");
    assert_eq!(joined("[the North|actor] and the [South|actor]"), "the North…South");
    assert_eq!(joined("[the [North|actor] and|*agreement] the"), "the North and");
    let state = state_with("the [South|*actor] [Korea|agreement] said");
    let acted = completed(&state, Awaited::Merge(id(1)));
    assert_eq!(shown(&acted), "the [South Korea|*actor] said");
    assert_eq!(said(&acted), Some(Notice::Joined("South Korea".into())));
    undone_gives(&acted, &state);
}

#[test]
fn what_was_said_of_both_is_said_of_the_joined_span() {
    let mut state = state_with("[South|*actor] [Korea|actor] signed [it|agreement]");
    let say = |state: &AppState, n, name: &str, value: &str| {
        let value = Some(AttributeValue::Text(value.into()));
        act(state, ArticleAction::SetAttribute(id(n), AttributeId::new(name), value, stamp()))
    };
    state = say(&say(&say(&state, 1, "kind", "State"), 2, "kind", "Company"), 2, "side", "yes");
    for (n, note) in [(1, "first"), (2, "second")] {
        state =
            act(&state, ArticleAction::SetNote { span: id(n), note: note.into(), continues: false, stamp: stamp() });
    }
    for (n, name) in [(1, "r1"), (2, "r2")] {
        state = act(&state, ArticleAction::Await(Some(Awaited::OtherEnd(id(n), None))));
        state = act(&state, ArticleAction::Complete(id(3), named(name)));
    }
    assert_eq!(relations(&state), ["Korea party-to it", "South party-to it"]);
    let acted = completed(&state, Awaited::Merge(id(1)));
    let span = article(&acted).open.set().span(&id(1)).unwrap().clone();
    let text = |value: &str| AttributeValue::Text(value.into());
    assert_eq!(span.attributes.get(&AttributeId::new("kind")), Some(&text("State")), "its own value stays");
    assert_eq!(span.attributes.get(&AttributeId::new("side")), Some(&text("yes")));
    assert_eq!(span.note, "first\nsecond");
    assert_eq!(relations(&acted), ["South Korea party-to it"], "the same relation is there once");
    undone_gives(&acted, &state);
}

#[test]
fn a_span_marks_text_in_several_places() {
    let state = state_with("[North|*actor] and South Korea");
    let state = act(&state, ArticleAction::Await(Some(Awaited::Fragment(id(1)))));
    let korea = article(&state).text().range(16, 21).unwrap();
    let acted = act(&state, ArticleAction::Select(korea, Some(named("unused"))));
    assert_eq!(marked(&acted, "s1"), "North…Korea");
    assert_eq!(said(&acted), Some(Notice::FragmentAdded("Korea".into())));
    assert_eq!(article(&acted).picked, Some(id(1)));
    undone_gives(&acted, &state);
    assert!(article(&acted).awaited.is_some(), "more may be added");
    let away = act(&acted, ArticleAction::RemoveFragment(id(1), korea, stamp()));
    assert_eq!(marked(&away, "s1"), "North");
    let all = article(&acted).text().whole();
    let refused = act(&acted, ArticleAction::RemoveFragment(id(1), all, stamp()));
    assert_eq!(said(&refused), Some(Notice::NotPossible(Impossible::NothingLeft)));
}

#[test]
fn the_same_text_gets_another_label() {
    let state = state_with("the [accord|*actor] of");
    let twice = |label: &str| act(&state, ArticleAction::Duplicate(id(1), LabelId::new(label), named("new")));
    assert_eq!(shown(&twice("agreement")), "the [[accord|actor]|*agreement] of");
    assert_eq!(said(&twice("actor")), Some(Notice::AlreadyTagged { label: "Actor".into() }));
}

#[test]
fn the_relation_that_fits_is_made_in_the_direction_that_fits() {
    let state = state_with("[Seoul|*actor] signed [it|agreement] on [trade|focus-area]");
    let acted = completed(&state, Awaited::OtherEnd(id(1), None));
    assert_eq!(relations(&acted), ["Seoul party-to it"]);
    let related = Notice::Related { kind: "party to".into(), from: "Seoul".into(), to: "it".into() };
    assert_eq!(said(&acted), Some(related));
    undone_gives(&acted, &state);
    let backward = act(&state, ArticleAction::Await(Some(Awaited::OtherEnd(id(3), None))));
    let backward = act(&backward, ArticleAction::Complete(id(2), named("link")));
    assert_eq!(relations(&backward), ["it covers trade"], "from whichever end it was begun");
    let again = completed(&acted, Awaited::OtherEnd(id(1), None));
    assert_eq!(said(&again), Some(Notice::NotPossible(Impossible::SameRelation)));
    let none = act(&state, ArticleAction::Await(Some(Awaited::OtherEnd(id(1), None))));
    let none = act(&none, ArticleAction::Complete(id(3), named("link")));
    assert_eq!(said(&none), Some(Notice::NotPossible(Impossible::NoRelationFits)));
    let itself = act(&state, ArticleAction::Await(Some(Awaited::OtherEnd(id(1), None))));
    let itself = act(&itself, ArticleAction::Complete(id(1), named("link")));
    assert_eq!(said(&itself), Some(Notice::NotPossible(Impossible::OneSpan)));
}

#[test]
fn of_several_relations_that_fit_one_is_chosen() {
    let mut state = state_with("[Seoul|*actor] signed [it|agreement]");
    let schema = Arc::make_mut(&mut state.project.schema);
    let breaks = postil::domain::schema::RelationType::between("breaks", "breaks", "actor", "agreement");
    schema.relations.push(breaks);
    let asked = completed(&state, Awaited::OtherEnd(id(1), None));
    assert_eq!(relations(&asked), [""; 0]);
    let offered = kinds_between(article(&asked), &id(1), &id(2), &asked.project.schema);
    let names: Vec<&str> = offered.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(names, ["party-to", "breaks"]);
    assert_eq!(meant_in(&asked, "2"), Some(Command::ChooseKind(1)));
    let chosen = act(&asked, ArticleAction::ChooseKind(1, named("link")));
    assert_eq!(relations(&chosen), ["Seoul breaks it"]);
    assert_eq!(article(&chosen).awaited, None);
    let wanted = Some((RelationTypeId::new("breaks"), Direction::Forward));
    assert_eq!(relations(&completed(&state, Awaited::OtherEnd(id(1), wanted))), ["Seoul breaks it"]);
    let party =
        act(&chosen, ArticleAction::ChangeKind(RelationId::new("link"), RelationTypeId::new("party-to"), stamp()));
    assert_eq!(relations(&party), ["Seoul party-to it"]);
    let refused = act(&party, ArticleAction::Reverse(RelationId::new("link"), stamp()));
    assert_eq!(said(&refused), Some(Notice::NotPossible(Impossible::NoRelationFits)));
    let gone = act(&party, ArticleAction::Unrelate(RelationId::new("link"), stamp()));
    assert_eq!(relations(&gone), [""; 0]);
    assert_eq!(said(&gone), Some(Notice::Unrelated("party to".into())));
}

#[test]
fn the_keyboard_begins_and_completes_an_edit() {
    let state = state_with("[Seoul|*actor] signed [it|agreement]");
    for (keys, begun) in [
        ("f", Awaited::Fragment(id(1))),
        ("m", Awaited::Merge(id(1))),
        ("r", Awaited::OtherEnd(id(1), None)),
        ("d", Awaited::SecondLabel(id(1))),
    ] {
        assert_eq!(meant_in(&state, keys), Some(Command::Await(begun)));
    }
    let waiting = act(&state, ArticleAction::Await(Some(Awaited::OtherEnd(id(1), None))));
    let walked = act(&waiting, ArticleAction::PickNeighbour { forward: true });
    assert_eq!(meant_in(&walked, "Enter"), Some(Command::Complete(id(2))));
    let found = act(&waiting, ArticleAction::Find(Some("it".into())));
    let selected = act(&found, ArticleAction::SelectMatch);
    assert_eq!(article(&selected).picked, Some(id(2)), "words that are found lead to their span");
    let adding = act(&state, ArticleAction::Await(Some(Awaited::Fragment(id(1)))));
    let adding = act(&act(&adding, ArticleAction::Find(Some("signed".into()))), ArticleAction::SelectMatch);
    let signed = article(&state).text().range(6, 12).unwrap();
    assert_eq!(meant_in(&adding, "Enter"), Some(Command::AddFragment(signed)));
    let second = act(&state, ArticleAction::Await(Some(Awaited::SecondLabel(id(1)))));
    assert_eq!(meant_in(&second, "3"), Some(Command::Duplicate(id(1), LabelId::new("focus-area"))));
    let resize = |edge, motion| Some(Command::Resize { edge, motion });
    assert_eq!(meant_in(&state, "Alt+ArrowRight"), resize(Edge::End, Motion::NextWord));
    assert_eq!(meant_in(&state, "Alt+Shift+ArrowLeft"), resize(Edge::Start, Motion::PreviousWord));
    assert_eq!(meant_in(&state, "Ctrl+Alt+ArrowLeft"), resize(Edge::End, Motion::PreviousGrapheme));
    let given_up = act(&waiting, ArticleAction::Await(None));
    assert_eq!((&article(&given_up).awaited, &article(&given_up).picked), (&None, &Some(id(1))));
    let deleted = act(&waiting, ArticleAction::Delete(id(1), stamp()));
    assert_eq!(article(&deleted).awaited, None, "nothing waits for a span that is gone");
}

#[test]
fn the_article_as_a_whole_is_labelled() {
    let state = state_with("[Seoul|actor] signed");
    let tone = AttributeId::new("tone");
    let value = Some(AttributeValue::Text("calm".into()));
    let acted = act(&state, ArticleAction::SetDocumentLabel(tone.clone(), value.clone(), stamp()));
    assert_eq!(article(&acted).open.set().document_labels.get(&tone), value.as_ref());
    undone_gives(&acted, &state);
    let same = act(&acted, ArticleAction::SetDocumentLabel(tone.clone(), value, stamp()));
    assert_eq!(article(&same).open.unsaved().len(), 1);
    let taken_back = act(&acted, ArticleAction::SetDocumentLabel(tone, None, stamp()));
    assert!(article(&taken_back).open.set().document_labels.is_empty());
}

/// One edit; the numbers choose among what is there.
type Seed = (u8, usize, usize, usize);

fn edit(state: &AppState, n: usize, (kind, one, two, three): Seed) -> ArticleAction {
    let article = article(state);
    let set = article.open.set();
    let span = |n: usize| {
        let count = set.spans().len();
        count
            .checked_sub(1)
            .and_then(|_| set.spans().iter_from(n % count).next())
            .map_or_else(|| id(0), |span| span.id.clone())
    };
    let text = article.text();
    let offset = |n: usize| text.offset(n % (text.len() + 1)).unwrap_or_else(|| text.end());
    let range = |one, two| words::whole_graphemes(text, Range::ordered(offset(one), offset(two)));
    let fresh = named(&format!("n{n}"));
    let label = LabelId::new(["actor", "agreement", "focus-area"][three % 3]);
    let motion = [
        Motion::NextGrapheme,
        Motion::PreviousGrapheme,
        Motion::NextWord,
        Motion::PreviousWord,
        Motion::To(offset(three)),
    ];
    match kind {
        0 | 1 => ArticleAction::Tag(label, fresh),
        2 | 3 => ArticleAction::Select(range(one, two), Some(fresh)),
        4 => ArticleAction::Resize {
            span: span(one),
            edge: [Edge::Start, Edge::End][two % 2],
            motion: motion[three % 5],
            stamp: stamp(),
        },
        5 => ArticleAction::Split(span(one), offset(two), fresh),
        6 => ArticleAction::Await(Some(Awaited::Merge(span(one)))),
        7 => ArticleAction::Await(Some(Awaited::OtherEnd(span(one), None))),
        8 => ArticleAction::Await(Some(Awaited::Fragment(span(one)))),
        9 | 10 => ArticleAction::Complete(span(one), fresh),
        11 => ArticleAction::RemoveFragment(span(one), range(two, three), stamp()),
        12 => ArticleAction::Duplicate(span(one), label, fresh),
        13 => ArticleAction::Relabel(span(one), label, stamp()),
        14 => ArticleAction::Delete(span(one), stamp()),
        _ => ArticleAction::Await(None),
    }
}

fn is_sound(set: &AnnotationSet) -> bool {
    let has_text = set.spans().iter().all(|span| span.fragments.iter().all(|part| !part.is_empty()));
    let is_apart = set.spans().iter().all(|span| {
        let parts: Vec<_> = span.fragments.iter().collect();
        parts.windows(2).all(|pair| pair[0].end() < pair[1].start())
    });
    has_text && is_apart && set.relations().all(|link| link.from != link.to && set.has_ends_of(link))
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn any_edits_leave_a_sound_set_and_are_undone_exactly(
        text in awkward(),
        seeds in proptest::collection::vec((0..16u8, any::<usize>(), any::<usize>(), any::<usize>()), 1..60),
    ) {
        let plain = Text::new(&format!("Seoul {} signed.", text.replace(['[', ']', '|', '«', '»', '‸', '^'], " ")));
        let begun = state_with(plain.as_str());
        let mut state = begun.clone();
        for (n, seed) in seeds.into_iter().enumerate() {
            state = act(&state, edit(&state, n, seed));
            prop_assert!(is_sound(article(&state).open.set()));
        }
        let open = &article(&state).open;
        let again = OpenArticle::resume(open.document().clone(), open.saved().clone(), open.unsaved().cloned());
        prop_assert_eq!(again.set(), open.set(), "the journal leads to the same set");
        let mut undone = reduce(&state, Action::Open(Box::new(again)));
        while article(&undone).open.history().can_undo() {
            undone = act(&undone, ArticleAction::Undo(stamp()));
        }
        prop_assert_eq!(article(&undone).open.set(), article(&begun).open.set());
        while article(&undone).open.history().can_redo() {
            undone = act(&undone, ArticleAction::Redo(stamp()));
        }
        prop_assert_eq!(article(&undone).open.set(), open.set());
    }
}
