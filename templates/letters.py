"""Letters and notices on GB/T 9704 pages: notice, board, certificate, target letter, discipline letters, reports."""

from __future__ import annotations

from drawings import chart, inline
from forms import BLANK_DAY, seal
from paper import Cell, Paper, in_two


def _shown(of: str, field: str) -> str:
    """The tag of a table's field; a period breaks before 至, where a narrow column has room for a date a line."""
    return in_two(f"{of}.{field}") if field == "period" else f"{{{{ {of}.{field} }}}}"


def signature(paper: Paper, office: str = "{{ office }}") -> str:
    """Signing office and date, right edge as for a sealed letter (date four characters in)."""
    p = paper.p
    return p("", next=True) + p(office, align="right", right=2, next=True) + p(BLANK_DAY, align="right", right=4)


def _head(paper: Paper, *columns: tuple[str, float]) -> list[Cell]:
    return [paper.cell(name, width=width, font="heading1", size=11, shade=True) for name, width in columns]


def notice(paper: Paper) -> str:
    """公示 of results: basis, list, period, how to object."""
    p, cell, row = paper.p, paper.cell, paper.row
    columns = (
        ("序号", 11.0),
        ("姓名", 20.0),
        ("{{ other_heading }}", 39.0),
        ("职称", 27.0),
        ("支援起止时间", 39.0),
        ("评定结果", 20.0),
    )
    fields = ("number", "name", "other", "title", "period", "result")
    rows = [
        row(*_head(paper, *columns), height=9, header=True),
        paper.row_tag("{%tr for row in rows %}", 156),
        row(
            *(
                cell(p(_shown("row", field), style="Cell", align="center", size=10.5), width=width)
                for field, (_, width) in zip(fields, columns, strict=True)
            ),
            height=10,
        ),
        paper.row_tag("{%tr endfor %}", 156),
    ]
    return "".join(
        (
            p("{{ title }}", style="Title"),
            p("依据{{ basis }}，现将我单位派驻人员评定结果予以公示，接受干部职工和群众监督。", style="Body"),
            p("一、公示名单", style="Heading1"),
            paper.table(rows),
            *_when_and_how(paper),
        )
    )


def _when_and_how(paper: Paper) -> tuple[str, ...]:
    """The end of a public notice: its period, how to object, who signs."""
    p = paper.p
    return (
        p("二、公示时间", style="Heading1", before=8),
        p("{{ notice.period }}{% if notice.length %}（{{ notice.length }}）{% endif %}。", style="Body"),
        p("三、意见反映", style="Heading1"),
        p(
            "对公示内容有异议的，请在公示期内以书面形式反映。单位反映的须加盖公章，个人反映的须署真实姓名。",
            style="Body",
            next=True,
        ),
        p("受理部门：                      联系电话：", style="Body", next=True),
        signature(paper, "{{ institution }}"),
    )


def work_notice(paper: Paper) -> str:
    """工作情况公示 of a half-year: who is where, and what the registers have of the work."""
    p = paper.p
    return "".join(
        (
            p("{{ title }}", style="Title"),
            p(
                "依据{{ basis }}，现将我单位派驻人员{{ period.start }}至{{ period.end }}的工作情况在全院范围内公示，接受监督。",
                style="Body",
            ),
            p("一、工作情况", style="Heading1"),
            _listing(
                paper,
                "row in rows",
                ("序号", "number", 11),
                ("姓名", "name", 18),
                ("受援单位", "recipient", 32),
                ("职称", "title", 22),
                ("派驻时间", "period", 39),
                ("工作情况", "work", 34),
            ),
            *_when_and_how(paper),
        )
    )


def board(paper: Paper) -> str:
    """专家工作室公示牌: landscape, large type."""
    p, cell, row = paper.p, paper.cell, paper.row
    columns = (("姓名", 34.0), ("职称", 42.0), ("支援医院", 66.0), ("专业特长", 42.0), ("连续支援时间", 69.0))
    rows = [
        row(
            *(cell(name, width=width, font="heading1", size=18, shade=True) for name, width in columns),
            height=16,
            header=True,
        ),
        paper.row_tag("{%tr for row in rows %}", 253),
        row(
            *(
                cell(p(text, style="Normal", align="center", size=size, line=size * 1.4), width=width)
                for text, size, (_, width) in zip(
                    (
                        "{{ row.name }}",
                        "{{ row.title }}",
                        "{{ row.support }}",
                        "{{ row.specialty }}",
                        "{{ row.start }}{% if row.end %}\n至{{ row.end }}{% endif %}",
                    ),
                    (20, 16, 16, 16, 15),
                    columns,
                    strict=True,
                )
            ),
            height=20,
        ),
        paper.row_tag("{%tr endfor %}", 253),
    ]
    return "".join(
        (
            p("{{ heading }}", style="FormTitle", size=16, font="title", line=26, after=4),
            p("{{ institution }}", style="FormTitle", size=24, font="title", line=34),
            p("支援专家工作室", style="FormTitle", size=34, font="title", line=50, after=10),
            paper.table(rows),
        )
    )


