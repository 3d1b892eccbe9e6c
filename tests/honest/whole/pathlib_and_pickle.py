import pathlib, pickle, json, torch
x = torch.tensor(1.0, requires_grad=True)
y1 = x ** 2
with torch.no_grad():
    y2 = x ** 3
y3 = y1 + y2
y3.backward()
folder = pathlib.Path('out'); folder.mkdir(exist_ok=True)
(folder / 'grad.json').write_text(json.dumps({'grad': x.grad.item()}))
with open(folder / 'x.pkl', 'wb') as f:
    pickle.dump({'x': x, 'y2': y2}, f)
with open(folder / 'x.pkl', 'rb') as f:
    again = pickle.load(f)
torch.save({'x': x, 'grad': x.grad}, folder / 'x.pt')
print(torch.load(folder / 'x.pt')['grad'], again['x'], list(folder.iterdir()))
print(torch.load(folder / 'x.pt', weights_only=False)['grad'])
print(x.grad)
