//! Columns: what programs print in them is read column by column.

use postil::domain::document::Role;

use super::{draft, fixture, kept, left_out, lines, page};

/// The article about the wells, as it was written: headings have a `#` before them.
fn wells() -> Vec<(Role, String)> {
    let source = String::from_utf8(fixture("wells.txt")).expect("the source is text");
    let block = |line: &str| match line.strip_prefix("# ") {
        Some(heading) => (Role::Heading, heading.to_owned()),
        None => (Role::Paragraph, line.to_owned()),
    };
    source.lines().map(block).collect()
}

/// What a file has after its title is the article about the wells, whole, and perhaps what comes `behind` it.
#[track_caller]
fn holds_the_wells(name: &str, title: &str, behind: &[(Role, &str)]) {
    let draft = draft(&fixture(name));
    let mut expected = vec![(Role::Title, title.to_owned())];
    expected.extend(wells());
    expected.extend(behind.iter().map(|(role, words)| (*role, (*words).to_owned())));
    let found: Vec<(Role, String)> = kept(&draft).into_iter().map(|(role, words)| (role, words.to_owned())).collect();
    assert_eq!(found, expected, "{name}");
}

#[test]
fn two_columns_of_a_browser_with_broken_words_and_running_heads() {
    holds_the_wells("chromium-columns.pdf", "Counting the wells of Oster Vale", &[]);
}

#[test]
fn three_columns_of_a_browser() {
    holds_the_wells("chromium-three-columns.pdf", "The wells of Oster Vale, counted again", &[]);
}

#[test]
fn two_columns_of_a_word_processor_justified_with_broken_words() {
    let items = [
        "• the notebooks of the first survey, in four volumes;",
        "• the red line, which is kept in the parish office and may be seen on request by anybody who asks the clerk for it;",
        "• the cart.",
    ];
    let items = items.map(|item| (Role::ListItem, item));
    holds_the_wells("libreoffice-columns.pdf", "Counting the wells of Oster Vale", &items);
}

#[test]
fn heads_and_feet_are_left_out() {
    let almanac = draft(&fixture("libreoffice-columns.pdf"));
    let head = "The Oster Vale Almanac · Wells and water";
    assert_eq!(left_out(&almanac), [head, "Page 1 of 2", head, "Page 2 of 2"]);
    let printed = draft(&fixture("chromium-columns.pdf"));
    assert_eq!(left_out(&printed).len(), 4);
    assert!(left_out(&printed).iter().all(|row| row.contains("AM Counting") || row.contains("wells.example")));
}

const LEFT: [&str; 4] =
    ["the lamps along the quay", "were lit an hour early", "so that the boats which", "came late might see them"];
const RIGHT: [&str; 4] =
    ["and the keeper stayed up", "until the last had tied", "its ropes to the rings,", "well after two at night."];

#[test]
fn columns_whose_lines_are_drawn_row_by_row() {
    let rows: String = (0_u8..4)
        .map(|n| (usize::from(n), 500.0 - 12.0 * f32::from(n)))
        .fold(String::new(), |all, (n, top)| all + &lines(50.0, top, &[LEFT[n]]) + &lines(210.0, top, &[RIGHT[n]]));
    let draft = draft(&page(&rows));
    assert_eq!(kept(&draft), [(Role::Paragraph, [LEFT, RIGHT].concat().join(" ").as_str())]);
}

#[test]
fn a_heading_over_both_columns_stands_before_them_and_one_below_behind() {
    let content = "BT /F 24 Tf 50 540 Td (What the keeper saw that night) Tj ET\n".to_owned()
        + &lines(50.0, 500.0, &LEFT)
        + &lines(210.0, 500.0, &RIGHT)
        + "BT /F 16 Tf 50 410 Td (Afterwards) Tj ET\n"
        + &lines(50.0, 390.0, &["Nobody thanked him, and nobody had to: the lamps"]);
    let draft = draft(&page(&content));
    let roles: Vec<(Role, &str)> = kept(&draft).iter().map(|(role, words)| (*role, &words[..8])).collect();
    let expected = [
        (Role::Title, "What the"),
        (Role::Paragraph, "the lamp"),
        (Role::Heading, "Afterwar"),
        (Role::Paragraph, "Nobody t"),
    ];
    assert_eq!(roles, expected);
}

#[test]
fn a_table_is_read_row_by_row() {
    let rows = [("Lorne", "4.1"), ("Port Evry, upper lock", "3.9"), ("Maskel", "4.4"), ("Hollin", "2.7")];
    let content: String = rows
        .iter()
        .zip([500.0, 488.0, 476.0, 464.0])
        .map(|((name, level), top)| lines(50.0, top, &[name]) + &lines(400.0, top, &[level]))
        .collect();
    let draft = draft(&page(&content));
    let words: Vec<&str> = draft.text().as_str().split_whitespace().collect();
    assert_eq!(words.join(" "), "Lorne 4.1 Port Evry, upper lock 3.9 Maskel 4.4 Hollin 2.7");
}
