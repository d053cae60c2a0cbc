//! Fields of the label set: what is written is taken letter by letter.

use web_sys::{FocusEvent, HtmlInputElement, HtmlTextAreaElement, InputEvent, SubmitEvent};
use yew::{AttrValue, Callback, Html, Properties, TargetCast, component, html, use_state_eq};

use crate::web::forms;

/// What is written where.
#[derive(Properties, PartialEq)]
pub(in crate::ui) struct Props {
    /// What the field is called.
    pub(in crate::ui) name: AttrValue,
    /// What is in it.
    pub(in crate::ui) value: AttrValue,
    /// How many lines it shows; one line only without.
    #[prop_or_default]
    pub(in crate::ui) rows: Option<u32>,
    /// How many UTF-16 code units fit in it.
    #[prop_or(2_000)]
    pub(in crate::ui) longest: u32,
    /// Called with each letter, with all that is written.
    pub(in crate::ui) onwrite: Callback<String>,
}

/// A field with its name. As long as it is written in it shows what was written, whatever is taken of that.
#[component]
pub(in crate::ui) fn Written(props: &Props) -> Html {
    let draft = use_state_eq(|| None::<AttrValue>);
    let value = (*draft).clone().unwrap_or_else(|| props.value.clone());
    let is_area = props.rows.is_some();
    let oninput = {
        let (draft, onwrite) = (draft.setter(), props.onwrite.clone());
        Callback::from(move |event: InputEvent| {
            let written = if is_area {
                event.target_unchecked_into::<HtmlTextAreaElement>().value()
            } else {
                event.target_unchecked_into::<HtmlInputElement>().value()
            };
            draft.set(Some(written.clone().into()));
            onwrite.emit(written);
        })
    };
    let onblur = Callback::from(move |_: FocusEvent| draft.set(None));
    // Another character takes the place of the one that is there.
    let is_character = props.longest == 1;
    let onfocus = Callback::from(move |event: FocusEvent| {
        if is_character {
            event.target_unchecked_into::<HtmlInputElement>().select();
        }
    });
    html! {
        <label class="field">
            <span class="field-name">{ &props.name }</span>
            if let Some(rows) = props.rows {
                <textarea rows={rows.to_string()} maxlength={props.longest.to_string()} {value} {oninput} {onblur} dir="auto" />
            } else {
                <input type="text" maxlength={props.longest.to_string()} autocomplete="off" {value} {oninput} {onblur} {onfocus} dir="auto" />
            }
        </label>
    }
}

/// A field for the name of something new, and the button that adds it.
pub(in crate::ui) fn adding(name: &'static str, add: &'static str, onadd: Callback<String>) -> Html {
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = forms::field::<HtmlInputElement>(&event, "input") else {
            return;
        };
        let written = field.value();
        if !written.trim().is_empty() {
            field.set_value("");
            onadd.emit(written);
        }
    });
    html! {
        <form class="adding" {onsubmit}>
            <input type="text" aria-label={name} placeholder={name} maxlength="80" autocomplete="off" required=true dir="auto" />
            <button type="submit">{ add }</button>
        </form>
    }
}
