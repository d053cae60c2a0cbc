//! The place where what spans mention is gathered across articles.

mod card;
mod counting;
mod list;
mod mentions;

use yew::{Callback, Html, Properties, component, html, use_mut_ref, use_state_eq};

use crate::app::state::{AppState, Notice};
use crate::domain::id::EntryId;
use crate::ui::labels::{bar, use_keyboard};
use crate::ui::parts::progress;
use crate::ui::route::Route;
use crate::ui::shared::Shared;
use crate::ui::store::use_api;
use counting::use_tallies;

/// The state to show.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
    /// The entry that is shown first.
    pub entry: Option<EntryId>,
}

/// The register. Another project needs another one, by its key.
#[component]
pub fn RegisterPage(props: &Props) -> Html {
    let api = use_api();
    use_keyboard(&api);
    let words = &api.words.register;
    let chosen = use_state_eq(|| props.entry.clone());
    // Counted anew whenever spans were linked from here, or that was taken back.
    let linked = match &props.state.said {
        (n, Some(Notice::Across(_) | Notice::TakenBack { .. })) => Some(*n),
        _ => None,
    };
    let last = use_mut_ref(|| None::<u64>);
    let since = linked.or(*last.borrow());
    last.replace(since);
    let counted = use_tallies(&api, &props.state, since);
    let schema = Shared::from(&props.state.project.schema);
    let shown = chosen.as_ref().and_then(|id| schema.entry(id)).or(schema.register.first()).cloned();
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |id: EntryId| chosen.set(Some(id)))
    };
    html! {
        <main class="label-set register">
            { bar(&api, &props.state, &Route::Register(None)) }
            <div class="label-set-body">
                <section aria-labelledby="register-heading">
                    <header class="label-set-head">
                        <h2 id="register-heading">{ words.register }</h2>
                        { list::saving(&api, &props.state) }
                    </header>
                    <p class="hint">{ words.hint }</p>
                    { counted.failure(&api) }
                    if let Some(part) = counted.part {
                        { progress(words.counting, part, api.words.program.cancel, &counted.stop()) }
                    }
                    <div class="labels-and-card">
                        <list::Entries schema={schema.clone()} tallies={counted.tallies.clone()} shown={shown.as_ref().map(|entry| entry.id.clone())}
                            choose={choose.clone()} />
                        if let Some(entry) = shown {
                            <card::Card key={entry.id.to_string()} state={props.state.clone()} entry={Shared::from(&entry)} tallies={counted.tallies.clone()}
                                counting={counted.part.is_some()} {since} {choose} />
                        } else {
                            <p class="hint">{ words.empty }</p>
                        }
                    </div>
                </section>
            </div>
        </main>
    }
}
