"""What a reader hands back of an export, and what is expected of it."""

import itertools
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace


class Unreadable(Exception):
    """Tells what a reader refused, or what is wrong inside an export."""


def demand(condition, what):
    """Refuses the export if the condition does not hold."""
    if not condition:
        raise Unreadable(what)


def canonical(value):
    """Writes a value so that equal ones are equal: whole numbers as integers, keys in order."""
    if isinstance(value, dict):
        value = {key: plain(item) for key, item in value.items()}
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True)


def plain(value):
    """Returns the value with whole numbers as integers."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return list(value) if isinstance(value, (list, tuple)) else value


@dataclass(frozen=True, order=True)
class Span:
    """A span: its fragments as (start, end) in code points, its label, what else is said of it as JSON."""

    fragments: tuple
    label: str
    attributes: str = "{}"
    note: str = ""

    @property
    def hull(self):
        """Where it starts and ends."""
        return self.fragments[0][0], self.fragments[-1][1]

    @property
    def end_key(self):
        """What a relation tells of it."""
        return self.fragments, self.label


@dataclass(frozen=True, order=True)
class Relation:
    """A relation between two spans, each told by its fragments and label."""

    kind: str
    source: tuple
    target: tuple
    note: str = ""


@dataclass
class Record:
    """One annotator's work on one text. `annotator` is None where the format does not tell it."""

    text: str
    spans: list
    relations: list = field(default_factory=list)
    labels: str = "{}"
    annotator: str | None = None
    document: str | None = None
    extra: dict = field(default_factory=dict)

    def facts(self):
        """Returns everything that is compared, as lines with their count."""
        lines = [f"label of the document: {key} = {canonical(value)}" for key, value in json.loads(self.labels).items()]
        for span in self.spans:
            said = "" if span.attributes == "{}" else f" {span.attributes}"
            note = f" note {span.note!r}" if span.note else ""
            lines.append(f"span {self.place(span.end_key)}{said}{note}")
        for relation in self.relations:
            note = f" note {relation.note!r}" if relation.note else ""
            ends = f"{self.place(relation.source)} → {self.place(relation.target)}"
            lines.append(f"relation {relation.kind}: {ends}{note}")
        lines.extend(f"{name}: {item}" for name, items in self.extra.items() for item in items)
        return Counter(lines)

    def place(self, end_key):
        """Writes a span's label, place and words."""
        fragments, label = end_key
        at = ", ".join(f"{start}–{end}" for start, end in fragments)
        return f"{label} [{at}] {' … '.join(self.text[start:end] for start, end in fragments)!r}"


