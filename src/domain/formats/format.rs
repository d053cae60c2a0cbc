//! The formats there are, by the names the command line has for them.

use super::cas::{json as cas_json, xmi as cas_xmi};
use super::decoded::Decoded;
use super::detect::Looked;
use super::files::Files;
use super::intake::{Intake, Unreadable};
use super::outlet::{Options, Writer};
use super::{
    brat, chat, conll, csv, doccano, gliner, hf, jsonl, label_studio, postil, prodigy, spacy, w3c, webanno_tsv,
};

/// An exchange format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Postil JSON: everything.
    Postil,
    /// One document a line with its spans, the form spaCy and Prodigy share.
    Jsonl,
    /// Prodigy tasks: tokens, spans with token numbers, relations.
    Prodigy,
    /// spaCy's DocBin.
    Spacy,
    /// A folder for Hugging Face datasets: spans, relations, document labels.
    Hf,
    /// A folder for Hugging Face datasets: tokens with IOB2 tags.
    HfTokens,
    /// Columns of tokens with IOB2 tags.
    Conll,
    /// Columns of tokens with BIOES tags.
    Bioes,
    /// doccano's JSONL.
    Doccano,
    /// Label Studio tasks and their configuration.
    LabelStudio,
    /// A folder of brat standoff.
    Brat,
    /// UIMA CAS as JSON, a file for each document and annotator.
    CasJson,
    /// UIMA CAS as XMI with its type system.
    CasXmi,
    /// WebAnno TSV 3.3, a file for each document and annotator.
    WebannoTsv,
    /// W3C Web Annotation in JSON-LD.
    W3c,
    /// Training data of GLiNER.
    Gliner,
    /// Chat messages for fine-tuning.
    Chat,
    /// One row for each span.
    Csv,
}

