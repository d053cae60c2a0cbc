//! The selected span, in Korean.

use super::object;
use crate::app::article::Awaited;
use crate::domain::annotation::Edge;
use crate::ui::messages::span::SpanWords;
use crate::ui::messages::{isolated, short};

/// Korean.
pub(super) const KOREAN: SpanWords = SpanWords {
    selected_span: "선택한 구간",
    delete_span: "이 구간 삭제 (Delete)",
    close_details: "세부 정보 닫기 (Esc)",
    offsets: |start, end| format!("문자 {start}–{end}"),
    offsets_explained: "내보낸 파일에서처럼 문서 처음부터 센 유니코드 코드 포인트이며, 끝은 포함하지 않습니다.",
    required: |name| format!("{name} (필수)"),
    note: "메모",
    note_hint: "자신이나 검토자를 위한 메모",
    same_place: "같은 곳의 구간",
    relations: "관계",
    relation_to: |name, quote| format!("{} → {}", isolated(name), isolated(quote)),
    relation_from: |name, quote| format!("{} → {} → 이 구간", isolated(quote), isolated(name)),
    relation_between: |from, name, to| format!("{} → {} → {}", short(from), isolated(name), short(to)),
    relation_type: "관계 유형",
    reverse_relation: "관계 방향 바꾸기",
    delete_relation: |described| format!("관계 삭제: {}", short(described)),
    change_span: "고치기",
    edge: |edge| match edge {
        Edge::Start => "시작",
        Edge::End => "끝",
    },
    move_edge: |edge, forward| match (edge, forward) {
        (Edge::Start, false) => "시작을 한 단어 앞으로",
        (Edge::Start, true) => "시작을 한 단어 뒤로",
        (Edge::End, false) => "끝을 한 단어 앞으로",
        (Edge::End, true) => "끝을 한 단어 뒤로",
    },
    fragments: "구간의 조각",
    add_fragment: "텍스트 추가",
    remove_fragment: |quote| format!("{} 빼기", short(quote)),
    merge_span: "합치기",
    second_label: "다른 레이블 추가",
    relate: "관계 맺기",
    split_span: "나누기",
    cut_before: |quote| format!("{quote} 앞에서 나누기"),
    awaiting: "한 단계 더",
    awaited: |awaited, quote| {
        let quote = short(quote);
        match awaited {
            Awaited::Fragment(_) => format!("{quote}에 함께 속하는 텍스트를 선택하십시오."),
            Awaited::Merge(_) => {
                format!("{quote} 구간과 합칠 구간을 고르십시오. 누르거나 키로 이동하면 됩니다.")
            }
            Awaited::SecondLabel(_) => format!("{quote}에 어떤 레이블을 더 달겠습니까?"),
            Awaited::OtherEnd(..) => {
                format!("{} 이을 구간을 고르십시오. 누르거나, 키로 이동하거나, 찾으면 됩니다.", object(&quote))
            }
            Awaited::Kind(..) => format!("{quote}에 어떤 관계가 있습니까?"),
        }
    },
    add_this: |quote| format!("{} 추가", short(quote)),
    this_span: |quote| format!("이 구간: {}", short(quote)),
};
