//! Reading a brat folder: which files belong together, and what their lines make.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::iter;

use super::ann::Line;
use super::set::Making;
use super::{CONF, DOCUMENTS, ENDINGS, LABEL_SET, VISUAL, conf};
use crate::domain::document::Metadata;
use crate::domain::formats::files::{Files, Line as TextLine, Lines};
use crate::domain::formats::intake::{Intake, RawDocument, RawSet, Unreadable, beginning, check_json};
use crate::domain::formats::json::{Record, read_string};
use crate::domain::formats::placing::Unit;
use crate::domain::formats::postil::{read_metadata, read_schema, read_status, read_values};
use crate::domain::formats::problem::Problem;
use crate::domain::schema::Schema;

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let paths = files.paths();
    let mut entries = entries(&paths);
    let configured = configurations(files, &paths, intake)?;
    let mut documents = Vec::new();
    for path in paths.iter().filter(|path| name_of(path) == DOCUMENTS) {
        documents.extend(told(files, path, intake)?);
    }
    let roots: BTreeSet<String> = documents.iter().map(|document| document.root.clone()).collect();
    let mut reader = Reader { files, configured };
    for document in documents {
        if intake.is_cancelled() {
            return Ok(());
        }
        let group = document.group(&mut entries);
        reader.group(group, intake)?;
    }
    for group in groups(files, entries, &roots)? {
        if intake.is_cancelled() {
            return Ok(());
        }
        reader.group(group, intake)?;
    }
    Ok(())
}

/// The files of one name in one folder.
#[derive(Clone, Debug, Default)]
struct Entry {
    text: Option<String>,
    annotations: Vec<String>,
}

/// The files by name and folder, the folder with its slash.
type Entries = BTreeMap<String, BTreeMap<String, Entry>>;

