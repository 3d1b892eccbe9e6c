import torch

torch.manual_seed(0)
model = torch.nn.Linear(2, 1)
before = [p.clone() for p in model.parameters()]
kept = {k: v.clone() for k, v in model.state_dict().items()}
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
optimizer.zero_grad()
model(torch.ones(3, 2)).pow(2).mean().backward()
optimizer.step()
print([(p - b).abs().max() for p, b in zip(model.parameters(), before)])
model.load_state_dict(kept)
print(model.weight)
