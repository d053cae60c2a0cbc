//! Files with something wrong in them: each fault is reported where it is, and everything else is kept.

use postil::domain::formats::postil::{Imported, ReadError, read};
use serde_json::{Value, json};

use crate::support::marked::Marked;

/// A small sound file: one label, one document, two spans and a relation.
fn sound() -> Value {
    json!({
        "format": "postil",
        "version": 1,
        "project": {"id": "p", "name": "Project"},
        "label_set": {
            "labels": [{"id": "actor", "name": "Actor"}],
            "relations": [{"id": "knows", "name": "knows"}]
        },
        "documents": [{
            "id": "d",
            "text": "Ask 👍🏽 met Embla."
            }],
        "annotation_sets": [{
            "id": "set",
            "document": "d",
            "annotator": "mara",
            "spans": [
                {"id": "s1", "label": "actor", "start": 0, "end": 3, "quote": "Ask"},
                {"id": "s2", "label": "actor", "start": 11, "end": 16, "quote": "Embla"}
            ],
            "relations": [{"id": "r1", "type": "knows", "from": "s1", "to": "s2"}]
        }]
    })
}

/// What a file comes to: everything it says, then everything that is wrong with it.
fn told(imported: &Imported) -> (String, Vec<String>) {
    let project = &imported.project;
    let mut kept = String::new();
    for set in &project.sets {
        let document = project.document(&set.document).expect("a set has its document");
        kept += &Marked::of(document.text(), set).print();
        for relation in set.relations() {
            kept += &format!(" {}:{}→{}", relation.id, relation.from, relation.to);
        }
    }
    let problems = imported.warnings.iter().map(|warning| {
        let (kind, details) = warning.problem.described();
        let left_out = if warning.left_out.is_some() { " (left out)" } else { "" };
        format!("{}: {kind} {details}", warning.at).trim_end().to_owned() + left_out
    });
    (kept, problems.collect())
}

const ALL: &str = "[Ask|actor] 👍🏽 met [Embla|actor]. r1:s1→s2";

/// Puts a value in the sound file, `null` to take one away; `kept` is what must be read, `problems` what must be reported.
#[track_caller]
fn check(place: &str, value: Value, kept: &str, problems: &[&str]) {
    let mut file = sound();
    let (parent, name) = place.rsplit_once('/').expect("a place starts with a slash");
    match file.pointer_mut(parent).expect("the parent is there") {
        Value::Object(fields) => drop(fields.insert(name.to_owned(), value)),
        Value::Array(items) if name == "-" => items.push(value),
        Value::Array(items) => items[name.parse::<usize>().expect("a number")] = value,
        other => panic!("{other} has no fields"),
    }
    let imported = read(file.to_string().as_bytes()).expect("the rest can be read");
    let (found, reported) = told(&imported);
    assert_eq!(reported, problems);
    assert_eq!(found, kept);
    for warning in &imported.warnings {
        if let Some(json) = &warning.left_out {
            assert!(file.to_string().contains(json.as_str()), "what was left out is handed back as it stood");
        }
    }
}

const FIRST: &str = "/annotation_sets/0/spans/0";
const AT_FIRST: &str = "annotation_sets[0].spans[0]";
/// What is left when the first span is, and with it the relation.
const WITHOUT_FIRST: &str = "Ask 👍🏽 met [Embla|actor].";

/// A first span that can't be kept.
#[track_caller]
fn loses_first(span: Value, problem: &str) {
    let problem = format!("{AT_FIRST}: {problem} (left out)");
    let loose = "annotation_sets[0].relations[0]: loose-relation (left out)";
    check(FIRST, span, WITHOUT_FIRST, &[&problem, loose]);
}

fn span(start: impl Into<Value>, end: impl Into<Value>, quote: &str) -> Value {
    json!({"id": "s1", "label": "actor", "start": start.into(), "end": end.into(), "quote": quote})
}

#[test]
fn the_sound_file_has_no_problems() {
    check("/x-unknown", json!(1), ALL, &[]);
}

