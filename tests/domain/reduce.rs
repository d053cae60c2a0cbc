//! Actions in the open article, as marked text before and after.

use std::sync::Arc;

use postil::app::action::{Action, ArticleAction, ReviewAction, Tag};
use postil::app::article::{Article, Motion};
use postil::app::open::{OpenArticle, Stamp};
use postil::app::record::Version;
use postil::app::reduce::{reduce, summary_of};
use postil::app::state::{AppState, DocumentSummary, Notice, ProjectInfo, SaveFailure, Saving, SetSummary};
use postil::app::views::{Listed, Sort};
use postil::domain::adjudication::Verdict;
use postil::domain::annotation::{AnnotationSet, AttributeValue, Status};
use postil::domain::id::{Annotator, AttributeId, DocumentId, LabelId, ProjectId, SetId, SpanId};
use postil::domain::text::Text;

use crate::support::marked::{Marked, NOW, parse};
use crate::support::samples::{document, relation};

/// When and by whom every edit of these tests is made.
pub(crate) fn stamp() -> Stamp {
    Stamp { now: NOW.into(), actor: "tab".into() }
}

fn tag_as(id: &str) -> Tag {
    Tag { id: SpanId::new(id), stamp: stamp() }
}

fn label(id: &str) -> LabelId {
    LabelId::new(id)
}

/// The state with the article open, marked as the notation says; work on it has begun.
pub(crate) fn state_with(notation: &str) -> AppState {
    let marked = parse(notation);
    let mut set = marked.set();
    set.status = Status::InProgress;
    opened(&marked.text, set, &marked)
}

fn opened(text: &Text, set: AnnotationSet, marked: &Marked) -> AppState {
    let project = ProjectInfo::new(ProjectId::new("p"), "Project");
    let mut state = AppState::new(project, Annotator::new("mara"));
    let document = document("document", text);
    let summary = DocumentSummary {
        id: document.id().clone(),
        title: document.title().to_owned(),
        code_points: text.code_points(),
        published: String::new(),
        added: NOW.into(),
        assignee: None,
        sets: Vec::new(),
    };
    state = reduce(&state, Action::PutDocuments(vec![summary]));
    let open = OpenArticle::new(document, Version::of(Arc::new(set)));
    state = reduce(&state, Action::Open(Box::new(open)));
    let article = state.article.as_mut().expect("an article is open");
    article.picked.clone_from(&marked.picked);
    article.selection = marked.selection;
    if let Some(caret) = marked.caret {
        article.caret = Some(postil::app::article::Caret { anchor: caret, head: caret });
    }
    state
}

/// The open article.
pub(crate) fn article(state: &AppState) -> &Article {
    state.article.as_ref().expect("an article is open")
}

/// The open article in the notation.
pub(crate) fn shown(state: &AppState) -> String {
    let article = article(state);
    Marked {
        picked: article.picked.clone(),
        selection: article.selection,
        caret: article.caret.map(|caret| caret.head),
        ..Marked::of(article.text(), article.open.set())
    }
    .print()
}

fn act(state: &AppState, action: ArticleAction) -> AppState {
    reduce(state, Action::Article(action))
}

/// Acts on the first text; the second must come out, and the first again when it is undone.
#[track_caller]
fn check(before: &str, action: ArticleAction, after: &str) -> AppState {
    let state = state_with(before);
    let acted = act(&state, action);
    assert_eq!(shown(&acted), after);
    assert_eq!(shown(&state), before, "the state before is left alone");
    let edits = article(&acted).open.unsaved().len();
    if edits > 0 {
        let undone = act(&acted, ArticleAction::Undo(stamp()));
        assert_eq!(article(&undone).open.set(), article(&state).open.set(), "undo brings back what was");
        let redone = act(&undone, ArticleAction::Redo(stamp()));
        assert_eq!(article(&redone).open.set(), article(&acted).open.set(), "redo does it again");
    }
    acted
}

fn said(state: &AppState) -> Option<Notice> {
    state.said.1.clone()
}

