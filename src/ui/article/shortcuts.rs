//! All keys of the article.

use yew::{Callback, Html, Properties, component, html};

use crate::ui::parts::Dialog;
use crate::ui::store::use_api;

/// How the sheet is closed.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Called when the reader has seen enough.
    pub onclose: Callback<()>,
}

/// The sheet.
#[component]
pub fn Shortcuts(props: &Props) -> Html {
    let words = use_api().words;
    html! {
        <Dialog title={words.shortcuts} close={words.close} onclose={props.onclose.clone()}>
            <dl class="shortcuts">
                { for words.keys.iter().map(|(keys, meaning)| html! {
                    <div><dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt><dd>{ *meaning }</dd></div>
                }) }
            </dl>
        </Dialog>
    }
}
