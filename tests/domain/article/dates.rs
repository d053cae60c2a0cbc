//! Dates as they are written, and what they are in ISO 8601.

use postil::domain::article::date::{is_date, iso};
use proptest::prelude::*;

use crate::support::cases;
use crate::support::texts::awkward;

#[track_caller]
fn are(expected: &[(&str, &str)]) {
    for (words, date) in expected {
        assert_eq!(iso(words).as_deref(), Some(*date), "{words}");
        assert!(is_date(words), "{words}");
    }
}

#[test]
fn dates_in_words() {
    are(&[
        ("7 June 2024", "2024-06-07"),
        ("June 7, 2024", "2024-06-07"),
        ("Jun. 07, 2024", "2024-06-07"),
        ("Friday, June 7th, 2024", "2024-06-07"),
        ("the 7th of June 2024", "2024-06-07"),
        ("7-Jun-2024", "2024-06-07"),
        ("June 2024", "2024-06"),
        ("2024 June 7", "2024-06-07"),
        ("7. Juni 2024", "2024-06-07"),
        ("Freitag, den 7. Juni 2024", "2024-06-07"),
        ("3. März 2024", "2024-03-03"),
        ("7 juin 2024", "2024-06-07"),
        ("vendredi 1er août 2025", "2025-08-01"),
        ("15 févr. 2024", "2024-02-15"),
        ("7 de junio de 2024", "2024-06-07"),
        ("7 jun. 2024", "2024-06-07"),
        ("viernes, 7 de septiembre del 2024", "2024-09-07"),
        ("7 de março de 2024", "2024-03-07"),
        ("sexta-feira, 7 de junho de 2024", "2024-06-07"),
        ("7 giugno 2024", "2024-06-07"),
        ("venerdì 1º agosto 2025", "2025-08-01"),
        ("7 juni 2024", "2024-06-07"),
        ("vrijdag 7 mrt. 2024", "2024-03-07"),
        ("den 7 maj 2024", "2024-05-07"),
        ("7. marts 2024", "2024-03-07"),
        ("7. desember 2024", "2024-12-07"),
        ("7 czerwca 2024 r.", "2024-06-07"),
        ("11 listopada 2024", "2024-11-11"),
        ("7. června 2024", "2024-06-07"),
        ("7 июня 2024 г.", "2024-06-07"),
        ("7 Haziran 2024 Cuma", "2024-06-07"),
        ("15 KASIM 2024", "2024-11-15"),
        ("2024年6月7日", "2024-06-07"),
        ("2024年6月7日（金）", "2024-06-07"),
        ("2024年6月7日 星期五", "2024-06-07"),
        ("２０２４年６月７日", "2024-06-07"),
        ("2024년 6월 7일", "2024-06-07"),
        ("2024년 6월", "2024-06"),
        ("2024년 6월 7일 (금)", "2024-06-07"),
    ]);
}

#[test]
fn dates_in_numbers() {
    are(&[
        ("2024-06-07", "2024-06-07"),
        ("2024-06", "2024-06"),
        ("2024/06/07", "2024-06-07"),
        ("2024.06.07", "2024-06-07"),
        ("2024. 6. 7.", "2024-06-07"),
        ("07.06.2024", "2024-06-07"),
        ("7. 6. 2024", "2024-06-07"),
        ("13/6/2024", "2024-06-13"),
        ("6/13/2024", "2024-06-13"),
        ("6/6/2024", "2024-06-06"),
        ("29.02.2024", "2024-02-29"),
        ("29.02.2000", "2000-02-29"),
    ]);
}

#[test]
fn dates_with_a_time() {
    are(&[
        ("2024-06-07T20:21", "2024-06-07T20:21"),
        ("2024-06-07 20:21:05", "2024-06-07T20:21:05"),
        ("2024-06-07T20:21:05Z", "2024-06-07T20:21:05Z"),
        ("2024-06-07T20:21:05.120+0900", "2024-06-07T20:21:05.120+09:00"),
        ("2024-06-07T20:21:05-05:30", "2024-06-07T20:21:05-05:30"),
        ("2024-06-07T20:21:05+09", "2024-06-07T20:21:05+09:00"),
        ("Fri, 07 Jun 2024 20:21:00 +0900", "2024-06-07T20:21:00+09:00"),
        ("Fri, 07 Jun 2024 20:21:00 GMT", "2024-06-07T20:21:00Z"),
        ("Fri Jun  7 20:21:00 KST 2024", "2024-06-07T20:21:00+09:00"),
        ("Fri Jun 07 2024 20:21:00 GMT+0900 (Korean Standard Time)", "2024-06-07T20:21:00+09:00"),
        ("Jun. 07, 2024\n8:21 PM GMT+9", "2024-06-07T20:21:00+09:00"),
        ("June 7, 2024 at 8 p.m. ET", "2024-06-07T20:00"),
        ("June 7, 2024 12:05 a.m.", "2024-06-07T00:05"),
        ("June 7, 2024, 12:05pm PDT", "2024-06-07T12:05:00-07:00"),
        ("8:21 PM EST, Fri June 7, 2024", "2024-06-07T20:21:00-05:00"),
        ("7 June 2024 | 20:21 BST", "2024-06-07T20:21:00+01:00"),
        ("7. Juni 2024, 20:21 Uhr", "2024-06-07T20:21"),
        ("07.06.2024 um 20.21 Uhr MESZ", "2024-06-07T20:21:00+02:00"),
        ("7 juin 2024 à 20h21", "2024-06-07T20:21"),
        ("7 de junho de 2024 às 20h", "2024-06-07T20:00"),
        ("7 giugno 2024, ore 20.21", "2024-06-07T20:21"),
        ("7 juni 2024 om 20:21 uur", "2024-06-07T20:21"),
        ("den 7 juni 2024 kl. 20.21", "2024-06-07T20:21"),
        ("7 июня 2024 г., 20:21 MSK", "2024-06-07T20:21:00+03:00"),
        ("2024년 6월 7일 오후 8시 21분", "2024-06-07T20:21"),
        ("2024.06.07 오후 8:21", "2024-06-07T20:21"),
        ("2024年6月7日午後8時21分", "2024-06-07T20:21"),
        ("2024年06月07日 20:21", "2024-06-07T20:21"),
    ]);
}

