//! Statistics, their tables, and plots that every reader of SVG can read.

use std::sync::Arc;

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::support::marked::annotated;
use crate::support::texts::awkward;
use crate::support::{cases, samples};
use postil::domain::formats::outlet::Annotated;
use postil::domain::schema::{Label, Schema};
use postil::domain::statistics::palette::{self, Pair, Rgb};
use postil::domain::statistics::{Counts, Names, Plot, Statistics};

fn counted(items: &[Annotated]) -> Statistics {
    let mut statistics = Statistics::default();
    items.iter().for_each(|item| statistics.add(&item.item("")));
    statistics
}

/// The table of one of the plots, as CSV.
fn csv(statistics: &Statistics, schema: &Schema, name: &str) -> String {
    let plots = statistics.plots(schema);
    let plot = plots.iter().find(|plot| plot.name == name).expect("there is such a plot");
    String::from_utf8(plot.table.to_csv()).expect("CSV is text")
}

/// Two articles about three labels.
fn articles() -> Vec<Annotated> {
    let mut first = annotated("one", "[South Korea|actor] and [Japan|actor] signed the [accord|agreement].");
    let document = Arc::make_mut(&mut first.document);
    document.metadata.published = Some("2026-03-01T10:00:00Z".into());
    document.metadata.source = Some("https://www.example.org:80/a".into());
    let mut second = annotated("two", "[Peru|actor] talks of [supply-chain law|trade, law].");
    let document = Arc::make_mut(&mut second.document);
    document.metadata.published = Some("2025-12".into());
    document.metadata.site = Some("The Paper".into());
    vec![first, second]
}

#[test]
fn what_is_counted() {
    let statistics = counted(&articles());
    assert_eq!((statistics.documents, statistics.sets, statistics.spans), (2, 2, 5));
    assert_eq!((statistics.words, statistics.characters), (7 + 5, 41 + 30));
    assert_eq!(statistics.published, Some(("2025-12".into(), "2026-03-01".into())));
    assert_eq!(statistics.sites.most_frequent(9), [("The Paper", 1), ("example.org", 1)]);
    let actor = &statistics.labels[&postil::domain::id::LabelId::new("actor")];
    assert_eq!((actor.spans, actor.documents), (3, 2));
    assert_eq!(actor.examples, ["South Korea", "Japan", "Peru"]);
}

#[test]
fn tables() {
    let (statistics, schema) = (counted(&articles()), Schema::actors_agreements_focus_areas());
    let table = |name: &str| csv(&statistics, &schema, name);
    assert_eq!(
        table("labels"),
        "label,name,spans,documents\nactor,Actor,3,2\nagreement,Agreement,1,1\n\"trade, law\",\"trade, law\",1,1\nfocus-area,Focus area,0,0\n"
    );
    assert_eq!(table("span-words"), "length,spans\n1,3\n2,2\n");
    assert_eq!(table("span-characters"), "length,spans\n4,1\n5,1\n6,1\n11,1\n16,1\n");
    assert_eq!(table("spans-per-article"), "spans,articles\n2,1\n3,1\n");
    assert_eq!(table("spans-created"), "created,spans\n2026-03-01,5\n");
    assert_eq!(table("articles-published"), "published,articles\n2025-12,1\n2026-03,1\n");
    assert_eq!(
        table("labels-together"),
        "label,other,documents\nactor,actor,2\nactor,agreement,1\nactor,\"trade, law\",1\nagreement,agreement,1\n\"trade, law\",\"trade, law\",1\n"
    );
}

#[test]
fn numbers_are_summed_up() {
    let mut counts = Counts::default();
    assert_eq!((counts.percentile(50), counts.mean(), counts.greatest()), (None, None, None));
    (1..=100).for_each(|number| counts.add(number));
    assert_eq!((counts.percentile(50), counts.percentile(99), counts.percentile(0)), (Some(50), Some(99), Some(1)));
    assert_eq!((counts.mean(), counts.greatest()), (Some("50.5".into()), Some(100)));
    let mut names = Names::default();
    ["b", "a", "c", "c"].into_iter().for_each(|name| names.add(name));
    assert_eq!(names.most_frequent(2), [("c", 2), ("a", 1)]);
}

/// The texts of the bars' names and hints.
fn hints(plot: &Plot) -> Vec<String> {
    let titles = plot.svg.split("<title>").skip(1);
    titles.filter_map(|title| Some(title.split_once("</title>")?.0.to_owned())).collect()
}

#[test]
fn time_has_no_gaps() {
    let on = |date: &str| {
        let mut item = annotated("one", "Words.");
        Arc::make_mut(&mut item.document).metadata.published = Some(date.into());
        item
    };
    let published = |dates: &[&str]| {
        let plots = counted(&dates.iter().map(|date| on(date)).collect::<Vec<_>>()).plots(&Schema::default());
        let plot = plots.into_iter().find(|plot| plot.name == "articles-published").expect("it is there");
        (plot.svg.matches("class=\"plain\"").count(), plot.svg)
    };
    let (bars, svg) = published(&["2024-12", "2025-02-28", "2025-02", "1 March 2025", "2025-13", "2025"]);
    assert_eq!(bars, 2);
    assert!(svg.contains("3 articles published from 2024-12 to 2025-02") && svg.contains("3 bars"), "{svg}");
    let (_, svg) = published(&["1990-05", "2025-02"]);
    assert!(svg.contains("from 1990 to 2025") && svg.contains("36 bars"), "{svg}");
    let (_, svg) = published(&["0001-01", "9999-12"]);
    assert!(svg.contains("from 0000–0999 to 9000–9999"), "{svg}");
    assert!(published(&[]).1.contains("No article has a date"));
}

