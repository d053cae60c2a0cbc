//! The interface in Korean.
//!
//! One word for one thing: article, document 문서 · annotation 주석 · annotator 주석자 · annotation set 주석 세트 · span 구간 ·
//! fragment 조각 · label 레이블 · label set 레이블 집합 · tag 태그하다 · attribute 속성 · relation 관계 · relation type 관계 유형 ·
//! note 메모 · mention 언급 · quote 인용 · border 경계 · guidelines 지침 · project 프로젝트 · library 보관함 · review 검토 · register 명부 ·
//! agreement 일치도 · conflict 불일치 · adjudication, settling 조정 · gold 기준본 · merge 병합 · lane 레인 · split 분할 (of a span
//! 나누기) · export 내보내기 · import 가져오기 · offset 위치 · trash 휴지통 · undo 실행 취소 · redo 다시 실행.
//!
//! Sentences are polite (합니다), commands are nouns. A particle after a name comes from [`particles`](crate::domain::text::particles).

mod across;
mod adding;
mod article;
mod commands;
mod draft;
mod examples;
mod export;
mod figures;
mod keys;
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

use super::Catalogue;
use crate::domain::text::particles::{self, Particle};
use crate::web::intl;

const KO: &str = "ko";

/// Korean.
pub(crate) static KOREAN: Catalogue = Catalogue {
    language: KO,
    own_name: "한국어",
    program: program::KOREAN,
    library: library::KOREAN,
    adding: adding::KOREAN,
    draft: draft::KOREAN,
    article: article::KOREAN,
    span: span::KOREAN,
    tag_all: tag_all::KOREAN,
    commands: commands::KOREAN,
    review: review::KOREAN,
    settle: settle::KOREAN,
    export: export::KOREAN,
    editor: labels::KOREAN,
    across: across::KOREAN,
    register: register::KOREAN,
    keys: keys::KOREAN,
    examples: examples::KOREAN,
    listing: listing::KOREAN,
    rhythm: rhythm::KOREAN,
    rules: rules::KOREAN,
};

/// A number as it is written in Korean.
fn number(n: usize) -> String {
    intl::number(KO, n)
}

/// The name with 을 or 를.
fn object(name: &str) -> String {
    particles::with(name, Particle::Object)
}

/// The name with 으로 or 로.
fn to(name: &str) -> String {
    particles::with(name, Particle::To)
}

/// The name with 과 or 와.
fn and(name: &str) -> String {
    particles::with(name, Particle::With)
}

/// The name with 은 or 는.
fn topic(name: &str) -> String {
    particles::with(name, Particle::Topic)
}
