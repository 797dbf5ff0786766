"""The documents there are: id, title, template, whom one is about, when it applies, where its fields come from."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Literal

from msgspec import Struct

from qianyi.errors import QianyiError
from qianyi.output.documents import county, institutions, people, public_notices, score_sheets, services, submission
from qianyi.output.documents.form_data import FormData, Page

Scope = Literal["person", "institution", "pair", "county"]
SCOPES = {"person": "每人", "institution": "每个单位", "pair": "每对支援、受援单位", "county": "全县一份"}


def _always(_: FormData) -> str | None:
    return None


def _annex(subject: str, source: FormData) -> str | None:
    if any(annex.subject == subject for annex in source.policy.annexes.values()):
        return None
    return "本政策没有评分细则"


def _given(kind: str, title: str, source: FormData) -> str | None:
    return None if source.dossier.records(kind) else f"没有{title}"


def _discipline(source: FormData) -> str | None:
    if not isinstance(source.policy.get("check.bar_count"), Decimal):
        return "本政策没有查岗处理的规定"
    return _given("checks", "查岗记录", source)


def _work_notice(source: FormData) -> str | None:
    return None if source.policy.papers.work_notice else "本政策没有公示工作情况的规定"


def _submission(source: FormData) -> str | None:
    return None if source.policy.papers.forms_to else "本政策没有报送鉴定表的规定"


class Document(Struct, frozen=True):
    """One kind of document. `applies`: None, or why this dossier has none. `public`: scanned before it is written."""

    id: str
    title: str
    file: str
    unit: Scope
    pages: Callable[[FormData], Iterator[Page]]
    applies: Callable[[FormData], str | None] = _always
    public: bool = False
    source: str = ""
    """What it is filled from, for `fill --list`."""


_SUPPORT, _RECIPIENT = (partial(score_sheets.institution_pages, role=role) for role in ("support", "recipient"))
LETTERS = ("reminder.docx", "rectify.docx")
"""Templates of letters that go out during the year (`status`, `review --by-institution`); `fill` has no part in them."""
DOCUMENTS = (
    Document("roster", "派驻人员名单", "roster.xlsx", "county", county.roster_pages, source="名单（附件1 版式）"),
    Document(
        "support-score",
        "支援机构评定表",
        "support-score.docx",
        "institution",
        _SUPPORT,
        partial(_annex, "support"),
        source="附件2、评分",
    ),
    Document(
        "recipient-score",
        "受援机构评定表",
        "recipient-score.docx",
        "institution",
        _RECIPIENT,
        partial(_annex, "recipient"),
        source="附件3、评分",
    ),
    Document(
        "person-score",
        "派驻人员评定表",
        "person-score.docx",
        "person",
        score_sheets.person_pages,
        partial(_annex, "person"),
        source="附件4、考勤、评分",
    ),
    Document(
        "appraisal",
        "工作鉴定表",
        "appraisal.docx",
        "person",
        people.appraisal_pages,
        partial(_annex, "person"),
        source="附件5：名单、人员信息、考勤、鉴定",
    ),
    Document(
        "submission",
        "报送清单",
        "submission.docx",
        "county",
        submission.submission_pages,
        _submission,
        source="附件5：名单、鉴定",
    ),
    Document(
        "handbook", "平时考核手册", "handbook.docx", "person", people.handbook_pages, source="考勤、工作量、培训带教"
    ),
    Document(
        "notice", "公示", "notice.docx", "institution", public_notices.notice_pages, public=True, source="评分、鉴定"
    ),
    Document(
        "work-notice",
        "工作情况公示",
        "work-notice.docx",
        "institution",
        public_notices.work_notice_pages,
        _work_notice,
        public=True,
        source="名单、工作量、培训带教",
    ),
    Document(
        "board", "专家工作室公示牌", "board.docx", "institution", institutions.board_pages, public=True, source="名单"
    ),
    Document(
        "certificate",
        "服务证明",
        "certificate.docx",
        "person",
        services.certificate_pages,
        source="名单、考勤（凡晋必下）",
    ),
    Document(
        "service", "基层服务时间一览表", "service.xlsx", "county", services.service_pages, source="名单（凡晋必下）"
    ),
    Document("target", "目标责任书", "target.docx", "pair", institutions.target_pages, source="名单"),
    Document(
        "leave",
        "请假审批单",
        "leave.docx",
        "person",
        people.leave_pages,
        partial(_given, "leave", "请假登记"),
        source="请假登记",
    ),
    Document(
        "discipline",
        "通报和约谈通知",
        "discipline.docx",
        "person",
        institutions.discipline_pages,
        _discipline,
        source="查岗记录",
    ),
    Document("half-year", "半年小结", "half-year.docx", "county", county.half_year_pages, source="全部"),
    Document("annual", "年度总结报告", "annual.docx", "county", county.annual_pages, source="全部"),
    Document(
        "subsidy",
        "补助发放核对表",
        "subsidy.xlsx",
        "county",
        county.subsidy_pages,
        partial(_given, "payments", "补助发放"),
        source="补助发放、考勤",
    ),
)
BY_ID = {document.id: document for document in DOCUMENTS}


def named(name: str) -> Document:
    """The document of an id or title. Raises QianyiError."""
    by_name = {key: document for document in DOCUMENTS for key in (document.id, document.title)}
    if name in by_name:
        return by_name[name]
    near = difflib.get_close_matches(name, by_name, 1, 0.4)
    raise QianyiError(f"没有文书 {name}{f'，是不是 {near[0]}' if near else ''}；全部文书见 qianyi fill --list。")


def chosen(names: Iterable[str] | None, source: FormData) -> tuple[list[Document], list[str]]:
    """The documents asked for by id or title (all that apply where none is), and why others are left out.

    Raises QianyiError for a name that is none.
    """
    if names is None:
        return [document for document in DOCUMENTS if document.applies(source) is None], []
    wanted, notes = [], []
    for name in dict.fromkeys(part.strip() for text in names for part in text.replace("，", ",").split(",")):
        if not name:
            continue
        document = named(name)
        reason = document.applies(source)
        if reason:
            notes.append(f"{document.title}：{reason}，未生成")
        elif document not in wanted:
            wanted.append(document)
    return [document for document in DOCUMENTS if document in wanted], notes


def selected(
    document: Document, pages: Iterable[Page], persons: Sequence[str], institutions: Sequence[str], named: bool
) -> Iterator[Page]:
    """The pages about the persons and institutions asked for; county papers only where nobody is singled out.

    `named`: the document was asked for by name, so a page that merely lists the person counts too.
    """
    for page in pages:
        if persons and not (set(persons) & set(page.people) and (document.unit == "person" or named)):
            continue
        if institutions and not set(institutions) & set(page.institutions):
            continue
        yield page
