//! The article as a list of sentences, in Korean.

use super::number;
use crate::ui::messages::listing::ListingWords;

/// Korean.
pub(super) const KOREAN: ListingWords = ListingWords {
    switch: "본문을 목록으로 보기",
    name: "문장 목록으로 된 본문",
    hint: "문장을 단어로 펼쳐 첫 단어와 마지막 단어를 누른 뒤 레이블을 누르십시오.",
    shown: |from, to, all| format!("문장 {}개 중 {}~{}", number(all), number(from), number(to)),
    earlier: "앞 문장",
    further: "다음 문장",
    words_of: |n| format!("문장 {}의 단어", number(n)),
    words: "단어",
    marks_of: |n| format!("문장 {}의 구간", number(n)),
    mark: |label, quote| format!("{label}: {quote}"),
    first_word: |word| format!("시작: {word}. 이제 마지막 단어를 누르십시오. 이 단어 하나면 다시 누르십시오."),
    labels: "선택한 부분에 레이블 달기",
};
