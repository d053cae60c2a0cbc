//! Reading tasks of the full export, and single annotations as they are written to a storage.

use std::collections::BTreeMap;

use super::config::{Config, Control};
use super::smallest;
use crate::domain::annotation::{AttributeValue, Number, Status};
use crate::domain::formats::intake::{Intake, RawDocument, RawRelation, RawSet, RawSpan, name_in};
use crate::domain::formats::json::{Record, read_list, read_string, strings};
use crate::domain::formats::placing::Unit;
use crate::domain::formats::postil::{read_metadata, read_status};
use crate::domain::formats::problem::Problem;
use crate::domain::formats::unique::Unique;
use crate::domain::id::AttributeId;
use crate::domain::schema::AttributeKind;

/// What a server notes down about tasks and annotations for itself.
pub(super) const BOOKKEEPING: [&str; 31] = [
    "allow_skip",
    "annotation_id",
    "avg_lead_time",
    "bulk_created",
    "cancelled_annotations",
    "comment_authors",
    "comment_count",
    "created_ago",
    "created_at",
    "created_username",
    "draft_created_at",
    "file_upload",
    "import_id",
    "inner_id",
    "is_labeled",
    "last_action",
    "last_comment_updated_at",
    "last_created_by",
    "overlap",
    "parent_annotation",
    "parent_prediction",
    "prediction",
    "project",
    "result_count",
    "task",
    "total_annotations",
    "total_predictions",
    "unique_id",
    "unresolved_comment_count",
    "updated_at",
    "updated_by",
];

/// Reads a task.
pub(super) fn task(intake: &mut Intake<'_>, config: &Config, at: &str, json: &str) -> Result<RawDocument, Problem> {
    let mut record = parse(json)?;
    let (mut sets, mut about) = (Vec::new(), None);
    if record.peek("result").is_some()
        && let Some(task) = record.object("task")
    {
        sets.push(annotation(intake, config, at, record, Who::Annotator, &mut about));
        record = task;
    }
    let Some(data) = record.take("data") else {
        return smallest::task(intake, config, at, record);
    };
    for (field, who) in [
        ("annotations", Who::Annotator),
        // So they were called before version 1.
        ("completions", Who::Annotator),
        ("predictions", Who::Model),
    ] {
        for (n, json) in intake.lenient(at, record.list(field)).into_iter().enumerate() {
            let at = format!("{at}.{field}[{n}]");
            match parse(json) {
                Ok(record) => sets.push(annotation(intake, config, &at, record, who, &mut about)),
                Err(problem) => intake.warn(at, problem, Some(json)),
            }
        }
    }
    if record.take("drafts").and_then(read_list).is_some_and(|drafts| !drafts.is_empty()) {
        intake.warn(at, Problem::NotKept("drafts".into()), Some("drafts"));
    }
    name_apart(intake, at, &mut sets);
    let field = text_field(config, data, about.as_deref());
    let mut data = parse(data)?;
    let text = field.and_then(|field| data.text(&field)).ok_or(Problem::Missing("text"))?;
    let number = name_in(&mut record, "id");
    let id = name_in(&mut data, "id").or(number);
    let mut unknown = Vec::new();
    if let Some(json) = record.take("meta").filter(|json| *json != "{}") {
        match Record::parse(json).ok().and_then(|mut meta| Some((meta.object("postil")?, meta))) {
            Some((ours, others)) => unknown.extend(ours.rest().into_iter().chain(others.rest())),
            None => unknown.push(("meta".to_owned(), json.to_owned())),
        }
    }
    unknown.extend(without_bookkeeping(record));
    let metadata = read_metadata(data);
    Ok(RawDocument { at: at.to_owned(), id, text, metadata, unknown, unit: Unit::CodePoint, sets })
}

pub(super) fn parse(json: &str) -> Result<Record<'_>, Problem> {
    Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))
}

fn without_bookkeeping(record: Record<'_>) -> impl Iterator<Item = (String, String)> {
    record.rest().into_iter().filter(|(name, _)| !BOOKKEEPING.contains(&name.as_str()))
}

