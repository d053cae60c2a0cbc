//! The list of spans.

use std::ops::Range as Numbers;
use std::sync::Arc;

use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, Properties, TargetCast, classes, component, html};

use crate::app::action::ArticleAction;
use crate::app::article::Listing;
use crate::app::keys::single::Single;
use crate::app::tag_all::Alike;
use crate::domain::annotation::{AnnotationSet, Span, SpanList};
use crate::domain::document::Document;
use crate::domain::formats::outlet::quote_of;
use crate::domain::id::{LabelId, SpanId};
use crate::domain::schema::Schema;
use crate::ui::article::block::language_of;
use crate::ui::parts::WindowedList;
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};

/// The height of a row, as the stylesheet sets it.
const ROW: f64 = 36.0;
/// How much of a span's text a row has room for, in bytes.
const EXCERPT: usize = 160;

/// What the list shows.
#[derive(Clone, Properties, PartialEq)]
pub struct Props {
    /// The document.
    pub document: Shared<Document>,
    /// The annotation set.
    pub set: Shared<AnnotationSet>,
    /// The label set.
    pub schema: Shared<Schema>,
    /// The picked span.
    pub picked: Option<SpanId>,
    /// Which spans, and in what order.
    pub listing: Listing,
    /// Called to see places that may get a label together.
    pub ontagall: Callback<Alike>,
}

/// The spans by place, or those of each label together.
#[component]
pub fn Spans(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let rows = Rows::of(props);
    let picked_row = props.picked.as_ref().and_then(|picked| props.set.span(picked)).and_then(|span| rows.row_of(span));
    let draw = {
        let (api, props, rows) = (api.clone(), props.clone(), rows.clone());
        Callback::from(move |range: Numbers<usize>| draw_rows(&api, &props, &rows, range))
    };
    let onfilter = {
        let api = api.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            api.in_article(ArticleAction::ListLabel((!chosen.is_empty()).then(|| LabelId::new(chosen))));
        })
    };
    let ongroup = {
        let (api, grouped) = (api.clone(), props.listing.grouped);
        Callback::from(move |_| api.in_article(ArticleAction::ListGrouped(!grouped)))
    };
    let shown = props.listing.label.as_ref();
    html! {
        <section class="spans" aria-labelledby="spans-heading">
            <header>
                <h2 id="spans-heading">{ (words.article.spans)(rows.spans()) }</h2>
                <select aria-label={words.article.filter_by_label} onchange={onfilter}>
                    <option value="" selected={shown.is_none()}>{ words.article.all_labels }</option>
                    { for props.schema.labels.iter().map(|label| html! {
                        <option value={label.id.to_string()} selected={shown == Some(&label.id)}>{ &label.name }</option>
                    }) }
                </select>
                <button type="button" class="quiet" aria-pressed={props.listing.grouped.to_string()} onclick={ongroup}>
                    { words.article.group_by_label }
                </button>
                if !props.set.spans().is_empty() {
                    <button type="button" class="quiet" title={(words.keys.named)(words.tag_all.untagged_hint, api.keys.key(Single::Untagged))}
                        onclick={props.ontagall.reform(|_| Alike::Untagged)}>{ words.tag_all.untagged }</button>
                }
            </header>
            if rows.count() == 0 {
                <p class="hint">{ if shown.is_some() { words.article.no_spans_of_label } else { words.article.no_spans } }</p>
            } else {
                <WindowedList class="span-rows" count={rows.count()} row_height={ROW} rows={draw} reveal={picked_row}
                    label={words.article.spans_list} />
            }
        </section>
    }
}

/// The spans of one label with the label's name, or all spans without.
#[derive(Clone)]
struct Group {
    heading: Option<String>,
    spans: SpanList,
}

/// What stands in each row: the groups one after another, each with its heading.
#[derive(Clone)]
struct Rows(Vec<Group>);

