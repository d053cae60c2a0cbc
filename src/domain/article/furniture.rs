//! What of a page copied as text is its furniture: by its words, and by where it stands to the article's prose.
//!
//! When in doubt, a piece is kept: what is missing is harder to notice than what is too much.

use super::byline;
use super::head::Head;
use super::lines::{ends_sentence, extent, is_heading, is_list_item, is_prose, one_line};
use super::phrases;

/// A piece with more bytes than this is prose, whatever it says.
const LONGEST_SIGN: usize = 1600;
/// An opening tells only of pieces that extend no further than this.
const LONGEST_OPENING: usize = 300;
/// A line of a menu, a button, a link: no more words, and no further.
const MENU_WORDS: usize = 3;
const MENU_EXTENT: usize = 30;
/// So many such lines one after another are a menu.
const MENU_LINES: usize = 3;
/// A slogan extends no further.
const LONGEST_SLOGAN: usize = 160;
/// Prose that extends further stands for itself; a teaser doesn't.
const LONGEST_TEASER: usize = 250;
/// If less prose than this would be kept, what is furniture was not understood.
const LEAST_PROSE: usize = 60;

/// What follows from a piece's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It is furniture itself.
    Aside,
    /// It is part of a form; what follows is part too, until there is a paragraph of prose.
    Form,
    /// The article is at its end, unless there are two paragraphs of prose again.
    End,
}

/// What a piece's words say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) effect: Effect,
    /// Whether the words alone are enough.
    pub(super) is_certain: bool,
}

/// A piece as it is looked at.
pub(super) struct Seen<'a> {
    pub(super) words: &'a str,
    pub(super) is_prose: bool,
    pub(super) sign: Option<Sign>,
}

impl<'a> Seen<'a> {
    pub(super) fn new(words: &'a str) -> Self {
        Self { words, is_prose: is_prose(words), sign: None }
    }

    /// Whether it is prose that nothing tells to be furniture.
    pub(super) fn is_body(&self) -> bool {
        self.is_prose && self.sign.is_none()
    }
}

/// What the words alone say.
pub(super) fn sign(words: &str) -> Option<Sign> {
    let certain = |effect| Some(Sign { effect, is_certain: true });
    let doubtful = |effect| Some(Sign { effect, is_certain: false });
    if words.len() > LONGEST_SIGN {
        return None;
    }
    let line = one_line(words);
    let lower = without_quotations(&line.to_lowercase());
    // An opening may have its own mark first, but no mark of speech.
    let opening = lower.trim_start_matches(|mark: char| !mark.is_alphanumeric() && !"\"“„«»「『【▶©ⓒ(".contains(mark));
    let whole = lower.trim_matches(|mark: char| !mark.is_alphabetic());
    let extent = extent(&line);
    let is = |phrases: &[&str]| phrases.binary_search(&whole).is_ok();
    let begins = |openings: &[&str]| phrases::opening(opening, openings).is_some();
    if extent <= LONGEST_OPENING {
        let is_item = is_list_item(words);
        if is(&phrases::ENDS) {
            return certain(Effect::End);
        }
        if let Some(sign) = copyright(&lower, extent) {
            return Some(sign);
        }
        if is(&phrases::ENDS_ON_A_PAGE) && !is_item {
            // `Comments (12)` is more than a heading.
            let is_counted = lower.contains(|character: char| character.is_ascii_digit());
            return if is_counted { certain(Effect::End) } else { doubtful(Effect::End) };
        }
        let is_line = !words.contains('\n') && (!ends_sentence(words) || words.ends_with(':'));
        if begins(&phrases::END_OPENINGS) && extent <= LONGEST_SLOGAN || is_line && is_hashtags(&lower) {
            return certain(Effect::End);
        }
        let is_credit = is_line && extent <= 80 && begins_in_brackets(opening, &phrases::CREDITS);
        let is_reading_time = extent <= 60 && phrases::count(&lower, &phrases::READING_TIMES) > 0;
        if is(&phrases::ASIDES)
            || begins(&phrases::ASIDE_OPENINGS)
            || is_credit
            || is_reading_time && !ends_sentence(words)
            || is_line && is_breadcrumb(&line)
        {
            return certain(Effect::Aside);
        }
        if is(&phrases::ASIDES_ON_A_PAGE) && !is_item {
            return doubtful(Effect::Aside);
        }
        if begins(&phrases::INVITATIONS) {
            return certain(Effect::Form);
        }
    }
    match phrases::count(&lower, &phrases::CONSENTS) {
        0 => None,
        1 => doubtful(Effect::Form),
        _ => certain(Effect::Form),
    }
}

