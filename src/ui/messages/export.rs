//! The words of the export.

use super::program::storage;
use super::{EN, counted, register, rules};
use crate::domain::formats::Format;
use crate::domain::formats::outlet::Lost;
use crate::domain::lint::Check;
use crate::ui::keeper::ExportError;
use crate::web::intl;

/// The words of the export.
#[derive(Debug)]
pub(crate) struct ExportWords {
    pub(crate) export_lead: &'static str,
    pub(crate) format: &'static str,
    pub(crate) format_name: fn(Format) -> &'static str,
    pub(crate) format_hint: fn(Format) -> &'static str,
    pub(crate) which_articles: &'static str,
    pub(crate) scope_all: fn(usize) -> String,
    pub(crate) scope_done: fn(usize) -> String,
    pub(crate) scope_titled: &'static str,
    pub(crate) whose: &'static str,
    pub(crate) everybodys: &'static str,
    pub(crate) licence: &'static str,
    pub(crate) licence_hint: &'static str,
    pub(crate) export_results: &'static str,
    pub(crate) export_files: fn(usize, usize) -> String,
    pub(crate) export_preview: &'static str,
    pub(crate) bytes: fn(usize) -> String,
    pub(crate) losses: &'static str,
    pub(crate) nothing_lost: &'static str,
    pub(crate) lost: fn(Lost) -> &'static str,
    pub(crate) triples: &'static str,
    pub(crate) splits: &'static str,
    pub(crate) split: &'static str,
    pub(crate) ratios: &'static str,
    pub(crate) seed: &'static str,
    pub(crate) wrong_ratios: &'static str,
    pub(crate) split_hint: &'static str,
    pub(crate) checks: &'static str,
    pub(crate) nothing_found: &'static str,
    pub(crate) check: fn(Check) -> &'static str,
    pub(crate) in_numbers: &'static str,
    pub(crate) save_card: &'static str,
    pub(crate) save_whole_list: &'static str,
    pub(crate) svg: &'static str,
    pub(crate) csv: &'static str,
    pub(crate) save_as: fn(&str, &str) -> String,
    pub(crate) download: &'static str,
    pub(crate) exporting: &'static str,
    pub(crate) export_again: &'static str,
    pub(crate) exported: fn(&str) -> String,
    pub(crate) damaged_in_export: fn(usize) -> String,
    pub(crate) export_error: fn(&ExportError) -> String,
    pub(crate) nothing_to_export: &'static str,
}

/// English.
pub(super) const ENGLISH: ExportWords = ExportWords {
    export_lead: "Take the annotations of this project away as a file.",
    format: "Format",
    format_name,
    format_hint,
    which_articles: "Articles",
    scope_all: |n| format!("All articles ({})", intl::number(EN, n)),
    scope_done: |n| format!("Only those I am done with ({})", intl::number(EN, n)),
    scope_titled: "Only those with certain titles",
    whose: "Whose annotations",
    everybodys: "Everybody’s, each by itself",
    licence: "Licence of the data",
    licence_hint: "Named in the dataset card. Leave it empty if there is none.",
    export_results: "What is exported",
    export_files: |n, bytes| format!("{}, {}", counted(n, "file", "files"), size(bytes)),
    export_preview: "How it begins",
    bytes: size,
    losses: "What this format can’t hold",
    nothing_lost: "Nothing is lost: every span, attribute, note and relation is in it.",
    lost,
    triples: "Label triples, for doccano projects without relations",
    splits: "Splits",
    split: "Split into train, dev and test",
    ratios: "Shares",
    seed: "Seed",
    wrong_ratios: "Give two shares or more, as in 0.8,0.1,0.1. Nothing is split until then.",
    split_hint: "Every split gets its share of each label, and articles that are nearly the same stay on one side. The same seed gives \
                 the same splits; splits.json says which article went where.",
    checks: "What to look at before you use it",
    nothing_found: "The checks found nothing.",
    check,
    in_numbers: "In numbers",
    save_card: "Save the dataset card",
    save_whole_list: "Save the whole list",
    svg: "SVG",
    csv: "CSV",
    save_as: |title, kind| format!("Save “{title}” as {kind}"),
    download: "Download",
    exporting: "Making the file…",
    export_again: "Make the files again",
    exported: |name| format!("{name} was handed to the browser’s downloads."),
    damaged_in_export: |n| {
        format!("{} could not be read and are not in the file.", counted(n, "stored record", "stored records"))
    },
    export_error: |error| match error {
        ExportError::Storage(error) => format!("No file was made: the stored work can’t be read. {}", storage(error)),
        ExportError::Broken(words) => format!("No file was made: {words}. Nothing was changed; try again."),
        ExportError::Cancelled => "Cancelled; no file was made.".into(),
    },
    nothing_to_export: "There is nothing to export yet.",
};

