//! What was found in a source, in Korean.

use super::adding::why_not_read;
use super::number;
use crate::domain::document::Role;
use crate::ui::keeper::ReviseError;
use crate::ui::messages::draft::DraftWords;

/// Korean.
pub(super) const KOREAN: DraftWords = DraftWords {
    article_preview: "이것이 본문입니까?",
    add_article: "문서 추가",
    near_duplicate: |title, share| {
        format!("이미 있는 “{title}” 문서와 거의 같습니다. 짧은 쪽 텍스트의 {share}가 양쪽에 있습니다.")
    },
    encoding: "인코딩",
    pieces: "찾은 내용",
    pieces_kept: |kept, left_out| match left_out {
        0 => format!("{}개 부분 남김", number(kept)),
        n => format!("{}개 부분 남김, {}개 뺌", number(kept), number(n)),
    },
    keep_all: "모두 남기기",
    show_left_out: |n, first| format!("뺀 부분 {}개 보기: {first} …", number(n)),
    show_kept: |n, first| format!("남긴 부분 {}개 더 보기: {first} …", number(n)),
    keep_piece: |words| format!("“{words}” 남기기"),
    left_out: "뺌",
    role_of: "종류",
    role: |role| match role {
        Role::Title => "제목",
        Role::Byline => "필자",
        Role::Date => "날짜",
        Role::Heading => "소제목",
        Role::Paragraph => "단락",
        Role::ListItem => "목록 항목",
    },
    title: "제목",
    byline: "필자",
    published: "발행일",
    site: "사이트",
    source: "출처",
    language_of_article: "언어",
    revise: "문서에 들어가는 내용",
    revise_hint: "남기는 부분을 바꾸면 문서의 텍스트가 새로 만들어지고 모든 사람의 주석이 그리로 옮겨집니다. 텍스트가 없어진 주석은 목록으로 알려 줍니다. 이전 문서는 \
                  모든 주석과 함께 휴지통으로 갑니다.",
    save_revised: "저장",
    revised: "문서를 새로 만들었습니다",
    not_revised: |error| match error {
        ReviseError::Unsaved => {
            "바꾼 것이 없습니다. 아직 저장되지 않은 편집이 있습니다. 잠시 뒤 다시 시도하십시오.".into()
        }
        ReviseError::Gone => "바꾼 것이 없습니다. 문서를 읽을 수 없습니다. 다시 여십시오.".into(),
        ReviseError::Known => "바꾼 것이 없습니다. 이와 똑같은 텍스트의 문서가 이미 있습니다.".into(),
        ReviseError::NotDone(error) => format!("바꾼 것이 없습니다. {}", why_not_read(error)),
    },
};
