//! What files of other tools were read as, before they are added: the format can be changed and the annotator named.

use web_sys::{Event, HtmlInputElement, HtmlSelectElement, MouseEvent};
use yew::{Callback, Html, TargetCast, html};

use super::adding::{Adding, Preview};
use crate::app::jobs::{Choice, Imported, ImportedGroup, Reading};
use crate::domain::formats::Format;
use crate::domain::id::Annotator;
use crate::ui::parts::{Dialog, progress};
use crate::ui::report;
use crate::ui::store::Api;

/// The preview in a dialog.
pub fn view(api: &Api, adding: &Adding, preview: &Preview) -> Html {
    let words = api.words;
    let onclose = {
        let adding = adding.clone();
        Callback::from(move |()| adding.discard())
    };
    let onadd = {
        let adding = adding.clone();
        Callback::from(move |_: MouseEvent| adding.accept())
    };
    let cancel = onclose.reform(|_: MouseEvent| ());
    let stop = {
        let adding = adding.clone();
        Callback::from(move |()| adding.cancel())
    };
    let something = preview.groups.iter().any(|group| group.outcome.is_ok());
    html! {
        <Dialog title={words.adding.import_preview} close={words.program.close} {onclose} class="wide">
            { for preview.groups.iter().map(|group| of_group(api, adding, preview, group)) }
            if let Some(running) = adding.running().filter(|_| preview.is_reading) {
                { progress(&(words.adding.reading)(&running.name), running.part, words.adding.stop, &stop) }
            }
            if let Some(error) = &preview.error {
                <p class="error" role="alert">{ (words.adding.not_read_again)(error) }</p>
            }
            <div class="actions">
                <button type="button" class="primary" data-focus="" disabled={!something || preview.is_reading} onclick={onadd}>{ words.adding.import_add }</button>
                <button type="button" onclick={cancel}>{ words.program.cancel }</button>
            </div>
        </Dialog>
    }
}

fn of_group(api: &Api, adding: &Adding, preview: &Preview, group: &ImportedGroup) -> Html {
    let words = api.words;
    let name = if group.name.is_empty() { words.adding.pasted_text } else { &group.name };
    let said = preview.choices.iter().find(|choice| choice.name == group.name).cloned();
    let said = said.unwrap_or_else(|| Choice { name: group.name.clone(), ..Choice::default() });
    let onformat = {
        let (adding, said) = (adding.clone(), said.clone());
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            adding.choose(Choice { reading: Reading::named(&chosen), ..said.clone() });
        })
    };
    let chosen = said.reading.unwrap_or(group.reading);
    let readings = Format::ALL.into_iter().filter(|format| format.imports()).map(Reading::Format);
    let readings: Vec<Reading> = readings.chain([Reading::Article]).collect();
    // An attribute does not take back what somebody chose, where the files could not be read so.
    let index = readings.iter().position(|reading| *reading == chosen).map_or(-1, |index| index as i32);
    let options = readings.iter().map(|reading| {
        html! {
            <option value={reading.name()} selected={*reading == chosen}>{ (words.adding.reading_name)(*reading) }</option>
        }
    });
    html! {
        <section class="import-report">
            <h3 dir="auto">{ name }</h3>
            <div class="field-row">
                <label class="field">
                    { words.export.format }
                    <select ~selectedIndex={index} onchange={onformat}>{ for options }</select>
                </label>
                { match &group.outcome {
                    Ok(imported) => annotator_field(api, adding, imported, &said),
                    Err(_) => Html::default(),
                } }
            </div>
            { match &group.outcome {
                Ok(imported) => of_imported(api, imported),
                Err(refusal) => html! { <p class="error">{ (words.adding.refusal)(name, refusal) }</p> },
            } }
        </section>
    }
}

/// Whose work it is, where the files don't say.
fn annotator_field(api: &Api, adding: &Adding, imported: &Imported, said: &Choice) -> Html {
    if !imported.is_nameless {
        return Html::default();
    }
    let onchange = {
        let (adding, said) = (adding.clone(), said.clone());
        Callback::from(move |event: Event| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            let annotator = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
            adding.choose(Choice { annotator, ..said.clone() });
        })
    };
    let value = imported.annotators.first().map(ToString::to_string).unwrap_or_default();
    html! {
        <label class="field">
            { api.words.library.annotator }
            <input type="text" {value} {onchange} />
        </label>
    }
}

fn of_imported(api: &Api, imported: &Imported) -> Html {
    let words = api.words;
    let annotators: Vec<&str> = imported.annotators.iter().map(Annotator::as_str).collect();
    html! {
        <>
            <p>{ (words.adding.import_counts)(imported.added, imported.duplicates.len(), imported.spans, &annotators) }</p>
            { report::warnings(words, &imported.warnings) }
        </>
    }
}
