//! The figures, the one to be read first before the others, each with what it means and when it misleads.

use yew::{Callback, Html, html};

use crate::app::jobs::{Behind, Compared, Numbers, Question};
use crate::domain::agreement::{FIGURES, Figure, figure};
use crate::ui::messages::Catalogue;
use crate::ui::store::Api;
use crate::web::intl;

/// The figures beside the first one, and the one that takes off chance.
const BESIDE: [&str; 2] = ["relaxed_f1", "boundary_f1"];
const BEYOND_CHANCE: [&str; 2] = ["gamma", "u_alpha"];
/// The figure that comes last, with its warning.
const LAST: [&str; 2] = ["token_cohen", "token_fleiss"];

/// All figures.
pub(super) fn view(api: &Api, compared: &Compared, ask: &Callback<Question>) -> Html {
    let words = api.words;
    let all = &compared.all;
    let named = |name: &&str| figure(name);
    let chance = BEYOND_CHANCE.iter().filter_map(named);
    // With two annotators both are the same thing.
    let last = LAST.iter().filter(|name| all.figure(name).is_ok()).filter_map(named).next();
    let shown = |name: &str| name == "strict_f1" || BESIDE.contains(&name) || BEYOND_CHANCE.contains(&name);
    let rest = FIGURES.iter().filter(|figure| !shown(figure.name) && Some(figure.name) != last.map(|last| last.name));
    html! {
        <section class="figures" aria-labelledby="figures-heading">
            <h2 id="figures-heading">{ words.review.agreement }</h2>
            <p class="hint">{ (words.review.compared)(compared.documents.len(), compared.annotators.len(), compared.pairs.len()) }</p>
            <div class="first-figure">
                { for figure("strict_f1").map(|first| card(words, all, first, compared.interval, "figure first")) }
                { counts(words, all, ask) }
            </div>
            <div class="figure-row">
                { for BESIDE.iter().filter_map(named).map(|each| card(words, all, each, None, "figure")) }
                { for chance.map(|each| card(words, all, each, None, "figure")) }
                { for last.map(|each| card(words, all, each, None, "figure last")) }
            </div>
            <details class="more-figures">
                <summary>{ words.review.more_figures }</summary>
                <div class="figure-row">
                    { for rest.map(|each| card(words, all, each, None, "figure")) }
                </div>
            </details>
        </section>
    }
}

/// One figure: its value or why there is none, what it means, when it misleads, where it comes from.
fn card(words: &Catalogue, all: &Numbers, figure: &Figure, interval: Option<(f64, f64)>, class: &'static str) -> Html {
    let value = match all.figure(figure.name) {
        Ok(value) => html! { <p class="value">{ intl::decimal(words.language, value) }</p> },
        Err(why) => html! {
            <p class="value undefined">{ words.review.not_applicable }{ " " }<span class="hint">{ (words.review.undefined)(why) }</span></p>
        },
    };
    let [title, meaning, caution] = (words.review.figure)(figure.name);
    html! {
        <article key={figure.name} {class}>
            <h3>{ title }</h3>
            { value }
            if let Some((low, high)) = interval {
                <p class="hint interval">{ (words.review.interval)(low, high) }</p>
            }
            <p>{ meaning }</p>
            <p class="hint">{ caution }</p>
            <p class="hint source">{ figure.source }</p>
        </article>
    }
}

/// The raw counts behind the first figure, each opening the spans it counts.
fn counts(words: &Catalogue, all: &Numbers, ask: &Callback<Question>) -> Html {
    let count = |behind: Behind| {
        let onclick = ask.reform(move |_| Question { behind: Some(behind), ..Question::default() });
        html! {
            <li>
                <button type="button" class="raw-count" {onclick}>
                    <span class="count">{ intl::number(words.language, behind.count(all)) }</span>
                    { (words.review.behind)(behind) }
                </button>
            </li>
        }
    };
    html! { <ul class="raw-counts">{ for Behind::ALL.into_iter().map(count) }</ul> }
}
