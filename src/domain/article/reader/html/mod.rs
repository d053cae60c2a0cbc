//! Web pages: which of their text is the article, which is furniture, and what the page says of itself.
//!
//! What the article is, dom_smoothie decides, which follows Mozilla's Readability. All of it is text by then: no element or
//! attribute of a page gets any further than this folder.

mod about;
mod merge;
mod parse;
mod walk;

use dom_smoothie::{Config, Readability};

use super::Unread;
use super::encoding::{declared_in_html, decode};
use crate::domain::article::draft::{Draft, Found, Remark};
use crate::domain::document::Metadata;

/// The longest page that is read, in bytes of UTF-8.
const LONGEST: usize = 32 << 20;
/// A page of more elements is shown whole: telling its article apart would take too long.
const MOST_ELEMENTS: usize = 200_000;

/// Reads a page; its encoding is declared by the page itself, unless somebody says another.
pub(super) fn read(bytes: &[u8], encoding: Option<&str>) -> Result<Draft, Unread> {
    if bytes.len() > LONGEST {
        return Err(Unread::TooLong);
    }
    let declared = declared_in_html(bytes);
    let decoded = decode(bytes, encoding, declared.as_deref());
    let mut draft = of_page(&decoded.text, None)?;
    decoded.told(&mut draft);
    Ok(draft)
}

/// The article in a page, and the page's furniture; `address` is where the page is from.
pub(super) fn of_page(html: &str, address: Option<&str>) -> Result<Draft, Unread> {
    if html.len() > LONGEST {
        return Err(Unread::TooLong);
    }
    let page = parse::page(html)?;
    let all = walk::blocks(&page);
    if all.is_empty() {
        return Err(Unread::Empty);
    }
    let known = about::page(&page, html, address);
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let article = Readability::with_document(page, None, Some(config)).and_then(|mut page| page.parse());
    let Ok(article) = article else {
        return Ok(whole(all, known));
    };
    let mut metadata = known;
    about::add_article(&mut metadata, &article);
    let kept = walk::blocks(&parse::page(&article.content)?);
    if kept.is_empty() {
        return Ok(whole(all, metadata));
    }
    let mut blocks = merge::article_in_page(&all, kept);
    merge::keep_head(&mut blocks, &metadata);
    Ok(Draft::of(blocks, metadata))
}

/// All blocks of text in a page or chapter, in order, all of them kept; none if there are no limits it keeps to.
pub(super) fn blocks(html: &str) -> Vec<Found> {
    match parse::page(html) {
        Ok(page) if html.len() <= LONGEST => walk::blocks(&page),
        _ => Vec::new(),
    }
}

/// The page with all its blocks, where the article can't be told apart.
fn whole(all: Vec<Found>, metadata: Metadata) -> Draft {
    let mut draft = Draft::of(all, metadata);
    draft.remarks.push(Remark::NothingFound);
    draft
}
