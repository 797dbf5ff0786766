"""The reports: self-contained, escaped, readable without eyes, and working in a real browser."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

import qianyi
from qianyi.dossier import kinds
from qianyi.dossier.records import Placement
from qianyi.dossier.source import Sheet
from qianyi.facts.attendance import Standing
from qianyi.output import region_tables
from qianyi.output.documents.phrasing import masked
from qianyi.output.report import data, render_county
from qianyi.scoring import region as merged_counties
from qianyi.yearend import Options, review
from tests.make import disk as made
from tests.make.disk import county

SAMPLES = Path(__file__).parents[1] / "samples"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Page(HTMLParser):
    """Tags that are open, ids, internal links and text of a page; fails on a tag that closes what is not open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "input", "br", "line"}:
            self.open.append(tag)
        for key, value in attrs:
            if key == "id":
                self.ids.append(value or "")
            if key in {"src", "href", "action", "data"}:
                (self.links if (value or "").startswith("#") else self.outside).append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open and self.open[-1] == tag:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the county with every fault."""
    facts = qianyi.read([SAMPLES / "yunling-2022"])
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(render_county(facts, qianyi.score(facts), name="云岭县"), encoding="utf-8")
    return path


def test_report_is_one_self_contained_page(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    page = Page(text)
    assert page.outside == []
    assert "@import" not in text
    assert "url(" not in text
    assert len(page.ids) == len(set(page.ids))
    units = set(re.findall(r'data-name="([^"]*)"', text))
    assert {link for link in page.links if link.startswith("#单位=")} <= {f"#单位={name}" for name in units}
    assert {link[1:] for link in page.links if not link.startswith("#单位=")} <= set(page.ids)


def test_report_tells_everything(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    facts = qianyi.read([SAMPLES / "yunling-2022"])
    scores = qianyi.score(facts)
    words = "".join(Page(text).words)
    assert len(re.findall(r"<ol class=\"lead\">(.*?)</ol>", text, re.S)[0].split("</li>")) == 6
    for finding in scores.findings:
        if finding.severity != "info":
            assert finding.message in words
    for person in scores.people:
        for item in person.items:
            for entry in item.ledger:
                assert entry.why in words
                assert all(cell.ref in words for cell in entry.cells[:4])
    for institution in scores.institutions:
        assert institution.name in words
    assert '"2.1.1.3"' in words
    assert text.count('"year":[') == 37


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    name = "<img/src=x/onerror=alert(1)>\"'&"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["姓名", "受援单位", "支援单位", "执业资格", "专业", "专业技术职称", "支援时间", "备注"])
    sheet.append([name, "</script><b>卫生院", "县医院", "执业医师", "临床", "主治医师", "一年", "{{ 7*7 }}"])
    book.save(tmp_path / "名单.xlsx")
    facts = qianyi.read([tmp_path / "名单.xlsx"])
    text = render_county(facts, qianyi.score(facts), name="<i>县</i>")
    page = Page(text)
    assert page.outside == []
    assert text.count("</script>") == 2
    assert "<img" not in text
    assert "<i>县" not in text
    assert any(name in words for words in page.words)


def test_a_year_is_told_by_what_differs_from_the_usual() -> None:
    sheet = Sheet("a.xlsx", "名单", (0, 0), "roster")
    work, off = kinds.day(kinds.PRESENT), kinds.day(kinds.BLANK)
    half = kinds.day(kinds.PERSONAL, kinds.PRESENT)
    sick = kinds.day(kinds.SICK)
    standing = Standing(
        Placement(sheet=sheet, row=4, name="甲"),
        date(2022, 6, 29),
        date(2022, 7, 5),
        bytes([work, half, sick, off, off, sick, work]),
        bytes([1, 1, 1, 0, 0, 1, 1]),
        recorded=True,
    )
    # present on workdays and nothing on rest days go without saying: the half day, and two days of sick leave
    assert data.year(standing, date(2022, 6, 1), bytes(60)) == [28, 7, "1:51 2:66 5:66", 0]


def test_equal_days_side_by_side_are_told_once() -> None:
    sheet = Sheet("a.xlsx", "名单", (0, 0), "roster")
    standing = Standing(
        Placement(sheet=sheet, row=4, name="甲"),
        date(2022, 6, 6),
        date(2022, 6, 10),
        bytes([0x66] * 4 + [0x11]),
        bytes([1] * 5),
        recorded=True,
    )
    assert data.year(standing, date(2022, 6, 6), bytes(5)) == [0, 5, "0+3:66", 0]


def test_totals_and_pending_marks_are_not_drawn_as_days_and_points_lost(tmp_path: Path) -> None:
    """Totals say nothing of a month: June 2022 has one person's 21 days; nobody is marked, so no unit is low."""
    days: list[list[object]] = [["2022年6月考勤表"], ["姓名", *range(1, 31)], ["郁初晴", *["√"] * 30]]
    totals: list[list[object]] = [["姓名", "应出勤", "实出勤", "事假", "病假", "旷工"], ["闻一苇", 250, 240, 5, 5, 0]]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇"}, {"姓名": "郁初晴"}], 六月=days, 考勤汇总=totals)
    (dossier / "qianyi.toml").write_text("[campaign]\nstart = 2022-06-01\nend = 2022-06-30\n", encoding="utf-8")
    facts = qianyi.read([dossier])
    text = render_county(facts, qianyi.score(facts), name="县")
    assert 'aria-label="各月缺勤：2022-06 出勤率 100% "' in text
    assert "得分较低的单位" not in text
    assert (text.count('"year":['), text.count('"year":null')) == (1, 1)


