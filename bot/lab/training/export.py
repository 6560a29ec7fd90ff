"""Both networks as the int8 ONNX files that the bot runs: the lowest layers, which they share, and the rest of each."""

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from bot.lab.training.network import FROZEN_LAYERS, WIDTH, PairReader, SentenceEncoder, Transformer


class Shared(nn.Module):
    """Embeddings and lowest layers: the same in both networks, because nothing was ever fitted there."""

    def __init__(self, transformer: Transformer) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        """States, ``(batch, tokens, 384)``."""
        states, padding = self.transformer.embed(ids, types), Transformer.padding(ids)
        for layer in self.transformer.layers[:FROZEN_LAYERS]:
            states = layer(states, padding)
        return states


class Rest(nn.Module):
    """The other layers of one network, and what it makes of them."""

    def __init__(self, network: SentenceEncoder | PairReader) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, states: Tensor, pooling: Tensor) -> Tensor:
        """The network's output; ``ids`` tell what is padding."""
        padding = Transformer.padding(ids)
        for layer in self.network.transformer.layers[FROZEN_LAYERS:]:
            states = layer(states, padding)
        return self.network.conclude(states, pooling)


def export(encoder: SentenceEncoder, reader: PairReader, folder: Path) -> None:
    """Writes ``shared.onnx``, ``encoder.onnx`` and ``reader.onnx`` into ``folder``.

    Weights are int8, each output channel with a scale of its own. Seven of the eight bits are used, so that sums stay
    right on processors without VNNI, too.
    """
    tokens, rows = 12, 3
    ids = torch.full((2, tokens), 1000)
    states, pooling = torch.zeros(2, tokens, WIDTH), torch.full((2, rows, tokens), 1 / tokens)
    _export(Shared(encoder.transformer), {"ids": ids, "types": torch.zeros_like(ids)}, folder / "shared.onnx")
    for name, network in (("encoder", encoder), ("reader", reader)):
        _export(Rest(network), {"ids": ids, "states": states, "pooling": pooling}, folder / f"{name}.onnx")


def _export(model: nn.Module, inputs: dict[str, Tensor], path: Path) -> None:
    axes = {name: {0: "batch", 1: "rows" if name == "pooling" else "tokens"} for name in inputs}
    if "pooling" in axes:
        axes["pooling"][2] = "tokens"
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float32.onnx"
        torch.onnx.export(
            model.eval().float(),
            tuple(inputs.values()),
            whole,
            input_names=list(inputs),
            output_names=["output"],
            dynamic_axes=axes | {"output": {0: "batch", 1: "rows"}},
            dynamo=False,
        )
        quantize_dynamic(whole, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
