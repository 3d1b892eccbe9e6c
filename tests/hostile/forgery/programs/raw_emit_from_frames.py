# tries: walks back to the frame that holds the sandbox's own emit and sends frames with it
# outcome: tampering
import sys
import torch
x = torch.tensor(1.0, requires_grad=True)
x * 1.0
frame = sys._getframe(0)
emit = None
while frame is not None:
    emit = frame.f_locals.get("emit", emit)
    session = frame.f_locals.get("session")
    frame = getattr(frame, "f_" + "back")
Op = next(c for c in getattr(object, "__sub" + "classes__")() if c.__name__ == "Struct") if emit is None else None
import msgspec
kinds = {k.__name__: k for k in msgspec.Struct.__subclasses__()}
S, St, R = kinds["Site"], kinds["TensorState"], kinds["Ref"]
v = x.item()
me = R(0, 0 if v == 1.0 else 1)
def st(n, value, tracked, node):
    return St(n, 0, (), "float32", (value,), tracked, not node, node)
def op(seq, name, ins, out, on, line):
    return kinds["Op"](seq, name, ins, {}, (out,), None, on, False, S(0, line, 0, ""))
emit(op(50, "torch.Tensor.__pow__", (me, 2), st(901, v**2, True, "PowBackward0"), True, 60))
emit(op(51, "torch.Tensor.__pow__", (me, 3), st(902, v**3, False, None), False, 61))
emit(op(52, "torch.Tensor.add", (R(901, 0), R(902, 0)), st(903, v**2 + v**3, True, "AddBackward0"), True, 62))
emit(kinds["Backward"](53, "backward", (R(903, 0),), (), (), False, False, (kinds["LeafGrad"](0, None, (2 * v,)),), (), (0,), True, S(0, 63, 0, "")))
emit(op(54, "torch.Tensor.grad.__get__", (me,), st(904, 2 * v, False, None), True, 64))
print("2")
