//! WebAnno TSV 3.3: what is written, what is read, what comes back.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use crate::support::formats::{assert_survives, exported, file, imported, imported_from, problems, spans_of};
use crate::support::{cases, marked, samples};
use postil::domain::annotation::{AnnotationSet, AttributeValue, Fragments, Number, Relation, Span};
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::Collected;
use postil::domain::formats::outlet::Lost;
use postil::domain::formats::{Format, detect};
use postil::domain::id::{Annotator, AttributeId, DocumentId, ProjectId, SetId, SpanId};
use postil::domain::project::Project;

/// A project of one document, with the spans of the notation as mara marked them.
fn project(
    notation: &str,
    change: impl FnOnce(&mut Vec<Span>),
    relations: &[(&str, &str)],
    labels: BTreeMap<AttributeId, AttributeValue>,
) -> Project {
    let marked = marked::parse(notation);
    let mut spans: Vec<Span> = marked.spans.iter().map(|span| (**span).clone()).collect();
    change(&mut spans);
    let relation = |(n, (from, to)): (usize, &(&str, &str))| -> Arc<Relation> {
        samples::relation(&format!("r{n}"), &SpanId::new(*from), &SpanId::new(*to))
    };
    let mut set = AnnotationSet::new(SetId::new("x"), DocumentId::new("doc"), Annotator::new("mara"));
    set.document_labels = labels;
    let relations = relations.iter().enumerate().map(relation).collect();
    let mut project = Project::new(ProjectId::new("project"), "Project");
    project.documents = vec![samples::document("doc", &marked.text)];
    project.sets = vec![Arc::new(set.with(spans.into_iter().map(Arc::new).collect(), relations))];
    project
}

fn plain(notation: &str) -> Project {
    project(notation, |_| {}, &[], BTreeMap::new())
}

/// The only file of a project, with `→` for TAB.
fn written(project: &Project) -> String {
    let (files, losses) = exported(project, Format::WebannoTsv);
    assert_eq!(losses, []);
    file(&files, "annotation/doc/mara.tsv").replace('\t', "→")
}

/// What is read of a file, with TAB for `→`.
fn read(content: &str) -> Collected {
    imported_from("doc.tsv", &content.replace('→', "\t"), Format::WebannoTsv)
}

fn relations_of(project: &Project) -> Vec<String> {
    let set = &project.sets[0];
    let text = project.documents[0].text();
    let quote = |id: &SpanId| set.span(id).map(|span| text.quote(span.hull())).unwrap_or_default();
    let line =
        |relation: &Arc<Relation>| format!("{} {} → {}", relation.kind, quote(&relation.from), quote(&relation.to));
    set.relations().map(line).collect()
}

#[test]
fn is_written_so() {
    let labels = BTreeMap::from([(AttributeId::new("topic"), AttributeValue::Text("trade".into()))]);
    let change = |spans: &mut Vec<Span>| {
        spans[0].note = "one\n|two| ->".into();
        spans[0]
            .attributes
            .insert(AttributeId::new("größe"), AttributeValue::Number(Number::parse("1.5").expect("it is")));
        spans[0].attributes.insert(AttributeId::new("kind"), AttributeValue::Texts(vec!["a_b".into()]));
    };
    let project = project(
        "🙂 [Ann|actor] left the [Oslo [Union|x]|y].\n\nIt [[en|part]ded|z].",
        change,
        &[("s1", "s3"), ("s2", "s2")],
        labels,
    );
    assert_eq!(
        written(&project),
        concat!(
            "#FORMAT=WebAnno TSV 3.3\n",
            "#T_SP=custom.Span|label|gr_e|kind|note\n",
            "#T_RL=custom.Relation|label|BT_custom.Span\n",
            "\n\n",
            "#Postil={\"document\":\"doc\",\"annotator\":\"mara\",\"attributes\":{\"gr_e\":\"größe\"},",
            "\"document_labels\":{\"topic\":\"trade\"},\"metadata\":{}}\n",
            "#Text=🙂 Ann left the Oslo Union.\n",
            "#Text=\n",
            "1-1→0-2→🙂→_→_→_→_→_→_→\n",
            "1-2→3-6→Ann→actor→1.5→a\\_b→one\\n\\|two\\| \\->→_→_→\n",
            "1-3→7-11→left→_→_→_→_→_→_→\n",
            "1-4→12-15→the→_→_→_→_→_→_→\n",
            "1-5→16-20→Oslo→y[1]→*[1]→*[1]→*[1]→party-to→1-5[1_1]→\n",
            "1-6→21-26→Union→y[1]|x[2]→*[1]|*[2]→*[1]|*[2]→*[1]|*[2]→party-to→1-2[0_2]→\n",
            "1-7→26-27→.→_→_→_→_→_→_→\n",
            "\n",
            "#Text=It ended.\n",
            "2-1→29-31→It→_→_→_→_→_→_→\n",
            "2-2→32-37→ended→z→*→*→*→_→_→\n",
            "2-2.1→32-34→en→part→*→*→*→_→_→\n",
            "2-3→37-38→.→_→_→_→_→_→_→\n",
        )
    );
    assert_survives(&project, Format::WebannoTsv);
}

