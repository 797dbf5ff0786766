"""Types of what a policy prints: the words of official papers, and those of the county's own document."""

from __future__ import annotations

from msgspec import Struct


class Reached(Struct, frozen=True, forbid_unknown_fields=True):
    """A length of service that something hangs on: from so many whole months, how it is said, and by which clause."""

    months: int
    title: str
    clause: str = ""


class Tasks(Struct, frozen=True, forbid_unknown_fields=True):
    """The tasks of a target letter for recipients of these kinds (meanings of the words `recipient`); of any other
    kind where none is named."""

    lines: tuple[str, ...]
    kinds: tuple[str, ...] = ()


class Papers(Struct, frozen=True, forbid_unknown_fields=True):
    """What the forms and letters of a pack print of its own (`policy.papers`)."""

    form: str = ""
    """The title of the appraisal form."""
    notes: tuple[str, ...] = ()
    """The notes below it, in our own short wording."""
    copies: tuple[str, ...] = ()
    """Who keeps each copy of it, in order."""
    copies_clause: str = ""
    forms_to: str = ""
    """Where the forms are sent when the service has ended."""
    forms_clause: str = ""
    results_to: str = ""
    """Where the results of the public notices are sent."""
    result_notice: str = ""
    """The id of the duty to publish results: its time is that of the notice."""
    work_notice: str = ""
    """The id of the duty to publish what the persons did."""
    reached: tuple[Reached, ...] = ()
    """The least first."""
    tasks: tuple[Tasks, ...] = ()
    creation: str = ""
    """One task more for a recipient with a target of its own (单位名录, 创建目标)."""
    support: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    """What the two parties of a target letter answer for."""
    letters: dict[str, tuple[str, ...]] = {}
    """`notice`, `talk`, `bar`: what is decided, a paragraph each; the first follows 依据."""


class Quote(Struct, frozen=True):
    """Words of the county's own document and the place where they stand."""

    text: str
    place: str


class Wording(Struct, frozen=True):
    """The county's own document as far as its words are a policy's; what did not match is in `problems` alone."""

    file: str
    sha256: str = ""
    title: str = ""
    clauses: dict[str, Quote] = {}
    """By clause id of the policy."""
    lines: dict[str, Quote] = {}
    """By criterion id: the line as printed, number and points with it."""
    methods: dict[str, str] = {}
    """By criterion id: 评定方法."""
    rules: dict[str, tuple[Quote, ...]] = {}
    """By item id: its lines that give no points (有以下情况之一的)."""
    titles: dict[str, str] = {}
    """By id of a section or item: its title in the annex."""
    forms: dict[int, str] = {}
    """By annex number: the form's title."""
    headings: dict[int, dict[str, str]] = {}
    """By annex number: the headings of its columns by role."""
    apart: frozenset[str] = frozenset()
    """Criteria whose points stand in a cell of their own."""
    notes: tuple[str, ...] = ()
    """The notes below the appraisal form."""
    appraisal: str = ""
    """The title of the appraisal form."""
    handbook: str = ""
    """What the document calls the handbook."""
    problems: tuple[str, ...] = ()
    """What could not be matched, each with its candidates; or the one reason why nothing was."""

    @property
    def used(self) -> bool:
        """Whether any of its words are taken."""
        return bool(self.lines or self.clauses)
