//! What is on a page: its glyphs, in the order they are drawn.

use hayro_font::kurbo::{Affine, Point, Vec2};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Rect, Stream, String as PdfString};
use hayro_syntax::page::{Page, Resources};

use super::bounds::Budget;
use super::fonts::{Face, Fonts};
use super::metadata;

/// The most work that is done for a file: an instruction is one, and so is a glyph.
const WORK: usize = 20_000_000;
/// How much work it is to look something up that a page names.
const LOOKING_UP: usize = 20;
/// How much work it is to begin a drawing within a page.
const DRAWING: usize = 1000;
/// The most glyphs on a page that are read.
const GLYPHS: usize = 1 << 20;
/// How deep drawings may stand within drawings.
const DEPTH: usize = 16;
/// How many states of drawing may be put aside.
const STATES: usize = 1 << 12;
/// How far from a quarter turn text may stand, as a sine.
const ASKEW: f64 = 0.05;

/// A glyph and its place. Places are in points; `along` grows in the direction of the text and `down` from line to line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// Where its text stands in the page's.
    pub(super) text: (u32, u32),
    /// Where it begins along the line.
    pub(super) start: f32,
    /// Where it ends along the line.
    pub(super) end: f32,
    /// Where its baseline is.
    pub(super) down: f32,
    /// The size of its font.
    pub(super) size: f32,
    /// In which of the four directions text runs, in quarter turns; 4 for any other.
    pub(super) turn: u8,
    /// Whether its font is bold.
    pub(super) is_heavy: bool,
    /// Whether the file calls it furniture of the page.
    pub(super) is_furniture: bool,
    /// Whether it begins an item of a list, as the file says.
    pub(super) is_item: bool,
}

/// What was drawn on a page.
#[derive(Default)]
pub(super) struct Drawn {
    /// The texts of all glyphs.
    pub(super) text: String,
    /// The glyphs, in the order they are drawn.
    pub(super) glyphs: Vec<Glyph>,
}

/// Follows the instructions of the pages of one file.
pub(super) struct Reader<'a> {
    fonts: Fonts<'a>,
    /// What may still be unpacked.
    pub(super) budget: Budget,
    work: usize,
}

/// What is being drawn with.
#[derive(Clone)]
struct State<'a> {
    place: Affine,
    face: Option<Face<'a>>,
    size: f64,
    between_characters: f64,
    between_words: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// A marked stretch of a page.
#[derive(Clone, Copy)]
struct Mark {
    is_furniture: bool,
    has_text: bool,
}

/// One page as it is drawn.
struct Drawing<'r, 'a> {
    reader: &'r mut Reader<'a>,
    state: State<'a>,
    states: Vec<State<'a>>,
    text_place: Affine,
    line_place: Affine,
    marks: Vec<Mark>,
    /// Whether the mark of an item was begun, and no glyph has come since.
    begins_item: bool,
    /// The part of the page that is seen.
    seen: Rect,
    /// What the file says the glyphs stand for that come now; empty once the first of them has it.
    said: Option<String>,
    said_at: Option<usize>,
    drawn: Drawn,
}

impl<'a> Reader<'a> {
    pub(super) fn new() -> Self {
        Self { fonts: Fonts::new(), budget: Budget::new(), work: 0 }
    }

    /// Whether no more is to be read of the file.
    pub(super) fn is_tired(&self) -> bool {
        self.work >= WORK || self.budget.is_spent()
    }

