//! Dates, and rows of days, months or years without gaps.

use std::collections::BTreeMap;
use std::fmt;

/// How many bars can be told apart.
const MOST_PERIODS: i32 = 90;

/// A date of the Gregorian calendar; month and day may be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Date {
    year: u16,
    /// From 1; 0 if it isn't known.
    month: u8,
    /// From 1; 0 if it isn't known.
    day: u8,
}

impl Date {
    /// The date at the beginning of an ISO 8601 date or an RFC 3339 time: `2026`, `2026-03`, `2026-03-01T…`.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let (date, rest) = match written.char_indices().find(|(_, character)| !is_of_date(*character)) {
            Some((end, _)) => written.split_at(end),
            None => (written, ""),
        };
        if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
            return None;
        }
        let mut parts = date.split('-');
        let mut number = |digits: usize| match parts.next() {
            None => Some(None),
            Some(part) if part.len() == digits => part.parse::<u16>().ok().map(Some),
            Some(_) => None,
        };
        let (year, month, day) = (number(4)??, number(2)?, number(2)?);
        let date = Self { year, month: month.unwrap_or(0) as u8, day: day.unwrap_or(0) as u8 };
        let is_date = parts.next().is_none()
            && month.is_none_or(|month| (1..=12).contains(&month))
            && day.is_none_or(|day| (1..=31).contains(&day));
        is_date.then_some(date)
    }

    /// Whether the day is known.
    pub(super) fn has_day(&self) -> bool {
        self.day > 0
    }

    /// The month it is in, if it is known.
    pub(super) fn month(&self) -> Option<Self> {
        (self.month > 0).then_some(Self { day: 0, ..*self })
    }
}

fn is_of_date(character: char) -> bool {
    character.is_ascii_digit() || character == '-'
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().take_while(|part| *part > 0) {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// The stretch of time a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Day,
    Month,
    /// So many years.
    Years(i32),
}

impl Period {
    /// Its name, for the axis.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Day => "Day",
            Self::Month => "Month",
            Self::Years(1) => "Year",
            Self::Years(_) => "Years",
        }
    }

    /// The number of the period a date is in; the next has the next number.
    fn number(self, date: Date) -> i32 {
        match self {
            Self::Day => days(date),
            Self::Month => i32::from(date.year) * 12 + i32::from(date.month.max(1)) - 1,
            Self::Years(years) => i32::from(date.year) / years,
        }
    }

    /// How the period with the number is written.
    fn written(self, number: i32) -> String {
        match self {
            Self::Day => date_of(number).to_string(),
            Self::Month => format!("{:04}-{:02}", number / 12, number % 12 + 1),
            Self::Years(1) => format!("{number:04}"),
            Self::Years(years) => format!("{:04}–{:04}", number * years, number * years + years - 1),
        }
    }
}

/// Every period from the first to the last with its count, in order; those are days, unless there would be too many.
pub(super) fn row(counts: &BTreeMap<Date, usize>) -> (Period, Vec<(String, usize)>) {
    let (Some((first, _)), Some((last, _))) = (counts.first_key_value(), counts.last_key_value()) else {
        return (Period::Day, Vec::new());
    };
    let periods = [Period::Day, Period::Month, Period::Years(1), Period::Years(10), Period::Years(100)];
    let fits = |period: &Period| period.number(*last) - period.number(*first) < MOST_PERIODS;
    let all_have_days = counts.keys().all(Date::has_day);
    let period = periods.into_iter().filter(|period| all_have_days || *period != Period::Day).find(fits);
    let period = period.unwrap_or(Period::Years(1000));
    let mut by_number: BTreeMap<i32, usize> = BTreeMap::new();
    for (date, count) in counts {
        *by_number.entry(period.number(*date)).or_default() += count;
    }
    let numbers = period.number(*first)..=period.number(*last);
    let count = |number: i32| by_number.get(&number).copied().unwrap_or_default();
    (period, numbers.map(|number| (period.written(number), count(number))).collect())
}

/// Days since 1 March of the year 0. Source: H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”, `days_from_civil`.
fn days(date: Date) -> i32 {
    let (month, day) = (i32::from(date.month.max(1)), i32::from(date.day.max(1)));
    let year = i32::from(date.year) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
}

/// The reverse, `civil_from_days`.
fn date_of(days: i32) -> Date {
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = (shifted + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    Date { year: year as u16, month: month as u8, day: (day_of_year - (153 * shifted + 2) / 5 + 1) as u8 }
}
