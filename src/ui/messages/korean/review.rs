//! Comparing annotators, in Korean.

use super::figures::explained;
use super::{KO, and, number};
use crate::app::jobs::Behind;
use crate::domain::adjudication::What;
use crate::ui::messages::review::ReviewWords;
use crate::web::intl;

/// Korean.
pub(super) const KOREAN: ReviewWords = ReviewWords {
    review_empty: "주석자를 비교하려면 각자의 파일을 이 페이지 아무 곳에나 놓으십시오. Postil 파일이나 doccano, Label Studio, brat, INCEpTION 등의 파일을 쓸 수 \
                   있으며, 같은 문서에 대한 것은 함께 모입니다.",
    review_one: "지금은 한 주석자의 작업만 있습니다. 다른 주석자의 파일을 놓으면 비교합니다.",
    review_lead: "두 명 이상이 주석을 단 문서를 하나씩 비교할 주석자입니다.",
    review_drop: "다른 주석자의 파일, 폴더, zip을 이 페이지 아무 곳에나 놓을 수 있습니다. 누구의 작업도 여기서 바뀌지 않습니다.",
    review_drop_first: "문서는 첫 파일에 함께 들어 있습니다. 아무것도 이 브라우저를 떠나지 않습니다.",
    person: |articles, done, spans| {
        format!("문서 {}개, 완료 {}개, 구간 {}개", number(articles), number(done), number(spans))
    },
    nameless: |n| format!("주석자 {}", n + 1),
    blind: "이름 가리기",
    comparing: "비교하는 중…",
    beyond_chance: "우연을 빼는 중…",
    nothing_shared: "비교하는 사람 중 두 명이 함께 주석을 단 문서가 없습니다. 같은 문서에 대한 다른 사람의 작업을 놓거나 주석자를 더 표시하십시오.",
    agreement: "일치도",
    compared: |articles, annotators, pairs| {
        format!("문서 {}개, 주석자 {}명, {}쌍 비교", number(articles), number(annotators), number(pairs))
    },
    figure: explained,
    more_figures: "다른 수치",
    not_applicable: "해당 없음",
    undefined: |why| match why {
        "" => "아직 계산하지 않음".into(),
        "nothing marked" => "(표시한 것이 없음)".into(),
        "one annotator marked nothing" => "(한 주석자가 아무것도 표시하지 않음)".into(),
        "only one value" => "(값이 하나뿐임)".into(),
        "nothing shared" => "(함께 판단한 것이 없음)".into(),
        "only one annotator" => "(주석자가 한 명뿐임)".into(),
        "a measure of two annotators" => "(두 주석자에 대한 수치임)".into(),
        "only one document" => "(문서가 하나뿐임)".into(),
        why => format!("({why})"),
    },
    interval: |low, high| format!("95 % 신뢰 구간 {}~{}", intl::decimal(KO, low), intl::decimal(KO, high)),
    behind: |behind| match behind {
        Behind::Matched => "같음",
        Behind::OtherBorder => "경계가 다름",
        Behind::OtherLabel => "레이블이 다름",
        Behind::OnlyOne => "한쪽에만 있음",
    },
    behind_figure: "이 수치를 만든 구간",
    places_found: |n| format!("{}곳", number(n)),
    pairs: "주석자 쌍별",
    pairs_hint: "엄격한 구간 F1입니다. 짙을수록 더 많이 같습니다. 칸을 누르면 다른 곳이 열립니다.",
    pair: |a, b| format!("{} {b}", and(a)),
    confusion: "레이블 대 레이블",
    confusion_hint: "겹치는 구간입니다. 세로는 두 사람 중 첫째가, 가로는 둘째가 단 레이블입니다. 합계는 그들의 모든 구간입니다.",
    confused: |a, b, n| format!("{a} 대 {b}: 구간 {}쌍", number(n)),
    nothing_there: "구간 없음",
    sum: "전체",
    by_label: "레이블별",
    plots: "그림",
    by_article: "문서별",
    by_article_hint: "문서를 열어 기준본을 조정합니다.",
    differences: "불일치",
    settled_column: "조정함",
    settled_of: |settled, all| format!("{}개 중 {}개 조정함", number(all), number(settled)),
    gold_changed: "기준본이 바꾼 것",
    gold_changed_hint: "기준본을 시작한 문서에서 각 주석자의 구간이 어떻게 되었는지 보여 줍니다.",
    what_changed: |what| match what {
        What::Kept => "유지",
        What::Attributes => "속성 다름",
        What::Border => "경계 옮김",
        What::Label => "레이블 바꿈",
        What::BorderAndLabel => "경계와 레이블",
        What::Removed => "제거",
        What::Added => "놓침",
    },
    save_report: "보고서 저장",
    making_report: "보고서를 쓰는 중…",
    report_hint: "모든 수치, 표, 불일치와 측정 방법을 담은 HTML 파일 하나입니다. 네트워크 없이 어디서나 열립니다.",
    map_labels: "같은 뜻의 레이블",
    map_labels_hint: "이 비교에서만 쓰이며 누구의 레이블도 바뀌지 않습니다.",
    counts_as: |label| format!("{label}의 대응 레이블"),
    itself: "그대로",
};
