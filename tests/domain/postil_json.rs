//! Postil JSON: what is written is read again, and what was released once is read for ever.

use postil::domain::annotation::{AttributeValue, Number, Span, Status};
use postil::domain::formats::json::Record;
use postil::domain::formats::postil::{looks_like, read, read_values, write};
use postil::domain::id::{AttributeId, DocumentId, SpanId};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::cases;
use crate::support::marked::{Marked, NOW};
use crate::support::samples::{FIXTURE, any_project};

fn parsed(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("what is written is JSON")
}

/// Holds `text[start:end] == quote` in code points for every span and fragment of a file, with nothing of ours but the JSON.
pub(crate) fn quotes_stand_where_they_say(file: &Value) -> usize {
    let text_of = |id: &Value| -> Vec<char> {
        let documents = file["documents"].as_array().expect("a list of documents");
        let document = documents.iter().find(|document| document["id"] == *id).expect("the document");
        document["text"].as_str().expect("a text").chars().collect()
    };
    let mut count = 0;
    for set in file["annotation_sets"].as_array().expect("a list of sets") {
        let text = text_of(&set["document"]);
        for span in set["spans"].as_array().expect("a list of spans") {
            let fragments = span["fragments"].as_array().into_iter().flatten();
            for piece in std::iter::once(span).chain(fragments) {
                let place = |name: &str| piece[name].as_u64().expect("an offset") as usize;
                let found: String = text[place("start")..place("end")].iter().collect();
                assert_eq!(piece["quote"], Value::from(found), "{piece}");
                count += 1;
            }
        }
    }
    count
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn what_is_written_is_read_again(project in any_project()) {
        let bytes = write(&project, NOW);
        let imported = read(&bytes).unwrap();
        prop_assert_eq!(&imported.warnings, &[]);
        prop_assert_eq!(imported.newer, None);
        prop_assert!(imported.has_schema);
        prop_assert_eq!(&imported.project, &project);
        prop_assert_eq!(String::from_utf8(write(&imported.project, NOW)), String::from_utf8(bytes.clone()));
        prop_assert!(looks_like(&bytes));
        quotes_stand_where_they_say(&parsed(&bytes));
    }

    /// A number that comes back as its neighbour would not fit the change that says what it was.
    #[test]
    fn numbers_come_back_to_the_last_digit(numbers in proptest::collection::vec(any::<f64>(), 200)) {
        for number in numbers.into_iter().filter(|number| number.is_finite()) {
            let json = json!({"n": number}).to_string();
            let values = read_values(Record::parse(&json).unwrap()).unwrap();
            let written = Number::parse(&serde_json::to_string(&number).unwrap()).map(AttributeValue::Number);
            prop_assert_eq!(values.get(&AttributeId::new("n")), written.as_ref());
        }
    }

    /// Another program may lay the file out anew and put its fields in another order.
    #[test]
    fn the_layout_does_not_matter(project in any_project()) {
        let bytes = write(&project, NOW);
        let sorted = serde_json::to_vec_pretty(&parsed(&bytes)).unwrap();
        let imported = read(&sorted).unwrap();
        prop_assert_eq!(&imported.warnings, &[]);
        prop_assert_eq!(parsed(&write(&imported.project, NOW)), parsed(&bytes));
    }
}

#[test]
fn the_released_version_1_is_read_the_same_for_ever() {
    let imported = read(FIXTURE.as_bytes()).unwrap();
    assert_eq!(imported.warnings, []);
    assert_eq!((imported.newer, imported.has_schema), (None, true));
    let project = &imported.project;
    assert_eq!((project.id.as_str(), project.name.as_str()), ("harbour", "Harbour articles"));
    let marked = |n: usize| {
        let set = &project.sets[n];
        Marked::of(project.document(&set.document).unwrap().text(), set).print()
    };
    assert_eq!(
        marked(0),
        "Lights on the Harbour 🙂\n\nBy Mara Lindqvist\n\nThe towns of [[Ask|actor] and Embla 👩‍👩‍👧‍👦|actor] [signed the \
         Harbour Accord|agreement] on Monday. [It covers ferries, and it covers cafe\u{301} terraces|focus-area].\n\n- Ask pays \
         for the quay.\n- [Embla pays for the lamps 🇸🇪|actor].\n"
    );
    assert_eq!(
        marked(1),
        "港の灯り。[エムブラ|actor]とアスクは協定に署名した。\n\nשתי הערים חתמו על [הסכם|agreement].\n"
    );
    let about = |n: usize| {
        let set = &project.sets[n];
        (set.id.to_string(), set.document.to_string(), set.annotator.to_string(), set.status)
    };
    assert_eq!(about(0), ("set-1".into(), "doc-1".into(), "mara".into(), Status::Done));
    assert_eq!(about(1), ("set-2".into(), "doc-2".into(), "jun".into(), Status::InProgress));
    assert_eq!(about(2), ("set-3".into(), "doc-1".into(), "jun".into(), Status::New));

    let document = project.document(&DocumentId::new("doc-1")).unwrap();
    let span = |id: &str| -> &Span { project.sets[0].span(&SpanId::new(id)).unwrap() };
    let said = |span: &Span, name: &str| span.attributes.get(&AttributeId::new(name)).cloned();
    let quotes: Vec<&str> = span("s4").fragments.iter().map(|range| document.text().quote(range)).collect();
    assert_eq!(quotes, ["It covers", "cafe\u{301} terraces"]);
    assert_eq!(said(span("s1"), "kind"), Some(AttributeValue::Text("Town".into())));
    assert_eq!(said(span("s1"), "size"), Number::parse("1.5").map(AttributeValue::Number));
    assert_eq!(said(span("s3"), "in-force"), Some(AttributeValue::YesNo(false)));
    let topics = vec!["ferries".to_owned(), "lamps".to_owned()];
    assert_eq!(said(span("s3"), "topics"), Some(AttributeValue::Texts(topics)));
    assert_eq!(said(span("s3"), "remark"), Some(AttributeValue::Text("since\nMonday".into())));
    assert_eq!(span("s2").note, "both “towns”");
    assert_eq!((&*span("s1").origin.0, &*span("s1").modified), ("manual", "2026-02-02T09:30:00Z"));
    let links: Vec<String> = project.sets[0]
        .relations()
        .map(|link| format!("{} {} {} {} {:?}", link.id, link.from, link.kind, link.to, link.note))
        .collect();
    assert_eq!(links, ["r1 s1 party-to s3 \"by name\"", "r2 s3 covers s4 \"\""]);
    assert_eq!(document.metadata.byline.as_deref(), Some("Mara Lindqvist"));
    assert_eq!(document.added, "2026-02-01T09:00:00Z");
    let roles: Vec<String> = document.blocks().iter().map(|block| format!("{:?}", block.role)).collect();
    assert_eq!(roles, ["Title", "Byline", "Paragraph", "ListItem", "ListItem"]);
}

