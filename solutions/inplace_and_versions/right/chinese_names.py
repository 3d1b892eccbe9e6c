import torch

def 新的():
    甲 = torch.tensor(3.0, requires_grad=True)
    乙 = 2 * 甲
    return 甲, 乙


甲, 乙 = 新的()
丙 = 乙 ** 2
with torch.no_grad():
    乙.add_(1)
try:
    丙.backward()
except RuntimeError as 错误:
    print("直接修改：", 错误)

甲, 乙 = 新的()
丙 = 乙 ** 2
乙.data.add_(1)
丙.backward()
print("通过 data：", 甲.grad)

甲, 乙 = 新的()
丙 = 乙 ** 2
乙.detach().add_(1)
try:
    丙.backward()
except RuntimeError as 错误:
    print("通过 detach：", 错误)

甲, 乙 = 新的()
丙 = 乙 ** 2
副本 = 乙.clone()
副本.add_(1)
(丙 + 副本).backward()
print("副本：", 甲.grad)

甲, 乙 = 新的()
丁 = 乙 ** 2
丁.mul_(2)
丁.backward()
print("无害：", 甲.grad)
# y = u**2 的反向传播要用到前向时保存的 u，u 被原地修改后版本号和保存时不一致，所以 (1) 报错。
# 通过 .data 修改不会增加版本号，PyTorch 检测不到，因此 (2) 不报错，但用改过的 u 算出的梯度 28 是错的，正确的是 24。
# detach() 得到的张量与 u 共享内存和版本号，所以 (3) 也报错；clone() 有自己的内存，改副本不影响 u。
# w 的反向传播不需要 w 的值，所以 (5) 没有问题。
