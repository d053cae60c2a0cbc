//! JSON objects read field by field, so that one wrong field costs only itself and unknown ones survive, and written the same way.

mod scan;

use std::collections::BTreeMap;

use crate::domain::document::Unknown;

/// An object whose fields are taken one after another; what is left in the end is unknown.
#[derive(Debug, Default)]
pub struct Record<'a> {
    fields: Vec<(String, &'a str)>,
}

/// A field is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongField {
    /// Its name.
    pub field: &'static str,
    /// What it should be.
    pub expected: &'static str,
}

/// It is no object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnObject;

impl<'a> Record<'a> {
    /// Takes an object apart. The JSON must be valid; of two fields with one name the last counts, as in JavaScript and Python.
    ///
    /// # Errors
    /// If it is something else.
    pub fn parse(json: &'a str) -> Result<Self, NotAnObject> {
        let found = scan::object(json).ok_or(NotAnObject)?;
        // Going through the few fields of a record is faster than a map; a file may hold objects of millions.
        let many = found.len() > 64;
        let mut places = BTreeMap::new();
        let mut fields: Vec<(String, &'a str)> = Vec::with_capacity(found.len());
        for (name, value) in found {
            let known =
                if many { places.get(&name).copied() } else { fields.iter().position(|(known, _)| *known == name) };
            match known {
                Some(place) => fields[place].1 = value,
                None => {
                    if many {
                        places.insert(name.clone(), fields.len());
                    }
                    fields.push((name, value));
                }
            }
        }
        Ok(Self { fields })
    }

    /// Takes the JSON of a field; `null` counts as absent.
    pub fn take(&mut self, name: &str) -> Option<&'a str> {
        let place = self.fields.iter().position(|(known, _)| known == name)?;
        let json = self.fields.remove(place).1;
        (json != "null").then_some(json)
    }

    /// The JSON of a field, which stays.
    pub fn peek(&self, name: &str) -> Option<&'a str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, json)| *json)
    }

    /// Takes a string; what is something else stays.
    pub fn text(&mut self, name: &str) -> Option<String> {
        let said = scan::string(self.peek(name)?);
        if said.is_some() || self.peek(name) == Some("null") {
            self.take(name);
        }
        said
    }

    /// Takes an object; what is something else stays.
    pub fn object(&mut self, name: &str) -> Option<Self> {
        let object = Self::parse(self.peek(name)?).ok()?;
        self.take(name);
        Some(object)
    }

    fn typed<T>(
        &mut self,
        field: &'static str,
        expected: &'static str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<Option<T>, WrongField> {
        self.take(field).map(|json| read(json).ok_or(WrongField { field, expected })).transpose()
    }

    /// Takes a string; half of a surrogate pair becomes U+FFFD.
    ///
    /// # Errors
    /// If it is something else.
    pub fn string(&mut self, field: &'static str) -> Result<Option<String>, WrongField> {
        self.typed(field, "a string", scan::string)
    }

    /// Takes a whole number that is not negative; one that is greater than [`GREATEST`] becomes that.
    ///
    /// # Errors
    /// If it is something else.
    pub fn number(&mut self, field: &'static str) -> Result<Option<usize>, WrongField> {
        self.typed(field, "a whole number from 0", whole_number)
    }

    /// Takes `true` or `false`.
    ///
    /// # Errors
    /// If it is something else.
    pub fn yes_no(&mut self, field: &'static str) -> Result<Option<bool>, WrongField> {
        match self.take(field) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(WrongField { field, expected: "true or false" }),
        }
    }

    /// Takes a list of strings; none where the field is absent.
    ///
    /// # Errors
    /// If it is something else.
    pub fn strings(&mut self, field: &'static str) -> Result<Vec<String>, WrongField> {
        Ok(self.typed(field, "a list of strings", strings)?.unwrap_or_default())
    }

    /// Takes a list, each item as JSON; empty where the field is absent.
    ///
    /// # Errors
    /// If it is something else.
    pub fn list(&mut self, field: &'static str) -> Result<Vec<&'a str>, WrongField> {
        Ok(self.typed(field, "a list", scan::list)?.unwrap_or_default())
    }

    /// Takes an object; empty where the field is absent.
    ///
    /// # Errors
    /// If it is something else.
    pub fn record(&mut self, field: &'static str) -> Result<Record<'a>, WrongField> {
        Ok(self.typed(field, "an object", |json| Self::parse(json).ok())?.unwrap_or_default())
    }

    /// The fields nobody took, each with its JSON.
    pub fn into_fields(self) -> impl Iterator<Item = (String, &'a str)> {
        self.fields.into_iter()
    }

    /// The fields nobody took.
    pub fn rest(self) -> Unknown {
        self.fields
            .into_iter()
            // Stored records stand one on a line. In JSON a line end is white space, never part of a string.
            .map(|(name, value)| (name, value.replace(['\n', '\r'], " ")))
            .collect()
    }
}

/// The greatest number that is told from others: the greatest the browser has, where a `usize` has 32 bits. It lies beyond any text.
pub const GREATEST: u32 = u32::MAX;

/// The whole number that the digits say, at most [`GREATEST`]. Nothing if something else is among them.
pub fn whole_number(digits: &str) -> Option<usize> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(GREATEST) as usize)
}

/// What the string says; half of a surrogate pair becomes U+FFFD. Nothing if it is no string.
pub fn read_string(json: &str) -> Option<String> {
    scan::string(json)
}

/// The items of a list, each as JSON. Nothing if it is no list.
pub fn read_list(json: &str) -> Option<Vec<&str>> {
    scan::list(json)
}

/// What the strings of a list say. Nothing if it is no list, or something in it is no string.
pub fn strings(json: &str) -> Option<Vec<String>> {
    scan::list(json)?.into_iter().map(scan::string).collect()
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
pub fn string(out: &mut Vec<u8>, said: &str) {
    scan::write_string(out, said);
}

/// Writes a whole number.
pub fn number(out: &mut Vec<u8>, value: u64) {
    let start = out.len();
    let mut rest = value;
    while {
        out.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        rest > 0
    } {}
    out[start..].reverse();
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
        number(self.name(name), value);
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
