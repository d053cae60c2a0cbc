//! Projects through formats: export, import, and whether what came back is what went in but for what was said to be lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{marked, samples};
use postil::domain::annotation::{AnnotationSet, AttributeValue, Span};
use postil::domain::formats::export::Export;
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::Collected;
use postil::domain::formats::outlet::{About, InMemoryOutlet, Item, Loss, Lost, Options};
use postil::domain::formats::{Format, export};
use postil::domain::id::{EntryId, ProjectId};
use postil::domain::project::Project;
use postil::domain::schema::Schema;
use postil::domain::text::Text;

/// The files of a project in a format, and what was lost.
pub(crate) fn exported(project: &Project, format: Format) -> (InMemory, Vec<Loss>) {
    let mut outlet = InMemoryOutlet::default();
    export::project(project, format, &Options::default(), &mut outlet);
    let losses = std::mem::take(&mut outlet.losses);
    (InMemory(outlet.files()), losses)
}

/// A project with one document, `document`, whose text and spans are written in the notation of [`marked`], and one set of
/// it by mara, whom `change` may help.
pub(crate) fn project_of(notation: &str, change: impl FnOnce(&mut AnnotationSet)) -> Project {
    let marked = marked::parse(notation);
    let mut set = marked.set();
    change(&mut set);
    let mut project = Project::new(ProjectId::new("project"), "Project");
    project.schema = Arc::new(Schema::actors_agreements_focus_areas());
    project.documents = vec![samples::document("document", &marked.text)];
    project.sets = vec![Arc::new(set)];
    project
}

/// The losses as `what of: details`.
pub(crate) fn told(losses: &[Loss]) -> Vec<String> {
    losses.iter().map(|loss| format!("{} {}: {}", loss.what.code(), loss.of, loss.details)).collect()
}

/// The same with some documents in splits.
pub(crate) fn exported_in_splits(project: &Project, format: Format, splits: &[(&str, &str)]) -> (InMemory, Vec<Loss>) {
    let about = About::of(project);
    let mut export = Export::new(format, &Options::default(), None);
    let mut outlet = InMemoryOutlet::default();
    for document in &project.documents {
        let sets: Vec<Arc<AnnotationSet>> = project.sets_of(document.id()).cloned().collect();
        let split = splits.iter().find(|(id, _)| *id == document.id().as_str()).map_or("", |(_, split)| split);
        export.document(&Item { document, sets: &sets, split }, &about, &mut outlet);
    }
    export.finish(&about, &mut outlet);
    let losses = std::mem::take(&mut outlet.losses);
    (InMemory(outlet.files()), losses)
}

/// One of the files, as text.
pub(crate) fn file<'a>(files: &'a InMemory, path: &str) -> &'a str {
    let paths: Vec<&str> = files.0.iter().map(|(path, _)| path.as_str()).collect();
    let found = files.0.iter().find(|(known, _)| known == path);
    let (_, bytes) = found.unwrap_or_else(|| panic!("no {path} among {paths:?}"));
    std::str::from_utf8(bytes).expect("the file is text")
}

/// What is read of files of a format; they must be readable.
pub(crate) fn imported(files: &InMemory, format: Format) -> Collected {
    Collected::read(format, files).unwrap_or_else(|error| panic!("{}: {error:?}", format.name()))
}

/// What is read of a single file; it must be readable.
pub(crate) fn imported_from(path: &str, content: &str, format: Format) -> Collected {
    imported(&InMemory::one(path, content), format)
}

/// The spans of a project as `label: quote` with the code points of each fragment, in reading order, set by set.
pub(crate) fn spans_of(project: &Project) -> Vec<String> {
    let mut lines = Vec::new();
    for set in &project.sets {
        let document = project.document(&set.document).expect("a set is about a document");
        lines.extend(set.spans().iter().map(|span| line(document.text(), span)));
    }
    lines
}

/// The kinds of what could not be read as it stands.
pub(crate) fn problems(collected: &Collected) -> Vec<&'static str> {
    collected.warnings.iter().map(|warning| warning.problem.described().0).collect()
}

fn line(text: &Text, span: &Span) -> String {
    let fragment = |range: postil::domain::text::Range| {
        format!("{}-{} {:?}", text.code_point(range.start()), text.code_point(range.end()), text.quote(range))
    };
    format!("{}: {}", span.label, span.fragments.iter().map(fragment).collect::<Vec<_>>().join(" + "))
}

/// A span without its name: which label it has over which text, and what is said of it. What was said to be lost is left out.
type Said = (String, Vec<(usize, usize)>, BTreeMap<String, Vec<String>>, Option<EntryId>, String);

fn said(text: &Text, span: &Span, lost: &BTreeSet<Lost>) -> Said {
    let ends = |range: postil::domain::text::Range| (text.code_point(range.start()), text.code_point(range.end()));
    let fragments = if lost.contains(&Lost::Border) {
        Vec::new()
    } else if lost.contains(&Lost::Fragments) {
        vec![ends(span.hull())]
    } else {
        span.fragments.iter().map(ends).collect()
    };
    let attributes = span.attributes.iter().map(|(name, value)| (name.to_string(), words(value)));
    (
        if lost.contains(&Lost::Label) { String::new() } else { span.label.to_string() },
        fragments,
        if lost.contains(&Lost::Attributes) { BTreeMap::new() } else { attributes.collect() },
        span.entry.clone().filter(|_| !lost.contains(&Lost::Mention)),
        if lost.contains(&Lost::Note) { String::new() } else { span.note.clone() },
    )
}

