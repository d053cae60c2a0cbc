//! How well and how fast articles are found in web pages, beside what Mozilla's Readability.js finds.
//!
//! The folder named as argument has a folder for each page, with `source.html`, `expected.html` and `expected-metadata.json` as in
//! Readability's own tests. Of the text, the F1 of words counted with repetition is told, without headline, author and date; white
//! space makes no difference anywhere.

use std::collections::HashMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use dom_query::Document;
use postil::domain::article::date;
use postil::domain::article::draft::Draft;
use postil::domain::article::reader;
use postil::domain::document::Role;
use serde_json::Value;

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        panic!("name the folder of the pages");
    };
    let mut pages: Vec<_> =
        fs::read_dir(&folder).expect("the folder can be read").flatten().map(|entry| entry.path()).collect();
    pages.retain(|page| page.join("source.html").exists());
    pages.sort();
    let measured: Vec<Measured> = pages.iter().map(|page| measure(page)).collect();
    report(&measured, &mut io::stdout().lock()).expect("the output can be written");
}

/// What came of one page.
struct Measured {
    name: String,
    f1: f64,
    exact: bool,
    empty: bool,
    /// Ours and the expected, where one is expected.
    title: Option<(String, String)>,
    byline: Option<(String, String)>,
    published: Option<(String, String)>,
    time: Duration,
}

fn measure(page: &Path) -> Measured {
    let file = |name: &str| fs::read(page.join(name)).expect("each page has its three files");
    let source = file("source.html");
    let begin = Instant::now();
    let draft = reader::read("source.html", &source, None).ok().and_then(|mut drafts| drafts.pop());
    let time = begin.elapsed();
    let expected = Document::from(String::from_utf8_lossy(&file("expected.html")).into_owned()).formatted_text();
    let about: Value = serde_json::from_slice(&file("expected-metadata.json")).expect("metadata is JSON");
    let told = |name: &str| about[name].as_str().map(one_line).filter(|value| !value.is_empty());
    let ours = |value: Option<&String>| value.map(|value| one_line(value)).unwrap_or_default();
    let metadata = draft.as_ref().map(|draft| &draft.metadata);
    let body = draft.as_ref().map(body).unwrap_or_default();
    let same_form = |date: String| date::iso(&date).unwrap_or(date);
    Measured {
        name: page.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        f1: f1(&body, &expected),
        exact: body.split_whitespace().eq(expected.split_whitespace()),
        empty: body.is_empty(),
        title: told("title").map(|title| (ours(metadata.and_then(|it| it.title.as_ref())), title)),
        byline: told("byline").map(|byline| (ours(metadata.and_then(|it| it.byline.as_ref())), byline)),
        published: told("publishedTime")
            .map(|date| (ours(metadata.and_then(|it| it.published.as_ref())), same_form(date))),
        time,
    }
}

/// What is kept, without the head.
fn body(draft: &Draft) -> String {
    let is_head = |role: Role| matches!(role, Role::Title | Role::Byline | Role::Date);
    let kept = draft.pieces().iter().filter(|piece| piece.kept && !is_head(piece.role));
    kept.map(|piece| draft.text().quote(piece.range)).collect::<Vec<_>>().join("\n")
}

/// The harmonic mean of precision and recall over words, each counted as often as it occurs.
fn f1(ours: &str, expected: &str) -> f64 {
    let mut counts: HashMap<&str, i64> = HashMap::new();
    ours.split_whitespace().for_each(|word| *counts.entry(word).or_default() += 1);
    let mut shared = 0;
    for word in expected.split_whitespace() {
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    let all = ours.split_whitespace().count() + expected.split_whitespace().count();
    if all == 0 { 1.0 } else { 2.0 * shared as f64 / all as f64 }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn report(measured: &[Measured], out: &mut dyn Write) -> io::Result<()> {
    let count = measured.len();
    for page in measured {
        if page.f1 < 0.99 || page.empty {
            writeln!(out, "{}: text F1 {:.3}", page.name, page.f1)?;
        }
        for (what, found) in [("title", &page.title), ("byline", &page.byline), ("date", &page.published)] {
            if let Some((ours, expected)) = found.as_ref().filter(|(ours, expected)| ours != expected) {
                writeln!(out, "{}: {what} {ours:?}, expected {expected:?}", page.name)?;
            }
        }
    }
    let right = |of: fn(&Measured) -> &Option<(String, String)>| {
        let all: Vec<_> = measured.iter().filter_map(|page| of(page).as_ref()).collect();
        let same = all.iter().filter(|(ours, expected)| ours == expected).count();
        format!("{same} of {} ({:.1} %)", all.len(), 100.0 * same as f64 / all.len().max(1) as f64)
    };
    let mut times: Vec<Duration> = measured.iter().map(|page| page.time).collect();
    times.sort();
    writeln!(out, "\npages    {count}")?;
    writeln!(out, "text F1  {:.4} mean", measured.iter().map(|page| page.f1).sum::<f64>() / count as f64)?;
    writeln!(out, "exact    {}", measured.iter().filter(|page| page.exact).count())?;
    writeln!(out, "empty    {}", measured.iter().filter(|page| page.empty).count())?;
    writeln!(out, "title    {}", right(|page| &page.title))?;
    writeln!(out, "byline   {}", right(|page| &page.byline))?;
    writeln!(out, "date     {}", right(|page| &page.published))?;
    writeln!(out, "time     {:?} median, {:?} at most", times[count / 2], times[count - 1])?;
    Ok(())
}
