"""Begin a new rule: the four places that one stands in, each with what is to be filled in marked 待写.

`python scripts/add_rule.py T214 short-slug [--module rotation] [--pack base] [--clause 通则] [--root FOLDER]` writes the
case file `tests/cases/T214.md`, a function in `qianyi/rules/`, the line of the pack's `rules.toml` and the entry of
`tests/test_policy.py`. Nothing is written where one of them cannot be. Then `make docs`.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

MODULES = {
    "R": "roster",
    "T": "rotation",
    "H": "half_release",
    "A": "attendance",
    "L": "leave",
    "C": "spot_checks",
    "W": "workload",
    "F": "funds",
    "Q": "quotas",
}
"""The module of `qianyi/rules/` that a rule of a letter goes to where none is named."""
SETS = {"base": "COMMON", "yanchi-2022": "YANCHI", "suzhou-2021": "SUZHOU"}
"""The packs, and the sets of codes in tests/test_policy.py that what stands in them is held against."""
ROSTER = """\
### 名单.xlsx/名单
| 序号 | 姓名 | 受援单位 | 支援单位 | 执业资格 | 专业 | 专业技术职称 | 开始日期 | 结束日期 |
|---|---|---|---|---|---|---|---|---|
| 1 | {name} | 甲镇卫生院 | 县医院 | 执业医师 | 临床 | 主治医师 | 2022-06-01 | 2022-11-30 |
"""
CASE = f"""\
# {{code}} 待写：规则的短名

## 违规：待写
指出：1处，张三丰，提醒
{ROSTER.format(name="**张三丰**")}
## 合规：待写（刚好不违规）
名单：同上
"""
FUNCTION = '''

@rule("{code}", "{slug}", "warning", needs=("roster",))
def {name}(facts: Facts) -> Iterator[Finding]:
    """说明：待写。
    依据：{clause}。
    怎么改：待写。
    """
    for placement in facts.dossier.placements:
        if placement.name is None:  # 待写
            fact, remedy = f"{{placement.name}} 待写", "请待写。"
            yield Finding("{code}", fact, placement.cells("name"), person=placement.name, remedy=remedy)
'''


def with_line(text: str, code: str, clause: str) -> str:
    """A pack's rules.toml with one code more, before the first greater one of its letter, else at the end."""
    lines = text.rstrip("\n").split("\n")
    at = len(lines)
    for number, line in enumerate(lines):
        found = re.match(r"([A-Z])\d{3} =", line)
        if found and found[1] == code[0]:
            at = number + 1
            if line[:4] > code:
                at = number
                break
    return "\n".join([*lines[:at], f'{code} = "{clause}"', *lines[at:]]) + "\n"


def with_entry(text: str, name: str, code: str) -> str:
    """tests/test_policy.py with the code in one of its sets."""
    sets = re.compile(rf'(?ms)^({name} = .*?)("\.split\(\))')
    return sets.sub(lambda found: f"{found[1]} {code}{found[2]}", text, count=1)


def changes(root: Path, code: str, slug: str, module: str, pack: str, clause: str) -> dict[Path, str]:
    """What each file becomes. Raises ValueError where the rule cannot be begun."""
    if not re.fullmatch(r"[RTHALCWFQ]\d{3}", code):
        raise ValueError(f"{code} is no code of a rule that validate runs (a letter of RTHALCWFQ, three digits)")
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", slug):
        raise ValueError(f"{slug} is no slug (lower-case words with hyphens)")
    case = root / "tests/cases" / f"{code}.md"
    rules = root / "qianyi/rules" / f"{module}.py"
    lines = root / "qianyi/policy/packs" / pack / "rules.toml"
    test = root / "tests/test_policy.py"
    missing = [path.name for path in (rules, lines, test) if not path.exists()]
    if missing:
        raise ValueError(f"there is no {', '.join(missing)} ({module}, {pack})")
    all_rules = "\n".join(path.read_text("utf-8") for path in rules.parent.glob("*.py"))
    if case.exists() or f'@rule("{code}"' in all_rules:
        raise ValueError(f"{code} is there already")
    name = slug.replace("-", "_")
    if f'"{slug}"' in all_rules or f"def {name}(" in rules.read_text("utf-8"):
        raise ValueError(f"{slug} is another rule's already")
    function = FUNCTION.format(code=code, slug=slug, name=name, clause=clause)
    return {
        case: CASE.format(code=code),
        rules: rules.read_text("utf-8").rstrip("\n") + "\n" + function,
        lines: with_line(lines.read_text("utf-8"), code, clause),
        test: with_entry(test.read_text("utf-8"), SETS[pack], code) if pack in SETS else test.read_text("utf-8"),
    }


def main(arguments: list[str]) -> int:
    """Write all or nothing; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("code")
    parser.add_argument("slug")
    parser.add_argument("--module")
    parser.add_argument("--pack", default="base")
    parser.add_argument("--clause", default="通则")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1])
    options = parser.parse_args(arguments)
    module = options.module or MODULES.get(options.code[:1], "")
    try:
        files = changes(options.root, options.code, options.slug, module, options.pack, options.clause)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    for path, text in files.items():
        path.write_text(text, "utf-8")
        print(path.relative_to(options.root))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
