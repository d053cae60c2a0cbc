//! The colours of plots: those of the stylesheet, read out of it when the program is compiled.

use crate::domain::schema::COLOURS;

/// The stylesheet that alone names colours. Only what is taken out of it here gets into the program.
const TOKENS: &str = include_str!("../../../styles/tokens.css");

/// A colour as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

/// A colour on a light and on a dark ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// On a light ground.
    pub light: Rgb,
    /// On a dark ground.
    pub dark: Rgb,
}

/// What plots are drawn on.
pub const PAPER: Pair = pair("--paper");
/// Text.
pub const INK: Pair = pair("--ink");
/// Text that matters less.
pub const INK_SOFT: Pair = pair("--ink-soft");
/// Lines of a grid.
pub const EDGE: Pair = pair("--edge");
/// Lines and bars that stand for no label.
pub const EDGE_FIRM: Pair = pair("--edge-firm");
/// Bars that stand for no label.
pub const ACCENT: Pair = pair("--accent");
/// The colours of the labels, by their place.
pub const LABELS: [Pair; COLOURS as usize] = [
    pair("--line-0"),
    pair("--line-1"),
    pair("--line-2"),
    pair("--line-3"),
    pair("--line-4"),
    pair("--line-5"),
    pair("--line-6"),
    pair("--line-7"),
    pair("--line-8"),
    pair("--line-9"),
    pair("--line-10"),
    pair("--line-11"),
];

const LEAST: Pair = pair("--accent-soft");
const MOST: Pair = pair("--accent-deep");
const ON_MOST: Pair = pair("--on-accent");
/// How far each step of the scale lies from the least to the most, in hundredths: so that on each of them one of the two
/// colours of text can be read.
const STEPS: [u32; 6] = [0, 16, 32, 56, 78, 100];
/// Up to which step text has the colour it has elsewhere.
const INK_UP_TO: [u32; 2] = [56, 32];

/// How many steps the scale of quantities has.
pub const SCALE: usize = STEPS.len();

/// A step of the scale of quantities, from 0 for the least: its fill, and the colour of text on it.
pub fn step(step: usize) -> (Pair, Pair) {
    let part = STEPS[step.min(SCALE - 1)];
    let fill = Pair { light: between(LEAST.light, MOST.light, part), dark: between(LEAST.dark, MOST.dark, part) };
    let [light, dark] = INK_UP_TO.map(|most| if part <= most { INK } else { ON_MOST });
    (fill, Pair { light: light.light, dark: dark.dark })
}

fn between(least: Rgb, most: Rgb, part: u32) -> Rgb {
    let mut mixed = [0; 3];
    for (n, mixed) in mixed.iter_mut().enumerate() {
        *mixed = ((u32::from(least.0[n]) * (100 - part) + u32::from(most.0[n]) * part) / 100) as u8;
    }
    Rgb(mixed)
}

const fn pair(name: &str) -> Pair {
    Pair { light: nth_value(name, 0), dark: nth_value(name, 1) }
}

/// The colour of the declaration of a property, `--name: #rrggbb;`, that comes as the `n`th, from 0.
///
/// # Panics
/// While compiling, if there is none.
const fn nth_value(name: &str, n: usize) -> Rgb {
    let (css, name) = (TOKENS.as_bytes(), name.as_bytes());
    let (mut at, mut found) = (0, 0);
    while at + name.len() + 9 <= css.len() {
        if css[at] == b'-' && starts_with(css, at, name) && starts_with(css, at + name.len(), b": #") {
            if found == n {
                let digits = at + name.len() + 3;
                return Rgb([byte(css, digits), byte(css, digits + 2), byte(css, digits + 4)]);
            }
            found += 1;
        }
        at += 1;
    }
    panic!("styles/tokens.css has no such colour")
}

const fn starts_with(css: &[u8], at: usize, sought: &[u8]) -> bool {
    let mut n = 0;
    while n < sought.len() {
        if css[at + n] != sought[n] {
            return false;
        }
        n += 1;
    }
    true
}

const fn byte(css: &[u8], at: usize) -> u8 {
    digit(css[at]) * 16 + digit(css[at + 1])
}

const fn digit(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => panic!("a colour of styles/tokens.css is not written as #rrggbb"),
    }
}
