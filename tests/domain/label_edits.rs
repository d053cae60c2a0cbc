//! Edits of a label set: what they do, what they refuse, what is one step of undo.

use postil::domain::id::{AttributeId, LabelId, RelationTypeId};
use postil::domain::schema::edit::{AttributeEdit, Edit, End, LabelEdit, Owner, Refused, RelationEdit, Way};
use postil::domain::schema::{AttributeKind, Colour, Label, Schema};

fn start() -> Schema {
    Schema::actors_agreements_focus_areas()
}

fn edited(schema: &Schema, edit: &Edit) -> Schema {
    edit.apply(schema).expect("the edit fits")
}

fn label(id: &str, edit: LabelEdit) -> Edit {
    Edit::Label(LabelId::new(id), edit)
}

fn of_actor(attribute: &str, edit: AttributeEdit) -> Edit {
    Edit::Attribute(Owner::Label(LabelId::new("actor")), AttributeId::new(attribute), edit)
}

fn ids(schema: &Schema) -> Vec<&str> {
    schema.labels.iter().map(|label| label.id.as_str()).collect()
}

#[test]
fn a_new_label_has_a_name_in_files_a_key_and_a_colour_of_its_own() {
    let schema = edited(&start(), &Edit::AddLabel(" Treaty Body ".into()));
    let added = schema.labels.last().expect("there are labels");
    assert_eq!((added.id.as_str(), added.name.as_str(), added.key), ("treaty-body", "Treaty Body", Some('4')));
    assert!(start().labels.iter().all(|label| label.colour != added.colour));
    let schema = edited(&schema, &Edit::AddLabel("treaty body".into()));
    assert_eq!(schema.labels.last().map(|label| label.id.as_str()), Some("treaty-body-2"));
    let schema = edited(&schema, &Edit::AddLabel("조약 기구".into()));
    assert_eq!(schema.labels.last().map(|label| label.id.as_str()), Some("조약-기구"));
    let schema = edited(&schema, &Edit::AddLabel("!!".into()));
    assert_eq!(schema.labels.last().map(|label| label.id.as_str()), Some("unnamed"));
    assert_eq!(Edit::AddLabel(" ".into()).apply(&schema), Err(Refused::NoName));
}

#[test]
fn twelve_labels_have_twelve_colours_and_the_thirteenth_is_none_of_its_neighbours() {
    let mut schema = Schema::default();
    for n in 0..13 {
        schema = edited(&schema, &Edit::AddLabel(format!("Label {n}")));
    }
    let mut colours: Vec<u8> = schema.labels[..12].iter().map(|label| label.colour.place()).collect();
    colours.sort_unstable();
    assert_eq!(colours, (0..12).collect::<Vec<u8>>());
    assert_ne!(schema.labels[12].colour, schema.labels[11].colour);
    assert_eq!(schema.labels[8].key, Some('9'));
    assert_eq!(schema.labels[9].key, None);
}

#[test]
fn a_colour_beside_blue_is_none_that_looks_like_it() {
    // Purple and indigo look like blue to readers who don't tell red from green.
    let beside_blue = postil::domain::schema::colours::proposed(&[Label::plain("a", "A", 0)]);
    assert!(![3, 9].contains(&beside_blue.place()), "{beside_blue:?}");
}

#[test]
fn a_label_is_renamed_recoloured_described_and_moved_and_keeps_its_name_in_files() {
    let mut schema = start();
    for edit in [
        LabelEdit::Rename(" Party ".into()),
        LabelEdit::Recolour(Colour::new(7)),
        LabelEdit::Key(Some('q')),
        LabelEdit::Define("Who acts.".into()),
        LabelEdit::Examples(vec![" Norway ".into(), String::new(), "the EU".into()]),
        LabelEdit::Move(Way::Down),
    ] {
        schema = edited(&schema, &label("actor", edit));
    }
    assert_eq!(ids(&schema), ["agreement", "actor", "focus-area"]);
    let actor = schema.label(&LabelId::new("actor")).expect("it is there");
    assert_eq!((actor.name.as_str(), actor.colour.place(), actor.key), ("Party", 7, Some('q')));
    assert_eq!(actor.definition, "Who acts.");
    assert_eq!(actor.examples, ["Norway", "the EU"]);
    assert_eq!(ids(&edited(&schema, &label("agreement", LabelEdit::Move(Way::Up)))), ids(&schema));
    assert_eq!(label("actor", LabelEdit::Rename("  ".into())).apply(&schema), Err(Refused::NoName));
    assert_eq!(label("nobody", LabelEdit::Remove).apply(&schema), Err(Refused::Missing));
}

#[test]
fn a_key_is_one_labels_only_and_no_command() {
    let taken = label("actor", LabelEdit::Key(Some('2'))).apply(&start());
    assert_eq!(taken, Err(Refused::KeyTaken('2', "Agreement".into())));
    for key in ['/', '?', ' ', '\u{7}'] {
        assert_eq!(label("actor", LabelEdit::Key(Some(key))).apply(&start()), Err(Refused::NoKey));
    }
    assert_eq!(edited(&start(), &label("actor", LabelEdit::Key(Some('1')))), start());
    let freed = edited(&start(), &label("agreement", LabelEdit::Key(None)));
    assert!(label("actor", LabelEdit::Key(Some('2'))).apply(&freed).is_ok());
}

