//! Where INCEpTION puts the files of an exported project, `annotation/DOCUMENT/ANNOTATOR.json`, and which of an annotation's
//! features says what it is.

use std::collections::BTreeSet;
use std::io;

use super::file_names::FileNames;
use super::files::Files;
use super::intake::{Intake, Unreadable};
use super::outlet::Item;
use super::problem::Problem;

/// The annotator's place is taken by this where nobody has annotated the document yet.
const NOBODY: &str = "INITIAL_CAS";

/// The features that say what an annotation is, the surest first: those of the layers INCEpTION and DKPro come with, and
/// what custom layers mostly have.
pub(super) const LABEL_FEATURES: [&str; 6] = ["label", "value", "Value", "PosValue", "DependencyType", "referenceType"];

/// The last part of a type's name.
pub(super) fn short_name(kind: &str) -> &str {
    kind.rsplit('.').next().unwrap_or(kind)
}

/// The layers of INCEpTION's template project and DKPro's named entities, whose labels need no explanation.
const KNOWN_LAYERS: [&str; 3] = [SPAN_LAYER, RELATION_LAYER, "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"];
/// The layer of spans in INCEpTION's template project.
pub(super) const SPAN_LAYER: &str = "custom.Span";
/// The layer of relations in INCEpTION's template project.
pub(super) const RELATION_LAYER: &str = "custom.Relation";

/// The layers that were told of.
#[derive(Debug, Default)]
pub(super) struct Layers {
    told: BTreeSet<String>,
}

impl Layers {
    /// Tells once how a layer was read.
    pub(super) fn tell(&mut self, intake: &mut Intake<'_>, source: &Source<'_>, layer: &str, how: &str) {
        let read_as = format!("{layer}: {how}");
        if self.told.insert(read_as.clone()) {
            intake.warn(source.at(""), Problem::ReadAs(read_as), None);
        }
    }

    /// Tells once what labels the spans or relations of a layer: a feature, or else its name.
    pub(super) fn tell_label(
        &mut self,
        intake: &mut Intake<'_>,
        source: &Source<'_>,
        layer: &str,
        feature: Option<&str>,
    ) {
        match feature {
            Some(_) if KNOWN_LAYERS.contains(&layer) => {}
            Some(feature) => self.tell(intake, source, layer, &format!("labelled by its feature {feature}")),
            None => self.tell(intake, source, layer, &format!("labelled {}, by its name", short_name(layer))),
        }
    }
}

/// Where the files of each document go.
#[derive(Debug, Default)]
pub(super) struct Layout {
    folders: FileNames,
}

impl Layout {
    /// The paths of a document's files, one for each of its layers.
    pub(super) fn paths(&mut self, item: &Item<'_>, ending: &str) -> Vec<String> {
        let split = if item.split.is_empty() { "" } else { &format!("{}/", item.split) };
        let document = self.folders.name(item.document.id().as_str());
        let path = |annotator: &str| format!("{split}annotation/{document}/{annotator}.{ending}");
        if item.sets.is_empty() {
            return vec![path(NOBODY)];
        }
        let mut names = FileNames::default();
        names.name(NOBODY);
        let annotators = item.sets.iter().map(|set| match set.annotator.as_str() {
            "" => "anonymous",
            annotator => annotator,
        });
        annotators.map(|annotator| path(&names.name(annotator))).collect()
    }
}

/// A file that is read, and what its path says.
#[derive(Debug)]
pub(super) struct Source<'a> {
    /// Its path.
    pub(super) path: &'a str,
    /// Whether it is the only one.
    alone: bool,
}

impl<'a> Source<'a> {
    /// A place in it, for a report.
    pub(super) fn at(&self, place: &str) -> String {
        match (place, self.alone) {
            ("", _) => self.path.to_owned(),
            (_, true) => place.to_owned(),
            (_, false) => format!("{}: {place}", self.path),
        }
    }

    /// The folder of the project, the document and the annotator, if the path is like those of an exported project.
    fn parts(&self) -> Option<(&'a str, &'a str, &'a str)> {
        let (folders, file) = self.path.rsplit_once('/')?;
        let (project, document) = folders.rsplit_once('/')?;
        let (before, kind) = project.rsplit_once('/').unwrap_or(("", project));
        matches!(kind, "annotation" | "curation").then(|| (before, document, stem(file)))
    }

    /// The name of the document, if the path is like those of an exported project.
    pub(super) fn document(&self) -> Option<&'a str> {
        self.parts().map(|(_, document, _)| document)
    }

    /// The file's name without its ending.
    pub(super) fn stem(&self) -> &'a str {
        stem(self.path.rsplit('/').next().unwrap_or(self.path))
    }

    /// Whose work it is, unless nobody has annotated the document yet.
    pub(super) fn annotator(&self) -> Option<&'a str> {
        match self.parts() {
            Some((.., NOBODY)) => None,
            parts => Some(parts.map_or("", |(.., annotator)| annotator)),
        }
    }
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Reads every file with the ending, all of a document one after another; a file that is no text is reported.
///
/// # Errors
/// If a file can't be read by the machine.
pub(super) fn each_file(
    files: &dyn Files,
    ending: &str,
    intake: &mut Intake<'_>,
    mut read: impl FnMut(&mut Intake<'_>, &Source<'_>, &str),
) -> Result<(), Unreadable> {
    let paths = files.paths();
    let alone = paths.len() == 1;
    let fits = |path: &&String| alone || path.to_ascii_lowercase().ends_with(ending);
    let mut sources: Vec<Source<'_>> = paths.iter().filter(fits).map(|path| Source { path, alone }).collect();
    sources.sort_by_key(|source| (source.parts().map(|(project, document, _)| (project, document)), source.path));
    let annotated: BTreeSet<_> = sources.iter().filter(|source| source.annotator().is_some()).map(folder).collect();
    for source in &sources {
        if intake.is_cancelled() {
            return Ok(());
        }
        // What everybody began with says nothing where somebody went on.
        if source.annotator().is_none() && annotated.contains(&folder(source)) {
            continue;
        }
        let bytes = match files.read(source.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                intake.warn(source.at(""), Problem::Malformed("longer than 256 MB".into()), Some(""));
                continue;
            }
            Err(error) => return Err(Unreadable::io(source.path, &error)),
        };
        match std::str::from_utf8(&bytes) {
            Ok(text) => read(intake, source, text.trim_start_matches('\u{feff}')),
            Err(error) => {
                let problem = Problem::Malformed(format!("not UTF-8 from byte {}", error.valid_up_to()));
                intake.warn(source.at(""), problem, Some(""));
            }
        }
    }
    Ok(())
}

fn folder<'a>(source: &Source<'a>) -> Option<(&'a str, &'a str)> {
    source.parts().map(|(project, document, _)| (project, document))
}
