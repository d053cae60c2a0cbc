//! The place where an article is read and marked.

pub mod awaiting;
pub mod bar;
pub mod block;
pub mod caret;
pub mod commands;
pub mod details;
pub mod find;
pub mod handles;
pub mod links;
pub mod listing;
mod mention;
pub mod palette;
pub mod pin;
pub mod related;
pub mod reshape;
pub mod revise;
pub mod selection_palette;
pub mod spans;
pub mod tag_all;
mod tag_project;
pub mod text;

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::{
    Callback, Html, NodeRef, Properties, component, html, use_effect_with, use_mut_ref, use_node_ref, use_state_eq,
};

use crate::app::action::ArticleAction;
use crate::app::article::{Article, Motion};
use crate::app::keys::{self, Command, Focus, Press};
use crate::app::state::{AppState, Saving};
use crate::app::tag_all::Alike;
use crate::app::views;
use crate::domain::annotation::{Edge, Span};
use crate::domain::document::Document;
use crate::domain::id::SpanId;
use crate::domain::text::{Range, words as word_boundaries};
use crate::ui::adding::Outcome;
use crate::ui::markdown;
use crate::ui::rhythm;
use crate::ui::shared::Shared;
use crate::ui::shortcuts::Shortcuts;
use crate::ui::store::{Api, use_api};
use crate::web::{local, segmenter, selection};
use text::Gesture;

/// So many spans at the place of the picked one are listed.
const STACK: usize = 20;

/// Under which name this browser remembers that the text is shown as a list.
const AS_LIST: &str = "postil-as-list";

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The whole state, in which an article is open.
    pub state: Shared<AppState>,
    /// Called when the article is done and the next one is wanted.
    pub onnext: Callback<()>,
    /// Called with what is to be told of an article that was made anew.
    pub onreport: Callback<Outcome>,
}

