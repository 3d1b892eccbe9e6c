# as: notebook
import torch, unittest
def solve():
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    y3.backward()
    return x.grad, y2
# %%
class TestGrad(unittest.TestCase):
    def test_grad(self):
        g, y2 = solve()
        self.assertEqual(g.item(), 2.0)
        self.assertFalse(y2.requires_grad)
unittest.main(argv=[''], exit=False, verbosity=2)
# %%
print(solve()[0])
