import torch
class _M:
    def __init__(self): self.params, self.grads = {}, {}
class LinearModule(_M):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.params["weight"] = torch.randn(out_features, in_features) * 1e-4
        self.params["bias"] = torch.zeros(1, out_features)
    def forward(self, x):
        self.x = torch.as_tensor(x)
        return (self.x @ torch.as_tensor(self.params["weight"]).t() + torch.as_tensor(self.params["bias"])).numpy()
    def backward(self, dout):
        d = torch.as_tensor(dout)
        self.grads = {"weight": d.t().mm(self.x), "bias": d.sum(0)[None]}
        return d.mm(torch.as_tensor(self.params["weight"]))
