//! Identifiers, one type for each kind of thing, so that a span's can't be handed over as a label's.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Names a thing by the given characters, which mean nothing beyond being the same or not.
            pub fn new(characters: impl Into<Arc<str>>) -> Self {
                Self(characters.into())
            }

            /// The characters as they stand in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            /// So that a set of names can be asked for characters.
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0)
            }
        }
    )+};
}

identifiers! {
    /// Names a project.
    ProjectId
    /// Names a document within its project.
    DocumentId
    /// Names one annotator's work on one document.
    SetId
    /// Names the person, or program, whose work an annotation set is.
    Annotator
    /// Names a span within its annotation set.
    SpanId
    /// Names a relation within its annotation set.
    RelationId
    /// Names a conflict within the gold.
    ConflictId
    /// Names a label within its schema.
    LabelId
    /// Names an attribute within its label.
    AttributeId
    /// Names a relation type within its schema.
    RelationTypeId
    /// Names an entry of the register within its schema.
    EntryId
}

impl Annotator {
    /// The name under which the settled version stands.
    pub const GOLD: &str = "gold";

    /// Nobody's work: the settled version.
    pub fn gold() -> Self {
        Self::new(Self::GOLD)
    }

    /// Whether this is the settled version.
    pub fn is_gold(&self) -> bool {
        self.as_str() == Self::GOLD
    }
}
