//! The place where the gold of an article is settled: the queue of conflicts, the text with a lane for each annotator, and the conflict that is shown.

mod edit;
mod panel;
mod queue;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};
use yew::{
    Callback, Html, NodeRef, Properties, component, hook, html, use_effect_with, use_memo, use_mut_ref, use_node_ref,
    use_state_eq,
};

use super::who::shown_name;
use crate::app::action::{Action, ArticleAction, ReviewAction};
use crate::app::article::Find;
use crate::app::keys::{Focus, Press, ReviewCommand, review_command};
use crate::app::lanes::Lanes;
use crate::app::review::Review;
use crate::app::state::{AppState, Saving};
use crate::domain::adjudication::Verdict;
use crate::domain::annotation::{AnnotationSet, Said};
use crate::domain::id::{Annotator, SpanId};
use crate::domain::text::words as word_boundaries;
use crate::ui::article::text::{self, ArticleText, Gesture};
use crate::ui::parts::{Glyph, icon};
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::shortcuts::Shortcuts;
use crate::ui::store::{Api, use_api};
use crate::web::segmenter;
use edit::Draft;

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The whole state, in which an article's gold is open.
    pub state: Shared<AppState>,
}

/// Why and with what remark the next verdict is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Saying {
    reason: String,
    note: String,
}

/// The gold of an article. Another article needs another one, by its key.
#[component]
pub fn SettlePage(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let state = &props.state;
    let scroller = use_node_ref();
    let node = use_node_ref();
    let saying = use_state_eq(Saying::default);
    let draft = use_state_eq(|| None::<Draft>);
    let shortcuts = use_state_eq(|| false);
    let (Some(article), Some(review)) = (&state.article, &state.review) else {
        return Html::default();
    };
    let looking = &state.looking;
    let current = review.current();
    {
        let (saying, draft) = (saying.setter(), draft.setter());
        use_effect_with(review.current.clone(), move |_| {
            saying.set(Saying::default());
            draft.set(None);
        });
    }
    use_effect_with(draft.is_some(), |is_drawn| {
        let page = web_sys::window().and_then(|window| window.document()).filter(|_| *is_drawn);
        let first = page.and_then(|page| page.query_selector(".edit select, .edit input").ok().flatten());
        if let Some(field) = first.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // A field can take the focus.
            let _ = field.focus();
        }
    });
    let document = Shared::from(article.open.document());
    let schema = Shared::from(&state.project.schema);
    let lanes = {
        let (review, looking, api) = (review.clone(), looking.clone(), api.clone());
        let id = article.open.document().id().clone();
        use_memo(SameReview(review.clone(), looking.clone()), move |_| {
            let name = |n: usize, annotator: &Annotator| shown_name(&api, looking.blind, n, annotator);
            let (lanes, set) = review.lanes(&id, &name, &looking);
            (Shared::from(&std::sync::Arc::new(lanes)), Shared::from(&std::sync::Arc::new(set)))
        })
    };
    let (lanes, set): (Shared<Lanes>, Shared<AnnotationSet>) = (*lanes).clone();
    let settle = {
        let (api, saying) = (api.clone(), saying.clone());
        Callback::from(move |verdict: Verdict| {
            let Saying { reason, note } = (*saying).clone();
            api.dispatch(Action::Review(ReviewAction::Settle { verdict, reason, note, stamp: api.stamp() }));
        })
    };
    let begin_edit = {
        let (draft, listed, schema) = (draft.setter(), current.cloned(), schema.clone());
        Callback::from(move |()| {
            if let Some(listed) = &listed {
                draft.set(Draft::of(&listed.conflict, &schema));
            }
        })
    };
    use_keyboard(Keyboard {
        api: api.clone(),
        state: state.clone(),
        node: node.clone(),
        settle: settle.clone(),
        edit: begin_edit.clone(),
        is_editing: draft.is_some(),
        end_edit: {
            let draft = draft.setter();
            Callback::from(move |()| draft.set(None))
        },
    });
    let onselect = {
        let (api, document, draft) = (api.clone(), document.clone(), draft.clone());
        Callback::from(move |gesture: Gesture| {
            let text = document.text();
            let exact = || Some(word_boundaries::whole_graphemes(text, gesture.range));
            let range = if gesture.exact { exact() } else { segmenter::words(&document).snap(gesture.range) };
            api.in_article(range.map_or(ArticleAction::Deselect, |range| ArticleAction::Select(range, None)));
            // While a span is drawn anew, what is selected is its text.
            if let (Some(range), Some(known)) = (range, &*draft) {
                draft.set(known.with_range(range));
            }
        })
    };
    let onpick = {
        let (api, review, set) = (api.clone(), review.clone(), set.clone());
        Callback::from(move |under: Vec<SpanId>| {
            let at = under.first().and_then(|id| set.span(id)).map(|span| span.hull().start().byte());
            if let Some(listed) = at.and_then(|at| review.conflict_at(at)) {
                api.dispatch(Action::Review(ReviewAction::Show(Some(listed.conflict.id.clone()))));
            }
        })
    };
    let highlighted =
        current.and_then(|listed| listed.conflict.place).map(|place| Find::at([place].into(), place.start()));
    let onshortcuts = {
        let shortcuts = shortcuts.setter();
        Callback::from(move |_: MouseEvent| shortcuts.set(true))
    };
    let close_shortcuts = {
        let shortcuts = shortcuts.setter();
        Callback::from(move |()| shortcuts.set(false))
    };
    html! {
        <div class="workbench settle">
            { bar(&api, state, &onshortcuts) }
            <aside class="side" aria-label={words.settle.conflicts}>
                { queue::view(&api, state, review, &lanes) }
            </aside>
            <main class={format!("reading lanes-{}", lanes.names.len().min(20))}>
                <ArticleText document={document.clone()} set={set} schema={schema.clone()} picked={None::<SpanId>}
                    lanes={lanes.clone()} selection={article.selection} caret={article.caret} find={highlighted}
                    reveal={article.reveal} scroller={scroller} node={node} label={words.article.article_text}
                    yes_no={[words.article.yes, words.article.no]} {onselect} {onpick} />
            </main>
            <aside class="side details-side" aria-label={words.settle.conflict}>
                { match (&*draft, current) {
                    (Some(known), Some(_)) => edit::view(&api, &document, &schema, known, &draft.setter(), &settle),
                    (None, Some(listed)) => panel::view(&panel::Props {
                        api: &api,
                        state,
                        review,
                        listed,
                        saying: &saying,
                        onsaying: &{
                            let saying = saying.setter();
                            Callback::from(move |said| saying.set(said))
                        },
                        settle: &settle,
                        onedit: &begin_edit,
                    }),
                    (_, None) => panel::finished(&api, state, review),
                } }
            </aside>
            if *shortcuts {
                <Shortcuts state={state.clone()} onclose={close_shortcuts} />
            }
        </div>
    }
}

