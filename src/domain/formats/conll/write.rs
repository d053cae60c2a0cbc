//! Writing columns.

use std::borrow::Cow;

use super::Extras;
use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::formats::outlet::{About, Item, Loss, Lost, Options, Outlet, Writer};
use crate::domain::formats::tags::{self, Sentence, is_blank};

/// A writer of columns with IOB2 tags.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(Columns { bioes: false })
}

/// A writer of columns with BIOES tags.
pub fn bioes_writer(_: &Options) -> Box<dyn Writer> {
    Box::new(Columns { bioes: true })
}

struct Columns {
    bioes: bool,
}

impl Writer for Columns {
    fn document(&mut self, item: &Item<'_>, _: &About, out: &mut dyn Outlet) {
        let text = item.document.text().as_str();
        for (n, set) in item.layers().iter().enumerate() {
            let sentences = tags::sentences(item.document, set, out);
            if sentences.is_empty() && n > 0 {
                // Without words nothing tells one annotator's document from another's.
                continue;
            }
            if sentences.is_empty() && !text.is_empty() {
                out.lose(Loss::of_set(item.document, set, "", Lost::Text, "", "only white space"));
            }
            for part in sentences.iter().flat_map(|sentence| &sentence.words).filter_map(|word| word.part) {
                let label = tag_label(part.span);
                if part.first && label != part.span.label.as_str() {
                    out.lose(Loss::of_span(item.document, set, part.span, Lost::Label, label));
                }
            }
            let mut bytes = b"-DOCSTART- -X- O O\n\n".to_vec();
            self.write(&mut bytes, item.document, set, &sentences);
            out.append(&item.path(if self.bioes { "bioes" } else { "conll" }), &bytes);
        }
    }

    fn finish(&mut self, _: &About, _: &mut dyn Outlet) {}
}

impl Columns {
    fn write(&self, out: &mut Vec<u8>, document: &Document, set: &AnnotationSet, sentences: &[Sentence<'_>]) {
        let text = document.text();
        let mut buffer = [0; 4];
        for (n, sentence) in sentences.iter().enumerate() {
            for (place, word) in sentence.words.iter().enumerate() {
                let mut extras = Extras::default();
                if n == 0 && place == 0 {
                    document.id().as_str().clone_into(&mut extras.document);
                    set.annotator.as_str().clone_into(&mut extras.annotator);
                    text.as_str()[..word.range.start().byte()].clone_into(&mut extras.before);
                }
                let next = sentence.words.get(place + 1).map(|next| next.range.start());
                let gap = &text.as_str()[word.range.end().byte()..next.unwrap_or(sentence.range.end()).byte()];
                let supposed = match next {
                    Some(_) => " ",
                    None if n + 1 < sentences.len() => "\n",
                    None => "",
                };
                extras.after = (gap != supposed).then(|| gap.to_owned());
                out.extend_from_slice(text.quote(word.range).as_bytes());
                out.extend_from_slice(b" -X- ");
                extras.write(out);
                out.push(b' ');
                match word.part {
                    None => out.push(b'O'),
                    Some(part) => {
                        let letter = if self.bioes { part.bioes() } else { part.iob2() };
                        out.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
                        out.push(b'-');
                        out.extend_from_slice(tag_label(part.span).as_bytes());
                    }
                }
                out.push(b'\n');
            }
            out.push(b'\n');
        }
    }
}

/// The span's label as it stands in a tag, which can't hold blank characters.
fn tag_label(span: &Span) -> Cow<'_, str> {
    let label = span.label.as_str();
    if label.contains(is_blank) { label.replace(is_blank, "_").into() } else { label.into() }
}
