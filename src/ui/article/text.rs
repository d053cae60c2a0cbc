//! The article's text. A long one has only the blocks near the screen in the page.

use std::cell::RefCell;
use std::ops::Range as Numbers;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, Event, HtmlElement, KeyboardEvent, MouseEvent};
use yew::{
    Callback, Html, NodeRef, Properties, component, html, use_effect, use_effect_with, use_mut_ref, use_node_ref,
    use_state_eq,
};

use super::block::Block;
use super::caret;
use super::handles::Handles;
use super::links::Links;
use crate::app::article::{Caret, Find};
use crate::app::heights::Heights;
use crate::app::lanes::Lanes;
use crate::domain::annotation::{AnnotationSet, Edge, Span};
use crate::domain::document::{Document, Role};
use crate::domain::id::SpanId;
use crate::domain::schema::Schema;
use crate::domain::text::{Offset, Range, words};
use crate::ui::parts::spacer;
use crate::ui::shared::Shared;
use crate::web::{segmenter, selection};

/// An article with no more blocks than this is drawn whole.
const SHORT: usize = 240;
/// How far beyond the visible part blocks are drawn, and how near its edge the next ones are, in CSS pixels.
const BEYOND: f64 = 900.0;
const NEAR: f64 = 400.0;
/// By then what was changed is drawn, in milliseconds.
const AFTER_DRAWING: u32 = 60;
/// How wide a character of the article is on average, in CSS pixels.
const CHARACTER_WIDTH: f64 = 9.3;

/// What is shown, and what is told of clicks.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The document.
    pub document: Shared<Document>,
    /// The annotation set.
    pub set: Shared<AnnotationSet>,
    /// The label set.
    pub schema: Shared<Schema>,
    /// The picked span.
    pub picked: Option<SpanId>,
    /// In which lane each span stands, where several annotators' are shown.
    #[prop_or_default]
    pub lanes: Option<Shared<Lanes>>,
    /// The selected text.
    pub selection: Option<Range>,
    /// The keyboard's caret.
    pub caret: Option<Caret>,
    /// Words looked for.
    pub find: Option<Find>,
    /// The place to be scrolled to, with a number that rises with each wish.
    pub reveal: Option<(Range, u64)>,
    /// The scrolling element, for whoever needs to measure.
    pub scroller: NodeRef,
    /// The element the blocks stand in.
    pub node: NodeRef,
    /// The accessible name of the text.
    pub label: yew::AttrValue,
    /// The words for yes and no, for who is told what is said of a mark.
    #[prop_or_default]
    pub yes_no: [&'static str; 2],
    /// Called with the selected range and whether exact characters are wanted, and whether a paragraph was clicked thrice.
    pub onselect: Callback<Gesture>,
    /// Called with all spans under a click, the innermost first.
    pub onpick: Callback<Vec<SpanId>>,
    /// Called with the edge of the picked span that was dragged, and where to; without it there is nothing to drag.
    #[prop_or_default]
    pub onresize: Option<Callback<(Edge, Offset)>>,
}

/// Text selected by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gesture {
    /// The text, as the browser has it.
    pub range: Range,
    /// Whether Alt was held: exact characters, no whole words.
    pub exact: bool,
    /// Whether this selects for another click that may follow, or by touch: not to be tagged at once.
    pub tentative: bool,
}

