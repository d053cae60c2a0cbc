"""Rows of tokens with IOB2 or BIOES tags: Hugging Face tokens, and columns as CoNLL has them."""

from datasets import ClassLabel, load_dataset
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2, IOBES, Entities
from seqscore.conll import CoNLLIngester, LineSpec
from seqscore.encoding import get_encoding
from spacy.training.converters import conll_ner_to_docs

from model import Row, aligned, demand, flattened, without

from . import every, only


def expected(source):
    """Returns the spans that are left where none may overlap, and nothing else."""
    records = []
    for record in source.records():
        told = without(record, relations=True, labels=True)
        told.spans = flattened(without(record, attributes=True, notes=True).spans)
        records.append(told)
    return records


def strict(tags, scheme):
    """Returns the spans seqeval's strict mode sees in a row of tags; its lenient mode must see no others."""
    spans = [(entity.start, entity.end, entity.tag) for entity in Entities([tags], scheme).entities[0]]
    lenient = [(first, last + 1, label) for label, first, last in get_entities(tags)]
    demand(spans == lenient, f"seqeval sees {lenient}, strictly only {spans}, in {tags}")
    return spans


class HfTokens:
    """The folder of tokens and tags for Hugging Face datasets."""

    expected = staticmethod(expected)

    @staticmethod
    def read(path, source):
        """Reads every split of the folder; the rows of a document and annotator together are its text."""
        every(path, "README.md")
        rows, texts = [], {}
        for split in load_dataset(str(path)).values():
            names = split.features["ner_tags"].feature
            demand(isinstance(names, ClassLabel), f"the tags are no ClassLabel but {names}")
            order = ["O"] + [f"{tag}-{label}" for label in source.labels for tag in "BI"]
            demand(names.names == order, f"the tags are {names.names}, not {order}")
            for row in split:
                tags = [names.int2str(tag) for tag in row["ner_tags"]]
                demand(len(tags) == len(row["tokens"]), f"row {row['id']} has {len(tags)} tags for its tokens")
                rows.append(Row(row["tokens"], strict(tags, IOB2)))
                key = row["document"], row["annotator"]
                demand(row["start"] == len(texts.get(key, "")), f"{row['id']} does not start at {row['start']}")
                texts[key] = texts.get(key, "") + row["text"]
        records = aligned(rows, source)
        for record, ((document, annotator), text) in zip(records, texts.items(), strict=True):
            demand(record.text == text, f"the rows of {document} are {text!r}")
            record.document, record.annotator = document, annotator
        return records


class Columns:
    """Columns with one scheme of tags."""

    expected = staticmethod(expected)

    def __init__(self, pattern, seqscore, seqeval):
        self.pattern, self.encoding, self.scheme = pattern, get_encoding(seqscore), seqeval

    def read(self, path, source):
        """Has seqscore validate and decode the file, and seqeval decode the tags."""
        file = only(path, self.pattern)
        ingester = CoNLLIngester(self.encoding, LineSpec(0, -1))
        with open(file, encoding="utf-8", newline="\n") as lines:
            for result in (result for document in ingester.validate(lines, file.name) for result in document):
                demand(result.is_valid(), f"seqscore: {[error.msg for error in result.errors]}")
        with open(file, encoding="utf-8", newline="\n") as lines:
            documents = ingester.ingest(lines, file.name, None)
        texts = len(list(source.records()))
        demand(len(documents) == texts, f"{len(documents)} documents between -DOCSTART- lines, not {texts}")
        rows = []
        for sequence in (sequence for document in documents for sequence in document):
            spans = [(mention.span.start, mention.span.end, mention.type) for mention in sequence.mentions]
            theirs = strict(list(sequence.labels), self.scheme)
            demand(spans == theirs, f"seqscore sees {spans}, seqeval {theirs}")
            rows.append(Row(list(sequence.tokens), spans))
        if self.scheme is IOB2:
            self.spacy_agrees(file, rows)
        return aligned(rows, source)

    @staticmethod
    def spacy_agrees(file, rows):
        """Has spaCy's converter read the same entities."""
        docs = conll_ner_to_docs(file.read_text(encoding="utf-8"), no_print=True)
        theirs = [([token.text for token in entity], entity.label_) for doc in docs for entity in doc.ents]
        ours = [(row.tokens[first:after], label) for row in rows for first, after, label in row.spans]
        apart = [pair for pair in zip(theirs, ours) if pair[0] != pair[1]][:1] or len(theirs) - len(ours)
        demand(theirs == ours, f"spaCy's converter sees other entities: {apart}")


conll = Columns("*.conll", "BIO", IOB2)
bioes = Columns("*.bioes", "BIOES", IOBES)
hf_tokens = HfTokens()
