"""What a register is: its columns with their headings, types, and the columns that many registers have.

Headings are compared after `level` (white space, line breaks, full-width forms and bracketed remarks removed), so
synonyms stand in plain form.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, structs

Type = Literal[
    "text",
    "prose",
    "word",
    "name",
    "institution",
    "integer",
    "decimal",
    "days",
    "date",
    "since",
    "month",
    "period",
    "yesno",
    "release",
    "leave",
    "level",
    "grade",
    "criterion",
    "role",
    "roles",
]
"""`prose`: text whose line feeds stay; `word`: text without white space, compared with lists; `days`: a number of days,
hours made days by the policy; `roles`: one role or both; `since`: a month or day kept as text (1984-05)."""


class RegisterColumn(Struct, frozen=True):
    """One column: `field` of the record, `heading` as printed, other accepted headings, type, note for `init`."""

    field: str
    heading: str
    type: Type = "text"
    synonyms: tuple[str, ...] = ()
    required: bool = False
    note: str = ""
    may_be_blank: bool = False
    """A required heading whose cells may stay empty (a count of nothing, a step not yet done)."""

    @property
    def headings(self) -> tuple[str, ...]:
        """All accepted headings, the printed one first."""
        return (self.heading, *self.synonyms)


class Register(Struct, frozen=True):
    """A kind of sheet. `records` is the dossier's list; `title` its Chinese name; `alternatives` lists sets of
    columns of which one must be there whole (roster: a period, or both dates)."""

    kind: str
    title: str
    records: str
    columns: tuple[RegisterColumn, ...]
    alternatives: tuple[tuple[str, ...], ...] = ()
    spans: tuple[str, ...] = ()
    """Headings of a column whose cells hold both the start and the end."""

    def column(self, field: str) -> RegisterColumn:
        """The column of a field. Raises KeyError where the register has none."""
        for column in self.columns:
            if column.field == field:
                return column
        raise KeyError(field)


def words(*headings: str) -> tuple[str, ...]:
    """Headings written one behind another."""
    return tuple(" ".join(headings).split())


def column(
    field: str, type: Type, *headings: str, need: bool = False, note: str = "", may: bool = False
) -> RegisterColumn:
    """A column by its headings, the printed one first. `may`: it is required, its cells are not."""
    printed, *synonyms = words(*headings)
    return RegisterColumn(field, printed, type, tuple(synonyms), need or may, note, may)


def required(one: RegisterColumn, *, before: str = "", after: str = "") -> RegisterColumn:
    """A common column that this register cannot do without, with further synonyms."""
    return structs.replace(one, synonyms=(*words(before), *one.synonyms, *words(after)), required=True)


NAME = column("name", "name", "姓名 支援人员姓名 派驻人员姓名 人员姓名 人员名称", need=True)
SUPPORT = column(
    "support",
    "institution",
    "支援单位 支援单位名称 支援机构 支援机构名称 支援医院 派出单位 派出单位名称 派出机构",
    "选派单位 选派单位名称 选派机构",
)
RECIPIENT = column(
    "recipient",
    "institution",
    "受援单位 受援基层机构名称 受援单位名称 受援机构 受援机构名称 受援基层机构",
    "受援基层单位 受援基层医疗卫生机构 受援基层医疗卫生机构名称 派驻单位 派驻单位名称",
    "派驻机构 派驻乡镇卫生院 派驻卫生院",
)

START = "起 自 起始 开始 起日 起始日 开始日"
END = "止 至 结束 截止 终止 止日 截止日 结束日 终止日"
"""What start and end are called in two columns below one heading (请假时间: 起, 止)."""
