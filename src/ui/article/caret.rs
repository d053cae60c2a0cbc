//! The keyboard's caret: a line before a character, since browsers draw none in a text that can't be edited.

use web_sys::{Element, HtmlElement};

use crate::domain::document::Document;
use crate::domain::text::{Offset, Range};
use crate::web::selection;

/// Puts the mark before the character, if that is drawn.
pub fn place(mark: &HtmlElement, article: &Element, document: &Document, head: Offset) {
    let Some(place) = selection::rectangle(article, document, Range::ordered(head, head)) else {
        return;
    };
    let Some(parent) = mark.offset_parent() else {
        return;
    };
    let around = parent.get_bounding_client_rect();
    let left = place.left() - around.left() + f64::from(parent.scroll_left());
    let top = place.top() - around.top() + f64::from(parent.scroll_top());
    for (property, value) in [("left", left), ("top", top), ("height", place.height())] {
        // A length in pixels is always accepted.
        let _ = mark.style().set_property(property, &format!("{}px", value.round() as i32));
    }
}
