"""Holds the figures of `postil compare --json` against independent packages, on hand-made and random cases.

Usage: agreement.py POSTIL FOLDER [NUMBER OF RANDOM CASES]
"""

import json
import logging
import math
import random
import subprocess
import sys
import warnings
from collections import Counter
from pathlib import Path

import cvxopt.glpk
import krippendorff
import numpy
from krippendorff_unitized_alpha.krippendorffs_unitized_alpha import KrippendorffUnitizedAlpha, Segment as Piece
from nervaluate import Evaluator
from pyannote.core import Segment
from pygamma_agreement import Continuum, CombinedCategoricalDissimilarity
from scipy.optimize import linear_sum_assignment
from scipy.stats import bootstrap
from seqeval.metrics import f1_score
from seqeval.scheme import IOB2
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

warnings.filterwarnings("ignore")

cvxopt.glpk.options["msg_lev"] = "GLP_MSG_OFF"
logging.disable(logging.WARNING)

LABELS = ["actor", "agreement", "focus-area"]
EXACT = 1e-9
# pygamma-agreement computes disorders in 32-bit floating point.
SINGLE = 2e-6
GAMMA = 0.05


def words(count, seed=0):
    """Words apart by single spaces, some of them beyond the Basic Multilingual Plane, so that a token is what `split` finds."""
    rng = random.Random(seed)
    stock = ["a", "treaty", "Seoul", "signs", "energy", "😀", "talks", "supply", "chains", "naïve"]
    return " ".join(rng.choice(stock) for _ in range(count))


def places(text):
    """Each token's start and end."""
    found, at = [], 0
    for word in text.split(" "):
        found.append((at, at + len(word)))
        at += len(word) + 1
    return found


def hand_made():
    """Cases written by hand: name, text, and each annotator's spans as (start, end, label)."""
    text = words(20, 1)
    p = places(text)
    s = lambda first, last, label=0: (p[first][0], p[last][1], LABELS[label])
    same = [s(0, 1), s(3, 3, 1), s(6, 8, 2)]
    yield "identical", text, [same, same]
    yield "identical of three", text, [same, same, same]
    yield "one empty", text, [same, []]
    yield "both empty", text, [[], []]
    yield "one span each, apart", text, [[s(0, 0)], [s(5, 5)]]
    yield "one span, other label", text, [[s(2, 3)], [s(2, 3, 1)]]
    yield "one span, other border", text, [[s(2, 3)], [s(2, 4)]]
    yield "other border and label", text, [[s(2, 4)], [s(3, 5, 1)]]
    yield "nested", text, [[s(0, 5)], [s(1, 2)]]
    yield "crossing", text, [[s(0, 3)], [s(2, 6)]]
    yield "one covers two", text, [[s(0, 1), s(2, 3)], [s(0, 3)]]
    yield "two cover one", text, [[s(0, 3)], [s(0, 1), s(2, 3)]]
    yield "chain", text, [[s(0, 2), s(3, 5), s(6, 8)], [s(1, 3), s(4, 6), s(7, 9)]]
    yield "adjacent", text, [[(0, 5, LABELS[0]), (5, 10, LABELS[0])], [(0, 10, LABELS[0])]]
    yield "adjacent, other labels", text, [[(0, 5, LABELS[0]), (5, 10, LABELS[1])], [(0, 5, LABELS[0]), (5, 10, LABELS[0])]]
    yield "stacked labels", text, [[s(1, 2), s(1, 2, 1)], [s(1, 2), s(1, 2, 2)]]
    yield "stacked, one missing", text, [[s(1, 2), s(1, 2, 1)], [s(1, 2, 1)]]
    yield "overlap in one", text, [[s(0, 4), s(2, 6, 1)], [s(0, 4)]]
    yield "whole text", text, [[(0, len(text), LABELS[0])], [(0, len(text), LABELS[0])]]
    yield "whole text, other label", text, [[(0, len(text), LABELS[0])], [(0, len(text), LABELS[1])]]
    yield "first character", text, [[(0, 1, LABELS[0])], [(0, 2, LABELS[0])]]
    yield "last character", text, [[(len(text) - 1, len(text), LABELS[0])], [(len(text) - 2, len(text), LABELS[0])]]
    yield "many of one", text, [[s(n, n) for n in range(10)], [s(n, n) for n in range(5, 15)]]
    yield "more than the other", text, [[s(n, n) for n in range(12)], [s(3, 3)]]
    yield "labels turned", text, [[s(0, 1), s(3, 4, 1)], [s(0, 1, 1), s(3, 4)]]
    yield "best pairing is not greedy", text, [[s(0, 4), s(5, 7)], [s(3, 6), s(0, 2)]]
    yield "three, two agree", text, [same, same, [s(0, 1), s(3, 4, 1)]]
    yield "three, all differ", text, [[s(0, 1)], [s(0, 2)], [s(1, 2, 1)]]
    yield "three, one empty", text, [same, [s(0, 1)], []]
    yield "three, chain", text, [[s(0, 2), s(5, 7)], [s(1, 3), s(6, 8)], [s(2, 4), s(7, 9)]]
    yield "four", text, [same, same, [s(0, 1), s(6, 8, 2)], [s(3, 3, 1), s(10, 11)]]
    yield "gaps only differ", text, [[s(0, 0), s(19, 19)], [s(0, 0), s(18, 19)]]
    yield "emoji", "😀 talks 😀 energy", [[(0, 7, LABELS[0]), (8, 9, LABELS[1])], [(2, 7, LABELS[0]), (8, 9, LABELS[1])]]