    /// What is drawn on a page.
    pub(super) fn page(&mut self, page: &Page<'a>) -> Drawn {
        let content = self.content(page);
        let state = State {
            place: Affine::IDENTITY,
            face: None,
            size: 1.0,
            between_characters: 0.0,
            between_words: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut drawing = Drawing {
            reader: self,
            state,
            states: Vec::new(),
            text_place: Affine::IDENTITY,
            line_place: Affine::IDENTITY,
            marks: Vec::new(),
            begins_item: false,
            seen: page.intersected_crop_box(),
            said: None,
            said_at: None,
            drawn: Drawn::default(),
        };
        drawing.follow(&content, page.resources(), 0);
        drawing.drawn
    }

    /// The instructions of a page, which may be in several streams.
    fn content(&mut self, page: &Page<'a>) -> Vec<u8> {
        let mut content = Vec::new();
        let parts: Vec<Stream<'a>> = match page.raw().get::<Object<'a>>("Contents") {
            Some(Object::Stream(stream)) => vec![stream],
            Some(Object::Array(array)) => array.iter::<Stream<'a>>().collect(),
            _ => Vec::new(),
        };
        for part in parts {
            if self.budget.allows(&part)
                && let Ok(data) = part.decoded_data()
            {
                content.extend_from_slice(&data);
                content.push(b'\n');
            }
        }
        content
    }
}

impl<'a> Drawing<'_, 'a> {
    fn follow(&mut self, content: &[u8], resources: &Resources<'a>, depth: usize) {
        let (states, marks) = (self.states.len(), self.marks.len());
        let mut instructions = TypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            self.reader.work += work(&instruction);
            if self.reader.is_tired() || self.drawn.glyphs.len() >= GLYPHS {
                break;
            }
            self.obey(&instruction, resources, depth, states);
        }
        if let Some(state) = self.states.drain(states.min(self.states.len())..).next() {
            self.state = state;
        }
        self.marks.truncate(marks);
    }

    fn obey(&mut self, instruction: &TypedInstruction<'_, '_>, resources: &Resources<'a>, depth: usize, states: usize) {
        let state = &mut self.state;
        match instruction {
            TypedInstruction::SaveState(_) if self.states.len() < STATES => self.states.push(state.clone()),
            TypedInstruction::RestoreState(_) if self.states.len() > states => {
                self.state = self.states.pop().expect("there is one more than before");
            }
            TypedInstruction::Transform(by) => {
                state.place *= affine([by.0, by.1, by.2, by.3, by.4, by.5]);
            }
            TypedInstruction::BeginText(_) => {
                self.text_place = Affine::IDENTITY;
                self.line_place = Affine::IDENTITY;
            }
            TypedInstruction::SetTextMatrix(to) => {
                self.line_place = affine([to.0, to.1, to.2, to.3, to.4, to.5]);
                self.text_place = self.line_place;
            }
            TypedInstruction::TextFont(font) => {
                state.size = font.1.as_f64();
                state.face =
                    resources.get_font(font.0).and_then(|dict| self.reader.fonts.face(&dict, &mut self.reader.budget));
            }
            TypedInstruction::SetGraphicsState(name) => self.set_font(resources.get_ext_g_state(name.0)),
            TypedInstruction::CharacterSpacing(by) => state.between_characters = by.0.as_f64(),
            TypedInstruction::WordSpacing(by) => state.between_words = by.0.as_f64(),
            TypedInstruction::HorizontalScaling(by) => state.stretch = by.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(by) => state.leading = by.0.as_f64(),
            TypedInstruction::TextRise(by) => state.rise = by.0.as_f64(),
            TypedInstruction::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            TypedInstruction::ShowText(text) => self.show(text.0),
            TypedInstruction::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0);
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                state.between_words = text.0.as_f64();
                state.between_characters = text.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(text.2);
            }
            TypedInstruction::ShowTexts(texts) => {
                for item in texts.0.iter::<Object<'_>>() {
                    match item {
                        Object::String(text) => self.show(&text),
                        Object::Number(by) => self.shift(by.as_f64()),
                        _ => {}
                    }
                }
            }
            TypedInstruction::BeginMarkedContent(mark) => self.begin_mark(mark.0, None),
            TypedInstruction::BeginMarkedContentWithProperties(mark) => {
                let named = match mark.1 {
                    Object::Name(name) => resources.properties.get::<Dict<'_>>(name.as_ref()),
                    Object::Dict(dict) => Some(dict.clone()),
                    _ => None,
                };
                self.begin_mark(mark.0, named.as_ref());
            }
            TypedInstruction::EndMarkedContent(_) => self.end_mark(),
            TypedInstruction::XObject(name) if depth < DEPTH => {
                if let Some(stream) = resources.get_x_object(name.0) {
                    self.draw(&stream, resources, depth);
                }
            }
            _ => {}
        }
    }

    /// Follows a drawing within the page.
    fn draw(&mut self, stream: &Stream<'a>, resources: &Resources<'a>, depth: usize) {
        let dict = stream.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_str() != "Form")
            || !self.reader.budget.allows(stream)
        {
            return;
        }
        let Ok(content) = stream.decoded_data() else { return };
        let before = self.state.clone();
        let places = (self.text_place, self.line_place);
        if let Some(by) = dict.get::<[f64; 6]>("Matrix") {
            self.state.place *= Affine::new(by);
        }
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        self.follow(&content, own.as_ref().unwrap_or(resources), depth + 1);
        self.state = before;
        (self.text_place, self.line_place) = places;
    }

    fn set_font(&mut self, graphics: Option<Dict<'a>>) {
        let Some(font) = graphics.and_then(|dict| dict.get::<Array<'a>>("Font")) else { return };
        let mut items = font.iter::<Object<'a>>();
        if let (Some(Object::Dict(dict)), Some(Object::Number(size))) = (items.next(), items.next()) {
            self.state.size = size.as_f64();
            self.state.face = self.reader.fonts.face(&dict, &mut self.reader.budget);
        }
    }

    fn begin_mark(&mut self, tag: &Name<'_>, properties: Option<&Dict<'_>>) {
        // The mark may be a drawing and have no glyph of its own.
        self.begins_item |= tag.as_str() == "Lbl";
        let outer = self.marks.last().is_some_and(|mark| mark.is_furniture);
        let is_pagination = || {
            properties.and_then(|dict| dict.get::<Name<'_>>("Type")).is_some_and(|kind| kind.as_str() == "Pagination")
        };
        let is_furniture = outer || (tag.as_str() == "Artifact" && is_pagination());
        let said = properties.and_then(|dict| dict.get::<PdfString<'_>>("ActualText"));
        let has_text = said.is_some() && self.said.is_none();
        if let Some(said) = said.filter(|_| has_text) {
            self.said = Some(metadata::text(said.as_bytes()));
            self.said_at = None;
        }
        if self.marks.len() < STATES {
            self.marks.push(Mark { is_furniture, has_text });
        }
    }

    fn end_mark(&mut self) {
        if self.marks.pop().is_some_and(|mark| mark.has_text) {
            self.said = None;
            self.said_at = None;
        }
    }

    fn next_line(&mut self, along: f64, up: f64) {
        self.line_place *= Affine::translate((along, up));
        self.text_place = self.line_place;
    }

    fn shift(&mut self, by: f64) {
        let by = -by / 1000.0 * self.state.size;
        let is_horizontal = self.state.face.as_ref().is_none_or(Face::is_horizontal);
        self.text_place *= Affine::translate(if is_horizontal { (by * self.state.stretch, 0.0) } else { (0.0, by) });
    }

    fn show(&mut self, text: &PdfString<'_>) {
        let Some(face) = self.state.face.clone() else { return };
        let bytes = text.as_bytes();
        self.reader.work += bytes.len();
        let mut at = 0;
        while at < bytes.len() && self.drawn.glyphs.len() < GLYPHS {
            let (code, length) = face.code(bytes, at);
            at += length;
            let state = &self.state;
            let (across, down) = face.advance(code);
            let is_space = code == 32 && length == 1;
            let extra = state.between_characters + if is_space { state.between_words } else { 0.0 };
            let advance = if face.is_horizontal() {
                Vec2::new((across / 1000.0 * state.size + extra) * state.stretch, 0.0)
            } else {
                Vec2::new(0.0, down / 1000.0 * state.size + extra)
            };
            self.put(&face, code, advance);
            self.text_place *= Affine::translate(advance);
        }
    }

    /// Puts down a glyph that moves on by `advance`.
    fn put(&mut self, face: &Face<'_>, code: u32, advance: Vec2) {
        let place = self.state.place * self.text_place;
        let rise = if face.is_horizontal() { self.state.rise } else { 0.0 };
        let from = place * Point::new(0.0, rise);
        let to = place * (Point::new(0.0, rise) + advance);
        let [a, b, c, d, ..] = place.as_coeffs();
        let size = (self.state.size * face.em).abs() * if face.is_horizontal() { c.hypot(d) } else { a.hypot(b) };
        let direction = if face.is_horizontal() {
            Vec2::new(a, b) * self.state.size.signum() * self.state.stretch.signum()
        } else {
            Vec2::new(-c, -d)
        };
        let is_seen = from.x >= self.seen.x0 - size && from.x <= self.seen.x1 + size;
        if !is_seen || from.y < self.seen.y0 - size || from.y > self.seen.y1 + size {
            return;
        }
        let Some((turn, [from, to])) = turned(direction, [from, to]) else { return };
        let is_sound = [from.x, from.y, to.x, size].iter().all(|number| number.abs() < 1e6);
        if !is_sound || size < 0.1 {
            return;
        }
        let (start, end) = (from.x.min(to.x) as f32, from.x.max(to.x) as f32);
        if let Some(said_at) = self.said_at
            && let Some(first) = self.drawn.glyphs.get_mut(said_at)
        {
            if (first.down - from.y as f32).abs() < first.size {
                first.start = first.start.min(start);
                first.end = first.end.max(end);
            }
            return;
        }
        let begin = self.drawn.text.len();
        if let Some(said) = self.said.as_deref() {
            said.chars().for_each(|character| push(&mut self.drawn.text, character));
            self.said_at = Some(self.drawn.glyphs.len());
        } else {
            match face.text(code) {
                Some(text) => text.chars().for_each(|character| push(&mut self.drawn.text, character)),
                None => self.drawn.text.push(char::REPLACEMENT_CHARACTER),
            }
        }
        self.drawn.glyphs.push(Glyph {
            text: (begin as u32, self.drawn.text.len() as u32),
            start,
            end,
            down: from.y as f32,
            size: size as f32,
            turn,
            is_heavy: face.is_heavy,
            is_furniture: self.marks.last().is_some_and(|mark| mark.is_furniture),
            is_item: std::mem::take(&mut self.begins_item),
        });
    }
}

fn work(instruction: &TypedInstruction<'_, '_>) -> usize {
    match instruction {
        TypedInstruction::XObject(_) => DRAWING,
        TypedInstruction::TextFont(_)
        | TypedInstruction::SetGraphicsState(_)
        | TypedInstruction::BeginMarkedContentWithProperties(_) => LOOKING_UP,
        _ => 1,
    }
}

fn affine(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

/// Turns points so that text runs from left to right and lines follow downwards; says by how many quarter turns. Text that
/// stands askew keeps its place.
fn turned(direction: Vec2, points: [Point; 2]) -> Option<(u8, [Point; 2])> {
    let length = direction.hypot();
    if !length.is_finite() || length == 0.0 {
        return None;
    }
    let (x, y) = (direction.x / length, direction.y / length);
    Some(if y.abs() < ASKEW {
        if x > 0.0 {
            (0, points.map(|at| Point::new(at.x, -at.y)))
        } else {
            (2, points.map(|at| Point::new(-at.x, at.y)))
        }
    } else if x.abs() < ASKEW {
        if y > 0.0 {
            (1, points.map(|at| Point::new(at.y, at.x)))
        } else {
            (3, points.map(|at| Point::new(-at.y, -at.x)))
        }
    } else {
        (4, points.map(|at| Point::new(at.x, -at.y)))
    })
}

/// Adds a character as it is meant: ligatures become letters, every white space a space, bullets of symbol fonts bullets.
fn push(text: &mut String, character: char) {
    match character {
        '\u{fb00}' => text.push_str("ff"),
        '\u{fb01}' => text.push_str("fi"),
        '\u{fb02}' => text.push_str("fl"),
        '\u{fb03}' => text.push_str("ffi"),
        '\u{fb04}' => text.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
        '\u{f0b7}' | '\u{f06c}' => text.push('•'),
        '\u{f0a7}' | '\u{f06e}' => text.push('▪'),
        // A mark of byte order says nothing within a text.
        '\u{feff}' | '\u{200b}' => {}
        _ if character.is_whitespace() => text.push(' '),
        _ if character.is_control() => {}
        _ => text.push(character),
    }
}
