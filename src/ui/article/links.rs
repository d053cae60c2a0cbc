//! Draws relations over the article: quiet curves, those of the picked span firm and with their names.

use gloo::events::EventListener;
use web_sys::{DomRect, Element, HtmlElement};
use yew::{Html, NodeRef, Properties, classes, component, html, use_effect, use_effect_with, use_state_eq};

use crate::domain::annotation::{AnnotationSet, Relation, Span};
use crate::domain::document::Document;
use crate::domain::id::SpanId;
use crate::domain::schema::Schema;
use crate::ui::shared::Shared;
use crate::web::selection;

/// No more than so many are drawn; more could not be told apart.
const MOST: usize = 400;

/// How far under a span its relation's name stands, in CSS pixels.
const UNDER: f64 = 9.0;

/// What is linked.
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
    /// The numbers of the blocks that are drawn.
    pub drawn: Vec<usize>,
    /// The element the blocks stand in.
    pub node: NodeRef,
}

/// One curve.
#[derive(Clone, Debug, PartialEq)]
struct Curve {
    /// Its outline, in SVG's words.
    outline: String,
    /// The arrow at its end.
    tip: String,
    /// The type's name with the place of its middle, if the relation is one of the picked span.
    name: Option<(String, i32, i32)>,
}

/// The curves over the text. They are for the eye; the picked span's details list its relations for everybody.
#[component]
pub fn Links(props: &Props) -> Html {
    let curves = use_state_eq(Vec::<Curve>::new);
    let width = use_state_eq(|| 0);
    {
        let width = width.clone();
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                let page = window.clone();
                EventListener::new(&window, "resize", move |_| {
                    let now = page.inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
                    width.set(now as i32);
                })
            });
            move || drop(listener)
        });
    }
    {
        let (curves, node, document) = (curves.clone(), props.node.clone(), props.document.clone());
        let (set, schema, picked, drawn) =
            (props.set.clone(), props.schema.clone(), props.picked.clone(), props.drawn.clone());
        use_effect(move || {
            let Some(article) = node.cast::<HtmlElement>() else {
                return;
            };
            let is_drawn = |span: &Span| drawn.binary_search(&document.block_at(span.hull().start())).is_ok();
            let curve = |relation: &Relation| {
                let (from, to) = (set.span(&relation.from)?, set.span(&relation.to)?);
                if !is_drawn(from) || !is_drawn(to) {
                    return None;
                }
                let name =
                    schema.relation(&relation.kind).map_or_else(|| relation.kind.to_string(), |kind| kind.name.clone());
                let ends = (first_line(&article, &document, from)?, first_line(&article, &document, to)?);
                // The name hangs at the end that is not the picked one.
                let named = match &picked {
                    Some(picked) if *picked == from.id => Some((name, &ends.1)),
                    Some(picked) if *picked == to.id => Some((name, &ends.0)),
                    _ => None,
                };
                Some(drawn_between(&article, &ends.0, &ends.1, named))
            };
            let mut all: Vec<Curve> = set.relations().filter_map(|relation| curve(relation)).take(MOST).collect();
            // Those of the picked span lie on top.
            all.sort_by_key(|curve| curve.name.is_some());
            curves.set(all);
        });
    }
    html! {
        <svg class="links" aria-hidden="true" focusable="false">
            { for curves.iter().map(|curve| html! {
                <g class={classes!(curve.name.is_some().then_some("picked"))}>
                    <path d={curve.outline.clone()} />
                    <path class="tip" d={curve.tip.clone()} />
                    if let Some((name, x, y)) = &curve.name {
                        <text x={x.to_string()} y={y.to_string()}>{ name }</text>
                    }
                </g>
            }) }
        </svg>
    }
}

/// The part of the span on its first line.
fn first_line(article: &Element, document: &Document, span: &Span) -> Option<DomRect> {
    let first = span.fragments.iter().next()?;
    selection::first_rectangle(article, document, first)
}

/// Over the line between two places on one line, else from line to line.
fn drawn_between(article: &HtmlElement, from: &DomRect, to: &DomRect, named: Option<(String, &DomRect)>) -> Curve {
    let around = article.get_bounding_client_rect();
    let left = around.left() - f64::from(article.offset_left());
    let top = around.top() - f64::from(article.offset_top());
    let middle = |place: &DomRect| place.left() + place.width() / 2.0 - left;
    let (x1, x2) = (middle(from), middle(to));
    let (top1, top2) = (from.top() - top, to.top() - top);
    let is_one_line = (top1 - top2).abs() < from.height() / 2.0;
    let (y1, y2, c1, c2) = if is_one_line {
        let height = 9.0 + ((x1 - x2).abs() / 14.0).min(16.0);
        (top1, top2, top1 - height, top2 - height)
    } else if top1 < top2 {
        let bottom = top1 + from.height();
        let middle = f64::midpoint(bottom, top2);
        (bottom, top2, middle, middle)
    } else {
        let bottom = top2 + to.height();
        let middle = f64::midpoint(top1, bottom);
        (top1, bottom, middle, middle)
    };
    let side = if is_one_line || top1 < top2 { -1.0 } else { 1.0 };
    Curve {
        outline: format!("M{x1:.0} {y1:.0}C{x1:.0} {c1:.0} {x2:.0} {c2:.0} {x2:.0} {y2:.0}"),
        tip: format!("M{x2:.0} {y2:.0}l-4 {:.0}h8z", 6.0 * side),
        name: named.map(|(name, end)| (name, middle(end).round() as i32, (end.bottom() - top + UNDER).round() as i32)),
    }
}
