//! The palette as other programs know colours.

use crate::domain::schema::{COLOURS, Colour};
use crate::domain::statistics::palette::{LABELS, Rgb};

/// The colour as CSS writes it, as it is on a light ground.
pub fn hex(colour: Colour) -> String {
    let Rgb([red, green, blue]) = LABELS[usize::from(colour.place())].light;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The colour that CSS writes so, if it is one of the palette.
pub fn with_hex(written: &str) -> Option<Colour> {
    (0..usize::from(COLOURS)).map(Colour::new).find(|colour| hex(*colour).eq_ignore_ascii_case(written))
}
