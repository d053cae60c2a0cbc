//! Names of files that every system takes.

use proptest::prelude::*;

use crate::support::cases;
use crate::support::texts::awkward;
use postil::domain::formats::file_names::FileNames;

fn name(wanted: &str) -> String {
    FileNames::default().name(wanted)
}

#[test]
fn what_a_system_does_not_take_is_replaced() {
    assert_eq!(name("Größe 1.v2"), "Größe_1.v2");
    assert_eq!(name("a/b\\c:d\n"), "a_b_c_d_");
    assert_eq!(name("../x."), "_._x_");
    assert_eq!(name(""), "_");
    assert_eq!(
        ["con", "NUL.txt", "Lpt1", "com0.a.b", "console", "com"].map(name),
        ["con_", "NUL_.txt", "Lpt1_", "com0_.a.b", "console", "com_"]
    );
    assert_eq!(name(&"é".repeat(200)).len(), 120);
}

#[test]
fn no_two_names_are_the_same_to_any_system() {
    let mut names = FileNames::default();
    assert_eq!(["Doc", "doc", "doc-2", "DOC"].map(|wanted| names.name(wanted)), ["Doc", "doc-2", "doc-2-2", "DOC-3"]);
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn every_name_is_safe(wanted in awkward()) {
        let name = name(&wanted);
        let is_bad = |character: char| character.is_control() || "<>:\"/\\|?* ".contains(character);
        prop_assert!(!name.is_empty() && name.len() < 200 && !name.contains(is_bad), "{name:?}");
        prop_assert!(!name.starts_with('.') && !name.ends_with('.'), "{name:?}");
    }
}
