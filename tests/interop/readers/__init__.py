"""One module for each format: `read` loads an export with a program of others, `expected` tells what it must find."""

from pathlib import Path

from model import demand


def only(folder, pattern):
    """Returns the one file in a folder that fits a pattern."""
    found = sorted(Path(folder).rglob(pattern))
    demand(len(found) == 1, f"one file {pattern} expected, found {[file.name for file in found]}")
    return found[0]


def every(folder, pattern):
    """Returns the files in a folder that fit a pattern; there must be one at least."""
    found = sorted(Path(folder).rglob(pattern))
    demand(found, f"no file {pattern}")
    return found
