"""Chat messages, read with the loader that trainers use."""

import json

from datasets import load_dataset

from model import Record, Relation, Span, canonical, demand, without

from . import only
from .jsonl import pieces


def expected(source):
    """Returns everything but notes and whose work it is."""
    records = [without(record, notes=True, relation_notes=True, annotator=True) for record in source.records()]
    for record in records:
        record.document = None
    return records


def read(path, source):
    """Reads the conversations: the text alone is the user's turn, strict JSON the answer."""
    records = []
    for row in load_dataset("json", data_files=str(only(path, "*.jsonl")), split="train"):
        roles = [message["role"] for message in row["messages"]]
        demand(roles == ["system", "user", "assistant"], f"the roles are {roles}")
        text, answer = row["messages"][1]["content"], json.loads(row["messages"][2]["content"])
        spans = {}
        for span in answer["spans"]:
            fragments = pieces(span)
            quote = " ".join(text[start:end] for start, end in fragments)
            demand(span["text"] == quote, f"{span['text']!r} is not {quote!r}")
            demand((fragments[0][0], fragments[-1][1]) == (span["start"], span["end"]), f"fragments do not fit: {span}")
            spans[span["id"]] = Span(fragments, span["label"], canonical(span.get("attributes", {})))
        relations = [
            Relation(link["label"], spans[link["from"]].end_key, spans[link["to"]].end_key)
            for link in answer["relations"]
        ]
        records.append(Record(text, list(spans.values()), relations, canonical(answer["document"])))
    return records
