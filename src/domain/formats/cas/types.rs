//! Type systems that are read: what a feature takes, and which type is a kind of which.

use std::collections::BTreeMap;

use super::features::attribute_in;
use super::xml::{Elements, Piece};
use crate::domain::formats::problem::Problem;

/// The types of a CAS.
#[derive(Debug, Default)]
pub(super) struct Types(BTreeMap<String, Type>);

#[derive(Debug, Default)]
struct Type {
    parent: String,
    features: BTreeMap<String, Feature>,
}

/// A feature of a type.
#[derive(Debug)]
struct Feature {
    range: String,
    description: String,
}

impl Types {
    /// Whether nothing is known of any type.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes in a type.
    pub(super) fn add(&mut self, name: &str, parent: String) {
        self.0.entry(name.to_owned()).or_default().parent = parent;
    }

    /// Takes in a feature of a type.
    pub(super) fn add_feature(&mut self, kind: &str, name: String, range: String, description: String) {
        self.0.entry(kind.to_owned()).or_default().features.insert(name, Feature { range, description });
    }

    /// Takes in a type system description.
    ///
    /// # Errors
    /// Why no more of it can be read.
    pub(super) fn read(&mut self, xml: &str) -> Result<(), Problem> {
        let mut elements = Elements::of(xml);
        let mut path: Vec<String> = Vec::new();
        let mut said: BTreeMap<String, String> = BTreeMap::new();
        let mut kind = String::new();
        while let Some(piece) = elements.next()? {
            match piece {
                Piece::Open(element) => {
                    path.push(element.local_name().into_inner().to_owned());
                    if ["typeDescription", "featureDescription"]
                        .iter()
                        .any(|name| path.last().is_some_and(|last| last == name))
                    {
                        said.clear();
                    }
                }
                Piece::Text(text) => {
                    if let Some(name) = path.last() {
                        said.entry(name.clone()).or_default().push_str(&text);
                    }
                }
                Piece::Close => {
                    let closed = path.pop().unwrap_or_default();
                    let mut take = |name: &str| said.remove(name).unwrap_or_default();
                    match closed.as_str() {
                        "supertypeName" => {
                            kind = take("name").trim().to_owned();
                            self.add(&kind, take("supertypeName").trim().to_owned());
                        }
                        "featureDescription" => {
                            let (name, range) =
                                (take("name").trim().to_owned(), take("rangeTypeName").trim().to_owned());
                            self.add_feature(&kind, name, range, take("description"));
                        }
                        _ => {}
                    }
                }
            }
        }
        Ok(())
    }

    /// The type and what it is a kind of, as far as is known. A chain that bites its tail is cut.
    fn chain<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        let parent = |name: &&'a str| self.0.get(*name).map(|kind| kind.parent.as_str());
        std::iter::successors(Some(kind), parent).take(64)
    }

    /// Whether the type is a kind of the other.
    pub(super) fn is_a(&self, kind: &str, other: &str) -> bool {
        self.chain(kind).any(|name| name == other)
    }

    fn feature(&self, kind: &str, name: &str) -> Option<&Feature> {
        self.chain(kind).find_map(|kind| self.0.get(kind)?.features.get(name))
    }

    /// What the feature takes, if that is known.
    pub(super) fn range(&self, kind: &str, name: &str) -> Option<&str> {
        self.feature(kind, name).map(|feature| feature.range.as_str())
    }

    /// The attribute the feature is: that which it was made for, or one of its own name.
    pub(super) fn attribute<'a>(&'a self, kind: &str, name: &'a str) -> &'a str {
        self.feature(kind, name).and_then(|feature| attribute_in(&feature.description)).unwrap_or(name)
    }
}
