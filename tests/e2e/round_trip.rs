//! A file that was exported gives the same annotations wherever it is opened, and gives them once.

use serde_json::Value;

use crate::page::{Page, parsed};
use crate::webdriver::Profile;

/// The released file of version 1: it has everything the format can hold.
const FIXTURE: &str = include_str!("../fixtures/postil-1.json");

/// What the file says, without who wrote it when. The order of annotation sets says nothing.
fn content(file: &[u8]) -> Value {
    let mut file = parsed(file);
    let sets = file["annotation_sets"].as_array_mut().expect("a list");
    sets.sort_by_key(|set| set["id"].as_str().expect("a name").to_owned());
    for field in ["exported", "generator"] {
        assert!(file.as_object_mut().expect("the file is an object").remove(field).is_some());
    }
    file
}

#[test]
fn an_exported_file_comes_back_the_same_and_only_once() {
    let mut released: Value = serde_json::from_str(FIXTURE).expect("the fixture is JSON");
    let first = Profile::new();
    let page = Page::open(&first);
    page.drop_file(&first.file("released.json", FIXTURE));
    let said = page.report();
    assert!(said.contains("2 articles added. 3 annotation sets added") && said.contains("Harbour articles"), "{said}");
    let file = page.export(&first);
    page.close();
    // The second document did not say when it was added.
    assert!(released["documents"][1]["added"].is_null());
    released["documents"][1]["added"] = content(&file)["documents"][1]["added"].clone();
    assert_eq!(content(&file)["documents"], released["documents"]);
    assert_eq!(content(&file)["annotation_sets"], released["annotation_sets"]);
    assert_eq!(content(&file)["label_set"], released["label_set"]);

    let second = Profile::new();
    let page = Page::open(&second);
    let exported = second.file("exported.json", &file);
    page.drop_file(&exported);
    page.report();
    assert_eq!(content(&page.export(&second)), content(&file));
    let library = page.library();
    page.drop_file(&exported);
    let said = page.report();
    assert!(said.contains("Nothing in the file is new") && said.contains("unchanged"), "{said}");
    assert_eq!(page.library(), library);
    assert_eq!(content(&page.export(&second)), content(&file));
    page.close();
}
