//! Comparing annotators: figures, tables and plots of what they agree and differ in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::export::Plot;
use super::stored::{self, StoredDocument};
use super::{frame, manifest, unframe};
use crate::app::record::{read_project, write_project};
use crate::app::state::ProjectInfo;
use crate::domain::adjudication::{self, What, what_the_gold_changed};
use crate::domain::agreement::json::{self, Comparison};
use crate::domain::agreement::{Agreement, BeyondChance, Depth, Likeness, Scope, Studied, Study, Unit, pairs};
use crate::domain::annotation::AnnotationSet;
use crate::domain::formats::json::{Object, Record, object, read_list, read_string};
use crate::domain::formats::outlet::{About, Annotated};
use crate::domain::id::{Annotator, DocumentId, LabelId, SetId};
use crate::domain::report::{self, Report};
use crate::domain::statistics::comparison;
use crate::domain::text::Range;

/// Whom a comparison is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// Who is left out.
    pub left_out: BTreeSet<Annotator>,
    /// Whether names are kept back.
    pub blind: bool,
    /// Labels that count as another, each with that.
    pub aliases: BTreeMap<LabelId, LabelId>,
    /// What chance is drawn from.
    pub seed: u64,
}

/// Documents to be compared, as they are stored.
#[derive(Clone, Debug)]
pub struct CompareJob {
    /// The project.
    pub project: ProjectInfo,
    /// Its documents that more than one has annotated.
    pub documents: Vec<StoredDocument>,
    /// Whom it is about.
    pub asked: Asked,
    /// What is wanted.
    pub task: Task,
}

/// What is wanted of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// What is counted, which is quick.
    Counts,
    /// What chance explains, which takes its time.
    Chance,
    /// The spans behind a figure.
    List(Question),
    /// A report that stands for itself.
    Report,
}

/// What kind of spans are behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Those that are the same.
    Matched,
    /// The same borders, another label.
    OtherLabel,
    /// Other borders.
    OtherBorder,
    /// What only one has.
    OnlyOne,
}

impl Behind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Matched, Self::OtherBorder, Self::OtherLabel, Self::OnlyOne];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::OtherLabel => "same_span_other_label",
            Self::OtherBorder => "overlapping_other_border",
            Self::OnlyOne => "only-one",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// How many there are.
    pub fn count(self, numbers: &Numbers) -> usize {
        match self {
            Self::OnlyOne => numbers.count("only_a") + numbers.count("only_b"),
            counted => numbers.count(counted.name()),
        }
    }
}

/// Which spans are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// What kind; any if nothing is said.
    pub behind: Option<Behind>,
    /// Only of these two.
    pub pair: Option<(Annotator, Annotator)>,
    /// Only with this label on either side.
    pub label: Option<LabelId>,
    /// Only with the one label on the one side and the other on the other; nothing stands for no span.
    pub labels: Option<(Option<LabelId>, Option<LabelId>)>,
}

/// So many rows of a list are handed over.
const ROWS: usize = 500;
/// So many code points are shown on either side of a place.
const CONTEXT: usize = 40;

impl CompareJob {
    /// The frames of the job.
    pub fn write(&self) -> Vec<u8> {
        let head = manifest(|fields| {
            fields.string("job", "compare");
            fields.strings("left_out", self.asked.left_out.iter().map(Annotator::as_str));
            fields.flag("blind", self.asked.blind);
            fields.strings("aliases", self.asked.aliases.iter().flat_map(|(from, to)| [from.as_str(), to.as_str()]));
            // A string, since not every reader of JSON takes so large a number.
            fields.string("seed", &self.asked.seed.to_string());
            let task = match &self.task {
                Task::Counts => "counts",
                Task::Chance => "chance",
                Task::Report => "report",
                Task::List(question) => {
                    fields.object("question", |fields| write_question(fields, question));
                    "list"
                }
            };
            fields.string("task", task);
        });
        let mut frames = vec![head, write_project(&self.project)];
        frames.extend(self.documents.iter().map(StoredDocument::write));
        frame(&frames)
    }
}

