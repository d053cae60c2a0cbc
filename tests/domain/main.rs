//! What the data is and what may happen to it, tested natively.
#![cfg(not(target_arch = "wasm32"))]

mod annotation;
mod article;
mod change;
mod cli;
mod document;
mod find;
mod history;
mod jobs;
mod json_records;
mod json_schema;
mod keys;
mod open;
mod postil_bad_input;
mod postil_json;
mod real_articles;
mod records;
mod reduce;
mod segments;
#[path = "../support/mod.rs"]
mod support;
mod text;
mod tidy;
mod words;