/// The text with its marks.
#[component]
pub fn ArticleText(props: &Props) -> Html {
    let document = &props.document;
    let windowed = document.blocks().len() > SHORT;
    let heights = use_mut_ref(|| Heights::new(estimates(document, 66.0)));
    let near = use_state_eq(|| 0..if windowed { 40 } else { usize::MAX });
    let printing = use_state_eq(|| false);
    let wish = use_mut_ref(|| None::<Range>);
    // The blocks that were in the page when heights were measured last.
    let measured = use_mut_ref(Vec::<usize>::new);
    let pressed_here = use_mut_ref(|| false);
    let caret_mark = use_node_ref();
    // The block where the last selection by hand began stays in the page, however far the selection goes.
    let anchored = use_state_eq(|| None::<usize>);

    let blocks = document.blocks().len();
    let window = if *printing { 0..blocks } else { near.start.min(blocks)..near.end.min(blocks) };
    let drawn = drawn_blocks(props, window, *anchored);

    // Looks which blocks are near the screen and draws those.
    let look = {
        let (scroller, node, heights, near) =
            (props.scroller.clone(), props.node.clone(), heights.clone(), near.clone());
        move || {
            if let (true, Some(scroller), Some(node)) =
                (windowed, scroller.cast::<HtmlElement>(), node.cast::<HtmlElement>())
            {
                let heights = heights.borrow();
                let top = f64::from(scroller.scroll_top() - node.offset_top());
                let bottom = top + f64::from(scroller.client_height());
                let enough = heights.top(near.start.min(blocks)) <= (top - NEAR).max(0.0)
                    && heights.top(near.end.min(blocks)) >= (bottom + NEAR).min(heights.total());
                if !enough {
                    near.set(heights.block_at(top - BEYOND)..heights.block_at(bottom + BEYOND) + 1);
                }
            }
        }
    };

    use_wish(&wish, props);
    // After each drawing: corrects the heights, keeps what is on the screen in its place, and fulfils the wish to see a place.
    {
        let (scroller, node, heights, wish, look) =
            (props.scroller.clone(), props.node.clone(), heights.clone(), wish.clone(), look.clone());
        let (document, caret, caret_mark) = (document.clone(), props.caret, caret_mark.clone());
        let (drawn, measured) = (drawn.clone(), measured.clone());
        use_effect(move || {
            let (Some(scroller), Some(node)) = (scroller.cast::<HtmlElement>(), node.cast::<HtmlElement>()) else {
                return;
            };
            // Marks take no room: only other blocks have other heights. Measuring makes the browser lay everything out.
            let is_new = *measured.borrow() != drawn;
            if windowed && is_new {
                measured.replace(drawn);
                let shift = measure(&node, &scroller, &mut heights.borrow_mut());
                if shift.abs() >= 1.0 {
                    scroller.set_scroll_top(scroller.scroll_top() + shift as i32);
                }
            }
            let wanted = *wish.borrow();
            if let Some(range) = wanted {
                match selection::rectangle(&node, &document, range) {
                    Some(place) => {
                        wish.replace(None);
                        let screen = scroller.get_bounding_client_rect();
                        let margin = (screen.height() / 6.0).min(120.0);
                        if place.top() < screen.top() + margin || place.bottom() > screen.bottom() - margin {
                            scroll_to(&scroller, &place);
                        }
                    }
                    None => {
                        let block = document.block_at(range.start());
                        let to = heights.borrow().top(block) - f64::from(scroller.client_height()) / 3.0;
                        scroller.set_scroll_top(to as i32 + node.offset_top());
                    }
                }
            }
            if let (Some(caret), Some(mark)) = (caret, caret_mark.cast::<HtmlElement>()) {
                caret::place(&mark, &node, &document, caret.head);
            }
            if is_new {
                look();
            }
        });
    }
    use_page_selection(props);
    use_new_widths(props, windowed, &heights, &near);
    use_printing(&printing);
    use_clicks(props, &pressed_here);

    let onscroll = Callback::from(move |_: Event| look());
    let onmousedown = {
        let (pressed_here, anchored, node) = (pressed_here.clone(), anchored.clone(), props.node.clone());
        Callback::from(move |event: MouseEvent| {
            pressed_here.replace(event.button() == 0);
            if !event.shift_key() {
                let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                anchored.set(target.and_then(|target| selection::block_of(&target)));
            }
            // A press on selected text would drag it away instead of beginning a new selection.
            if let (0, false, 1, Some(node)) =
                (event.button(), event.shift_key(), event.detail(), node.cast::<Element>())
            {
                selection::deselect(&node);
            }
        })
    };
    let ondragstart = Callback::from(|event: web_sys::DragEvent| event.prevent_default());
    let oncopy = {
        let (node, document, selected) = (props.node.clone(), document.clone(), props.selection);
        Callback::from(move |event: Event| copy(&event, &node, &document, selected))
    };
    let spans = spans_of(props, &drawn);
    let picked_span = props.picked.as_ref().and_then(|picked| props.set.span(picked));
    let heights = heights.borrow();
    html! {
        <div ref={&props.scroller} class="article-scroll" {onscroll}>
            <div ref={&props.node} class={if windowed { "article windowed" } else { "article" }} role="document" tabindex="0"
                aria-label={&props.label} {onmousedown} {ondragstart} {oncopy}>
                { for with_gaps(&drawn, blocks).map(|part| match part {
                    Part::Gap(gap) => {
                        spacer(format!("before {}", gap.end), heights.top(gap.end) - heights.top(gap.start))
                    }
                    Part::Block(number, place) => html! {
                        <Block key={number} {number} document={document.clone()} schema={props.schema.clone()} yes_no={props.yes_no}
                            spans={spans[place].clone()} picked={picked_in(&spans[place], props.picked.as_ref())}
                            lanes={props.lanes.clone()}
                            hits={hits_in(document.blocks()[number].range, props.find.as_ref())}
                            shown_hit={props.find.as_ref().and_then(Find::shown)
                                .filter(|hit| hit.overlaps(document.blocks()[number].range))} />
                    },
                }) }
            </div>
            if props.set.relations().len() > 0 {
                <Links document={document.clone()} set={props.set.clone()} schema={props.schema.clone()} picked={props.picked.clone()}
                    drawn={drawn.clone()} node={props.node.clone()} />
            }
            if let (Some(span), Some(onresize)) = (picked_span, &props.onresize) {
                <Handles document={document.clone()} span={Shared::from(span)} node={props.node.clone()} {onresize} />
            }
            if props.caret.is_some() {
                <div ref={caret_mark} class="caret" aria-hidden="true"></div>
            }
        </div>
    }
}

