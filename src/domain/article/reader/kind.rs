//! Telling what a source is, by what is in it.

use crate::domain::formats::zip::{self, Archive};

/// So much of a source is looked at.
const HEAD: usize = 4096;
/// PDF's mark stands within so many bytes; Annex H of ISO 32000-1.
const PDF_HEAD: usize = 1024;
/// What files of the old binary Office begin with, and encrypted ones of the new.
pub(super) const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The media type that OpenDocument texts and their templates name themselves by.
const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A web page.
    Html,
    /// A web page saved as one file.
    Mhtml,
    /// PDF.
    Pdf,
    /// A document of a word processor, as Office Open XML; also what Word wrote before, and encrypted ones, to say so.
    Docx,
    /// A document of a word processor, as OpenDocument.
    Odt,
    /// A book.
    Epub,
    /// Markdown, which only the name tells from text.
    Markdown,
    /// Text, or nothing that is known.
    Text,
}

impl Kind {
    /// What the source is. Its name counts only where its content can't tell.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        if zip::looks_like(bytes) {
            return of_zip(path, bytes);
        }
        of_flat(path, bytes)
    }
}

/// Whether a source is anything but text in UTF-8, so that the readers are needed for it.
pub fn needs_reader(path: &str, bytes: &[u8]) -> bool {
    // What ISO-2022-JP and UTF-16 are made of is UTF-8 too, but with characters that no text has.
    let is_text = std::str::from_utf8(bytes).is_ok() && !bytes.iter().any(|byte| matches!(byte, 0 | 0x1b));
    !is_text || zip::looks_like(bytes) || of_flat(path, bytes) != Kind::Text
}

/// What the source is, if it is no zip.
fn of_flat(path: &str, bytes: &[u8]) -> Kind {
    if bytes.starts_with(OLE) {
        return Kind::Docx;
    }
    if is_pdf(bytes) {
        return Kind::Pdf;
    }
    let head = head(bytes);
    if is_mhtml(&head) {
        return Kind::Mhtml;
    }
    let named = ending(path);
    let is_markdown = matches!(named.as_str(), "md" | "markdown" | "mdown" | "mkd");
    let is_page = matches!(named.as_str(), "html" | "htm" | "xhtml" | "xht");
    match Markup::of(&head) {
        Markup::Page => Kind::Html,
        Markup::Fragment if !is_markdown => Kind::Html,
        Markup::Tags if is_page => Kind::Html,
        _ if is_markdown => Kind::Markdown,
        _ => Kind::Text,
    }
}

fn of_zip(path: &str, bytes: &[u8]) -> Kind {
    let Ok(mut archive) = Archive::open(bytes) else {
        // Its directory is cut off; the name tells whose error that is.
        return match ending(path).as_str() {
            "docx" | "docm" | "dotx" => Kind::Docx,
            "odt" | "ott" => Kind::Odt,
            "epub" => Kind::Epub,
            _ => Kind::Text,
        };
    };
    if archive.has("META-INF/container.xml") {
        return Kind::Epub;
    }
    if archive.has("[Content_Types].xml") && archive.paths().any(|path| path.starts_with("word/")) {
        return Kind::Docx;
    }
    let media_type = archive.read("mimetype").and_then(Result::ok).unwrap_or_default();
    if media_type.starts_with(ODT) { Kind::Odt } else { Kind::Text }
}

fn ending(path: &str) -> String {
    path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

/// A text that is about PDF names the mark too; a file that begins otherwise must also end like one.
fn is_pdf(bytes: &[u8]) -> bool {
    let has = |part: &[u8], mark: &[u8]| part.windows(mark.len()).any(|window| window == mark);
    bytes.starts_with(b"%PDF-")
        || has(&bytes[..PDF_HEAD.min(bytes.len())], b"%PDF-")
            && has(&bytes[bytes.len().saturating_sub(PDF_HEAD)..], b"startxref")
}

/// The beginning in small ASCII letters, with anything else as a blank; of UTF-16 every other byte is left away.
fn head(bytes: &[u8]) -> String {
    let head = &bytes[..HEAD.min(bytes.len())];
    let has_bom = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let is_wide = has_bom || head.contains(&0);
    let head = head.iter().filter(|byte| !(is_wide && **byte == 0));
    head.map(|byte| if byte.is_ascii() { char::from(byte.to_ascii_lowercase()) } else { ' ' }).collect()
}

/// Whether the beginning is that of a mail which holds a page and its pictures. Source: RFC 2557; Blink adds a field of its own.
fn is_mhtml(head: &str) -> bool {
    let mut is_mime = false;
    for line in head.trim_start().lines().take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else {
            return false;
        };
        match name {
            "snapshot-content-location" => return true,
            "content-type" if value.trim_start().starts_with("multipart/related") => return true,
            "content-type" if value.trim_start().starts_with("text/html") && is_mime => return true,
            "mime-version" => is_mime = true,
            _ if name.contains(char::is_whitespace) => return false,
            _ => {}
        }
    }
    false
}

/// How much of HTML a text is.
enum Markup {
    /// It begins as a page does.
    Page,
    /// It begins with a block, or most of its lines do.
    Fragment,
    /// There are tags in it.
    Tags,
    /// There are none.
    None,
}

/// Elements that text begins with only where it is HTML; after the table of the MIME Sniffing Standard, 7.1.
const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "article",
    "section",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "blockquote",
    "figure",
    "pre",
    "script",
    "style",
    "title",
    "meta",
    "base",
];

impl Markup {
    fn of(head: &str) -> Self {
        let start = after_prolog(head);
        let is_xhtml = start.starts_with("<!doctype") && start[..start.len().min(400)].contains("<html");
        if start.starts_with("<!doctype html")
            || is_xhtml
            || tag(start).is_some_and(|tag| ["html", "head", "body"].contains(&tag))
        {
            return Self::Page;
        }
        let begins = |line: &str| tag(line).is_some_and(|tag| BLOCKS.contains(&tag));
        let closes = |line: &str| line.strip_prefix("</").is_some_and(|rest| begins(&format!("<{rest}")));
        let is_closed = tag(start).is_some_and(|name| start.contains(&format!("</{name}>")) || name == "meta");
        let lines: Vec<&str> = start.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let marked = lines.iter().filter(|line| begins(line) || closes(line)).count();
        if begins(start) && is_closed || marked >= 3 && marked * 2 >= lines.len() {
            Self::Fragment
        } else if head.match_indices('<').any(|(at, _)| tag(&head[at..]).is_some()) {
            Self::Tags
        } else {
            Self::None
        }
    }
}

/// What follows the XML declaration, processing instructions, comments and white space.
fn after_prolog(head: &str) -> &str {
    let mut rest = head.trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ => return rest,
        };
        match rest.find(end) {
            Some(at) => rest = rest[at + end.len()..].trim_start(),
            None => return rest,
        }
    }
}

/// The name of the tag that the text begins with.
fn tag(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('<')?;
    let end = rest.find(|character: char| !character.is_ascii_alphanumeric())?;
    let ends_well = rest[end..].starts_with(['>', '/', ' ', '\n', '\r', '\t']);
    (end > 0 && ends_well && !rest.starts_with(|first: char| first.is_ascii_digit())).then(|| &rest[..end])
}