#[test]
fn a_removed_label_leaves_no_relation_type_open_to_all() {
    let allow = Edit::Relation(
        RelationTypeId::new("party-to"),
        RelationEdit::Allow(End::From, LabelId::new("focus-area"), true),
    );
    let schema = edited(&edited(&start(), &allow), &label("actor", LabelEdit::Remove));
    assert_eq!(ids(&schema), ["agreement", "focus-area"]);
    let party = schema.relation(&RelationTypeId::new("party-to")).expect("it is there");
    assert_eq!((&party.from[..], &party.to[..]), (&[LabelId::new("focus-area")][..], &[LabelId::new("agreement")][..]));
    let schema = edited(&schema, &label("focus-area", LabelEdit::Remove));
    let party = schema.relation(&RelationTypeId::new("party-to")).expect("it is there");
    assert_eq!(party.from, [LabelId::new("focus-area")]);
}

#[test]
fn attributes_are_added_and_edited_for_labels_and_for_articles() {
    let owner = Owner::Label(LabelId::new("actor"));
    let mut schema = edited(&start(), &Edit::AddAttribute(owner, "Kind".into()));
    for edit in [
        AttributeEdit::Kind(AttributeKind::Choice(Vec::new())),
        AttributeEdit::Options(vec!["yes".into(), " ".into(), " yes".into(), "perhaps".into()]),
        AttributeEdit::Kind(AttributeKind::Choices(Vec::new())),
        AttributeEdit::Require(true),
        AttributeEdit::Rename("Sort".into()),
        AttributeEdit::Move(Way::Up),
    ] {
        schema = edited(&schema, &of_actor("kind-2", edit));
    }
    let actor = schema.label(&LabelId::new("actor")).expect("it is there");
    let sort = &actor.attributes[0];
    assert_eq!((sort.id.as_str(), sort.name.as_str(), sort.required), ("kind-2", "Sort", true));
    assert_eq!(sort.kind, AttributeKind::Choices(vec!["yes".into(), "perhaps".into()]));
    let without = edited(&schema, &of_actor("kind-2", AttributeEdit::Remove));
    assert_eq!(without, start());

    let about = edited(&start(), &Edit::AddAttribute(Owner::Article, "Topic".into()));
    assert_eq!(about.document_labels[0].kind, AttributeKind::Text);
    let gone = Edit::AddAttribute(Owner::Label(LabelId::new("nobody")), "Kind".into());
    assert_eq!(gone.apply(&start()), Err(Refused::Missing));
}

#[test]
fn relation_types_are_added_renamed_limited_and_removed() {
    let relation = |edit| Edit::Relation(RelationTypeId::new("part-of"), edit);
    let mut schema = edited(&start(), &Edit::AddRelation("part of".into()));
    schema = edited(&schema, &relation(RelationEdit::Allow(End::To, LabelId::new("actor"), true)));
    schema = edited(&schema, &relation(RelationEdit::Rename("belongs to".into())));
    let part = schema.relation(&RelationTypeId::new("part-of")).expect("it is there");
    assert_eq!((part.name.as_str(), part.from.len(), &part.to[..]), ("belongs to", 0, &[LabelId::new("actor")][..]));
    schema = edited(&schema, &relation(RelationEdit::Allow(End::To, LabelId::new("actor"), false)));
    assert!(schema.relation(&RelationTypeId::new("part-of")).is_some_and(|part| part.to.is_empty()));
    assert_eq!(edited(&schema, &relation(RelationEdit::Remove)), start());
}

#[test]
fn another_label_set_is_learned_or_takes_the_place_without_doubled_keys() {
    let other = Schema {
        labels: vec![
            Label { key: Some('1'), ..Label::plain("place", "Place", 4) },
            Label::plain("actor", "Someone", 5),
        ],
        guidelines: "# How".into(),
        ..Schema::default()
    };
    let learned = edited(&start(), &Edit::Learn(Box::new(other.clone())));
    assert_eq!(ids(&learned), ["actor", "agreement", "focus-area", "place"]);
    assert_eq!((learned.labels[3].key, learned.labels[0].name.as_str()), (None, "Actor"));
    assert_eq!(learned.guidelines, "# How");
    assert_eq!(edited(&start(), &Edit::Replace(Box::new(other.clone()))), other);
}

#[test]
fn letters_in_one_field_are_one_step() {
    let define = |words: &str| label("actor", LabelEdit::Define(words.into()));
    assert!(define("ab").continues(&define("a")));
    assert!(Edit::Guidelines("ab".into()).continues(&Edit::Guidelines("a".into())));
    assert!(!define("a").continues(&label("agreement", LabelEdit::Define("a".into()))));
    assert!(!define("a").continues(&label("actor", LabelEdit::Rename("a".into()))));
    assert!(!label("actor", LabelEdit::Move(Way::Up)).continues(&label("actor", LabelEdit::Move(Way::Up))));
    let rename = |name: &str| of_actor("kind", AttributeEdit::Rename(name.into()));
    assert!(rename("ab").continues(&rename("a")));
}
