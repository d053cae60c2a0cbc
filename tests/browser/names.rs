//! Names of files, names nobody has yet, and times.

use std::collections::BTreeSet;

use wasm_bindgen_test::wasm_bindgen_test;

use postil::web::{files, fresh};

#[wasm_bindgen_test]
fn a_title_becomes_a_name_that_every_system_takes() {
    let long = "x".repeat(500);
    let cases = [
        ("My project", "My-project"),
        ("  many   blanks\tand\nlines ", "many-blanks-and-lines"),
        ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden", "hidden"),
        ("snake_case-and.dots", "snake_case-and.dots"),
        ("Größe 漢字", "Größe-漢字"),
        ("nul\0and\u{7f}\u{202e}turned", "nul-and-turned"),
        ("", "postil"),
        (" \t", "postil"),
        ("...", "postil"),
        ("🙂🙂", "🙂🙂"),
        ("हिन्दी लेख", "हिन्दी-लेख"),
        (&long, &long[..60]),
    ];
    for (title, name) in cases {
        assert_eq!(files::safe_name(title), name, "{title:?}");
    }
}

#[wasm_bindgen_test]
fn a_fresh_name_is_another_one_each_time() {
    let names: BTreeSet<String> = (0..1000).map(|_| fresh::name()).collect();
    assert_eq!(names.len(), 1000);
    for name in names {
        assert_eq!(name.len(), 16, "{name}");
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{name}");
    }
}

#[wasm_bindgen_test]
fn now_is_in_utc_with_milliseconds_and_no_days_ago() {
    let now = fresh::now();
    assert_eq!(now.len(), "2026-03-05T12:34:56.789Z".len(), "{now}");
    assert!(now.ends_with('Z'), "{now}");
    assert!((0.0..0.001).contains(&fresh::days_since(&now)), "{now}");
    assert!(fresh::days_since("never").is_nan());
    let two_days_ago = String::from(js_sys::Date::new(&(js_sys::Date::now() - 172_800_000.0).into()).to_iso_string());
    assert!((fresh::days_since(&two_days_ago) - 2.0).abs() < 0.001);
}
