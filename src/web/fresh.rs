//! Times and names that the pure layers are given from outside.

use std::sync::Arc;

/// The time now, as RFC 3339 in UTC with milliseconds.
pub fn now() -> Arc<str> {
    String::from(js_sys::Date::new_0().to_iso_string()).into()
}

/// A name nobody has yet: 80 random bits in 16 lower-case letters and digits.
///
/// # Panics
/// If the browser has no source of randomness; every browser that runs WebAssembly has one.
pub fn name() -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut bytes = [0; 16];
    web_sys::window()
        .and_then(|window| window.crypto().ok())
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok())
        .expect("the browser has a source of randomness");
    bytes.iter().map(|byte| char::from(DIGITS[usize::from(byte % 32)])).collect()
}

/// Milliseconds by a clock that nobody sets.
pub fn moment() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// The day it is where the reader is, as `2026-03-01`.
pub fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// A number from which chance is drawn; small enough to be written down.
pub fn seed() -> u64 {
    (js_sys::Math::random() * 1e9) as u64
}

/// How many days have passed since an RFC 3339 time; not a number for what is no time.
pub fn days_since(time: &str) -> f64 {
    (js_sys::Date::now() - js_sys::Date::new(&time.into()).get_time()) / 86_400_000.0
}
