//! JSON records of lists, lines and single objects.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::cases;
use crate::support::texts::awkward;
use postil::domain::formats::files::InMemory;
use postil::domain::formats::intake::{Collected, Intake};
use postil::domain::formats::items::each_json_item;

/// The records of a file with their places, and what was reported.
fn read(content: impl Into<Vec<u8>>) -> (Vec<(String, String)>, Vec<String>) {
    let mut collected = Collected::default();
    let mut records = Vec::new();
    let mut intake = Intake::new(&mut collected);
    each_json_item(&InMemory::one("x.json", content), &[], &mut intake, |_, _, at, json| {
        records.push((at.to_owned(), json.trim().to_owned()));
    })
    .expect("memory can be read");
    let reports = collected.warnings.iter().map(|warning| format!("{}: {}", warning.at, warning.problem.described().1));
    (records, reports.collect())
}

fn records(content: &str) -> Vec<(String, String)> {
    let (records, reports) = read(content);
    assert_eq!(reports, [""; 0], "{content}");
    records
}

#[test]
fn a_list_gives_its_items() {
    let at = |n: usize, json: &str| (format!("[{n}]"), json.to_owned());
    let items = [at(0, r#"{"a":"],[\"\\","b":[1,{}]}"#), at(1, "{}"), at(2, "7"), at(3, "\"x\"")];
    assert_eq!(records("[{\"a\":\"],[\\\"\\\\\",\"b\":[1,{}]},{},7,\"x\"]"), items);
    assert_eq!(records("\u{feff} \r\n[ {\"a\":\"],[\\\"\\\\\",\"b\":[1,{}]} \n, {}\n,7\t,\n\"x\" ] \n"), items);
    assert_eq!(records("[]"), []);
    assert_eq!(records("[ ]\n"), []);
}

#[test]
fn lines_and_single_objects_give_records() {
    let at = |n: usize, json: &str| (format!("line {n}"), json.to_owned());
    assert_eq!(records("{\"a\":1}\r\n\n{\"a\":[\"\u{2028}\"]}"), [at(1, "{\"a\":1}"), at(3, "{\"a\":[\"\u{2028}\"]}")]);
    assert_eq!(records("{\n \"a\":1\n}\n"), [at(1, "{\n \"a\":1\n}")]);
    assert_eq!(records(""), []);
}

#[test]
fn what_is_wrong_costs_only_itself() {
    let (items, reports) = read("[{\"a\":1},{\"a\":},,}, {\"a\":tru},{\"a\":2}] x");
    assert_eq!(items.len(), 2);
    assert_eq!(
        reports,
        [
            "[1]: not JSON from column 6",
            "[2]: not JSON from column 1",
            "[3]: not JSON from column 9",
            "x.json: the list does not end where the file does",
        ]
    );
    let (items, reports) = read("[{\"a\":1},{\"a\":\"2");
    assert_eq!((items.len(), reports.len()), (1, 2));
    let (items, reports) = read(b"[\"\xff\",1]".to_vec());
    assert_eq!((items.len(), reports), (1, vec!["[0]: not UTF-8 from byte 1".to_owned()]));
    let (items, reports) = read("{\"a\":\n{\"b\":1}\n");
    assert_eq!((items.len(), reports.len()), (1, 1));
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn every_item_comes_whole(texts in proptest::collection::vec((awkward(), awkward()), 0..6), pretty in any::<bool>()) {
        let values: Vec<Value> = texts.iter().map(|(one, other)| json!({ one.as_str(): [other, {"x": other}] })).collect();
        let list = Value::Array(values.clone());
        let written = if pretty { format!("{list:#}") } else { list.to_string() };
        let read: Vec<Value> =
            records(&written).iter().map(|(_, json)| serde_json::from_str(json).expect("valid JSON")).collect();
        prop_assert_eq!(read, values);
    }

    #[test]
    fn nothing_makes_it_stop(content in "[\\[\\]{}\",:\\\\a1 \n]{0,60}") {
        read(content);
    }
}
