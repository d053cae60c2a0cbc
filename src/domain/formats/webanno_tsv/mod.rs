//! WebAnno TSV 3.3, INCEpTION's older format: a file for each document and annotator, a row for each token.
//!
//! ```text
//! #FORMAT=WebAnno TSV 3.3
//! #T_SP=custom.Span|label
//! #T_RL=custom.Relation|label|BT_custom.Span
//!
//!
//! #Text=Ann joined the Fishing Union.
//! 1-1   0-3     Ann      PERSON       _     _
//! 1-4   15-22   Fishing  ORG[1]       in    1-1[0_1]
//! 1-5   23-28   Union    ORG[1]       _     _
//! ```
//!
//! Offsets are UTF-16 units. `_` is no annotation, `*` no value; `|` stands between annotations of one token, `[1]` tells
//! which of them goes on in another. `1-5.1` is a part of a token. A relation stands in the row of the span it goes to
//! and names the token of the one it comes from. A line `#Postil=` before the first sentence, which other readers take for
//! a comment, says what the format has no place for. Source: inception 55ba8ba6 (`webannotsv.adoc`, `Tsv3XDeserializer`,
//! `Tsv3XSerializer`, `Escaping`).

mod escape;
mod read;
mod write;

pub use read::read;
pub use write::writer;

use super::detect::Looked;

const FORMAT: &str = "#FORMAT=WebAnno TSV ";
const SPANS: &str = "#T_SP=";
const RELATIONS: &str = "#T_RL=";
const CHAINS: &str = "#T_CH=";
const TEXT: &str = "#Text=";
const SENTENCE: &str = "#Sentence.id=";
const ASIDE: &str = "#Postil=";

/// Before the layer that relations link spans of.
const BASE: &str = "BT_";
/// Before the feature that links a span to others.
const ROLE: &str = "ROLE_";

/// Whether what was looked at is of this format.
pub fn fits(looked: &Looked<'_>) -> bool {
    looked.heads().any(|(_, head)| head.starts_with(FORMAT) && head[FORMAT.len()..].starts_with('3'))
}
