//! What was found in a source, piece by piece: each is kept or left out, and what is known of the article can be put right.

use std::ops::Range;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, KeyboardEvent, MouseEvent};
use yew::{
    AttrValue, Callback, Children, Event, Html, Properties, TargetCast, UseStateHandle, component, html, use_memo,
    use_mut_ref, use_state, use_state_eq,
};

use crate::domain::article::draft::Draft;
use crate::domain::document::{Metadata, Role};
use crate::ui::messages::Catalogue;
use crate::ui::parts::Dialog;
use crate::ui::store::use_api;

/// So many characters of a piece are enough to name it.
const NAME: usize = 80;
/// More pieces than this that are left out one after another are folded up, so that the article is not lost among them.
const FOLDED: usize = 3;
/// Of a stretch that is kept, so many pieces are shown at first: all of a long book would stop the page.
const SHOWN: usize = 200;

/// What the dialog shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was found.
    pub draft: Rc<Draft>,
    /// The heading.
    pub title: AttrValue,
    /// What the button says that takes it over.
    pub accept: AttrValue,
    /// Whether something is going on, so that it can't be taken over now.
    pub busy: bool,
    /// Called with what was made of it.
    pub onaccept: Callback<Rc<Draft>>,
    /// Called when it is given up.
    pub onclose: Callback<()>,
    /// What else is to be said.
    pub children: Children,
}

