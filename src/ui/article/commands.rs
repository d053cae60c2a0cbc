//! All commands by name, for who does not remember the key.

use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::{AttrValue, Callback, Html, Properties, TargetCast, component, html, use_effect_with, use_state_eq};

use crate::app::article::{Article, Awaited};
use crate::app::keys::single::Single;
use crate::app::keys::{Command, label_command};
use crate::app::state::AppState;
use crate::app::tag_all::Alike;
use crate::domain::schema::Schema;
use crate::domain::text::find::folded;
use crate::ui::parts::Dialog;
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};

/// What is offered.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The whole state, in which an article is open.
    pub state: Shared<AppState>,
    /// Called with the command that was chosen.
    pub oncommand: Callback<Command>,
    /// Called when nothing is wanted any more.
    pub onclose: Callback<()>,
}

/// A command with its name and key.
struct Offer {
    name: String,
    key: String,
    command: Command,
}

/// A field to type a part of a name in, and the commands that have it. Arrows choose, Enter does it.
#[component]
pub fn Commands(props: &Props) -> Html {
    let api = use_api();
    let words = api.words;
    let typed = use_state_eq(String::new);
    let chosen = use_state_eq(|| 0usize);
    use_effect_with(*chosen, |chosen| {
        let page = web_sys::window().and_then(|window| window.document());
        if let Some(row) = page.and_then(|page| page.get_element_by_id(&format!("command-{chosen}"))) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let Some(article) = &props.state.article else {
        return Html::default();
    };
    let wanted: Vec<String> = typed.split_whitespace().map(|word| folded(word).collect()).collect();
    let mut fitting = offers(&api, article, &props.state.project.schema);
    fitting.retain(|offer| {
        let name: String = folded(&offer.name).collect();
        wanted.iter().all(|word| name.contains(word.as_str()))
    });
    let current = (*chosen).min(fitting.len().saturating_sub(1));
    let perform = |command: &Command| {
        let (oncommand, onclose, command) = (props.oncommand.clone(), props.onclose.clone(), command.clone());
        move || {
            onclose.emit(());
            oncommand.emit(command.clone());
        }
    };
    let oninput = {
        let (typed, chosen) = (typed.clone(), chosen.clone());
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
            chosen.set(0);
        })
    };
    let onkeydown = {
        let (chosen, count) = (chosen.clone(), fitting.len().max(1));
        let enter = fitting.get(current).map(|offer| perform(&offer.command));
        Callback::from(move |event: KeyboardEvent| {
            match (event.key().as_str(), &enter) {
                ("ArrowDown", _) => chosen.set((current + 1) % count),
                ("ArrowUp", _) => chosen.set((current + count - 1) % count),
                ("Enter", Some(enter)) => enter(),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let active = AttrValue::from(format!("command-{current}"));
    let row = |(n, offer): (usize, &Offer)| {
        let perform = perform(&offer.command);
        html! {
            <li key={n} id={format!("command-{n}")} role="option" aria-selected={(n == current).to_string()}
                onclick={Callback::from(move |_| perform())}>
                <span>{ &offer.name }</span>
                if !offer.key.is_empty() {
                    <kbd>{ &offer.key }</kbd>
                }
            </li>
        }
    };
    html! {
        <Dialog title={words.commands.commands} close={words.program.close} onclose={&props.onclose} class="commands">
            <input type="search" role="combobox" aria-expanded="true" aria-controls="commands-list" aria-autocomplete="list"
                aria-activedescendant={active} aria-label={words.commands.command_search} placeholder={words.commands.command_search} data-focus=""
                value={(*typed).clone()} {oninput} {onkeydown} autocomplete="off" spellcheck="false" />
            <ul id="commands-list" role="listbox" aria-label={words.commands.commands}>
                { for fitting.iter().enumerate().map(row) }
            </ul>
            if fitting.is_empty() {
                <p class="hint">{ words.commands.no_command }</p>
            }
        </Dialog>
    }
}

/// What can be done as things are, the nearest at hand first.
fn offers(api: &Api, article: &Article, schema: &Schema) -> Vec<Offer> {
    let words = api.words;
    let offer = |command: Command, other_key: &str| {
        let key = Single::of(&command).and_then(|single| api.keys.key(single));
        let key = key.map_or_else(|| other_key.to_owned(), String::from);
        Offer { name: (words.commands.command)(&command).to_owned(), key, command }
    };
    let mut all = Vec::new();
    if let Some(picked) = &article.picked {
        all.push(offer(Command::Await(Awaited::OtherEnd(picked.clone(), None)), ""));
        all.push(offer(Command::TagAll(Alike::Mentions(picked.clone())), ""));
        all.push(offer(Command::Mention, ""));
        all.push(offer(Command::Await(Awaited::Fragment(picked.clone())), ""));
        all.push(offer(Command::Await(Awaited::SecondLabel(picked.clone())), ""));
        all.push(offer(Command::Await(Awaited::Merge(picked.clone())), ""));
        all.push(offer(Command::Pin, ""));
        all.push(offer(Command::Delete, words.commands.delete_key));
    }
    all.extend(schema.labels.iter().map(|label| {
        let command = label_command(&label.id, article);
        let key = api.keys.of_label(label).map(String::from).unwrap_or_default();
        Offer { name: (words.commands.label_command)(&command, &label.name), key, command }
    }));
    all.push(offer(Command::Neighbour { forward: true }, ""));
    all.push(offer(Command::Neighbour { forward: false }, ""));
    all.push(offer(Command::TagAll(Alike::Untagged), ""));
    all.push(offer(Command::AsList, ""));
    all.push(offer(Command::Shortcuts, ""));
    all.extend(words.commands.command_keys.iter().map(|(command, key)| offer(command.clone(), key)));
    all
}