def at_random(count):
    """Random cases of two to four annotators and one to three labels; a third of them with overlaps within one annotator's work."""
    rng = random.Random(20260101)
    for n in range(count):
        text = words(rng.randint(8, 40), n)
        p = places(text)
        labels = LABELS[: rng.randint(1, 3)]
        annotators = rng.choice([2, 2, 2, 3, 4])
        overlapping = n % 3 == 0

        def draw():
            spans, at = [], 0
            while at < len(p):
                first = rng.randint(0, len(p) - 1) if overlapping else at + rng.randint(0, 4)
                last = first + rng.choice([0, 0, 1, 2])
                if last >= len(p):
                    break
                spans.append((p[first][0], p[last][1], rng.choice(labels)))
                at = at + rng.randint(2, 6) if overlapping else last + 1
            return spans

        base = draw()
        sets = []
        for _ in range(annotators):
            spans = []
            for span in base:
                chance = rng.random()
                if chance < 0.55:
                    spans.append(span)
                elif chance < 0.7:
                    spans.append((span[0], span[1], rng.choice(labels)))
                elif chance < 0.85 and span[1] - span[0] > 2:
                    spans.append((span[0] + 1, span[1], span[2]))
            if rng.random() < 0.4:
                spans += draw()[:2] if overlapping else []
            sets.append(sorted(set(spans)))
        yield f"random {n}", text, sets


def postil_file(text, sets):
    return {
        "format": "postil",
        "version": 1,
        "documents": [{"id": "d", "text": text}],
        "annotation_sets": [
            {
                "id": f"s{n}",
                "document": "d",
                "annotator": f"a{n}",
                "spans": [
                    {"id": f"{n}-{m}", "label": label, "start": start, "end": end, "quote": text[start:end]}
                    for m, (start, end, label) in enumerate(spans)
                ],
            }
            for n, spans in enumerate(sets)
        ],
    }


def overlap(one, other):
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def is_flat(spans):
    ordered = sorted(spans)
    return all(one[1] <= other[0] for one, other in zip(ordered, ordered[1:]))


def weighted(a, b, gain):
    """The greatest sum of gains, by scipy."""
    if not a or not b:
        return 0.0
    gains = numpy.array([[gain(x, y) if x[2] == y[2] and overlap(x, y) else 0.0 for y in b] for x in a])
    return float(gains[linear_sum_assignment(-gains)].sum())


def by_f1(same, a, b):
    return 2 * same / (len(a) + len(b)) if a or b else None


def dice(x, y):
    return 2 * overlap(x, y) / (x[1] - x[0] + y[1] - y[0])


def iou(x, y):
    shared = overlap(x, y)
    return shared / (x[1] - x[0] + y[1] - y[0] - shared)


