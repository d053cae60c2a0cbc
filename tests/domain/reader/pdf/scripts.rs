//! Scripts other than Latin.

use postil::domain::document::Role;

use super::{draft, file, fixture, kept, pages};

const KOREAN: &str = "로른과 마스켈, 포트에브리 세 항구 도시는 화요일에 조위계를 함께 쓰기로 했다고 밝혔다. 열한 번의 겨울 동안 이어진 \
                      다툼이 이로써 끝났다.";
const JAPANESE: &str =
    "三つの港町は火曜日、潮位計を共同で使うことで合意したと発表した。十一回の冬にわたる争いはこれで終わる。";

#[test]
fn korean_lines_that_end_within_words_and_between_them() {
    let draft = draft(&fixture("chromium-korean.pdf"));
    assert_eq!(kept(&draft)[..2], [(Role::Title, "세 항구의 약속"), (Role::Paragraph, KOREAN)]);
    assert_eq!(draft.metadata.language.as_deref(), Some("ko"));
}

#[test]
fn japanese_has_no_spaces_at_line_ends() {
    let draft = draft(&fixture("chromium-japanese.pdf"));
    let second = "各町は潮位計をそのまま残し、六分ごとに数値を一か所へ送る。";
    assert_eq!(kept(&draft), [(Role::Title, "三つの港の約束"), (Role::Paragraph, JAPANESE), (Role::Paragraph, second)]);
}

#[test]
fn korean_and_japanese_of_a_word_processor() {
    let draft = draft(&fixture("libreoffice-korean-japanese.pdf"));
    let texts: Vec<&str> = kept(&draft).into_iter().map(|(_, words)| words).collect();
    assert!(texts.contains(&KOREAN), "{texts:?}");
    assert!(texts.contains(&format!("{JAPANESE}港は静かだ。").as_str()), "{texts:?}");
}

#[test]
fn arabic_is_read_from_right_to_left_with_its_numbers_and_latin_words() {
    let draft = draft(&fixture("chromium-arabic.pdf"));
    assert_eq!(
        kept(&draft),
        [
            (Role::Title, "اتفاق الموانئ الثلاثة"),
            (
                Role::Paragraph,
                "اتفقت المدن الثلاث يوم الثلاثاء على تقاسم أجهزة قياس المد والجزر، وبذلك انتهى خلاف دام 11 شتاء بين لورن وماسكل \
                 (Maskel) وبورت إيفري."
            ),
            (Role::Paragraph, "وقال مسؤول إن المكتب الجديد سيعمل فيه سبعة موظفين ابتداء من آذار 2031."),
        ]
    );
}

/// A page with these bytes in a font that names one of the standard's character maps and has nothing else.
fn in_map(map: &str, ordering: &str, hex: &str) -> String {
    let mut objects = pages(&[format!("BT /K 10 Tf 50 500 Td <{hex}> Tj ET")]);
    let font = format!(
        "/K << /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /{map} /DescendantFonts [<< /Type /Font /Subtype \
         /CIDFontType0 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 1 >> /DW 1000 >>] >>"
    );
    objects[1] = objects[1].replace("/Font <<", &format!("/Font << {font}"));
    draft(&file(&objects)).text().as_str().to_owned()
}

#[test]
fn the_standards_character_maps_are_known() {
    assert_eq!(in_map("KSCms-UHC-H", "Korea1", "C7D7B1B8"), "항구");
    assert_eq!(in_map("UniKS-UCS2-H", "Korea1", "D56DAD6C"), "항구");
    assert_eq!(in_map("90ms-RKSJ-H", "Japan1", "8D60"), "港");
    assert_eq!(in_map("GBK-EUC-H", "GB1", "B8DB"), "港");
    assert_eq!(in_map("ETen-B5-H", "CNS1", "B4E4"), "港");
}

#[test]
fn vertical_lines_are_read_from_the_right() {
    let objects = |content: &str| {
        let mut objects = pages(&[content.to_owned()]);
        let font = "/K << /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /UniJIS-UCS2-V /DescendantFonts [<< /Type /Font \
            /Subtype /CIDFontType0 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>] >>";
        objects[1] = objects[1].replace("/Font <<", &format!("/Font << {font}"));
        file(&objects)
    };
    let content = "BT /K 12 Tf 500 500 Td <6E2F306F> Tj -20 0 Td <97593060> Tj ET";
    assert_eq!(draft(&objects(content)).text().as_str(), "港は静だ");
}
