//! Books: each chapter with text in it becomes a draft.
//!
//! Source: EPUB 3.3 and OPF 2.0.1.

use std::collections::{BTreeMap, BTreeSet};

use super::package::{Package, dublin_core, resolved};
use super::xml::{Elements, Part};
use super::{Unread, html};
use crate::domain::article::date;
use crate::domain::article::draft::{Draft, Found, Remark};
use crate::domain::document::{Metadata, Role};

/// A part of a book with fewer letters is a cover or a title page, no chapter.
const FEWEST_LETTERS: usize = 40;
/// So much of a book's markup is read, in bytes; the longest ones have a third of it.
const MOST_MARKUP: usize = 64 << 20;
/// The title stands among so many of the first pieces.
const HEAD: usize = 3;
/// Ways fonts are made hard to copy, which are no encryption of the book.
const OBFUSCATIONS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];
/// Parts that are no chapters, by the names of guides and landmarks.
const FURNITURE: [&str; 6] = ["cover", "toc", "title-page", "titlepage", "loi", "lot"];

/// Reads a book.
///
/// # Errors
/// If it is encrypted, broken, or no part of it has text.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Draft>, Unread> {
    let mut package = Package::open(bytes)?;
    if package.text_if_whole("META-INF/encryption.xml").is_some_and(|xml| is_encrypted(&xml)) {
        return Err(Unread::Encrypted);
    }
    let container = package.needed("META-INF/container.xml")?;
    let root = attribute_of(&container, "rootfile", "full-path");
    let root = root.ok_or_else(|| Unread::Broken("META-INF/container.xml names no book".into()))?;
    let root = resolved("", &root);
    let book = Book::read(&root, &package.needed(&root)?);
    let (labels, landmarks) = labels(&mut package, &book);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut problem = None;
    let mut room = MOST_MARKUP;
    for path in &book.spine {
        if book.passed_over.contains(path) || landmarks.contains(path) {
            continue;
        }
        let chapter = match package.text(path) {
            Ok(Some(chapter)) => chapter,
            Ok(None) => {
                problem = problem.or_else(|| Some(Unread::Broken(format!("{path} is missing"))));
                continue;
            }
            Err(why) => {
                problem = problem.or(Some(why));
                continue;
            }
        };
        let Some(left) = room.checked_sub(chapter.len()) else {
            problem = problem.or(Some(Unread::TooLong));
            drafts.iter_mut().last().into_iter().for_each(|last| last.remarks.push(Remark::CutOff));
            break;
        };
        room = left;
        drafts.extend(chapter_of(html::blocks(&as_html(&chapter)), labels.get(path), &book.metadata));
    }
    if drafts.is_empty() { Err(problem.unwrap_or(Unread::Empty)) } else { Ok(drafts) }
}

/// XHTML as a parser of HTML takes it for the same: only some elements may close themselves there, and an empty title
/// that does would take all that follows for its own.
fn as_html(xhtml: &str) -> String {
    const VOID: [&str; 13] =
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
    let mut html = String::with_capacity(xhtml.len());
    let mut rest = xhtml;
    while let Some(end) = rest.find("/>") {
        let tag = rest[..end].rfind('<').map(|start| &rest[start + 1..end]);
        let name =
            tag.and_then(|tag| tag.split(|character: char| character.is_whitespace() || character == '>').next());
        html.push_str(&rest[..end]);
        match name.filter(|name| !name.is_empty() && !VOID.contains(name)) {
            Some(name) => html.extend(["></", name, ">"]),
            None => html.push_str("/>"),
        }
        rest = &rest[end + 2..];
    }
    html.push_str(rest);
    html
}

/// Whether more than fonts is encrypted.
fn is_encrypted(xml: &str) -> bool {
    let mut elements = Elements::of(xml);
    while let Ok(Some(part)) = elements.next() {
        if let Part::Open(element) = part
            && element.name() == "EncryptionMethod"
            && element.get("Algorithm").is_none_or(|algorithm| !OBFUSCATIONS.contains(&algorithm.as_str()))
        {
            return true;
        }
    }
    false
}

/// The attribute of the first such element that has it.
fn attribute_of(xml: &str, name: &str, attribute: &str) -> Option<String> {
    let mut elements = Elements::of(xml);
    while let Ok(Some(part)) = elements.next() {
        if let Part::Open(element) = part
            && element.name() == name
            && let Some(value) = element.get(attribute)
        {
            return Some(value);
        }
    }
    None
}

/// What the package document says.
#[derive(Default)]
struct Book {
    metadata: Metadata,
    /// The paths of its parts, in the order of reading.
    spine: Vec<String>,
    /// Parts that are no chapters.
    passed_over: BTreeSet<String>,
    /// Where the contents are, in EPUB 3 and in EPUB 2.
    contents: Vec<String>,
}

