//! Names that are given away once.

use postil::domain::formats::file_names::FileNames;
use postil::domain::formats::unique::Unique;

#[test]
fn a_name_that_is_taken_gets_the_next_free_number() {
    let mut names = Unique::default();
    assert_eq!(names.rename("d-3"), None);
    let given: Vec<Option<String>> = (0..4).map(|_| names.rename("d")).collect();
    assert_eq!(given, [None, Some("d-2".into()), Some("d-4".into()), Some("d-5".into())]);
    assert_eq!(names.rename("d-4").as_deref(), Some("d-4-2"));
    assert!(names.contains("d-5") && !names.contains("d-6"));
}

#[test]
fn twenty_thousand_files_may_begin_alike() {
    let mut names = FileNames::default();
    let long = "long".repeat(40);
    assert_eq!(names.name(&format!("{long}0")), "long".repeat(30));
    let last = (1..20_000).map(|n| names.name(&format!("{long}{n}"))).last();
    assert_eq!(last, Some("long".repeat(30) + "-20000"));
}
