//! The text of a document: its paragraphs, tables and text boxes, one after another.

use std::collections::BTreeMap;

use super::styles::{Kind, Styles, is_heading_level, is_language};
use crate::domain::article::draft::Found;
use crate::domain::article::reader::Unread;
use crate::domain::article::reader::office::{is_east_asian, row};
use crate::domain::article::reader::xml::{Element, Elements, Part};
use crate::domain::document::Role;

/// What is never text: what was deleted or moved away, instructions of fields, the reading above a word, former
/// properties, and the old form of what is there in a new one.
const SKIPPED: [&str; 14] = [
    "del",
    "moveFrom",
    "instrText",
    "delInstrText",
    "delText",
    "rt",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "tcPrChange",
    "trPrChange",
    "numberingChange",
];

/// The pieces of a part, how much of it is in which language, and why it ends too early if it does.
#[derive(Default)]
pub(super) struct Body {
    pub(super) found: Vec<Found>,
    pub(super) languages: Languages,
    pub(super) broken: Option<Unread>,
}

/// How many characters are in which language.
#[derive(Default)]
pub(super) struct Languages(BTreeMap<String, usize>);

impl Languages {
    /// The language of most of it.
    pub(super) fn most(&self) -> Option<String> {
        self.0.iter().max_by_key(|(_, count)| **count).map(|(language, _)| language.clone())
    }
}

/// What is open around the text.
enum Open {
    Paragraph(Paragraph),
    Row(Vec<Vec<Found>>),
    /// A cell or a text box, with what is in it so far.
    Holder(Vec<Found>),
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    is_heading: Option<bool>,
    is_list: Option<bool>,
    /// Its end was deleted, so that it goes on in the next one.
    goes_on: bool,
    /// What is in text boxes at it.
    after: Vec<Found>,
}

/// Reads a part as far as it is whole.
pub(super) fn read_body(xml: &str, styles: &Styles) -> Body {
    let mut walk = Walk {
        styles,
        open: Vec::new(),
        out: Body::default(),
        runs: Vec::new(),
        in_paragraph_properties: false,
        placeholder: false,
        carried: String::new(),
    };
    let mut elements = Elements::of(xml);
    loop {
        match elements.next() {
            Ok(Some(part)) => {
                if let Err(why) = walk.take(part, &mut elements) {
                    walk.out.broken = Some(why);
                    break;
                }
            }
            Ok(None) => break,
            Err(why) => {
                walk.out.broken = Some(why);
                break;
            }
        }
    }
    while !walk.open.is_empty() {
        walk.close_innermost();
    }
    walk.out.found.extend((!walk.carried.is_empty()).then(|| Found::kept(Role::Paragraph, walk.carried)));
    walk.out
}

/// A run: text of one kind.
#[derive(Default)]
struct Run {
    is_hidden: bool,
    language: Option<String>,
    east_asian: Option<String>,
    /// Whether what is written now is text.
    in_text: bool,
}

struct Walk<'a> {
    styles: &'a Styles,
    open: Vec<Open>,
    out: Body,
    /// The runs that are open: a text box stands in one and has others.
    runs: Vec<Run>,
    in_paragraph_properties: bool,
    /// The next content control holds words nobody wrote.
    placeholder: bool,
    /// The text of a paragraph whose end was deleted.
    carried: String,
}

