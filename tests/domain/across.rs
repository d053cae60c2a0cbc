//! What one command does in several articles: found by the worker, made as one step in each, taken back together.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use postil::app::across::{Across, Deed, linking, tagging, taking_back};
use postil::app::action::{Action, ArticleAction, LabelsAction, Tag};
use postil::app::article::Query;
use postil::app::jobs::{FoundMentions, MarkedSpan, MentionsJob, WantedMentions, reads_like_any, run};
use postil::app::open::OpenArticle;
use postil::app::record::Version;
use postil::app::reduce::reduce;
use postil::app::register::{Tallies, mentions_of, offered};
use postil::app::state::{AppState, Notice};
use postil::app::tag_all::{Sought, by_use};
use postil::domain::annotation::{AnnotationSet, Span};
use postil::domain::change::{Change, Transaction};
use postil::domain::formats::outlet::Annotated;
use postil::domain::history::Step;
use postil::domain::id::{Annotator, DocumentId, EntryId, LabelId, ProjectId, SpanId};
use postil::domain::schema::Schema;
use postil::domain::schema::edit::{Edit, EntryEdit};
use postil::domain::text::Range;

use crate::jobs::stored_work;
use crate::reduce::{article, stamp, state_with};
use crate::support::edits::{self, any_edit};
use crate::support::marked::annotated;
use crate::support::samples::{document, set_about};
use crate::support::texts::graphemes_in;
use crate::support::{cases, marked};

fn tag() -> Tag {
    Tag { id: SpanId::new("new"), stamp: stamp() }
}

fn label(id: &str) -> LabelId {
    LabelId::new(id)
}

/// What the worker finds of mara's in the articles.
fn found(items: &[Annotated], wanted: WantedMentions) -> FoundMentions {
    let documents = items.iter().map(stored_work).collect();
    let job = MentionsJob { annotator: Annotator::new("mara"), documents, wanted };
    FoundMentions::read(&run(&job.write(), &mut |_| ())).expect("there is an answer")
}

/// Each place as `article: text label`, with the label that overlaps it.
fn places(items: &[Annotated], sought: Sought) -> Vec<String> {
    let found = found(items, WantedMentions::Places(sought)).places.into_iter();
    let told = found.map(|place| {
        let item = items.iter().find(|item| *item.document.id() == place.document).expect("it was asked for");
        let text = item.document.text();
        let at = |n| text.at_code_point(n).expect("a place in the text");
        let quote = text.quote(Range::ordered(at(place.place.0), at(place.place.1)));
        assert_eq!(place.excerpt[1], quote);
        let label = place.label.map_or("?".to_owned(), |label| label.to_string());
        let over = place.overlapped.map_or(String::new(), |over| format!(" in {over}"));
        format!("{}: {quote} {label}{over}", place.document)
    });
    told.collect()
}

#[test]
fn places_are_found_in_every_article_in_the_own_work_alone() {
    let mut items = vec![
        annotated("one", "Söul 🙂 [Seoul|actor] and Seoul"),
        annotated("two", "SEOUL or [Seoul trade|focus-area]; Japan"),
        annotated("three", "[Seoul|actor]"),
    ];
    // What another annotator marked is no reason to leave a place out.
    let others = Arc::make_mut(&mut items[2].sets[0]);
    others.annotator = Annotator::new("jun");
    let mentions = Sought::Mentions("Seoul".into(), label("actor"));
    let expected = ["one: Seoul actor", "two: SEOUL actor", "two: Seoul actor in focus-area", "three: Seoul actor"];
    assert_eq!(places(&items, mentions), expected);
    let matches = Sought::Matches(Query { typed: "japan".into(), pattern: false, whole_words: true });
    assert_eq!(places(&items, matches), ["two: Japan ?"]);
    let untagged = Sought::Untagged(vec![
        ("Seoul".into(), label("actor")),
        ("Seoul".into(), label("agreement")),
        ("Seoul trade".into(), label("focus-area")),
        ("nowhere".into(), label("actor")),
    ]);
    assert_eq!(places(&items, untagged), ["one: Seoul actor", "three: Seoul actor"], "in the same case, first label");
    assert_eq!(FoundMentions::read(&run(b"", &mut |_| ())), None);
}

