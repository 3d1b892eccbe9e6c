#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image (its "Autograder Specifications").
#
# AUTOGRADER_TORCH_INDEX  a package index of CPU-only torch wheels; by default the one in
#                         torch-index.txt, and where that is empty pip's own, whose torch works as
#                         well but may bring gigabytes of CUDA that grading never uses.
# PIP_*                   pip's own variables work as always (PIP_INDEX_URL, PIP_FIND_LINKS, ...).
set -euo pipefail

root=${AUTOGRADER_ROOT:-/autograder}
source=$root/source
environment=${AUTOGRADER_VENV:-/opt/autograder}
index=${AUTOGRADER_TORCH_INDEX:-$(cat "$source/torch-index.txt")}

suitable() {
    "$1" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}
find_python() {
    for python in python3 python3.13 python3.12 python3.11 python3.10; do
        if suitable "$python"; then return 0; fi
    done
    return 1
}
install() {
    apt-get update -q && DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends "$@"
}

find_python || install python3 python3-venv
find_python || {
    echo "Autograder needs Python 3.10 to 3.13, and this image has none." >&2
    echo "Choose a newer base image (Ubuntu 22.04 or later) on the Configure Autograder page." >&2
    exit 1
}
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    install "$(basename "$(readlink -f "$(command -v "$python")")")-venv" || install python3-venv

"$python" -m venv "$environment"
pip() { "$environment/bin/python" -m pip --disable-pip-version-check --no-input "$@"; }
pip install ${index:+--extra-index-url "$index"} \
    --constraint "$source/constraints.txt" --requirement "$source/requirements.txt"
# Beside the assignment rather than among the packages, which submissions can read.
pip install --no-deps --no-index --upgrade --target "$source/lib" "$source"/*.whl

# Students' programs run under other users; all of this is for root alone.
chown -R 0:0 "$source" 2>/dev/null || true
chmod -R go= "$source"
cp "$source/run_autograder" "$root/run_autograder"
chmod 755 "$root/run_autograder"

# A sandbox that does not hold should fail here, and not when the first student hands in.
PYTHONPATH=$source/lib "$environment/bin/python" -m autograder.commands.on_gradescope --try "$root"
echo "Autograder is ready."
