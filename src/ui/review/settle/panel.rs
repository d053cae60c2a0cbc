//! The conflict that is shown: who says what, and what can be made of it.

use web_sys::{HtmlSelectElement, HtmlTextAreaElement, InputEvent, MouseEvent};
use yew::{Callback, Event, Html, TargetCast, classes, html};

use super::Saying;
use crate::app::action::{Action, ReviewAction};
use crate::app::article::Article;
use crate::app::keys::single::Single;
use crate::app::review::Review;
use crate::app::state::AppState;
use crate::domain::adjudication::{Kind, Listed, REASONS, Verdict};
use crate::domain::annotation::{Conflict, Proposal, Resolution, Said, Subject};
use crate::domain::id::{Annotator, SpanId};
use crate::domain::text::Text;
use crate::ui::article::details::written;
use crate::ui::article::pin::pin;
use crate::ui::messages::Catalogue;
use crate::ui::parts::{Glyph, icon};
use crate::ui::review::tables::label_name;
use crate::ui::review::who::shown_name;
use crate::ui::route::Route;
use crate::ui::store::Api;
use crate::web::intl;

/// The name of the field for the reason on the page.
pub(super) const REASON: &str = "reason";

/// What is shown, and what is told of what is done.
pub(super) struct Props<'a> {
    pub(super) api: &'a Api,
    pub(super) state: &'a AppState,
    pub(super) review: &'a Review,
    pub(super) listed: &'a Listed,
    pub(super) saying: &'a Saying,
    pub(super) onsaying: &'a Callback<Saying>,
    pub(super) settle: &'a Callback<Verdict>,
    pub(super) onedit: &'a Callback<()>,
}

/// The conflict.
pub(super) fn view(props: &Props<'_>) -> Html {
    let Props { api, state, review, listed, settle, onedit, .. } = props;
    let words = api.words;
    let conflict = &listed.conflict;
    let queue = review.queue(&state.looking);
    let place = queue.iter().position(|known| known.conflict.id == conflict.id);
    let step = |forward: bool| {
        let api = (*api).clone();
        Callback::from(move |_: MouseEvent| api.dispatch(Action::Review(ReviewAction::Step { forward })))
    };
    let verdict = |verdict: Verdict| settle.reform(move |_: MouseEvent| verdict.clone());
    let previous = (words.keys.named)(words.settle.previous_conflict, api.keys.key(Single::PreviousConflict));
    let next = (words.keys.named)(words.settle.next_conflict, api.keys.key(Single::NextConflict));
    let is_touched = conflict.resolution != Resolution::Open;
    html! {
        <section class="conflict" aria-labelledby="conflict-heading">
            <header>
                <h2 id="conflict-heading">{ (words.settle.kind)(Kind::of(conflict)) }</h2>
                if let Some(place) = place {
                    <span class="hint">{ (words.article.match_of)(place + 1, queue.len()) }</span>
                }
                <button type="button" class="quiet" aria-label={previous.clone()} title={previous} onclick={step(false)}>{ icon(Glyph::Up) }</button>
                <button type="button" class="quiet" aria-label={next.clone()} title={next} onclick={step(true)}>{ icon(Glyph::Down) }</button>
            </header>
            { subject(props) }
            if is_touched { { settled(props) } }
            if listed.joined { <p class="warning" role="note">{ words.settle.joined_hint }</p> }
            <ol class="proposals">
                { for Review::order(conflict, &state.looking).into_iter().enumerate().map(|(n, place)| proposal(props, n, place)) }
            </ol>
            <div class="actions verdicts">
                <button type="button" onclick={verdict(Verdict::NoneIsRight)}>{ key_of(api, Single::NoneIsRight) }{ words.settle.none_is_right }</button>
                if !matches!(conflict.subject, Subject::Relation(..)) {
                    <button type="button" onclick={onedit.reform(|_: MouseEvent| ())}>{ key_of(api, Single::Edit) }{ words.settle.edit }</button>
                }
                <button type="button" onclick={verdict(Verdict::Defer)}>{ key_of(api, Single::Defer) }{ words.settle.defer }</button>
                if is_touched {
                    <button type="button" onclick={verdict(Verdict::Reopen)}>{ key_of(api, Single::Reopen) }{ words.settle.reopen_conflict }</button>
                }
            </div>
            { saying(props) }
        </section>
    }
}

