#!/usr/bin/env bash
# 2057-09-28: lunardate 0.3.0, zhdate 0.1, cnlunar 0.2.5 and sxtwl 2.0.7 say 九月初一, borax 4.1.3 and lunar_python 1.4.8 八月三十 (the new moon
# falls close to midnight); the whole ninth month is a day apart. From 2000 to 2099 zhdate and
# borax differ on 90 days, none before that day: a comparison of libraries over the years in use proves nothing about later years.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" && "$work/venv/bin/pip" -q install lunardate==0.3.0 zhdate==0.1 cnlunar==0.2.5 borax==4.1.3 lunar_python==1.4.8 sxtwl==2.0.7
"$work/venv/bin/python" - <<'PY'
import datetime as dt
import borax.calendars.lunardate as borax
import cnlunar, lunardate, lunar_python, sxtwl, zhdate
def by_borax(day):
    there = borax.LunarDate.from_solar(day.date())
    return there.month, there.day
def by_zhdate(day):
    there = zhdate.ZhDate.from_datetime(day)
    return there.lunar_month, there.lunar_day
day = dt.datetime(2057, 9, 28)
other, third, fourth = lunardate.LunarDate.from_solar_date(2057, 9, 28), cnlunar.Lunar(day), sxtwl.fromSolar(2057, 9, 28)
fifth = lunar_python.Solar.fromYmd(2057, 9, 28).getLunar()
seen = {"lunardate 0.3.0": (other.month, other.day), "zhdate 0.1": by_zhdate(day), "cnlunar 0.2.5": (third.lunarMonth, third.lunarDay),
        "sxtwl 2.0.7": (fourth.getLunarMonth(), fourth.getLunarDay()), "borax 4.1.3": by_borax(day),
        "lunar_python 1.4.8": (fifth.getMonth(), fifth.getDay())}
print("2057-09-28:", seen)
apart = [d for n in range(36525) if by_zhdate(d := dt.datetime(2000, 1, 1) + dt.timedelta(n)) != by_borax(d)]
print("days apart 2000-2099, zhdate and borax:", len(apart), "first", apart[0].date())
assert list(seen.values()) == [(9, 1)] * 4 + [(8, 30)] * 2, "changed"
assert len(apart) == 90 and apart[0] == day, "changed"
PY
