//! brat folders: what is written, what is read, what comes back.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::support::formats::{
    assert_survives, exported, exported_in_splits, file, imported, imported_from, problems, spans_of,
};
use crate::support::{cases, samples};
use postil::domain::annotation::AttributeValue;
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::Collected;
use postil::domain::formats::outlet::Lost;
use postil::domain::formats::{Format, detect};
use postil::domain::project::Project;
use postil::domain::schema::AttributeKind;

fn folder(files: &[(&str, &str)]) -> InMemory {
    InMemory(files.iter().map(|(path, content)| ((*path).to_owned(), content.as_bytes().to_vec())).collect())
}

fn read(files: &[(&str, &str)]) -> Collected {
    let files = folder(files);
    assert_eq!(detect(&files), Some(Format::Brat));
    imported(&files, Format::Brat)
}

/// A text with the lines of its annotations.
fn annotated(text: &str, lines: &[&str]) -> Collected {
    read(&[("doc.txt", text), ("doc.ann", &lines.join("\n"))])
}

/// The project that the lines of a JSONL make.
fn project(lines: &[&str]) -> Project {
    imported_from("x.jsonl", &lines.join("\n"), Format::Jsonl).project()
}

/// The relations as `kind: from → to`, in the order of their names.
fn relations_of(project: &Project) -> Vec<String> {
    let mut lines = Vec::new();
    for set in &project.sets {
        let text = project.document(&set.document).expect("a set is about a document").text();
        let quote = |id| text.quote(set.span(id).expect("both ends are there").hull()).to_owned();
        lines.extend(
            set.relations()
                .map(|relation| format!("{}: {} → {}", relation.kind, quote(&relation.from), quote(&relation.to))),
        );
    }
    lines
}

/// What is said of the only span that has attributes.
fn said(project: &Project) -> BTreeMap<String, AttributeValue> {
    let spans = project.sets.iter().flat_map(|set| set.spans().iter()).filter(|span| !span.attributes.is_empty());
    let spans: Vec<_> = spans.collect();
    assert_eq!(spans.len(), 1);
    spans[0].attributes.iter().map(|(name, value)| (name.to_string(), value.clone())).collect()
}

fn text(words: &str) -> AttributeValue {
    AttributeValue::Text(words.into())
}

/// A file of the kind brat's manual describes.
const MANUAL: [&str; 14] = [
    "T1\tOrganization 0 4\tSony",
    "T2\tMERGE-ORG 13 26\tjoint venture",
    "T3\tOrganization 32 40\tEricsson",
    "E1\tMERGE-ORG:T2 Org1:T1 Org2:T3",
    "T4\tCountry 61 67\tSweden",
    "R1\tOrigin Arg1:T3 Arg2:T4\t",
    "*\tEquiv T1 T3 T4",
    "A1\tNegation E1",
    "A2\tConfidence E1 L1",
    "M1\tSpeculation T4",
    "N1\tReference T4 Wikidata:34\tSweden",
    "#1\tAnnotatorNotes T1\tthis annotation is suspect",
    "#2\tAnnotatorNotes R1\tas of 2001",
    "T5\tPhrase 0 4;32 40\tSony Ericsson",
];
const MANUAL_TEXT: &str = "Sony forms a joint venture with Ericsson, a phone maker from Sweden.\n";

