import argparse, sys, torch
def parse():
    p = argparse.ArgumentParser(description='autograd')
    p.add_argument('--x', type=float, default=1.0)
    p.add_argument('-v', '--verbose', action='store_true')
    return p.parse_args()
def main():
    args = parse()
    x = torch.tensor(args.x, requires_grad=True)
    y1 = torch.pow(x, 2)
    with torch.no_grad():
        y2 = torch.pow(x, 3)
    y3 = torch.add(y1, y2)
    y3.backward()
    print(x.grad)
    return 0
if __name__ == '__main__':
    sys.exit(main())
