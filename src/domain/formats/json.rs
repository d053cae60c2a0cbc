//! JSON objects read field by field, so that one wrong field costs only itself and unknown ones survive, and written the same way.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::domain::document::Unknown;

/// An object whose fields are taken one after another; what is left in the end is unknown.
#[derive(Debug, Default)]
pub struct Record<'a> {
    fields: Vec<(String, &'a RawValue)>,
}

/// A field is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongField {
    /// Its name.
    pub field: &'static str,
    /// What it should be.
    pub expected: &'static str,
}

impl<'de: 'a, 'a> Deserialize<'de> for Record<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Record<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
                let mut fields: Vec<(String, &'de RawValue)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
                    // As in JavaScript and Python, the last of two fields with one name counts.
                    match fields.iter_mut().find(|(known, _)| *known == name) {
                        Some(known) => known.1 = value,
                        None => fields.push((name, value)),
                    }
                }
                Ok(Record { fields })
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

impl<'a> Record<'a> {
    /// Reads an object.
    ///
    /// # Errors
    /// If it is no JSON, or no object.
    pub fn parse(json: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// Takes the JSON of a field; `null` counts as absent.
    pub fn take(&mut self, name: &str) -> Option<&'a str> {
        let place = self.fields.iter().position(|(known, _)| known == name)?;
        let json = self.fields.remove(place).1.get();
        (json != "null").then_some(json)
    }

    fn typed<T: Deserialize<'a>>(
        &mut self,
        field: &'static str,
        expected: &'static str,
    ) -> Result<Option<T>, WrongField> {
        self.take(field).map(|json| serde_json::from_str(json).map_err(|_| WrongField { field, expected })).transpose()
    }

    /// Takes a string; half of a surrogate pair becomes U+FFFD.
    ///
    /// # Errors
    /// If it is something else.
    pub fn string(&mut self, field: &'static str) -> Result<Option<String>, WrongField> {
        let expected = "a string";
        self.take(field)
            .map(|json| {
                serde_json::from_str(json)
                    .or_else(|_| serde_json::from_str(&without_lone_surrogates(json)))
                    .map_err(|_| WrongField { field, expected })
            })
            .transpose()
    }

    /// Takes a whole number that is not negative.
    ///
    /// # Errors
    /// If it is something else.
    pub fn number(&mut self, field: &'static str) -> Result<Option<usize>, WrongField> {
        let number: Option<u64> = self.typed(field, "a whole number from 0")?;
        number.map(|n| usize::try_from(n).map_err(|_| WrongField { field, expected: "a smaller number" })).transpose()
    }

    /// Takes `true` or `false`.
    ///
    /// # Errors
    /// If it is something else.
    pub fn yes_no(&mut self, field: &'static str) -> Result<Option<bool>, WrongField> {
        self.typed(field, "true or false")
    }

    /// Takes a list of strings; none where the field is absent.
    ///
    /// # Errors
    /// If it is something else.
    pub fn strings(&mut self, field: &'static str) -> Result<Vec<String>, WrongField> {
        Ok(self.typed(field, "a list of strings")?.unwrap_or_default())
    }

    /// Takes a list, each item as JSON; empty where the field is absent.
    ///
    /// # Errors
    /// If it is something else.
    pub fn list(&mut self, field: &'static str) -> Result<Vec<&'a str>, WrongField> {
        let items: Option<Vec<&'a RawValue>> = self.typed(field, "a list")?;
        Ok(items.unwrap_or_default().into_iter().map(RawValue::get).collect())
    }

    /// Takes an object; empty where the field is absent.
    ///
    /// # Errors
    /// If it is something else.
    pub fn record(&mut self, field: &'static str) -> Result<Record<'a>, WrongField> {
        Ok(self.typed(field, "an object")?.unwrap_or_default())
    }

    /// The fields nobody took.
    pub fn rest(self) -> Unknown {
        self.fields
            .into_iter()
            // Stored records stand one on a line. In JSON a line end is white space, never part of a string.
            .map(|(name, value)| (name, value.get().replace(['\n', '\r'], " ")))
            .collect()
    }
}

/// The JSON of a string with U+FFFD for every escape that is half of a surrogate pair.
fn without_lone_surrogates(json: &str) -> String {
    /// The code unit an escape at the beginning stands for.
    fn unit(json: &str) -> Option<u16> {
        u16::from_str_radix(json.strip_prefix("\\u")?.get(..4)?, 16).ok()
    }
    let mut whole = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (plain, escape) = rest.split_at(at);
        whole.push_str(plain);
        let length = match unit(escape) {
            Some(0xd800..=0xdbff) if matches!(unit(&escape[6..]), Some(0xdc00..=0xdfff)) => 12,
            Some(0xd800..=0xdfff) => {
                whole.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            Some(_) => 6,
            // Any other escape is two characters long, and ASCII in valid JSON.
            None => 2,
        };
        let (kept, later) = escape.split_at(length);
        whole.push_str(kept);
        rest = later;
    }
    whole + rest
}

/// An object being written; absent and empty fields are left out.
#[derive(Debug)]
pub struct Object<'a> {
    out: &'a mut Vec<u8>,
    empty: bool,
}