def token_labels(text, spans):
    """The label of each token: the longest span over it, then the first, then the first label."""
    order = sorted(spans, key=lambda span: (-(span[1] - span[0]), span))
    return [next((span[2] for span in order if overlap(span, token)), "") for token in places(text)]


def partition(text, spans):
    """The text as an unbroken row of pieces, overlaps flattened by the same rule, by characters."""
    order = sorted(spans, key=lambda span: (-(span[1] - span[0]), span))
    owner = [next((n for n, span in enumerate(order) if span[0] <= at < span[1]), None) for at in range(len(text))]
    pieces, start = [], 0
    for at in range(1, len(text) + 1):
        if at == len(text) or owner[at] != owner[start]:
            tag = "_empty" if owner[start] is None else order[owner[start]][2]
            pieces.append(Piece(tag, start, at))
            start = at
    return pieces


def unitized(text, sets, binary=False):
    data = {}
    for n, spans in enumerate(sets):
        data[str(n)] = [
            Piece("marked" if binary and piece.tag != "_empty" else piece.tag, piece.start, piece.end)
            for piece in partition(text, spans)
        ]
    if all(piece.tag == "_empty" for pieces in data.values() for piece in pieces):
        return None
    value = KrippendorffUnitizedAlpha(data).result
    return None if math.isnan(value) or math.isinf(value) else float(value)


def alpha_u(text, sets):
    """Krippendorff's alpha_U, written from the formulas of Krippendorff 2004, unit by unit and gap by gap."""
    length, raters = len(text), len(sets)
    observed = expected = 0.0
    for label in sorted({span[2] for spans in sets for span in spans}):
        rows = []
        for spans in sets:
            row, end = [], 0
            for start, stop, _ in sorted(span for span in spans if span[2] == label):
                if start < end:
                    continue
                if start > end:
                    row.append((end, start, False))
                row.append((start, stop, True))
                end = stop
            if end < length:
                row.append((end, length, False))
            rows.append(row)
        for n, one in enumerate(rows):
            for m, other in enumerate(rows):
                for g in one if n != m else []:
                    for h in other:
                        if g[2] and h[2] and overlap(g, h):
                            observed += (g[0] - h[0]) ** 2 + (g[1] - h[1]) ** 2
                        elif g[2] and not h[2] and h[0] <= g[0] and g[1] <= h[1]:
                            observed += (g[1] - g[0]) ** 2
                        elif h[2] and not g[2] and g[0] <= h[0] and h[1] <= g[1]:
                            observed += (h[1] - h[0]) ** 2
        units = [g[1] - g[0] for row in rows for g in row if g[2]]
        gaps = [g[1] - g[0] for row in rows for g in row if not g[2]]
        total = sum(
            (len(units) - 1) / 3 * (2 * u**3 - 3 * u**2 + u) + u * u * sum(gap - u + 1 for gap in gaps if gap >= u)
            for u in units
        )
        whole = raters * length
        expected += 2 / length * total / (whole * (whole - 1) - sum(u * (u - 1) for u in units))
    if not expected:
        return None
    return 1 - observed / (raters * (raters - 1) * length**2) / expected


def pygamma(sets, with_gamma):
    """Gamma, where it is wanted, with the standard error of its expected disorder, and the observed disorder; nothing where fewer than two have units, for which pygamma's figure means nothing."""
    if sum(1 for spans in sets if spans) < 2:
        return None, 0.0, None
    numpy.random.seed(1)
    continuum = Continuum()
    for n, spans in enumerate(sets):
        continuum.add_annotator(str(n))
        for start, end, label in spans:
            continuum.add(str(n), Segment(start, end), label)
    dissimilarity = CombinedCategoricalDissimilarity(delta_empty=1.0, alpha=1.0, beta=1.0)
    if not with_gamma:
        return None, 0.0, float(continuum.get_best_alignment(dissimilarity).disorder)
    result = continuum.compute_gamma(dissimilarity, n_samples=100)
    drawn = [alignment.disorder for alignment in result.chance_alignments]
    # Where everything is one unit over the whole text, chance makes no disorder.
    error = float(numpy.std(drawn) / numpy.mean(drawn) / math.sqrt(len(drawn))) if any(drawn) else 0.0
    return float(result.gamma), error, float(result.observed_disorder)


