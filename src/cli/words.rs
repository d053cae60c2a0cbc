//! What the command line says about files. Words of a file are quoted with control characters escaped: they go to a terminal.

use crate::domain::article::reader::Unread;
use crate::domain::dataset::ratios::WrongRatios;
use crate::domain::formats::intake::Unreadable;
use crate::domain::formats::postil::{ReadError, VERSION};
use crate::domain::formats::problem::{Problem, Warning};
use crate::domain::lint::Check;
use crate::domain::text::Repairs;

/// Why nothing could be made of a file.
pub(super) fn unreadable(error: &Unreadable) -> String {
    match error {
        Unreadable::Json(ReadError::NotText(byte)) => {
            format!("not UTF-8 text: the first wrong byte is number {byte}, from 0")
        }
        Unreadable::Json(ReadError::NotJson { line, column }) => {
            format!("not JSON, or cut off: line {line}, column {column}")
        }
        Unreadable::Json(ReadError::NotPostil) => {
            "JSON, but not Postil's: the field `format` is not \"postil\"".to_owned()
        }
        Unreadable::OtherFormat(why) => why.clone(),
        Unreadable::Io(path, why) => format!("{path}: {why}"),
    }
}

/// Why no article could be made of a file.
pub(super) fn unread(why: &Unread) -> String {
    match why {
        Unread::Empty => "there are no words in it".into(),
        Unread::NoText => "its pages have no text, as those of a scan".into(),
        Unread::TooLong => "it is too long, or would be when unpacked".into(),
        Unread::TooDeep => "its elements stand too deep within each other".into(),
        Unread::Encrypted => "it is encrypted".into(),
        Unread::Binary => "it is no text and no kind of file that is read".into(),
        Unread::Broken(how) => format!("it is broken: {}", how.escape_debug()),
    }
}

/// A number of things.
pub(super) fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Where in a file.
pub(super) fn place(warning: &Warning) -> String {
    match warning.at.to_string() {
        top if top.is_empty() => "the file".to_owned(),
        place => place,
    }
}

/// What is wrong and what was done.
pub(super) fn in_words(warning: &Warning) -> String {
    let done = |otherwise: &'static str| {
        if warning.left_out.is_some() { "left out" } else { otherwise }
    };
    match &warning.problem {
        Problem::Wrong(wrong) if wrong.field.is_empty() => {
            format!("should be {}; {}", wrong.expected, done("passed over"))
        }
        Problem::Wrong(wrong) => {
            format!("`{}` should be {}; {}", wrong.field, wrong.expected, done("the field was passed over"))
        }
        Problem::Missing(field) => format!("`{field}` is missing; {}", done("passed over")),
        Problem::Unknown(field, value) => {
            format!("`{field}` has the unknown value {value:?}; {}", done("the usual one was taken"))
        }
        Problem::DuplicateId { id, .. } if warning.left_out.is_some() => {
            format!("the id {id:?} is taken; left out")
        }
        Problem::DuplicateId { id, renamed } => format!("the id {id:?} is taken; renamed {renamed:?}"),
        Problem::LabelAdded(label) => format!("the label set has no label {label:?}; it was added"),
        Problem::TextMadeCanonical(repairs) => {
            format!("the text was not canonical ({}); offsets were moved with it", repaired(*repairs))
        }
        Problem::HashDiffers => "the text is not the one `sha256` was made of".to_owned(),
        Problem::BlocksReplaced => "the blocks don't fit the text; new ones were found".to_owned(),
        Problem::NoDocument(id) => format!("the document {id:?} is not in the file; left out"),
        Problem::Empty => "the end is not after the start; left out".to_owned(),
        Problem::OutOfRange => "lies beyond the end of the text; left out".to_owned(),
        Problem::InsideCharacter => "starts or ends inside a character; left out".to_owned(),
        Problem::QuoteDiffers { quote, found } => {
            format!("the quote is {quote:?}, but the text there is {found:?}; left out")
        }
        Problem::CutsGrapheme => "cuts what is seen as one character; kept".to_owned(),
        Problem::LooseRelation => "links a span that isn't there; left out".to_owned(),
        Problem::Counted { how, spans } => {
            format!("offsets are counted otherwise ({how}); that mended {}", count(*spans, "span"))
        }
        Problem::Moved { quote } => format!("not where its offsets say; moved to the only {quote:?} in the text"),
        Problem::Orphan { label, quote } => format!("no place found for {label:?} over {quote:?}; left out"),
        Problem::Newer(version) => {
            format!("version {version} is newer than {VERSION}, the newest known here: it may say more than was read")
        }
        Problem::AnnotatorRenamed { annotator, renamed } => {
            format!("another file has work of {annotator:?} on the same text; this is put under {renamed:?}")
        }
        Problem::NotRead(why) => format!("{why}; passed over"),
        Problem::Malformed(what) => format!("can't be read ({what:?}); left out"),
        Problem::NotKept(what) => format!("has no place in an annotation set ({what:?}); left out"),
        Problem::ReadAs(what) => format!("read as something near to it ({what:?})"),
    }
}

/// What a check finds.
pub(super) fn check_in_words(check: Check) -> &'static str {
    match check {
        Check::EmptyText => "there is no text",
        Check::NoSpans => "nobody marked anything",
        Check::EdgeSpace => "white space at the edge of the span",
        Check::HalfWord => "the span starts or ends inside a word",
        Check::CutToken => "the span starts or ends inside a token",
        Check::DuplicateSpan => "the same span twice",
        Check::UntaggedRepeat => "the same text stands elsewhere in the document, unmarked",
        Check::TwoLabels => "the same text has different labels",
        Check::MissingAttribute => "a required attribute has no value",
        Check::WrongValue => "a value that its attribute doesn't take",
        Check::WrongEnds => "the relation type doesn't link such spans",
        Check::OverlapRule => "the span shares text with another though a label's rule forbids it",
        Check::NearDuplicate => "the document is nearly the same as another",
        Check::AcrossSplits => "the document is nearly the same as one of another split",
    }
}

/// Why the argument of `--split` is none.
pub(super) fn split_in_words(why: &WrongRatios) -> String {
    match why {
        WrongRatios::TooFew => "--split needs two shares or more, as in 0.8,0.1,0.1".to_owned(),
        WrongRatios::NoShare(share) => format!("--split: {share:?} is no share above 0"),
        WrongRatios::NoName(name) => format!("--split: {name:?} is no name of letters, digits and underscores"),
        WrongRatios::SameName(name) => format!("--split: two splits are called {name:?}"),
    }
}

fn repaired(repairs: Repairs) -> String {
    let mut parts = Vec::new();
    if repairs.byte_order_mark {
        parts.push("a byte order mark".to_owned());
    }
    let counted = [
        (repairs.line_ends, "CR line end"),
        (repairs.nul_characters, "NUL character"),
        (repairs.lone_surrogates, "lone surrogate"),
    ];
    parts.extend(counted.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| count(n, what)));
    parts.join(", ")
}
