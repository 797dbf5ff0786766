"""What is known of parameters when a new document is read: id, unit, and the words in which its figure stands.

Words of the field, no figures: those are the document's. `n` is the figure, `u` its unit, `m` and `d` a day. Texts are
levelled: no blanks, half-width digits and colons, full-width brackets and commas.
"""

from __future__ import annotations

import re

from msgspec import Struct

N = r"(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十百]{1,4})"
WHOLE = r"(?P<n>\d+|[一二两三四五六七八九十百]{1,4})"
DAYS = rf"{N}(?:个)?(?:工作日|自然日|日|天)"
ANY = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百]{1,4})"
ANY_DAYS = rf"{ANY}(?:个)?(?:工作日|自然日|日|天)"
YEAR, HALF = (
    r"(?:一|1|壹)(?:整)?年(?:期)?(?:的|者)?|全年(?:的)?|12个月(?:的)?",
    r"半年(?:期)?(?:的|者)?|6个月(?:的)?|六个月(?:的)?",
)
LEAST = r"(?:不少于|不低于|不得少于|至少|≥|>=|应达|要达到|达到|不短于)"


class Pattern(Struct, frozen=True):
    """Words around a figure. `scope`: only in the body or in one annex; `enough`: later patterns are not tried where
    this one is met; `doubt`: the figure may mean something else, and what; `unless`: no match in such a sentence;
    `doubt_if`: in such a sentence it may mean something else."""

    words: re.Pattern[str]
    scope: str = ""
    enough: bool = True
    doubt: str = ""
    unless: re.Pattern[str] | None = None
    doubt_if: re.Pattern[str] | None = None


class KnownParameter(Struct, frozen=True):
    """A parameter that packs have."""

    id: str
    title: str
    unit: str
    patterns: tuple[Pattern, ...]


def _p(
    words: str, scope: str = "", enough: bool = True, doubt: str = "", unless: str = "", doubt_if: str = ""
) -> Pattern:
    def made(text: str) -> re.Pattern[str] | None:
        return re.compile(text) if text else None

    return Pattern(re.compile(words), scope, enough, doubt, made(unless), made(doubt_if))


_NO_PAIR = r"分别"
_BODY_MONTHS = r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:整)?(?P<u>年|个月)(?!\d{1,2}月|度)"
_HALF_WORD = r"(?P<n>半)(?P<u>年)"
_ORG = r"(?:医疗卫生机构|卫生机构|医疗机构|乡镇卫生院|卫生院|受援单位|基层单位|受援机构|社区卫生服务(?:中心|机构)|单位)"
_FINE = r"扣(?:除|减|罚)?"

