"""Views that PyTorch will tell nothing about: made with gradients off, and then written to."""

from __future__ import annotations

import pytest

from tests.probe.conftest import Runner

PROGRAMS = {
    "a view of a leaf": "with torch.no_grad():\n    v = x.view(2, 2)\n    v += 1\n",
    "an element of a leaf": "with torch.no_grad():\n    x[0] -= 0.5\n",
    "a slice of a leaf": "with torch.no_grad():\n    x[1:] *= 2\n    y = x[1:]\n    y.zero_()\n",
    "rows in a loop": "with torch.no_grad():\n    for row in x.view(2, 2):\n        row.add_(1)\n",
    "a view of a result": "h = x * 2\nwith torch.no_grad():\n    u = h[:2]\n    h.mul_(3)\n",
    "a decorated step": "@torch.no_grad()\ndef step(w):\n    w.view(-1).sub_(0.1)\nstep(x)\n",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_that_writes_to_such_a_view_runs_as_without_us(name: str, script: Runner) -> None:
    ran = script(
        "import torch\nx = torch.tensor([1., 2., 3., 4.], requires_grad=True)\n"
        + PROGRAMS[name]
        + "(x ** 2).sum().backward()\nprint('end', x.grad.shape)\n"
    )
    assert [error.message for error in ran.errors] == []
    assert ran.finished
    assert "end torch.Size([4])" in ran.text()