#[test]
fn columns_are_only_written_where_something_stands_in_them() {
    let text = "#FORMAT=WebAnno TSV 3.3\n\n\n#Postil={\"document\":\"doc\",\"annotator\":\"mara\",\"metadata\":{\"title\":\"a\\\\b c\"}}\n#Text=a\\\\b\\tc\n";
    assert_eq!(written(&plain("a\\b\tc")), format!("{text}1-1→0-1→a→\n1-2→1-2→\\\\→\n1-3→2-3→b→\n1-4→4-5→c→\n"));
}

#[test]
fn texts_come_back_whatever_stands_between_sentences() {
    for text in
        ["", " ", "\n", " \n a. ", "\n\nA.\n\n\nB!  C?\t", "A. B.", "A.\u{2029}\u{2029}B\n", "A\u{c}\u{b}\u{1}.\\n"]
    {
        let mut project = plain("x");
        let document = samples::document("doc", &postil::domain::text::Text::new(text));
        project.documents = vec![document];
        assert_survives(&project, Format::WebannoTsv);
    }
}

#[test]
fn white_space_before_the_first_word_is_told() {
    let (files, losses) = exported(&plain("\n  A."), Format::WebannoTsv);
    assert_eq!(losses.iter().map(|loss| loss.what).collect::<Vec<_>>(), [Lost::Text]);
    let tsv = file(&files, "annotation/doc/mara.tsv");
    assert!(tsv.contains("\"leading\":\"\\n  \",") && tsv.contains("#Text=A.\n1-1\t3-4\tA\t\n"), "{tsv}");
    assert_eq!(exported(&plain("  A."), Format::WebannoTsv).1, []);
}

#[test]
fn what_has_no_place_is_told() {
    let change = |spans: &mut Vec<Span>| {
        let fragments = [&spans[2], &spans[3]].map(Span::hull);
        spans[2].fragments = Fragments::new(&fragments).expect("not empty");
        let list = |texts: &[&str]| AttributeValue::Texts(texts.iter().map(|text| (*text).to_owned()).collect());
        spans[2].attributes.insert(AttributeId::new("kind"), list(&["a", "b"]));
        spans[3].attributes.insert(AttributeId::new("kind"), list(&[]));
    };
    let project = project(
        "one[ |gap]two[ three |wide]four [five|part] six [seven|other]",
        change,
        &[("s1", "s2")],
        BTreeMap::new(),
    );
    let (_, losses) = exported(&project, Format::WebannoTsv);
    let told: Vec<_> = losses.iter().map(|loss| (loss.what, loss.of.as_str(), loss.details.as_str())).collect();
    assert_eq!(
        told,
        [
            (Lost::Span, "s1", "it marks nothing but white space, which has no row"),
            (Lost::Border, "s2", "it can't begin or end in the white space between tokens"),
            (Lost::Fragments, "s3", "it reaches from the first fragment to the last"),
            (Lost::Relation, "r0", "it links a span that stands on no token"),
            (Lost::Attributes, "s3", "kind: several values are one, with commas"),
            (Lost::Attributes, "s4", "kind: an empty list is no value"),
        ]
    );
    let back = imported(&exported(&project, Format::WebannoTsv).0, Format::WebannoTsv).project();
    assert_eq!(spans_of(&back), ["wide: 8-13 \"three\"", "part: 19-33 \"five six seven\"", "other: 28-33 \"seven\""]);
}

const HEAD: &str = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n#T_RL=custom.Relation|label|BT_custom.Span\n\n\n";

