"""WebAnno TSV 3.3, parsed to the letter of its description in INCEpTION's user guide; offsets count UTF-16.

No package of the index reads it.
"""

import json
import re
from dataclasses import dataclass

from model import Record, Relation, Span, canonical, demand, each_span, hull

from . import every

ROW = re.compile(r"(\d+)-(\d+)(?:\.(\d+))?")
CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
# A line before the first sentence, a comment to others, in which we say what the format has no place for.
ASIDE = "#Postil="


@dataclass
class Layer:
    """A layer of the header with the columns it takes."""

    kind: str
    name: str
    features: list
    columns: slice


@dataclass
class Unit:
    """A row: a token or a part of one, with its place in code points."""

    name: str
    start: int
    end: int
    cells: list


@dataclass
class Item:
    """An annotation in a cell: its value, which is None for `*`, and its number, which is 0 if it needs none."""

    value: str | None
    number: str = "0"


def expected(source):
    """Returns everything, but hulls for spans."""
    return [each_span(record, hull) for record in source.records()]


def read(path, source):
    """Reads each document of each annotator."""
    texts = {record.text for record in source.records()}
    return [record(source, texts, file.read_bytes().decode("utf-8")) for file in every(path, "*.tsv")]


def items(cell):
    """Takes a cell apart: `|` stacks, `[N]` numbers, `_` is nothing, `*` no value; a backslash takes that away."""
    if cell == "_":
        return []
    found, value, is_escaped, at = [Item("")], "", False, 0
    while at < len(cell):
        number = re.compile(r"\[(\d+(?:_\d+)?)\](?=\||\Z)").match(cell, at)
        if cell[at] == "\\":
            taken = "->" if cell.startswith("->", at + 1) else cell[at + 1]
            value, is_escaped, at = value + CONTROLS.get(taken, taken), True, at + 1 + len(taken)
        elif number:
            found[-1].number, at = number[1], number.end()
        elif cell[at] == "|":
            found[-1].value = None if value == "*" and not is_escaped else value
            found.append(Item(""))
            value, is_escaped, at = "", False, at + 1
        else:
            demand(cell[at] not in "[];", f"{cell[at]!r} is not escaped in {cell!r}")
            value, at = value + cell[at], at + 1
    found[-1].value = None if value == "*" and not is_escaped else value
    return found


def unescaped(words):
    """Takes the backslashes out of text."""
    return re.sub(r"\\(->|.)", lambda found: CONTROLS.get(found[1], found[1]), words, flags=re.DOTALL)


def header(lines):
    """Returns the layers, and takes the header's lines away."""
    demand(lines.pop(0) == "#FORMAT=WebAnno TSV 3.3", "the first line is not #FORMAT=WebAnno TSV 3.3")
    layers, column = [], 0
    while lines[0].startswith("#T_"):
        kind, told = lines.pop(0)[3:].split("=", 1)
        name, *features = told.split("|")
        known = (kind, name) == ("SP", "custom.Span") or (kind, name) == ("RL", "custom.Relation")
        demand(known and (kind == "SP" or features[-1] == "BT_custom.Span"), f"the layer {kind} {told}")
        layers.append(Layer(kind, name, features, slice(column, column + len(features))))
        column += len(features)
    demand([layer.kind for layer in layers] in ([], ["SP"], ["SP", "RL"]), f"the layers are {layers}")
    demand(lines[:2] == ["", ""], "two empty lines must follow the layers")
    del lines[:2]
    demand(lines[0].startswith(ASIDE), f"{ASIDE} is missing")
    return layers, column, json.loads(lines.pop(0)[len(ASIDE) :])


def record(source, texts, content):
    """Returns the record of a file."""
    demand(content.endswith("\n") and "\r" not in content, "lines must end with LF")
    lines = content.split("\n")
    layers, width, aside = header(lines)
    sentences, rows = [], []
    for before, line in zip(["", *lines], lines):
        if line.startswith("#Text="):
            if before.startswith("#Text="):
                sentences[-1] += "\n" + unescaped(line[6:])
            else:
                sentences.append(unescaped(line[6:]))
        elif line:
            name, offsets, words, *cells = line.split("\t")
            demand(ROW.fullmatch(name) and cells.pop() == "" and len(cells) == width, f"not a row: {line!r}")
            demand(int(name.split("-")[0]) == len(sentences), f"{name} is not in sentence {len(sentences)}")
            start, end = map(int, offsets.split("-"))
            rows.append((Unit(name, start, end, cells), unescaped(words)))
    text = placed(texts, sentences, rows)
    units = [unit for unit, _ in rows]
    told = Record(text, [], labels=canonical(aside.get("document_labels", {})))
    told.annotator, told.document = aside["annotator"], aside["document"]
    if layers:
        spans, firsts = spans_of(source, layers[0], units, aside.get("attributes", {}))
        told.spans = list(spans.values())
        told.relations = [link for layer in layers[1:] for link in relations_of(layer, units, spans, firsts)]
    return told


