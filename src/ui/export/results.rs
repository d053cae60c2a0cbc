//! What comes of an export: its files, what the format can't hold, what the checks found, how it begins, and the data in numbers.

use yew::{Html, html};

use super::plot::PlotView;
use super::{CSV, saved};
use crate::app::jobs::Exported;
use crate::app::state::AppState;
use crate::domain::id::DocumentId;
use crate::ui::messages::Catalogue;
use crate::ui::route::Route;
use crate::ui::store::Api;

/// So many files are listed.
const FILES: usize = 8;

/// What comes of it.
pub(super) fn view(api: &Api, state: &AppState, exported: &Exported) -> Html {
    let words = api.words;
    html! {
        <>
            { files(words, exported) }
            { losses(api, state, exported) }
            { findings(words, state, exported) }
            if !exported.preview.is_empty() {
                <section>
                    <h3>{ words.export.export_preview }</h3>
                    <pre class="file-preview" tabindex="0" aria-label={words.export.export_preview}><code>{ &exported.preview }</code></pre>
                </section>
            }
            if !exported.plots.is_empty() {
                <section>
                    <h3>{ words.export.in_numbers }</h3>
                    <p class="actions"><button type="button" onclick={saved(api, "dataset-card.md", "text/markdown", exported.card.as_bytes())}>{ words.export.save_card }</button></p>
                    <div class="plots">
                        { for exported.plots.iter().map(|plot| html! {
                            <PlotView key={plot.name.clone()} plot={plot.clone()} />
                        }) }
                    </div>
                </section>
            }
        </>
    }
}

fn files(words: &Catalogue, exported: &Exported) -> Html {
    let whole = exported.files.iter().map(|(_, length)| length).sum();
    let more = exported.files.len().saturating_sub(FILES);
    html! {
        <section>
            <h3>{ (words.export.export_files)(exported.files.len(), whole) }</h3>
            if exported.files.len() > 1 {
                <ul class="files">
                    { for exported.files.iter().take(FILES).map(|(path, length)| html! {
                        <li><code>{ path }</code><span class="hint">{ (words.export.bytes)(*length) }</span></li>
                    }) }
                </ul>
                if more > 0 {
                    <p class="hint">{ (words.adding.more_warnings)(more) }</p>
                }
            }
            if exported.damaged > 0 {
                <p class="error" role="alert">{ (words.export.damaged_in_export)(exported.damaged) }</p>
            }
        </section>
    }
}

fn losses(api: &Api, state: &AppState, exported: &Exported) -> Html {
    let words = api.words;
    let count: usize = exported.lost.iter().map(|(_, n)| n).sum();
    if count == 0 {
        return html! {
            <section>
                <h3>{ words.export.losses }</h3>
                <p>{ words.export.nothing_lost }</p>
            </section>
        };
    }
    let more = count.saturating_sub(exported.losses.len());
    html! {
        <section>
            <h3>{ words.export.losses }</h3>
            { for exported.lost.iter().map(|(what, n)| {
                let of_kind: Vec<_> = exported.losses.iter().filter(|loss| loss.what == *what).collect();
                html! {
                    <details>
                        <summary><b>{ (words.export.lost)(*what) }</b>{ " " }<span class="hint">{ n.to_string() }</span></summary>
                        <ul>
                            { for of_kind.into_iter().map(|loss| entry(state, &loss.document, &loss.quote, &loss.details)) }
                        </ul>
                    </details>
                }
            }) }
            if more > 0 {
                <p class="actions">
                    <span class="hint">{ (words.adding.more_warnings)(more) }</span>
                    <button type="button" onclick={saved(api, "losses.csv", CSV, &exported.all_losses)}>{ words.export.save_whole_list }</button>
                </p>
            }
        </section>
    }
}

fn findings(words: &Catalogue, state: &AppState, exported: &Exported) -> Html {
    html! {
        <section>
            <h3>{ words.export.checks }</h3>
            if exported.findings.is_empty() {
                <p>{ words.export.nothing_found }</p>
            }
            { for exported.findings.iter().map(|(check, kept, more)| html! {
                <details>
                    <summary>
                        <b>{ (words.export.check)(*check) }</b>{ " " }<span class="hint">{ (kept.len() + more).to_string() }</span>
                    </summary>
                    <ul>
                        { for kept.iter().map(|finding| entry(state, &finding.document, &finding.quote, &finding.details)) }
                    </ul>
                    if *more > 0 {
                        <p class="hint">{ (words.adding.more_warnings)(*more) }</p>
                    }
                </details>
            }) }
        </section>
    }
}

/// A line of a list: the words it is about, what is said of them, and a link to their article.
fn entry(state: &AppState, document: &DocumentId, quote: &str, details: &str) -> Html {
    let title = state.library.get(document).map(|known| known.title.clone());
    html! {
        <li>
            if !quote.is_empty() { <bdi class="quote">{ quote }</bdi>{ " " } }
            if !details.is_empty() { <bdi>{ details }</bdi>{ " " } }
            { match title {
                Some(title) => html! { <a class="hint" dir="auto" href={Route::Article(document.clone()).address()}>{ title }</a> },
                None => html! { <bdi class="hint">{ document.to_string() }</bdi> },
            } }
        </li>
    }
}