#[test]
fn spans_that_cannot_be_placed_are_left_out() {
    loses_first(span(0, 18, "Ask"), "out-of-range");
    loses_first(span(900, 901, "Ask"), "out-of-range");
    loses_first(span(0, u64::from(u32::MAX) + 4, "Ask"), "out-of-range");
    loses_first(span(0, u64::MAX, "Ask"), "out-of-range");
    loses_first(span(3, 3, ""), "empty-span");
    loses_first(span(3, 0, "Ask"), "empty-span");
    loses_first(span(0, 3, "Embla"), "quote-differs “Embla” ≠ “Ask”");
    loses_first(span(1, 4, "Ask"), "quote-differs “Ask” ≠ “sk ”");
    loses_first(span(-1, 3, "Ask"), "wrong-type start: a whole number from 0");
    loses_first(span(0.5, 3, "Ask"), "wrong-type start: a whole number from 0");
    loses_first(span("0", 3, "Ask"), "wrong-type start: a whole number from 0");
    loses_first(span(0, json!([3]), "Ask"), "wrong-type end: a whole number from 0");
    loses_first(span(0, 3, "Ask").as_object().map_or(json!(0), |_| json!(["s1"])), "wrong-type : an object");
}

#[test]
fn spans_with_missing_or_wrong_fields_are_left_out() {
    for (field, problem) in [
        ("id", "missing-field id"),
        ("label", "missing-field label"),
        ("start", "missing-field start"),
        ("end", "missing-field end"),
    ] {
        let mut without = span(0, 3, "Ask");
        without[field] = Value::Null;
        loses_first(without, problem);
    }
    for (field, value, problem) in [
        ("id", json!(7), "wrong-type id: a string"),
        ("label", json!({}), "wrong-type label: a string"),
        ("quote", json!(3), "wrong-type quote: a string"),
        ("note", json!([]), "wrong-type note: a string"),
        ("fragments", json!({}), "wrong-type fragments: a list"),
        ("fragments", json!([3]), "wrong-type : an object"),
        ("fragments", json!([{"start": 0, "end": 99}]), "out-of-range"),
        ("attributes", json!([]), "wrong-type attributes: an object"),
        ("attributes", json!({"kind": {"deep": 1}}), "unknown-value attributes: {\"deep\":1}"),
    ] {
        let mut wrong = span(0, 3, "Ask");
        wrong[field] = value;
        loses_first(wrong, problem);
    }
}

/// The emoji 👍🏽 is two code points, each two UTF-16 units and four bytes.
#[test]
fn a_span_inside_a_character_is_left_out_and_inside_a_grapheme_kept() {
    let mut cut = span(4, 5, "👍");
    let cuts = format!("{AT_FIRST}: cuts-grapheme");
    check(FIRST, cut.clone(), "Ask [👍|actor]🏽 met [Embla|actor]. r1:s1→s2", &[&cuts]);
    cut["quote"] = Value::Null;
    for (unit, inside, second) in [("utf16", 5, (13, 18)), ("byte", 6, (17, 22))] {
        let mut file = sound();
        file["offset_unit"] = unit.into();
        let spans = &mut file["annotation_sets"][0]["spans"];
        spans[0] = span(4, inside, "👍");
        (spans[1]["start"], spans[1]["end"]) = (second.0.into(), second.1.into());
        let (kept, problems) = told(&read(file.to_string().as_bytes()).expect("the rest can be read"));
        assert_eq!(kept, WITHOUT_FIRST, "{unit}");
        assert_eq!(problems[0], format!("{AT_FIRST}: inside-character (left out)"), "{unit}");
    }
}

#[test]
fn a_taken_name_is_changed() {
    let mut twin = span(4, 6, "👍🏽");
    let renamed = "annotation_sets[0].spans[2]: duplicate-id s1 → s1-2";
    check("/annotation_sets/0/spans/-", twin.clone(), "[Ask|actor] [👍🏽|actor] met [Embla|actor]. r1:s1→s2", &[renamed]);
    twin["id"] = "s3".into();
    let again = json!({"id": "r1", "type": "knows", "from": "s2", "to": "s1"});
    let renamed = "annotation_sets[0].relations[1]: duplicate-id r1 → r1-2";
    check("/annotation_sets/0/relations/-", again, &format!("{ALL} r1-2:s2→s1"), &[renamed]);
    let document = json!({"id": "d", "text": "Another."});
    check("/documents/-", document, ALL, &["documents[1]: duplicate-id d → d-2"]);
    let set = json!({"id": "set", "document": "d", "annotator": "jun"});
    let both = format!("{ALL}Ask 👍🏽 met Embla.");
    check("/annotation_sets/-", set, &both, &["annotation_sets[1]: duplicate-id set → set-2"]);
    let label = json!({"id": "actor", "name": "Actor again"});
    check("/label_set/labels/-", label, ALL, &["label_set.labels[1]: duplicate-id actor → actor (left out)"]);
}

