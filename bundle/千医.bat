@echo off
chcp 65001 >nul
setlocal
set PYTHONUTF8=1
set HERE=%~dp0
set RUN=%HERE%运行环境
if exist "%RUN%\Scripts\python.exe" goto ready
set PY=
for %%v in (3.14 3.13 3.12 3.11) do if not defined PY py -%%v -c "" >nul 2>nul && set PY=py -%%v
if not defined PY python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>nul && set PY=python
if not defined PY (
  echo 这台电脑没有 Python 3.11 到 3.14。请信息科安装后再双击本文件，装的时候勾选 "Add python.exe to PATH"。
  pause
  exit /b 2
)
echo 第一次用，正在准备，约一分钟……
%PY% "%HERE%安装.py" "%RUN%"
if errorlevel 1 (
  echo 没有准备好，原因见上。
  pause
  exit /b 2
)
:ready
"%RUN%\Scripts\python.exe" -m qianyi menu %1
pause
