"""`qianyi web`: serve the built page on this machine alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from qianyi.errors import QianyiError

app = typer.Typer(rich_markup_mode=None, add_completion=False)
TYPES = {".wasm": "application/wasm", ".mjs": "text/javascript", ".js": "text/javascript", ".json": "application/json"}


@app.command()
def web(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="make web 造出的文件夹")] = Path("dist/web"),
    port: Annotated[int, typer.Option("--port", metavar="端口", help="0 为任意空着的端口")] = 8765,
) -> None:
    """在这台电脑上打开千医的网页：只有本机看得到，文件不上传。按 Ctrl+C 结束。"""
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    if not (folder / "index.html").is_file() or not (folder / "program.zip").is_file():
        raise QianyiError(f"“{folder}”里没有做好的网页；请先在程序的源码文件夹里运行 make web，或指明它造出的文件夹。")

    class Handler(SimpleHTTPRequestHandler):
        extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012  (so the base declares it)

        def log_message(self, *_: object) -> None:
            """Say nothing of each file that is fetched."""

    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))
    except (OSError, OverflowError):
        raise QianyiError(f"端口 {port} 不能用或已被占用；请用 --port 换一个，或 --port 0 任选一个。") from None
    with server:
        print(f"请用浏览器打开 http://127.0.0.1:{server.server_address[1]}/ ，结束按 Ctrl+C。", flush=True)
        server.serve_forever()
