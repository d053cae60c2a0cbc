//! With which spans those of a label may share text.

use web_sys::HtmlSelectElement;
use yew::{Callback, Event, Html, TargetCast, html};

use crate::app::action::{Action, LabelsAction};
use crate::domain::schema::edit::{Edit, LabelEdit};
use crate::domain::schema::{Label, Overlap};
use crate::ui::store::Api;

pub(super) fn view(api: &Api, label: &Label) -> Html {
    let words = &api.words.rules;
    let onchange = {
        let (api, id) = (api.clone(), label.id.clone());
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let overlap = usize::try_from(chosen).ok().and_then(|chosen| Overlap::ALL.get(chosen));
            if let Some(overlap) = overlap {
                let edit = Edit::Label(id.clone(), LabelEdit::Overlap(*overlap));
                api.dispatch(Action::Labels(LabelsAction::Edit(edit)));
            }
        })
    };
    html! {
        <>
        <label class="field">
            <span class="field-name">{ words.overlap }</span>
            <select {onchange} aria-describedby="overlap-hint">
                { for Overlap::ALL.map(|overlap| html! {
                    <option selected={label.overlap == overlap}>{ (words.overlap_name)(overlap) }</option>
                }) }
            </select>
        </label>
        <p id="overlap-hint" class="hint">{ words.overlap_hint }</p>
        </>
    }
}
