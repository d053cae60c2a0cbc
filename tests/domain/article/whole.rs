//! Texts that are kept whole, and what holds of a draft of any text.

use postil::domain::article::draft::Remark;
use postil::domain::article::plain::draft;
use postil::domain::id::DocumentId;
use postil::domain::text::Text;
use proptest::prelude::*;

use crate::support::cases;
use crate::support::texts::awkward;

/// A text of which nothing is left out.
#[track_caller]
fn whole(raw: &str) {
    let text = Text::new(raw);
    let found = draft(text.clone());
    let left_out: Vec<&str> =
        found.pieces().iter().filter(|piece| !piece.kept).map(|piece| text.quote(piece.range)).collect();
    assert_eq!(left_out, [""; 0]);
    assert_eq!(found.remarks, []);
    assert_eq!(found.document(DocumentId::new("d")).text(), &text);
}

#[test]
fn texts_without_furniture_are_kept_whole() {
    for raw in [
        // A note, a list, a poem, a table, code, a single paragraph.
        "Call Anna about the boat.",
        "Shopping\n\nEggs\nMilk\nBread\n\nRemember to ask the neighbour about the key, because we leave on Friday.",
        "- Home\n- Search\n- Menu\n- Share\n- Comments\n",
        "The harbour\n\nBy the river\nwhere the boats lie\nwe waited for the tide.\n\nShare\nthe bread,\nshare the night.\n",
        "port\tships\tyear\nBusan\t12\t2023\nHamburg\t8\t2024\n",
        "fn main() {\n    // Read more: the manual\n    println!(\"Share\");\n}\n",
        "Three ports agreed on Thursday to share what they know about the ships that call at them.",
        // Minutes with a heading that pages have too.
        "Minutes of the meeting\n\n7 June 2024\n\nThe board met on Friday to speak about the door of the hall.\n\nComments\n\nAnna \
         asked whether the door could be painted before the winter comes.\n\nBen will ask the painter and tell the board \
         about it in July.\n",
        // An interview.
        "A talk with the pilot\n\nBy Mara Lindqvist\n\nHe has brought ships into the harbour for forty years, and leaves on \
         Friday.\n\nAre you sad?\n\nNo.\n\nWhy not?\n\nI have a boat.\n\nWill you come back?\n\nPerhaps in the spring, \
         when the ice is gone and the water is still cold.\n",
        // A transcript whose speaker is its author.
        "Harbour talk\n\nBy Mara Lindqvist\n\nMara Lindqvist\n\nWelcome to the harbour, where we speak about the sea and its \
         people today.\n\nJonas Berg\n\nThank you, I am glad to be here with all of you on this cold morning.\n\nMara \
         Lindqvist\n\nLet us begin with the ships that came in on Thursday, and why nobody saw them.\n\nJonas Berg\n\nIt \
         was dark, and the pilot was asleep, as he had been on the day before.\n",
        // A licence.
        "The Harbour Licence\n\nCopyright (c) 2024 Mara Lindqvist\n\nEverybody may sail into the harbour without asking anybody \
         for it first.\n\nThe harbour is given as it is, without any promise that it will be deep enough.\n",
        // A letter.
        "Anna Berg\nHafenstraße 5\n\n7 June 2024\n\nYour boat\n\nDear Jonas,\n\nThe boat you asked about is still lying in the \
         harbour, and nobody has bought it.\n\nWrite to me when you come.\n\nAnna\n",
    ] {
        whole(raw);
    }
}

#[test]
fn articles_about_furniture_are_kept_whole() {
    whole(
        "What the cookie law changes\n\nBy Mara Lindqvist\n\nFrom Friday on, pages may no longer greet their readers with \
         “We use cookies, you agree to our privacy policy” and nothing else.\n\nYou agree to our terms, they say, and \
         nobody reads them; that is what the new law is meant to change.\n\nA newsletter is another matter. Who signs up for a \
         newsletter must be told how to unsubscribe, and the address may be used for nothing else.\n\nPrivacy policies must be \
         shorter than a page, the court held. By clicking a button, users give consent only to what it says.\n\nAll rights of the \
         readers, the minister said, are now reserved for the readers.\n",
    );
    whole(
        "How to write a newsletter\n\nA good newsletter is short. Subscribe to three of them and read them for a month before \
         you write your own.\n\nShare\n\nShare what you know, and nothing else, because the readers have little time for \
         you.\n\nDo not ask for comments if you do not want to read them all in the evening.\n",
    );
}

#[test]
fn a_page_that_is_nothing_but_furniture_is_kept_with_a_remark() {
    let found = draft(Text::new("Related articles\n\nA door closes\n\nAdvertisement\n\nAll rights reserved\n"));
    assert_eq!(found.left_out(), 0);
    assert_eq!(found.remarks, [Remark::NothingFound]);
    whole("");
    whole("\n \n");
}

/// Lines of pages and of nothing.
fn lines() -> impl Strategy<Value = String> {
    let line = proptest::sample::select(
        &[
            "",
            "",
            "Advertisement",
            "By Mara Lindqvist",
            "by",
            "June 7, 2024",
            "8:21 PM",
            "Home",
            "Share",
            "Comments",
            "Related articles",
            "Ports agreed",
            "Ports agreed",
            "Mara Lindqvist",
            "Mara Lindqvist is a reporter who has written about ports for many years now.",
            "Subscribe to our newsletter",
            "We use cookies, and you agree to our privacy policy when you read on here.",
            "• an item",
            "The three ports agreed on Thursday to share what they know about ships.",
            "The agreement had been in the making for years, and was signed in a small room above the market, officials said on \
             Friday.",
            "세 항구는 목요일 입항하는 선박에 관한 자료를 함께 쓰기로 합의했다고 밝혔다.",
        ][..],
    );
    proptest::collection::vec(line, 0..25).prop_map(|lines| lines.join("\n"))
}

/// The pieces are in order and hold every character that is not white space; the document has the kept ones' words.
fn is_sound(raw: &str) -> Result<(), TestCaseError> {
    let text = Text::new(raw);
    let found = draft(text.clone());
    let mut at = 0;
    for piece in found.pieces() {
        let (start, end) = (piece.range.start().byte(), piece.range.end().byte());
        prop_assert!(at <= start && start < end);
        prop_assert_eq!(text.as_str()[at..start].trim(), "");
        at = end;
    }
    prop_assert_eq!(text.as_str()[at..].trim(), "");
    let document = found.document(DocumentId::new("d"));
    for piece in found.pieces().iter().filter(|piece| piece.kept) {
        prop_assert!(document.text().as_str().contains(text.quote(piece.range)));
    }
    if found.left_out() == 0 {
        prop_assert_eq!(document.text(), &text);
    }
    prop_assert!(found.pieces().is_empty() || found.pieces().iter().any(|piece| piece.kept));
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_text_is_a_draft(raw in awkward()) {
        is_sound(&raw)?;
    }

    #[test]
    fn any_lines_of_pages_are_a_draft(raw in lines()) {
        is_sound(&raw)?;
    }
}
