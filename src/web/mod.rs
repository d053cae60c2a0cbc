//! The browser edge: the only place that touches the page's own interfaces. Knows the domain, and nothing of the program above it.

pub mod files;
pub mod fresh;
pub mod intl;
pub mod selection;
pub mod storage;
pub mod worker;
