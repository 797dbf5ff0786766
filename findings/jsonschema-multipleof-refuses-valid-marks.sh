#!/usr/bin/env bash
# jsonschema 4.26.0: "multipleOf": 0.1 refuses 0.3, 0.6, 0.7 and 5.8, "multipleOf": 0.01 refuses 0.07, 0.29 and 1.15, since it divides
# floats; 0.5 and 0.25 are safe, being exact. The specification speaks of the numbers as written. With the schema parsed with
# parse_float=Decimal and Decimal values all of them pass. A schema for marks with one decimal turns good marks away.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install jsonschema==4.26.0
"$work/venv/bin/python" - <<'PY'
import json
from decimal import Decimal
from jsonschema import Draft202012Validator
def refused(step, marks, number):
    schema = json.loads(f'{{"multipleOf": {step}}}', parse_float=number)
    return [mark for mark in marks if not Draft202012Validator(schema).is_valid(json.loads(mark, parse_float=number))]
tenths = [f"{n // 10}.{n % 10}" for n in range(1, 60)]
hundredths = [f"{n // 100}.{n % 100:02}" for n in range(1, 120)]
halves = [f"{n // 2}.{5 * (n % 2)}" for n in range(1, 60)]
for step, marks in {"0.1": tenths, "0.01": hundredths, "0.5": halves}.items():
    plain, exact = refused(step, marks, float), refused(step, marks, Decimal)
    print(f"jsonschema 4.26.0, multipleOf {step}: float refuses {len(plain)} of {len(marks)} {plain[:8]}, Decimal refuses {len(exact)}")
    assert not exact and bool(plain) == (step != "0.5"), "changed"
assert {"0.3", "0.6", "0.7", "5.8"} <= set(refused("0.1", tenths, float)), "changed"
assert {"0.07", "0.29", "1.15"} <= set(refused("0.01", hundredths, float)), "changed"
PY