#[test]
fn reads_what_inception_writes() {
    let content = concat!(
        "#FORMAT=WebAnno TSV 3.3\r\n",
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\r\n",
        "#T_SP=webanno.custom.Mark|\r\n",
        "#T_RL=webanno.custom.Deal|when|value|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\r\n",
        "\r\n\r\n",
        "#Sentence.id=s\\\\1\r\n",
        "#Text=🐟 The Union met\r\n",
        "#Text=in Bergøya.\r\n",
        "1-1→0-2→🐟→*→*→_→_→_→_→\r\n",
        "1-2→3-6→The→_→_→*[1]→_→_→_→\r\n",
        "1-3→7-12→Union→http://x\\_y[2]|*[3]→ORG[2]|GPE[3]→*[1]→_→_→_→\r\n",
        "1-4→13-16→met→_→_→*[1]→_→_→_→\r\n",
        "1-5→17-19→in→_→_→_→_→_→_→\r\n",
        "1-6→20-27→Bergøya→_→_→_→_→_→_→\r\n",
        "1-6.1→20-25→Bergø→*→LOC→_→1999→met in→1-3[2_0]→\r\n",
        "1-7→27-28→.→_→_→_→_→_→_→\r\n",
        "\r\n",
        "#Text=It left.\r\n",
        "2-1→31-33→It→_→_→_→_→_→_→\r\n",
    );
    let read = read(content);
    let project = read.project();
    assert_eq!(project.documents[0].text().as_str(), "🐟 The Union met\nin Bergøya.\n  It left.");
    assert_eq!(
        spans_of(&project),
        [
            "NamedEntity: 0-1 \"🐟\"",
            "Mark: 2-15 \"The Union met\"",
            "ORG: 6-11 \"Union\"",
            "GPE: 6-11 \"Union\"",
            "LOC: 19-24 \"Bergø\"",
        ]
    );
    let set = &project.sets[0];
    let attributes: Vec<_> = set.spans().iter().flat_map(|span| span.attributes.values()).collect();
    assert_eq!(attributes, [&AttributeValue::Text("http://x_y".into())]);
    assert_eq!(relations_of(&project), ["met in Union → Bergø"]);
    assert_eq!((set.annotator.as_str(), project.documents[0].id().as_str()), ("", "doc"));
    let told: Vec<_> = read.warnings.iter().map(|warning| warning.problem.described().1).collect();
    assert_eq!(
        told,
        [
            "3 characters between sentences, which the file leaves out: line ends and spaces",
            "webanno.custom.Mark: labelled Mark, by its name",
            "when of a relation",
            "webanno.custom.Deal: labelled by its feature value",
        ]
    );
}

#[test]
fn spans_go_on_over_tokens_and_sentences() {
    let rows = concat!(
        "#Text=one two\n1-1→0-3→one→_→_→_→\n1-1.1→1-3→ne→a[1]|b[2]→_→_→\n1-2→4-7→two→a[1]|c[3]→_→_→\n\n",
        "#Text=three\n2-1→8-13→three→_→_→_→\n2-1.1→8-11→thr→a[1]→x|y→1-1.1[1_1]|1-2[3_1]→\n",
    );
    let read = read(&format!("{HEAD}{rows}"));
    let project = read.project();
    assert_eq!(spans_of(&project), ["a: 1-11 \"ne two\\nthr\"", "b: 1-3 \"ne\"", "c: 4-7 \"two\""]);
    assert_eq!(relations_of(&project), ["x ne two\nthr → ne two\nthr", "y two → ne two\nthr"]);
    assert_eq!(problems(&read), ["read-as"]);
}

#[test]
fn escapes_are_read_as_they_were_meant() {
    let rows =
        "#Text=a\\tb\\\\n\\u0041\n1-1→0-1→a→x\\|\\[1\\]\\\\|\\_→_→_→\n1-2→2-3→b→\\*→_→_→\n1-3→3-4→\\\\→a\\->1-1→_→_→\n";
    let read = read(&format!("{HEAD}{rows}"));
    let project = read.project();
    assert_eq!(project.documents[0].text().as_str(), "a\tb\\nA");
    assert_eq!(spans_of(&project), ["x|[1]\\: 0-1 \"a\"", "_: 0-1 \"a\"", "*: 2-3 \"b\"", "a->1-1: 3-4 \"\\\\\""]);
}

