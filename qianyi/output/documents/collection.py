"""收表情况 and 催报单: what came in from each institution, and a letter to each that owes something."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.facts.duties import Due
from qianyi.output.documents import provenance
from qianyi.output.documents.batch import Batch
from qianyi.output.documents.form_data import FormData
from qianyi.output.documents.phrasing import chinese_date, file_name
from qianyi.output.documents.word_engine import Template
from qianyi.output.letterhead import name_of
from qianyi.output.own import Own
from qianyi.output.sheets import Book
from qianyi.resources import folder
from qianyi.rules.concerns import Concerns
from qianyi.scoring.received import Receipts, Received
from qianyi.scoring.result import Scores

STATES = {"ok": "交", "missing": "缺", "problems": "有错"}
BOOK, LETTERS = "收表情况.xlsx", "催报单"
_SHOWN = 6
_LOOKS = {"missing": "error", "problems": "warning", "ok": "info"}


def write_status(
    facts: Facts, scores: Scores, findings: Sequence[Finding], status: Receipts, out: Path, force: bool = False
) -> list[Path]:
    """Write 收表情况.xlsx and the letters into `out`; returns their paths."""
    template = folder("templates") / "reminder.docx"
    source = FormData(facts, scores)
    by_id = {finding.id: finding for finding in findings}
    concerns = Concerns(facts)
    with Batch(out) as batch:
        batch.add(BOOK, status_book(facts, status, out / BOOK))
        names = dict.fromkeys([*facts.directory.recipients, *facts.directory.supports])
        for name in names:
            owed = [one for one in status.of(name) if one.state != "ok"]
            own = Own(facts, name, concerns)
            late = [one for one in status.due if one.state == "late" and (one.who == name or _kept(facts, one, name))]
            if not owed and not late:
                continue
            context = source.common() | {
                "institution": name,
                "months": [_month(one, own, by_id) for one in owed],
                "duties": [
                    {"title": one.title, "who": own.scrub(one.who), "due": chinese_date(one.due)} for one in late
                ],
            }
            letter = Template(template, own.scrub(provenance(own.narrowed)), facts.as_of)
            batch.add(f"{LETTERS}/{file_name(name)}.docx", letter.render(context))
        return batch.commit(force=force, inputs=[Path(item.real) for item in facts.dossier.inputs if item.real])


def _kept(facts: Facts, due: Due, institution: str) -> bool:
    """Whether a person's duty is answered for by this institution."""
    return any(
        turn.who == due.who and turn.kept_by == institution and turn.duty.id == due.duty and turn.due == due.due
        for turn in facts.duties.turns
    )


def _month(one: Received, own: Own, by_id: dict[str, Finding]) -> dict[str, str]:
    year, month = one.month.split("-")
    if one.state == "missing":
        why = "没有收到考勤"
    else:
        said = [by_id[id].said for id in one.findings if id in by_id]
        why = own.scrub("\n".join(said[:_SHOWN])) + (f"\n等 {len(said)} 处" if len(said) > _SHOWN else "")
    return {"month": f"{year}年{int(month)}月", "state": STATES[one.state], "people": str(one.people), "why": why}


def status_book(facts: Facts, status: Receipts, output: Path | None = None) -> bytes:
    """The matrix institution × month, and the duties late or due."""
    book = Book(facts, "qianyi status", output)
    months = sorted({one.month for one in status.received})
    table = book.sheet(
        "收表情况", ["单位", *months], title=f"{name_of(facts)}收表情况（截至 {facts.as_of.isoformat()}）"
    )
    for name in dict.fromkeys(one.institution for one in status.received):
        table.text(0, name)
        for one in status.of(name):
            table.text(1 + months.index(one.month), STATES[one.state], book.formats_by_state[_LOOKS[one.state]])
        table.next()
    table.end()
    known = not facts.policy.duties or facts.dossier.has("milestones")
    title = "到期和逾期的事项" if known else "到期的事项（没有工作台账，逾期的没有核对）"
    table = book.sheet("事项", ["期限", "状态", "事项", "应当谁办"], title=title, wraps=[2])
    for due in status.due:
        table.text(0, due.due.isoformat())
        table.text(
            1,
            "逾期" if due.state == "late" else "将到期",
            book.formats_by_state["error" if due.state == "late" else "info"],
        )
        table.text(2, due.title)
        table.text(3, "县" if due.who == "county" else due.who)
        table.next()
    table.end()
    return book.close()
