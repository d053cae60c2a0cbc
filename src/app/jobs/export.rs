//! Making files of stored records, and saying beforehand what they hold and what they can't.

use std::collections::BTreeMap;

use super::stored::{self, StoredDocument};
use super::{frame, manifest, unframe};
use crate::app::record::{read_project, write_project};
use crate::app::state::ProjectInfo;
use crate::domain::dataset::ratios::Ratios;
use crate::domain::dataset::split::Profiles;
use crate::domain::formats::card::{self, Card};
use crate::domain::formats::export::{Export, SPLITS, Selection};
use crate::domain::formats::json::{Record, object};
use crate::domain::formats::outlet::{About, Annotated, InMemoryOutlet, Loss, Lost, Options};
use crate::domain::formats::{Format, Shape, zip};
use crate::domain::id::{Annotator, DocumentId};
use crate::domain::lint::{Check, Finding, Lint};
use crate::domain::statistics::{Statistics, Table};

/// So many losses are told one by one; all of them stand in a table of their own.
const LOSSES: usize = 500;
/// So much of a file is shown beforehand, in lines and in bytes.
const PREVIEW: (usize, usize) = (12, 6_000);

/// A project to be written in a format.
#[derive(Clone, Debug)]
pub struct ExportJob {
    /// The project.
    pub project: ProjectInfo,
    /// Its documents, as they are stored.
    pub documents: Vec<StoredDocument>,
    /// The time, as RFC 3339.
    pub now: String,
    /// What is made of them.
    pub wanted: Wanted,
}

/// What an export should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The format.
    pub format: Format,
    /// Whose work; nothing for everybody's.
    pub annotator: Option<Annotator>,
    /// The licence of the data, as an SPDX identifier, or empty.
    pub licence: String,
    /// The shares of the splits, as [`Ratios::parse`] reads them, and what they are drawn from; nothing for no splits.
    pub split: Option<(String, u64)>,
    /// Whether doccano's files have `label` triples.
    pub doccano_triples: bool,
    /// Whether the data is to be checked and counted as well.
    pub is_examined: bool,
}

impl Default for Wanted {
    fn default() -> Self {
        Self {
            format: Format::Postil,
            annotator: None,
            licence: String::new(),
            split: None,
            doccano_triples: false,
            is_examined: false,
        }
    }
}

/// The file, what stands in it and what does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file to be handed over: the only one, or a zip.
    pub bytes: Vec<u8>,
    /// The ending of its name.
    pub ending: String,
    /// The files of the export and how long each is, in bytes.
    pub files: Vec<(String, usize)>,
    /// The beginning of the file that shows best what is exported; empty if there is no text in any.
    pub preview: String,
    /// How much of each kind is lost.
    pub lost: Vec<(Lost, usize)>,
    /// What is lost, one by one, up to a limit.
    pub losses: Vec<Loss>,
    /// Every loss as a table in CSV, if there are more than are told one by one; empty otherwise.
    pub all_losses: Vec<u8>,
    /// What the checks found: the check, what is told of it one by one, and how much more there is.
    pub findings: Vec<(Check, Vec<Finding>, usize)>,
    /// The data in numbers.
    pub plots: Vec<Plot>,
    /// The dataset card, in Markdown; empty where the data is not examined.
    pub card: String,
    /// How many records are damaged.
    pub damaged: usize,
}

/// A picture of the data and the table it was drawn from, each a file of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plot {
    /// What its files are called, without an ending.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The picture.
    pub svg: Vec<u8>,
    /// The table.
    pub csv: Vec<u8>,
}

impl ExportJob {
    /// The frames of the job.
    pub fn write(&self) -> Vec<u8> {
        let head = manifest(|fields| {
            fields.string("job", "export");
            fields.string("now", &self.now);
            fields.string("format", self.wanted.format.name());
            if let Some(annotator) = &self.wanted.annotator {
                fields.string("annotator", annotator.as_str());
            }
            fields.text("licence", &self.wanted.licence);
            if let Some((ratios, seed)) = &self.wanted.split {
                fields.string("ratios", ratios);
                // A string, since not every reader of JSON takes so large a number.
                fields.string("seed", &seed.to_string());
            }
            fields.flag("triples", self.wanted.doccano_triples);
            fields.flag("examine", self.wanted.is_examined);
        });
        let mut frames = vec![head, write_project(&self.project)];
        frames.extend(self.documents.iter().map(StoredDocument::write));
        frame(&frames)
    }
}