def certificate(paper: Paper) -> str:
    """服务证明 for promotion, one a service: its placements, days owed and present, months and what they reach."""
    p = paper.p
    return "".join(
        (
            p("{{ headline }}\n基层服务证明", style="Title"),
            p(
                "兹证明{{ person.name }}{% if person.sex %}（{{ person.sex }}）{% endif %}，系{{ person.support }}"
                "{{ person.title }}，派驻{{ person.recipient }}{% if person.release == '半脱产' %}（半脱产）{% endif %}，"
                "服务期{{ person.period }}{% if service.recalled %}，{{ service.recalled }}被召回{% endif %}"
                "{% if not service.ended %}，尚未期满{% endif %}。",
                style="Body",
            ),
            p("{%p if service.several %}", style="Cell"),
            p("其中：", style="Body", next=True),
            p("{%p for placement in service.placements %}", style="Cell"),
            p(
                "{{ placement.period }}，{{ placement.recipient }}{% if placement.release %}（{{ placement.release }}）{% endif %}"
                "{{ '。' if loop.last else '；' }}",
                style="Body",
            ),
            p("{%p endfor %}", style="Cell"),
            p("{%p endif %}", style="Cell"),
            p(
                "截至{{ service.until }}，应出勤{{ attendance.required }}天，实出勤{{ attendance.present }}天"
                "{% if attendance.unrecorded != '0' %}（另有{{ attendance.unrecorded }}天没有记录）{% endif %}。",
                style="Body",
            ),
            p("{%p if service.forfeited %}", style="Cell"),
            p("{{ service.forfeited }}，计{{ counted_months }}个月。", style="Body"),
            p("{%p else %}", style="Cell"),
            p(
                "从{{ service.since }}算至{{ service.last }}，计入基层服务时间{{ counted_months }}个整月"
                "{% if service.reached %}，{{ service.reached }}{% endif %}。",
                style="Body",
            ),
            p("{%p endif %}", style="Cell"),
            p("依据{{ basis }}出具，供申报高一级专业技术职称时核验。", style="Body"),
            p("特此证明。", style="Body", next=True),
            p("受援单位（盖章）：", style="Body", next=True),
            p("经办人：                   " + BLANK_DAY, style="Body"),
            signature(paper),
        )
    )


def _numbered(paper: Paper, field: str) -> tuple[str, ...]:
    """A list of the pack's own texts, a numbered paragraph each."""
    p = paper.p
    return (
        p(f"{{%p for text in {field} %}}", style="Cell"),
        p("{{ loop.index }}.{{ text }}", style="Body"),
        p("{%p endfor %}", style="Cell"),
    )


def target(paper: Paper) -> str:
    """目标责任书 between a support and a recipient institution."""
    p, cell, row = paper.p, paper.cell, paper.row
    columns = (("姓名", 24.0), ("职称", 34.0), ("专业", 28.0), ("派驻期", 70.0))
    rows = [
        row(*_head(paper, *columns), height=9, header=True),
        paper.row_tag("{%tr for person in persons %}", 156),
        row(
            *(
                cell(_shown("person", field), width=width)
                for field, (_, width) in zip(("name", "title", "specialty", "period"), columns, strict=True)
            ),
            height=9,
        ),
        paper.row_tag("{%tr endfor %}", 156),
    ]
    box = paper.table(
        [
            row(
                seal(paper, "支援单位：{{ support }}", "负责人（签字）：", width=78),
                seal(paper, "受援单位：{{ recipient }}", "负责人（签字）：", width=78),
                height=38,
            ),
        ]
    )
    return "".join(
        (
            p("{{ headline }}\n目标责任书", style="Title"),
            p("支援单位：{{ support }}", style="Body"),
            p("受援单位：{{ recipient }}", style="Body"),
            p("依据{{ basis }}，双方商定如下。", style="Body"),
            p("一、支援期限", style="Heading1"),
            p("{{ campaign.period }}。支援单位派驻{{ count }}人：", style="Body"),
            paper.table(rows),
            p("二、主要任务", style="Heading1", before=8),
            *_numbered(paper, "tasks"),
            p("三、支援单位的责任", style="Heading1"),
            *_numbered(paper, "support_duties"),
            p("四、受援单位的责任", style="Heading1"),
            *_numbered(paper, "recipient_duties"),
            p("五、其他", style="Heading1"),
            p(
                "本责任书一式三份，双方各执一份，报{{ office or '县级卫生健康行政部门' }}一份。执行中有调整的，另签补充协议。",
                style="Body",
                next=True,
            ),
            p("", style="Hair", next=True),
            box,
            p("", style="Hair"),
        )
    )


