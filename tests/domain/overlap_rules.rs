//! Rules by which spans may share text: what they mean, what they refuse, what they leave.

use std::sync::Arc;

use postil::app::action::{Action, ArticleAction, LabelsAction, Tag};
use postil::app::article::{Awaited, Motion};
use postil::app::reduce::reduce;
use postil::app::state::{AppState, Notice};
use postil::domain::annotation::{Edge, Fragments, Span, may_share};
use postil::domain::formats::postil::write;
use postil::domain::id::{LabelId, ProjectId, SpanId};
use postil::domain::project::Project;
use postil::domain::schema::edit::{Edit, LabelEdit};
use postil::domain::schema::{Overlap, Schema};
use postil::domain::text::{Range, Text};
use proptest::prelude::*;

use crate::reduce::{article, shown, stamp, state_with};
use crate::support::cases;
use crate::support::marked::{NOW, parse};

fn ruled(label: &str, overlap: Overlap) -> Action {
    Action::Labels(LabelsAction::Edit(Edit::Label(LabelId::new(label), LabelEdit::Overlap(overlap))))
}

/// The article as it is marked, with a rule for actors.
fn with_rule(notation: &str, overlap: Overlap) -> AppState {
    reduce(&state_with(notation), ruled("actor", overlap))
}

fn act(state: &AppState, action: ArticleAction) -> AppState {
    reduce(state, Action::Article(action))
}

fn tag(id: &str) -> Tag {
    Tag { id: SpanId::new(id), stamp: stamp() }
}

fn in_the_way(label: &str, quote: &str) -> Option<Notice> {
    Some(Notice::InTheWay { label: label.into(), quote: quote.into() })
}

/// Whether the two spans of the notation may stand as they do under a rule for actors.
#[track_caller]
fn allows(overlap: Overlap, notation: &str, expected: bool) {
    let mut schema = Schema::actors_agreements_focus_areas();
    schema.labels[0].overlap = overlap;
    let spans = parse(notation).spans;
    assert_eq!(may_share(&spans[0], &spans[1], &schema), expected, "{overlap:?}: {notation}");
    assert_eq!(may_share(&spans[1], &spans[0], &schema), expected, "{overlap:?} the other way: {notation}");
}

#[test]
fn what_the_rules_mean() {
    let crossing = "[a [b|actor^] c|agreement]";
    let crossing_same = "[a [b|actor^] c|actor]";
    let nested = "[a [b|agreement] c|actor]";
    let nested_same = "[a [b|actor] c|actor]";
    let twice = "[[a|actor]|agreement]";
    let touching = "[a|actor][b|actor]";
    let of_others = "[a [b|agreement^] c|focus-area]";
    use Overlap::{Anything, Nested, Nothing, OtherLabels};
    for (notation, expected) in [
        (crossing, [true, true, false, false]),
        (crossing_same, [true, false, false, false]),
        (nested, [true, true, true, false]),
        (nested_same, [true, false, true, false]),
        (twice, [true, true, true, false]),
        (touching, [true; 4]),
        (of_others, [true; 4]),
    ] {
        for (rule, expected) in [Anything, OtherLabels, Nested, Nothing].into_iter().zip(expected) {
            allows(rule, notation, expected);
        }
    }
}

#[test]
fn the_text_between_two_stretches_is_nobodys() {
    let text = Text::new("a b c d e");
    let range = |start, end| text.range(start, end).expect("a range");
    let span = |id: &str, parts: &[Range]| {
        let fragments = Fragments::new(parts).expect("there is text");
        Span::manual(SpanId::new(id), LabelId::new("actor"), fragments, &Arc::from(NOW))
    };
    let mut schema = Schema::actors_agreements_focus_areas();
    schema.labels[0].overlap = Overlap::Nothing;
    let apart = span("1", &[range(0, 1), range(8, 9)]);
    assert!(may_share(&apart, &span("2", &[range(2, 7)]), &schema));
    assert!(!may_share(&apart, &span("2", &[range(2, 9)]), &schema));
    schema.labels[0].overlap = Overlap::Nested;
    assert!(may_share(&apart, &span("2", &[range(0, 9)]), &schema));
    assert!(may_share(&apart, &span("2", &[range(0, 3), range(4, 9)]), &schema));
    assert!(!may_share(&apart, &span("2", &[range(0, 5)]), &schema));
}

