"""The shipped templates as Python: docxtpl and Jinja have done their part when the templates are made, so that filling
one imports a module (compiled when the program is installed) instead of parsing and compiling Jinja at every start.

Each module knows the document and the Jinja it was made of; where either is another now, it is not used.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import Any

from qianyi.output.documents.sandbox import shipped
from qianyi.resources import folder


def module_beside(template: Path) -> Path:
    """Where the module of a shipped template's document lies."""
    return template.parent / "jinja" / f"{template.stem.replace('-', '_')}.py"


def write_module(template: Path, document: bytes, source: str) -> Path:
    """Lay a template's document, clean Jinja `source` of it, compiled beside the template."""
    beside = module_beside(template)
    beside.parent.mkdir(exist_ok=True)
    name = template.stem
    code = shipped().compile(source, name, template.name, raw=True, defer_init=True)
    beside.write_text(f"made_of = {_stamp(document)!r}\n{code}\n", encoding="utf-8", newline="\n")
    return beside


def ready(template: Path, document: bytes) -> Any:
    """The compiled document of a shipped template; None of any other, or where the template was changed since."""
    beside = module_beside(template)
    if template.parent != folder("templates") or not beside.is_file():
        return None
    made_of, compiled = _loaded(beside)
    return compiled if made_of == _stamp(document) else None


def _stamp(document: bytes) -> str:
    """Which document, and whose code."""
    import jinja2

    return f"{zlib.crc32(document):08x}, Jinja {jinja2.__version__}"


@cache
def _loaded(beside: Path) -> tuple[str, Any]:
    """What a module was made of, and its template."""
    from importlib.util import module_from_spec, spec_from_file_location

    from jinja2 import Template

    spec = spec_from_file_location(f"{__name__}.{beside.stem}", beside)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    environment = shipped()
    return module.made_of, Template.from_module_dict(environment, vars(module), environment.make_globals(None))
