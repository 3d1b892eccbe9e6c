# expect: grad_of_non_leaf
# score: 8.5
# message.zh: {where}：`{code}` 里的梯度经过了 y，却没有留在 y.grad 里：y 由运算得到，autograd 默认不保存它的梯度。requires_grad_() 和 retain_graph=True 都改变不了这一点。
# message.en: {where}: the gradient of `{code}` went through y but was not kept in y.grad: y is the result of an operation, and autograd keeps no gradient of such tensors by default. Neither requires_grad_() nor retain_graph=True changes that.
# hint.zh: 在 backward() 之前告诉 autograd 要保留 y 自己的梯度；题目第 2 步写了用哪个方法。
# hint.en: Before backward(), tell autograd to keep the gradient of y itself; part 2 of the task names the method.
import torch

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
z = y ** 2
print(x.is_leaf, y.is_leaf)
z.backward()
print(x.grad)
print(y.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
z = y ** 2
z.retain_grad()
z.backward()
print("y.grad", z.grad, y.grad)

x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
kept = []
y.register_hook(kept.append)
w = y ** 2 + 2 * y
w.backward()
print(kept, x.grad)

# x 是直接创建的叶子，y 由运算得到，不是叶子。非叶子的梯度不会保存，所以 y.grad 是 None；
# retain_grad() 让 y 的梯度保留下来，钩子在反向传播时看到它。
