//! Examples pinned from articles, in Korean.

use super::object;
use crate::ui::messages::examples::ExampleWords;

/// Korean.
pub(super) const KOREAN: ExampleWords = ExampleWords {
    pin: "예로 고정",
    pin_command: "선택한 구간을 그 레이블의 예로 고정",
    pin_to: |quote, label| format!("{} {label} 카드에 고정", object(quote)),
    pinned: |label| format!("{label} 카드에 고정했습니다"),
    same: "그 예는 이미 카드에 있습니다.",
    hint: "[대괄호] 안이 표시한 부분입니다. 문서에서 고정한 예에는 대괄호가 있습니다.",
};
