//! UIMA CAS as XMI 1.0 with its type system: a structure is an element, its features are attributes.
//!
//! A type's package is its namespace: `custom.Span` is `Span` in `http:///custom.ecore`. What a feature takes, and so
//! whether `12` is a number or another structure, is told only by the type system, `TypeSystem.xml`, which stands in the
//! folder of the file or above it.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::read::{Reader, Said, Structure};
use super::types::Types;
use super::write::{Mapping, SOFA, Structure as Written, Value, each_structure};
use super::xml::{Elements, Piece, attributes, is_illegal, write_attribute, write_element};
use super::{METADATA, SPAN, STRING, STRINGS, STRUCTURES, VIEW};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Number};
use crate::domain::document::Document;
use crate::domain::formats::detect::Looked;
use crate::domain::formats::files::Files;
use crate::domain::formats::inception::{Layout, each_file, short_name};
use crate::domain::formats::intake::{Intake, Unreadable, beginning};
use crate::domain::formats::json::{WrongField, whole_number};
use crate::domain::formats::outlet::{About, Item, Loss, Lost, Options, Outlet, Part, Writer};
use crate::domain::formats::problem::Problem;
use crate::domain::id::AttributeId;

const TYPE_SYSTEM: &str = "TypeSystem.xml";
const XMI_NAMESPACE: &str = "http://www.omg.org/XMI";

/// Whether what was looked at is of this format.
pub fn fits(looked: &Looked<'_>) -> bool {
    looked.heads().any(|(_, head)| head.starts_with('<') && head.contains(XMI_NAMESPACE))
}

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let mut reader = Reader::default();
    let mut known = TypeSystems::of(files);
    let mut is_told = false;
    each_file(files, ".xmi", intake, |intake, source, xml| {
        let types = known.nearest(source.path, intake);
        if types.is_empty() && !is_told {
            is_told = true;
            let told = "no TypeSystem.xml: every feature is read as text".to_owned();
            intake.warn(source.at(""), Problem::ReadAs(told), None);
        }
        let mut structures = Vec::new();
        let mut report = |place: &str, problem, left_out: &str| intake.warn(source.at(place), problem, Some(left_out));
        let whole = read_structures(xml, types, &mut structures, &mut report);
        let is_any = !structures.is_empty();
        if let Err(problem) = whole {
            report("", problem, &beginning(xml));
        }
        if is_any {
            reader.document(intake, source, types, structures);
        }
    })
}

/// The type systems among the files.
struct TypeSystems<'a> {
    files: &'a dyn Files,
    /// Their paths, by folder.
    paths: BTreeMap<String, Vec<String>>,
    /// What was read last, and the folder it stands in.
    last: (Option<String>, Types),
}

impl<'a> TypeSystems<'a> {
    fn of(files: &'a dyn Files) -> Self {
        let is_one = |path: &String| {
            path.to_ascii_lowercase().ends_with(".xml")
                && files
                    .head(path, 4096)
                    .is_ok_and(|head| String::from_utf8_lossy(&head).contains("<typeSystemDescription"))
        };
        let mut paths: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in files.paths().into_iter().filter(is_one) {
            paths.entry(folder_of(&path).to_owned()).or_default().push(path);
        }
        Self { files, paths, last: (None, Types::default()) }
    }