fn tag(id: &str) -> ArticleAction {
    ArticleAction::Tag(label(id), tag_as("new"))
}

#[test]
fn selected_text_is_tagged() {
    let state = check("The «cat» sat", tag("actor"), "The [cat|*actor] sat");
    let tagged = Notice::Tagged { label: "Actor".into(), quote: "cat".into() };
    assert_eq!(said(&state), Some(tagged));
    check("The «[cat|actor]» sat", tag("agreement"), "The [[cat|actor]|*agreement] sat");
    check("[The «cat|actor] sat» on", tag("actor"), "[The [cat|actor^] sat|*actor] on");
    check("«👩‍👩‍👧‍👦\n\né»", tag("actor"), "[👩‍👩‍👧‍👦\n\né|*actor]");
    check("The cat sat", tag("actor"), "The cat sat");
    check("The «»cat sat", tag("actor"), "The «»cat sat");
}

#[test]
fn the_same_text_is_not_tagged_twice_with_one_label() {
    let state = check("The «[cat|actor]» sat", tag("actor"), "The [cat|*actor] sat");
    assert_eq!(said(&state), Some(Notice::AlreadyTagged { label: "Actor".into() }));
    assert_eq!(article(&state).open.unsaved().len(), 0);
}

#[test]
fn an_armed_label_sticks() {
    let mut state = act(&state_with("The cat sat"), ArticleAction::Arm(Some(label("actor"))));
    assert_eq!(said(&state), Some(Notice::Armed("Actor".into())));
    for (n, (start, end)) in [(4, 7), (8, 11)].into_iter().enumerate() {
        let range = article(&state).text().range(start, end).unwrap();
        state = act(&state, ArticleAction::Select(range, Some(tag_as(&format!("n{n}")))));
    }
    assert_eq!(shown(&state), "The [cat|actor] [sat|*actor]");
    let other = document("other", &Text::new("Another article."));
    let empty = Version::empty(article(&state).open.set().id.clone(), other.id().clone(), Annotator::new("mara"));
    let next = reduce(&state, Action::Open(Box::new(OpenArticle::new(other, empty))));
    assert_eq!(article(&next).armed, Some(label("actor")), "also in the next article");
    let disarmed = act(&next, ArticleAction::Arm(None));
    assert_eq!((&article(&disarmed).armed, said(&disarmed)), (&None, Some(Notice::Disarmed)));
}

#[test]
fn a_selection_waits_where_no_label_is_armed() {
    let state = state_with("The [cat|*actor] sat");
    let range = article(&state).text().range(8, 11).unwrap();
    let state = act(&state, ArticleAction::Select(range, Some(tag_as("new"))));
    assert_eq!(shown(&state), "The [cat|actor] «sat»");
    assert_eq!(said(&state), Some(Notice::Selected("sat".into())));
    assert_eq!(shown(&act(&state, ArticleAction::Deselect)), "The [cat|actor] sat");
}

#[test]
fn the_first_span_begins_the_work() {
    let marked = parse("The «cat» sat");
    let state = act(&opened(&marked.text, marked.set(), &marked), tag("actor"));
    let summary =
        |state: &AppState| state.library.get(&DocumentId::new("document")).unwrap().set_of(&state.annotator).cloned();
    assert_eq!(article(&state).open.set().status, Status::InProgress);
    let known = SetSummary { modified: NOW.into(), ..summary_of(article(&state).open.set()) };
    assert_eq!(summary(&state), Some(known));
    let undone = act(&state, ArticleAction::Undo(stamp()));
    assert_eq!(article(&undone).open.set().status, Status::New);
    assert_eq!(summary(&undone).map(|set| (set.status, set.spans)), Some((Status::New, 0)));
}

