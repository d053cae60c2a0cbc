"""Label Studio tasks and their configuration, validated by label-studio-sdk."""

import json
from collections import defaultdict

from label_studio_sdk.label_interface import LabelInterface

from model import Record, Relation, Span, canonical, demand, without

from . import only
from .jsonl import pieces


def expected(source):
    """Returns everything but notes on relations; fragments stand beside, since the editor knows only hulls."""
    return [without(record, relation_notes=True) for record in source.records()]


def read(path, source):
    """Reads the tasks, each annotation validated against the configuration."""
    interface = LabelInterface(only(path, "*.xml").read_text(encoding="utf-8"))
    interface.validate()
    records = []
    for task in json.loads(only(path, "*.json").read_text(encoding="utf-8")):
        alone = {"data": task["data"]}
        demand(interface.validate_task(alone), f"label-studio-sdk refuses the task {list(task['data'])}")
        annotations = task.get("annotations", [])
        for annotation in annotations:
            faults = interface.validate_prediction(annotation, return_errors=True)
            demand(interface.validate_annotation(annotation) and not faults, f"label-studio-sdk: {faults}")
            records.append(record(interface, task["data"], annotation))
        if not annotations:
            records.append(Record(task["data"]["text"], [], annotator="", document=task["data"]["id"]))
    return records


def record(interface, data, annotation):
    """Returns the record of an annotation: results of the same id say something of the same region."""
    text, said, labels, links = data["text"], defaultdict(dict), {}, []
    regions = {result["id"]: result for result in annotation["result"] if result["type"] == "labels"}
    for result in annotation["result"]:
        if result["type"] == "relation":
            links.append(result)
        elif result["type"] != "labels":
            control, region = interface.get_control(result["from_name"]), regions.get(result["id"])
            is_of_region = control.attr.get("perRegion") == "true"
            demand(
                is_of_region == (region is not None),
                f"said of a region, or of none, against the configuration: {result}",
            )
            name = control.attr.get("data-attribute", control.name)
            if is_of_region:
                check_place(control, region, result)
            (said[result["id"]] if is_of_region else labels)[name] = value(control, result["value"])
    spans = {name: span(text, region, said[name]) for name, region in regions.items()}
    demand(
        len(spans) == sum(result["type"] == "labels" for result in annotation["result"]), "two regions have the same id"
    )
    relations = [
        Relation(kind, spans[link["from_id"]].end_key, spans[link["to_id"]].end_key)
        for link in links
        for kind in link["labels"]
    ]
    return Record(text, list(spans.values()), relations, canonical(labels), annotation.get("annotator", ""), data["id"])


def check_place(control, region, result):
    """Demands that what is said of a region has its place, and is asked for its label."""
    same = all(result["value"][side] == region["value"][side] for side in ("start", "end"))
    demand(same, f"not the place of its region: {result}")
    labels = control.attr.get("whenLabelValue")
    asked = labels is None or region["value"]["labels"][0] in labels.split(",")
    demand(asked, f"{control.name} is asked for {labels}, not for {region['value']['labels']}")


def span(text, region, said):
    """Returns a region as a span; its note and its fragments stand in `meta`."""
    place, meta = region["value"], region.get("meta", {})
    words = text[place["start"] : place["end"]]
    demand(place["text"] == words, f"{place['text']!r} is not {words!r}")
    demand(len(place["labels"]) == 1, f"not one label: {place}")
    fragments = pieces({**place, "fragments": meta.get("fragments")})
    demand((fragments[0][0], fragments[-1][1]) == (place["start"], place["end"]), f"fragments do not fit: {region}")
    return Span(fragments, place["labels"][0], canonical(said), "\n".join(meta.get("text", [])))


def value(control, told):
    """Returns the value of an attribute, as the tag it is given with takes it."""
    if control.tag == "Number":
        return told["number"]
    if control.tag == "TextArea":
        return told["text"][0] if len(told["text"]) == 1 else told["text"]
    demand(control.tag == "Choices", f"a control of the kind {control.tag}")
    if control.is_multiple_choice:
        return told["choices"]
    [choice] = told["choices"]
    return {"true": True, "false": False}[choice] if set(control.labels) == {"true", "false"} else choice