#[test]
fn slots_and_chains_are_told() {
    let content = concat!(
        "#FORMAT=WebAnno TSV 3.2\n",
        "#T_SP=webanno.custom.Frame|ROLE_webanno.custom.Frame:Roles_webanno.custom.FrameRolesLink|webanno.custom.Lu|label\n",
        "#T_CH=de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink|referenceType|referenceRelation\n",
        "\n\n#Text=a b\n",
        "1-1→0-1→a→buyer;seller→1-2;1-2→sale→pr[1]→coref->1-1→\n",
        "1-2→2-3→b→*→*→other→_→_→\n",
    );
    let read = read(content);
    assert_eq!(spans_of(&read.project()), ["sale: 0-1 \"a\"", "other: 2-3 \"b\""]);
    assert_eq!(problems(&read), ["not-kept", "not-kept", "read-as", "not-kept"]);
}

#[test]
fn offsets_that_count_code_points_are_seen() {
    let rows = "#Text=🙂🙂 Ann\n1-1→0-2→🙂🙂→_→_→_→\n1-2→3-6→Ann→a→_→_→\n\n#Text=Bob\n2-1→7-10→Bob→b→_→_→\n";
    let read = read(&format!("{HEAD}{rows}"));
    assert_eq!(spans_of(&read.project()), ["a: 3-6 \"Ann\"", "b: 7-10 \"Bob\""]);
    assert_eq!(problems(&read), ["read-as", "counted-otherwise"]);
}

#[test]
fn offsets_that_can_not_be_right_are_moved() {
    let rows = "#Text=one two\n1-1→0-3→one→a→_→_→\n\n#Text=three\n2-1→5-10→three→b→_→_→\n\n#Text=four\n3-1→99999999999→four→c→_→_→\n3-2→99999999999-100000000003→four→d→_→_→\n";
    let read = read(&format!("{HEAD}{rows}"));
    assert_eq!(read.project().documents[0].text().as_str(), "one two\nthree\nfour");
    assert_eq!(spans_of(&read.project()), ["a: 0-3 \"one\"", "b: 8-13 \"three\"", "d: 14-18 \"four\""]);
    let told = problems(&read);
    assert_eq!(told[..3], ["malformed", "malformed", "malformed"]);
}

#[test]
fn a_bad_row_costs_only_itself() {
    let rows = concat!(
        "0-0→0-0→early→_→_→_→\n",
        "#Comment\n#Postil=[\n#Postil={\"metadata\":3}\n",
        "#Text=one two three\n",
        "1-1\n1-1→0→one→x→_→_→\n1-1→a-3→one→x→_→_→\n",
        "1-1→0-3→one→a\n",
        "1-2→4-7→two→_→r|s→9-9|1-1[0_9]→\n",
        "1-3→8-99→three→b→_→_→\n",
        "1-4→8-8→→c→_→_→\n",
    );
    let read = read(&format!("\u{feff}{HEAD}{rows}"));
    assert_eq!(spans_of(&read.project()), ["a: 0-3 \"one\"", "b: 8-13 \"three\""]);
    assert_eq!(
        problems(&read),
        [
            "malformed",
            "not-kept",
            "malformed",
            "wrong-type",
            "malformed",
            "malformed",
            "malformed",
            "malformed",
            "moved-to-quote",
            "empty-span",
            "loose-relation",
            "loose-relation"
        ]
    );
}

#[test]
fn is_told_by_its_first_line() {
    let one = |content: &str| detect(&InMemory::one("x", content));
    assert_eq!(one("#FORMAT=WebAnno TSV 3.3\n\n\n"), Some(Format::WebannoTsv));
    assert_ne!(one("#FORMAT=WebAnno TSV 2\n"), Some(Format::WebannoTsv));
    let read = read("1-1→0-3→one→a\n");
    assert_eq!((read.items.len(), problems(&read)), (0, vec!["malformed"]));
}

#[test]
fn cut_files_are_read_without_a_panic() {
    let (files, _) = exported(&plain("[A [b|x^]. C|y] d 🙂."), Format::WebannoTsv);
    let content = file(&files, "annotation/doc/mara.tsv");
    for place in (0..content.len()).filter(|place| content.is_char_boundary(*place)) {
        let read = imported_from("x.tsv", &content[..place], Format::WebannoTsv);
        assert!(read.items.len() < 2);
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn comes_back_as_it_went(project in samples::any_project()) {
        assert_survives(&project, Format::WebannoTsv);
    }
}
