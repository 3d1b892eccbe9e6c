import torch, unittest
class TestGrad(unittest.TestCase):
    def setUp(self):
        self.x = torch.tensor(1.0, requires_grad=True)
    def test_grad(self):
        y1 = self.x ** 2
        with torch.no_grad():
            y2 = self.x ** 3
        y3 = y1 + y2
        y3.backward()
        print(self.x.grad)
        self.assertEqual(self.x.grad.item(), 2.0) if self.x.item() == 1 else None
if __name__ == '__main__':
    unittest.main()
