//! Places that may get a label together, each in its context, to be ticked or not.

use std::collections::BTreeSet;
use std::ops::Range as Numbers;

use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, Properties, TargetCast, component, html, use_memo, use_state};

use crate::app::action::ArticleAction;
use crate::app::state::AppState;
use crate::app::tag_all::{Alike, Candidate, candidates};
use crate::domain::document::Document;
use crate::domain::id::LabelId;
use crate::domain::schema::Schema;
use crate::domain::text::Range;
use crate::domain::text::mentions::Variant;
use crate::ui::parts::{Dialog, WindowedList};
use crate::ui::shared::Shared;
use crate::ui::store::use_api;

/// The height of a row, as the stylesheet sets it.
const ROW: f64 = 56.0;
/// How much is shown before and after a place, in bytes.
const CONTEXT: usize = 48;

/// Which places.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The whole state, in which an article is open.
    pub state: Shared<AppState>,
    /// What they have in common.
    pub alike: Alike,
    /// Called when all is done.
    pub onclose: Callback<()>,
}

/// The dialog. Places no other span overlaps are ticked at first.
#[component]
pub fn TagAll(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let found = {
        let state = props.state.clone();
        use_memo(props.alike.clone(), move |alike| {
            state.article.as_ref().map(|article| candidates(article, alike)).unwrap_or_default()
        })
    };
    let ticked = {
        let found = found.clone();
        use_state(move || (0..found.len()).filter(|n| found[*n].overlapped.is_none()).collect::<BTreeSet<usize>>())
    };
    let schema = &props.state.project.schema;
    let chosen = {
        let armed = props.state.article.as_ref().and_then(|article| article.armed.clone());
        let first = schema.labels.first().map(|label| label.id.clone());
        use_state(move || armed.or(first))
    };
    let Some(article) = &props.state.article else {
        return Html::default();
    };
    let document = Shared::from(article.open.document());
    let rows = {
        let (found, ticked, schema) = (found.clone(), ticked.clone(), Shared::from(schema));
        Callback::from(move |range: Numbers<usize>| {
            let row = |n: usize| {
                let onchange = {
                    let ticked = ticked.clone();
                    Callback::from(move |_| {
                        let mut changed = (*ticked).clone();
                        if !changed.remove(&n) {
                            changed.insert(n);
                        }
                        ticked.set(changed);
                    })
                };
                draw_row(n, &found[n], &document, &schema, words, ticked.contains(&n), onchange)
            };
            range.filter(|n| *n < found.len()).map(row).collect::<Html>()
        })
    };
    let all_ticked = ticked.len() == found.len();
    let onall = {
        let (ticked, count) = (ticked.clone(), found.len());
        Callback::from(move |_| ticked.set(if all_ticked { BTreeSet::new() } else { (0..count).collect() }))
    };
    let onlabel = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            chosen.set(Some(LabelId::new(event.target_unchecked_into::<HtmlSelectElement>().value())));
        })
    };
    let ontag = {
        let (api, found, ticked, onclose) = (api.clone(), found.clone(), ticked.clone(), props.onclose.clone());
        let chosen = (*chosen).clone();
        Callback::from(move |_| {
            let place = |n: &usize| {
                let candidate = &found[*n];
                Some((candidate.range, candidate.label.clone().or_else(|| chosen.clone())?))
            };
            api.in_article(ArticleAction::TagAll(ticked.iter().filter_map(place).collect(), api.tag()));
            onclose.emit(());
        })
    };
    html! {
        <Dialog title={(words.tag_all.tag_all_title)(&props.alike)} close={words.program.close} onclose={&props.onclose} class="tag-all">
            if found.is_empty() {
                <p>{ words.tag_all.nothing_to_tag }</p>
            } else {
                <div class="tag-all-tools">
                    <label><input type="checkbox" checked={all_ticked} onchange={onall} />{ (words.tag_all.places_ticked)(ticked.len(), found.len()) }</label>
                    if props.alike == Alike::Matches {
                        <label>{ words.article.label }
                            <select onchange={onlabel}>
                                { for schema.labels.iter().map(|label| html! {
                                    <option value={label.id.to_string()} selected={chosen.as_ref() == Some(&label.id)}>{ &label.name }</option>
                                }) }
                            </select>
                        </label>
                    }
                </div>
                <WindowedList class="tag-all-rows" count={found.len()} row_height={ROW} {rows} label={words.program.places} />
                <div class="dialog-buttons">
                    <button type="button" class="primary" data-focus="" disabled={ticked.is_empty()} onclick={ontag}>
                        { (words.tag_all.tag_places)(ticked.len()) }
                    </button>
                </div>
            }
        </Dialog>
    }
}

fn draw_row(
    n: usize,
    candidate: &Candidate,
    document: &Document,
    schema: &Schema,
    words: &'static crate::ui::messages::Catalogue,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    let name = |label: &LabelId| schema.label(label).map_or_else(|| label.to_string(), |label| label.name.clone());
    let remarks = [
        candidate.label.as_ref().map(&name),
        (candidate.variant != Variant::Same).then(|| (words.tag_all.variant)(candidate.variant).to_owned()),
        candidate.overlapped.as_ref().map(|label| (words.tag_all.overlapped_by)(&name(label))),
    ];
    let colour = candidate.label.as_ref().and_then(|label| schema.label(label)).map_or(0, |label| label.colour.place());
    let (before, quote, after) = in_context(document, candidate.range);
    html! {
        <div key={n} class={format!("row colour-{colour}")} role="listitem">
            <label>
                <input type="checkbox" {checked} {onchange} />
                <span class="context" dir="auto">
                    <span>{ before }</span><mark class="mark starts ends">{ quote }</mark><span>{ after }</span>
                </span>
                <small>{ remarks.into_iter().flatten().collect::<Vec<_>>().join(" · ") }</small>
            </label>
        </div>
    }
}

/// What stands before, at and after the place, on one line.
fn in_context(document: &Document, range: Range) -> (String, String, String) {
    let content = document.text().as_str();
    let (start, end) = (range.start().byte(), range.end().byte());
    let from = content.ceil_char_boundary(start.saturating_sub(CONTEXT));
    let to = content.floor_char_boundary((end + CONTEXT).min(content.len()));
    let on_one_line = |words: &str| words.replace('\n', " ");
    let before = if from > 0 { "…" } else { "" };
    (
        before.to_owned() + &on_one_line(&content[from..start]),
        on_one_line(&content[start..end]),
        on_one_line(&content[end..to]),
    )
}
