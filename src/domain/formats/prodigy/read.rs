//! Reading tasks, those that Prodigy saved included.

use std::collections::BTreeMap;

use super::super::files::Files;
use super::super::intake::{Intake, RawDocument, RawSet, Unreadable, beginning, name_in};
use super::super::items::each_json_item;
use super::super::json::{Record, WrongField, read_list, read_string, string};
use super::super::jsonl;
use super::super::placing::Unit;
use super::super::postil::{read_metadata, read_values};
use super::super::problem::Problem;
use super::super::values::{categories, from_categories};
use super::ends::{Ends, take_tokens};
use crate::domain::annotation::{AttributeValue, Status};
use crate::domain::document::{Metadata, Unknown};
use crate::domain::id::AttributeId;
use crate::domain::schema::Schema;

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    each_json_item(files, &[".jsonl", ".ndjson", ".json"], intake, |intake, _, at, json| {
        let read = Record::parse(&json).map_err(|_| Problem::Malformed("not an object".into()));
        match read.and_then(|record| Task { intake, at, record }.read()) {
            Ok(raw) => intake.document(raw),
            Err(problem) => intake.warn(at, problem, Some(&beginning(&json))),
        }
    })
}

/// How an annotator answered a task.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    None,
    Accept,
    Reject,
    Ignore,
}

/// A task that is being read.
struct Task<'a, 'b, 'c> {
    intake: &'a mut Intake<'b>,
    at: &'a str,
    record: Record<'c>,
}

impl<'c> Task<'_, '_, 'c> {
    fn read(mut self) -> Result<RawDocument, Problem> {
        let text = self.record.string("text")?.ok_or(Problem::Missing("text"))?;
        let id = name_in(&mut self.record, "id");
        let metadata = self.metadata();
        let (answer, is_wrong) = self.answer();
        let mut set = RawSet::default();
        self.spans_and_relations(&mut set, is_wrong);
        set.document_labels = self.document_labels(answer);
        set.status = match answer {
            Answer::Accept => Status::Done,
            Answer::Reject => Status::InProgress,
            Answer::None | Answer::Ignore if set.spans.is_empty() => Status::New,
            Answer::None | Answer::Ignore => Status::InProgress,
        };
        let annotator = self.string("_annotator_id");
        let session = self.string("_session_id");
        set.annotator = annotator.or_else(|| session.clone()).unwrap_or_default();
        // What Prodigy works out anew for each task.
        for field in ["_view_id", "_input_hash", "_task_hash"] {
            self.record.take(field);
        }
        let (of_set, of_document): (Unknown, Unknown) =
            self.record.rest().into_iter().partition(|(name, _)| is_bookkeeping(name));
        set.unknown = of_set;
        if let Some(session) = session.filter(|session| *session != set.annotator) {
            let mut json = Vec::new();
            string(&mut json, &session);
            set.unknown.push(("_session_id".into(), String::from_utf8_lossy(&json).into_owned()));
        }
        Ok(RawDocument {
            at: self.at.to_owned(),
            id,
            text,
            metadata,
            unknown: of_document,
            unit: Unit::CodePoint,
            sets: vec![set],
        })
    }

    fn warn(&mut self, problem: Problem, left_out: Option<&str>) {
        self.intake.warn(self.at, problem, left_out);
    }

