//! The words the format has for values of the model.

use crate::domain::annotation::{Resolution, Status};
use crate::domain::document::Role;
use crate::domain::schema::{AttributeKind, COLOURS, Colour, Overlap};

/// The colours, by their place in the palette.
pub const COLOUR_NAMES: [&str; COLOURS as usize] =
    ["blue", "orange", "green", "purple", "red", "teal", "yellow", "pink", "brown", "indigo", "lime", "grey"];

pub(super) fn colour(colour: Colour) -> &'static str {
    COLOUR_NAMES[usize::from(colour.place())]
}

pub(super) fn colour_named(name: &str) -> Option<Colour> {
    COLOUR_NAMES.iter().position(|known| *known == name).map(Colour::new)
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::Byline => "byline",
        Role::Date => "date",
        Role::Heading => "heading",
        Role::Paragraph => "paragraph",
        Role::ListItem => "list-item",
    }
}

pub(super) fn role_named(name: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|known| role(*known) == name)
}

pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::InProgress => "in-progress",
        Status::Done => "done",
    }
}

pub(super) fn status_named(name: &str) -> Option<Status> {
    [Status::New, Status::InProgress, Status::Done].into_iter().find(|known| status(*known) == name)
}

pub(super) fn resolution(resolution: Resolution) -> &'static str {
    match resolution {
        Resolution::Open => "open",
        Resolution::Deferred => "deferred",
        Resolution::Rejected => "rejected",
        Resolution::Taken => "taken",
    }
}

pub(super) fn resolution_named(name: &str) -> Option<Resolution> {
    let all = [Resolution::Open, Resolution::Deferred, Resolution::Rejected, Resolution::Taken];
    all.into_iter().find(|known| resolution(*known) == name)
}

pub(super) fn overlap(overlap: Overlap) -> &'static str {
    match overlap {
        Overlap::Anything => "anything",
        Overlap::OtherLabels => "other-labels",
        Overlap::Nested => "nested",
        Overlap::Nothing => "nothing",
    }
}

pub(super) fn overlap_named(name: &str) -> Option<Overlap> {
    Overlap::ALL.into_iter().find(|known| overlap(*known) == name)
}

/// The name of the kind, and its options.
pub(super) fn kind(kind: &AttributeKind) -> (&'static str, &[String]) {
    match kind {
        AttributeKind::Choice(options) => ("choice", options),
        AttributeKind::Choices(options) => ("choices", options),
        AttributeKind::Text => ("text", &[]),
        AttributeKind::Number => ("number", &[]),
        AttributeKind::YesNo => ("yes-no", &[]),
    }
}

pub(super) fn kind_named(name: &str, options: Vec<String>) -> Option<AttributeKind> {
    Some(match name {
        "choice" => AttributeKind::Choice(options),
        "choices" => AttributeKind::Choices(options),
        "text" => AttributeKind::Text,
        "number" => AttributeKind::Number,
        "yes-no" => AttributeKind::YesNo,
        _ => return None,
    })
}
