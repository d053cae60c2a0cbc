//! The register: its edits, what spans mention, and how that survives merging, files and another program's tables.

use std::sync::Arc;

use proptest::prelude::*;

use postil::app::action::{Action, ArticleAction, LabelsAction};
use postil::app::labels::{give_label, write_label_set};
use postil::app::reduce::reduce;
use postil::app::state::{AppState, Notice, ProjectInfo};
use postil::domain::annotation::{AnnotationSet, Span};
use postil::domain::formats::Format;
use postil::domain::formats::intake::Collected;
use postil::domain::formats::outlet::Lost;
use postil::domain::formats::postil::read;
use postil::domain::id::{Annotator, EntryId, LabelId, ProjectId, SetId};
use postil::domain::project::Project;
use postil::domain::schema::Schema;
use postil::domain::schema::edit::{Edit, EntryEdit, Refused};
use postil::domain::schema::register::{Link, Resolved};

use crate::reduce::{stamp, state_with};
use crate::support::formats::{exported, imported};
use crate::support::marked::parse;
use crate::support::samples::document;

fn entry(id: &str) -> EntryId {
    EntryId::new(id)
}

fn add(name: &str) -> Edit {
    Edit::AddEntry(entry(&name.to_lowercase()), LabelId::new("actor"), name.into())
}

fn on(id: &str, edit: EntryEdit) -> Edit {
    Edit::Entry(entry(id), edit)
}

fn with(edits: &[Edit]) -> Schema {
    edits.iter().fold(Schema::actors_agreements_focus_areas(), |schema, edit| edit.apply(&schema).expect("it fits"))
}

#[test]
fn links_are_addresses_of_web_pages_or_names_of_wikidata_items() {
    let link = |written: &str| Link::parse(written).map(|link| link.as_str().to_owned());
    assert_eq!(link(" https://example.org/x?y#z ").as_deref(), Some("https://example.org/x?y#z"));
    assert_eq!(link("Q884").as_deref(), Some("https://www.wikidata.org/wiki/Q884"));
    for bad in
        ["", "Q", "Q0", "Q8x", "example.org", "javascript:alert(1)", "data://x", "https://", "https://a b", "http:///x"]
    {
        assert_eq!(link(bad), None, "{bad}");
    }
    let item = |written: &str| Link::parse(written).and_then(|link| link.wikidata_item().map(str::to_owned));
    assert_eq!(item("https://www.wikidata.org/wiki/Q884").as_deref(), Some("Q884"));
    assert_eq!(item("http://wikidata.org/entity/Q1").as_deref(), Some("Q1"));
    assert_eq!(item("https://example.org/wiki/Q884"), None);
}

#[test]
fn merging_keeps_every_name_and_what_spans_say() {
    let edits = [
        add("Korea"),
        add("ROK"),
        add("Seoul"),
        on("korea", EntryEdit::Link("Q884".into())),
        on("rok", EntryEdit::Link("https://example.org/rok".into())),
        on("rok", EntryEdit::Aliases(vec![" South Korea ".into(), " ".into(), "korea".into()])),
        on("rok", EntryEdit::Merge(entry("seoul"))),
        on("korea", EntryEdit::Merge(entry("rok"))),
    ];
    let schema = with(&edits);
    assert_eq!(schema.register.len(), 1);
    let korea = &schema.register[0];
    assert_eq!(korea.aliases, ["ROK", "South Korea", "Seoul"]);
    assert_eq!(korea.link.as_ref().map(Link::as_str), Some("https://www.wikidata.org/wiki/Q884"));
    assert_eq!(korea.note, "https://example.org/rok");
    for id in ["korea", "rok", "seoul"] {
        assert_eq!(schema.entry(&entry(id)), Some(korea), "{id}");
        assert_eq!(Resolved::of(&schema).entry(&entry(id)), Some(korea), "{id}");
    }
    assert_eq!(schema.fresh_entry_id("ROK"), entry("rok-2"), "a name that a merged entry has is not free");
}

#[test]
fn what_does_not_fit_is_refused() {
    let schema = with(&[add("Korea")]);
    let refused = |edit: Edit| edit.apply(&schema).err();
    assert_eq!(refused(add("Korea")), Some(Refused::EntryThere("Korea".into())));
    assert_eq!(refused(on("korea", EntryEdit::Rename(" ".into()))), Some(Refused::NoName));
    assert_eq!(refused(on("korea", EntryEdit::Link("javascript:alert(1)".into()))), Some(Refused::NoLink));
    assert_eq!(refused(on("korea", EntryEdit::Merge(entry("korea")))), Some(Refused::Missing));
    assert_eq!(refused(on("gone", EntryEdit::Remove)), Some(Refused::Missing));
}

