//! Asks for a name.

use web_sys::{FocusEvent, HtmlInputElement, SubmitEvent};
use yew::{AttrValue, Callback, Html, TargetCast, html};

use crate::ui::messages::Catalogue;
use crate::ui::parts::Dialog;
use crate::web::forms;

/// What is asked.
pub(super) struct NameDialog {
    /// The dialog's heading.
    pub(super) title: &'static str,
    /// What the name means.
    pub(super) hint: &'static str,
    /// What the field is called.
    pub(super) label: &'static str,
    /// The name there is.
    pub(super) value: String,
    /// Names to choose from.
    pub(super) known: Vec<AttrValue>,
    /// What the button says.
    pub(super) confirm: &'static str,
    /// Called with the name, which is not empty.
    pub(super) onname: Callback<String>,
    /// Called when no name is wanted.
    pub(super) onclose: Callback<()>,
}

impl NameDialog {
    /// A dialog with one field.
    pub(super) fn view(self, words: &Catalogue) -> Html {
        let onname = self.onname;
        let onsubmit = Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let name = forms::field::<HtmlInputElement>(&event, "input").map(|field| field.value().trim().to_owned());
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                onname.emit(name);
            }
        });
        let onfocus = Callback::from(|event: FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select());
        html! {
            <Dialog title={self.title} close={words.program.close} onclose={self.onclose}>
                <form class="field" {onsubmit}>
                    <p class="hint">{ self.hint }</p>
                    <label for="name-field">{ self.label }</label>
                    <input id="name-field" type="text" required=true maxlength="80" autocomplete="off" data-focus="" dir="auto"
                        value={self.value} list="known-names" {onfocus} />
                    <datalist id="known-names">
                        { for self.known.into_iter().map(|name| html! { <option value={name}></option> }) }
                    </datalist>
                    <div class="actions"><button type="submit" class="primary">{ self.confirm }</button></div>
                </form>
            </Dialog>
        }
    }
}