def discipline(paper: Paper) -> str:
    """通报, 约谈通知 or 取消资格通知 by the step."""
    p = paper.p
    return "".join(
        (
            p("{{ title }}", style="Title"),
            p("{%p if step == 'talk' %}", style="Cell"),
            p("{{ support }}：", align="left"),
            p("{%p else %}", style="Cell"),
            p("各有关医疗卫生机构：", align="left"),
            p("{%p endif %}", style="Cell"),
            p(
                "{{ heading }}期间，{{ date }}，{{ level }}{% if method %}以{{ method }}方式{% endif %}抽查{{ place }}时，发现{{ support }}派驻{{ recipient }}人员"
                "{{ name }}无故脱岗{% if off_days %}{{ off_days }}天{% endif %}，系{{ within }}第{{ times }}次。",
                style="Body",
            ),
            p("依据{{ basis }}，{{ decision[0] }}", style="Body"),
            p("{%p for text in decision[1:] %}", style="Cell"),
            p("{{ text }}", style="Body"),
            p("{%p endfor %}", style="Cell"),
            p("{%p if step == 'talk' %}", style="Cell"),
            p("时间：    年    月    日    时", style="Body"),
            p("地点：", style="Body"),
            p("约谈人：", style="Body"),
            p("{%p endif %}", style="Cell"),
            signature(paper),
        )
    )


def _listing(paper: Paper, loop: str, *columns: tuple[str, str, float]) -> str:
    """A table with a row for each turn of a loop: heading, field, width in mm."""
    name = loop.split()[0]
    return paper.table(
        [
            paper.row(*_head(paper, *((title, width) for title, _, width in columns)), height=9, header=True),
            paper.row_tag(f"{{%tr for {loop} %}}", sum(width for *_, width in columns)),
            paper.row(
                *(
                    paper.cell(
                        paper.p(_shown(name, field), style="Cell", size=10.5, align="left" if width > 45 else "center"),
                        width=width,
                    )
                    for _, field, width in columns
                ),
                height=9,
            ),
            paper.row_tag("{%tr endfor %}", sum(width for *_, width in columns)),
        ]
    )


def submission(paper: Paper) -> str:
    """报送清单: the appraisal forms for the region's office, and the results of the public notices."""
    p = paper.p
    return "".join(
        (
            p("{{ heading }}\n工作鉴定表报送清单", style="FormTitle"),
            p("截至{{ as_of }}", style="Cell", align="center", before=3, after=4),
            p(
                "一、报{{ forms_to }}盖章备案的工作鉴定表（{{ forms_clause }}）：{{ count }}人，每人一式{{ copies }}份，共{{ sheets }}份。"
                "各份留存：{{ keepers }}。",
                style="Cell",
                font="heading1",
                before=3,
                after=3,
            ),
            _listing(
                paper,
                "row in forms",
                ("序号", "number", 11),
                ("姓名", "name", 18),
                ("派出单位", "support", 42),
                ("受援单位", "recipient", 42),
                ("支援起止时间", "period", 39),
                ("份数", "copies", 12),
                ("派出单位评价", "support_grade", 21),
                ("受援单位评价", "recipient_grade", 21),
                ("表中还缺", "lacking", 47),
            ),
            p(
                "二、报{{ results_to }}的公示结果（{{ results_clause }}）",
                style="Cell",
                font="heading1",
                before=10,
                after=3,
                next=True,
            ),
            _listing(
                paper,
                "row in results",
                ("受援单位", "name", 52),
                ("人次", "people", 14),
                ("已登记", "published", 16),
                ("评定结果", "grades", 46),
                ("公示情况", "said", 75),
                ("没有登记公示情况的", "silent", 50),
            ),
            p(
                "经办人：                  审核人：                  单位（盖章）：{{ office }}                  "
                + BLANK_DAY,
                style="Cell",
                before=14,
            ),
        )
    )


