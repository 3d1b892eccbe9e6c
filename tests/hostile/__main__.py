"""All hostile programs in both modes, as a table: `python -m tests.hostile [WORD...]`.

With words, only attacks with one of them in their name. Exit status: 0 when all held, 1 after a
breach.
"""

from __future__ import annotations

import sys
import time

from rich.console import Console

from tests.hostile.containment import attacks as contained
from tests.hostile.containment.client import MODES, NotHereError, course
from tests.hostile.forgery import attacks as forged

CONSOLE = Console(highlight=False, soft_wrap=True)
_WIDTH = 66


def main(words: list[str]) -> int:
    """Run, print the table line by line, and count the breaches."""
    names = [
        "together",
        *(f"containment/{attack.name}" for attack in contained.read()),
        *(f"forgery/{attack.name}" for attack in forged.read()),
    ]
    chosen = [name for name in names if not words or any(word in name for word in words)]
    began = time.monotonic()
    breached = sum(_table(mode, chosen) for mode in MODES)
    CONSOLE.print(f"\n{breached} breached, {time.monotonic() - began:.0f} s")
    return 1 if breached else 0


def _table(mode: str, names: list[str]) -> int:
    """Print one mode's table; how many attacks breached."""
    breached = 0
    try:
        with course(mode) as running:
            CONSOLE.print(f"\n[bold]{mode}[/]: {', '.join(running.layers)}")
            for name in names:
                result = running.ask(name)
                bad = list(dict.fromkeys(result["breaches"]))
                sign = "[red]BREACH[/]" if bad else "[green]ok[/]"
                CONSOLE.print(
                    f"  {name:<{_WIDTH}} {result['verdict']:<16} {result['wall_s']:5.1f} s  {sign}"
                )
                for sentence in bad:
                    CONSOLE.print(f"      {sentence}", markup=False)
                breached += bool(bad)
            CONSOLE.print(f"  {len(names) - breached} of {len(names)} held")
    except NotHereError as missing:
        CONSOLE.print(f"\n[bold]{mode}[/]: not tried, {missing}")
    except EOFError as error:
        CONSOLE.print(f"      {error}", markup=False)
        breached += 1
    return breached


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
