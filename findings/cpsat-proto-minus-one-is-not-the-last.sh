#!/usr/bin/env bash
# OR-Tools 9.15.6755, CP-SAT: the numbers of a model's proto (model.proto.variables[i].domain, .linear.vars, .coeffs) look like a list,
# but an index of -1 is not the last of them: it gives a number that stands nowhere in the field, without an error. An index past the
# end raises IndexError, and -1 is the last one in the list of constraints. Whoever reads a bound as domain[-1] gets a model with a
# bound of 0 (or of whatever lies there).
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install ortools==9.15.6755
"$work/venv/bin/python" - <<'PY'
from ortools.sat.python import cp_model
model = cp_model.CpModel()
days = model.new_int_var(7, 12, "days")
model.add(days <= 9)
domain = model.proto.variables[0].domain
print("ortools 9.15.6755: list(domain) is %s, domain[1] is %d, domain[-1] is %d" % (list(domain), domain[1], domain[-1]))
try:
    domain[2]
    past = "no error"
except IndexError as error:
    past = "IndexError: %s" % error
print("domain[2]: %s; constraints[-1] has the variables %s" % (past, list(model.proto.constraints[-1].linear.vars)))
assert list(domain) == [7, 12] and domain[-1] not in (7, 12) and past != "no error", "changed"
PY
