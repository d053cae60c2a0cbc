//! Adding articles and annotations to a project, in Korean.

use super::export::format_name;
use super::program::storage;
use super::{draft, number, object, topic};
use crate::app::jobs::{Reading, Refusal};
use crate::domain::article::reader::Unread;
use crate::ui::keeper::AddError;
use crate::ui::messages::adding::AddingWords;
use crate::web::fetch::NotFetched;

/// Korean.
pub(super) const KOREAN: AddingWords = AddingWords {
    reading: |name| format!("{name} 읽는 중…"),
    pasted_text: "붙여 넣은 텍스트",
    report: "추가한 내용",
    nothing_added: "추가한 것이 없습니다",
    added: |n| format!("문서 {}개를 추가했습니다.", number(n)),
    sets_added: |n| format!("주석 세트 {}개를 추가했습니다.", number(n)),
    already_there: |n| format!("문서 {}개는 이미 있습니다. 텍스트는 그대로입니다.", number(n)),
    elsewhere: |project| format!("이 파일은 “{project}” 프로젝트의 것이어서 지금 그 프로젝트를 보여 줍니다."),
    pieces_left_out: |n| {
        format!("원본에서 {}개 부분을 뺐습니다. 문서의 “{}”에서 볼 수 있습니다.", number(n), draft::KOREAN.revise)
    },
    files_failed: |n| format!("파일 {}개는 추가하지 못했습니다.", number(n)),
    nothing_new: "파일에 새로운 내용이 없습니다.",
    warnings: |n| format!("살펴볼 것 {}개:", number(n)),
    warning,
    more_warnings: |n| format!("그 밖에 {}개.", number(n)),
    add_error,
    refusal,
    open_folder: "폴더 열기…",
    import_preview: "이 주석을 추가할까요?",
    import_add: "프로젝트에 추가",
    stop: "중지",
    not_read_again: |error| format!("파일을 다시 읽지 못해 앞서 읽은 내용을 보여 줍니다. {}", why_not_read(error)),
    reading_name: |reading| match reading {
        Reading::Article => "문서 텍스트",
        Reading::Format(format) => format_name(format),
    },
    import_counts: |new, here, spans, annotators| {
        let mut parts = Vec::new();
        if new > 0 {
            parts.push(format!("새 문서 {}개", number(new)));
        }
        if here > 0 {
            parts.push(format!("이미 있는 문서 {}개", number(here)));
        }
        parts.push(format!("구간 {}개", number(spans)));
        let whose =
            if annotators.is_empty() { String::new() } else { format!(" (주석자: {})", annotators.join(", ")) };
        format!("{}{whose}.", parts.join(", "))
    },
    from_web: "웹 페이지에서…",
    address: "페이지 주소",
    address_hint: "https://",
    get_page: "페이지 가져오기",
    bookmarklet: "Postil로 보내기",
    bookmarklet_hint: "브라우저의 북마크바로 끌어다 놓으십시오. 읽고 있는 페이지에서 누르면 그 페이지의 글이 여기에 나타납니다. 확인하기 전에는 아무것도 \
                       저장하지 않습니다.",
    receiving: "페이지를 기다리는 중…",
    nothing_handed: "페이지가 오지 않았습니다",
    nothing_handed_hint: "페이지를 넘겨주지 못하게 막는 사이트가 있습니다. 그곳에서 글을 복사해 여기에 붙여 넣거나, 페이지를 저장한 뒤 그 파일을 여십시오.",
};

