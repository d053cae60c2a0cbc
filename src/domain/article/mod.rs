//! From what the annotator has to an article: blocks with roles, and what is known about it.

pub mod plain;
