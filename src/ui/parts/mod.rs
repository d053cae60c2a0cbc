//! Plain widgets that know nothing of the program.

mod dialog;
mod icon;
mod spacer;
mod windowed_list;

pub use dialog::Dialog;
pub use icon::{Glyph, Icon};
pub use spacer::Spacer;
pub use windowed_list::WindowedList;
