"""UIMA CAS as JSON and as XMI, read by dkpro-cassis, which turns UTF-16 offsets into code points."""

import cassis

from model import Record, Relation, Span, canonical, demand

from . import every, only

# What the description of an attribute's feature begins with.
ATTRIBUTE = "Postil attribute "


def expected(source):
    """Returns everything."""
    return list(source.records())


def from_json(path):
    """Loads each document of each annotator."""
    for file in every(path, "*.json"):
        with open(file, "rb") as stream:
            yield cassis.load_cas_from_json(stream)


def from_xmi(path):
    """Loads each document of each annotator with the type system beside them."""
    with open(only(path, "TypeSystem.xml"), "rb") as stream:
        types = cassis.load_typesystem(stream)
    for file in every(path, "*.xmi"):
        with open(file, "rb") as stream:
            yield cassis.load_cas_from_xmi(stream, typesystem=types)


class Form:
    """One of the forms a CAS is written in."""

    expected = staticmethod(expected)

    def __init__(self, load):
        self.load = load

    def read(self, path, source):
        """Reads each document of each annotator."""
        records = []
        for cas in self.load(path):
            records.append(record(cas))
            again = record(cassis.load_cas_from_json(cas.to_json()))
            demand(again.facts() == records[-1].facts(), "what cassis writes again is not what it read")
        return records


def record(cas):
    """Returns the record of a CAS."""
    text, spans = cas.sofa_string, {}
    for span in cas.select("custom.Span"):
        fragments = tuple((piece.begin, piece.end) for piece in items(span.fragments)) or ((span.begin, span.end),)
        demand((fragments[0][0], fragments[-1][1]) == (span.begin, span.end), f"fragments do not fit: {span}")
        spans[span.xmiID] = Span(fragments, span.label, canonical(attributes(span)), span.note or "")
    relations = []
    for link in cas.select("custom.Relation"):
        place = link.Dependent.begin, link.Dependent.end
        demand((link.begin, link.end) == place, f"a relation stands at {link.begin}–{link.end}, its target at {place}")
        ends = spans[link.Governor.xmiID].end_key, spans[link.Dependent.xmiID].end_key
        relations.append(Relation(link.label, *ends, link.note or ""))
    [told] = cas.select("custom.Document")
    labels = canonical(attributes(told))
    return Record(text, list(spans.values()), relations, labels, told.annotator or "", told.id)


def items(array):
    """Returns the elements of an array that may not be there."""
    return array.elements if array else []


def attributes(structure):
    """Returns the features that are attributes: their descriptions tell the names that UIMA does not allow."""
    said = {}
    for feature in structure.type.all_features:
        value = getattr(structure, feature.name)
        if value is None or not (feature.description or "").startswith(ATTRIBUTE):
            continue
        said[feature.description[len(ATTRIBUTE) :]] = list(value.elements) if hasattr(value, "elements") else value
    return said


as_json = Form(from_json)
as_xmi = Form(from_xmi)
