"""云岭县 (invented): a year with everything that goes wrong in real ones, each fault planted on purpose."""

from __future__ import annotations

from datetime import date

from samples.build import Maker
from samples.county import County, Person, span
from samples.writer import LEGEND, OTHER_LEGEND

README = """\
# 云岭县 2022 年度（样例，埋有问题）

县、单位、人员都是虚构的；样子照附件1：37 人、29 个岗位、14 个受援单位、8 个支援单位，
其中县人民医院、县中医医院两边都是。
名单是两行表头、合并单元格；考勤十二个月各一张，图例在表下，2022 年 11 月换了一套图例（△ 与 ○ 互换），10 月没有图例。
下表是有意埋下的全部错误和提醒（`qianyi score` 应当恰好找出这些），由 `make samples` 生成。
S 开头的只在 `score` 中出现。
"""


class Yunling(Maker):
    """The clean county of `Maker` with faults put in where they belong: roster first, then days, then papers."""

    def roster(self) -> None:
        super().roster()
        county, people = self.county, self.county.people
        plant = county.plant
        accountant, pharmacist, elder, unclear, half_word = people[2], people[8], people[36], people[14], people[12]
        accountant.licence, accountant.specialty, accountant.title = "会计专业技术资格", "财务", "会计师"
        plant("R104", "warning", accountant, ("roster", accountant, "专业"), "财务人员，不是卫生专业技术人员")
        pharmacist.title = "主管药师"
        plant("R105", "warning", pharmacist, ("roster", pharmacist, "专业技术职称"), "执业医师配药师职称")
        elder.age = 67
        plant("R110", "warning", elder, ("roster", elder, "年龄"), "67 岁，超过 65 岁")
        unclear.roster["年龄"] = "四十左右"
        plant("I004", "error", unclear, ("roster", unclear, "年龄"), "年龄不是数")
        half_word.period = "上半年"
        plant("I009", "warning", half_word, ("roster", half_word, PERIOD), "写“上半年”，按本轮前半年理解")

        short = people[35]
        short.period, short.end = "2022-06-01至2022-10-31", date(2022, 10, 31)
        plant("T201", "error", short, ("roster", short, PERIOD), "只派驻 5 个月")
        plant("T203", "error", short.recipient, ("roster", short, "姓名"), "岗位 11 月起无人")
        for person in people[26:28]:
            person.filing = None
        plant("T205", "error", people[26].recipient, ("roster", people[26], "轮换备案日期"), "轮换岗位没有备案日期")

        late = people[34]
        late.arrival = date(2022, 6, 27)
        plant("A410", "error", late, ("roster", late, "实际到岗日期"), "晚到 26 天，没有说明和备案")
        people[9].approvals = (date(2022, 5, 10), date(2022, 5, 30), date(2022, 5, 24))
        plant("H303", "error", people[9], ("roster", people[9], "自治区备案日期"), "先备案、后批准，次序不对")
        people[23].days_per_week = 2
        plant("H302", "error", people[23], ("roster", people[23], "每周天数"), "申报每周 2 天，少于 3 天")

    def attendance(self) -> None:
        super().attendance()
        late = self.county.people[34]
        for day in span(late.start, date(2022, 6, 26)):
            self.county.days[late.name].pop(day, None)
        self.keep_free()

    def keep_free(self) -> None:
        """Leaves of the ordinary run must not fall on the days the faults need: note them, clear them after."""
        needed = [*NEEDED, *((index, date(2022, 10, 1), date(2022, 10, 31)) for index in range(37))]
        self.taken = {
            (self.county.people[index].name, day) for index, first, last in needed for day in span(first, last)
        }
        for name, day in self.taken:
            if day in self.county.days[name]:
                self.county.days[name][day] = "留"

    def leaves(self) -> None:
        super().leaves()
        county, people, plant = self.county, self.county.people, self.county.plant
        for name, day in self.taken:
            if county.days[name].get(day) == "留":
                county.days[name][day] = "出勤"

        def at(person: Person, day: date) -> tuple[object, ...]:
            return ("grid", person.name, day)

        del county.days[people[23].name][date(2022, 8, 24)]
        plant("H304", "error", people[23], at(people[23], date(2022, 8, 22)), "8 月 22 日那一周只到岗 2 天")
        county.absent_rows.add((people[30].name, 2023, 3))
        plant("A402", "error", people[30], ("roster", people[30], "姓名"), "2023 年 3 月考勤表漏了此人")
        county.days[people[31].name][date(2022, 7, 12)] = "=乙"
        plant("A403", "error", people[31], at(people[31], date(2022, 7, 12)), "“乙”不在图例中")
        county.extra_rows.add((people[18].name, 2022, 12))
        for day in (date(2022, 12, 1), date(2022, 12, 2)):
            county.days[people[18].name][day] = "出勤"
        plant("A404", "error", people[18], at(people[18], date(2022, 12, 1)), "派驻已于 11 月 30 日结束")
        county.days[people[29].name][date(2022, 9, 14)] = ""
        plant("A405", "warning", people[29], at(people[29], date(2022, 9, 14)), "工作日没有记录")
        county.totals[people[0].name, 2022, 8, "事假"] = 3
        plant(
            "A407", "warning", people[0], ("total", people[0].name, date(2022, 8, 1), "事假"), "合计写 3 天，格中没有"
        )
        county.mark(people[24], date(2023, 4, 12), 1, "事假")
        plant("A409", "error", people[24], at(people[24], date(2023, 4, 12)), "请假没有登记")
        county.mark(people[33], date(2023, 3, 6), 6, "旷工")
        plant("A411", "error", people[33], at(people[33], date(2023, 3, 6)), "旷工首尾 8 天，超过 7 天")
        ill = county.leave(
            people[20], "病假", date(2022, 11, 7), 37, certificate="疾病诊断证明", filed=date(2022, 11, 15)
        )
        plant("A412", "error", people[20], at(people[20], ill["开始日期"]), "请假超过 36 个工作日")  # type: ignore[arg-type]
        county.mark(people[1], date(2022, 10, 13), 1, "出差")
        plant("A414", "error", "—", at(people[1], date(2022, 10, 13)), "本月没有图例，▲ 的意思不能猜")
        county.mark(people[17], date(2023, 2, 15), 1, "补休")
        plant("A418", "warning", people[17], at(people[17], date(2023, 2, 15)), "补休前没有休息日出勤")
        bare = county.leave(people[11], "病假", date(2023, 2, 8), 2)
        plant("L501", "error", people[11], ("请假登记", bare, "证明材料"), "病假没有证明")
        wedding = county.leave(people[28], "婚假", date(2023, 2, 6), 8, certificate="结婚证")
        plant("L502", "error", people[28], ("请假登记", wedding, "备案日期"), "婚假 8 个工作日，没有备案")
        longer = county.leave(people[5], "事假", date(2023, 3, 14), 1)
        longer["天数"] = 3
        plant("L503", "warning", people[5], ("请假登记", longer, "天数"), "写 3 天，起止只有 1 个工作日")
        unseen = county.leave(people[6], "事假", date(2023, 4, 19), 1)
        county.days[people[6].name][date(2023, 4, 19)] = "出勤"
        plant("L504", "warning", people[6], ("请假登记", unseen, "开始日期"), "登记请假，考勤是出勤")

    def papers(self) -> None:
        super().papers()
        county, people, plant = self.county, self.county.people, self.county.plant
        marks = {str(row["姓名"]): row for row in county.registers["人员评分"]}
        above, blank = marks[people[3].name], marks[people[10].name]
        above["4.2.2 服从管理"] = 4
        plant("S801", "error", people[3], ("人员评分", above, "4.2.2 服从管理"), "满分 3 分，评了 4 分")
        blank["4.3.5 适宜技术"] = None
        plant("S802", "warning", people[10], ("roster", people[10], "姓名"), "4.3.5 没有评分")
        row = next(row for row in county.registers["鉴定"] if row["姓名"] == people[13].name)
        row["派出单位评价"], row["受援单位评价"] = "优秀", "合格"
        for support, whose in ((people[3].support, people[3]), (people[10].support, people[10])):
            plant("S802", "warning", support, ("roster", whose, "姓名"), "2.2.3.2 要等所有人都有等次")
        plant("S807", "warning", people[13], ("鉴定", row, "派出单位评价"), "两家单位评价不同")
        best = next(row for row in county.registers["鉴定"] if row["姓名"] == people[20].name)
        plant("S805", "warning", people[20], ("鉴定", best, "派出单位评价"), "两家都评优秀，在岗情况却不得分")

    def institutions(self) -> None:
        super().institutions()
        county, plant = self.county, self.county.plant
        supports = self.supports()

        def mark(subject: str, role: str, line: str, score: float) -> tuple[object, ...]:
            row = county.add(
                "机构评分", 对象=subject, 角色=role, 条款=line, 得分=score, 评定人="评定小组", 依据="查阅资料"
            )
            return ("机构评分", row, "得分" if line != "2.9.9.9" else "条款")

        where = mark(supports[0], "支援", "2.1.3.1", 0)
        plant("S803", "warning", supports[0], where, "进修登记满半年，评定为 0 分")
        plant("S804", "error", supports[1], mark(supports[1], "支援", "2.9.9.9", 2), "评分细则没有这一条")
        recipient = county.people[31].recipient
        twice = next(r for r in county.registers["机构评分"] if r["对象"] == recipient and r["条款"] == "3.2.3.1")
        where = mark(recipient, "受援", "3.2.3.1", 2)
        twice["得分"] = 5
        plant("S806", "error", recipient, where, "同一条两个分数")
        where = mark("松涛县人民医院", "支援", "2.1.2.1", 5)
        plant("S808", "error", "松涛县人民医院", (where[0], where[1], "对象"), "名单上没有这家单位")
        row = county.add(
            "培训带教",
            日期=date(2022, 9, 8),
            姓名="柳如丝",
            支援单位=supports[4],
            类别="培训",
            受援单位=county.people[19].recipient,
            时长=2,
            人次=12,
            主题="急救技能",
        )
        plant("A401", "error", "柳如丝", ("培训带教", row, "姓名"), "名单上没有此人")

    def money(self) -> None:
        super().money()
        county, people, plant = self.county, self.county.people, self.county.plant

        def pay(name: str, support: str, month: str, purpose: str, amount: float) -> tuple[object, ...]:
            row = county.add("补助发放", 姓名=name, 支援单位=support, 月份=month, 用途=purpose, 金额=amount)
            return ("补助发放", row, {"生活补助": "月份"}.get(purpose, "用途"))

        where = pay("陶半山", people[0].support, "2022年9月", "生活补助", 1680)
        plant("F901", "error", "陶半山", (where[0], where[1], "姓名"), "发给名单以外的人")
        where = pay(people[3].name, people[3].support, "2022年9月", "购置设备", 1680)
        plant("F902", "error", people[3], where, "补助不能买设备")
        where = pay(people[7].name, people[7].support, "2023年1月", "生活补助", 1440)
        plant("F903", "error", people[7], where, "派驻到 11 月为止")
        wrong = next(row for row in county.registers["补助发放"] if row["姓名"] == people[4].name)
        wrong["金额"] = float(str(wrong["金额"])) + 80
        plant("F904", "warning", people[4], ("补助发放", wrong, "金额"), "多发一天")

    def milestones(self) -> None:
        super().milestones()
        rows = self.county.registers["工作台账"]
        rows.remove(next(row for row in rows if row["事项"] == "中期工作报告"))
        self.county.plant("W704", "warning", self.supports()[0], None, "没有中期报告")

    def toml(self) -> None:
        super().toml()
        self.county.toml += WAIVERS
        self.county.plant("I011", "warning", "—", None, "qianyi.toml 中有一条豁免没有用上")


