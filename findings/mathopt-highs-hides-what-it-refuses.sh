#!/usr/bin/env bash
# OR-Tools 9.15.6755, MathOpt: HiGHS refuses SolveParameters(threads=1), which CP-SAT and SCIP take; the caller sees an AttributeError
# about `canonical_code` instead of the reason (solve() fails while it turns the refusal into an exception). One thread is asked for by
# HiGHS's own option parallel=off.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install ortools==9.15.6755
"$work/venv/bin/python" - <<'PY'
from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers.highs_pb2 import HighsOptionsProto
model = mathopt.Model()
one, other = model.add_binary_variable(), model.add_binary_variable()
model.add_linear_constraint(one + other <= 1)
model.maximize(one + 2 * other)
def solve(kind, **parameters):
    try:
        return "%g" % mathopt.solve(model, kind, params=mathopt.SolveParameters(**parameters)).objective_value()
    except Exception as error:
        return "%s: %s" % (type(error).__name__, error)
kinds = mathopt.SolverType
seen = {
    "CP-SAT, threads=1": solve(kinds.CP_SAT, threads=1),
    "SCIP, threads=1": solve(kinds.GSCIP, threads=1),
    "HiGHS, threads=1": solve(kinds.HIGHS, threads=1),
    "HiGHS, parallel=off": solve(kinds.HIGHS, highs=HighsOptionsProto(string_options={"parallel": "off"})),
}
for label, result in seen.items():
    print("ortools 9.15.6755,", label + ":", result)
assert seen["CP-SAT, threads=1"] == seen["SCIP, threads=1"] == seen["HiGHS, parallel=off"] == "2", "changed"
assert seen["HiGHS, threads=1"].startswith("AttributeError") and "canonical_code" in seen["HiGHS, threads=1"], "changed"
PY
