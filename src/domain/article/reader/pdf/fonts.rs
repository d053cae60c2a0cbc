//! Fonts: what a code means, how wide it is, and whether a font is heavy.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_font::hayro_cmap::BfString;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn, GlyphId};
use hayro_syntax::object::{Array, Dict, Name, Rect, Stream};

use super::bounds::Budget;
use super::maps::Named;

/// The most entries a font's table of widths may stand for.
const WIDTHS: u64 = 1 << 20;
/// The first code of a simple font whose widths are listed is one byte; some writers are wrong about it.
const FIRST_CODE: usize = 1 << 16;
/// The most fonts a file may have that are looked at.
const FONTS: usize = 20_000;

/// The head of a TrueType font with no tables.
const NO_FONT: [u8; 12] = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// The fonts of a file, each made ready once.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    /// By where their dictionaries stand: one that stands within another object has no name of its own.
    faces: HashMap<*const u8, Option<Face<'a>>>,
    outlines: FontResolverFn,
    maps: CMapResolverFn,
}

/// A font as text needs it.
#[derive(Clone)]
pub(super) struct Face<'a> {
    font: Font<'a>,
    /// Whether it is bold.
    pub(super) is_heavy: bool,
    /// How high an em is, in the font's size; 1 but in fonts that are drawings.
    pub(super) em: f64,
    /// The map it names, where it doesn't bring its own.
    named: Option<Named>,
}

impl<'a> Fonts<'a> {
    pub(super) fn new() -> Self {
        Self {
            cache: FontCache::new(),
            faces: HashMap::new(),
            // The standard fonts' widths are known without the fonts, but some font there must be.
            outlines: Arc::new(|_| Some((Arc::new(NO_FONT), 0))),
            maps: Arc::new(|name| Some(Named::of(std::str::from_utf8(name.to_bytes()).ok()?)?.map())),
        }
    }

    /// The font that a dictionary describes, if it can be read.
    pub(super) fn face(&mut self, dict: &Dict<'a>, budget: &mut Budget) -> Option<Face<'a>> {
        let place = dict.data().as_ptr();
        if let Some(known) = self.faces.get(&place) {
            return known.clone();
        }
        let face = (self.faces.len() < FONTS && is_sound(dict, budget)).then(|| self.load(dict)).flatten();
        self.faces.insert(place, face.clone());
        face
    }

    fn load(&self, dict: &Dict<'a>) -> Option<Face<'a>> {
        let font = self.cache.font(dict, &self.outlines, &self.maps)?;
        let own = descendant(dict).unwrap_or_else(|| dict.clone());
        let descriptor = own.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let name = dict.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_ascii_lowercase()).unwrap_or_default();
        let is_heavy = ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word))
            || descriptor.get::<f32>("FontWeight").is_some_and(|weight| weight >= 600.0);
        let named = dict.get::<Name<'_>>("Encoding").and_then(|name| Named::of(name.as_str()));
        Some(Face { em: em(&font, dict), font, is_heavy, named })
    }
}

impl Face<'_> {
    /// The code at a place, and how many bytes it takes: at least one.
    pub(super) fn code(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let (code, length) = self.font.read_code(bytes, at);
        (code, length.max(1))
    }

    /// How far a code moves on, in thousandths of the font's size: along a line, or down where text is vertical.
    pub(super) fn advance(&self, code: u32) -> (f64, f64) {
        let advance = self.font.code_advance(code);
        // The widths it lists are those of glyphs by numbers that aren't known.
        let across = self.named.filter(|_| self.is_horizontal()).map(|named| named.width(code));
        (across.unwrap_or(advance.x), advance.y)
    }

    /// Whether text runs from left to right or the other way, not down.
    pub(super) fn is_horizontal(&self) -> bool {
        self.font.is_horizontal()
    }

    /// What a code means.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        let own = match self.font.glyph(GlyphId::NOTDEF, code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        match own {
            Some(BfString::Char(character)) => Some(character.into()),
            Some(BfString::String(text)) => Some(text),
            None => self.named?.text(code),
        }
    }
}

/// The height of an em: fonts that are drawings have a scale of their own, and their box says how high they are.
fn em(font: &Font<'_>, dict: &Dict<'_>) -> f64 {
    let FontGlyph::Type3(glyph) = font.glyph(GlyphId::NOTDEF, 0) else { return 1.0 };
    let scale = glyph.font().matrix().as_coeffs()[3].abs();
    let height = dict.get::<Rect>("FontBBox").map_or(0.0, |rect| rect.height() * scale);
    if height.is_finite() && height > 0.01 { height } else { 1.0 }
}

fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    dict.get::<Array<'a>>("DescendantFonts")?.iter::<Dict<'a>>().next()
}

/// Whether a font's tables stand for no more than they should, and its streams may be unpacked.
fn is_sound(dict: &Dict<'_>, budget: &mut Budget) -> bool {
    let own = descendant(dict).unwrap_or_else(|| dict.clone());
    let descriptor = own.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let places = [
        (dict, "ToUnicode"),
        (dict, "Encoding"),
        (&own, "CIDToGIDMap"),
        (&descriptor, "FontFile"),
        (&descriptor, "FontFile2"),
        (&descriptor, "FontFile3"),
    ];
    let streams = places.iter().filter_map(|(holder, key)| holder.get::<Stream<'_>>(key));
    dict.get::<usize>("FirstChar").is_none_or(|first| first <= FIRST_CODE)
        && widths(own.get::<Array<'_>>("W"), 1) <= WIDTHS
        && widths(own.get::<Array<'_>>("W2"), 3) <= WIDTHS
        && streams.into_iter().all(|stream| budget.allows(&stream))
}

/// How many entries a table of widths stands for. It is a list of a first number and an array of widths, or of a first number,
/// a last one and what goes for all between.
fn widths(table: Option<Array<'_>>, numbers: usize) -> u64 {
    let Some(table) = table else { return 0 };
    let mut items = table.flex_iter();
    let mut all: u64 = 0;
    while all <= WIDTHS {
        if let Some((_, list)) = items.next::<(u32, Array<'_>)>() {
            all += list.iter::<f32>().count() as u64;
        } else if let Some((first, last)) = items.next::<(u32, u32)>() {
            all += u64::from(last.saturating_sub(first)) + 1;
            if (0..numbers).any(|_| items.next::<f32>().is_none()) {
                break;
            }
        } else {
            break;
        }
    }
    all
}
