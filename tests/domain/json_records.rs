//! JSON is taken apart as `serde_json` takes it apart, and written so that it reads the same.

use postil::domain::formats::json::{Record, number, read_string, string, strings};
use proptest::prelude::*;
use serde_json::{Value, json};

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_filter("JSON has only finite numbers", |number| number.is_finite()).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((any::<String>(), inner), 0..6).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn an_object_falls_into_its_fields(fields in proptest::collection::vec((any::<String>(), value()), 0..8), pretty: bool) {
        let object: Value = fields.into_iter().collect();
        let json = if pretty { serde_json::to_string_pretty(&object) } else { serde_json::to_string(&object) }.unwrap();
        let taken = Record::parse(&json).unwrap().rest();
        prop_assert_eq!(taken.len(), object.as_object().unwrap().len());
        for (name, json) in taken {
            prop_assert_eq!(&serde_json::from_str::<Value>(&json).unwrap(), &object[&name]);
        }
    }

    #[test]
    fn strings_are_written_and_read_as_they_are(said: String, awkward in "[\"\\\\/\u{0}-\u{1f}\u{7f}-\u{a0}\u{2028}\u{2029}😀é]{0,20}") {
        for said in [said, awkward] {
            let mut out = Vec::new();
            string(&mut out, &said);
            let json = String::from_utf8(out).unwrap();
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), said.as_str());
            prop_assert_eq!(read_string(&json), Some(said.clone()));
            prop_assert_eq!(read_string(&serde_json::to_string(&said).unwrap()), Some(said));
            prop_assert_eq!(json.lines().count(), 1);
        }
    }

    #[test]
    fn whatever_is_no_object_is_refused_without_a_panic(junk in "[\\[\\]{}\",:\\\\u0-9ae ü]{0,16}") {
        let is_object = serde_json::from_str::<Value>(&junk).is_ok_and(|value| value.is_object());
        if is_object {
            prop_assert!(Record::parse(&junk).is_ok());
        }
        let _ = strings(&junk);
    }
}

#[test]
fn escapes() {
    for (json, said) in [
        (r#""\u0041\n\/\"""#, Some("A\n/\"")),
        (r#""\ud83d\ude00""#, Some("😀")),
        (r#""\ud83d""#, Some("\u{fffd}")),
        (r#""\ude00x""#, Some("\u{fffd}x")),
        (r#""\ud83d\u0041""#, Some("\u{fffd}A")),
        (r#""\x""#, None),
        (r#""\u12""#, None),
        ("12", None),
        ("\"", None),
    ] {
        assert_eq!(read_string(json).as_deref(), said, "{json}");
    }
}

#[test]
fn strings_are_written_with_what_must_be_escaped() {
    let mut out = Vec::new();
    string(&mut out, "a\"\\/\n\r\t\u{0}\u{1f}\u{7f}\u{85}\u{a0}\u{2027}\u{2028}\u{2029}é😀");
    let written = String::from_utf8(out).expect("it is text");
    assert_eq!(written, "\"a\\\"\\\\/\\n\\r\\t\\u0000\\u001f\u{7f}\\u0085\u{a0}\u{2027}\\u2028\\u2029é😀\"");
}

#[test]
fn numbers_are_written_in_digits() {
    for value in [0, 7, 10, 1_234_567_890, u64::MAX] {
        let mut out = Vec::new();
        number(&mut out, value);
        assert_eq!(String::from_utf8(out).as_deref(), Ok(value.to_string().as_str()));
    }
}

#[test]
fn the_last_of_two_fields_with_one_name_counts() {
    let mut record = Record::parse(r#"{"a": 1, "b": [], "a": "x"}"#).unwrap();
    assert_eq!(record.string("a"), Ok(Some("x".into())));
    assert_eq!(record.rest(), vec![("b".to_owned(), "[]".to_owned())]);
}

#[test]
fn what_follows_an_object_is_an_error() {
    for json in ["{} x", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[]", "", "{\"a\":1 \"b\":2}", "{\"a\":{}"] {
        assert!(Record::parse(json).is_err(), "{json}");
    }
    assert!(Record::parse(&json!({"a": {"b": [1, "]}"]}}).to_string()).is_ok());
}
