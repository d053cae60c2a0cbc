"""Prodigy tasks, read as Prodigy does: spaCy makes a document of the tokens, and spans and relations count in them."""

import spacy
import srsly
from spacy.tokens import Doc

from model import Record, Relation, Span, canonical, categories, demand

from . import only
from .jsonl import pieces


def expected(source):
    """Returns everything; what is said of the document also as answers to choose from."""
    records = list(source.records())
    for record in records:
        record.extra = {"accepted": [name for name, holds in categories(source, record).items() if holds]}
    return records


def read(path, source):
    """Reads the tasks."""
    vocab = spacy.blank("xx").vocab
    return [record(vocab, task) for task in srsly.read_jsonl(only(path, "*.jsonl"))]


def record(vocab, task):
    """Returns the record of a task whose tokens, spans and relations fit each other."""
    text, tokens = task["text"], task["tokens"]
    doc = Doc(vocab, words=[token["text"] for token in tokens], spaces=[token["ws"] for token in tokens])
    demand(doc.text == text, f"the tokens are not the text: {doc.text!r} for {text!r}")
    for number, (token, ours) in enumerate(zip(tokens, doc)):
        place = (ours.i, ours.idx, ours.idx + len(ours))
        demand(place == (token["id"], token["start"], token["end"]), f"token {number} is {place}, not {token}")
    spans = [span_of(doc, span) for span in task["spans"]]
    relations = [relation_of(doc, spans, link) for link in task.get("relations", [])]
    demand(task.get("answer", "accept") == "accept", "the answer is not `accept`")
    labels = canonical(task.get("doc_labels", {}))
    offered = {option["id"] for option in task.get("options", [])}
    accepted = task.get("accept", [])
    demand(offered.issuperset(accepted), f"accepted, but not offered: {set(accepted) - offered}")
    return Record(text, spans, relations, labels, task.get("_annotator_id", ""), task["id"], {"accepted": accepted})


def span_of(doc, span):
    """Returns a span; its tokens, the last one included, must stand where its characters do."""
    found = doc.char_span(span["start"], span["end"], label=span["label"])
    demand(found is not None, f"spaCy finds no tokens for {span}")
    tokens = (found.start, found.end - 1)
    demand(tokens == (span["token_start"], span["token_end"]), f"{span['text']!r} has the tokens {tokens}, not {span}")
    return Span(pieces(span), found.label_, canonical(span.get("attributes", {})), span.get("note", ""))


def relation_of(doc, spans, link):
    """Returns a relation; the tokens it names must be the last ones of the spans it names."""
    ends = []
    for side in ("head", "child"):
        end = link[f"{side}_span"]
        found = doc.char_span(end["start"], end["end"], label=end["label"])
        demand(found is not None, f"spaCy finds no tokens for {end}")
        demand(link[side] == found.end - 1 == end["token_end"], f"the {side} token is not the span's last: {link}")
        same = [span for span in spans if span.hull == (end["start"], end["end"]) and span.label == end["label"]]
        demand(same, f"no span is the {side} of {link}")
        ends.append(same[0].end_key)
    return Relation(link["label"], *ends, link.get("note", ""))