def semeval(a, b):
    """What nervaluate makes of it, ends inclusive as it has them."""
    entities = lambda spans: [{"label": label, "start": start, "end": end - 1} for start, end, label in sorted(spans)]
    found = Evaluator([entities(a)], [entities(b)], tags=LABELS, loader="dict").evaluate()
    return found["overall"]


class Check:
    def __init__(self):
        self.compared = Counter()
        self.excepted = Counter()
        self.faults = []

    def same(self, case, measure, ours, theirs, tolerance=EXACT):
        self.compared[measure] += 1
        if ours is None or theirs is None:
            agree = ours is None and theirs is None
        else:
            agree = abs(ours - theirs) <= tolerance
        if not agree:
            self.faults.append(f"{case}: {measure}: {ours} here, {theirs} there")

    def pair(self, case, text, a, b, ours):
        matched = len(set(a) & set(b))
        self.same(case, "strict_f1", ours["strict_f1"], by_f1(matched, a, b))
        borders = Counter(span[:2] for span in a) & Counter(span[:2] for span in b)
        self.same(case, "boundary_f1", ours["boundary_f1"], by_f1(sum(borders.values()), a, b))
        self.same(case, "relaxed_f1", ours["relaxed_f1"], by_f1(round(weighted(a, b, lambda x, y: 1.0)), a, b))
        self.same(case, "dice_f1", ours["dice_f1"], by_f1(weighted(a, b, dice), a, b))
        self.same(case, "iou_f1", ours["iou_f1"], by_f1(weighted(a, b, iou), a, b))
        if is_flat(a) and is_flat(b) and (a or b):
            tokens = [token_labels(text, spans) for spans in (a, b)]
            covers = all(any(span[0] == p[0] for p in places(text)) and any(span[1] == p[1] for p in places(text)) for span in a + b)
            if covers:
                self.same(case, "strict_f1 by seqeval", ours["strict_f1"], self.tagged(text, a, b))
        x, y = token_labels(text, a), token_labels(text, b)
        kappa = None if len(set(x + y)) < 2 else float(cohen_kappa_score(x, y))
        self.same(case, "token_cohen", ours["token_cohen"], kappa)
        # Where one span meets several, nervaluate pairs whichever comes first.
        several = any(sum(1 for y in b if overlap(x, y)) > 1 for x in a) or any(sum(1 for x in a if overlap(x, y)) > 1 for y in b)
        if several or not a or not b:
            self.excepted["semeval, where a span meets several: nervaluate pairs in the order of predictions"] += 1
            return
        found = semeval(a, b)
        for scheme in ["strict", "exact", "partial", "ent_type"]:
            theirs = found[scheme]
            for name, field in [("cor", "correct"), ("inc", "incorrect"), ("par", "partial"), ("mis", "missed"), ("spu", "spurious")]:
                self.same(case, f"semeval.{scheme}.{name}", ours["semeval"][scheme][name], getattr(theirs, field), 0)
            self.same(case, f"semeval.{scheme}.f1", ours["semeval"][scheme]["f1"], theirs.f1)

    def tagged(self, text, a, b):
        rows = []
        for spans in (a, b):
            row = ["O"] * len(places(text))
            for start, end, label in spans:
                for n, (first, last) in enumerate(places(text)):
                    if start <= first and last <= end:
                        row[n] = ("B-" if first == start else "I-") + label
            rows.append(row)
        return float(f1_score([rows[0]], [rows[1]], mode="strict", scheme=IOB2))

    def all(self, case, text, sets, ours, with_gamma):
        rows = [token_labels(text, spans) for spans in sets]
        values = sorted({label for row in rows for label in row})
        numbers = [[values.index(label) for label in row] for row in rows]
        counts = [[column.count(n) for n in range(len(values))] for column in map(list, zip(*numbers))]
        kappa = None if len(values) < 2 else float(fleiss_kappa(numpy.array(counts)))
        self.same(case, "token_fleiss", ours["token_fleiss"], kappa)
        alpha = None
        if len(values) > 1:
            alpha = float(krippendorff.alpha(reliability_data=numbers, level_of_measurement="nominal"))
        self.same(case, "token_alpha", ours["token_alpha"], alpha)
        self.same(case, "u_alpha", ours["u_alpha"], unitized(text, sets))
        self.same(case, "u_alpha_binary", ours["u_alpha_binary"], unitized(text, sets, binary=True))
        self.same(case, "alpha_U", ours["alpha_U"], alpha_u(text, sets))
        gamma, error, disorder = pygamma(sets, with_gamma)
        self.same(case, "gamma_disorder", ours["gamma_disorder"], disorder, SINGLE * max(1.0, disorder or 0))
        if not with_gamma:
            return
        # A hundred random continua leave the expected disorder unsure by so much, and with it gamma.
        noise = 3 * error * (1 - gamma) if gamma is not None else 0.0
        self.same(case, "gamma", ours["gamma"], gamma, GAMMA + noise)


