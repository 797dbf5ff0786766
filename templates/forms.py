"""The forms: appraisal form (annex 5), score sheets (annexes 2-4), handbook pages, leave slip."""

from __future__ import annotations

from paper import Cell, Paper, in_two

SIZE, MM = 10.5, 25.4 / 72  # type of labels in points; a point in millimetres
BLANK_DAY = "年    月    日"


def seal(paper: Paper, *first: str, width: float) -> Cell:
    """An opinion box: what was said above, the stamp line and the date below."""
    lines = [paper.p(text, style="Cell") for text in first or ("",)]
    stamp = [
        paper.p("盖章", style="Cell", align="right", right=3),
        paper.p(BLANK_DAY, style="Cell", align="right", right=0.5),
    ]
    return paper.cell(*lines, paper.p("", style="Cell"), *stamp, width=width, valign="bottom")


def appraisal(paper: Paper) -> str:
    """附件5: identity, attendance, notice, statement, five opinion boxes, four notes; one A4 page."""
    p, cell, row = paper.p, paper.cell, paper.row
    columns = [19.0, 25.0, 12.0, 21.0, 25.0, 64.0]
    whole, left = sum(columns), columns[0]
    fifth = (whole - left) / 5

    def label(lines: str, width: float, merge: str | None = None) -> Cell:
        """A label broken as `lines` shows, by the cell's inner width: its text stays one word."""
        longest = max(map(len, lines.split("\n")))
        edge = (width - 2.5 - longest * SIZE * MM - 0.8) / 2 if "\n" in lines else 0
        text = p(lines.replace("\n", ""), style="Cell", align="center", font="heading1", size=SIZE, edges=max(edge, 0))
        return cell(text, width=width, merge=merge)

    def pairs(*values: tuple[str, str]) -> list[Cell]:
        cells = []
        for index, (name, field) in enumerate(values):
            size = 10 if field == "period" else None
            cells += [
                label(name, columns[2 * index]),
                cell(
                    in_two(f"person.{field}") if size else f"{{{{ person.{field} }}}}",
                    width=columns[2 * index + 1],
                    size=size,
                ),
            ]
        return cells

    rows = [
        row(*pairs(("姓名", "name"), ("性别", "sex"), ("现任专业\n技术职务", "title")), height=10.5),
        row(*pairs(("出生年月", "birth"), ("民族", "ethnicity"), ("现从事专业", "specialty")), height=10.5),
        row(
            *pairs(("参加\n工作时间", "career_start"), ("政治\n面貌", "politics"), ("支援工作\n起止时间", "period")),
            height=10.5,
        ),
        *(
            row(label(name, 60), cell(f"{{{{ person.{field} }}}}", width=whole - 60), height=8.5)
            for name, field in (("派出单位名称", "support"), ("受援基层医疗卫生机构名称", "recipient"))
        ),
        row(
            label("出勤情况\n（天）", left, "restart"),
            label("出勤", fifth * 2),
            *(label(name, fifth, "restart") for name in ("事假", "病假", "旷工")),
            height=6.5,
        ),
        row(
            label("", left, "continue"),
            label("应出勤", fifth),
            label("实出勤", fifth),
            *(label("", fifth, "continue") for _ in range(3)),
            height=6.5,
        ),
        row(
            label("", left, "continue"),
            *(
                cell(f"{{{{ attendance.{kind} }}}}", width=fifth)
                for kind in ("required", "present", "personal", "sick", "absent")
            ),
            height=8.5,
        ),
        paper.row_tag("{%tr if attendance.other %}", whole),
        row(label("其他", left), cell("{{ attendance.other }}", width=whole - left, align="left"), height=7.5),
        paper.row_tag("{%tr endif %}", whole),
        row(
            label("受援单位\n公示情况", left),
            cell("{{ appraisal.notice }}", width=whole - left, align="left"),
            height=14,
        ),
        row(
            label("个人\n工作鉴定", left),
            cell(
                p("{{ appraisal.statement }}", style="Cell", align="both", indent=2), width=whole - left, valign="top"
            ),
            height=42,
        ),
        row(
            label("派出\n单位\n意见", 16),
            seal(paper, "{{ appraisal.support_grade }}", width=63),
            label("派出单位\n所在行政\n主管部门\n意见", 22),
            seal(paper, width=whole - 101),
            height=30,
        ),
        row(
            label("受援\n单位\n意见", 16),
            seal(paper, "{{ appraisal.recipient_grade }}", width=63),
            label("受援单位\n所在卫生\n健康行政\n部门意见", 22),
            seal(paper, width=whole - 101),
            height=30,
        ),
        row(label("自治区卫健委\n项目领导小组\n办公室意见", 28), seal(paper, width=whole - 28), height=22),
    ]
    return "".join(
        (
            p("{{ form.title }}", style="FormTitle"),
            p("{{ county }}{{ year }}年度", style="Cell", align="center", before=3, after=2, size=12),
            p("{%p if copy.keepers %}", style="Cell"),
            p(
                "{% if copy.keeper %}一式{{ copy.of }}份，第{{ copy.number }}份：{{ copy.keeper }}留存{% else %}"
                "本份留存：{% for keeper in copy.keepers %}□{{ keeper }}{% if not loop.last %}　{% endif %}{% endfor %}{% endif %}",
                style="CellSmall",
                align="right",
                after=2,
            ),
            p("{%p endif %}", style="Cell"),
            paper.table(rows),
            p("{%p for note in form.notes %}", style="Note"),
            p("{{ note }}", style="Note"),
            p("{%p endfor %}", style="Note"),
        )
    )