/// The field of the data that is the text: the one the configuration shows, `text`, the one that is called like the tag
/// that results are about, or the longest.
fn text_field(config: &Config, data: &str, about: Option<&str>) -> Option<String> {
    if let Some((_, field)) = config.texts.first() {
        return Some(field.clone());
    }
    let fields = Record::parse(data).ok()?;
    let is_text = |name: &str| fields.peek(name).is_some_and(|json| json.starts_with('"'));
    if let Some(name) = ["text"].into_iter().chain(about).find(|name| is_text(name)) {
        return Some(name.to_owned());
    }
    let texts = fields.rest().into_iter().filter(|(_, json)| json.starts_with('"'));
    texts.max_by_key(|(_, json)| json.len()).map(|(name, _)| name)
}

/// Gives sets of one annotator names of their own.
fn name_apart(intake: &mut Intake<'_>, at: &str, sets: &mut [RawSet]) {
    let mut names = Unique::default();
    for set in sets {
        let numbered = |n: usize| format!("{} ({n})", set.annotator);
        if let Some(renamed) = names.number(&set.annotator, numbered).map(numbered) {
            let id = std::mem::replace(&mut set.annotator, renamed.clone());
            intake.warn(at, Problem::DuplicateId { id, renamed }, None);
        }
    }
}

/// Whose results they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Annotator,
    Model,
}

/// Reads an annotation or prediction; `about` becomes the tag that results are about, unless that is known.
fn annotation(
    intake: &mut Intake<'_>,
    config: &Config,
    at: &str,
    mut record: Record<'_>,
    who: Who,
    about: &mut Option<String>,
) -> RawSet {
    let name = record.text("annotator");
    let user = user_in(&mut record, "completed_by");
    let annotator = match who {
        Who::Annotator => name.or(user).unwrap_or_default(),
        Who::Model => name_in(&mut record, "model_version").unwrap_or_else(|| "prediction".into()),
    };
    let is_skipped = record.take("was_cancelled") == Some("true");
    let said = record.text("status").and_then(|name| read_status(&name));
    let status = said.unwrap_or(match who {
        Who::Model => Status::New,
        Who::Annotator if is_skipped => Status::InProgress,
        Who::Annotator => Status::Done,
    });
    if is_skipped {
        intake.warn(at, Problem::ReadAs("a skipped task as unfinished work".into()), None);
    }
    if record.peek("ground_truth") == Some("false") {
        record.take("ground_truth");
    }
    record.take("id");
    let mut results = Results::new(config, RawSet { annotator, status, ..RawSet::default() }, who);
    for (n, json) in intake.lenient(at, record.list("result")).into_iter().enumerate() {
        let at = format!("{at}.result[{n}]");
        if let Err(problem) = results.add(intake, &at, json) {
            intake.warn(at, problem, Some(json));
        }
    }
    results.set.unknown = without_bookkeeping(record).collect();
    *about = about.take().or(results.about.take());
    results.finish(intake)
}

/// The user, who is a number or is described.
pub(super) fn user_in(record: &mut Record<'_>, field: &str) -> Option<String> {
    if let Some(mut user) = record.object(field) {
        let email = user.text("email").filter(|email| !email.is_empty());
        return email.or_else(|| user.text("username")).or_else(|| name_in(&mut user, "id"));
    }
    name_in(record, field)
}

/// Something that is said of a span or of the document.
struct Answer<'j> {
    at: String,
    json: &'j str,
    region: String,
    /// Whether it tells the place of a span.
    has_place: bool,
    attribute: AttributeId,
    value: AttributeValue,
}

/// Puts the results of one annotation together.
pub(super) struct Results<'c, 'j> {
    pub(super) config: &'c Config,
    who: Who,
    pub(super) set: RawSet,
    /// The spans of each region: there is one for each of its labels.
    regions: BTreeMap<String, Vec<usize>>,
    answers: Vec<Answer<'j>>,
    /// The tag that the first of them is about.
    about: Option<String>,
}

impl<'c, 'j> Results<'c, 'j> {
    pub(super) fn new(config: &'c Config, set: RawSet, who: Who) -> Self {
        Self { config, who, set, regions: BTreeMap::new(), answers: Vec::new(), about: None }
    }

