"""The two networks in torch: an encoder that reads passage and question apart, and a reader that reads them together.

Both are the same six-layer transformer (BERT, arXiv:1810.04805, as all-MiniLM-L6-v2 has it). Each vector is the mean of
some of its tokens' states, so that a sentence's vector has met the sentences around it ("late chunking",
arXiv:2409.04701).
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.functional import gelu, normalize

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
VOCABULARY, POSITIONS, EPSILON = 30_522, 512, 1e-12
FROZEN_LAYERS = 2
"""How many of the lowest layers, besides the embeddings, keep their pretrained weights."""
_PUBLISHED = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "mixed",
    "attention.output.LayerNorm": "after_attention",
    "intermediate.dense": "wider",
    "output.dense": "narrower",
    "output.LayerNorm": "after_inner",
}
"""A layer's parts, by the names under which the pretrained weights are published."""


class Layer(nn.Module):
    """Attention and a small network over each token, each added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.after_attention = nn.LayerNorm(WIDTH, EPSILON)
        self.wider, self.narrower = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.after_inner = nn.LayerNorm(WIDTH, EPSILON)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """States to states, ``(batch, tokens, 384)``; ``bias`` is added to attention, ``(batch, 1, 1, tokens)``."""
        query, key, value = (_by_head(part(states)) for part in (self.query, self.key, self.value))
        attention = (query @ key.transpose(-1, -2) / sqrt(WIDTH // HEADS) + bias).softmax(dim=-1)
        seen = (attention @ value).transpose(1, 2).reshape(states.shape)
        states = self.after_attention(self.mixed(seen) + states)
        return self.after_inner(self.narrower(gelu(self.wider(states))) + states)


def _by_head(states: Tensor) -> Tensor:
    """``(batch, tokens, 384)`` as ``(batch, heads, tokens, 32)``."""
    return states.reshape(states.shape[0], states.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)


class Transformer(nn.Module):
    """Token ids to a state a token."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.after_embedding = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, ids: Tensor, types: Tensor) -> Tensor:
        """States, ``(batch, tokens, 384)``, of ``ids`` and ``types``, both ``(batch, tokens)``; id 0 is padding."""
        states, padding = self.embed(ids, types), self.padding(ids)
        for layer in self.layers:
            states = layer(states, padding)
        return states

    def embed(self, ids: Tensor, types: Tensor) -> Tensor:
        """The states below the first layer."""
        where = torch.arange(ids.shape[1]).unsqueeze(0)
        return self.after_embedding(self.words(ids) + self.types(types) + self.positions(where))

    @staticmethod
    def padding(ids: Tensor) -> Tensor:
        """What is added to attention, ``(batch, 1, 1, tokens)``, so that nothing looks at padding."""
        return (1.0 - (ids != 0).unsqueeze(1).unsqueeze(2).float()) * -10_000.0


class SentenceEncoder(nn.Module):
    """Token ids to one vector of length 1 a pooled row; cosine is their dot product."""

    def __init__(self, transformer: Transformer) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, ids: Tensor, types: Tensor, pooling: Tensor) -> Tensor:
        """Vectors, shape ``(batch, rows, 384)``.

        ``ids`` and ``types`` are ``(batch, tokens)``, padded with 0; ``pooling`` is ``(batch, rows, tokens)``, each row
        the weights of a mean over tokens.
        """
        return self.conclude(self.transformer(ids, types), pooling)

    def conclude(self, states: Tensor, pooling: Tensor) -> Tensor:
        """The direction of each row's mean."""
        return normalize(pooling @ states, dim=-1)


class PairReader(nn.Module):
    """Question and passage read together: how well each sentence answers, and how likely none does.

    The question's mean state against each sentence's, as the encoder compares them, so that it can begin from a fitted
    encoder's weights; "none" is a learned constant and a linear map of the first token, begun at zero.
    """

    def __init__(self, transformer: Transformer) -> None:
        super().__init__()
        self.transformer = transformer
        self.scale = nn.Parameter(torch.tensor(10.0))
        self.none = nn.Linear(WIDTH, 1)
        nn.init.zeros_(self.none.weight)
        nn.init.constant_(self.none.bias, 3.0)

    def forward(self, ids: Tensor, types: Tensor, pooling: Tensor) -> Tensor:
        """Scores in log-odds, shape ``(batch, rows)``: the first is that of no answer, the rest are the sentences'.

        Arguments as in `SentenceEncoder.forward`; row 0 of ``pooling`` is the question.
        """
        return self.conclude(self.transformer(ids, types), pooling)

    def conclude(self, states: Tensor, pooling: Tensor) -> Tensor:
        """The scores, from the states of question and passage."""
        vectors = normalize(pooling @ states, dim=-1)
        answers = self.scale * (vectors[:, 1:] @ vectors[:, 0].unsqueeze(-1)).squeeze(-1)
        return torch.cat([self.none(states[:, 0]), answers], dim=1)


def load_pretrained(folder: Path) -> Transformer:
    """The transformer in ``folder``, its embeddings and lowest layers frozen."""
    transformer = Transformer()
    transformer.load_state_dict(from_published(load_file(folder / "model.safetensors")))
    embedding = (transformer.words, transformer.positions, transformer.types, transformer.after_embedding)
    for part in (*embedding, *transformer.layers[:FROZEN_LAYERS]):
        part.requires_grad_(requires_grad=False)
    return transformer


def from_published(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights under this module's names, from those under which they are published."""
    names = {
        "words": "word_embeddings",
        "positions": "position_embeddings",
        "types": "token_type_embeddings",
        "after_embedding": "LayerNorm",
    }
    found = {f"{ours}.weight": weights[f"embeddings.{theirs}.weight"] for ours, theirs in names.items()}
    found["after_embedding.bias"] = weights["embeddings.LayerNorm.bias"]
    for number in range(LAYERS):
        for theirs, ours in _PUBLISHED.items():
            for kind in ("weight", "bias"):
                found[f"layers.{number}.{ours}.{kind}"] = weights[f"encoder.layer.{number}.{theirs}.{kind}"]
    return found


def trainable(model: nn.Module) -> Sequence[nn.Parameter]:
    """The parameters that learn."""
    return [parameter for parameter in model.parameters() if parameter.requires_grad]
