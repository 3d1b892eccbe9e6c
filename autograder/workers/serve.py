"""A worker process: one desk at the end of a pipe.

The pool's fork server loads this module once and forks every worker from it.
"""

from __future__ import annotations

import logging
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from autograder.experiments.oracle import OracleError
from autograder.workers.desk import Desk, given_up
from autograder.workers.order import Order, Setup


def serve(pipe: Connection, setup: Setup) -> None:
    """Fill orders from `pipe` until it closes; answers are `Done`, or an error to end a batch."""
    # An interrupt at the terminal reaches all processes of the group: the supervisor decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if setup.log is not None:
        log_to(setup.log)
    try:
        _fill(pipe, setup)
    except Exception:
        # It may only be that the batch is being stopped while this desk is set up: the supervisor
        # sees that the worker is gone, and a traceback at the terminal would explain nothing.
        logging.getLogger(__name__).exception("a worker ended")
        raise SystemExit(1) from None


def _fill(pipe: Connection, setup: Setup) -> None:
    with Desk(setup) as desk:
        while True:
            try:
                order: Order = pipe.recv()
            except (EOFError, ConnectionError):
                return
            try:
                answer: object = desk.fill(order)
            except OracleError as error:
                answer = error
            except Exception as error:  # a fault of ours costs one report, never the worker
                logging.getLogger(__name__).exception("filling %s", order.submission.name)
                answer = given_up(setup, order.submission, repr(error))
            try:
                pipe.send(answer)
            except ConnectionError:
                return


def log_to(file: Path) -> logging.Handler:
    """Send what our code logs to `file`, which is made when there is something to say; several
    processes may write to it."""
    handler = logging.FileHandler(file, delay=True, encoding="utf-8", errors="replace")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("autograder").addHandler(handler)
    return handler