impl Book {
    fn read(root: &str, xml: &str) -> Self {
        let mut book = Self::default();
        let mut manifest: BTreeMap<String, String> = BTreeMap::new();
        let mut elements = Elements::of(xml);
        // What is broken ends the list of parts, no more.
        while let Ok(Some(part)) = elements.next() {
            let Part::Open(element) = part else { continue };
            let target = element.get("href").map(|to| resolved(root, &to));
            match (element.name(), target) {
                ("item", Some(path)) => {
                    if element.get("properties").is_some_and(|all| all.split_whitespace().any(|one| one == "nav")) {
                        book.passed_over.insert(path.clone());
                        book.contents.push(path.clone());
                    }
                    if element.get("media-type").as_deref() == Some("application/x-dtbncx+xml") {
                        book.contents.push(path.clone());
                    }
                    if let Some(id) = element.get("id") {
                        manifest.insert(id, path);
                    }
                }
                ("itemref", _) => {
                    let path = element.get("idref").and_then(|id| manifest.get(&id)).cloned();
                    book.spine.extend(path);
                }
                ("reference", Some(path))
                    if element.get("type").is_some_and(|kind| FURNITURE.contains(&kind.as_str())) =>
                {
                    book.passed_over.insert(path);
                }
                _ => {}
            }
        }
        let mut seen = BTreeSet::new();
        book.spine.retain(|path| seen.insert(path.clone()));
        book.metadata = metadata(&dublin_core(xml));
        book
    }
}

/// What is known about the whole book; the publication is who published it, else the book itself.
fn metadata(properties: &[(String, String)]) -> Metadata {
    let all = |wanted: &str| -> Vec<String> {
        let named = properties.iter().filter(|(name, _)| name == wanted);
        named.map(|(_, value)| value.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let first = |wanted: &str| all(wanted).into_iter().next();
    let creators = all("creator");
    Metadata {
        title: first("title"),
        byline: (!creators.is_empty()).then(|| creators.join(", ")),
        published: first("date").map(|date| date::iso(&date).unwrap_or(date)),
        site: first("publisher").or_else(|| first("title")),
        language: first("language").filter(|language| language != "und"),
        ..Metadata::default()
    }
}

/// The titles of parts in the book's contents, and the parts that its landmarks name as no chapters.
fn labels(package: &mut Package<'_>, book: &Book) -> (BTreeMap<String, String>, BTreeSet<String>) {
    let mut labels = BTreeMap::new();
    let mut landmarks = BTreeSet::new();
    for path in &book.contents {
        let xml = package.text_if_whole(path).unwrap_or_default();
        let mut elements = Elements::of(&xml);
        let mut label = String::new();
        while let Ok(Some(part)) = elements.next() {
            let Part::Open(element) = part else { continue };
            match element.name() {
                "a" => {
                    let kind = element.get("type").unwrap_or_default();
                    let Some(target) = element.get("href").map(|to| resolved(path, &to)) else { continue };
                    let words = elements.text().unwrap_or_default();
                    if FURNITURE.contains(&kind.as_str()) {
                        landmarks.insert(target);
                    } else if kind.is_empty() && !words.is_empty() {
                        labels.entry(target).or_insert(words);
                    }
                }
                "navLabel" => label = elements.text().unwrap_or_default(),
                "content" if !label.is_empty() => {
                    if let Some(target) = element.get("src").map(|to| resolved(path, &to)) {
                        labels.entry(target).or_insert_with(|| label.clone());
                    }
                }
                _ => {}
            }
        }
    }
    (labels, landmarks)
}

/// A chapter, if there is text in it. Its title is the heading it begins with, else what the book's contents call it.
fn chapter_of(mut found: Vec<Found>, label: Option<&String>, book: &Metadata) -> Option<Draft> {
    let letters = found.iter().flat_map(|piece| piece.text.chars()).filter(|character| character.is_alphanumeric());
    if letters.take(FEWEST_LETTERS).count() < FEWEST_LETTERS {
        return None;
    }
    for piece in &mut found {
        piece.role = if piece.role == Role::Title { Role::Heading } else { piece.role };
    }
    let heading = found.iter_mut().take(HEAD).find(|piece| piece.role == Role::Heading);
    let title = heading.map(|heading| {
        heading.role = Role::Title;
        heading.text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let title = title.filter(|title| title.chars().any(char::is_alphabetic)).or_else(|| label.cloned());
    Some(Draft::of(found, Metadata { title: title.or_else(|| book.title.clone()), ..book.clone() }))
}
