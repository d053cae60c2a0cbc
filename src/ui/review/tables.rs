//! What is behind the figures in tables: pairs, labels against labels, label by label, tolerance, article by article.

use yew::{Callback, Html, classes, html};

use crate::app::jobs::{Behind, Compared, Matrix, Numbers, Question};
use crate::app::state::AppState;
use crate::domain::adjudication::What;
use crate::domain::id::LabelId;
use crate::ui::export::plot::PlotView;
use crate::ui::messages::Catalogue;
use crate::ui::route::Route;
use crate::ui::store::Api;
use crate::web::intl;

use super::who::shown_name;

/// Into how many shades figures are divided.
const SHADES: f64 = 8.0;

/// All tables.
pub(super) fn view(api: &Api, state: &AppState, compared: &Compared, blind: bool, ask: &Callback<Question>) -> Html {
    let words = api.words;
    let names: Vec<String> =
        compared.annotators.iter().enumerate().map(|(n, each)| shown_name(api, blind, n, each)).collect();
    html! {
        <>
            if names.len() > 2 {
                <section aria-labelledby="pairs-heading">
                    <h2 id="pairs-heading">{ words.review.pairs }</h2>
                    <p class="hint">{ words.review.pairs_hint }</p>
                    { pairs(words, compared, &names, ask) }
                </section>
            }
            <section aria-labelledby="confusion-heading">
                <h2 id="confusion-heading">{ words.review.confusion }</h2>
                <p class="hint">{ words.review.confusion_hint }</p>
                { confusion(words, state, &compared.confusion, ask) }
            </section>
            <section aria-labelledby="by-label-heading">
                <h2 id="by-label-heading">{ words.review.by_label }</h2>
                { by_label(words, state, compared, ask) }
            </section>
            <section aria-labelledby="plots-heading">
                <h2 id="plots-heading">{ words.review.plots }</h2>
                <div class="plots">
                    { for compared.plots.iter().map(|plot| html! { <PlotView key={plot.name.clone()} plot={plot.clone()} /> }) }
                </div>
            </section>
            if compared.changed.iter().any(|numbers| What::ALL.iter().any(|what| numbers.count(what.name()) > 0)) {
                <section aria-labelledby="changed-heading">
                    <h2 id="changed-heading">{ words.review.gold_changed }</h2>
                    <p class="hint">{ words.review.gold_changed_hint }</p>
                    { changed(words, compared, &names) }
                </section>
            }
            <section aria-labelledby="by-article-heading">
                <h2 id="by-article-heading">{ words.review.by_article }</h2>
                <p class="hint">{ words.review.by_article_hint }</p>
                { by_article(words, state, compared) }
            </section>
        </>
    }
}

/// A cell with a figure, the darker the higher.
fn figure_cell(words: &Catalogue, numbers: &Numbers, name: &str) -> Html {
    match numbers.figure(name) {
        Ok(value) => html! { <span>{ intl::decimal(words.language, value) }</span> },
        Err(why) => {
            html! { <span class="hint" title={(words.review.undefined)(why)}>{ words.review.not_applicable }</span> }
        }
    }
}

fn shade(value: f64) -> String {
    format!("shade-{}", (value.clamp(0.0, 1.0) * (SHADES - 1.0)).round())
}