fn write_question(fields: &mut Object<'_>, question: &Question) {
    fields.text("behind", question.behind.map_or("", Behind::name));
    if let Some((a, b)) = &question.pair {
        fields.strings("pair", [a.as_str(), b.as_str()].into_iter());
    }
    fields.text("label", question.label.as_ref().map_or("", LabelId::as_str));
    if let Some((a, b)) = &question.labels {
        fields.flag("by_labels", true);
        fields.text("label_a", a.as_ref().map_or("", LabelId::as_str));
        fields.text("label_b", b.as_ref().map_or("", LabelId::as_str));
    }
}

fn read_question(mut record: Record<'_>) -> Question {
    let pair = record.strings("pair").unwrap_or_default();
    let by_labels = record.yes_no("by_labels").ok().flatten().unwrap_or_default();
    let mut text = |name: &'static str| record.string(name).ok().flatten().filter(|text| !text.is_empty());
    let behind = text("behind").and_then(|name| Behind::named(&name));
    let label = text("label").map(LabelId::new);
    let labels = (text("label_a").map(LabelId::new), text("label_b").map(LabelId::new));
    let pair = match pair.as_slice() {
        [a, b] => Some((Annotator::new(a.as_str()), Annotator::new(b.as_str()))),
        _ => None,
    };
    Question { behind, pair, label, labels: by_labels.then_some(labels) }
}

pub(super) fn run(mut record: Record<'_>, frames: &[&[u8]], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    let Some((project, documents)) = frames.split_first() else {
        return frame(&[]);
    };
    let Ok(info) = read_project(project) else {
        return frame(&[]);
    };
    let aliases = record.strings("aliases").unwrap_or_default();
    let aliases =
        aliases.as_chunks::<2>().0.iter().map(|[from, to]| (LabelId::new(from.as_str()), LabelId::new(to.as_str())));
    let scope = Scope {
        left_out: record.strings("left_out").unwrap_or_default().into_iter().map(Annotator::new).collect(),
        aliases: aliases.collect(),
        with_gold: false,
    };
    let seed = record.string("seed").ok().flatten().and_then(|seed| seed.parse().ok()).unwrap_or_default();
    let is_blind = record.yes_no("blind").ok().flatten().unwrap_or_default();
    let mut items = Vec::with_capacity(documents.len());
    for (n, parts) in documents.iter().enumerate() {
        progress(0.4 * n as f64 / documents.len() as f64);
        items.extend(stored::restored(parts).map(|(item, _)| item));
    }
    let study = Study::of(&items, &scope);
    let task = record.string("task").ok().flatten().unwrap_or_default();
    if task == "list" {
        let question = record.object("question").map(read_question).unwrap_or_default();
        return list(&study, &question, is_blind);
    }
    let is_quick = task == "counts";
    let share = if is_quick { 0.55 } else { 0.1 };
    let counted = Agreement::of(&study, Depth::Full, seed, &mut |part| {
        progress(0.4 + share * part);
        true
    });
    let Some(agreement) = counted else {
        return frame(&[]);
    };
    let everybody: Vec<usize> = (0..study.annotators.len()).collect();
    let beyond = (!is_quick).then(|| {
        BeyondChance::of(&study, &everybody, seed, &mut |part| {
            progress(0.5 + 0.5 * part);
            true
        })
    });
    if let (Some(beyond), "report") = (&beyond, task.as_str()) {
        let about = About { project: info.id, name: info.name, schema: info.schema, unknown: info.unknown };
        let report = Report { project: &about, items: &items, study: &study, agreement: &agreement, beyond, seed };
        return frame(&[report::html(&report).into_bytes()]);
    }
    let mut figures = Vec::new();
    // Of pairs nothing more is shown than what is counted.
    let beyond = beyond.as_ref().map(|all| (&[][..], all));
    json::write(&mut figures, &Comparison { study: &study, agreement: &agreement, beyond, seed });
    let state = manifest(|fields| {
        fields.list("states", "", items.iter(), |out, item| {
            let (open, settled) = settled(item);
            object(out, |fields| {
                fields.string("id", item.document.id().as_str());
                fields.number("open", open as u64);
                fields.number("settled", settled as u64);
            });
        });
        fields.list("changed", "", study.annotators.iter(), |out, annotator| {
            object(out, |fields| {
                let counts = changed(&items, annotator);
                What::ALL.iter().for_each(|what| fields.number(what.name(), counts[*what as usize] as u64));
            });
        });
    });
    let names: Vec<String> = study
        .annotators
        .iter()
        .enumerate()
        .map(|(n, annotator)| if is_blind { (n + 1).to_string() } else { annotator.to_string() })
        .collect();
    let mut frames = vec![figures, state];
    for plot in comparison(&study, &agreement, &info.schema, &names) {
        frames.extend([
            plot.name.as_bytes().to_vec(),
            plot.title.as_bytes().to_vec(),
            plot.svg.into_bytes(),
            plot.table.to_csv(),
        ]);
    }
    frame(&frames)
}

