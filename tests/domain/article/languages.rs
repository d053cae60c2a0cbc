//! Which language a text is in.

use postil::domain::article::language::language;
use postil::domain::text::Text;
use proptest::prelude::*;

use crate::support::cases;
use crate::support::texts::awkward;

#[test]
fn the_language_of_a_paragraph_is_told() {
    for (tag, words) in [
        (
            "en",
            "The three countries agreed on Thursday to cooperate in securing their ports, which they had never done before, and \
             they will meet again when the winter is over.",
        ),
        (
            "de",
            "Die drei Länder haben sich am Donnerstag darauf verständigt, ihre Häfen gemeinsam zu schützen, was es so noch nie \
             gegeben hatte, und wollen sich nach dem Winter wieder treffen.",
        ),
        (
            "fr",
            "Les trois pays se sont mis d’accord jeudi pour protéger ensemble leurs ports, ce qui ne s’était encore jamais vu, et \
             ils se réuniront de nouveau à la fin de l’hiver.",
        ),
        (
            "es",
            "Los tres países acordaron el jueves proteger juntos sus puertos, algo que no se había hecho nunca, y volverán a \
             reunirse cuando termine el invierno.",
        ),
        ("ko", "세 나라는 목요일에 항만을 함께 지키기로 합의했으며, 겨울이 끝나면 다시 만나기로 했다고 밝혔다."),
        ("ja", "三か国は木曜日、港湾を共同で守ることで合意し、冬が終わったら再び会合を開くことを明らかにした。"),
        ("zh", "三国周四同意共同保护各自的港口，并表示将在冬季结束后再次举行会晤，这是前所未有的。"),
        ("ru", "Три страны договорились в четверг вместе защищать свои порты, чего раньше никогда не было."),
    ] {
        assert_eq!(language(&Text::new(words)), Some(tag), "{words}");
    }
}

#[test]
fn a_few_words_are_too_few() {
    for words in ["", "Ports", "Ports agreed to share data", "12 34 56 78 90", "항만 합의"] {
        assert_eq!(language(&Text::new(words)), None, "{words}");
    }
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn any_text_has_a_language_or_none(words in awkward()) {
        let _ = language(&Text::new(&words.repeat(20)));
    }
}