fn pairs(words: &Catalogue, compared: &Compared, names: &[String], ask: &Callback<Question>) -> Html {
    let cell = |row: usize, column: usize| {
        let (a, b) = (row.min(column), row.max(column));
        let Some(pair) = compared.pairs.iter().find(|pair| (pair.a, pair.b) == (a, b)) else {
            return html! { <td class="hint">{ if row == column { "" } else { words.review.not_applicable } }</td> };
        };
        let figure = pair.numbers.figure("strict_f1");
        let name = (words.review.pair)(&names[row], &names[column]);
        let pair_of = (compared.annotators[a].clone(), compared.annotators[b].clone());
        let onclick = ask.reform(move |_| Question { pair: Some(pair_of.clone()), ..Question::default() });
        html! {
            <td class={figure.map_or_else(|_| "hint".to_owned(), shade)}>
                <button type="button" aria-label={format!("{name}: {}", figure.map_or_else(|why| (words.review.undefined)(why), |value| intl::decimal(words.language, value)))} {onclick}>
                    { figure_cell(words, &pair.numbers, "strict_f1") }
                </button>
            </td>
        }
    };
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={words.review.pairs}>
            <table class="heat">
                <thead><tr><td></td>{ for names.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                <tbody>
                    { for names.iter().enumerate().map(|(row, name)| html! {
                        <tr><th scope="row">{ name }</th>{ for (0..names.len()).map(|column| cell(row, column)) }</tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// What a label is called on the screen.
pub(super) fn label_name(state: &AppState, label: &LabelId) -> String {
    state.project.schema.label(label).map_or_else(|| label.to_string(), |label| label.name.clone())
}

fn confusion(words: &Catalogue, state: &AppState, matrix: &Matrix, ask: &Callback<Question>) -> Html {
    let name = |n: usize| {
        matrix.labels.get(n).map_or_else(|| words.review.nothing_there.to_owned(), |label| label_name(state, label))
    };
    let count = matrix.labels.len() + 1;
    let greatest = matrix.rows.iter().flatten().copied().max().unwrap_or_default().max(1);
    let cell = |row: usize, column: usize| {
        let number = matrix.cell(row, column);
        if number == 0 {
            return html! { <td class="hint">{ "0" }</td> };
        }
        let labels = (matrix.labels.get(row).cloned(), matrix.labels.get(column).cloned());
        let onclick = ask.reform(move |_| Question { labels: Some(labels.clone()), ..Question::default() });
        html! {
            <td class={classes!(shade(number as f64 / greatest as f64), (row == column).then_some("same"))}>
                <button type="button" aria-label={(words.review.confused)(&name(row), &name(column), number)} {onclick}>
                    { intl::number(words.language, number) }
                </button>
            </td>
        }
    };
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={words.review.confusion}>
            <table class="heat">
                <thead>
                    <tr><td></td>{ for (0..count).map(|n| html! { <th scope="col">{ name(n) }</th> }) }<th scope="col">{ words.review.sum }</th></tr>
                </thead>
                <tbody>
                    { for (0..count).map(|row| html! {
                        <tr>
                            <th scope="row">{ name(row) }</th>
                            { for (0..count).map(|column| cell(row, column)) }
                            <td class="sum">{ intl::number(words.language, (0..count).map(|column| matrix.cell(row, column)).sum()) }</td>
                        </tr>
                    }) }
                    <tr>
                        <th scope="row">{ words.review.sum }</th>
                        { for (0..count).map(|column| html! {
                            <td class="sum">{ intl::number(words.language, (0..count).map(|row| matrix.cell(row, column)).sum()) }</td>
                        }) }
                        <td></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
}

fn by_label(words: &Catalogue, state: &AppState, compared: &Compared, ask: &Callback<Question>) -> Html {
    let row = |label: &LabelId, numbers: &Numbers| {
        let colour = state.project.schema.label(label).map_or(0, |label| label.colour.place());
        let open = |behind: Behind| {
            let name =
                format!("{}: {} {}", label_name(state, label), behind.count(numbers), (words.review.behind)(behind));
            let label = label.clone();
            let onclick = ask.reform(move |_| Question {
                behind: Some(behind),
                label: Some(label.clone()),
                ..Question::default()
            });
            html! {
                <td><button type="button" aria-label={name} {onclick}>
                    { intl::number(words.language, behind.count(numbers)) }
                </button></td>
            }
        };
        html! {
            <tr key={label.to_string()}>
                <th scope="row"><span class={format!("swatch colour-{colour}")} aria-hidden="true"></span>{ label_name(state, label) }</th>
                <td>{ figure_cell(words, numbers, "strict_f1") }</td>
                <td>{ figure_cell(words, numbers, "relaxed_f1") }</td>
                <td>{ figure_cell(words, numbers, "boundary_f1") }</td>
                { for Behind::ALL.into_iter().map(open) }
            </tr>
        }
    };
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={words.review.by_label}>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{ words.article.label }</th>
                        { for ["strict_f1", "relaxed_f1", "boundary_f1"].map(|name| html! { <th scope="col">{ (words.review.figure)(name)[0] }</th> }) }
                        { for Behind::ALL.into_iter().map(|behind| html! { <th scope="col">{ (words.review.behind)(behind) }</th> }) }
                    </tr>
                </thead>
                <tbody>{ for compared.labels.iter().map(|(label, numbers)| row(label, numbers)) }</tbody>
            </table>
        </div>
    }
}

/// What the gold made of each annotator's work.
fn changed(words: &Catalogue, compared: &Compared, names: &[String]) -> Html {
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={words.review.gold_changed}>
            <table class="plain">
                <thead>
                    <tr>
                        <th scope="col">{ words.library.annotator }</th>
                        { for What::ALL.map(|what| html! { <th scope="col">{ (words.review.what_changed)(what) }</th> }) }
                    </tr>
                </thead>
                <tbody>
                    { for names.iter().zip(&compared.changed).map(|(name, numbers)| html! {
                        <tr>
                            <th scope="row">{ name }</th>
                            { for What::ALL.map(|what| html! { <td>{ intl::number(words.language, numbers.count(what.name())) }</td> }) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn by_article(words: &Catalogue, state: &AppState, compared: &Compared) -> Html {
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={words.review.by_article}>
            <table class="plain articles">
                <thead>
                    <tr>
                        <th scope="col">{ words.draft.title }</th>
                        <th scope="col">{ (words.review.figure)("strict_f1")[0] }</th>
                        <th scope="col">{ words.review.differences }</th>
                        <th scope="col">{ words.review.settled_column }</th>
                    </tr>
                </thead>
                <tbody>
                    { for compared.documents.iter().map(|document| {
                        let title = state.library.get(&document.id).map_or_else(|| document.id.to_string(), |known| known.title.clone());
                        html! {
                            <tr key={document.id.to_string()}>
                                <th scope="row"><a href={Route::Settle(document.id.clone(), None).address()} dir="auto">{ title }</a></th>
                                <td>{ figure_cell(words, &document.numbers, "strict_f1") }</td>
                                <td>{ intl::number(words.language, document.open + document.settled) }</td>
                                <td>{ (words.review.settled_of)(document.settled, document.open + document.settled) }</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </div>
    }
}
