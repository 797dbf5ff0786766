"""Make the page: `python web/build.py` writes dist/web/, a static folder that runs qianyi in the browser.

Pyodide comes from the npm registry, the wheels from the package index, both pinned; afterwards nothing is loaded from
anywhere but the folder itself. The program is the wheel of this checkout.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from qianyi import __version__

HERE = Path(__file__).parent
ROOT = HERE.parent
PYODIDE = "314.0.7"
MARKUPSAFE = "3.0.3"
PLATFORM = ("--python-version", "3.14", "--abi", "cp314", "--abi", "none", "--platform", "pyemscripten_2026_0_wasm32")
LINUX = ("--python-version", "3.14", "--abi", "cp314", "--platform", "manylinux2014_x86_64")
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
PAGE = ("style.css", "page.js", "dom.js", "settings.js", "worker.js", "bridge.py", "server.md")
_LEFT_OUT = re.compile(r"\.dist-info/|(^|/)tests?/|__pycache__|\.pyi$|^markupsafe/_speedups|^pip/|^share/")
_STAMP = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    """Build into the folder named, which is made anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist" / "web")
    out: Path = parser.parse_args().output
    shutil.rmtree(out, ignore_errors=True)
    (out / "pyodide").mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        core = _pyodide(Path(scratch))
        for name in CORE:
            shutil.copy(core / name, out / "pyodide" / name)
        (out / "program.zip").write_bytes(_program(Path(scratch)))
        scripts = " ".join(_report_scripts(Path(scratch)))
        _run("node", HERE / "compile.mjs", core, out / "program.zip")
    for name in PAGE:
        shutil.copy(HERE / name, out / name)
    page = (HERE / "index.html").read_text("utf-8")
    for word, value in {"SCRIPTS": scripts, "VERSION": __version__}.items():
        page = page.replace(f"@{word}@", value)
    (out / "index.html").write_text(page, "utf-8")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(f"{out}: {size / 1e6:.1f} MB")


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def _pyodide(scratch: Path) -> Path:
    _run("npm", "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", scratch, f"pyodide@{PYODIDE}")
    return scratch / "node_modules" / "pyodide"


def _program(scratch: Path) -> bytes:
    """What is unpacked into Pyodide's site-packages: the wheels, and qianyi as its own wheel has it."""
    wheels = scratch / "wheels"
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    _run(*pip, "download", "--no-deps", "--only-binary=:all:", *PLATFORM, "-d", wheels, "-r", HERE / "wheels.txt")
    _run(*pip, "wheel", "--no-deps", "-w", wheels, ROOT)
    # its accelerator has no wheel there, and the Python beside it in any wheel does the same
    _run(*pip, "download", "--no-deps", "--only-binary=:all:", *LINUX, "-d", wheels, f"MarkupSafe=={MARKUPSAFE}")
    files: dict[str, bytes] = {}
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            files |= {name: archive.read(name) for name in archive.namelist() if not _LEFT_OUT.search(name)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(name for name in files if not name.endswith("/")):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), files[name], zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _report_scripts(scratch: Path) -> list[str]:
    """The hashes under which the page's policy lets the report's own scripts run inside the page."""
    out = scratch / "report"
    command = (sys.executable, "-m", "qianyi", "review", ROOT / "samples" / "qingshui-2022", "-o", out)
    _run(*command, "--documents", "none", "--quiet")
    report = next(out.glob("*.html")).read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", report, re.DOTALL)
    if not scripts:
        raise SystemExit("the report has no script of its own any more")
    return [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts]


if __name__ == "__main__":
    main()