/// A number of bytes.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => counted(bytes, "byte", "bytes"),
        1_000..1_000_000 => format!("{} KB", intl::number(EN, bytes.div_ceil(1_000))),
        _ => format!("{} MB", intl::number(EN, bytes.div_ceil(1_000_000))),
    }
}

pub(super) fn format_name(format: Format) -> &'static str {
    match format {
        Format::Postil => "Postil JSON",
        Format::Jsonl => "JSONL with spans",
        Format::Prodigy => "Prodigy JSONL",
        Format::Spacy => "spaCy DocBin",
        Format::Hf => "Hugging Face, spans",
        Format::HfTokens => "Hugging Face, tokens",
        Format::Conll => "CoNLL columns, IOB2",
        Format::Bioes => "Columns, BIOES",
        Format::Doccano => "doccano JSONL",
        Format::LabelStudio => "Label Studio",
        Format::Brat => "brat standoff",
        Format::CasJson => "UIMA CAS JSON (INCEpTION)",
        Format::CasXmi => "UIMA CAS XMI",
        Format::WebannoTsv => "WebAnno TSV 3.3",
        Format::W3c => "W3C Web Annotation",
        Format::Gliner => "GLiNER training data",
        Format::Chat => "Chat fine-tuning JSONL",
        Format::Csv => "CSV, one row a span",
    }
}

fn format_hint(format: Format) -> &'static str {
    match format {
        Format::Postil => {
            "Everything: texts, labels and all annotators’ spans. Offsets count Unicode code points, as Python does: \
             text[start:end] is the quote."
        }
        Format::Jsonl => {
            "A line for each article: text, spans with code-point offsets, relations. Three lines of Python read it."
        }
        Format::Prodigy => "Tasks with tokens, spans and relations, as Prodigy writes them.",
        Format::Spacy => {
            "Opens with DocBin().from_disk(…): entities where spans don’t overlap, all spans in the span group “sc”."
        }
        Format::Hf => "A dataset folder for load_dataset: spans, relations and document labels, with a dataset card.",
        Format::HfTokens => "A dataset folder for token classification: tokens with IOB2 tags as ClassLabel.",
        Format::Conll => "A token a line with its IOB2 tag; overlapping spans don’t fit.",
        Format::Bioes => {
            "A token a line with its BIOES tag; overlapping spans don’t fit. Not for spaCy, which misreads it."
        }
        Format::Doccano => {
            "Import in doccano as JSONL(Relation), in a project that allows overlaps and relations, with encoding utf_8."
        }
        Format::LabelStudio => "A zip with the tasks and the labelling configuration that fits them.",
        Format::Brat => "A zip with a .txt and an .ann file for each article, and the configuration.",
        Format::CasJson => "A file for each article and annotator, for INCEpTION and dkpro-cassis.",
        Format::CasXmi => "A file for each article and annotator with the type system, for UIMA tools.",
        Format::WebannoTsv => "A file for each article and annotator, for WebAnno and older INCEpTION projects.",
        Format::W3c => "JSON-LD with quotes and positions, good for archives.",
        Format::Gliner => "Words and entity types as GLiNER’s trainer reads them.",
        Format::Chat => "Messages with the text as the question and the spans as a JSON answer.",
        Format::Csv => "Opens in any spreadsheet.",
    }
}

fn lost(what: Lost) -> &'static str {
    match what {
        Lost::Overlap => "Spans that overlap a longer one",
        Lost::Fragments => "Gaps inside discontinuous spans",
        Lost::Border => "Exact borders of spans",
        Lost::Span => "Spans",
        Lost::Attributes => "Attributes",
        Lost::Mention => register::ENGLISH.lost,
        Lost::Note => "Notes",
        Lost::Relation => "Relations",
        Lost::DocumentLabels => "Labels of whole articles",
        Lost::Label => "Names of labels",
        Lost::Text => "Parts of the text",
    }
}

fn check(check: Check) -> &'static str {
    match check {
        Check::EmptyText => "Articles without text",
        Check::NoSpans => "Articles in which nobody marked anything",
        Check::EdgeSpace => "Spans with white space at the edge",
        Check::HalfWord => "Spans that start or end inside a word",
        Check::CutToken => "Spans that start or end inside a token",
        Check::DuplicateSpan => "The same span twice",
        Check::UntaggedRepeat => "Marked words that stand elsewhere in the article unmarked",
        Check::TwoLabels => "The same words under different labels",
        Check::MissingAttribute => "Needed attributes without a value",
        Check::WrongValue => "Values their attribute doesn’t take",
        Check::WrongEnds => "Relations between labels their type doesn’t link",
        Check::OverlapRule => rules::ENGLISH.check,
        Check::NearDuplicate => "Articles that are nearly the same",
        Check::AcrossSplits => "Nearly the same articles in different splits",
    }
}
