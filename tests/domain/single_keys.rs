//! Single keys that are given other commands, taken away, or switched off.

use postil::app::action::Action;
use postil::app::keys::single::{Keys, Place, Single, Taken};
use postil::app::keys::{Command, Focus, Press, ReviewCommand, command, review_command};
use postil::app::reduce::reduce;
use postil::domain::schema::{Label, Schema};
use proptest::prelude::*;

use crate::reduce::{article, state_with};
use crate::support::cases;

const PLACES: [Place; 3] = [Place::Article, Place::Library, Place::Review];

fn schema() -> Schema {
    Schema::actors_agreements_focus_areas()
}

fn given(single: Single, key: char) -> Keys {
    Keys::default().give(single, Some(key), &schema()).expect("the key is free")
}

fn means(keys: Keys, notation: &str, key: &str) -> Option<Command> {
    let state = reduce(&state_with(notation), Action::UseKeys(keys));
    let press = Press { key: key.into(), ..Press::default() };
    command(&press, Focus::Text, article(&state), &state.project.schema, &state.keys)
}

#[test]
fn a_command_is_called_by_the_key_it_was_given_and_no_longer_by_the_one_before() {
    let keys = given(Single::NextSpan, 'w');
    assert_eq!(means(keys, "a b", "w"), Some(Command::Neighbour { forward: true }));
    assert_eq!(means(keys, "a b", "n"), None);
    assert_eq!(means(keys, "a b", "p"), Some(Command::Neighbour { forward: false }));
    let none = keys.give(Single::Find, None, &schema()).expect("a command may have no key");
    assert_eq!(means(none, "a b", "/"), None);
    assert_eq!(none.restored(Single::Find, &schema()).expect("it is free").key(Single::Find), Some('/'));
}

#[test]
fn switched_off_no_single_key_means_anything_but_all_others_do() {
    let off = Keys::default().switched(true);
    for key in ["1", "n", "p", "/", "?", "r", "u"] {
        assert_eq!((key, means(off, "a «b» [c|*actor]", key)), (key, None));
    }
    assert_eq!(means(off, "[a|*actor]", "Delete"), Some(Command::Delete));
    assert_eq!(means(off, "a b", "Escape"), Some(Command::LetGo));
    let review = |press: &Press| review_command(press, Focus::Nothing, &off);
    for key in ["1", "x", "n"] {
        assert_eq!(review(&Press { key: key.into(), ..Press::default() }), None);
    }
    let undo = Press { key: "z".into(), command: true, ..Press::default() };
    assert_eq!(review(&undo), Some(ReviewCommand::Undo));
    assert_eq!(off.of_label(&schema().labels[0]), None);
    assert_eq!(off.switched(false), Keys::default());
}

#[test]
fn a_key_that_means_something_else_there_is_refused_with_what_it_means() {
    let refused = |single, key| Keys::default().give(single, Some(key), &schema()).expect_err("the key is taken");
    assert_eq!(refused(Single::NextSpan, 'p'), Taken::By(Single::PreviousSpan));
    assert_eq!(refused(Single::Edit, 'x'), Taken::By(Single::NoneIsRight));
    assert_eq!(refused(Single::NextSpan, '7'), Taken::Digit);
    assert_eq!(refused(Single::Edit, '1'), Taken::Digit);
    assert_eq!(refused(Single::Edit, ' '), Taken::NoKey);
    assert_eq!(refused(Single::ChooseArticle, 'J'), Taken::By(Single::ArticleBelow));
    let mut labels = schema();
    labels.labels[1].key = Some('w');
    let refused = Keys::default().give(Single::NextSpan, Some('w'), &labels);
    assert_eq!(refused, Err(Taken::ByLabel("Agreement".into())));
    // The same letter may mean something else in another place, where labels have no keys.
    assert!(Keys::default().give(Single::Edit, Some('w'), &labels).is_ok());
    let swapped = given(Single::NextSpan, 'w').give(Single::PreviousSpan, Some('n'), &schema()).expect("n is free now");
    assert_eq!(swapped.restored(Single::NextSpan, &schema()), Err(Taken::By(Single::PreviousSpan)));
}

#[test]
fn what_is_damaged_or_of_another_version_is_as_at_first() {
    for stored in [
        "",
        "2\non",
        "1",
        "1\nmaybe",
        "1\non\nnext-span",
        "1\non\nnowhere x",
        "1\non\nfind xy",
        "1\non\nnext-span p",
        "1\non\nnext-span 4",
        "1\non\n\n",
        "{}",
    ] {
        assert_eq!((stored, Keys::read(stored)), (stored, Keys::default()));
    }
    let read = Keys::read("1\noff\nnext-span p\nprevious-span n\nfind ");
    assert_eq!(read.given(Single::NextSpan), Some('p'));
    assert_eq!(read.given(Single::PreviousSpan), Some('n'));
    assert_eq!(read.given(Single::Find), None);
    assert!(read.are_off());
}

fn all() -> Vec<Single> {
    PLACES.into_iter().flat_map(Single::of_place).collect()
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn no_key_ever_means_two_things(
        given in proptest::collection::vec((0..23usize, proptest::option::of(any::<char>()), 0..8u8), 0..40),
        label_keys in proptest::collection::vec(proptest::char::range('a', 'z'), 0..5),
    ) {
        let labelled = |n: usize, key: &char| Label { key: Some(*key), ..Label::plain(&format!("l{n}"), "Label", n) };
        let labels = label_keys.iter().enumerate().map(|(n, key)| labelled(n, key)).collect();
        let schema = Schema { labels, ..Schema::default() };
        let mut keys = Keys::default();
        for (which, key, how) in given {
            let single = all()[which];
            // Letters meet more often than any characters do.
            let key = key.map(|key| if how < 6 { char::from(b'a' + (key as u32 % 26) as u8) } else { key });
            let next = match how {
                0 => keys.restored(single, &schema),
                _ => keys.give(single, key, &schema),
            };
            if let Ok(next) = next {
                keys = next;
            }
            let beside = keys.beside(&schema);
            for place in PLACES {
                let mut seen = Vec::new();
                for single in Single::of_place(place) {
                    let Some(key) = beside.key(single) else {
                        continue;
                    };
                    prop_assert!(!seen.contains(&key), "{key} twice");
                    prop_assert_eq!(beside.called(place, key), Some(single));
                    prop_assert!(place != Place::Article || schema.label_for_key(key).is_none());
                    seen.push(key);
                }
            }
        }
        prop_assert_eq!(Keys::read(&keys.write()), keys);
        prop_assert_eq!(Keys::read(&keys.switched(true).write()), keys.switched(true));
    }
}
