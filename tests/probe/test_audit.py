"""The audit hook reports what homework does not do, and never ordinary code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autograder.evidence.schema import Audited

if TYPE_CHECKING:
    from tests.probe.conftest import Runner


@pytest.mark.parametrize(
    ("source", "event"),
    [
        ("import ctypes; ctypes.CDLL(None)", "ctypes.dlopen"),
        ("import socket; socket.socket()", "socket.__new__"),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
        ("import posix; posix.system('true')", "os.system"),
        ("import os\nif os.fork() == 0: os._exit(0)", "os.fork"),
        ("import os; os.kill(os.getpid(), 0)", "os.kill"),
        ("import os\ntry: os.execv('/nowhere', ['x'])\nexcept OSError: pass", "os.exec"),
        ("import sys; sys.settrace(None)", "sys.settrace"),
        ("import sys; sys.addaudithook(print)", "sys.addaudithook"),
        ("import gc; gc.get_objects()", "gc.get_objects"),
        ("import gc; gc.get_referrers(1)", "gc.get_referrers"),
        ("f = (lambda: 0).__code__.replace(co_name='x')", "code.__new__"),
        ("import sys; f = sys._getframe(1)", "sys._getframe"),
        ("import autograder", "import"),
        ("from autograder.probe.recorder import Recorder", "import"),
        ("import importlib; importlib.import_module('autograder.evidence')", "open"),
        ("import autograder.evidence as e; open(e.__file__).read()", "open"),
        ("open('/proc/self/environ').read()", "open"),
        ("import pathlib; pathlib.Path('/proc/self/maps').read_text()", "open"),
        ("import os; os.open('/proc/1/mem', os.O_RDONLY)", "open"),
        ("open('/usr/x-not-mine', 'w')", "open"),
        ("import pathlib; pathlib.Path('/usr/x-not-mine').write_text('a')", "open"),
        ("import os; os.remove('/usr/x-not-mine')", "os.remove"),
    ],
)
def test_an_attempt_is_reported_with_its_line(script: Runner, source: str, event: str) -> None:
    ran = script(f"first = 1\n{source}\n")
    reports = [frame for frame in ran.all(Audited) if frame.event == event]
    assert [frame.site.unit for frame in reports[:1]] == [0]
    assert reports[0].site.line >= 2


def test_an_attempt_in_a_cell_or_a_function_is_reported(notebook: Runner) -> None:
    ran = notebook("import gc\ndef f():\n    return gc.get_objects()", "a = 1\nf();")
    (report,) = ran.all(Audited)
    assert (report.site.unit, report.site.line, report.site.function) == (0, 3, "f")


@pytest.mark.parametrize(
    "source",
    [
        "import os, json, time, random, math\nos.path.exists('a'); os.listdir('.'); os.getcwd()",
        "open('a.txt', 'w').write('1'); print(open('a.txt').read())",
        "import tempfile\nwith tempfile.TemporaryDirectory() as d: open(d + '/a', 'w').close()",
        "import tempfile; tempfile.NamedTemporaryFile().write(b'1')",
        "import torch\ntorch.save(torch.ones(1), 'a.pt'); torch.load('a.pt')",
        "import numpy\nnumpy.save('a', numpy.ones(1)); numpy.load('a.npy')",
        "import pathlib; pathlib.Path('out').mkdir(); pathlib.Path('out/a').write_text('1')",
        "import os, shutil\nos.mkdir('d'); shutil.rmtree('d')",
        "import os\nopen('a', 'w').close(); os.rename('a', 'b'); os.remove('b')",
        "open('/content/drive/MyDrive/out.txt', 'w')",
        "open('/no/such/folder/x', 'w')",
        "import os; open(os.devnull, 'w').write('x')",
        "import os; open(os.path.expanduser('~/mine.txt'), 'w').write('x')",
        "open('/proc/meminfo').read(); open('/proc/cpuinfo').read(); open('/proc/self/status')",
        "import platform, sys\nplatform.platform(); platform.processor(); platform.uname()",
        "import socket; socket.gethostname()",
        "import asyncio\nasync def f(): return 1\nasyncio.run(f())",
        "import multiprocessing, uuid, ctypes, ssl, urllib.request, sqlite3\nuuid.uuid4()",
        "import logging; logging.basicConfig(filename='log.txt'); logging.warning('x')",
        "import collections; collections.namedtuple('P', 'x y')(1, 2)",
        "import inspect\ndef f(): return inspect.currentframe().f_back.f_lineno\nf()",
        "import sys; sys._getframe().f_lineno",
        "import inspect\ndef f(): pass\ninspect.getsource(f); inspect.signature(f)",
        "import warnings, traceback\nwarnings.warn('x'); traceback.print_stack()",
        "import cProfile; cProfile.run('1 + 1')",
        "import timeit; timeit.timeit('1', number=3)",
        "import gc; gc.collect(); gc.disable(); gc.enable()",
        "import threading\nt = threading.Thread(target=print); t.start(); t.join()",
        "from concurrent.futures import ThreadPoolExecutor as T\nlist(T(1).map(abs, [1]))",
        "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 1\nprint(A())",
        "import enum, typing, abc, functools, copy, pickle\ncopy.deepcopy([1])",
        "import torch\n@torch.no_grad()\ndef f(x): return x ** 3\nprint(f(torch.ones(1)))",
        "import torch\nprint(torch.__version__, torch.cuda.is_available())",
        "import torch\nm = torch.nn.Linear(1, 1)\no = torch.optim.SGD(m.parameters(), 0.1)\n"
        "m(torch.ones(1)).backward(); o.step()",
        "import torch\nfrom torch.utils.data import DataLoader, TensorDataset\n"
        "list(DataLoader(TensorDataset(torch.ones(3, 1)), batch_size=2))",
        "import torch\nclass F(torch.autograd.Function):\n    @staticmethod\n"
        "    def forward(ctx, x): return x\n    @staticmethod\n    def backward(ctx, g): return g\n"
        "F.apply(torch.ones(1, requires_grad=True)).backward()",
        "import torch\nx = torch.ones(1, requires_grad=True)\nx.register_hook(print)\n"
        "(x * 2).backward()",
        "import sys, os\nprint(sys.version, os.environ.get('PATH'), os.cpu_count(), len(sys.path))",
        "import subprocess; subprocess.run(['pip', 'install', 'x'])",
    ],
)
def test_ordinary_code_raises_nothing(script: Runner, notebook: Runner, source: str) -> None:
    assert script(source + "\n").audited == []
    assert notebook(source).audited == []


def test_reports_are_not_repeated_without_end(script: Runner) -> None:
    ran = script("import gc\nfor _ in range(30):\n    gc.get_objects()\n")
    assert ran.audited == ["gc.get_objects"]


def test_our_modules_are_out_of_sight(script: Runner) -> None:
    ran = script("import sys\nprint([m for m in sys.modules if m.startswith('autograder')])\n")
    assert ran.text() == "[]\n"


def test_a_notebooks_own_checks_may_be_imported_and_nothing_else_of_ours(script: Runner) -> None:
    ran = script("from autograder.otter import check, Feedback\ncheck('gradient')\nprint('on')\n")
    assert ran.text() == "on\n"
    assert ran.audited == []
    ran = script("import autograder.otter\nautograder.pipeline\n")
    assert ran.audited == ["import"]