#[test]
fn tagging_over_a_span_in_the_way_is_refused_and_the_selection_stays() {
    let state = with_rule("the [big «cat|actor] sat»", Overlap::Nothing);
    let refused = act(&state, ArticleAction::Tag(LabelId::new("agreement"), tag("new")));
    assert_eq!(refused.said.1, in_the_way("Actor", "big cat"));
    assert_eq!(shown(&refused), shown(&state), "nothing is lost, the selection stays");
    assert!(refused.notices.iter().any(|(_, notice)| matches!(notice, Notice::InTheWay { .. })), "it is to be seen");
    // It is told no longer once something else is done.
    let let_go = act(&refused, ArticleAction::Tag(LabelId::new("agreement"), tag("new")));
    assert_eq!(let_go.notices.len(), 1);
    let done = act(&let_go, ArticleAction::PickNeighbour { forward: true });
    assert!(done.notices.is_empty());
    // With a label armed, a selection becomes a span at once, or stays a selection.
    let armed = act(&state, ArticleAction::Arm(Some(LabelId::new("actor"))));
    let range = article(&state).selection.expect("text is selected");
    let refused = act(&armed, ArticleAction::Select(range, Some(tag("new"))));
    assert_eq!(refused.said.1, in_the_way("Actor", "big cat"));
    assert_eq!(article(&refused).selection, Some(range));
}

#[test]
fn edits_that_would_break_a_rule_are_refused() {
    let state = with_rule("[big|*actor] cat [sat|agreement] on", Overlap::Nothing);
    let id = |n: usize| SpanId::new(format!("s{n}"));
    let resize = |state: &AppState, motion| {
        act(state, ArticleAction::Resize { span: id(1), edge: Edge::End, motion, stamp: stamp() })
    };
    let wider = resize(&state, Motion::NextWord);
    assert_eq!(shown(&wider), "[big cat|*actor] [sat|agreement] on");
    let refused = resize(&wider, Motion::NextWord);
    assert_eq!((refused.said.1.clone(), shown(&refused)), (in_the_way("Agreement", "sat"), shown(&wider)));
    // A stretch more.
    let end = article(&state).text().end();
    let range = Range::new(article(&state).text().offset(8).expect("a place"), end).expect("a range");
    let waiting = act(&state, ArticleAction::Await(Some(Awaited::Fragment(id(1)))));
    let refused = act(&waiting, ArticleAction::Select(range, Some(tag("new"))));
    assert_eq!(refused.said.1, in_the_way("Agreement", "sat"));
    assert_eq!((article(&refused).selection, article(&refused).awaited.is_some()), (Some(range), true));
    // Another label.
    let crossing = with_rule("[a [b|*agreement] c|focus-area]", Overlap::Nothing);
    let refused = act(&crossing, ArticleAction::Relabel(id(2), LabelId::new("actor"), stamp()));
    assert_eq!(refused.said.1, in_the_way("Focus area", "a b c"));
    // The same text once more, and text joined over what stands between.
    let refused = act(&state, ArticleAction::Duplicate(id(1), LabelId::new("focus-area"), tag("new")));
    assert_eq!(refused.said.1, in_the_way("Actor", "big"));
    let state = with_rule("[a|*actor]  [b|actor] [c|agreement]", Overlap::OtherLabels);
    let waiting = act(&state, ArticleAction::Await(Some(Awaited::Merge(id(1)))));
    let joined = act(&waiting, ArticleAction::Complete(id(2), tag("new")));
    assert_eq!(joined.said.1, Some(Notice::Joined("a  b".into())), "what is joined is not in its own way");
    // Cut in two in the middle of one that lies within it.
    let state = with_rule("[a [b c|actor] d|*agreement]", Overlap::Nested);
    let at = article(&state).text().offset(4).expect("a place");
    let refused = act(&state, ArticleAction::Split(id(1), at, tag("new")));
    assert_eq!(refused.said.1, in_the_way("Actor", "b c"));
}

