//! What was deleted and can come back.

use web_sys::{Event, HtmlElement, MouseEvent};
use yew::{Callback, Html, Properties, TargetCast, component, html, use_effect_with, use_state, use_state_eq};

use crate::app::state::AppState;
use crate::ui::keeper::Trashed;
use crate::ui::shared::Shared;
use crate::ui::store::use_api;
use crate::web::intl;

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
}

/// The trash; not shown as long as nothing is in it.
#[component]
pub fn Trash(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let trashed = use_state(Vec::<Trashed>::new);
    let opened = use_state_eq(|| false);
    {
        let (keeper, trashed) = (api.keeper.clone(), trashed.setter());
        let library = (props.state.project.id.clone(), props.state.library.len());
        use_effect_with(library, move |_| {
            wasm_bindgen_futures::spawn_local(async move { trashed.set(keeper.trashed().await) });
        });
    }
    let ontoggle = {
        let opened = opened.setter();
        Callback::from(move |event: Event| {
            opened.set(event.target_unchecked_into::<HtmlElement>().has_attribute("open"));
        })
    };
    if trashed.is_empty() {
        return Html::default();
    }
    let bring_all_back = {
        let (api, trashed) = (api.clone(), trashed.clone());
        Callback::from(move |_: MouseEvent| {
            let (api, all) = (api.clone(), trashed.iter().map(|article| article.id.clone()).collect());
            wasm_bindgen_futures::spawn_local(async move { api.keeper.bring_back(all).await });
        })
    };
    html! {
        <section class="trash">
            <details {ontoggle}>
                <summary>{ words.library.trash }<span class="count">{ intl::number(words.language, trashed.len()) }</span></summary>
                if *opened {
                    <p class="hint">{ words.library.trash_hint }</p>
                    <button type="button" onclick={bring_all_back}>{ words.library.bring_back_all }</button>
                    <ul>
                        { for trashed.iter().map(|article| {
                            let name = (words.library.bring_back)(&article.title);
                            let onclick = {
                                let (api, id) = (api.clone(), article.id.clone());
                                Callback::from(move |_: MouseEvent| {
                                    let (api, id) = (api.clone(), id.clone());
                                    wasm_bindgen_futures::spawn_local(async move { api.keeper.bring_back(vec![id]).await });
                                })
                            };
                            html! {
                                <li key={article.id.to_string()}>
                                    <span dir="auto">{ &article.title }</span>
                                    <span>{ (words.library.deleted_on)(&intl::moment(words.language, &article.deleted)) }</span>
                                    <button type="button" class="quiet" aria-label={name} {onclick}>{ words.library.bring_back_now }</button>
                                </li>
                            }
                        }) }
                    </ul>
                }
            </details>
        </section>
    }
}