/// How many conflicts of a document are open, and how many are settled.
fn settled(item: &Annotated) -> (usize, usize) {
    let nothing = || Arc::new(AnnotationSet::new(SetId::new(""), item.document.id().clone(), Annotator::gold()));
    let gold = item.sets.iter().find(|set| set.annotator.is_gold()).cloned().unwrap_or_else(nothing);
    let listed = adjudication::conflicts(&item.sets, &gold, adjudication::Rule::default());
    let settled = listed.iter().filter(|listed| listed.conflict.is_settled() && !listed.joined).count();
    (listed.len() - settled, settled)
}

/// What the gold changed in an annotator's work.
fn changed(items: &[Annotated], annotator: &Annotator) -> [usize; What::ALL.len()] {
    let mut counts = [0; What::ALL.len()];
    for item in items {
        let own = item.sets.iter().find(|set| set.annotator == *annotator);
        let gold = item.sets.iter().find(|set| set.annotator.is_gold());
        for change in own.zip(gold).map(|(own, gold)| what_the_gold_changed(own, gold)).unwrap_or_default() {
            counts[change.what as usize] += 1;
        }
    }
    counts
}

/// The spans that are asked for, the first of them with their surroundings.
fn list(study: &Study, question: &Question, is_blind: bool) -> Vec<u8> {
    let mut count = 0;
    let mut rows = Vec::new();
    let mut put = |document: &Studied, sides: [(usize, Option<&Unit>); 2]| {
        count += 1;
        if rows.len() < ROWS {
            rows.push(row(study, document, sides, is_blind));
        }
    };
    let label = |unit: &Unit| study.labels.get(unit.label);
    let is_wanted = |one: Option<&Unit>, other: Option<&Unit>| {
        let has = |wanted: &LabelId| [one, other].into_iter().flatten().any(|unit| label(unit) == Some(wanted));
        question.label.as_ref().is_none_or(has)
            && question
                .labels
                .as_ref()
                .is_none_or(|(a, b)| one.and_then(label) == a.as_ref() && other.and_then(label) == b.as_ref())
    };
    let is_pair = |a: usize, b: usize| {
        let of = |place: usize| &study.annotators[place];
        question
            .pair
            .as_ref()
            .is_none_or(|(one, other)| (of(a), of(b)) == (one, other) || (of(b), of(a)) == (one, other))
    };
    for document in &study.documents {
        for (a, b) in study.pairs().into_iter().filter(|(a, b)| is_pair(*a, *b)) {
            let Some((one, other)) = document.case.both(a, b) else {
                continue;
            };
            let (mut free_a, mut free_b) = (vec![true; one.len()], vec![true; other.len()]);
            for (n, m, likeness) in pairs(one, other) {
                let kind = match likeness {
                    Likeness::Same => Behind::Matched,
                    Likeness::OtherLabel => Behind::OtherLabel,
                    Likeness::OtherBorder => Behind::OtherBorder,
                };
                free_a[n] = false;
                free_b[m] = false;
                // What is the same is only listed if it is asked for.
                let is_kind = question
                    .behind
                    .map_or(kind != Behind::Matched || question.labels.is_some(), |wanted| wanted == kind);
                if is_kind && is_wanted(Some(&one[n]), Some(&other[m])) {
                    put(document, [(a, Some(&one[n])), (b, Some(&other[m]))]);
                }
            }
            if question.behind.is_some_and(|wanted| wanted != Behind::OnlyOne) {
                continue;
            }
            for (unit, _) in one.iter().zip(free_a).filter(|(unit, free)| *free && is_wanted(Some(unit), None)) {
                put(document, [(a, Some(unit)), (b, None)]);
            }
            for (unit, _) in other.iter().zip(free_b).filter(|(unit, free)| *free && is_wanted(None, Some(unit))) {
                put(document, [(a, None), (b, Some(unit))]);
            }
        }
    }
    let head = manifest(|fields| {
        fields.number("count", count);
        fields.list("rows", "", rows.iter(), |out, row| out.extend_from_slice(row));
    });
    frame(&[head])
}

