"""The networks that the project brings along."""

from functools import cache

from bot.adapters import resources
from bot.adapters.onnx.encoder import OnnxPairReader, OnnxSentenceEncoder, Tokenizer
from bot.adapters.onnx.model import OnnxFile, OnnxNetwork
from bot.adapters.vector_cache import VectorCache


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer(resources.MODELS / "tokenizer.json")


def sentence_encoder() -> OnnxSentenceEncoder:
    """The bundled encoder; it keeps nothing of what it makes."""
    return OnnxSentenceEncoder(_network("encoder"), _tokenizer())


@cache
def shared_encoder() -> VectorCache:
    """The encoder of all answerers that have none of their own; it remembers in memory."""
    return VectorCache(sentence_encoder())


def pair_reader() -> OnnxPairReader:
    """The reader of questions and passages together."""
    return OnnxPairReader(_network("reader"), _tokenizer())


def load_networks() -> None:
    """Loads both networks, which the first question would have to wait for otherwise."""
    for name in ("encoder", "reader"):
        _network(name).load()


def _network(name: str) -> OnnxNetwork:
    return OnnxNetwork(_onnx_file("shared"), _onnx_file(name))


@cache
def _onnx_file(name: str) -> OnnxFile:
    return OnnxFile(resources.MODELS / f"{name}.onnx", resources.weights_data()["models"][name])
