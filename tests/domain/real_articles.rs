//! Real articles, where they lie beside the project; the tests say so and pass where they don't.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use postil::domain::annotation::AnnotationSet;
use postil::domain::article::plain;
use postil::domain::document::Role;
use postil::domain::formats::postil::{read, write};
use postil::domain::id::{Annotator, DocumentId, ProjectId, SetId};
use postil::domain::project::Project;
use postil::domain::text::{Text, words};
use unicode_segmentation::UnicodeSegmentation;

use crate::article::blocks_cover;
use crate::postil_json::quotes_stand_where_they_say;
use crate::support::marked::{NOW, span};

/// Every file under the folder, by name.
fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_under(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The articles' texts with their paths; pages are taken as they stand, tags and all.
fn articles() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles");
    let texts: Vec<(PathBuf, String)> = files_under(&folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt") || path.ends_with("expected.html"))
        .filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?)))
        .collect();
    if texts.is_empty() {
        eprintln!("skipped: there are no articles in {}", folder.display());
    }
    texts
}

#[test]
fn real_articles_become_sound_documents_with_sound_exports() {
    for (path, raw) in articles() {
        let text = Text::new(&raw);
        blocks_cover(&text);
        let document = Arc::new(plain::document(DocumentId::new("d"), text.clone()));
        // A span over every fortieth word, and over some stretches that overlap them.
        let places: Vec<(usize, &str)> = text.as_str().unicode_word_indices().step_by(40).collect();
        let spans = places.iter().enumerate().filter_map(|(n, (start, word))| {
            let length = if n % 5 == 0 { word.len() + 300 } else { word.len() };
            let end = text.as_str().ceil_char_boundary(start + length);
            let range = words::whole_graphemes(&text, text.range(*start, end)?);
            Some(span(&format!("s{n}"), ["actor", "agreement", "focus-area"][n % 3], range))
        });
        let set = AnnotationSet::new(SetId::new("s"), document.id().clone(), Annotator::new("mara"));
        let mut project = Project::new(ProjectId::new("p"), "Real articles");
        project.sets.push(Arc::new(set.with(spans.collect(), Vec::new())));
        project.documents.push(document);
        let bytes = write(&project, NOW);
        let file = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(quotes_stand_where_they_say(&file), places.len(), "{}", path.display());
        let imported = read(&bytes).unwrap();
        assert_eq!(imported.warnings, [], "{}", path.display());
        assert_eq!(imported.project, project, "{}", path.display());
    }
}

/// The named article; none where it isn't.
fn named_article() -> Option<Text> {
    articles().into_iter().find(|(path, _)| path.ends_with("000_2f63746adeee552f.txt")).map(|(_, raw)| Text::new(&raw))
}

#[test]
fn the_head_of_a_real_article_is_found() {
    let Some(text) = named_article() else { return };
    let found = plain::article(&text);
    assert!(found.metadata.title.is_some_and(|title| title.starts_with("South Korea, US, and Japan to cooperate")));
    assert_eq!(found.metadata.byline.as_deref(), Some("Kuksung Nam"));
    assert_eq!(found.metadata.published.as_deref(), Some("2024-06-07T20:21:00+09:00"));
    let prose = found.blocks.iter().filter(|block| block.role == Role::Paragraph && block.range.len() > 200);
    assert!(prose.count() >= 5, "the body is paragraphs");
}

#[test]
fn of_a_real_page_the_article_is_kept_and_nothing_else() {
    let Some(text) = named_article() else { return };
    let draft = plain::draft(text.clone());
    let kept: Vec<(Role, &str)> =
        draft.pieces().iter().filter(|piece| piece.kept).map(|piece| (piece.role, text.quote(piece.range))).collect();
    let begins: Vec<(Role, &str)> =
        kept.iter().map(|(role, words)| (*role, words.split(' ').next().unwrap())).collect();
    assert_eq!(
        begins,
        [
            (Role::Title, "South"),
            (Role::Byline, "by"),
            (Role::Date, "Jun."),
            (Role::Paragraph, "South"),
            (Role::Paragraph, "South"),
            (Role::Paragraph, "According"),
            (Role::Paragraph, "The"),
            (Role::Paragraph, "The"),
        ]
    );
    let title = "South Korea, US, and Japan to cooperate in fortifying security of critical infrastructure";
    assert_eq!(kept[0].1, title);
    assert_eq!(kept[1].1, "by Kuksung Nam");
    assert_eq!(kept[2].1, "Jun. 07, 2024\n8:21 PM GMT+9");
    assert!(kept[7].1.ends_with("for the benefit of the region and the world.”"));
    let left_out: String =
        draft.pieces().iter().filter(|piece| !piece.kept).map(|piece| text.quote(piece.range)).collect();
    for words in [
        "Cybersecurity News",
        "Designed by",
        "our newsletter",
        "By subscribing",
        "Author",
        "View all posts",
        "Stay Ahead",
    ] {
        assert!(left_out.contains(words), "{words} is left out");
    }
    assert_eq!(draft.metadata.title.as_deref(), Some(title));
    assert_eq!(draft.metadata.byline.as_deref(), Some("Kuksung Nam"));
    assert_eq!(draft.metadata.published.as_deref(), Some("2024-06-07T20:21:00+09:00"));
    assert_eq!(draft.metadata.language.as_deref(), Some("en"));
    assert_eq!(draft.remarks, []);
    // Its furniture can be taken back.
    let document = draft.document(DocumentId::new("d"));
    assert_eq!(document.left_out.len(), draft.left_out());
    assert_eq!(document.title(), title);
}
