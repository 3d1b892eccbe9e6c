# tries: the same with names that are put together at run time, inside one statement
# outcome: tampering
import torch
pop = getattr(torch._C, "_pop_torch_" + "function_stack")
push = getattr(torch._C, "_push_on_torch_" + "function_stack")
def work():
    mode = pop()
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x**2
    y2 = (x**3).detach()
    push(mode)
    y3 = y1 + y2
    y3.backward()
    print(x.grad)
    return x
x = work()
