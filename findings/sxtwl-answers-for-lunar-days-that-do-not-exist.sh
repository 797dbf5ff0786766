#!/usr/bin/env bash
# sxtwl 2.0.7 turns lunar days that do not exist into other days without a word: 腊月三十 of 2024 (the month has 29 days) is
# 2025-01-29, which is 正月初一; a leap fourth month of 2025 (the leap month is the sixth) is the ordinary one. borax 4.1.3,
# lunardate 0.3.0 and lunar_python 1.4.8 refuse both. A festival computed as "the 30th" lands a day late in 2025–2029.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install sxtwl==2.0.7 borax==4.1.3 lunardate==0.3.0 lunar_python==1.4.8
"$work/venv/bin/python" - <<'PY'
import borax.calendars.lunardate as borax
import lunardate, lunar_python, sxtwl
def seen(call):
    try:
        return str(call())
    except Exception as error:
        return type(error).__name__
def solar(day):
    return f"{day.getSolarYear()}-{day.getSolarMonth():02}-{day.getSolarDay():02}"
cases = {"腊月三十 of 2024": (2024, 12, 30, False), "闰四月初一 of 2025": (2025, 4, 1, True)}
for name, (year, month, day, leap) in cases.items():
    got = {
        "sxtwl 2.0.7": solar(sxtwl.fromLunar(year, month, day, leap)),
        "borax 4.1.3": seen(lambda: borax.LunarDate(year, month, day, int(leap)).to_solar_date()),
        "lunardate 0.3.0": seen(lambda: lunardate.LunarDate(year, month, day, leap).to_solar_date()),
        "lunar_python 1.4.8": seen(lambda: lunar_python.Lunar.fromYmd(year, -month if leap else month, day).getSolar().toString()),
    }
    print(name, got)
    right = {"腊月三十 of 2024": "2025-01-29", "闰四月初一 of 2025": "2025-04-28"}[name]
    assert got.pop("sxtwl 2.0.7") == right, "changed"
    assert all("Error" in answer or answer == "Exception" for answer in got.values()), "changed"
PY