fn warning(what: &str) -> &'static str {
    match what {
        "wrong-type" => "형식이 맞지 않는 항목이어서 뺐습니다",
        "missing-field" => "필요한 항목이 없어 기록을 뺐습니다",
        "unknown-value" => "알 수 없는 값이어서 뺐습니다",
        "duplicate-id" => "같은 ID가 두 번 나와 뒤의 것의 이름을 바꾸었습니다",
        "label-added" => "레이블 집합에 없던 레이블을 추가했습니다",
        "text-made-canonical" => "텍스트를 통일하고 위치를 그에 맞게 옮겼습니다",
        "hash-differs" => "SHA-256을 계산한 텍스트와 다릅니다",
        "blocks-replaced" => "단락이 텍스트와 맞지 않아 새로 찾았습니다",
        "no-document" => "파일에 없는 문서의 주석이어서 뺐습니다",
        "empty-span" => "텍스트가 없는 구간이어서 뺐습니다",
        "out-of-range" => "텍스트 끝을 벗어난 구간이어서 뺐습니다",
        "inside-character" => "문자 중간에서 시작하거나 끝나는 구간이어서 뺐습니다",
        "quote-differs" => "인용이 그 위치의 텍스트와 달라 구간을 뺐습니다",
        "cuts-grapheme" => "글자 중간에서 시작하거나 끝나는 구간이지만 그대로 두었습니다",
        "loose-relation" => "없는 구간을 가리키는 관계여서 뺐습니다",
        "counted-otherwise" => "위치를 형식과 다른 방식으로 세고 있어 그렇게 읽었습니다",
        "moved-to-quote" => "위치가 맞지 않는 구간을 그 인용이 나오는 유일한 곳으로 옮겼습니다",
        "orphan" => "구간이 놓일 곳을 찾지 못해 뺐습니다",
        "label-as" => "표기만 다른 레이블이어서 프로젝트의 레이블로 보았습니다",
        "near-identical" => "거의 같은 텍스트에 대한 작업이어서 여기 있는 문서로 옮겼습니다",
        "newer-version" => "더 새로운 버전에서 만든 파일이어서 읽지 못한 내용이 있을 수 있습니다",
        "annotator-renamed" => "두 파일에 이 주석자의 작업이 있어 하나를 다른 이름으로 넣었습니다",
        "not-read" => "읽지 않은 파일이 있습니다",
        "malformed" => "읽을 수 없는 기록이어서 뺐습니다",
        "not-kept" => "주석 세트에 담을 수 없는 내용이어서 뺐습니다",
        "read-as" => "가장 가까운 것으로 읽었습니다",
        "encoding-guessed" => "인코딩 정보가 없어 짐작되는 것으로 읽었습니다",
        "unreadable-characters" => "읽지 못한 문자가 있어 그 자리에 �를 두었습니다",
        "no-article-found" => "본문과 나머지를 가릴 수 없어 모두 남겼습니다",
        "pages-without-text" => "텍스트가 없는 페이지가 있습니다. 그림일 수 있습니다",
        "line-ends" => "다른 시스템의 줄 끝을 일반 줄 끝으로 바꾸었습니다",
        "byte-order-mark" => "맨 앞의 보이지 않는 표식을 없앴습니다",
        "cut-off" => "읽을 수 있는 길이를 넘어 나머지가 빠졌습니다",
        "near-duplicate" => "거의 같은 문서가 이미 있습니다",
        "set-exists" => "이 주석자의 주석이 이미 있어 그것을 남기고 파일의 것은 뺐습니다",
        _ => "있는 그대로 읽을 수 없는 것이 있습니다",
    }
}

fn refusal(name: &str, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Empty => format!("{name}에 텍스트가 없습니다. 추가한 것이 없습니다."),
        Refusal::Binary => format!("{} Postil이 읽을 수 있는 텍스트가 아닙니다. 추가한 것이 없습니다.", topic(name)),
        Refusal::OtherJson => {
            format!("{} JSON이지만 Postil이 아는 형식이 아닙니다. 추가한 것이 없습니다.", topic(name))
        }
        Refusal::OtherFormat(why) => {
            format!("{} 이 형식으로 읽을 수 없습니다: {why}. 추가한 것이 없습니다.", object(name))
        }
        Refusal::TooLong => format!(
            "{} 너무 깁니다. 문서는 텍스트 64 MB, 파일은 256 MB까지 가능합니다. 나누어 주십시오. 추가한 것이 없습니다.",
            topic(name)
        ),
        Refusal::BrokenJson(line, column) => format!(
            "{} Postil 파일처럼 보이지만 {}행 {}열에서 깨졌거나 끊겼습니다. 추가한 것이 없습니다.",
            topic(name),
            number(*line),
            number(*column)
        ),
        Refusal::Newer(version) => format!(
            "{} 더 새로운 버전의 Postil(형식 {version})에서 만든 파일입니다. 페이지를 새로 고치면 최신 버전이 열립니다. 추가한 것이 없습니다.",
            topic(name)
        ),
        Refusal::NoAnswer => format!("{} 읽지 못했습니다. 추가한 것이 없습니다.", object(name)),
    }
}

