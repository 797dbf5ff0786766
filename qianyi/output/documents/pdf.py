"""Documents as PDF, by LibreOffice: the batch shared out over the processors."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from math import ceil
from pathlib import Path

from qianyi.errors import QianyiError

FONTS = Path(__file__).with_name("fonts.conf")
FEW, SHARE = 20, 150  # files for one LibreOffice: its start costs what some ten files do
SECONDS_EACH = 20
FAILED = "LibreOffice 转换 PDF 没有成功；请不加 --pdf，再在 Word 中另存为 PDF。"


def find_office() -> str:
    """The soffice program. Raises QianyiError that says what to install."""
    for name in (
        "soffice",
        "libreoffice",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\Program Files\LibreOffice\program\soffice.exe",
    ):
        found = shutil.which(name)
        if found:
            return found
    raise QianyiError(
        "转换 PDF 需要 LibreOffice：请安装后再加 --pdf（Debian：apt install libreoffice-writer libreoffice-calc）。"
    )


def convert(files: Sequence[tuple[Path, str]]) -> Iterator[bytes]:
    """The PDF of each file (path, suffix), in order. Raises QianyiError where LibreOffice fails.

    Several LibreOffice work side by side, one a processor and each with a profile of its own: two of one profile would
    be one.
    """
    from concurrent.futures import ThreadPoolExecutor

    office = find_office()
    with tempfile.TemporaryDirectory(prefix="qianyi-") as folder:
        source, target = Path(folder, "in"), Path(folder, "out")
        source.mkdir()
        copies = []
        for index, (file, suffix) in enumerate(files):
            copy = source / f"{index:06d}{suffix}"
            shutil.copyfile(file, copy)
            copies.append(copy)
        shares = shared_out(copies)

        def one(number: int) -> None:
            _convert(office, shares[number], target, Path(folder, f"profile-{number}"))

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            list(pool.map(one, range(len(shares))))
        for copy in copies:
            made = target / f"{copy.stem}.pdf"
            if not made.is_file():
                raise QianyiError(FAILED)
            yield _steady(made.read_bytes())


def shared_out(files: Sequence[Path]) -> list[Sequence[Path]]:
    """The files dealt out like cards, so that each share has its part of the long forms; an even number of shares for two
    processors.

    What a PDF's bytes are depends on what the same LibreOffice converted before it (font tables, seen in 7.4.7): the
    shares go by the number of files alone, so that every machine makes the same.
    """
    number = 1 if len(files) <= FEW else 2 * ceil(len(files) / (2 * SHARE))
    return [files[first::number] for first in range(number)]


def _convert(office: str, copies: Sequence[Path], target: Path, profile: Path) -> None:
    command = [
        office,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(target),
        *map(str, copies),
    ]
    try:
        subprocess.run(
            command,
            env=os.environ | {"FONTCONFIG_FILE": str(FONTS)},
            check=True,
            capture_output=True,
            timeout=120 + SECONDS_EACH * len(copies),
        )
    except (subprocess.SubprocessError, OSError):
        raise QianyiError(FAILED) from None


def _steady(content: bytes) -> bytes:
    """The PDF without the clock: creation date and file identifier set to constants of the same length."""
    content = re.sub(
        rb"/CreationDate\(D:[^)]*\)", lambda m: b"/CreationDate(D:20000101000000Z)".ljust(len(m[0])), content
    )
    return re.sub(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}", b"0" * 32, content)
