//! How much is worked: the clock beside the article, and what it has counted. All of it stays in this browser.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use web_sys::MouseEvent;
use yew::{Callback, Event, Html, Properties, component, hook, html, use_effect_with, use_mut_ref, use_state_eq};

use crate::app::action::Action;
use crate::app::rhythm::{Clock, Day, Rhythm, Tally};
use crate::app::state::AppState;
use crate::ui::parts::Dialog;
use crate::ui::shared::Shared;
use crate::ui::store::{Api, use_api};
use crate::web::{fresh, intl, local};

/// Under which name this browser keeps what was counted.
const STORED: &str = "postil-rhythm";
/// How often the clock is read, in milliseconds.
const EVERY: u32 = 10_000;
/// What counts as work.
const INPUTS: [&str; 5] = ["keydown", "pointerdown", "pointermove", "wheel", "touchmove"];

/// The clock at what it counts for.
#[derive(Default)]
struct Watch {
    clock: Clock,
    /// The article and annotator; none while no article is open.
    article: Option<String>,
    /// What was counted and is not kept yet.
    worked: f64,
    made: Tally,
    seen: Tally,
}

fn stored() -> Rhythm {
    local::get(STORED).map(|stored| Rhythm::read(&stored)).unwrap_or_default()
}

/// Keeps what was counted, and shows it. Read anew, since another tab may have counted too.
fn keep(api: &Api, change: impl FnOnce(&mut Rhythm)) {
    let mut rhythm = stored();
    let before = rhythm.clone();
    change(&mut rhythm);
    if rhythm != before {
        local::set(STORED, &rhythm.write());
        api.dispatch(Action::Worked(Arc::new(rhythm)));
    }
}

/// Whether what is pressed now is pressed here.
fn has_focus() -> bool {
    let page = web_sys::window().and_then(|window| window.document());
    page.is_some_and(|page| page.has_focus().unwrap_or_default())
}

impl Watch {
    fn flush(&mut self, api: &Api) {
        let done = Day { made: self.made, worked: self.worked };
        (self.made, self.worked) = (Tally::default(), 0.0);
        if let Some(article) = self.article.clone().filter(|_| done != Day::default()) {
            keep(api, |rhythm| rhythm.add(&fresh::today(), &article, done));
        }
    }
}

/// Counts while an article is open, this window has the focus and somebody does something in it. Of two tabs only one has the
/// focus, so nothing counts twice.
#[hook]
pub fn use_rhythm(state: &Shared<AppState>, api: &Api) {
    let watch: Rc<RefCell<Watch>> = use_mut_ref(Watch::default);
    {
        let (watch, api) = (watch.clone(), api.clone());
        use_effect_with((state.head_key(), state.tally), move |(article, tally)| {
            let mut watch = watch.borrow_mut();
            watch.made.spans += tally.since(watch.seen).spans;
            watch.made.done += tally.since(watch.seen).done;
            watch.seen = *tally;
            if watch.article != *article {
                watch.worked += watch.clock.stop(fresh::moment());
                watch.flush(&api);
                watch.article.clone_from(article);
                if has_focus() {
                    watch.clock.input(fresh::moment());
                }
            }
        });
    }
    let api = api.clone();
    use_effect_with((), move |()| {
        api.dispatch(Action::Worked(Arc::new(stored())));
        let window = web_sys::window();
        let listen = |name: &'static str, act: fn(&mut Watch, &Api)| {
            let (watch, api) = (watch.clone(), api.clone());
            let window = window.as_ref()?;
            Some(EventListener::new(window, name, move |_| act(&mut watch.borrow_mut(), &api)))
        };
        let input: fn(&mut Watch, &Api) = |watch, _| {
            if watch.article.is_some() && has_focus() {
                watch.worked += watch.clock.input(fresh::moment());
            }
        };
        let stop: fn(&mut Watch, &Api) = |watch, api| {
            watch.worked += watch.clock.stop(fresh::moment());
            watch.flush(api);
        };
        let mut listeners: Vec<_> = INPUTS.iter().map(|name| listen(name, input)).collect();
        listeners.extend(["blur", "pagehide"].map(|name| listen(name, stop)));
        let timer = {
            let (watch, api) = (watch.clone(), api.clone());
            Interval::new(EVERY, move || {
                let mut watch = watch.borrow_mut();
                watch.worked += watch.clock.tick(fresh::moment());
                watch.flush(&api);
            })
        };
        move || drop((listeners, timer))
    });
}

/// How long the annotator has worked on the open article.
pub fn on_article(api: &Api, state: &AppState) -> Html {
    let words = &api.words.rhythm;
    let worked = state.head_key().map_or(0.0, |article| state.rhythm.article(&article));
    if state.rhythm.off || worked < 60_000.0 {
        return Html::default();
    }
    html! {
        <span class="worked hint" title={words.on_article}>
            <span class="unseen">{ words.on_article }{ ": " }</span>{ (words.minutes)(worked) }
        </span>
    }
}

/// What is shown.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: Shared<AppState>,
}

/// What was done today, which opens what was done on other days, and the switch.
#[component]
pub fn WorkRhythm(props: &Props) -> Html {
    let api = use_api();
    let words = &api.words.rhythm;
    let is_open = use_state_eq(|| false);
    let rhythm = &props.state.rhythm;
    let open = {
        let is_open = is_open.setter();
        Callback::from(move |_: MouseEvent| is_open.set(true))
    };
    let onclose = {
        let is_open = is_open.setter();
        Callback::from(move |()| is_open.set(false))
    };
    let today = if rhythm.off { words.off.to_owned() } else { (words.today)(rhythm.day(&fresh::today())) };
    html! {
        <>
            <button type="button" class="quiet rhythm" title={words.title} onclick={open}>{ today }</button>
            if *is_open {
                <Dialog title={words.title} close={api.words.program.close} {onclose}>{ counted(&api, rhythm) }</Dialog>
            }
        </>
    }
}

/// The middle of the day where the reader is, which is on that day for whoever writes it.
fn noon(day: &str) -> String {
    format!("{day}T12:00:00")
}

fn counted(api: &Api, rhythm: &Rhythm) -> Html {
    let words = &api.words.rhythm;
    let onswitch = {
        let api = api.clone();
        Callback::from(move |_: Event| keep(&api, |rhythm| rhythm.off = !rhythm.off))
    };
    let forget = {
        let api = api.clone();
        Callback::from(move |_: MouseEvent| keep(&api, Rhythm::clear))
    };
    let row = |(day, counts): (&str, Day)| {
        html! {
            <tr key={day.to_owned()}>
                <th scope="row">{ intl::day(api.words.language, &noon(day)) }</th>
                <td>{ counts.made.spans.max(0) }</td><td>{ counts.made.done.max(0) }</td><td>{ (words.minutes)(counts.worked) }</td>
            </tr>
        }
    };
    html! {
        <>
            <p class="hint">{ words.hint }</p>
            if rhythm.is_empty() {
                <p>{ words.nothing }</p>
            } else {
                <table class="rhythm-days">
                    <thead><tr>{ for words.columns.map(|column| html! { <th scope="col">{ column }</th> }) }</tr></thead>
                    <tbody>{ for rhythm.days().map(row) }</tbody>
                </table>
            }
            <div class="single-keys">
                <label><input type="checkbox" checked={!rhythm.off} onchange={onswitch} />{ words.count }</label>
                <button type="button" disabled={rhythm.is_empty()} onclick={forget}>{ words.forget }</button>
            </div>
        </>
    }
}
