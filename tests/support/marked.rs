//! Texts with their marks written into them, so that a test reads like what it tests.
//!
//! `[cat|actor]` is a span with the label *actor*, `[cat|*actor]` the picked one. A closing mark closes the span that was
//! opened last, with `^` the one opened before that, and so on: `[a [b|x^] c|y]` has *x* over `a b` and *y* over `b c`.
//! `«cat»` is selected, `‸` is the caret.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use postil::domain::annotation::{AnnotationSet, Fragments, Span};
use postil::domain::article::plain;
use postil::domain::formats::outlet::Annotated;
use postil::domain::id::{Annotator, DocumentId, LabelId, SetId, SpanId};
use postil::domain::text::{Offset, Range, Text};

/// A text with what is marked in it.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    pub(crate) text: Text,
    /// Named s1, s2 … in the order they start in.
    pub(crate) spans: Vec<Arc<Span>>,
    pub(crate) picked: Option<SpanId>,
    pub(crate) selection: Option<Range>,
    pub(crate) caret: Option<Offset>,
}

/// The time every test has.
pub(crate) const NOW: &str = "2026-03-01T10:00:00Z";

/// A span with the label over the range.
pub(crate) fn span(id: &str, label: &str, range: Range) -> Arc<Span> {
    let fragments = Fragments::one(range).expect("a span has text");
    Arc::new(Span::manual(SpanId::new(id), LabelId::new(label), fragments, &NOW.into()))
}

struct Close {
    opened: usize,
    end: usize,
    label: String,
}

/// Reads the notation.
pub(crate) fn parse(notation: &str) -> Marked {
    let mut plain = String::new();
    let mut starts: Vec<usize> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut closed: Vec<Close> = Vec::new();
    let (mut selected, mut caret) = (Vec::new(), None);
    let mut characters = notation.chars();
    while let Some(character) = characters.next() {
        match character {
            '[' => {
                open.push(starts.len());
                starts.push(plain.len());
            }
            '|' => {
                let mark: String = characters.by_ref().take_while(|character| *character != ']').collect();
                let label = mark.trim_end_matches('^');
                let further_out = mark.len() - label.len();
                let opened = open.remove(open.len() - 1 - further_out);
                closed.push(Close { opened, end: plain.len(), label: label.to_owned() });
            }
            '«' | '»' => selected.push(plain.len()),
            '‸' => caret = Some(plain.len()),
            _ => plain.push(character),
        }
    }
    assert!(open.is_empty(), "a mark is not closed in {notation:?}");
    let text = Text::new(&plain);
    assert_eq!(text.as_str(), plain, "a marked text is canonical");
    closed.sort_by_key(|close| close.opened);
    let mut picked = None;
    let spans = closed
        .iter()
        .map(|close| {
            let id = format!("s{}", close.opened + 1);
            let label = close.label.trim_start_matches('*');
            if label != close.label {
                picked = Some(SpanId::new(id.as_str()));
            }
            span(&id, label, range(&text, starts[close.opened], close.end))
        })
        .collect();
    Marked {
        spans,
        picked,
        selection: match selected.as_slice() {
            [] => None,
            [start, end] => Some(range(&text, *start, *end)),
            _ => panic!("more than one selection in {notation:?}"),
        },
        caret: caret.map(|byte| text.offset(byte).expect("the caret stands between characters")),
        text,
    }
}

/// The range between two bytes.
pub(crate) fn range(text: &Text, start: usize, end: usize) -> Range {
    text.range(start, end).unwrap_or_else(|| panic!("{start}..{end} is no range of {text:?}"))
}

impl Marked {
    /// The annotation set with the spans.
    pub(crate) fn set(&self) -> AnnotationSet {
        empty_set().with(self.spans.clone(), Vec::new())
    }

    /// What a set says of the text, with nothing picked or selected.
    pub(crate) fn of(text: &Text, set: &AnnotationSet) -> Self {
        Self {
            text: text.clone(),
            spans: set.spans().iter().cloned().collect(),
            picked: None,
            selection: None,
            caret: None,
        }
    }

    /// Writes the notation. Each span is written from its first to its last character.
    pub(crate) fn print(&self) -> String {
        let mut opening: BTreeMap<usize, Vec<&Arc<Span>>> = BTreeMap::new();
        for span in &self.spans {
            opening.entry(span.hull().start().byte()).or_default().push(span);
        }
        let mut open: Vec<&Arc<Span>> = Vec::new();
        let mut printed = String::new();
        let text = self.text.as_str();
        for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
            while let Some(place) = open.iter().rposition(|span| span.hull().end().byte() == at) {
                let further_out = open.len() - 1 - place;
                let span = open.remove(place);
                let star = if self.picked.as_ref() == Some(&span.id) { "*" } else { "" };
                write!(printed, "|{star}{}{}]", span.label, "^".repeat(further_out)).expect("a string takes all");
            }
            let selected = self.selection.filter(|range| !range.is_empty());
            if selected.is_some_and(|range| range.end().byte() == at) {
                printed.push('»');
            }
            if self.caret.is_some_and(|caret| caret.byte() == at) {
                printed.push('‸');
            }
            if let Some(range) = self.selection.filter(|range| range.start().byte() == at) {
                printed.push_str(if range.is_empty() { "«»" } else { "«" });
            }
            for span in opening.get(&at).into_iter().flatten() {
                printed.push('[');
                open.push(span);
            }
            printed.extend(text[at..].chars().next());
        }
        printed
    }
}

/// The document with that name, and what mara marked in it.
pub(crate) fn annotated(id: &str, notation: &str) -> Annotated {
    let marked = parse(notation);
    let set = AnnotationSet::new(SetId::new(format!("set-{id}")), DocumentId::new(id), Annotator::new("mara"));
    Annotated {
        document: Arc::new(plain::document(DocumentId::new(id), marked.text)),
        sets: vec![Arc::new(set.with(marked.spans, Vec::new()))],
        split: String::new(),
    }
}

/// A set without spans.
pub(crate) fn empty_set() -> AnnotationSet {
    AnnotationSet::new(SetId::new("set"), DocumentId::new("document"), Annotator::new("mara"))
}

#[test]
fn what_is_printed_is_what_was_read() {
    for notation in [
        "plain",
        "The [cat|actor] sat",
        "[a [b|x] c|y]",
        "[a [b|x^] c|*y]",
        "[[a|x]|y] [[[b|1^] c|2^] d|3]",
        "«one» [two|x]‸",
        "[👩‍👩‍👧‍👦|actor]«é»",
        "no«»thing",
    ] {
        assert_eq!(parse(notation).print(), notation);
    }
    let crossing = parse("[a [b|x^] c|y]");
    let quotes: Vec<&str> = crossing.spans.iter().map(|span| crossing.text.quote(span.hull())).collect();
    assert_eq!(quotes, ["a b", "b c"]);
}