/// The key that does the same, if one does.
fn key_of(api: &Api, single: Single) -> Html {
    api.keys.key(single).map_or_else(Html::default, |key| html! { <kbd>{ key }</kbd> })
}

/// What the conflict is about, where that is not plain from the proposals.
fn subject(props: &Props<'_>) -> Html {
    let words = props.api.words;
    let schema = &props.state.project.schema;
    let Some(article) = &props.state.article else {
        return Html::default();
    };
    let quote = |id: &SpanId| {
        let span = article.open.set().span(id);
        span.map_or_else(String::new, |span| crate::ui::article::spans::excerpt(article.open.document(), span))
    };
    match &props.listed.conflict.subject {
        Subject::Span => Html::default(),
        Subject::Attribute(span, attribute) => {
            let label = article.open.set().span(span).and_then(|span| schema.label(&span.label));
            let name = label
                .and_then(|label| label.attribute(attribute))
                .map_or_else(|| attribute.to_string(), |known| known.name.clone());
            html! { <p class="about"><b dir="auto">{ name }</b>{ " " }<bdi class="quote">{ quote(span) }</bdi></p> }
        }
        Subject::Relation(kind, from, to) => {
            let name = schema.relation(kind).map_or_else(|| kind.to_string(), |kind| kind.name.clone());
            html! {
                <p class="about">
                    <bdi class="quote">{ quote(from) }</bdi>{ " → " }<b dir="auto">{ name }</b>{ " → " }<bdi class="quote">{ quote(to) }</bdi>
                </p>
            }
        }
        Subject::DocumentLabel(attribute) => {
            let known = schema.document_labels.iter().find(|known| known.id == *attribute);
            let name = known.map_or_else(|| attribute.to_string(), |known| known.name.clone());
            html! { <p class="about"><b dir="auto">{ name }</b>{ " " }<span class="hint">{ words.settle.whole_article }</span></p> }
        }
    }
}

/// How it was settled, by whom, when and why.
fn settled(props: &Props<'_>) -> Html {
    let words = props.api.words;
    let Conflict { resolution, by, at, reason, note, .. } = &props.listed.conflict;
    let who = by.as_ref().map(ToString::to_string).unwrap_or_default();
    let when = intl::moment(words.language, at);
    html! {
        <div class={classes!("settled-by", (*resolution == Resolution::Deferred).then_some("deferred"))}>
            <p><b>{ (words.settle.resolution)(*resolution) }</b>{ " " }<span class="hint">{ (words.settle.settled_by)(&who, &when) }</span></p>
            if !reason.is_empty() { <p class="hint">{ (words.settle.reason)(reason) }</p> }
            if !note.is_empty() { <p dir="auto">{ note }</p> }
        </div>
    }
}

/// What some say, which can be taken by its number.
fn proposal(props: &Props<'_>, n: usize, place: usize) -> Html {
    let Props { api, state, review, listed, settle, .. } = props;
    let words = api.words;
    let conflict = &listed.conflict;
    let Proposal { annotators, said } = &conflict.proposals[place];
    let Some(article) = &state.article else {
        return Html::default();
    };
    let names: Vec<String> = annotators.iter().map(|annotator| name_of(props, review, annotator)).collect();
    let onclick = {
        let verdict = if *said == Said::Nothing { Verdict::NoneIsRight } else { Verdict::Take(place) };
        settle.reform(move |_: MouseEvent| verdict.clone())
    };
    let is_taken = match said {
        Said::Span { label, fragments, .. } => {
            let outcomes = conflict.outcome.iter().filter_map(|id| article.open.set().span(id));
            outcomes.into_iter().any(|span| span.label == *label && span.fragments == *fragments)
        }
        _ => false,
    };
    html! {
        <li key={place}>
            <button type="button" class={classes!("proposal", is_taken.then_some("taken"))} {onclick}>
                <kbd>{ if n < 9 && !props.api.keys.are_off() { (n + 1).to_string() } else { String::new() } }</kbd>
                <span class="says">
                    { says(words, state, article.text(), said) }
                    <span class="by">{ (words.settle.voices)(&names) }</span>
                </span>
            </button>
            { pin_it(api, state, article, said) }
        </li>
    }
}

