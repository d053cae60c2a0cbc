//! Drawings that stand for themselves: SVG 1.1 with its style inside, for light and dark screens, told to screen readers.

use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;

use super::palette::{self, Pair, Rgb};

/// How wide every drawing is. It may be shown smaller.
pub(super) const WIDTH: f64 = 700.0;
/// The margin on every side.
pub(super) const MARGIN: f64 = 20.0;
/// The size of text that is read.
pub(super) const TEXT: f64 = 13.0;
/// The size of numbers on axes.
pub(super) const SMALL: f64 = 12.0;
/// What is left free beside a name in its box.
const OVERHANG: f64 = 2.0;
/// Where what is drawn begins, below the title and the line under it.
pub(super) const TOP: f64 = 72.0;

/// Where a text stands to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing that is being made.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    body: String,
}

/// What a drawing says of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caption<'a> {
    /// Its short name, of letters and hyphens.
    pub(super) name: &'a str,
    /// Its title.
    pub(super) title: &'a str,
    /// The line under the title.
    pub(super) subtitle: &'a str,
    /// What is to be seen in it, for those who don't see it.
    pub(super) description: &'a str,
}

impl Drawing {
    /// Draws a text; `class` is what it is coloured as.
    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, size: f64, class: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        self.add(&format!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\"{anchor} class=\"{class}\">{}</text>\n",
            escaped(text)
        ));
    }

    /// Draws a text in a box of its own, which it doesn't leave whatever the font: at the right of the box, or, if it is
    /// turned, at the bottom of it. What doesn't fit is cut off; the whole of it shows under the pointer.
    pub(super) fn name(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), turned: bool, name: &str) {
        // The edge of a letter may stick out of its place.
        let room = if turned { height } else { width } - 2.0 * OVERHANG;
        let place = if turned {
            let middle = width / 2.0 + TEXT * 0.35;
            format!("transform=\"translate({middle:.1} {:.1}) rotate(-90)\"", height - OVERHANG)
        } else {
            let middle = height / 2.0 + TEXT * 0.35;
            format!("x=\"{:.1}\" y=\"{middle:.1}\" text-anchor=\"end\"", width - OVERHANG)
        };
        self.add(&format!(
            "<svg x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\">\
             <text {place} font-size=\"{TEXT}\" class=\"ink\"><title>{}</title>{}</text></svg>\n",
            escaped(name),
            escaped(&shortened(name, TEXT, room))
        ));
    }

    /// Draws a rectangle; `hint` shows under the pointer.
    pub(super) fn rectangle(
        &mut self,
        (x, y): (f64, f64),
        (width, height): (f64, f64),
        radius: f64,
        class: &str,
        hint: &str,
    ) {
        self.add(&format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{radius}\" \
             class=\"{class}\"><title>{}</title></rect>\n",
            escaped(hint)
        ));
    }

    /// Draws a line.
    pub(super) fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), class: &str) {
        self.add(&format!("<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" class=\"{class}\"/>\n"));
    }

    fn add(&mut self, element: &str) {
        self.body.push_str(element);
    }

    /// The whole file, so many pixels high.
    pub(super) fn finish(self, caption: &Caption<'_>, height: f64) -> String {
        let Caption { name, title, subtitle, description } = caption;
        let mut head = Self::default();
        head.add(&format!("<rect width=\"{WIDTH}\" height=\"{height}\" class=\"paper\"/>\n"));
        head.text((MARGIN, 32.0), Anchor::Start, 17.0, "ink strong", title);
        head.text((MARGIN, 53.0), Anchor::Start, TEXT, "soft", &shortened(subtitle, TEXT, WIDTH - 2.0 * MARGIN));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
             class=\"postil-plot\" role=\"img\" aria-labelledby=\"plot-{name}-title plot-{name}-description\">\n\
             <title id=\"plot-{name}-title\">{}</title>\n<desc id=\"plot-{name}-description\">{}</desc>\n<style>\n{}</style>\n{}{}</svg>\n",
            escaped(title),
            escaped(description),
            style(),
            head.body,
            self.body
        )
    }
}

