"""What is called of a student's program: four functions, on models that nobody has seen.

Every model has a body and a linear head, as the Net of the task, but other layers and sizes.
"""

from __future__ import annotations

import torch
from torch import nn


class _Model(nn.Module):
    """A body, a neck, a head, and a layer that the forward pass leaves out.

    The first layer has no bias: batch norm takes it out again, so that its gradient would be
    nothing but rounding errors.
    """

    def __init__(self, features, hidden, classes):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(features, hidden, bias=False),
            nn.BatchNorm1d(hidden),
            nn.Tanh(),
            nn.Dropout(0.3),
        )
        self.neck = nn.Linear(hidden, hidden)
        self.neck_spare = nn.Linear(hidden, 2)
        self.head = nn.Linear(hidden, classes)

    def forward(self, x):
        return self.head(torch.tanh(self.neck(self.body(x))))


def _model(draw):
    torch.manual_seed(draw.seed())
    features = draw.integer(3, 5)
    model = _Model(features, draw.integer(4, 7), draw.integer(2, 5))
    return model, torch.randn(6, features)


def _each(model, holds):
    """Of each parameter, by name, whether something holds."""
    return {name: bool(holds(name, p)) for name, p in model.named_parameters()}


def _requiring(model):
    return _each(model, lambda _, p: p.requires_grad)


def _given(model):
    return _each(model, lambda _, p: p.grad is not None)


def _changed(model, before):
    return _each(model, lambda name, p: name in before and not torch.equal(before[name], p))


def _values(model):
    return {name: p.detach().clone() for name, p in model.named_parameters()}


def _loss(model, x):
    return (model(x) ** 2).mean()


def gradients(gradient_names, draw):
    model, x = _model(draw)
    model.train(draw.choice([True, False]))
    for name, p in model.named_parameters():
        # What an earlier backward left behind is no gradient of this one.
        p.grad = torch.ones_like(p)
        p.requires_grad_(not name.startswith("body.0"))
    names = gradient_names(model, x)
    if not isinstance(names, list | tuple | set | frozenset):
        return {"names": names}
    return {"names": _each(model, lambda name, _: name in names)}


def _after_freezing(freeze, draw, names):
    model, x = _model(draw)
    # Frozen before: freeze leaves that as it is.
    model.head.bias.requires_grad_(False)
    before = _values(model)
    freeze(model, names)
    seen = {"requires_grad": _requiring(model)}
    # The same neurons drop out, whatever the student's function did with random numbers.
    torch.manual_seed(7)
    loss = _loss(model, x)
    if loss.requires_grad:
        loss.backward()
    seen["gradients"] = _given(model)
    with torch.no_grad():
        for p in model.parameters():
            if p.grad is not None:
                p -= p.grad
    return {**seen, "changed": _changed(model, before)}


def freezing_one(freeze, draw):
    return _after_freezing(freeze, draw, [draw.choice(["body", "neck"])])


def freezing_several(freeze, draw):
    return _after_freezing(freeze, draw, draw.choice([["body.0", "neck"], ["neck", "body.1"]]))


def mode(freeze, draw):
    model, _ = _model(draw)
    freeze(model, [draw.choice(["body", "neck"])])
    return {"training": {name: module.training for name, module in model.named_modules()}}


def head(replace_head, draw):
    model, x = _model(draw)
    for p in model.parameters():
        p.requires_grad_(False)
    classes = draw.integer(6, 9)
    replace_head(model, classes)
    loss = _loss(model, x)
    if loss.requires_grad:
        loss.backward()
    return {
        "output": list(model(x).shape),
        "requires_grad": _requiring(model),
        "gradients": _given(model),
    }


def optimizer(make_optimizer, draw):
    model, x = _model(draw)
    # A first, whole training step, whose gradients stay behind; then part of it is frozen.
    _loss(model, x).backward()
    for name, p in model.named_parameters():
        if name.startswith(("body", "neck_spare")):
            p.requires_grad_(False)
    before = _values(model)
    lr = 0.01 * draw.integer(5, 20)
    made = make_optimizer(model, lr)
    if not isinstance(made, torch.optim.Optimizer):
        return made
    listed = {id(p) for group in made.param_groups for p in group["params"]}
    _loss(model, x).backward()
    made.step()
    return {
        "parameters": _each(model, lambda _, p: id(p) in listed),
        "changed": _changed(model, before),
        "lr": made.param_groups[0]["lr"],
    }


def experiment(net):
    return {
        "requires_grad": _requiring(net),
        "head": list(net.head.weight.shape),
        "output": list(net(torch.ones(3, 4)).shape),
    }
