//! The rules by which spans may share text, in Korean.

use crate::domain::schema::Overlap;
use crate::ui::messages::rules::RuleWords;

/// Korean.
pub(super) const KOREAN: RuleWords = RuleWords {
    overlap: "다른 구간과 텍스트를 함께 쓸 수 있음",
    overlap_hint: "두 레이블의 규칙이 모두 적용됩니다. 새 규칙에 어긋나는 구간은 그대로 남고, 내보내기 전 검사에 나옵니다.",
    overlap_name: |overlap| match overlap {
        Overlap::Anything => "모든 구간과",
        Overlap::OtherLabels => "다른 레이블의 구간과만",
        Overlap::Nested => "하나가 다른 하나 안에 있을 때만",
        Overlap::Nothing => "어느 구간과도 안 됨",
    },
    in_the_way: |quote, label| {
        format!(
            "하지 않았습니다. {quote} ({label}) 구간이 있고, 레이블 집합의 규칙에 따라 두 구간은 그렇게 텍스트를 함께 쓸 수 없습니다."
        )
    },
    tagged_but: |done, passed_over| {
        format!("{done} 태그했습니다. 레이블 집합의 규칙 때문에 {passed_over} 넘어갔습니다.")
    },
    check: "레이블의 규칙이 금하는데도 텍스트를 함께 쓰는 구간",
};
