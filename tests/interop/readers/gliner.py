"""GLiNER's training data, by the rules of its documentation: token numbers, the last one included."""

import json
import re
from dataclasses import replace

from model import Row, aligned, demand, each_span, without

from . import only

# The splitter GLiNER uses when it is asked for entities.
WORDS = re.compile(r"\w+(?:[-_]\w+)*|\S")


def expected(source):
    """Returns the spans widened to whole words, and the relations."""
    records = []
    for record in source.records():
        told = without(record, attributes=True, notes=True, relation_notes=True, labels=True, annotator=True)
        told = each_span(told, lambda span: widened(record.text, span))
        told.document = None
        records.append(told)
    return records


def widened(text, span):
    """Returns the span from the start of the first word it touches to the end of the last."""
    start, end = span.hull
    words = [word.span() for word in WORDS.finditer(text) if word.end() > start and word.start() < end]
    return replace(span, fragments=((words[0][0], words[-1][1]),))


def read(path, source):
    """Reads the examples."""
    labels = {item["name"].lower(): name for name, item in source.labels.items()}
    kinds = {item["name"].lower(): name for name, item in source.relation_types.items()}
    rows = []
    with open(only(path, "*.json"), encoding="utf-8") as file:
        examples = json.load(file)
    for example in examples:
        tokens, told = example["tokenized_text"], example.get("relations", [])
        demand(all(0 <= first <= last < len(tokens) for first, last, _ in example["ner"]), f"beyond: {example}")
        demand(example["ner_labels"] == list(labels), f"the labels are {example['ner_labels']}, not {list(labels)}")
        demand(example["rel_labels"] == list(kinds), f"the relations are {example['rel_labels']}, not {list(kinds)}")
        spans = [(first, last + 1, labels[label]) for first, last, label in example["ner"]]
        rows.append(Row(tokens, spans, [(head, tail, kinds[kind]) for head, tail, kind in told]))
    records = aligned(rows, source)
    words = [word for record in records for word in WORDS.findall(record.text)]
    demand([token for row in rows for token in row.tokens] == words, "the tokens are not those GLiNER cuts")
    return records
