//! Settling the gold, in Korean.

use super::number;
use crate::domain::adjudication::Kind;
use crate::domain::annotation::Resolution;
use crate::ui::messages::settle::SettleWords;

/// Korean.
pub(super) const KOREAN: SettleWords = SettleWords {
    conflicts: "불일치",
    conflict: "불일치",
    conflict_count: |n| format!("불일치 {}개", number(n)),
    no_conflicts: "조정할 것이 없습니다",
    no_conflict_fits: "해당하는 불일치가 없습니다. 필터를 바꾸거나 조정한 것도 보십시오.",
    no_conflict_shown: "목록에서 불일치를 고르십시오",
    all_settled: "모두 조정했습니다",
    gold_has: |n| format!("기준본에 구간이 {}개 있습니다.", number(n)),
    back_to_review: "비교로 돌아가기",
    kind: |kind| match kind {
        Kind::OnlyOne => "일부에게만 있음",
        Kind::Border => "경계가 다름",
        Kind::Label => "레이블이 다름",
        Kind::BorderAndLabel => "경계와 레이블이 다름",
        Kind::Attribute => "속성이 다름",
        Kind::Relation => "관계",
        Kind::DocumentLabel => "문서에 대한 것",
    },
    resolution: |resolution| match resolution {
        Resolution::Open => "미조정",
        Resolution::Deferred => "미룸",
        Resolution::Rejected => "모두 틀림",
        Resolution::Taken => "조정함",
    },
    joined: "조정한 뒤 새 제안이 있음",
    joined_hint: "조정한 뒤 누군가 다른 제안을 했습니다. 바꾸기 전까지는 조정한 결과가 유지됩니다.",
    whole_article: "문서 전체",
    rule: "묻지 않고 받아들일 것",
    rule_name: |name| match name {
        "unanimous" => "모두가 같은 것",
        "majority" => "절반보다 많은 사람이 같은 것",
        "threshold" => "충분한 사람이 같은 것",
        _ => "누구든 표시한 것",
    },
    threshold_votes: "최소 표 수",
    threshold_confidence: "최소 비율",
    threshold_top: "앞에서부터",
    merge: "기준본에 넣기",
    merge_hint: "이미 정한 것은 그대로 둡니다",
    lanes: "레인, 위에서부터",
    shuffle: "섞기",
    filter_by_kind: "종류별로 보기",
    all_kinds: "모든 종류",
    filter_by_annotator: "주석자별로 보기",
    all_annotators: "모두",
    with_settled: "조정한 것도",
    previous_conflict: "이전 불일치",
    next_conflict: "다음 불일치",
    voices: |names| names.join(", "),
    relation_there: "이 관계가 있음",
    none_is_right: "모두 틀림",
    edit: "고치기",
    defer: "나중에",
    reopen_conflict: "다시 열기",
    settled_by: |who, when| format!("{who}, {when}"),
    why: "이유",
    reason: |code| {
        match code {
            "border" => "경계",
            "label" => "레이블",
            "missed" => "놓침",
            "spurious" => "잘못 표시함",
            "unclear guideline" => "불분명한 지침",
            "slip" => "실수",
            "other" => "기타",
            code => code,
        }
        .into()
    },
    saying_hint: "다음 결정과 함께 기록됩니다.",
    edit_heading: "무엇이 맞습니까",
    edit_hint: "문서에서 텍스트를 선택하거나, 경계를 단어 단위로(Shift와 함께 문자 단위로) 옮기십시오.",
    use_this: "이것으로",
    start_border: "시작",
    start_back: "시작을 한 단어 앞으로",
    start_on: "시작을 한 단어 뒤로",
    end_border: "끝",
    end_back: "끝을 한 단어 앞으로",
    end_on: "끝을 한 단어 뒤로",
};