/// The open article: its text with the palette, the list and the details. Another article needs another one, by its key.
#[component]
pub fn ArticlePage(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let scroller = use_node_ref();
    let node = use_node_ref();
    let shortcuts = use_state_eq(|| false);
    let revising = use_state_eq(|| false);
    let label_names = use_state_eq(|| false);
    let as_list = use_state_eq(|| local::get(AS_LIST).is_some());
    let commands = use_state_eq(|| false);
    let find_field = use_node_ref();
    let tagging = use_state_eq(|| None::<Alike>);
    let Some(article) = &props.state.article else {
        return Html::default();
    };
    let ontagall = {
        let tagging = tagging.clone();
        Callback::from(move |alike| tagging.set(Some(alike)))
    };
    let end_tagging = {
        let tagging = tagging.clone();
        Callback::from(move |()| tagging.set(None))
    };
    let onlist = {
        let as_list = as_list.clone();
        Callback::from(move |()| {
            let wanted = !*as_list;
            as_list.set(wanted);
            if wanted { local::set(AS_LIST, "1") } else { local::remove(AS_LIST) }
        })
    };
    let keyboard = Keyboard {
        api: api.clone(),
        state: props.state.clone(),
        node: node.clone(),
        find_field: find_field.clone(),
        onnext: props.onnext.clone(),
        onshortcuts: {
            let shortcuts = shortcuts.clone();
            Callback::from(move |()| shortcuts.set(true))
        },
        onlist: onlist.clone(),
        ontagall: ontagall.clone(),
        oncommands: {
            let commands = commands.clone();
            Callback::from(move |()| commands.set(true))
        },
    };
    let keyboard = Rc::new(keyboard);
    let oncommand = {
        let keyboard = keyboard.clone();
        Callback::from(move |command| {
            if let Some(article) = &keyboard.state.article {
                keyboard.perform(article, command);
            }
        })
    };
    let end_commands = {
        let commands = commands.clone();
        Callback::from(move |()| commands.set(false))
    };
    use_keyboard(keyboard);
    {
        let node = node.clone();
        // When what had the focus goes, on opening too, the keyboard goes to the text.
        use_effect_with(article.picked.clone(), move |_| {
            let page = web_sys::window().and_then(|window| window.document());
            if page.and_then(|page| page.active_element()).is_none_or(|element| element.tag_name() == "BODY") {
                focus(&node);
            }
        });
    }

    let document = Shared::from(article.open.document());
    let set = Shared::from(article.open.set());
    let schema = Shared::from(&props.state.project.schema);
    let onselect = {
        let (api, document) = (api.clone(), document.clone());
        Callback::from(move |gesture: Gesture| {
            let text = document.text();
            let range = if gesture.exact {
                Some(word_boundaries::whole_graphemes(text, gesture.range))
            } else {
                segmenter::words(&document).snap(gesture.range)
            };
            match range {
                Some(range) => api.in_article(ArticleAction::Select(range, (!gesture.tentative).then(|| api.tag()))),
                None => api.in_article(ArticleAction::Deselect),
            }
        })
    };
    let onpick = {
        let (api, picked) = (api.clone(), article.picked.clone());
        let awaited = article.awaited.clone();
        Callback::from(move |under: Vec<SpanId>| match awaited.as_ref().filter(|awaited| awaited.is_span()) {
            Some(awaited) => {
                if let Some(other) = under.iter().find(|span| *span != awaited.span()) {
                    api.in_article(ArticleAction::Complete(other.clone(), api.tag()));
                }
            }
            None => api.in_article(ArticleAction::Pick(next_under(&under, picked.as_ref()))),
        })
    };
    let onresize = {
        let (api, picked) = (api.clone(), article.picked.clone());
        Callback::from(move |(edge, to)| {
            if let Some(span) = picked.clone() {
                let motion = Motion::To(to);
                api.in_article(ArticleAction::Resize { span, edge, motion, stamp: api.stamp() });
            }
        })
    };
    let ontext = {
        let node = node.clone();
        Callback::from(move |()| focus(&node))
    };
    let close_shortcuts = {
        let shortcuts = shortcuts.clone();
        Callback::from(move |()| shortcuts.set(false))
    };
    let toggle_names = {
        let label_names = label_names.clone();
        Callback::from(move |_| label_names.set(!*label_names))
    };
    let bar = bar::Props {
        title: document.title().to_owned().into(),
        status: article.open.set().status,
        can_undo: article.open.history().can_undo() || props.state.across_to_undo().is_some(),
        can_redo: article.open.history().can_redo(),
        unsaved: article.open.unsaved().len(),
        failing: matches!(props.state.saving, Saving::Failing(_)),
        worked: rhythm::on_article(&api, &props.state),
        last: !views::is_another_undone(&props.state.library, &props.state.annotator, document.id()),
        onundo: {
            let (api, state) = (api.clone(), props.state.clone());
            Callback::from(move |()| api.undo(&state))
        },
        onnext: props.onnext.clone(),
        onshortcuts: {
            let shortcuts = shortcuts.clone();
            Callback::from(move |()| shortcuts.set(true))
        },
        onrevise: {
            let revising = revising.clone();
            Callback::from(move |()| revising.set(true))
        },
    };
    let is_revising = *revising;
    let end_revising = Callback::from(move |()| revising.set(false));
    let palette = palette::Props {
        schema: schema.clone(),
        set: set.clone(),
        armed: article.armed.clone(),
        selecting: article.selection.is_some(),
    };
    let details = article.picked_span().map(|span| {
        let shares = |part| span.fragments.overlaps(part);
        let overlapping = set.spans().overlapping(span.hull());
        let overlapping = overlapping.filter(|other| other.id != span.id && other.fragments.iter().any(shares));
        details::Props {
            document: document.clone(),
            set: set.clone(),
            schema: schema.clone(),
            span: Shared::from(span),
            stack: overlapping.take(STACK).map(Shared::from).collect(),
            ontext: ontext.clone(),
            ontagall: ontagall.clone(),
        }
    });
    html! {
        <div class={if *label_names { "workbench label-names" } else { "workbench" }}>
            { bar::view(&api, &bar) }
            <aside class="side" aria-label={words.article.labels_and_spans}>
                { palette::view(&api, &palette) }
                if !schema.guidelines.trim().is_empty() {
                    <details class="guidelines-beside">
                        <summary>{ words.editor.guidelines }</summary>
                        { markdown::view(&schema.guidelines) }
                    </details>
                }
                <label class="switch">
                    <input type="checkbox" checked={*label_names} onchange={toggle_names} />{ words.article.show_label_names }
                </label>
                <label class="switch">
                    <input type="checkbox" checked={*as_list} onchange={onlist.reform(|_| ())} />{ words.listing.switch }
                </label>
                { details::document_labels(&api, &set, &schema) }
                <spans::Spans document={document.clone()} set={set.clone()} schema={schema.clone()} picked={article.picked.clone()}
                    listing={article.listing.clone()} ontagall={ontagall.clone()} />
            </aside>
            <main class="reading">
                { awaiting::view(&api, article, &schema) }
                if let Some(find) = &article.find {
                    <find::FindBar find={find.clone()} document={document.clone()} field={find_field} {ontext} ontagall={ontagall.clone()} />
                }
                if *as_list {
                    <listing::Listing document={document.clone()} set={set.clone()} schema={schema.clone()} picked={article.picked.clone()}
                        selection={article.selection} armed={article.armed.clone()} reveal={article.reveal} {onselect} {onpick} />
                } else {
                <text::ArticleText document={document.clone()} set={set.clone()} schema={schema.clone()} picked={article.picked.clone()}
                    selection={article.selection} caret={article.caret} find={article.find.clone()} reveal={article.reveal}
                    scroller={scroller.clone()} node={node.clone()} label={words.article.article_text}
                    yes_no={[words.article.yes, words.article.no]} {onselect} {onpick} {onresize} />
                }
                if let (Some(selected), None, None, false) = (article.selection, &article.armed, &article.awaited, *as_list) {
                    <selection_palette::SelectionPalette document={document.clone()} schema={schema.clone()} selection={selected}
                        node={node.clone()} scroller={scroller.clone()} />
                }
            </main>
            if let Some(details) = details {
                <aside class="side details-side" aria-label={words.span.selected_span}>{ details::view(&api, &details) }</aside>
            }
            if is_revising {
                <revise::Revise document={document} onreport={&props.onreport} onclose={end_revising} />
            }
            if *commands {
                <commands::Commands state={props.state.clone()} {oncommand} onclose={end_commands} />
            }
            if let Some(alike) = &*tagging {
                <tag_all::TagAll state={props.state.clone()} alike={alike.clone()} onclose={end_tagging} />
            }
            if *shortcuts {
                <Shortcuts state={props.state.clone()} onclose={close_shortcuts} />
            }
        </div>
    }
}