KNOWN = (
    KnownParameter(
        "campaign.months",
        "活动周期",
        "month",
        (
            _p(
                rf"(?P<skip>每(?:人次|批次|批|期|轮|次)[^。；，]{{0,12}})?(?:服务|驻点|派驻|支援|帮扶|下派)(?:服务)?(?:时间|期限|周期|年限)(?:为|:|原则上为|均为|一般为|为期)?{_BODY_MONTHS}",
                "body",
                doubt_if="最长|最短|一般为",
            ),
            _p(
                rf"(?P<skip>每(?:人次|批次|批|期|轮|次)[^。；，]{{0,12}})?连续(?:驻点|派驻|服务|帮扶|在岗|支援)(?:工作|服务)?(?:满|时间)?(?:不少于)?{_BODY_MONTHS}",
                "body",
            ),
            _p(rf"为期{_BODY_MONTHS}", "body", unless=r"培训|进修|公示"),
        ),
    ),
    KnownParameter(
        "target.people",
        "派驻人数",
        "person",
        (
            _p(
                rf"(?:共|合计|总计|总共)(?:计)?(?:选派|派驻|派出|抽调|下派|选送|遴选){WHOLE}(?:名|人)",
                "body",
                unless=r"每[年个家所]|进修|其中(?:共)",
            ),
            _p(
                rf"(?:选派|派驻|派出|抽调|下派|遴选)(?:各类|优秀|医疗|医务|卫生|专业|技术|骨干|人员|医师|医生|专家|队员)*{WHOLE}(?:名|人)(?!次)",
                "body",
                unless=r"每[年个家所批名]|各|至少|不少于|进修|以上|-",
            ),
        ),
    ),
    KnownParameter(
        "target.recipients",
        "受援单位数",
        "institution",
        (
            _p(
                rf"(?:覆盖|涉及|确定|选定|共有?|包括|全县|全区|全市)[^。；，\d]{{0,10}}?{WHOLE}(?:家|所|个)[^。；，、]{{0,10}}?{_ORG}",
                "body",
                unless=r"支援单位(?:包括|共|为|有)|每[家所个]",
                doubt_if=rf"{ANY}(?:家|所|个)[^。；]*?(?:和|及|、|与){ANY}(?:家|所|个)",
            ),
        ),
    ),
    KnownParameter(
        "rotation.min_months",
        "每次派驻最短时间",
        "month",
        (
            _p(
                rf"每(?:人次|批次|批|人|次|轮)[^。；，]{{0,16}}?(?:不少于|不得少于|不低于|至少|不短于|满){_BODY_MONTHS}",
                enough=False,
                unless="进修|培训",
            ),
            _p(
                rf"每(?:人次|批次|批|人|次|轮)[^。；，]{{0,16}}?(?:不少于|不得少于|不低于|至少|不短于|满){_HALF_WORD}",
                enough=False,
                unless="进修|培训",
            ),
            _p(
                rf"轮换(?:的)?(?:时间|周期|期限)?[^。；，\d半]{{0,6}}?(?:不少于|不得少于|不低于|至少|不短于){_BODY_MONTHS}",
                enough=False,
            ),
            _p(
                rf"轮换(?:的)?(?:时间|周期|期限)?[^。；，\d半]{{0,6}}?(?:不少于|不得少于|不低于|至少|不短于){_HALF_WORD}",
                enough=False,
            ),
            _p(
                rf"连续(?:驻点|派驻|服务|帮扶|在岗)(?:工作|服务)?(?:满|时间)?(?:不少于|不得少于|至少)?{_BODY_MONTHS}",
                "body",
                unless=r"满[一1]年的|职称|晋升",
            ),
        ),
    ),
    KnownParameter(
        "rotation.max_per_post",
        "每个岗位一年内人次",
        "placement",
        (_p(rf"(?:每个?岗位|同一岗位|一个岗位)[^。；，\d]{{0,12}}?轮换{WHOLE}(?:人次|次|人)"),),
    ),
    KnownParameter(
        "half_release.max_share",
        "半脱产人员占比上限",
        "ratio",
        (_p(rf"半脱产[^。；]{{0,24}}?(?:不超过|不得超过|不高于|控制在)[^。；\d%]{{0,24}}?{N}%"),),
    ),
    KnownParameter(
        "half_release.min_days",
        "半脱产每周最少天数",
        "day/week",
        (
            _p(rf"半脱产[^。；]{{0,30}}?每周[^。；\d]{{0,12}}?{LEAST}{N}个?(?:工作日|天|日)"),
            _p(rf"每周[^。；，\d]{{0,10}}?{LEAST}{N}个?(?:工作日|天|日)[^。；]{{0,12}}半脱产"),
        ),
    ),
    KnownParameter(
        "leave.personal_year",
        "事假限额（一年）",
        "workday",
        (
            _p(
                rf"(?:{YEAR})(?:或|、|和|及|与)(?:{HALF})[^。；]{{0,16}}?事假[^。；\d]{{0,10}}?分别[^。；\d]{{0,6}}?{N}(?:个)?(?:工作日|天|日)?(?:或|、|和|，){ANY_DAYS}"
            ),
            _p(
                rf"(?:{HALF})(?:或|、|和|及|与)(?:{YEAR})[^。；]{{0,16}}?事假[^。；\d]{{0,10}}?分别[^。；\d]{{0,6}}?{ANY}(?:个)?(?:工作日|天|日)?(?:或|、|和|，){DAYS}"
            ),
            _p(
                rf"(?<!半)(?:一|1|全)年期?的?(?:人员|者)?[，:]?(?:请|可请)?事假(?:累计|总计|合计)?(?:时间|天数)?(?:在|不超过|不得超过|超过)?{DAYS}(?:以内|内|的?，?不扣|的?，|（含）)?",
                unless=_NO_PAIR,
                doubt_if=r"事假[^。；]{0,8}达到",
            ),
            _p(
                rf"事假(?:累计)?(?:在|不超过|超过)?{DAYS}(?:（含）)?(?:以内|内)?的?，?(?:不扣分|每(?:超|多))",
                doubt="没有写是一年的还是半年的",
                unless=_NO_PAIR + "|年",
            ),
        ),
    ),
    KnownParameter(
        "leave.personal_half",
        "事假限额（半年）",
        "workday",
        (
            _p(
                rf"(?:{YEAR})(?:或|、|和|及|与)(?:{HALF})[^。；]{{0,16}}?事假[^。；\d]{{0,10}}?分别[^。；\d]{{0,6}}?{ANY}(?:个)?(?:工作日|天|日)?(?:或|、|和|，){DAYS}"
            ),
            _p(
                rf"(?:{HALF})(?:或|、|和|及|与)(?:{YEAR})[^。；]{{0,16}}?事假[^。；\d]{{0,10}}?分别[^。；\d]{{0,6}}?{N}(?:个)?(?:工作日|天|日)?(?:或|、|和|，){ANY_DAYS}"
            ),
            _p(
                rf"半年期?的?(?:人员|者)?[，:]?(?:请|可请)?事假(?:累计|总计|合计)?(?:时间|天数)?(?:在|不超过|不得超过|超过)?{DAYS}(?:以内|内|的?，?不扣|的?，|（含）)?",
                unless=_NO_PAIR,
            ),
        ),
    ),
    KnownParameter(
        "score.personal_rate_year",
        "事假超出扣分（一年）",
        "point/day",
        (
            _p(rf"(?:{YEAR})(?:或|、|和|及|与)(?:{HALF})[^。；]{{0,12}}?分别{_FINE}{N}分?(?:、|或|和|，|及){ANY}分"),
            _p(rf"(?:{HALF})(?:或|、|和|及|与)(?:{YEAR})[^。；]{{0,12}}?分别{_FINE}{ANY}分?(?:、|或|和|，|及){N}分"),
            _p(
                rf"(?<!半)(?:一|1|全)年期?的?(?:人员|者)?[^。；]{{0,24}}?每(?:超过?|多|超出)?(?:一|1)?(?:天|日)[^。；\d]{{0,4}}?{_FINE}{N}分",
                unless=_NO_PAIR,
                doubt_if=r"旷工[^；。]*事假|半天",
            ),
            _p(
                rf"事假[^。；]{{0,24}}?每(?:超过?|多|超出)(?:一|1)?(?:天|日)[^。；\d]{{0,4}}?{_FINE}{N}分",
                doubt="没有写是一年的还是半年的",
                unless="分别|年",
            ),
        ),
    ),
    KnownParameter(
        "score.personal_rate_half",
        "事假超出扣分（半年）",
        "point/day",
        (
            _p(rf"(?:{YEAR})(?:或|、|和|及|与)(?:{HALF})[^。；]{{0,12}}?分别{_FINE}{ANY}分?(?:、|或|和|，|及){N}分"),
            _p(rf"(?:{HALF})(?:或|、|和|及|与)(?:{YEAR})[^。；]{{0,12}}?分别{_FINE}{N}分?(?:、|或|和|，|及){ANY}分"),
            _p(
                rf"半年期?的?(?:人员|者)?[^。；]{{0,24}}?每(?:超过?|多|超出)?(?:一|1)?(?:天|日)[^。；\d]{{0,4}}?{_FINE}{N}分",
                unless=_NO_PAIR,
                doubt_if=r"旷工[^；。]*事假|半天",
            ),
        ),
    ),
    KnownParameter(
        "score.absent_rate",
        "旷工扣分",
        "point/day",
        (
            _p(
                rf"旷工(?:每)?(?:一|1)(?:个工作日|天|日)(?:的)?，?{_FINE}{N}分",
                enough=False,
                doubt_if=r"半天|首次|第[一二三]次",
            ),
            _p(
                rf"旷工(?:的)?，?每(?:一|1)?(?:个工作日|天|日)(?:的)?，?{_FINE}{N}分",
                enough=False,
                doubt_if=r"半天|首次|第[一二三]次",
            ),
            _p(rf"旷工(?:的)?，?{_FINE}{N}分/(?:天|日)", enough=False),
        ),
    ),
    KnownParameter(
        "leave.filing_days",
        "须备案的请假天数",
        "workday",
        (
            _p(
                rf"请假(?:时间|天数)?(?:在|达到?|满)?{DAYS}(?:及)?(?:以上|及以上|（含）以上)(?:的|者)?，?[^。；]{{0,24}}?备案",
                unless=rf"{ANY}天以上{ANY}天",
            ),
            _p(
                rf"请假(?:时间|天数)?(?:累计)?超过{DAYS}(?:的|者)?，?[^。；]{{0,24}}?备案",
                doubt="写的是超过，不含这一天数",
            ),
        ),
    ),
    KnownParameter(
        "leave.total_max",
        "请假累计上限",
        "workday",
        (
            _p(rf"(?:请假(?:（[^）]*）)?累计|累计请假|请假时间累计|请假天数累计)(?:时间|天数)?超过{DAYS}"),
            _p(
                rf"(?:请假(?:（[^）]*）)?累计|累计请假|请假时间累计|请假天数累计)(?:时间|天数)?(?:达到?|满|在)?{DAYS}(?:以上)?",
                doubt="含不含这一天数看不准",
            ),
        ),
    ),
    KnownParameter(
        "arrival.max_delay",
        "可延迟到岗的天数",
        "calendar day",
        (
            _p(
                rf"(?:延迟到岗|迟到岗|延期到岗|推迟到岗|逾期到岗|逾期未到岗|未到岗)(?:时间|天数)?(?:连续|累计)?超过{N}(?:个)?(?P<u>自然日|日|天|周)"
            ),
            _p(
                rf"(?:延迟到岗|迟到岗|延期到岗|推迟到岗|逾期到岗|逾期未到岗|未到岗)(?:时间|天数)?(?:连续|累计)?(?:超过{ANY}个工作日|达到?{DAYS})",
                doubt="含不含、算不算工作日看不准",
            ),
        ),
    ),
    KnownParameter(
        "arrival.deadline",
        "全部到岗期限",
        "month-day",
        (
            _p(
                r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:之?以?前|前)(?:(?!\d{1,2}月\d{1,2}日)[^。；]){0,50}?(?:到岗|报到|到位|进驻)(?!后|率|情况)",
                "body",
            ),
        ),
    ),
    KnownParameter(
        "absence.max_span",
        "连续旷工的跨度上限",
        "calendar day",
        (
            _p(rf"连续旷工(?:时间|天数)?超过{N}(?P<u>个?周|个?星期|个自然日|自然日)", doubt_if=r"工作日"),
            _p(rf"连续旷工(?:时间|天数)?超过{N}(?P<u>个工作日|天|日)", doubt="按自然日还是按工作日算看不准"),
            _p(
                rf"连续旷工(?:时间|天数)?(?:达到?|满|在)?{N}(?P<u>个?周|个?星期|个工作日|天|日)",
                doubt="含不含这一天数看不准",
            ),
        ),
    ),
    KnownParameter(
        "training.min_events",
        "专题讲座、培训次数",
        "event",
        (
            _p(
                rf"(?:讲座|培训)[^。；]{{0,24}}?(?:全年|每年|年内|一年内|年度内)(?:累计|总计)?{LEAST}{WHOLE}(?:次|场次|场|期)",
                "support",
                doubt_if="带教|查房|每月|每季度|每半年|接收|进修",
            ),
            _p(
                rf"(?:全年|每年|年内)[^。；，]{{0,16}}?(?:讲座|培训)[^。；，]{{0,8}}?{LEAST}{WHOLE}(?:次|场次|场|期)",
                "support",
                doubt_if="带教|查房|每月|每季度",
            ),
        ),
    ),
    KnownParameter(
        "training.min_hours",
        "每次培训时长",
        "hour",
        (
            _p(
                rf"(?:讲座|培训)[^。；]{{0,40}}?每(?:次|场|期)(?:时间)?{LEAST}{N}(?:个)?(?:小时|学时)",
                "support",
                doubt_if="学时",
            ),
        ),
    ),
    KnownParameter(
        "teaching.min_events",
        "临床带教次数",
        "event",
        (
            _p(
                rf"带教[^。；]{{0,30}}?(?:全年|每年|年内|一年内|年度内)(?:累计|总计)?{LEAST}{WHOLE}(?:次|场次|人次)",
                "support",
                doubt_if="讲座|培训|每月|每季度|人次",
            ),
        ),
    ),
    KnownParameter(
        "trainee.min_months",
        "进修时间",
        "month",
        (
            _p(rf"进修[^。；]{{0,24}}?{LEAST}{_BODY_MONTHS}", enough=False),
            _p(rf"进修[^。；]{{0,24}}?{LEAST}{_HALF_WORD}", enough=False),
        ),
    ),
    KnownParameter(
        "trainee.min_people",
        "每年接收（选送）进修人数",
        "person",
        (
            _p(rf"每年{LEAST}(?:免费)?(?:接收|选派|选送|安排){WHOLE}(?:名|人)", unless=r"^(?!.*进修)", enough=False),
            _p(
                rf"(?:接收|选派|选送|安排){LEAST}{WHOLE}(?:名|人)[^。；]{{0,20}}进修",
                enough=False,
                doubt_if="每(?:季度|月|批)",
            ),
        ),
    ),
    KnownParameter(
        "survey.min_sample",
        "满意度抽查人数",
        "person",
        (
            _p(
                rf"(?:抽查|抽取|访谈|走访|调查|随访)(?:不少于|至少)?{WHOLE}(?:名|位|人)(?:辖区|当地|就诊)?(?:群众|居民|患者|村民)",
                "recipient",
            ),
        ),
    ),
    KnownParameter(
        "survey.min_awareness",
        "知晓率（须超过）",
        "ratio",
        (
            _p(rf"知晓率(?:在|为)?{N}%(?:及)?以下的?，?(?:本项)?不得分", "recipient"),
            _p(
                rf"知晓率(?:低于|不足|未达到?){N}%的?，?[^。；]{{0,4}}不得分",
                "recipient",
                doubt="写的是低于，正好这一比例的不在内",
            ),
        ),
    ),
    KnownParameter(
        "survey.min_knowledge",
        "卫生知识知晓率",
        "percent",
        (
            _p(
                rf"(?:知识|素养)[^。；，\d]{{0,8}}?(?:知晓率|水平)(?:达到?|不低于|≥|在|达){N}%(?:及?以上)?",
                doubt_if="超过",
            ),
        ),
    ),
    KnownParameter(
        "vaccination.min_rate",
        "疫苗接种率",
        "percent",
        (_p(rf"接种率[^。；，\d]{{0,4}}?(?:达到?|不低于|≥|在|达){N}%(?:及?以上)?"),),
    ),
    KnownParameter(
        "technique.min_count",
        "每年新技术新业务项数",
        "item",
        (
            _p(
                rf"每年(?:至少|不少于)(?:开展|推广|引进)?(?:培育|推广)?{WHOLE}(?:-\d+)?项[^。；，]{{0,6}}?新(?:技术|业务)"
            ),
            _p(rf"(?:每年)?(?:开展|推广|引进){WHOLE}项[^。；，]{{0,6}}?新(?:技术|业务)", "recipient"),
        ),
    ),
    KnownParameter(
        "specialty.min_count",
        "特色专科个数",
        "item",
        (_p(rf"(?:建设|建成|打造|培育){WHOLE}(?:-\d+)?个[^。；，]{{0,4}}?特色(?:专科|科室)", "support"),),
    ),
    KnownParameter(
        "records.min_sample",
        "病历抽查份数",
        "copy",
        (_p(rf"抽(?:查|取){WHOLE}份(?:[^。；，]{{0,4}})?病历", "recipient"),),
    ),
    KnownParameter(
        "visit.min_count",
        "每年督导次数",
        "time",
        (
            _p(
                rf"(?:领导|院长|负责人|主任|书记)[^。；]{{0,40}}?(?:调研|督导|检查|指导)[^。；]{{0,12}}?每年{LEAST}{WHOLE}次",
                "support",
            ),
            _p(
                rf"(?:领导|院长|负责(?:人|同志)|主任|书记)[^。；]{{0,6}}?每年[^。；]{{0,14}}?(?:调研|督导|检查)[^。；，]{{0,4}}?{LEAST}{WHOLE}次",
                "support",
            ),
            _p(
                rf"(?:领导|院长|负责人|主任|书记)[^。；]{{0,16}}?每年{LEAST}{WHOLE}次[^。；，]{{0,20}}?(?:调研|督导|检查)",
                "support",
            ),
        ),
    ),
    KnownParameter(
        "leave.township_days",
        "受援单位可批准的请假上限",
        "day",
        (
            _p(
                rf"(?:请假|假期)?(?:在)?{DAYS}(?:及|（含）|（含{ANY}天）)?以?内的?，?(?:由|报|经)?[^。；，]{{0,10}}?(?:卫生院|受援单位|派驻单位|受援机构|接收单位)[^。；，]{{0,8}}?(?:审批|批准|同意)",
                unless=r"^(?!.*请假)",
                doubt_if="不含",
            ),
            _p(
                rf"请假(?:半天|半日)(?:至|到|-){DAYS}的?，?(?:由|报|经)?[^。；，]{{0,10}}?(?:卫生院|受援单位|派驻单位|受援机构|接收单位)[^。；，]{{0,8}}?(?:审批|批准|同意)"
            ),
        ),
    ),
    KnownParameter(
        "leave.county_days",
        "县级可批准的请假上限",
        "day",
        (
            _p(
                rf"{ANY}(?:个)?(?:工作日|自然日|日|天)?(?:（不含）)?(?:以上|至|到|-)，?{DAYS}(?:及|（含）|（含{ANY}天）)?(?:以?内)?的?，?(?:由|报|经)?[^。；，]{{0,12}}?(?:县|区)[^。；，]{{0,16}}?(?:审批|批准|同意)",
                doubt_if="不含",
            ),
        ),
    ),
    KnownParameter(
        "check.city_per_month",
        "市级每月查岗次数",
        "check",
        (
            _p(
                rf"市(?:级|卫健委|卫生健康委)(?:(?!县|区)[^。；，]){{0,16}}?每月[^。；，\d]{{0,8}}?{LEAST}{WHOLE}次",
                unless=r"^(?!.*(?:查岗|抽查|检查|督查|暗访))",
            ),
        ),
    ),
    KnownParameter(
        "check.county_per_month",
        "县级每月查岗次数",
        "check",
        (
            _p(
                rf"(?:县|区)(?:级|卫健局|卫生健康局|卫健委|卫生健康委)(?:(?!市级|每月)[^。；，]){{0,16}}?每月[^。；，\d]{{0,18}}?{LEAST}{WHOLE}次",
                unless=r"^(?!.*(?:查岗|抽查|检查|督查|暗访))",
            ),
        ),
    ),
    KnownParameter(
        "check.bar_count",
        "取消资格的脱岗次数",
        "time",
        (
            _p(
                rf"{WHOLE}次(?:及以上)?(?:无故)?脱岗(?:的)?(?:，|或者?|及|、)[^。；]{{0,30}}?取消",
                unless=r"^(?!.*取消)",
                doubt_if="超过",
            ),
            _p(
                rf"脱岗(?:累计)?(?:达到?)?{WHOLE}次(?:及)?(?:以上)?(?:的|者)?(?:，|或者?|、)?[^。；]{{0,30}}?取消",
                doubt_if="超过",
            ),
        ),
    ),
    KnownParameter(
        "check.bar_days",
        "一次脱岗即取消资格的天数",
        "day",
        (
            _p(
                rf"(?:1次|一次|单次|连续)(?:性)?(?:无故)?脱岗(?:时间)?(?:达到?)?{DAYS}(?:及)?(?:以上)?(?:的|者)?，?[^。；]{{0,20}}?取消",
                doubt_if="超过",
            ),
        ),
    ),
    KnownParameter(
        "notice.days", "公示期", "day", (_p(rf"公示(?:期|时间)?(?:为|不少于|不得少于)?{N}个?(?:工作日|天|日)(?!前)"),)
    ),
    KnownParameter(
        "notice.unit",
        "公示期的计法",
        "choice",
        (_p(rf"公示(?:期|时间)?(?:为|不少于|不得少于)?{ANY}个?(?P<u>工作日|天|日)(?!前)"),),
    ),
    KnownParameter(
        "subsidy.per_day",
        "补助标准（每出勤日）",
        "yuan",
        (
            _p(rf"(?:补助|补贴)[^。；]{{0,16}}?每人每(?:天|日)[^。；，\d]{{0,8}}?{N}元", enough=False),
            _p(rf"每人每(?:天|日)[^。；，\d]{{0,8}}?{N}元[^。；，]{{0,12}}?(?:补助|补贴)", enough=False),
            _p(rf"(?:补助|补贴)[^。；]{{0,12}}?{N}元/(?:人/)?(?:天|日)", enough=False),
        ),
    ),
    KnownParameter(
        "subsidy.per_month",
        "补助标准（每月）",
        "yuan",
        (
            _p(rf"(?:补助|补贴)[^。；]{{0,16}}?每人每月[^。；，\d]{{0,8}}?{N}元", enough=False),
            _p(rf"每人每月[^。；，\d]{{0,8}}?{N}元[^。；，]{{0,12}}?(?:补助|补贴)", enough=False),
        ),
    ),
)

RULES = {
    "target.people": ("R106",),
    "target.recipients": ("R107",),
    "rotation.min_months": ("T201", "T211", "T212", "T213"),
    "rotation.max_per_post": ("T202",),
    "half_release.max_share": ("H301",),
    "half_release.min_days": ("H302", "H304"),
    "leave.personal_year": ("A413",),
    "leave.total_max": ("A412",),
    "leave.filing_days": ("L502",),
    "arrival.max_delay": ("A410",),
    "absence.max_span": ("A411",),
    "leave.township_days": ("L511",),
    "leave.county_days": ("L512", "L513"),
    "check.city_per_month": ("C601",),
    "check.bar_count": ("C602", "C603"),
}
"""Rules that a figure puts in force, where the most_similar policy has them."""
READINGS = frozenset(
    "half_release.max_share half_release.min_days leave.personal_half leave.total_max arrival.max_delay absence.max_span"
    " score.absent_rate leave.county_days check.city_per_month check.county_per_month".split()
)
"""Parameters whose sentence leaves more than its figure open (how days, weeks, shares are counted)."""
