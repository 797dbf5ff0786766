"""Writing results: into place at once or not at all, never over a file that qianyi did not make, the same bytes again.

A file of qianyi's own is known by a mark inside it that an office program drops on saving: what a person has changed
counts as the person's. Zips (xlsx, docx) carry it as archive comment, PDF as last line, pages and JSON as their own
words; a plain text is known by its first line, the heading of a table.
"""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from qianyi.errors import QianyiError
from qianyi.inputs import is_input
from qianyi.intake.folder import TEXT_MARK
from qianyi.output.locks import hold

MARK = b"qianyi"
_ZIP, _ZIP_END, _PDF = b"PK\x03\x04", b"PK\x05\x06", b"%PDF"


class OutputError(QianyiError):
    """An output cannot be written (exit 2). The message is one Chinese sentence: what is wrong, what to do."""


def write_atomically(path: Path, content: bytes, *, force: bool = False, inputs: Iterable[Path] = ()) -> Path:
    """Put `content` at `path`: the old file or the new one stands there, never half of one.

    Marks the content as qianyi's. Raises OutputError where another's file stands there (unless `force`), where the
    path is one of the `inputs` (whatever `force` says), or where it cannot be written.
    """
    content = marked(content)
    check_may_write(path, content, force=force, inputs=inputs)
    with replacing(path) as file:
        file.write(content)
    return path


def check_may_write(path: Path, content: bytes = b"", *, force: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Raise OutputError where `path` must not be written over; `content` is what would be put there."""
    if not path.exists():
        return
    if path.is_dir():
        raise OutputError(f"“{path}”是文件夹，不能写成文件；请换一个输出名。")
    if not path.is_file():
        raise OutputError(f"“{path}”不是普通文件（管道或设备），不能写成结果；请换一个文件名。")
    if is_input(path, inputs):
        raise OutputError(f"“{path}”是输入文件，不能覆盖；请换一个位置或文件名。")
    if not force and not _is_ours(path, content):
        raise OutputError(f"“{path}”已存在，而且不是 qianyi 生成的（或后来改过）；请换一个位置，或加 --force 覆盖。")


def make_folder(path: Path) -> Path:
    """The output folder, made where it is missing. Raises OutputError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise OutputError(f"“{path}”是文件，不是文件夹；请换一个输出位置。") from None
    except OSError as problem:
        raise OutputError(cannot(path, problem)) from None
    return path


def marked(content: bytes) -> bytes:
    """The content with qianyi's mark, where its format has a place for one that is not in its text."""
    if content.startswith(_ZIP):
        end = content.rfind(_ZIP_END)
        if end >= 0 and len(content) == end + 22:
            return content[: end + 20] + len(MARK).to_bytes(2, "little") + MARK
    elif content.startswith(_PDF) and not content.rstrip().endswith(b"%qianyi"):
        return content.rstrip(b"\n") + b"\n%qianyi\n"
    return content


def _is_ours(path: Path, content: bytes) -> bool:
    """Whether the file there was made by qianyi, or already is what would be written."""
    old = path.read_bytes()
    if not old or old == content:
        return True
    if old.startswith((_ZIP, _PDF)):
        return old.rstrip(b"\n").endswith(MARK)
    if TEXT_MARK.search(old[:2000]):
        return True
    first = content.split(b"\n", 1)[0].strip()
    return len(first) >= 12 and not first.startswith((b"<", b"{", b"[")) and old.split(b"\n", 1)[0].strip() == first


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into that takes the place of `path` when the block ends well. Raises OutputError."""
    import tempfile

    make_folder(path.parent)
    sweep(path.parent, path.name)
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            hold(handle)
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as problem:
        raise OutputError(cannot(path, problem)) from None
    finally:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def sweep(folder: Path, name: str = "") -> None:
    """Remove the temporary files (of `name`, else all) that killed runs left in a folder: nobody holds them."""
    for left in folder.glob(f".{glob.escape(name[:40])}{'' if name else '*'}.*.tmp"):
        with contextlib.suppress(OSError):
            with left.open("rb") as file:
                idle = hold(file.fileno())
            if idle:
                left.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def cannot(path: Path, problem: OSError, what: str = "写不进去") -> str:
    """One Chinese sentence for what the system refused."""
    import errno

    full = "磁盘已满，或文件超过了这个盘、这个用户的限额；请清出空间后再试"
    why = {
        errno.ENOSPC: full,
        errno.EDQUOT: full,
        errno.EFBIG: full,
        errno.EACCES: "没有写入权限，或文件正被别的程序打开；请关闭它或换一个位置",
        errno.EPERM: "没有写入权限，或文件正被别的程序打开；请关闭它或换一个位置",
        errno.EROFS: "这个盘是只读的；请换一个位置",
        errno.ENAMETOOLONG: "文件名太长；请换一个短些的名字",
    }.get(problem.errno or 0, "请核对路径，或换一个位置")
    return f"“{path}”{what}：{why}。"
