"""Make 操作手册.html with pictures of the sample county: `python bundle/manual.py` (needs Chromium, LibreOffice, poppler).

The page is committed beside this script; run it again when the report or the annotated copies look otherwise.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

from jinja2 import Environment
from playwright.sync_api import sync_playwright

from qianyi.cli.menu import JOBS

HERE = Path(__file__).parent
ROOT = HERE.parent
COUNTY = ROOT / "samples" / "yunling-2022"
PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>千医操作手册</title><style>
body { max-width: 860px; margin: 24px auto; padding: 0 16px; font: 15px/1.7 "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  color: #1d2733; }
h1 { font-size: 24px; } h2 { font-size: 17px; margin: 18px 0 4px; } pre { background: #f2f5f7; padding: 8px 12px; margin: 6px 0; }
img { max-width: 100%; border: 1px solid #ccd3da; } figure { margin: 8px 0; } figcaption { color: #5b6875; font-size: 13px; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 14px; } p { margin: 4px 0; }
@media print { body { margin: 0; font-size: 12px; line-height: 1.5; } }
</style></head><body>
<h1>千医操作手册（一页）</h1>
<h2>一、准备</h2>
<p>把压缩包解开到 D 盘（路径里不要有“&amp;”）。电脑上要有 Python 3.11 到 3.14；没有的请信息科装一个。不用联网。</p>
<p>把一个县的名单、各月考勤、各种登记表放进一个文件夹，例如：</p>
<pre>清水县2022\\  派驻人员名单.xlsx　考勤6月.xlsx　考勤7月.xls　请假登记.xlsx　评分.xlsx　qianyi.toml（可以没有）</pre>
<h2>二、开始</h2>
<p>把这个文件夹拖到 <b>千医.bat</b> 上（第一次要准备约一分钟），出现菜单，输入号码按回车：</p>
<pre>{% for name, what, _ in jobs %}  {{ loop.index }}  {{ name }}（{{ what }}）
{% endfor %}  0  退出</pre>
<p>结果在县文件夹旁边的“清水县2022-千医结果”里，原来的文件一个字也不改。</p>
<div class="two">
<figure><img alt="批注副本：问题格涂色、有批注" src="data:image/jpeg;base64,{{ annotated }}">
<figcaption>批注副本：有问题的格子涂色，指上去看是哪一条、怎么改</figcaption></figure>
<figure><img alt="报告" src="data:image/jpeg;base64,{{ report }}">
<figcaption>年终报告：双击打开，可查人、可打印</figcaption></figure>
</div>
<h2>三、每月做什么</h2>
<p>发表（5）→ 各单位填好交回，放进县文件夹 → 收表情况（6）看谁缺 → 核查（1）把问题发回去改 → 再核查。年底用 4。</p>
<h2>四、不支持的</h2>
<p>Windows 7、龙芯（loongarch64）电脑没有合适的 Python，装不了；可请信息科把浏览器版放在本单位网站上，用新的浏览器打开试一试。</p>
<p>转 PDF 要另装 LibreOffice；排派驻方案请用命令行。</p>
</body></html>
"""


def main() -> None:
    """Write the page beside this script."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        for words in (
            ("review", "-o", f"{out}/年终", "--documents", "none"),
            ("validate", "--annotate", f"{out}/批注"),
        ):
            subprocess.run(
                [sys.executable, "-m", "qianyi", words[0], COUNTY, *words[1:]],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        sheet = out / "批注" / "派驻人员名单.xlsx"
        office = ["soffice", "--headless", f"-env:UserInstallation=file://{out}/office", "--convert-to", "pdf"]
        subprocess.run(
            [*office, "--outdir", out, sheet], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        pdf = out / "派驻人员名单.pdf"
        crop = ["-x", "300", "-y", "90", "-W", "1100", "-H", "420"]
        subprocess.run(
            ["pdftoppm", "-jpeg", "-r", "170", "-f", "2", "-l", "2", "-singlefile", *crop, pdf, out / "sheet"],
            check=True,
        )
        pictures = {
            "annotated": (out / "sheet.jpg").read_bytes(),
            "report": _report(next((out / "年终").glob("*.html"))),
        }
    encoded = {name: base64.b64encode(data).decode() for name, data in pictures.items()}
    page = Environment(autoescape=True).from_string(PAGE).render(jobs=JOBS, **encoded)
    (HERE / "操作手册.html").write_text(page + "\n", "utf-8")


def _report(path: Path) -> bytes:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 960, "height": 660})
        page.goto(path.as_uri())
        page.wait_for_timeout(300)
        shot = page.screenshot(type="jpeg", quality=70)
        browser.close()
    return shot


if __name__ == "__main__":
    main()