fn add_error(name: &str, error: &AddError) -> String {
    match error {
        AddError::Refused(why) => refusal(name, why),
        AddError::NotWritten(error, before) => format!("{name}: {}{}", kept_before(*before), storage(error)),
        AddError::Unread(words) => {
            format!("브라우저가 {} 읽지 못했습니다. 추가한 것이 없습니다. (브라우저 메시지: {words})", object(name))
        }
        AddError::Broken(words) => {
            format!("{} 읽지 못했습니다. 추가한 것이 없습니다. (브라우저 메시지: {words})", object(name))
        }
        AddError::Source(unread) => {
            let why = match unread {
                Unread::Empty => "단어가 없습니다",
                Unread::NoText => "스캔처럼 텍스트 없이 그림만 있는 페이지입니다",
                Unread::TooLong => "너무 길거나, 압축을 풀면 너무 길어집니다",
                Unread::TooDeep => "요소가 너무 깊이 겹쳐 있습니다",
                Unread::Encrypted => "암호화되어 있습니다. 먼저 암호 없이 저장하십시오",
                Unread::Binary => "텍스트도, Postil이 읽는 종류의 파일도 아닙니다",
                Unread::Broken(why) => return format!("{name} 파일이 깨져 있습니다: {why}. 추가한 것이 없습니다."),
            };
            format!("{} 읽을 수 없습니다. {why}. 추가한 것이 없습니다.", object(name))
        }
        AddError::PassedOver(why) => format!("{} 건너뛰었습니다: {why}.", object(name)),
        AddError::NotFetched(NotFetched::NoAddress) => {
            format!("{} 웹 페이지 주소가 아닙니다. 추가한 것이 없습니다.", topic(&format!("“{name}”")))
        }
        AddError::NotFetched(NotFetched::Status(status)) => {
            format!("{} 가져올 수 없습니다. 사이트의 응답은 {status}입니다. 추가한 것이 없습니다.", object(name))
        }
        AddError::NotFetched(NotFetched::TooLong) => {
            format!("{} 너무 깁니다. 추가한 것이 없습니다.", topic(name))
        }
        AddError::NotFetched(NotFetched::Refused) => format!(
            "{} 여기서 가져올 수 없습니다. 대부분의 사이트는 다른 페이지가 읽는 것을 막으며, 연결되지 않는 것일 수도 있습니다. 언제나 되는 방법이 두 가지 \
             있습니다. 그 페이지에서 글을 복사해 여기에 붙여 넣거나, 페이지를 저장한 뒤 그 파일을 여십시오. 추가한 것이 없습니다.",
            object(name)
        ),
        AddError::Cancelled(before) => format!("{name}: 취소했습니다. {}", kept_before(*before)),
    }
}

/// Why files were not read again, as far as it is not plain.
pub(super) fn why_not_read(error: &AddError) -> String {
    match error {
        AddError::Refused(why) => refusal("이 파일", why),
        AddError::NotWritten(error, _) => storage(error),
        AddError::Unread(words) | AddError::Broken(words) => format!("(브라우저 메시지: {words})"),
        AddError::Source(_) | AddError::PassedOver(_) | AddError::NotFetched(_) => add_error("이 파일", error),
        AddError::Cancelled(_) => String::new(),
    }
}

fn kept_before(documents: usize) -> String {
    match documents {
        0 => "추가한 것이 없습니다. ".into(),
        n => format!("그전에 추가한 문서 {}개는 남아 있습니다. ", number(n)),
    }
}
