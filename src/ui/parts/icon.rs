//! Small drawings for buttons. Each stands beside a text or in a button with an accessible name.

use yew::{Html, html};

/// Which drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// An arrow back.
    Back,
    /// A cross.
    Close,
    /// An arrow turning left.
    Undo,
    /// An arrow turning right.
    Redo,
    /// A magnifying glass.
    Find,
    /// A tick.
    Tick,
    /// A bin.
    Bin,
    /// An arrow up.
    Up,
    /// An arrow down.
    Down,
    /// A keyboard.
    Keys,
    /// A pen.
    Pen,
    /// A plus sign.
    Plus,
    /// Lines of which some are ticked.
    Pieces,
    /// Towards the beginning.
    Before,
    /// Towards the end.
    After,
    /// Two arrows against each other.
    Turn,
    /// The letter i in a circle.
    About,
    /// A drawing pin.
    Pin,
}

impl Glyph {
    /// The outline on a grid of 24 by 24.
    fn outline(self) -> &'static str {
        match self {
            Self::Back => "M19 12H5m6-7-7 7 7 7",
            Self::Close => "M6 6l12 12M18 6 6 18",
            Self::Undo => "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
            Self::Redo => "m15 14 5-5-5-5m5 5H10a6 6 0 0 0 0 12h3",
            Self::Find => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zm5-1.5L21 21",
            Self::Tick => "m4 12.5 5.5 5.5L20 6.5",
            Self::Bin => "M4 7h16M9 7V4h6v3m3 0-1 13H7L6 7m4 4v5m4-5v5",
            Self::Up => "m6 15 6-6 6 6",
            Self::Down => "m6 9 6 6 6-6",
            Self::Keys => "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M17 14h.01M7 14h.01M10 14h4",
            Self::Pen => "m4 20 1-4L16 5l3 3L8 19l-4 1zM14 7l3 3",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Before => "m14 6-6 6 6 6",
            Self::After => "m10 6 6 6-6 6",
            Self::Turn => "M4 8h14l-4-4M20 16H6l4 4",
            Self::About => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zm0-10v6m0-9.5h.01",
            Self::Pin => "M12 21v-7M8 4h8l-1 6 3 4H6l3-4z",
            Self::Pieces => "m3 6 1.5 1.5L7 5M3 16.5 4.5 18 7 15.5M11 6h10M11 12h10M11 18h10",
        }
    }
}

/// A drawing in the colour of the text around it, hidden from screen readers.
///
/// A function and not a component: each component adds several kilobytes to the first load.
pub fn icon(glyph: Glyph) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={glyph.outline()} />
        </svg>
    }
}
