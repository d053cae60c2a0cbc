//! UIMA CAS in its two forms, JSON and XMI, as INCEpTION and dkpro-cassis read and write them: a file for each document and
//! annotator.
//!
//! ```text
//! custom.Span          an annotation: id, label, note, fragments, and a feature for each attribute
//! custom.Fragment      a part of a discontinuous span, which itself reaches from the first to the last
//! custom.Relation      from Governor to Dependent, where it also stands: id, label, note
//! custom.Document      what is said of the document as a whole: annotator, and a feature for each label
//! DocumentMetaData     DKPro's: title, name, language
//! ```
//!
//! Span and Relation with their `label` are the layers of INCEpTION's template project. Fragments, and the feature that lists
//! them, are declared only once a discontinuous span was met. Offsets are UTF-16 units in both forms. Tokens and sentences
//! are left out; INCEpTION finds its own. A feature's name holds only ASCII letters, digits and `_`; the attribute's own name
//! stands in its description. Source: inception 55ba8ba6 (user guide and `DocumentImportExportServiceImpl`),
//! uima-uimaj-io-jsoncas cbe763b (`SPECIFICATION.adoc`), dkpro-cassis 0.12.

mod features;
pub mod json;
mod read;
mod types;
mod write;
pub mod xmi;
mod xml;

pub(super) use features::Features;

use super::inception::{RELATION_LAYER as RELATION, SPAN_LAYER as SPAN};

const FRAGMENT: &str = "custom.Fragment";
const DOCUMENT: &str = "custom.Document";
const METADATA: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// The feature of [`DOCUMENT`] that tells which characters of the text XML can't hold, and where they were.
const ILLEGAL: &str = "illegalCharacters";

/// The view that holds a document's text.
const VIEW: &str = "_InitialView";

const STRING: &str = "uima.cas.String";
const STRINGS: &str = "uima.cas.StringArray";
const STRUCTURES: &str = "uima.cas.FSArray";
