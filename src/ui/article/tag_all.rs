//! Places that may get a label, in this article or in all of the project, each in its context, to be ticked or not.

use std::collections::BTreeSet;
use std::ops::Range as Numbers;
use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::{
    AttrValue, Callback, Event, Html, Properties, TargetCast, component, html, use_memo, use_state, use_state_eq,
};

use super::tag_project::{Elsewhere, use_elsewhere};
use crate::app::across::Deed;
use crate::app::action::ArticleAction;
use crate::app::jobs::FoundPlace;
use crate::app::state::AppState;
use crate::app::tag_all::{Alike, Candidate, Sought, candidates};
use crate::domain::document::Document;
use crate::domain::id::{DocumentId, LabelId};
use crate::domain::schema::Schema;
use crate::domain::text::Range;
use crate::domain::text::mentions::Variant;
use crate::ui::keeper::{ExportError, Plan, Work};
use crate::ui::messages::Catalogue;
use crate::ui::parts::{Dialog, WindowedList, progress};
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};

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

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
enum Row {
    /// The title of an article, over its places, and how many these are.
    Article(String, usize),
    /// A place by its number: those of the open article first.
    Place(usize),
}

/// All places that are listed.
#[derive(Clone)]
struct Places {
    own: Rc<Vec<Candidate>>,
    elsewhere: Rc<Vec<FoundPlace>>,
}

impl Places {
    fn len(&self) -> usize {
        self.own.len() + self.elsewhere.len()
    }

    fn at(&self, n: usize) -> Result<&Candidate, &FoundPlace> {
        self.own.get(n).ok_or_else(|| &self.elsewhere[n - self.own.len()])
    }

    fn label(&self, n: usize) -> Option<&LabelId> {
        match self.at(n) {
            Ok(place) => place.label.as_ref(),
            Err(place) => place.label.as_ref(),
        }
    }

    /// Whether another span overlaps the place, so that it is not ticked at first.
    fn is_overlapped(&self, n: usize) -> bool {
        match self.at(n) {
            Ok(place) => place.overlapped.is_some(),
            Err(place) => place.overlapped.is_some(),
        }
    }

    /// The places without headings, or, in the whole project, each article's under its title.
    fn rows(&self, open: &Document, title: impl Fn(&DocumentId) -> String, in_project: bool) -> Vec<Row> {
        let own = self.own.len();
        let mut rows: Vec<Row> = Vec::with_capacity(self.len() + 1);
        if in_project && own > 0 {
            rows.push(Row::Article(open.title().to_owned(), own));
        }
        rows.extend((0..own).map(Row::Place));
        let mut next = own;
        for of_article in self.elsewhere.chunk_by(|one, other| one.document == other.document) {
            rows.push(Row::Article(title(&of_article[0].document), of_article.len()));
            rows.extend((next..next + of_article.len()).map(Row::Place));
            next += of_article.len();
        }
        rows
    }
}