#[test]
fn a_span_gets_another_label() {
    let relabel = |id: &str| ArticleAction::Relabel(SpanId::new("s1"), label(id), stamp());
    let state = check("The [cat|*actor] sat", relabel("agreement"), "The [cat|*agreement] sat");
    assert_eq!(said(&state), Some(Notice::Relabelled("Agreement".into())));
    let same = check("The [cat|*actor] sat", relabel("actor"), "The [cat|*actor] sat");
    assert_eq!(article(&same).open.unsaved().len(), 0, "the same label is no edit");
    check("The cat sat", relabel("actor"), "The cat sat");
}

#[test]
fn attributes_stay_where_the_new_label_has_them() {
    let set = |name: &str| {
        let value = AttributeValue::Text("State".into());
        ArticleAction::SetAttribute(SpanId::new("s1"), AttributeId::new(name), Some(value), stamp())
    };
    let state = act(&act(&state_with("The [cat|*actor] sat"), set("kind")), set("stray"));
    let attributes = |state: &AppState| -> Vec<String> {
        let span = article(state).picked_span().unwrap();
        span.attributes.keys().map(ToString::to_string).collect()
    };
    assert_eq!(attributes(&state), ["kind", "stray"]);
    let cleared = act(&state, ArticleAction::SetAttribute(SpanId::new("s1"), AttributeId::new("stray"), None, stamp()));
    assert_eq!(attributes(&cleared), ["kind"]);
    let relabelled = act(&state, ArticleAction::Relabel(SpanId::new("s1"), label("agreement"), stamp()));
    assert_eq!(attributes(&relabelled), [""; 0]);
    assert_eq!(attributes(&act(&relabelled, ArticleAction::Undo(stamp()))), ["kind", "stray"]);
}

#[test]
fn a_note_is_undone_as_a_whole() {
    let note = |note: &str, continues| ArticleAction::SetNote {
        span: SpanId::new("s1"),
        note: note.into(),
        continues,
        stamp: stamp(),
    };
    let mut state = state_with("The [cat|*actor] sat");
    for (n, letters) in ["w", "wh", "why"].into_iter().enumerate() {
        state = act(&state, note(letters, n > 0));
    }
    state = act(&state, note("why?!", false));
    let noted = |state: &AppState| article(state).picked_span().unwrap().note.clone();
    let mut notes = vec![noted(&state)];
    for _ in 0..2 {
        state = act(&state, ArticleAction::Undo(stamp()));
        notes.push(noted(&state));
    }
    for _ in 0..2 {
        state = act(&state, ArticleAction::Redo(stamp()));
        notes.push(noted(&state));
    }
    assert_eq!(notes, ["why?!", "why", "", "why", "why?!"]);
}

#[test]
fn a_span_is_deleted_with_its_relations() {
    let delete = |id: &str| ArticleAction::Delete(SpanId::new(id), stamp());
    let state = check("[The [cat|actor^] sat|*agreement]", delete("s2"), "[The cat|actor] sat");
    assert_eq!(said(&state), Some(Notice::Deleted("cat sat".into())));

    let marked = parse("[one|*actor] [two|agreement] [three|actor]");
    let ids: Vec<SpanId> = marked.spans.iter().map(|span| span.id.clone()).collect();
    let links =
        vec![relation("r1", &ids[0], &ids[1]), relation("r2", &ids[2], &ids[1]), relation("r3", &ids[0], &ids[0])];
    let state = opened(&marked.text, marked.set().with(marked.spans.clone(), links), &marked);
    let deleted = act(&state, delete("s1"));
    assert_eq!(shown(&deleted), "one [two|agreement] [three|actor]");
    let left: Vec<String> = article(&deleted).open.set().relations().map(|link| link.id.to_string()).collect();
    assert_eq!(left, ["r2"]);
    let undone = act(&deleted, ArticleAction::Undo(stamp()));
    assert_eq!(article(&undone).open.set(), article(&state).open.set());
    assert_eq!(shown(&undone), "[one|*actor] [two|agreement] [three|actor]", "what came back is shown");
}

