//! The main jobs from end to end, in a real browser, by mouse and keyboard. Run by `cargo xtask test`.
#![cfg(not(target_arch = "wasm32"))]

mod accessibility;
mod bad_input;
mod by_list;
mod exchange;
mod find;
mod hostile_input;
mod journeys;
mod labels;
mod languages;
mod library;
mod loading;
mod main_job;
mod page;
mod register;
mod review;
mod round_trip;
mod tabs;
#[path = "../support/webdriver.rs"]
mod webdriver;