/// The rules for every class, those for dark screens after the others.
fn style() -> String {
    let mut rules = String::from(
        ".postil-plot { max-width: 100%; height: auto; font-family: system-ui, -apple-system, \"Segoe UI\", Roboto, \
         \"Noto Sans\", \"Liberation Sans\", Arial, sans-serif; font-variant-numeric: tabular-nums; }\n\
         .strong { font-weight: 600; }\n",
    );
    let mut coloured: Vec<(String, &str, Pair)> = vec![
        ("paper".into(), "fill", palette::PAPER),
        ("ink".into(), "fill", palette::INK),
        ("soft".into(), "fill", palette::INK_SOFT),
        ("grid".into(), "stroke", palette::EDGE),
        ("axis".into(), "stroke", palette::EDGE_FIRM),
        ("plain".into(), "fill", palette::ACCENT),
        ("rest".into(), "fill", palette::EDGE_FIRM),
        ("grid-fill".into(), "fill", palette::EDGE),
        ("curve".into(), "stroke", palette::ACCENT),
    ];
    coloured.extend(palette::LABELS.iter().enumerate().map(|(n, pair)| (format!("label-{n}"), "fill", *pair)));
    for n in 0..palette::SCALE {
        let (fill, text) = palette::step(n);
        coloured.extend([(format!("step-{n}"), "fill", fill), (format!("on-step-{n}"), "fill", text)]);
    }
    for (class, property, pair) in &coloured {
        rules += &rule(class, property, pair.light);
    }
    rules += "@media screen and (prefers-color-scheme: dark) {\n";
    for (class, property, pair) in &coloured {
        rules += &rule(class, property, pair.dark);
    }
    rules + "}\n"
}

fn rule(class: &str, property: &str, Rgb([red, green, blue]): Rgb) -> String {
    format!(".postil-plot .{class} {{ {property}: #{red:02x}{green:02x}{blue:02x}; }}\n")
}

/// The text as it stands in XML: line ends become spaces, and U+FFFD takes the place of what XML can't hold.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// How wide a text is at most, by the widest of the usual fonts.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    text.graphemes(true).map(width_of_grapheme).sum::<f64>() * size
}

/// How wide the box of the widest of several names is at most.
pub(super) fn widest_of<'a>(names: impl Iterator<Item = &'a str>) -> f64 {
    names.map(|name| width_of(name, TEXT)).fold(0.0, f64::max) + 2.0 * OVERHANG
}

fn width_of_grapheme(grapheme: &str) -> f64 {
    grapheme.chars().map(width_of_character).fold(0.0, f64::max)
}

fn width_of_character(character: char) -> f64 {
    match character {
        ' ' => 0.35,
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | '[' | ']' => {
            0.42
        }
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 1.0,
        'a'..='z' | '0'..='9' | '-' | '_' => 0.64,
        '\0'..='\u{2e7f}' => 0.78,
        _ => 1.1,
    }
}

/// The text, or as much of it as fits with an ellipsis.
pub(super) fn shortened(text: &str, size: f64, room: f64) -> String {
    if width_of(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room - width_of("…", size);
    let mut kept = String::new();
    for grapheme in text.graphemes(true) {
        left -= width_of_grapheme(grapheme) * size;
        if left < 0.0 {
            break;
        }
        kept.push_str(grapheme);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    if kept.chars().find(|character| character.is_alphabetic()).is_some_and(is_written_leftwards) {
        // Or the ellipsis would stand at the beginning.
        kept.push('\u{200f}');
    }
    kept
}

/// Whether the letter is of Hebrew, Arabic or one of their neighbours.
fn is_written_leftwards(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// A number with commas between thousands.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// So many of something.
pub(super) fn counted(number: usize, what: &str) -> String {
    let mut counted = grouped(number);
    let _ = write!(counted, " {what}{}", if number == 1 { "" } else { "s" });
    counted
}
