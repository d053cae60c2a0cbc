//! The little Markdown that guidelines need: headings, paragraphs, lists, bold, italic, code and links to web pages. Everything else, markup of
//! pages above all, is text.

/// A part of a text that stands by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading and its level, from 1 to 6.
    Heading(usize, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; numbered or not.
    List {
        /// Whether its items have numbers.
        numbered: bool,
        /// Its items.
        items: Vec<Vec<Inline>>,
    },
    /// Lines that are shown as they stand.
    Code(String),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// What is said with weight.
    Strong(Vec<Inline>),
    /// What is stressed.
    Emphasis(Vec<Inline>),
    /// Something as it is typed.
    Code(String),
    /// A link to a web page: what it says and where it goes, an `http:` or `https:` address.
    Link(Vec<Inline>, String),
}

/// How deep marks may stand within each other; what is deeper is text.
const DEEPEST: usize = 8;

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<&str> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let plain = line.trim();
        if plain.starts_with("```") {
            end_paragraph(&mut blocks, &mut paragraph);
            let code: Vec<&str> = lines.by_ref().take_while(|line| !line.trim().starts_with("```")).collect();
            blocks.push(Block::Code(code.join("\n")));
        } else if plain.is_empty() {
            end_paragraph(&mut blocks, &mut paragraph);
        } else if let Some((level, words)) = heading(plain) {
            end_paragraph(&mut blocks, &mut paragraph);
            blocks.push(Block::Heading(level, inlines(words)));
        } else if let Some((numbered, words)) = item(plain) {
            end_paragraph(&mut blocks, &mut paragraph);
            add_item(&mut blocks, numbered, inlines(words));
        } else {
            paragraph.push(plain);
        }
    }
    end_paragraph(&mut blocks, &mut paragraph);
    blocks
}

fn end_paragraph(blocks: &mut Vec<Block>, lines: &mut Vec<&str>) {
    if !lines.is_empty() {
        blocks.push(Block::Paragraph(inlines(&lines.join(" "))));
        lines.clear();
    }
}

fn add_item(blocks: &mut Vec<Block>, is_numbered: bool, words: Vec<Inline>) {
    match blocks.last_mut() {
        Some(Block::List { numbered, items }) if *numbered == is_numbered => items.push(words),
        _ => blocks.push(Block::List { numbered: is_numbered, items: vec![words] }),
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    ((1..=6).contains(&level) && words.starts_with(' ')).then(|| (level, words.trim().trim_end_matches('#').trim_end()))
}

fn item(line: &str) -> Option<(bool, &str)> {
    if let Some(words) = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some((false, words.trim()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let words = line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix(") "))?;
    (1..=9).contains(&digits).then(|| (true, words.trim()))
}

/// A line with more bytes is text as it stands, since looking for where marks end takes the square of its length.
const LONGEST: usize = 20_000;

/// The pieces of a line.
pub fn inlines(line: &str) -> Vec<Inline> {
    if line.len() > LONGEST { vec![Inline::Text(line.to_owned())] } else { pieces(line, 0) }
}

fn pieces(line: &str, depth: usize) -> Vec<Inline> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        let escaped = rest.strip_prefix('\\').and_then(|rest| rest.chars().next()).filter(char::is_ascii_punctuation);
        if let Some(escaped) = escaped {
            text.push(escaped);
            rest = &rest[1 + escaped.len_utf8()..];
            continue;
        }
        // A mark within a word, as in snake_case, is text.
        let within_word = character == '_' && text.ends_with(char::is_alphanumeric);
        match (depth < DEEPEST && !within_word).then(|| marked(rest, depth)).flatten() {
            Some((piece, after)) => {
                if !text.is_empty() {
                    pieces.push(Inline::Text(std::mem::take(&mut text)));
                }
                pieces.push(piece);
                rest = after;
            }
            None => {
                text.push(character);
                rest = &rest[character.len_utf8()..];
            }
        }
    }
    if !text.is_empty() {
        pieces.push(Inline::Text(text));
    }
    pieces
}

/// The marked piece a line begins with, and what comes after it.
fn marked(line: &str, depth: usize) -> Option<(Inline, &str)> {
    if let Some(inside) = line.strip_prefix('`') {
        let (code, after) = inside.split_once('`')?;
        return (!code.is_empty()).then(|| (Inline::Code(code.to_owned()), after));
    }
    if let Some(inside) = line.strip_prefix('[') {
        let (words, after) = inside.split_once("](")?;
        let (address, after) = after.split_once(')')?;
        return is_web(address).then(|| (Inline::Link(pieces(words, depth + 1), address.to_owned()), after));
    }
    if ["https://", "http://"].iter().any(|scheme| line.starts_with(scheme)) {
        let end = line.find(char::is_whitespace).unwrap_or(line.len());
        let address = line[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']);
        let words = vec![Inline::Text(address.to_owned())];
        return is_web(address).then(|| (Inline::Link(words, address.to_owned()), &line[address.len()..]));
    }
    for mark in ["**", "__"] {
        if let Some((inside, after)) = between(line, mark) {
            return Some((Inline::Strong(pieces(inside, depth + 1)), after));
        }
    }
    for mark in ["*", "_"] {
        if let Some((inside, after)) = between(line, mark) {
            return Some((Inline::Emphasis(pieces(inside, depth + 1)), after));
        }
    }
    None
}

/// What stands between a mark the line begins with and the same mark further on; neither begins nor ends with a space.
fn between<'a>(line: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let (inside, after) = line.strip_prefix(mark)?.split_once(mark)?;
    let edge = |character: Option<char>| character.is_some_and(|character| !character.is_whitespace());
    (edge(inside.chars().next()) && edge(inside.chars().next_back())).then_some((inside, after))
}

/// Whether the address is that of a web page, without anything that would hide where it goes.
fn is_web(address: &str) -> bool {
    let host = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
    let is_plain = |character: char| !character.is_whitespace() && !character.is_control() && character != '\\';
    host.is_some_and(|host| !host.is_empty() && address.chars().all(is_plain))
}