/// The motion of an edge, with its place where that is a matter of words: only the browser knows the words of all languages.
fn resize_motion(document: &Document, span: &Span, edge: Edge, motion: Motion) -> Motion {
    let hull = span.hull();
    let from = if edge == Edge::Start { hull.start() } else { hull.end() };
    motion.by_words(segmenter::words(document), from, Some(edge)).map_or(motion, Motion::To)
}

/// The span a click picks: the innermost, or the one outside of that which was picked before, round again.
fn next_under(under: &[SpanId], picked: Option<&SpanId>) -> Option<SpanId> {
    let before = under.iter().position(|span| Some(span) == picked);
    let next = before.map_or(0, |before| (before + 1) % under.len());
    under.get(next).cloned()
}

fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element with a tabindex takes the focus.
        let _ = element.focus_with_options(&options);
    }
}

/// What the keyboard acts on.
struct Keyboard {
    api: Api,
    state: Shared<AppState>,
    node: NodeRef,
    find_field: NodeRef,
    onnext: Callback<()>,
    onshortcuts: Callback<()>,
    onlist: Callback<()>,
    ontagall: Callback<Alike>,
    oncommands: Callback<()>,
}

/// Listens to the keyboard as long as the article is shown.
#[yew::hook]
fn use_keyboard(now: Rc<Keyboard>) {
    let current = use_mut_ref(|| None::<Rc<Keyboard>>);
    current.replace(Some(now));
    use_effect_with((), move |()| {
        let page = web_sys::window().and_then(|window| window.document());
        let listener = page.map(|page| {
            EventListener::new_with_options(
                &page,
                "keydown",
                EventListenerOptions::enable_prevent_default(),
                move |event| {
                    if let (Some(event), Some(keyboard)) = (event.dyn_ref::<KeyboardEvent>(), &*current.borrow()) {
                        keyboard.pressed(event);
                    }
                },
            )
        });
        move || drop(listener)
    });
}