def intervals(postil, folder, check):
    """Twelve documents: scipy draws other documents from the same, so the intervals agree but for chance."""
    rng = random.Random(3)
    file = {"format": "postil", "version": 1, "documents": [], "annotation_sets": []}
    counts = []
    for n in range(12):
        text = f"{words(30, 100 + n)} {n}"
        p = places(text)
        base = [(p[m][0], p[m][1], rng.choice(LABELS)) for m in range(0, 28, 3)]
        sets = [base, [span for span in base if rng.random() < 0.3 + n / 20]]
        one = postil_file(text, sets)
        file["documents"].append({**one["documents"][0], "id": f"d{n}"})
        file["annotation_sets"] += [{**each, "id": f"{each['id']}-{n}", "document": f"d{n}"} for each in one["annotation_sets"]]
        counts.append((len(set(sets[0]) & set(sets[1])), len(sets[0]), len(sets[1])))
    path = folder / "interval.json"
    path.write_text(json.dumps(file))
    ours = json.loads(subprocess.run([postil, "compare", str(path), "--json"], capture_output=True, check=True).stdout)
    columns = tuple(numpy.array(column) for column in zip(*counts))
    micro = lambda same, a, b: 2 * same.sum() / (a.sum() + b.sum())
    found = bootstrap(columns, micro, paired=True, vectorized=False, method="percentile", n_resamples=4000, random_state=0)
    for n, theirs in enumerate([found.confidence_interval.low, found.confidence_interval.high]):
        check.same("twelve documents", "interval", ours["all"]["interval"][n], float(theirs), 0.03)


def main():
    postil, folder = sys.argv[1], Path(sys.argv[2])
    random_cases = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    folder.mkdir(parents=True, exist_ok=True)
    check = Check()
    count = 0
    by_hand = list(hand_made())
    for case, text, sets in [*by_hand, *at_random(random_cases)]:
        count += 1
        # Its many random continua take half a second a case.
        with_gamma = count <= len(by_hand) or count % 10 == 0
        path = folder / f"case-{count}.json"
        path.write_text(json.dumps(postil_file(text, sets), ensure_ascii=False), encoding="utf-8")
        done = subprocess.run([postil, "compare", str(path), "--json"], capture_output=True)
        if done.returncode != 0:
            check.faults.append(f"{case}: {done.stderr.decode()}")
            continue
        ours = json.loads(done.stdout)
        for pair in ours["pairs"]:
            a, b = (sorted(set(sets[int(pair[side][1:])])) for side in "ab")
            check.pair(case, text, a, b, pair)
        check.all(case, text, [sorted(set(spans)) for spans in sets], ours["all"], with_gamma)
    intervals(postil, folder, check)
    for fault in check.faults[:40]:
        print(fault)
    for why, times in check.excepted.items():
        print(f"not compared ({times} pairs): {why}")
    figures, faults = sum(check.compared.values()), len(check.faults)
    print(f"{count} cases, {figures} figures of {len(check.compared)} kinds compared")
    # As the test runner counts: one test for each kind of figure.
    kinds = {fault.split(": ")[1] for fault in check.faults}
    print(f"test result: {'FAILED' if faults else 'ok'}. {len(check.compared) - len(kinds)} passed; {len(kinds)} failed")
    sys.exit(1 if check.faults else 0)


if __name__ == "__main__":
    main()
