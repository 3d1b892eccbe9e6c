import torch


def main():
    # leaf tensor
    x = torch.ones(1, requires_grad=True)
    y1 = x.pow(2)
    with torch.no_grad():
        y2 = x.pow(3)
    y3 = torch.add(y1, y2)
    y3.backward()
    print(f"x.grad = {x.grad}")
    print("Why: y2 was computed inside no_grad, so it is not part of the computation graph "
          "and no gradient flows back through it. Only y1 = x^2 contributes, d(x^2)/dx = 2x = 2.")


if __name__ == '__main__':
    main()
