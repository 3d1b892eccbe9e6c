"""Runs hostile programs and brings back what they did: a fork server behind layers of walls.

Theory of operation
-------------------
Three kinds of process, each trusted less than the one before:

    supervisor ──Unix socket──▶ server ──fork──▶ warden ──fork──▶ runner (student code)
        ▲                    torch imported    one session      one run
        └───────────────── evidence stream ◀───────────────────────┘

The *server* (`server`) imports torch once, since that costs a second, and forking costs
milliseconds. Before it serves it enters what all sessions can share: a user namespace where it is
not root, a pid namespace, empty net, ipc, uts and cgroup namespaces, and a mount namespace with a
root of its own that shows Python and its libraries read-only and nothing else. It never runs
student code or a backward, has one thread, and no secrets in memory, environment or arguments.

Each connection from a supervisor gets a *warden* (`warden`), init of a pid namespace of its own
in a mount namespace of its own, under a uid of its own. For a session the supervisor sends the
submission's files and the limits; for a run a job and the write end of a pipe. The warden lays the
files into an empty tmpfs, forks a *runner* (`runner`, `confine`) and watches memory, processor
time and files. When the main process of a run ends, or the supervisor says so, every process of
the session is killed and the folder is laid anew, so that each run starts from the same state.
A program that leaves nothing behind may run several times in one process: it asks for the next
interventions on the descriptor of its evidence, and the supervisor answers (`series`).

The runner gives up in order: its session and terminal, resources (rlimits), new privileges,
other files (`landlock`), its uid and groups, all capabilities, dangerous system calls
(`seccomp`), every descriptor but the evidence stream; then it calls the child function and leaves
by `_exit`. The supervisor (`client`, `host`) keeps the clock, decodes the evidence with caps on
everything and decides the verdict (`verdict`) from what kernel and warden say.

Layers are used where the machine has them, found by trying (`startup`): the server runs one trial
of nothing and reports what held. Where namespaces are refused (root in a plain container) uid,
Landlock, system call filter and rlimits hold alone: processes are found by their uid, files are
removed by hand. Below the least of `plan.shortcomings` the server refuses to serve.

Threat story
------------
The submission knows this source. It may run any Python and, through ctypes, any machine code. It
shall not: read what is not Python or its own (rubric, solutions, other submissions, secrets);
change anything that outlives its run; reach the network or other processes; outlive its run; use
more than its limits; keep the next submission from running; or make the supervisor fail. It can
always write whatever it likes into its own evidence stream, which is why that is only a claim.
What the sandbox itself gets wrong is the verdict `sandbox_error`, and never the student's fault.
See docs/security.md.
"""