/// Leaves out what stands in quotation marks: what somebody said isn't said by the page.
fn without_quotations(lower: &str) -> String {
    const MARKS: [(char, char); 5] = [('“', '”'), ('„', '“'), ('«', '»'), ('"', '"'), ('「', '」')];
    let mut out = String::with_capacity(lower.len());
    let mut rest = lower;
    while let Some(at) = rest.find(|character| MARKS.iter().any(|(open, _)| *open == character)) {
        let open = rest[at..].chars().next().unwrap_or_default();
        let inside = &rest[at + open.len_utf8()..];
        let closes = |character| MARKS.iter().any(|(known, close)| *known == open && *close == character);
        let Some(end) = inside.find(closes) else { break };
        let close = inside[end..].chars().next().map_or(0, char::len_utf8);
        out.push_str(&rest[..at]);
        // What begins with speech doesn't begin with what comes behind it.
        out.push('“');
        rest = &inside[end + close..];
    }
    out + rest
}

fn begins_in_brackets(opening: &str, openings: &[&str]) -> bool {
    phrases::opening(opening.trim_start_matches(['(', '（', '[']), openings).is_some()
}

/// A publisher's claim: certain if it says so, else told by mark and year, which a licence has too.
fn copyright(lower: &str, extent: usize) -> Option<Sign> {
    let rest = lower.trim_start_matches("copyright").trim_start_matches([' ', ':', ',']);
    let marked = ["©", "ⓒ", "(c)"].iter().find_map(|mark| rest.strip_prefix(mark));
    let has_year = |rest: &str| rest.trim_start().starts_with(|digit: char| digit.is_ascii_digit());
    let is_named = rest.len() < lower.len();
    let is_marked = lower.starts_with(['©', 'ⓒ'])
        || marked.is_some_and(has_year)
        || is_named && (marked.is_some() || has_year(rest));
    let is_certain = phrases::count(lower, &phrases::RIGHTS) > 0;
    ((is_marked || is_certain) && extent <= LONGEST_SLOGAN).then_some(Sign { effect: Effect::End, is_certain })
}

/// `#ports #data`.
fn is_hashtags(lower: &str) -> bool {
    let is_tag = |word: &str| word.len() > 1 && word.starts_with('#') && !word.starts_with("##");
    lower.split(' ').count() >= 2 && lower.split(' ').all(is_tag)
}

/// `Home › News › Ports`.
fn is_breadcrumb(line: &str) -> bool {
    [" > ", " › ", " » ", " / "].iter().any(|mark| {
        let steps: Vec<&str> = line.split(mark).collect();
        let is_step =
            |step: &&str| (1..=4).contains(&step.split_whitespace().count()) && step.chars().any(char::is_alphabetic);
        steps.len() >= 3 && steps[..steps.len() - 1].iter().all(is_step)
    })
}

