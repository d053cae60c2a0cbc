//! Which single keys call which commands, as the annotator wants it.

use super::Command;
use crate::app::article::Awaited;
use crate::app::tag_all::Alike;
use crate::domain::schema::{Label, Schema};

/// Where a single key means something. It means at most one thing in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The open article, where labels have keys too.
    Article,
    /// The list of articles. Upper and lower case are the same there: Shift chooses all in between.
    Library,
    /// The gold while it is settled, where digits take proposals.
    Review,
}

/// What can be called by a single key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Single {
    /// Pick the next span.
    NextSpan,
    /// Pick the span before.
    PreviousSpan,
    /// Link the picked span with another one.
    Relate,
    /// Mark more text with the picked span.
    AddFragment,
    /// Mark its text once more with another label.
    SecondLabel,
    /// See what else mentions its text.
    TagAll,
    /// Say whom or what it mentions.
    Mention,
    /// See what reads like a marked text and is not marked.
    Untagged,
    /// Join the picked span with another one.
    Join,
    /// Split it at the caret.
    Split,
    /// Look for words.
    Find,
    /// Show the text as a list of sentences, or no longer.
    AsList,
    /// Show all keys.
    Shortcuts,
    /// Go to the article below.
    ArticleBelow,
    /// Go to the article above.
    ArticleAbove,
    /// Choose the article, or no longer.
    ChooseArticle,
    /// None of the proposals is right.
    NoneIsRight,
    /// Put something else in their place.
    Edit,
    /// Put the conflict off.
    Defer,
    /// Open the conflict again.
    Reopen,
    /// Go to the reason.
    Reason,
    /// Take into the gold what the rule takes.
    MergeByRule,
    /// Show the next conflict.
    NextConflict,
    /// Show the conflict before.
    PreviousConflict,
}

/// All of them in their order: where each is called, by which key at first, and its name in what is stored.
const ALL: [(Single, Place, char, &str); 24] = [
    (Single::NextSpan, Place::Article, 'n', "next-span"),
    (Single::PreviousSpan, Place::Article, 'p', "previous-span"),
    (Single::Relate, Place::Article, 'r', "relate"),
    (Single::AddFragment, Place::Article, 'f', "add-fragment"),
    (Single::SecondLabel, Place::Article, 'd', "second-label"),
    (Single::TagAll, Place::Article, 'a', "tag-all"),
    (Single::Mention, Place::Article, 'e', "mention"),
    (Single::Untagged, Place::Article, 'u', "untagged"),
    (Single::Join, Place::Article, 'm', "join"),
    (Single::Split, Place::Article, 's', "split"),
    (Single::Find, Place::Article, '/', "find"),
    (Single::AsList, Place::Article, 'l', "as-list"),
    (Single::Shortcuts, Place::Article, '?', "shortcuts"),
    (Single::ArticleBelow, Place::Library, 'j', "article-below"),
    (Single::ArticleAbove, Place::Library, 'k', "article-above"),
    (Single::ChooseArticle, Place::Library, 'x', "choose-article"),
    (Single::NoneIsRight, Place::Review, 'x', "none-is-right"),
    (Single::Edit, Place::Review, 'e', "edit"),
    (Single::Defer, Place::Review, 'd', "defer"),
    (Single::Reopen, Place::Review, 'o', "reopen"),
    (Single::Reason, Place::Review, 'r', "reason"),
    (Single::MergeByRule, Place::Review, 'm', "merge-by-rule"),
    (Single::NextConflict, Place::Review, 'n', "next-conflict"),
    (Single::PreviousConflict, Place::Review, 'p', "previous-conflict"),
];

impl Single {
    /// All that can be called in a place, in the order in which they are shown.
    pub fn of_place(place: Place) -> impl Iterator<Item = Self> {
        ALL.into_iter().filter(move |row| row.1 == place).map(|row| row.0)
    }

    /// What calls the command, if a single key can.
    pub fn of(command: &Command) -> Option<Self> {
        Some(match command {
            Command::Neighbour { forward: true } => Self::NextSpan,
            Command::Neighbour { forward: false } => Self::PreviousSpan,
            Command::Await(Awaited::OtherEnd(..)) => Self::Relate,
            Command::Await(Awaited::Fragment(_)) => Self::AddFragment,
            Command::Await(Awaited::SecondLabel(_)) => Self::SecondLabel,
            Command::Await(Awaited::Merge(_)) => Self::Join,
            Command::TagAll(Alike::Mentions(_)) => Self::TagAll,
            Command::TagAll(Alike::Untagged) => Self::Untagged,
            Command::Mention => Self::Mention,
            Command::Split(_) => Self::Split,
            Command::Find => Self::Find,
            Command::AsList => Self::AsList,
            Command::Shortcuts => Self::Shortcuts,
            _ => return None,
        })
    }

    fn place(self) -> Place {
        ALL[self as usize].1
    }

    /// The key it has at first.
    pub fn first_key(self) -> char {
        ALL[self as usize].2
    }

    fn stored_name(self) -> &'static str {
        ALL[self as usize].3
    }
}

