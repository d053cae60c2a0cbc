//! All keys of the article.

use yew::{Callback, Html, html};

use crate::ui::parts::Dialog;
use crate::ui::store::Api;

/// The sheet; `onclose` is called when the reader has seen enough.
pub fn view(api: &Api, onclose: Callback<()>) -> Html {
    let words = api.words;
    html! {
        <Dialog title={words.commands.shortcuts} close={words.program.close} {onclose}>
            <dl class="shortcuts">
                { for words.commands.keys.iter().map(|(keys, meaning)| html! {
                    <div><dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt><dd>{ *meaning }</dd></div>
                }) }
            </dl>
        </Dialog>
    }
}
