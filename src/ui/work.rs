//! Work that is begun anew whenever something else is wanted, which ends the work before.

use std::cell::RefCell;
use std::rc::Rc;

use yew::{hook, use_effect_with, use_mut_ref};

use super::keeper::Work;

/// A work, and whether it is the latest.
#[derive(Clone)]
pub(super) struct Latest {
    /// The work.
    pub(super) work: Work,
    current: Rc<RefCell<Work>>,
}

impl Latest {
    /// Whether nothing else has become wanted since.
    pub(super) fn is_wanted(&self) -> bool {
        self.current.borrow().is_same(&self.work)
    }
}

/// Begins a work for what is wanted, and cancels it when that changes or the component goes.
#[hook]
pub(super) fn use_latest<D: PartialEq + 'static, F: Future<Output = ()> + 'static>(
    wanted: D,
    begin: impl FnOnce(&D, Latest) -> F + 'static,
) {
    let current = use_mut_ref(Work::default);
    use_effect_with(wanted, move |wanted| {
        let work = Work::default();
        current.replace(work.clone());
        wasm_bindgen_futures::spawn_local(begin(wanted, Latest { work: work.clone(), current }));
        move || work.cancel()
    });
}