/// A value in words: formats without types give `true` and 1.5 back as text.
fn words(value: &AttributeValue) -> Vec<String> {
    match value {
        AttributeValue::Text(text) => vec![text.clone()],
        AttributeValue::Texts(texts) => texts.clone(),
        AttributeValue::Number(number) => vec![number.as_str().to_owned()],
        AttributeValue::YesNo(yes) => vec![yes.to_string()],
    }
}

/// Exports and imports again; every document must come back in order with its text, every set with its spans and
/// relations, but for what the losses name.
pub(crate) fn assert_survives(project: &Project, format: Format) {
    let (files, losses) = exported(project, format);
    let back = imported(&files, format).project();
    let name = format.name();
    let texts =
        |project: &Project| project.documents.iter().map(|document| document.text().clone()).collect::<Vec<_>>();
    assert_eq!(texts(&back), texts(project), "{name}: texts");
    for (document, returned) in project.documents.iter().zip(&back.documents) {
        let sets: Vec<&AnnotationSet> = project.sets_of(document.id()).map(|set| &**set).collect();
        let returned_sets: Vec<&AnnotationSet> = back.sets_of(returned.id()).map(|set| &**set).collect();
        for set in sets {
            let of_set: Vec<&Loss> = losses
                .iter()
                .filter(|loss| loss.document == *document.id() && loss.annotator == set.annotator)
                .collect();
            let lost = |of: &str| of_set.iter().filter(|loss| loss.of == of).map(|loss| loss.what).collect();
            let found = returned_sets.iter().find(|found| found.annotator == set.annotator).copied();
            let empty = AnnotationSet::new(set.id.clone(), document.id().clone(), set.annotator.clone());
            let found = found.unwrap_or(&empty);
            compare_spans(name, document.text(), set, found, &lost);
            compare_relations(name, document.text(), set, found, &lost);
            if !lost("").contains(&Lost::DocumentLabels) {
                let labels = |set: &AnnotationSet| -> BTreeMap<String, Vec<String>> {
                    set.document_labels.iter().map(|(name, value)| (name.to_string(), words(value))).collect()
                };
                assert_eq!(labels(found), labels(set), "{name}: document labels");
            }
        }
    }
}

fn compare_spans(
    name: &str,
    text: &Text,
    set: &AnnotationSet,
    found: &AnnotationSet,
    lost: &dyn Fn(&str) -> BTreeSet<Lost>,
) {
    let returned: Vec<&Span> = found.spans().iter().map(|span| &**span).collect();
    let mut taken: Vec<Option<usize>> = vec![None; returned.len()];
    let kept = set.spans().iter().map(|span| (span, lost(span.id.as_str())));
    let kept = kept.filter(|(_, lost)| !lost.contains(&Lost::Span) && !lost.contains(&Lost::Overlap));
    // What a span may have come back as; one that lost much may be like several.
    let like: Vec<(Said, Vec<usize>)> = kept
        .map(|(span, lost)| {
            let wanted = said(text, span, &lost);
            let places = (0..returned.len()).filter(|place| said(text, returned[*place], &lost) == wanted);
            let places = places.collect();
            (wanted, places)
        })
        .collect();
    for (n, (wanted, _)) in like.iter().enumerate() {
        let found = has_place(n, &like, &mut taken, &mut BTreeSet::new());
        assert!(found, "{name}: {wanted:?} is not among {returned:#?} of {text:?}");
    }
    let others: Vec<_> = returned.iter().zip(&taken).filter(|(_, taken)| taken.is_none()).collect();
    assert!(others.is_empty(), "{name}: spans nobody wrote: {others:#?}");
}

/// Finds a place for one, moving others if need be.
fn has_place(n: usize, like: &[(Said, Vec<usize>)], taken: &mut [Option<usize>], tried: &mut BTreeSet<usize>) -> bool {
    like[n].1.iter().any(|place| {
        let free = tried.insert(*place) && taken[*place].is_none_or(|other| has_place(other, like, taken, tried));
        if free {
            taken[*place] = Some(n);
        }
        free
    })
}

fn compare_relations(
    name: &str,
    text: &Text,
    set: &AnnotationSet,
    found: &AnnotationSet,
    lost: &dyn Fn(&str) -> BTreeSet<Lost>,
) {
    // A span that lost its border may start elsewhere.
    let moved = set.spans().iter().any(|span| lost(span.id.as_str()).contains(&Lost::Border));
    let described = |set: &AnnotationSet, relation: &postil::domain::annotation::Relation| {
        let start = |id| set.span(id).map(|span| (!moved).then(|| text.code_point(span.hull().start())));
        format!("{} {:?} {:?}", relation.kind, start(&relation.from), start(&relation.to))
    };
    let kept = set.relations().filter(|relation| !lost(relation.id.as_str()).contains(&Lost::Relation));
    let mut wanted: Vec<String> = kept.map(|relation| described(set, relation)).collect();
    let mut returned: Vec<String> = found.relations().map(|relation| described(found, relation)).collect();
    wanted.sort();
    returned.sort();
    assert_eq!(returned, wanted, "{name}: relations");
}
