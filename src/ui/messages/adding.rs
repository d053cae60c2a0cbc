//! The words of adding articles and annotations to a project.

use super::export::format_name;
use super::program::storage;
use super::{EN, counted, draft};
use crate::app::jobs::{Reading, Refusal};
use crate::domain::article::reader::Unread;
use crate::ui::keeper::AddError;
use crate::web::fetch::NotFetched;
use crate::web::intl;

/// The words of adding articles and annotations to a project.
#[derive(Debug)]
pub(crate) struct AddingWords {
    pub(crate) reading: fn(&str) -> String,
    pub(crate) pasted_text: &'static str,
    pub(crate) report: &'static str,
    pub(crate) nothing_added: &'static str,
    pub(crate) added: fn(usize) -> String,
    pub(crate) sets_added: fn(usize) -> String,
    pub(crate) already_there: fn(usize) -> String,
    pub(crate) elsewhere: fn(&str) -> String,
    pub(crate) pieces_left_out: fn(usize) -> String,
    pub(crate) files_failed: fn(usize) -> String,
    pub(crate) nothing_new: &'static str,
    pub(crate) warnings: fn(usize) -> String,
    pub(crate) warning: fn(&str) -> &'static str,
    pub(crate) more_warnings: fn(usize) -> String,
    pub(crate) add_error: fn(&str, &AddError) -> String,
    pub(crate) refusal: fn(&str, &Refusal) -> String,
    pub(crate) open_folder: &'static str,
    pub(crate) import_preview: &'static str,
    pub(crate) import_add: &'static str,
    pub(crate) stop: &'static str,
    pub(crate) not_read_again: fn(&AddError) -> String,
    pub(crate) reading_name: fn(Reading) -> &'static str,
    pub(crate) import_counts: fn(usize, usize, usize, &[&str]) -> String,
    pub(crate) from_web: &'static str,
    pub(crate) address: &'static str,
    pub(crate) address_hint: &'static str,
    pub(crate) get_page: &'static str,
    pub(crate) bookmarklet: &'static str,
    pub(crate) bookmarklet_hint: &'static str,
    pub(crate) receiving: &'static str,
    pub(crate) nothing_handed: &'static str,
    pub(crate) nothing_handed_hint: &'static str,
}

/// English.
pub(super) const ENGLISH: AddingWords = AddingWords {
    reading: |name| format!("Reading {name}…"),
    pasted_text: "the pasted text",
    report: "What was added",
    nothing_added: "Nothing was added",
    added: |n| format!("{} added.", counted(n, "article", "articles")),
    sets_added: |n| format!("{} added.", counted(n, "annotation set", "annotation sets")),
    already_there: |n| match n {
        1 => "1 article was here already; its text is unchanged.".into(),
        n => format!("{} articles were here already; their texts are unchanged.", intl::number(EN, n)),
    },
    elsewhere: |project| format!("The file belongs to the project “{project}”, which is shown now."),
    pieces_left_out: |n| {
        format!(
            "{} of the source left out; look at them under “{}” in the article.",
            counted(n, "piece", "pieces"),
            draft::ENGLISH.revise
        )
    },
    files_failed: |n| format!("{} could not be added.", counted(n, "file", "files")),
    nothing_new: "Nothing in the file is new.",
    warnings: |n| format!("{} to look at:", counted(n, "thing", "things")),
    warning,
    more_warnings: |n| format!("and {} more.", intl::number(EN, n)),
    add_error,
    refusal,
    open_folder: "Open a folder…",
    import_preview: "Add these annotations?",
    import_add: "Add to the project",
    stop: "Stop",
    not_read_again: |error| {
        format!("The files were not read again; what was read before is shown. {}", why_not_read(error))
    },
    reading_name: |reading| match reading {
        Reading::Article => "Text of an article",
        Reading::Format(format) => format_name(format),
    },
    import_counts: |new, here, spans, annotators| {
        let mut parts = Vec::new();
        if new > 0 {
            parts.push(format!("{} new", counted(new, "article", "articles")));
        }
        if here > 0 {
            parts.push(format!(
                "{} that {} here already",
                counted(here, "article", "articles"),
                if here == 1 { "is" } else { "are" }
            ));
        }
        parts.push(counted(spans, "span", "spans"));
        let whose = if annotators.is_empty() { String::new() } else { format!(" by {}", annotators.join(", ")) };
        format!("{}{whose}.", parts.join(", "))
    },
    from_web: "From a web page…",
    address: "Address of the page",
    address_hint: "https://",
    get_page: "Get the page",
    bookmarklet: "Send to Postil",
    bookmarklet_hint: "Drag this into your browser’s bar of bookmarks. Pressed on any page you read, it shows that page’s article \
                       here; nothing is stored before you say so.",
    receiving: "Waiting for the page…",
    nothing_handed: "No page has arrived",
    nothing_handed_hint: "Some sites keep their pages from handing anything over. Copy the article there and paste it here, or save the \
                          page and open the file.",
};

