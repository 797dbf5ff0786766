"""`qianyi schema`: the JSON Schema of an output."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(rich_markup_mode=None, add_completion=False)


OUTPUT_NAMES = (
    "validate、score、what-if、review、send、status、diff、fix、inspect、fill、plan、policy、policy-list、policy-diff"
)
"""Those of `output.schema.OUTPUTS`, which takes long to import."""


@app.command(help="输出的 JSON Schema。")
def schema(name: Annotated[str, typer.Argument(metavar="NAME", help=OUTPUT_NAMES)]) -> None:
    """Print one schema."""
    from qianyi.output.deliver import show
    from qianyi.output.json import encode
    from qianyi.output.schema import schema as schema_of

    show(encode(schema_of(name)))
