//! Where spans come to stand, whatever their offsets count. A file's offsets are written from a marked text in the way a
//! test names; what comes out is the text with the marks where they were put.

use proptest::prelude::*;

use crate::support::cases;
use crate::support::marked::{self, Marked};
use crate::support::texts::{awkward, graphemes_in, range_in};
use postil::domain::annotation::Fragments;
use postil::domain::formats::anchors::Anchors;
use postil::domain::formats::intake::RawSpan;
use postil::domain::formats::placing::{Memory, Placed, Unit, place};
use postil::domain::formats::problem::Problem;
use postil::domain::text::{Range, Text};

/// What line ends a file's text has, and what its offsets count for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnds {
    Lf,
    Crlf,
    CrlfCountedInLf,
    LfCountedInCrlf,
}

/// How a file counts.
#[derive(Clone, Copy, Debug)]
struct How {
    unit: Unit,
    inclusive: bool,
    line_ends: LineEnds,
    quotes: bool,
}

const USUAL: How = How { unit: Unit::CodePoint, inclusive: false, line_ends: LineEnds::Lf, quotes: true };

impl How {
    fn in_file(self, text: &str) -> String {
        match self.line_ends {
            LineEnds::Lf | LineEnds::LfCountedInCrlf => text.to_owned(),
            LineEnds::Crlf | LineEnds::CrlfCountedInLf => text.replace('\n', "\r\n"),
        }
    }

    fn count(self, before: &str) -> usize {
        let counted = match self.line_ends {
            LineEnds::Lf | LineEnds::CrlfCountedInLf => before.to_owned(),
            LineEnds::Crlf | LineEnds::LfCountedInCrlf => before.replace('\n', "\r\n"),
        };
        match self.unit {
            Unit::CodePoint => counted.chars().count(),
            Unit::Utf16 => counted.encode_utf16().count(),
            Unit::Byte => counted.len(),
        }
    }

    fn span(self, text: &Text, label: &str, ranges: &[Range]) -> RawSpan {
        let ends = |range: &Range| {
            let count = |byte: usize| self.count(&text.as_str()[..byte]);
            (count(range.start().byte()), count(range.end().byte()) - usize::from(self.inclusive))
        };
        let quotes: Vec<&str> = ranges.iter().map(|range| text.quote(*range)).collect();
        RawSpan {
            label: label.to_owned(),
            fragments: ranges.iter().map(ends).collect(),
            quote: self.quotes.then(|| self.in_file(&quotes.join(" "))),
            ..RawSpan::default()
        }
    }

    fn spans(self, marked: &Marked) -> Vec<RawSpan> {
        marked.spans.iter().map(|span| self.span(&marked.text, span.label.as_str(), &[span.hull()])).collect()
    }

    fn place(self, text: &Text, spans: &[RawSpan], said: Unit) -> Placed {
        place(&self.in_file(text.as_str()), text, said, spans, &mut Memory::default())
    }
}

/// The text with the marks where the spans were put, then what was reported.
fn placed(text: &Text, spans: &[RawSpan], placed: &Placed) -> (String, Vec<String>) {
    let mut marks = Vec::new();
    let mut reports: Vec<String> = placed.counted.iter().map(|(how, spans)| format!("{how}: {spans}")).collect();
    for (n, (span, place)) in spans.iter().zip(&placed.places).enumerate() {
        let problem = match place {
            Ok((fragments, problem)) => {
                marks.push(marked::span(&format!("s{n}"), &span.label, fragments.hull()));
                problem.as_ref()
            }
            Err(problem) => Some(problem),
        };
        reports.extend(problem.map(Problem::described).map(|(code, details)| format!("{code} {details}")));
    }
    marks.sort_by_key(|span| (span.hull().start(), std::cmp::Reverse(span.hull().end())));
    let shown = Marked { text: text.clone(), spans: marks, picked: None, selection: None, caret: None };
    (shown.print(), reports)
}

/// Writes the marks of a text as a file that counts so, and reads them as code points.
fn through(notation: &str, how: How) -> (String, Vec<String>) {
    let marked = marked::parse(notation);
    let spans = how.spans(&marked);
    placed(&marked.text, &spans, &how.place(&marked.text, &spans, Unit::CodePoint))
}

fn assert_mended(notation: &str, how: How, reports: &[&str]) {
    assert_eq!(through(notation, how), (notation.to_owned(), reports.iter().map(ToString::to_string).collect()));
}