impl Walk<'_> {
    fn take(&mut self, part: Part<'_>, elements: &mut Elements<'_>) -> Result<(), Unread> {
        match part {
            Part::Open(element) => {
                let name = element.name();
                if self.in_paragraph_properties
                    && matches!(name, "del" | "moveFrom")
                    && let Some(paragraph) = self.paragraph()
                {
                    paragraph.goes_on = true;
                }
                let is_note_line =
                    matches!(name, "footnote" | "endnote") && element.get("type").is_some_and(|kind| kind != "normal");
                let is_placeholder = name == "sdtContent" && std::mem::take(&mut self.placeholder);
                if is_note_line || is_placeholder || SKIPPED.contains(&name) {
                    return elements.skip();
                }
                self.enter(&element);
            }
            Part::Text(text) => {
                if self.runs.last().is_some_and(|run| run.in_text && !run.is_hidden) {
                    self.count_language(&text);
                    self.write(&text);
                }
            }
            Part::Close(name) => self.leave(&name),
        }
        Ok(())
    }

    fn enter(&mut self, element: &Element<'_>) {
        match element.name() {
            "p" => {
                let text = std::mem::take(&mut self.carried);
                self.open.push(Open::Paragraph(Paragraph { text, ..Paragraph::default() }));
            }
            "tr" => self.open.push(Open::Row(Vec::new())),
            "tc" | "txbxContent" => self.open.push(Open::Holder(Vec::new())),
            "sdt" => self.placeholder = false,
            "showingPlcHdr" => self.placeholder = is_on(element),
            "pPr" => self.in_paragraph_properties = true,
            "r" => self.runs.push(Run::default()),
            _ if self.in_paragraph_properties => self.learn(element),
            _ => self.in_run(element),
        }
    }

    /// A property of the paragraph.
    fn learn(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.paragraph() else { return };
        match element.name() {
            "pStyle" => paragraph.style = element.get("val"),
            "outlineLvl" => paragraph.is_heading = Some(is_heading_level(element)),
            "numId" => paragraph.is_list = Some(element.get("val").as_deref() != Some("0")),
            _ => {}
        }
    }

    /// A property of the run, or a character that is an element.
    fn in_run(&mut self, element: &Element<'_>) {
        let Some(run) = self.runs.last_mut() else { return };
        let character = match element.name() {
            "t" => {
                run.in_text = true;
                return;
            }
            "vanish" => {
                run.is_hidden = is_on(element);
                return;
            }
            "lang" => {
                run.language = element.get("val").filter(|language| is_language(language));
                run.east_asian = element.get("eastAsia").filter(|language| is_language(language));
                return;
            }
            "tab" | "ptab" => '\t',
            "br" | "cr" => '\n',
            "noBreakHyphen" => '\u{2011}',
            "softHyphen" => '\u{ad}',
            "sym" => {
                let code = element.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                // What symbol fonts hold in the private area is no character.
                match code.and_then(char::from_u32).filter(|character| !('\u{e000}'..='\u{f8ff}').contains(character)) {
                    Some(character) => character,
                    None => return,
                }
            }
            _ => return,
        };
        if !run.is_hidden {
            self.write(character.encode_utf8(&mut [0; 4]));
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "p" | "tr" | "tc" | "txbxContent" => self.close_innermost(),
            "pPr" => self.in_paragraph_properties = false,
            "r" => drop(self.runs.pop()),
            "t" => {
                if let Some(run) = self.runs.last_mut() {
                    run.in_text = false;
                }
            }
            _ => {}
        }
    }

    /// Ends what was opened last; what was in it goes to what is around it.
    fn close_innermost(&mut self) {
        let found = match self.open.pop() {
            None => return,
            Some(Open::Paragraph(paragraph)) => self.made(paragraph),
            Some(Open::Row(cells)) => row(cells),
            Some(Open::Holder(found)) => match self.open.last_mut() {
                Some(Open::Row(cells)) => {
                    cells.push(found);
                    return;
                }
                _ => found,
            },
        };
        match self.open.last_mut() {
            Some(Open::Paragraph(paragraph)) => paragraph.after.extend(found),
            Some(Open::Row(cells)) => cells.push(found),
            Some(Open::Holder(holder)) => holder.extend(found),
            None => self.out.found.extend(found),
        }
    }

    /// The pieces of a paragraph: itself, and what is in its text boxes.
    fn made(&mut self, paragraph: Paragraph) -> Vec<Found> {
        let Paragraph { text, style, is_heading, is_list, goes_on, after } = paragraph;
        if goes_on {
            self.carried = text;
            return after;
        }
        let by_style = style.and_then(|style| self.styles.kind(&style));
        let role = match by_style {
            Some(Kind::Title) => Role::Title,
            _ if is_heading.unwrap_or(by_style == Some(Kind::Heading)) => Role::Heading,
            _ if is_list.unwrap_or(by_style == Some(Kind::ListItem)) => Role::ListItem,
            _ => Role::Paragraph,
        };
        let itself = Found { role, text, kept: by_style != Some(Kind::Contents) };
        let itself = (!itself.text.trim().is_empty()).then_some(itself);
        itself.into_iter().chain(after).collect()
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        match self.open.last_mut() {
            Some(Open::Paragraph(paragraph)) => Some(paragraph),
            _ => None,
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraph() {
            paragraph.text.push_str(text);
        }
    }

    fn count_language(&mut self, text: &str) {
        let Some(run) = self.runs.last() else { return };
        let letters = text.chars().filter(|character| character.is_alphabetic());
        let (wide, other): (Vec<char>, Vec<char>) = letters.partition(|character| is_east_asian(*character));
        let wide = (run.east_asian.as_ref().or(self.styles.east_asian.as_ref()), wide.len());
        let other = (run.language.as_ref().or(self.styles.language.as_ref()), other.len());
        for (language, count) in [wide, other] {
            if let Some(language) = language.filter(|_| count > 0) {
                *self.out.languages.0.entry(language.clone()).or_default() += count;
            }
        }
    }
}

/// Whether a property that is there is meant.
fn is_on(element: &Element<'_>) -> bool {
    !matches!(element.get("val").as_deref(), Some("0" | "false" | "off"))
}
