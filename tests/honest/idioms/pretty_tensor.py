import torch

def show(name, t):
    print(f"{name:>6}: value={t.item() if t.numel() == 1 else t.tolist()}, requires_grad={t.requires_grad}, grad_fn={t.grad_fn}, is_leaf={t.is_leaf}")
show("a", torch.tensor(1.0))
show("b", torch.tensor([1.0, 2.0], requires_grad=True) * 2)
print("%s %.2f {}".format(torch.ones(1)) % ("x", 1.0))