#[test]
fn an_unknown_label_is_added() {
    let mut stray = span(0, 3, "Ask");
    stray["label"] = "person".into();
    let added = format!("{AT_FIRST}: label-added person");
    check(FIRST, stray, "[Ask|person] 👍🏽 met [Embla|actor]. r1:s1→s2", &[&added]);
    let first = format!("{AT_FIRST}: label-added actor");
    check("/label_set", Value::Null, ALL, &[&first]);
}

#[test]
fn relations_that_link_nothing_are_left_out() {
    let at = "annotation_sets[0].relations[1]";
    for (relation, problem) in [
        (json!({"id": "r2", "type": "knows", "from": "s1", "to": "s9"}), "loose-relation"),
        (json!({"id": "r2", "type": "knows", "from": "s1"}), "missing-field to"),
        (json!({"id": "r2", "from": "s1", "to": "s2"}), "missing-field type"),
        (json!({"id": 2, "type": "knows", "from": "s1", "to": "s2"}), "wrong-type id: a string"),
        (json!("r2"), "wrong-type : an object"),
    ] {
        let problem = format!("{at}: {problem} (left out)");
        check("/annotation_sets/0/relations/-", relation, ALL, &[&problem]);
    }
}

#[test]
fn documents_that_are_no_documents_are_left_out() {
    for (document, problem) in [
        (json!({"id": "e"}), "missing-field text"),
        (json!({"id": "e", "text": ["a"]}), "wrong-type text: a string"),
        (json!("e"), "wrong-type : an object"),
    ] {
        let problem = format!("documents[1]: {problem} (left out)");
        check("/documents/-", document, ALL, &[&problem]);
    }
    check("/documents/0", json!({"id": "e", "text": "Else."}), "", &["annotation_sets[0]: no-document d (left out)"]);
    check("/annotation_sets/-", json!({"id": "x"}), ALL, &["annotation_sets[1]: missing-field document (left out)"]);
    check("/annotation_sets/-", json!(4), ALL, &["annotation_sets[1]: wrong-type : an object (left out)"]);
}

#[test]
fn a_text_that_is_not_the_hashed_one_is_told() {
    let other = "0".repeat(64);
    check("/documents/0/sha256", other.into(), ALL, &["documents[0]: hash-differs"]);
    check("/documents/0/sha256", json!(5), ALL, &["documents[0]: wrong-type sha256: a string"]);
}

#[test]
fn blocks_that_do_not_fit_are_found_anew() {
    for blocks in [
        json!([{"start": 0, "end": 3, "role": "title"}]),
        json!([{"start": 0, "end": 17, "role": "headline"}]),
        json!([{"start": 0, "end": 99, "role": "paragraph"}]),
        json!([{"start": 0, "end": 17}]),
        json!([7]),
    ] {
        check("/documents/0/blocks", blocks, ALL, &["documents[0]: blocks-replaced"]);
    }
    check("/documents/0/blocks", json!("none"), ALL, &["documents[0]: wrong-type blocks: a list"]);
}

#[test]
fn a_wrong_field_costs_only_itself() {
    check("/guidelines", json!(1), ALL, &[": wrong-type guidelines: a string"]);
    check("/project/name", json!(1), ALL, &["project: wrong-type name: a string"]);
    check("/documents/0/metadata", json!({"title": 1}), ALL, &["documents[0]: wrong-type title: a string"]);
    check("/annotation_sets/0/status", json!("over"), ALL, &["annotation_sets[0]: unknown-value status: over"]);
    check(
        "/annotation_sets/0/document_labels",
        json!({"topic": {}}),
        ALL,
        &["annotation_sets[0]: unknown-value attributes: {}"],
    );
    check("/offset_unit", json!("inch"), ALL, &["offset_unit: unknown-value offset_unit: inch"]);
    let label = |field: &str, value: Value| {
        let mut label = json!({"id": "actor"});
        label[field] = value;
        label
    };
    let at = "label_set.labels[0]";
    check(
        "/label_set/labels/0",
        label("colour", json!("mauve")),
        ALL,
        &[&format!("{at}: unknown-value colour: mauve")],
    );
    check(
        "/label_set/labels/0",
        label("examples", json!("x")),
        ALL,
        &[&format!("{at}: wrong-type examples: a list of strings")],
    );
    let attributes = json!([{"name": "Kind"}]);
    let missing = format!("{at}.attributes[0]: missing-field id (left out)");
    check("/label_set/labels/0", label("attributes", attributes), ALL, &[&missing]);
    check("/label_set/relations/0", json!({}), ALL, &["label_set.relations[0]: missing-field id (left out)"]);
}