#[test]
fn undo_and_redo_say_when_there_is_nothing() {
    let state = act(&state_with("text"), ArticleAction::Undo(stamp()));
    assert_eq!(said(&state), Some(Notice::NothingToUndo));
    let state = act(&state, ArticleAction::Redo(stamp()));
    assert_eq!(said(&state), Some(Notice::NothingToRedo));
    let state = act(&act(&state_with("a «b»"), tag("actor")), ArticleAction::Undo(stamp()));
    assert_eq!(said(&state), Some(Notice::Undone));
    assert_eq!(said(&act(&state, ArticleAction::Redo(stamp()))), Some(Notice::Redone));
}

#[test]
fn the_status_is_a_step_like_others() {
    let state = check("text", ArticleAction::SetStatus(Status::Done, stamp()), "text");
    assert_eq!(article(&state).open.set().status, Status::Done);
    let again = act(&state, ArticleAction::SetStatus(Status::Done, stamp()));
    assert_eq!(article(&again).open.unsaved().len(), 1);
}

#[test]
fn the_spans_are_walked_in_reading_order() {
    let step = |forward| ArticleAction::PickNeighbour { forward };
    check("[a|actor] [b|agreement] c", step(true), "[a|*actor] [b|agreement] c");
    check("[a|actor] [b|agreement] c", step(false), "[a|actor] [b|*agreement] c");
    check("[a|*actor] [b|agreement] c", step(true), "[a|actor] [b|*agreement] c");
    check("[a|actor] [b|*agreement] c", step(true), "[a|*actor] [b|agreement] c");
    check("[a|*actor] [b|agreement] c", step(false), "[a|actor] [b|*agreement] c");
    check("[a [b|actor] c|*agreement]", step(true), "[a [b|*actor] c|agreement]");
    check("none", step(true), "none");
    let only = act(&state_with("[a|actor] [b|*agreement] [c|actor]"), ArticleAction::ListLabel(Some(label("actor"))));
    assert_eq!(shown(&act(&only, step(true))), "[a|actor] [b|agreement] [c|*actor]", "only what the list shows");
    assert_eq!(shown(&act(&only, step(false))), "[a|*actor] [b|agreement] [c|actor]");
    let visited = check("[a|actor] [b|agreement]", ArticleAction::Visit(SpanId::new("s2")), "[a|actor] [b|*agreement]");
    assert_eq!(said(&visited), Some(Notice::Picked { label: "Agreement".into(), quote: "b".into() }));
    assert!(article(&visited).reveal.is_some_and(|(range, _)| article(&visited).text().quote(range) == "b"));
    check("[a|actor]", ArticleAction::Visit(SpanId::new("s9")), "[a|actor]");
    check("[a|*actor]", ArticleAction::Pick(None), "[a|actor]");
}

#[test]
fn the_caret_moves_and_selects() {
    let moved = |motion, extend| ArticleAction::MoveCaret { motion, extend };
    check("‸cafe\u{301} 👍🏽", moved(Motion::NextWord, false), "cafe\u{301}‸ 👍🏽");
    check("cafe\u{301}‸ 👍🏽", moved(Motion::PreviousGrapheme, true), "caf‸«e\u{301}» 👍🏽");
    check("a ‸👍🏽", moved(Motion::NextGrapheme, true), "a «👍🏽»‸");
    check("one\n\ntwo ‸three", moved(Motion::BlockStart, true), "one\n\n‸«two »three");
    check("one\n\n‸two three", moved(Motion::BlockStart, false), "‸one\n\ntwo three");
    check("on‸e\n\ntwo", moved(Motion::BlockEnd, false), "one‸\n\ntwo");
    check("one‸\n\ntwo", moved(Motion::BlockEnd, true), "one«\n\ntwo»‸");
    check("one tw‸o", moved(Motion::PreviousWord, false), "one ‸two");
    check("end‸", moved(Motion::NextGrapheme, true), "end‸");
    check("no caret", moved(Motion::NextGrapheme, true), "no caret");
    let selected = act(&state_with("‸one two"), moved(Motion::NextWord, true));
    assert_eq!(shown(&act(&selected, tag("actor"))), "[one|*actor]‸ two", "the caret stays after tagging");
    assert_eq!(shown(&act(&selected, moved(Motion::NextGrapheme, false))), "one ‸two");
    let state = state_with("one two");
    let place = article(&state).text().range(4, 7).unwrap();
    assert_eq!(shown(&act(&state, ArticleAction::PlaceCaret(place))), "one ‸two");
}

