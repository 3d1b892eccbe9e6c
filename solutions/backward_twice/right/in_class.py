import torch


class Experiment:
    def __init__(self, power):
        self.x = torch.tensor(2.0, requires_grad=True)
        self.out = self.x ** power

    def run(self, keep=False):
        self.out.backward(retain_graph=keep)
        return self.x.grad.item()


square = Experiment(2)
square.run()
try:
    square.run()
except RuntimeError as problem:
    print("as expected:", problem)

cube = Experiment(3)
cube.run(keep=True)
print(cube.run())

fourth = Experiment(4)
print(fourth.run(keep=True))
fourth.x.grad.zero_()
print(fourth.run())
# After the first backward the saved intermediate values of the graph are freed, so the second call has nothing to work with.
# retain_graph=True keeps the graph, so backward can run again, but that costs memory.
# Every backward adds to x.grad, hence 12 + 12 = 24 for z; for w I cleared the gradient in between.
