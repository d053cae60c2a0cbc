//! The queue of conflicts, which of them are listed, and whose lanes are shown.

use web_sys::{HtmlInputElement, HtmlSelectElement, MouseEvent};
use yew::{Callback, Event, Html, TargetCast, classes, html};

use crate::app::action::{Action, ReviewAction};
use crate::app::keys::single::Single;
use crate::app::lanes::Lanes;
use crate::app::review::{Looking, Review};
use crate::app::state::AppState;
use crate::domain::adjudication::{Kind, Listed, Rule};
use crate::domain::annotation::{Resolution, Subject};
use crate::domain::id::{Annotator, LabelId};
use crate::ui::article::block::language_of;
use crate::ui::article::spans::excerpt;
use crate::ui::review::who::shown_name;
use crate::ui::store::Api;
use crate::web::fresh;

/// The queue with its filters, the rule, and the lanes.
pub(super) fn view(api: &Api, state: &AppState, review: &Review, lanes: &Lanes) -> Html {
    let words = api.words;
    let looking = &state.looking;
    let queue = review.queue(looking);
    html! {
        <>
            { rule(api, looking) }
            <section class="queue" aria-labelledby="queue-heading">
                <h2 id="queue-heading">{ (words.settle.conflict_count)(queue.len()) }</h2>
                { filters(api, state, review) }
                if queue.is_empty() {
                    <p class="hint">{ if review.conflicts.is_empty() { words.settle.no_conflicts } else { words.settle.no_conflict_fits } }</p>
                }
                <ol class="conflicts">{ for queue.iter().map(|listed| row(api, state, review, listed)) }</ol>
            </section>
            <fieldset class="lane-legend">
                <legend>{ words.settle.lanes }</legend>
                { for review.sets.iter().enumerate().map(|(n, set)| {
                    let is_shown = !looking.hidden.contains(&set.annotator);
                    let annotator = set.annotator.clone();
                    let onchange = look(api, looking, move |looking, _| {
                        if !looking.hidden.remove(&annotator) {
                            looking.hidden.insert(annotator.clone());
                        }
                    });
                    let name = shown_name(api, looking.blind, n, &set.annotator);
                    let seat = lanes.names.iter().position(|known| *known == name);
                    html! {
                        <label key={set.annotator.to_string()}>
                            <input type="checkbox" checked={is_shown} {onchange} />
                            <span class="seat-number">{ seat.map(|seat| (seat + 1).to_string()) }</span>
                            { name }
                        </label>
                    }
                }) }
                <label>
                    <input type="checkbox" checked={looking.blind} onchange={look(api, looking, |looking, _| looking.blind = !looking.blind)} />
                    { words.review.blind }
                </label>
                <label>
                    <input type="checkbox" checked={looking.shuffled.is_some()} onchange={look(api, looking, |looking, _| {
                        looking.shuffled = if looking.shuffled.is_some() { None } else { Some(fresh::seed()) };
                    })} />
                    { words.settle.shuffle }
                </label>
            </fieldset>
        </>
    }
}

/// Looks at conflicts in another way.
fn look(api: &Api, looking: &Looking, change: impl Fn(&mut Looking, &Event) + 'static) -> Callback<Event> {
    let (api, looking) = (api.clone(), looking.clone());
    Callback::from(move |event: Event| {
        let mut looking = looking.clone();
        change(&mut looking, &event);
        api.dispatch(Action::Review(ReviewAction::Look(looking)));
    })
}

/// The rule by which spans are taken, and the button that takes them.
fn rule(api: &Api, looking: &Looking) -> Html {
    let words = api.words;
    let onrule = look(api, looking, |looking, event| {
        let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
        looking.rule = Rule::named(&chosen).unwrap_or_default();
    });
    let merge = {
        let api = api.clone();
        Callback::from(move |_: MouseEvent| api.dispatch(Action::Review(ReviewAction::Merge(api.stamp()))))
    };
    let number = |label: &'static str, value: f64, step: &'static str, change: fn(&mut Rule, f64)| {
        let onchange = look(api, looking, move |looking, event| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value_as_number();
            if typed.is_finite() && typed >= 0.0 {
                change(&mut looking.rule, typed);
            }
        });
        html! {
            <label class="field">
                { label }
                <input type="number" min="0" {step} value={value.to_string()} {onchange} />
            </label>
        }
    };
    html! {
        <section class="merge-rule" aria-label={words.settle.rule}>
            <label class="field">
                { words.settle.rule }
                <select onchange={onrule}>
                    { for Rule::NAMES.map(|name| html! {
                        <option value={name} selected={looking.rule.name() == name}>{ (words.settle.rule_name)(name) }</option>
                    }) }
                </select>
            </label>
            if let Rule::Threshold { votes, confidence, top } = looking.rule {
                <div class="field-row">
                    { number(words.settle.threshold_votes, votes as f64, "1", |rule, typed| {
                        if let Rule::Threshold { votes, .. } = rule { *votes = typed as usize; }
                    }) }
                    { number(words.settle.threshold_confidence, confidence, "0.05", |rule, typed| {
                        if let Rule::Threshold { confidence, .. } = rule { *confidence = typed.min(1.0); }
                    }) }
                    { number(words.settle.threshold_top, top as f64, "1", |rule, typed| {
                        if let Rule::Threshold { top, .. } = rule { *top = typed as usize; }
                    }) }
                </div>
            }
            <button type="button" onclick={merge} title={(words.keys.named)(words.settle.merge_hint, api.keys.key(Single::MergeByRule))}>{ words.settle.merge }</button>
        </section>
    }
}

