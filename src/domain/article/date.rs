//! Dates as people and pages write them, read as ISO 8601.

mod words;

use words::{AMBIGUOUS_MONTHS, FILLERS, HALVES, HOURS, MINUTES, PUBLISHED, SECONDS, UPDATED, is_weekday, month, zone};

/// Words with more characters than this are no date.
const LONGEST: usize = 120;
/// How far a clock may be from UTC, in hours.
const FARTHEST_ZONE: u32 = 14;

/// The date in ISO 8601, as precise as it is given: `2024-06`, `2024-06-07`, `2024-06-07T20:21`. A time with a zone is a
/// moment, and has seconds as RFC 3339 wants them: `2024-06-07T20:21:00+09:00`.
///
/// None where the words say anything else too, where day and month can't be told apart, or where there is no such day. Of
/// "published" and "updated", the first counts.
pub fn iso(words: &str) -> Option<String> {
    let lower = lower(words)?;
    let found = read(&lower)?;
    found.iter().find(|moment| !moment.is_update).or_else(|| found.first())?.iso()
}

/// Whether the words are a date and nothing else, even one that [`iso`] can't tell for sure.
pub fn is_date(words: &str) -> bool {
    lower(words).is_some_and(|lower| {
        read(&lower).is_some_and(|found| !found.is_empty() && found.iter().all(|moment| !moment.is_ambiguous()))
    })
}

/// Whether the words are a time of day and nothing else.
pub(super) fn is_time(words: &str) -> bool {
    lower(words).is_some_and(|lower| {
        tokens(&lower).and_then(|tokens| moment(&tokens)).is_some_and(|moment| {
            moment.time.is_some() && !moment.is_date() && moment.year.is_none() && moment.day.is_none()
        })
    })
}

/// Whether a word is a month's or a weekday's name, or stands before a date as "published" does.
pub(super) fn is_of_dates(word: &str) -> bool {
    let lower = word.to_lowercase();
    let name = lower.trim_matches(|character: char| !character.is_alphanumeric());
    month(name).is_some()
        || is_weekday(name)
        || [&FILLERS[..], &PUBLISHED, &UPDATED].iter().any(|list| list.contains(&name))
}

/// Lower case, with the ASCII of East Asian full-width forms; none if it is too long.
fn lower(words: &str) -> Option<String> {
    if words.chars().nth(LONGEST).is_some() {
        return None;
    }
    let narrow = words.chars().map(|character| match u32::from(character) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(character),
        _ => character,
    });
    Some(narrow.collect::<String>().to_lowercase().replace("a.m.", "am").replace("p.m.", "pm"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Word,
    Mark,
}

#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    kind: Kind,
    is: &'a str,
    /// Whether white space stands before it.
    is_apart: bool,
}

/// Numbers, words and single marks. A remark in brackets without a digit, such as a weekday, is left out; none if the
/// bracket doesn't close.
fn tokens(lower: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut rest = lower;
    let mut is_apart = true;
    while let Some(first) = rest.chars().next() {
        if first.is_whitespace() {
            is_apart = true;
            rest = &rest[first.len_utf8()..];
            continue;
        }
        if first == '(' {
            let end = rest.find(')')?;
            if !rest[..end].contains(|character: char| character.is_ascii_digit()) {
                rest = &rest[end + 1..];
                continue;
            }
        }
        let after_number = tokens.last().is_some_and(|before| before.kind == Kind::Number) && !is_apart;
        let run = |belongs: fn(char) -> bool| rest.find(|character| !belongs(character)).unwrap_or(rest.len());
        let (kind, length) = if first.is_ascii_digit() {
            (Kind::Number, run(|character| character.is_ascii_digit()))
        } else if after_number && is_unit(first) {
            (Kind::Word, first.len_utf8())
        } else if first.is_alphabetic() {
            // Combining marks belong to their letter.
            (Kind::Word, run(|character| character.is_alphabetic() || matches!(character, '\u{300}'..='\u{36f}')))
        } else {
            (Kind::Mark, first.len_utf8())
        };
        let (is, later) = rest.split_at(length);
        tokens.push(Token { kind, is, is_apart });
        is_apart = false;
        rest = later;
    }
    Some(tokens)
}

/// Characters of East Asian dates that stand behind a number and need no space after them.
fn is_unit(character: char) -> bool {
    matches!(
        character,
        '年' | '月' | '日' | '号' | '時' | '时' | '点' | '分' | '秒' | '년' | '월' | '일' | '시' | '분' | '초'
    )
}

