//! Reading the smallest export, JSON_MIN: the results stand among the data, under the names of the tags they were given with.

use super::config::Config;
use super::read::{BOOKKEEPING, Given, Results, Who, answer, parse, user_in};
use crate::domain::annotation::{Number, Status};
use crate::domain::formats::intake::{Intake, RawDocument, RawSet, name_in};
use crate::domain::formats::json::{Record, read_list};
use crate::domain::formats::placing::Unit;
use crate::domain::formats::postil::read_metadata;
use crate::domain::formats::problem::Problem;
use crate::domain::id::AttributeId;

/// Reads a record of the smallest export, in which the results stand among the data under the names of their tags.
pub(super) fn task(
    intake: &mut Intake<'_>,
    config: &Config,
    at: &str,
    mut record: Record<'_>,
) -> Result<RawDocument, Problem> {
    let field = config.texts.first().map_or("text", |(_, field)| field.as_str());
    let text = record.text(field).ok_or(Problem::Missing("data"))?;
    let id = name_in(&mut record, "id");
    let annotator = user_in(&mut record, "annotator");
    let is_annotated = annotator.is_some() || record.peek("annotation_id").is_some();
    let set = RawSet { annotator: annotator.unwrap_or_default(), status: Status::Done, ..RawSet::default() };
    let mut results = Results::new(config, set, Who::Annotator);
    let mut metadata = read_metadata(record);
    let fields = std::mem::take(&mut metadata.unknown);
    for (name, json) in fields.iter().filter(|(name, _)| !BOOKKEEPING.contains(&name.as_str())) {
        let values = read_list(json).filter(|values| !values.is_empty());
        let values = values.filter(|values| values.iter().all(|value| is_result(value)));
        if let Some(values) = values {
            for (n, json) in values.into_iter().enumerate() {
                let at = format!("{at}.{name}[{n}]");
                if let Err(problem) = results.add_value(&at, name, json) {
                    intake.warn(at, problem, Some(json));
                }
            }
        } else if !results.answer_document(name, json) {
            metadata.unknown.push((name.clone(), json.clone()));
        }
    }
    let set = results.finish(intake);
    let says_something = !set.spans.is_empty() || !set.document_labels.is_empty();
    let sets = if is_annotated || says_something { vec![set] } else { Vec::new() };
    let at = at.to_owned();
    Ok(RawDocument { at, id, text, metadata, unit: Unit::CodePoint, sets, ..RawDocument::default() })
}

fn is_result(json: &str) -> bool {
    Record::parse(json).is_ok_and(|value| value.peek("start").is_some() && value.peek("end").is_some())
}

impl<'j> Results<'_, 'j> {
    /// Adds a result of the smallest export: what stands at the same place belongs together.
    fn add_value(&mut self, at: &str, name: &str, json: &'j str) -> Result<(), Problem> {
        let value = parse(json)?;
        let ends = ["start", "end"].map(|end| value.peek(end).unwrap_or_default());
        let region = ends.join("-");
        let is_textarea = value.peek("text").is_some_and(|json| json.starts_with('['));
        let kinds = ["labels", "hypertextlabels", "choices", "number", "rating", "taxonomy", "datetime"];
        let kind = kinds.into_iter().find(|kind| value.peek(kind).is_some());
        let kind = kind.unwrap_or(if is_textarea { "textarea" } else { "" });
        self.value(at, json, Given { kind, from: name, region, value, around: Record::default() })
    }

    /// Takes what is said of the document; whether it is that. Of what is said of a single span this export does not tell
    /// the place.
    fn answer_document(&mut self, name: &str, json: &str) -> bool {
        let control = self.config.control(name);
        let chosen = Record::parse(json).ok().and_then(|mut value| value.take("choices"));
        if control.map_or(chosen.is_none(), |control| control.per_region) {
            return false;
        }
        let kind = if Number::parse(json).is_some() { "number" } else { "choices" };
        let wrapped = format!("{{\"{kind}\":{}}}", chosen.unwrap_or(json));
        let value = Record::parse(&wrapped).ok().and_then(|mut value| answer(&mut value, kind, control));
        let attribute = control.map_or_else(|| AttributeId::new(name), |control| control.attribute.id.clone());
        value.map(|value| self.set.document_labels.insert(attribute, value)).is_some()
    }
}
