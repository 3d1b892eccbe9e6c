"""What a runner gives up between fork and the first line of student code, in this order.

Each step either holds, and is named in the result, or raises: a run never starts with less than
the plan promises.
"""

from __future__ import annotations

import math
import os
import resource
import signal

from autograder.sandbox import kernel, seccomp
from autograder.sandbox.landlock import Ruleset
from autograder.sandbox.plan import Plan, Slot
from autograder.sandbox.protocol import Caps

_STACK = 8 << 20
_PENDING = 1024
"""Signals that wait, and timers."""
_GRACE_S = 1
"""Seconds of CPU between SIGXCPU, which can be caught, and SIGKILL, which cannot."""


def confine(plan: Plan, slot: Slot, caps: Caps, ruleset: Ruleset | None) -> tuple[str, ...]:
    """Give up everything that a submission must not have; returns the layers that hold now.

    Raises:
        OSError: a layer that the plan counts on was refused.
    """
    layers = []
    os.setsid()
    os.umask(0o077)
    _prefer_for_out_of_memory()
    limit(caps, plan.baseline)
    layers.append("rlimits")
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    layers.append("no_new_privs")
    if plan.user_ns:
        # A user namespace for this run alone: its processes are counted apart from others'.
        kernel.unshare(kernel.CLONE_NEWUSER)
        layers.append("user_ns")
    if ruleset is not None:
        ruleset.restrict()
        ruleset.close()
        layers.append("landlock")
    kept = plan.kept_capability
    if slot.uid is not None:
        if kept:
            kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
        os.setgroups([])
        os.setresgid(slot.uid, slot.uid, slot.uid)
        os.setresuid(slot.uid, slot.uid, slot.uid)
        layers.append("uid")
    kernel.set_capabilities(kept)
    layers.append("capabilities_but_one" if kept else "capabilities")
    if kept:
        kernel.prctl(kernel.PR_SET_KEEPCAPS, 0)
    # Without a folder of limited size the warden must see the files that a process holds, which
    # /proc shows of dumpable ones; there are no core dumps in either case.
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0 if plan.mount_ns or slot.uid is None else 1)
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if plan.filter is not None:
        own = plan.own_signals_only
        seccomp.install(seccomp.program(os.getpid()) if own else plan.filter)
        layers.append("seccomp")
    return tuple(layers)


def limit(caps: Caps, baseline: int) -> None:
    """Set the resource limits; address space counts from `baseline`, what Python and torch map."""
    cpu = max(1, math.ceil(caps.cpu_s))
    for kind, soft, hard in (
        (resource.RLIMIT_CPU, cpu, cpu + _GRACE_S),
        (resource.RLIMIT_AS, baseline + caps.memory, baseline + caps.memory),
        (resource.RLIMIT_NPROC, caps.processes, caps.processes),
        (resource.RLIMIT_FSIZE, caps.file, caps.file),
        (resource.RLIMIT_NOFILE, caps.descriptors, caps.descriptors),
        (resource.RLIMIT_STACK, _STACK, _STACK),
        # One byte, since 0 still starts the machine's own handler of core dumps (core(5)).
        (resource.RLIMIT_CORE, 1, 1),
        (resource.RLIMIT_MEMLOCK, 0, 0),
        (resource.RLIMIT_MSGQUEUE, 0, 0),
        (resource.RLIMIT_SIGPENDING, _PENDING, _PENDING),
        (resource.RLIMIT_NICE, 0, 0),
        (resource.RLIMIT_RTPRIO, 0, 0),
    ):
        _, ceiling = resource.getrlimit(kind)
        if ceiling != resource.RLIM_INFINITY:
            resource.setrlimit(kind, (min(soft, ceiling), min(hard, ceiling)))
        else:
            resource.setrlimit(kind, (soft, hard))


def _prefer_for_out_of_memory() -> None:
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        # No /proc in this view: the memory limits have to do.
        return
