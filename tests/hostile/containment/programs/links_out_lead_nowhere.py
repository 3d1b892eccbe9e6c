"""Leaves links to secrets, hard and soft, in place of its folder, files and the temporary folder,
for the grader or the next run to follow.

Must lead nowhere; the folder is as handed in again for the next run, and what the links point to stays as it is.
"""
# outcome: ok
# quick: yes

import shutil, torch
if os.path.islink("data.txt") or os.path.lexists("leftover") or not os.path.exists("targets.json"):
    print("BREACH: the run before can be seen")
open("leftover", "w").close()
for path in TARGETS["paths"]:
    attempt("hard link to " + path, lambda: os.link(path, f"hard-{os.path.basename(path)}") or "made")
work, above = os.getcwd(), os.path.dirname(os.getcwd())
x = torch.tensor(1.0, requires_grad=True)
y1 = x**2
with torch.no_grad():
    y2 = x**3
y3 = y1 + y2
y3.backward()
os.chdir(above)
for name in ("work", "tmp", "shm"):
    for action in (lambda: os.rename(name, "old-" + name), lambda: shutil.rmtree(name, ignore_errors=True),
                   lambda: os.symlink(TARGETS["precious"], name), lambda: os.mkfifo("fifo-" + name)):
        try:
            action()
        except OSError:
            pass
for action in (lambda: os.rename(above, above + "-mine"), lambda: os.rmdir(above), lambda: os.chmod(above, 0)):
    try:
        action()
    except OSError:
        pass