#[test]
fn texts_used_most_go_first() {
    let counts = [(("b", "x"), 1), (("a", "x"), 1), (("c", "x"), 3)];
    let counts = counts.into_iter().map(|((text, id), n)| ((text.to_owned(), label(id)), n)).collect();
    let texts: Vec<String> = by_use(counts).into_iter().map(|(text, _)| text).collect();
    assert_eq!(texts, ["c", "a", "b"]);
}

#[test]
fn variants_of_a_name_are_the_name_and_what_only_has_it_in_it_is_not() {
    let reads = |quote: &str| reads_like_any(quote, &["supply chain".into(), "대한민국".into()]);
    for same in ["supply chain", "Supply Chains", "supply\nchain", " supply chain’s", "대한민국은"] {
        assert!(reads(same), "{same}");
    }
    for other in ["supply", "the supply chain", "supply chain accord", "", " "] {
        assert!(!reads(other), "{other}");
    }
}

/// A label set with an entry for Korea, that ROK was merged into, and one for Japan.
fn schema() -> Schema {
    let add = |id: &str, name: &str| Edit::AddEntry(EntryId::new(id), label("actor"), name.into());
    let merge = Edit::Entry(EntryId::new("korea"), EntryEdit::Merge(EntryId::new("rok")));
    let edits = [add("korea", "South Korea"), add("rok", "ROK"), add("japan", "Japan"), merge];
    edits.iter().fold(Schema::actors_agreements_focus_areas(), |schema, edit| edit.apply(&schema).expect("it fits"))
}

/// The article with entries given to its spans in their order, empty for none.
fn linked(id: &str, notation: &str, entries: &[&str]) -> Annotated {
    let mut item = annotated(id, notation);
    let spans = item.sets[0].spans().iter().zip(entries).map(|(span, entry)| {
        let entry = (!entry.is_empty()).then(|| EntryId::new(*entry));
        Arc::new(Span { entry, ..Span::clone(span) })
    });
    let set = AnnotationSet::clone(&item.sets[0]).with(spans.collect(), Vec::new());
    item.sets = vec![Arc::new(set)];
    item
}

#[test]
fn mentions_are_counted_under_every_name_and_what_may_be_one_is_found() {
    let items = [
        linked("one", "[Seoul|actor] and [ROK|actor] met [Tokyo|actor]", &["korea", "rok", "gone"]),
        linked("two", "[seoul|actor], [Seouls|actor], [Seoul|focus-area], [Korea|actor]", &["", "japan", "", "korea"]),
    ];
    let schema = schema();
    let mut tallies = Tallies::default();
    items.iter().for_each(|item| tallies.add(found(std::slice::from_ref(item), WantedMentions::Spans).spans));
    let korea = schema.entry(&EntryId::new("rok")).expect("it was merged").clone();
    let tally = tallies.of(&korea);
    assert_eq!((tally.spans, tally.articles.len()), (3, 2));
    let unlinked: Vec<(String, usize)> = tallies
        .unlinked(&schema)
        .into_iter()
        .map(|text| (format!("{} {}", text.label, text.text), text.spans))
        .collect();
    let expected = [("actor Tokyo", 1), ("actor seoul", 1), ("focus-area Seoul", 1)];
    let expected: BTreeMap<String, usize> = expected.map(|(text, n)| (text.to_owned(), n)).into();
    assert_eq!(unlinked.into_iter().collect::<BTreeMap<_, _>>(), expected, "an entry that is gone is none");

    let wanted = mentions_of(&schema, &korea, &tally);
    let told: Vec<(String, bool)> = found(&items, wanted)
        .spans
        .into_iter()
        .map(|MarkedSpan { quote, entry, .. }| (quote, entry.is_some_and(|id| korea.ids().any(|own| *own == id))))
        .collect();
    let expected = [("Seoul", true), ("ROK", true), ("seoul", false), ("Korea", true)];
    assert_eq!(told, expected.map(|(quote, own)| (quote.to_owned(), own)), "neither another label's nor Japan's");
}

