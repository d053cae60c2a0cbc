//! Documents of word processors as Office Open XML: paragraphs with their styles' roles, tables, notes.
//!
//! Source: ECMA-376, part 1 (WordprocessingML), and what Word, LibreOffice and Google Docs write.

mod body;
mod styles;

use super::Unread;
use super::kind::OLE;
use super::office::{self, Named};
use super::package::{Package, at, dublin_core, resolved};
use super::xml::{Elements, Part};
use crate::domain::article::draft::{Draft, Found, Remark};
use crate::domain::document::Role;
use body::{Body, read_body};
use styles::Styles;

/// Reads a document.
///
/// # Errors
/// If it is encrypted, broken, in Word's old format, or has no words.
pub(super) fn read(bytes: &[u8]) -> Result<Draft, Unread> {
    if bytes.starts_with(OLE) {
        return Err(of_old_office(bytes));
    }
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package);
    let xml = package.needed(&main)?;
    let parts = relationships(&mut package, &main);
    let of_type = |wanted: &str| -> Vec<String> {
        parts.iter().filter(|(kind, _)| kind == wanted).map(|(_, path)| path.clone()).collect()
    };
    let styles = of_type("styles").first().and_then(|path| package.text_if_whole(path));
    let styles = Styles::read(&styles.unwrap_or_default());
    let mut body = read_body(&xml, &styles);
    if let Some(why) = body.broken.take_if(|_| body.found.is_empty()) {
        return Err(at(&main, why));
    }
    let mut is_cut = body.broken.is_some();
    let mut also = |kind: &str| -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for xml in of_type(kind).iter().filter_map(|path| package.text_if_whole(path)) {
            let Body { found: more, broken, .. } = read_body(&xml, &styles);
            is_cut |= broken.is_some();
            found.extend(more);
        }
        found
    };
    let (headers, footers) = (office::furniture(also("header")), office::furniture(also("footer")));
    let mut notes = also("footnotes");
    notes.extend(also("endnotes"));
    let language = body.languages.most().or_else(|| styles.language.clone());
    let named =
        Named { properties: dublin_core(&package.text_if_whole("docProps/core.xml").unwrap_or_default()), language };
    let metadata = office::metadata(named, &mut body.found);
    let notes = notes.into_iter().map(|note| Found { role: Role::Paragraph, ..note });
    let all = headers.into_iter().chain(body.found).chain(notes).chain(footers);
    let mut draft = Draft::of(all, metadata);
    if !draft.pieces().iter().any(|piece| piece.kept) {
        return Err(Unread::Empty);
    }
    draft.remarks.extend(is_cut.then_some(Remark::CutOff));
    Ok(draft)
}

/// What an OLE compound file is, by the names of its streams, which are in UTF-16.
fn of_old_office(bytes: &[u8]) -> Unread {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("EncryptionInfo") || has("EncryptedPackage") {
        Unread::Encrypted
    } else if has("WordDocument") {
        Unread::Broken("it is a document of Word's old format; save it as DOCX".into())
    } else {
        Unread::Broken("it is a file of an old Office format; save it as DOCX".into())
    }
}

/// Where the document itself is; Word 365 may number it.
fn main_part(package: &mut Package<'_>) -> String {
    let targets = relationships(package, "");
    let main = targets.into_iter().find(|(kind, _)| kind == "officeDocument");
    main.map_or_else(|| "word/document.xml".to_owned(), |(_, path)| path)
}

/// What a part points at in the package: the last word of the relationship's type, and the path.
fn relationships(package: &mut Package<'_>, part: &str) -> Vec<(String, String)> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = format!("{folder}/_rels/{name}.rels");
    let xml = package.text_if_whole(path.trim_start_matches('/')).unwrap_or_default();
    let mut elements = Elements::of(&xml);
    let mut found = Vec::new();
    while let Ok(Some(next)) = elements.next() {
        if let Part::Open(element) = next
            && element.get("TargetMode").as_deref() != Some("External")
            && let (Some(kind), Some(target)) = (element.get("Type"), element.get("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push((kind, resolved(part, &target)));
        }
    }
    found
}