#[test]
fn another_label_set_never_costs_an_entry() {
    let schema = with(&[add("Korea"), add("ROK"), on("korea", EntryEdit::Merge(entry("rok")))]);
    let mut other = with(&[add("ROK"), add("Japan")]);
    other.labels.truncate(1);
    for edit in [Edit::Learn(Box::new(other.clone())), Edit::Replace(Box::new(other.clone()))] {
        let after = edit.apply(&schema).expect("it fits");
        let names: Vec<&str> = after.register.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["Korea", "Japan"], "ROK is known as a part of Korea");
    }
}

/// Any edit of a register with up to three entries.
fn any_edit() -> impl Strategy<Value = Edit> {
    let id = || proptest::sample::select(&["a", "b", "c"][..]);
    let name = || proptest::sample::select(&["A", "b", "C c", "größe", " "][..]).prop_map(str::to_owned);
    prop_oneof![
        3 => (id(), name()).prop_map(|(id, name)| Edit::AddEntry(entry(id), LabelId::new("actor"), name)),
        1 => (id(), name()).prop_map(|(id, name)| on(id, EntryEdit::Rename(name))),
        1 => (id(), name()).prop_map(|(id, name)| on(id, EntryEdit::Aliases(vec![name]))),
        1 => (id(), name()).prop_map(|(id, name)| on(id, EntryEdit::Note(name))),
        1 => id().prop_map(|id| on(id, EntryEdit::Link("Q1".into()))),
        1 => id().prop_map(|id| on(id, EntryEdit::Relabel(LabelId::new("agreement")))),
        2 => (id(), id()).prop_map(|(one, other)| on(one, EntryEdit::Merge(entry(other)))),
        1 => id().prop_map(|id| on(id, EntryEdit::Remove)),
    ]
}

proptest! {
    /// Every name in files stands for at most one entry, a merge loses none, and undoing leads back exactly.
    #[test]
    fn edits_undo_exactly_and_merged_names_resolve(edits in proptest::collection::vec(any_edit(), 1..20)) {
        let start = AppState::new(ProjectInfo::new(ProjectId::new("p"), "P"), Annotator::new("mara"));
        let mut states = vec![start];
        for edit in edits {
            let before = states.last().expect("there is one").clone();
            let after = reduce(&before, Action::Labels(LabelsAction::Edit(edit.clone())));
            let (known, now) = (&before.project.schema, &after.project.schema);
            let ids: Vec<_> = now.register.iter().flat_map(|entry| entry.ids()).collect();
            for id in &ids {
                prop_assert_eq!(ids.iter().filter(|other| other == &id).count(), 1);
                prop_assert!(now.entry(id).is_some_and(|entry| entry.ids().any(|own| own == *id)));
            }
            let removes = matches!(&edit, Edit::Entry(_, EntryEdit::Remove));
            for id in known.register.iter().flat_map(|entry| entry.ids()) {
                prop_assert!(removes || now.entry(id).is_some(), "{:?} lost {:?}", edit, id);
            }
            // Letters in the same field are one step.
            if after.editing.unsaved() != before.editing.unsaved() {
                states.push(after);
            }
        }
        let mut state = states.last().expect("there is one").clone();
        while state.editing.can_undo() {
            state = reduce(&state, Action::Labels(LabelsAction::Undo));
            prop_assert!(states.iter().any(|known| known.project.schema == state.project.schema));
        }
        prop_assert_eq!(&state.project.schema, &states[0].project.schema);
    }
}

#[test]
fn a_span_mentions_an_entry_and_undoing_takes_it_back() {
    let state = state_with("[Seoul|Actor] signed.");
    let state = reduce(&state, Action::Labels(LabelsAction::Edit(add("Korea"))));
    let before = state.article.as_ref().expect("an article").open.set().clone();
    let span = before.spans().iter().next().expect("a span").id.clone();
    let mention = |entry| Action::Article(ArticleAction::Mention(span.clone(), entry, stamp()));
    let linked = reduce(&state, mention(Some(entry("korea"))));
    let of = |state: &AppState| {
        state.article.as_ref().and_then(|article| article.open.set().span(&span).and_then(|span| span.entry.clone()))
    };
    assert_eq!(of(&linked), Some(entry("korea")));
    assert_eq!(linked.said.1, Some(Notice::Mentions("Korea".into())));
    let same = reduce(&linked, mention(Some(entry("korea"))));
    assert_eq!(same.article.expect("an article").open.unsaved().len(), 1, "saying the same again is no step");
    let unlinked = reduce(&linked, mention(None));
    assert_eq!((of(&unlinked), unlinked.said.1), (None, Some(Notice::Unmentioned)));
    let back = reduce(&linked, Action::Article(ArticleAction::Undo(stamp())));
    assert_eq!(*back.article.expect("an article").open.set(), before);
}