#[test]
fn likely_entries_are_offered_first() {
    let schema = schema();
    let item = linked("one", "[Seoul|actor] and [seoul|actor]", &["korea", ""]);
    let offers = |label_id: &str, quote: &str, typed: &str| -> Vec<(String, bool)> {
        let offered = offered(&schema, &label(label_id), quote, typed, (&item.document, &item.sets[0]));
        offered.into_iter().map(|(entry, likely)| (entry.name.clone(), likely)).collect()
    };
    let (korea, japan) = ("South Korea".to_owned(), "Japan".to_owned());
    assert_eq!(offers("actor", "rok", ""), [(korea.clone(), true), (japan.clone(), false)]);
    assert_eq!(offers("actor", "seoul", ""), [(korea.clone(), true), (japan.clone(), false)]);
    assert_eq!(offers("actor", "Seoul", "jap"), [(japan, true)]);
    assert_eq!(offers("actor", "Seoul", "nothing"), []);
    assert_eq!(offers("actor", "Korea", "kor"), [(korea, true)]);
    assert_eq!(offers("agreement", "Seoul", ""), []);
}

#[test]
fn linking_touches_only_what_says_something_else() {
    let item = linked("one", "[Seoul|actor] and [ROK|actor]", &["korea", ""]);
    let ids: Vec<SpanId> =
        item.sets[0].spans().iter().map(|span| span.id.clone()).chain([SpanId::new("gone")]).collect();
    let step = linking(&item.sets[0], &ids, &EntryId::new("korea"), &stamp()).expect("one says nothing");
    assert_eq!(step.changes.len(), 1);
    let after = step.apply(&item.sets[0]).expect("it fits");
    assert!(after.spans().iter().all(|span| span.entry == Some(EntryId::new("korea"))));
    assert_eq!(linking(&after, &ids, &EntryId::new("korea"), &stamp()), None);
}

/// A state in which Seoul was tagged twice in the open article and in another one.
fn tagged_across() -> (AppState, AppState, Across) {
    let before = state_with("Seoul and Seoul");
    let text = article(&before).text().clone();
    let places: Vec<(Range, LabelId)> =
        [(0, 5), (10, 15)].map(|(start, end)| (marked::range(&text, start, end), label("actor"))).to_vec();
    let step = Arc::new(
        tagging(article(&before).open.set(), &places, &tag(), &before.project.schema).step.expect("two new spans"),
    );
    let across = Across {
        project: ProjectId::new("p"),
        annotator: Annotator::new("mara"),
        deed: Deed::Tagged,
        steps: vec![
            (article(&before).open.document().id().clone(), step.clone()),
            (DocumentId::new("other"), step.clone()),
        ]
        .into(),
    };
    let take = ArticleAction::Take(Step::Do, Transaction::clone(&step), stamp());
    let tagged = reduce(&before, Action::Article(take));
    let tagged = reduce(&tagged, Action::Across(across.clone()));
    (before, tagged, across)
}

