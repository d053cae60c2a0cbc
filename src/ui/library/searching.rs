//! Looks for what is sought in the articles themselves, and starts anew whenever something else is sought.

use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;
use yew::{hook, use_state};

use crate::app::jobs::{Found, Sought};
use crate::app::state::AppState;
use crate::domain::id::DocumentId;
use crate::ui::keeper::ExportError;
use crate::ui::store::Api;
use crate::ui::work::use_latest;

/// So long nothing is read, in milliseconds, since the next letter may follow.
const PAUSE: u32 = 200;

/// How far a search is. A clone shares what was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    /// What was found by now.
    pub(super) found: Rc<BTreeMap<DocumentId, Found>>,
    /// How much is done, from 0 to 1, as long as not all is.
    pub(super) part: Option<f64>,
    /// Why not all could be searched.
    pub(super) failed: Option<ExportError>,
}

impl PartialEq for Search {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.found, &other.found) && self.part == other.part && self.failed == other.failed
    }
}

/// Searches the articles of the shown project. What was found of something else is not shown any more at once.
#[hook]
pub(super) fn use_search(api: &Api, state: &AppState, sought: Sought) -> Search {
    let search = use_state(|| (Sought::default(), Search::default()));
    let (setter, keeper) = (search.setter(), api.keeper.clone());
    let place = (state.project.id.clone(), state.library.len());
    use_latest((sought.clone(), place), move |(sought, _), latest| {
        let mut so_far = Search { part: (!sought.is_nothing()).then_some(0.0), ..Search::default() };
        setter.set((sought.clone(), so_far.clone()));
        let sought = sought.clone();
        async move {
            TimeoutFuture::new(PAUSE).await;
            if sought.is_nothing() || !latest.is_wanted() {
                return;
            }
            let shown = std::cell::RefCell::new(&mut so_far);
            let told = |found: Vec<Found>, part| {
                let mut so_far = shown.borrow_mut();
                let mut all = (*so_far.found).clone();
                all.extend(found.into_iter().map(|found| (found.document.clone(), found)));
                **so_far = Search { found: Rc::new(all), part: Some(part).filter(|part| *part < 1.0), failed: None };
                if latest.is_wanted() {
                    setter.set((sought.clone(), so_far.clone()));
                }
            };
            let outcome = keeper.search(&sought, &latest.work, told).await;
            if let Err(error) = outcome
                && latest.is_wanted()
            {
                setter.set((sought.clone(), Search { part: None, failed: Some(error), ..so_far }));
            }
        }
    });
    if search.0 == sought { search.1.clone() } else { Search { part: Some(0.0), ..Search::default() } }
}