    /// The types of the type systems that stand in the folder of the path or in the nearest one above it; none if there are
    /// none.
    fn nearest(&mut self, path: &str, intake: &mut Intake<'_>) -> &Types {
        let mut folders =
            std::iter::successors(Some(folder_of(path)), |folder| (!folder.is_empty()).then(|| folder_of(folder)));
        let found = folders.find_map(|folder| self.paths.get_key_value(folder));
        let folder = found.map(|(folder, _)| folder);
        if self.last.0.as_ref() != folder {
            let mut types = Types::default();
            for path in found.into_iter().flat_map(|(_, paths)| paths) {
                let read = self.files.read(path).map_err(|error| Problem::Malformed(error.to_string()));
                let read = read.and_then(|xml| types.read(&String::from_utf8_lossy(&xml)));
                if let Err(problem) = read {
                    intake.warn(path.as_str(), problem, Some(""));
                }
            }
            self.last = (folder.cloned(), types);
        }
        &self.last.1
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Reads what can be read of a file.
///
/// # Errors
/// Why no more of it can be read.
fn read_structures(
    xml: &str,
    types: &Types,
    structures: &mut Vec<Structure>,
    report: &mut impl FnMut(&str, Problem, &str),
) -> Result<(), Problem> {
    let mut elements = Elements::of(xml);
    let mut packages = None;
    let mut open: Option<Structure> = None;
    let mut child: Option<(String, String)> = None;
    loop {
        let at = elements.position();
        let Some(piece) = elements.next()? else {
            return packages.map(drop).ok_or_else(|| Problem::Malformed("not an XMI".into()));
        };
        match (piece, elements.depth()) {
            (Piece::Open(root), 1) => {
                if root.local_name().into_inner() != "XMI" {
                    return Err(Problem::Malformed("not an XMI".into()));
                }
                packages = Some(packages_in(&attributes(&root)?));
            }
            (Piece::Open(element), 2) => match structure(&element, packages.as_ref(), types) {
                Ok(structure) => open = structure,
                Err(problem) => report(&format!("byte {at}"), problem, &beginning(&element)),
            },
            (Piece::Open(element), 3) => child = Some((element.name().into_inner().to_owned(), String::new())),
            (Piece::Text(text), 3..) => {
                if let Some((_, content)) = &mut child {
                    content.push_str(&text);
                }
            }
            (Piece::Close, 2) => {
                if let Some((structure, (name, content))) = open.as_mut().zip(child.take()) {
                    add_text(structure, name, content);
                }
            }
            (Piece::Close, 1) => structures.extend(open.take()),
            _ => {}
        }
    }
}

/// The packages that prefixes stand for.
fn packages_in(attributes: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let package = |(name, space): (&String, &String)| {
        let package = space.strip_prefix("http:///")?.strip_suffix(".ecore")?.replace('/', ".");
        Some((name.strip_prefix("xmlns:")?.to_owned(), package))
    };
    attributes.iter().filter_map(package).collect()
}

/// The structure an element is, unless it only holds others together.
fn structure(
    element: &BytesStart<'_>,
    packages: Option<&BTreeMap<String, String>>,
    types: &Types,
) -> Result<Option<Structure>, Problem> {
    let mut attributes = attributes(element)?;
    let own = packages_in(&attributes);
    let (name, prefix) = element.name().decompose();
    let prefix = prefix.map_or("", |prefix| prefix.into_inner());
    let package = own.get(prefix).or_else(|| packages?.get(prefix));
    let package = package.ok_or_else(|| Problem::Malformed(format!("nobody says what {prefix}: is")))?;
    let kind = match package.as_str() {
        "uima.noNamespace" => name.into_inner().to_owned(),
        package => format!("{package}.{}", name.into_inner()),
    };
    if ["uima.cas.NULL", "uima.cas.View"].contains(&kind.as_str()) {
        return Ok(None);
    }
    let mut number = |name: &'static str| -> Result<Option<usize>, Problem> {
        let wrong = WrongField { field: name, expected: "a whole number from 0" };
        attributes.remove(name).map(|number| whole_number(&number).ok_or_else(|| wrong.into())).transpose()
    };
    let id = number("xmi:id")?.ok_or(Problem::Missing("xmi:id"))?;
    let (sofa, begin, end) = (number("sofa")?, number("begin")?, number("end")?);
    let mut features = Vec::with_capacity(attributes.len());
    for (name, value) in attributes.into_iter().filter(|(name, _)| !name.contains(':') && name != "xmlns") {
        let said = said(types, &kind, &name, value);
        features.push((name, said));
    }
    Ok(Some(Structure { id, kind, sofa, begin, end, features }))
}

/// What an attribute says, by what its feature takes.
fn said(types: &Types, kind: &str, name: &str, value: String) -> Said {
    let structures = |value: String| {
        let ids: Option<Vec<usize>> = value.split_ascii_whitespace().map(|id| id.parse().ok()).collect();
        ids.map_or(Said::Text(value), Said::Structures)
    };
    let list = |value: String| Said::Texts(value.split_ascii_whitespace().map(str::to_owned).collect());
    let Some(range) = types.range(kind, name) else {
        return match (kind, name) {
            (_, "Governor" | "Dependent") | (SPAN, "fragments") | (STRUCTURES, "elements") => structures(value),
            (_, "elements") if kind.starts_with("uima.cas.") => list(value),
            _ => Said::Text(value),
        };
    };
    match range {
        "uima.cas.Boolean" if value == "true" || value == "false" => Said::YesNo(value == "true"),
        "uima.cas.Boolean" => Said::Text(value),
        "uima.cas.Byte" | "uima.cas.Short" | "uima.cas.Integer" | "uima.cas.Long" | "uima.cas.Float"
        | "uima.cas.Double" => Number::parse(&value).map_or(Said::Text(value), Said::Number),
        STRINGS if value.is_empty() => Said::Texts(Vec::new()),
        STRINGS | STRUCTURES | "uima.cas.FSList" => structures(value),
        _ if range.starts_with("uima.cas.") && (range.ends_with("Array") || range.ends_with("List")) => list(value),
        _ if types.is_a(range, STRING) => Said::Text(value),
        _ => structures(value),
    }
}

/// Adds an item to the list an element's children are.
fn add_text(structure: &mut Structure, name: String, content: String) {
    match structure.features.iter_mut().find(|(known, _)| *known == name) {
        Some((_, Said::Texts(texts))) => texts.push(content),
        _ => structure.features.push((name, Said::Texts(vec![content]))),
    }
}

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(XmiWriter::default())
}