#[test]
fn reads_everything_the_manual_has() {
    let collected = annotated(MANUAL_TEXT, &MANUAL);
    let project = collected.project();
    assert_eq!(
        spans_of(&project),
        [
            "Phrase: 0-4 \"Sony\" + 32-40 \"Ericsson\"",
            "Organization: 0-4 \"Sony\"",
            "MERGE-ORG: 13-26 \"joint venture\"",
            "Organization: 32-40 \"Ericsson\"",
            "Country: 61-67 \"Sweden\"",
        ]
    );
    assert_eq!(
        relations_of(&project),
        [
            "Origin: Ericsson → Sweden",
            "Org: joint venture → Sony",
            "Org: joint venture → Ericsson",
            "Equiv: Sony → Ericsson",
            "Equiv: Ericsson → Sweden",
        ]
    );
    let set = &project.sets[0];
    let of = |id: &str| set.spans().iter().find(|span| span.id.as_str() == id).expect("it is there").clone();
    assert_eq!(of("T1").note, "this annotation is suspect");
    let said = |id| of(id).attributes.iter().map(|(name, value)| format!("{name}: {value:?}")).collect::<Vec<_>>();
    assert_eq!(said("T2"), ["Confidence: Text(\"L1\")", "Negation: YesNo(true)"]);
    assert_eq!(said("T4"), ["Reference: Text(\"Wikidata:34\")", "Speculation: YesNo(true)"]);
    assert_eq!(set.relations().next().expect("it is there").note, "as of 2001");
    let told: Vec<String> = collected.warnings.iter().map(|warning| warning.problem.described().1).collect();
    assert_eq!(
        told,
        [
            "events, as relations from their triggers: 1",
            "equivalences, as relations from each member to the next: 1",
            "normalizations, as attributes: 1",
        ]
    );
}

#[test]
fn goes_back_into_brat_as_it_came() {
    let (files, losses) = exported(&annotated(MANUAL_TEXT, &MANUAL).project(), Format::Brat);
    assert_eq!(losses, []);
    assert_eq!(
        file(&files, "doc.ann"),
        "T5\tPhrase 0 4;32 40\tSony Ericsson\n\
         T1\tOrganization 0 4\tSony\n#1\tAnnotatorNotes T1\tthis annotation is suspect\n\
         T2\tMERGE-ORG 13 26\tjoint venture\nA1\tConfidence T2 L1\nA2\tNegation T2\n\
         T3\tOrganization 32 40\tEricsson\n\
         T4\tCountry 61 67\tSweden\nN1\tReference T4 Wikidata:34\tSweden\nA3\tSpeculation T4\n\
         R1\tOrigin Arg1:T3 Arg2:T4\n#2\tAnnotatorNotes R1\tas of 2001\n\
         R2\tOrg Arg1:T2 Arg2:T1\nR3\tOrg Arg1:T2 Arg2:T3\n\
         R4\tEquiv Arg1:T1 Arg2:T3\nR5\tEquiv Arg1:T3 Arg2:T4\n"
    );
}

#[test]
fn a_reference_that_was_taken_away_is_not_written_back() {
    let mut project =
        annotated("Sweden", &["T1\tCountry 0 6\tSweden", "N1\tReference T1 Wikidata:34\tSweden"]).project();
    let set = std::sync::Arc::make_mut(&mut project.sets[0]);
    let mut span = (**set.spans().iter().next().expect("it is there")).clone();
    span.attributes.clear();
    *set = set.clone().with(vec![span.into()], Vec::new());
    assert_eq!(file(&exported(&project, Format::Brat).0, "doc.ann"), "T1\tCountry 0 6\tSweden\n");
}