#[test]
fn undoing_means_all_articles_as_long_as_nothing_else_was_done() {
    let (before, tagged, across) = tagged_across();
    assert_eq!(across.spans(), 4);
    assert_eq!(tagged.across_to_undo(), Some(&across));
    assert!(tagged.notices.iter().any(|(_, notice)| *notice == Notice::Across(across.clone())));
    let span = article(&tagged).open.set().spans().iter().next().expect("a span").id.clone();
    let relabelled = reduce(&tagged, Action::Article(ArticleAction::Relabel(span, label("agreement"), stamp())));
    assert_eq!(relabelled.across_to_undo(), None, "the last step is another one");
    let back = reduce(&relabelled, Action::Article(ArticleAction::Undo(stamp())));
    assert_eq!(back.across_to_undo(), Some(&across), "the last step is that one again");
    let closed = reduce(&tagged, Action::Close);
    assert_eq!(closed.across_to_undo(), None);

    let (step, left) = taking_back(&article(&tagged).open, &across.steps[0].1);
    let (step, transaction) = step.expect("there is something to take back");
    assert_eq!((step, left), (Step::Undo, 0));
    let taken = reduce(&tagged, Action::Article(ArticleAction::Take(step, transaction, stamp())));
    let taken = reduce(&taken, Action::TakenBack { across: across.clone(), spans: 4, articles: 2, left: 0 });
    assert_eq!(article(&taken).open.set(), article(&before).open.set());
    assert_eq!(taken.across_to_undo(), None);
    assert!(taken.notices.iter().all(|(_, notice)| *notice != Notice::Across(across.clone())));
}

#[test]
fn editing_the_register_does_not_stand_in_the_way_of_undo() {
    let (_, tagged, across) = tagged_across();
    let edit = Edit::AddEntry(EntryId::new("korea"), label("actor"), "Korea".into());
    let edited = reduce(&tagged, Action::Labels(LabelsAction::Edit(edit)));
    assert_eq!(edited.across_to_undo(), Some(&across));
}

proptest! {
    #![proptest_config(cases(256))]

    /// Whatever is done to a set after its places were tagged: taking that back takes exactly the spans that are as they were made and
    /// have no relations, and touches nothing else.
    #[test]
    fn what_was_changed_since_stays(
        (document, set, ends, edits) in crate::support::texts::awkward().prop_flat_map(|content| {
            let document = document("d", &postil::domain::text::Text::new(&content));
            let ends = proptest::collection::vec(any::<(usize, usize)>(), 1..6);
            let edits = proptest::collection::vec(any_edit(), 0..6);
            (Just(document.clone()), set_about(document, "mara"), ends, edits)
        }),
    ) {
        let text = document.text().clone();
        let places: Vec<(Range, LabelId)> =
            ends.into_iter().filter_map(|ends| Some((graphemes_in(&text, ends)?, label("actor")))).collect();
        let mut open = OpenArticle::new(document, Version::of(Arc::new(set)));
        let before = open.set().clone();
        let Some(step) = tagging(&before, &places, &tag(), &Schema::default()).step else {
            return Ok(());
        };
        prop_assert!(open.take(Step::Do, step.clone(), &stamp()));
        for (n, edit) in edits.iter().enumerate() {
            let changes = edits::Edit::on(edit, open.set(), &text, n);
            if !changes.is_empty() {
                open.take(Step::Do, Transaction::new(changes), &stamp());
            }
        }
        let now = open.set().clone();
        let made: Vec<&Arc<Span>> = step
            .changes
            .iter()
            .filter_map(|change| match change {
                Change::Span(diff) => diff.after.as_ref(),
                _ => None,
            })
            .collect();
        let is_untouched =
            |span: &Arc<Span>| now.span(&span.id) == Some(span) && now.relations_of(&span.id).next().is_none();
        let untouched = made.iter().filter(|span| is_untouched(span)).count();
        let (back, left) = taking_back(&open, &step);
        if let Some((Step::Do, _)) | None = &back {
            prop_assert_eq!(left, made.len() - untouched);
        }
        if let Some((step, transaction)) = back {
            prop_assert!(open.take(step, transaction, &stamp()));
        }
        let after = open.set().clone();
        for span in now.spans().iter() {
            let gone = made.contains(&span) && is_untouched(span);
            prop_assert_eq!(after.span(&span.id), (!gone).then_some(span));
        }
        prop_assert_eq!(after.spans().len(), now.spans().len() - untouched);
        prop_assert!(after.relations().eq(now.relations()));
        if now == step.apply(&before).map(Arc::new).expect("it fitted") {
            prop_assert_eq!(after.spans().len(), before.spans().len());
        }
    }
}
