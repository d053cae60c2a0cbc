//! What is done in several articles at once, in Korean.

use super::{number, to};
use crate::app::across::Deed;
use crate::ui::messages::across::AcrossWords;

/// Korean.
pub(super) const KOREAN: AcrossWords = AcrossWords {
    where_to_look: "찾을 곳",
    this_article: "이 문서",
    whole_project: "프로젝트 전체",
    own_only: "다른 문서에서는 내 주석만 살펴보고 바꿉니다.",
    looking: "문서를 살펴보는 중",
    stopped: "모든 문서를 살펴보지는 못했습니다.",
    writing: "저장하는 중",
    stop_writing: "멈춤. 이미 저장한 것은 남고 실행 취소할 수 있습니다",
    in_article: |title, n| format!("{title} · {}곳", number(n)),
    nothing_in_project: "어느 문서에도 더는 없습니다.",
    done: |across| {
        let (spans, articles) = (number(across.spans()), number(across.steps.len()));
        match &across.deed {
            Deed::Tagged => format!("문서 {articles}개에서 {spans}곳을 태그했습니다."),
            Deed::Linked(name) => format!("문서 {articles}개의 구간 {spans}개를 {} 연결했습니다.", to(name)),
        }
    },
    taken_back: |spans, articles, left| {
        let done = format!("되돌림: 문서 {}개의 구간 {}개.", number(articles), number(spans));
        match left {
            0 => done,
            left => format!("{done} 그 뒤에 바뀐 구간 {}개는 그대로 두었습니다.", number(left)),
        }
    },
};
