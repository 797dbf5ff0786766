"""怀北县 (invented), under the measures of Suzhou: spot checks, leave by tiers, monthly workload, discipline."""

from __future__ import annotations

from datetime import date, timedelta

from samples.county import ONE_DAY, County, Person, Row, span, workday, workdays

README = """\
# 怀北县 2021 年度（样例，宿州办法，埋有问题）

县、单位、人员都是虚构的。用 `suzhou-2021`：连续驻点 12 个月、请假三级审批、市县查岗、按月工作量、半年小结、脱岗处理。
下表是有意埋下的全部错误和提醒（`qianyi validate` 应当恰好找出这些），由 `make samples` 生成。
"""
FIRST, LAST = date(2021, 6, 1), date(2022, 5, 31)
CITY, COUNTY, TOWN = "怀州市卫生健康委", "怀北县卫生健康委", "卫生院"
PEOPLE = (
    ("柏舟", "男", 41, "副主任医师", "怀北县柳集镇卫生院", "怀州市第一人民医院"),
    ("谷雨晴", "女", 36, "主治医师", "怀北县柳集镇卫生院", "怀州市第一人民医院"),
    ("骆听松", "男", 39, "主治医师", "怀北县杨楼镇中心卫生院", "怀州市第一人民医院"),
    ("单云起", "男", 45, "副主任医师", "怀北县杨楼镇中心卫生院", "怀北县人民医院"),
    ("阮归帆", "女", 33, "主治医师", "怀北县古渡乡卫生院", "怀北县人民医院"),
    ("麦冬青", "男", 37, "主治医师", "怀北县古渡乡卫生院", "怀北县人民医院"),
    ("祝余年", "女", 38, "主治医师", "怀北县城东社区卫生服务中心", "怀北县中医医院"),
    ("凌千山", "男", 42, "副主任医师", "怀北县柳集镇卫生院", "怀北县中医医院"),
)


def roster(county: County) -> None:
    for serial, (name, sex, age, title, recipient, support) in enumerate(PEOPLE, 1):
        person = Person(name, sex, age, "执业医师", "临床", title, recipient, support, "", FIRST, LAST, serial=serial)
        if name == "麦冬青":
            person.end = date(2022, 2, 28)
        county.people.append(person)
        row = county.add(
            "名单",
            序号=serial,
            姓名=name,
            性别=sex,
            年龄=age,
            派驻乡镇卫生院=recipient,
            选派单位=support,
            执业资格="执业医师",
            专业="临床",
            专业技术职称=title,
            开始日期=person.start,
            结束日期=person.end,
            脱产方式="全脱产",
            变更原因=None,
            变更批准日期=None,
        )
        county.days[name] = dict.fromkeys(workdays(person.start, person.end), "出勤")
        if name == "祝余年":
            county.plant("R109", "warning", recipient, ("名单", row, "派驻乡镇卫生院"), "不是乡镇卫生院")
        if name == "麦冬青":
            county.plant("T211", "error", name, ("名单", row, "结束日期"), "只驻点 9 个月")
            county.plant("T212", "error", name, ("名单", row, "变更原因"), "提前结束，没有原因和市级批准")
        if name == "凌千山":
            row["脱产方式"] = "半脱产"
            county.plant("H311", "error", name, ("名单", row, "脱产方式"), "办法没有半脱产")


def leaves(county: County) -> None:
    def leave(index: int, word: str, first: date, count: int, approver: str, **changes: object) -> Row:
        person = county.people[index]
        row = county.leave(person, word, first, count, certificate="疾病诊断证明" if word == "病假" else "")
        back = next(
            day for day in span(row["结束日期"] + ONE_DAY, row["结束日期"] + timedelta(days=20)) if workday(day)
        )  # type: ignore[operator]
        row.update(批准单位=approver, 县级备案日期=row["批准日期"], 销假日期=back)
        row.update(changes)
        return row

    leave(0, "事假", date(2021, 8, 3), 2, TOWN)
    leave(1, "病假", date(2021, 9, 6), 4, COUNTY)
    leave(2, "事假", date(2021, 11, 1), 7, CITY)
    low = leave(3, "事假", date(2021, 7, 12), 4, TOWN)
    county.plant("L511", "error", "单云起", ("请假登记", low, "批准单位"), "4 天应由县级批准")
    silent = leave(4, "事假", date(2021, 10, 12), 2, TOWN, 县级备案日期=None)
    county.plant("L512", "error", "阮归帆", ("请假登记", silent, "县级备案日期"), "2 天以内没有报县级备案")
    leave(0, "事假", date(2022, 3, 3), 2, TOWN)
    second = leave(0, "事假", date(2022, 3, 7), 2, TOWN)
    county.plant("L513", "warning", "柏舟", ("请假登记", second, "开始日期"), "两次相连共 4 天，应由县级批准")
    gone = leave(1, "事假", date(2022, 4, 12), 2, TOWN, 销假日期=None)
    county.plant("L514", "warning", "谷雨晴", ("请假登记", gone, "销假日期"), "假期满了没有销假")


