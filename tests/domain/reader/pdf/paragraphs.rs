//! Paragraphs, headings and lists; words that were broken or are drawn without spaces.

use postil::domain::document::Role;

use super::{draft, file, fixture, kept, lines, page, pages};

/// The kept pieces of a page with these lines.
#[track_caller]
fn read_as(content: &str, expected: &[(Role, &str)]) {
    assert_eq!(kept(&draft(&page(content))), expected);
}

#[test]
fn a_news_article_as_a_browser_prints_it() {
    let draft = draft(&fixture("chromium-news.pdf"));
    let kept = kept(&draft);
    let roles: Vec<Role> = kept.iter().map(|(role, _)| *role).collect();
    let (paragraph, item) = (Role::Paragraph, Role::ListItem);
    let expected = [
        Role::Title,
        paragraph,
        paragraph,
        paragraph,
        Role::Heading,
        paragraph,
        item,
        item,
        item,
        paragraph,
        Role::Heading,
        paragraph,
        item,
        item,
        paragraph,
    ];
    assert_eq!(roles, expected);
    assert_eq!(kept[0].1, "Harbour towns agree on a shared tide watch");
    assert_eq!(
        kept[3].1,
        "Officials first floated the plan after the flood of last spring, when the affluent lower quarter of Maskel stood \
         under water for two days and no one could say which figures were right. “We had five offices and five different \
         answers,” said Oda Fennick, who runs the Lorne waterworks."
    );
    assert_eq!(
        kept[6].1,
        "water level at fourteen points along the coast, with the wind measured beside each of them;"
    );
    assert_eq!(kept[12].1, "1. The board meets for the first time in March.");
}

#[test]
fn a_wider_gap_an_indent_or_a_short_line_ends_a_paragraph() {
    let first = ["The bell of the upper lock was rung", "by hand until last winter, when it"];
    let second = ["cracked in the frost and nobody in", "town knew how to mend it at all."];
    let (one, two) = (first.join(" "), second.join(" "));
    let expected = [(Role::Paragraph, one.as_str()), (Role::Paragraph, two.as_str())];
    read_as(&(lines(50.0, 500.0, &first) + &lines(50.0, 468.0, &second)), &expected);
    read_as(
        &(lines(50.0, 500.0, &first) + &lines(65.0, 476.0, &second[..1]) + &lines(50.0, 464.0, &second[1..])),
        &expected,
    );
    read_as(
        &lines(
            50.0,
            500.0,
            &["The bell of the upper lock was rung", "by hand.", "It cracked in the frost last winter"],
        ),
        &[
            (Role::Paragraph, "The bell of the upper lock was rung by hand."),
            (Role::Paragraph, "It cracked in the frost last winter"),
        ],
    );
}

#[test]
fn headings_are_larger_or_bold() {
    let body = ["The bell of the upper lock was rung", "by hand until last winter, when it"];
    let content = "BT /F 14 Tf 50 540 Td (What was lost) Tj ET\n".to_owned()
        + &lines(50.0, 520.0, &body)
        + "BT /B 10 Tf 50 490 Td (What was found) Tj ET\n"
        + &lines(50.0, 478.0, &body)
        + "BT /B 10 Tf 50 448 Td (A bold sentence is no heading.) Tj ET\n";
    let body = body.join(" ");
    read_as(
        &content,
        &[
            (Role::Title, "What was lost"),
            (Role::Paragraph, &body),
            (Role::Heading, "What was found"),
            (Role::Paragraph, &body),
            (Role::Paragraph, "A bold sentence is no heading."),
        ],
    );
}

#[test]
fn items_of_lists_keep_their_lines_together() {
    let content = lines(50.0, 500.0, &["Three things were missing after all:"])
        + &lines(50.0, 488.0, &["\\225 the rope that the keeper had cut"])
        + &lines(62.0, 476.0, &["on the night of the great storm;"])
        + &lines(50.0, 464.0, &["\\225 a lamp;", "2\\) the log book of the lower lock", "- and the key."]);
    read_as(
        &content,
        &[
            (Role::Paragraph, "Three things were missing after all:"),
            (Role::ListItem, "• the rope that the keeper had cut on the night of the great storm;"),
            (Role::ListItem, "• a lamp;"),
            (Role::ListItem, "2) the log book of the lower lock"),
            (Role::ListItem, "- and the key."),
        ],
    );
}

