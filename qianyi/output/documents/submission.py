"""报送清单: which appraisal forms go to the region's office, in how many copies, and the results that were published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qianyi.output.documents.form_data import FormData, FormFields, Page, in_order_of_grades
from qianyi.output.documents.people import APPRAISAL, appraisal_fields
from qianyi.output.documents.phrasing import listed

if TYPE_CHECKING:
    from qianyi.scoring.result import PersonScore

FORM = "工作鉴定表"
UNGRADED = "未定"


def submission_pages(source: FormData) -> Iterator[Page]:
    """报送清单 of the county: a row a form, and a row a recipient for the public notices."""
    papers = source.policy.papers
    page = Page("报送清单", source.common())
    forms = [_form(source, page, person, number) for number, person in enumerate(source.people, 1)]
    page.context |= {
        "forms": forms,
        "results": [_result(source, page, name) for name in source.institutions("recipient")],
        "copies": str(len(papers.copies)),
        "keepers": listed(papers.copies),
        "count": str(len(forms)),
        "sheets": str(len(forms) * len(papers.copies)),
        "forms_to": papers.forms_to,
        "forms_clause": papers.forms_clause,
        "results_to": papers.results_to,
        "results_clause": papers.copies_clause,
    }
    yield page


def _form(source: FormData, page: Page, person: PersonScore, number: int) -> FormFields:
    """A person's form: who, which, how many, what the two institutions judge, and what it still lacks."""
    fields, appraisal = source.person(person), appraisal_fields(source, person)
    missing = [label for key, label in APPRAISAL.items() if not appraisal[key]]
    for label in missing:
        page.need(label, None)
    return {
        "number": str(number),
        "name": fields["name"],
        "support": fields["support"],
        "recipient": fields["recipient"],
        "period": fields["period"],
        "form": FORM,
        "copies": str(len(source.policy.papers.copies)),
        "support_grade": appraisal["support_grade"],
        "recipient_grade": appraisal["recipient_grade"],
        "notice": appraisal["notice"],
        "lacking": listed(missing),
    }


def _result(source: FormData, page: Page, name: str) -> FormFields:
    """A recipient's public notice: how many were published, with what result, and in what words it says so."""
    names_by_notice: dict[str, list[str]] = {}
    grades: Counter[str] = Counter()
    silent = []
    people = source.in_recipient(name)
    for person in people:
        notice = appraisal_fields(source, person)["notice"]
        grades[source.grade(person) or UNGRADED] += 1
        if notice:
            names_by_notice.setdefault(notice, []).append(person.placement.name)
        else:
            silent.append(person.placement.name)
    page.need("公示情况", None if silent else "有")
    said = [
        text if len(names_by_notice) == 1 and not silent else f"{text}（{listed(names)}）"
        for text, names in names_by_notice.items()
    ]
    return {
        "name": name,
        "people": str(len(people)),
        "published": str(len(people) - len(silent)),
        "grades": "，".join(f"{grade}{count}人" for grade, count in in_order_of_grades(source.policy, grades)),
        "said": "；".join(said),
        "silent": listed(silent),
    }
