import logging, torch
logging.basicConfig(filename='run.log', level=logging.DEBUG, format='%(asctime)s %(funcName)s %(lineno)d %(message)s')
log = logging.getLogger(__name__)
def main():
    x = torch.tensor(1.0, requires_grad=True)
    y1 = x ** 2
    with torch.no_grad():
        y2 = x ** 3
    y3 = y1 + y2
    log.info('y3=%s', y3)
    y3.backward()
    log.warning('grad=%s', x.grad, stack_info=True)
    try:
        y3.backward()
    except RuntimeError:
        log.exception('second time')
    print(x.grad)
main()
print(open('run.log').read().count('y3='))
