"""The page in a real headless Chromium: the same bytes as the command line, offline, nothing asked of anybody else.

Run by `make web-test`. Needs Chromium (Debian's package) and dist/web from `make web`.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
BUILT = ROOT / "dist" / "web"
SAMPLES = ROOT / "samples"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --host-resolver-rules=MAP\tqianyi.test\t127.0.0.1"
).split(" ")
FLAGS = [flag.replace("\t", " ") for flag in FLAGS]
WAIT = 120_000


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "qianyi", "web", str(BUILT), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        found = re.search(r"http://\S+/", server.stdout.readline())
        assert found
        # an intranet name without https: no pickers, no private file system there
        yield found[0].replace("127.0.0.1", "qianyi.test")
        server.kill()


class Watched:
    """A page with what it said and asked."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on(
            "console", lambda message: self.said.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.context.on("request", lambda request: self.asked.append(request.url))

    def open(self) -> None:
        self.page.goto(self.address)
        self.page.wait_for_selector("#ready", timeout=WAIT)

    def drop(self, files: list[Path] | list[dict[str, Any]]) -> str:
        """Choose files; the id of what ends the job."""
        self.page.set_input_files("#files", files)  # type: ignore[arg-type]
        self.page.wait_for_selector("#done, #error", timeout=WAIT)
        return str(self.page.get_attribute("#done, #error", "id"))

    def saved(self, button: str) -> bytes:
        with self.page.expect_download(timeout=WAIT) as download:
            self.page.click(f"#{button}")
        self.page.wait_for_selector("#done, #error", timeout=WAIT)
        return Path(download.value.path()).read_bytes()


@pytest.fixture(scope="module")
def watched(address: str) -> Iterator[Watched]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = Watched(browser.new_page(timezone_id="Asia/Shanghai"), address)
        page.open()
        page.page.context.set_offline(True)
        yield page
        browser.close()


def county(name: str) -> list[Path]:
    return [path for path in sorted((SAMPLES / name).iterdir()) if path.suffix in (".xlsx", ".toml")]


def by_command(tmp: Path, files: list[Path], *arguments: str) -> tuple[bytes, Path]:
    """Standard output of a command in a folder that holds these files and nothing else, and that folder."""
    folder = tmp / "county"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in files:
        shutil.copy(path, folder / path.name)
    done = subprocess.run(
        [sys.executable, "-m", "qianyi", *arguments], cwd=folder, capture_output=True, env=_environment()
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout, folder


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["yunling-2022", "huaibei-2021"])
def test_the_page_gives_the_bytes_of_the_command_line(watched: Watched, tmp_path: Path, name: str) -> None:
    files = county(name)
    assert watched.drop(files) == "done"
    assert watched.saved("findings-json") == by_command(tmp_path, files, "validate", ".", "--format", "json")[0]
    assert watched.saved("scores-json") == by_command(tmp_path, files, "score", ".", "--format", "json")[0]
    _, folder = by_command(tmp_path, files, "score", ".", "-o", "成绩.xlsx")
    assert watched.saved("result-xlsx") == (folder / "成绩.xlsx").read_bytes()
    for button, place, command in (
        ("annotated-zip", "批注", ("validate", ".", "--annotate", "批注")),
        ("documents-zip", "文书", ("fill", ".", "-o", "文书")),
    ):
        _, folder = by_command(tmp_path, files, *command)
        here, there = members(watched.saved(button)), tree(folder / place)
        assert sorted(here) == sorted(there)
        assert [path for path in here if here[path] != there[path]] == []


def test_findings_scores_and_a_cell_are_shown(watched: Watched) -> None:
    watched.drop(county("yunling-2022"))
    page = watched.page
    assert "T201" in page.inner_text("#findings")
    page.fill("#find", "萧清扬")
    assert "T201" in page.inner_text("#findings")
    assert "H303" not in page.inner_text("#findings")
    page.click("#findings button.link")
    page.wait_for_selector("#look .marked")
    assert page.inner_text("#look .marked")
    page.keyboard.press("Escape")
    page.fill("#find", "")
    page.click("#scores button.link:text('彭闻笛')")
    assert "旷工 6 天" in page.inner_text("#look")
    page.keyboard.press("Escape")


def test_one_zip_with_names_in_gbk_is_a_county_too(watched: Watched) -> None:
    # as programs of a Chinese Windows write it: GBK, without saying so; Python writes no such names, so they are put in
    names = {f"{n}": f"云岭县/{path.name}".encode("gb18030") for n, path in enumerate(county("yunling-2022"))}
    stand_ins = {n: n.ljust(len(name), "_") for n, name in names.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for stand_in, path in zip(stand_ins.values(), county("yunling-2022"), strict=True):
            archive.writestr(stand_in, path.read_bytes())
    raw = buffer.getvalue()
    for n, name in names.items():
        raw = raw.replace(stand_ins[n].encode(), name)
    assert watched.drop([{"name": "云岭县.zip", "mimeType": "application/zip", "buffer": raw}]) == "done"
    assert json.loads(watched.saved("scores-json"))["people"]


def test_what_cannot_be_done_is_one_sentence(watched: Watched) -> None:
    assert watched.drop([next(path for path in county("yunling-2022") if "考勤" in path.name)]) == "error"
    said = watched.page.inner_text("#error")
    assert "名单" in said
    assert "\n" not in said
    assert "Traceback" not in said
    assert watched.drop(county("yunling-2022")) == "done"
    assert watched.page.query_selector("#error") is None


def test_settings_are_saved_and_count(watched: Watched) -> None:
    watched.drop(county("qingshui-2022"))
    page = watched.page
    with page.expect_download(timeout=WAIT) as download:
        page.fill("#settings-form input[name=office]", "清水县卫生健康局医政股")
        page.click("#settings-form button[type=submit]")
    page.wait_for_selector("#done", timeout=WAIT)
    text = Path(download.value.path()).read_text("utf-8")
    assert 'office = "清水县卫生健康局医政股"' in text
    before = (SAMPLES / "qingshui-2022" / "qianyi.toml").read_text("utf-8")
    notes = [line for line in before.splitlines() if line.startswith("#")]
    assert [note for note in notes if note not in text] == []


def test_the_report_runs_inside_the_page(watched: Watched) -> None:
    watched.drop(county("yunling-2022"))
    watched.page.click("#show-report")
    watched.page.wait_for_selector("#report iframe", timeout=WAIT)
    report = watched.page.frame_locator("#report iframe")
    report.locator("th button, th[aria-sort], th").first.wait_for(timeout=WAIT)
    assert "孟岚" in report.locator("body").inner_text()


def test_one_institution_s_pack_holds_its_own_papers(watched: Watched) -> None:
    watched.drop(county("yunling-2022"))
    watched.page.select_option("#institution", "柳桥乡卫生院")
    names = set(members(watched.saved("pack-zip")))
    assert {"问题清单.xlsx", "成绩.xlsx", "整改通知书.docx"} <= {name.rpartition("/")[2] for name in names}


def test_nothing_was_asked_of_anybody_else_and_nothing_complained(watched: Watched) -> None:
    assert {url for url in watched.asked if not url.startswith((watched.address, "blob:", "data:"))} == set()
    assert watched.said == []


def test_the_policy_lets_the_page_speak_to_its_own_server_alone() -> None:
    page = (BUILT / "index.html").read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == rules["worker-src"] == "'self'"
    assert "http" not in policy[1]
    assert sum(path.stat().st_size for path in BUILT.rglob("*") if path.is_file()) <= 25_000_000