/// Conflicts and how they are looked at; equal to another only if nothing of it has changed.
struct SameReview(Review, crate::app::review::Looking);

impl PartialEq for SameReview {
    fn eq(&self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&self.0.conflicts, &other.0.conflicts)
            && std::sync::Arc::ptr_eq(&self.0.sets, &other.0.sets)
            && self.1 == other.1
    }
}

/// The bar: where one is, whether all is saved, undo and redo, how much is settled.
fn bar(api: &Api, state: &AppState, onshortcuts: &Callback<MouseEvent>) -> Html {
    let words = api.words;
    let (Some(article), Some(review)) = (&state.article, &state.review) else {
        return Html::default();
    };
    let tool = |name: &'static str, glyph, enabled: bool, action: fn(&Api) -> ArticleAction| {
        let api = api.clone();
        let onclick = Callback::from(move |_: MouseEvent| api.in_article(action(&api)));
        html! {
            <button type="button" class="quiet" aria-label={name} title={name} disabled={!enabled} {onclick}>{ icon(glyph) }</button>
        }
    };
    let unsaved = article.open.unsaved().len();
    let (saved, class) = match &state.saving {
        Saving::Failing(_) => ((words.article.not_saved)(unsaved), "saved-state failing"),
        Saving::Working if unsaved > 0 => (words.article.saving.to_owned(), "saved-state"),
        Saving::Working => (words.article.saved.to_owned(), "saved-state"),
    };
    let (settled, all) = review.settled();
    let title = article.open.document().title().to_owned();
    html! {
        <header class="bar">
            <a class="quiet back" href={Route::Review.address()}>{ icon(Glyph::Back) }<span>{ words.program.review }</span></a>
            <p class="bar-title" dir="auto" title={title.clone()}>{ title }</p>
            <p class={class} role="status">{ saved }</p>
            <div class="tools" role="toolbar" aria-label={words.article.tools}>
                { tool(words.article.undo, Glyph::Undo, article.open.history().can_undo(), |api| ArticleAction::Undo(api.stamp())) }
                { tool(words.article.redo, Glyph::Redo, article.open.history().can_redo(), |api| ArticleAction::Redo(api.stamp())) }
                <button type="button" class="quiet keys" aria-label={words.keys.change} title={words.keys.change} onclick={onshortcuts}>{ icon(Glyph::Keys) }</button>
            </div>
            <p class="settled-count">{ (words.review.settled_of)(settled, all) }</p>
        </header>
    }
}

