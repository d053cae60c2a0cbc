//! The words of the interface in its languages.

use std::fs;
use std::path::Path;

/// What is the same in Korean: names of programs, formats and keys, and what programs read.
const SAME: &str = "ko | Postil | https:// | SVG | CSV | Esc | Enter | Delete | Home | End | ? | j | k | x | n | p | r | f | d | a | \
    u | m | s | / | … | 1 | 9 | ← → ↑ ↓ | Ctrl+← → | Shift+← → ↑ ↓ | Alt+← → | Alt+Shift+← → | Shift+click | \
    Alt+drag | Ctrl+A | Ctrl+F | Ctrl+K | Ctrl+Z | Ctrl+Shift+Z | Ctrl+Enter | Postil JSON | Prodigy JSONL | \
    spaCy DocBin | doccano JSONL | Label Studio | brat standoff | UIMA CAS JSON (INCEpTION) | UIMA CAS XMI | \
    WebAnno TSV 3.3 | MUC-5 F1 | MUC-7 F1 | MB | KB";

/// The texts in Rust code that are said: its string literals but for comments and the patterns of a match.
fn said(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let lines: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = lines.join("\n");
    let mut rest = code.as_str();
    while let Some(start) = rest.find('"') {
        let literal = &rest[start + 1..];
        let mut escaped = false;
        let end = literal.find(|character| {
            let ends = character == '"' && !escaped;
            escaped = character == '\\' && !escaped;
            ends
        });
        let Some(end) = end else {
            break;
        };
        rest = &literal[end + 1..];
        if !rest.trim_start().starts_with("=>") {
            found.push(literal[..end].to_owned());
        }
    }
    found
}

/// The text without what is put into it: `{name}`.
fn own_words(text: &str) -> String {
    let mut within = false;
    text.chars()
        .filter(|character| {
            within |= *character == '{';
            let is_own = !within;
            within &= *character != '}';
            is_own
        })
        .collect()
}

fn is_korean(text: &str) -> bool {
    text.chars().any(|character| matches!(character, '가'..='힣'))
}

fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<_> =
        entries.map(|entry| entry.expect("it can be read").path()).filter(|path| path.is_file()).collect();
    files.sort();
    let name = |path: &Path| path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).expect("it is text"))).collect()
}

#[test]
fn every_korean_text_is_korean() {
    let mut foreign = Vec::new();
    for (file, code) in files("src/ui/messages/korean") {
        for text in said(&code) {
            let own = own_words(&text);
            let says_something = own.chars().any(char::is_alphabetic);
            if text.trim().is_empty()
                || says_something && !is_korean(&own) && !SAME.split(" | ").any(|same| same == own.trim())
            {
                foreign.push(format!("{file}: “{text}”"));
            }
        }
    }
    assert!(foreign.is_empty(), "{}", foreign.join("\n"));
}

#[test]
fn said_texts_are_found() {
    let code = "/// \"no\"\nmatch x {\n    \"code\" => \"said \\\"so\\\"\",\n    _ => format!(\"{n} more\"),\n}";
    assert_eq!(said(code), ["said \\\"so\\\"", "{n} more"]);
    assert_eq!(own_words("{n} more {of:?}!"), " more !");
}
