//! A list of rows of one height, of which only those near the screen are drawn.

use std::ops::Range;

use web_sys::HtmlElement;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_node_ref, use_state_eq};

use super::spacer;

/// How many rows beyond the visible ones are drawn on either side.
const BEYOND: usize = 12;

/// What the list shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// How many rows there are.
    pub count: usize,
    /// The height of each row, in CSS pixels, as the stylesheet sets it.
    pub row_height: f64,
    /// Draws the rows of a range, each with a key and the role `listitem`.
    pub rows: Callback<Range<usize>, Html>,
    /// The row to be scrolled to, whenever it changes.
    #[prop_or_default]
    pub reveal: Option<usize>,
    /// The list's accessible name.
    pub label: AttrValue,
    /// The class of the scrolling element.
    #[prop_or_default]
    pub class: AttrValue,
}

/// A list that scrolls in its own box.
#[component]
pub fn WindowedList(props: &Props) -> Html {
    let scroller = use_node_ref();
    let shown = use_state_eq(|| 0..BEYOND * 4);
    let update = {
        let (scroller, shown, row_height) = (scroller.clone(), shown.clone(), props.row_height);
        move || {
            if let Some(element) = scroller.cast::<HtmlElement>() {
                let first = (f64::from(element.scroll_top()) / row_height) as usize;
                let visible = (f64::from(element.client_height()) / row_height) as usize + 1;
                shown.set(first.saturating_sub(BEYOND)..first + visible + BEYOND);
            }
        }
    };
    {
        let (scroller, update) = (scroller.clone(), update.clone());
        use_effect_with((props.reveal, props.count, props.row_height), move |&(reveal, _, row_height)| {
            if let (Some(row), Some(element)) = (reveal, scroller.cast::<HtmlElement>()) {
                let top = row as f64 * row_height;
                let height = f64::from(element.client_height());
                let from = f64::from(element.scroll_top());
                if top < from || top + row_height > from + height {
                    element.set_scroll_top((top - height / 2.0) as i32);
                }
            }
            update();
        });
    }
    let onscroll = Callback::from(move |_| update());
    let range = shown.start.min(props.count)..shown.end.min(props.count);
    let below = (props.count - range.end) as f64 * props.row_height;
    html! {
        <div ref={scroller} class={&props.class} {onscroll} role="list" aria-label={&props.label}>
            { spacer("above", range.start as f64 * props.row_height) }
            { props.rows.emit(range) }
            { spacer("below", below) }
        </div>
    }
}
