"""JSONL, a document a line, read with spaCy's own line reader and its `Doc.char_span`."""

import spacy
import srsly
from spacy.tokens import Doc

from model import Record, Relation, Span, canonical, demand

from . import only


def expected(source):
    """Returns everything."""
    return list(source.records())


def read(path, source):
    """Reads the lines."""
    vocab = spacy.blank("xx").vocab
    return [record(line, doc_with_borders(vocab, line)) for line in srsly.read_jsonl(only(path, "*.jsonl"))]


def doc_with_borders(vocab, line):
    """Makes spaCy's document of the text, with a token border wherever a span starts or ends."""
    text = line["text"]
    borders = {0, len(text)} | {span[side] for span in line["spans"] for side in ("start", "end")}
    cuts = sorted(borders)
    words = [text[start:end] for start, end in zip(cuts, cuts[1:])]
    return Doc(vocab, words=words, spaces=[False] * len(words))


def record(line, doc):
    """Returns the record of a line; spaCy's document tells whether each span is where the line says."""
    text = line["text"]
    demand(doc.text == text, f"the tokens are not the text: {doc.text!r} for {text!r}")
    spans = {}
    for span in line["spans"]:
        found = doc.char_span(span["start"], span["end"], label=span["label"])
        demand(found is not None, f"spaCy finds no tokens for {span}")
        fragments = pieces(span)
        quote = " ".join(text[start:end] for start, end in fragments)
        demand(span["text"] == quote, f"{span['text']!r} is not {quote!r}")
        demand((fragments[0][0], fragments[-1][1]) == (span["start"], span["end"]), f"fragments do not fit: {span}")
        spans[span["id"]] = Span(fragments, found.label_, canonical(span.get("attributes", {})), span.get("note", ""))
    demand(len(spans) == len(line["spans"]), "two spans have the same id")
    relations = [
        Relation(link["label"], spans[link["from"]].end_key, spans[link["to"]].end_key, link.get("note", ""))
        for link in line.get("relations", [])
    ]
    labels = canonical(line.get("doc_labels", {}))
    return Record(text, list(spans.values()), relations, labels, line["meta"].get("annotator", ""), line["id"])


def pieces(span):
    """Returns the fragments of a span: its own, or one from its start to its end."""
    return tuple((piece["start"], piece["end"]) for piece in span.get("fragments") or [span])