/// The dialog. Places no other span overlaps are ticked at first.
#[component]
pub fn TagAll(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let in_project = use_state_eq(|| false);
    let writing = use_state(|| None::<(Work, f64)>);
    let flipped = use_state(BTreeSet::<usize>::new);
    let own = {
        let state = props.state.clone();
        use_memo(props.alike.clone(), move |alike| {
            state.article.as_ref().map(|article| candidates(article, alike)).unwrap_or_default()
        })
    };
    let sought = {
        let state = props.state.clone();
        // As it was when the dialog was opened.
        use_memo(props.alike.clone(), move |alike| {
            state
                .article
                .as_ref()
                .and_then(|article| Some((Sought::of(article, alike)?, article.open.document().id().clone())))
        })
    };
    let (sought, open) = sought.as_ref().clone().filter(|_| *in_project).unzip();
    let elsewhere = use_elsewhere(&api, sought, open);
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
    let found = if *in_project { elsewhere.places.clone() } else { Rc::default() };
    let places = Places { own, elsewhere: found };
    let is_ticked = |n: usize| places.is_overlapped(n) == flipped.contains(&n);
    let ticked: Vec<usize> = (0..places.len()).filter(|n| is_ticked(*n)).collect();
    let all_ticked = ticked.len() == places.len();
    let onall = {
        let (flipped, places) = (flipped.clone(), places.clone());
        Callback::from(move |_| {
            flipped.set((0..places.len()).filter(|n| places.is_overlapped(*n) != all_ticked).collect());
        })
    };
    let onscope = |project: bool| {
        let (in_project, flipped) = (in_project.clone(), flipped.clone());
        Callback::from(move |_: Event| {
            flipped.set(BTreeSet::new());
            in_project.set(project);
        })
    };
    let onlabel = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            chosen.set(Some(LabelId::new(event.target_unchecked_into::<HtmlSelectElement>().value())));
        })
    };
    let title =
        |id: &DocumentId| props.state.library.get(id).map_or_else(|| id.to_string(), |summary| summary.title.clone());
    let rows = Rc::new(places.rows(&document, title, *in_project));
    let draw = {
        let (places, rows, flipped) = (places.clone(), rows.clone(), flipped.clone());
        let (document, schema) = (document.clone(), Shared::from(schema));
        Callback::from(move |range: Numbers<usize>| {
            let row = |row: &Row| match row {
                Row::Article(title, n) => html! {
                    <div key={format!("article {title}")} class="row heading" role="listitem" dir="auto">{ (words.across.in_article)(title, *n) }</div>
                },
                Row::Place(n) => {
                    let (flipped, n) = (flipped.clone(), *n);
                    let checked = places.is_overlapped(n) == flipped.contains(&n);
                    let onchange = Callback::from(move |_| {
                        let mut changed = (*flipped).clone();
                        if !changed.remove(&n) {
                            changed.insert(n);
                        }
                        flipped.set(changed);
                    });
                    draw_place(n, &places, &document, &schema, words, checked, onchange)
                }
            };
            rows.get(range.start..range.end.min(rows.len())).unwrap_or_default().iter().map(row).collect::<Html>()
        })
    };
    let ontag = {
        let (api, places, ticked, onclose) = (api.clone(), places.clone(), ticked.clone(), props.onclose.clone());
        let (chosen, writing, document) = ((*chosen).clone(), writing.setter(), document.clone());
        let in_project = *in_project;
        Callback::from(move |_| {
            let plans = plans(&places, &ticked, chosen.as_ref(), &document);
            if !in_project {
                let own = plans.into_iter().find_map(|(_, Planned { own, .. })| (!own.is_empty()).then_some(own));
                api.in_article(ArticleAction::TagAll(own.unwrap_or_default(), api.tag()));
                return onclose.emit(());
            }
            let plans: Vec<(DocumentId, Plan)> =
                plans.into_iter().map(|(document, planned)| (document, Plan::Tag(planned.places))).collect();
            let (api, onclose, writing, work) = (api.clone(), onclose.clone(), writing.clone(), Work::default());
            writing.set(Some((work.clone(), 0.0)));
            wasm_bindgen_futures::spawn_local(async move {
                let told = |part| writing.set(Some((work.clone(), part)));
                api.keeper.do_across(Deed::Tagged, &plans, &api.tag(), &work, told).await;
                onclose.emit(());
            });
        })
    };
    let scope = |project: bool, name: &'static str| {
        html! {
            <label class="tick"><input type="radio" name="tag-all-scope" checked={*in_project == project} onchange={onscope(project)} />{ name }</label>
        }
    };
    html! {
        <Dialog title={(words.tag_all.tag_all_title)(&props.alike)} close={words.program.close} onclose={&props.onclose} class="tag-all">
            <fieldset class="tag-all-scope" disabled={writing.is_some()}>
                <legend class="unseen">{ words.across.where_to_look }</legend>
                { scope(false, words.across.this_article) }
                { scope(true, words.across.whole_project) }
            </fieldset>
            if *in_project {
                <p class="hint">{ words.across.own_only }</p>
                { state_of_search(&api, &elsewhere) }
            }
            if places.len() == 0 {
                if elsewhere.part.is_none() || !*in_project {
                    <p>{ if *in_project { words.across.nothing_in_project } else { words.tag_all.nothing_to_tag } }</p>
                }
            } else {
                <div class="tag-all-tools">
                    <label><input type="checkbox" checked={all_ticked} onchange={onall} />{ (words.tag_all.places_ticked)(ticked.len(), places.len()) }</label>
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
                <WindowedList class="tag-all-rows" count={rows.len()} row_height={ROW} rows={draw} label={words.program.places} />
                if let Some((work, part)) = &*writing {
                    { progress(words.across.writing, *part, words.across.stop_writing, &stopping(work)) }
                } else {
                    <div class="dialog-buttons">
                        <button type="button" class="primary" data-focus="" disabled={ticked.is_empty() || (*in_project && elsewhere.part.is_some())} onclick={ontag}>
                            { (words.tag_all.tag_places)(ticked.len()) }
                        </button>
                    </div>
                }
            }
        </Dialog>
    }
}

