"""The picture of who goes where: in the report of a county with a roster, and on a plan's own page."""

from __future__ import annotations

import re
from datetime import date

from qianyi.output.report.placements import PlacementPicture, PostShare, Tile, of_roster
from tests.make.memory import County

YEAR = date(2022, 6, 1), date(2023, 5, 31)
FIRST, SECOND = (YEAR[0], date(2022, 11, 30)), (date(2022, 12, 1), YEAR[1])


def county() -> County:
    made = County()
    made.person("李甲", *FIRST, support="县医院", recipient="甲乡卫生院", specialty="临床")
    made.person("李乙", *SECOND, support="县医院", recipient="甲乡卫生院", specialty="临床")
    made.person("王丙", *YEAR, support="市医院", recipient="甲乡卫生院", specialty="护理", promotion=True)
    made.person("王<丁>", *YEAR, support="市医院", recipient="乙乡卫生院", specialty="中医")
    return made


def texts(markup: str, tag: str) -> list[str]:
    return [re.sub("<title>.*?</title>", "", text) for text in re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", markup)]


def test_everyone_stands_at_a_post_and_every_flow_has_its_number() -> None:
    markup = str(of_roster(county().facts().posts, lambda name: name or ""))
    flows = re.findall(r"<path [^>]*><title>(.*?)</title>", markup)
    assert sorted(flows) == ["县医院 → 甲乡卫生院 2 人", "市医院 → 乙乡卫生院 1 人", "市医院 → 甲乡卫生院 1 人"]
    drawn = texts(markup.partition('<ul class="chips">')[0], "text")
    assert {"李甲", "李乙", "王丙", "王&lt;丁&gt;", "6月起", "12月起", "护理 ●", "中医"} <= set(drawn)
    widths = {int(wide) for wide in re.findall(r'<rect x="[\d.]+" y="[\d.]+" width="(\d+)" height="46"', markup)}
    assert widths == {138, 68}, "a post of two is divided"
    chips = markup.partition('<ul class="chips">')[2]
    assert chips.count("<b>李甲</b> 6月起<small>县医院</small>") == 1


def test_beyond_some_hundred_people_it_is_how_many_from_where() -> None:
    tiles = {
        name: [Tile((PostShare(f"人{name}{i}", f"第{i % 3}医院"),)) for i in range(60)] for name in ("甲", "乙", "丙")
    }
    tiles["丁"] = [Tile((), lack="口腔")]
    picture, _, chips = str(PlacementPicture(tiles).markup()).partition('<ul class="chips">')
    assert "board many" in picture
    assert "人甲1" not in picture
    assert "<b>人甲1</b>" in chips
    assert "第0医院 → 甲 20 人" in picture
    totals = [text for text in texts(picture, "text") if text.startswith(("60 人", "0 人"))]
    assert totals == ["60 人"] * 6 + ['0 人<tspan class="lack">　缺 1</tspan>'], "three that send, three that receive"


def test_a_half_that_waits_for_its_other_half_stands_on_its_own_side() -> None:
    one = Tile((PostShare("李甲", "县医院", late=True),), lack="缺前半年的人", halves=True)
    markup = str(PlacementPicture({"甲乡卫生院": [one]}).markup())
    frame, half = re.findall(r'<rect x="(\d+)" y="30" width="(\d+)"', markup)
    assert (frame[1], half[1]) == ("138", "68")
    assert int(half[0]) - int(frame[0]) == 69


def test_the_report_draws_it_and_the_public_one_names_nobody() -> None:
    from qianyi.output.report import render_county
    from qianyi.scoring import score

    facts = county().facts()
    scores = score(facts)
    page = render_county(facts, scores, name="本县")
    assert '<section id="placements"' in page
    assert "县医院 → 甲乡卫生院 2 人" in page
    public = render_county(facts, scores, name="本县", anonymous=True)
    assert '<section id="placements"' in public
    assert "李甲" not in public
    assert "李*" in public
