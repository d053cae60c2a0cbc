//! Between positions on the page and offsets in the text.
//!
//! A block is drawn as an element with `data-block` set to its number, whose text nodes are together exactly the block's text.

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, Node, Selection};

use crate::domain::document::Document;
use crate::domain::text::{Offset, Range};

/// `NodeFilter.SHOW_TEXT`.
const TEXT_NODES: u32 = 4;

/// The text the reader has selected within the article, if any; `None` too where nothing or something else is selected.
pub fn selected(article: &Element, document: &Document) -> Option<Range> {
    let selection = current()?;
    if selection.is_collapsed() {
        return None;
    }
    let anchor = offset_at(article, document, &selection.anchor_node()?, selection.anchor_offset())?;
    let focus = offset_at(article, document, &selection.focus_node()?, selection.focus_offset())?;
    let range = Range::ordered(anchor, focus);
    (!range.is_empty()).then_some(range)
}

/// Selects the range on the page; what is not drawn of it is selected as far as it is.
pub fn select(article: &Element, document: &Document, range: Range) {
    let ends = (point_of(article, document, range.start(), true), point_of(article, document, range.end(), false));
    if let (Some((start, start_offset)), Some((end, end_offset)), Some(selection)) = (ends.0, ends.1, current()) {
        // The nodes were found in the page just now; a selection that is refused leaves the old one.
        let _ = selection.set_base_and_extent(&start, start_offset, &end, end_offset);
    }
}

/// Selects nothing, if what is selected lies in the article.
pub fn deselect(article: &Element) {
    if let Some(selection) = current()
        && selection.anchor_node().is_some_and(|node| article.contains(Some(&node)))
    {
        // There is always a document to remove ranges from.
        let _ = selection.remove_all_ranges();
    }
}

/// Where the range is on the page, relative to the window; `None` where its start is not drawn.
pub fn rectangle(article: &Element, document: &Document, range: Range) -> Option<DomRect> {
    let drawn = drawn(article, document, range)?;
    if range.is_empty() {
        return drawn.get_client_rects().and_then(|all| all.get(0)).or_else(|| Some(drawn.get_bounding_client_rect()));
    }
    Some(drawn.get_bounding_client_rect())
}

/// The range in the page, as far as it is drawn; `None` where its start is not.
fn drawn(article: &Element, document: &Document, range: Range) -> Option<web_sys::Range> {
    let (start, start_offset) = point_of(article, document, range.start(), true)?;
    let (end, end_offset) = point_of(article, document, range.end(), false).unwrap_or((start.clone(), start_offset));
    let drawn = web_sys::window()?.document()?.create_range().ok()?;
    drawn.set_start(&start, start_offset).ok()?;
    drawn.set_end(&end, end_offset).ok()?;
    Some(drawn)
}

/// Where the beginning of the range is on the page, as far as it stands in one line and under the same marks; `None` where
/// that is not drawn.
pub fn first_rectangle(article: &Element, document: &Document, range: Range) -> Option<DomRect> {
    drawn(article, document, range)?.get_client_rects()?.get(0)
}

/// The offset that is drawn at a point of the window.
pub fn offset_at_point(article: &Element, document: &Document, x: f64, y: f64) -> Option<Offset> {
    let position = web_sys::window()?.document()?.caret_position_from_point(x as f32, y as f32)?;
    offset_at(article, document, &position.offset_node()?, position.offset())
}

/// The number of the block an element stands in.
pub fn block_of(node: &Node) -> Option<usize> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest("[data-block]").ok()??.get_attribute("data-block")?.parse().ok()
}

/// The element a block is drawn as, if it is.
pub fn element_of(article: &Element, block: usize) -> Option<Element> {
    article.query_selector(&format!("[data-block=\"{block}\"]")).ok()?
}

fn current() -> Option<Selection> {
    web_sys::window()?.get_selection().ok()?
}

/// The offset of a position on the page: a text node and UTF-16 units in it, or an element and a count of children.
fn offset_at(article: &Element, document: &Document, node: &Node, within: u32) -> Option<Offset> {
    if !article.contains(Some(node)) {
        return None;
    }
    let Some(number) = block_of(node) else {
        return Some(offset_between_blocks(article, document, node, within));
    };
    let block = document.blocks().get(number)?.range;
    let before = web_sys::window()?.document()?.create_range().ok()?;
    let element = element_of(article, number)?;
    before.set_start(&element, 0).ok()?;
    before.set_end(node, within).ok()?;
    let units = String::from(before.to_string()).encode_utf16().count();
    let text = document.text();
    text.at_utf16(text.utf16(block.start()) + units)
}

/// A position outside of all blocks is the start of the first block after it.
fn offset_between_blocks(article: &Element, document: &Document, container: &Node, children: u32) -> Offset {
    let mut next = container.child_nodes().get(children).or_else(|| node_after(article, container));
    while let Some(node) = next {
        if let Some(block) = block_of(&node).and_then(|number| document.blocks().get(number)) {
            return block.range.start();
        }
        next = node_after(article, &node);
    }
    document.text().end()
}

/// The first node of the article after all that is in the given one.
fn node_after(article: &Element, node: &Node) -> Option<Node> {
    let mut node = node.clone();
    while !article.is_same_node(Some(&node)) {
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent_node()?;
    }
    None
}

/// The text node an offset is drawn in, and the UTF-16 units before it. At a border between two nodes `forward` takes the later.
fn point_of(article: &Element, document: &Document, offset: Offset, forward: bool) -> Option<(Node, u32)> {
    let number = document.block_at(offset);
    let block = document.blocks().get(number)?.range;
    let offset = offset.clamp(block.start(), block.end());
    let text = document.text();
    let mut units = (text.utf16(offset) - text.utf16(block.start())) as u32;
    let element = element_of(article, number)?;
    let walker = web_sys::window()?.document()?.create_tree_walker_with_what_to_show(&element, TEXT_NODES).ok()?;
    let mut last = None;
    while let Ok(Some(node)) = walker.next_node() {
        let length = node.unchecked_ref::<web_sys::CharacterData>().length();
        if units < length || (units == length && !forward) {
            return Some((node, units));
        }
        units -= length;
        last = Some((node, length));
    }
    last
}