def test_a_section_without_a_mark_has_no_score(tmp_path: Path) -> None:
    """2.1 has one line marked with 1 point, 2.2 and 2.3 none: they are open, not 0."""
    marks = [["对象", "条款", "得分"], ["县医院", "2.1.1.1", 1]]
    dossier = county(tmp_path / "县", [{"姓名": "闻一苇", "支援单位": "县医院", "职称": "主治医师"}], 评分=marks)
    facts = qianyi.read([dossier])
    text = render_county(facts, qianyi.score(facts), name="县")
    row = re.search(r'<tr><td class="n"></td><td class="w"><a href="#单位=县医院">.*?</tr>', text)
    assert row is not None
    assert re.findall(r'<td class="n">([^<]*)</td>', row[0])[1:4] == ["1", "—", "—"]


def test_masks_keep_the_family_name_and_tell_namesakes_apart() -> None:
    assert masked(["林清", "林青", "林清", "欧阳若"]) == {"林清": "林*", "林青": "林*2", "欧阳若": "欧**"}


def part(percent: str | None, people: int) -> merged_counties.InstitutionHere:
    value = None if percent is None else Decimal(percent)
    return merged_counties.InstitutionHere(
        county="县",
        name="省医院",
        role="support",
        score=value,
        percent=value,
        status="final",
        rank=1,
        people=people,
        mean=None,
    )


def test_an_institution_is_combined_over_its_counties() -> None:
    parts = [part("90", 9), part("80", 1), part(None, 5)]
    assert merged_counties.combined_percent(parts, "people") == Decimal(89)
    assert merged_counties.combined_percent(parts, "counties") == Decimal(85)
    assert merged_counties.combined_percent(parts, "lowest") == Decimal(80)
    assert merged_counties.combined_percent([part(None, 5)], "people") is None


def test_ranks_leave_room_after_ties() -> None:
    rows = [merged_counties.Combined(name, "support", []) for name in "甲乙丙丁"]
    merged_counties.rank(list(zip(rows, (Decimal(80), Decimal(90), Decimal(90), None), strict=True)))
    assert [row.rank for row in rows] == [3, 1, 1, None]


