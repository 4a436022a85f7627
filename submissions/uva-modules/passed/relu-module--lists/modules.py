class ReLUModule:
    def forward(self, x):
        self.rows = [[v > 0 for v in row] for row in x]
        return [[v if v > 0 else 0.0 for v in row] for row in x]
    def backward(self, dout):
        return [[d if m else 0.0 for d, m in zip(r, k)] for r, k in zip(dout, self.rows)]