#[test]
fn right_offsets_stay_as_they_are() {
    for quotes in [true, false] {
        for line_ends in [LineEnds::Lf, LineEnds::Crlf] {
            let how = How { quotes, line_ends, ..USUAL };
            assert_mended("😀 The [Union|a]\nsigned\nthe [Oslo Accord|b].", how, &[]);
            assert_mended("[日|a]本の[首相|b]が\n訪[米|c]した。", how, &[]);
            assert_mended("un[believ|a]able\nanti[body|b]", how, &[]);
        }
    }
}

#[test]
fn quotes_show_what_offsets_count() {
    let notation = "😀 é The [Union|a] and [Åland|b] 👩‍👩‍👧‍👦 [signed|c].";
    assert_mended(notation, How { unit: Unit::Utf16, ..USUAL }, &["utf16: 3"]);
    assert_mended(notation, How { unit: Unit::Byte, ..USUAL }, &["byte: 3"]);
    assert_mended(notation, How { inclusive: true, ..USUAL }, &["inclusive-end: 3"]);
    assert_mended(notation, How { unit: Unit::Utf16, inclusive: true, ..USUAL }, &["utf16+inclusive-end: 3"]);
}

#[test]
fn quotes_show_what_line_ends_counted() {
    let notation = "The [Union|a]\nand [Åland|b]\n\n[signed|c].";
    assert_mended(notation, How { line_ends: LineEnds::LfCountedInCrlf, ..USUAL }, &["crlf: 2"]);
    assert_mended(notation, How { line_ends: LineEnds::CrlfCountedInLf, ..USUAL }, &["lf: 2"]);
    let how = How { line_ends: LineEnds::LfCountedInCrlf, unit: Unit::Byte, inclusive: true, ..USUAL };
    assert_mended(notation, how, &["byte+inclusive-end+crlf: 3"]);
}

#[test]
fn a_span_across_lines_keeps_its_line_end() {
    for line_ends in [LineEnds::Crlf, LineEnds::LfCountedInCrlf, LineEnds::CrlfCountedInLf] {
        let (text, _) = through("One [two\nthree|a] four\n[five|b]", How { line_ends, ..USUAL });
        assert_eq!(text, "One [two\nthree|a] four\n[five|b]");
    }
}

#[test]
fn byte_order_marks_are_counted_where_the_text_has_them() {
    let text = Text::new("The Union");
    let span = |start, end, quote: &str| RawSpan {
        fragments: vec![(start, end)],
        quote: Some(quote.into()),
        ..RawSpan::default()
    };
    for (span, start, report) in [
        (span(5, 10, "Union"), 4, None),
        (span(0, 4, "\u{feff}The"), 0, None),
        (span(4, 9, "Union"), 4, Some(("lf".to_owned(), 1))),
    ] {
        let placed = place("\u{feff}The Union", &text, Unit::CodePoint, &[span], &mut Memory::default());
        let (fragments, problem) = placed.places[0].clone().expect("placed");
        assert_eq!((fragments.hull().start().byte(), problem, placed.counted), (start, None, report));
    }
}

#[test]
fn without_quotes_impossible_offsets_and_whole_words_show_it() {
    let notation = "😀😀 The [Union|a] and [Åland|b] have [signed|c]";
    assert_mended(notation, How { unit: Unit::Utf16, quotes: false, ..USUAL }, &["utf16: 3"]);
    let notation = "[a|x] [Union|y] of [b|z]";
    assert_mended(notation, How { inclusive: true, quotes: false, ..USUAL }, &["inclusive-end: 3"]);
    let notation = "[The|x]\n[Union|y] of\n\n[states|z]";
    assert_mended(notation, How { line_ends: LineEnds::LfCountedInCrlf, quotes: false, ..USUAL }, &["crlf: 2"]);
}

#[test]
fn without_quotes_nothing_is_guessed_from_words_alone() {
    let how = How { inclusive: true, quotes: false, ..USUAL };
    let (text, reports) = through("[ab|x] [cd|y] [ef|z]", how);
    assert_eq!((text.as_str(), reports.len()), ("[a|x]b [c|y]d [e|z]f", 0));
}

#[test]
fn one_impossible_offset_alone_moves_no_other_span() {
    let marked = marked::parse("The [Union|a]\nof [states|b] signed");
    let mut spans = USUAL.spans(&marked);
    spans.iter_mut().for_each(|span| span.quote = None);
    spans.push(RawSpan { label: "c".into(), fragments: vec![(26, 27)], ..RawSpan::default() });
    let result = USUAL.place(&marked.text, &spans, Unit::CodePoint);
    let (text, reports) = placed(&marked.text, &spans, &result);
    assert_eq!((text.as_str(), reports), ("The [Union|a]\nof [states|b] signed", vec!["out-of-range ".to_owned()]));
}