fn filters(api: &Api, state: &AppState, review: &Review) -> Html {
    let words = api.words;
    let looking = &state.looking;
    let chosen = |event: &Event| {
        let value = event.target_unchecked_into::<HtmlSelectElement>().value();
        (!value.is_empty()).then_some(value)
    };
    let onkind = look(api, looking, move |looking, event| {
        looking.kind = chosen(event).and_then(|name| Kind::ALL.into_iter().find(|kind| kind.name() == name));
    });
    let onlabel = look(api, looking, move |looking, event| looking.label = chosen(event).map(LabelId::new));
    let onannotator = look(api, looking, move |looking, event| looking.annotator = chosen(event).map(Annotator::new));
    let onsettled = look(api, looking, |looking, _| looking.with_settled = !looking.with_settled);
    html! {
        <div class="filters">
            <select aria-label={words.settle.filter_by_kind} onchange={onkind}>
                <option value="" selected={looking.kind.is_none()}>{ words.settle.all_kinds }</option>
                { for Kind::ALL.map(|kind| html! {
                    <option value={kind.name()} selected={looking.kind == Some(kind)}>{ (words.settle.kind)(kind) }</option>
                }) }
            </select>
            <select aria-label={words.article.filter_by_label} onchange={onlabel}>
                <option value="" selected={looking.label.is_none()}>{ words.article.all_labels }</option>
                { for state.project.schema.labels.iter().map(|label| html! {
                    <option value={label.id.to_string()} selected={looking.label.as_ref() == Some(&label.id)}>{ &label.name }</option>
                }) }
            </select>
            if !looking.blind {
                <select aria-label={words.settle.filter_by_annotator} onchange={onannotator}>
                    <option value="" selected={looking.annotator.is_none()}>{ words.settle.all_annotators }</option>
                    { for review.sets.iter().map(|set| html! {
                        <option value={set.annotator.to_string()} selected={looking.annotator.as_ref() == Some(&set.annotator)}>
                            { set.annotator.to_string() }
                        </option>
                    }) }
                </select>
            }
            <label class="switch">
                <input type="checkbox" checked={looking.with_settled} onchange={onsettled} />{ words.settle.with_settled }
            </label>
        </div>
    }
}

fn row(api: &Api, state: &AppState, review: &Review, listed: &Listed) -> Html {
    let words = api.words;
    let conflict = &listed.conflict;
    let is_current = review.current.as_ref() == Some(&conflict.id);
    let onclick = {
        let (api, id) = (api.clone(), conflict.id.clone());
        Callback::from(move |_: MouseEvent| api.dispatch(Action::Review(ReviewAction::Show(Some(id.clone())))))
    };
    let document = state.article.as_ref().map(|article| article.open.document());
    let lang = document.map(|document| language_of(document));
    let quote = conflict.place.zip(document);
    let quote = quote.map(|(place, document)| document.text().quote(place).chars().take(80).collect::<String>());
    let to = match &conflict.subject {
        Subject::Relation(_, _, to) => state.article.as_ref().and_then(|article| {
            let span = article.open.set().span(to)?;
            Some(excerpt(article.open.document(), span))
        }),
        _ => None,
    };
    let class = match conflict.resolution {
        Resolution::Open => "open",
        Resolution::Deferred => "deferred",
        Resolution::Rejected | Resolution::Taken => "settled",
    };
    html! {
        <li key={conflict.id.to_string()}>
            <button type="button" class={classes!("conflict-row", class, is_current.then_some("picked"))}
                aria-current={is_current.then_some("true")} {onclick}>
                { match to {
                    // An arrow points the same way whatever the script.
                    Some(to) => html! { <span class="quote" {lang}><bdi>{ quote }</bdi>{ " → " }<bdi>{ to }</bdi></span> },
                    None if quote.is_some() => html! { <span class="quote" dir="auto" {lang}>{ quote }</span> },
                    None => html! { <span class="quote">{ words.settle.whole_article }</span> },
                } }
                <span class="hint">
                    { (words.settle.kind)(Kind::of(conflict)) }
                    { " · " }
                    { if listed.joined { words.settle.joined } else { (words.settle.resolution)(conflict.resolution) } }
                </span>
            </button>
        </li>
    }
}
