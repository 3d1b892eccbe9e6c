import torch

print(eval("1 + 2"), eval("torch.ones(1) * 2"))
exec("answer = 40 + 2")
print(answer)
code = compile("a0 ** 2", "<string>", "eval")
print(eval(code, {"a0": 3}))
for op in ["+", "*"]:
    print(op, eval(f"2 {op} 3"))