/// The numbers of the blocks in the page: those near the screen, and those the selection and the caret need.
fn drawn_blocks(props: &Props, window: Numbers<usize>, anchored: Option<usize>) -> Vec<usize> {
    let ends = props.selection.map(|range| [range.start(), range.end()]);
    let caret = props.caret.map(|caret| caret.head);
    let pinned = ends.into_iter().flatten().chain(caret).map(|offset| props.document.block_at(offset)).chain(anchored);
    let in_text = |number: &usize| *number < props.document.blocks().len();
    let mut drawn: Vec<usize> = window.collect();
    for number in pinned.filter(in_text) {
        if let Err(place) = drawn.binary_search(&number) {
            drawn.insert(place, number);
        }
    }
    drawn
}

enum Part {
    /// Blocks that are not drawn.
    Gap(Numbers<usize>),
    /// A block, with its place among those drawn.
    Block(usize, usize),
}

fn with_gaps(drawn: &[usize], blocks: usize) -> impl Iterator<Item = Part> {
    let last = drawn.last().map_or(0, |last| last + 1);
    let gap = |from: usize, to: usize| (from < to).then_some(Part::Gap(from..to));
    let parts = drawn.iter().enumerate().flat_map(move |(place, number)| {
        let from = place.checked_sub(1).map_or(0, |before| drawn[before] + 1);
        gap(from, *number).into_iter().chain([Part::Block(*number, place)])
    });
    parts.chain(gap(last, blocks))
}

/// The spans of each drawn block.
fn spans_of(props: &Props, drawn: &[usize]) -> Vec<Vec<Shared<Span>>> {
    let blocks = props.document.blocks();
    let list = props.set.spans();
    drawn.iter().map(|number| list.overlapping(blocks[*number].range).map(Shared::from).collect()).collect()
}

fn picked_in(spans: &[Shared<Span>], picked: Option<&SpanId>) -> Option<SpanId> {
    picked.filter(|picked| spans.iter().any(|span| span.id == **picked)).cloned()
}

fn hits_in(block: Range, find: Option<&Find>) -> Vec<Range> {
    let Some(find) = find else {
        return Vec::new();
    };
    let matches = find.matches();
    let first = matches.partition_point(|hit| hit.end() <= block.start());
    matches[first..].iter().copied().take_while(|hit| hit.start() < block.end()).collect()
}

