//! The label set, in Korean.

use super::{number, object, topic};
use crate::domain::schema::AttributeKind;
use crate::domain::schema::edit::Refused;
use crate::ui::messages::labels::LabelWords;

/// Korean.
pub(super) const KOREAN: LabelWords = LabelWords {
    label_set: "레이블 집합",
    label_set_hint: "바꾼 것은 바로 저장되며 실행 취소할 수 있습니다. 이름을 바꾸어도 파일 속의 이름은 그대로입니다.",
    new_label: "새 레이블 이름",
    add_label: "레이블 추가",
    no_labels: "아직 레이블이 없습니다. 첫 레이블을 추가하거나 레이블 집합을 여십시오.",
    name: "이름",
    in_files: |id| format!("파일 속 이름: {id}"),
    key: "키",
    colour: "색",
    colours: ["파랑", "주황", "초록", "보라", "빨강", "청록", "노랑", "분홍", "갈색", "남색", "연두", "회색"],
    definition: "정의",
    examples: "예, 한 줄에 하나씩",
    move_up: |name| format!("{name} 위로 옮기기"),
    move_down: |name| format!("{name} 아래로 옮기기"),
    delete: |name| format!("{name} 삭제"),
    attributes: "속성",
    attributes_hint: "이 레이블의 구간마다 적을 수 있는 내용입니다.",
    new_attribute: "새 속성 이름",
    add_attribute: "속성 추가",
    kind: "종류",
    kind_name: |kind| match kind {
        AttributeKind::Choice(_) => "하나 고르기",
        AttributeKind::Choices(_) => "여럿 고르기",
        AttributeKind::Text => "텍스트",
        AttributeKind::Number => "숫자",
        AttributeKind::YesNo => "예 또는 아니요",
    },
    options: "선택지, 한 줄에 하나씩",
    required: "필수",
    relation_types: "관계 유형",
    relation_types_hint: "한 구간에서 다른 구간으로 이어집니다. 표시한 레이블이 없는 쪽은 모든 레이블을 받습니다.",
    new_relation: "새 관계 유형 이름",
    add_relation: "관계 유형 추가",
    from: "시작",
    to: "끝",
    document_labels: "문서 레이블",
    document_labels_hint: "문서 전체에 대해 적을 수 있는 내용입니다.",
    new_document_label: "새 문서 레이블 이름",
    add_document_label: "문서 레이블 추가",
    guidelines: "지침",
    guidelines_hint: "레이블을 어떻게 쓰는지 적습니다. #은 제목, -는 목록, **굵게**, *기울임*, `코드`, [링크](https://…).",
    guidelines_text: "지침 (Markdown)",
    preview: "주석자에게 보이는 모습",
    save_set: "레이블 집합 저장",
    open_set: "레이블 집합 열기…",
    opened_set: |labels| format!("파일에 레이블이 {}개 있습니다.", number(labels)),
    learn: "새로운 것만 추가",
    learn_hint: "여기 있는 레이블, 관계 유형, 문서 레이블은 그대로 둡니다.",
    replace: "모두 바꾸기",
    replace_hint: "파일에 없는 레이블의 구간은 그 레이블 이름을 그대로 가집니다.",
    counting: "구간을 세는 중…",
    used: |spans, articles| format!("문서 {}개의 구간 {}개에 이 레이블이 있습니다.", number(articles), number(spans)),
    unused: "이 레이블의 구간이 없습니다.",
    spans_become: "이 구간들을 어떻게 할까요?",
    keep_spans: |id| format!("그대로 두기 (파일에는 “{id}” 이름으로 남습니다)"),
    relabel_spans: "다른 레이블 달기",
    other_label: "다른 레이블",
    delete_spans: "관계와 함께 삭제",
    undo_hint: "여기서 실행 취소하면 레이블이 돌아옵니다. 구간에 한 일은 각 문서에서 실행 취소할 수 있습니다.",
    about_label: |name| format!("{name} 레이블 설명"),
    no_definition: "아직 정의가 없습니다.",
    refused: |why| match why {
        Refused::Missing => "레이블 집합에 더는 없는 것입니다. 바꾼 것이 없습니다.".into(),
        Refused::NoName => "이름에는 글자가 하나 이상 있어야 합니다. 바꾼 것이 없습니다.".into(),
        Refused::EntryThere(name) => format!("{name} 항목은 이미 명부에 있습니다. 바꾼 것이 없습니다."),
        Refused::NoLink => {
            "링크는 https:// 또는 http://로 시작하는 주소이거나 Q42 같은 Wikidata 항목 이름입니다. 받지 않았습니다."
                .into()
        }
        Refused::SameExample => super::examples::KOREAN.same.into(),
        Refused::KeyTaken(key, label) => {
            format!(
                "{} 이미 {label} 레이블의 키입니다. 먼저 거기서 지우십시오. 바꾼 것이 없습니다.",
                topic(&format!("{key} 키"))
            )
        }
        Refused::NoKey => "다른 뜻이 있어 레이블의 키로 쓸 수 없습니다. 바꾼 것이 없습니다.".into(),
    },
    no_label_set: |name| format!("{name}에 레이블 집합이 없습니다. 바꾼 것이 없습니다."),
    resettled: |spans, articles, label| {
        let (spans, articles) = (number(spans), number(articles));
        match label {
            Some(label) => {
                format!("문서 {articles}개의 구간 {spans}개에 {} 달았습니다.", object(&format!("{label} 레이블")))
            }
            None => format!("문서 {articles}개의 구간 {spans}개를 삭제했습니다."),
        }
    },
};