#[test]
fn writes_a_folder_for_each_annotator_and_the_configuration() {
    let lines = [
        r#"{"id":"a/b","text":"🙂 The Union\nof Oslo","meta":{"annotator":"Mara"},"spans":[{"id":"u","start":2,"end":19,"label":"actor",
            "attributes":{"kind":"State","sure":true,"size":3}},{"id":"o","start":15,"end":19,"label":"place","note":"in Norway"}],
            "relations":[{"id":"r","label":"seat","from":"u","to":"o"}]}"#,
        r#"{"id":"a/b","text":"🙂 The Union\nof Oslo","meta":{"annotator":"N. N."},"spans":[]}"#,
    ];
    let lines = lines.map(|line| line.replace('\n', ""));
    let (files, losses) = exported(&project(&[&lines[0], &lines[1]]), Format::Brat);
    assert_eq!(losses, []);
    let paths: Vec<&str> = files.0.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "Mara/a_b.ann",
            "Mara/a_b.txt",
            "N__N_/a_b.ann",
            "N__N_/a_b.txt",
            "annotation.conf",
            "documents.jsonl",
            "label-set.json",
            "visual.conf",
        ]
    );
    assert_eq!(file(&files, "Mara/a_b.txt"), "🙂 The Union\nof Oslo");
    assert_eq!(
        file(&files, "Mara/a_b.ann"),
        "T1\tactor 2 11;12 19\tThe Union of Oslo\nA1\tkind T1 State\nA2\tsize T1 3\nA3\tsure T1\n\
         T2\tplace 15 19\tOslo\n#1\tAnnotatorNotes T2\tin Norway\nR1\tseat Arg1:T1 Arg2:T2\n"
    );
    assert_eq!(file(&files, "N__N_/a_b.ann"), "");
    assert_eq!(
        file(&files, "annotation.conf"),
        "[entities]\nactor\nplace\n\n[relations]\nseat\tArg1:<ENTITY>, Arg2:<ENTITY>\n\
         <OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n\
         [attributes]\nkind\tArg:actor, Value:State\nsize\tArg:actor, Value:3\nsure\tArg:actor\n"
    );
    assert_eq!(
        file(&files, "documents.jsonl"),
        "{\"id\":\"a/b\",\"file\":\"a_b\",\"metadata\":{},\"sets\":[\
         {\"annotator\":\"Mara\",\"folder\":\"Mara/\",\"status\":\"new\"},\
         {\"annotator\":\"N. N.\",\"folder\":\"N__N_/\",\"status\":\"new\"}]}\n"
    );
    let back = imported(&files, Format::Brat).project();
    assert_eq!(back.documents[0].id().as_str(), "a/b");
    let annotators: Vec<&str> = back.sets.iter().map(|set| set.annotator.as_str()).collect();
    assert_eq!(annotators, ["Mara", "N. N."]);
    assert_eq!(detect(&files), Some(Format::Brat));
}

#[test]
fn names_that_brat_does_not_take_are_written_otherwise_and_come_back() {
    let mut source = samples::rich_labels();
    let line = r#"{"text":"one two","spans":[{"start":0,"end":3,"label":"Focus area","attributes":{"größe":"x"}},
        {"start":4,"end":7,"label":"Focus_area"},{"start":0,"end":7,"label":"--"}]}"#;
    let marked = project(&[&line.replace('\n', "")]);
    source.documents.clone_from(&marked.documents);
    source.sets.clone_from(&marked.sets);
    std::sync::Arc::make_mut(&mut source.schema).labels.extend(marked.schema.labels.clone());
    let (files, losses) = exported(&source, Format::Brat);
    assert_eq!(
        file(&files, "document-1.ann"),
        "T1\t_-- 0 7\tone two\nT2\tFocus_area 0 3\tone\nA1\tgr__e T2 x\nT3\tFocus_area_2 4 7\ttwo\n"
    );
    let details: Vec<&str> = losses.iter().map(|loss| loss.details.as_str()).collect();
    assert_eq!(
        details,
        ["-- is written as _--", "Focus area is written as Focus_area", "Focus_area is written as Focus_area_2"]
    );
    assert!(losses.iter().all(|loss| loss.what == Lost::Label));
    let visual = file(&files, "visual.conf");
    assert!(
        visual.starts_with("[labels]\nactor | Actor\nagreement | Agreement\nfocus-area | Focus area\n"),
        "{visual}"
    );
    let conf = file(&files, "annotation.conf");
    assert!(conf.contains("status\tArg:agreement, Value:Proposed|Under_negotiation|Signed|In_force|Ended\n"), "{conf}");
    assert!(conf.contains("kinds\tArg:etc, Value:one|two_\\_three\n"), "{conf}");
    let back = imported(&files, Format::Brat).project();
    assert_eq!(spans_of(&back), ["--: 0-7 \"one two\"", "Focus area: 0-3 \"one\"", "Focus_area: 4-7 \"two\""]);
    assert_eq!(said(&back), BTreeMap::from([("größe".into(), text("x"))]));
    assert_eq!(back.schema.labels, source.schema.labels);
    assert_eq!(back.schema.guidelines, source.schema.guidelines);
}