/// What an export of a format consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One file with this ending, or one for each split.
    File(&'static str),
    /// Several files that belong together; the ending of the one that matters most, if there is one.
    Folder(Option<&'static str>),
}

impl Format {
    /// Every format, in the order they are offered in.
    pub const ALL: [Self; 18] = [
        Self::Postil,
        Self::Jsonl,
        Self::Prodigy,
        Self::Spacy,
        Self::Hf,
        Self::HfTokens,
        Self::Conll,
        Self::Bioes,
        Self::Doccano,
        Self::LabelStudio,
        Self::Brat,
        Self::CasJson,
        Self::CasXmi,
        Self::WebannoTsv,
        Self::W3c,
        Self::Gliner,
        Self::Chat,
        Self::Csv,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postil => "postil",
            Self::Jsonl => "jsonl",
            Self::Prodigy => "prodigy",
            Self::Spacy => "spacy",
            Self::Hf => "hf",
            Self::HfTokens => "hf-tokens",
            Self::Conll => "conll",
            Self::Bioes => "bioes",
            Self::Doccano => "doccano",
            Self::LabelStudio => "label-studio",
            Self::Brat => "brat",
            Self::CasJson => "cas-json",
            Self::CasXmi => "cas-xmi",
            Self::WebannoTsv => "webanno-tsv",
            Self::W3c => "w3c",
            Self::Gliner => "gliner",
            Self::Chat => "chat",
            Self::Csv => "csv",
        }
    }

    /// The format with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// What an export consists of.
    pub fn shape(self) -> Shape {
        match self {
            Self::Postil | Self::Gliner => Shape::File("json"),
            Self::Jsonl | Self::Prodigy | Self::Doccano | Self::Chat => Shape::File("jsonl"),
            Self::Spacy => Shape::File("spacy"),
            Self::Hf | Self::HfTokens | Self::Brat | Self::CasJson | Self::CasXmi | Self::WebannoTsv => {
                Shape::Folder(None)
            }
            Self::Conll => Shape::File("conll"),
            Self::Bioes => Shape::File("bioes"),
            Self::LabelStudio => Shape::Folder(Some("json")),
            Self::W3c => Shape::File("jsonld"),
            Self::Csv => Shape::File("csv"),
        }
    }

    /// Whether its files name splits of their own accord, so that documents stay in those they came in.
    pub fn keeps_splits(self) -> bool {
        matches!(self, Self::Postil | Self::Hf | Self::HfTokens)
    }

    /// Whether it has a place for which entry of the register a span mentions.
    pub fn keeps_mentions(self) -> bool {
        matches!(self, Self::Postil | Self::Jsonl | Self::Brat | Self::W3c | Self::Csv)
    }

    /// Whether files of this format can be read.
    pub fn imports(self) -> bool {
        !matches!(self, Self::Spacy | Self::Gliner | Self::Chat)
    }

    /// Whether what was looked at is of this format.
    pub(super) fn fits(self, looked: &Looked<'_>) -> bool {
        match self {
            Self::Postil => postil::fits(looked),
            Self::Jsonl => jsonl::fits(looked),
            Self::Prodigy => prodigy::fits(looked),
            Self::Hf => hf::fits(looked),
            Self::HfTokens => hf::tokens::fits(looked),
            Self::Conll => conll::fits(looked),
            Self::Bioes => conll::bioes_fits(looked),
            Self::Doccano => doccano::fits(looked),
            Self::LabelStudio => label_studio::fits(looked),
            Self::Brat => brat::fits(looked),
            Self::CasJson => cas_json::fits(looked),
            Self::CasXmi => cas_xmi::fits(looked),
            Self::WebannoTsv => webanno_tsv::fits(looked),
            Self::W3c => w3c::fits(looked),
            Self::Csv => csv::fits(looked),
            Self::Spacy | Self::Gliner | Self::Chat => false,
        }
    }

    /// Reads files of this format into the intake.
    ///
    /// # Errors
    /// If nothing can be made of them; what is wrong with a part of them is a warning of the intake.
    pub fn read(self, files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
        let files: &dyn Files = &Decoded(files);
        // A file that is one object is never empty: such a one was cut off.
        let is_one_object = matches!(self, Self::Postil | Self::CasJson | Self::CasXmi);
        if self.imports() && !is_one_object && is_blank(files) {
            return Ok(());
        }
        match self {
            Self::Postil => postil::read_into(files, intake),
            Self::Jsonl => jsonl::read(files, intake),
            Self::Prodigy => prodigy::read(files, intake),
            Self::Hf => hf::read(files, intake),
            Self::HfTokens => hf::tokens::read(files, intake),
            Self::Conll => conll::read(files, intake),
            Self::Bioes => conll::read(files, intake),
            Self::Doccano => doccano::read(files, intake),
            Self::LabelStudio => label_studio::read(files, intake),
            Self::Brat => brat::read(files, intake),
            Self::CasJson => cas_json::read(files, intake),
            Self::CasXmi => cas_xmi::read(files, intake),
            Self::WebannoTsv => webanno_tsv::read(files, intake),
            Self::W3c => w3c::read(files, intake),
            Self::Csv => csv::read(files, intake),
            Self::Spacy | Self::Gliner | Self::Chat => {
                Err(Unreadable::OtherFormat(format!("{} is only written", self.name())))
            }
        }
    }

    /// A writer of this format.
    pub fn writer(self, options: &Options) -> Box<dyn Writer> {
        match self {
            Self::Postil => postil::writer(options),
            Self::Jsonl => jsonl::writer(options),
            Self::Prodigy => prodigy::writer(options),
            Self::Spacy => spacy::writer(options),
            Self::Hf => hf::writer(options),
            Self::HfTokens => hf::tokens::writer(options),
            Self::Conll => conll::writer(options),
            Self::Bioes => conll::bioes_writer(options),
            Self::Doccano => doccano::writer(options),
            Self::LabelStudio => label_studio::writer(options),
            Self::Brat => brat::writer(options),
            Self::CasJson => cas_json::writer(options),
            Self::CasXmi => cas_xmi::writer(options),
            Self::WebannoTsv => webanno_tsv::writer(options),
            Self::W3c => w3c::writer(options),
            Self::Gliner => gliner::writer(options),
            Self::Chat => chat::writer(options),
            Self::Csv => csv::writer(options),
        }
    }
}

/// Whether nothing is in the files.
fn is_blank(files: &dyn Files) -> bool {
    const HEAD: usize = 1 << 10;
    files.paths().iter().all(|path| {
        let head = files.head(path, HEAD).ok().and_then(|head| String::from_utf8(head).ok());
        head.is_some_and(|head| head.len() < HEAD && head.trim_start_matches('\u{feff}').trim().is_empty())
    })
}