#[test]
fn days_are_those_of_the_calendar() {
    let created = |times: &[&str]| {
        let mut item = annotated("one", &"[x|actor] ".repeat(times.len()));
        let spans = item.sets[0].spans().iter().zip(times).map(|(span, time)| {
            let mut span = (**span).clone();
            span.created = (*time).into();
            Arc::new(span)
        });
        let set = (*item.sets[0]).clone().with(spans.collect(), Vec::new());
        item.sets = vec![Arc::new(set)];
        counted(&[item])
            .plots(&Schema::default())
            .into_iter()
            .find(|plot| plot.name == "spans-created")
            .expect("a plot")
    };
    let plot = created(&["2024-02-28T23:59:59Z", "2024-03-01T00:00:00+02:00", "2024", "yesterday", ""]);
    assert_eq!(hints(&plot), ["2024-02-28: 1", "2024-03-01: 1"]);
    assert!(plot.svg.contains("3 bars"), "the 29th of February is between: {}", plot.svg);
    assert!(created(&["2023-02-28", "2023-03-01"]).svg.contains("2 bars"));
    assert!(created(&["1999-12-31", "2000-01-01"]).svg.contains("2 bars"));
}

#[test]
fn few_outliers_do_not_press_the_rest_together() {
    let mut items: Vec<Annotated> = (0..200).map(|n| annotated("a", &"[x|actor] ".repeat(1 + n % 20))).collect();
    items.push(annotated("b", &"[x|actor] ".repeat(900)));
    let plots = counted(&items).plots(&Schema::default());
    let plot = plots.iter().find(|plot| plot.name == "spans-per-article").expect("a plot");
    assert_eq!(hints(plot).last().map(String::as_str), Some("≥ 21: 1"));
    assert_eq!(hints(plot).len(), 21);
}

/// How light a colour is. Source: WCAG 2.2, relative luminance.
fn luminance(Rgb(channels): Rgb) -> f64 {
    let linear = channels.map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

#[track_caller]
fn assert_contrast(one: Pair, other: Pair, least: f64) {
    for (one, other) in [(one.light, other.light), (one.dark, other.dark)] {
        let (one_light, other_light) = (luminance(one), luminance(other));
        let contrast = (one_light.max(other_light) + 0.05) / (one_light.min(other_light) + 0.05);
        assert!(contrast >= least, "{one:?} on {other:?}: {contrast:.2}");
    }
}

#[test]
fn colours_can_be_told_apart() {
    assert_contrast(palette::INK, palette::PAPER, 7.0);
    assert_contrast(palette::INK_SOFT, palette::PAPER, 4.5);
    for bar in palette::LABELS.into_iter().chain([palette::ACCENT, palette::EDGE_FIRM]) {
        assert_contrast(bar, palette::PAPER, 3.0);
    }
    for step in 0..palette::SCALE {
        let (fill, text) = palette::step(step);
        assert_contrast(text, fill, 4.5);
    }
}

/// Reads the whole of a drawing as XML; its texts and attributes must hold only what XML allows.
#[track_caller]
fn assert_well_formed(plot: &Plot) {
    let mut reader = Reader::from_str(&plot.svg);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{}: {error} in {}", plot.name, plot.svg)) {
            Event::Start(start) => {
                depth += 1;
                start.attributes().for_each(|attribute| drop(attribute.expect("attributes are well-formed")));
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    let is_allowed = |character: char| matches!(character, '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(plot.svg.chars().all(is_allowed), "{}", plot.svg);
    for (_, rest) in plot.svg.match_indices('&').map(|(at, _)| plot.svg.split_at(at)) {
        assert!(["&amp;", "&lt;", "&gt;", "&quot;"].iter().any(|known| rest.starts_with(known)), "{rest}");
    }
    assert!(plot.svg.contains("role=\"img\"") && plot.svg.contains("<desc id="), "{}", plot.svg);
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_labels_make_drawings(
        names in proptest::collection::vec(prop_oneof![awkward(), "[<>&\"'\\]\\[!-]{0,9}(\\x00|\\x1b|\u{fffe}|\u{202e})?"], 0..50),
        project in samples::any_project(),
    ) {
        let mut schema = (*project.schema).clone();
        schema.labels.extend(names.iter().enumerate().map(|(n, name)| Label::plain(&format!("{n}{name}"), name, n)));
        let mut statistics = Statistics::default();
        for document in &project.documents {
            let sets = project.sets_of(document.id()).cloned().collect();
            statistics.add(&Annotated { document: document.clone(), sets, split: String::new() }.item("train"));
        }
        for plot in statistics.plots(&schema) {
            assert_well_formed(&plot);
            let written = plot.table.to_csv();
            let mut reader = csv::Reader::from_reader(written.as_slice());
            let rows: Vec<Vec<String>> =
                reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(rows, plot.table.rows);
        }
    }
}