#[test]
fn values_come_back_whatever_they_are() {
    let line = r#"{"text":"one","spans":[{"start":0,"end":3,"label":"x","attributes":{"a":"has spaces","b":["1","2"],
        "c":["one","with | bar"],"d":false,"e":true,"f":-1.50e3,"g":" kept "}}]}"#;
    let source = project(&[&line.replace('\n', "")]);
    let (files, losses) = exported(&source, Format::Brat);
    assert_eq!(losses, []);
    assert_eq!(
        file(&files, "document-1.ann"),
        "T1\tx 0 3\tone\n#1\ta T1\thas spaces\nA1\tb T1 1\nA2\tb T1 2\n#2\tc T1\tone\n#3\tc T1\twith | bar\n\
         #4\td T1\tfalse\nA3\te T1\nA4\tf T1 -1.50e3\n#5\tg T1\t kept \n"
    );
    let expected = [
        ("a", text("has spaces")),
        ("b", AttributeValue::Texts(vec!["1".into(), "2".into()])),
        ("c", AttributeValue::Texts(vec!["one".into(), "with | bar".into()])),
        ("d", AttributeValue::YesNo(false)),
        ("e", AttributeValue::YesNo(true)),
        ("f", text("-1.50e3")),
        ("g", text(" kept ")),
    ];
    let expected: BTreeMap<String, AttributeValue> =
        expected.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    assert_eq!(said(&imported(&files, Format::Brat).project()), expected);
}

#[test]
fn what_a_line_can_not_hold_is_told() {
    let line = r#"{"text":"\none\n two","spans":[{"id":"a","start":0,"end":4,"label":"x","note":"1\n2","attributes":{"p":"","q":[],"r":"a\tb"}},
        {"id":"b","start":0,"end":1,"label":"x","note":" "},{"id":"c","start":1,"end":9,"label":"x","fragments":[{"start":1,"end":4},
        {"start":6,"end":9}],"note":"\t"}],"relations":[{"id":"r","label":"y","from":"a","to":"b"},
        {"id":"s","label":"y","from":"a","to":"c","note":"1\u20282"}]}"#;
    let (files, losses) = exported(&project(&[&line.replace("\n        ", "")]), Format::Brat);
    assert_eq!(
        file(&files, "document-1.ann"),
        "T1\tx 1 4\tone\n#1\tr T1\ta b\n#2\tAnnotatorNotes T1\t1 2\nT3\tx 1 4;6 9\tone two\n\
         R2\ty Arg1:T1 Arg2:T3\n#3\tAnnotatorNotes R2\t1 2\n"
    );
    let told: Vec<(&str, Lost)> = losses.iter().map(|loss| (loss.of.as_str(), loss.what)).collect();
    assert_eq!(
        told,
        [
            ("a", Lost::Border),
            ("a", Lost::Attributes),
            ("a", Lost::Attributes),
            ("a", Lost::Attributes),
            ("a", Lost::Note),
            ("b", Lost::Span),
            ("c", Lost::Fragments),
            ("c", Lost::Note),
            ("r", Lost::Relation),
            ("s", Lost::Note),
        ]
    );
}

#[test]
fn a_span_over_a_line_break_is_one_again() {
    let collected = annotated(
        "one  two\n\n  three four\nfive",
        &["T1\tx 5 8;12 17\ttwo three", "T2\tx 0 3;5 8\tone two", "T3\tx 18 22;23 27\tfour five"],
    );
    assert_eq!(
        spans_of(&collected.project()),
        ["x: 0-3 \"one\" + 5-8 \"two\"", "x: 5-17 \"two\\n\\n  three\"", "x: 18-27 \"four\\nfive\""]
    );
    assert_eq!(problems(&collected), [""; 0]);
}