/// Guesses how high each block will be, in lines of so many characters.
fn estimates(document: &Document, characters: f64) -> Vec<f64> {
    let guess = |bytes: usize, line: f64, room: f64| (bytes as f64 / characters).ceil().max(1.0) * line + room;
    document
        .blocks()
        .iter()
        .map(|block| match block.role {
            Role::Title => guess(block.range.len() * 7 / 4, 47.0, 14.0),
            Role::Heading => guess(block.range.len(), 32.0, 29.0),
            Role::ListItem => guess(block.range.len(), 32.0, 6.0),
            Role::Byline | Role::Date => guess(block.range.len(), 26.0, 3.0),
            Role::Paragraph => guess(block.range.len(), 32.0, 17.0),
        })
        .collect()
}

/// Notes how high the drawn blocks really are; returns how much those above the screen have grown.
fn measure(node: &Element, scroller: &Element, heights: &mut Heights) -> f64 {
    let screen_top = scroller.get_bounding_client_rect().top();
    let mut shift = 0.0;
    let mut next = node.first_element_child();
    while let Some(element) = next {
        if let Some(number) = selection::block_of(&element).filter(|number| *number < heights.len()) {
            let place = element.get_bounding_client_rect();
            let grown = place.height() - heights.height(number);
            if grown.abs() > 0.5 {
                heights.set(number, place.height());
                if place.bottom() <= screen_top {
                    shift += grown;
                }
            }
        }
        next = element.next_element_sibling();
    }
    shift
}

type Window = yew::UseStateHandle<Numbers<usize>>;

/// Scrolls so that the place stands at a third of the screen.
fn scroll_to(scroller: &HtmlElement, place: &DomRect) {
    let screen = scroller.get_bounding_client_rect();
    let to = place.top() - screen.top() - screen.height() / 3.0;
    scroller.set_scroll_top(scroller.scroll_top() + to as i32);
}

/// Remembers a new wish to see a place; the next drawing fulfils it.
#[yew::hook]
fn use_wish(wish: &Rc<RefCell<Option<Range>>>, props: &Props) {
    {
        let wish = wish.clone();
        use_effect_with(props.reveal, move |reveal| {
            if let Some((range, _)) = *reveal {
                wish.replace(Some(range));
            }
        });
    }
    let (scroller, node) = (props.scroller.clone(), props.node.clone());
    let (document, set) = (props.document.clone(), props.set.clone());
    use_effect_with(props.picked.clone(), move |picked| {
        let picked = picked.as_ref().and_then(|picked| set.span(picked)).map(|span| span.hull());
        // The details of a picked span may have taken the room where it stood. Looked at once they are drawn.
        let look = picked.map(|range| {
            Timeout::new(AFTER_DRAWING, move || {
                let (Some(scroller), Some(node)) = (scroller.cast::<HtmlElement>(), node.cast::<Element>()) else {
                    return;
                };
                let screen = scroller.get_bounding_client_rect();
                let hidden = |place: &DomRect| place.bottom() <= screen.top() || place.top() >= screen.bottom();
                if let Some(place) = selection::rectangle(&node, &document, range).filter(hidden) {
                    scroll_to(&scroller, &place);
                }
            })
        });
        move || drop(look)
    });
}

/// Shows on the page what is selected.
#[yew::hook]
fn use_page_selection(props: &Props) {
    let (node, document) = (props.node.clone(), props.document.clone());
    use_effect_with(props.selection, move |selected| {
        if let Some(node) = node.cast::<Element>() {
            match selected {
                Some(range) => selection::select(&node, &document, *range),
                None => selection::deselect(&node),
            }
        }
    });
}

/// Guesses all heights anew when the lines get another length.
#[yew::hook]
fn use_new_widths(props: &Props, windowed: bool, heights: &Rc<RefCell<Heights>>, near: &Window) {
    let (node, document, heights, near) = (props.node.clone(), props.document.clone(), heights.clone(), near.clone());
    use_effect_with((), move |()| {
        let width = std::cell::Cell::new(0);
        let guess = move || {
            let block = node.cast::<HtmlElement>().and_then(|node| selection::element_of(&node, near.start));
            let Some(line) = block.map(|block| block.client_width()) else {
                return;
            };
            if windowed && width.replace(line) != line {
                heights.replace(Heights::new(estimates(&document, f64::from(line) / CHARACTER_WIDTH)));
                near.set(near.start..near.end + 1);
            }
        };
        guess();
        let listener = web_sys::window().map(|window| EventListener::new(&window, "resize", move |_| guess()));
        move || drop(listener)
    });
}

