//! What the data is and what may happen to it, tested natively.
#![cfg(not(target_arch = "wasm32"))]

mod adjudication;
mod agreement;
mod annotation;
mod article;
mod card;
mod change;
mod cli;
mod document;
mod draft;
mod examples;
mod find;
mod formats;
mod history;
mod jobs;
mod json_records;
mod json_schema;
mod keys;
mod label_editing;
mod label_edits;
mod library;
mod lint;
mod markdown;
mod mentions;
mod open;
mod overlap_rules;
mod postil_bad_input;
mod postil_json;
mod reader;
mod real_articles;
mod records;
mod reduce;
mod rhythm;
mod segments;
mod sentences;
mod single_keys;
mod span_edits;
mod split;
mod statistics;
#[path = "../support/mod.rs"]
mod support;
mod text;
mod tidy;
mod unique;
mod words;