#[derive(Default)]
struct XmiWriter {
    layout: Layout,
    mapping: Mapping,
}

impl Writer for XmiWriter {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        self.mapping.declare(&about.schema);
        let illegal = illegal_in(item.document.text().as_str());
        for (path, set) in self.layout.paths(item, "xmi").iter().zip(item.layers()) {
            self.mapping.learn(&set, &illegal);
            out.append(path, &cas_of(item.document, &set, &self.mapping, &illegal));
            tell_losses(item.document, &set, &illegal, out);
        }
    }

    fn finish(&mut self, about: &About, out: &mut dyn Outlet) {
        self.mapping.declare(&about.schema);
        out.append_to(TYPE_SYSTEM, Part::Body, &type_system(&self.mapping));
    }
}

/// The characters XML can't hold, each as its place in UTF-16 units and its number.
fn illegal_in(text: &str) -> String {
    let mut at = 0;
    let mut told = Vec::new();
    for character in text.chars() {
        if is_illegal(character) {
            told.push(format!("{at}:{:x}", u32::from(character)));
        }
        at += character.len_utf16();
    }
    told.join(" ")
}

fn tell_losses(document: &Document, set: &AnnotationSet, illegal: &str, out: &mut dyn Outlet) {
    let details = "characters XML can't hold are written as U+FFFD";
    let has_illegal = |text: &str| text.chars().any(is_illegal);
    if !illegal.is_empty() {
        out.lose(Loss::of_set(document, set, "", Lost::Text, "", format!("{details}: {illegal}")));
    }
    let values_have = |values: &BTreeMap<AttributeId, AttributeValue>| {
        values.iter().any(|(name, value)| {
            has_illegal(name.as_str())
                || match value {
                    AttributeValue::Text(text) => has_illegal(text),
                    AttributeValue::Texts(texts) => texts.iter().any(|text| has_illegal(text)),
                    AttributeValue::Number(_) | AttributeValue::YesNo(_) => false,
                }
        })
    };
    for span in set.spans().iter() {
        let lost = [
            (Lost::Label, has_illegal(span.label.as_str())),
            (Lost::Attributes, values_have(&span.attributes)),
            (Lost::Note, has_illegal(&span.note)),
        ];
        for (what, _) in lost.into_iter().filter(|(_, is_lost)| *is_lost) {
            out.lose(Loss::of_span(document, set, span, what, details));
        }
    }
    for relation in set.relations() {
        for (what, said) in [(Lost::Label, relation.kind.as_str()), (Lost::Note, relation.note.as_str())] {
            if has_illegal(said) {
                out.lose(Loss::of_set(document, set, relation.id.as_str(), what, said, details));
            }
        }
    }
    if values_have(&set.document_labels) {
        out.lose(Loss::of_set(document, set, "", Lost::DocumentLabels, "", details));
    }
}

