//! Looking for words in the article.

use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent};
use yew::{Callback, Html, NodeRef, Properties, TargetCast, component, html, use_effect_with};

use crate::app::action::ArticleAction;
use crate::app::article::Find;
use crate::app::keys::single::Single;
use crate::app::tag_all::Alike;
use crate::ui::parts::{Glyph, icon};
use crate::ui::store::use_api;

/// What is looked for.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The words and where they are.
    pub find: Find,
    /// The field to type in, for whoever puts the keyboard there again.
    pub field: NodeRef,
    /// Called when a match was selected and the keyboard should go to the text.
    pub ontext: Callback<()>,
    /// Called to tag the matches together.
    pub ontagall: Callback<Alike>,
}

/// Puts the keyboard into the field, if it is there; what stands in it is typed over.
pub(super) fn focus(field: &NodeRef) {
    if let Some(input) = field.cast::<HtmlInputElement>() {
        // A field that is in the page takes the focus.
        let _ = input.focus();
        input.select();
    }
}

/// The field to type in. Enter selects the match that is shown, so that a label's key tags it; arrows step.
#[component]
pub fn FindBar(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    use_effect_with(props.field.clone(), focus);
    let step = |forward| {
        let api = api.clone();
        Callback::from(move |_| api.in_article(ArticleAction::FindStep { forward }))
    };
    let close = {
        let (api, ontext) = (api.clone(), props.ontext.clone());
        Callback::from(move |()| {
            api.in_article(ArticleAction::Find(None));
            ontext.emit(());
        })
    };
    let oninput = {
        let api = api.clone();
        Callback::from(move |event: InputEvent| {
            api.in_article(ArticleAction::Find(Some(event.target_unchecked_into::<HtmlInputElement>().value())));
        })
    };
    let onkeydown = {
        let (api, close, ontext) = (api.clone(), close.clone(), props.ontext.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Enter" if event.ctrl_key() || event.meta_key() => return,
                "Enter" => {
                    api.in_article(ArticleAction::SelectMatch);
                    ontext.emit(());
                }
                "ArrowDown" => api.in_article(ArticleAction::FindStep { forward: true }),
                "ArrowUp" => api.in_article(ArticleAction::FindStep { forward: false }),
                "Escape" => close.emit(()),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let find = &props.find;
    let name = (words.keys.named)(words.find_in_article, api.keys.key(Single::Find));
    let onwhole = {
        let (api, whole_words) = (api.clone(), find.whole_words);
        Callback::from(move |_| api.in_article(ArticleAction::FindWholeWords(!whole_words)))
    };
    let outcome = match find.matches.len() {
        0 if find.typed.trim().is_empty() => String::new(),
        0 => words.not_found.to_owned(),
        count => (words.match_of)(find.current + 1, count),
    };
    html! {
        <search class="find-bar">
            { icon(Glyph::Find) }
            <input ref={&props.field} type="search" aria-label={name.clone()} placeholder={name} value={find.typed.clone()}
                {oninput} {onkeydown} autocomplete="off" spellcheck="false" />
            <output>{ outcome }</output>
            <label class="whole-words">
                <input type="checkbox" checked={find.whole_words} onchange={onwhole} />{ words.whole_words }
            </label>
            <button type="button" class="quiet" disabled={find.matches.is_empty()}
                onclick={props.ontagall.reform(|_| Alike::Matches)}>{ words.tag_matches }</button>
            <button type="button" class="quiet" aria-label={words.previous_match} title={words.previous_match} onclick={step(false)}>
                { icon(Glyph::Up) }
            </button>
            <button type="button" class="quiet" aria-label={words.next_match} title={words.next_match} onclick={step(true)}>
                { icon(Glyph::Down) }
            </button>
            <button type="button" class="quiet" aria-label={words.close_find} title={words.close_find} onclick={close.reform(|_| ())}>
                { icon(Glyph::Close) }
            </button>
        </search>
    }
}