#[test]
fn another_label_takes_away_what_only_the_old_one_can_mention() {
    let schema = with(&[add("Korea")]);
    let spans = parse("[Seoul|Actor] signed.").spans;
    let linked = Span { entry: Some(entry("korea")), ..Span::clone(&spans[0]) };
    let relabelled = |schema: &Schema| {
        let mut span = linked.clone();
        give_label(&mut span, &LabelId::new("agreement"), schema);
        span.entry
    };
    assert_eq!(relabelled(&schema), None);
    let mut without_label = schema;
    without_label.labels.remove(0);
    assert_eq!(relabelled(&without_label), Some(entry("korea")), "a label that is gone takes nothing with it");
}

/// A project in which one span mentions an entry by the name of another that was merged into it.
fn linked_project() -> Project {
    let marked = parse("[Seoul|Actor] and [Tokyo|Actor] signed.");
    let mut project = Project::new(ProjectId::new("p"), "P");
    let edits = [add("Korea"), on("korea", EntryEdit::Link("Q884".into())), add("ROK")];
    project.schema = Arc::new(with(&[&edits[..], &[on("korea", EntryEdit::Merge(entry("rok")))]].concat()));
    let document = document("d", &marked.text);
    let mut linked = marked.spans.clone();
    linked[0] = Arc::new(Span { entry: Some(entry("rok")), ..Span::clone(&linked[0]) });
    let set = AnnotationSet::new(SetId::new("s"), document.id().clone(), Annotator::new("mara"));
    project.sets = vec![Arc::new(set.with(linked, Vec::new()))];
    project.documents = vec![document];
    project
}

#[test]
fn formats_keep_what_spans_mention_or_say_that_they_lose_it() {
    let project = linked_project();
    for format in Format::ALL {
        let (files, losses) = exported(&project, format);
        let lost: Vec<&str> =
            losses.iter().filter(|loss| loss.what == Lost::Mention).map(|loss| loss.details.as_str()).collect();
        assert_eq!(lost, if format.keeps_mentions() { vec![] } else { vec!["Korea"] }, "{}", format.name());
        if !format.keeps_mentions() {
            continue;
        }
        let back: Project = Collected::project(&imported(&files, format));
        let spans: Vec<&Arc<Span>> = back.sets.iter().flat_map(|set| set.spans().iter()).collect();
        let mentioned =
            |span: &Span| span.entry.as_ref().and_then(|id| back.schema.entry(id)).map(|entry| entry.name.clone());
        assert_eq!(mentioned(spans[0]), Some("Korea".into()), "{}", format.name());
        assert_eq!(mentioned(spans[1]), None, "{}", format.name());
        let link = back.schema.register[0].link.as_ref().map(Link::as_str);
        assert_eq!(link, Some("https://www.wikidata.org/wiki/Q884"), "{}", format.name());
    }
}

#[test]
fn a_bad_entry_costs_only_itself() {
    let file = r#"{"format": "postil", "version": 1, "documents": [], "annotation_sets": [], "label_set": {"register": [
        {"id": "a", "label": "actor", "name": "A", "link": "javascript:alert(1)", "aliases": ["B", 1]},
        {"id": "a", "label": "actor"}, {"label": "actor"}, {"id": "c"}, 7]}}"#;
    let read = read(file.as_bytes()).expect("it is Postil JSON");
    let register = &read.project.schema.register;
    assert_eq!((register.len(), &register[0].name, &register[0].link), (1, &"A".to_owned(), &None));
    assert_eq!(read.warnings.len(), 6, "{:?}", read.warnings);
}

#[test]
fn the_label_set_alone_has_the_register_in_it() {
    let mut project = ProjectInfo::new(ProjectId::new("p"), "P");
    project.schema = Arc::new(with(&[add("Korea")]));
    let read = postil::app::labels::read_label_set(&write_label_set(&project, "")).expect("a label set");
    assert_eq!(read.register, project.schema.register);
}