    fn add(&mut self, intake: &mut Intake<'_>, at: &str, json: &'j str) -> Result<(), Problem> {
        let mut record = parse(json)?;
        let kind = record.text("type").unwrap_or_default();
        if kind == "relation" {
            return self.relation(intake, at, record);
        }
        let about = record.text("to_name");
        if let (Some((text, _)), Some(about)) = (self.config.texts.first(), &about)
            && text != about
        {
            return Err(Problem::NotKept(format!("about {about}")));
        }
        self.about = self.about.take().or(about);
        let from = record.text("from_name").unwrap_or_default();
        let region = name_in(&mut record, "id").unwrap_or_default();
        let value = record.object("value").ok_or(Problem::Missing("value"))?;
        self.value(at, json, Given { kind: &kind, from: &from, region, value, around: record })
    }

    pub(super) fn value(&mut self, at: &str, json: &'j str, mut given: Given<'_, '_>) -> Result<(), Problem> {
        let place = place_in(&mut given.value);
        if let Some(labels) = given.labels() {
            let quote = given.value.text("text").filter(|quote| !quote.is_empty());
            let fragments = match place {
                Some(Place::Counted(ends)) => vec![ends],
                Some(Place::InMarkup(ends)) if quote.is_some() => ends.into_iter().collect(),
                Some(Place::InMarkup(_)) => return Err(Problem::NotKept("a place in markup without its text".into())),
                None => return Err(Problem::NotKept(format!("{} without a place in the text", given.kind))),
            };
            return self.spans(at, labels, RawSpan { quote, fragments, ..RawSpan::default() }, given);
        }
        let control = self.config.control(given.from);
        let value = answer(&mut given.value, given.kind, control);
        let value = value.ok_or_else(|| Problem::NotKept(given.kind.to_owned()))?;
        let attribute = control.map_or_else(|| AttributeId::new(given.from), |control| control.attribute.id.clone());
        let (at, region, has_place) = (at.to_owned(), given.region, place.is_some());
        self.answers.push(Answer { at, json, region, has_place, attribute, value });
        Ok(())
    }

    fn spans(&mut self, at: &str, labels: Vec<String>, span: RawSpan, mut given: Given<'_, '_>) -> Result<(), Problem> {
        let origin = given.around.text("origin").unwrap_or_default();
        let mut meta = given.around.object("meta").unwrap_or_default();
        let mut span = RawSpan {
            at: at.to_owned(),
            note: meta.take("text").and_then(words).unwrap_or_default().join("\n"),
            origin: if self.who == Who::Model { self.set.annotator.clone() } else { origin },
            ..span
        };
        add_fragments(&mut span, &mut meta)?;
        span.unknown = given.around.rest();
        span.unknown.extend(meta.rest());
        if labels.is_empty() {
            return Err(Problem::Missing("labels"));
        }
        for label in labels {
            let of_region = self.regions.entry(given.region.clone()).or_default();
            let id = match of_region.is_empty() {
                true => given.region.clone(),
                false => format!("{}-{label}", given.region),
            };
            of_region.push(self.set.spans.len());
            self.set.spans.push(RawSpan { id: Some(id), label, ..span.clone() });
        }
        Ok(())
    }

    fn relation(&mut self, intake: &mut Intake<'_>, at: &str, mut record: Record<'_>) -> Result<(), Problem> {
        let from = name_in(&mut record, "from_id").ok_or(Problem::Missing("from_id"))?;
        let to = name_in(&mut record, "to_id").ok_or(Problem::Missing("to_id"))?;
        let direction = record.text("direction").unwrap_or_default();
        let mut kinds = record.strings("labels")?;
        if kinds.is_empty() {
            intake.warn(at, Problem::ReadAs("a relation without a type as “relation”".into()), None);
            kinds.push("relation".to_owned());
        }
        let mut ends = vec![(from, to)];
        match direction.as_str() {
            "left" => ends = ends.into_iter().map(|(from, to)| (to, from)).collect(),
            "bi" => {
                intake.warn(at, Problem::ReadAs("a relation in both directions as two".into()), None);
                ends.extend(ends.clone().into_iter().map(|(from, to)| (to, from)));
            }
            _ => {}
        }
        for kind in kinds {
            for (from, to) in ends.clone() {
                let (at, kind) = (at.to_owned(), kind.clone());
                self.set.relations.push(RawRelation { at, kind, from, to, ..RawRelation::default() });
            }
        }
        Ok(())
    }