def placed(texts, sentences, rows):
    """Returns the text the rows are of, after their UTF-16 offsets were made code points of it."""
    for text in texts:
        places, at = {}, 0
        for place, character in enumerate(text):
            places[at] = place
            at += len(character.encode("utf-16-le")) // 2
        places[at] = len(text)
        ends = [(places.get(unit.start), places.get(unit.end)) for unit, _ in rows]
        if None in {side for pair in ends for side in pair}:
            continue
        # Every character but white space is in one token.
        covered = [
            place for (start, end), (unit, _) in zip(ends, rows) if "." not in unit.name for place in range(start, end)
        ]
        solid = [place for place, character in enumerate(text) if not character.isspace()]
        if [place for place in covered if not text[place].isspace()] != solid:
            continue
        if all(text[start:end] == words for (start, end), (_, words) in zip(ends, rows)):
            for (start, end), (unit, _) in zip(ends, rows):
                unit.start, unit.end = start, end
            for number, sentence in enumerate(sentences, 1):
                start = next(unit.start for unit, _ in rows if unit.name == f"{number}-1")
                demand(
                    text.startswith(sentence, start), f"sentence {number} is {sentence!r}, not what stands at {start}"
                )
            return text
    demand(False, f"no text has the words {[words for _, words in rows][:12]}")


def spans_of(source, layer, units, renamed):
    """Returns the spans by row and number, and on which row each begins."""
    places, told, firsts = {}, {}, {}
    for unit in units:
        stacks = [items(cell) for cell in unit.cells[layer.columns]]
        demand(len({len(stack) for stack in stacks}) == 1, f"stacks of different heights: {unit}")
        demand(len(stacks[0]) < 2 or all(item.number != "0" for item in stacks[0]), f"a stack without numbers: {unit}")
        for annotation in zip(*stacks):
            numbers = {item.number for item in annotation}
            demand(len(numbers) == 1, f"several numbers for one annotation: {unit}")
            number = numbers.pop()
            key = unit.name if number == "0" else int(number)
            values = {name: item.value for name, item in zip(layer.features, annotation) if item.value is not None}
            demand(told.setdefault(key, values) == values, f"one annotation has {values} and {told[key]}")
            start, end = places.get(key, (unit.start, unit.end))
            places[key] = min(start, unit.start), max(end, unit.end)
            firsts.setdefault(key, unit.name)
    spans = {}
    for key, place in places.items():
        label, note = told[key].pop("label"), told[key].pop("note", "")
        said = {renamed.get(feature, feature): words for feature, words in told[key].items()}
        typed = {name: value(source.attribute(label, name), words) for name, words in said.items()}
        spans[key] = Span((place,), label, canonical(typed), note)
    return spans, firsts


def relations_of(layer, units, spans, firsts):
    """Returns the relations: each stands where its target begins, and names the row where its source does."""
    relations = []
    for unit in units:
        *features, origins = (items(cell) for cell in unit.cells[layer.columns])
        for *annotation, origin in zip(*features, origins, strict=True):
            told = dict(zip(layer.features, (item.value for item in annotation)))
            sides = origin.number.split("_") if "_" in origin.number else ["0", "0"]
            keys = [row if number == "0" else int(number) for row, number in zip((origin.value, unit.name), sides)]
            rows = [firsts.get(key) for key in keys]
            demand(rows == [origin.value, unit.name], f"{unit.name} {origin}: these begin at {rows}")
            relations.append(Relation(told["label"], *(spans[key].end_key for key in keys), told.get("note") or ""))
    return relations


def value(attribute, words):
    """Returns the value of an attribute as what it is; the file has only words, and several options in one."""
    demand(attribute, f"no attribute says {words!r}")
    if attribute["type"] == "choices":
        return words.split(", ")
    return json.loads(words) if attribute["type"] in ("number", "yes-no") else words
