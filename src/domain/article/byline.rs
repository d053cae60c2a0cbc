//! Lines that say who wrote an article.

use std::sync::LazyLock;

use super::date;
use super::lines::{ends_sentence, is_wide, one_line};
use super::phrases::{Phrases, listed, opening};

/// A byline is some ten words; the rest of a paragraph need not be looked at.
const LONGEST: usize = 400;
/// The most words of the names in a byline.
const MOST_WORDS: usize = 12;

/// What a byline says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// The author's name, or the authors' names as they are listed.
    pub names: String,
    /// The date that stands behind or before the names, as it stands there.
    pub date: Option<String>,
}

/// What stands before the names, in lower case.
static OPENINGS: Phrases = LazyLock::new(|| {
    listed(
        "
    by | written by | words by | story by | text by | report by | reported by | reporting by | posted by | published by
    author: | authors: | words: | story:
    von | text von | ein bericht von | eine analyse von | ein kommentar von | autor: | autorin: | autoren: | text:
    par | propos recueillis par | texte : | texte: | auteur : | auteur:
    por | escrito por | texto: | autora:
    di | a cura di | testo di | autore:
    door | tekst door | tekst:
    av | text av | af
    ",
    )
});

/// What stands before the names in Korean, Japanese and Chinese.
const EAST_ASIAN: [&str; 24] = [
    "문/",
    "글/",
    "글=",
    "글 ",
    "文／",
    "文/",
    "文：",
    "文:",
    "文・",
    "取材・文／",
    "取材・文：",
    "取材・文 ",
    "執筆：",
    "著者：",
    "撰文：",
    "作者：",
    "作者:",
    "本报记者 ",
    "本报记者",
    "记者 ",
    "记者：",
    "記者 ",
    "記者：",
    "記者",
];

/// What stands behind a name in Korean, Japanese and Chinese.
const SUFFIXES: [&str; 10] =
    ["인턴기자", "선임기자", "전문기자", "기자", "특파원", "논설위원", "編集委員", "記者", "记者", "特派員"];

/// What others did for the article: who did it isn't the author.
static CREDITS: Phrases = LazyLock::new(|| {
    listed(
        "
    designed by | photo | photos | photograph | image | picture | illustration | graphic | video | edited by
    translated by | produced by | foto | bild | grafik | übersetzt | übersetzung | traduit | traduction | traducción
    traducido | tradução | traduzido | traduzione | tradotto | vertaald | vertaling
    ",
    )
});

/// Particles that stand in lower case in names, and what joins names.
static PARTICLES: Phrases = LazyLock::new(|| {
    listed(
        "
    and | und | et | y | e | en | och | og | & | with | mit | avec | con | com | met | med
    van | von | der | den | de | del | della | di | da | das | dos | do | du | la | le | bin | al | el
    ",
    )
});

/// Words of roles and places of work, which stand behind a name.
static ROLES: Phrases = LazyLock::new(|| {
    listed(
        "
    writer | correspondent | reporter | editor | editors | staff | journalist | columnist | contributor | contributing
    bureau | chief | senior | producer | analyst | fellow | professor | director | special
    korrespondent | korrespondentin | redakteur | redakteurin | redaktion | reporterin | journalistin
    journaliste | correspondant | correspondante | envoyé | envoyée | rédaction
    redactor | redactora | periodista | corresponsal | jornalista | repórter
    giornalista | redazione | inviato | inviata | redacteur | verslaggever
    ",
    )
});

/// Reads a byline; none if the words are anything else, such as a credit for a picture.
pub fn byline(words: &str) -> Option<Byline> {
    if words.len() > LONGEST {
        return None;
    }
    let line = one_line(words);
    let parts: Vec<&str> = parts(&line);
    if let [part] = parts[..] {
        return of_part(part).or_else(|| behind_a_date(part));
    }
    let mut found: Option<Byline> = None;
    let mut published = None;
    for part in parts {
        if date::is_date(part) {
            published = published.or_else(|| Some(part.to_owned()));
        } else if found.is_none() {
            // Before the names stands at most a date; else it is a headline.
            found = Some(of_part(part)?);
        }
    }
    let mut found = found?;
    found.date = found.date.or(published);
    Some(found)
}

/// Whether the words are only the beginning of a byline, and the names are still to come.
pub(super) fn is_opening(words: &str) -> bool {
    let lower = words.to_lowercase();
    let bare = lower.trim_end_matches([' ', ':']);
    OPENINGS.iter().any(|known| known.trim_end_matches([' ', ':']) == bare)
}

/// The single names in a byline.
pub(super) fn names(byline: &str) -> Vec<&str> {
    const JOINS: [&str; 9] = [", ", " and ", " und ", " et ", " y ", " e ", " en ", " & ", "・"];
    JOINS.iter().fold(vec![byline], |names, join| names.into_iter().flat_map(|name| name.split(join)).collect())
}

/// The parts of a line that strokes and dots set apart.
fn parts(line: &str) -> Vec<&str> {
    line.split(['|', '•', '｜'])
        .flat_map(|part| part.split(" · "))
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" — "))
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

fn of_part(part: &str) -> Option<Byline> {
    let lower = part.to_lowercase();
    if opening(&lower, &CREDITS).is_some() {
        return None;
    }
    if let Some(found) = east_asian(part) {
        return Some(found);
    }
    // Lower case has other lengths in a few scripts, which have none of these openings.
    let rest = part.get(opening(&lower, &OPENINGS)?..)?;
    after_opening(rest.trim_start_matches([' ', ':']).trim_end())
}

