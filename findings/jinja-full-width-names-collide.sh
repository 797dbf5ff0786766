#!/usr/bin/env bash
# Jinja2 3.1.6: {{ 第１月 }} and {{ 第1月 }} (a full-width and a plain digit) are two names for Jinja, but Python, into which a template is
# compiled, folds them into one variable. In one template the later one wins for both: with 21 and 9 given, both places print 9, or
# both 21 in the other order. With only 第1月 given, StrictUndefined lets 第１月 through in one order and blames 第1月, which was given,
# in the other. One would expect two values, or an error for the name that is missing.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install Jinja2==3.1.6
"$work/venv/bin/python" - <<'PY'
from jinja2 import Environment, StrictUndefined
def seen(template, data):
    try:
        result = Environment(undefined=StrictUndefined).from_string(template).render(data)
    except Exception as error:
        result = str(error)
    print("Jinja2 3.1.6:", template, data, "->", result)
    return result
both, one = {"第１月": 21, "第1月": 9}, {"第1月": 9}
assert seen("{{ 第１月 }} {{ 第1月 }}", both) == "9 9", "changed"
assert seen("{{ 第1月 }} {{ 第１月 }}", both) == "21 21", "changed"
assert seen("{{ 第１月 }} {{ 第1月 }}", one) == "9 9", "changed"
assert seen("{{ 第1月 }} {{ 第１月 }}", one) == "'第1月' is undefined", "changed"
assert seen("{{ 第１月 }}", one) == "'第１月' is undefined", "changed"
PY
