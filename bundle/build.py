"""Offline packages: `python bundle/build.py windows` (or linux-x86_64, linux-aarch64) writes dist/qianyi-NAME.zip.

The embeddable Python is on no package index, so the package holds wheels for Python 3.11 to 3.14 and a start file that
uses the Python of the PC. pandas and what only it needs stay out: 160 of 229 MB, and no command needs them.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).parent
ROOT = HERE.parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
LEFT_OUT = {"pandas", "numpy", "python-dateutil", "pytz", "six"}
"""What only data frames need."""
ONLY_THERE = {"colorama": "0.4.6"}
"""Asked for by Windows' markers alone, so not in the environment that builds."""
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
TARGETS = {
    "windows": (["win_amd64"], WINDOWS, ("千医.bat", "安装.py", "操作手册.html")),
    "linux-x86_64": (["manylinux_2_28_x86_64", "manylinux2014_x86_64"], LINUX, ("千医.sh", "安装.py", "操作手册.html")),
    "linux-aarch64": (
        ["manylinux_2_28_aarch64", "manylinux2014_aarch64"],
        LINUX,
        ("千医.sh", "安装.py", "操作手册.html"),
    ),
}
_STAMP = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    """Build the package named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    target: str = parser.parse_args().target
    platforms, markers, files = TARGETS[target]
    out = ROOT / "dist" / f"qianyi-{target}.zip"
    out.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        wheels = Path(scratch)
        _pip("wheel", "--no-deps", "-w", wheels, ROOT)
        own = next(wheels.glob("qianyi-*.whl"))
        contents = {name: _for_windows(name, (HERE / name).read_bytes()) for name in files}
        for python in PYTHONS:
            wanted = needed(python, markers)
            _pip(
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--python-version",
                python,
                "-d",
                wheels,
                *(f"--platform={platform}" for platform in platforms),
                *wanted,
            )
            lines = [*wanted, f"qianyi=={own.name.split('-')[1]}"]
            contents[f"requirements-{python}.txt"] = "".join(f"{line}\n" for line in lines).encode()
        contents |= {f"wheels/{path.name}": path.read_bytes() for path in sorted(wheels.glob("*.whl"))}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(contents.items()))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted({**contents, "SHA256SUMS": sums.encode()}.items()):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB, {len(contents)} files")


def _for_windows(name: str, data: bytes) -> bytes:
    """A batch file needs the line ends of its system."""
    return data.replace(b"\n", b"\r\n") if name.endswith(".bat") else data


def needed(python: str, markers: dict[str, str]) -> list[str]:
    """What qianyi needs on that system, with versions pinned to those of this environment, sorted.

    Markers are read for the system the package is for: pip on Linux would leave out what only Windows asks for.
    """
    environment = {**markers, "python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    found: dict[str, str] = {}
    waiting = [Requirement(text) for text in _project_requirements()]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or name in LEFT_OUT or (requirement.marker and not requirement.marker.evaluate(environment)):
            continue
        if name in ONLY_THERE:
            found[name] = f"{name}=={ONLY_THERE[name]}"
            continue
        distribution = metadata.distribution(name)
        found[name] = f"{name}=={distribution.version}"
        waiting += [Requirement(text) for text in distribution.requires or ()]
    return sorted(found.values())


def _project_requirements() -> list[str]:
    import tomllib

    return list(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"])


def _pip(*words: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, words)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
