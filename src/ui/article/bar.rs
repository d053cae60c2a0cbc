//! The bar above the article: where one is, whether all is saved, undo and redo, find, done and next.

use yew::{AttrValue, Callback, Html, MouseEvent, html};

use crate::app::action::ArticleAction;
use crate::app::keys::single::Single;
use crate::domain::annotation::Status;
use crate::ui::parts::{Glyph, icon};
use crate::ui::route::Route;
use crate::ui::store::Api;

/// What the bar shows.
pub struct Props {
    /// The article's title.
    pub title: AttrValue,
    /// How far the annotator is with it.
    pub status: Status,
    /// Whether there is something to undo.
    pub can_undo: bool,
    /// Whether there is something to do again.
    pub can_redo: bool,
    /// How many edits are not on disk yet.
    pub unsaved: usize,
    /// Whether the browser refuses to save.
    pub failing: bool,
    /// How long was worked on the article.
    pub worked: Html,
    /// Whether no other article waits.
    pub last: bool,
    /// Called to undo the last step.
    pub onundo: Callback<()>,
    /// Called when the article is done.
    pub onnext: Callback<()>,
    /// Called to show all keys.
    pub onshortcuts: Callback<()>,
    /// Called to choose what belongs to the article.
    pub onrevise: Callback<()>,
}

/// The bar.
pub fn view(api: &Api, props: &Props) -> Html {
    let words = api.words;
    let tool = |name: &str, glyph, enabled: bool, action: fn(&Api) -> ArticleAction| {
        let api = api.clone();
        let onclick = Callback::from(move |_: MouseEvent| api.in_article(action(&api)));
        html! {
            <button type="button" class="quiet" aria-label={name.to_owned()} title={name.to_owned()} disabled={!enabled} {onclick}>{ icon(glyph) }</button>
        }
    };
    let done = props.status == Status::Done;
    let reopen = {
        let api = api.clone();
        Callback::from(move |_: MouseEvent| api.in_article(ArticleAction::SetStatus(Status::InProgress, api.stamp())))
    };
    let shortcuts = (words.keys.named)(words.keys.change, api.keys.key(Single::Shortcuts));
    let next = props.onnext.reform(|_: MouseEvent| ());
    let (saved, saved_class) = if props.failing {
        ((words.article.not_saved)(props.unsaved), "saved-state failing")
    } else if props.unsaved > 0 {
        (words.article.saving.to_owned(), "saved-state")
    } else {
        (words.article.saved.to_owned(), "saved-state")
    };
    html! {
        <header class="bar">
            <a class="quiet back" href={Route::Library.address()}>{ icon(Glyph::Back) }<span>{ words.program.library }</span></a>
            <p class="bar-title" dir="auto" title={&props.title}>{ &props.title }</p>
            <p class={saved_class} role="status">{ saved }</p>
            { props.worked.clone() }
            <div class="tools" role="toolbar" aria-label={words.article.tools}>
                <button type="button" class="quiet" aria-label={words.article.undo} title={words.article.undo} disabled={!props.can_undo}
                    onclick={props.onundo.reform(|_: MouseEvent| ())}>{ icon(Glyph::Undo) }</button>
                { tool(words.article.redo, Glyph::Redo, props.can_redo, |api| ArticleAction::Redo(api.stamp())) }
                { tool(&(words.keys.named)(words.article.find_in_article, api.keys.key(Single::Find)), Glyph::Find, true, |_| ArticleAction::Find(Some(String::new()))) }
                <button type="button" class="quiet" aria-label={words.draft.revise} title={words.draft.revise}
                    onclick={props.onrevise.reform(|_: MouseEvent| ())}>{ icon(Glyph::Pieces) }</button>
                <button type="button" class="quiet keys" aria-label={shortcuts.clone()} title={shortcuts}
                    onclick={props.onshortcuts.reform(|_: MouseEvent| ())}>{ icon(Glyph::Keys) }</button>
            </div>
            if done {
                <button type="button" onclick={reopen}>{ words.article.reopen }</button>
            } else {
                <button type="button" class="primary" onclick={next} title={words.commands.done_key}>
                    { icon(Glyph::Tick) }{ if props.last { words.article.done } else { words.article.done_and_next } }
                </button>
            }
        </header>
    }
}
