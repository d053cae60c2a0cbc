//! spaCy's `DocBin`: zlib around MessagePack around rows of token attributes. It is only written.
//!
//! Each annotation set is a `Doc`. All its spans are in the span group `sc`, the default of the span categorizer, with their
//! names as `span.id_`; those that do not overlap are in `doc.ents` as well (the longest first, as [`without_overlaps`] has
//! it), without white space at their ends, which spaCy finds invalid there. What is left out of `doc.ents` is not lost, since
//! the group has it. Document labels are `doc.cats`. The document's name and the annotator are in `doc.user_data`. A file
//! that grows large is closed and another one begun, `data-2.spacy`; spaCy reads a folder of them.
//!
//! Source: spacy/tokens/_serialize.py, _dict_proxies.py and span_group.pyx of 3.8, which was run on what is written here.

mod strings;

use std::collections::BTreeMap;
use std::fmt::Debug;

use miniz_oxide::DataFormat;
use miniz_oxide::deflate::CompressionLevel;
use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output};
use rmp::encode;

use super::outlet::{About, Item, Loss, Lost, Options, Outlet, Writer};
use super::tokens::{Token, covered, is_space, tokens, without_overlaps};
use super::values::{categories, lose_attributes, lose_notes};
use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::schema::Schema;
use crate::domain::text::{Range, Text};
use strings::Strings;

/// So large, in bytes before compression, a file may grow.
const FULL: usize = 64 << 20;

/// What is told of each token, by spaCy's numbers: ORTH, ENT_IOB and ENT_TYPE.
const ATTRIBUTES: [u64; 3] = [65, 77, 78];

/// The values of ENT_IOB.
const INSIDE: u64 = 1;
const OUTSIDE: u64 = 2;
const BEGIN: u64 = 3;

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    writer_with(FULL)
}

/// A writer that begins another file when one has so many bytes before compression.
pub fn writer_with(full: usize) -> Box<dyn Writer> {
    Box::new(SpacyWriter { full, bins: BTreeMap::new() })
}

struct SpacyWriter {
    full: usize,
    /// Of each path, what is to be written and how many files have been written before.
    bins: BTreeMap<String, (Bin, usize)>,
}

impl Writer for SpacyWriter {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        let path = item.path("spacy");
        for set in item.layers() {
            let (bin, before) = self.bins.entry(path.clone()).or_default();
            bin.add(item.document, &set, &about.schema);
            if bin.size() >= self.full {
                std::mem::take(bin).write(&numbered(&path, *before), out);
                *before += 1;
            }
            lose(item.document, &set, out);
        }
    }

    fn finish(&mut self, _: &About, out: &mut dyn Outlet) {
        for (path, (bin, before)) in std::mem::take(&mut self.bins) {
            if bin.documents > 0 {
                bin.write(&numbered(&path, before), out);
            }
        }
    }
}

/// The path of a file before which there are so many.
fn numbered(path: &str, before: usize) -> String {
    match path.strip_suffix(".spacy") {
        Some(stem) if before > 0 => format!("{stem}-{}.spacy", before + 1),
        _ => path.to_owned(),
    }
}

fn lose(document: &Document, set: &AnnotationSet, out: &mut dyn Outlet) {
    for span in set.spans().iter() {
        if span.fragments.count() > 1 {
            out.lose(Loss::of_span(document, set, span, Lost::Fragments, ""));
        }
        lose_attributes(document, set, span, out);
    }
    for relation in set.relations() {
        let (id, kind) = (relation.id.as_str(), relation.kind.as_str());
        out.lose(Loss::of_set(document, set, id, Lost::Relation, kind, format!("{} → {}", relation.from, relation.to)));
    }
    lose_notes(document, set, out);
}

/// Unwraps the outcome of writing MessagePack.
fn packed<T, E: Debug>(written: Result<T, E>) -> T {
    written.expect("memory takes whatever is written to it")
}

/// The range without white space at either end, unless it has nothing else.
fn trimmed(text: &Text, range: Range) -> Option<Range> {
    let quote = text.quote(range);
    let start = range.start().byte() + quote.len() - quote.trim_start_matches(is_space).len();
    let kept = quote.trim_matches(is_space);
    text.range(start, start + kept.len()).filter(|kept| !kept.is_empty())
}

/// What a file will hold, field by field, the lists without their heads.
#[derive(Default)]
struct Bin {
    documents: usize,
    tokens: Vec<u8>,
    spaces: Vec<u8>,
    lengths: Vec<u8>,
    strings: Strings,
    cats: Vec<u8>,
    span_groups: Vec<u8>,
    user_data: Vec<u8>,
}

impl Bin {
    fn size(&self) -> usize {
        let fields = [&self.tokens, &self.spaces, &self.lengths, &self.cats, &self.span_groups, &self.user_data];
        fields.iter().map(|field| field.len()).sum::<usize>() + self.strings.packed().len()
    }

    fn add(&mut self, document: &Document, set: &AnnotationSet, schema: &Schema) {
        let tokens = tokens(document.text(), set.spans().iter().map(|span| span.hull()));
        self.documents += 1;
        self.lengths.extend_from_slice(&(tokens.len() as u32).to_le_bytes());
        self.add_tokens(document, set, &tokens);
        self.add_spans(document, set, &tokens);
        let categories = categories(&set.document_labels, schema);
        packed(encode::write_map_len(&mut self.cats, categories.len() as u32));
        for (name, holds) in categories {
            packed(encode::write_str(&mut self.cats, &name));
            packed(encode::write_f64(&mut self.cats, f64::from(u8::from(holds))));
        }
        let mut user_data = Vec::new();
        packed(encode::write_map_len(&mut user_data, 2));
        for (name, value) in [("document", document.id().as_str()), ("annotator", set.annotator.as_str())] {
            packed(encode::write_str(&mut user_data, name));
            packed(encode::write_str(&mut user_data, value));
        }
        packed(encode::write_bin(&mut self.user_data, &user_data));
    }