PERIOD = "支援时间（一年/前半年或后半年）"
NEEDED = (
    (29, date(2022, 9, 14), date(2022, 9, 14)),
    (0, date(2022, 8, 1), date(2022, 8, 31)),
    (24, date(2023, 4, 12), date(2023, 4, 12)),
    (33, date(2023, 3, 1), date(2023, 3, 20)),
    (20, date(2022, 11, 1), date(2023, 1, 10)),
    (17, date(2023, 2, 13), date(2023, 2, 17)),
    (11, date(2023, 2, 6), date(2023, 2, 10)),
    (28, date(2023, 2, 3), date(2023, 2, 20)),
    (5, date(2023, 3, 13), date(2023, 3, 16)),
    (6, date(2023, 4, 17), date(2023, 4, 21)),
    (31, date(2022, 7, 12), date(2022, 7, 12)),
)
"""Person and days that a fault needs for itself."""
WAIVERS = """
[[waivers]]
code = "R106"
reason = "县里核定 37 人"
approved_by = "云岭县卫生健康局"
"""


def county() -> County:
    made = Yunling(
        "yunling-2022", "云岭县", "云中 松石 白鹭 青溪 柳桥 杏花 望湖 竹山 雁回 南苑 东篱 北桥", seed=1
    ).make()
    made.legend_of = lambda year, month: OTHER_LEGEND if (year, month) == (2022, 11) else LEGEND
    made.unlegended = (2022, 10)
    made.readme = README
    return made
