//! The lines of an `.ann` file.

use crate::domain::formats::json::whole_number;

/// What a line says, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// `T1⇥LABEL 0 5;8 9⇥quote`
    Span { id: &'a str, label: &'a str, fragments: Vec<(usize, usize)>, quote: Option<&'a str> },
    /// `R1⇥TYPE Arg1:T1 Arg2:T2`
    Relation { id: &'a str, kind: &'a str, from: &'a str, to: &'a str },
    /// `E1⇥TYPE:T1 ROLE:T2`
    Event { id: &'a str, trigger: &'a str, arguments: Vec<(&'a str, &'a str)> },
    /// `*⇥Equiv T1 T2`
    Equivalence { kind: &'a str, members: Vec<&'a str> },
    /// `A1⇥TYPE T1 value`; without value it is true. Old files have `M1`.
    Attribute { kind: &'a str, target: &'a str, value: Option<&'a str> },
    /// `N1⇥TYPE T1 DATABASE:NAME⇥text`
    Normalization { kind: &'a str, target: &'a str, reference: &'a str, text: &'a str },
    /// `#1⇥TYPE T1⇥text`
    Note { kind: &'a str, target: &'a str, text: &'a str },
}

impl<'a> Line<'a> {
    /// Takes a line apart.
    ///
    /// # Errors
    /// What is expected of a line of its kind.
    pub(super) fn parse(line: &'a str) -> Result<Self, &'static str> {
        let (id, rest) = line.split_once('\t').ok_or("ID⇥… expected")?;
        let (data, tail) = match rest.split_once('\t') {
            Some((data, tail)) => (data, Some(tail)),
            None => (rest, None),
        };
        let mut words = data.split_whitespace();
        match id.chars().next() {
            Some('T') => {
                let (label, fragments) = places(data).ok_or("LABEL START END expected")?;
                Ok(Self::Span { id, label, fragments, quote: tail.filter(|quote| !quote.is_empty()) })
            }
            Some('R') => {
                let expected = "TYPE ROLE:ID ROLE:ID expected";
                let kind = words.next().ok_or(expected)?;
                let (Some(one), Some(other), None) = (words.next(), words.next(), words.next()) else {
                    return Err(expected);
                };
                let one = one.split_once(':').ok_or(expected)?;
                let other = other.split_once(':').ok_or(expected)?;
                let (from, to) = if (one.0, other.0) == ("Arg2", "Arg1") { (other.1, one.1) } else { (one.1, other.1) };
                Ok(Self::Relation { id, kind, from, to })
            }
            Some('E') => {
                let expected = "TYPE:ID ROLE:ID… expected";
                let (_, trigger) = words.next().and_then(|word| word.split_once(':')).ok_or(expected)?;
                let arguments: Option<Vec<_>> = words.map(|word| word.split_once(':')).collect();
                Ok(Self::Event { id, trigger, arguments: arguments.ok_or(expected)? })
            }
            Some('*') => {
                let kind = words.next().ok_or("TYPE ID ID… expected")?;
                Ok(Self::Equivalence { kind, members: words.collect() })
            }
            Some('A' | 'M') => {
                let mut parts = data.splitn(3, ' ');
                let (Some(kind), Some(target)) = (parts.next(), parts.next()) else {
                    return Err("TYPE ID VALUE expected");
                };
                Ok(Self::Attribute {
                    kind,
                    target: target.trim_end(),
                    value: parts.next().filter(|value| !value.is_empty()),
                })
            }
            Some('N') => {
                let expected = "TYPE ID DATABASE:NAME expected";
                let kind = words.next().ok_or(expected)?;
                let (Some(one), Some(other)) = (words.next(), words.next()) else {
                    return Err(expected);
                };
                // The form of the BioNLP shared task of 2013 names both.
                let word = |name: &str| [one, other].into_iter().find_map(|word| word.strip_prefix(name));
                let (target, reference) = match (word("Annotation:"), word("Referent:")) {
                    (Some(target), Some(reference)) => (target, reference),
                    _ => (one, other),
                };
                let reference = Some(reference).filter(|reference| reference.contains(':')).ok_or(expected)?;
                Ok(Self::Normalization { kind, target, reference, text: tail.unwrap_or_default() })
            }
            Some('#') => {
                let expected = "TYPE ID⇥NOTE expected";
                let (kind, target) = data.split_once(' ').ok_or(expected)?;
                Ok(Self::Note { kind, target: target.trim(), text: tail.ok_or(expected)? })
            }
            _ => Err("a line begins with T, R, E, A, M, N, * or #"),
        }
    }
}

/// The label and the places of a span; a label with spaces is none of brat's, but other programs write it.
fn places(data: &str) -> Option<(&str, Vec<(usize, usize)>)> {
    data.match_indices(' ').find_map(|(space, _)| {
        let places: Option<Vec<(usize, usize)>> = data[space + 1..]
            .trim_end()
            .split(';')
            .map(|place| {
                let (start, end) = place.trim().split_once(' ')?;
                Some((whole_number(start)?, whole_number(end.trim_start())?))
            })
            .collect();
        Some((&data[..space], places?))
    })
}
