//! The sheet with all keys, where single keys are changed and switched off, and what this browser remembers of that.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, InputEvent, MouseEvent, StorageEvent};
use yew::{Callback, Event, Html, Properties, TargetCast, component, hook, html, use_effect_with, use_state_eq};

use crate::app::action::Action;
use crate::app::keys::single::{Keys, Place, Single, Taken};
use crate::app::state::AppState;
use crate::ui::parts::{Dialog, Glyph, icon};
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
use crate::web::local;

/// Under which name this browser remembers the keys.
const STORED: &str = "postil-keys";

/// What the sheet shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
    /// Called when the reader has seen enough.
    pub onclose: Callback<()>,
}

/// The sheet.
#[component]
pub fn Shortcuts(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let refused = use_state_eq(|| None::<(Single, Taken)>);
    let keys = props.state.keys;
    let is_changed = PLACES.iter().any(|place| Single::of_place(*place).any(|single| keys.is_changed(single)));
    let change = {
        let (api, refused) = (api.clone(), refused.setter());
        Callback::from(move |(single, changed): (Single, Result<Keys, Taken>)| match changed {
            Ok(keys) => {
                refused.set(None);
                remember(&api, keys);
            }
            Err(taken) => refused.set(Some((single, taken))),
        })
    };
    let taking = |keys: Keys| {
        let (api, refused) = (api.clone(), refused.setter());
        move || {
            refused.set(None);
            remember(&api, keys);
        }
    };
    let switch = taking(keys.switched(!keys.are_off()));
    let onswitch = Callback::from(move |_: Event| switch());
    let restore = taking(Keys::default().switched(keys.are_off()));
    let all_back = Callback::from(move |_: MouseEvent| restore());
    let row = |single| {
        let refused = refused.as_ref().filter(|(refused, _)| *refused == single).map(|(_, taken)| taken);
        row(&api, &props.state, single, refused, &change)
    };
    html! {
        <Dialog title={words.keys.change} close={words.program.close} onclose={&props.onclose}>
            <div class="single-keys">
                <label>
                    <input type="checkbox" checked={!keys.are_off()} onchange={onswitch} />{ words.keys.work }
                </label>
                <button type="button" disabled={!is_changed} onclick={all_back}>{ words.keys.all_back }</button>
            </div>
            <p class="hint">{ words.keys.hint }</p>
            { for PLACES.map(|place| html! {
                <section key={place as usize}>
                    <h3>{ (words.keys.place)(place) }</h3>
                    <dl class="shortcuts">{ for Single::of_place(place).map(row) }</dl>
                </section>
            }) }
            <section>
                <h3>{ words.keys.always }</h3>
                <dl class="shortcuts">
                    { for words.commands.fixed_keys.iter().map(|(keys, meaning)| html! {
                        <div><dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt><dd>{ *meaning }</dd></div>
                    }) }
                </dl>
            </section>
        </Dialog>
    }
}

const PLACES: [Place; 3] = [Place::Article, Place::Library, Place::Review];

/// A command with the field for its key.
fn row(
    api: &Api,
    state: &Shared<AppState>,
    single: Single,
    refused: Option<&Taken>,
    change: &Callback<(Single, Result<Keys, Taken>)>,
) -> Html {
    let words = api.words;
    let keys = state.keys;
    let meaning = (words.keys.meaning)(single);
    let value = keys.given(single).map(String::from).unwrap_or_default();
    let oninput = {
        let (state, change) = (state.clone(), change.clone());
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let key = field.value().chars().next();
            let changed = keys.give(single, key, &state.project.schema);
            if changed.is_err() {
                // What is refused does not stay in the field.
                field.set_value(&keys.given(single).map(String::from).unwrap_or_default());
                field.select();
            }
            change.emit((single, changed));
        })
    };
    // Another character takes the place of the one that is there.
    let onfocus =
        Callback::from(|event: web_sys::FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select());
    let back = {
        let (state, change) = (state.clone(), change.clone());
        Callback::from(move |_: MouseEvent| change.emit((single, keys.restored(single, &state.project.schema))))
    };
    let is_taken = keys.given(single).is_some() && keys.beside(&state.project.schema).given(single).is_none();
    let label = keys.given(single).filter(|_| is_taken).and_then(|key| state.project.schema.label_for_key(key));
    html! {
        <div key={single as usize}>
            <dt>
                <input class="key" type="text" maxlength="1" autocomplete="off" autocapitalize="off" spellcheck="false"
                    aria-label={(words.keys.key_of)(meaning)} {value} {oninput} {onfocus} />
            </dt>
            <dd>
                { meaning }
                if let Some(label) = label {
                    <span class="hint">{ (words.keys.label_has_it)(&label.name) }</span>
                }
                if let Some(refused) = refused {
                    <span class="warning" role="alert">{ (words.keys.taken)(refused) }</span>
                }
            </dd>
            if keys.is_changed(single) {
                { back_button(api, single, back) }
            }
        </div>
    }
}

fn back_button(api: &Api, single: Single, onclick: Callback<MouseEvent>) -> Html {
    let name = (api.words.keys.back)(single.first_key());
    html! {
        <button type="button" class="quiet" aria-label={name.clone()} title={name} {onclick}>{ icon(Glyph::Undo) }</button>
    }
}

fn remember(api: &Api, keys: Keys) {
    local::set(STORED, &keys.write());
    api.dispatch(Action::UseKeys(keys));
}

/// Uses the keys this browser remembers, also when another tab changes them.
#[hook]
pub fn use_remembered_keys(api: &Api) {
    let dispatcher = api.dispatcher.clone();
    use_effect_with((), move |()| {
        let read = move || {
            let keys = local::get(STORED).map(|stored| Keys::read(&stored)).unwrap_or_default();
            dispatcher.dispatch(Action::UseKeys(keys));
        };
        read();
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "storage", move |event| {
                let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
                if key.as_deref() == Some(STORED) {
                    read();
                }
            })
        });
        move || drop(listener)
    });
}