/// How far the search through the other articles is.
fn state_of_search(api: &Api, elsewhere: &Elsewhere) -> Html {
    let words = api.words;
    let onstop = {
        let elsewhere = elsewhere.clone();
        Callback::from(move |()| elsewhere.stop())
    };
    match (&elsewhere.part, &elsewhere.failed) {
        (Some(part), _) => progress(words.across.looking, *part, words.program.cancel, &onstop),
        (None, Some(ExportError::Cancelled)) => html! { <p role="status">{ words.across.stopped }</p> },
        (None, Some(error)) => {
            html! { <p role="alert">{ format!("{} {}", words.across.stopped, (words.export.export_error)(error)) }</p> }
        }
        (None, None) => Html::default(),
    }
}

fn stopping(work: &Work) -> Callback<()> {
    let work = work.clone();
    Callback::from(move |()| work.cancel())
}

/// What is to be tagged in one article.
#[derive(Default)]
struct Planned {
    /// In the open article, by ranges.
    own: Vec<(Range, LabelId)>,
    /// The same, or those of another article, in code points.
    places: Vec<((usize, usize), LabelId)>,
}

/// What is ticked, article by article.
fn plans(places: &Places, ticked: &[usize], chosen: Option<&LabelId>, open: &Document) -> Vec<(DocumentId, Planned)> {
    let mut plans: Vec<(DocumentId, Planned)> = Vec::new();
    for n in ticked {
        let Some(label) = places.label(*n).or(chosen).cloned() else {
            continue;
        };
        let (document, place, range) = match places.at(*n) {
            Ok(own) => {
                let text = open.text();
                let place = (text.code_point(own.range.start()), text.code_point(own.range.end()));
                (open.id(), place, Some(own.range))
            }
            Err(found) => (&found.document, found.place, None),
        };
        if plans.last().is_none_or(|(last, _)| last != document) {
            plans.push((document.clone(), Planned::default()));
        }
        if let Some((_, planned)) = plans.last_mut() {
            planned.own.extend(range.map(|range| (range, label.clone())));
            planned.places.push((place, label));
        }
    }
    plans
}

fn draw_place(
    n: usize,
    places: &Places,
    document: &Document,
    schema: &Schema,
    words: &'static Catalogue,
    checked: bool,
    onchange: Callback<Event>,
) -> Html {
    let name = |label: &LabelId| schema.label(label).map_or_else(|| label.to_string(), |label| label.name.clone());
    let (label, variant, overlapped, [before, quote, after]) = match places.at(n) {
        Ok(own) => (&own.label, own.variant, &own.overlapped, in_context(document, own.range)),
        Err(found) => (&found.label, found.variant, &found.overlapped, found.excerpt.clone()),
    };
    let remarks = [
        label.as_ref().map(&name),
        (variant != Variant::Same).then(|| (words.tag_all.variant)(variant).to_owned()),
        overlapped.as_ref().map(|label| (words.tag_all.overlapped_by)(&name(label))),
    ];
    let colour = label.as_ref().and_then(|label| schema.label(label)).map_or(0, |label| label.colour.place());
    html! {
        <div key={n} class={format!("row colour-{colour}")} role="listitem">
            <label>
                <input type="checkbox" {checked} {onchange} />
                { context(before.into(), quote.into(), after.into()) }
                <small>{ remarks.into_iter().flatten().collect::<Vec<_>>().join(" · ") }</small>
            </label>
        </div>
    }
}

/// A marked stretch between what stands before and after it, of which the nearest stays in sight where there is little room.
pub(crate) fn context(before: AttrValue, quote: AttrValue, after: AttrValue) -> Html {
    html! {
        <span class="context" dir="auto">
            <span class="before"><span>{ before }</span></span>
            <mark class="mark starts ends">{ quote }</mark>
            <span class="after">{ after }</span>
        </span>
    }
}

/// What stands before, at and after the place, on one line.
fn in_context(document: &Document, range: Range) -> [String; 3] {
    let content = document.text().as_str();
    let (start, end) = (range.start().byte(), range.end().byte());
    let from = content.ceil_char_boundary(start.saturating_sub(CONTEXT));
    let to = content.floor_char_boundary((end + CONTEXT).min(content.len()));
    let on_one_line = |words: &str| words.replace('\n', " ");
    let before = if from > 0 { "…" } else { "" };
    [
        before.to_owned() + &on_one_line(&content[from..start]),
        on_one_line(&content[start..end]),
        on_one_line(&content[end..to]),
    ]
}