fn entries(paths: &[String]) -> Entries {
    let mut entries = Entries::new();
    for path in paths {
        let (folder, name) = path.split_at(path.len() - name_of(path).len());
        let ending =
            iter::once(".txt").chain(ENDINGS).find(|ending| name.len() > ending.len() && name.ends_with(ending));
        let Some(ending) = ending else {
            continue;
        };
        let stem = &name[..name.len() - ending.len()];
        let entry = entries.entry(stem.to_owned()).or_default().entry(folder.to_owned()).or_default();
        match ending {
            ".txt" => entry.text = Some(path.clone()),
            _ => entry.annotations.push(path.clone()),
        }
    }
    entries
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn folder_of(path: &str) -> &str {
    &path[..path.len() - name_of(path).len()]
}

/// The files that are about one text, if they are.
struct Group {
    id: String,
    metadata: Metadata,
    members: Vec<Member>,
}

/// One annotator's files.
struct Member {
    entry: Entry,
    set: RawSet,
    /// Whether annotations that say nothing are nobody's work.
    may_be_nobodys: bool,
}

/// What `documents.jsonl` tells of a document.
struct Told {
    root: String,
    id: String,
    file: String,
    metadata: Metadata,
    /// The sets, each with its folder.
    sets: Vec<(String, RawSet)>,
}

impl Told {
    /// Its files, and those of annotators nobody told of.
    fn group(mut self, entries: &mut Entries) -> Group {
        let mut folders = entries.remove(&self.file).unwrap_or_default();
        let nobody = self.sets.is_empty();
        if nobody {
            self.sets.push((String::new(), RawSet::default()));
        }
        let mut members: Vec<Member> = Vec::with_capacity(self.sets.len());
        for (folder, set) in self.sets {
            let entry = folders.remove(&format!("{}{folder}", self.root)).unwrap_or_default();
            members.push(Member { entry, set, may_be_nobodys: nobody });
        }
        let (more, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
            folders.into_iter().partition(|(folder, _)| folder.starts_with(&self.root));
        for (folder, entry) in more {
            let annotator = folder[self.root.len()..].trim_end_matches('/').to_owned();
            members.push(Member { entry, set: RawSet { annotator, ..RawSet::default() }, may_be_nobodys: false });
        }
        if !others.is_empty() {
            entries.insert(self.file, others);
        }
        Group { id: self.id, metadata: self.metadata, members }
    }
}

fn told(files: &dyn Files, path: &str, intake: &mut Intake<'_>) -> Result<Vec<Told>, Unreadable> {
    let mut lines = Lines::new(files.open(path).map_err(|error| Unreadable::io(path, &error))?);
    let mut documents = Vec::new();
    while let Some((number, line)) = lines.next_line().map_err(|error| Unreadable::io(path, &error))? {
        let TextLine::Text(json) = line else {
            intake.warn(format!("{path}: line {number}"), Problem::Malformed("not JSON".into()), Some(""));
            continue;
        };
        match told_by(&json, folder_of(path)) {
            Some(document) => documents.push(document),
            None if json.trim().is_empty() => {}
            None => {
                let problem = Problem::Malformed("{\"id\", \"file\", \"sets\"} expected".into());
                intake.warn(format!("{path}: line {number}"), problem, Some(&beginning(&json)));
            }
        }
    }
    Ok(documents)
}

fn told_by(json: &str, root: &str) -> Option<Told> {
    check_json(json).ok()?;
    let mut record = Record::parse(json).ok()?;
    let mut sets = Vec::new();
    for json in record.list("sets").ok()? {
        let mut set = Record::parse(json).ok()?;
        let raw = RawSet {
            annotator: set.string("annotator").ok()?.unwrap_or_default(),
            status: set.string("status").ok()?.and_then(|name| read_status(&name)).unwrap_or_default(),
            document_labels: read_values(set.record("document_labels").ok()?).ok()?,
            ..RawSet::default()
        };
        sets.push((set.string("folder").ok()?.unwrap_or_default(), raw));
    }
    Some(Told {
        root: root.to_owned(),
        id: record.string("id").ok()??,
        file: record.string("file").ok()??,
        metadata: read_metadata(record.record("metadata").unwrap_or_default()),
        sets,
    })
}

/// Puts files together that nothing is told of. Where the same text lies in several folders, and in those where it does once,
/// the folders are annotators'; else they are part of the documents' names.
fn groups(files: &dyn Files, entries: Entries, roots: &BTreeSet<String>) -> Result<Vec<Group>, Unreadable> {
    let mut annotators: BTreeSet<String> = BTreeSet::new();
    for folders in entries.values().filter(|folders| folders.len() > 1) {
        if have_one_text(files, folders.values())? {
            annotators.extend(folders.keys().cloned());
        }
    }
    let parent = common_folder(entries.values().flat_map(BTreeMap::keys));
    let mut groups = Vec::new();
    for (stem, folders) in entries {
        let mut members = Vec::new();
        for (folder, entry) in folders {
            let root = roots.iter().filter(|root| folder.starts_with(*root)).max_by_key(|root| root.len());
            let within = &folder[root.map_or(parent.len(), String::len)..];
            let mut member = Member { entry, set: RawSet::default(), may_be_nobodys: false };
            if annotators.contains(&folder) {
                member.set.annotator = within.trim_end_matches('/').to_owned();
                members.push(member);
            } else {
                let id = format!("{within}{stem}");
                groups.push(Group { id, metadata: Metadata::default(), members: vec![member] });
            }
        }
        if !members.is_empty() {
            groups.push(Group { id: stem, metadata: Metadata::default(), members });
        }
    }
    Ok(groups)
}

/// Whether all that have a text have the same.
fn have_one_text<'a>(files: &dyn Files, entries: impl Iterator<Item = &'a Entry>) -> Result<bool, Unreadable> {
    let mut first: Option<Vec<u8>> = None;
    for path in entries.filter_map(|entry| entry.text.as_ref()) {
        let text = files.read(path).map_err(|error| Unreadable::io(path, &error))?;
        match &first {
            Some(first) if *first != text => return Ok(false),
            Some(_) => {}
            None => first = Some(text),
        }
    }
    Ok(true)
}

/// The folder all others lie in, with its slash.
fn common_folder<'a>(mut folders: impl Iterator<Item = &'a String>) -> String {
    let mut common = folders.next().cloned().unwrap_or_default();
    for folder in folders {
        while !folder.starts_with(&common) {
            let shorter = common.trim_end_matches('/');
            common.truncate(folder_of(shorter).len());
        }
    }
    common
}

/// Our names for those of brat's that are not ours.
#[derive(Default)]
pub(super) struct Originals {
    pub(super) labels: HashMap<String, String>,
    pub(super) relations: HashMap<String, String>,
    pub(super) attributes: HashMap<String, String>,
    /// Of the options of each attribute.
    pub(super) options: HashMap<String, HashMap<String, String>>,
}

/// Reads what there is about label sets, and makes the labels known. The names are of all folders within the one they are given
/// with.
fn configurations(
    files: &dyn Files,
    paths: &[String],
    intake: &mut Intake<'_>,
) -> Result<Vec<(String, Originals)>, Unreadable> {
    let read = |path: &str| files.read(path).map_err(|error| Unreadable::io(path, &error));
    let has = |path: &String| paths.binary_search(path).is_ok();
    let mut configured = Vec::new();
    for path in paths {
        let folder = folder_of(path);
        let (schema, originals) = match name_of(path) {
            LABEL_SET => {
                let json = String::from_utf8(read(path)?).ok().filter(|json| check_json(json).is_ok());
                let Some(record) = json.as_deref().and_then(|json| Record::parse(json).ok()) else {
                    intake.warn(path, Problem::Malformed("not JSON".into()), Some(""));
                    continue;
                };
                label_set(record)
            }
            CONF if !has(&format!("{folder}{LABEL_SET}")) => {
                let visual = format!("{folder}{VISUAL}");
                let visual = if has(&visual) { read(&visual)? } else { Vec::new() };
                let annotation = read(path)?;
                let (annotation, visual) = (String::from_utf8_lossy(&annotation), String::from_utf8_lossy(&visual));
                (conf::read(&annotation, &visual), Originals::default())
            }
            _ => continue,
        };
        know(schema, intake.schema());
        configured.push((folder.to_owned(), originals));
    }
    Ok(configured)
}

