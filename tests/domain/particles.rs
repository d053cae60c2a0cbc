//! Korean particles after names.

use postil::domain::text::particles::{Particle, with};

#[track_caller]
fn says(word: &str, expected: [&str; 5]) {
    let all = [Particle::Topic, Particle::Subject, Particle::Object, Particle::With, Particle::To];
    assert_eq!(all.map(|particle| with(word, particle)), expected.map(|form| format!("{word}{form}")));
}

#[test]
fn a_final_consonant_decides() {
    says("한국", ["은", "이", "을", "과", "으로"]);
    says("행위자", ["는", "가", "를", "와", "로"]);
    says("가", ["는", "가", "를", "와", "로"]);
    says("힣", ["은", "이", "을", "과", "으로"]);
}

#[test]
fn rieul_is_no_consonant_before_ro() {
    says("서울", ["은", "이", "을", "과", "로"]);
}

#[test]
fn digits_are_said_as_words() {
    says("2020", ["은", "이", "을", "과", "으로"]);
    says("제1", ["은", "이", "을", "과", "로"]);
    says("1992", ["는", "가", "를", "와", "로"]);
}

#[test]
fn marks_behind_the_word_are_passed_over() {
    says("“합의”", ["는", "가", "를", "와", "로"]);
    says("외교부(한국)", ["은", "이", "을", "과", "으로"]);
}

#[test]
fn other_letters_get_both_forms() {
    says("Actor", ["은(는)", "이(가)", "을(를)", "과(와)", "(으)로"]);
    says("…", ["은(는)", "이(가)", "을(를)", "과(와)", "(으)로"]);
    says("", ["은(는)", "이(가)", "을(를)", "과(와)", "(으)로"]);
}
