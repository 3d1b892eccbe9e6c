import torch

class Scale(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.tensor(2.0))
        self.register_buffer("shift", torch.tensor(1.0))
    def forward(self, v):
        return self.weight * v + self.shift
scale = Scale()
scale(torch.tensor(3.0)).backward()
print(scale.weight.grad, dict(scale.named_buffers()), [p.requires_grad for p in scale.parameters()])
for p in scale.parameters():
    p.requires_grad = False
scale.train()
scale.eval()