/// Drops the signs that don't count where they stand.
///
/// A single word such as "Comments" counts only on what is a page by other signs; a paragraph that speaks of consent
/// does not between two paragraphs of prose, which may well be about consent.
pub(super) fn weigh(seen: &mut [Seen<'_>]) {
    let is_page = seen.iter().any(|piece| {
        piece.sign.is_some_and(|sign| sign.is_certain) || (!piece.is_prose && byline::byline(piece.words).is_some())
    });
    let signed: Vec<bool> = seen.iter().map(|piece| piece.sign.is_some()).collect();
    let body: Vec<bool> = seen.iter().map(Seen::is_body).collect();
    for (n, piece) in seen.iter_mut().enumerate() {
        let Some(sign) = piece.sign else { continue };
        let (before, after) = (n.checked_sub(1), Some(n + 1));
        let at = |list: &[bool], place: Option<usize>| place.and_then(|place| list.get(place)).is_some_and(|is| *is);
        let counts = if piece.is_prose && sign.effect == Effect::Form {
            let is_within = at(&body, before) && at(&body, after);
            !is_within && (sign.is_certain || at(&signed, before) || at(&signed, after))
        } else {
            sign.is_certain || is_page
        };
        if !counts {
            piece.sign = None;
        }
    }
}

/// Marks what introduces the authors behind the article.
pub(super) fn find_author_cards(seen: &mut [Seen<'_>], head: &Head) {
    let Some(names) = &head.names else { return };
    let names: Vec<String> = byline::names(names).into_iter().map(str::to_lowercase).collect();
    let is_card = |words: &str| {
        let lower = one_line(words).to_lowercase();
        let lower = lower.trim_start_matches(|mark: char| !mark.is_alphanumeric());
        names.iter().filter_map(|name| lower.strip_prefix(name.as_str())).any(|rest| {
            let rest = rest.trim_start_matches([' ', ',', ':', '–', '-']);
            phrases::opening(rest, &phrases::INTRODUCTIONS).is_some()
        })
    };
    let is_name = |words: &str| {
        let bare = words.trim_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase();
        names.contains(&bare)
    };
    let end = Sign { effect: Effect::End, is_certain: true };
    let last = seen.iter().rposition(Seen::is_body).unwrap_or(0);
    for n in (head.body + 1..seen.len()).rev() {
        let piece = &seen[n];
        if piece.sign.is_some() || piece.words.len() > LONGEST_SIGN {
            continue;
        }
        let is_within = seen[n - 1].is_body() && seen.get(n + 1).is_some_and(Seen::is_body);
        let leads_to_sign =
            seen.get(n + 1).is_some_and(|next| next.sign.is_some_and(|sign| sign.effect == Effect::End));
        if piece.is_prose && !is_within && is_card(piece.words) || is_name(piece.words) && (leads_to_sign || n > last) {
            seen[n].sign = Some(end);
        }
    }
}

/// Which pieces are the article's; none if that can't be told.
pub(super) fn kept(seen: &[Seen<'_>], head: &Head) -> Option<Vec<bool>> {
    let mut kept = vec![true; seen.len()];
    keep_head(seen, head, &mut kept);
    keep_body(seen, head, &mut kept);
    let prose = |kept: &dyn Fn(usize) -> bool| -> usize {
        (0..seen.len()).filter(|n| seen[*n].is_prose && kept(*n)).map(|n| extent(seen[n].words)).sum()
    };
    let (all, of_article) = (prose(&|_| true), prose(&|n| kept[n]));
    let is_understood = !kept.contains(&false) || (of_article > 0 && of_article >= LEAST_PROSE.min(all));
    is_understood.then_some(kept)
}

/// Before the title only author and date are the article's; what shares its words with the article may be.
fn keep_head(seen: &[Seen<'_>], head: &Head, kept: &mut [bool]) {
    let is_page = !head.bylines.is_empty() || head.has_twice || seen.iter().any(|piece| piece.sign.is_some());
    let title = head.title.unwrap_or(0);
    // How many lines of a menu a piece is.
    let menu_lines = |n: usize| {
        let is_line = |line: &str| {
            !ends_sentence(line) && line.split_whitespace().count() <= MENU_WORDS && extent(line) <= MENU_EXTENT
        };
        let words = seen[n].words;
        // Between title and prose, what the article speaks of is no menu.
        let is_of_article = head.has(n) || n > title && head.is_shared(n);
        if !is_of_article && words.lines().all(is_line) { words.lines().count() } else { 0 }
    };
    let mut menu = 0..0;
    let mut lines = 0;
    for n in 0..head.body.min(seen.len()) {
        match menu_lines(n) {
            0 => (menu, lines) = (n + 1..n + 1, 0),
            more => (menu, lines) = (menu.start..n + 1, lines + more),
        }
        if !head.has(n) {
            let words = seen[n].words;
            let is_alien = n < title && extent(words) <= LONGEST_SLOGAN && (!head.is_shared(n) || is_list_item(words));
            kept[n] = seen[n].sign.is_none() && !(is_page && (is_alien || head.is_twice(n)));
        }
        if is_page && lines >= MENU_LINES {
            kept[menu.clone()].fill(false);
        }
    }
}

/// From the first prose on, furniture is left out, with what follows it until the article goes on.
fn keep_body(seen: &[Seen<'_>], head: &Head, kept: &mut [bool]) {
    // How much prose there is from each piece on.
    let mut ahead = vec![0; seen.len() + 1];
    for n in (0..seen.len()).rev() {
        ahead[n] = ahead[n + 1] + if seen[n].is_body() { extent(seen[n].words) } else { 0 };
    }
    let mut n = head.body;
    while let Some(piece) = seen.get(n) {
        let Some(sign) = piece.sign else {
            n += 1;
            continue;
        };
        let has_most_ahead = ahead[n + 1] > ahead[head.body] - ahead[n];
        let next = match sign.effect {
            Effect::Aside => n + 1,
            _ if has_most_ahead => n + 1,
            Effect::Form => goes_on(seen, n, 1).unwrap_or(seen.len()),
            Effect::End => goes_on(seen, n, 2).unwrap_or(seen.len()),
        };
        // A heading that looks like furniture.
        let has_prose_close = seen.iter().skip(n + 1).take(2).any(Seen::is_body);
        let is_heading =
            sign.effect == Effect::End && !piece.is_prose && has_prose_close && goes_on(seen, n, 2) == Some(n + 1);
        if !(is_heading && next == n + 1) {
            kept[n..next].fill(false);
        }
        n = next;
    }
}

/// Where the article goes on behind a piece of furniture: with that many paragraphs of prose, and the heading before them.
fn goes_on(seen: &[Seen<'_>], after: usize, needed: usize) -> Option<usize> {
    let mut first = None;
    let mut found = 0;
    let mut was_short = true;
    for (n, piece) in seen.iter().enumerate().skip(after + 1) {
        match piece.sign {
            Some(Sign { effect: Effect::Aside, .. }) => {}
            Some(_) => (first, found) = (None, 0),
            None if piece.is_prose => {
                let extent = extent(piece.words);
                was_short = extent <= LONGEST_TEASER;
                first = first.or(Some(n));
                found += 1;
                if found > 1 || (needed == 1 && extent > LONGEST_SLOGAN) {
                    break;
                }
            }
            None if is_list_item(piece.words) => {}
            // Headline and teaser, headline and teaser: other articles.
            None if was_short => (first, found) = (None, 0),
            None => {}
        }
    }
    let first = first.filter(|first| found > 1 || (needed == 1 && extent(seen[*first].words) > LONGEST_SLOGAN))?;
    let has_heading = first > after + 1 && seen[first - 1].sign.is_none() && is_heading(seen[first - 1].words);
    Some(if has_heading { first - 1 } else { first })
}