def score_sheet(paper: Paper, annex: str) -> str:
    """附件2, 3 (institution) and 4 (person): the annex's own columns, a row an item, and the reasons behind them."""
    p, cell, row = paper.p, paper.cell, paper.row
    person = annex == "4"

    def small(value: str, width: float, align: str = "center") -> Cell:
        return cell(p(value, style="CellSmall", align=align), width=width)

    def label(name: str, width: float) -> Cell:
        return cell(name, width=width, font="heading1", size=10)

    if person:
        about = [
            row(
                label("姓名", 24),
                small("{{ person.name }}", 40),
                label("职称", 20),
                small("{{ person.title }}", 82),
                height=7.5,
            ),
            row(
                label("派出单位", 24),
                small("{{ person.support }}", 40),
                label("受援单位", 20),
                small("{{ person.recipient }}", 82),
                height=7.5,
            ),
            row(label("派驻期", 24), small("{{ person.period }}", 142), height=7.5),
            row(
                label("出勤（天）", 24),
                small(
                    "应出勤 {{ attendance.required }}　实出勤 {{ attendance.present }}　事假 {{ attendance.personal }}　"
                    "病假 {{ attendance.sick }}　旷工 {{ attendance.absent }}"
                    "{% if attendance.other %}　{{ attendance.other }}{% endif %}",
                    142,
                    "left",
                ),
                height=7.5,
            ),
        ]
        title = "派驻人员绩效评定表"
        result = "合计 {{ total.score or '    ' }} 分（满分 {{ total.max }} 分{% if total.percent %}，{{ total.percent }}%{% endif %}）{{ total.status }}{% if grade %}　评定等次：{{ grade }}{% endif %}"
    else:
        role = "支援" if annex == "2" else "受援"
        about = [
            row(
                label(f"{role}单位", 24),
                small("{{ subject }}", 60),
                label("派驻人员", 22),
                small(
                    "{{ people.count }} 人{% if people.mean %}，平均 {{ people.mean }}%，最低 {{ people.lowest }}%{% endif %}",
                    60,
                ),
                height=7.5,
            ),
        ]
        title = f"{role}医疗卫生机构绩效评定表"
        result = "合计 {{ total.score or '    ' }} 分（满分 {{ total.max }} 分{% if total.percent %}，{{ total.percent }}%{% endif %}）{{ total.status }}{% if rank %}　名次：第 {{ rank }} 名{% endif %}"
    return "".join(
        (
            p("{%p if annex.own %}", style="Cell"),
            p("{{ annex.own }}", style="FormTitle"),
            p("{%p else %}", style="Cell"),
            p("{{ heading }}", style="FormTitle", size=16, font="title"),
            p(title, style="FormTitle"),
            p("{%p endif %}", style="Cell"),
            p("截至 {{ as_of }}", style="Cell", align="center", before=3, after=4),
            paper.table(about),
            p("", style="Hair"),
            p("{%p if plain %}", style="Cell"),
            _rubric(paper, person, result, plain=True),
            p("{%p else %}", style="Cell"),
            _rubric(paper, person, result, plain=False),
            p("{%p endif %}", style="Cell"),
            p(
                "依据{{ basis }}。{{ annex.told }}“待评”为尚无评分、也无登记可以计算的行，不计入合计。",
                style="Note",
                before=3,
            ),
        )
    )