/// What words say of a moment.
#[derive(Debug, Default)]
struct Moment<'a> {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// The month's name is also another word.
    is_month_ambiguous: bool,
    /// Three numbers of which it isn't clear which is the day.
    is_unclear: bool,
    is_update: bool,
    time: Option<Time<'a>>,
    zone: Option<Zone>,
}

#[derive(Clone, Copy, Debug)]
struct Time<'a> {
    hour: u32,
    minute: u32,
    /// Seconds and the digits of their fraction.
    second: Option<(u32, &'a str)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Utc,
    /// Minutes east of UTC.
    Minutes(i32),
    /// A zone whose distance from UTC isn't clear from its name.
    Unknown,
}

impl Moment<'_> {
    fn is_date(&self) -> bool {
        self.is_unclear || self.month.is_some() && (self.day.is_some() || self.year.is_some())
    }

    /// Whether it may as well be something else: `Mars 2020`.
    fn is_ambiguous(&self) -> bool {
        self.is_month_ambiguous && (self.day.is_none() || self.year.is_none())
    }

    fn iso(&self) -> Option<String> {
        let (year, month) = (self.year?, self.month?);
        let Some(day) = self.day else { return Some(format!("{year:04}-{month:02}")) };
        let date = format!("{year:04}-{month:02}-{day:02}");
        let Some(Time { hour, minute, second }) = self.time else { return Some(date) };
        let zone = match self.zone {
            None | Some(Zone::Unknown) => String::new(),
            Some(Zone::Utc) => "Z".to_owned(),
            Some(Zone::Minutes(east)) => {
                let sign = if east < 0 { '-' } else { '+' };
                format!("{sign}{:02}:{:02}", east.abs() / 60, east.abs() % 60)
            }
        };
        let second = match second {
            None if zone.is_empty() => String::new(),
            None => ":00".to_owned(),
            Some((second, "")) => format!(":{second:02}"),
            Some((second, fraction)) => format!(":{second:02}.{fraction}"),
        };
        Some(format!("{date}T{hour:02}:{minute:02}{second}{zone}"))
    }
}

/// The dates in the words: one, or one for "published" and one for "updated". None if they say anything else.
fn read(lower: &str) -> Option<Vec<Moment<'_>>> {
    let tokens = tokens(lower)?;
    let is_label = |token: &Token<'_>| UPDATED.contains(&token.is) || PUBLISHED.contains(&token.is);
    let mut parts: Vec<&[Token<'_>]> = Vec::new();
    let (mut start, mut has_number) = (0, false);
    for (n, token) in tokens.iter().enumerate() {
        if has_number && is_label(token) {
            parts.push(&tokens[start..n]);
            (start, has_number) = (n, false);
        }
        has_number |= token.kind == Kind::Number;
    }
    parts.push(&tokens[start..]);
    let moments: Vec<Moment<'_>> = parts.into_iter().map(moment).collect::<Option<_>>()?;
    Some(moments.into_iter().filter(Moment::is_date).collect())
}

/// What the tokens say; none if they say anything that isn't about a date, or there is no such date.
fn moment<'a>(tokens: &[Token<'a>]) -> Option<Moment<'a>> {
    let mut found = Moment::default();
    let mut half = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let rest = Rest(&tokens[at..]);
        let before = tokens[..at].iter().rev().map(|token| token.is).find(|is| *is != ".");
        if let Some((time, taken)) = rest.time(half, before)
            && found.time.is_none()
        {
            found.time = Some(time);
            at += taken;
        } else if let Some((zone, taken)) = rest.zone()
            && found.zone.is_none()
            && (found.time.is_some() || token.kind == Kind::Word)
        {
            found.zone = Some(zone);
            at += taken;
        } else if let Some(taken) = rest.numbers(&mut found) {
            at += taken;
        } else {
            match token.kind {
                Kind::Number => found.number(token.is, rest.word(1))?,
                Kind::Word => {
                    if let Some(number) = month(token.is).filter(|_| found.month.is_none()) {
                        found.month = Some(number);
                        found.is_month_ambiguous = AMBIGUOUS_MONTHS.contains(&token.is);
                    } else if let Some((_, is_after_noon)) = HALVES.iter().find(|(name, _)| *name == token.is) {
                        // `am` before a number is German for "on".
                        half = Some(*is_after_noon).filter(|_| !token.is.is_ascii());
                    } else if UPDATED.contains(&token.is) {
                        found.is_update = true;
                    } else if !is_weekday(token.is) && !FILLERS.contains(&token.is) && !PUBLISHED.contains(&token.is) {
                        return None;
                    }
                }
                Kind::Mark if ",.:;()[]|·•/-–—'’".contains(token.is) => {}
                Kind::Mark => return None,
            }
            at += 1;
        }
    }
    let is_there = match (found.year, found.month, found.day) {
        (year, Some(month), Some(day)) => day >= 1 && day <= days(year.unwrap_or(2000), month),
        (_, Some(month), None) => (1..=12).contains(&month),
        (_, None, _) => true,
    };
    is_there.then_some(found)
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// A year, if it is one people write about.
fn year(digits: &str) -> Option<u32> {
    let value = digits.parse().ok()?;
    (digits.len() == 4 && (1000..3000).contains(&value)).then_some(value)
}

