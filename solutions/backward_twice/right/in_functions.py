import torch


def leaf():
    return torch.tensor(2.0, requires_grad=True)


def freed():
    x = leaf()
    y = x ** 2
    y.backward()
    try:
        y.backward()
    except RuntimeError as e:
        print("Error:", e)


def accumulated():
    x = leaf()
    z = x ** 3
    z.backward(retain_graph=True)
    z.backward()
    return x.grad


def separate():
    x = leaf()
    w = x ** 4
    grads = []
    for _ in range(2):
        x.grad = None
        w.backward(retain_graph=True)
        grads.append(x.grad)
    return grads


freed()
print(accumulated())
print(separate())
# After the first backward the saved intermediate values of the graph are freed, so the second call has nothing to work with.
# retain_graph=True keeps the graph, so backward can run again, but that costs memory.
# Every backward adds to x.grad, hence 12 + 12 = 24 for z; for w I cleared the gradient in between.
