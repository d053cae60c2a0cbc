//! What stands over the list: search, filters, order, and how many articles there are.

use web_sys::{HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::{Callback, Event, Html, TargetCast, html};

use super::searching::Search;
use crate::app::action::Action;
use crate::app::state::AppState;
use crate::app::views::{Assigned, Listed, Sort, known_people};
use crate::domain::annotation::Status;
use crate::ui::shared::Shared;
use crate::ui::store::Api;

const ORDERS: [Sort; 6] = [Sort::Newest, Sort::Oldest, Sort::WorkedOn, Sort::Title, Sort::Length, Sort::Spans];
/// Every status.
pub(super) const STATUSES: [Status; 3] = [Status::New, Status::InProgress, Status::Done];

/// The tools; so many articles are shown.
pub(super) fn view(api: &Api, state: &Shared<AppState>, search: &Search, shown: usize) -> Html {
    let words = api.words;
    let wanted = &state.listed;
    let onsearch = {
        let (api, state) = (api.clone(), state.clone());
        Callback::from(move |event: InputEvent| {
            let search = event.target_unchecked_into::<HtmlInputElement>().value();
            api.dispatch(Action::List(Listed { search, ..state.listed.clone() }));
        })
    };
    let people = known_people(&state.library);
    let mut assigned = vec![
        (Assigned::Anyone, words.library.show_all.to_owned()),
        (Assigned::Me, words.library.assigned_to_me.to_owned()),
        (Assigned::Nobody, words.library.assigned_to_nobody.to_owned()),
    ];
    let others = people.into_iter().filter(|person| *person != state.annotator);
    assigned.extend(others.map(|person| (Assigned::To(person.clone()), person.to_string())));
    let mut labels = vec![(None, words.article.all_labels.to_owned())];
    labels.extend(state.project.schema.labels.iter().map(|label| (Some(label.id.clone()), label.name.clone())));
    let mut statuses = vec![(None, words.library.show_all.to_owned())];
    statuses.extend(STATUSES.map(|status| (Some(status), (words.library.status)(status).to_owned())));
    let orders = ORDERS.map(|sort| (sort, (words.library.sort_by)(sort).to_owned())).to_vec();
    let count = if shown == state.library.len() {
        (words.library.article_count)(shown)
    } else {
        (words.library.shown_of)(shown, state.library.len())
    };
    let said = match &search.failed {
        Some(error) => (words.export.export_error)(error),
        None if search.part.is_some() => (words.library.searching)(shown),
        None => count,
    };
    html! {
        <div class="library-tools">
            <input type="search" aria-label={words.library.search_articles} placeholder={words.library.search_articles} value={wanted.search.clone()}
                oninput={onsearch} />
            { choice(api, state, words.library.show, statuses, &wanted.status, |listed, status| listed.status = status) }
            { choice(api, state, words.library.assigned, assigned, &wanted.assigned, |listed, assigned| listed.assigned = assigned) }
            { choice(api, state, words.article.label, labels, &wanted.label, |listed, label| listed.label = label) }
            { choice(api, state, words.library.sort, orders, &wanted.sort, |listed, sort| listed.sort = sort) }
            <span class="hint" role="status">{ said }</span>
        </div>
    }
}

/// A list of values to choose from, each with its name.
fn choice<T: Clone + PartialEq + 'static>(
    api: &Api,
    state: &Shared<AppState>,
    name: &'static str,
    values: Vec<(T, String)>,
    chosen: &T,
    set: impl Fn(&mut Listed, T) + 'static,
) -> Html {
    let options: Html =
        values.iter().map(|(value, name)| html! { <option selected={value == chosen}>{ name }</option> }).collect();
    let onchange = {
        let (api, state) = (api.clone(), state.clone());
        Callback::from(move |event: Event| {
            let place = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let value = usize::try_from(place).ok().and_then(|place| values.get(place));
            if let Some((value, _)) = value {
                let mut listed = state.listed.clone();
                set(&mut listed, value.clone());
                api.dispatch(Action::List(listed));
            }
        })
    };
    html! { <label>{ name }<select {onchange}>{ options }</select></label> }
}
