//! One block of the article with its marks. It is drawn again only when its own spans change.

use std::sync::Arc;

use yew::{AttrValue, Html, Properties, classes, component, html};

use super::details::written;
use crate::app::lanes::Lanes;
use crate::domain::annotation::Span;
use crate::domain::document::{Document, Role};
use crate::domain::id::SpanId;
use crate::domain::schema::{Label, Schema};
use crate::domain::text::segments::{Layer, Segment, flatten};
use crate::domain::text::{Range, Text};
use crate::ui::shared::Shared;

/// How many underlines are kept apart; further ones share the last place.
const LANES: usize = 5;
/// How many annotators have a height of their own; further ones share the last.
const MOST_LANES: usize = 20;

/// What the block shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The document.
    pub document: Shared<Document>,
    /// Which of its blocks.
    pub number: usize,
    /// The spans that mark something in it.
    pub spans: Vec<Shared<Span>>,
    /// The label set.
    pub schema: Shared<Schema>,
    /// The picked span, if it is one of these.
    pub picked: Option<SpanId>,
    /// In which lane each span stands, where several annotators' are shown.
    pub lanes: Option<Shared<Lanes>>,
    /// The words for yes and no.
    pub yes_no: [&'static str; 2],
    /// Places found in it.
    pub hits: Vec<Range>,
    /// The place found that is shown.
    pub shown_hit: Option<Range>,
}

/// A block: its text nodes are together exactly the block's text, so that positions on the page can be turned into offsets.
#[component]
pub fn Block(props: &Props) -> Html {
    let text = props.document.text();
    let block = props.document.blocks()[props.number];
    let marks: Vec<(Range, Mark<'_>)> = props
        .spans
        .iter()
        .flat_map(|span| span.fragments.iter().map(move |fragment| (fragment, Mark::Span(&span.0))))
        .chain(props.hits.iter().map(|hit| (*hit, Mark::Hit { shown: props.shown_hit == Some(*hit) })))
        .filter(|(stretch, _)| stretch.overlaps(block.range))
        .collect();
    let stretches: Vec<Range> = marks.iter().map(|(stretch, _)| *stretch).collect();
    let content: Html =
        flatten(block.range, &stretches).iter().map(|segment| draw(segment, text, &marks, props)).collect();
    let number = AttrValue::from(props.number.to_string());
    let language = language_of(&props.document);
    match block.role {
        Role::Title => {
            html! { <h1 class="block title" dir="auto" lang={language} data-block={number}>{ content }</h1> }
        }
        Role::Heading => {
            html! { <h2 class="block heading" dir="auto" lang={language} data-block={number}>{ content }</h2> }
        }
        role => {
            let class = match role {
                Role::Byline => "block byline",
                Role::Date => "block date",
                Role::ListItem => "block list-item",
                _ => "block paragraph",
            };
            html! { <p {class} dir="auto" lang={language} data-block={number}>{ content }</p> }
        }
    }
}

/// What the `lang` of the document's words is; empty, for a language nobody knows, rather than that of the interface.
pub fn language_of(document: &Document) -> AttrValue {
    document.language().unwrap_or_default().to_owned().into()
}

/// What a stretch of text is drawn for.
#[derive(Clone, Copy)]
enum Mark<'a> {
    Span(&'a Arc<Span>),
    Hit { shown: bool },
}

fn draw(segment: &Segment, text: &Text, marks: &[(Range, Mark<'_>)], props: &Props) -> Html {
    let quote = AttrValue::from(text.quote(segment.range).to_owned());
    segment.layers.iter().rev().fold(html! { { quote } }, |inner, layer| match marks[layer.item].1 {
        Mark::Span(span) => draw_span(span, *layer, inner, props),
        Mark::Hit { shown } => html! { <span class={classes!("hit", shown.then_some("shown"))}>{ inner }</span> },
    })
}

fn draw_span(span: &Span, layer: Layer, inner: Html, props: &Props) -> Html {
    let label = props.schema.label(&span.label);
    let name = label.map_or_else(|| span.label.to_string(), |label| label.name.clone());
    let colour = label.map_or(0, |label| label.colour.place());
    let lane = props.lanes.as_ref().and_then(|lanes| lanes.of_span(&span.id));
    let name = lane.map_or_else(|| name.clone(), |lane| format!("{} · {name}", lane.annotator));
    let place = match lane {
        Some(lane) => {
            classes!("in-lane", format!("seat-{}", lane.number.min(MOST_LANES - 1)), lane.agreed.then_some("agreed"))
        }
        None => classes!(format!("lane-{}", layer.lane.min(LANES - 1))),
    };
    let class = classes!(
        "mark",
        format!("colour-{colour}"),
        place,
        (props.picked.as_ref() == Some(&span.id)).then_some("picked"),
        layer.starts.then_some("starts"),
        layer.ends.then_some("ends"),
    );
    let description = described(props.yes_no, &name, span, label);
    html! {
        <mark {class} data-span={span.id.to_string()} data-label={name.clone()} aria-description={description}>{ inner }</mark>
    }
}

/// What a screen reader says of a span: its label, what is said of it, and the remark.
fn described(yes_no: [&'static str; 2], name: &str, span: &Span, label: Option<&Label>) -> String {
    let said = span.attributes.iter().map(|(id, value)| {
        let attribute = label.and_then(|label| label.attribute(id));
        let name = attribute.map_or(id.as_str(), |attribute| &attribute.name);
        format!("{name}: {}", written(yes_no, value))
    });
    let note = Some(span.note.clone()).filter(|note| !note.trim().is_empty());
    std::iter::once(name.to_owned()).chain(said).chain(note).collect::<Vec<_>>().join("; ")
}