/// Why a key is not given to a command. All keys are then as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Another command of the same place has it.
    By(Single),
    /// The label of this name has it.
    ByLabel(String),
    /// Digits take proposals and choose labels and relations.
    Digit,
    /// It is no character that can be seen.
    NoKey,
}

/// The version of what is stored.
const VERSION: &str = "1";

/// Which single keys call what. In each place, no key calls two things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    off: bool,
    keys: [Option<char>; ALL.len()],
}

impl Default for Keys {
    fn default() -> Self {
        Self { off: false, keys: ALL.map(|row| Some(row.2)) }
    }
}

impl Keys {
    /// Whether single keys call nothing at all, whatever they are.
    pub fn are_off(&self) -> bool {
        self.off
    }

    /// The same keys, which call something or nothing at all.
    #[must_use]
    pub fn switched(self, off: bool) -> Self {
        Self { off, ..self }
    }

    /// The key that calls it now.
    pub fn key(&self, single: Single) -> Option<char> {
        self.given(single).filter(|_| !self.off)
    }

    /// The key it was given, whether or not single keys are off.
    pub fn given(&self, single: Single) -> Option<char> {
        self.keys[single as usize]
    }

    /// The label's key, unless single keys are off.
    pub fn of_label(&self, label: &Label) -> Option<char> {
        label.key.filter(|_| !self.off)
    }

    /// What the key calls in the place.
    pub fn called(&self, place: Place, key: char) -> Option<Single> {
        let key = as_pressed(place, key);
        Single::of_place(place).find(|single| self.key(*single) == Some(key))
    }

    /// The keys as they are beside a label set: in the article, a label's key is the label's alone.
    #[must_use]
    pub fn beside(mut self, schema: &Schema) -> Self {
        for single in Single::of_place(Place::Article) {
            let key = &mut self.keys[single as usize];
            key.take_if(|key| schema.label_for_key(*key).is_some());
        }
        self
    }

    /// The keys after a command was given another key, or none.
    ///
    /// # Errors
    /// If the key means something else in that place.
    pub fn give(mut self, single: Single, key: Option<char>, schema: &Schema) -> Result<Self, Taken> {
        let place = single.place();
        let key = key.map(|key| as_pressed(place, key));
        if let Some(key) = key {
            if key.is_whitespace() || key.is_control() {
                return Err(Taken::NoKey);
            }
            if key.is_ascii_digit() && place != Place::Library {
                return Err(Taken::Digit);
            }
            if let Some(label) = schema.label_for_key(key).filter(|_| place == Place::Article) {
                return Err(Taken::ByLabel(label.name.clone()));
            }
            let other = Single::of_place(place).find(|other| *other != single && self.given(*other) == Some(key));
            if let Some(other) = other {
                return Err(Taken::By(other));
            }
        }
        self.keys[single as usize] = key;
        Ok(self)
    }

    /// The keys after a command got back the key it had at first.
    ///
    /// # Errors
    /// If that key means something else by now.
    pub fn restored(self, single: Single, schema: &Schema) -> Result<Self, Taken> {
        self.give(single, Some(single.first_key()), schema)
    }

    /// Whether the command has another key than at first.
    pub fn is_changed(&self, single: Single) -> bool {
        self.given(single) != Some(single.first_key())
    }

    /// The keys as they are stored: a version, whether they are off, then a line for each that is not as at first.
    pub fn write(&self) -> String {
        let mut lines = vec![VERSION.to_owned(), if self.off { "off" } else { "on" }.to_owned()];
        let changed = ALL.iter().map(|row| row.0).filter(|single| self.is_changed(*single));
        lines.extend(changed.map(|single| {
            let key = self.given(single).map(String::from).unwrap_or_default();
            format!("{} {key}", single.stored_name())
        }));
        lines.join("\n")
    }

    /// The keys that were stored. What is damaged, or of another version, is as at first: all keys then, not some.
    pub fn read(stored: &str) -> Self {
        Self::try_read(stored).unwrap_or_default()
    }

    fn try_read(stored: &str) -> Option<Self> {
        let mut lines = stored.split('\n');
        lines.next().filter(|version| *version == VERSION)?;
        let off = match lines.next()? {
            "on" => false,
            "off" => true,
            _ => return None,
        };
        let mut keys = Self::default().switched(off);
        let mut changed = Vec::new();
        for line in lines {
            let (name, key) = line.split_once(' ')?;
            let single = ALL.iter().find(|row| row.3 == name)?.0;
            keys.keys[single as usize] = None;
            changed.push((single, key));
        }
        // Two commands may have changed keys with each other.
        for (single, key) in changed.into_iter().filter(|(_, key)| !key.is_empty()) {
            keys = keys.give(single, Some(super::single_character(key)?), &Schema::default()).ok()?;
        }
        Some(keys)
    }
}

/// The key as it counts in the place.
fn as_pressed(place: Place, key: char) -> char {
    let mut lower = key.to_lowercase();
    match (place, lower.next(), lower.next()) {
        (Place::Library, Some(lower), None) => lower,
        _ => key,
    }
}