fn warning(what: &str) -> &'static str {
    match what {
        "wrong-type" => "a field is not what it should be; it was left out",
        "missing-field" => "a needed field is missing; the record was left out",
        "unknown-value" => "an unknown value; it was left out",
        "duplicate-id" => "an id stands twice; the later one was renamed",
        "label-added" => "a label the label set doesn’t have; it was added",
        "text-made-canonical" => "the text was made uniform and offsets were moved along",
        "hash-differs" => "the text is not the one its SHA-256 was made of",
        "blocks-replaced" => "the paragraphs don’t fit the text; they were found anew",
        "no-document" => "annotations of a document that is not in the file; left out",
        "empty-span" => "a span without any text; left out",
        "out-of-range" => "a span past the end of the text; left out",
        "inside-character" => "a span that begins or ends inside a character; left out",
        "quote-differs" => "the quote is not what stands at the offsets; the span was left out",
        "cuts-grapheme" => "a span that begins or ends inside a written character; kept as it is",
        "loose-relation" => "a relation to a span that isn’t there; left out",
        "counted-otherwise" => "offsets are counted in another way than the format says; they were read so",
        "moved-to-quote" => {
            "a span that is not where its offsets say; it was moved to the only place where its quote stands"
        }
        "orphan" => "no place was found for a span; it was left out",
        "label-as" => "a label that is only written otherwise; it was taken for the project’s own",
        "near-identical" => "work on nearly the same text; it was taken over to the article that is here",
        "newer-version" => "the file was written by a newer version; it may say more than was read",
        "annotator-renamed" => "two files have work of this annotator; one was put under another name",
        "not-read" => "a file was not read",
        "malformed" => "a record can’t be read; it was left out",
        "not-kept" => "something that has no place in an annotation set; it was left out",
        "read-as" => "something was read as something near to it",
        "encoding-guessed" => "nothing says in which encoding the text is; it was read as what it looks like",
        "unreadable-characters" => "characters could not be read; � stands in their places",
        "no-article-found" => "article and furniture could not be told apart, so everything is kept",
        "pages-without-text" => "pages without text; they may be pictures",
        "line-ends" => "line ends of another system became plain ones",
        "byte-order-mark" => "an invisible mark at the beginning was taken away",
        "cut-off" => "it is longer than what is read; the rest is missing",
        "near-duplicate" => "an article that is here already is nearly the same",
        "set-exists" => {
            "this annotator has annotations of this article here already; those were kept, the file’s left out"
        }
        _ => "something could not be read as it stands",
    }
}

fn refusal(name: &str, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Empty => format!("There is no text in {name}. Nothing was added."),
        Refusal::Binary => {
            format!("{name} is not a text Postil can read. Nothing was added.")
        }
        Refusal::OtherJson => format!("{name} is JSON, but not of a format Postil knows. Nothing was added."),
        Refusal::OtherFormat(why) => format!("{name} can’t be read as this: {why}. Nothing was added."),
        Refusal::TooLong => {
            format!(
                "{name} is too long: an article can have 64 MB of text, a file 256 MB. Split it; nothing was added."
            )
        }
        Refusal::BrokenJson(line, column) => format!(
            "{name} looks like a Postil file but is broken or cut off at line {}, column {}. Nothing was added.",
            intl::number(EN, *line),
            intl::number(EN, *column)
        ),
        Refusal::Newer(version) => format!(
            "{name} was written by a newer version of Postil (format {version}). Reload the page to get the newest; nothing was added."
        ),
        Refusal::NoAnswer => format!("{name} could not be read. Nothing was added."),
    }
}

fn add_error(name: &str, error: &AddError) -> String {
    match error {
        AddError::Refused(why) => refusal(name, why),
        AddError::NotWritten(error, before) => format!("{name}: {}{}", kept_before(*before), storage(error)),
        AddError::Unread(words) => format!("The browser could not read {name}. Nothing was added. (It says: {words})"),
        AddError::Broken(words) => format!("{name} could not be read; nothing was added. (The browser says: {words})"),
        AddError::Source(unread) => {
            let why = match unread {
                Unread::Empty => "there are no words in it",
                Unread::NoText => "its pages are pictures without text, such as scans",
                Unread::TooLong => "it is too long, or would be when unpacked",
                Unread::TooDeep => "its elements stand too deep within each other",
                Unread::Encrypted => "it is encrypted; save it without a password first",
                Unread::Binary => "it is no text and no kind of file Postil reads",
                Unread::Broken(why) => return format!("{name} is broken: {why}. Nothing was added."),
            };
            format!("{name} can’t be read: {why}. Nothing was added.")
        }
        AddError::PassedOver(why) => format!("{name} was passed over: {why}."),
        AddError::NotFetched(NotFetched::NoAddress) => {
            format!("“{name}” is no address of a web page. Nothing was added.")
        }
        AddError::NotFetched(NotFetched::Status(status)) => {
            format!("{name} can’t be had: the site answers {status}. Nothing was added.")
        }
        AddError::NotFetched(NotFetched::TooLong) => format!("{name} is too long. Nothing was added."),
        AddError::NotFetched(NotFetched::Refused) => format!(
            "{name} can’t be had from here: most sites don’t let other pages read theirs, or it can’t be reached. Two ways always \
             work: copy the article on its page and paste it here, or save the page there and open the file. Nothing was added."
        ),
        AddError::Cancelled(before) => format!("{name}: cancelled. {}", kept_before(*before)),
    }
}

/// Why files were not read again, as far as it is not plain.
pub(super) fn why_not_read(error: &AddError) -> String {
    match error {
        AddError::Refused(why) => refusal("The file", why),
        AddError::NotWritten(error, _) => storage(error),
        AddError::Unread(words) | AddError::Broken(words) => format!("(The browser says: {words})"),
        AddError::Source(_) | AddError::PassedOver(_) | AddError::NotFetched(_) => add_error("The file", error),
        AddError::Cancelled(_) => String::new(),
    }
}

fn kept_before(documents: usize) -> String {
    match documents {
        0 => "Nothing was added. ".into(),
        n => format!("{} added before and kept. ", counted(n, "article was", "articles were")),
    }
}