impl Wanted {
    fn read(record: &mut Record<'_>) -> Option<Self> {
        let is_examined = record.yes_no("examine").ok()?.unwrap_or_default();
        let doccano_triples = record.yes_no("triples").ok()?.unwrap_or_default();
        let mut text = |name| record.string(name).ok().flatten();
        let seed = text("seed").and_then(|seed| seed.parse().ok()).unwrap_or_default();
        Some(Self {
            format: Format::named(&text("format")?)?,
            annotator: text("annotator").map(Annotator::new),
            licence: text("licence").unwrap_or_default(),
            split: text("ratios").map(|ratios| (ratios, seed)),
            doccano_triples,
            is_examined,
        })
    }
}

pub(super) fn run(mut record: Record<'_>, frames: &[&[u8]], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    let Some((project, documents)) = frames.split_first() else {
        return frame(&[]);
    };
    let (Ok(info), Some(wanted)) = (read_project(project), Wanted::read(&mut record)) else {
        return frame(&[]);
    };
    let about = About { project: info.id, name: info.name, schema: info.schema, unknown: info.unknown };
    let exported = record.string("now").ok().flatten().unwrap_or_default();
    // Elsewhere the same data gives the same files, here and on the command line.
    let exported = if wanted.format == Format::Postil { exported } else { String::new() };
    let options = Options { exported, licence: wanted.licence.clone(), doccano_triples: wanted.doccano_triples };
    let mut damaged = 0;
    let mut items = Vec::new();
    for (n, parts) in documents.iter().enumerate() {
        progress(0.4 * n as f64 / documents.len() as f64);
        match stored::restored(parts) {
            Some((item, of_document)) => {
                damaged += of_document;
                items.push(item);
            }
            None => damaged += 1,
        }
    }
    let selection = selection(&wanted, &items);
    let mut export = Export::new(wanted.format, &options, selection.split.as_ref());
    let mut outlet = InMemoryOutlet::default();
    let mut examination = Examination::default();
    for (n, annotated) in items.iter().enumerate() {
        progress(0.4 + 0.5 * n as f64 / items.len() as f64);
        let sets = selection.sets_of(annotated);
        let item = selection.item(annotated, &sets);
        export.document(&item, &about, &mut outlet);
        if wanted.is_examined {
            examination.lint.add(&item, &about.schema);
            examination.statistics.add(&item);
        }
    }
    export.finish(&about, &mut outlet);
    progress(0.95);
    let losses = std::mem::take(&mut outlet.losses);
    let mut exported = Exported::of(wanted.format, outlet.files(), losses, damaged);
    if wanted.is_examined {
        examination.end(&about, &wanted, &options, &selection, &mut exported);
    }
    exported.write()
}

/// What is taken of the documents. Shares that can't be read make no split.
fn selection(wanted: &Wanted, items: &[Annotated]) -> Selection {
    let mut selection = Selection { annotator: wanted.annotator.clone(), ..Selection::default() };
    let split = wanted.split.as_ref().and_then(|(ratios, seed)| Some((Ratios::parse(ratios).ok()?, *seed)));
    if let Some((ratios, seed)) = split {
        let mut profiles = Profiles::default();
        for item in items {
            profiles.add(&selection.item(item, &selection.sets_of(item)));
        }
        selection.split = Some(profiles.split(&ratios, seed));
    }
    selection
}

/// What is checked and counted beside the export.
#[derive(Default)]
struct Examination {
    lint: Lint,
    statistics: Statistics,
}

impl Examination {
    fn end(self, about: &About, wanted: &Wanted, options: &Options, selection: &Selection, exported: &mut Exported) {
        exported.card = card::body(&Card {
            about,
            statistics: &self.statistics,
            format: wanted.format,
            options,
            split: selection.split.as_ref(),
            columns: "",
            agreement: "",
            losses: Some(&exported.lost.iter().copied().collect()),
        });
        let report = self.lint.finish();
        exported.findings = report.by_check().map(|(check, kept, more)| (check, kept.to_vec(), more)).collect();
        let plots = self.statistics.plots(&about.schema).into_iter().map(|plot| Plot {
            name: plot.name.to_owned(),
            title: plot.title.to_owned(),
            csv: plot.table.to_csv(),
            svg: plot.svg.into_bytes(),
        });
        exported.plots = plots.collect();
    }
}

