//! The blocks of text in a page, as a browser lays them out.

use dom_query::{Document, NodeRef};

use crate::domain::article::draft::Found;
use crate::domain::document::Role;

/// What an element does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// It is part of the text around it.
    Inline,
    /// It stands for itself; its text may be of a role.
    Block(Option<Role>),
    /// It is a cell of a row.
    Cell,
    /// White space in it stays.
    Preformatted,
    /// It ends a line.
    LineBreak,
    /// Nothing in it is for reading.
    Nothing,
}

fn effect_of(name: &str) -> Effect {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Effect::Block(Some(Role::Heading)),
        "li" | "dd" => Effect::Block(Some(Role::ListItem)),
        "p" | "blockquote" | "figcaption" | "tr" | "caption" => Effect::Block(Some(Role::Paragraph)),
        "td" | "th" => Effect::Cell,
        "pre" | "listing" | "xmp" | "plaintext" => Effect::Preformatted,
        "br" => Effect::LineBreak,
        "address" | "article" | "aside" | "body" | "center" | "details" | "dialog" | "dir" | "div" | "dl" | "dt"
        | "fieldset" | "figure" | "footer" | "form" | "header" | "hgroup" | "hr" | "html" | "legend" | "main"
        | "menu" | "nav" | "ol" | "search" | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead" | "ul" => {
            Effect::Block(None)
        }
        "audio" | "button" | "canvas" | "datalist" | "embed" | "frame" | "frameset" | "head" | "iframe" | "input"
        | "link" | "meta" | "noembed" | "noframes" | "noscript" | "object" | "option" | "progress" | "rp" | "rt"
        | "script" | "select" | "style" | "svg" | "template" | "textarea" | "title" | "video" => Effect::Nothing,
        _ => Effect::Inline,
    }
}

/// All blocks of text, in order, all of them kept. What the page itself hides is not there.
pub(super) fn blocks(page: &Document) -> Vec<Found> {
    let mut text = Blocks::default();
    let mut waiting = vec![Step::Enter(page.root())];
    while let Some(step) = waiting.pop() {
        match step {
            Step::Leave(effect) => text.leave(effect),
            Step::Enter(node) if node.is_text() => text.add(&node.text()),
            Step::Enter(node) => {
                let name = node.node_name().unwrap_or_default();
                let effect = if is_hidden(&node) { Effect::Nothing } else { effect_of(&name) };
                if effect == Effect::Nothing {
                    continue;
                }
                text.enter(effect);
                waiting.push(Step::Leave(effect));
                waiting.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }
    text.end();
    text.done
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(Effect),
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    if !node.is_element() {
        return false;
    }
    let style = node.attr("style");
    let is_styled_away = style.is_some_and(|style| {
        let style: String = style.chars().filter(|character| !character.is_whitespace()).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    });
    is_styled_away || node.has_attr("hidden")
}

/// Blocks as they come together.
#[derive(Default)]
struct Blocks {
    done: Vec<Found>,
    /// The block that is being read.
    text: String,
    /// White space that is only put down if text follows: a blank, a line's end or a cell's.
    pending: Option<char>,
    /// How many line ends came without text between: two end the paragraph.
    line_breaks: usize,
    /// The roles of the elements around.
    roles: Vec<Role>,
    preformatted: usize,
}

impl Blocks {
    fn enter(&mut self, effect: Effect) {
        match effect {
            Effect::Block(role) => {
                self.end();
                self.roles.extend(role);
            }
            Effect::Preformatted => {
                self.end();
                self.preformatted += 1;
            }
            Effect::Cell => self.pend('\t'),
            Effect::LineBreak => {
                self.line_breaks += 1;
                if self.line_breaks > 1 && self.preformatted == 0 {
                    self.end();
                } else if !self.text.is_empty() {
                    self.pend('\n');
                }
            }
            Effect::Inline | Effect::Nothing => {}
        }
    }

    fn leave(&mut self, effect: Effect) {
        match effect {
            Effect::Block(role) => {
                self.end();
                if role.is_some() {
                    self.roles.pop();
                }
            }
            Effect::Preformatted => {
                self.end();
                self.preformatted -= 1;
            }
            _ => {}
        }
    }

    /// Puts off white space; of several kinds together the strongest stays.
    fn pend(&mut self, white: char) {
        let strength = |white: char| [' ', '\n', '\t'].iter().position(|known| *known == white);
        if self.pending.is_none_or(|pending| strength(pending) < strength(white)) {
            self.pending = Some(white);
        }
    }

    fn add(&mut self, words: &str) {
        for character in words.chars() {
            if self.preformatted > 0 {
                self.put(character);
            } else if matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.pend(' ');
            } else {
                self.put(character);
            }
        }
    }

    fn put(&mut self, character: char) {
        self.line_breaks = 0;
        if let Some(white) = self.pending.take().filter(|_| !self.text.is_empty()) {
            self.text.push(white);
        }
        self.text.push(character);
    }

    /// Ends the block that is being read.
    fn end(&mut self) {
        self.pending = None;
        self.line_breaks = 0;
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let role = self.roles.last().copied().unwrap_or(Role::Paragraph);
        self.done.push(Found::kept(role, text));
    }
}
