//! What every place shares, in Korean.

use super::{number, settle, to};
use crate::app::record::Unreadable;
use crate::app::state::{Impossible, Notice, SaveFailure};
use crate::domain::adjudication::Verdict;
use crate::ui::keeper::StartError;
use crate::ui::messages::program::ProgramWords;
use crate::ui::messages::short;
use crate::web::storage::StorageError;

/// Korean.
pub(super) const KOREAN: ProgramWords = ProgramWords {
    name: "Postil",
    opening: "여는 중…",
    start_failed: "Postil을 시작할 수 없습니다",
    start_error: |error| {
        match error {
        StartError::Lost(spans) => format!(
            "이 브라우저에서 작업 사본이 사라졌습니다. 여기에 저장한 기록은 있지만 데이터베이스가 비어 있습니다{}. Postil이 삭제한 것은 \
             없습니다. 내려받은 Postil 파일이 있으면 새로 시작한 뒤 그 파일을 여십시오.",
            match spans {
                0 => String::new(),
                n => format!(" (마지막 문서의 구간 {}개)", number(*n)),
            }
        ),
        StartError::Storage(StorageError::Newer) => {
            "이 브라우저에서 더 새로운 버전의 Postil을 사용했습니다. 페이지를 새로 고치면 그 버전이 열립니다. 작업은 그대로 있습니다.".into()
        }
        StartError::Storage(StorageError::Unavailable(words)) => format!(
            "브라우저가 이 페이지에 저장 공간을 허용하지 않아 아무것도 저장할 수 없습니다. 비공개 모드를 끝내거나 이 사이트의 데이터 저장을 \
             허용한 뒤 새로 고치십시오. (브라우저 메시지: {words})"
        ),
        StartError::Storage(error) => {
            format!("지금은 저장된 작업을 읽을 수 없습니다. 작업은 그대로 있습니다. 페이지를 새로 고치십시오. {}", storage(error))
        }
    }
    },
    reload: "새로 고침",
    start_anew: "새로 시작",
    notices: "알림",
    dismiss: "닫기",
    notice,
    take_back: "실행 취소",
    download_now: "저장되지 않은 내용 내려받기",
    failing: |why| {
        match why {
        SaveFailure::NoSpace => "저장하지 못했습니다. 브라우저의 저장 공간이 부족합니다. 편집 내용은 이 탭에 남아 있습니다. 내려받거나 공간을 \
                                 비우면 저장됩니다."
            .into(),
        SaveFailure::NewerVersion => {
            "저장하지 못했습니다. 다른 탭에서 더 새로운 버전의 Postil이 실행 중입니다. 저장되지 않은 내용을 내려받은 뒤 새로 고치십시오.".into()
        }
        SaveFailure::Other(words) => format!(
            "저장하지 못했습니다. 브라우저가 쓰기를 거부합니다({words}). 편집 내용은 이 탭에 남아 있으며 저장을 다시 시도합니다. 만일을 위해 \
             내려받아 두십시오."
        ),
    }
    },
    language: "언어",
    places: "화면",
    library: "보관함",
    export: "내보내기",
    cancel: "취소",
    close: "닫기",
    labels: "레이블",
    review: "검토",
};

/// What the storage says, and what to do.
pub(super) fn storage(error: &StorageError) -> String {
    match error {
        StorageError::NoSpace => "브라우저의 저장 공간이 부족합니다. 공간을 비운 뒤 다시 시도하십시오.".into(),
        StorageError::Conflict => "다른 탭에서 동시에 같은 것을 바꾸었습니다. 다시 시도하십시오.".into(),
        StorageError::Newer => "다른 탭에서 더 새로운 버전의 Postil이 실행 중입니다. 새로 고치십시오.".into(),
        StorageError::Unavailable(words) | StorageError::Other(words) => format!("(브라우저 메시지: {words})"),
    }
}

fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Tagged { label, quote } => format!("{label}: {}", short(quote)),
        Notice::TaggedAll(n) => format!("{}곳을 태그했습니다", number(*n)),
        Notice::TaggedAllBut(n, passed_over) => {
            let places = |n: usize| format!("{}곳을", number(n));
            (super::rules::KOREAN.tagged_but)(&places(*n), &places(*passed_over))
        }
        Notice::AlreadyTagged { label } => format!("이미 {} 태그되어 있습니다", to(label)),
        Notice::Selected(quote) => format!("선택: {}", short(quote)),
        Notice::Picked { label, quote } => format!("{label}, {}", short(quote)),
        Notice::Relabelled(label) => format!("{} 바꾸었습니다", to(label)),
        Notice::Resized(quote) => format!("지금 구간: {}", short(quote)),
        Notice::Split(quote) => format!("{} 앞에서 나누었습니다", short(quote)),
        Notice::Joined(quote) => format!("합친 구간: {}", short(quote)),
        Notice::FragmentAdded(quote) => format!("추가: {}", short(quote)),
        Notice::FragmentRemoved(quote) => format!("제거: {}", short(quote)),
        Notice::Related { kind, from, to } => (super::span::KOREAN.relation_between)(from, kind, to),
        Notice::Unrelated(kind) => format!("관계 삭제: {kind}"),
        Notice::NotPossible(why) => match why {
            Impossible::NothingLeft => "구간에 남는 텍스트가 없습니다",
            Impossible::NotWithin => "구간은 그 안의 두 단어 사이에서 나눌 수 있습니다",
            Impossible::SameSpan => "같은 레이블로 그 텍스트를 표시한 구간이 이미 있습니다",
            Impossible::NoRelationFits => "이 두 레이블을 잇는 관계 유형이 없습니다",
            Impossible::SameRelation => "두 구간은 이미 그 관계로 이어져 있습니다",
            Impossible::OneSpan => "관계는 다른 구간과 맺어야 합니다",
        }
        .into(),
        Notice::InTheWay { label, quote } => (super::rules::KOREAN.in_the_way)(&short(quote), label),
        Notice::Deleted(quote) => format!("삭제: {}", short(quote)),
        Notice::Undone => "실행을 취소했습니다".into(),
        Notice::Redone => "다시 실행했습니다".into(),
        Notice::NothingToUndo => "실행 취소할 작업이 없습니다".into(),
        Notice::NothingToRedo => "다시 실행할 작업이 없습니다".into(),
        Notice::Armed(label) => format!("{label} 준비됨: 텍스트를 선택하면 태그됩니다"),
        Notice::Disarmed => "준비된 레이블이 없습니다".into(),
        Notice::Found(0) => "찾을 수 없습니다".into(),
        Notice::Found(n) => format!("{}곳을 찾았습니다", number(*n)),
        Notice::GaveUp(n) => {
            format!("이 탭의 편집 {}개를 남기지 못했습니다. 그사이 다른 탭에서 같은 구간을 바꾸었습니다.", number(*n))
        }
        Notice::SetAside(n) => {
            format!(
                "저장된 기록 {}개를 읽을 수 없어 그대로 따로 두었습니다. 나머지는 모두 여기에 있습니다.",
                number(*n)
            )
        }
        Notice::Unreadable(Unreadable::TooNew(_)) => {
            "이 문서는 더 새로운 버전의 Postil에서 작성되었습니다. 페이지를 새로 고치십시오. 문서는 그대로 있습니다."
                .into()
        }
        Notice::Unreadable(_) => "이 문서의 저장된 기록이 손상되어 열 수 없습니다. 기록은 그대로 두었습니다.".into(),
        Notice::NotRead(words) => {
            format!(
                "지금은 이 문서를 읽을 수 없습니다. 문서는 그대로 있습니다. 다시 시도하십시오. (브라우저 메시지: {words})"
            )
        }
        Notice::Trashed(articles) => format!("문서 {}개를 휴지통으로 옮겼습니다.", number(articles.len())),
        Notice::BroughtBack(n) => format!("문서 {}개를 복원했습니다.", number(*n)),
        Notice::Merged(0) => "기준본에 더 넣을 것이 없습니다".into(),
        Notice::Merged(n) => format!("구간 {}개를 기준본에 넣었습니다", number(*n)),
        Notice::Conflict(kind, quote) => format!("{}: {}", (settle::KOREAN.kind)(*kind), short(quote)),
        Notice::Settled(verdict, left) => {
            let what = match verdict {
                Verdict::Take(_) | Verdict::Span { .. } | Verdict::Value(_) => "조정함",
                Verdict::NoneIsRight => "모두 틀림",
                Verdict::Defer => "미룸",
                Verdict::Reopen => "다시 엶",
            };
            format!("{what}, {}개 남음", number(*left))
        }
        Notice::Mentions(name) => (super::register::KOREAN.mentions_now)(name),
        Notice::Unmentioned => super::register::KOREAN.mentions_nothing.into(),
        Notice::Across(across) => (super::across::KOREAN.done)(across),
        Notice::TakenBack { spans, articles, left } => (super::across::KOREAN.taken_back)(*spans, *articles, *left),
        Notice::Pinned(label) => (super::examples::KOREAN.pinned)(label),
        Notice::LabelRefused(why) => (super::labels::KOREAN.refused)(why),
        Notice::NoLabelSet(name) => (super::labels::KOREAN.no_label_set)(name),
        Notice::Resettled(spans, articles, label) => {
            (super::labels::KOREAN.resettled)(*spans, *articles, label.as_deref())
        }
        Notice::NotWritten(words) => {
            format!("저장하지 못했습니다. 이전 내용은 그대로입니다. (브라우저 메시지: {words})")
        }
    }
}
