//! Work rhythm, in Korean.

use super::number;
use crate::ui::messages::rhythm::{RhythmWords, shown};

/// Korean.
pub(super) const KOREAN: RhythmWords = RhythmWords {
    title: "작업 흐름",
    today: |day| {
        let (spans, done) = (number(shown(day.made.spans)), number(shown(day.made.done)));
        format!("오늘: 구간 {spans}개, 문서 {done}개 완료, {}", minutes(day.worked))
    },
    off: "작업을 세지 않음",
    count: "내 작업 세기",
    hint: "문서가 열려 있고 1분에 한 번 이상 누르거나 스크롤하는 동안 시간을 셉니다. 모두 이 브라우저에만 있고 어느 파일에도 들어가지 않습니다.",
    forget: "모두 지우기",
    nothing: "아직 센 것이 없습니다.",
    columns: ["날짜", "구간", "완료", "시간"],
    minutes,
    on_article: "이 문서에 들인 시간",
};

fn minutes(worked: f64) -> String {
    let minutes = (worked / 60_000.0) as usize;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{}분", number(minutes)),
        (hours, minutes) => format!("{}시간 {minutes}분", number(hours)),
    }
}
