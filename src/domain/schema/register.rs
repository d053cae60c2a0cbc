//! The register: whom and what spans mention, gathered across articles under one name.

use std::collections::HashMap;
use std::sync::Arc;

use super::Schema;
use crate::domain::document::Unknown;
use crate::domain::id::{EntryId, LabelId};
use crate::domain::text::find::folded;

/// One actor, agreement or focus area that spans of several articles may mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name in files.
    pub id: EntryId,
    /// The label of what it is.
    pub label: LabelId,
    /// Its name on the screen.
    pub name: String,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// A page about it.
    pub link: Option<Link>,
    /// What is remarked.
    pub note: String,
    /// The names in files of entries that became part of this one: spans go on naming them.
    pub merged: Vec<EntryId>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

impl Entry {
    /// An entry of which only the name is known.
    pub fn new(id: EntryId, label: LabelId, name: impl Into<String>) -> Self {
        Self {
            id,
            label,
            name: name.into(),
            aliases: Vec::new(),
            link: None,
            note: String::new(),
            merged: Vec::new(),
            unknown: Unknown::new(),
        }
    }

    /// Its name and what else it is called.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// Whether the words are one of its names; upper and lower case are the same.
    pub fn is_called(&self, words: &str) -> bool {
        self.names().any(|name| folded(name.trim()).eq(folded(words.trim())))
    }

    /// The names in files that stand for it.
    pub fn ids(&self) -> impl Iterator<Item = &EntryId> {
        std::iter::once(&self.id).chain(&self.merged)
    }
}

/// The address of a page: `http` or `https`, with a host and without white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link(Arc<str>);

/// Where Wikidata has the page of an item.
const WIKIDATA: &str = "https://www.wikidata.org/wiki/";

impl Link {
    /// The address, or that of the Wikidata item whose name (`Q42`) is written in its place.
    pub fn parse(written: &str) -> Option<Self> {
        let written = written.trim();
        if is_item(written) {
            return Some(Self(format!("{WIKIDATA}{written}").into()));
        }
        let (scheme, rest) = written.split_once("://")?;
        let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_clean = !written.contains(|character: char| {
            character.is_whitespace() || character.is_control() || matches!(character, '<' | '>' | '"' | '\\')
        });
        (is_web && is_clean && !host.is_empty()).then(|| Self(written.into()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the item, where the page is one of Wikidata's.
    pub fn wikidata_item(&self) -> Option<&str> {
        let (_, rest) = self.0.split_once("://")?;
        let host_and_item = rest.split_once("/wiki/").or_else(|| rest.split_once("/entity/"))?;
        let is_wikidata = matches!(host_and_item.0, "www.wikidata.org" | "wikidata.org");
        Some(host_and_item.1).filter(|item| is_wikidata && is_item(item))
    }
}

/// Whether this names an item of Wikidata.
fn is_item(written: &str) -> bool {
    let digits = written.strip_prefix('Q').unwrap_or_default();
    !digits.is_empty() && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Which entry each name in files stands for, to look up many.
#[derive(Clone, Debug, Default)]
pub struct Resolved<'a>(HashMap<&'a EntryId, &'a Arc<Entry>>);

impl<'a> Resolved<'a> {
    /// The names in the register of the label set. Of entries that claim the same name the first has it.
    pub fn of(schema: &'a Schema) -> Self {
        let mut resolved = HashMap::new();
        // Its own name goes before a name that another entry took over.
        for entry in &schema.register {
            resolved.entry(&entry.id).or_insert(entry);
        }
        for entry in &schema.register {
            for id in &entry.merged {
                resolved.entry(id).or_insert(entry);
            }
        }
        Self(resolved)
    }

    /// The entry the name stands for, if it is in the register.
    pub fn entry(&self, id: &EntryId) -> Option<&'a Arc<Entry>> {
        self.0.get(id).copied()
    }
}

impl Schema {
    /// The entry of the register that the name stands for, now or since it was merged.
    pub fn entry(&self, id: &EntryId) -> Option<&Arc<Entry>> {
        let own = self.register.iter().find(|entry| entry.id == *id);
        own.or_else(|| self.register.iter().find(|entry| entry.merged.contains(id)))
    }

    /// A name in files for a new entry of this name, that stands for none yet.
    pub fn fresh_entry_id(&self, name: &str) -> EntryId {
        let resolved = Resolved::of(self);
        EntryId::new(super::edit::fresh_id(name, |id| resolved.entry(&EntryId::new(id)).is_some()))
    }
}
