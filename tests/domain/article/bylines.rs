//! Bylines as they are written, and the names in them.

use postil::domain::article::byline::byline;
use proptest::prelude::*;

use crate::support::cases;
use crate::support::texts::awkward;

#[test]
fn names_are_told_from_what_stands_around_them() {
    for (words, names) in [
        ("by Kuksung Nam", "Kuksung Nam"),
        ("By Kuksung Nam, Staff Writer", "Kuksung Nam"),
        ("BY KUKSUNG NAM", "KUKSUNG NAM"),
        ("By: Kuksung Nam", "Kuksung Nam"),
        ("By Mara Lindqvist and Jonas Berg", "Mara Lindqvist and Jonas Berg"),
        ("By Mara Lindqvist, Jonas Berg and Ana de la Cruz", "Mara Lindqvist, Jonas Berg and Ana de la Cruz"),
        ("by Mara Lindqvist, Correspondent in Berlin", "Mara Lindqvist"),
        ("By Mara Lindqvist in Berlin", "Mara Lindqvist"),
        ("By Mara Lindqvist, The Harbour Gazette", "Mara Lindqvist"),
        ("By Mara Lindqvist @maralind", "Mara Lindqvist"),
        ("By Mara Lindqvist mara@example.org", "Mara Lindqvist"),
        ("By Mara Lindqvist (Reuters)", "Mara Lindqvist"),
        ("By Martin van der Berg Jr.", "Martin van der Berg Jr."),
        ("By Siobhán O’Brien-d’Arc", "Siobhán O’Brien-d’Arc"),
        ("Written by J. K. Berg", "J. K. Berg"),
        ("Words by Mara Lindqvist", "Mara Lindqvist"),
        ("Story by Mara Lindqvist", "Mara Lindqvist"),
        ("Author: Mara Lindqvist", "Mara Lindqvist"),
        ("By Reuters Staff", "Reuters Staff"),
        ("Von Jörg Müller, Berlin", "Jörg Müller"),
        ("Von Jörg Müller und Anna Schmidt", "Jörg Müller und Anna Schmidt"),
        ("Text: Jörg Müller", "Jörg Müller"),
        ("Par Élodie Martin, envoyée spéciale à Séoul", "Élodie Martin"),
        ("Propos recueillis par Élodie Martin", "Élodie Martin"),
        ("Por José Álvarez, corresponsal", "José Álvarez"),
        ("Por João da Silva", "João da Silva"),
        ("Di Giulia Rossi", "Giulia Rossi"),
        ("Door Jan de Vries", "Jan de Vries"),
        ("홍길동 기자", "홍길동"),
        ("홍길동 기자 hong@example.kr", "홍길동"),
        ("서울=홍길동 특파원", "홍길동"),
        ("홍길동·김철수 기자", "홍길동·김철수"),
        ("山田 太郎 記者", "山田 太郎"),
        ("글/홍길동", "홍길동"),
        ("山田太郎 記者", "山田太郎"),
        ("文／山田太郎", "山田太郎"),
        ("取材・文：山田太郎", "山田太郎"),
        ("記者 王小明 報道", "王小明"),
        ("【記者王小明／台北報導】", "王小明"),
        ("本报记者 王明", "王明"),
        ("作者：王明", "王明"),
    ] {
        assert_eq!(byline(words).map(|found| found.names).as_deref(), Some(names), "{words}");
    }
}

#[test]
fn a_date_in_a_byline_is_set_apart() {
    for (words, names, date) in [
        ("By Mara Lindqvist | June 7, 2024 | 5 min read", "Mara Lindqvist", "June 7, 2024"),
        ("By Mara Lindqvist June 7, 2024", "Mara Lindqvist", "June 7, 2024"),
        ("By Mara Lindqvist on June 7, 2024", "Mara Lindqvist", "on June 7, 2024"),
        ("By Mara Lindqvist, 7 June 2024", "Mara Lindqvist", "7 June 2024"),
        ("June 7, 2024 by Mara Lindqvist", "Mara Lindqvist", "June 7, 2024"),
        ("June 7, 2024 — By Mara Lindqvist", "Mara Lindqvist", "June 7, 2024"),
        ("Von Jörg Müller · 07.06.2024", "Jörg Müller", "07.06.2024"),
        ("Par Élodie Martin le 7 juin 2024 à 20h21", "Élodie Martin", "le 7 juin 2024 à 20h21"),
    ] {
        let found = byline(words).unwrap_or_else(|| panic!("{words} is a byline"));
        assert_eq!((found.names.as_str(), found.date.as_deref()), (names, Some(date)), "{words}");
    }
}

#[test]
fn other_lines_are_no_bylines() {
    for words in [
        "",
        "By",
        "by the river",
        "By the end of the year, all is well.",
        "By 2030 all ports will be green",
        "By Friday",
        "Byzantium rises",
        "By-election result",
        "Kuksung Nam",
        "Ports agreed - By Mara Lindqvist",
        "Designed by Areum Hwang, The Readable",
        "Photo by Jonas Berg",
        "Illustration by Jonas Berg",
        "Edited by Jonas Berg",
        "Translated by Jonas Berg",
        "Foto: Jonas Berg",
        "Von der Leyen in Berlin",
        "Di Maria segna ancora",
        "Por fin llega la lluvia",
        "Divers found the wreck",
        "체포된 사람은 기자",
        "美国逮捕三名记者",
        "记者协会成立",
    ] {
        assert_eq!(byline(words), None, "{words}");
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn names_are_words_of_the_byline(rest in awkward(), opening in "By |by: |Von |記者|글/|Par |") {
        let line = format!("{opening}{rest}");
        if let Some(found) = byline(&line) {
            let solid = |words: &str| words.split_whitespace().collect::<String>();
            prop_assert!(solid(&line).contains(&solid(&found.names)));
            prop_assert!(!found.names.trim().is_empty());
        }
    }
}
