//! What the data is and what may happen to it. Pure: no clock, no randomness, no browser.

pub mod adjudication;
pub mod agreement;
pub mod annotation;
pub mod article;
pub mod change;
pub mod dataset;
pub mod document;
pub mod formats;
pub mod history;
pub mod id;
pub mod lint;
pub mod project;
pub mod report;
pub mod schema;
pub mod statistics;
pub mod text;
