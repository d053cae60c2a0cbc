//! The export, in Korean.

use super::program::storage;
use super::{number, object};
use crate::domain::formats::Format;
use crate::domain::formats::outlet::Lost;
use crate::domain::lint::Check;
use crate::ui::keeper::ExportError;
use crate::ui::messages::export::ExportWords;

/// Korean.
pub(super) const KOREAN: ExportWords = ExportWords {
    export_lead: "이 프로젝트의 주석을 파일로 가져갑니다.",
    format: "형식",
    format_name,
    format_hint,
    which_articles: "문서",
    scope_all: |n| format!("모든 문서 ({})", number(n)),
    scope_done: |n| format!("내가 완료한 문서만 ({})", number(n)),
    scope_titled: "특정 제목의 문서만",
    whose: "누구의 주석",
    everybodys: "모두의 주석, 각자 따로",
    licence: "데이터의 라이선스",
    licence_hint: "데이터 세트 카드에 적힙니다. 없으면 비워 두십시오.",
    export_results: "내보내는 내용",
    export_files: |n, bytes| format!("파일 {}개, {}", number(n), size(bytes)),
    export_preview: "앞부분",
    bytes: size,
    losses: "이 형식에 담을 수 없는 것",
    nothing_lost: "빠지는 것이 없습니다. 모든 구간, 속성, 메모, 관계가 들어 있습니다.",
    lost,
    triples: "레이블 삼중항 (관계를 쓰지 않는 doccano 프로젝트용)",
    splits: "분할",
    split: "train, dev, test로 분할",
    ratios: "비율",
    seed: "시드",
    wrong_ratios: "0.8,0.1,0.1처럼 비율을 두 개 이상 적으십시오. 그전에는 분할하지 않습니다.",
    split_hint: "분할마다 각 레이블이 비율대로 들어가고, 거의 같은 문서는 한쪽에 모입니다. 시드가 같으면 분할도 같습니다. 어느 문서가 어디로 갔는지는 splits.json에 \
                 적힙니다.",
    checks: "사용하기 전에 살펴볼 것",
    nothing_found: "점검에서 나온 것이 없습니다.",
    check,
    in_numbers: "수치",
    save_card: "데이터 세트 카드 저장",
    save_whole_list: "전체 목록 저장",
    svg: "SVG",
    csv: "CSV",
    save_as: |title, kind| format!("“{title}” {kind}로 저장"),
    download: "내려받기",
    exporting: "파일을 만드는 중…",
    export_again: "파일 다시 만들기",
    exported: |name| format!("{} 브라우저의 다운로드로 넘겼습니다.", object(name)),
    damaged_in_export: |n| format!("저장된 기록 {}개를 읽을 수 없어 파일에 없습니다.", number(n)),
    export_error: |error| match error {
        ExportError::Storage(error) => {
            format!("파일을 만들지 못했습니다. 저장된 작업을 읽을 수 없습니다. {}", storage(error))
        }
        ExportError::Broken(words) => {
            format!("파일을 만들지 못했습니다: {words}. 바뀐 것은 없습니다. 다시 시도하십시오.")
        }
        ExportError::Cancelled => "취소했습니다. 만든 파일이 없습니다.".into(),
    },
    nothing_to_export: "아직 내보낼 것이 없습니다.",
};

/// A number of bytes.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{}바이트", number(bytes)),
        1_000..1_000_000 => format!("{} KB", number(bytes.div_ceil(1_000))),
        _ => format!("{} MB", number(bytes.div_ceil(1_000_000))),
    }
}

pub(super) fn format_name(format: Format) -> &'static str {
    match format {
        Format::Postil => "Postil JSON",
        Format::Jsonl => "구간이 있는 JSONL",
        Format::Prodigy => "Prodigy JSONL",
        Format::Spacy => "spaCy DocBin",
        Format::Hf => "Hugging Face, 구간",
        Format::HfTokens => "Hugging Face, 토큰",
        Format::Conll => "CoNLL 열, IOB2",
        Format::Bioes => "열, BIOES",
        Format::Doccano => "doccano JSONL",
        Format::LabelStudio => "Label Studio",
        Format::Brat => "brat standoff",
        Format::CasJson => "UIMA CAS JSON (INCEpTION)",
        Format::CasXmi => "UIMA CAS XMI",
        Format::WebannoTsv => "WebAnno TSV 3.3",
        Format::W3c => "W3C 웹 주석",
        Format::Gliner => "GLiNER 학습 데이터",
        Format::Chat => "대화 미세 조정 JSONL",
        Format::Csv => "CSV, 구간마다 한 행",
    }
}