/// Writes an object.
pub fn object(out: &mut Vec<u8>, fill: impl FnOnce(&mut Object<'_>)) {
    out.push(b'{');
    fill(&mut Object { out, empty: true });
    out.push(b'}');
}

/// Writes a string. U+0085, U+2028 and U+2029 are escaped, since some readers take them for line ends.
pub fn string(out: &mut Vec<u8>, value: &str) {
    let json = serde_json::to_string(value).expect("a string is always valid JSON");
    if json.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        let escaped = json.replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        out.extend_from_slice(escaped.as_bytes());
    } else {
        out.extend_from_slice(json.as_bytes());
    }
}

impl Object<'_> {
    fn name(&mut self, name: &str) -> &mut Vec<u8> {
        if !self.empty {
            self.out.push(b',');
        }
        self.empty = false;
        string(self.out, name);
        self.out.push(b':');
        self.out
    }

    /// Writes a string, also an empty one.
    pub fn string(&mut self, name: &str, value: &str) {
        string(self.name(name), value);
    }

    /// Writes a string unless it is empty.
    pub fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.string(name, value);
        }
    }

    /// Writes a whole number.
    pub fn number(&mut self, name: &str, value: u64) {
        let digits = value.to_string();
        self.name(name).extend_from_slice(digits.as_bytes());
    }

    /// Writes `true`, or nothing for `false`.
    pub fn flag(&mut self, name: &str, value: bool) {
        if value {
            self.name(name).extend_from_slice(b"true");
        }
    }

    /// Writes JSON as it is.
    pub fn json(&mut self, name: &str, json: &str) {
        self.name(name).extend_from_slice(json.as_bytes());
    }

    /// Writes the fields an earlier reading did not know.
    pub fn unknown(&mut self, fields: &Unknown) {
        for (name, json) in fields {
            self.json(name, json);
        }
    }

    /// Writes strings unless there are none.
    pub fn strings<'s>(&mut self, name: &str, values: impl Iterator<Item = &'s str>) {
        let mut values = values.peekable();
        if values.peek().is_some() {
            self.list(name, "", values, string);
        }
    }

    /// Writes an object.
    pub fn object(&mut self, name: &str, fill: impl FnOnce(&mut Object<'_>)) {
        object(self.name(name), fill);
    }

    /// Writes a list, with `before` in front of each item.
    pub fn list<T>(
        &mut self,
        name: &str,
        before: &str,
        items: impl Iterator<Item = T>,
        mut write: impl FnMut(&mut Vec<u8>, T),
    ) {
        let out = self.name(name);
        out.push(b'[');
        for (n, item) in items.enumerate() {
            if n > 0 {
                out.push(b',');
            }
            out.extend_from_slice(before.as_bytes());
            write(out, item);
        }
        out.push(b']');
    }
}
