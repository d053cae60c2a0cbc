//! Drafts as tests read them.

use postil::domain::article::draft::Draft;
use postil::domain::article::reader::{Unread, read};
use postil::domain::document::Role;

/// What a source holds, with nothing said about its encoding.
pub(crate) fn drafts(path: &str, bytes: &[u8]) -> Result<Vec<Draft>, Unread> {
    read(path, bytes, None)
}

/// The only draft in a source.
#[track_caller]
pub(crate) fn draft(path: &str, bytes: &[u8]) -> Draft {
    let mut all = drafts(path, bytes).expect("it can be read");
    assert_eq!(all.len(), 1, "one source, one article");
    all.remove(0)
}

/// The pieces, one a line: a letter for the role, `-` if it is left out, and the words with line ends as `⏎`, tabs as `⇥`.
pub(crate) fn shown(draft: &Draft) -> String {
    let line = |piece: &postil::domain::article::draft::Piece| {
        let role = match piece.role {
            Role::Title => 'T',
            Role::Byline => 'B',
            Role::Date => 'D',
            Role::Heading => 'H',
            Role::Paragraph => 'P',
            Role::ListItem => 'L',
        };
        let out = if piece.kept { "" } else { "-" };
        format!("{role}{out} {}", draft.text().quote(piece.range).replace('\n', "⏎").replace('\t', "⇥"))
    };
    draft.pieces().iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Holds the pieces of the only draft in a source against lines as [`shown`] makes them.
#[track_caller]
pub(crate) fn assert_read(path: &str, bytes: &[u8], expected: &[&str]) -> Draft {
    let draft = draft(path, bytes);
    assert_eq!(shown(&draft), expected.join("\n"));
    draft
}
