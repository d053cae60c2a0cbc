//! House rules, held against the sources: who may import whom, where colours and words stand, what is never written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A source file: its path from the project's folder, with slashes, and what is in it.
struct Source {
    path: String,
    content: String,
}

/// Every file with the ending under a folder; none if there is no such folder.
fn sources(folder: &str, ending: &str) -> Vec<Source> {
    fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                collect(&path, ending, found);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&root().join(folder), ending, &mut found);
    found.sort();
    let read = |path: PathBuf| Source {
        path: path.strip_prefix(root()).expect("under the root").to_string_lossy().replace('\\', "/"),
        content: fs::read_to_string(&path).expect("a source file is text"),
    };
    found.into_iter().map(read).collect()
}

fn assert_none(what: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}

/// The code of a Rust file: comments become blanks, line ends stay. Strings stay as they are unless `strings` is false.
fn code(content: &str, strings: bool) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(character) = rest.chars().next() {
        let (length, keep) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), false)
        } else if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |end| end + 2), false)
        } else if rest.starts_with("r\"") || rest.starts_with("r#\"") {
            let end = if rest.starts_with("r\"") { "\"" } else { "\"#" };
            let open = 1 + end.len();
            (rest[open..].find(end).map_or(rest.len(), |at| open + at + end.len()), strings)
        } else if character == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|character: char| {
                let closes = character == '"' && !escaped;
                escaped = character == '\\' && !escaped;
                closes
            });
            (end.map_or(rest.len(), |end| end + 2), strings)
        } else if let Some(length) = ["'\"'", "'\\''", "'\\\\'", "b'\"'"].iter().find(|quote| rest.starts_with(**quote))
        {
            (length.len(), strings)
        } else {
            (character.len_utf8(), true)
        };
        let (piece, later) = rest.split_at(length);
        if keep {
            out.push_str(piece);
        } else {
            out.extend(piece.chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
        }
        rest = later;
    }
    out
}

/// Part of the crate that the import table of the architecture has a row for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Area {
    Text,
    Model,
    Change,
    Exchange,
    Adjudication,
    Report,
    App,
    Web,
    Cli,
    Ui,
    Parts,
    /// The crate's roots, which put the parts together.
    Root,
}

impl Area {
    const DOMAIN: [Self; 6] = [Self::Text, Self::Model, Self::Change, Self::Exchange, Self::Adjudication, Self::Report];

    fn of(path: &[&str]) -> Option<Self> {
        Some(match path {
            ["domain", "text", ..] => Self::Text,
            ["domain", "document" | "schema" | "annotation" | "project" | "id", ..] => Self::Model,
            ["domain", "change" | "history", ..] => Self::Change,
            ["domain", "article" | "formats" | "agreement" | "lint" | "dataset" | "statistics", ..] => Self::Exchange,
            ["domain", "adjudication", ..] => Self::Adjudication,
            ["domain", "report", ..] => Self::Report,
            ["app", ..] => Self::App,
            ["web", ..] => Self::Web,
            ["cli", ..] => Self::Cli,
            ["ui", "parts", ..] => Self::Parts,
            ["ui", ..] => Self::Ui,
            ["lib" | "main"] | ["bin", ..] | ["domain"] => Self::Root,
            _ => return None,
        })
    }

    fn may_use(self, other: Self) -> bool {
        self == other
            || match self {
                Self::Text | Self::Parts => false,
                Self::Model => other == Self::Text,
                Self::Change => other == Self::Model,
                Self::Exchange => matches!(other, Self::Text | Self::Model),
                Self::Adjudication => matches!(other, Self::Text | Self::Model | Self::Change),
                Self::Report => matches!(other, Self::Text | Self::Model | Self::Exchange | Self::Adjudication),
                Self::App | Self::Web | Self::Cli => Self::DOMAIN.contains(&other),
                Self::Ui => matches!(other, Self::App | Self::Web | Self::Parts) || Self::DOMAIN.contains(&other),
                Self::Root => true,
            }
    }
}

/// The module a file of `src` is, as its path in the crate.
fn module_of(path: &str) -> Vec<&str> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    path.trim_end_matches("/mod").split('/').collect()
}

/// The paths that begin here, with `{…}` taken apart; each as its first names.
fn paths_from(code: &str) -> Vec<Vec<String>> {
    let name: String = code.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect();
    if let Some(group) = code.strip_prefix('{') {
        let mut depth = 0;
        let mut starts = vec![0];
        for (at, character) in group.char_indices() {
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => starts.push(at + 1),
                _ => {}
            }
        }
        let members = starts.into_iter().map(|at| group[at..].trim_start()).filter(|member| !member.starts_with('}'));
        return members.flat_map(paths_from).collect();
    }
    match code[name.len()..].strip_prefix("::") {
        Some(rest) if !name.is_empty() => {
            let longer = |mut path: Vec<String>| {
                path.insert(0, name.clone());
                path
            };
            paths_from(rest).into_iter().map(longer).collect()
        }
        _ => vec![vec![name]],
    }
}