/// One or two digits.
fn short(digits: &str) -> Option<u32> {
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

impl Moment<'_> {
    /// Takes a number that stands alone: a year, a month or a day by what follows, or by its size.
    fn number(&mut self, digits: &str, unit: Option<&str>) -> Option<()> {
        let (place, value) = match unit {
            Some("年" | "년") => (&mut self.year, year(digits)?),
            Some("月" | "월") => (&mut self.month, short(digits)?),
            Some("日" | "일" | "号") => (&mut self.day, short(digits)?),
            _ => match year(digits) {
                Some(year) => (&mut self.year, year),
                None => (&mut self.day, short(digits)?),
            },
        };
        match place {
            Some(_) => None,
            none => {
                *none = Some(value);
                Some(())
            }
        }
    }
}

/// The tokens that are still to be read.
struct Rest<'t, 'a>(&'t [Token<'a>]);

impl<'a> Rest<'_, 'a> {
    fn of_kind(&self, n: usize, kind: Kind) -> Option<&'a str> {
        self.0.get(n).filter(|token| token.kind == kind).map(|token| token.is)
    }

    fn number(&self, n: usize) -> Option<&'a str> {
        self.of_kind(n, Kind::Number)
    }

    fn word(&self, n: usize) -> Option<&'a str> {
        self.of_kind(n, Kind::Word)
    }

    fn is_mark(&self, n: usize, mark: &str) -> bool {
        self.of_kind(n, Kind::Mark) == Some(mark)
    }

    fn is_glued(&self, n: usize) -> bool {
        self.0.get(n).is_some_and(|token| !token.is_apart)
    }

    /// A number of two digits below sixty.
    fn sixtieth(&self, n: usize) -> Option<u32> {
        self.number(n).filter(|digits| digits.len() == 2).and_then(short).filter(|value| *value < 60)
    }

    /// A time of day and how many tokens it is: `8:21 PM`, `20.21 Uhr`, `20h21`, `8시 21분`, `8 p.m.`
    fn time(&self, half: Option<bool>, before: Option<&str>) -> Option<(Time<'a>, usize)> {
        let hour = self.number(0).and_then(short)?;
        let names_hour = |n: usize| self.word(n).is_some_and(|word| HOURS.contains(&word));
        let half_at = |n: usize| {
            let name = self.word(n)?;
            HALVES.iter().find(|(half, _)| *half == name).map(|(_, is_after_noon)| *is_after_noon)
        };
        let is_dotted = self.is_mark(1, ".") && self.is_glued(2) && {
            let follows = matches!(before, Some("kl" | "ore" | "alle" | "klo"));
            follows || names_hour(3)
        };
        let (minute, second, mut taken) = if self.is_mark(1, ":") || is_dotted {
            let minute = self.sixtieth(2)?;
            match self.sixtieth(4).filter(|_| self.is_mark(3, ":")) {
                None => (minute, None, 3),
                Some(second) => {
                    let fraction = self.number(6).filter(|_| self.is_mark(5, ".") && self.is_glued(6));
                    (minute, Some((second, fraction.unwrap_or_default())), if fraction.is_some() { 7 } else { 5 })
                }
            }
        } else if names_hour(1) {
            match self.number(2).and_then(short).filter(|minute| *minute < 60) {
                Some(minute) if self.word(3).is_some_and(|word| MINUTES.contains(&word)) => {
                    let second = self.number(4).and_then(short).filter(|second| *second < 60);
                    match second.filter(|_| self.word(5).is_some_and(|word| SECONDS.contains(&word))) {
                        Some(second) => (minute, Some((second, "")), 6),
                        None => (minute, None, 4),
                    }
                }
                Some(minute) if self.is_glued(2) => (minute, None, 3),
                _ => (0, None, 2),
            }
        } else {
            half_at(1)?;
            (0, None, 1)
        };
        if names_hour(taken) {
            taken += 1;
        }
        let half = match half_at(taken) {
            Some(is_after_noon) => {
                taken += 1;
                Some(is_after_noon)
            }
            None => half,
        };
        let hour = match half {
            None if hour < 24 => hour,
            Some(is_after_noon) if (1..=12).contains(&hour) => hour % 12 + if is_after_noon { 12 } else { 0 },
            _ => return None,
        };
        Some((Time { hour, minute, second }, taken))
    }

    /// A zone and how many tokens it is: `Z`, `KST`, `GMT+9`, `+0900`.
    fn zone(&self) -> Option<(Zone, usize)> {
        let named = match self.word(0) {
            Some(word) => Some(zone(word)?),
            None => None,
        };
        let sign = usize::from(named.is_some());
        let is_west = self.is_mark(sign, "-") || self.is_mark(sign, "−");
        let offset = (is_west || self.is_mark(sign, "+")).then(|| self.offset(sign + 1, named.is_some())).flatten();
        match (named, offset) {
            (None | Some(Zone::Utc), Some((minutes, taken))) => {
                Some((Zone::Minutes(if is_west { -minutes } else { minutes }), sign + 1 + taken))
            }
            (Some(zone), _) => Some((zone, 1)),
            (None, None) => None,
        }
    }

    /// Minutes from UTC and how many tokens they are; `9` alone only after a zone's name.
    fn offset(&self, n: usize, is_named: bool) -> Option<(i32, usize)> {
        let digits = self.number(n).filter(|_| self.is_glued(n))?;
        let (hours, minutes, taken) = match digits.len() {
            4 => (short(&digits[..2])?, short(&digits[2..])?, 1),
            1 | 2 => match self.sixtieth(n + 2).filter(|_| self.is_mark(n + 1, ":")) {
                Some(minutes) => (short(digits)?, minutes, 3),
                None if is_named || self.is_glued(n - 1) => (short(digits)?, 0, 1),
                None => return None,
            },
            _ => return None,
        };
        (hours <= FARTHEST_ZONE && minutes < 60)
            .then(|| i32::try_from(hours * 60 + minutes).ok())
            .flatten()
            .map(|minutes| (minutes, taken))
    }

    /// A date in numbers, and how many tokens it is: `2024-06-07`, `2024. 6. 7.`, `07.06.2024`, `13/6/2024`, `2024-06`.
    fn numbers(&self, found: &mut Moment<'_>) -> Option<usize> {
        if found.year.is_some() || found.month.is_some() || found.day.is_some() || found.is_unclear {
            return None;
        }
        let (first, second) = (self.number(0)?, self.number(2)?);
        let separator = self.of_kind(1, Kind::Mark).filter(|mark| ["-", "/", "."].contains(mark))?;
        let third = self.number(4).filter(|_| self.is_mark(3, separator));
        if let (Some(year), Some(month)) = (year(first), short(second)) {
            // `2024-6` is rather a score.
            if third.is_none() && (separator != "-" || second.len() != 2) {
                return None;
            }
            let day = match third {
                Some(third) => Some(short(third)?),
                None => None,
            };
            (found.year, found.month, found.day) = (Some(year), Some(month), day);
            // `T` between day and time.
            return Some(if day.is_some() { 5 + usize::from(self.word(5) == Some("t")) } else { 3 });
        }
        let (one, other, third) = (short(first)?, short(second)?, third?);
        let (day, month) = match (one, other) {
            _ if separator == "." => (one, other),
            (1..=12, 13..=31) => (other, one),
            (13..=31, 1..=12) => (one, other),
            _ if one == other => (one, other),
            (1..=12, 1..=12) if year(third).is_some() || third.len() == 2 => {
                found.is_unclear = true;
                return Some(5);
            }
            _ => return None,
        };
        match year(third) {
            Some(year) => (found.year, found.month, found.day) = (Some(year), Some(month), Some(day)),
            // A year of two digits may be any century's.
            None if third.len() == 2 && (1..=12).contains(&month) && (1..=31).contains(&day) => found.is_unclear = true,
            None => return None,
        }
        Some(5)
    }
}