    /// The value of a field; one that is wrong is told.
    fn field<T>(
        &mut self,
        field: &'static str,
        expected: &'static str,
        read: impl FnOnce(&'c str) -> Option<T>,
    ) -> Option<T> {
        let json = self.record.take(field)?;
        let value = read(json);
        if value.is_none() {
            self.warn(WrongField { field, expected }.into(), Some(json));
        }
        value
    }

    fn string(&mut self, field: &'static str) -> Option<String> {
        self.field(field, "a string", read_string)
    }

    fn list(&mut self, field: &'static str) -> Vec<&'c str> {
        self.field(field, "a list", read_list).unwrap_or_default()
    }

    fn metadata(&mut self) -> Metadata {
        let both = self.field("meta", "an object", |json| Some((Record::parse(json).ok()?, Record::parse(json).ok()?)));
        let Some((mut looked_at, read)) = both else {
            return Metadata::default();
        };
        for field in ["title", "byline", "published", "source", "site", "language"] {
            if let Some(json) = looked_at.take(field).filter(|json| read_string(json).is_none()) {
                self.warn(WrongField { field, expected: "a string" }.into(), Some(json));
            }
        }
        read_metadata(read)
    }

    /// The answer, and whether it says of the spans that they are wrong. That is what a rejection means where there was
    /// nothing to do but accept or reject; where spans could be changed, it means that something is wrong with the task.
    fn answer(&mut self) -> (Answer, bool) {
        let said = self.string("answer");
        let is_binary = self.field("_is_binary", "true or false", |json| json.parse::<bool>().ok()).unwrap_or_default();
        let answer = match said.as_deref() {
            None => Answer::None,
            Some("accept") => Answer::Accept,
            Some("reject") => Answer::Reject,
            Some("ignore") => Answer::Ignore,
            Some(other) => {
                self.warn(Problem::Unknown("answer", other.to_owned()), None);
                Answer::None
            }
        };
        let is_wrong = answer == Answer::Reject && is_binary;
        if matches!(answer, Answer::Reject | Answer::Ignore) && !is_wrong {
            self.warn(Problem::ReadAs(format!("answer: {}", said.unwrap_or_default())), None);
        }
        (answer, is_wrong)
    }

    fn spans_and_relations(&mut self, set: &mut RawSet, is_wrong: bool) {
        let mut tokens = Vec::new();
        for (n, json) in self.list("spans").into_iter().enumerate() {
            let at = format!("{}: spans[{n}]", self.at);
            let read = if is_wrong { Err(rejected()) } else { jsonl::span(&at, json) };
            match read {
                Ok(mut span) => {
                    tokens.push(take_tokens(&mut span));
                    set.spans.push(span);
                }
                Err(problem) => self.intake.warn(at, problem, Some(json)),
            }
        }
        let all = self.list("tokens");
        let relations = self.list("relations");
        if relations.is_empty() {
            return;
        }
        let mut ends = Ends::new(&mut set.spans, tokens, &all);
        for (n, json) in relations.into_iter().enumerate() {
            let at = format!("{}: relations[{n}]", self.at);
            let read = if is_wrong { Err(rejected()) } else { ends.relation(&at, json) };
            match read {
                Ok(relation) => set.relations.push(relation),
                Err(problem) => self.intake.warn(at, problem, Some(json)),
            }
        }
    }

    /// What is said of the document as a whole: `accept` of the choice interface, `label` of the classification interface,
    /// and this program's own field, which has the types of the values, as long as it says the same as `accept`.
    fn document_labels(&mut self, answer: Answer) -> BTreeMap<AttributeId, AttributeValue> {
        let own = self.record.take("doc_labels");
        let mut values = own.map_or_else(BTreeMap::new, |json| {
            let read =
                Record::parse(json).map_err(|_| WrongField { field: "doc_labels", expected: "an object" }.into());
            read.and_then(read_values).unwrap_or_else(|problem| {
                self.warn(problem, Some(json));
                BTreeMap::new()
            })
        });
        let options = self.list("options");
        if let Some(accepted) = self.field("accept", "a list", read_list) {
            let mut accepted = named(&accepted, &options);
            accepted.sort();
            let said = categories(&values, &Schema::default()).into_iter().filter(|(_, holds)| *holds);
            let mut said: Vec<String> = said.map(|(name, _)| name).collect();
            said.sort();
            if said != accepted {
                if let Some(own) = own {
                    self.warn(Problem::NotKept("doc_labels, since accept says otherwise".into()), Some(own));
                }
                values = from_categories(accepted);
            }
        }
        match self.string("label") {
            Some(label) if answer == Answer::Accept => {
                values.insert(AttributeId::new("label"), AttributeValue::Text(label));
            }
            Some(label) => self.warn(Problem::NotKept("label, which was not accepted".into()), Some(&label)),
            None => {}
        }
        values
    }
}

/// The names of the options that were taken; of an option that has a number for a name, its text.
fn named(accepted: &[&str], options: &[&str]) -> Vec<String> {
    let text_of = |number: &str| {
        options.iter().find_map(|json| {
            let mut option = Record::parse(json).ok()?;
            if option.take("id") == Some(number) { option.string("text").ok()? } else { None }
        })
    };
    let name = |json: &&str| read_string(json).or_else(|| text_of(json)).unwrap_or_else(|| (*json).to_owned());
    accepted.iter().map(name).collect()
}

fn rejected() -> Problem {
    Problem::NotKept("answer: reject".into())
}

/// Whether a field is what Prodigy remembers of an answer, such as `_timestamp`.
fn is_bookkeeping(name: &str) -> bool {
    name.starts_with('_') && !name.starts_with("__")
}