#[test]
fn a_bad_line_costs_only_itself() {
    let bad = [
        "T1 actor 0 3 one",
        "T2\tactor 0\tone",
        "T3\tactor 0 -3\tone",
        "T5\tactor 0 3;\tone",
        "R1\tx Arg1:T9",
        "R2\tx Arg1 Arg2",
        "R3\tx a:T9 b:T9 c:T9",
        "E1\tnothing",
        "A1\tonly-a-type",
        "N1\tReference T9 no-colon",
        "#1\tAnnotatorNotes\tof nothing",
        "# a comment",
        "X1\twhat T9",
        "*\t",
    ];
    let mut lines = bad.to_vec();
    lines.push("T9\tactor 4 7\ttwo");
    let collected =
        read(&[("a.txt", "one two"), ("a.ann", "T1\tx 0 3\tone"), ("b.txt", "one two"), ("b.ann", &lines.join("\n"))]);
    assert_eq!(spans_of(&collected.project()), ["x: 0-3 \"one\"", "actor: 4-7 \"two\""]);
    assert_eq!(problems(&collected), ["malformed"; 14]);
    let left_out: Vec<&str> = collected.warnings.iter().filter_map(|warning| warning.left_out.as_deref()).collect();
    assert_eq!(left_out, bad);
    assert_eq!(collected.warnings[1].at.0, "b.ann: line 2");
}

#[test]
fn what_speaks_of_nothing_is_told() {
    let collected = annotated(
        "one",
        &[
            "T1\tx 0 3\tone",
            "R1\tr Arg1:T1 Arg2:T7",
            "A1\ta T7",
            "A2\ta R1 v",
            "#1\tAnnotatorNotes T7\tlost",
            "N1\tReference T7 a:b\tc",
            "T1\ty 0 3\tone",
            "T2\tx 3 3\t",
            "T4\tx 0 9\tone more",
        ],
    );
    let mut found = problems(&collected);
    found.sort_unstable();
    assert_eq!(
        found,
        ["duplicate-id", "empty-span", "loose-relation", "not-kept", "not-kept", "not-kept", "not-kept", "orphan",]
    );
    assert_eq!(spans_of(&collected.project()), ["x: 0-3 \"one\"", "y: 0-3 \"one\""]);
}

#[test]
fn line_ends_byte_order_marks_and_other_units_are_repaired() {
    let texts = ["\u{feff}🙂 one\r\ntwo", "🙂 one\ntwo"];
    let lines = [
        "T1\tx 3 6\tone\r\nT2\tx 8 11\ttwo\r\n",
        "T1\tx 3 6\tone\nT2\tx 7 10\ttwo\n",
        "T1\tx 2 5\tone\nT2\tx 7 10\ttwo",
    ];
    for text in texts {
        for lines in lines {
            let collected = read(&[("doc.txt", text), ("doc.ann", &format!("\u{feff}{lines}"))]);
            assert_eq!(spans_of(&collected.project()), ["x: 2-5 \"one\"", "x: 6-9 \"two\""], "{text:?} {lines:?}");
        }
    }
}

#[test]
fn annotations_of_another_text_are_moved_or_listed() {
    let collected = annotated(
        "Now the Union signed the Accord, the other Accord.",
        &["T1\tactor 4 9\tUnion", "T2\tagreement 17 23\tAccord", "T3\tplace 30 34\tOslo"],
    );
    assert_eq!(spans_of(&collected.project()), ["actor: 8-13 \"Union\""]);
    assert_eq!(problems(&collected), ["moved-to-quote", "orphan", "orphan"]);
}