/// Draws the whole article while it is printed.
#[yew::hook]
fn use_printing(printing: &yew::UseStateHandle<bool>) {
    let printing = printing.clone();
    use_effect_with((), move |()| {
        let listeners = web_sys::window().map(|window| {
            let (begin, end) = (printing.setter(), printing.setter());
            (
                EventListener::new(&window, "beforeprint", move |_| begin.set(true)),
                EventListener::new(&window, "afterprint", move |_| end.set(false)),
            )
        });
        move || drop(listeners)
    });
}

/// Listens for the end of what was begun in the text, wherever it ends.
#[yew::hook]
fn use_clicks(props: &Props, pressed_here: &Rc<RefCell<bool>>) {
    let pressed_here = pressed_here.clone();
    let callbacks = (props.onselect.clone(), props.onpick.clone());
    let deps = (props.node.clone(), props.document.clone(), callbacks, props.selection);
    use_effect_with(deps, move |(node, document, (onselect, onpick), selected)| {
        let (node, document, onselect, onpick) = (node.clone(), document.clone(), onselect.clone(), onpick.clone());
        let selected = *selected;
        let page = web_sys::window().and_then(|window| window.document());
        let listener = page.map(|page| {
            EventListener::new(&page, "click", move |event| {
                if !pressed_here.replace(false) {
                    return;
                }
                let (Some(node), Some(event)) = (node.cast::<Element>(), event.dyn_ref::<MouseEvent>()) else {
                    return;
                };
                match selection::selected(&node, &document) {
                    Some(range) => {
                        onselect.emit(Gesture { range, exact: event.alt_key(), tentative: event.detail() > 2 });
                    }
                    None => {
                        let under = spans_under(event);
                        match tapped(event, &node, &document).filter(|_| selected.is_some() || under.is_empty()) {
                            Some(word) => onselect.emit(Gesture {
                                range: extended(selected, word),
                                exact: false,
                                tentative: true,
                            }),
                            None => onpick.emit(under),
                        }
                    }
                }
            })
        });
        move || drop(listener)
    });
}

/// The word under a finger; nothing for a mouse or beside the text.
fn tapped(event: &MouseEvent, node: &Element, document: &Document) -> Option<Range> {
    event.dyn_ref::<web_sys::PointerEvent>().filter(|pointer| pointer.pointer_type() == "touch")?;
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let at = selection::offset_at_point(node, document, x, y)?;
    let character = Range::ordered(at, words::next_grapheme(document.text(), at));
    let before = Range::ordered(words::previous_grapheme(document.text(), at), at);
    let words = segmenter::words(document);
    words.snap(character).or_else(|| words.snap(before))
}

/// From the word tapped first to the word tapped last. A tap on what is selected begins anew.
fn extended(selected: Option<Range>, word: Range) -> Range {
    selected.filter(|selected| !selected.contains(word)).map_or(word, |selected| selected.hull(word))
}

/// The spans whose marks are under the click, the innermost first.
fn spans_under(event: &MouseEvent) -> Vec<SpanId> {
    let mut found = Vec::new();
    let mut element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    while let Some(mark) = element.and_then(|element| element.closest("[data-span]").ok().flatten()) {
        found.extend(mark.get_attribute("data-span").map(SpanId::new));
        element = mark.parent_element();
    }
    found
}

/// Copies the article's own characters, also of blocks that are not drawn.
fn copy(event: &Event, node: &NodeRef, document: &Document, selected: Option<Range>) {
    let (Some(node), Some(event)) = (node.cast::<Element>(), event.dyn_ref::<web_sys::ClipboardEvent>()) else {
        return;
    };
    let range = selected.or_else(|| selection::selected(&node, document));
    if let (Some(range), Some(clipboard)) = (range, event.clipboard_data())
        && clipboard.set_data("text/plain", document.text().quote(range)).is_ok()
    {
        event.prevent_default();
    }
}

/// Whether the key event comes from the text itself.
pub fn is_from(event: &KeyboardEvent, node: &NodeRef) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some() && target == node.cast()
}
