#!/usr/bin/env bash
# cnlunar 0.2.5 knows 除夕 as the 30th of the twelfth month only. The month has 29 days in 2025, 2026, 2027, 2028 and 2029 (as in
# 2022 and 2031), so for five years on end no day is called 除夕 – a statutory holiday since 2025. lunar_python 1.4.8 names the
# last day of the year whatever its number.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install cnlunar==0.2.5 lunar_python==1.4.8
"$work/venv/bin/python" - <<'PY'
import datetime as dt
import cnlunar
from lunar_python import Solar
def eves(year):
    days = [dt.datetime(year, 1, 15) + dt.timedelta(n) for n in range(45)]
    mine = [d for d in days if "除夕" in str(cnlunar.Lunar(d).get_otherLunarHolidays()) + str(cnlunar.Lunar(d).get_legalHolidays())]
    other = [d for d in days if "除夕" in Solar.fromYmd(d.year, d.month, d.day).getLunar().getFestivals()]
    return [f"{d:%m-%d}" for d in mine], [f"{d:%m-%d}" for d in other]
table = {year: eves(year) for year in range(2024, 2031)}
for year, (mine, other) in table.items():
    print(f"{year}: cnlunar 0.2.5 {mine or 'none'}, lunar_python 1.4.8 {other}")
assert [year for year, (mine, _) in table.items() if not mine] == [2025, 2026, 2027, 2028, 2029], "changed"
assert all(len(other) == 1 for _, other in table.values()), "changed"
PY