fn row(study: &Study, document: &Studied, sides: [(usize, Option<&Unit>); 2], is_blind: bool) -> Vec<u8> {
    let text = document.document.text();
    let units = || sides.iter().filter_map(|(_, unit)| *unit);
    let start = units().map(Unit::start).min().unwrap_or_default();
    let end = units().map(Unit::end).max().unwrap_or_default();
    let slice = |from: usize, to: usize| {
        let offset = |n: usize| text.at_code_point(n.min(text.code_points())).unwrap_or_else(|| text.end());
        text.quote(Range::ordered(offset(from), offset(to))).to_owned()
    };
    // On one line, since that is where it is read.
    let line = |from: usize, to: usize| slice(from, to).replace('\n', " ");
    manifest(|fields| {
        fields.string("document", document.id().as_str());
        fields.number("start", start as u64);
        fields.string("before", &line(start.saturating_sub(CONTEXT), start));
        fields.string("quote", &line(start, end));
        fields.string("after", &line(end, end + CONTEXT));
        fields.list("versions", "", sides.iter(), |out, (place, unit)| {
            object(out, |fields| {
                let name = if is_blind { (place + 1).to_string() } else { study.annotators[*place].to_string() };
                fields.string("annotator", &name);
                if let Some(unit) = unit {
                    fields.text("label", study.labels.get(unit.label).map_or("", LabelId::as_str));
                    let quotes: Vec<String> = unit.stretches.iter().map(|(start, end)| line(*start, *end)).collect();
                    fields.string("quote", &quotes.join(" … "));
                }
            });
        });
    })
}

/// What came of a comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// Who was compared.
    pub annotators: Vec<Annotator>,
    /// The documents.
    pub documents: Vec<ComparedDocument>,
    /// How many documents fewer than two have annotated.
    pub left_out: usize,
    /// Every two annotators.
    pub pairs: Vec<ComparedPair>,
    /// Each label.
    pub labels: Vec<(LabelId, Numbers)>,
    /// All.
    pub all: Numbers,
    /// The interval of the strict F1.
    pub interval: Option<(f64, f64)>,
    /// Labels against labels, of spans that overlap.
    pub confusion: Matrix,
    /// What the gold changed in each annotator's work, if there is one.
    pub changed: Vec<Numbers>,
    /// Pictures with their tables.
    pub plots: Vec<Plot>,
}

