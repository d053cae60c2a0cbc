//! Examples on a label's card that are pinned from what is marked in the article.

use yew::{Html, html};

use crate::app::action::{Action, LabelsAction};
use crate::domain::annotation::Fragments;
use crate::domain::document::Document;
use crate::domain::id::LabelId;
use crate::domain::schema::edit::{Edit, LabelEdit};
use crate::domain::schema::examples::{example_of, parts};
use crate::ui::store::Api;

/// Pins what is marked to the card of the label.
pub(in crate::ui) fn pin(api: &Api, document: &Document, label: &LabelId, fragments: &Fragments) {
    let edit = LabelEdit::Pin(example_of(document, fragments));
    api.dispatch(Action::Labels(LabelsAction::Edit(Edit::Label(label.clone(), edit))));
}

/// An example, with what is marked in it.
pub(super) fn example(example: &str) -> Html {
    let part = |(is_marked, words): (bool, &str)| {
        if is_marked {
            html! { <b>{ words.to_owned() }</b> }
        } else {
            html! { { words.to_owned() } }
        }
    };
    html! { <p class="example" dir="auto">{ for parts(example).into_iter().map(part) }</p> }
}