#[test]
fn broken_words_become_whole_and_words_with_hyphens_stay() {
    let all = [
        "The gate-keeper said that the pas-",
        "sengers had seen the other gate-",
        "keeper leave the house of a well-",
        "Known man \\(the 12-",
        "year-old\\) at ten to eleven, and",
    ];
    read_as(
        &lines(50.0, 500.0, &all),
        &[(
            Role::Paragraph,
            "The gate-keeper said that the passengers had seen the other gate-keeper leave the house of a well-Known man (the \
             12-year-old) at ten to eleven, and",
        )],
    );
}

#[test]
fn ligatures_become_letters() {
    let mut objects = pages(&["BT /L 10 Tf 50 500 Td (o\\001ce \\002oor \\003 a\\004ne \\005) Tj ET".to_owned()]);
    let font = "/L << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /BaseEncoding /WinAnsiEncoding \
        /Differences [1 /ffi /fl /uniFB00 /f_f_i /uniFB06] >> >>";
    objects[1] = objects[1].replace("/Font <<", &format!("/Font << {font}"));
    assert_eq!(draft(&file(&objects)).text().as_str(), "office floor ff affine st");
}

#[test]
fn words_are_told_apart_by_gaps_where_there_are_no_spaces() {
    // As TeX writes: kerning within words, -333 between them.
    read_as(
        "BT /F 10 Tf 50 500 Td [(T)80(he)-333(gate)-333(w)15(as)-280(lock)10(ed)] TJ ET",
        &[(Role::Paragraph, "The gate was locked")],
    );
    // Spread letters have spaces of their own.
    read_as("BT /F 10 Tf 3 Tc 50 500 Td (The gate) Tj ET", &[(Role::Paragraph, "The gate")]);
}

#[test]
fn words_drawn_out_of_order_or_twice_are_in_their_line_once() {
    let content = "BT /F 10 Tf 50 500 Td (The) Tj 70 0 Td (locked) Tj -49 0 Td (gate was) Tj ET\n\
                   BT /F 10 Tf 120.2 500 Td (locked) Tj ET\n";
    read_as(content, &[(Role::Paragraph, "The gate was locked")]);
}

#[test]
fn raised_numbers_stay_in_their_line() {
    let content = "BT /C 10 Tf 12 TL 50 500 Td (The gate) Tj 3.5 Ts /C 6 Tf (12) Tj 0 Ts /C 10 Tf ( was locked by the) Tj T* (keeper.) Tj ET";
    read_as(content, &[(Role::Paragraph, "The gate12 was locked by the keeper.")]);
}

#[test]
fn an_initial_belongs_to_its_word() {
    let content = "BT /F 36 Tf 50 476 Td (T) Tj ET\n".to_owned()
        + &lines(
            74.0,
            500.0,
            &["he gate of the upper lock was", "closed at nine, as on any other", "evening of that year, and the"],
        )
        + &lines(50.0, 464.0, &["keeper went to bed without a word."]);
    read_as(
        &content,
        &[(
            Role::Paragraph,
            "The gate of the upper lock was closed at nine, as on any other evening of that year, and the keeper went to bed \
             without a word.",
        )],
    );
}

#[test]
fn what_the_file_says_its_glyphs_stand_for_is_read() {
    let content =
        "BT /C 10 Tf 50 500 Td (The ) Tj /Span << /ActualText (gate) >> BDC (&%$#) Tj EMC ( was locked) Tj ET";
    read_as(content, &[(Role::Paragraph, "The gate was locked")]);
}

#[test]
fn text_in_drawings_within_the_page_is_read() {
    let mut objects = pages(&["q 1 0 0 1 0 -50 cm /X Do Q".to_owned()]);
    objects[1] = objects[1].replace("/Resources <<", "/Resources << /XObject << /X 5 0 R >>");
    objects.push(super::stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 600 600] /Matrix [1 0 0 1 10 0]",
        &lines(40.0, 500.0, &["The gate was locked."]),
    ));
    assert_eq!(draft(&file(&objects)).text().as_str(), "The gate was locked.");
}