/// What is counted of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedDocument {
    /// The document.
    pub id: DocumentId,
    /// Its figures.
    pub numbers: Numbers,
    /// How many conflicts are open.
    pub open: usize,
    /// How many are settled.
    pub settled: usize,
}

/// What is counted of two annotators.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedPair {
    /// The place of the first among the annotators.
    pub a: usize,
    /// The place of the second.
    pub b: usize,
    /// Their figures.
    pub numbers: Numbers,
}

/// Labels against labels; behind the last label of either side stands no span.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    /// The labels.
    pub labels: Vec<LabelId>,
    /// The rows.
    pub rows: Vec<Vec<usize>>,
}

impl Matrix {
    /// The number in a cell; 0 if there is no such cell.
    pub fn cell(&self, row: usize, column: usize) -> usize {
        self.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
    }
}

impl Compared {
    /// Reads the outcome of a job; nothing if the worker gave no answer.
    pub fn read(outcome: &[u8]) -> Option<Self> {
        let frames = unframe(outcome);
        let [figures, state, pictures @ ..] = frames.as_slice() else {
            return None;
        };
        let parse = |bytes| Record::parse(std::str::from_utf8(bytes).ok()?).ok();
        let (mut record, mut state) = (parse(figures)?, parse(state)?);
        let annotators: Vec<Annotator> = record.strings("annotators").ok()?.into_iter().map(Annotator::new).collect();
        let labels: Vec<LabelId> = record.strings("labels").ok()?.into_iter().map(LabelId::new).collect();
        let place = |name: Option<String>| annotators.iter().position(|known| Some(known.as_str()) == name.as_deref());
        let pairs = record.list("pairs").ok()?.into_iter().filter_map(|json| {
            let mut pair = Record::parse(json).ok()?;
            let (a, b) = (place(pair.text("a"))?, place(pair.text("b"))?);
            Some(ComparedPair { a, b, numbers: Numbers::read(json) })
        });
        let pairs = pairs.collect();
        let mut states: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for json in state.list("states").ok()? {
            let mut of_document = Record::parse(json).ok()?;
            let id = of_document.text("id")?;
            let count = |name, record: &mut Record<'_>| record.number(name).ok().flatten().unwrap_or_default();
            states.insert(id, (count("open", &mut of_document), count("settled", &mut of_document)));
        }
        let documents = record.list("by_document").ok()?.into_iter().filter_map(|json| {
            let id = Record::parse(json).ok()?.text("id")?;
            let (open, settled) = states.get(&id).copied().unwrap_or_default();
            Some(ComparedDocument { id: DocumentId::new(id), numbers: Numbers::read(json), open, settled })
        });
        let documents = documents.collect();
        let left_out = record.number("documents_left_out").ok()?.unwrap_or_default();
        let all = record.take("all")?;
        let mut of_all = Record::parse(all).ok()?;
        let by_label = of_all.list("by_label").ok()?.into_iter();
        let by_label = by_label
            .filter_map(|json| Some((LabelId::new(Record::parse(json).ok()?.text("label")?), Numbers::read(json))));
        let by_label = by_label.collect();
        let numbers = |json: &str| -> Vec<f64> {
            read_list(json).into_iter().flatten().filter_map(|one| one.parse().ok()).collect()
        };
        let interval = of_all.take("interval").map(numbers);
        let rows = of_all.take("confusion_overlapping").and_then(read_list).unwrap_or_default();
        let rows = rows.into_iter().map(|row| numbers(row).into_iter().map(|count| count as usize).collect()).collect();
        let plots = pictures.as_chunks::<4>().0.iter().map(|[name, title, svg, csv]| Plot {
            name: String::from_utf8_lossy(name).into_owned(),
            title: String::from_utf8_lossy(title).into_owned(),
            svg: svg.to_vec(),
            csv: csv.to_vec(),
        });
        Some(Self {
            changed: state.list("changed").ok()?.into_iter().map(Numbers::read).collect(),
            interval: interval.and_then(|ends| Some((*ends.first()?, *ends.get(1)?))),
            all: Numbers::read(all),
            confusion: Matrix { labels, rows },
            labels: by_label,
            plots: plots.collect(),
            annotators,
            documents,
            left_out,
            pairs,
        })
    }
}

