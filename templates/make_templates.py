"""Make the shipped templates: `python templates/make_templates.py [--style style.toml] [-o DIR]`.

The docx and xlsx files beside this script are its output. A clerk changes them in Word or Excel; an office with another
house style changes style.toml and runs this again.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import forms
import letters
import sheets
from paper import STYLE_FILE, Paper

from qianyi.output.documents.word_engine import write_ready


def make(out: Path, style_file: Path = STYLE_FILE) -> list[Path]:
    """Write all templates into `out`; returns their paths."""
    paper = Paper(style_file)
    out.mkdir(parents=True, exist_ok=True)
    paper.save(out / "appraisal.docx", "工作鉴定表", forms.appraisal(paper))
    for name, annex, title in (
        ("support-score", "2", "支援机构评定表"),
        ("recipient-score", "3", "受援机构评定表"),
        ("person-score", "4", "派驻人员评定表"),
    ):
        paper.save(out / f"{name}.docx", title, forms.score_sheet(paper, annex))
    paper.save(out / "handbook.docx", "平时考核手册", forms.handbook(paper))
    paper.save(out / "leave.docx", "请假审批单", forms.leave_slip(paper))
    paper.save(out / "notice.docx", "公示", letters.notice(paper), "letter", footer=True)
    paper.save(out / "work-notice.docx", "工作情况公示", letters.work_notice(paper), "letter", footer=True)
    paper.save(out / "submission.docx", "报送清单", letters.submission(paper), "wide")
    paper.save(out / "board.docx", "专家工作室公示牌", letters.board(paper), "wide")
    paper.save(out / "certificate.docx", "服务证明", letters.certificate(paper), "letter")
    paper.save(out / "target.docx", "目标责任书", letters.target(paper), "letter", footer=True)
    paper.save(out / "discipline.docx", "通报、约谈通知", letters.discipline(paper), "letter", footer=True)
    paper.save(out / "reminder.docx", "催报单", letters.reminder(paper), "letter", footer=True)
    paper.save(out / "rectify.docx", "整改通知书", letters.rectify(paper), "letter", footer=True)
    for name, title in (("half-year", "半年小结"), ("annual", "年度总结报告")):
        body, charts = letters.report(paper, name == "annual")
        paper.save(out / f"{name}.docx", title, body, "letter", footer=True, charts=charts)
    for template in sorted(out.glob("*.docx")):
        write_ready(template)
    sheets.make(out, paper.style)
    return sorted([*out.glob("*.docx"), *out.glob("*.xlsx")])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--style", type=Path, default=STYLE_FILE)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent)
    arguments = parser.parse_args()
    for path in make(arguments.output, arguments.style):
        print(path)
