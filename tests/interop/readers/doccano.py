"""doccano's JSONL, imported by doccano itself in its own environment; see `import_doccano.py`."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

from model import Record, Relation, Span, canonical, demand, without

from . import only
from .jsonl import pieces

PROGRAM = Path(__file__).parent.parent / "import_doccano.py"


def expected(source):
    """Returns everything but notes on relations: what doccano has no place for stands beside, where it is kept."""
    return [without(record, relation_notes=True) for record in source.records()]


def read(path, source):
    """Has doccano import the file and export it again."""
    python = os.environ.get("DOCCANO_PYTHON")
    demand(python, "DOCCANO_PYTHON does not name the Python that has doccano")
    with tempfile.TemporaryDirectory() as folder:
        command = [python, str(PROGRAM), str(only(path, "*.jsonl")), folder]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder)
        demand(run.returncode == 0, f"doccano: {run.stderr.strip()[-2000:]}")
        answer = json.loads((Path(folder) / "examples.json").read_text(encoding="utf-8"))
    demand(not answer["errors"], f"doccano: {answer['errors']}")
    lines = [json.loads(line) for line in only(path, "*.jsonl").read_text(encoding="utf-8").split("\n") if line]
    demand(len(lines) == len(answer["examples"]), f"doccano took {len(answer['examples'])} of {len(lines)} lines")
    return [record(example, line) for example, line in zip(answer["examples"], lines)]


def record(example, line):
    """Returns the record of an example, of which nothing may have been passed over."""
    entities, beside = example["entities"], example["meta"]["postil"]
    demand(places(entities) == places(line["entities"]), f"doccano took {entities} of {line['entities']}")
    demand(len(example["relations"]) == len(line["relations"]), "doccano passed over a relation")
    more = {told["index"]: told for told in beside.get("spans", [])}
    spans = []
    for index, entity in enumerate(entities):
        told = more.get(index, {})
        place = entity["start_offset"], entity["end_offset"]
        fragments = pieces(told) if "fragments" in told else (place,)
        demand((fragments[0][0], fragments[-1][1]) == place, f"fragments do not fit: {told}")
        spans.append(Span(fragments, entity["label"], canonical(told.get("attributes", {})), told.get("note", "")))
    ends = {entity["id"]: span.end_key for entity, span in zip(entities, spans)}
    relations = [Relation(link["type"], ends[link["from_id"]], ends[link["to_id"]]) for link in example["relations"]]
    labels, annotator = canonical(beside.get("doc_labels", {})), example["meta"].get("annotator", "")
    return Record(example["data"], spans, relations, labels, annotator, example["id"])


def places(entities):
    """Returns where entities stand, with their labels."""
    return [(entity["start_offset"], entity["end_offset"], entity["label"]) for entity in entities]
