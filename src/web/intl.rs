//! Numbers, plurals and dates as the reader's language writes them, through the browser's `Intl`.

use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How a number is written in the language (BCP 47).
pub fn number(language: &str, n: usize) -> String {
    js_sys::Number::from(n as f64).to_locale_string(language).into()
}

/// Whether the language uses its singular for the number.
pub fn is_one(language: &str, n: usize) -> bool {
    let rules = Intl::PluralRules::new(&locales(language), &Object::new());
    rules.select(n as f64) == "one"
}

/// The day of an RFC 3339 time as the language writes it; what is no time is returned as it is.
pub fn day(language: &str, time: &str) -> String {
    formatted(language, time, &[("dateStyle", "medium")])
}

/// The day and minute of an RFC 3339 time as the language writes them; what is no time is returned as it is.
pub fn moment(language: &str, time: &str) -> String {
    formatted(language, time, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

fn formatted(language: &str, time: &str, options: &[(&str, &str)]) -> String {
    let date = Date::new(&time.into());
    if date.get_time().is_nan() {
        return time.into();
    }
    let chosen = Object::new();
    for (name, value) in options {
        // Setting a property of a fresh plain object does not fail.
        let _ = Reflect::set(&chosen, &(*name).into(), &(*value).into());
    }
    date.to_locale_string(language, &chosen).into()
}

fn locales(language: &str) -> Array {
    Array::of1(&JsValue::from_str(language)).unchecked_into()
}
