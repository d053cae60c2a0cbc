//! Reading PDF.

mod columns;
mod furniture;
mod hostile;
mod metadata;
mod paragraphs;
mod scripts;

use std::fs;
use std::path::Path;

use postil::domain::article::draft::Draft;
use postil::domain::article::reader::{Unread, read};
use postil::domain::document::Role;

/// The bytes of a file that a program printed.
fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf").join(name);
    fs::read(path).expect("the fixture is there")
}

fn try_draft(bytes: &[u8]) -> Result<Draft, Unread> {
    read("article.pdf", bytes, None).map(|mut drafts| drafts.remove(0))
}

#[track_caller]
fn draft(bytes: &[u8]) -> Draft {
    try_draft(bytes).expect("it can be read")
}

/// What is kept of a draft, each piece as its role and its words.
fn kept(draft: &Draft) -> Vec<(Role, &str)> {
    let pieces = draft.pieces().iter().filter(|piece| piece.kept);
    pieces.map(|piece| (piece.role, draft.text().quote(piece.range))).collect()
}

/// The words that are left out of a draft.
fn left_out(draft: &Draft) -> Vec<&str> {
    draft.pieces().iter().filter(|piece| !piece.kept).map(|piece| draft.text().quote(piece.range)).collect()
}

/// A file of these objects, the first of which is numbered 1 and the catalog.
fn file(objects: &[String]) -> Vec<u8> {
    file_with(objects, "")
}

/// The same with more in its trailer.
fn file_with(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = String::new();
    for (n, object) in objects.iter().enumerate() {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).bytes());
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n{places}").bytes());
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<< /Length {} {dictionary} >>\nstream\n{content}\nendstream", content.len())
}

/// The fonts every page may use: `F` is Helvetica, `B` is bold, `C` is Courier, in which every letter is 0.6 em wide.
const FONTS: &str = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> \
    /B << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> \
    /C << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >> >>";

/// The objects of a file with these contents of pages, each 600 points square.
fn pages(contents: &[String]) -> Vec<String> {
    let kids: Vec<String> = (0..contents.len()).map(|n| format!("{} 0 R", 3 + 2 * n)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Count {} /Kids [{}] /MediaBox [0 0 600 600] /Resources << {FONTS} >> >>",
            contents.len(),
            kids.join(" ")
        ),
    ];
    for (n, content) in contents.iter().enumerate() {
        objects.push(format!("<< /Type /Page /Parent 2 0 R /Contents {} 0 R >>", 4 + 2 * n));
        objects.push(stream("", content));
    }
    objects
}

/// A file with one page.
fn page(content: &str) -> Vec<u8> {
    file(&pages(&[content.to_owned()]))
}

/// Shows lines from `top` down in Courier of 10 points, 12 points apart: a line of 50 letters is 300 points long.
fn lines(left: f32, top: f32, lines: &[&str]) -> String {
    let shown: String = lines.iter().map(|line| format!("({line}) Tj T* ")).collect();
    format!("BT /C 10 Tf 12 TL {left} {top} Td {shown} ET\n")
}
