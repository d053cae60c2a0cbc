//! Text that is written without spaces between its words, which only a dictionary can tell.

/// Knows the words of languages that are written without spaces.
pub trait Dictionary {
    /// Where words begin in a run of one such script, in bytes from its start and in order; the first is 0. The language is
    /// one of those [`Script::language`] gives. Empty if the dictionary doesn't know the language.
    fn starts(&self, language: &'static str, run: &str) -> Vec<usize>;
}

/// A script that is written without spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Chinese characters and kana, which one language mixes.
    Han,
    /// Thai.
    Thai,
    /// Lao.
    Lao,
    /// Khmer.
    Khmer,
    /// Burmese and its neighbours.
    Myanmar,
}

impl Script {
    /// The script of the character, if it is one of these.
    pub fn of(character: char) -> Option<Self> {
        Some(match character {
            '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{3096}'
            | '\u{3099}'..='\u{309f}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{30fc}'..='\u{30ff}'
            | '\u{31f0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9f}'
            | '\u{20000}'..='\u{3ffff}' => Self::Han,
            '\u{0e01}'..='\u{0e3a}' | '\u{0e40}'..='\u{0e4e}' => Self::Thai,
            '\u{0e81}'..='\u{0ebd}' | '\u{0ec0}'..='\u{0ece}' | '\u{0edc}'..='\u{0edf}' => Self::Lao,
            '\u{1780}'..='\u{17d3}' | '\u{17dc}' | '\u{17dd}' => Self::Khmer,
            '\u{1000}'..='\u{103f}'
            | '\u{1050}'..='\u{109f}'
            | '\u{a9e0}'..='\u{a9ef}'
            | '\u{a9fa}'..='\u{a9fe}'
            | '\u{aa60}'..='\u{aa7f}' => Self::Myanmar,
            _ => return None,
        })
    }

    /// The language (BCP 47) of text in this script: what is told of it if that is written so, else the likeliest.
    pub fn language(self, text: &str, told: Option<&str>) -> &'static str {
        let primary = told.and_then(|told| told.split(['-', '_']).next());
        match self {
            Self::Han if primary.is_some_and(|told| told.eq_ignore_ascii_case("ja")) => "ja",
            Self::Han if primary.is_none() && text.chars().any(is_kana) => "ja",
            Self::Han => "zh",
            Self::Thai => "th",
            Self::Lao => "lo",
            Self::Khmer => "km",
            Self::Myanmar => "my",
        }
    }
}

fn is_kana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

/// The likeliest language (BCP 47) of a text by the script of its first letters, where that leaves little doubt.
pub fn guessed_language(text: &str) -> Option<&'static str> {
    /// So many characters are looked at.
    const ENOUGH: usize = 1000;
    let start: String = text.chars().take(ENOUGH).filter(|character| character.is_alphabetic()).collect();
    let by_script = |character: char| match character {
        '가'..='힣' => Some("ko"),
        '\u{05d0}'..='\u{05ea}' => Some("he"),
        _ => Script::of(character).map(|script| script.language(&start, None)),
    };
    let first = by_script(start.chars().next()?)?;
    // Chinese characters stand in Korean texts too.
    Some(if first == "zh" && start.chars().any(|character| matches!(character, '가'..='힣')) { "ko" } else { first })
}

/// The runs of a stretch of text that are of one such script, and what stands between them, in order.
pub(super) fn runs(stretch: &str) -> impl Iterator<Item = (Option<Script>, &str)> {
    let mut rest = stretch;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let script = Script::of(first);
        let belongs =
            |character: char| Script::of(character) == script || (script.is_some() && selects_variant(character));
        let end = rest.find(|character| !belongs(character)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        Some((script, run))
    })
}

/// Whether the character only says how the one before it is drawn.
fn selects_variant(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}
