//! Under which name one annotates.

use web_sys::MouseEvent;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state_eq};

use super::name_dialog::NameDialog;
use crate::app::state::AppState;
use crate::domain::id::Annotator;
use crate::ui::shared::Shared;
use crate::ui::store::use_api;

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
}

/// The annotator's name, and a dialog to take another.
#[component]
pub fn AnnotatorButton(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let asking = use_state_eq(|| false);
    let ask = {
        let asking = asking.setter();
        Callback::from(move |_: MouseEvent| asking.set(true))
    };
    let onclose = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    let onname = {
        let (api, asking) = (api.clone(), asking.setter());
        Callback::from(move |name: String| {
            let api = api.clone();
            asking.set(false);
            wasm_bindgen_futures::spawn_local(async move { api.keeper.name_annotator(Annotator::new(name)).await });
        })
    };
    let known = || {
        let mut known: Vec<AttrValue> = Vec::new();
        for set in props.state.library.iter().flat_map(|summary| &summary.sets) {
            if !known.iter().any(|name| *name == set.annotator.as_str()) {
                known.push(set.annotator.to_string().into());
            }
        }
        known
    };
    let name = props.state.annotator.to_string();
    let dialog = || NameDialog {
        title: words.annotator,
        hint: words.annotator_hint,
        label: words.annotator_name,
        value: name.clone(),
        known: known(),
        confirm: words.use_name,
        onname: onname.clone(),
        onclose: onclose.clone(),
    };
    html! {
        <div class="annotator">
            <span aria-hidden="true">{ words.annotator }</span>
            <button type="button" aria-label={format!("{}: {name}", words.annotator)} onclick={ask}>{ &name }</button>
            if *asking {
                { dialog().view(words) }
            }
        </div>
    }
}