const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\"",
    " xmlns:custom=\"http:///custom.ecore\"",
    " xmlns:type=\"http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore\" xmi:version=\"2.0\">\n",
    "<cas:NULL xmi:id=\"0\"/>\n",
);

fn cas_of(document: &Document, set: &AnnotationSet, mapping: &Mapping, illegal: &str) -> Vec<u8> {
    let mut out = HEAD.as_bytes().to_vec();
    let mut members = Vec::new();
    each_structure(document, set, mapping, illegal, |structure| {
        members.push(structure.id);
        write_structure(&mut out, structure);
    });
    members.sort_unstable();
    out.extend_from_slice(b"<cas:Sofa");
    write_number(&mut out, "xmi:id", SOFA);
    write_number(&mut out, "sofaNum", 1);
    write_attribute(&mut out, "sofaID", VIEW);
    write_attribute(&mut out, "mimeType", "text");
    write_attribute(&mut out, "sofaString", document.text().as_str());
    out.extend_from_slice(b"/>\n<cas:View");
    write_number(&mut out, "sofa", SOFA);
    write_attribute(&mut out, "members", &joined(&members));
    out.extend_from_slice(b"/>\n</xmi:XMI>\n");
    out
}

fn write_structure(out: &mut Vec<u8>, structure: &Written<'_>) {
    let (prefix, name) = (if structure.kind == METADATA { "type" } else { "custom" }, short_name(structure.kind));
    out.extend_from_slice(format!("<{prefix}:{name}").as_bytes());
    write_number(out, "xmi:id", structure.id);
    write_number(out, "sofa", SOFA);
    if let Some((begin, end)) = structure.range {
        write_number(out, "begin", begin);
        write_number(out, "end", end);
    }
    let mut children = Vec::new();
    for (name, value) in structure.features {
        match value {
            Value::Text(text) => write_attribute(out, name, text),
            Value::Number(number) => write_attribute(out, name, number),
            Value::YesNo(yes) => write_attribute(out, name, if *yes { "true" } else { "false" }),
            Value::Structure(id) => write_number(out, name, *id),
            Value::Structures(_, ids) => write_attribute(out, name, &joined(ids)),
            Value::Texts(_, []) => write_attribute(out, name, ""),
            Value::Texts(_, texts) => texts.iter().for_each(|text| write_element(&mut children, name, text)),
        }
    }
    if children.is_empty() {
        out.extend_from_slice(b"/>\n");
    } else {
        out.push(b'>');
        out.extend_from_slice(&children);
        out.extend_from_slice(format!("</{prefix}:{name}>\n").as_bytes());
    }
}

fn write_number(out: &mut Vec<u8>, name: &str, number: usize) {
    write_attribute(out, name, &number.to_string());
}

fn joined(ids: &[usize]) -> String {
    ids.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}

fn type_system(mapping: &Mapping) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.extend_from_slice(b"<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n");
    for described in mapping.types() {
        out.extend_from_slice(b"<typeDescription>");
        write_element(&mut out, "name", described.name);
        write_element(&mut out, "description", "");
        write_element(&mut out, "supertypeName", described.parent);
        out.extend_from_slice(b"<features>\n");
        for feature in &described.features {
            out.extend_from_slice(b"<featureDescription>");
            write_element(&mut out, "name", feature.name);
            write_element(&mut out, "description", &feature.description);
            write_element(&mut out, "rangeTypeName", feature.range);
            if !feature.element.is_empty() {
                write_element(&mut out, "elementType", feature.element);
            }
            out.extend_from_slice(b"</featureDescription>\n");
        }
        out.extend_from_slice(b"</features></typeDescription>\n");
    }
    out.extend_from_slice(b"</types>\n</typeSystemDescription>\n");
    out
}
