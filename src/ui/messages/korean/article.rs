//! The article and what stands around it, in Korean.

use super::{number, to};
use crate::app::article::FindError;
use crate::domain::text::pattern::{LONGEST, PatternError};
use crate::ui::messages::article::ArticleWords;

/// Korean.
pub(super) const KOREAN: ArticleWords = ArticleWords {
    spans: |n| format!("구간 {}개", number(n)),
    armed_hint: |name| format!("텍스트를 선택하면 {} 태그됩니다. Esc로 멈춥니다.", to(name)),
    palette_hint: "텍스트를 선택한 뒤 레이블을 고르십시오. 레이블을 먼저 고르면 계속 유지됩니다.",
    tag_selection: "선택한 텍스트의 레이블",
    filter_by_label: "보여 줄 구간",
    all_labels: "모든 레이블",
    group_by_label: "레이블별로 묶기",
    no_spans: "아직 구간이 없습니다. 문서에서 단어 위로 끌거나 단어를 두 번 누르십시오.",
    no_spans_of_label: "이 레이블의 구간이 아직 없습니다.",
    spans_list: "구간",
    label: "레이블",
    not_said: "정하지 않음",
    yes: "예",
    no: "아니요",
    document_labels: "문서 전체",
    whole_words: "온전한 단어만",
    pattern: "정규 표현식",
    pattern_hint: "대소문자를 구별합니다. 처음에 (?i)를 쓰면 구별하지 않습니다. ^와 $는 줄의 처음과 끝입니다.",
    looking: "찾는 중…",
    find_error,
    not_found: "찾을 수 없음",
    match_of: |n, count| format!("{}곳 중 {}번째", number(count), number(n)),
    find_in_article: "문서에서 찾기",
    previous_match: "이전 결과 (↑)",
    next_match: "다음 결과 (↓)",
    close_find: "찾기 닫기 (Esc)",
    labels_and_spans: "레이블과 구간",
    show_label_names: "본문에 레이블 이름 표시",
    article_text: "문서 본문",
    undo: "실행 취소 (Ctrl+Z)",
    redo: "다시 실행 (Ctrl+Shift+Z)",
    tools: "도구",
    reopen: "다시 열기",
    done: "완료",
    done_and_next: "완료, 다음",
    not_saved: |n| format!("편집 {}개 저장 안 됨", number(n)),
    saving: "저장 중…",
    saved: "이 브라우저에 저장됨",
    no_such_article: "이 프로젝트에 그런 문서가 없습니다.",
    back_to_library: "보관함으로 돌아가기",
};

fn find_error(error: &FindError) -> String {
    match error {
        FindError::Pattern(PatternError::TooLong) => {
            format!("표현식이 너무 깁니다. {}자까지 쓸 수 있습니다.", number(LONGEST))
        }
        FindError::Pattern(PatternError::TooBig) => {
            "표현식이 나타내는 것이 너무 많습니다. 반복 안의 반복을 줄이십시오.".into()
        }
        FindError::Pattern(PatternError::Malformed(why)) => format!("정규 표현식이 아닙니다: {why}."),
        FindError::Broken(said) => format!("검색이 중단되었습니다 ({said}). 표현식을 바꾸어 다시 시도하십시오."),
    }
}
