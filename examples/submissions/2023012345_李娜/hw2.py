# 作业2  李娜 2023012345
import torch


def main():
    x = torch.tensor([1.0], requires_grad=True)
    y1 = torch.pow(x, 2)
    with torch.no_grad():
        y2 = torch.pow(x, 3)
    y3 = y1 + y2
    y3.backward()
    print('x 的梯度:', x.grad)
    print('y2 是否被追踪:', y2.requires_grad)


if __name__ == '__main__':
    main()
