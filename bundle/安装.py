"""Make the folder 运行环境 beside this file from the wheels in wheels/, without network."""

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
place = Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "运行环境")
wanted = HERE / f"requirements-{sys.version_info[0]}.{sys.version_info[1]}.txt"
if not wanted.is_file():
    sys.exit(f"这一包不支持 Python {sys.version_info[0]}.{sys.version_info[1]}，请安装 3.11 到 3.14 中的一种。")
venv.create(place, clear=True, with_pip=True)
python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
done = subprocess.run([*pip, "--find-links", str(HERE / "wheels"), "-r", str(wanted)])
sys.exit(done.returncode)
