//! Editing the label set in the running program: undo, what is saved, and what becomes of a label's spans.

use std::sync::Arc;

use postil::app::action::{Action, ArticleAction, LabelsAction};
use postil::app::labels::{read_label_set, resettle, write_label_set};
use postil::app::reduce::reduce;
use postil::app::state::{AppState, Notice, ProjectInfo};
use postil::domain::annotation::{AnnotationSet, AttributeValue, Span};
use postil::domain::change::{Change, Diff, Transaction};
use postil::domain::id::{Annotator, AttributeId, LabelId, ProjectId};
use postil::domain::schema::Schema;
use postil::domain::schema::edit::{Edit, LabelEdit, Refused};

use crate::reduce::state_with;
use crate::support::marked::{NOW, parse};
use crate::support::samples::relation;

fn state() -> AppState {
    AppState::new(ProjectInfo::new(ProjectId::new("p"), "Project"), Annotator::new("mara"))
}

fn label(id: &str) -> LabelId {
    LabelId::new(id)
}

fn of_actor(edit: LabelEdit) -> Action {
    Action::Labels(LabelsAction::Edit(Edit::Label(label("actor"), edit)))
}

fn after(state: &AppState, actions: impl IntoIterator<Item = Action>) -> AppState {
    actions.into_iter().fold(state.clone(), |state, action| reduce(&state, action))
}

fn undo() -> Action {
    Action::Labels(LabelsAction::Undo)
}

fn redo() -> Action {
    Action::Labels(LabelsAction::Redo)
}

#[test]
fn edits_are_undone_and_done_again_and_letters_are_one_step() {
    let start = state();
    let edited = after(
        &start,
        [
            of_actor(LabelEdit::Define("A".into())),
            of_actor(LabelEdit::Define("Ab".into())),
            of_actor(LabelEdit::Remove),
        ],
    );
    assert_eq!(edited.projects[0].schema, edited.project.schema);
    assert!(edited.project.schema.label(&label("actor")).is_none());
    let back = reduce(&edited, undo());
    assert_eq!(back.project.schema.labels[0].definition, "Ab");
    let start_again = reduce(&back, undo());
    assert_eq!(start_again.project.schema, start.project.schema);
    assert!(!start_again.editing.can_undo());
    assert_eq!(reduce(&start_again, undo()).said.1, Some(Notice::NothingToUndo));
    let forth = after(&start_again, [redo(), redo(), redo()]);
    assert_eq!(forth.project.schema, edited.project.schema);
    assert_eq!(forth.said.1, Some(Notice::NothingToRedo));
    // After an undo, letters begin a step of their own, and there is nothing to do again.
    let anew = after(&back, [of_actor(LabelEdit::Define("Abc".into()))]);
    assert!(!anew.editing.can_redo());
    assert_eq!(reduce(&anew, undo()).project.schema.labels[0].definition, "Ab");
}

#[test]
fn saved_is_what_was_written_last() {
    let edited = after(&state(), [of_actor(LabelEdit::Key(None)), of_actor(LabelEdit::Key(Some('q')))]);
    assert_eq!(edited.editing.unsaved(), Some(2));
    let first = after(&edited, [Action::Labels(LabelsAction::Saved(1))]);
    assert_eq!(first.editing.unsaved(), Some(2));
    let second = after(&first, [Action::Labels(LabelsAction::Saved(2))]);
    assert_eq!(second.editing.unsaved(), None);
    assert_eq!(reduce(&second, undo()).editing.unsaved(), Some(3), "undoing is a change that is to be saved");
    let same = reduce(&second, of_actor(LabelEdit::Key(Some('q'))));
    assert_eq!(same.editing.unsaved(), None, "what changes nothing is no edit");
}

#[test]
fn what_is_refused_is_said_and_an_empty_name_waits_for_letters() {
    let refused = reduce(&state(), of_actor(LabelEdit::Key(Some('2'))));
    let why = Notice::LabelRefused(Refused::KeyTaken('2', "Agreement".into()));
    assert_eq!(refused.notices.last().map(|(_, notice)| notice), Some(&why));
    assert!(!refused.editing.can_undo());
    let empty = reduce(&state(), of_actor(LabelEdit::Rename(String::new())));
    assert!(empty.notices.is_empty());
    assert_eq!(empty.project.schema.labels[0].name, "Actor");
}

