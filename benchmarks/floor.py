"""The floor: a bare fork of a process with torch loaded that runs the same code.

Run as a program (`python -m benchmarks.floor FILE`), so that torch is loaded into a process that
has nothing else; it prints one line of JSON: wall and CPU seconds of each fork, the child's and
what the parent spent on it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from types import CodeType


def fork_and_run(code: CodeType) -> tuple[float, float]:
    """Wall and CPU seconds of one fork that runs `code` and leaves."""
    start, own = time.perf_counter(), time.process_time()
    pid = os.fork()
    if pid == 0:
        exec(code, {"__name__": "__main__"})
        sys.stdout.flush()
        os._exit(0)
    _, _, usage = os.wait4(pid, 0)
    cpu = usage.ru_utime + usage.ru_stime + time.process_time() - own
    return time.perf_counter() - start, cpu


def measure(code: str, folder: Path, rounds: int = 60) -> tuple[float, float]:
    """Median wall and CPU seconds of a bare fork of a torch process that runs `code`."""
    file = folder / "floor.py"
    file.write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.floor", str(file), str(rounds)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    pairs = json.loads(said.splitlines()[-1])
    return median(wall for wall, _ in pairs), median(cpu for _, cpu in pairs)


def main() -> None:
    """Time forks of this process and print the figures."""
    import torch  # noqa: PLC0415 - the caller must not load it

    torch.set_num_threads(1)
    code = compile(Path(sys.argv[1]).read_text(encoding="utf-8"), "hw.py", "exec")
    shown = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    fork_and_run(code)
    pairs = [fork_and_run(code) for _ in range(int(sys.argv[2]))]
    os.dup2(shown, 1)
    print(json.dumps(pairs), flush=True)


if __name__ == "__main__":
    main()
