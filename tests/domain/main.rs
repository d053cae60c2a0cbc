//! What the data is and what may happen to it, tested natively.
#![cfg(not(target_arch = "wasm32"))]

mod adjudication;
mod agreement;
mod annotation;
mod article;
mod card;
mod catalogue;
mod change;
mod cli;
mod document;
mod draft;
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
mod particles;
mod postil_bad_input;
mod postil_json;
mod reader;
mod real_articles;
mod records;
mod reduce;
mod segments;
mod span_edits;
mod split;
mod statistics;
#[path = "../support/mod.rs"]
mod support;
mod text;
mod tidy;
mod unique;
mod words;
