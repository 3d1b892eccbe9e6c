import torch

weight = torch.nn.Parameter(torch.ones(2))
opt = torch.optim.Adam([{"params": [weight], "lr": 0.1}], weight_decay=1e-4)
schedule = torch.optim.lr_scheduler.StepLR(opt, step_size=1, gamma=0.5)
for _ in range(2):
    opt.zero_grad(set_to_none=True)
    (weight**2).sum().backward()
    torch.nn.utils.clip_grad_norm_([weight], 1.0)
    opt.step()
    schedule.step()
print(schedule.get_last_lr())