/// The dialog. It works on a copy: for another draft there must be another dialog, by its key.
#[component]
pub fn DraftDialog(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let draft = use_state(|| props.draft.clone());
    let at = use_state_eq(|| 0_usize);
    let last = use_mut_ref(|| None::<usize>);
    // Those of the beginning: nothing may fold up under somebody's hand.
    let folds = use_memo((), |()| folds(&props.draft));
    let opened = use_state(Vec::<usize>::new);
    let change = {
        let draft = draft.clone();
        Callback::from(move |change: Box<dyn FnOnce(&mut Draft)>| {
            let mut changed = (**draft).clone();
            change(&mut changed);
            draft.set(Rc::new(changed));
        })
    };
    let count = draft.pieces().len();
    let left_out = draft.left_out();
    let onclick = {
        let (change, last, draft) = (change.clone(), last.clone(), draft.clone());
        Callback::from(move |event: MouseEvent| {
            let Some((place, kept)) = checkbox_of(&event) else {
                return;
            };
            // With Shift, as in other lists, everything from the one before to this one.
            let from = last.replace(Some(place)).filter(|from| event.shift_key() && *from < draft.pieces().len());
            let from = from.unwrap_or(place);
            change.emit(Box::new(move |draft| {
                for place in from.min(place)..=from.max(place) {
                    draft.keep(place, kept);
                }
            }));
        })
    };
    let can_accept = !props.busy && left_out < count;
    let onaccept = {
        let (onaccept, draft) = (props.onaccept.clone(), draft.clone());
        Callback::from(move |()| onaccept.emit((*draft).clone()))
    };
    let accept_by_key = onaccept.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Previous,
            "Home" => Step::First,
            "End" => Step::Last,
            "Enter" if can_accept && event.target_dyn_into::<HtmlInputElement>().is_some() => {
                return accept_by_key.emit(());
            }
            _ => return,
        };
        let field = event.target_dyn_into::<Element>().filter(|field| !field.matches("select").unwrap_or_default());
        if let Some(next) = field.and_then(|field| neighbour(&field, step)) {
            event.prevent_default();
            // An element of the page takes the focus.
            let _ = next.focus();
        }
    });
    let onfocusin = {
        let at = at.clone();
        Callback::from(move |event: web_sys::FocusEvent| {
            let row = event.target_dyn_into::<Element>().and_then(|field| field.closest("[data-piece]").ok().flatten());
            if let Some(place) = row.and_then(|row| row.get_attribute("data-piece")?.parse().ok()) {
                at.set(place);
            }
        })
    };
    let keep_all = {
        let change = change.clone();
        Callback::from(move |_: MouseEvent| {
            change.emit(Box::new(move |draft| {
                for place in 0..count {
                    draft.keep(place, true);
                }
            }));
        })
    };
    let onclose = {
        let (onclose, busy) = (props.onclose.clone(), props.busy);
        // What is going on is not left half done.
        Callback::from(move |()| {
            if !busy {
                onclose.emit(());
            }
        })
    };
    let fold_of = |place: usize| {
        let fold = folds.get(folds.partition_point(|fold| fold.end <= place)).filter(|fold| fold.contains(&place))?;
        // What has changed in it has to be seen.
        let is_as_found = || {
            let [now, found] = [&draft, &props.draft].map(|draft| &draft.pieces()[fold.clone()]);
            now.iter().map(|piece| piece.kept).eq(found.iter().map(|piece| piece.kept))
        };
        (!opened.contains(&fold.start) && is_as_found()).then(|| fold.clone())
    };
    let pieces = draft.pieces().iter().enumerate().map(|(place, piece)| {
        if let Some(fold) = fold_of(place) {
            return if fold.start == place { folded(words, &draft, &fold, &opened) } else { Html::default() };
        }
        let text = draft.text().quote(piece.range);
        let name: String = text.chars().take(NAME).collect();
        let onrole = {
            let change = change.clone();
            Callback::from(move |event: Event| {
                let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
                if let Some(role) = Role::ALL.into_iter().find(|role| (words.draft.role)(*role) == chosen) {
                    change.emit(Box::new(move |draft| {
                        draft.set_role(place, role);
                    }));
                }
            })
        };
        html! {
            <li key={place} class={if piece.kept { "piece kept" } else { "piece" }} data-piece={place.to_string()}>
                <input type="checkbox" checked={piece.kept} aria-label={(words.draft.keep_piece)(&name)} />
                if *at == place {
                    <select aria-label={words.draft.role_of} onchange={onrole}>
                        { for Role::ALL.into_iter().map(|role| html! {
                            <option selected={role == piece.role}>{ (words.draft.role)(role) }</option>
                        }) }
                    </select>
                } else {
                    <span class="piece-role">{ if piece.kept { (words.draft.role)(piece.role) } else { words.draft.left_out } }</span>
                }
                <p dir="auto" lang={draft.metadata.language.clone().unwrap_or_default()}>{ text }</p>
            </li>
        }
    });
    html! {
        <Dialog title={&props.title} close={words.program.close} onclose={&onclose} class="wide">
            { props.children.clone() }
            { metadata_fields(words, &draft, &change) }
            <div class="pieces-head">
                <p role="status">{ (words.draft.pieces_kept)(count - left_out, left_out) }</p>
                <button type="button" class="quiet" onclick={keep_all}>{ words.draft.keep_all }</button>
            </div>
            <ol class="pieces" aria-label={words.draft.pieces} {onclick} {onkeydown} {onfocusin}>{ for pieces }</ol>
            <div class="actions">
                <button type="button" class="primary" data-focus="" disabled={!can_accept} onclick={onaccept.reform(|_: MouseEvent| ())}>
                    { &props.accept }
                </button>
                <button type="button" disabled={props.busy} onclick={onclose.reform(|_: MouseEvent| ())}>{ words.program.cancel }</button>
            </div>
        </Dialog>
    }
}

/// The stretches of pieces that are folded up: those that are left out, and the rest of long ones that are kept.
fn folds(draft: &Draft) -> Vec<Range<usize>> {
    let mut folds = Vec::new();
    let mut start = 0;
    for run in draft.pieces().chunk_by(|one, other| one.kept == other.kept) {
        let end = start + run.len();
        if run[0].kept {
            folds.extend((run.len() > SHOWN + FOLDED).then(|| start + SHOWN..end));
        } else if run.len() > FOLDED {
            folds.push(start..end);
        }
        start += run.len();
    }
    folds
}