/// A button that pins the proposed span as an example to the card of its label.
fn pin_it(api: &Api, state: &AppState, article: &Article, said: &Said) -> Html {
    let Said::Span { label, fragments, .. } = said else {
        return Html::default();
    };
    let text = article.text();
    let name = (api.words.examples.pin_to)(text.quote(fragments.hull()), &label_name(state, label));
    let onclick = {
        let (api, document) = (api.clone(), article.open.document().clone());
        let (label, fragments) = (label.clone(), fragments.clone());
        Callback::from(move |_: MouseEvent| pin(&api, &document, &label, &fragments))
    };
    html! {
        <button type="button" class="quiet pin" aria-label={name.clone()} title={name} {onclick}>{ icon(Glyph::Pin) }</button>
    }
}

fn name_of(props: &Props<'_>, review: &Review, annotator: &Annotator) -> String {
    let place = review.sets.iter().position(|set| set.annotator == *annotator);
    place.map_or_else(|| annotator.to_string(), |n| shown_name(props.api, props.state.looking.blind, n, annotator))
}

fn says(words: &'static Catalogue, state: &AppState, text: &Text, said: &Said) -> Html {
    match said {
        Said::Span { label, fragments, attributes } => {
            let colour = state.project.schema.label(label).map_or(0, |label| label.colour.place());
            let quotes: Vec<&str> = fragments.iter().map(|stretch| text.quote(stretch)).collect();
            html! {
                <>
                    <span class="label-name"><span class={format!("swatch colour-{colour}")} aria-hidden="true"></span>{ label_name(state, label) }</span>
                    <bdi class="quote" dir="auto">{ quotes.join(" … ") }</bdi>
                    if !attributes.is_empty() {
                        <span class="hint">{ attributes.values().map(|value| written([words.article.yes, words.article.no], value)).collect::<Vec<_>>().join(", ") }</span>
                    }
                </>
            }
        }
        Said::Value(Some(value)) => {
            html! { <bdi class="quote">{ written([words.article.yes, words.article.no], value) }</bdi> }
        }
        Said::Value(None) => html! { <span class="hint">{ words.article.not_said }</span> },
        Said::There => html! { <span>{ words.settle.relation_there }</span> },
        Said::Nothing => html! { <span class="hint">{ words.review.nothing_there }</span> },
    }
}

/// Why and with what remark the next verdict is given.
fn saying(props: &Props<'_>) -> Html {
    let words = props.api.words;
    let onreason = {
        let (saying, onsaying) = (props.saying.clone(), props.onsaying.clone());
        Callback::from(move |event: Event| {
            let reason = event.target_unchecked_into::<HtmlSelectElement>().value();
            onsaying.emit(Saying { reason, ..saying.clone() });
        })
    };
    let onnote = {
        let (saying, onsaying) = (props.saying.clone(), props.onsaying.clone());
        Callback::from(move |event: InputEvent| {
            let note = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            onsaying.emit(Saying { note, ..saying.clone() });
        })
    };
    html! {
        <div class="saying">
            <label class="field">
                <span>{ words.settle.why }{ " " }{ key_of(props.api, Single::Reason) }</span>
                <select id={REASON} onchange={onreason}>
                    <option value="" selected={props.saying.reason.is_empty()}>{ words.article.not_said }</option>
                    { for REASONS.map(|reason| html! {
                        <option value={reason} selected={props.saying.reason == reason}>{ (words.settle.reason)(reason) }</option>
                    }) }
                </select>
            </label>
            <label class="field">
                <span>{ words.span.note }</span>
                <textarea rows="2" value={props.saying.note.clone()} oninput={onnote} />
            </label>
            <p class="hint">{ words.settle.saying_hint }</p>
        </div>
    }
}

/// What is shown where no conflict is: that all is settled, and where to go on.
pub(super) fn finished(api: &Api, state: &AppState, review: &Review) -> Html {
    let words = api.words;
    let (settled, all) = review.settled();
    let gold = state.article.as_ref().map_or(0, |article| article.open.set().spans().len());
    html! {
        <section class="conflict">
            <h2>{ if all == 0 { words.settle.no_conflicts } else if settled == all { words.settle.all_settled } else { words.settle.no_conflict_shown } }</h2>
            <p class="hint">{ (words.settle.gold_has)(gold) }</p>
            <p class="actions"><a href={Route::Review.address()}>{ words.settle.back_to_review }</a></p>
        </section>
    }
}
