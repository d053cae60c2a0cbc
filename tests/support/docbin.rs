//! A reader of spaCy's `DocBin` that owes nothing to the writer, after spacy/tokens/_serialize.py.

use std::collections::BTreeMap;

use miniz_oxide::inflate::decompress_to_vec_zlib;

/// A value of MessagePack.
#[derive(Clone, Debug, PartialEq)]
enum Packed {
    Number(u64),
    Real(f64),
    YesNo(bool),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<Packed>),
    Map(Vec<(Packed, Packed)>),
}

fn take<'a>(rest: &mut &'a [u8], length: usize) -> &'a [u8] {
    let (taken, left) = rest.split_at(length);
    *rest = left;
    taken
}

/// A whole number of so many bytes, the first one first.
fn big(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn unpack(rest: &mut &[u8]) -> Packed {
    let head = take(rest, 1)[0];
    let mut length = |width: usize| big(take(rest, width)) as usize;
    match head {
        0x00..=0x7f => Packed::Number(head.into()),
        0xc2 | 0xc3 => Packed::YesNo(head == 0xc3),
        0xcb => Packed::Real(f64::from_bits(length(8) as u64)),
        0xcc..=0xcf => Packed::Number(length(1 << (head - 0xcc)) as u64),
        0xc4..=0xc6 => {
            let length = length(1 << (head - 0xc4));
            Packed::Bytes(take(rest, length).to_vec())
        }
        0xa0..=0xbf | 0xd9..=0xdb => {
            let length = if head < 0xc0 { usize::from(head & 0x1f) } else { length(1 << (head - 0xd9)) };
            Packed::Text(String::from_utf8(take(rest, length).to_vec()).expect("strings are UTF-8"))
        }
        0x90..=0x9f | 0xdc | 0xdd => {
            let length = if head < 0xa0 { usize::from(head & 0x0f) } else { length(2 << (head - 0xdc)) };
            Packed::List((0..length).map(|_| unpack(rest)).collect())
        }
        0x80..=0x8f | 0xde | 0xdf => {
            let length = if head < 0x90 { usize::from(head & 0x0f) } else { length(2 << (head - 0xde)) };
            Packed::Map((0..length).map(|_| (unpack(rest), unpack(rest))).collect())
        }
        _ => panic!("MessagePack of another kind: {head:x}"),
    }
}

fn unpacked(mut bytes: &[u8]) -> Packed {
    let value = unpack(&mut bytes);
    assert!(bytes.is_empty(), "something follows {value:?}");
    value
}

impl Packed {
    fn get(&self, name: &str) -> &Self {
        let Self::Map(fields) = self else { panic!("no map: {self:?}") };
        let found = fields.iter().find(|(known, _)| *known == Self::Text(name.to_owned()));
        &found.unwrap_or_else(|| panic!("no {name} in {self:?}")).1
    }

    fn bytes(&self) -> &[u8] {
        let Self::Bytes(bytes) = self else { panic!("no bytes: {self:?}") };
        bytes
    }

    fn list(&self) -> &[Self] {
        let Self::List(items) = self else { panic!("no list: {self:?}") };
        items
    }

    /// The values of a map in words.
    fn words(&self) -> BTreeMap<String, String> {
        let Self::Map(fields) = self else { panic!("no map: {self:?}") };
        let words =
            |value: &Self| if let Self::Real(number) = value { number.to_string() } else { value.text().to_owned() };
        fields.iter().map(|(name, value)| (name.text().to_owned(), words(value))).collect()
    }

    fn text(&self) -> &str {
        let Self::Text(text) = self else { panic!("no text: {self:?}") };
        text
    }
}

/// A document as `DocBin.get_docs` makes it.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Doc {
    pub(crate) text: String,
    /// The code points of each token.
    tokens: Vec<(usize, usize)>,
    /// Label and code points.
    entities: Vec<(String, usize, usize)>,
    /// The group `sc`, as `name label: text`.
    pub(crate) spans: Vec<String>,
    pub(crate) cats: BTreeMap<String, String>,
    pub(crate) user_data: BTreeMap<String, String>,
}

/// The symbols of spaCy that texts and labels here have, with their numbers by `spacy.symbols`.
const SYMBOLS: [(&str, u64); 9] = [
    ("ORG", 383),
    ("number", 432),
    ("_", 456),
    ("FLAG20", 20),
    ("DEPRECATED007", 110),
    ("IS_STOP", 12),
    ("LAW", 390),
    ("X", 101),
    ("acl", 451),
];

