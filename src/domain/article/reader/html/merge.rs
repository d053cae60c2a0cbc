//! Putting the article back into its page, so that what was left out stands where it stood.

use std::collections::HashSet;

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::domain::article::draft::Found;
use crate::domain::document::{Metadata, Role};

/// A line with the author or the date in it is no longer than this, in bytes.
const LONGEST_LINE: usize = 200;
/// Of a block that was shortened, so many bytes of its words tell which one it was.
const TELLING: usize = 24;
/// So many comparisons of a block's words with others' are made for a stretch that differs.
const MOST_COMPARED: usize = 200_000_000;

/// The blocks of the article among those of the page that are not in it.
pub(super) fn article_in_page(page: &[Found], article: Vec<Found>) -> Vec<Found> {
    let keys = [page, &article].map(|blocks| blocks.iter().map(|block| key(&block.text)).collect::<Vec<_>>());
    let mut input: InternedInput<&str> = InternedInput::default();
    input.update_before(keys[0].iter().map(String::as_str));
    input.update_after(keys[1].iter().map(String::as_str));
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let [page_keys, article_keys] = &keys;
    let mut article = article.into_iter();
    let mut read = 0;
    let mut merged = Vec::with_capacity(page.len());
    for hunk in diff.hunks() {
        let [before, after] = [&hunk.before, &hunk.after].map(|part| part.start as usize..part.end as usize);
        // Up to here both are the same.
        merged.extend(article.by_ref().take(after.start - read));
        let changed = &article_keys[after.clone()];
        let whole = changed.concat();
        let known: HashSet<&str> = changed.iter().map(String::as_str).collect();
        // Where nothing is as it was, only the same blocks are looked for: the rest would take too long.
        let is_close = before.len() * (whole.len() + changed.len()) < MOST_COMPARED;
        let is_in_article = |key: &String| {
            known.contains(key.as_str())
                || is_close
                    && (whole.contains(key.as_str())
                        || changed.iter().any(|part| part.len() > TELLING && key.contains(part.as_str())))
        };
        let left_out = before.filter(|place| !is_in_article(&page_keys[*place]));
        merged.extend(left_out.map(|place| Found { kept: false, ..page[place].clone() }));
        merged.extend(article.by_ref().take(after.len()));
        read = after.end;
    }
    merged.extend(article);
    merged
}

/// Keeps the headline, which may stand outside the article, and the lines with the author and the date next to it; says what
/// each is. A headline that only the page's title tells comes first.
pub(super) fn keep_head(blocks: &mut Vec<Found>, metadata: &Metadata) {
    if let Some(title) = metadata.title.as_deref().filter(|title| !title.is_empty()) {
        let own = key(title);
        let first = blocks.iter().position(|block| block.kept && block.role == Role::Paragraph);
        let head = first.map_or(blocks.len(), |first| first + 1);
        let is_title = |block: &Found| key(&block.text) == own;
        // Of several the last: those before it are in menus and lists.
        match blocks[..head].iter().rposition(is_title) {
            Some(place) => blocks[place] = Found::kept(Role::Title, std::mem::take(&mut blocks[place].text)),
            None => blocks.insert(0, Found::kept(Role::Title, title)),
        }
    }
    let title = blocks.iter().position(|block| block.role == Role::Title).unwrap_or_default();
    let body = blocks.iter().enumerate().skip(title + 1);
    let mut body = body.filter(|(_, block)| block.kept && block.text.len() > LONGEST_LINE);
    let body = body.next().map_or(blocks.len(), |(place, _)| place);
    let byline = metadata.byline.as_deref().map(key).filter(|byline| !byline.is_empty());
    let mut missing = [Some(Role::Byline), Some(Role::Date)];
    for block in blocks[title..body].iter_mut().filter(|block| block.text.len() <= LONGEST_LINE) {
        if block.role == Role::Title {
            continue;
        }
        // What is told of the author besides is no byline.
        let names_author = || {
            let line = key(&block.text);
            byline.as_ref().is_some_and(|byline| line.len() < 2 * byline.len() + 40 && line.contains(byline.as_str()))
        };
        let role = if missing[0].is_some() && names_author() {
            missing[0].take()
        } else if missing[1].is_some() && is_published(&block.text, metadata) {
            missing[1].take()
        } else {
            None
        };
        if let Some(role) = role {
            (block.role, block.kept) = (role, true);
        }
    }
}

/// Whether the line is a date, and the one on which the article was published as far as that is known.
fn is_published(line: &str, metadata: &Metadata) -> bool {
    let day = |date: &str| date.get(..10).map(str::to_owned);
    let said = metadata.published.as_deref().and_then(day);
    crate::domain::article::date::is_date(line)
        && crate::domain::article::date::iso(line).is_none_or(|date| said.is_none() || day(&date) == said)
}

/// What makes two blocks the same: their words without white space.
fn key(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}