#[test]
fn what_breaks_a_rule_already_stays_and_can_be_mended_step_by_step() {
    let state = with_rule("[a b [c d|actor^] e|*actor]", Overlap::Nothing);
    assert_eq!(article(&state).open.set().spans().len(), 2, "a new rule deletes nothing");
    let id = SpanId::new("s1");
    let narrower =
        act(&state, ArticleAction::Resize { span: id, edge: Edge::End, motion: Motion::PreviousWord, stamp: stamp() });
    assert_eq!(narrower.said.1, Some(Notice::Resized("a b c".into())));
}

#[test]
fn tagging_many_passes_over_what_the_rules_forbid() {
    let state = with_rule("cat [cat|agreement] cat", Overlap::Nothing);
    let text = article(&state).text();
    let place = |start| (text.range(start, start + 3).expect("a range"), LabelId::new("actor"));
    let all = vec![place(0), place(4), place(8), (text.range(6, 11).expect("a range"), LabelId::new("actor"))];
    let tagged = act(&state, ArticleAction::TagAll(all, tag("new")));
    assert_eq!(tagged.said.1, Some(Notice::TaggedAllBut(2, 2)));
    assert_eq!(shown(&tagged), "[cat|actor] [cat|agreement] [cat|actor]");
    let none = act(&state, ArticleAction::TagAll(vec![place(4)], tag("new")));
    assert_eq!(none.said.1, in_the_way("Agreement", "cat"));
}

#[test]
fn a_rule_is_one_step_of_undo_and_stands_in_files_only_if_there_is_one() {
    let before = state_with("a b");
    let ruled = reduce(&before, ruled("actor", Overlap::OtherLabels));
    assert_eq!(ruled.project.schema.labels[0].overlap, Overlap::OtherLabels);
    let undone = reduce(&ruled, Action::Labels(LabelsAction::Undo));
    assert_eq!(undone.project.schema, before.project.schema);
    let written = |state: &AppState| {
        let mut project = Project::new(ProjectId::new("p"), "P");
        project.schema = state.project.schema.clone();
        String::from_utf8(write(&project, NOW)).expect("JSON is text")
    };
    assert!(!written(&before).contains("\"overlap\""));
    assert!(written(&ruled).contains("\"overlap\":\"other-labels\""));
}

fn rule() -> impl Strategy<Value = Overlap> {
    (0..4usize).prop_map(|n| Overlap::ALL[n])
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn no_edit_brings_in_what_a_rule_forbids(
        rules in [rule(), rule(), rule()],
        edits in proptest::collection::vec((0..5u8, any::<usize>(), any::<usize>(), 0..3usize), 1..40),
    ) {
        let labels = ["actor", "agreement", "focus-area"];
        let mut state = state_with("one two three four five six seven eight nine ten");
        for (label, rule) in labels.iter().zip(rules) {
            state = reduce(&state, ruled(label, rule));
        }
        for (n, (how, one, other, label)) in edits.into_iter().enumerate() {
            let shown = article(&state);
            let text = shown.text();
            let places = text.len() + 1;
            let place = |seed: usize| text.offset(seed % places).expect("ASCII has a boundary everywhere");
            let range = Range::ordered(place(one), place(other));
            let count = shown.open.set().spans().len();
            let span = |seed: usize| {
                let nth = seed.checked_rem(count)?;
                shown.open.set().spans().iter_from(nth).next().map(|span| span.id.clone())
            };
            let label = LabelId::new(labels[label]);
            let fresh = tag(&format!("n{n}"));
            let action = match (how, span(one), span(other)) {
                (1, Some(span), _) => ArticleAction::Relabel(span, label, stamp()),
                (2, Some(span), _) => {
                    let edge = if other % 2 == 0 { Edge::Start } else { Edge::End };
                    ArticleAction::Resize { span, edge, motion: Motion::To(place(other)), stamp: stamp() }
                }
                (3, Some(span), _) => ArticleAction::Split(span, place(other), fresh),
                (4, Some(span), Some(with)) => {
                    state = act(&state, ArticleAction::Await(Some(Awaited::Merge(span))));
                    ArticleAction::Complete(with, fresh)
                }
                _ => {
                    state = act(&state, ArticleAction::Select(range, None));
                    ArticleAction::Tag(label, fresh)
                }
            };
            state = act(&state, action);
            let set = article(&state).open.set();
            for span in set.spans().iter() {
                prop_assert!(set.in_the_way_of(span, &state.project.schema).next().is_none());
            }
        }
    }
}
