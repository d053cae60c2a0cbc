"""The folder of spans for Hugging Face datasets, read with `load_dataset`."""

import json

from datasets import ClassLabel, load_dataset

from model import Record, Relation, Span, canonical, demand

from . import every
from .jsonl import pieces


def expected(source):
    """Returns everything."""
    return list(source.records())


def read(path, source):
    """Reads every split of the folder."""
    every(path, "README.md")
    return [record(row, split.features) for split in load_dataset(str(path)).values() for row in split]


def record(row, features):
    """Returns the record of a row."""
    names = features["spans"].feature["label"]
    demand(isinstance(names, ClassLabel), f"the label of a span is no ClassLabel but {names}")
    spans = {}
    for span in row["spans"]:
        fragments = pieces(span)
        words = " ".join(row["text"][start:end] for start, end in fragments)
        demand(span["text"] == words, f"{span['text']!r} is not {words!r}")
        demand((fragments[0][0], fragments[-1][1]) == (span["start"], span["end"]), f"fragments do not fit: {span}")
        label = names.int2str(span["label"])
        spans[span["id"]] = Span(fragments, label, canonical(values(span["attributes"])), span["note"])
    relations = [
        Relation(link["type"], spans[link["head"]].end_key, spans[link["tail"]].end_key, link["note"])
        for link in row["relations"]
    ]
    labels = canonical(values(row["doc_labels"]))
    return Record(row["text"], list(spans.values()), relations, labels, row["annotator"], row["id"])


def values(told):
    """Returns attribute values, which a table holds as lists of strings with the kind of each."""
    return {item["name"]: value(item["type"], item["value"]) for item in told}


def value(kind, strings):
    """Returns a value as what it was."""
    if kind == "texts":
        return strings
    demand(len(strings) == 1, f"not one {kind}: {strings}")
    return strings[0] if kind == "text" else json.loads(strings[0])
