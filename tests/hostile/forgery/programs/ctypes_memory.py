# tries: ctypes writes into an object of the interpreter
# outcome: tampering
import ctypes
import torch
ctypes.memset(id(5.0) + 16, 0, 0)
x = torch.tensor(1.0, requires_grad=True)
y3 = x**2 + x**3
y3.backward()
ctypes.c_float.from_address(x.grad.data_ptr()).value = 2.0
print(x.grad)
