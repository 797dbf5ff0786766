"""The plan of the sample county's next year: what its recipients ask for, whom its hospitals could send, how many."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from samples.county import County
from samples.writer import Book
from samples.yunling import Yunling

FOLDER, FILE = "yunling-2023", "选派计划.xlsx"
TOML = """# 云岭县：2023 年度选派
policy = "yanchi-2022"
office = "云岭县卫生健康局"
hardship = ["雁回乡卫生院", "东篱社区卫生服务站"]

[campaign]
start = 2023-06-01
end = 2024-05-31
"""
LEVELS = {"主任医师": "副高", "副主任医师": "副高", "副主任护师": "副高", "主治医师": "中级", "主管护师": "中级"}
NEEDS = "受援单位 专业 人数 最低职称 重点 说明".split()
PEOPLE = "姓名 支援单位 性别 年龄 执业资格 专业 专业技术职称 晋升职称 可派时段 脱产方式 意愿单位 不能派原因".split()
SUPPLY = "支援单位 最少 最多".split()


def write_plan(last: County, parent: Path) -> Path:
    """The folder of the next year, made from last year's county."""
    folder = parent / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    book = Book(folder / FILE)
    chance, name = random.Random(2023), Yunling(FOLDER, "云岭县", "x", seed=1).full_name
    placed = [person for person in last.people if "组团" not in person.remark and person.specialty != "财务"]
    asked = Counter((person.recipient, person.specialty) for person in placed)
    needs = []
    for (recipient, specialty), many in asked.items():
        title = next(p.title for p in placed if (p.recipient, p.specialty) == (recipient, specialty))
        halves = sum(p.period != "一年" for p in placed if (p.recipient, p.specialty) == (recipient, specialty))
        needs.append(
            [
                recipient,
                specialty,
                max(1, many - halves // 2),
                LEVELS.get(title),
                "是" if "中心" in recipient else None,
                None,
            ]
        )
    needs[3][5] = "儿童多，最好能看儿科"
    needs.append([placed[-1].recipient, "影像", 1, None, None, "新到的机器没有人会用"])
    supports = list(dict.fromkeys(person.support for person in placed))
    people = []
    for index in range(56):
        old = last.people[index % len(last.people)]
        stays = index % 5 == 0 and old.specialty != "财务"
        made = old if stays else placed[int(chance.random() * len(placed))]
        people.append(
            [
                old.name if stays else name(300 + index),
                old.support if stays else supports[index % len(supports)],
                made.sex,
                made.age + (index % 3),
                made.licence,
                made.specialty,
                made.title,
                "是" if index % 3 == 1 else "否",
                {4: "前半年", 9: "后半年"}.get(index % 11, "全年"),
                "半脱产" if index % 23 == 7 else "全脱产",
                placed[(index * 7) % len(placed)].recipient if index % 2 else None,
                "哺乳期" if index == 17 else "援外" if index == 31 else None,
            ]
        )
    supply = [[supports[0], 1, 6], [supports[4 % len(supports)], 4, 9]]
    for title, heads, rows in (("需求", NEEDS, needs), ("可派人员", PEOPLE, people), ("名额", SUPPLY, supply)):
        sheet = book.sheet(title)
        sheet.merge_range(0, 0, 0, len(heads) - 1, f"云岭县2023年度对口支援{title}", book.title)
        for column, heading in enumerate(heads):
            sheet.write_string(1, column, heading, book.head)
        for line, row in enumerate(rows, 2):
            for column, value in enumerate(row):
                book.put(sheet, line, column, value)
        sheet.set_column(0, len(heads) - 1, 16)
        sheet.freeze_panes(2, 1)
    book.book.close()
    (folder / "qianyi.toml").write_text(TOML, encoding="utf-8", newline="\n")
    return folder
