"""Compares what other programs read of our exports with the Postil JSON they were made of.

check.py SOURCE FOLDER [FORMAT…]: FOLDER has one folder for each format, named after it. DOCCANO_PYTHON names the
Python of the environment that has doccano.
"""

import importlib
import io
import os
import sys
import tempfile
import traceback
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from model import Source, Unreadable, differences

# Which module reads a format, and which object in it if not the module itself.
FORMATS = {
    "postil": ("postil", None),
    "jsonl": ("jsonl", None),
    "prodigy": ("prodigy", None),
    "spacy": ("docbin", None),
    "hf": ("hf", None),
    "hf-tokens": ("tags", "hf_tokens"),
    "conll": ("tags", "conll"),
    "bioes": ("tags", "bioes"),
    "doccano": ("doccano", None),
    "label-studio": ("label_studio", None),
    "brat": ("brat", None),
    "cas-json": ("cas", "as_json"),
    "cas-xmi": ("cas", "as_xmi"),
    "webanno-tsv": ("webanno_tsv", None),
    "w3c": ("w3c", None),
    "gliner": ("gliner", None),
    "chat": ("chat", None),
    "csv": ("table", None),
}
SHOWN = 40


def reader(name):
    """Returns what reads a format."""
    module, inside = FORMATS[name]
    module = importlib.import_module(f"readers.{module}")
    return getattr(module, inside) if inside else module


def check(name, source, folder):
    """Returns everything in which the export of a format differs from the source, and how much was compared."""
    output = io.StringIO()
    try:
        # The readers tell of their progress; it is shown only where they fail.
        with redirect_stdout(output), redirect_stderr(output):
            program = reader(name)
            expected = program.expected(source)
            found = program.read(folder / name, source)
    except Unreadable as error:
        return [str(error)], ""
    except Exception:
        return [*output.getvalue().splitlines()[-SHOWN:], *traceback.format_exc().splitlines()], ""
    spans = sum(len(record.spans) for record in found)
    relations = sum(len(record.relations) for record in found)
    return differences(expected, found), f"{len(found)} records, {spans} spans, {relations} relations"


def main(source, folder, *names):
    """Checks the formats, says what differs, and ends with the totals."""
    warnings.simplefilter("ignore")
    source, folder = Source(source), Path(folder)
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        sys.exit(f"no such format: {', '.join(unknown)}; there are {', '.join(FORMATS)}")
    failed = 0
    names = names or FORMATS
    for name in names:
        faults, compared = check(name, source, folder)
        print(f"{'FAIL' if faults else 'PASS'} {name}{f': {compared}' if compared else ''}", flush=True)
        for fault in faults[:SHOWN]:
            print(f"  {fault}")
        if len(faults) > SHOWN:
            print(f"  and {len(faults) - SHOWN} more")
        failed += bool(faults)
    verdict = "FAILED" if failed else "ok"
    print(f"test result: {verdict}. {len(names) - failed} passed; {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="postil-interop-") as cache:
        # datasets keeps what it read; nothing may be kept from another run, and nothing fetched.
        os.environ |= {"HF_HOME": cache, "HF_DATASETS_OFFLINE": "1", "HF_HUB_OFFLINE": "1"}
        os.environ |= {"HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
        code = main(*sys.argv[1:])
    sys.exit(code)
