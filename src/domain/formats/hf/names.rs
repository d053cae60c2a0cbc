//! The names of class labels, as dataset cards give them.

use super::card;
use crate::domain::formats::files::Files;
use crate::domain::formats::intake::Intake;
use crate::domain::formats::json::read_string;

/// The front matter of the card that lies with the files; empty where there is none.
pub(super) fn front_matter(files: &dyn Files) -> String {
    let paths = files.paths();
    let path = paths.iter().find(|path| path.rsplit('/').next() == Some(card::PATH));
    let bytes = path.and_then(|path| files.read(path).ok()).unwrap_or_default();
    let card = String::from_utf8_lossy(&bytes);
    front_matter_of(&card).to_owned()
}

/// The front matter of a card.
pub(super) fn front_matter_of(card: &str) -> &str {
    let card = card.trim_start_matches('\u{feff}');
    let Some(rest) =
        card.strip_prefix("---").map(|rest| rest.trim_start_matches('\r')).filter(|rest| rest.starts_with('\n'))
    else {
        return "";
    };
    rest.split_once("\n---").map_or(rest, |(yaml, _)| yaml)
}

/// Whether the front matter has a feature of the name.
pub(super) fn has_feature(yaml: &str, feature: &str) -> bool {
    yaml.lines().any(|line| feature_of(line).is_some_and(|name| name == feature))
}

/// The names of the class label that is, or is in, the feature; in order of their numbers. Block and flow style are read.
pub(super) fn names(yaml: &str, feature: &str) -> Option<Vec<String>> {
    let mut lines = yaml.lines().skip_while(|line| feature_of(line).is_none_or(|name| name != feature));
    let depth = indent(lines.next()?);
    let mut lines = lines.take_while(|line| line.trim().is_empty() || indent(line) > depth);
    let line = lines.find(|line| line.trim_start().starts_with("names:"))?;
    let depth = indent(line);
    let flow = line.trim_start()["names:".len()..].trim();
    let mut numbered: Vec<(usize, String)> = Vec::new();
    let mut add = |item: &str| {
        let next = numbered.len();
        match item.strip_prefix("- ").or((!flow.is_empty() && flow.starts_with('[')).then_some(item)) {
            Some(name) => numbered.push((next, scalar(name))),
            None => {
                let (number, name) = item.split_once(':')?;
                numbered.push((scalar(number).parse().ok()?, scalar(name)));
            }
        }
        Some(())
    };
    if let Some(items) = flow.strip_prefix(['[', '{']) {
        for item in flow_items(items) {
            add(item)?;
        }
    } else {
        let is_in_list =
            |line: &&str| indent(line) > depth || (indent(line) == depth && line.trim_start().starts_with("- "));
        for line in lines.take_while(is_in_list) {
            add(line.trim())?;
        }
    }
    numbered.sort_by_key(|(number, _)| *number);
    let is_whole = numbered.iter().enumerate().all(|(n, (number, _))| n == *number);
    (is_whole && !numbered.is_empty()).then(|| numbered.into_iter().map(|(_, name)| name).collect())
}

/// Puts labels into the label set that are not in it yet, in order.
pub(super) fn declare<'a>(intake: &mut Intake<'_>, labels: impl Iterator<Item = &'a str>) {
    for label in labels.filter(|label| !label.is_empty()) {
        intake.know_label(label);
    }
}

/// The name of the feature a line begins.
fn feature_of(line: &str) -> Option<String> {
    let line = line.trim_start();
    Some(scalar(line.strip_prefix("- ").unwrap_or(line).trim_start().strip_prefix("name:")?))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The items of a list or mapping in flow style, up to its closing bracket.
fn flow_items(flow: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut quote) = (0, None);
    for (at, character) in flow.char_indices() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, ',' | ']' | '}') => {
                items.push(flow[start..at].trim());
                start = at + 1;
                if character != ',' {
                    break;
                }
            }
            _ => {}
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

/// What a scalar says: in double quotes, in single quotes, or plain.
fn scalar(yaml: &str) -> String {
    let yaml = yaml.trim();
    if yaml.starts_with('"')
        && let Some(said) = read_string(yaml)
    {
        return said;
    }
    match yaml.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        Some(said) => said.replace("''", "'"),
        None => yaml.to_owned(),
    }
}