class Source:
    """The Postil JSON file that was converted."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.file = json.load(file)
        demand(self.file["format"] == "postil" and self.file["version"] == 1, "the source is not Postil JSON 1")
        demand(self.file.get("offset_unit", "codepoint") == "codepoint", "the source does not count code points")
        self.documents = {document["id"]: document for document in self.file["documents"]}
        schema = self.file.get("label_set", {})
        self.labels = {label["id"]: label for label in schema.get("labels", [])}
        self.relation_types = {kind["id"]: kind for kind in schema.get("relations", [])}
        self.document_labels = {attribute["id"]: attribute for attribute in schema.get("document_labels", [])}

    def records(self):
        """Returns each set with everything, in the order of the documents; one without sets has an empty one."""
        sets = defaultdict(list)
        for annotations in self.file["annotation_sets"]:
            sets[annotations["document"]].append(annotations)
        nobody = {"annotator": "", "spans": []}
        for document in self.documents.values():
            for annotations in sets[document["id"]] or [nobody]:
                yield self.record(document, annotations)

    def record(self, document, annotations):
        """Returns one set with everything."""
        spans = {}
        for span in annotations["spans"]:
            pieces = span.get("fragments") or [span]
            fragments = tuple((piece["start"], piece["end"]) for piece in pieces)
            for piece in [span, *pieces]:
                words = document["text"][piece["start"] : piece["end"]]
                demand(words == piece["quote"], f"the source quotes {piece['quote']!r} for {words!r}")
            said = canonical(span.get("attributes", {}))
            spans[span["id"]] = Span(fragments, span["label"], said, span.get("note", ""))
        relations = [
            Relation(
                relation["type"],
                spans[relation["from"]].end_key,
                spans[relation["to"]].end_key,
                relation.get("note", ""),
            )
            for relation in annotations.get("relations", [])
        ]
        return Record(
            document["text"],
            list(spans.values()),
            relations,
            canonical(annotations.get("document_labels", {})),
            annotations["annotator"],
            document["id"],
        )

    def attribute(self, label, name):
        """Returns the definition of an attribute of a label, or of a label of documents for None."""
        if label is None:
            return self.document_labels.get(name, {})
        return next((item for item in self.labels[label].get("attributes", []) if item["id"] == name), {})


def hull(span):
    """Returns the span from its first to its last character, for formats whose spans have no gaps."""
    return replace(span, fragments=(span.hull,))


def each_span(record, change):
    """Returns the record with every span changed, and with it the ends of its relations."""
    moved = {span.end_key: change(span) for span in record.spans}
    return replace(
        record,
        spans=[change(span) for span in record.spans],
        relations=[
            replace(relation, source=moved[relation.source].end_key, target=moved[relation.target].end_key)
            for relation in record.relations
        ],
    )


def without(
    record, *, attributes=False, notes=False, relations=False, relation_notes=False, labels=False, annotator=False
):
    """Returns the record without what a format cannot hold."""
    spans = [
        replace(span, attributes="{}" if attributes else span.attributes, note="" if notes else span.note)
        for span in record.spans
    ]
    links = [] if relations else record.relations
    if relation_notes:
        links = [replace(relation, note="") for relation in links]
    return replace(
        record,
        spans=spans,
        relations=links,
        labels="{}" if labels else record.labels,
        annotator=None if annotator else record.annotator,
    )


def flattened(spans):
    """Returns the spans that are left where none may overlap: the longest first, then the earliest, then by label."""
    kept = []
    for span in sorted(spans, key=lambda span: (span.hull[0] - span.hull[1], span.hull[0], span.label)):
        start, end = span.hull
        if all(end <= other.hull[0] or other.hull[1] <= start for other in kept):
            kept.append(span)
    return sorted(hull(span) for span in kept)


def categories(source, record):
    """Returns what is said of the document as categories of a classifier, each with whether it holds."""
    told = {}
    for name, said in json.loads(record.labels).items():
        if isinstance(said, bool):
            told[name] = said
            continue
        said = [
            value if isinstance(value, str) else canonical(value)
            for value in (said if isinstance(said, list) else [said])
        ]
        offered = source.document_labels[name].get("options", [])
        told |= {f"{name}={option}": option in said for option in dict.fromkeys([*offered, *said])}
    return told


@dataclass
class Row:
    """A row of tokens with its spans as (first token, token after the last, label), and relations between those."""

    tokens: list
    spans: list
    relations: list = field(default_factory=list)


def aligned(rows, source):
    """Returns a record for each text that the rows, which have no offsets, were made of."""
    wanted = defaultdict(list)
    for record in source.records():
        wanted[squeezed(record.text)].append(record)
    records, pending = [], []
    for row in rows:
        pending.append(row)
        together = squeezed("".join(token for row in pending for token in row.tokens))
        if wanted[together]:
            records.append(placed(pending, wanted[together].pop(0).text))
            pending = []
    demand(not pending, f"these tokens are no text of the source: {[row.tokens for row in pending]!r}")
    return records


def squeezed(text):
    """Returns the text without white space."""
    return "".join(text.split())


def placed(rows, text):
    """Returns the record of the rows of one text."""
    places = [place for place, character in enumerate(text) if not character.isspace()]
    record, at = Record(text, []), 0
    for row in rows:
        borders = []
        for token in row.tokens:
            length = len(squeezed(token))
            demand(length > 0, f"a token is white space: {token!r}")
            borders.append((places[at], places[at + length - 1] + 1))
            at += length
        spans = [Span(((borders[first][0], borders[after - 1][1]),), label) for first, after, label in row.spans]
        record.spans.extend(spans)
        record.relations.extend(
            Relation(kind, spans[source].end_key, spans[target].end_key) for source, target, kind in row.relations
        )
    return record


def differences(expected, found):
    """Tells in what two lists of records differ; records of the same text are paired where they agree most."""
    lines = []
    by_text = defaultdict(lambda: ([], []))
    for side, records in enumerate((expected, found)):
        for record in records:
            by_text[record.text][side].append(record)
    for text, (ours, theirs) in by_text.items():
        name = f"{text[:24]!r}…"
        if len(ours) != len(theirs):
            lines.append(f"{name}: {len(ours)} records expected, {len(theirs)} found")
        best = min((paired(ours, order) for order in itertools.permutations(theirs)), key=len, default=[])
        lines.extend(f"{name}: {line}" for line in best)
    return lines


def paired(ours, theirs):
    """Tells in what each record differs from the one at the same place of the other list."""
    lines = []
    for mine, yours in zip(ours, theirs):
        if None not in (mine.annotator, yours.annotator) and mine.annotator != yours.annotator:
            lines.append(f"annotator {mine.annotator!r} expected, {yours.annotator!r} found")
        if None not in (mine.document, yours.document) and mine.document != yours.document:
            lines.append(f"document {mine.document!r} expected, {yours.document!r} found")
        wanted, got = mine.facts(), yours.facts()
        lines.extend(f"missing {line}" for line in (wanted - got).elements())
        lines.extend(f"not expected {line}" for line in (got - wanted).elements())
    return lines
