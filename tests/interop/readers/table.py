"""CSV, read with Python's own reader: a row for each document, annotator, span and relation."""

import csv
import json
import re

from model import Record, Relation, Span, canonical, demand

from . import only

# A cell that a spreadsheet would take for a formula, or for one that is guarded, has an apostrophe before it.
GUARDED = re.compile("'(?='*[=+\\-@\t\r\n＝＋－＠])")


def expected(source):
    """Returns everything."""
    return list(source.records())


def read(path, source):
    """Reads the rows."""
    texts, records, spans = {}, {}, {}
    with open(only(path, "*.csv"), encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, strict=True):
            row = {name: GUARDED.sub("", cell, count=1) if GUARDED.match(cell) else cell for name, cell in row.items()}
            key = row["document"], row["annotator"]
            if row["kind"] == "document":
                texts[row["document"]] = texts.get(row["document"], "") + row["text"]
                continue
            record = records.setdefault(key, Record(texts[row["document"]], [], annotator=key[1], document=key[0]))
            said = canonical(json.loads(row["attributes"] or "{}"))
            if row["kind"] == "annotator":
                record.labels = said
            elif row["kind"] == "span":
                spans[key, row["id"]] = span(record.text, row, said)
                record.spans.append(spans[key, row["id"]])
            else:
                demand(row["kind"] == "relation", f"a row of the kind {row['kind']!r}")
                ends = (spans[key, row[side]].end_key for side in ("from", "to"))
                record.relations.append(Relation(row["label"], *ends, row["note"]))
    alone = texts.keys() - {document for document, _ in records}
    return [*records.values(), *(Record(texts[name], [], annotator="", document=name) for name in alone)]


def span(text, row, said):
    """Returns a span whose quote is what stands there."""
    place = row["fragments"] or f"{row['start']} {row['end']}"
    fragments = tuple(tuple(map(int, piece.split(" "))) for piece in place.split(";"))
    words = " ".join(text[start:end] for start, end in fragments)
    demand(row["quote"] == words, f"{row['quote']!r} is not {words!r}")
    ends = int(row["start"]), int(row["end"])
    demand((fragments[0][0], fragments[-1][1]) == ends, f"fragments do not fit: {row}")
    return Span(fragments, row["label"], said, row["note"])