#[test]
fn words_are_found_and_tagged() {
    let find = |typed: &str| ArticleAction::Find(Some(typed.into()));
    let state = act(&state_with("Ask and ask and [Ask|actor]"), find("ask"));
    assert_eq!(said(&state), Some(Notice::Found(3)));
    let current = |state: &AppState| article(state).find.as_ref().unwrap().shown().map(|range| range.start().byte());
    assert_eq!(current(&state), Some(0));
    let next = act(&state, ArticleAction::FindStep { forward: true });
    assert_eq!(current(&next), Some(8));
    assert_eq!(current(&act(&state, ArticleAction::FindStep { forward: false })), Some(16), "round at the start");
    let tagged = act(&act(&next, ArticleAction::SelectMatch), tag("agreement"));
    assert_eq!(shown(&tagged), "Ask and [ask|*agreement]‸ and [Ask|actor]");
    let longer = act(&next, find("ask and ["));
    assert_eq!(article(&longer).find.as_ref().unwrap().matches().len(), 0);
    assert_eq!(said(&longer), Some(Notice::Found(0)));
    let typed_on = act(&next, find("ask a"));
    assert_eq!(current(&typed_on), Some(8), "typing on stays at the match");
    assert!(article(&act(&next, ArticleAction::Find(None))).find.is_none());
    let none = act(&longer, ArticleAction::FindStep { forward: true });
    assert_eq!(current(&none), None);
}

#[test]
fn what_another_tab_wrote_comes_in_and_conflicts_are_told() {
    let state = state_with("[one|actor] two «three»");
    let other = act(&state, ArticleAction::Delete(SpanId::new("s1"), stamp()));
    let written: Vec<_> = article(&other).open.unsaved().cloned().collect();
    let mine = act(&state, tag("agreement"));
    let mine = act(&mine, ArticleAction::Relabel(SpanId::new("s1"), label("focus-area"), stamp()));
    let here = mine.head_key().unwrap();
    let merged = reduce(&mine, Action::Written(here.clone(), written.clone()));
    assert_eq!(shown(&merged), "one two [three|*agreement]");
    assert_eq!(merged.notices.last().map(|(_, notice)| notice), Some(&Notice::GaveUp(1)));
    let (number, _) = merged.notices[0];
    assert!(reduce(&merged, Action::Dismiss(number)).notices.is_empty());
    // Another set of the same article is not meant.
    let other_annotator = format!("{here}2");
    assert_eq!(shown(&reduce(&mine, Action::Written(other_annotator, written.clone()))), shown(&mine));
    let elsewhere = reduce(&mine, Action::Written("project\u{1f}other\u{1f}annotator".into(), written));
    assert_eq!(shown(&elsewhere), shown(&mine));

    let saved = reduce(&merged, Action::Saved(here.clone(), 2));
    assert_eq!(article(&saved).open.unsaved().len(), 0);
    let failing = reduce(&mine, Action::Saving(Saving::Failing(SaveFailure::NoSpace)));
    assert_eq!(failing.saving, Saving::Failing(SaveFailure::NoSpace));
    assert_eq!(article(&failing).open.unsaved().len(), 2, "the edits are kept");
    assert_eq!(reduce(&failing, Action::Saved(here, 1)).saving, Saving::Working);
}

#[test]
fn the_library_loses_what_is_taken() {
    let state = state_with("text");
    let taken = reduce(&state, Action::TakeDocuments(vec![DocumentId::new("document")]));
    assert!(taken.library.is_empty() && taken.article.is_none());
    assert!(reduce(&state, Action::Close).article.is_none());
    assert_eq!(reduce(&state, Action::Close).library.len(), 1);
}