    fn add_tokens(&mut self, document: &Document, set: &AnnotationSet, tokens: &[Token]) {
        let text = document.text();
        let (entities, _) = without_overlaps(text, set.spans().iter());
        let mut entities =
            entities.into_iter().filter_map(|span| Some((trimmed(text, span.hull())?, &span.label))).peekable();
        for token in tokens {
            while entities.next_if(|(entity, _)| entity.end() <= token.range.start()).is_some() {}
            let (place, label) = match entities.peek() {
                Some((entity, label)) if entity.start() <= token.range.start() => {
                    let is_first = entity.start() == token.range.start();
                    (if is_first { BEGIN } else { INSIDE }, self.strings.number(label.as_str()))
                }
                _ => (OUTSIDE, 0),
            };
            for value in [self.strings.number(text.quote(token.range)), place, label] {
                self.tokens.extend_from_slice(&value.to_le_bytes());
            }
            self.spaces.push(u8::from(token.space_after));
        }
    }

    fn add_spans(&mut self, document: &Document, set: &AnnotationSet, tokens: &[Token]) {
        let mut group = Vec::new();
        packed(encode::write_map_len(&mut group, 3));
        packed(encode::write_str(&mut group, "name"));
        packed(encode::write_str(&mut group, "sc"));
        packed(encode::write_str(&mut group, "attrs"));
        packed(encode::write_map_len(&mut group, 0));
        packed(encode::write_str(&mut group, "spans"));
        packed(encode::write_array_len(&mut group, set.spans().len() as u32));
        for span in set.spans().iter() {
            packed(encode::write_bin(&mut group, &self.span(document, span, tokens)));
        }
        let mut groups = Vec::new();
        packed(encode::write_map_len(&mut groups, 1));
        packed(encode::write_bin(&mut groups, &group));
        packed(encode::write_array_len(&mut groups, 1));
        packed(encode::write_str(&mut groups, "sc"));
        packed(encode::write_bin(&mut self.span_groups, &groups));
    }

    /// A span as spaCy packs it: name, knowledge base entry and label, then first token, last token and their characters,
    /// ends exclusive.
    fn span(&mut self, document: &Document, span: &Span, tokens: &[Token]) -> Vec<u8> {
        let text = document.text();
        let hull = span.hull();
        let (first, after) = covered(tokens, hull).unwrap_or_default();
        let numbers = [self.strings.number(span.id.as_str()), 0, self.strings.number(span.label.as_str())];
        let places = [first, after, text.code_point(hull.start()), text.code_point(hull.end())];
        let mut packed = Vec::with_capacity(40);
        packed.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
        packed.extend(places.iter().flat_map(|place| (*place as u32).to_be_bytes()));
        packed
    }

    fn write(self, path: &str, out: &mut dyn Outlet) {
        let mut file = Compressed::new(path, out);
        packed(encode::write_map_len(file.small(), 10));
        file.name("version");
        file.name("0.1");
        file.name("attrs");
        packed(encode::write_array_len(file.small(), ATTRIBUTES.len() as u32));
        for attribute in ATTRIBUTES {
            packed(encode::write_uint(file.small(), attribute));
        }
        for (name, bytes) in [("tokens", &self.tokens), ("spaces", &self.spaces), ("lengths", &self.lengths)] {
            file.name(name);
            packed(encode::write_bin_len(file.small(), bytes.len() as u32));
            file.large(bytes);
        }
        let lists = [
            ("strings", self.strings.len(), self.strings.packed()),
            ("cats", self.documents, &self.cats),
            ("span_groups", self.documents, &self.span_groups),
            ("user_data", self.documents, &self.user_data),
        ];
        for (name, count, bytes) in lists {
            file.name(name);
            packed(encode::write_array_len(file.small(), count as u32));
            file.large(bytes);
        }
        file.name("flags");
        packed(encode::write_array_len(file.small(), self.documents as u32));
        for _ in 0..self.documents {
            packed(encode::write_map_len(file.small(), 1));
            file.name("has_unknown_spaces");
            packed(encode::write_bool(file.small(), false));
        }
        file.finish();
    }
}

/// A file that is compressed while it is written.
struct Compressed<'a> {
    path: &'a str,
    out: &'a mut dyn Outlet,
    compressor: CompressorOxide,
    small: Vec<u8>,
}

impl<'a> Compressed<'a> {
    fn new(path: &'a str, out: &'a mut dyn Outlet) -> Self {
        let compressor = CompressorOxide::with_format_and_level(DataFormat::Zlib, CompressionLevel::BestSpeed);
        Self { path, out, compressor, small: Vec::new() }
    }

    /// Takes small pieces until they are compressed together.
    fn small(&mut self) -> &mut Vec<u8> {
        &mut self.small
    }

    fn name(&mut self, name: &str) {
        packed(encode::write_str(&mut self.small, name));
    }

    fn large(&mut self, bytes: &[u8]) {
        let small = std::mem::take(&mut self.small);
        self.compress(&small, TDEFLFlush::None);
        self.compress(bytes, TDEFLFlush::None);
    }

    fn finish(mut self) {
        let small = std::mem::take(&mut self.small);
        self.compress(&small, TDEFLFlush::Finish);
    }

    fn compress(&mut self, bytes: &[u8], flush: TDEFLFlush) {
        let (path, out) = (self.path, &mut *self.out);
        compress_to_output(&mut self.compressor, bytes, flush, |compressed| {
            out.append(path, compressed);
            true
        });
    }
}
