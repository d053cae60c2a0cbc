//! Tagging many places together, in Korean.

use super::{and, number};
use crate::app::tag_all::Alike;
use crate::domain::text::mentions::Variant;
use crate::ui::messages::tag_all::TagAllWords;

/// Korean.
pub(super) const KOREAN: TagAllWords = TagAllWords {
    tag_all: "모두 태그",
    tag_all_title: |alike| match alike {
        Alike::Mentions(_) => "다른 언급",
        Alike::Matches => "찾은 곳 태그하기",
        Alike::Untagged => "태그하지 않은 언급",
    },
    nothing_to_tag: "이 문서에 더 태그할 곳이 없습니다.",
    places_ticked: |ticked, all| format!("{}곳 중 {}곳 표시함", number(all), number(ticked)),
    tag_places: |n| format!("{}곳 태그하기", number(n)),
    variant: |variant| match variant {
        Variant::Same => "같은 단어",
        Variant::Case => "대소문자나 줄이 다름",
        Variant::Ending => "어미가 다름",
    },
    overlapped_by: |label| format!("{} 겹침", and(label)),
    untagged: "태그하지 않음",
    untagged_hint: "태그한 텍스트와 같지만 태그하지 않은 곳",
    tag_matches: "찾은 곳 태그",
};