impl Exported {
    fn of(format: Format, files: Vec<(String, Vec<u8>)>, losses: Vec<Loss>, damaged: usize) -> Self {
        let mut lost: BTreeMap<Lost, usize> = BTreeMap::new();
        for loss in &losses {
            *lost.entry(loss.what).or_default() += 1;
        }
        let sizes = files.iter().map(|(path, bytes)| (path.clone(), bytes.len())).collect();
        let preview = preview(format, &files);
        let all_losses = if losses.len() > LOSSES { table(&losses).to_csv() } else { Vec::new() };
        let (ending, bytes) = match (format.shape(), files) {
            (Shape::File(ending), mut files) if files.len() == 1 => (ending, files.remove(0).1),
            (_, files) => ("zip", zip::write(&files)),
        };
        Self {
            bytes,
            ending: ending.to_owned(),
            files: sizes,
            preview,
            lost: lost.into_iter().collect(),
            losses: losses.into_iter().take(LOSSES).collect(),
            all_losses,
            findings: Vec::new(),
            plots: Vec::new(),
            card: String::new(),
            damaged,
        }
    }

    fn write(&self) -> Vec<u8> {
        let manifest = manifest(|fields| {
            fields.string("ending", &self.ending);
            fields.list("files", "", self.files.iter(), |out, (path, length)| {
                object(out, |fields| {
                    fields.string("path", path);
                    fields.number("length", *length as u64);
                });
            });
            fields.string("preview", &self.preview);
            fields.list("lost", "", self.lost.iter(), |out, (what, n)| {
                object(out, |fields| {
                    fields.string("what", what.code());
                    fields.number("n", *n as u64);
                });
            });
            fields.list("losses", "", self.losses.iter(), |out, loss| {
                object(out, |fields| {
                    fields.string("document", loss.document.as_str());
                    fields.string("annotator", loss.annotator.as_str());
                    fields.string("of", &loss.of);
                    fields.string("what", loss.what.code());
                    fields.string("quote", &loss.quote);
                    fields.string("details", &loss.details);
                });
            });
            fields.list("findings", "", self.findings.iter(), |out, (check, kept, more)| {
                object(out, |fields| {
                    fields.string("check", check.code());
                    fields.number("more", *more as u64);
                    fields.list("kept", "", kept.iter(), |out, finding| {
                        object(out, |fields| {
                            fields.string("document", finding.document.as_str());
                            fields.string("annotator", finding.annotator.as_str());
                            fields.string("of", &finding.of);
                            fields.string("quote", &finding.quote);
                            fields.string("details", &finding.details);
                        });
                    });
                });
            });
            fields.strings("plots", self.plots.iter().flat_map(|plot| [plot.name.as_str(), &plot.title]));
            fields.text("card", &self.card);
            fields.number("damaged", self.damaged as u64);
        });
        let mut frames = vec![manifest, self.bytes.clone(), self.all_losses.clone()];
        frames.extend(self.plots.iter().flat_map(|plot| [plot.svg.clone(), plot.csv.clone()]));
        frame(&frames)
    }