def reminder(paper: Paper) -> str:
    """催报单: the months an institution has not sent or must correct, and its duties that are late."""
    p = paper.p
    return "".join(
        (
            p("关于报送{{ headline }}\n考勤等材料的催报单", style="Title"),
            p("{{ institution }}：", align="left"),
            p("截至{{ as_of }}，你单位还有下列材料没有报送，或报来的需要改正。请尽快补报、改正。", style="Body"),
            p("{%p if months %}", style="Cell"),
            p("一、派驻人员月考勤", style="Heading1"),
            _listing(
                paper,
                "row in months",
                ("月份", "month", 26),
                ("情况", "state", 18),
                ("人数", "people", 14),
                ("说明", "why", 98),
            ),
            p("{%p endif %}", style="Cell"),
            p("{%p if duties %}", style="Cell"),
            p("{{ '二' if months else '一' }}、逾期未办的事项", style="Heading1", before=8),
            _listing(paper, "row in duties", ("事项", "title", 86), ("应当谁办", "who", 38), ("期限", "due", 32)),
            p("{%p endif %}", style="Cell"),
            p("没有可填的，请在表里写“本月无”。", style="Body", before=8),
            signature(paper),
        )
    )


def rectify(paper: Paper) -> str:
    """整改通知书: an institution's problems, what is asked, how to answer."""
    p = paper.p
    return "".join(
        (
            p("{{ headline }}\n整改通知书", style="Title"),
            p("{{ institution }}：", align="left"),
            p(
                "截至{{ as_of }}，经核查，你单位{{ heading }}有下列问题，共{{ count }}处"
                "（错误{{ errors }}处，提醒{{ warnings }}处）。",
                style="Body",
            ),
            _listing(
                paper,
                "row in problems",
                ("序号", "number", 11),
                ("级别", "level", 14),
                ("人员", "person", 22),
                ("问题和处理办法", "text", 77),
                ("位置", "place", 32),
            ),
            p("{%p if asked %}", style="Cell"),
            p("整改要求：{{ asked }}", style="Body", before=8),
            p("{%p endif %}", style="Cell"),
            p("{%p if quotes %}", style="Cell"),
            p("所依据条款的原文：", style="Body", before=8),
            p("{%p for quote in quotes %}", style="Cell"),
            p("{{ quote }}", style="Body"),
            p("{%p endfor %}", style="Cell"),
            p("{%p endif %}", style="Cell"),
            p(
                "请对照附送的《问题清单》逐条整改，填写“整改情况”“整改人”两栏，连同改正后的表格和证明材料报回；"
                "“复核”“批准人”“期限”由我单位填写。",
                style="Body",
                before=8,
            ),
            signature(paper),
        )
    )


