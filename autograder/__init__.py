"""Grades PyTorch autograd homework by what the program really did."""
