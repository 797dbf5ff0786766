"""TOML as policies and settings are written in: exact decimals, and errors that name file and key in Chinese."""

from __future__ import annotations

import stat
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli

from qianyi.inputs import remember
from qianyi.patterns import pattern
from qianyi.policy.model import PolicyError

_AT_LINE = pattern(r"at line (\d+)", "Expected '=' (at line 3, column 5)")

_MOST = 2 << 20
"""Bytes of a file of settings beyond which it is not read: parsing takes half a second a million."""
_REASONS = {
    "Cannot overwrite": "同一个键写了两次",
    "Cannot declare": "同一个表写了两次",
    "Cannot mutate": "同一个键写了两次",
    "Duplicate": "同一个键写了两次",
    "Invalid date": "没有这一天",
    "Invalid value": "值的写法不对（文字要加引号）",
    "Unclosed": "括号或引号没有配对",
    "Expected '=' after": "键后面缺等号（中文键要加引号）",
    "Invalid statement": "写法不对（中文键要加引号）",
}


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dict; numbers with a point are Decimal. Raises PolicyError (file, line, key, reason)."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise PolicyError(f"{path} 不是普通文件；请给出 .toml 文件。")
        if found.st_size > _MOST:
            raise PolicyError(
                f"{path} 太大（{found.st_size >> 20} MB，上限 {_MOST >> 20} MB），不像设置或政策；请核对路径。"
            )
        remember(path)
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise PolicyError(f"没有文件 {path}；请核对路径。") from None
    except OSError:
        raise PolicyError(f"{path} 打不开；请核对路径和权限。") from None
    except UnicodeDecodeError:
        raise PolicyError(f"{path} 不是 UTF-8 文字；请用记事本另存为 UTF-8。") from None
    try:
        return tomli.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except (tomli.TOMLDecodeError, ValueError, RecursionError) as error:
        raise PolicyError(_explain(path, text, str(error))) from None


def _explain(path: Path, text: str, error: str) -> str:
    reason = next((chinese for english, chinese in _REASONS.items() if error.startswith(english)), "TOML 写法不对")
    found = _AT_LINE.search(error)
    lines = text.splitlines()
    if found is None or int(found[1]) > len(lines):
        return f"{path} 读不懂：{reason}。"
    line = lines[int(found[1]) - 1].strip()
    key = line.split("=")[0].strip()[:40] if path.suffix.lower() == ".toml" else ""  # of another's file tell nothing
    return f"{path} 第 {found[1]} 行 {key}".rstrip() + f"：{reason}。"
