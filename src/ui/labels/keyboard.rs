//! Keys that undo and do again; in a field they are the field's own.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::{hook, use_effect_with};

use crate::app::action::Action;
use crate::app::keys::{Focus, Press, labels_command};
use crate::ui::store::Api;
use crate::web::forms;

/// Listens as long as the place is shown.
#[hook]
pub(in crate::ui) fn use_keyboard(api: &Api) {
    use_effect_with(api.clone(), |api| {
        let api = api.clone();
        let page = web_sys::window().and_then(|window| window.document());
        let options = EventListenerOptions::enable_prevent_default();
        let listener = page.map(|page| {
            EventListener::new_with_options(&page, "keydown", options, move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    pressed(&api, event);
                }
            })
        });
        move || drop(listener)
    });
}

fn pressed(api: &Api, event: &KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|element| matches!(element.closest("dialog"), Ok(Some(_)))) {
        return;
    }
    let press = Press {
        key: event.key(),
        command: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
        shift: event.shift_key(),
    };
    let focus = if forms::is_for_text(event) { Focus::Field } else { Focus::Nothing };
    if let Some(action) = labels_command(&press, focus) {
        event.prevent_default();
        api.dispatch(Action::Labels(action));
    }
}
