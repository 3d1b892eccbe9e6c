import torch

a1 = torch.ones(1, requires_grad=True)
with torch.no_grad():
    print((a1 * 2).requires_grad)
    with torch.enable_grad():
        print((a1 * 2).requires_grad)
with torch.set_grad_enabled(False):
    print(torch.is_grad_enabled())
with torch.inference_mode():
    print((a1 * 2).is_inference())
@torch.no_grad()
def evaluate(v):
    return v * 2
print(evaluate(a1).requires_grad, a1.detach().requires_grad)