#[test]
fn files_without_their_other_half_are_read_or_told() {
    let collected = read(&[("a.ann", "T1\tx 0 3\tone"), ("b.txt", "two"), ("c.txt", "three"), ("c.ann", "")]);
    let names: Vec<&str> = collected.items.iter().map(|item| item.document.id().as_str()).collect();
    assert_eq!(names, ["b", "c"]);
    assert_eq!(problems(&collected), ["no-document"]);
    assert_eq!(collected.warnings[0].left_out.as_deref(), Some("T1\tx 0 3\tone"));
    let mut files = folder(&[("a.ann", "T1\tx 0 3\tone")]);
    files.0.push(("a.txt".into(), b"on\xe9".to_vec()));
    assert_eq!(problems(&imported(&files, Format::Brat)), ["malformed"]);
}

#[test]
fn folders_are_annotators_where_they_share_texts() {
    let ann = "T1\tx 0 3\tone";
    let collected =
        read(&[("p/mara/a.txt", "one"), ("p/mara/a.ann", ann), ("p/nils/a.txt", "one"), ("p/nils/a.ann", ann)]);
    let project = collected.project();
    assert_eq!(project.documents.len(), 1);
    let annotators: Vec<&str> = project.sets.iter().map(|set| set.annotator.as_str()).collect();
    assert_eq!(annotators, ["mara", "nils"]);

    let collected = read(&[("mara/a.ann", ann), ("a.txt", "one"), ("nils/a.ann", ann)]);
    assert_eq!(collected.project().sets.len(), 2);
    assert_eq!(problems(&collected), [""; 0]);

    let collected = read(&[("train/a.txt", "one"), ("train/a.ann", ann), ("dev/b.txt", "one"), ("dev/b.ann", ann)]);
    let names: Vec<&str> = collected.items.iter().map(|item| item.document.id().as_str()).collect();
    assert_eq!(names, ["train/a", "dev/b"]);
    assert!(collected.project().sets.iter().all(|set| set.annotator.as_str().is_empty()));
}

#[test]
fn one_name_for_different_texts_is_two_documents() {
    let collected =
        read(&[("p/a.txt", "one"), ("p/a.ann", "T1\tx 0 3\tone"), ("q/a.txt", "two"), ("q/a.ann", "T1\tx 0 3\ttwo")]);
    let names: Vec<&str> = collected.items.iter().map(|item| item.document.id().as_str()).collect();
    assert_eq!(names, ["p/a", "q/a"]);
    assert_eq!(problems(&collected), [""; 0]);
}

#[test]
fn each_split_is_a_collection_of_its_own() {
    let project = project(&[
        r#"{"id":"b","text":"one","meta":{"annotator":"Mara"},"spans":[{"start":0,"end":3,"label":"x y"}]}"#,
        r#"{"id":"a","text":"two","spans":[{"start":0,"end":3,"label":"x_y"}]}"#,
    ]);
    let (files, _) = exported_in_splits(&project, Format::Brat, &[("b", "train"), ("a", "test")]);
    let paths: Vec<&str> = files.0.iter().map(|(path, _)| path.as_str()).collect();
    let of_split = |split: &str, files: &[&str]| {
        let common = ["annotation.conf", "documents.jsonl", "label-set.json", "visual.conf"];
        let mut paths: Vec<String> = files.iter().chain(&common).map(|file| format!("{split}/{file}")).collect();
        paths.sort();
        paths
    };
    assert_eq!(
        paths,
        [of_split("test", &["a.ann", "a.txt"]), of_split("train", &["Mara/b.ann", "Mara/b.txt"])].concat()
    );
    assert_eq!(spans_of(&imported(&files, Format::Brat).project()), ["x_y: 0-3 \"two\"", "x y: 0-3 \"one\""]);
}

