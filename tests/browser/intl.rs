//! Numbers, plurals and dates.

use js_sys::Date;
use wasm_bindgen_test::wasm_bindgen_test;

use postil::web::intl;

#[wasm_bindgen_test]
fn a_number_is_grouped_as_the_language_does() {
    let cases = [("en", 0, "0"), ("en", 999, "999"), ("en", 1_234_567, "1,234,567"), ("de", 1_234_567, "1.234.567")];
    for (language, number, written) in cases {
        assert_eq!(intl::number(language, number), written, "{number} in {language}");
    }
}

#[wasm_bindgen_test]
fn the_singular_is_the_languages_own() {
    let cases = [
        ("en", 0, false),
        ("en", 1, true),
        ("en", 2, false),
        ("en", 21, false),
        ("fr", 0, true),
        ("ru", 21, true),
        ("ja", 1, false),
    ];
    for (language, number, one) in cases {
        assert_eq!(intl::is_one(language, number), one, "{number} in {language}");
    }
}

#[wasm_bindgen_test]
fn a_day_is_written_as_the_language_does() {
    // At noon in UTC it is the same day nearly everywhere.
    let time = "2026-03-05T12:00:00.000Z";
    assert_eq!(intl::day("en-US", time), "Mar 5, 2026");
    assert_eq!(intl::day("en-GB", time), "5 Mar 2026");
    assert_eq!(intl::day("de", time), "05.03.2026");
}

#[wasm_bindgen_test]
fn a_moment_is_the_day_and_the_minute_where_the_reader_is() {
    let time = "2026-03-05T12:34:56.789Z";
    let here = Date::new(&time.into());
    let minute = format!("{:02}:{:02}", here.get_hours(), here.get_minutes());
    assert_eq!(intl::moment("en-GB", time), format!("5 Mar 2026, {minute}"));
}

#[wasm_bindgen_test]
fn what_is_no_time_is_returned_as_it_is() {
    for text in ["", "yesterday", "2026-13-45", "5. März 2026", "2026-03-05T99:00:00Z"] {
        assert_eq!(intl::day("en", text), text);
        assert_eq!(intl::moment("en", text), text);
    }
}
