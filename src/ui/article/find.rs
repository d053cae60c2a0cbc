//! Looking for words in the article.

use gloo::timers::future::TimeoutFuture;
use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent, MouseEvent};
use yew::{Callback, Html, NodeRef, Properties, TargetCast, component, hook, html, use_effect_with};

use crate::app::action::ArticleAction;
use crate::app::article::{Find, FindState};
use crate::app::keys::single::Single;
use crate::app::tag_all::Alike;
use crate::domain::document::Document;
use crate::ui::parts::{Glyph, icon};
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
use crate::ui::work::use_latest;

/// So long no expression is looked for, in milliseconds, since the next letter may follow.
const PAUSE: u32 = 200;

/// What is looked for.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What, and where it is.
    pub find: Find,
    /// The article.
    pub document: Shared<Document>,
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
    use_pattern(&api, props);
    let find = &props.find;
    let sought = &find.sought;
    let name = (words.keys.named)(words.article.find_in_article, api.keys.key(Single::Find));
    let option = |name: &'static str, is_on: bool, action: fn(bool) -> ArticleAction| {
        let api = api.clone();
        let onchange = Callback::from(move |_| api.in_article(action(!is_on)));
        html! { <label><input type="checkbox" checked={is_on} {onchange} />{ name }</label> }
    };
    let button = |name: &'static str, glyph, onclick: Callback<MouseEvent>| {
        html! { <button type="button" class="quiet" aria-label={name} title={name} {onclick}>{ icon(glyph) }</button> }
    };
    let outcome = match &find.state {
        FindState::Found(_) if sought.typed.trim().is_empty() => String::new(),
        FindState::Found(matches) if matches.is_empty() => words.article.not_found.to_owned(),
        FindState::Found(matches) => (words.article.match_of)(find.current + 1, matches.len()),
        FindState::Underway => words.article.looking.to_owned(),
        FindState::Failed(_) => String::new(),
    };
    html! {
        <search class="find-bar">
            <div>
                { icon(Glyph::Find) }
                <input ref={&props.field} type="search" aria-label={name.clone()} placeholder={name}
                    value={sought.typed.clone()} {oninput} {onkeydown} autocomplete="off" spellcheck="false" />
                <output>{ outcome }</output>
                { button(words.article.previous_match, Glyph::Up, step(false)) }
                { button(words.article.next_match, Glyph::Down, step(true)) }
                { button(words.article.close_find, Glyph::Close, close.reform(|_| ())) }
            </div>
            <div class="find-options">
                { option(words.article.whole_words, sought.whole_words, ArticleAction::FindWholeWords) }
                { option(words.article.pattern, sought.pattern, ArticleAction::FindPattern) }
                <button type="button" class="quiet" disabled={find.matches().is_empty()}
                    onclick={props.ontagall.reform(|_| Alike::Matches)}>{ words.tag_all.tag_matches }</button>
            </div>
            if let FindState::Failed(error) = &find.state {
                <p class="error" role="alert">{ (words.article.find_error)(error) }</p>
            } else if sought.pattern {
                <p class="hint">{ words.article.pattern_hint }</p>
            }
        </search>
    }
}

/// Looks for an expression once no letter has followed for a while.
#[hook]
fn use_pattern(api: &Api, props: &Props) {
    let underway = Some(&props.find).filter(|find| find.state == FindState::Underway).map(|find| find.sought.clone());
    let (api, document) = (api.clone(), props.document.clone());
    use_latest(underway, move |sought, latest| {
        let sought = sought.clone();
        async move {
            let Some(sought) = sought else {
                return;
            };
            TimeoutFuture::new(PAUSE).await;
            let found = api.keeper.find_pattern(document.text(), &sought.typed, &latest.work).await;
            if let Some(found) = found.filter(|_| latest.is_wanted()) {
                api.in_article(ArticleAction::Found(sought, found));
            }
        }
    });
}
