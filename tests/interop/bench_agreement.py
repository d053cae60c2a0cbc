"""How long pygamma-agreement takes for one random continuum. Usage: bench_agreement.py SPANS.csv"""

import logging
import sys
import time

import cvxopt.glpk
import numpy
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum

cvxopt.glpk.options["msg_lev"] = "GLP_MSG_OFF"
logging.disable(logging.WARNING)

continuum = Continuum()
for line in open(sys.argv[1], encoding="utf-8").read().split("\n"):
    annotator, start, end, label = line.split(",")
    continuum.add(annotator, Segment(int(start), int(end)), label)
dissimilarity = CombinedCategoricalDissimilarity(delta_empty=1.0, alpha=1.0, beta=1.0)
numpy.random.seed(1)
# The first run compiles.
continuum.get_best_alignment(dissimilarity)
samples = 5
begin = time.perf_counter()
found = continuum.compute_gamma(dissimilarity, n_samples=samples)
took = (time.perf_counter() - begin) * 1000
print(f"pygamma-agreement, the 100 spans: {found.gamma:.3f} from {samples} random continua in {took:.0f} ms, {took / (samples + 1):.2f} ms each")
