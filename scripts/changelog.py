"""Join the fragments of `changes/` into CHANGELOG.md, by topic, under a version.

`python scripts/changelog.py 0.2.0 [--root FOLDER]`: each `- …` item of `changes/*.md` (with its further lines) goes under
the topic whose heading (`**读表**`) stands above it in the fragment, else under the one its first words speak of; the
fragments are then removed. Run again, later fragments are added to the same version. Exit 1 where there is none.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

TOPICS = {
    "给程序用": r"JSON|json|退出码|import qianyi|schema|数据框|to_frame|parquet|stdin|stdout|管道|github|junit",
    "政策": r"policy|政策包|参数|细则|宿州|盐池|explain|条款|本县自己的文件|方案",
    "选派": r"\bplan\b|选派|名额|排班|派谁",
    "年终": r"\breview\b|多县|region|集群|county|--verify",
    "文书与报告": r"fill|文书|模板|Word|报告|PDF|--pdf|工作簿|评定表|公示|通报|通知|催报|\bsend\b|\bstatus\b|init|批注|打印|网页",
    "评分": r"得分|扣分|评分|评定|等次|服务月数|待评|暂定|附件|\bscore\b|\bwhy\b|S80\d",
    "核查": r"[RTHALCWFQ]\d{3}|规则|提醒|豁免|核查|validate|请假|旷工|查岗|备案",
    "读表": r"读|认|表头|图例|考勤表|名单|xlsx|xls|csv|ods|I0\d\d|单元格|记号|inspect|fix",
}
"""Topics in the order they are asked; the first whose words an item holds takes it."""
OTHER = "其他"
ORDER = ("读表", "核查", "评分", "文书与报告", "选派", "年终", "政策", "给程序用", OTHER)

Topics = dict[str, list[str]]


def items(text: str) -> list[tuple[str | None, str]]:
    """The items of a fragment, each with the topic that stands above it."""
    found: list[tuple[str | None, str]] = []
    topic = None
    for line in text.splitlines():
        if heading := re.fullmatch(r"\*\*(.+)\*\*|#+ *(.+)", line.strip()):
            topic = heading[1] or heading[2]
        elif line.startswith(("- ", "* ")):
            found.append((topic, f"- {line[2:].strip()}"))
        elif line.strip() and found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n  {line.strip()}")
        elif line.strip():
            found.append((topic, f"- {line.strip()}"))
    return found


def topic_of(item: str) -> str:
    """The topic an item's first clause speaks of, else the whole item."""
    head = re.split(r"[：:。；]", item, maxsplit=1)[0]
    for words in (head, item):
        for topic, pattern in TOPICS.items():
            if re.search(pattern, words):
                return topic
    return OTHER


def join(changelog: str, version: str, fragments: list[str]) -> str:
    """The change log with the items of the fragments under the version, each once."""
    begin = re.search(rf"(?m)^## {re.escape(version)}\b.*\n", changelog)
    if begin is None:
        first = re.search(r"(?m)^## ", changelog)
        at = first.start() if first else len(changelog)
        changelog = f"{changelog[:at]}## {version}\n\n{changelog[at:]}"
        begin = re.search(rf"(?m)^## {re.escape(version)}\b.*\n", changelog)
        assert begin is not None
    following = re.compile(r"(?m)^## ").search(changelog, begin.end())
    end = following.start() if following else len(changelog)
    topics: Topics = {}
    for topic, item in items(changelog[begin.end() : end]):
        topics.setdefault(topic or OTHER, []).append(item)
    for text in fragments:
        for topic, item in items(text):
            there = topics.setdefault(topic if topic in ORDER else topic_of(item), [])
            if item not in there:
                there.append(item)
    order = [*(topic for topic in ORDER if topic in topics), *(topic for topic in topics if topic not in ORDER)]
    body = "\n\n".join(f"**{topic}**\n" + "\n".join(topics[topic]) for topic in order)
    return f"{changelog[: begin.end()]}\n{body}\n\n{changelog[end:]}".rstrip("\n") + "\n"


def main(arguments: list[str]) -> int:
    """Join, write and remove; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1])
    options = parser.parse_args(arguments)
    paths = sorted((options.root / "changes").glob("*.md"))
    if not paths:
        print("no fragments in changes/", file=sys.stderr)
        return 1
    log = options.root / "CHANGELOG.md"
    log.write_text(join(log.read_text("utf-8"), options.version, [path.read_text("utf-8") for path in paths]), "utf-8")
    for path in paths:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
