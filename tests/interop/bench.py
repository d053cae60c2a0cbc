"""Converts the documents of the benchmark with the libraries of the programs that read our exports.

Usage: bench.py SOURCE.jsonl FOLDER, where FOLDER holds what `cargo xtask bench convert` wrote.
"""

import json
import sys
import time
from pathlib import Path

import datasets
import spacy
from spacy.tokens import DocBin

datasets.disable_progress_bars()


def lines(path):
    """Reads a file of JSON lines."""
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def docs(path, nlp):
    """Makes spaCy documents with their spans."""
    for task in lines(path):
        doc = nlp.make_doc(task["text"])
        spans = [
            doc.char_span(span["start"], span["end"], label=span["label"], alignment_mode="expand")
            for span in task["spans"]
        ]
        doc.spans["sc"] = spans
        doc.ents = spacy.util.filter_spans(spans)
        yield doc


def jsonl_to_spacy(source, folder):
    """spaCy: tokenizes, finds the tokens of each span, writes a DocBin."""
    nlp = spacy.blank("en")
    found = DocBin(docs=docs(source, nlp))
    found.to_disk(folder / "python.spacy")
    return len(found)


def jsonl_to_prodigy(source, folder):
    """spaCy's tokens written as Prodigy's tasks."""
    nlp = spacy.blank("en")
    count = 0
    with open(folder / "python-prodigy.jsonl", "w", encoding="utf-8") as file:
        for doc in docs(source, nlp):
            tokens = [
                {"text": token.text, "start": token.idx, "end": token.idx + len(token), "id": token.i, "ws": bool(token.whitespace_)}
                for token in doc
            ]
            spans = [
                {"start": span.start_char, "end": span.end_char, "token_start": span.start, "token_end": span.end - 1, "label": span.label_}
                for span in doc.spans["sc"]
            ]
            file.write(json.dumps({"text": doc.text, "tokens": tokens, "spans": spans}, ensure_ascii=False) + "\n")
            count += 1
    return count


def jsonl_to_hf_tokens(source, folder):
    """spaCy's tokens with IOB2 tags, written by datasets."""
    nlp = spacy.blank("en")
    rows = [
        {"tokens": [token.text for token in doc], "ner_tags": [f"{token.ent_iob_}-{token.ent_type_}".rstrip("-") for token in doc]}
        for doc in docs(source, nlp)
    ]
    datasets.Dataset.from_list(rows).to_json(folder / "python-tokens.jsonl", force_ascii=False)
    return len(rows)


def hf_to_jsonl(_, folder):
    """datasets: loads our folder and writes JSON lines."""
    loaded = datasets.load_dataset(str(folder / "from-hf"), split="train", cache_dir=str(folder / "cache"))
    loaded.to_json(folder / "python-hf.jsonl", force_ascii=False)
    return len(loaded)


def postil_to_jsonl(_, folder):
    """The json module alone."""
    file = json.loads((folder / "from-postil.json").read_text(encoding="utf-8"))
    texts = {document["id"]: document["text"] for document in file["documents"]}
    with open(folder / "python-postil.jsonl", "w", encoding="utf-8") as out:
        for found in file["annotation_sets"]:
            out.write(json.dumps({"text": texts[found["document"]], "spans": found["spans"]}, ensure_ascii=False) + "\n")
    return len(texts)


def main():
    """Times each conversion once."""
    source, folder = sys.argv[1], Path(sys.argv[2])
    for convert in (jsonl_to_spacy, jsonl_to_prodigy, jsonl_to_hf_tokens, hf_to_jsonl, postil_to_jsonl):
        begin = time.perf_counter()
        count = convert(source, folder)
        print(f"{convert.__name__.replace('_', ' '):>22}: {count / (time.perf_counter() - begin):>8.0f} documents a second")


if __name__ == "__main__":
    main()