impl Rows {
    fn of(props: &Props) -> Self {
        let spans_with = |label: &LabelId| props.set.spans_with(label).cloned().unwrap_or_default();
        let group = |label: &LabelId| {
            let name = props.schema.label(label).map_or_else(|| label.to_string(), |label| label.name.clone());
            Group { heading: Some(name), spans: spans_with(label) }
        };
        Self(match (&props.listing.label, props.listing.grouped) {
            (Some(label), _) => vec![Group { heading: None, spans: spans_with(label) }],
            (None, false) => vec![Group { heading: None, spans: props.set.spans().clone() }],
            (None, true) => props.set.labels_in_use().map(group).collect(),
        })
    }

    fn spans(&self) -> usize {
        self.0.iter().map(|group| group.spans.len()).sum()
    }

    fn count(&self) -> usize {
        self.0.iter().map(Group::rows).sum()
    }

    fn row_of(&self, span: &Span) -> Option<usize> {
        let mut before = 0;
        for group in &self.0 {
            let rank = group.spans.rank(span);
            if group.spans.iter_from(rank).next().is_some_and(|listed| listed.id == span.id) {
                return Some(before + usize::from(group.heading.is_some()) + rank);
            }
            before += group.rows();
        }
        None
    }
}

impl Group {
    fn rows(&self) -> usize {
        self.spans.len() + usize::from(self.heading.is_some())
    }
}

fn draw_rows(api: &Api, props: &Props, rows: &Rows, range: Numbers<usize>) -> Html {
    let mut before = 0;
    let mut drawn = Vec::with_capacity(range.len());
    for group in &rows.0 {
        let from = range.start.saturating_sub(before);
        let to = range.end.saturating_sub(before).min(group.rows());
        before += group.rows();
        if from >= to {
            continue;
        }
        let headings = usize::from(group.heading.is_some());
        if let (0, Some(heading)) = (from, &group.heading) {
            drawn.push(html! {
                <div key={format!("label {heading}")} class="row heading" role="listitem">{ format!("{heading} · {}", (api.words.article.spans)(group.spans.len())) }</div>
            });
        }
        let first = from.saturating_sub(headings);
        let spans = group.spans.iter_from(first).take(to.saturating_sub(headings).saturating_sub(first));
        drawn.extend(spans.map(|span| draw_row(api, props, span)));
    }
    drawn.into_iter().collect()
}

fn draw_row(api: &Api, props: &Props, span: &Arc<Span>) -> Html {
    let label = props.schema.label(&span.label);
    let name = label.map_or_else(|| span.label.to_string(), |label| label.name.clone());
    let colour = label.map_or(0, |label| label.colour.place());
    let entry = span.entry.as_ref().and_then(|id| props.schema.entry(id));
    // Where the text is the name itself, the name would only take the text's room.
    let quote = quote_of(&props.document, span);
    let name = match entry.filter(|entry| !entry.is_called(&quote)) {
        Some(entry) => format!("{} · {name}", entry.name),
        None => name,
    };
    let picked = props.picked.as_ref() == Some(&span.id);
    let lang = language_of(&props.document);
    let onclick = {
        let (api, id) = (api.clone(), span.id.clone());
        Callback::from(move |_| api.in_article(ArticleAction::Visit(id.clone())))
    };
    html! {
        <div key={span.id.to_string()} class="row" role="listitem">
            <button type="button" class={classes!("span-row", format!("colour-{colour}"), picked.then_some("picked"))}
                aria-current={picked.then_some("true")} {onclick}>
                <span class="swatch" aria-hidden="true"></span>
                <span class="quote" dir="auto" {lang}>{ excerpt(&props.document, span) }</span>
                <span class="label-name" dir="auto">{ name }</span>
            </button>
        </div>
    }
}

/// The span's text on one line, its fragments joined by an ellipsis.
pub fn excerpt(document: &Document, span: &Span) -> String {
    let mut words = String::new();
    for (n, fragment) in span.fragments.iter().enumerate() {
        let quote = document.text().quote(fragment);
        let short = &quote[..quote.floor_char_boundary(EXCERPT)];
        words.push_str(if n == 0 { "" } else { " … " });
        words.extend(short.chars().map(|character| if character == '\n' { ' ' } else { character }));
        if short.len() < quote.len() || words.len() > EXCERPT {
            words.push('…');
            break;
        }
    }
    words
}
