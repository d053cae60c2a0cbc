"""W3C Web Annotation, expanded by pyld with the context of the standard."""

import json

from pyld import jsonld

from anno_context import CONTEXT, PREFIXES
from model import Record, Relation, Span, canonical, demand

from . import only

ADDRESS = "http://www.w3.org/ns/anno.jsonld"


def expected(source):
    """Returns everything."""
    return list(source.records())


def loader(address, options):
    """Hands pyld the context it would fetch."""
    demand(address == ADDRESS, f"the context {address} is not that of the standard")
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": CONTEXT}


def full(name):
    """Returns a name with its prefix written out."""
    prefix, name = name.split(":")
    return PREFIXES[prefix] + name


def several(node, name):
    """Returns the values of a property: texts, numbers and the like as they are, names and nodes as nodes."""
    return [item.get("@value", item) for item in node.get(full(name), [])]


def one(node, name):
    """Returns the only value of a property."""
    values = several(node, name)
    demand(len(values) == 1, f"one {name} expected, not {values}, in {node}")
    return values[0]


def is_a(node, kind):
    """Tells whether the node is of a kind."""
    return full(kind) in node.get("@type", [])


def read(path, source):
    """Reads the page of annotations."""
    content = json.loads(only(path, "*.jsonld").read_text(encoding="utf-8"))
    [page] = jsonld.expand(content, {"documentLoader": loader})
    demand(is_a(page, "as:OrderedCollectionPage"), f"not a page of annotations: {page.get('@type')}")
    [items] = page[full("as:items")]
    texts, records, spans = {}, {}, {}
    for node in items["@list"]:
        demand(is_a(node, "oa:Annotation"), f"not an annotation: {node.get('@type')}")
        motivation = one(node, "oa:motivatedBy")["@id"]
        creators = [one(creator, "foaf:name") for creator in several(node, "dcterms:creator")]
        annotator = creators[0] if creators else ""
        if motivation == full("oa:describing"):
            target = one(node, "oa:hasTarget")
            if full("rdf:value") in target:
                texts[target["@id"]] = one(target, "rdf:value")
            labels = attributes(node, source.document_labels)
            record = Record(texts[target["@id"]], [], labels=canonical(labels), annotator=annotator)
            demand((target["@id"], annotator) not in records, f"{annotator} describes {target['@id']} twice")
            records[target["@id"], annotator] = record
        elif motivation == full("oa:classifying"):
            about, span = span_of(source, texts, node)
            records[about, annotator].spans.append(span)
            spans[node["@id"]] = (about, annotator), span
        else:
            demand(motivation == full("oa:linking"), f"an annotation for {motivation}")
            [target] = [body["@id"] for body in several(node, "oa:hasBody") if list(body) == ["@id"]]
            key, start = spans[one(node, "oa:hasTarget")["@id"]]
            end = spans[target][1]
            note = "".join(texts_for(node, "oa:commenting"))
            [kind] = texts_for(node, "oa:tagging")
            records[key].relations.append(Relation(kind, start.end_key, end.end_key, note))
    return list(records.values())


def texts_for(node, purpose):
    """Returns the textual bodies of an annotation that have a purpose."""
    bodies = [body for body in several(node, "oa:hasBody") if is_a(body, "oa:TextualBody")]
    return [one(body, "rdf:value") for body in bodies if one(body, "oa:hasPurpose")["@id"] == full(purpose)]


def span_of(source, texts, node):
    """Returns a span and what it is about; each target is a fragment, whose selectors must agree."""
    [label] = texts_for(node, "oa:tagging")
    fragments = []
    for target in several(node, "oa:hasTarget"):
        about = one(target, "oa:hasSource")["@id"]
        selectors = several(target, "oa:hasSelector")
        [place] = [selector for selector in selectors if is_a(selector, "oa:TextPositionSelector")]
        [quote] = [selector for selector in selectors if is_a(selector, "oa:TextQuoteSelector")]
        start, end = (int(one(place, side)) for side in ("oa:start", "oa:end"))
        text, words = texts[about], one(quote, "oa:exact")
        before, after = ("".join(several(quote, side)) for side in ("oa:prefix", "oa:suffix"))
        demand(text[start:end] == words, f"{words!r} is not {text[start:end]!r}")
        demand(
            text[:start].endswith(before) and text.startswith(after, end),
            f"not around {words!r}: {before!r}, {after!r}",
        )
        demand(before or start == 0, f"nothing before {words!r}")
        fragments.append((start, end))
    known = {item["id"]: item for item in source.labels[label].get("attributes", [])}
    note = "".join(texts_for(node, "oa:commenting"))
    return about, Span(tuple(fragments), label, canonical(attributes(node, known)), note)


def attributes(node, known):
    """Returns the property values among the bodies; in JSON-LD a list of one is the same as the one."""
    said = {}
    for body in several(node, "oa:hasBody"):
        if is_a(body, "schema:PropertyValue"):
            name, values = one(body, "schema:propertyID"), several(body, "schema:value")
            said[name] = values if known[name]["type"] == "choices" else one(body, "schema:value")
    return said
