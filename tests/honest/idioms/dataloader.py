import torch

from torch.utils.data import DataLoader, Dataset, TensorDataset, random_split
class Points(Dataset):
    def __init__(self, count):
        self.data = torch.arange(count, dtype=torch.float32).unsqueeze(1)
    def __len__(self):
        return len(self.data)
    def __getitem__(self, index):
        return self.data[index], self.data[index] * 2
for features, labels in DataLoader(Points(8), batch_size=4, shuffle=True, num_workers=0):
    print(features.shape, labels.shape)
train, test = random_split(TensorDataset(torch.randn(10, 2)), [8, 2])
print(len(train), len(test))
