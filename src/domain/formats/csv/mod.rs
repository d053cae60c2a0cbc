//! A table with one row for each span, for spreadsheets.
//!
//! `kind` says what a row is: a `document` with its text, an `annotator` with what is said of the document as a whole, a `span`, a
//! `relation`. The rows of a document follow its own. Offsets are code points, ends exclusive.
//!
//! What spreadsheets need: UTF-8 with a byte order mark, without which Excel reads another encoding; a text in as many rows as
//! it takes, since a cell of Excel holds 32,767 characters; and an apostrophe before what would be taken for a formula. Source:
//! RFC 4180; OWASP, CSV injection; Microsoft, Excel specifications and limits.

mod cells;
mod header;
mod read;
mod rows;
mod write;

pub use read::{fits, read};
pub use write::writer;
