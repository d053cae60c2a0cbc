//! A list of rows of one height, of which only those near the screen are drawn.

use std::ops::Range;

use gloo::events::EventListener;
use web_sys::HtmlElement;
use yew::{
    AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_mut_ref, use_node_ref, use_state_eq,
};

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
    // Where the list is scrolled to and how high it is, in CSS pixels. Asking the page for it after each drawing would make
    // it lay everything out at once.
    let view = use_mut_ref(|| (0.0, 0.0));
    let look = {
        let (scroller, shown, view, row_height) = (scroller.clone(), shown.clone(), view.clone(), props.row_height);
        move || {
            if let Some(element) = scroller.cast::<HtmlElement>() {
                let (top, height) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
                view.replace((top, height));
                let first = (top / row_height) as usize;
                let visible = (height / row_height) as usize + 1;
                shown.set(first.saturating_sub(BEYOND)..first + visible + BEYOND);
            }
        }
    };
    {
        let look = look.clone();
        use_effect_with((), move |()| {
            look();
            let listener = web_sys::window().map(|window| EventListener::new(&window, "resize", move |_| look()));
            move || drop(listener)
        });
    }
    {
        let scroller = scroller.clone();
        use_effect_with((props.reveal, props.row_height), move |&(reveal, row_height)| {
            if let (Some(row), Some(element)) = (reveal, scroller.cast::<HtmlElement>()) {
                let row_top = row as f64 * row_height;
                let (top, height) = *view.borrow();
                if row_top < top || row_top + row_height > top + height {
                    element.set_scroll_top((row_top - height / 2.0) as i32);
                }
            }
        });
    }
    let onscroll = Callback::from(move |_| look());
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