/// Every path of a file within the crate, from its root.
fn crate_paths(source: &Source) -> Vec<Vec<String>> {
    let code = code(&source.content, false);
    let module = module_of(&source.path);
    let parent: Vec<String> = module[..module.len() - 1].iter().map(ToString::to_string).collect();
    let mut paths = Vec::new();
    for (keyword, base) in [("crate::", Vec::new()), ("super::", parent)] {
        for (at, _) in code.match_indices(keyword) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|character| character.is_alphanumeric() || "_$:".contains(character)) {
                continue;
            }
            for path in paths_from(&code[at + keyword.len()..]) {
                paths.push(base.iter().cloned().chain(path).collect());
            }
        }
    }
    paths
}

/// What a file imports against the table.
fn wrong_imports(source: &Source) -> Vec<String> {
    let module = module_of(&source.path);
    let Some(area) = Area::of(&module) else {
        return vec![format!("{}: the import table has no row for it", source.path)];
    };
    let mut faults = Vec::new();
    for path in crate_paths(source) {
        let names: Vec<&str> = path.iter().map(String::as_str).collect();
        let allowed = match Area::of(&names) {
            Some(Area::Root) => area == Area::Root || names == ["domain"],
            Some(other) => area.may_use(other),
            // Private helpers of `super`, or something new, which then needs a row.
            None => area == Area::Root,
        };
        if !allowed {
            faults.push(format!("{} ({area:?}): {}", source.path, path.join("::")));
        }
    }
    faults
}

#[test]
fn each_part_imports_only_what_the_table_allows() {
    let sources = sources("src", "rs");
    assert!(sources.len() > 40, "the sources are found");
    let paths: usize = sources.iter().map(|source| crate_paths(source).len()).sum();
    assert!(paths > 100, "the imports are found");
    assert_none("imports the table does not allow", &sources.iter().flat_map(wrong_imports).collect::<Vec<_>>());
}

#[test]
fn a_wrong_import_is_seen() {
    let faults =
        |path: &str, content: &str| wrong_imports(&Source { path: path.into(), content: content.into() }).len();
    assert_eq!(faults("src/domain/text/words.rs", "use crate::domain::document::Block;"), 1);
    assert_eq!(faults("src/domain/text/words.rs", "use super::{Offset, Range};"), 0);
    assert_eq!(faults("src/domain/document.rs", "use super::change::Change;"), 1);
    assert_eq!(faults("src/domain/formats/csv.rs", "fn f() { crate::domain::history::History::default() }"), 1);
    assert_eq!(faults("src/domain/formats/csv.rs", "use crate::domain::{document::{Block, Role}, change::Change};"), 1);
    assert_eq!(faults("src/cli/mod.rs", "use crate::app::reduce;"), 1);
    assert_eq!(faults("src/web/files.rs", "use crate::app::state::AppState;"), 1);
    assert_eq!(faults("src/ui/parts/icon.rs", "use crate::domain::id::LabelId;"), 1);
    assert_eq!(faults("src/ui/route.rs", "use crate::domain::id::LabelId; // crate::cli"), 0);
    assert_eq!(faults("src/extra/mod.rs", ""), 1);
}

/// The values of a stylesheet's declarations, with the line each stands in.
fn declared_values(content: &str) -> Vec<(usize, String)> {
    let mut plain = String::new();
    let mut rest = content;
    while let Some(start) = rest.find("/*") {
        plain.push_str(&rest[..start]);
        let end = rest[start..].find("*/").map_or(rest.len(), |end| start + end + 2);
        plain.extend(rest[start..end].chars().filter(|character| *character == '\n'));
        rest = &rest[end..];
    }
    plain.push_str(rest);
    let mut values = Vec::new();
    let mut start = 0;
    for (at, character) in plain.char_indices().filter(|(_, character)| "{};".contains(*character)) {
        let chunk = &plain[start..at];
        if character != '{'
            && let Some((_, value)) = chunk.split_once(':')
        {
            let line = plain[..at].matches('\n').count() + 1;
            values.push((line, value.trim().to_lowercase()));
        }
        start = at + 1;
    }
    values
}