#[test]
fn what_an_earlier_document_proved_helps_the_next() {
    let how = How { unit: Unit::Utf16, ..USUAL };
    let mut memory = Memory::default();
    let proof = marked::parse("😀 [Union|a] [signed|b]");
    place(proof.text.as_str(), &proof.text, Unit::CodePoint, &how.spans(&proof), &mut memory);
    let next = marked::parse("😀 the [Union|a] signed");
    let spans = How { quotes: false, ..how }.spans(&next);
    let alone = how.place(&next.text, &spans, Unit::CodePoint);
    assert_eq!(placed(&next.text, &spans, &alone).0, "😀 the U[nion |a]signed");
    let after = place(next.text.as_str(), &next.text, Unit::CodePoint, &spans, &mut memory);
    assert_eq!(placed(&next.text, &spans, &after).0, "😀 the [Union|a] signed");
}

#[test]
fn a_misplaced_span_moves_to_the_only_place_of_its_quote() {
    let marked = marked::parse("The [Union|a] signed the [Oslo Accord|b]. Signed!");
    let mut spans = USUAL.spans(&marked);
    spans[1].fragments = vec![(0, 3)];
    let result = USUAL.place(&marked.text, &spans, Unit::CodePoint);
    let (text, reports) = placed(&marked.text, &spans, &result);
    assert_eq!(text, "The [Union|a] signed the [Oslo Accord|b]. Signed!");
    assert_eq!(reports, ["moved-to-quote “Oslo Accord”"]);
}

#[test]
fn a_span_that_could_stand_in_several_places_or_none_is_an_orphan() {
    let text = Text::new("the one, the other, e\u{301}");
    let span = |quote: &str| RawSpan {
        label: "a".into(),
        fragments: vec![(4, 9)],
        quote: Some(quote.into()),
        ..RawSpan::default()
    };
    for quote in ["the", "gone", "\u{301}"] {
        let result = USUAL.place(&text, &[span(quote)], Unit::CodePoint);
        let orphan = Problem::Orphan { label: "a".into(), quote: quote.into() };
        assert_eq!(result.places, [Err(orphan)]);
    }
}

#[test]
fn a_discontinuous_span_is_proved_by_its_whole_quote() {
    let text = Text::new("😀 will not cut quotas");
    let range = |start: usize, end: usize| text.range(start, end).expect("a range");
    let ranges = [range(5, 9), range(14, 24)];
    let how = How { unit: Unit::Utf16, ..USUAL };
    let result = how.place(&text, &[how.span(&text, "a", &ranges)], Unit::CodePoint);
    let fragments = Fragments::new(&ranges).expect("fragments");
    assert_eq!(result.places, [Ok((fragments, None))]);
    let astray = RawSpan { fragments: vec![(0, 2), (400, 500)], ..how.span(&text, "a", &ranges) };
    let result = USUAL.place(&text, &[astray], Unit::CodePoint);
    assert!(matches!(result.places[..], [Err(Problem::Orphan { .. })]), "{result:?}");
}

#[test]
fn a_quote_as_the_screen_shows_it_is_still_the_quote() {
    let text = Text::new("the  Oslo\nAccord of the  Oslo\nAccord");
    let spans = [RawSpan { fragments: vec![(3, 17)], quote: Some("Oslo Accord".into()), ..RawSpan::default() }];
    let result = USUAL.place(&text, &spans, Unit::CodePoint);
    let (fragments, problem) = result.places[0].clone().expect("placed");
    assert_eq!((text.quote(fragments.hull()), problem, result.counted), ("  Oslo\nAccord ", None, None));
}

#[test]
fn a_span_of_a_better_tool_keeps_its_place() {
    let marked = marked::parse("😀 The [Union|a] signed the [Oslo|b] accord, the [Union|c] said.");
    let mut spans = How { unit: Unit::Utf16, ..USUAL }.spans(&marked);
    spans[2] = USUAL.spans(&marked).swap_remove(2);
    let result = USUAL.place(&marked.text, &spans, Unit::CodePoint);
    assert_eq!(placed(&marked.text, &spans, &result).0, marked.print());
}

