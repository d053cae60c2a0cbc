//! Positions on the page and offsets in the text, there and back.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DomRect, Element, HtmlElement, Node, Selection};

use postil::domain::article::plain;
use postil::domain::document::Document;
use postil::domain::id::DocumentId;
use postil::domain::text::{Offset, Range, Text, words};
use postil::web::selection;

/// Blocks with characters of several code points, of two UTF-16 units, of no width, and written from right to left.
const HARD: &str = "One 🙂 two\n\n\
    Family 👩‍👩‍👧‍👦 and cafe\u{301} in 🇩🇪🇫🇷\n\n\n\
    שלום עולם 👍🏽 מרחבא\n\n\
    한국 क्षि \u{10ffff}.";

fn page() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

fn element(name: &str) -> Element {
    page().create_element(name).unwrap()
}

/// A document with each block drawn on the page; taken away when the test is over.
struct Drawn {
    document: Document,
    article: Element,
}

impl Drop for Drawn {
    fn drop(&mut self) {
        self.article.remove();
    }
}

impl Drawn {
    /// Draws the text, each grapheme by itself, in marks within marks as `depths` says in turn.
    fn new(text: &str, depths: &[usize]) -> Self {
        let document = plain::document(DocumentId::new("document"), Text::new(text));
        let article = element("div");
        // In the window's corner, above what the test runner shows.
        let style =
            "position:fixed;inset:0 auto auto 0;width:700px;font:24px/2 monospace;white-space:pre-wrap;background:#fff";
        article.set_attribute("style", style).unwrap();
        for (number, block) in document.blocks().iter().enumerate() {
            let drawn = element("p");
            drawn.set_attribute("data-block", &number.to_string()).unwrap();
            drawn.set_attribute("dir", "auto").unwrap();
            draw(&drawn, document.text(), block.range, depths);
            article.append_child(&drawn).unwrap();
        }
        page().body().unwrap().append_child(&article).unwrap();
        Self { document, article }
    }

    fn text(&self) -> &Text {
        self.document.text()
    }

    fn block(&self, number: usize) -> Range {
        self.document.blocks()[number].range
    }

    fn drawn(&self, number: usize) -> Element {
        selection::element_of(&self.article, number).unwrap()
    }

    fn selected(&self) -> Option<Range> {
        selection::selected(&self.article, &self.document)
    }

    fn select(&self, range: Range) {
        selection::select(&self.article, &self.document, range);
    }

    fn rectangle(&self, range: Range) -> DomRect {
        selection::rectangle(&self.article, &self.document, range).unwrap()
    }
}

/// Draws a block's text in nested marks; neighbours share the marks they have in common.
fn draw(block: &Element, text: &Text, range: Range, depths: &[usize]) {
    let mut open: Vec<Element> = vec![block.clone()];
    for (n, grapheme) in graphemes(text, range).into_iter().enumerate() {
        let depth = depths[n % depths.len()];
        open.truncate(depth + 1);
        while open.len() <= depth {
            let mark = element("mark");
            open.last().unwrap().append_child(&mark).unwrap();
            open.push(mark);
        }
        let node = page().create_text_node(text.quote(grapheme));
        open.last().unwrap().append_child(&node).unwrap();
    }
}

fn graphemes(text: &Text, within: Range) -> Vec<Range> {
    let mut found = Vec::new();
    let mut start = within.start();
    while start < within.end() {
        let end = words::next_grapheme(text, start).min(within.end());
        found.push(Range::ordered(start, end));
        start = end;
    }
    found
}

/// Every place within a block where a span may start or end.
fn boundaries(drawn: &Drawn) -> Vec<Offset> {
    let in_block = |range: Range| {
        let ends = graphemes(drawn.text(), range).into_iter().map(Range::end);
        [range.start()].into_iter().chain(ends).collect::<Vec<_>>()
    };
    drawn.document.blocks().iter().flat_map(|block| in_block(block.range)).collect()
}