fn is_colour(token: &str) -> bool {
    const NAMES: [&str; 60] = [
        "aqua",
        "azure",
        "beige",
        "black",
        "blue",
        "brown",
        "coral",
        "crimson",
        "cyan",
        "darkblue",
        "darkgray",
        "darkgreen",
        "darkgrey",
        "darkred",
        "dimgray",
        "dimgrey",
        "firebrick",
        "fuchsia",
        "gainsboro",
        "gold",
        "goldenrod",
        "gray",
        "green",
        "grey",
        "hotpink",
        "indigo",
        "ivory",
        "khaki",
        "lavender",
        "lightblue",
        "lightgray",
        "lightgreen",
        "lightgrey",
        "lightyellow",
        "lime",
        "linen",
        "magenta",
        "maroon",
        "midnightblue",
        "navy",
        "olive",
        "orange",
        "orchid",
        "pink",
        "plum",
        "purple",
        "rebeccapurple",
        "red",
        "royalblue",
        "salmon",
        "seagreen",
        "silver",
        "skyblue",
        "slategray",
        "snow",
        "steelblue",
        "teal",
        "tomato",
        "white",
        "yellow",
    ];
    let hex = token.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|digit| digit.is_ascii_hexdigit())
    });
    hex || NAMES.contains(&token)
}

fn has_colour_function(value: &str) -> bool {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];
    functions.iter().any(|function| value.contains(function))
}

/// The colours in a stylesheet, by line.
fn colours_in_stylesheet(content: &str) -> Vec<(usize, String)> {
    let coloured = |value: &String| {
        let tokens = value.split(|character: char| !character.is_ascii_alphanumeric() && !"#-".contains(character));
        has_colour_function(value) || tokens.into_iter().any(is_colour)
    };
    declared_values(content).into_iter().filter(|(_, value)| coloured(value)).collect()
}

#[test]
fn colours_stand_in_tokens_css_only() {
    let mut faults = Vec::new();
    for source in sources("styles", "css").iter().filter(|source| source.path != "styles/tokens.css") {
        for (line, value) in colours_in_stylesheet(&source.content) {
            faults.push(format!("{}:{line}: {value}", source.path));
        }
    }
    for source in sources("src", "rs") {
        for (n, line) in code(&source.content, true).lines().enumerate() {
            let literals = line.split('"').skip(1).step_by(2);
            let hex = literals.into_iter().any(|literal| literal.starts_with('#') && is_colour(literal));
            if hex || has_colour_function(line) {
                faults.push(format!("{}:{}: {}", source.path, n + 1, line.trim()));
            }
        }
    }
    assert_none("colours outside styles/tokens.css", &faults);
}

#[test]
fn a_colour_is_seen() {
    let colours = |content: &str| colours_in_stylesheet(content).len();
    for bad in
        ["color: #fff", "border: 1px solid RED", "background:\n rgb(1 2 3)", "fill: oklch(50% 0 0)", "a: #12345678"]
    {
        assert_eq!(colours(&format!("a {{ {bad}; }}")), 1, "{bad}");
        assert_eq!(colours(&format!("a {{ {bad} }}")), 1, "{bad}");
    }
    for good in
        ["color: var(--red)", "color: var(--grey-1)", "color: CanvasText", "width: calc(1px)", "/* red: #fff */ a: b"]
    {
        assert_eq!(colours(&format!("#fade {{ {good}; }}")), 0, "{good}");
    }
}

/// The files a test file brings in by `mod name;`, with `#[path = "…"]` heeded.
fn modules_of(source: &Source) -> Vec<String> {
    let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_root = ["main.rs", "mod.rs", "lib.rs"].iter().any(|name| source.path.ends_with(&format!("/{name}")))
        || folder == "tests";
    let below = if is_root { folder } else { source.path.trim_end_matches(".rs") };
    let mut path_attribute = None;
    let mut modules = Vec::new();
    for line in code(&source.content, true).lines().map(str::trim) {
        if let Some(path) = line.strip_prefix("#[path = \"").and_then(|rest| rest.strip_suffix("\"]")) {
            path_attribute = Some(path.to_owned());
            continue;
        }
        let declared = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ").strip_prefix("mod ");
        let Some(name) = declared.and_then(|rest| rest.strip_suffix(';')) else {
            continue;
        };
        match path_attribute.take() {
            Some(path) => modules.push(normal(&format!("{folder}/{path}"))),
            None => modules.extend([format!("{below}/{name}.rs"), format!("{below}/{name}/mod.rs")]),
        }
    }
    modules
}

/// The path without `..`.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn a_runner_lists_every_test_file() {
    let files = sources("tests", "rs");
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml is there");
    let mut listed: BTreeSet<String> = BTreeSet::new();
    let mut open: Vec<String> = files
        .iter()
        .map(|file| file.path.clone())
        .filter(|path| manifest.contains(&format!("path = \"{path}\"")))
        .collect();
    assert!(open.contains(&"tests/domain/main.rs".to_owned()));
    while let Some(path) = open.pop() {
        if let Some(file) = files.iter().find(|file| file.path == path)
            && listed.insert(path)
        {
            open.extend(modules_of(file));
        }
    }
    let faults: Vec<String> = files.into_iter().map(|file| file.path).filter(|path| !listed.contains(path)).collect();
    assert_none("test files no runner lists", &faults);
}

