"""Writes well-formed frames of an operation to the evidence stream without end.

Must end as too much, and the supervisor must not spend long on it.
"""
# outcome: output_exceeded, protocol_error, timed_out
# quick: yes

import struct, msgspec
site = (0, 1, -1, "")
n = 0
while True:
    n += 1
    state = (n, 0, (), "torch.float32", (1.0,), True, False, "PowBackward0", None, "cpu", False)
    body = msgspec.msgpack.encode(("Op", n, "torch.Tensor.pow", (("Ref", n - 1, 0), 2), {}, (state,), None, True, False, site, None))
    os.write(3, struct.pack(">I", len(body)) + body)
