import torch

import unittest
class TestSquare(unittest.TestCase):
    def test_square(self):
        self.assertEqual((torch.tensor(2.0) ** 2).item(), 4.0)
suite = unittest.defaultTestLoader.loadTestsFromTestCase(TestSquare)
unittest.TextTestRunner(verbosity=0).run(suite)
