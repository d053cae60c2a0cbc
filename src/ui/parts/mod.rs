//! Plain widgets that know nothing of the program.

mod dialog;
mod icon;
mod progress;
mod spacer;
mod windowed_list;

pub use dialog::Dialog;
pub use icon::{Glyph, icon};
pub use progress::progress;
pub use spacer::spacer;
pub use windowed_list::WindowedList;
