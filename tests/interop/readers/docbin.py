"""spaCy's DocBin: `doc.ents` without overlaps, `doc.spans["sc"]` with all spans, `doc.cats` of the document."""

import spacy
from spacy.tokens import DocBin

from model import Record, Span, categories, demand, each_span, flattened, hull, without

from . import only


def expected(source):
    """Returns hulls of all spans, entities without overlaps, and what is said of the document as categories."""
    records = []
    for record in source.records():
        told = without(each_span(record, hull), attributes=True, notes=True, relations=True, labels=True)
        told.extra = {
            "entity": [place(span) for span in flattened(record.spans)],
            "category": sorted(f"{name} {float(holds)}" for name, holds in categories(source, record).items()),
        }
        records.append(told)
    return records


def place(span):
    """Writes a span's place and label."""
    return f"{span.label} {span.hull}"


def read(path, source):
    """Reads the documents."""
    vocab = spacy.blank("xx").vocab
    records = []
    bin = DocBin(store_user_data=True).from_disk(only(path, "*.spacy"))
    for doc in bin.get_docs(vocab):
        demand(not doc.has_unknown_spaces, "spaCy does not know the spaces between tokens")
        spans = [Span(((span.start_char, span.end_char),), span.label_) for span in doc.spans["sc"]]
        entities = sorted(Span(((span.start_char, span.end_char),), span.label_) for span in doc.ents)
        named = doc.user_data
        record = Record(doc.text, spans, annotator=named.get("annotator"), document=named.get("document"))
        record.extra = {
            "entity": [place(span) for span in entities],
            "category": sorted(f"{name} {value}" for name, value in doc.cats.items()),
        }
        records.append(record)
    return records
