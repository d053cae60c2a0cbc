//! Korean particles, whose form depends on the sound before them.

/// A particle with two forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Particle {
    /// 은, 는.
    Topic,
    /// 이, 가.
    Subject,
    /// 을, 를.
    Object,
    /// 과, 와.
    With,
    /// 으로, 로.
    To,
}

/// How a word ends when it is said.
enum Ending {
    Vowel,
    Rieul,
    Consonant,
}

/// The word with the form of the particle that goes with how it ends.
///
/// What stands behind its last letter or digit, such as a quotation mark, is passed over. How a word in other letters than
/// Hangul is said is not known, so it gets both forms, as in 을(를).
pub fn with(word: &str, particle: Particle) -> String {
    let form = match (ending(word), particle) {
        (Some(Ending::Vowel), Particle::Topic) => "는",
        (Some(_), Particle::Topic) => "은",
        (None, Particle::Topic) => "은(는)",
        (Some(Ending::Vowel), Particle::Subject) => "가",
        (Some(_), Particle::Subject) => "이",
        (None, Particle::Subject) => "이(가)",
        (Some(Ending::Vowel), Particle::Object) => "를",
        (Some(_), Particle::Object) => "을",
        (None, Particle::Object) => "을(를)",
        (Some(Ending::Vowel), Particle::With) => "와",
        (Some(_), Particle::With) => "과",
        (None, Particle::With) => "과(와)",
        (Some(Ending::Consonant), Particle::To) => "으로",
        (Some(_), Particle::To) => "로",
        (None, Particle::To) => "(으)로",
    };
    format!("{word}{form}")
}

/// How many syllables there are with the same first consonant and vowel: one for each final consonant, and one without.
const FINALS: u32 = 28;
/// The place of ㄹ among the final consonants.
const RIEUL: u32 = 8;

fn ending(word: &str) -> Option<Ending> {
    match word.chars().rev().find(|character| character.is_alphanumeric())? {
        // Said as 영 삼 육, 일 칠 팔, 이 사 오 구.
        '0' | '3' | '6' => Some(Ending::Consonant),
        '1' | '7' | '8' => Some(Ending::Rieul),
        '2' | '4' | '5' | '9' => Some(Ending::Vowel),
        syllable @ '가'..='힣' => Some(match (u32::from(syllable) - u32::from('가')) % FINALS {
            0 => Ending::Vowel,
            RIEUL => Ending::Rieul,
            _ => Ending::Consonant,
        }),
        _ => None,
    }
}