def test_csv_holds_no_formula_and_rounds_half_up(tmp_path: Path) -> None:
    region_tables.write_csv(
        tmp_path / "a.csv", ["甲"], [["=1+1"], ["-x"], [Decimal("1.005")], [None], [Decimal("20.00")]]
    )
    assert list(csv.reader((tmp_path / "a.csv").open(encoding="utf-8-sig")))[1:] == [
        ["'=1+1"],
        ["'-x"],
        ["1.01"],
        [""],
        ["20"],
    ]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The region of the samples, where four institutions support two counties."""
    out = tmp_path_factory.mktemp("region") / "out"
    counties = [SAMPLES / name for name in ("huaibei-2021", "qingshui-2022", "yunling-2022")]
    review(counties, out, options=Options(documents=()))
    return out


def test_region_lists_an_institution_by_county_and_combined(merged: Path) -> None:
    book = openpyxl.load_workbook(merged / "汇总.xlsx")
    combined = {row[2]: row for row in book["单位合并"].iter_rows(min_row=2, values_only=True)}
    assert combined["云州市第一人民医院"][5:7] == (2, 6)
    apart = [row for row in book["单位分县"].iter_rows(min_row=2, values_only=True) if row[2] == "云州市第一人民医院"]
    assert [row[0] for row in apart] == ["qingshui-2022", "yunling-2022"]
    mean = sum(Decimal(str(row[4])) * row[7] for row in apart) / 6
    assert round(mean, 2) == round(Decimal(str(combined["云州市第一人民医院"][3])), 2)
    page = Page((merged / "汇总.html").read_text(encoding="utf-8"))
    assert all((merged / unquote(link)).is_file() for link in page.outside)
    assert "派驻人数加权平均" in "".join(page.words)


def test_region_parquet_holds_the_people(merged: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(merged / "数据" / "region.parquet")
    assert table.num_rows == 8 + 37 + 37
    heads = next(csv.reader((merged / "数据" / "region.csv").open(encoding="utf-8-sig")))
    assert table.column_names == heads


PROBE = """<script>
(function () {
  var said = {errors: []};
  window.addEventListener("error", function (event) { said.errors.push(event.message); });
  document.addEventListener("securitypolicyviolation", function (event) { said.errors.push(event.blockedURI); });
  function shown(id) {
    var rows = document.querySelectorAll("#" + id + " tbody tr");
    return Array.prototype.filter.call(rows, function (row) { return !row.hidden; });
  }
  function texts(id, column) { return shown(id).map(function (row) { return row.cells[column].textContent; }); }
  function type(form, value) { form.elements.q.value = value; form.dispatchEvent(new Event("input")); }
  window.addEventListener("load", function () {
    var buttons = document.querySelectorAll("#persons thead .sort");
    buttons[4].click(); said.up = texts("persons", 4);
    said.sorted = buttons[4].parentNode.getAttribute("aria-sort");
    var enter = new KeyboardEvent("keydown", {key: "Enter"});
    buttons[4].dispatchEvent(enter); said.down = texts("persons", 4);
    var form = document.querySelector("form[data-table=found]");
    said.first = shown("found").length;
    form.querySelector("input[value=warning]").click(); said.errorsOnly = shown("found").length;
    type(form, "A412"); said.one = texts("found", 1); said.count = form.querySelector(".count").textContent;
    type(form, "没有这样的字"); said.none = shown("found").length;
    type(document.querySelector("form[data-table=persons]"), "柳桥"); said.people = shown("persons").length;
    document.querySelector("[data-open=cards]").click();
    said.open = document.querySelectorAll("#cards details[open]").length;
    said.years = document.querySelectorAll("#cards svg.year").length;
    var absent = Array.prototype.filter.call(document.querySelectorAll("svg.year"), function (svg) {
      return /旷工/.test(svg.getAttribute("aria-label"));
    });
    said.absent = absent.length; said.label = absent[0].getAttribute("aria-label");
    said.signs = absent[0].querySelectorAll(".d-absent").length;
    said.ledgers = document.querySelectorAll("#cards table").length;
    function hold(event) { if (event.target.download) { event.preventDefault(); } }
    document.addEventListener("click", hold, true);
    var kept = []; window.Blob = function (parts) { kept.push(parts[0]); };
    URL.createObjectURL = function () { return "#"; };
    type(form, ""); document.querySelector("[data-csv=found]").click();
    said.csv = kept[0].split("\\r\\n");
    location.hash = "#单位=柳桥乡卫生院";
    setTimeout(function () {
      var unit = document.querySelector("details.unit.chosen");
      said.followed = unit.open && unit.getAttribute("data-name");
      var tables = unit.querySelectorAll("table"), rows = unit.querySelector("tbody").rows;
      said.unit = Array.prototype.map.call(tables, function (one) { return one.caption.textContent; });
      said.own = Array.prototype.map.call(rows, function (row) { return row.cells[1].textContent; });
    }, 30);
    setTimeout(function () {
      said.resources = performance.getEntriesByType("resource").length;
      var out = document.createElement("pre"); out.id = "said"; out.textContent = JSON.stringify(said);
      document.body.appendChild(out);
    }, 120);
  });
}());
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_report_works_in_a_browser(report: Path, tmp_path: Path) -> None:
    import json

    probed = tmp_path / "probed.html"
    probed.write_text(report.read_text(encoding="utf-8").replace("</head>", PROBE + "</head>"), encoding="utf-8")
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--enable-logging=stderr",
            "--virtual-time-budget=4000",
            "--dump-dom",
            probed.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    said = json.loads(re.search(r'<pre id="said">(.*?)</pre>', done.stdout, re.S)[1].replace("&amp;", "&"))  # type: ignore[index]
    assert said["errors"] == []
    assert "CONSOLE" not in done.stderr
    assert said["resources"] == 0
    scores = [float(text) for text in said["up"]]
    assert len(scores) == 37
    assert scores == sorted(scores)
    assert said["sorted"] == "ascending"
    assert [float(text) for text in said["down"]] == sorted(scores, reverse=True)
    facts = qianyi.read([SAMPLES / "yunling-2022"])
    findings = [f for f in qianyi.score(facts).findings if f.severity != "info"]
    groups = {(f.severity, f.code, f.person or f.institution or f.where[0] or f.id) for f in findings}
    assert said["first"] == len(groups)
    assert said["errorsOnly"] == sum(group[0] == "error" for group in groups)
    assert said["one"] == ["A412"]
    assert said["count"] == "显示 1 条"
    assert said["none"] == 0
    assert said["people"] == 3
    assert said["open"] == said["years"] == 37
    assert said["ledgers"] >= 37
    assert said["absent"] >= 1
    assert said["label"].startswith("全年考勤：")
    assert said["signs"] >= 1
    assert said["followed"] == "柳桥乡卫生院"
    assert any(caption.startswith("派驻人员（3 人次）") for caption in said["unit"])
    assert "受援单位逐条得分" in said["unit"]
    assert set(said["own"]) == {"柳桥乡卫生院"}
    shown = [f for f in findings if f.severity == "error"]  # the box of warnings is still off
    assert len([line for line in said["csv"] if line]) == 1 + len(shown)


