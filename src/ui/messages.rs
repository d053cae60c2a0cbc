//! Every word of the interface, in one typed catalogue for each language, cut by place.

mod across;
mod adding;
mod article;
mod commands;
mod draft;
mod examples;
mod export;
mod keys;
mod korean;
mod labels;
mod library;
mod listing;
mod program;
mod register;
mod review;
mod rhythm;
mod rules;
mod settle;
mod span;
mod tag_all;

use crate::web::intl;
use across::AcrossWords;
use adding::AddingWords;
use article::ArticleWords;
use commands::CommandsWords;
use draft::DraftWords;
use examples::ExampleWords;
use export::ExportWords;
use keys::KeyWords;
use korean::KOREAN;
use labels::LabelWords;
use library::LibraryWords;
use listing::ListingWords;
use program::ProgramWords;
use register::RegisterWords;
use review::ReviewWords;
use rhythm::RhythmWords;
use rules::RuleWords;
use settle::SettleWords;
use span::SpanWords;
use tag_all::TagAllWords;

/// The words of one language, place by place. Fields are named after what they say; functions put numbers and names into a sentence.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// The language, as BCP 47.
    pub(crate) language: &'static str,
    /// What the language calls itself.
    pub(crate) own_name: &'static str,
    pub(crate) program: ProgramWords,
    pub(crate) library: LibraryWords,
    pub(crate) adding: AddingWords,
    pub(crate) draft: DraftWords,
    pub(crate) article: ArticleWords,
    pub(crate) span: SpanWords,
    pub(crate) tag_all: TagAllWords,
    pub(crate) commands: CommandsWords,
    pub(crate) review: ReviewWords,
    pub(crate) settle: SettleWords,
    pub(crate) export: ExportWords,
    /// The label set.
    pub(crate) editor: LabelWords,
    pub(crate) across: AcrossWords,
    pub(crate) register: RegisterWords,
    /// Single keys.
    pub(crate) keys: KeyWords,
    pub(crate) examples: ExampleWords,
    pub(crate) listing: ListingWords,
    pub(crate) rhythm: RhythmWords,
    /// Which spans may share text.
    pub(crate) rules: RuleWords,
}

const EN: &str = "en";

/// English.
pub(crate) static ENGLISH: Catalogue = Catalogue {
    language: EN,
    own_name: "English",
    program: program::ENGLISH,
    library: library::ENGLISH,
    adding: adding::ENGLISH,
    draft: draft::ENGLISH,
    article: article::ENGLISH,
    span: span::ENGLISH,
    tag_all: tag_all::ENGLISH,
    commands: commands::ENGLISH,
    review: review::ENGLISH,
    settle: settle::ENGLISH,
    export: export::ENGLISH,
    editor: labels::ENGLISH,
    across: across::ENGLISH,
    register: register::ENGLISH,
    keys: keys::ENGLISH,
    examples: examples::ENGLISH,
    listing: listing::ENGLISH,
    rhythm: rhythm::ENGLISH,
    rules: rules::ENGLISH,
};

/// Every language there is.
pub(crate) static CATALOGUES: [&Catalogue; 2] = [&ENGLISH, &KOREAN];

/// The catalogue in the first of the wanted languages (BCP 47) that there is; English if there is none.
pub(crate) fn in_one_of(wanted: &[String]) -> &'static Catalogue {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let there = |tag: &String| CATALOGUES.into_iter().find(|words| words.language == primary(tag));
    wanted.iter().find_map(there).unwrap_or(&ENGLISH)
}

/// A number with its noun in English.
fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", intl::number(EN, n), if intl::is_one(EN, n) { one } else { many })
}

/// A quote short enough to be said aloud.
fn short(quote: &str) -> String {
    const LONGEST: usize = 80;
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_short = line.chars().count() <= LONGEST;
    isolated(&if is_short { line } else { line.chars().take(LONGEST).chain(['…']).collect() })
}

/// A text from elsewhere that may stand in any sentence: what is written from right to left must not turn what is around it.
fn isolated(text: &str) -> String {
    // Hebrew, Arabic and their neighbours.
    let is_rtl =
        |character| matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if text.contains(is_rtl) { format!("\u{2068}{text}\u{2069}") } else { text.to_owned() }
}