/// Texts that are not canonical are made so; offsets that counted what goes away move with the text.
#[test]
fn offsets_move_with_a_text_that_is_made_canonical() {
    let file = json!({
        "format": "postil", "version": 1,
        "label_set": {"labels": [{"id": "actor", "name": "Actor"}]},
        "documents": [{"id": "d", "text": "\u{feff}\u{feff}One\r\ntwo 🙂\rthree\u{0}."}],
        "annotation_sets": [{"id": "s", "document": "d", "annotator": "a", "spans": [
            {"id": "s1", "label": "actor", "start": 2, "end": 5, "quote": "One"},
            {"id": "s2", "label": "actor", "start": 7, "end": 12, "quote": "two 🙂"},
            {"id": "s3", "label": "actor", "start": 11, "end": 18, "quote": "🙂\rthree"},
            {"id": "s4", "label": "actor", "start": 18, "end": 19, "quote": "\u{0}"},
            {"id": "s5", "label": "actor", "start": 20, "end": 21, "quote": "."}
        ]}]
    });
    let (kept, problems) = told(&read(file.to_string().as_bytes()).unwrap());
    assert_eq!(problems, ["documents[0]: text-made-canonical", "annotation_sets[0].spans[4]: out-of-range (left out)"]);
    assert_eq!(kept, "[One|actor]\n[two [🙂|actor^]\nthree|actor][\u{fffd}|actor].");
}

#[track_caller]
fn unreadable(bytes: &[u8], expected: &ReadError) {
    assert_eq!(read(bytes).err().as_ref(), Some(expected));
}

#[test]
fn what_is_no_postil_file_is_refused() {
    unreadable(b"{\"format\":\"postil\",\xff", &ReadError::NotText(19));
    unreadable(b"", &ReadError::NotJson { line: 1, column: 0 });
    unreadable(b"{\"format\": \"postil\",\n\"version\": ", &ReadError::NotJson { line: 2, column: 11 });
    unreadable(b"An article.", &ReadError::NotJson { line: 1, column: 1 });
    unreadable(b"{\"format\": \"postil\"} {}", &ReadError::NotJson { line: 1, column: 22 });
    for other in ["{}", "[]", "null", "3", "{\"format\": \"other\"}", "{\"format\": 3}"] {
        unreadable(other.as_bytes(), &ReadError::NotPostil);
    }
}

#[test]
fn a_file_with_nothing_in_it_is_an_empty_project() {
    let imported = read(b"{\"format\": \"postil\"}").unwrap();
    assert_eq!(imported.warnings, []);
    assert!(!imported.has_schema);
    assert!(imported.project.documents.is_empty() && imported.project.sets.is_empty());
}

#[test]
fn endless_nesting_is_passed_over() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let file = sound();
    let file = file.to_string();
    let unknown = file.replacen('{', &format!("{{\"x-deep\":{deep},"), 1);
    assert_eq!(told(&read(unknown.as_bytes()).unwrap()), (ALL.to_owned(), vec![]));
    let known = file.replacen('{', &format!("{{\"guidelines\":{deep},"), 1);
    let (kept, problems) = told(&read(known.as_bytes()).unwrap());
    assert_eq!((kept.as_str(), problems), (ALL, vec![": wrong-type guidelines: a string".to_owned()]));
    let value = file.replacen("\"id\":\"s1\"", &format!("\"id\":\"s1\",\"attributes\":{{\"kind\":{deep}}}"), 1);
    let (kept, problems) = told(&read(value.as_bytes()).unwrap());
    assert_eq!(kept, WITHOUT_FIRST);
    assert!(problems[0].starts_with(&format!("{AT_FIRST}: unknown-value attributes")));
}

/// The last of two fields with one name counts, as in JavaScript and Python.
#[test]
fn a_field_said_twice_counts_as_said_last() {
    let file = br#"{"format":"other","format":"postil","documents":[{"id":"d","text":"one","text":"two"}]}"#;
    assert_eq!(read(file).unwrap().project.documents[0].text().as_str(), "two");
}

/// Python writes half of a surrogate pair as an escape; everything else in the file must not be lost for it.
#[test]
fn half_a_surrogate_pair_becomes_a_replacement_character() {
    let file = sound();
    let file = file.to_string().replace(" met", " m\\ud83dt");
    let (kept, problems) = told(&read(file.as_bytes()).unwrap());
    assert_eq!(kept, ALL.replace("met", "m\u{fffd}t"));
    assert_eq!(problems, [""; 0]);
}