@pytest.mark.skipif(CHROMIUM is None or shutil.which("pdftotext") is None, reason="no chromium or pdftotext")
def test_report_prints_and_an_institution_by_itself(report: Path, tmp_path: Path) -> None:
    texts = {}
    for name, place in (("all", ""), ("one", "#单位=柳桥乡卫生院")):
        out = tmp_path / f"{name}.pdf"
        subprocess.run(
            [
                str(CHROMIUM),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                f"--user-data-dir={tmp_path / 'profile'}",
                "--virtual-time-budget=4000",
                "--no-pdf-header-footer",
                f"--print-to-pdf={out}",
                report.as_uri() + place,
            ],
            capture_output=True,
            timeout=120,
            check=True,
        )
        done = subprocess.run(["pdftotext", "-layout", str(out), "-"], capture_output=True, text=True, check=True)
        texts[name] = done.stdout
    assert "派驻人员得分分布" in texts["all"]
    assert "柳桥乡卫生院" in texts["one"]
    assert "受援单位逐条得分" in texts["one"]
    assert "白鹭镇中心卫生院" not in texts["one"]
    assert "派驻人员得分分布" not in texts["one"]


def test_a_thousand_people_are_a_small_page(tmp_path: Path) -> None:
    """Each year is data, drawn when opened: four megabytes hold a thousand people with twelve months each."""
    from tests.make.disk import grids, marked, person, roster, spread

    names = [f"{a}{b}{c}" for a in "赵钱孙李周吴郑王" for b in "安然若川子" for c in "清和知夏雨"][:200]
    roster(tmp_path / "名单.xlsx", [person(name, 受援单位=f"第{i % 20}乡卫生院") for i, name in enumerate(names)])
    special = [spread({"personal": i % 14, "sick": i % 5, "absent": i % 3}) for i in range(len(names))]
    grids(tmp_path / "考勤.xlsx", {name: marked(days) for name, days in zip(names, special, strict=True)})
    facts = qianyi.read([tmp_path])
    page = render_county(facts, qianyi.score(facts), name="县").encode()
    bare = qianyi.read([tmp_path / "名单.xlsx"])
    empty = render_county(bare, qianyi.score(bare), name="县").encode()
    assert len(page) < 4_000_000 * len(names) / 1000
    assert len(page) - len(empty) < 600 * len(names), "a year takes some hundred bytes"


def test_the_months_count_those_of_whom_nothing_came(tmp_path: Path) -> None:
    """One present on all 21 workdays of June, one without a sheet: half of the month is told, as in the summary."""
    folder = tmp_path / "县"
    folder.mkdir()
    made.roster(folder / "名单.xlsx", [made.person("乔安然"), made.person("尹若川")])
    june = (date(2022, 6, 1), date(2022, 6, 30))
    made.grids(folder / "考勤.xlsx", {"乔安然": made.marked(None, *june)}, *june)
    facts = qianyi.read([folder], as_of=june[1])
    page = render_county(facts, qianyi.score(facts), name="县")
    assert "2022-06 出勤率 50%" in page
    assert "实出勤 21 人天（50%）" in page
