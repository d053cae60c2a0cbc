//! Choosing anew what belongs to the article.

use std::rc::Rc;

use yew::{Callback, Html, Properties, component, html, use_memo, use_state};

use crate::domain::article::draft::Draft;
use crate::domain::document::Document;
use crate::ui::adding::Outcome;
use crate::ui::draft_dialog::DraftDialog;
use crate::ui::keeper::ReviseError;
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::use_api;

/// What the dialog is about.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The article.
    pub document: Shared<Document>,
    /// Called when it has become another one, with what found no place there.
    pub onreport: Callback<Outcome>,
    /// Called when it is over.
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn Revise(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let draft = use_memo(props.document.clone(), |document| Draft::from(&**document));
    let busy = use_state(|| false);
    let error = use_state(|| None::<ReviseError>);
    let onaccept = {
        let (api, document) = (api.clone(), props.document.clone());
        let (busy, error) = (busy.clone(), error.clone());
        let (onreport, onclose) = (props.onreport.clone(), props.onclose.clone());
        Callback::from(move |draft: Rc<Draft>| {
            busy.set(true);
            let (api, id) = (api.clone(), document.id().clone());
            let (busy, error) = (busy.clone(), error.clone());
            let (onreport, onclose) = (onreport.clone(), onclose.clone());
            wasm_bindgen_futures::spawn_local(async move {
                match api.keeper.revise(&id, (*draft).clone()).await {
                    Ok((now, added)) => {
                        onclose.emit(());
                        if now != id {
                            Route::Article(now).go();
                        }
                        if !added.warnings.is_empty() {
                            onreport.emit((api.words.draft.revised.to_owned(), Ok(added)));
                        }
                    }
                    Err(why) => {
                        busy.set(false);
                        error.set(Some(why));
                    }
                }
            });
        })
    };
    html! {
        <DraftDialog draft={draft} title={words.draft.revise} accept={words.draft.save_revised} busy={*busy} {onaccept}
            onclose={&props.onclose}>
            <p class="hint">{ words.draft.revise_hint }</p>
            if let Some(why) = &*error {
                <p class="error" role="alert">{ (words.draft.not_revised)(why) }</p>
            }
        </DraftDialog>
    }
}