#[test]
fn another_tabs_label_set_takes_the_place_and_is_not_undone_here() {
    let edited = reduce(&state(), of_actor(LabelEdit::Key(None)));
    let other = ProjectInfo { schema: Arc::new(Schema::default()), ..edited.project.clone() };
    let changed = reduce(&edited, Action::ChangeProject(other));
    assert!(!changed.editing.can_undo());
    assert!(changed.project.schema.labels.is_empty());
    let renamed = ProjectInfo { name: "Other".into(), ..edited.project.clone() };
    assert!(reduce(&edited, Action::ChangeProject(renamed)).editing.can_undo());
}

#[test]
fn a_label_that_goes_is_armed_no_more() {
    let armed = reduce(&state_with("A [cat|actor]"), Action::Article(ArticleAction::Arm(Some(label("actor")))));
    let gone = reduce(&armed, of_actor(LabelEdit::Remove));
    assert_eq!(gone.article.and_then(|article| article.armed), None);
}

/// Two spans of actors with a relation between them, one of which says what kind it is, and an agreement.
fn set() -> AnnotationSet {
    let set = parse("The [Union|actor] and [Norway|actor] signed the [Accord|agreement].").set();
    let spans: Vec<Arc<Span>> = set.spans().iter().cloned().collect();
    let mut with_kind = Span::clone(&spans[0]);
    with_kind.attributes.insert(AttributeId::new("kind"), AttributeValue::Text("State".into()));
    let changes = vec![
        Change::Span(Diff::replaced(spans[0].clone(), Arc::new(with_kind))),
        Change::Relation(Diff::added(relation("r1", &spans[0].id, &spans[1].id))),
        Change::Relation(Diff::added(relation("r2", &spans[0].id, &spans[2].id))),
    ];
    Transaction::new(changes).apply(&set).expect("it fits")
}

fn labels_of(set: &AnnotationSet) -> Vec<&str> {
    set.spans().iter().map(|span| span.label.as_str()).collect()
}

#[test]
fn the_spans_of_a_label_get_another_one_in_one_step() {
    let (set, schema) = (set(), Schema::actors_agreements_focus_areas());
    let step = resettle(&set, &label("actor"), Some(&label("focus-area")), &schema).expect("there are such spans");
    let changed = step.apply(&set).expect("it fits");
    assert_eq!(labels_of(&changed), ["focus-area", "focus-area", "agreement"]);
    assert!(changed.spans().iter().all(|span| span.attributes.is_empty()), "a focus area has no kind");
    assert_eq!(changed.relations().len(), 2);
    assert_eq!(step.inverse().apply(&changed), Ok(set.clone()));
    assert_eq!(resettle(&set, &label("nobody"), None, &schema), None);
}

#[test]
fn the_spans_of_a_label_are_deleted_with_their_relations_in_one_step() {
    let (set, schema) = (set(), Schema::actors_agreements_focus_areas());
    let step = resettle(&set, &label("actor"), None, &schema).expect("there are such spans");
    let changed = step.apply(&set).expect("it fits");
    assert_eq!(labels_of(&changed), ["agreement"]);
    assert_eq!(changed.relations().len(), 0);
    assert_eq!(step.inverse().apply(&changed), Ok(set));
}

#[test]
fn a_label_set_goes_out_alone_and_comes_back() {
    let mut project = state().project;
    let mut schema = (*project.schema).clone();
    schema.guidelines = "# How".into();
    project.schema = Arc::new(schema.clone());
    let file = write_label_set(&project, NOW);
    assert_eq!(read_label_set(&file), Some(schema));
    for other in
        ["", "{}", "[]", r#"{"format":"postil","label_set":{"labels":[]}}"#, r#"{"label_set":{"labels":[{"id":"a"}]}}"#]
    {
        assert_eq!(read_label_set(other.as_bytes()), None, "{other}");
    }
}