fn pages() -> Selection {
    web_sys::window().unwrap().get_selection().unwrap().unwrap()
}

fn select_nodes(anchor: &Node, anchor_offset: u32, focus: &Node, focus_offset: u32) {
    pages().set_base_and_extent(anchor, anchor_offset, focus, focus_offset).unwrap();
}

/// The ways a block is drawn: plain, in neighbouring marks, deeply nested with several children to a mark.
const DEPTHS: [&[usize]; 4] = [&[0], &[1, 0], &[0, 1, 2, 3, 2, 1], &[2, 2, 1, 3, 3, 0, 0]];

#[wasm_bindgen_test]
fn every_selection_comes_back_as_it_was_made() {
    for depths in DEPTHS {
        let drawn = Drawn::new(HARD, depths);
        assert_eq!(drawn.document.blocks().len(), 4);
        let boundaries = boundaries(&drawn);
        assert!(boundaries.len() > 50);
        for (n, start) in boundaries.iter().enumerate() {
            for end in &boundaries[n + 1..] {
                let range = Range::ordered(*start, *end);
                drawn.select(range);
                assert_eq!(drawn.selected(), Some(range), "{:?} in {depths:?}", drawn.text().quote(range));
            }
        }
    }
}

#[wasm_bindgen_test]
fn what_the_page_selects_is_the_text_of_the_range() {
    let drawn = Drawn::new(HARD, DEPTHS[2]);
    for number in 0..drawn.document.blocks().len() {
        for grapheme in graphemes(drawn.text(), drawn.block(number)) {
            drawn.select(grapheme);
            let quote = drawn.text().quote(grapheme);
            assert_eq!(String::from(pages().to_string()), quote);
            // Both ends are in the character's own text node, so that no line before or after it is touched.
            let (anchor, focus) = (pages().anchor_node().unwrap(), pages().focus_node().unwrap());
            assert!(anchor.is_same_node(Some(&focus)), "{quote:?}");
            assert_eq!((pages().anchor_offset(), pages().focus_offset() as usize), (0, quote.encode_utf16().count()));
        }
    }
}

#[wasm_bindgen_test]
fn a_selection_drawn_backwards_is_the_same_range() {
    let drawn = Drawn::new(HARD, DEPTHS[2]);
    let range = Range::ordered(drawn.block(0).start(), drawn.block(2).end());
    drawn.select(range);
    let (anchor, focus) = (pages().anchor_node().unwrap(), pages().focus_node().unwrap());
    let (from, to) = (pages().anchor_offset(), pages().focus_offset());
    select_nodes(&focus, to, &anchor, from);
    assert_eq!(drawn.selected(), Some(range));
}

#[wasm_bindgen_test]
fn ends_between_two_blocks_are_drawn_at_the_end_of_the_first() {
    let drawn = Drawn::new(HARD, DEPTHS[1]);
    let after_first = words::next_grapheme(drawn.text(), drawn.block(0).end());
    assert!(after_first < drawn.block(1).start());
    drawn.select(Range::ordered(drawn.block(0).start(), after_first));
    assert_eq!(drawn.selected(), Some(drawn.block(0)));
    drawn.select(Range::ordered(after_first, drawn.block(1).end()));
    assert_eq!(drawn.selected(), Some(Range::ordered(drawn.block(0).end(), drawn.block(1).end())));
}

#[wasm_bindgen_test]
fn white_space_before_the_first_block_is_drawn_at_its_start() {
    let drawn = Drawn::new("\n\n  First words\n\nand more", DEPTHS[1]);
    assert!(drawn.block(0).start() > drawn.text().start());
    drawn.select(drawn.text().whole());
    assert_eq!(drawn.selected(), Some(Range::ordered(drawn.block(0).start(), drawn.text().end())));
}