/// Every field of the released file, known to this version or not, stands in what is written of it.
#[test]
fn nothing_of_the_released_file_is_lost_on_writing() {
    let file: Value = serde_json::from_str(FIXTURE).unwrap();
    let mut written = parsed(&write(&read(FIXTURE.as_bytes()).unwrap().project, "2026-03-01T10:00:00Z"));
    assert!(written["generator"].as_str().unwrap().starts_with("Postil "));
    written["generator"] = file["generator"].clone();
    assert_eq!(written, file);
}

#[test]
fn unknown_fields_survive_wherever_they_stand() {
    let mut file: Value = serde_json::from_str(FIXTURE).unwrap();
    let unknown = json!({"deep": [{"er": null}, 1.5e300, "\u{2028}"]});
    for place in [
        "",
        "/label_set",
        "/label_set/labels/1",
        "/label_set/labels/0/attributes/1",
        "/label_set/relations/0",
        "/label_set/document_labels/0",
        "/documents/1",
        "/documents/1/metadata",
        "/annotation_sets/1",
        "/annotation_sets/1/spans/0",
        "/annotation_sets/0/relations/1",
    ] {
        file.pointer_mut(place).unwrap()["from the future"] = unknown.clone();
    }
    let imported = read(&serde_json::to_vec_pretty(&file).unwrap()).unwrap();
    assert_eq!(imported.warnings, []);
    let mut written = parsed(&write(&imported.project, NOW));
    written["generator"] = file["generator"].clone();
    assert_eq!(written, file);
}

#[test]
fn a_newer_version_is_read_as_far_as_it_goes_and_told() {
    let newer = FIXTURE.replacen("\"version\": 1", "\"version\": 7", 1);
    let imported = read(newer.as_bytes()).unwrap();
    assert_eq!(imported.newer, Some(7));
    assert_eq!(imported.project, read(FIXTURE.as_bytes()).unwrap().project);
}

#[test]
fn only_a_postil_file_looks_like_one() {
    assert!(looks_like(FIXTURE.as_bytes()));
    assert!(looks_like(format!("\u{feff}\n {FIXTURE}").as_bytes()));
    assert!(looks_like(b"{\"version\": 1, \"format\": \"postil\""), "a broken one still does");
    for other in ["", "An article about \"postil\".", "{\"format\":\"other\"}", "[{\"format\":\"postil\"}]"] {
        assert!(!looks_like(other.as_bytes()), "{other}");
    }
}

/// Offsets in other units are read as what they are.
#[test]
fn offsets_may_count_utf16_units_or_bytes() {
    for (unit, start, end) in [("codepoint", 2, 4), ("utf16", 3, 6), ("byte", 5, 11)] {
        let file = json!({
            "format": "postil", "version": 1, "offset_unit": unit,
            "documents": [{"id": "d", "text": "🙂 é🙂."}],
            "annotation_sets": [{"id": "s", "document": "d", "annotator": "a", "spans": [
                {"id": "s1", "label": "actor", "start": start, "end": end}
            ]}],
        });
        let imported = read(file.to_string().as_bytes()).unwrap();
        let set = &imported.project.sets[0];
        let printed = Marked::of(imported.project.documents[0].text(), set).print();
        assert_eq!(printed, "🙂 [é🙂|actor].", "{unit}: {:?}", imported.warnings);
    }
}