/// The number of a string, as `spacy.strings.get_string_id` has it.
pub(crate) fn string_id(string: &str) -> u64 {
    let symbol = SYMBOLS.iter().find(|(name, _)| *name == string).map(|(_, number)| *number);
    symbol.unwrap_or_else(|| {
        let factor = 0xc6a4_a793_5bd1_e995_u64;
        let mut hash = 1 ^ factor.wrapping_mul(string.len() as u64);
        for chunk in string.as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            let mut word = u64::from_le_bytes(word);
            if chunk.len() == 8 {
                word = word.wrapping_mul(factor);
                word = (word ^ word >> 47).wrapping_mul(factor);
            }
            hash = (hash ^ word).wrapping_mul(factor);
        }
        hash = (hash ^ hash >> 47).wrapping_mul(factor);
        hash ^ hash >> 47
    })
}

/// The documents of a file.
pub(crate) fn docs(file: &[u8]) -> Vec<Doc> {
    let file = unpacked(&decompress_to_vec_zlib(file).expect("it is zlib"));
    assert_eq!(file.get("version").text(), "0.1");
    assert_eq!(file.get("attrs").list(), [65, 77, 78].map(Packed::Number));
    let strings = file.get("strings").list().iter().map(|string| (string_id(string.text()), string.text()));
    let strings = Strings(strings.chain([(0, "")]).collect());
    let mut rows = file.get("tokens").bytes().chunks(24);
    let mut spaces = file.get("spaces").bytes().iter();
    let lengths = file.get("lengths").bytes().chunks(4);
    let mut docs = Vec::new();
    for (n, length) in lengths.enumerate() {
        let mut doc = Doc::default();
        for _ in 0..u32::from_le_bytes(length.try_into().expect("four bytes")) {
            let row = rows.next().expect("a row for each token");
            let numbers: Vec<u64> =
                row.chunks(8).map(|bytes| u64::from_le_bytes(bytes.try_into().expect("eight"))).collect();
            doc.add_token(&strings, &numbers, spaces.next() == Some(&1));
        }
        doc.add_spans(&strings, &unpacked(file.get("span_groups").list()[n].bytes()));
        doc.cats = file.get("cats").list()[n].words();
        doc.user_data = unpacked(file.get("user_data").list()[n].bytes()).words();
        assert_eq!(*file.get("flags").list()[n].get("has_unknown_spaces"), Packed::YesNo(false));
        docs.push(doc);
    }
    assert_eq!((rows.next(), spaces.next()), (None, None), "every token is some document's");
    docs
}

/// The strings of a file by their numbers.
struct Strings<'a>(BTreeMap<u64, &'a str>);

impl<'a> Strings<'a> {
    fn get(&self, number: u64) -> &'a str {
        self.0.get(&number).unwrap_or_else(|| panic!("no string {number}"))
    }
}

impl Doc {
    /// Takes a token of ORTH, ENT_IOB and ENT_TYPE.
    fn add_token(&mut self, strings: &Strings<'_>, row: &[u64], space_after: bool) {
        let start = self.text.chars().count();
        self.text.push_str(strings.get(row[0]));
        let end = self.text.chars().count();
        self.tokens.push((start, end));
        if space_after {
            self.text.push(' ');
        }
        let label = strings.get(row[2]);
        match row[1] {
            1 => {
                let (known, _, to) = self.entities.last_mut().expect("an entity begins before it goes on");
                assert_eq!(known, label);
                *to = end;
            }
            2 => assert_eq!(label, ""),
            3 => self.entities.push((label.to_owned(), start, end)),
            other => panic!("no value of ENT_IOB: {other}"),
        }
    }

    fn add_spans(&mut self, strings: &Strings<'_>, groups: &Packed) {
        let Packed::Map(groups) = groups else { panic!("no map: {groups:?}") };
        let [(group, names)] = groups.as_slice() else { panic!("one group: {groups:?}") };
        assert_eq!(names.list(), [Packed::Text("sc".into())]);
        let group = unpacked(group.bytes());
        assert_eq!((group.get("name").text(), group.get("attrs")), ("sc", &Packed::Map(Vec::new())));
        for span in group.get("spans").list() {
            let bytes = span.bytes();
            assert_eq!(bytes.len(), 40);
            let [id, base, label] = [0, 8, 16].map(|from| big(&bytes[from..from + 8]));
            let [first, after, start, end] = [24, 28, 32, 36].map(|from| big(&bytes[from..from + 4]) as usize);
            assert_eq!(base, 0);
            assert_eq!(
                (self.tokens[first].0, self.tokens[after - 1].1),
                (start, end),
                "its characters are its tokens'"
            );
            let described = self.described(strings.get(label), start, end);
            self.spans.push(format!("{} {described}", strings.get(id)));
        }
    }

    fn described(&self, label: &str, start: usize, end: usize) -> String {
        let quote: String = self.text.chars().skip(start).take(end - start).collect();
        format!("{label}: {quote}")
    }

    /// The entities as `label: text`.
    pub(crate) fn ents(&self) -> Vec<String> {
        self.entities.iter().map(|(label, start, end)| self.described(label, *start, *end)).collect()
    }
}
