//! A picture of the data, which can be saved with the table it was drawn from.

use yew::{Html, Properties, component, html, use_memo};

use super::{CSV, saved};
use crate::app::jobs::Plot;
use crate::ui::store::use_api;
use crate::web::files::Address;

const SVG: &str = "image/svg+xml";

/// What is shown.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The picture and its table.
    pub plot: Plot,
}

/// A picture with its two downloads.
#[component]
pub fn PlotView(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let plot = &props.plot;
    let address = use_memo(plot.svg.clone(), |svg| Address::of(SVG, svg).ok());
    let save = |ending: &str, kind, bytes| saved(&api, &format!("{}.{ending}", plot.name), kind, bytes);
    html! {
        <figure class="plot">
            if let Some(address) = &*address {
                <img src={address.0.clone()} alt={plot.title.clone()} />
            }
            <figcaption>
                <button type="button" class="quiet" aria-label={(words.export.save_as)(&plot.title, words.export.svg)} onclick={save("svg", SVG, &plot.svg)}>{ words.export.svg }</button>
                <button type="button" class="quiet" aria-label={(words.export.save_as)(&plot.title, words.export.csv)} onclick={save("csv", CSV, &plot.csv)}>{ words.export.csv }</button>
            </figcaption>
        </figure>
    }
}
