"""What the page asks of qianyi, inside the browser: one folder of dropped files, the command line, its output.

Every answer is made as a person at a terminal would make it, in a folder that holds the dropped files and nothing
else, so that the bytes are those of the command line.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

HOME = Path("/county")


class _Stream(io.TextIOWrapper):
    """A stream with a buffer, as commands expect of standard output."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)

    def taken(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()  # type: ignore[attr-defined,no-any-return]


class Files:
    """The dropped files, kept apart from where commands run."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}

    def take(self, files: list[tuple[str, bytes]]) -> None:
        """Take what was dropped: workbooks and qianyi.toml, or one zip of them."""
        if len(files) == 1 and files[0][0].lower().endswith(".zip"):
            files = _unzipped(files[0][1]) or files
        self.contents = dict(sorted(_without_top(files)))

    def lay(self) -> None:
        """A fresh folder that holds these files alone, and stand in it."""
        os.chdir("/")
        shutil.rmtree(HOME, ignore_errors=True)
        for name, content in self.contents.items():
            path = HOME / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        HOME.mkdir(exist_ok=True)
        os.chdir(HOME)


FILES = Files()


def run(*arguments: str) -> tuple[int, bytes, str]:
    """Exit status, standard output and standard error of a command in a fresh folder of the dropped files."""
    from qianyi import cli

    FILES.lay()
    out, err = _Stream(), _Stream()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.run(list(arguments))
    return status, out.taken(), err.taken().decode("utf-8", "replace")


def warm() -> None:
    """Import what the first answer needs, while nobody waits for it."""
    import qianyi.cli.score  # noqa: F401  (all that the page asks for)
    import qianyi.intake.exports.reader  # noqa: F401  (all that the page asks for)
    import qianyi.intake.grid.reader  # noqa: F401  (all that the page asks for)
    import qianyi.output.deliver  # noqa: F401  (all that the page asks for)
    import qianyi.scoring.institution  # noqa: F401  (all that the page asks for)


def take(files: Any) -> None:
    """Files from the page: a list of [name, bytes]."""
    FILES.take([(name, bytes(content)) for name, content in files])


def ask(*arguments: str) -> str:
    """A command with `--format json`: `{"status", "answer", "said"}` as JSON text; answer null where it could not run."""
    status, out, err = run(*arguments, "--format", "json")
    answer = json.loads(out) if status != 2 and out.strip() else None
    return json.dumps({"status": status, "answer": answer, "said": _sentence(err)}, ensure_ascii=False)


def text(*arguments: str) -> str:
    """A command's screen: `{"status", "text", "said"}` as JSON text."""
    status, out, err = run(*arguments)
    return json.dumps({"status": status, "text": out.decode("utf-8"), "said": _sentence(err)}, ensure_ascii=False)


def printed(*arguments: str) -> bytes:
    """Standard output of a command. Raises ValueError with the reason where it could not run."""
    status, out, err = run(*arguments)
    return out if status != 2 else _refuse(err)


def written(name: str, *arguments: str) -> bytes:
    """The file `name` that a command writes; of a folder a zip of what it holds."""
    status, _, err = run(*arguments)
    path = HOME / name
    if status == 2 or not path.exists():
        return _refuse(err)
    return path.read_bytes() if path.is_file() else _zipped(path)


def sheet(path: str, name: str) -> str:
    """The shown values of a sheet, for looking at a cell: `{"rows": [["…"]], "merged": ["A1:B2"]}` as JSON text."""
    from qianyi.dossier.source import column_letters
    from qianyi.intake.opening.detect import open_tables

    FILES.lay()
    tables, _ = open_tables(Path(path), path, 0)
    table = next(table for table in tables if table.name == name)
    rows = [[_shown(value) for value in row] for row in table.rows]
    merged = [
        f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
        for top, left, bottom, right in table.merged
    ]
    return json.dumps({"rows": rows, "merged": merged}, ensure_ascii=False)


def _shown(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def report(*arguments: str) -> bytes:
    """The report as one html file."""
    return _of_review("报告.html", *arguments)


def pack(institution: str, *arguments: str) -> bytes:
    """One institution's own pack, a zip."""
    return _of_review(f"单位/{institution}.zip", "--by-institution", *arguments)


def _of_review(name: str, *arguments: str) -> bytes:
    return written(f"年终/{name}", "review", ".", "-o", "年终", "--documents", "none", *arguments)


def settings() -> str:
    """qianyi.toml as JSON for the form (dates as text), `{}` where there is none."""
    import tomlkit

    content = FILES.contents.get("qianyi.toml", b"").decode("utf-8-sig")
    return json.dumps(tomlkit.parse(content).unwrap(), ensure_ascii=False, default=str)


def save_settings(changes: str) -> bytes:
    """qianyi.toml with the form's values, the rest of it and its notes kept; taken into the dropped files too.

    `changes`: JSON of key → value; a null takes the key away, tables are replaced whole.
    """
    import tomlkit

    document = tomlkit.parse(FILES.contents.get("qianyi.toml", b"").decode("utf-8-sig"))
    for key, value in json.loads(changes).items():
        if value in (None, "", {}, []):
            document.pop(key, None)
        else:
            document[key] = value
    content = tomlkit.dumps(document).encode()
    FILES.contents["qianyi.toml"] = content
    return content


def compare(old: str, new: str) -> str:
    """What changed between two answers of `score`, as `diff` tells it."""
    FILES.lay()
    Path("/before.json").write_text(old, encoding="utf-8")
    Path("/now.json").write_text(new, encoding="utf-8")
    from qianyi import cli

    out, err = _Stream(), _Stream()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.run(["diff", "/before.json", "/now.json", "--format", "json"])
    return out.taken().decode("utf-8") if status != 2 else "null"


def heap() -> int:
    """Bytes of memory that the program has taken: what a browser never gets back from a worker."""
    import pyodide_js  # type: ignore[import-not-found]

    return int(pyodide_js._module.HEAP8.length)


def _refuse(said: str) -> bytes:
    raise ValueError(_sentence(said) or "没有办成。")


def _sentence(said: str) -> str:
    return said.strip().removeprefix("qianyi：")


def _zipped(folder: Path) -> bytes:
    from qianyi.zips import deflate, pack

    files = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    seen = {name: path for name, path in files.items() if not any(part.startswith(".") for part in name.parts)}
    return pack(deflate(name.as_posix(), path.read_bytes()) for name, path in seen.items())


def _unzipped(data: bytes) -> list[tuple[str, bytes]]:
    """The files of a zip under their Chinese names, none where it is no zip; larger than 512 MB is left alone."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > 512 << 20:
                return []
            return [(_name(info), archive.read(info)) for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
        return []


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name as it was meant: programs of Windows write GBK or UTF-8 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    at, extra = 0, info.extra
    while at + 4 <= len(extra):  # the Unicode path field of Info-ZIP
        kind, size = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        if kind == 0x7075:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return info.filename


def _without_top(files: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Plain relative names; a single folder that holds everything is the county itself."""
    plain = []
    for name, content in files:
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        if parts and not any(part.startswith("__MACOSX") for part in parts):
            plain.append((parts, content))
    while plain and all(len(parts) > 1 for parts, _ in plain) and len({parts[0] for parts, _ in plain}) == 1:
        plain = [(parts[1:], content) for parts, content in plain]
    return [("/".join(parts), content) for parts, content in plain]
