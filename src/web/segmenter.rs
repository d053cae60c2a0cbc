//! The browser's dictionaries of languages that are written without spaces.

use std::cell::RefCell;

use js_sys::{Array, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::domain::document::Document;
use crate::domain::text::unspaced::Dictionary;
use crate::domain::text::words::Words;

/// The words of a document, as the browser knows them.
pub fn words(document: &Document) -> Words<'_> {
    Words::known_by(&Browser, document.text(), document.metadata.language.as_deref())
}

/// The dictionaries.
struct Browser;

thread_local! {
    /// The one that was asked last; making it takes far longer than using it.
    static LAST: RefCell<Option<(&'static str, Intl::Segmenter)>> = const { RefCell::new(None) };
}

impl Dictionary for Browser {
    fn starts(&self, language: &'static str, run: &str) -> Vec<usize> {
        LAST.with_borrow_mut(|last| {
            last.take_if(|(known, _)| *known != language);
            if last.is_none() {
                *last = segmenter(language).map(|made| (language, made));
            }
            last.as_ref().map_or_else(Vec::new, |(_, segmenter)| starts(segmenter, run))
        })
    }
}

/// A segmenter into words; none in a browser without any.
fn segmenter(language: &str) -> Option<Intl::Segmenter> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    Reflect::has(&intl, &"Segmenter".into()).ok().filter(|is_there| *is_there)?;
    let options = Object::new();
    // Setting a property of a fresh plain object does not fail.
    let _ = Reflect::set(&options, &"granularity".into(), &"word".into());
    Some(Intl::Segmenter::new(&Array::of1(&language.into()), &options))
}

/// Where the segments begin, in bytes.
fn starts(segmenter: &Intl::Segmenter, run: &str) -> Vec<usize> {
    let segments = Array::from(&JsValue::from(segmenter.segment(run)));
    let mut starts =
        segments.iter().map(|segment| segment.unchecked_into::<Intl::SegmentData>().index() as usize).peekable();
    let mut found = Vec::new();
    let mut units = 0;
    for (at, character) in run.char_indices() {
        if starts.next_if_eq(&units).is_some() {
            found.push(at);
        }
        units += character.len_utf16();
    }
    found
}