def _rubric(paper: Paper, person: bool, result: str, plain: bool) -> str:
    """The table of the annex; with `plain` without our own column."""
    p, cell, row = paper.p, paper.cell, paper.row
    widths = {
        "section": 17.0,
        "item": 19.0,
        "points": 10.5,
        "criteria": 58.0,
        "method": 24.0,
        "score": 11.5,
        "reason": 26.0,
    }
    if person:
        widths["item"] += widths.pop("section") - 9
        widths["criteria"] += 9
    if plain:
        widths["criteria"] += widths.pop("reason") - 4
        widths["method"] += 4
    whole = sum(widths.values())

    def head(role: str) -> Cell:
        return cell(f"{{{{ heads.{role} }}}}", width=widths[role], font="heading1", size=10, shade=True)

    def lines(loop: str, value: str) -> list[str]:
        return [
            p(f"{{%p for {loop} %}}", style="CellSmall"),
            p(value, style="CellSmall", align="left"),
            p("{%p endfor %}", style="CellSmall"),
        ]

    def text(role: str, *paragraphs: str, align: str = "center") -> Cell:
        made = (one if one.startswith("<") else p(one, style="CellSmall", align=align) for one in paragraphs)
        return cell(*made, width=widths[role])

    cells = {
        "section": ("{% vm %}{{ section.title }}（{{ section.points }} 分）",),
        "item": ("{{ group.title }}",),
        "points": ("{{ group.points }}",),
        "criteria": lines("line in group.rows", "{{ line.text }}"),
        "method": ("{{ group.method }}",),
        "score": ("{{ group.score }}",),
        "reason": (
            *lines("reason in group.reasons", "{{ reason }}"),
            p("{%p if not group.reasons %}", style="CellSmall"),
            p("", style="CellSmall"),
            p("{%p endif %}", style="CellSmall"),
        ),  # a cell must hold a paragraph
    }
    rows = [
        row(*(head(role) for role in widths), height=8, header=True),
        paper.row_tag("{%tr for section in sections %}", whole),
        paper.row_tag("{%tr for group in section.groups %}", whole),
        row(*(text(role, *cells[role], align="left" if role == "method" else "center") for role in widths), height=7),
        paper.row_tag("{%tr endfor %}", whole),
        paper.row_tag("{%tr endfor %}", whole),
        row(cell(result, width=whole, font="heading1", size=10.5, shade=True), height=9),
        row(
            seal(paper, "评定小组意见：", width=whole / 2),
            seal(paper, "受援单位意见：" if person else "被评定单位意见：", width=whole / 2),
            height=24,
        ),
    ]
    return paper.table(rows)