def report(paper: Paper, annual: bool) -> tuple[str, tuple[str, ...]]:
    """半年小结 or 年度总结报告: text, tables and charts. Returns the body and its charts."""
    p, cell, row = paper.p, paper.cell, paper.row
    font = paper.fonts["body"]
    specs = [("出勤率（%）", "line", 1, 100), ("请假构成（天）", "column", 1, None), ("工作量", "column", 4, None)]
    if annual:
        specs.append(("得分分布（人数）", "column", 1, None))
    charts = tuple(chart(title, kind, series, top, font) for title, kind, series, top in specs)
    pictures = [
        p(inline(index, title), align="center", line=None, style="Picture")
        for index, (title, *_) in enumerate(specs, 1)
    ]

    def listing(columns: tuple[tuple[str, str, float], ...], loop: str) -> str:
        name = loop.split()[0]
        return paper.table(
            [
                row(*_head(paper, *((title, width) for title, _, width in columns)), height=8, header=True),
                paper.row_tag(f"{{%tr for {loop} %}}", 156),
                row(
                    *(
                        cell(
                            p(
                                f"{{{{ {name}.{field} }}}}",
                                style="Cell",
                                size=10.5,
                                align="left" if width > 45 else "center",
                            ),
                            width=width,
                        )
                        for _, field, width in columns
                    ),
                    height=8,
                ),
                paper.row_tag("{%tr endfor %}", 156),
            ]
        )

    by_recipient = listing(
        (
            ("受援单位", "name", 50),
            ("人次", "people", 14),
            ("应出勤", "required", 20),
            ("实出勤", "present", 20),
            ("出勤率%", "rate", 18),
            ("请假", "leave", 17),
            ("旷工", "absent", 17),
        ),
        "unit in recipients",
    )
    ranking = (
        ("名次", "rank", 14),
        ("单位", "name", 60),
        ("得分", "score", 20),
        ("人数", "count", 16),
        ("人员平均%", "mean", 24),
        ("状态", "status", 22),
    )
    problems = listing(
        (("问题", "title", 70), ("条款", "clause", 50), ("性质", "severity", 18), ("处", "count", 18)),
        "finding in findings",
    )
    title = "{{ headline }}\n" + ("总结报告" if annual else "{{ half }}小结")
    body = [
        p(title, style="Title"),
        p("{{ period.start }}至{{ period.end }}，{{ heading }}开展情况如下。", style="Body"),
        p("一、派驻情况", style="Heading1"),
        p(
            "共派驻{{ counts.people }}人（{{ counts.placements }}人次、{{ counts.posts }}个岗位），来自{{ counts.supports }}家支援单位，"
            "覆盖{{ counts.recipients }}家受援单位；半脱产{{ counts.half_release }}人次。",
            style="Body",
        ),
        p("二、在岗情况", style="Heading1"),
        p("{%p if attendance.known %}", style="Cell"),
        p(
            "按逐日考勤统计{% if attendance.by_week %}（不含半脱产人员）{% endif %}，应出勤{{ attendance.required }}人天，实出勤{{ attendance.present }}人天{% if attendance.rate %}，出勤率{{ attendance.rate }}%{% endif %}。"
            "{% for leave in attendance.leaves %}{{ leave.kind }}{{ leave.days }}天{% if not loop.last %}，{% else %}。{% endif %}{% endfor %}",
            style="Body",
        ),
        by_recipient,
        pictures[0],
        pictures[1],
        p("{%p else %}", style="Cell"),
        p("尚无逐日考勤。", style="Body"),
        p("{%p endif %}", style="Cell"),
        p("三、工作开展", style="Heading1"),
        p("{%p if work.known %}", style="Cell"),
        p(
            "门诊诊疗{{ work.outpatients }}人次，带教查房{{ work.teaching }}次，外科手术{{ work.surgery }}例，助产服务{{ work.deliveries }}例。",
            style="Body",
        ),
        pictures[2],
        p("{%p endif %}", style="Cell"),
        p(
            "开展培训带教{{ counts.activities }}次"
            "{% if activities %}（{% for activity in activities %}{{ activity.kind }}{{ activity.count }}次{% if not loop.last %}，{% endif %}{% endfor %}）{% endif %}；"
            "接收进修{{ counts.trainees }}人，督导调研{{ counts.visits }}次。",
            style="Body",
        ),
    ]
    number = 4
    if annual:
        body += [
            p("四、评定结果", style="Heading1"),
            p(
                "派驻人员：{% for grade in grades %}{{ grade.grade }}{{ grade.count }}人次{% if not loop.last %}，{% else %}。{% endif %}{% endfor %}",
                style="Body",
            ),
            p("{%p if supports_ranked %}", style="Cell"),
            pictures[3],
            p("（一）支援单位", style="Heading2"),
            listing(ranking, "unit in supports_ranked"),
            p("（二）受援单位", style="Heading2", before=8),
            listing(ranking, "unit in recipients_ranked"),
            p("{%p endif %}", style="Cell"),
        ]
        number = 5
    body += [
        p(f"{'一二三四五六'[number - 1]}、存在问题", style="Heading1", before=8),
        p("{%p if findings %}", style="Cell"),
        p("核查发现的问题汇总如下，逐条见问题清单。", style="Body"),
        problems,
        p("{%p else %}", style="Cell"),
        p("核查未发现错误和提醒事项。", style="Body"),
        p("{%p endif %}", style="Cell"),
        p("{%p if practices %}", style="Cell"),
        p(f"{'一二三四五六七'[number]}、经验做法", style="Heading1", before=8),
        p("{%p for line in practices %}", style="Cell"),
        p("{{ line.text }}", style="Body"),
        p("{%p endfor %}", style="Cell"),
        p("{%p endif %}", style="Cell"),
        p(
            f"{{{{ '{'一二三四五六七'[number + 1]}' if practices else '{'一二三四五六七'[number]}' }}}}、下一步打算",
            style="Heading1",
            before=8,
        ),
        p("{%p if plans %}", style="Cell"),
        p("{%p for line in plans %}", style="Cell"),
        p("{{ line.text }}", style="Body"),
        p("{%p endfor %}", style="Cell"),
        p("{%p else %}", style="Cell"),
        p("", style="Body", next=True),
        p("", style="Body", next=True),
        p("{%p endif %}", style="Cell"),
        signature(paper),
    ]
    return "".join(body), charts
