//! What the running program remembers, and the one door through which it changes.

pub mod across;
pub mod action;
pub mod article;
pub mod heights;
pub mod jobs;
pub mod keys;
pub mod labels;
pub mod lanes;
pub mod library;
pub mod markdown;
pub mod open;
pub mod record;
pub mod reduce;
pub mod register;
pub mod review;
pub mod rhythm;
pub mod state;
pub mod tag_all;
pub mod views;