fn label_set(mut record: Record<'_>) -> (Schema, Originals) {
    let mut names = record.record("brat_names").unwrap_or_default();
    let mut of = |field| pairs(names.record(field).unwrap_or_default());
    let (labels, relations, attributes) = (of("labels"), of("relations"), of("attributes"));
    let options = names.record("options").unwrap_or_default().rest().into_iter();
    let options = options.map(|(attribute, json)| (attribute, pairs(Record::parse(&json).unwrap_or_default())));
    let originals = Originals { labels, relations, attributes, options: options.collect() };
    let guidelines = record.string("guidelines").ok().flatten().unwrap_or_default();
    let (mut schema, _) = read_schema(record);
    schema.guidelines = guidelines;
    (schema, originals)
}

fn pairs(record: Record<'_>) -> HashMap<String, String> {
    record.rest().into_iter().filter_map(|(name, json)| Some((name, read_string(&json)?))).collect()
}

/// Adds what isn't known yet.
fn know(schema: Schema, known: &mut Schema) {
    known.learn(&schema);
    if known.guidelines.is_empty() {
        known.guidelines = schema.guidelines;
    }
    if known.unknown.is_empty() {
        known.unknown = schema.unknown;
    }
}

struct Reader<'a> {
    files: &'a dyn Files,
    configured: Vec<(String, Originals)>,
}

impl Reader<'_> {
    fn group(&mut self, group: Group, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
        let Group { id, metadata, members } = group;
        // Annotators may share one text.
        let shared = members.iter().find_map(|member| member.entry.text.clone());
        let has_annotations = members.iter().any(|member| !member.entry.annotations.is_empty());
        for Member { entry, set, may_be_nobodys } in members {
            if entry.annotations.is_empty() && has_annotations {
                continue;
            }
            let Some(path) = entry.text.as_ref().or(shared.as_ref()) else {
                self.without_text(&id, &entry, intake)?;
                continue;
            };
            let Some(text) = self.text(path, intake)? else {
                continue;
            };
            let mut sets = Vec::new();
            if !entry.annotations.is_empty() {
                let set = self.set(set, &entry.annotations, &text, intake)?;
                let is_nobodys = may_be_nobodys && set.spans.is_empty();
                sets.extend(Some(set).filter(|_| !is_nobodys));
            }
            let (id, metadata) = (Some(id.clone()), metadata.clone());
            let at = path.clone();
            intake.document(RawDocument {
                at,
                id,
                text,
                metadata,
                unit: Unit::CodePoint,
                sets,
                ..RawDocument::default()
            });
        }
        Ok(())
    }

    fn without_text(&self, id: &str, entry: &Entry, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
        if entry.annotations.is_empty() {
            intake.warn(DOCUMENTS, Problem::NoDocument(id.to_owned()), Some(""));
        }
        for path in &entry.annotations {
            let content = self.files.read(path).map_err(|error| Unreadable::io(path, &error))?;
            intake.warn(path, Problem::NoDocument(id.to_owned()), Some(&String::from_utf8_lossy(&content)));
        }
        Ok(())
    }

    /// What a file says, unless that is no UTF-8.
    fn text(&self, path: &str, intake: &mut Intake<'_>) -> Result<Option<String>, Unreadable> {
        let bytes = self.files.read(path).map_err(|error| Unreadable::io(path, &error))?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(error) => {
                let byte = error.utf8_error().valid_up_to();
                intake.warn(path, Problem::Malformed(format!("not UTF-8 from byte {byte}")), Some(""));
                Ok(None)
            }
        }
    }

    fn set(&self, set: RawSet, paths: &[String], text: &str, intake: &mut Intake<'_>) -> Result<RawSet, Unreadable> {
        let mut contents = Vec::new();
        for path in paths {
            contents.extend(self.text(path, intake)?.map(|content| (path.as_str(), content)));
        }
        let within = self.configured.iter().filter(|(folder, _)| paths[0].starts_with(folder.as_str()));
        let none = Originals::default();
        let originals = within.max_by_key(|(folder, _)| folder.len()).map_or(&none, |(_, originals)| originals);
        let mut making = Making::new(set, text, originals);
        for (path, content) in &contents {
            for (n, line) in content.trim_start_matches('\u{feff}').split('\n').enumerate() {
                let line = line.trim_end_matches('\r');
                if line.trim().is_empty() {
                    continue;
                }
                let at = format!("{path}: line {}", n + 1);
                match Line::parse(line) {
                    Ok(parsed) => making.take(at, line, parsed),
                    Err(expected) => intake.warn(at, Problem::Malformed(expected.into()), Some(line)),
                }
            }
        }
        Ok(making.finish(&paths[0], intake))
    }
}