    /// Reads the outcome of a job; nothing if the worker gave no answer.
    pub fn read(outcome: &[u8]) -> Option<Self> {
        let frames = unframe(outcome);
        let [manifest, bytes, all_losses, pictures @ ..] = frames.as_slice() else {
            return None;
        };
        let mut record = Record::parse(std::str::from_utf8(manifest).ok()?).ok()?;
        let parts = |json| Record::parse(json).ok();
        let files = record.list("files").ok()?.into_iter().filter_map(|json| {
            let mut record = parts(json)?;
            Some((record.string("path").ok()??, record.number("length").ok()??))
        });
        let files = files.collect();
        let lost = record.list("lost").ok()?.into_iter().filter_map(|json| {
            let mut record = parts(json)?;
            Some((Lost::named(&record.string("what").ok()??)?, record.number("n").ok()??))
        });
        let lost = lost.collect();
        let losses = record.list("losses").ok()?.into_iter().filter_map(|json| {
            let mut record = parts(json)?;
            let mut text = |name| record.string(name).ok().flatten();
            Some(Loss {
                document: DocumentId::new(text("document")?),
                annotator: Annotator::new(text("annotator")?),
                of: text("of")?,
                what: Lost::named(&text("what")?)?,
                quote: text("quote")?,
                details: text("details")?,
            })
        });
        let losses = losses.collect();
        let findings = record.list("findings").ok()?.into_iter().filter_map(read_findings).collect();
        let names = record.strings("plots").ok()?;
        let plots =
            names.as_chunks::<2>().0.iter().zip(pictures.as_chunks::<2>().0).map(|([name, title], [svg, csv])| Plot {
                name: name.clone(),
                title: title.clone(),
                svg: svg.to_vec(),
                csv: csv.to_vec(),
            });
        let plots = plots.collect();
        Some(Self {
            bytes: bytes.to_vec(),
            ending: record.string("ending").ok()??,
            files,
            preview: record.string("preview").ok()??,
            lost,
            losses,
            all_losses: all_losses.to_vec(),
            findings,
            plots,
            card: record.string("card").ok()?.unwrap_or_default(),
            damaged: record.number("damaged").ok()??,
        })
    }
}

fn read_findings(json: &str) -> Option<(Check, Vec<Finding>, usize)> {
    let mut record = Record::parse(json).ok()?;
    let check = Check::named(&record.string("check").ok()??)?;
    let kept = record.list("kept").ok()?.into_iter().filter_map(|json| {
        let mut record = Record::parse(json).ok()?;
        let mut text = |name| record.string(name).ok().flatten();
        Some(Finding {
            document: DocumentId::new(text("document")?),
            annotator: Annotator::new(text("annotator")?),
            of: text("of")?,
            quote: text("quote")?,
            details: text("details")?,
        })
    });
    let kept = kept.collect();
    Some((check, kept, record.number("more").ok()??))
}

/// Every loss, one a row.
fn table(losses: &[Loss]) -> Table {
    let row = |loss: &Loss| {
        [loss.document.as_str(), loss.annotator.as_str(), &loss.of, loss.what.code(), &loss.quote, &loss.details]
            .map(str::to_owned)
            .to_vec()
    };
    Table {
        header: ["document", "annotator", "of", "what", "quote", "details"].map(str::to_owned).to_vec(),
        rows: losses.iter().map(row).collect(),
    }
}

/// The first lines of the file that shows best what is exported: annotations rather than configuration, one that holds many
/// documents rather than one of many, the longest where nothing else tells; never that of the splits.
fn preview(format: Format, files: &[(String, Vec<u8>)]) -> String {
    let ending = match (format.shape(), format) {
        (Shape::File(ending) | Shape::Folder(Some(ending)), _) => ending,
        (_, Format::Brat) => "ann",
        (_, Format::CasXmi) => "xmi",
        (_, Format::CasJson) => "json",
        (_, Format::WebannoTsv) => "tsv",
        _ => "jsonl",
    };
    let of_data = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, of_file) = name.rsplit_once('.').unwrap_or((name, ""));
        (of_file == ending, ["data", "tasks", "train"].contains(&stem))
    };
    let texts = files.iter().filter(|(path, _)| path != SPLITS);
    let texts = texts.filter_map(|(path, bytes)| Some((of_data(path), bytes.len(), beginning(bytes)?)));
    // Of several that are alike, the first.
    let best = texts.rev().max_by_key(|(of_data, length, _)| (*of_data, *length));
    best.map(|(.., beginning)| beginning).unwrap_or_default()
}

/// The first lines of a file, if it is text.
fn beginning(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(PREVIEW.1)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The cut may go through a character.
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).ok()?,
        Err(_) => return None,
    };
    let lines: Vec<&str> = text.lines().take(PREVIEW.0).collect();
    let mut preview = lines.join("\n");
    if preview.len() < bytes.trim_ascii_end().len() {
        preview.push_str("\n…");
    }
    Some(preview)
}
