"""A complete and faultless county of the shape of annex 1: 37 people, 29 posts, 14 recipients, 8 supports."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples.county import ONE_DAY, County, Person, span, workday

SURNAMES = (
    "苏林沈顾陆方程叶梁宋唐许邓韩冯曹彭曾萧田董袁潘蒋蔡余杜戴夏钟汪任姜范石姚"
    "谭廖邹熊金郝孔白崔康毛邱秦江史侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "青梧",
    "晚舟",
    "望舒",
    "知远",
    "南乔",
    "景行",
    "云帆",
    "听雨",
    "若谷",
    "清扬",
    "怀瑾",
    "子衿",
    "星野",
    "秋实",
    "松年",
    "砚秋",
    "禾",
    "澄",
    "牧",
    "岚",
    "朔",
    "溪",
    "霁",
    "筠",
    "穗安",
    "照临",
    "鹿鸣",
    "闻笛",
    "既白",
    "长庚",
    "采薇",
    "令仪",
)
SHARED = ("自治区总医院", "自治区中西医结合医院", "自治区妇女儿童医院", "云州市第一人民医院")
OWN = ("人民医院", "中医医院", "妇幼保健院", "疾病预防控制中心")
DOCTOR = [("执业医师", "临床", "主治医师"), ("执业医师", "中医", "主治医师"), ("执业医师", "临床", "副主任医师")]
NURSE = ("执业护士", "护理", "主管护师")
EXPERT = ("执业医师", "临床", "副主任医师")
CHIEF = ("执业医师", "临床", "主任医师")
DENTIST = ("执业医师", "口腔", "医师")
TEST = ("技师", "检验", "主管检验师")
Y, F, S = "一年", "前半年", "后半年"

# recipient, support (index into SHARED, or 4…7 for the county's own), remark, and (period, profession) of each person
BLOCKS: tuple[tuple[str, int, str, tuple[tuple[str, tuple[str, str, str]], ...]], ...] = (
    (
        "人民医院",
        0,
        "“组团式”帮扶薄弱县医院、三级医院对口帮扶县级医院",
        ((Y, CHIEF), (Y, EXPERT), (Y, DOCTOR[0]), (Y, ("执业护士", "护理", "副主任护师")), (Y, TEST)),
    ),
    ("中医医院", 1, "三级医院对口帮扶县级医院", ((Y, TEST), (Y, DOCTOR[1]), (F, EXPERT), (S, DOCTOR[0]))),
    ("{0}镇中心卫生院", 2, "", ((S, DOCTOR[0]), (F, DOCTOR[0]), (Y, NURSE))),
    ("{1}镇中心卫生院", 2, "", ((F, EXPERT), (S, DOCTOR[0]), (Y, ("执业医师", "公共卫生", "主管医师")))),
    ("{2}镇中心卫生院", 3, "", ((F, EXPERT), (S, EXPERT), (Y, NURSE))),
    ("{0}镇中心卫生院", 4, "", ((F, DOCTOR[0]), (S, ("执业医师", "临床", "医师")), (Y, NURSE))),
    ("{3}镇中心卫生院", 4, "", ((F, DOCTOR[1]), (S, DOCTOR[1]), (Y, NURSE))),
    ("{2}镇中心卫生院", 4, "", ((Y, ("执业医师", "口腔", "副主任医师")), (Y, EXPERT))),
    ("{4}乡卫生院", 4, "", ((F, DENTIST), (S, DENTIST), (Y, NURSE))),
    ("{5}社区卫生服务中心", 4, "", ((Y, EXPERT),)),
    ("{6}乡卫生院", 5, "", ((Y, DOCTOR[0]),)),
    ("{7}乡卫生院", 5, "", ((Y, DOCTOR[1]),)),
    ("{8}乡卫生院", 5, "", ((F, DOCTOR[1]), (S, DOCTOR[1]))),
    ("{9}社区卫生服务站", 5, "", ((Y, DOCTOR[0]),)),
    ("{10}社区卫生服务站", 6, "", ((Y, DOCTOR[0]),)),
    ("{11}社区卫生服务站", 7, "", ((Y, DOCTOR[2]),)),
)

# points of the lines that an assessor marks (the others follow from the registers)
SUPPORT_MARKS = {
    "2.1.1.1": 2,
    "2.1.1.2": 2,
    "2.1.1.5": 2,
    "2.1.2.1": 5,
    "2.1.4.1": 3,
    "2.1.5.1": 3,
    "2.1.6.1": 4,
    "2.2.1.4": 2,
    "2.2.2.1": 2,
    "2.2.2.2": 2,
    "2.2.2.3": 2,
    "2.2.3.1": 2,
    "2.2.3.3": 2,
    "2.2.4.1": 2,
    "2.2.4.2": 2,
    "2.2.4.3": 2,
    "2.2.4.4": 2,
    "2.3.1.1": 2,
    "2.3.1.2": 2,
    "2.3.1.3": 4,
    "2.3.3.1": 3,
    "2.3.3.2": 2,
    "2.3.3.3": 3,
    "2.3.4.1": 3,
    "2.3.4.2": 3,
    "2.3.4.3": 2,
    "2.3.5.1": 2,
    "2.3.5.2": 2,
    "2.3.5.3": 2,
    "2.3.5.4": 2,
}
RECIPIENT_MARKS = {
    "3.1.1.1": 2,
    "3.1.1.2": 2,
    "3.1.1.3": 2,
    "3.1.1.4": 2,
    "3.1.2.1": 5,
    "3.1.3.1": 2,
    "3.1.3.2": 3,
    "3.2.1.1": 4,
    "3.2.1.2": 3,
    "3.2.1.3": 3,
    "3.2.2.1": 5,
    "3.2.2.2": 5,
    "3.2.2.3": 5,
    "3.2.2.4": 5,
    "3.2.3.1": 5,
    "3.3.1.1": 5,
    "3.3.2.2": 3,
    "3.3.3.5": 2,
    "3.4.1.2": 3,
    "3.4.1.3": 4,
}
BY_LEDGER = {
    "2.1.1.1",
    "2.1.1.2",
    "2.1.2.1",
    "2.1.6.1",
    "2.2.1.4",
    "2.2.3.1",
    "3.1.1.1",
    "3.1.1.2",
    "3.1.1.3",
    "3.1.1.4",
    "3.1.2.1",
    "3.2.2.1",
    "3.4.1.2",
    "3.4.1.3",
}
"""Lines that the work ledger or the survey shows to be done: nothing is taken off them."""
PERSON_MARKS = {
    "4.2.1 请销假手续": 5,
    "4.2.2 服从管理": 3,
    "4.3.1 诊治水平": 4,
    "4.3.2 查房培训": 4,
    "4.3.3 公共卫生": 4,
    "4.3.4 完善制度": 3,
    "4.3.5 适宜技术": 3,
    "4.3.6 签约服务": 4,
}
CENTRAL = (
    ("出院人次", 410, 1),
    ("手术例数", 36, 1),
    ("床位使用率", 61, 1),
    ("平均住院日", 8, -1),
    ("术前平均住院日", 3, -1),
)
INDICATORS = (
    ("门急诊量", 15200, 1),
    ("住院量", 420, 1),
    ("独立诊治病种数", 42, 1),
    ("手术或新业务种类数", 3, 1),
    ("基层就诊人次比例", 55, 1),
    ("健康档案建档率", 86, 1),
    ("老年人健康管理率", 68, 1),
    ("高血压规范管理率", 66, 1),
    ("糖尿病规范管理率", 64, 1),
    ("孕产妇系统管理率", 90, 1),
    ("3岁以下儿童系统管理率", 89, 1),
    ("基本卫生知识知晓率", 88, 3),
    ("孕产妇死亡率", 0, 0),
    ("新生儿死亡率", 2.4, -1),
    ("疫苗接种率", 96, 1),
)


class Maker:
    """Fills one county; all choices follow from `seed`."""

    blocks = BLOCKS
    settings = ""

    def __init__(self, folder: str, name: str, places: str, seed: int, year: int = 2022) -> None:
        self.chance = random.Random(seed)
        self.seed = seed
        self.county = County(folder, name, date(year, 6, 1), date(year + 1, 5, 31))
        self.middle = date(year, 12, 1)
        self.places = places.split()

    def roll(self, below: int) -> int:
        return int(self.chance.random() * below)

    def full_name(self, index: int) -> str:
        """Distinct for all indices below 2,000; differs between counties by their seed."""
        index += self.seed * 53
        return SURNAMES[index % len(SURNAMES)] + GIVEN[(index * 7 + index // len(SURNAMES)) % len(GIVEN)]

    def supports(self) -> list[str]:
        return [*SHARED, *(self.county.name + own for own in OWN)]

    def recipient(self, pattern: str) -> str:
        if "{" not in pattern:
            return self.county.name + pattern
        return pattern.format(*self.places)

    def roster(self) -> None:
        county, supports = self.county, self.supports()
        for recipient, support, remark, posts in self.blocks:
            county.blocks.append(len(posts))
            for period, (licence, specialty, title) in posts:
                start = self.middle if period == S else county.first
                end = self.middle - ONE_DAY if period == F else county.last
                index = len(county.people)
                person = Person(
                    self.full_name(index),
                    "男女"[self.roll(2)],
                    29 + self.roll(27),
                    licence,
                    specialty,
                    title,
                    self.recipient(recipient),
                    supports[support],
                    period,
                    start,
                    end,
                    remark,
                    serial=index + 1,
                    filing=date(county.first.year, 5, 20) if period != Y else None,
                )
                if "副主任" in title or title == "主任医师":
                    person.age = max(person.age, 40)
                person.arrival = start
                county.people.append(person)
        for index in (9, 23):  # two of 37 on half release: within a tenth
            person = county.people[index]
            person.release, person.days_per_week = "半脱产", 3
            person.approvals = tuple(date(county.first.year, 5, day) for day in (10, 17, 24))  # type: ignore[assignment]

    def attendance(self) -> None:
        county = self.county
        for person in county.people:
            days = county.days[person.name] = {}
            week: tuple[int, int] | None = None
            done = 0
            for day in span(person.start, person.end):
                if not workday(day):
                    continue
                if day.isocalendar()[:2] != week:
                    week, done = day.isocalendar()[:2], 0
                if person.half and done == 3:
                    continue
                done += 1
                days[day] = "出勤"

    def leaves(self) -> None:
        county = self.county
        for index, person in enumerate(county.people):
            if person.half:
                continue
            halfyear = (person.end - person.start).days < 300
            anchor = person.start + timedelta(days=20 + self.roll(30))
            self.try_leave(person, "事假", anchor, 1 + index % 4)
            if index % 3 == 0:
                self.try_leave(person, "病假", anchor + timedelta(days=35), 2 + self.roll(3), "疾病诊断证明")
            if not halfyear and index % 4 == 1:
                self.try_leave(person, "年休假", anchor + timedelta(days=70), 5)
            if not halfyear and index % 5 == 2:
                self.try_leave(person, "事假", anchor + timedelta(days=110), 2 + self.roll(4))
            if index % 6 == 3:
                official = anchor + timedelta(days=55)
                if county.free(person, official, 2):
                    county.mark(person, official, 2, "出差")
            if index % 5 == 4:
                self.duty(person, anchor + timedelta(days=60))

    def try_leave(self, person: Person, word: str, first: date, count: int, certificate: str = "") -> None:
        if self.county.free(person, first, count):
            self.county.leave(person, word, first, count, certificate=certificate)

    def duty(self, person: Person, after: date) -> None:
        """A Saturday on duty, and a day of rest for it within the month."""
        saturday = next(
            day
            for day in span(after, after + timedelta(days=40))
            if day.weekday() == 5 and day.day < 15 and not workday(day)
        )
        if saturday < person.end - timedelta(days=14) and self.county.free(person, saturday + ONE_DAY, 3):
            self.county.days[person.name][saturday] = "出勤"
            self.county.mark(person, saturday + ONE_DAY, 1, "补休")

    def papers(self) -> None:
        """Personnel, appraisal, marks of persons."""
        county = self.county
        for index, person in enumerate(county.people):
            born = county.first.year - person.age
            county.add(
                "人员信息",
                姓名=person.name,
                支援单位=person.support,
                出生年月=f"{born}年{1 + self.roll(12)}月",
                民族="汉族" if self.roll(4) else "回族",
                政治面貌=("中共党员", "群众", "九三学社社员")[self.roll(3)],
                参加工作时间=f"{born + 23}.7",
                现从事专业=person.specialty,
                联系电话=f"13800000{index:03d}",
            )
            grade = "优秀" if index % 5 == 0 else "合格"
            county.add(
                "鉴定",
                姓名=person.name,
                派出单位评价=grade,
                受援单位评价=grade,
                支援单位=person.support,
                公示情况="已在院内公示，无异议",
                个人鉴定="按时到岗，完成门诊、查房和带教任务，与当地同事共同开展了签约服务。",
            )
            county.add(
                "人员评分",
                姓名=person.name,
                支援单位=person.support,
                **{line: points - self.lost(points, 4) for line, points in PERSON_MARKS.items()},
            )

    def lost(self, points: int, odds: int) -> float:
        return (0.5, 1)[self.roll(2)] if self.roll(odds) == 0 and points > 1 else 0

    def institutions(self) -> None:
        county = self.county
        year = county.first.year
        recipients = list(dict.fromkeys(person.recipient for person in county.people))
        for role, names, lines in (("支援", self.supports(), SUPPORT_MARKS), ("受援", recipients, RECIPIENT_MARKS)):
            for name in names:
                for line, points in lines.items():
                    lost = self.lost(points, 9) if line not in BY_LEDGER else 0 * self.lost(points, 9)
                    county.add(
                        "机构评分",
                        对象=name,
                        角色=role,
                        条款=line,
                        得分=points - lost,
                        评定人="评定小组",
                        依据="查阅资料",
                    )
        for index, recipient in enumerate(recipients):
            if "中心卫生院" not in recipient:
                county.add(
                    "机构评分",
                    对象=recipient,
                    角色="受援",
                    条款="3.3.2.5",
                    得分=3,
                    评定人="评定小组",
                    依据="不是中心卫生院，按所报数据评定",
                )
            host = next(person.support for person in county.people if person.recipient == recipient)
            county.add(
                "进修",
                姓名=self.full_name(100 + index),
                受援单位=recipient,
                接收单位=host,
                开始日期=date(year, 7, 1),
                结束日期=date(year, 12, 31),
            )
            for name, last, way in (*INDICATORS, *(CENTRAL if "中心卫生院" in recipient else ())):
                step = (1 + self.roll(4)) * (last / 50 if last > 100 else 0.5) * way
                worse = self.roll(14) == 0 and way == 1
                this = round(last - step if worse else last + step, 1)
                county.add("指标", 单位=recipient, 指标=name, 上年=last, 本年=this)
            sampled = 20 + self.roll(11)
            county.add(
                "满意度",
                单位=recipient,
                抽查人数=sampled,
                知晓人数=sampled - 1 - self.roll(6),
                满意人数=sampled - 2,
                得到诊治人数=sampled - 1,
            )
        for index, support in enumerate(self.supports()):
            own = [person for person in county.people if person.support == support]
            for level, month in (("院长", 9), ("科主任", 11)):
                county.add(
                    "督导",
                    日期=date(year, month, 3 + index),
                    支援单位=support,
                    受援单位=own[0].recipient,
                    级别=level,
                    书面报告="有",
                )
            self.activities(support, own, 8 + 2 * (index % 3 != 2) + self.roll(3), 18 + self.roll(9))

    def activities(self, support: str, own: list[Person], trainings: int, teachings: int) -> None:
        county = self.county
        for kinds, number, hours in (
            (("专题讲座", "培训"), trainings, 2),
            (("查房", "手术示教", "病例讨论", "带教"), teachings, 1),
        ):
            for turn in range(number):
                person = own[turn % len(own)]
                present = [day for day, word in county.days[person.name].items() if word == "出勤" and workday(day)]
                county.add(
                    "培训带教",
                    日期=present[(turn * 37 + 11) % len(present)],
                    姓名=person.name,
                    支援单位=support,
                    类别=kinds[turn % len(kinds)],
                    受援单位=person.recipient,
                    时长=hours,
                    人次=8 + self.roll(20),
                    主题=("高血压规范用药", "院内感染控制", "急救技能", "中医适宜技术", "慢病随访")[turn % 5],
                )

    def money(self) -> None:
        """Living allowance by the day, for every fourth person."""
        county = self.county
        for person in county.people[::4]:
            for year, month, first, last in county.months():
                words = [county.days[person.name].get(day, "") for day in span(first, last)]
                rested = "补休" in words or any(
                    word and not workday(day) for day, word in zip(span(first, last), words, strict=True)
                )
                present = words.count("出勤") + words.count("出差")
                if present and not rested and person.start <= first <= person.end:
                    county.add(
                        "补助发放",
                        姓名=person.name,
                        支援单位=person.support,
                        月份=f"{year}年{month}月",
                        用途="生活补助",
                        金额=80 * present,
                    )

    def milestones(self) -> None:
        """Each institution enters its own; the bureau's rows name the bureau."""
        year, bureau = self.county.first.year, f"{self.county.name}卫生健康局"
        supports, recipients = self.supports(), list(dict.fromkeys(p.recipient for p in self.county.people))
        everybody = list(dict.fromkeys((*supports, *recipients)))
        for matter, whose, day in (
            ("成立领导小组和办事机构", everybody, date(year, 6, 2)),
            ("签订目标责任书", everybody, date(year, 6, 5)),
            ("报送年度工作计划", everybody, date(year, 6, 10)),
            ("目标与量化任务", supports, date(year, 6, 10)),
            ("专家工作室挂牌", recipients, date(year, 6, 20)),
            ("专题会议", recipients, date(year, 8, 18)),
            ("专题会议", everybody, date(year, 11, 16)),
            ("派驻人员工作情况公示", supports, date(year, 11, 18)),
            ("中期工作报告", supports, date(year, 11, 25)),
            ("目标与量化任务（后半年）", supports, date(year, 12, 6)),
            ("专题会议", recipients, date(year + 1, 2, 15)),
            ("派驻人员工作情况公示", supports, date(year + 1, 5, 12)),
            ("专题会议", everybody, date(year + 1, 5, 17)),
            ("年度绩效评定", [bureau], date(year + 1, 5, 25)),
            ("评定结果公示", everybody, date(year + 1, 5, 28)),
            ("终期工作总结", everybody, date(year + 1, 5, 30)),
        ):
            for name in whose:
                self.county.add("工作台账", 事项=matter, 完成日期=day, 单位=name, 证明材料="文件存档")

    def incidents(self) -> None:
        person = self.county.people[2]
        self.county.add(
            "情况登记",
            姓名=person.name,
            日期=date(self.county.first.year, 10, 12),
            类型="医疗事故",
            说明="经鉴定为轻微损害，本人无主要责任",
            级别="四级",
            责任="轻微责任",
        )

    def toml(self) -> None:
        hard = self.recipient("{8}乡卫生院")
        self.county.toml = (
            f'# {self.county.name}：本县设定\npolicy = "yanchi-2022"\ncounty = "{self.county.name}"\n'
            f'office = "{self.county.name}卫生健康局"\n'
            f'hardship = ["{hard}", "{self.recipient("{10}社区卫生服务站")}"]\n\n'
            f"[campaign]\nstart = {self.county.first}\nend = {self.county.last}\n\n"
            '[parameters]\n"subsidy.per_day" = 80\n\n'
            f"{self.settings}"
            f'[aliases]\n"{self.county.name[:-1]}人民医院" = "{self.county.name}人民医院"\n\n'
            '[grades]\n"优秀" = 90\n"合格" = 60\n'
        )

    def make(self) -> County:
        self.roster()
        self.attendance()
        self.leaves()
        self.papers()
        self.institutions()
        self.money()
        self.milestones()
        self.incidents()
        self.toml()
        return self.county