/// `June 7, 2024 by Kuksung Nam`.
fn behind_a_date(line: &str) -> Option<Byline> {
    let at = [" by ", " By ", " von ", " par ", " por ", " di ", " door "].iter().find_map(|by| line.find(by))?;
    let (before, after) = line.split_at(at);
    if !date::is_date(before) {
        return None;
    }
    let found = of_part(after.trim())?;
    Some(Byline { date: Some(before.to_owned()), ..found })
}

/// Takes the names from what stands behind `by`, up to an address, a handle, a role, a place or a date.
fn after_opening(rest: &str) -> Option<Byline> {
    let words: Vec<&str> = rest.split(' ').collect();
    let digits = words.iter().position(|word| word.contains(|character: char| character.is_ascii_digit()));
    let mut end = digits.unwrap_or(words.len());
    let mut published = None;
    if digits.is_some() {
        let is_of_date = |word: &&&str| date::is_of_dates(word) || matches!(**word, "-" | "–" | ",");
        end -= words[..end].iter().rev().take_while(is_of_date).count();
        let after = words[end..].join(" ");
        published = date::is_date(&after).then_some(after);
        // A number that is no date is in a headline: "By 2030 all ports will be green".
        published.as_ref().filter(|_| end > 0)?;
    }
    let is_address = |word: &&str| word.contains('@') || word.starts_with('(');
    end = words[..end].iter().position(is_address).unwrap_or(end);
    // `By Mara Lindqvist in Berlin`.
    end = words[..end]
        .iter()
        .position(|word| matches!(*word, "in" | "for" | "für" | "pour" | "para" | "per" | "voor" | "at"))
        .unwrap_or(end);
    let names = without_roles(&words[..end].join(" "));
    is_like_names(&names).then_some(Byline { names, date: published })
}

/// Drops what stands behind a comma if it is a role, a place or an agency; names in a list stay.
fn without_roles(listed: &str) -> String {
    let listed =
        listed.trim_matches(|character: char| character.is_whitespace() || matches!(character, ',' | ';' | ':' | '/'));
    let mut kept: Vec<&str> = Vec::new();
    let all: Vec<&str> = listed.split(", ").collect();
    let is_list = all
        .iter()
        .any(|part| part.split(' ').any(|word| matches!(word, "and" | "und" | "et" | "y" | "e" | "en" | "&")));
    let has_long_first = all.first().is_some_and(|first| first.contains(' '));
    for (n, part) in all.iter().enumerate() {
        let is_role = part.split(' ').any(|word| ROLES.contains(&word.to_lowercase().as_str()));
        let is_place = has_long_first && !part.contains(' ') && !is_list && !matches!(*part, "Jr." | "Sr.");
        let is_office = part.starts_with("The ") || part.starts_with("the ");
        if n > 0 && (is_role || is_place || is_office) {
            break;
        }
        kept.push(part);
    }
    kept.join(", ")
}

fn is_like_names(names: &str) -> bool {
    let words: Vec<&str> = names.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_capital = |word: &&str| {
        word.trim_start_matches(['\'', '’', '“', '"'])
            .starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase())
    };
    let is_part = |word: &&str| {
        is_capital(word)
            || PARTICLES.contains(word)
            || word.split_once(['’', '\'', '-']).is_some_and(|(_, name)| is_capital(&name))
    };
    let is_weekday = || words.len() == 1 && date::is_of_dates(words[0]);
    !words.is_empty()
        && words.len() <= MOST_WORDS
        && is_capital(&words[0])
        && words.iter().all(is_part)
        && !ends_sentence_but_for_initials(names)
        && !is_weekday()
}

fn ends_sentence_but_for_initials(names: &str) -> bool {
    let last = names.rsplit(' ').next().unwrap_or_default();
    ends_sentence(names) && !(last.chars().count() <= 3 && last.ends_with('.'))
}

/// `홍길동 기자`, `本报记者 王明`, `文／山田太郎`, `【記者王明／台北報導】`.
fn east_asian(part: &str) -> Option<Byline> {
    let is_frame = |character: char| character.is_whitespace() || "[]【】（）()〔〕".contains(character);
    let bare = part.split(['(', '（', '[']).find(|part| !part.trim().is_empty())?.trim_matches(is_frame);
    let words: Vec<&str> = bare.split_whitespace().take_while(|word| !word.contains('@')).collect();
    let bare = words.join(" ");
    let rest = SUFFIXES
        .iter()
        .find_map(|suffix| bare.strip_suffix(suffix))
        .or_else(|| EAST_ASIAN.iter().find_map(|opening| bare.strip_prefix(opening)))?;
    // A place or a paper may stand before the names or behind them: `서울=홍길동`, `王明／台北報導`.
    let rest = rest.rsplit(['=', '＝']).next().unwrap_or_default();
    let rest = rest.split(['／', '/']).next().unwrap_or_default();
    let rest = ["報道", "報導", "报道", "报导"].iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest).trim();
    // Family name and given name may stand apart, but not in Hangul: that is a sentence about a reporter.
    let is_hangul = rest.contains(|character| matches!(character, '가'..='힣'));
    let is_name = |name: &str| {
        let parts: Vec<&str> = name.trim().split(' ').collect();
        let length: usize = parts.iter().map(|part| part.chars().count()).sum();
        (2..=5).contains(&length) && parts.len() <= if is_hangul { 1 } else { 2 } && parts.concat().chars().all(is_wide)
    };
    rest.split(['・', '、', '·', ',']).all(is_name).then(|| Byline { names: rest.to_owned(), date: None })
}
