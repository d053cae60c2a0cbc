//! Asks what becomes of the spans of a label that is to go.

use yew::{Callback, Html, Properties, TargetCast, component, html, use_effect_with, use_state, use_state_eq};

use crate::app::action::{Action, LabelsAction};
use crate::app::state::{AppState, Notice};
use crate::domain::id::LabelId;
use crate::domain::schema::Label;
use crate::domain::schema::edit::{Edit, LabelEdit};
use crate::ui::keeper::Uses;
use crate::ui::parts::Dialog;
use crate::ui::shared::Shared;
use crate::ui::store::use_api;

/// What is to be deleted.
#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) state: Shared<AppState>,
    pub(super) label: Label,
    /// Called when it is over.
    pub(super) onclose: Callback<()>,
}

/// What becomes of the spans.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Keep,
    Relabel,
    Delete,
}

/// The dialog: counts the spans first.
#[component]
pub(super) fn Deleting(props: &Props) -> Html {
    let api = use_api();
    let words = &api.words.editor;
    let uses = use_state(|| None::<Uses>);
    let fate = use_state_eq(|| Fate::Keep);
    let other = use_state_eq(|| None::<LabelId>);
    let busy = use_state_eq(|| false);
    {
        let (keeper, uses) = (api.keeper.clone(), uses.setter());
        let onclose = props.onclose.clone();
        use_effect_with(props.label.id.clone(), move |label| {
            let label = label.clone();
            wasm_bindgen_futures::spawn_local(async move {
                match keeper.uses_of(&label).await {
                    Ok(found) => uses.set(Some(found)),
                    Err(error) => {
                        keeper.report(&error);
                        onclose.emit(());
                    }
                }
            });
        });
    }
    let others: Vec<&Label> =
        props.state.project.schema.labels.iter().filter(|label| label.id != props.label.id).collect();
    let chosen = other.as_ref().and_then(|id| others.iter().find(|label| label.id == *id)).or(others.first()).copied();
    let ondelete = {
        let (api, label, onclose, busy) = (api.clone(), props.label.id.clone(), props.onclose.clone(), busy.setter());
        let (uses, fate, to) = ((*uses).clone(), *fate, chosen.cloned());
        Callback::from(move |_: web_sys::MouseEvent| {
            let (api, label, onclose, busy) = (api.clone(), label.clone(), onclose.clone(), busy.clone());
            let (uses, to) = (uses.clone().unwrap_or_default(), to.clone().filter(|_| fate == Fate::Relabel));
            busy.set(true);
            wasm_bindgen_futures::spawn_local(async move {
                if fate != Fate::Keep && uses.spans > 0 {
                    let to_id = to.as_ref().map(|label| &label.id);
                    if let Err(error) = api.keeper.resettle(&uses, &label, to_id, &api.stamp()).await {
                        // The label stays, so that the rest can be done once more.
                        api.keeper.report(&error);
                        onclose.emit(());
                        return;
                    }
                    let name = to.map(|label| label.name);
                    api.dispatch(Action::Notify(Notice::Resettled(uses.spans, uses.articles(), name)));
                }
                api.dispatch(Action::Labels(LabelsAction::Edit(Edit::Label(label, LabelEdit::Remove))));
                onclose.emit(());
            });
        })
    };
    let option = |this: Fate, name: String| {
        let onchange = {
            let fate = fate.setter();
            Callback::from(move |_: yew::Event| fate.set(this))
        };
        html! { <label class="tick"><input type="radio" name="fate" checked={*fate == this} {onchange} />{ name }</label> }
    };
    let onother = {
        let other = other.setter();
        Callback::from(move |event: yew::Event| {
            let chosen = event.target_unchecked_into::<web_sys::HtmlSelectElement>().value();
            other.set(Some(LabelId::new(chosen)));
        })
    };
    let title = (words.delete)(&props.label.name);
    html! {
        <Dialog title={title.clone()} close={api.words.program.close} onclose={props.onclose.clone()}>
            { match &*uses {
                None => html! { <p role="status">{ words.counting }</p> },
                Some(uses) if uses.spans == 0 => html! { <p>{ words.unused }</p> },
                Some(uses) => html! {
                    <>
                        <p>{ (words.used)(uses.spans, uses.articles()) }</p>
                        <fieldset class="fates">
                            <legend class="field-name">{ words.spans_become }</legend>
                            { option(Fate::Keep, (words.keep_spans)(props.label.id.as_str())) }
                            if !others.is_empty() {
                                { option(Fate::Relabel, words.relabel_spans.to_owned()) }
                            }
                            if *fate == Fate::Relabel {
                                <select aria-label={words.other_label} onchange={onother}>
                                    { for others.iter().map(|label| html! {
                                        <option value={label.id.to_string()} selected={chosen.is_some_and(|chosen| chosen.id == label.id)}>
                                            { &label.name }
                                        </option>
                                    }) }
                                </select>
                            }
                            { option(Fate::Delete, words.delete_spans.to_owned()) }
                        </fieldset>
                        <p class="hint">{ words.undo_hint }</p>
                    </>
                },
            } }
            <div class="actions">
                <button type="button" class="primary" disabled={uses.is_none() || *busy} onclick={ondelete}>{ title }</button>
                <button type="button" onclick={props.onclose.reform(|_: web_sys::MouseEvent| ())}>{ api.words.program.cancel }</button>
            </div>
        </Dialog>
    }
}