#[test]
fn an_annotator_who_came_later_is_added_to_an_export_of_ours() {
    let (mut files, _) =
        exported(&project(&[r#"{"id":"x","text":"one","meta":{"annotator":"Mara"},"spans":[]}"#]), Format::Brat);
    files.0.push(("nils/x.txt".into(), b"one".to_vec()));
    files.0.push(("nils/x.ann".into(), b"T1\tactor 0 3\tone".to_vec()));
    let back = imported(&files, Format::Brat).project();
    let annotators: Vec<&str> = back.sets.iter().map(|set| set.annotator.as_str()).collect();
    assert_eq!(annotators, ["Mara", "nils"]);
    assert_eq!(back.documents.len(), 1);
}

#[test]
fn files_of_the_shared_tasks_belong_together() {
    let collected = read(&[
        ("1.txt", "p53 binds"),
        ("1.a1", "T1\tProtein 0 3\tp53"),
        ("1.a2", "T2\tBinding 4 9\tbinds\nE1\tBinding:T2 Theme:T1\nN1\tReference Annotation:T1 Referent:GO:0001"),
    ]);
    assert_eq!(spans_of(&collected.project()), ["Protein: 0-3 \"p53\"", "Binding: 4-9 \"binds\""]);
    assert_eq!(relations_of(&collected.project()), ["Theme: binds → p53"]);
    assert_eq!(said(&collected.project()), BTreeMap::from([("Reference".into(), text("GO:0001"))]));
}

#[test]
fn the_configuration_tells_the_label_set() {
    let annotation = "# ours\n[entities]\nPerson\n Politician\n!Thing\n-----\nPlace|GPE\n\n[relations]\n<P>=Person|Politician\n\
        Lives_in\tArg1:<P>, Arg2:Place\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n[events]\n\
        Attack\tAgent?:Person, Target+:<ENTITY>\n[attributes]\nNegated\tArg:<EVENT>\nMood\tArg:Person|Place, Value:Good|Bad\n";
    let visual = "[labels]\nPerson | A person | Pers\nLives_in | lives in\n[drawing]\nPerson\tbgColor:#fff\n";
    let collected = read(&[("a.txt", "one"), ("a.ann", ""), ("annotation.conf", annotation), ("visual.conf", visual)]);
    let schema = collected.project().schema;
    let labels: Vec<String> = schema
        .labels
        .iter()
        .map(|label| {
            let attributes: Vec<&str> = label.attributes.iter().map(|attribute| attribute.id.as_str()).collect();
            format!("{} = {} {attributes:?}", label.id, label.name)
        })
        .collect();
    assert_eq!(
        labels,
        [
            "Person = A person [\"Negated\", \"Mood\"]",
            "Politician = Politician [\"Negated\"]",
            "Thing = Thing [\"Negated\"]",
            "Place = Place [\"Negated\", \"Mood\"]",
            "Attack = Attack [\"Negated\"]",
        ]
    );
    assert_eq!(schema.labels[0].attributes[1].kind, AttributeKind::Choice(vec!["Good".into(), "Bad".into()]));
    let [relation] = schema.relations.as_slice() else { panic!("one relation: {:?}", schema.relations) };
    assert_eq!(relation.name, "lives in");
    assert!(!relation.allows(&schema.labels[3].id, &schema.labels[3].id));
    assert!(relation.allows(&schema.labels[1].id, &schema.labels[3].id));
}

#[test]
fn other_files_are_not_of_brat() {
    for files in [
        folder(&[("a.txt", "T1\tx 0 3\tone")]),
        folder(&[("a.ann", "<xml/>"), ("a.txt", "one")]),
        folder(&[("a.ann", "T1\tx 0 3\tone".split_at(2).0)]),
        folder(&[("annotation.conf", "[entities]\n")]),
    ] {
        assert_ne!(detect(&files), Some(Format::Brat), "{files:?}");
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn comes_back_as_it_went(project in samples::any_project()) {
        assert_survives(&project, Format::Brat);
    }

    #[test]
    fn no_damage_makes_it_panic(
        project in samples::any_project(),
        damage in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let (mut files, _) = exported(&project, Format::Brat);
        for (file, at, byte) in damage {
            let file = file.index(files.0.len());
            let content = &mut files.0[file].1;
            if !content.is_empty() {
                let at = at.index(content.len());
                content[at] = byte;
            }
        }
        imported(&files, Format::Brat);
    }
}