/// What the keyboard acts on.
struct Keyboard {
    api: Api,
    state: Shared<AppState>,
    node: NodeRef,
    settle: Callback<Verdict>,
    edit: Callback<()>,
    is_editing: bool,
    end_edit: Callback<()>,
}

/// Listens to the keyboard as long as the gold is settled.
#[hook]
fn use_keyboard(now: Keyboard) {
    let current = use_mut_ref(|| None::<Keyboard>);
    current.replace(Some(now));
    use_effect_with((), move |()| {
        let page = web_sys::window().and_then(|window| window.document());
        let options = EventListenerOptions::enable_prevent_default();
        let listener = page.map(|page| {
            EventListener::new_with_options(&page, "keydown", options, move |event| {
                if let (Some(event), Some(keyboard)) = (event.dyn_ref::<KeyboardEvent>(), &*current.borrow()) {
                    keyboard.pressed(event);
                }
            })
        });
        move || drop(listener)
    });
}

impl Keyboard {
    fn pressed(&self, event: &KeyboardEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.as_ref().is_some_and(|element| matches!(element.closest("dialog"), Ok(Some(_)))) {
            return;
        }
        let focus = match target.as_ref().map(Element::tag_name).as_deref() {
            _ if text::is_from(event, &self.node) => Focus::Text,
            Some("TEXTAREA" | "SELECT" | "INPUT") => Focus::Field,
            Some("BUTTON" | "A" | "SUMMARY") => Focus::Control,
            _ => Focus::Nothing,
        };
        let press = Press {
            key: event.key(),
            command: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            shift: event.shift_key(),
        };
        if self.is_editing && press.key == "Escape" {
            event.prevent_default();
            return self.end_edit.emit(());
        }
        if let (Focus::Field, "Escape", Some(field)) = (focus, press.key.as_str(), target) {
            event.prevent_default();
            if let Ok(field) = field.dyn_into::<HtmlElement>() {
                // What has the focus can lose it.
                let _ = field.blur();
            }
            return;
        }
        let Some(command) = review_command(&press, focus, &self.state.keys) else {
            return;
        };
        if self.is_editing && !matches!(command, ReviewCommand::Undo | ReviewCommand::Redo) {
            return;
        }
        event.prevent_default();
        self.perform(command);
    }

    fn perform(&self, command: ReviewCommand) {
        let api = &self.api;
        let review = |action| api.dispatch(Action::Review(action));
        match command {
            ReviewCommand::Take(place) => {
                let listed = self.state.review.as_ref().and_then(Review::current);
                let order =
                    listed.map(|listed| Review::order(&listed.conflict, &self.state.looking)).unwrap_or_default();
                if let (Some(listed), Some(place)) = (listed, order.get(place)) {
                    let is_nothing = listed.conflict.proposals[*place].said == Said::Nothing;
                    self.settle.emit(if is_nothing { Verdict::NoneIsRight } else { Verdict::Take(*place) });
                }
            }
            ReviewCommand::NoneIsRight => self.settle.emit(Verdict::NoneIsRight),
            ReviewCommand::Defer => self.settle.emit(Verdict::Defer),
            ReviewCommand::Reopen => self.settle.emit(Verdict::Reopen),
            ReviewCommand::Edit => self.edit.emit(()),
            ReviewCommand::Step { forward } => review(ReviewAction::Step { forward }),
            ReviewCommand::Merge => review(ReviewAction::Merge(api.stamp())),
            ReviewCommand::Undo => api.in_article(ArticleAction::Undo(api.stamp())),
            ReviewCommand::Redo => api.in_article(ArticleAction::Redo(api.stamp())),
            ReviewCommand::Reason => {
                let page = web_sys::window().and_then(|window| window.document());
                let field = page.and_then(|page| page.get_element_by_id(panel::REASON));
                if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                    // A field can take the focus.
                    let _ = field.focus();
                }
            }
        }
    }
}
