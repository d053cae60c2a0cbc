//! Commands and keys, in Korean.

use super::{examples, listing, object, to};
use crate::app::article::Awaited;
use crate::app::keys::Command;
use crate::app::tag_all::Alike;
use crate::ui::messages::commands::CommandsWords;

/// Korean.
pub(super) const KOREAN: CommandsWords = CommandsWords {
    escape_key: "Esc",
    enter_key: "Enter",
    commands: "명령",
    command_search: "하려는 일을 입력하십시오",
    no_command: "그런 이름의 명령이 없습니다.",
    command: |command| match command {
        Command::Await(Awaited::OtherEnd(..)) => "선택한 구간의 관계 맺기",
        Command::Await(Awaited::Fragment(_)) => "선택한 구간에 텍스트 추가",
        Command::Await(Awaited::SecondLabel(_)) => "같은 텍스트에 다른 레이블 추가",
        Command::Await(_) => "선택한 구간을 다른 구간과 합치기",
        Command::TagAll(Alike::Untagged) => "태그하지 않은 언급",
        Command::TagAll(_) => "선택한 구간의 언급 모두 태그하기",
        Command::Mention => "선택한 구간의 언급 대상 적기",
        Command::Pin => examples::KOREAN.pin_command,
        Command::AsList => listing::KOREAN.switch,
        Command::Delete => "선택한 구간 삭제",
        Command::Neighbour { forward: true } => "다음 구간",
        Command::Neighbour { forward: false } => "이전 구간",
        Command::Undo => "실행 취소",
        Command::Redo => "다시 실행",
        Command::Find => "문서에서 찾기",
        Command::DoneAndNext => "완료하고 다음 문서로",
        Command::SelectAll => "본문 전체 선택",
        _ => "모든 키",
    },
    label_command: |command, label| match command {
        Command::Tag(_) => format!("선택한 텍스트를 {} 태그하기", to(label)),
        Command::Duplicate(..) => format!("{label} 레이블 추가로 달기"),
        Command::Relabel(_) => format!("선택한 구간을 {} 바꾸기", to(label)),
        Command::Arm(None) => format!("{} 내려놓기", object(label)),
        _ => format!("{} 준비해 두기", object(label)),
    },
    command_keys: &[
        (Command::Find, "Ctrl+F"),
        (Command::Undo, "Ctrl+Z"),
        (Command::Redo, "Ctrl+Shift+Z"),
        (Command::DoneAndNext, "Ctrl+Enter"),
        (Command::SelectAll, "Ctrl+A"),
    ],
    delete_key: "Delete",
    fixed_keys: &[
        (
            &["1", "…", "9"],
            "선택한 텍스트를 그 레이블로 태그합니다. 선택한 것이 없으면 레이블을 준비해 두거나 선택한 구간에 답니다",
        ),
        (&["Enter"], "선택한 텍스트를 준비해 둔 레이블로 태그"),
        (&["Delete"], "선택한 구간 삭제"),
        (&["Alt+← →"], "선택한 구간의 끝을 단어 단위로, Ctrl과 함께 문자 단위로 옮기기"),
        (&["Alt+Shift+← →"], "시작 옮기기"),
        (&["Ctrl+Z", "Ctrl+Shift+Z"], "실행 취소, 다시 실행"),
        (&["Ctrl+F"], "문서에서 찾기. Enter로 선택하고 ↑ ↓로 다른 결과로 이동"),
        (&["← → ↑ ↓"], "본문에 초점이 있을 때 캐럿 옮기기"),
        (&["Ctrl+← →"], "캐럿을 단어 단위로 옮기기"),
        (&["Home", "End"], "단락의 처음과 끝"),
        (&["Shift+← → ↑ ↓"], "캐럿으로 선택"),
        (&["Shift+click"], "선택 넓히기"),
        (&["Alt+drag"], "단어 단위가 아니라 정확한 문자 선택"),
        (&["Ctrl+Enter"], "완료하고 다음 문서로"),
        (&["Esc"], "선택, 구간, 찾기, 레이블 놓기"),
        (&["Ctrl+K"], "이름으로 명령 찾기"),
    ],
    done_key: "Ctrl+Enter",
};
