//! What became of files that were added: what is new, what was here, what could not be read as it stands.

use yew::{Callback, Html, html};

use super::adding::Outcome;
use crate::ui::keeper::{AddError, Added};
use crate::ui::messages::Catalogue;
use crate::ui::parts::Dialog;
use crate::ui::store::Api;

/// So many warnings of one file are shown.
const SHOWN: usize = 100;
/// So few are shown without being asked for.
const OPEN: usize = 12;

/// So many files are told of one by one.
const FILES: usize = 200;

/// The report in a dialog; `onclose` is called when it has been read. Of many files only those are named of which there is more to say than
/// that they were added.
pub fn view(api: &Api, outcomes: &[Outcome], onclose: Callback<()>) -> Html {
    let words = api.words;
    let nothing = outcomes.iter().all(|(_, outcome)| outcome.is_err());
    let title = if nothing { words.adding.nothing_added } else { words.adding.report };
    let named: Vec<&Outcome> =
        outcomes.iter().filter(|(_, outcome)| outcomes.len() == 1 || is_noteworthy(outcome)).collect();
    let more = named.len().saturating_sub(FILES);
    html! {
        <Dialog {title} close={words.program.close} {onclose}>
            if outcomes.len() > 1 {
                <p>{ total(words, outcomes) }</p>
            }
            { for named.into_iter().take(FILES).map(|(name, outcome)| html! {
                <section class="import-report">
                    { match outcome {
                        Ok(added) => of_added(words, name, added),
                        Err(error) => html! { <p class="error">{ (words.adding.add_error)(name, error) }</p> },
                    } }
                </section>
            }) }
            if more > 0 {
                <p>{ (words.adding.more_warnings)(more) }</p>
            }
        </Dialog>
    }
}

fn is_noteworthy(outcome: &Result<Added, AddError>) -> bool {
    outcome.as_ref().map_or(true, |added| {
        added.left_out > 0 || added.new.is_empty() || to_be_told(&added.warnings).next().is_some()
    })
}

/// What came of all files together.
fn total(words: &Catalogue, outcomes: &[Outcome]) -> String {
    let mut sum = Added::default();
    for added in outcomes.iter().filter_map(|(_, outcome)| outcome.as_ref().ok()) {
        sum.new.extend_from_slice(&added.new);
        sum.known.extend_from_slice(&added.known);
        sum.sets += added.sets;
        sum.left_out += added.left_out;
    }
    let mut lines = counts(words, &sum);
    let failed = outcomes.iter().filter(|(_, outcome)| outcome.is_err()).count();
    lines.extend((failed > 0).then(|| (words.adding.files_failed)(failed)));
    lines.join(" ")
}

fn counts(words: &Catalogue, added: &Added) -> Vec<String> {
    let mut lines = Vec::new();
    if !added.new.is_empty() {
        lines.push((words.adding.added)(added.new.len()));
    }
    if added.sets > 0 {
        lines.push((words.adding.sets_added)(added.sets));
    }
    if added.new.is_empty() && added.sets == 0 {
        lines.push(words.adding.nothing_new.to_owned());
    }
    if !added.known.is_empty() {
        lines.push((words.adding.already_there)(added.known.len()));
    }
    if added.left_out > 0 {
        lines.push((words.adding.pieces_left_out)(added.left_out));
    }
    lines
}

fn of_added(words: &Catalogue, name: &str, added: &Added) -> Html {
    let mut lines = counts(words, added);
    lines.extend(added.elsewhere.as_deref().map(words.adding.elsewhere));
    html! {
        <>
            <h3 dir="auto">{ name }</h3>
            <p>{ lines.join(" ") }</p>
            { warnings(words, &added.warnings) }
        </>
    }
}

/// A warning: place, what, details.
type Warning = (String, String, String);

/// The warnings that somebody has to be told of; of the others nobody need think.
pub(super) fn to_be_told(warnings: &[Warning]) -> impl Iterator<Item = &Warning> {
    warnings.iter().filter(|(_, what, _)| !matches!(what.as_str(), "line-ends" | "byte-order-mark"))
}

/// The title of the article that an article is nearly the same as, and how much of them is.
pub(super) fn near_duplicate(warnings: &[Warning]) -> Option<(&str, &str)> {
    let warning = warnings.iter().find(|(_, what, _)| what == "near-duplicate");
    warning.map(|(title, _, share)| (title.as_str(), share.as_str()))
}

/// What could not be read as it stands, in a list that opens.
pub(super) fn warnings(words: &Catalogue, warnings: &[Warning]) -> Html {
    let more = warnings.len().saturating_sub(SHOWN);
    if warnings.is_empty() {
        return Html::default();
    }
    html! {
        <details open={warnings.len() <= OPEN}>
            <summary>{ (words.adding.warnings)(warnings.len()) }</summary>
            <ul>
                { for warnings.iter().take(SHOWN).map(|(at, what, details)| html! {
                    <li>
                        if !at.is_empty() { <code>{ at }</code>{ ": " } }
                        { (words.adding.warning)(what) }
                        if !details.is_empty() { { " (" }<bdi>{ details }</bdi>{ ")" } }
                    </li>
                }) }
            </ul>
            if more > 0 {
                <p>{ (words.adding.more_warnings)(more) }</p>
            }
        </details>
    }
}
