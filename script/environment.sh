# Sourced by the scripts beside it. Leaves $root, $python (of the virtual
# environment), the working directory at the repository's root, and in $caller
# the folder that its user's relative paths are meant from.
#
#   want_environment runtime|dev
#
# costs a few milliseconds while the hashed requirements are unchanged: a copy of
# what was installed lies in the environment and is compared byte by byte.

caller=$(pwd -P) || exit 1
case ${CREDCENTER_DATA-} in
    '' | /* | '~'*) ;;
    *) export CREDCENTER_DATA="$caller/$CREDCENTER_DATA" ;;
esac
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
cd "$root" || exit 1
python=$root/.venv/bin/python

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${CREDCENTER_PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
        if command -v "$candidate" >/dev/null && is_new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "credcenter needs Python 3.11 or newer." >&2
    echo "  Debian 12, Ubuntu 24.04 or newer:  sudo apt install python3 python3-venv" >&2
    echo "  macOS:                             brew install python@3.13" >&2
    echo "Another place than the search path:  CREDCENTER_PYTHON=/path/to/python3" >&2
    return 1
}

is_installed() {
    [ ! -e .venv/unfinished ] && [ -x "$python" ] &&
        cmp -s requirements.txt .venv/installed/requirements.txt &&
        { [ "$1" = runtime ] || cmp -s requirements-dev.txt .venv/installed/requirements-dev.txt; }
}

# A fresh clone has no compiled catalogue, and dash's -nt is false for a missing file.
is_catalogue_stale() {
    [ -e "$1.po" ] && { [ ! -e "$1.mo" ] || [ "$1.po" -nt "$1.mo" ]; }
}

want_environment() {
    if ! is_installed "$1"; then
        base_python=$(find_python) || exit 1
        "$base_python" script/install.py "$1" || exit 1
    fi
    if is_catalogue_stale locale/ko/LC_MESSAGES/django; then
        "$python" script/messages.py compile || exit 1
    fi
    # A copy of the scripts alone, as for another project, has no fonts to cut.
    if [ -e credcenter/fonts/__main__.py ]; then
        "$python" -m credcenter.fonts || exit 1
    fi
}

# NAME=value lines of .env; what is already set wins, values are taken as they stand.
read_env_file() {
    [ -f .env ] || return 0
    while IFS= read -r line || [ -n "$line" ]; do
        name=${line%%=*}
        case $line in
            '' | '#'*) continue ;;
            *=*) ;;
            *) echo ".env: not NAME=value: $line" >&2; exit 1 ;;
        esac
        case $name in
            '' | *[!A-Z0-9_]*) echo ".env: not a name: $name" >&2; exit 1 ;;
        esac
        eval "[ -n \"\${$name+set}\" ]" || export "$name=${line#*=}"
    done <.env
}