#[test]
fn the_gold_is_settled_beside_everybodys_sets() {
    let item = crate::agreement::article(&["[The cat|x] sat [down|y]", "The [cat|x] sat [down|y]"]);
    let mut state = AppState::new(ProjectInfo::new(ProjectId::new("p"), "Project"), Annotator::new("judge"));
    let gold = AnnotationSet::new(SetId::new("gold"), item.document.id().clone(), Annotator::gold());
    let open = OpenArticle::new(item.document.clone(), Version::of(Arc::new(gold)));
    state = reduce(&state, Action::OpenReview(Box::new(open), item.sets.clone(), None));
    let settled = |state: &AppState| state.review.as_ref().expect("it is reviewed").settled();
    let spans = |state: &AppState| state.article.as_ref().expect("the gold is open").open.set().spans().len();
    assert_eq!((settled(&state), spans(&state)), ((0, 1), 0), "both say the same of one span");
    state = reduce(&state, Action::Review(ReviewAction::Merge(stamp())));
    assert_eq!((spans(&state), &state.said.1), (1, &Some(Notice::Merged(1))));
    let settle = ReviewAction::Settle {
        verdict: Verdict::Take(0),
        reason: "border".into(),
        note: String::new(),
        stamp: stamp(),
    };
    state = reduce(&state, Action::Review(settle));
    assert_eq!((settled(&state), spans(&state)), ((1, 1), 2));
    assert_eq!(state.said.1, Some(Notice::Settled(Verdict::Take(0), 0)));
    state = reduce(&state, Action::Article(ArticleAction::Undo(stamp())));
    assert_eq!((settled(&state), spans(&state)), ((0, 1), 1));
    state = reduce(&state, Action::Article(ArticleAction::Redo(stamp())));
    assert_eq!((settled(&state), spans(&state)), ((1, 1), 2));
    // Nobody's own set was touched, and the gold is nobody's.
    let review = state.review.as_ref().expect("it is reviewed");
    assert!(review.sets.iter().zip(&item.sets).all(|(now, then)| now == then));
    state = reduce(&state, Action::Close);
    assert!(state.review.is_none() && state.article.is_none());
}

#[test]
fn what_is_listed_and_chosen_belongs_to_the_project() {
    let state = state_with("The cat");
    let wanted = Listed { search: "cat".into(), sort: Sort::Title, ..Listed::default() };
    let state = reduce(&state, Action::List(wanted.clone()));
    let id = DocumentId::new("document");
    let state = reduce(&state, Action::Choose([id.clone(), DocumentId::new("other")].into()));
    let again = reduce(&state, Action::ShowProject(state.project.clone(), Vec::new()));
    assert_eq!((again.listed, again.chosen.len()), (wanted, 2));
    let sorted = reduce(&state, Action::List(Listed { sort: Sort::Length, ..state.listed.clone() }));
    assert_eq!(sorted.chosen.len(), 2);
    let narrowed = reduce(&state, Action::List(Listed { search: "dog".into(), ..state.listed.clone() }));
    assert!(narrowed.chosen.is_empty(), "what may not be seen any more is not chosen");
    let trashed = reduce(&state, Action::TakeDocuments(vec![id]));
    assert_eq!(*trashed.chosen, [DocumentId::new("other")].into());
    let other = ProjectInfo::new(ProjectId::new("q"), "Another");
    let other = reduce(&state, Action::ShowProject(other, Vec::new()));
    assert_eq!(other.listed, Listed { sort: Sort::Title, ..Listed::default() });
    assert!(other.chosen.is_empty());
}

#[test]
fn an_edit_says_when_the_article_was_worked_on() {
    let state = reduce(&state_with("The cat"), Action::Article(ArticleAction::SetStatus(Status::Done, stamp())));
    let set =
        state.library.get(&DocumentId::new("document")).and_then(|summary| summary.set_of(&state.annotator).cloned());
    assert_eq!(set.map(|set| (set.status, set.modified)), Some((Status::Done, NOW.into())));
}
