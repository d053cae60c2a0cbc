//! What a page says of itself.

use dom_query::Document;
use dom_smoothie::Article;

use crate::domain::article::date;
use crate::domain::article::lines::one_line;
use crate::domain::document::Metadata;

/// What stands in the page itself: where it is from, and when it was published where its metadata may not say so.
pub(super) fn page(page: &Document, html: &str, address: Option<&str>) -> Metadata {
    let of = |selector: &str, name: &str| {
        let value = page.select_single(selector).attr(name);
        value.map(|value| one_line(&value)).filter(|value| !value.is_empty())
    };
    let is_address = |address: &String| address.starts_with("https://") || address.starts_with("http://");
    let source = address
        .map(str::to_owned)
        .or_else(|| saved_from(html))
        .or_else(|| of("link[rel=canonical]", "href").filter(is_address))
        .or_else(|| of("meta[property='og:url']", "content").filter(is_address));
    let published = of("meta[itemprop=datePublished]", "content")
        .or_else(|| of("meta[name=date], meta[name='dcterms.date'], meta[name='DC.date']", "content"))
        .or_else(|| {
            of("time[pubdate], time[itemprop=datePublished], article time[datetime], header time[datetime]", "datetime")
        });
    let language = of("html[lang]", "lang").or_else(|| of("meta[http-equiv=content-language]", "content"));
    let title = page.select_single("title").text();
    Metadata {
        title: Some(one_line(&title)).filter(|title| !title.is_empty()),
        published: published.and_then(|published| date::iso(&published)),
        language: language.filter(|language| is_language(language)),
        source,
        ..Metadata::default()
    }
}

/// What was found out about the article itself, which counts more.
pub(super) fn add_article(metadata: &mut Metadata, article: &Article) {
    let said = |value: &Option<String>| value.as_deref().map(one_line).filter(|value| !value.is_empty());
    let title = one_line(&article.title);
    if !title.is_empty() {
        metadata.title = Some(title);
    }
    metadata.byline = said(&article.byline);
    metadata.site = said(&article.site_name);
    if let Some(published) = said(&article.published_time) {
        metadata.published = Some(date::iso(&published).unwrap_or(published));
    }
    if metadata.language.is_none() {
        metadata.language = said(&article.lang).filter(|language| is_language(language));
    }
}

/// The address that browsers write into a page they save.
fn saved_from(html: &str) -> Option<String> {
    // It stands in a comment at the beginning, or at the end.
    let ends =
        [&html[html.ceil_char_boundary(html.len().saturating_sub(4096))..], &html[..html.floor_char_boundary(4096)]];
    ends.into_iter().find_map(address_in)
}

fn address_in(part: &str) -> Option<String> {
    let marked = |mark: &str| {
        let (_, rest) = part.rsplit_once(mark)?;
        let start = rest.find("http")?;
        let comment = rest.split("-->").next()?;
        let address = comment.get(start..)?.split_whitespace().next()?;
        address.contains("://").then(|| address.to_owned())
    };
    marked("<!-- saved from url=").or_else(|| marked("Page saved with SingleFile"))
}

/// Whether it may be a language of BCP 47: letters, figures and hyphens, of which two or three letters come first.
fn is_language(name: &str) -> bool {
    let mut parts = name.split('-');
    let first = parts.next().unwrap_or_default();
    matches!(first.len(), 2..=3)
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
