//! Articles of any length, the same in each run.

use serde_json::{Value, json};

const WORDS: [&str; 24] = [
    "the",
    "of",
    "towns",
    "signed",
    "harbour",
    "agreement",
    "ministers",
    "and",
    "water",
    "in",
    "trade",
    "talks",
    "café",
    "to",
    "council",
    "on",
    "security",
    "a",
    "fishers",
    "energy",
    "Embla",
    "Ask",
    "river",
    "🚢",
];
const LABELS: [&str; 3] = ["actor", "agreement", "focus-area"];
/// About as long as a paragraph of a newspaper, in bytes.
const PARAGRAPH: usize = 700;

/// A name that is not among the words.
pub(crate) const NAME: &str = "Severnaya";

/// An article and its spans.
pub(crate) struct Article {
    pub(crate) name: &'static str,
    pub(crate) paragraphs: Vec<String>,
    /// First and last code point (exclusive), and the label.
    pub(crate) spans: Vec<(usize, usize, &'static str)>,
}

/// Numbers without a pattern that matters (Knuth's linear congruential generator, MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

impl Article {
    /// Makes an article of about so many bytes with so many spans, every fifth of which crosses or lies in the one before.
    pub(crate) fn new(name: &'static str, bytes: usize, spans: usize) -> Self {
        let mut numbers = Numbers(7);
        let mut paragraphs = vec![format!("An article of {name}")];
        // Where each word starts and ends, and in which paragraph.
        let mut words: Vec<(usize, usize, usize)> = Vec::new();
        let mut at = paragraphs[0].chars().count() + 2;
        let mut length = 0;
        while length < bytes {
            let mut paragraph = String::new();
            let target = (PARAGRAPH / 2 + numbers.below(PARAGRAPH)).min(bytes - length);
            while paragraph.len() < target {
                let word = WORDS[numbers.below(WORDS.len())];
                let end = at + word.chars().count();
                words.push((at, end, paragraphs.len()));
                let stop = if numbers.below(12) == 0 { ". " } else { " " };
                paragraph.push_str(word);
                paragraph.push_str(stop);
                at = end + stop.len();
            }
            at -= paragraph.len() - paragraph.trim_end().len();
            paragraph.truncate(paragraph.trim_end().len());
            at += 2;
            length += paragraph.len() + 2;
            paragraphs.push(paragraph);
        }
        let place = |n: usize| n * (words.len() - 8) / spans;
        let stretch = |first: usize, count: usize| {
            let (start, end, paragraph) = words[first];
            let last = (first..first + count).rev().find(|word| words[*word].2 == paragraph);
            (start, last.map_or(end, |last| words[last].1))
        };
        let spans = (0..spans).map(|n| {
            let (start, end) = match n % 5 {
                // Long enough for the next to cross it or to lie within.
                3 => stretch(place(n), 3),
                4 if n % 2 == 0 => stretch(place(n - 1) + 1, 3),
                4 => stretch(place(n - 1) + 1, 1),
                _ => stretch(place(n), 1 + numbers.below(2)),
            };
            (start, end, LABELS[numbers.below(LABELS.len())])
        });
        let spans = spans.collect();
        Self { name, paragraphs, spans }
    }

    /// An article of about so many bytes in which one name stands in so many places, none of them marked.
    pub(crate) fn of_mentions(bytes: usize, mentions: usize) -> Self {
        let mut article = Self::new("1 MB", bytes, 0);
        let places: Vec<(usize, usize)> = article
            .paragraphs
            .iter()
            .enumerate()
            .skip(1)
            .flat_map(|(n, paragraph)| paragraph.match_indices("Embla").map(move |(at, _)| (n, at)))
            .collect();
        // From the last on, so that the places before stay where they are.
        for n in (0..mentions).rev() {
            let (paragraph, at) = places[n * places.len() / mentions];
            article.paragraphs[paragraph].replace_range(at..at + "Embla".len(), NAME);
        }
        article
    }

    /// The fields of its Postil file, all spans by the annotator a new user is.
    pub(crate) fn file(&self) -> Value {
        let text = self.paragraphs.join("\n\n");
        let characters: Vec<char> = text.chars().collect();
        let spans = self.spans.iter().enumerate().map(|(n, (start, end, label))| {
            let quote: String = characters[*start..*end].iter().collect();
            json!({ "id": format!("s{n}"), "label": label, "start": start, "end": end, "quote": quote })
        });
        json!({
            "documents": [{ "id": "bench", "text": text }],
            "annotation_sets": [{
                "id": "set", "document": "bench", "annotator": "annotator", "status": "in-progress",
                "spans": spans.collect::<Vec<_>>(),
            }],
        })
    }

    /// A page that is nothing but the article, in lines of the same length, where the key 1 marks what is selected and
    /// Delete takes the last mark away.
    pub(crate) fn plain_page(&self, style: &str) -> String {
        let mut page = format!(
            "<!DOCTYPE html><meta charset=utf-8><title>{}</title>\
             <style>body {{ font: 18px/1.6 serif; max-width: 66ch; margin: 2em auto }} {style}</style>\n\
             <script>{MARKING}</script>\n",
            self.name
        );
        for paragraph in &self.paragraphs {
            page.push_str("<p data-block>");
            page.push_str(paragraph);
            page.push_str("</p>\n");
        }
        page
    }
}

const MARKING: &str = "
    const marks = [];
    addEventListener('keydown', event => {
      if (event.key === '1') {
        const mark = document.createElement('mark');
        mark.dataset.span = marks.length;
        getSelection().getRangeAt(0).surroundContents(mark);
        marks.push(mark);
      } else if (event.key === 'Delete') {
        const mark = marks.pop();
        mark.replaceWith(...mark.childNodes);
      }
    });";