/// Where one of the words stands in the code of the sources.
fn occurrences(sources: &[Source], words: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        for (n, line) in code(&source.content, false).lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                faults.push(format!("{}:{}: {}", source.path, n + 1, line.trim()));
            }
        }
    }
    faults
}

#[test]
fn no_html_is_made_of_text() {
    let faults = occurrences(
        &sources("src", "rs"),
        &["from_html_unchecked", "inner_html", "outer_html", "insert_adjacent_html"],
    );
    assert_none("ways for text to become markup", &faults);
}

#[test]
fn no_lint_is_silenced_and_nothing_left_unfinished() {
    let everything: Vec<Source> =
        ["src", "tests", "xtask"].into_iter().flat_map(|folder| sources(folder, "rs")).collect();
    let words = ["[allow(", "[expect(", "todo!", "unimplemented!", "#[ignore", "dbg!"];
    assert_none("silenced or unfinished", &occurrences(&everything, &words));
}

/// Attributes that are read to people.
const SPOKEN: [&str; 7] =
    ["aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt", "label"];

/// What a component has that belongs elsewhere: `style="…"`, which the content policy blocks, and words for people.
fn misplaced_in_markup(content: &str) -> Vec<(usize, String)> {
    let code = code(content, true);
    let mut faults = Vec::new();
    let mut fault = |at: usize| {
        let line = code[..at].matches('\n').count();
        faults.push((line + 1, code.lines().nth(line).unwrap_or_default().trim().to_owned()));
    };
    let starts_name = |at: usize| code[..at].ends_with(char::is_whitespace);
    for (at, _) in code.match_indices("style=").filter(|(at, _)| starts_name(*at)) {
        fault(at);
    }
    for name in SPOKEN {
        for (at, _) in code.match_indices(&format!("{name}=")).filter(|(at, _)| starts_name(*at)) {
            let value = code[at + name.len() + 1..].trim_start_matches(['{', ' ']);
            if starts_with_words(value) {
                fault(at);
            }
        }
    }
    // A text in markup stands after a tag or another expression, in braces or without: `<p>{ "Words" }`, `<p>"Words"`.
    for (at, _) in code.match_indices('"') {
        let before = code[..at].trim_end();
        let before = before.strip_suffix('{').map_or(before, str::trim_end);
        let is_text = before.ends_with('>') && !before.ends_with("=>") && !before.ends_with("->");
        if is_text && starts_with_words(&code[at..]) {
            fault(at);
        }
    }
    faults
}

/// Whether the code begins with a string that has letters in it.
fn starts_with_words(code: &str) -> bool {
    let literal = code.strip_prefix('"').and_then(|rest| rest.split('"').next());
    literal.is_some_and(|words| words.chars().any(char::is_alphabetic))
}

#[test]
fn words_stand_in_the_catalogue_and_styles_in_stylesheets() {
    let mut faults = Vec::new();
    for source in sources("src/ui", "rs").iter().filter(|source| !source.path.ends_with("/messages.rs")) {
        for (line, text) in misplaced_in_markup(&source.content) {
            faults.push(format!("{}:{line}: {text}", source.path));
        }
    }
    assert_none("words or styles in components", &faults);
}

#[test]
fn a_word_in_markup_is_seen() {
    let faults = |content: &str| misplaced_in_markup(content).len();
    for bad in [
        "<p>{ \"Some words\" }</p>",
        "<p>\n    { \"Words\" }\n</p>",
        "<p>\"Words\"</p>",
        "<b/> { \"é\" }",
        "<button aria-label=\"Close\" />",
        "<button title={\"Close\"} />",
        "<input class=\"a\" placeholder=\"Type here\" />",
        "<p style=\"color: var(--x)\" />",
        "<p style={width} />",
    ] {
        assert_eq!(faults(bad), 1, "{bad}");
    }
    for good in [
        "<p>{ words::TITLE }</p>",
        "<p>{ \"·\" }</p>",
        "<p class=\"quiet\" aria-hidden=\"true\" />",
        "<button aria-label={words::CLOSE} />",
        "match x { A => \"a\", B => { \"b\" } }",
        "let title = \"x\"; // <p>{ \"Words\" }",
        "if a > b { \"quiet\" } else { \"loud\" }",
    ] {
        assert_eq!(faults(good), 0, "{good}");
    }
}

#[test]
fn comments_are_no_code() {
    assert_eq!(code("a // b\n\"// c\" /* d */ e", true), "a     \n\"// c\"         e");
    assert_eq!(code("'\"' \"x\\\"y\" z", false), "           z");
    assert_eq!(code("r#\"a\"b\"# c", false), "         c");
}
