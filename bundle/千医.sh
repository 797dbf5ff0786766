#!/bin/sh
# 用法：sh 千医.sh 一个县的文件夹
here=$(cd "$(dirname "$0")" && pwd)
run="$here/运行环境"
if [ ! -x "$run/bin/python" ]; then
  for py in python3.14 python3.13 python3.12 python3.11 python3; do
    "$py" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && break
    py=
  done
  [ -n "$py" ] || { echo "这台电脑没有 Python 3.11 到 3.14，请先安装。"; exit 2; }
  "$py" "$here/安装.py" "$run" || exit 2
fi
exec "$run/bin/python" -m qianyi menu "$@"