def checks(county: County) -> None:
    towns = list(dict.fromkeys(person.recipient for person in county.people))
    for index, (year, month, first, last) in enumerate(county.months()):
        days = workdays(first, last)
        for level, day in (("市级", days[4]), ("县级", days[8]), ("县级", days[14])):
            if (year, month, level) == (2021, 11, "市级"):
                county.plant("C601", "error", "—", None, "2021 年 11 月没有市级查岗")
                continue
            county.add(
                "查岗",
                日期=day,
                层级=level,
                受查单位=towns[(index + day.day) % len(towns)],
                方式="实地走访",
                姓名=None,
                结果="在岗",
                脱岗天数=None,
                处理=None,
            )

    def found(person: Person, day: date, handling: str, days: int = 1) -> Row:
        row = county.add(
            "查岗",
            日期=day,
            层级="县级",
            受查单位=person.recipient,
            方式="视频",
            姓名=person.name,
            结果="无故脱岗",
            脱岗天数=days,
            处理=handling,
        )
        return row

    one, two = county.people[2], county.people[6]
    first = found(one, date(2021, 8, 18), "全县通报")
    county.mark(one, date(2021, 8, 18), 1, "旷工")
    county.plant("C602", "warning", one, ("查岗", first, "结果"), "第 1 次脱岗：通报（已处理）")
    second = found(one, date(2022, 1, 19), "口头提醒")
    county.mark(one, date(2022, 1, 19), 1, "旷工")
    county.plant("C602", "warning", one, ("查岗", second, "结果"), "第 2 次脱岗：约谈派出单位负责人")
    county.plant("C603", "error", one, ("查岗", second, "处理"), "应约谈派出单位负责人，没有记录")
    absent = found(two, date(2021, 12, 15), "批评教育，全县通报")
    county.plant("C602", "warning", two, ("查岗", absent, "结果"), "第 1 次脱岗：通报（已处理）")
    county.plant("C604", "error", two, ("grid", two.name, date(2021, 12, 15)), "查岗脱岗，考勤记出勤")


def records(county: County) -> None:
    for person in county.people:
        for year, month, first, _ in county.months():
            if first > person.end:
                continue
            if (person.name, year, month) == ("谷雨晴", 2022, 2):
                county.plant(
                    "W701", "error", person, ("名单", county.registers["名单"][1], "姓名"), "2022 年 2 月没有工作量"
                )
                continue
            row = county.add(
                "工作量",
                月份=f"{year}年{month}月",
                姓名=person.name,
                派驻单位=person.recipient,
                门诊诊疗=120 + 7 * month + person.age,
                带教查房=8 + month % 3,
                外科手术=person.serial % 3,
                助产服务=person.serial % 2,
                卫生院审核="已审核",
                县局备案="已备案",
            )
            if (person.name, year, month) == ("单云起", 2021, 12):
                row["卫生院审核"] = None
                county.plant("W702", "warning", person, ("工作量", row, "卫生院审核"), "卫生院没有审核")
        for half, day in ((1, date(2021, 11, 29)), (2, date(2022, 5, 30))):
            if day <= person.end and (person.name, half) != ("阮归帆", 1):
                county.add("情况登记", 姓名=person.name, 日期=day, 类型="半年小结", 说明=f"第 {half} 个半年小结")
    county.plant("W703", "error", "阮归帆", ("名单", county.registers["名单"][4], "姓名"), "第一个半年没有小结")
    for support in dict.fromkeys(person.support for person in county.people):
        for day in (date(2021, 11, 26), date(2022, 5, 27)):
            county.add("情况登记", 姓名=support, 日期=day, 类型="单位述职", 说明="听取驻点人员述职")
    own = county.add("情况登记", 姓名="骆听松", 日期=date(2021, 10, 20), 类型="原单位工作", 说明="回原单位出门诊")
    county.plant("H311", "error", "骆听松", ("情况登记", own, "类型"), "派驻期间承担原单位工作")


def county() -> County:
    made = County("huaibei-2021", "怀北县", FIRST, LAST, readme=README)
    made.toml = (
        '# 怀北县：本县设定\npolicy = "suzhou-2021"\ncounty = "怀北县"\noffice = "怀北县卫生健康委员会"\n\n'
        "[campaign]\nstart = 2021-06-01\nend = 2022-05-31\n"
    )
    roster(made)
    leaves(made)
    checks(made)
    records(made)
    return made