#[wasm_bindgen_test]
fn nothing_is_selected_where_the_selection_is_empty_or_elsewhere() {
    let drawn = Drawn::new(HARD, DEPTHS[2]);
    let elsewhere = element("p");
    elsewhere.set_text_content(Some("other text"));
    page().body().unwrap().append_child(&elsewhere).unwrap();
    let (inside, outside) = (drawn.drawn(1), elsewhere.first_child().unwrap());

    pages().remove_all_ranges().unwrap();
    assert_eq!(drawn.selected(), None);
    select_nodes(&inside, 1, &inside, 1);
    assert_eq!(drawn.selected(), None);
    select_nodes(&outside, 0, &outside, 5);
    assert_eq!(drawn.selected(), None);
    select_nodes(&inside, 0, &outside, 5);
    assert_eq!(drawn.selected(), None);
    select_nodes(&outside, 0, &inside, 1);
    assert_eq!(drawn.selected(), None);
    elsewhere.remove();
}

#[wasm_bindgen_test]
fn only_a_selection_in_the_article_is_taken_away() {
    let drawn = Drawn::new(HARD, DEPTHS[0]);
    let elsewhere = element("p");
    elsewhere.set_text_content(Some("other text"));
    page().body().unwrap().append_child(&elsewhere).unwrap();
    let outside = elsewhere.first_child().unwrap();
    select_nodes(&outside, 0, &outside, 5);
    selection::deselect(&drawn.article);
    assert_eq!(String::from(pages().to_string()), "other");
    drawn.select(drawn.block(0));
    selection::deselect(&drawn.article);
    assert_eq!(pages().range_count(), 0);
    elsewhere.remove();
}

#[wasm_bindgen_test]
fn a_position_counted_in_children_is_understood() {
    let drawn = Drawn::new(HARD, DEPTHS[3]);
    let text = drawn.text();
    for number in 0..4 {
        let block = drawn.drawn(number);
        let children = block.child_nodes();
        let mut start = drawn.block(number).start();
        for n in 0..children.length() {
            let child = children.get(n).unwrap();
            let length = child.text_content().unwrap().len();
            let range = text.range(start.byte(), start.byte() + length).unwrap();
            select_nodes(&block, n, &block, n + 1);
            assert_eq!(drawn.selected(), Some(range));
            if child.dyn_ref::<Element>().is_some() {
                select_nodes(&child, 0, &child, child.child_nodes().length());
                assert_eq!(drawn.selected(), Some(range));
            }
            start = range.end();
        }
        select_nodes(&block, 0, &block, children.length());
        assert_eq!(drawn.selected(), Some(drawn.block(number)));
    }
}

#[wasm_bindgen_test]
fn a_position_between_blocks_is_the_start_of_the_next_one() {
    let drawn = Drawn::new(HARD, DEPTHS[1]);
    let starts: Vec<Offset> =
        drawn.document.blocks().iter().map(|block| block.range.start()).chain([drawn.text().end()]).collect();
    for from in 0..starts.len() {
        for to in from + 1..starts.len() {
            select_nodes(&drawn.article, from as u32, &drawn.article, to as u32);
            assert_eq!(drawn.selected(), Some(Range::ordered(starts[from], starts[to])));
        }
    }
    // A triple click in one block ends, in some browsers, before the first character of the next.
    let first = drawn.drawn(0).first_child().unwrap();
    select_nodes(&first, 0, &drawn.drawn(1), 0);
    assert_eq!(drawn.selected(), Some(Range::ordered(starts[0], starts[1])));
}

#[wasm_bindgen_test]
fn a_position_in_the_room_of_blocks_not_drawn_is_the_start_of_the_next_one() {
    let drawn = Drawn::new(HARD, DEPTHS[1]);
    let room = element("svg");
    drawn.article.replace_child(&room, &drawn.drawn(1)).unwrap();
    let first = drawn.drawn(0);
    for (node, at) in [(&drawn.article, 1), (&drawn.article, 2), (&room, 0)] {
        select_nodes(&first, 0, node, at);
        assert_eq!(drawn.selected(), Some(Range::ordered(drawn.block(0).start(), drawn.block(2).start())), "{at}");
    }
}

