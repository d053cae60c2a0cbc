//! Which colour a new label gets.

use super::{COLOURS, Colour, Label};

/// How the colours look: lightness, green to red, blue to yellow, in hundredths of OKLab; of those that labels have on a light ground.
const LOOKS: [[i32; 3]; COLOURS as usize] = [
    [53, -3, -19],
    [55, 10, 11],
    [51, -11, 6],
    [51, 10, -17],
    [54, 17, 8],
    [51, -8, -3],
    [53, 1, 11],
    [54, 20, -2],
    [46, 5, 6],
    [45, 2, -18],
    [51, -8, 11],
    [49, 0, -2],
];

/// How far apart two colours are for most readers and for those who don't tell red from green, who see little of the second number: the square of the distance.
fn difference(one: Colour, other: Colour) -> i32 {
    let [one, other] = [one, other].map(|colour| LOOKS[usize::from(colour.place())]);
    let [lightness, red, yellow] = [0, 1, 2].map(|n| one[n] - other[n]);
    let without_red = lightness * lightness + yellow * yellow;
    4 * without_red + red * red
}

/// The colour that fewest labels have; of those, the one that is told apart best from the last label's, which stands beside it.
pub fn proposed(labels: &[Label]) -> Colour {
    let uses = |colour: Colour| labels.iter().filter(|label| label.colour == colour).count();
    let all = || (0..usize::from(COLOURS)).map(Colour::new);
    let least = all().map(uses).min().unwrap_or_default();
    let free = all().filter(|colour| uses(*colour) == least);
    let Some(last) = labels.last() else {
        return Colour::default();
    };
    // Of two that differ alike, the earlier one.
    let better = |best: Colour, colour: Colour| {
        if difference(colour, last.colour) > difference(best, last.colour) { colour } else { best }
    };
    free.reduce(better).unwrap_or_default()
}