#[test]
fn what_stands_before_a_date_is_passed_over() {
    are(&[
        ("Published: 7 June 2024", "2024-06-07"),
        ("Posted on June 7, 2024", "2024-06-07"),
        ("Last updated on June 7, 2024", "2024-06-07"),
        ("Veröffentlicht am 7. Juni 2024 um 8:21 Uhr", "2024-06-07T08:21"),
        ("Stand: 07.06.2024", "2024-06-07"),
        ("Publié le 7 juin 2024 à 20h21, mis à jour le 8 juin 2024 à 9h", "2024-06-07T20:21"),
        ("Updated 8 June 2024, published 7 June 2024", "2024-06-07"),
        ("Published 7 June 2024 · Updated 8 June 2024", "2024-06-07"),
        ("Publicado el 7 de junio de 2024", "2024-06-07"),
        ("Publicado em 07.06.2024 20h21", "2024-06-07T20:21"),
        ("Pubblicato il 7 giugno 2024", "2024-06-07"),
        ("Gepubliceerd op 7 juni 2024", "2024-06-07"),
        ("입력 2024.06.07 20:21", "2024-06-07T20:21"),
        ("입력 2024.06.07 20:21 수정 2024.06.08 09:00", "2024-06-07T20:21"),
        ("公開日：2024年6月7日 更新日：2024年6月8日", "2024-06-07"),
        ("发布时间：2024-06-07 20:21", "2024-06-07T20:21"),
    ]);
}

#[test]
fn dates_that_could_be_several_stand_as_they_are() {
    for words in ["6/7/2024", "07.06.24", "March 7", "7 June", "Fri 7 Jun"] {
        assert_eq!(iso(words), None, "{words}");
        assert!(is_date(words), "{words}");
    }
    // Month and year alone are one, but the word is a name too.
    assert_eq!(iso("mars 2020").as_deref(), Some("2020-03"));
    assert!(!is_date("Mars 2020"));
}

#[test]
fn what_is_no_date() {
    for words in [
        "",
        "word",
        "2024",
        "1717759260",
        "1717759260000",
        "20240607",
        "31 June 2024",
        "31.06.2024",
        "2023-02-29",
        "29.02.1900",
        "2024-13-01",
        "2024-00-10",
        "0 June 2024",
        "25:61, 7 June 2024",
        "7 June 2024 13:00 pm",
        "13/13/2024",
        "1 2 3",
        "12 34 56",
        "192.168.0.1",
        "1.5.2",
        "3:2",
        "2024/25",
        "20:21",
        "Friday",
        "May",
        "7 ports agreed",
        "Market 2024",
        "Mayor 12",
        "A decision in 2024",
        "7–9 June 2024",
        "7 June 2024 in Busan",
        "7 June 2024 (updated 8 June",
        "令和6年6月7日",
    ] {
        assert_eq!(iso(words), None, "{words}");
        assert!(!is_date(words), "{words}");
    }
}

fn is_read_again(words: &str) -> Result<(), TestCaseError> {
    if let Some(date) = iso(words) {
        prop_assert_eq!(iso(&date), Some(date.clone()), "{}", words);
    }
    let _ = is_date(words);
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_words_are_a_date_that_reads_back_or_none(words in awkward()) {
        is_read_again(&words)?;
    }

    #[test]
    fn anything_like_a_date_is_one_that_reads_back_or_none(
        words in "(?:[0-9]{1,4}|jun|Mai|年|月|日|오후|pm|am|T|Z|GMT|KST|Uhr|h|um|updated|[-/.:+, (|)]){1,14}"
    ) {
        is_read_again(&words)?;
    }

    #[test]
    fn every_day_is_read_back(year in 1000u32..3000, month in 1u32..=12, day in 1u32..=31, hour in 0u32..24, minute in 0u32..60) {
        let date = format!("{year}-{month:02}-{day:02}");
        let short = [4, 6, 9, 11].contains(&month) && day > 30 || month == 2 && day > 28;
        if !short {
            prop_assert_eq!(iso(&date), Some(date.clone()));
            let time = format!("{date}T{hour:02}:{minute:02}");
            prop_assert_eq!(iso(&time), Some(time.clone()));
            let moment = format!("{time}:00+09:00");
            prop_assert_eq!(iso(&moment), Some(moment.clone()));
        }
    }
}