fn format_hint(format: Format) -> &'static str {
    match format {
        Format::Postil => {
            "텍스트, 레이블, 모든 주석자의 구간이 다 들어 있습니다. 위치는 Python처럼 유니코드 코드 포인트로 셉니다. text[start:end]가 인용입니다."
        }
        Format::Jsonl => "문서마다 한 줄에 텍스트, 코드 포인트 위치의 구간, 관계가 있습니다. Python 세 줄로 읽습니다.",
        Format::Prodigy => "Prodigy가 쓰는 것과 같은, 토큰과 구간과 관계가 있는 작업입니다.",
        Format::Spacy => {
            "DocBin().from_disk(…)로 엽니다. 겹치지 않는 구간은 개체로, 모든 구간은 구간 그룹 “sc”에 들어 있습니다."
        }
        Format::Hf => "load_dataset용 데이터 세트 폴더입니다. 구간, 관계, 문서 레이블과 데이터 세트 카드가 있습니다.",
        Format::HfTokens => "토큰 분류용 데이터 세트 폴더입니다. 토큰과 ClassLabel로 된 IOB2 태그가 있습니다.",
        Format::Conll => "한 줄에 토큰 하나와 IOB2 태그가 있습니다. 겹치는 구간은 담을 수 없습니다.",
        Format::Bioes => {
            "한 줄에 토큰 하나와 BIOES 태그가 있습니다. 겹치는 구간은 담을 수 없습니다. spaCy는 이를 잘못 읽으므로 쓰지 마십시오."
        }
        Format::Doccano => "겹침과 관계를 허용한 doccano 프로젝트에서 JSONL(Relation)로, 인코딩 utf_8로 가져오십시오.",
        Format::LabelStudio => "작업과 그에 맞는 레이블링 설정이 든 zip입니다.",
        Format::Brat => "문서마다 .txt와 .ann 파일이 있고 설정이 든 zip입니다.",
        Format::CasJson => "문서와 주석자마다 파일 하나이며, INCEpTION과 dkpro-cassis에서 씁니다.",
        Format::CasXmi => "문서와 주석자마다 타입 시스템이 있는 파일 하나이며, UIMA 도구에서 씁니다.",
        Format::WebannoTsv => "문서와 주석자마다 파일 하나이며, WebAnno와 예전 INCEpTION 프로젝트에서 씁니다.",
        Format::W3c => "인용과 위치가 있는 JSON-LD이며, 보관에 좋습니다.",
        Format::Gliner => "GLiNER 학습기가 읽는 단어와 개체 유형입니다.",
        Format::Chat => "텍스트를 질문으로, 구간을 JSON 답으로 담은 메시지입니다.",
        Format::Csv => "어느 스프레드시트에서나 열립니다.",
    }
}

fn lost(what: Lost) -> &'static str {
    match what {
        Lost::Overlap => "더 긴 구간과 겹치는 구간",
        Lost::Fragments => "떨어진 구간 사이의 틈",
        Lost::Border => "구간의 정확한 경계",
        Lost::Span => "구간",
        Lost::Attributes => "속성",
        Lost::Mention => super::register::KOREAN.lost,
        Lost::Note => "메모",
        Lost::Relation => "관계",
        Lost::DocumentLabels => "문서 전체의 레이블",
        Lost::Label => "레이블 이름",
        Lost::Text => "텍스트의 일부",
    }
}

fn check(check: Check) -> &'static str {
    match check {
        Check::EmptyText => "텍스트가 없는 문서",
        Check::NoSpans => "아무도 표시하지 않은 문서",
        Check::EdgeSpace => "가장자리에 공백이 있는 구간",
        Check::HalfWord => "단어 중간에서 시작하거나 끝나는 구간",
        Check::CutToken => "토큰 중간에서 시작하거나 끝나는 구간",
        Check::DuplicateSpan => "두 번 있는 같은 구간",
        Check::UntaggedRepeat => "표시했지만 문서의 다른 곳에서는 표시하지 않은 단어",
        Check::TwoLabels => "레이블이 서로 다른 같은 단어",
        Check::MissingAttribute => "값이 없는 필수 속성",
        Check::WrongValue => "속성이 받지 않는 값",
        Check::WrongEnds => "유형이 잇지 않는 레이블 사이의 관계",
        Check::OverlapRule => super::rules::KOREAN.check,
        Check::NearDuplicate => "거의 같은 문서",
        Check::AcrossSplits => "서로 다른 분할에 있는 거의 같은 문서",
    }
}
