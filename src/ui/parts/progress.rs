//! How far something is that takes a while, and a way to stop it.

use web_sys::MouseEvent;
use yew::{Callback, Html, html};

/// Into how many steps the bar is divided.
const STEPS: u32 = 1_000;

/// A bar that is filled by the part that is done, from 0 to 1, with the name of the work and a button to stop it.
pub fn progress(name: &str, part: f64, stop: &'static str, onstop: &Callback<()>) -> Html {
    let done = (part * f64::from(STEPS)) as u32;
    html! {
        <div class="progress">
            <span>{ name }</span>
            <progress max={STEPS.to_string()} value={done.to_string()} aria-label={name.to_owned()}></progress>
            <button type="button" class="quiet" onclick={onstop.reform(|_: MouseEvent| ())}>{ stop }</button>
        </div>
    }
}
