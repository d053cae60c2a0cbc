//! Numbers, plurals and dates as the reader's language writes them, through the browser's `Intl`.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The rules of a language; making them takes far longer than using them.
struct Rules {
    language: String,
    numbers: Function,
    plurals: Intl::PluralRules,
}

thread_local! {
    static RULES: RefCell<Option<Rules>> = const { RefCell::new(None) };
}

fn with_rules<T>(language: &str, ask: impl FnOnce(&Rules) -> T) -> T {
    RULES.with_borrow_mut(|rules| {
        if rules.as_ref().is_none_or(|rules| rules.language != language) {
            *rules = None;
        }
        let rules = rules.get_or_insert_with(|| {
            let (locales, options) = (locales(language), Object::new());
            Rules {
                language: language.to_owned(),
                numbers: Intl::NumberFormat::new(&locales, &options).format(),
                plurals: Intl::PluralRules::new(&locales, &options),
            }
        });
        ask(rules)
    })
}

/// How a number is written in the language (BCP 47).
pub fn number(language: &str, n: usize) -> String {
    let written = with_rules(language, |rules| rules.numbers.call1(&JsValue::UNDEFINED, &JsValue::from_f64(n as f64)));
    // A number can always be written.
    written.ok().and_then(|written| written.as_string()).unwrap_or_default()
}

/// How a figure is written in the language, with three digits after its point.
pub fn decimal(language: &str, value: f64) -> String {
    let options = Object::new();
    for name in ["minimumFractionDigits", "maximumFractionDigits"] {
        // Setting a property of a fresh plain object does not fail.
        let _ = Reflect::set(&options, &name.into(), &3.into());
    }
    let format = Intl::NumberFormat::new(&locales(language), &options).format();
    // A number can always be written.
    format.call1(&JsValue::UNDEFINED, &value.into()).ok().and_then(|written| written.as_string()).unwrap_or_default()
}

/// Whether the language uses its singular for the number.
pub fn is_one(language: &str, n: usize) -> bool {
    with_rules(language, |rules| rules.plurals.select(n as f64) == "one")
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
