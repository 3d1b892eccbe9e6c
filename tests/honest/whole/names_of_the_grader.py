import torch
recorder = []
trace = {}
frame = 'frame'
grade = score = 0
session = None
evidence = verdict = tampering = False
def emit(value):
    recorder.append(value)
def audit(tensor):
    trace[len(trace)] = tensor.requires_grad
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
audit(y1); audit(y2)
y3.backward()
emit(x.grad)
score = grade = 10
print(recorder, trace, frame, score)
