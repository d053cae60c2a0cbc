//! Web pages saved as one file, which is a mail with the page and its pictures as parts.
//!
//! Source: RFC 2557, and what Chromium, Firefox' extensions and Internet Explorer write.

use mailparse::{MailHeaderMap, ParsedMail, parse_mail};

use super::encoding::{declared_in_html, text_of};
use super::{Unread, html};
use crate::domain::article::draft::Draft;

/// The most lines a file may have: each may become a field of a head.
const MOST_LINES: usize = 2_000_000;
/// The most lines that may begin a part.
const MOST_BOUNDARIES: usize = 100_000;

/// Reads a page, in the encoding that it declares unless somebody says another. Its frames are left away; when it was saved is not when it was published.
///
/// # Errors
/// If there is no page in it, or one that can't be read.
pub(super) fn read(bytes: &[u8], encoding: Option<&str>) -> Result<Draft, Unread> {
    let lines = || bytes.split(|byte| *byte == b'\n');
    if lines().count() > MOST_LINES || lines().filter(|line| line.starts_with(b"--")).count() > MOST_BOUNDARIES {
        return Err(Unread::TooLong);
    }
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let mail = parse_mail(&bytes[start..]).map_err(|error| Unread::Broken(error.to_string()))?;
    let page = page_in(&mail).ok_or_else(|| Unread::Broken("there is no page in it".into()))?;
    let content = page.get_body_raw().map_err(|error| Unread::Broken(error.to_string()))?;
    let charset = page.headers.get_first_value("Content-Type").is_some_and(|kind| kind.contains("charset"));
    let declared = if charset { Some(page.ctype.charset.clone()) } else { declared_in_html(&content) };
    let decoded = text_of(&content, encoding, declared.as_deref())?;
    let address = address(&mail, page);
    let mut draft = html::of_page(&decoded.text, address.as_deref())?;
    decoded.told(&mut draft);
    if draft.metadata.source.is_none() {
        draft.metadata.source = address;
    }
    Ok(draft)
}

/// The part that is the page: the one `start` names, else the first one that is HTML.
fn page_in<'a>(mail: &'a ParsedMail<'a>) -> Option<&'a ParsedMail<'a>> {
    let is_page =
        |part: &&ParsedMail<'_>| matches!(part.ctype.mimetype.as_str(), "text/html" | "application/xhtml+xml");
    let named = mail.ctype.params.get("start").map(|id| id.trim());
    let is_named = |part: &&ParsedMail<'_>| {
        named.is_some() && part.headers.get_first_value("Content-ID").as_deref().map(str::trim) == named
    };
    mail.parts().filter(is_page).find(is_named).or_else(|| mail.parts().find(is_page))
}

/// Where the page is from, if that is on the web.
fn address(mail: &ParsedMail<'_>, page: &ParsedMail<'_>) -> Option<String> {
    let named = [
        (&page.headers, "Content-Location"),
        (&mail.headers, "Snapshot-Content-Location"),
        (&mail.headers, "Content-Location"),
    ];
    let mut addresses = named.into_iter().filter_map(|(headers, name)| headers.get_first_value(name));
    addresses.find(|address| address.starts_with("https://") || address.starts_with("http://"))
}
