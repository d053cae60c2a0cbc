//! Words of languages that are written without spaces, as the browser knows them.

use postil::domain::document::{Block, Document, Metadata, Role};
use postil::domain::id::DocumentId;
use postil::domain::text::{Range, Text};
use postil::web::segmenter;
use wasm_bindgen_test::wasm_bindgen_test;

fn document(text: &str, language: Option<&str>) -> Document {
    let text = Text::new(text);
    let block = Block { range: text.whole(), role: Role::Paragraph };
    let metadata = Metadata { language: language.map(str::to_owned), ..Metadata::default() };
    Document::new(DocumentId::new("d"), text, &[block], metadata).expect("one block holds everything")
}

/// What becomes of the selected place, between « and ».
#[track_caller]
fn snaps(marked: &str, language: Option<&str>, expected: &str) {
    let (before, rest) = marked.split_once('«').expect("a selection begins");
    let (selected, after) = rest.split_once('»').expect("a selection ends");
    let document = document(&[before, selected, after].concat(), language);
    let selection = document.text().range(before.len(), before.len() + selected.len()).expect("it lies on characters");
    let snapped = segmenter::words(&document).snap(selection).expect("it has words");
    assert_eq!(document.text().quote(snapped), expected, "{marked}");
}

#[wasm_bindgen_test]
fn a_selection_becomes_whole_words_of_languages_without_spaces() {
    snaps("東京都知事は協«定»に署名した。", None, "協定");
    snaps("東«京»都知事は協定に署名した。", Some("ja-JP"), "東京");
    snaps("東京都知事は«協定に署»名した。", Some("ja"), "協定に署名");
    snaps("中国外«交»部长签署了合作协议。", Some("zh-CN"), "外交部");
    snaps("中国外交部长签署了合作«协»议。", None, "协议");
    snaps("日本和韩国签署«了合»作协议", None, "了合作");
    snaps("นายกรัฐมน«ตรี»ลงนามข้อตกลง", None, "รัฐมนตรี");
    snaps("ນາຍົກລັດຖະ«ມົນ»ຕີ", None, "ລັດຖະມົນຕີ");
    snaps("នាយករដ្ឋ«ម»ន្ត្រីចុះហត្ថលេខា", None, "មន្ត្រី");
}

#[wasm_bindgen_test]
fn other_scripts_have_their_words_between_spaces() {
    snaps("ASEAN加盟国、2024年の«N»ATO首脳会議", None, "NATO");
    snaps("ASEAN加盟国、20«2»4年のNATO首脳会議", None, "2024");
    snaps("وقّع وزير الخار«ج»ية الاتفاق", Some("ar"), "الخارجية");
    snaps("ראש הממ«ש»לה חתם", Some("he"), "הממשלה");
    // A Korean particle is part of the word it stands at.
    snaps("외교부는 협«정»에 서명했다", Some("ko"), "협정에");
    snaps("the «U.S.» said", Some("en"), "U.S.");
}

#[wasm_bindgen_test]
fn words_are_the_same_forwards_and_backwards() {
    for text in [
        "東京都知事は協定に署名した。",
        "中国外交部长签署了合作协议。",
        "นายกรัฐมนตรีลงนามข้อตกลง",
        "ASEAN加盟国、2024年の会議",
    ] {
        let document = document(text, None);
        let (text, words) = (document.text(), segmenter::words(&document));
        let found: Vec<Range> = words.within(text.whole()).collect();
        assert!(found.len() > 3, "{text:?}");
        let mut at = text.start();
        for word in &found {
            at = words.next_end(at);
            assert_eq!(at, word.end());
        }
        let mut at = text.end();
        for word in found.iter().rev() {
            at = words.previous_start(at);
            assert_eq!(at, word.start());
        }
    }
}

#[wasm_bindgen_test]
fn what_is_said_to_be_no_language_is_no_failure() {
    snaps("協«定»に", Some("not a language!"), "協定");
    snaps("協«定»に", Some(""), "協定");
}
