#!/bin/sh
# Makes .venv exactly as the lock says: `sh setup/environment.sh runtime` for running the portal,
# `sh setup/environment.sh test` with the test tools as well. Does nothing when that is done.
set -eu
cd "$(dirname "$0")/.."
wanted=${1:-runtime}
folder=$(pwd -P)
lock=$(cat uv.lock requirements/*.txt | cksum)

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

is_current() {
    [ "$(cat ".venv/made-for-$1" 2>/dev/null)" = "$lock" ]
}

# Programs in a .venv that was moved or copied still point at the old folder.
belongs_here() {
    [ "$(cat .venv/made-in 2>/dev/null)" = "$folder" ] && .venv/bin/python -c '' 2>/dev/null
}

# Sets `python` to the newest Python that is new enough and can run the given line.
find_python() {
    newest=10
    python=
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        minor=$("$name" -c "$1; import sys; print(sys.version_info.minor)" 2>/dev/null) || continue
        if [ "$minor" -gt "$newest" ]; then
            newest=$minor
            python=$name
        fi
    done
    [ -n "$python" ]
}

if belongs_here && { is_current test || is_current "$wanted"; }; then
    exit 0
fi

find_python pass || stop \
    "Python 3.11 or newer is needed and this machine has $(python3 --version 2>/dev/null || echo none); on Debian 12, Ubuntu 24.04 or newer, sudo apt-get install python3 python3-venv installs it." \
    "需要 Python 3.11 或更高版本；在 Debian 12、Ubuntu 24.04 或更新的系统上，用 sudo apt-get install python3 python3-venv 安装。"

if [ ! -w . ] || { [ -e .venv ] && [ ! -w .venv ]; }; then
    stop \
        "The folder $folder cannot be written to; copy the project to a folder of your own and start again there." \
        "无法写入文件夹 $folder；请把项目复制到您自己的文件夹，再从那里启动。"
fi

unset VIRTUAL_ENV
export UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never
if uv --version >/dev/null 2>&1; then
    echo "Making .venv with uv / 正在用 uv 建立 .venv" >&2
    belongs_here || uv venv --quiet --clear --python "$python" .venv
    groups=
    [ "$wanted" = runtime ] || groups="--group $wanted"
    # shellcheck disable=SC2086
    uv sync --quiet --frozen $groups
else
    package=$python-venv
    find_python "import ensurepip" || stop \
        "Python's module for environments is missing; sudo apt-get install $package installs it." \
        "缺少 Python 的虚拟环境模块；用 sudo apt-get install $package 安装。"
    echo "Making .venv with $python, about a minute / 正在用 $python 建立 .venv，约需一分钟" >&2
    if ! { belongs_here && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
        "$python" -m venv --clear .venv
    fi
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --requirement "requirements/$wanted.txt"
fi
echo "$folder" >.venv/made-in
echo "$lock" >".venv/made-for-$wanted"
