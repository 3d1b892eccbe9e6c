import torch

torch.manual_seed(0)
policy = torch.nn.Linear(2, 3)
optimizer = torch.optim.Adam(policy.parameters(), lr=0.01)
for episode in range(2):
    logs, rewards = [], []
    for t in range(3):
        distribution = torch.distributions.Categorical(logits=policy(torch.ones(2)))
        action = distribution.sample()
        logs.append(distribution.log_prob(action))
        rewards.append(float(action.item() == 1))
    returns = torch.tensor(rewards).flip(0).cumsum(0).flip(0)
    loss = -(torch.stack(logs) * (returns - returns.mean())).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(policy.bias)
