//! Single keys, in Korean.

use crate::app::keys::single::{Place, Single, Taken};
use crate::ui::messages::keys::KeyWords;

/// Korean.
pub(super) const KOREAN: KeyWords = KeyWords {
    change: "키보드 단축키",
    named: |name, key| key.map_or_else(|| name.to_owned(), |key| format!("{name} ({key})")),
    work: "단일 키 사용",
    hint: "다른 키를 적거나 비워 두십시오. 끄면 글자, 숫자, 기호만으로는 아무 일도 일어나지 않습니다. Ctrl이나 Alt와 함께 누르는 키, Enter, \
           Delete, Escape, 화살표는 그대로입니다. 이 브라우저가 기억합니다.",
    always: "항상",
    place: |place| match place {
        Place::Article => "문서에서",
        Place::Library => "문서 목록에서",
        Place::Review => "기준본을 조정할 때",
    },
    meaning,
    key_of: |meaning| format!("키: {meaning}"),
    back: |key| format!("처음 키 {key} 쓰기"),
    all_back: "모두 처음대로",
    label_has_it: |label| format!("이 프로젝트에서는 {label} 레이블의 키입니다."),
    taken: |taken| match taken {
        Taken::By(other) => format!("이미 쓰는 키입니다: {}. 먼저 거기에 다른 키를 주십시오.", meaning(*other)),
        Taken::ByLabel(label) => format!("{label} 레이블의 키입니다. 먼저 레이블 집합에서 지우십시오."),
        Taken::Digit => "숫자는 레이블, 관계, 제안을 고르는 데 씁니다. 다른 키를 고르십시오.".into(),
        Taken::NoKey => "보이는 문자가 아닙니다. 다른 키를 고르십시오.".into(),
    },
    list_hint: |[below, above, choose]| {
        let going = below.zip(above).map_or_else(String::new, |(below, above)| format!(" 또는 {above} {below}"));
        let chosen = choose
            .map_or_else(String::new, |key| format!(", {key} 키로 고르고, Shift+{key} 키로 그 사이를 모두 고릅니다"));
        format!("목록에서 ↑ ↓{going} 키로 문서를 오가고, Enter로 엽니다{chosen}.")
    },
};

fn meaning(single: Single) -> &'static str {
    match single {
        Single::NextSpan => "다음 구간",
        Single::PreviousSpan => "이전 구간",
        Single::Relate => "선택한 구간을 다른 구간과 잇기: 누르거나, 이동한 뒤 Enter",
        Single::AddFragment => "선택한 구간에 떨어져 있어도 되는 텍스트 추가",
        Single::SecondLabel => "선택한 구간의 텍스트에 다른 레이블 추가",
        Single::TagAll => "선택한 구간의 다른 언급 태그",
        Single::Mention => "선택한 구간의 언급 대상 적기",
        Single::Untagged => "태그한 것의 태그하지 않은 언급",
        Single::Join => "선택한 구간을 다른 구간과 합치기",
        Single::Split => "캐럿에서 선택한 구간 나누기",
        Single::Find => "문서에서 찾기",
        Single::AsList => "본문을 목록으로 보기, 또는 되돌리기",
        Single::Shortcuts => "이 키 보기",
        Single::ArticleBelow => "아래 문서",
        Single::ArticleAbove => "위 문서",
        Single::ChooseArticle => "문서 고르기. Shift와 함께 그 사이를 모두",
        Single::NoneIsRight => "모두 틀림",
        Single::Edit => "고치기",
        Single::Defer => "미루기",
        Single::Reopen => "불일치 다시 열기",
        Single::Reason => "이유 적기",
        Single::MergeByRule => "규칙에 따라 병합",
        Single::NextConflict => "다음 불일치",
        Single::PreviousConflict => "이전 불일치",
    }
}
