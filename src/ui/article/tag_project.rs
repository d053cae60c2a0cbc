//! Looking through the other articles of the project for places that may get a label.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use yew::{hook, use_effect_with, use_state};

use crate::app::jobs::{FoundMentions, FoundPlace, WantedMentions};
use crate::app::tag_all::{Sought, by_use};
use crate::domain::id::{DocumentId, LabelId};
use crate::ui::keeper::{ExportError, Work};
use crate::ui::store::Api;

/// How far the search is. A clone shares what was found.
#[derive(Clone, Default)]
pub(super) struct Elsewhere {
    /// What was found by now, article after article.
    pub(super) places: Rc<Vec<FoundPlace>>,
    /// How much is done, from 0 to 1, as long as not all is.
    pub(super) part: Option<f64>,
    /// Why not all articles were looked through.
    pub(super) failed: Option<ExportError>,
    work: Work,
}

impl Elsewhere {
    /// Stops the search; what was found stays.
    pub(super) fn stop(&self) {
        self.work.cancel();
    }
}

/// Looks through all articles but the open one as soon as something is sought.
#[hook]
pub(super) fn use_elsewhere(api: &Api, sought: Option<Sought>, open: Option<DocumentId>) -> Elsewhere {
    let elsewhere = use_state(Elsewhere::default);
    let (setter, keeper) = (elsewhere.setter(), api.keeper.clone());
    use_effect_with((sought, open), move |(sought, open)| {
        let work = Work::default();
        let cancel = {
            let work = work.clone();
            move || work.cancel()
        };
        let Some(sought) = sought.clone() else {
            return Box::new(cancel) as Box<dyn FnOnce()>;
        };
        let so_far = Elsewhere { part: Some(0.0), work: work.clone(), ..Elsewhere::default() };
        setter.set(so_far.clone());
        let open = open.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let so_far = RefCell::new(so_far);
            let told = |found: FoundMentions, part: f64| {
                let mut so_far = so_far.borrow_mut();
                Rc::make_mut(&mut so_far.places).extend(found.places);
                so_far.part = Some(part).filter(|part| *part < 1.0);
                setter.set(so_far.clone());
            };
            let outcome = async {
                let sought = match sought {
                    Sought::Untagged(_) => Sought::Untagged(marked_texts(&keeper, &work).await?),
                    other => other,
                };
                let wanted = WantedMentions::Places(sought);
                keeper.find_mentions(&wanted, |summary| Some(&summary.id) != open.as_ref(), &work, told).await
            };
            let failed = outcome.await.err();
            let ended = Elsewhere { part: None, failed, ..so_far.borrow().clone() };
            setter.set(ended);
        });
        Box::new(cancel)
    });
    (*elsewhere).clone()
}

/// Every text that the annotator marked anywhere, with the label it has; of several labels the one it has most often.
async fn marked_texts(keeper: &crate::ui::keeper::Keeper, work: &Work) -> Result<Vec<(String, LabelId)>, ExportError> {
    let counts = RefCell::new(HashMap::new());
    let annotator = keeper.annotator();
    let has_spans =
        |summary: &crate::app::state::DocumentSummary| summary.set_of(&annotator).is_some_and(|set| set.spans > 0);
    let told = |found: FoundMentions, _| {
        for span in found.spans {
            *counts.borrow_mut().entry((span.quote, span.label)).or_insert(0_usize) += 1;
        }
    };
    keeper.find_mentions(&WantedMentions::Spans, has_spans, work, told).await?;
    Ok(by_use(counts.into_inner()))
}