    /// Gives answers to the spans they are about; they may stand before them.
    pub(super) fn finish(mut self, intake: &mut Intake<'_>) -> RawSet {
        for answer in self.answers {
            match self.regions.get(&answer.region) {
                Some(spans) => {
                    for span in spans {
                        let attributes = &mut self.set.spans[*span].attributes;
                        attributes.insert(answer.attribute.clone(), answer.value.clone());
                    }
                }
                None if answer.has_place => {
                    let what = format!("{} of a region without a label", answer.attribute);
                    intake.warn(answer.at, Problem::NotKept(what), Some(answer.json));
                }
                None => {
                    self.set.document_labels.insert(answer.attribute, answer.value);
                }
            }
        }
        self.set
    }
}

/// A value with what stands around it.
pub(super) struct Given<'a, 'r> {
    pub(super) kind: &'a str,
    /// The name of the tag it was given with.
    pub(super) from: &'a str,
    pub(super) region: String,
    pub(super) value: Record<'r>,
    pub(super) around: Record<'r>,
}

impl Given<'_, '_> {
    /// The labels, if it gives labels.
    fn labels(&mut self) -> Option<Vec<String>> {
        let names = [self.kind, "labels", "hypertextlabels", "htmllabels"];
        let labels = names.into_iter().filter(|name| name.ends_with("labels")).find_map(|name| self.value.take(name));
        match labels {
            Some(labels) => Some(words(labels).unwrap_or_default()),
            None => self.kind.ends_with("labels").then(Vec::new),
        }
    }
}

/// Where a value says it stands.
enum Place {
    /// At these offsets.
    Counted((usize, usize)),
    /// In markup: its offsets count what the markup shows, which only its quote can prove.
    InMarkup(Option<(usize, usize)>),
}

fn place_in(value: &mut Record<'_>) -> Option<Place> {
    let is_path = value.peek("start").is_some_and(|json| json.starts_with('"'));
    let ends = |record: &mut Record<'_>| Some((record.number("start").ok()??, record.number("end").ok()??));
    match value.object("globalOffsets") {
        Some(mut offsets) => Some(Place::InMarkup(ends(&mut offsets))),
        None if is_path => Some(Place::InMarkup(None)),
        None => ends(value).map(Place::Counted),
    }
}

/// Takes the fragments that stand beside a span, unless it has been moved since.
fn add_fragments(span: &mut RawSpan, meta: &mut Record<'_>) -> Result<(), Problem> {
    let (mut fragments, mut quotes) = (Vec::new(), Vec::new());
    for json in meta.list("fragments")? {
        let mut fragment = parse(json)?;
        let start = fragment.number("start")?.ok_or(Problem::Missing("start"))?;
        fragments.push((start, fragment.number("end")?.ok_or(Problem::Missing("end"))?));
        quotes.extend(fragment.text("text"));
    }
    if let (Some((start, _)), Some((_, end))) = (fragments.first(), fragments.last())
        && span.fragments == [(*start, *end)]
    {
        span.quote = (quotes.len() == fragments.len()).then(|| quotes.join(" "));
        span.fragments = fragments;
    }
    Ok(())
}

/// What is said by a control that gives no labels.
pub(super) fn answer(value: &mut Record<'_>, kind: &str, control: Option<&Control>) -> Option<AttributeValue> {
    let texts = match kind {
        "number" | "rating" => return value.take(kind).and_then(Number::parse).map(AttributeValue::Number),
        "textarea" => words(value.take("text")?)?,
        "choices" | "taxonomy" => words(value.take(kind)?)?,
        "datetime" => vec![value.text("datetime")?],
        "pairwise" => vec![value.text("selected")?],
        _ => return None,
    };
    let is_one = |text: &str| texts.len() == 1 && texts[0] == text;
    Some(match control.map(|control| &control.attribute.kind) {
        Some(AttributeKind::YesNo) if is_one("true") || is_one("false") => AttributeValue::YesNo(is_one("true")),
        Some(AttributeKind::Choices(_)) => AttributeValue::Texts(texts),
        _ => match <[String; 1]>::try_from(texts) {
            Ok([text]) => AttributeValue::Text(text),
            Err(texts) => AttributeValue::Texts(texts),
        },
    })
}

/// A string, or strings; a path through options becomes one.
fn words(json: &str) -> Option<Vec<String>> {
    if let Some(word) = read_string(json) {
        return Some(vec![word]);
    }
    read_list(json)?.into_iter().map(|item| read_string(item).or_else(|| Some(strings(item)?.join(" / ")))).collect()
}
