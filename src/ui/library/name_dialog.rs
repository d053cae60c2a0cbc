//! Asks for a name.

use web_sys::{HtmlInputElement, SubmitEvent};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_node_ref};

use crate::ui::parts::Dialog;
use crate::ui::store::use_api;

/// What is asked.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The dialog's heading.
    pub title: AttrValue,
    /// What the name means.
    pub hint: AttrValue,
    /// What the field is called.
    pub label: AttrValue,
    /// The name there is.
    pub value: AttrValue,
    /// Names to choose from.
    #[prop_or_default]
    pub known: Vec<AttrValue>,
    /// What the button says.
    pub confirm: AttrValue,
    /// Called with the name, which is not empty.
    pub onname: Callback<String>,
    /// Called when no name is wanted.
    pub onclose: Callback<()>,
}

/// A dialog with one field.
#[component]
pub fn NameDialog(props: &Props) -> Html {
    let words = use_api().words;
    let field = use_node_ref();
    use_effect_with(field.clone(), |field| {
        if let Some(field) = field.cast::<HtmlInputElement>() {
            field.select();
        }
    });
    let onsubmit = {
        let (field, onname) = (field.clone(), props.onname.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let name = field.cast::<HtmlInputElement>().map(|field| field.value().trim().to_owned());
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                onname.emit(name);
            }
        })
    };
    html! {
        <Dialog title={&props.title} close={words.close} onclose={props.onclose.clone()}>
            <form class="field" {onsubmit}>
                <p class="hint">{ &props.hint }</p>
                <label for="name-field">{ &props.label }</label>
                <input ref={field} id="name-field" type="text" required=true maxlength="80" autocomplete="off" dir="auto"
                    value={&props.value} list="known-names" />
                <datalist id="known-names">
                    { for props.known.iter().map(|name| html! { <option value={name}></option> }) }
                </datalist>
                <div class="actions"><button type="submit" class="primary">{ &props.confirm }</button></div>
            </form>
        </Dialog>
    }
}