/// Spans behind a figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListedSpans {
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub rows: Vec<ListedRow>,
}

/// A place and what two annotators say of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedRow {
    /// The document.
    pub document: DocumentId,
    /// Where it starts, in code points.
    pub start: usize,
    /// What stands before it.
    pub before: String,
    /// Its words.
    pub quote: String,
    /// What stands after it.
    pub after: String,
    /// What each of the two says.
    pub versions: Vec<Version>,
}

/// What one annotator says.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Who.
    pub annotator: String,
    /// The label; nothing if they have nothing there.
    pub label: Option<LabelId>,
    /// The words they marked.
    pub quote: String,
}

impl ListedSpans {
    /// Reads the outcome of a job; nothing if the worker gave no answer.
    pub fn read(outcome: &[u8]) -> Option<Self> {
        let frames = unframe(outcome);
        let mut record = Record::parse(std::str::from_utf8(frames.first()?).ok()?).ok()?;
        let rows = record.list("rows").ok()?.into_iter().filter_map(|json| {
            let mut record = Record::parse(json).ok()?;
            let start = record.number("start").ok()??;
            let versions = record.list("versions").ok()?.into_iter().filter_map(|json| {
                let mut record = Record::parse(json).ok()?;
                let annotator = record.text("annotator")?;
                let label = record.text("label").map(LabelId::new);
                Some(Version { annotator, label, quote: record.text("quote").unwrap_or_default() })
            });
            let versions = versions.collect();
            let mut text = |name| record.text(name).unwrap_or_default();
            Some(ListedRow {
                document: DocumentId::new(text("document")),
                start,
                before: text("before"),
                quote: text("quote"),
                after: text("after"),
                versions,
            })
        });
        let rows = rows.collect();
        Some(Self { count: record.number("count").ok()??, rows })
    }
}

/// Reads a report; nothing if the worker gave no answer.
pub fn read_report(outcome: &[u8]) -> Option<Vec<u8>> {
    Some(unframe(outcome).first()?.to_vec())
}

/// Figures and counts by their names; those within an object are named after it too, with a stop between.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    values: BTreeMap<String, f64>,
    reasons: BTreeMap<String, String>,
}

impl Numbers {
    /// Reads the numbers out of what a comparison wrote.
    pub(super) fn read(json: &str) -> Self {
        let mut numbers = Self::default();
        numbers.take(json, "");
        numbers
    }

    fn take(&mut self, json: &str, within: &str) {
        let Ok(mut record) = Record::parse(json) else {
            return;
        };
        if let Some(reasons) = record.object("reasons") {
            for (name, json) in reasons.into_fields() {
                self.reasons.extend(read_string(json).map(|why| (format!("{within}{name}"), why)));
            }
        }
        for (name, json) in record.into_fields() {
            if let Ok(value) = json.parse::<f64>() {
                self.values.insert(format!("{within}{name}"), value);
            } else if json.starts_with('{') {
                self.take(json, &format!("{within}{name}."));
            }
        }
    }

    /// A figure, or why there is none.
    ///
    /// # Errors
    /// If it is undefined; the reason is empty if there is no such figure.
    pub fn figure(&self, name: &str) -> Result<f64, &str> {
        self.values.get(name).copied().ok_or_else(|| self.reasons.get(name).map_or("", String::as_str))
    }

    /// A count; 0 if there is none of that name.
    pub fn count(&self, name: &str) -> usize {
        self.values.get(name).map_or(0, |value| *value as usize)
    }
}
