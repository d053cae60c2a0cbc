//! The published JSON Schema, by an independent validator: it takes what is written and refuses what is wrong.

use jsonschema::Validator;
use postil::domain::formats::postil::{COLOUR_NAMES, write};
use postil::domain::id::ProjectId;
use postil::domain::project::Project;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::cases;
use crate::support::marked::NOW;
use crate::support::samples::{FIXTURE, any_project, rich_labels};

const SCHEMA: &str = include_str!("../../schemas/postil-1.schema.json");

fn validator() -> Validator {
    let schema = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

fn complaints(file: &Value) -> Vec<String> {
    validator().iter_errors(file).map(|error| error.to_string()).collect()
}

fn written(project: &Project) -> Value {
    serde_json::from_slice(&write(project, NOW)).expect("what is written is JSON")
}

#[test]
fn exports_and_the_released_file_are_valid() {
    let fixture: Value = serde_json::from_str(FIXTURE).unwrap();
    assert_eq!(complaints(&fixture), [""; 0]);
    assert_eq!(complaints(&written(&Project::new(ProjectId::new("p"), "A project"))), [""; 0]);
    assert_eq!(complaints(&written(&rich_labels())), [""; 0]);
}

#[test]
fn the_schema_knows_every_colour() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert_eq!(schema["$defs"]["label"]["properties"]["colour"]["enum"], json!(COLOUR_NAMES));
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn every_export_is_valid(project in any_project()) {
        let validator = validator();
        let file = written(&project);
        let complaints: Vec<String> = validator.iter_errors(&file).map(|error| error.to_string()).collect();
        prop_assert!(complaints.is_empty(), "{complaints:?}");
    }
}

#[test]
fn broken_files_are_refused() {
    let validator = validator();
    let fixture: Value = serde_json::from_str(FIXTURE).unwrap();
    let removed = Value::from("(removed)");
    for (place, value) in [
        ("/format", json!("other")),
        ("/format", removed.clone()),
        ("/version", json!(2)),
        ("/version", json!("1")),
        ("/version", removed.clone()),
        ("/documents", removed.clone()),
        ("/documents", json!({})),
        ("/annotation_sets", removed.clone()),
        ("/offset_unit", json!("grapheme")),
        ("/guidelines", json!(["text"])),
        ("/project/name", json!(1)),
        ("/label_set/labels/0/id", removed.clone()),
        ("/label_set/labels/0/colour", json!("mauve")),
        ("/label_set/labels/0/colour", json!(3)),
        ("/label_set/labels/0/key", json!("12")),
        ("/label_set/labels/0/examples", json!("Ask")),
        ("/label_set/labels/0/attributes/0/type", json!("colour")),
        ("/label_set/labels/0/attributes/0/options", removed.clone()),
        ("/label_set/labels/0/attributes/0/required", json!("yes")),
        ("/label_set/relations/0/from", json!("actor")),
        ("/label_set/document_labels/0/id", json!("")),
        ("/documents/0/id", removed.clone()),
        ("/documents/0/text", removed.clone()),
        ("/documents/0/text", json!("a\r\nb")),
        ("/documents/0/text", json!("a\u{0}b")),
        ("/documents/0/text", json!("\u{feff}a")),
        ("/documents/0/sha256", json!("abc")),
        ("/documents/0/blocks/0/role", json!("footer")),
        ("/documents/0/blocks/0/start", json!("0")),
        ("/documents/0/blocks/0/end", removed.clone()),
        ("/documents/0/metadata/title", json!(null)),
        ("/annotation_sets/0/id", removed.clone()),
        ("/annotation_sets/0/document", removed.clone()),
        ("/annotation_sets/0/annotator", removed.clone()),
        ("/annotation_sets/0/status", json!("finished")),
        ("/annotation_sets/0/spans", removed.clone()),
        ("/annotation_sets/0/spans/0/id", removed.clone()),
        ("/annotation_sets/0/spans/0/label", json!(["actor"])),
        ("/annotation_sets/0/spans/0/start", json!(-1)),
        ("/annotation_sets/0/spans/0/start", json!(1.5)),
        ("/annotation_sets/0/spans/0/start", json!("57")),
        ("/annotation_sets/0/spans/0/start", removed.clone()),
        ("/annotation_sets/0/spans/0/end", json!(0)),
        ("/annotation_sets/0/spans/0/quote", removed.clone()),
        ("/annotation_sets/0/spans/0/quote", json!("")),
        ("/annotation_sets/0/spans/1/attributes/kind", json!({"is": "Town"})),
        ("/annotation_sets/0/spans/1/attributes/kind", json!([1])),
        ("/annotation_sets/0/spans/1/attributes/kind", json!(null)),
        ("/annotation_sets/0/spans/0/note", json!(false)),
        ("/annotation_sets/0/spans/3/fragments", json!([])),
        ("/annotation_sets/0/spans/3/fragments/0/quote", removed.clone()),
        ("/annotation_sets/0/relations/0/from", removed.clone()),
        ("/annotation_sets/0/relations/0/type", removed.clone()),
        ("/annotation_sets/0/relations/0/to", json!(3)),
        ("/annotation_sets/0/document_labels", json!([])),
    ] {
        let mut file = fixture.clone();
        let (parent, name) = place.rsplit_once('/').unwrap();
        let record = file.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        assert!(record.contains_key(name), "{place} is in the file");
        if value == removed {
            record.remove(name);
        } else {
            record.insert(name.to_owned(), value.clone());
        }
        assert!(!validator.is_valid(&file), "{place}: {value} is accepted");
    }
}