#[test]
fn many_quotes_are_each_found_where_they_stand_alone() {
    let text = Text::new("aaa abab, the union of the unions, é e\u{301} 日本");
    let quotes =
        ["aaa", "aa", "a", "abab", "ab", "the ", "the unions", "union", "unions,", "é", "e", "日本", "本", "gone", ""];
    let expected = ["aaa", "abab", "the unions", "unions,", "é", "日本", "本"];
    // What is found among many is found alone as well, and what is found alone among many.
    for known in [Vec::new(), quotes.to_vec()] {
        let anchors = Anchors::new(&text, known.into_iter());
        let found: Vec<&str> =
            quotes.into_iter().filter_map(|quote| anchors.only_place(quote)).map(|range| text.quote(range)).collect();
        assert_eq!(found, expected);
    }
}

fn any_unit() -> impl Strategy<Value = Unit> {
    proptest::sample::select(&[Unit::CodePoint, Unit::Utf16, Unit::Byte][..])
}

fn any_ends() -> impl Strategy<Value = Vec<(usize, usize)>> {
    proptest::collection::vec((any::<usize>(), any::<usize>()), 1..8)
}

/// Whether the two read the same but for white space.
fn alike(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn right_offsets_are_never_repaired(
        raw in awkward(), ends in any_ends(), unit in any_unit(), quotes in any::<bool>(), crlf in any::<bool>(),
    ) {
        let text = Text::new(&raw);
        let line_ends = if crlf { LineEnds::Crlf } else { LineEnds::Lf };
        let how = How { unit, inclusive: false, line_ends, quotes };
        let ranges: Vec<Range> =
            ends.into_iter().map(|ends| range_in(&text, ends)).filter(|range| !range.is_empty()).collect();
        let spans: Vec<RawSpan> = ranges.iter().map(|range| how.span(&text, "a", &[*range])).collect();
        let result = how.place(&text, &spans, unit);
        prop_assert_eq!(result.counted, None);
        for (range, place) in ranges.iter().zip(result.places) {
            let (fragments, problem) = place.expect("a right offset has its place");
            prop_assert_eq!(fragments.hull(), *range);
            prop_assert!(matches!(problem, None | Some(Problem::CutsGrapheme)), "{:?}", problem);
        }
    }

    #[test]
    fn quotes_mend_any_way_to_count(
        raw in awkward(),
        ends in any_ends(),
        (unit, said) in (any_unit(), any_unit()),
        inclusive in any::<bool>(),
        line_ends in proptest::sample::select(
            &[LineEnds::Lf, LineEnds::Crlf, LineEnds::CrlfCountedInLf, LineEnds::LfCountedInCrlf][..]),
    ) {
        let text = Text::new(&raw);
        let how = How { unit, inclusive, line_ends, quotes: true };
        let ranges: Vec<Range> = ends.into_iter().filter_map(|ends| graphemes_in(&text, ends)).collect();
        let spans: Vec<RawSpan> = ranges.iter().map(|range| how.span(&text, "a", &[*range])).collect();
        let result = how.place(&text, &spans, said);
        for (range, place) in ranges.iter().zip(result.places) {
            let (fragments, _) = place.expect("every quote is found");
            let quote = text.quote(*range);
            prop_assert_eq!(text.quote(fragments.hull()), quote);
            if text.as_str().matches(quote).count() == 1 {
                prop_assert_eq!(fragments.hull(), *range);
            }
        }
    }

    #[test]
    fn wrong_offsets_come_to_stand_on_their_quote_or_nowhere(
        raw in awkward(),
        spans in proptest::collection::vec((any_ends(), 0..200_usize, 0..200_usize, awkward(), any::<bool>()), 0..6),
        said in any_unit(),
    ) {
        let text = Text::new(&raw);
        let spans: Vec<RawSpan> = spans
            .into_iter()
            .map(|(ends, start, end, other, is_quoted)| RawSpan {
                label: "a".into(),
                fragments: vec![(start, end)],
                quote: Some(if is_quoted { text.quote(range_in(&text, ends[0])).to_owned() } else { other }),
                ..RawSpan::default()
            })
            .collect();
        let result = place(&raw, &text, said, &spans, &mut Memory::default());
        for (span, place) in spans.iter().zip(result.places) {
            let quote = span.quote.clone().unwrap_or_default();
            match place {
                Ok((fragments, _)) if !quote.is_empty() => {
                    let is_quote = alike(text.quote(fragments.hull()), &quote.replace('\0', "\u{fffd}"));
                    prop_assert!(is_quote || quote.starts_with('\u{feff}'), "{:?}", quote);
                }
                Ok(_) => {}
                Err(problem) => {
                    let is_orphan = problem == Problem::Orphan { label: "a".into(), quote: quote.clone() };
                    prop_assert_eq!(is_orphan, !quote.is_empty());
                }
            }
        }
    }
}
