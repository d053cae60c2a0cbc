//! What became of files that were added: what is new, what was here, what could not be read as it stands.

use yew::{Callback, Html, html};

use super::adding::Outcome;
use crate::ui::keeper::Added;
use crate::ui::messages::Catalogue;
use crate::ui::parts::Dialog;
use crate::ui::store::Api;

/// So many warnings of one file are shown.
const SHOWN: usize = 100;
/// So few are shown without being asked for.
const OPEN: usize = 12;

/// The report in a dialog; `onclose` is called when it has been read.
pub fn view(api: &Api, outcomes: &[Outcome], onclose: Callback<()>) -> Html {
    let words = api.words;
    let nothing = outcomes.iter().all(|(_, outcome)| outcome.is_err());
    let title = if nothing { words.nothing_added } else { words.report };
    html! {
        <Dialog {title} close={words.close} {onclose}>
            { for outcomes.iter().map(|(name, outcome)| html! {
                <section class="import-report">
                    { match outcome {
                        Ok(added) => of_added(words, name, added),
                        Err(error) => html! { <p class="error">{ (words.add_error)(name, error) }</p> },
                    } }
                </section>
            }) }
        </Dialog>
    }
}

fn of_added(words: &Catalogue, name: &str, added: &Added) -> Html {
    let mut lines = Vec::new();
    if !added.new.is_empty() {
        lines.push((words.added)(added.new.len()));
    }
    if added.sets > 0 {
        lines.push((words.sets_added)(added.sets));
    }
    if added.new.is_empty() && added.sets == 0 {
        lines.push(words.nothing_new.to_owned());
    }
    if !added.known.is_empty() {
        lines.push((words.already_there)(added.known.len()));
    }
    lines.extend(added.elsewhere.as_deref().map(words.elsewhere));
    if added.repaired {
        lines.push(words.repaired.to_owned());
    }
    html! {
        <>
            <h3 dir="auto">{ name }</h3>
            <p>{ lines.join(" ") }</p>
            { warnings(words, &added.warnings) }
        </>
    }
}

/// What could not be read as it stands, in a list that opens.
pub(super) fn warnings(words: &Catalogue, warnings: &[(String, String, String)]) -> Html {
    let more = warnings.len().saturating_sub(SHOWN);
    if warnings.is_empty() {
        return Html::default();
    }
    html! {
        <details open={warnings.len() <= OPEN}>
            <summary>{ (words.warnings)(warnings.len()) }</summary>
            <ul>
                { for warnings.iter().take(SHOWN).map(|(at, what, details)| html! {
                    <li>
                        if !at.is_empty() { <code>{ at }</code>{ ": " } }
                        { (words.warning)(what) }
                        if !details.is_empty() { { " (" }<bdi>{ details }</bdi>{ ")" } }
                    </li>
                }) }
            </ul>
            if more > 0 {
                <p>{ (words.more_warnings)(more) }</p>
            }
        </details>
    }
}
