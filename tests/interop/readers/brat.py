"""brat standoff, read by brat's own parser, as bratiaa has it, and by bioc."""

import json
import re
from collections import defaultdict
from dataclasses import replace

from bioc import brat as bioc_brat
from bratiaa.evaluation import _read_textbound_annotations
from bratsubset.annotation import TextAnnotations
from bratsubset.projectconfig import ProjectConfiguration

from model import Record, Relation, Span, canonical, demand, each_span

from . import every, only

# What ends a line or a column for a program in Python.
BREAKS = "\t-\r\x1c-\x1e\x85\u2028\u2029"


def expected(source):
    """Returns everything; a fragment ends where a line or a column does, and what is said is on one line."""
    records = []
    for record in source.records():
        told = each_span(record, lambda span: one_line(by_lines(record.text, span)))
        told.relations = [replace(relation, note=flat(relation.note)) for relation in told.relations]
        records.append(told)
    return records


def by_lines(text, span):
    """Returns the span with its fragments cut where lines and columns end, without white space at the cuts."""
    pieces = []
    for start, end in span.fragments:
        for piece in re.finditer(f"[^{BREAKS}]+", text[start:end]):
            first, after = start + piece.start(), start + piece.end()
            while first > start and first < after and text[first].isspace():
                first += 1
            while after < end and first < after and text[after - 1].isspace():
                after -= 1
            if first < after:
                pieces.append((first, after))
    return replace(span, fragments=tuple(pieces))


def one_line(span):
    """Returns the span with a space for each break in what is said of it."""
    said = {
        name: flat(value) if isinstance(value, str) else value for name, value in json.loads(span.attributes).items()
    }
    return replace(span, attributes=canonical(said), note=flat(span.note))


def flat(words):
    """Returns the words with a space for each break."""
    return re.sub(f"[{BREAKS}]", " ", words)


def read(path, source):
    """Reads every document of every annotator's folder with both parsers, and what our own file beside them tells."""
    configuration = only(path, "annotation.conf").parent
    with open(only(path, "documents.jsonl"), encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    records, files = [], set(every(path, "*.ann"))
    for document in documents:
        for told in document["sets"] or [{"annotator": "", "folder": ""}]:
            name = configuration / told["folder"] / document["file"]
            files.discard(name.with_name(name.name + ".ann"))
            annotations = TextAnnotations(str(name), read_only=True)
            demand(not annotations.failed_lines, f"brat fails at the lines {annotations.failed_lines} of {name.name}")
            bioc_agrees(name, annotations)
            configured(configuration, annotations)
            records.append(record(source, annotations))
            records[-1].labels = canonical(told.get("document_labels", {}))
            records[-1].annotator, records[-1].document = told["annotator"], document["id"]
    demand(not files, f"documents.jsonl does not tell of {files}")
    return records


def bioc_agrees(name, annotations):
    """Has bioc and bratiaa read the same spans, relations, attributes and notes."""
    text, lines = (name.with_name(name.name + end).read_text(encoding="utf-8") for end in (".txt", ".ann"))
    theirs = bioc_brat.loads(text, lines, name.name)
    places = {
        (entity.id, entity.type, tuple(sorted((place.begin, place.end) for place in entity.locations)))
        for entity in theirs.entities
    }
    ours = {(bound.id, bound.type, tuple(map(tuple, bound.spans))) for bound in annotations.get_textbounds()}
    demand(places == ours, f"bioc and brat differ in {places ^ ours}")
    loaded = {(bound.label, bound.offsets) for bound in _read_textbound_annotations(name.with_name(name.name + ".ann"))}
    demand(loaded == {(kind, place) for _, kind, place in ours}, f"bratiaa differs in {loaded}")
    links = {(link.id, link.type, link.arguments.get("Arg1"), link.arguments.get("Arg2")) for link in theirs.relations}
    ours = {(link.id, link.type, link.arg1, link.arg2) for link in annotations.get_relations()}
    demand(links == ours, f"bioc and brat differ in {links ^ ours}")
    said = {(item.id, item.type, item.refid) for item in theirs.attributes}
    ours = {(item.id, item.type, item.target) for item in annotations.get_attributes()}
    demand(said == ours, f"bioc and brat differ in {said ^ ours}")
    notes = {(note.id, note.refid) for note in theirs.notes}
    ours = {(note.id, note.target) for note in annotations.get_oneline_comments()}
    demand(notes == ours, f"bioc and brat differ in {notes ^ ours}")


def configured(folder, annotations):
    """Demands that brat's configuration has every type that is used."""
    project = ProjectConfiguration(str(folder))
    entities, relations = set(project.get_entity_types()), set(project.get_relation_types())
    attributes = set(project.get_attribute_types())
    for used, known, what in [
        (annotations.get_textbounds(), entities, "entities"),
        (annotations.get_relations(), relations, "relations"),
        (annotations.get_attributes(), attributes, "attributes"),
    ]:
        unknown = {item.type for item in used} - known
        demand(not unknown, f"annotation.conf has no {what} {unknown}")


def record(source, annotations):
    """Returns the record of one file."""
    said, notes = defaultdict(dict), defaultdict(str)
    labels = {bound.id: bound.type for bound in annotations.get_textbounds()}
    for item in annotations.get_attributes():
        add(source, said[item.target], labels[item.target], item.type, item.value)
    for note in annotations.get_oneline_comments():
        words = note.tail[1:].rstrip("\n")
        if note.type == "AnnotatorNotes":
            notes[note.target] = words
        else:
            add(source, said[note.target], labels[note.target], note.type, words)
    spans = {
        bound.id: Span(tuple(map(tuple, bound.spans)), bound.type, canonical(said[bound.id]), notes[bound.id])
        for bound in annotations.get_textbounds()
    }
    relations = [
        Relation(link.type, spans[link.arg1].end_key, spans[link.arg2].end_key, notes[link.id])
        for link in annotations.get_relations()
    ]
    return Record(annotations.get_document_text(), list(spans.values()), relations)


def add(source, said, label, name, value):
    """Adds one attribute: several options are several lines; yes is an attribute without value, no the note `false`."""
    attribute = source.attribute(label, name)
    kind = attribute.get("type")
    if kind == "choices":
        said.setdefault(name, []).append(option(attribute, value))
    elif kind == "choice":
        said[name] = option(attribute, value)
    elif kind == "number":
        said[name] = json.loads(value)
    elif kind == "yes-no":
        said[name] = {True: True, "false": False}[value]
    else:
        said[name] = value


def option(attribute, value):
    """Returns the option that is written so: brat's values have no white space and none of its own marks."""
    found = [option for option in attribute["options"] if re.sub(r"[\s|,<>]", "_", option) == value]
    demand(len(found) == 1, f"{value!r} is no option of {attribute['id']}")
    return found[0]