/// A stretch that is folded up, which a press opens.
fn folded(words: &'static Catalogue, draft: &Draft, fold: &Range<usize>, opened: &UseStateHandle<Vec<usize>>) -> Html {
    let start = fold.start;
    let onclick = {
        let opened = opened.clone();
        Callback::from(move |_: MouseEvent| opened.set(opened.iter().copied().chain([start]).collect()))
    };
    let show = if draft.pieces()[start].kept { words.draft.show_kept } else { words.draft.show_left_out };
    let first = draft.pieces()[fold.clone()].iter().take(FOLDED).map(|piece| draft.text().quote(piece.range));
    let first: Vec<String> = first.map(|words| words.chars().take(NAME / 2).collect()).collect();
    html! {
        <li key={start} class="fold" data-piece={start.to_string()}>
            <button type="button" class="quiet" {onclick}>{ show(fold.len(), &first.join(" · ")) }</button>
        </li>
    }
}

type Change = Callback<Box<dyn FnOnce(&mut Draft)>>;

/// What is known of the article, to be put right.
fn metadata_fields(words: &'static Catalogue, draft: &UseStateHandle<Rc<Draft>>, change: &Change) -> Html {
    type Field = fn(&mut Metadata) -> &mut Option<String>;
    let fields: [(&'static str, Field); 6] = [
        (words.draft.title, |metadata| &mut metadata.title),
        (words.draft.byline, |metadata| &mut metadata.byline),
        (words.draft.published, |metadata| &mut metadata.published),
        (words.draft.site, |metadata| &mut metadata.site),
        (words.draft.source, |metadata| &mut metadata.source),
        (words.draft.language_of_article, |metadata| &mut metadata.language),
    ];
    let mut metadata = draft.metadata.clone();
    html! {
        <div class="metadata">
            { for fields.into_iter().map(|(name, field)| {
                let change = change.clone();
                let onchange = Callback::from(move |event: Event| {
                    let value = event.target_unchecked_into::<HtmlInputElement>().value().trim().to_owned();
                    change.emit(Box::new(move |draft| {
                        *field(&mut draft.metadata) = Some(value).filter(|value| !value.is_empty());
                    }));
                });
                let value = field(&mut metadata).clone().unwrap_or_default();
                html! {
                    <label class="field">{ name }<input type="text" dir="auto" {value} {onchange} /></label>
                }
            }) }
        </div>
    }
}

/// The place of the piece whose checkbox was clicked, and whether it is ticked now. Pressing its words ticks it too.
fn checkbox_of(event: &MouseEvent) -> Option<(usize, bool)> {
    let target = event.target_dyn_into::<Element>()?;
    let row = target.closest("[data-piece]").ok()??;
    let place = row.get_attribute("data-piece")?.parse().ok()?;
    let field = row.query_selector("input").ok()??.dyn_into::<HtmlInputElement>().ok()?;
    if target.tag_name().eq_ignore_ascii_case("p") {
        // An element of the page takes the focus.
        let _ = field.focus();
        return Some((place, !field.checked()));
    }
    (Element::from(field.clone()) == target).then(|| (place, field.checked()))
}

/// Where to in the list.
#[derive(Clone, Copy)]
enum Step {
    Next,
    Previous,
    First,
    Last,
}

/// The checkbox of another piece, or the button of what is folded up there.
fn neighbour(field: &Element, step: Step) -> Option<HtmlElement> {
    let row = field.closest("[data-piece]").ok()??;
    let list = row.parent_element()?;
    let next = match step {
        Step::Next => row.next_element_sibling(),
        Step::Previous => row.previous_element_sibling(),
        Step::First => list.first_element_child(),
        Step::Last => list.last_element_child(),
    };
    next?.query_selector("input, button").ok()??.dyn_into().ok()
}