impl Keyboard {
    fn pressed(&self, event: &KeyboardEvent) {
        let Some(article) = &self.state.article else {
            return;
        };
        let press = Press {
            key: event.key(),
            command: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            shift: event.shift_key(),
        };
        // What is behind an open dialog gets no key, even when nothing in the dialog has the focus.
        let page = web_sys::window().and_then(|window| window.document());
        if page.is_some_and(|page| matches!(page.query_selector("dialog[open]"), Ok(Some(_)))) {
            return;
        }
        if let Some(command) =
            keys::command(&press, self.focus_of(event), article, &self.state.project.schema, &self.state.keys)
        {
            event.prevent_default();
            self.perform(article, command);
        }
    }

    fn focus_of(&self, event: &KeyboardEvent) -> Focus {
        if text::is_from(event, &self.node) {
            return Focus::Text;
        }
        let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return Focus::Nothing;
        };
        match element.tag_name().as_str() {
            "TEXTAREA" | "SELECT" => Focus::Field,
            "INPUT" if matches!(element.get_attribute("type").as_deref(), Some("radio" | "checkbox")) => Focus::Control,
            "INPUT" => Focus::Field,
            "BUTTON" | "A" | "SUMMARY" => Focus::Control,
            _ => Focus::Nothing,
        }
    }

    fn perform(&self, article: &Article, command: Command) {
        let api = &self.api;
        let picked = || article.picked.clone();
        match command {
            Command::Tag(label) => api.in_article(ArticleAction::Tag(label, api.tag())),
            Command::Arm(label) => api.in_article(ArticleAction::Arm(label)),
            Command::Relabel(label) => {
                if let Some(span) = picked() {
                    api.in_article(ArticleAction::Relabel(span, label, api.stamp()));
                }
            }
            Command::Delete => {
                if let Some(span) = picked() {
                    api.in_article(ArticleAction::Delete(span, api.stamp()));
                }
            }
            Command::Mention => mention::focus(),
            Command::TagAll(alike) => self.ontagall.emit(alike),
            Command::Await(awaited) => api.in_article(ArticleAction::Await(Some(awaited))),
            Command::Complete(other) => api.in_article(ArticleAction::Complete(other, api.tag())),
            Command::AddFragment(range) => api.in_article(ArticleAction::Select(range, Some(api.tag()))),
            Command::ChooseKind(n) => api.in_article(ArticleAction::ChooseKind(n, api.tag())),
            Command::Resize { edge, motion } => {
                if let Some(span) = article.picked_span() {
                    let motion = resize_motion(article.open.document(), span, edge, motion);
                    let span = span.id.clone();
                    api.in_article(ArticleAction::Resize { span, edge, motion, stamp: api.stamp() });
                }
            }
            Command::Split(at) => {
                if let Some(span) = picked() {
                    api.in_article(ArticleAction::Split(span, at, api.tag()));
                }
            }
            Command::Duplicate(span, label) => {
                api.in_article(ArticleAction::Duplicate(span, label, api.tag()));
            }
            Command::Pin => {
                if let Some(span) = article.picked_span() {
                    pin::pin(api, article.open.document(), &span.label, &span.fragments);
                }
            }
            Command::Undo => api.undo(&self.state),
            Command::Redo => api.in_article(ArticleAction::Redo(api.stamp())),
            Command::Neighbour { forward } => api.in_article(ArticleAction::PickNeighbour { forward }),
            Command::LetGo => self.let_go(article),
            Command::Find => {
                api.in_article(ArticleAction::Find(Some(sought(article))));
                find::focus(&self.find_field);
            }
            Command::DoneAndNext => self.onnext.emit(()),
            Command::Commands => self.oncommands.emit(()),
            Command::AsList => self.onlist.emit(()),
            Command::Shortcuts => self.onshortcuts.emit(()),
            Command::SelectAll => api.in_article(ArticleAction::Select(article.text().whole(), None)),
            Command::Caret { motion, extend } => self.move_caret(article, motion, extend),
            Command::CaretLine { down, extend } => {
                if let Some(motion) = self.line_motion(article, down) {
                    self.move_caret(article, motion, extend);
                }
            }
        }
    }

    fn let_go(&self, article: &Article) {
        self.api.in_article(if article.awaited.is_some() {
            ArticleAction::Await(None)
        } else if article.selection.is_some() {
            ArticleAction::Deselect
        } else if article.picked.is_some() {
            ArticleAction::Pick(None)
        } else if article.find.is_some() {
            ArticleAction::Find(None)
        } else if article.armed.is_some() {
            ArticleAction::Arm(None)
        } else {
            return;
        });
    }

    fn move_caret(&self, article: &Article, motion: Motion, extend: bool) {
        let from = article.caret.map(|caret| caret.head).or_else(|| {
            let first = self.first_caret(article)?;
            self.api.in_article(ArticleAction::PlaceCaret(first));
            Some(first.start())
        });
        let words = segmenter::words(article.open.document());
        let to = from.and_then(|from| motion.by_words(words, from, None));
        self.api.in_article(ArticleAction::MoveCaret { motion: to.map_or(motion, Motion::To), extend });
    }

    /// Where the caret comes in: at the selection, at the picked span, else at the first block on the screen.
    fn first_caret(&self, article: &Article) -> Option<Range> {
        let picked = article.picked_span().map(|span| span.hull());
        article.selection.or(picked).or_else(|| {
            let element = self.node.cast::<Element>()?;
            let screen = element.parent_element()?.get_bounding_client_rect().top();
            let mut child = element.first_element_child();
            while let Some(block) = child {
                if let Some(number) = selection::block_of(&block)
                    && block.get_bounding_client_rect().bottom() > screen + 20.0
                {
                    return Some(article.open.document().blocks().get(number)?.range);
                }
                child = block.next_element_sibling();
            }
            None
        })
    }

    /// The place a line below or above the caret.
    fn line_motion(&self, article: &Article, down: bool) -> Option<Motion> {
        let Some(caret) = article.caret else {
            return Some(if down { Motion::NextGrapheme } else { Motion::PreviousGrapheme });
        };
        let document = article.open.document();
        let element = self.node.cast::<Element>()?;
        let here = selection::rectangle(&element, document, Range::ordered(caret.head, caret.head))?;
        // Line by line past the room between two blocks, which belongs to no line.
        (1..8).find_map(|half_lines| {
            let away = here.height() * (0.5 + 0.5 * f64::from(half_lines));
            let y = here.top() + here.height() / 2.0 + if down { away } else { -away };
            let offset = selection::offset_at_point(&element, document, here.left().max(1.0), y)?;
            let moved = if down { offset > caret.head } else { offset < caret.head };
            moved.then_some(Motion::To(offset))
        })
    }
}

/// What is looked for at first: what was before, else the selected text if it is short.
fn sought(article: &Article) -> String {
    let selected =
        article.selection.filter(|range| range.len() < 200).map(|range| article.text().quote(range).to_owned());
    selected.or_else(|| article.find.as_ref().map(|find| find.sought.typed.clone())).unwrap_or_default()
}