def handbook(paper: Paper) -> str:
    """平时考核手册: one page a month."""
    p, cell, row = paper.p, paper.cell, paper.row
    whole, day = 166.0, 166 / 7

    def label(text: str, width: float, shade: bool = False) -> Cell:
        return cell(text, width=width, font="heading1", size=10.5, shade=shade)

    week = [
        cell(
            p(f"{{% cellbg week[{i}].colour %}}{{{{ week[{i}].day }}}}", style="CellSmall"),
            p(f"{{{{ week[{i}].mark }}}}", style="Cell", align="center"),
            width=day,
        )
        for i in range(7)
    ]
    calendar = [
        row(*(label(f"星期{name}", day, True) for name in "一二三四五六日"), height=7),
        paper.row_tag("{%tr for week in month.weeks %}", whole),
        row(*week, height=14),
        paper.row_tag("{%tr endfor %}", whole),
        row(label("考勤小计", day), cell("{{ month.summary }}", width=whole - day, align="left"), height=9),
    ]
    work = [
        row(
            label("工作量", 24),
            *(label(name, 35.5) for name in ("门诊诊疗（人次）", "带教查房（次）", "外科手术（例）", "助产服务（例）")),
            height=7.5,
        ),
        row(
            label("", 24),
            *(
                cell(f"{{{{ month.{name} }}}}", width=35.5)
                for name in ("outpatients", "teaching", "surgery", "deliveries")
            ),
            height=8.5,
        ),
        row(
            *(
                label(name, width)
                for name, width in (
                    ("日期", 36),
                    ("培训带教类别", 30),
                    ("主题", 64),
                    ("时长\n（小时）", 20),
                    ("人次", 16),
                )
            ),
            height=7.5,
        ),
        paper.row_tag("{%tr for activity in month.activities %}", whole),
        row(
            *(
                cell(f"{{{{ activity.{name} }}}}", width=width, align="left" if name == "topic" else "center", size=10)
                for name, width in (("date", 36), ("kind", 30), ("topic", 64), ("hours", 20), ("attendees", 16))
            ),
            height=7,
        ),
        paper.row_tag("{%tr endfor %}", whole),
        row(label("本人小结", 24), cell("", width=142), height=38),
        row(
            seal(paper, "受援单位审核意见：{{ month.review }}", width=83),
            seal(paper, "支援单位审核意见：", width=83),
            height=27,
        ),
    ]
    return "".join(
        (
            p("{%p for month in months %}", style="Cell"),
            p("{{ title }}", style="FormTitle", new_page=True),
            p("{{ heading }}", style="Cell", align="center", before=2),
            p(
                "{{ person.name }}　{{ person.title }}　{{ person.support }} → {{ person.recipient }}　{{ month.title }}",
                style="Cell",
                align="center",
                before=3,
                after=4,
            ),
            paper.table(calendar),
            p("", style="Hair"),
            paper.table(work),
            p("√ 为出勤，? 为认不出的标记；“上午/下午”两个标记各为半天；底色为休息日。", style="Note", before=3),
            p("{%p endfor %}", style="Cell"),
            p("", style="Hair"),
        )
    )


def leave_slip(paper: Paper) -> str:
    """请假审批单."""
    p, cell, row = paper.p, paper.cell, paper.row
    name, value = 30.0, 53.0

    def label(text: str, width: float = name) -> Cell:
        return cell(text, width=width, font="heading1", size=10.5)

    def line(*pairs: tuple[str, str]) -> list[Cell]:
        cells = []
        for title, field in pairs:
            cells += [label(title), cell(field, width=value if len(pairs) > 1 else 166 - name)]
        return cells

    rows = [
        row(*line(("姓名", "{{ person.name }}"), ("职称", "{{ person.title }}")), height=10),
        row(*line(("支援单位", "{{ person.support }}"), ("受援单位", "{{ person.recipient }}")), height=10),
        row(*line(("请假类型", "{{ leave.kind }}"), ("请假天数\n（工作日）", "{{ leave.days }}")), height=10),
        row(
            *line(("起止时间", "{{ leave.start }}{% if leave.start or leave.end %}至{% endif %}{{ leave.end }}")),
            height=10,
        ),
        row(*line(("请假事由", "")), height=20),
        row(*line(("证明材料", "{{ leave.certificate }}")), height=10),
        row(*line(("审批层级", "{{ leave.tier }}"), ("备案要求", "{{ leave.filing }}")), height=12),
        row(*line(("批准单位", "{{ leave.approver }}"), ("批准日期", "{{ leave.approved }}")), height=10),
        row(label("受援单位\n意见"), seal(paper, width=53), label("支援单位\n意见"), seal(paper, width=53), height=30),
        row(
            label("县级卫生健康\n行政部门意见"),
            seal(paper, width=53),
            label("市级卫生健康\n行政部门意见"),
            seal(paper, width=53),
            height=30,
        ),
        row(
            *line(("备案日期", "{{ leave.filed or leave.county_filed }}"), ("销假日期", "{{ leave.returned }}")),
            height=10,
        ),
    ]
    return "".join(
        (
            p("派驻人员请假审批单", style="FormTitle"),
            p("{{ heading }}", style="Cell", align="center", before=3, after=6),
            paper.table(rows),
            p(
                "请假天数按工作日计算；期满由准假单位记录销假。未经批准的栏目由各单位手填、盖章。",
                style="Note",
                before=3,
            ),
        )
    )