#[wasm_bindgen_test]
fn blocks_are_found_from_what_stands_in_them() {
    let drawn = Drawn::new(HARD, DEPTHS[3]);
    for number in 0..4 {
        let mut node: Node = drawn.drawn(number).into();
        loop {
            assert_eq!(selection::block_of(&node), Some(number));
            match node.last_child() {
                Some(child) => node = child,
                None => break,
            }
        }
        assert_eq!(node.node_type(), Node::TEXT_NODE);
    }
    assert_eq!(selection::block_of(&drawn.article), None);
    assert!(selection::element_of(&drawn.article, 4).is_none());
}

#[wasm_bindgen_test]
fn the_rectangle_is_where_the_range_is_drawn() {
    let drawn = Drawn::new("Left to right\n\nThe second block", DEPTHS[2]);
    let around = |number: usize| drawn.drawn(number).get_bounding_client_rect();
    for number in 0..2 {
        let graphemes = graphemes(drawn.text(), drawn.block(number));
        let mut left = around(number).left();
        for grapheme in graphemes {
            let place = drawn.rectangle(grapheme);
            assert!(place.width() > 1.0);
            assert!((place.left() - left).abs() < 0.1, "{} follows {left}", place.left());
            assert!(place.top() >= around(number).top() - 0.1 && place.bottom() <= around(number).bottom() + 0.1);
            left = place.right();
            let caret = drawn.rectangle(Range::ordered(grapheme.start(), grapheme.start()));
            assert!((caret.left() - place.left()).abs() < 0.1 && caret.width() < 0.1 && caret.height() > 1.0);
        }
    }
    let both = drawn.rectangle(Range::ordered(drawn.block(0).start(), drawn.block(1).end()));
    assert!(both.top() < around(0).bottom() && both.bottom() > around(1).top());
    drawn.drawn(0).remove();
    assert!(selection::rectangle(&drawn.article, &drawn.document, drawn.block(0)).is_none());
}

/// The start of each grapheme is found at its leading edge.
fn assert_found_at_points(text: &str, right_to_left: bool) {
    for depths in DEPTHS {
        let drawn = Drawn::new(text, depths);
        for grapheme in graphemes(drawn.text(), drawn.block(0)) {
            let place = drawn.rectangle(grapheme);
            assert!(place.width() > 4.0, "{:?} is wide enough to click", drawn.text().quote(grapheme));
            let x = if right_to_left { place.right() - 1.0 } else { place.left() + 1.0 };
            let y = f64::midpoint(place.top(), place.bottom());
            let found = selection::offset_at_point(&drawn.article, &drawn.document, x, y);
            assert_eq!(found, Some(grapheme.start()), "{:?} in {depths:?}", drawn.text().quote(grapheme));
        }
    }
}

#[wasm_bindgen_test]
fn the_offset_under_a_point_is_that_of_the_character_there() {
    assert_found_at_points("One 🙂 cafe\u{301}, two", false);
    assert_found_at_points("שלום עולם", true);
}

#[wasm_bindgen_test]
fn a_point_outside_of_the_article_has_no_offset() {
    let drawn = Drawn::new(HARD, DEPTHS[0]);
    let other: HtmlElement = element("p").unchecked_into();
    other.set_text_content(Some("other text"));
    other.set_attribute("style", "position:fixed;inset:auto auto 0 0;font:24px monospace;background:#fff").unwrap();
    page().body().unwrap().append_child(&other).unwrap();
    let place = other.get_bounding_client_rect();
    let y = f64::midpoint(place.top(), place.bottom());
    assert_eq!(selection::offset_at_point(&drawn.article, &drawn.document, place.left() + 5.0, y), None);
    assert_eq!(selection::offset_at_point(&drawn.article, &drawn.document, -50.0, -50.0), None);
    other.remove();
}
