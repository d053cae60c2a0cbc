//! Cells that spreadsheets don't take for formulas.

use std::borrow::Cow;

/// The cell with an apostrophe before it, if a spreadsheet would take it for a formula. One that begins with apostrophes and
/// would be taken for a guarded one gets another, so that each comes back as it was.
pub(super) fn guarded(cell: &str) -> Cow<'_, str> {
    if is_formula(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// What a cell said before it was guarded.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|cell| is_formula(cell)).unwrap_or(cell)
}

/// Whether the cell begins a formula, after apostrophes. The full-width characters begin one in Japanese and Chinese versions.
fn is_formula(cell: &str) -> bool {
    let rest = cell.trim_start_matches('\'');
    rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}
