"""The networks that are shipped, as they run."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.adapters import resources
from bot.adapters.onnx.bundled import pair_reader, shared_encoder
from bot.adapters.onnx.encoder import OnnxPairReader, OnnxSentenceEncoder, Tokenizer
from bot.adapters.onnx.model import OnnxFile, OnnxNetwork
from bot.domain.article import Byline, Revision
from bot.domain.errors import DamagedModelError
from bot.domain.passage import Passage
from bot.domain.span import Span
from bot.retrieval.passages import passages

TOKENIZER = Tokenizer(resources.MODELS / "tokenizer.json")


def passage(text: str, title: str | None = "Marl wins in Torrin") -> Passage:
    """The first passage of an article."""
    return passages(Revision("a", text, Byline(title)))[0]


MARL = passage("Ada Marl won the 800m in Torrin. She was trained by Bo Ray. It rained all day.")


def test_the_answer_is_nearest() -> None:
    """Of a passage's sentences the one that answers is nearest to the question, though it shares no word with it."""
    encoder = shared_encoder()
    vectors = encoder.encode_passages([MARL])[0]
    assert int(np.argmax(vectors[1:] @ encoder.encode_question("What was the weather like?"))) == 2


def test_vectors_have_length_one_or_nothing() -> None:
    """A row is a direction; a title that isn't there has none."""
    lengths = np.linalg.norm(shared_encoder().encode_passages([passage("Marl won.", title=None)])[0], axis=1)
    assert lengths == pytest.approx([0, 1], abs=1e-3)


def test_company_changes_nothing() -> None:
    """A passage has the very same vectors alone and among others."""
    encoder = OnnxSentenceEncoder(OnnxNetwork(_file("shared"), _file("encoder")), TOKENIZER)
    alone = encoder.encode_passages([MARL])[0]
    among = encoder.encode_passages([passage("Voss fell. " * 12), MARL])[1]
    assert np.array_equal(alone, among)


def test_reading_tells_answer_from_none() -> None:
    """Read together, the answering sentence is likelier than none, and none is where nothing answers."""
    answered, unanswered = (
        pair_reader().read(asked, [MARL])[0] for asked in ("Who trained Marl?", "How tall is the pole vaulter?")
    )
    assert int(np.argmax(answered)) == 1
    assert answered.max() > 0 > unanswered.max()


@pytest.mark.parametrize("text", ["", " ", "\ud800", "🏃‍♀️", "ａ" * 3000])
def test_any_question_can_be_encoded(text: str) -> None:
    """Nothing that can be typed makes the encoder fail."""
    assert np.linalg.norm(shared_encoder().encode_question(text)) == pytest.approx(1, abs=1e-3)


def test_a_sentence_too_far_back_is_not_read() -> None:
    """What stands beyond what is read of a passage answers nothing, and makes nothing fail."""
    text = "Marl " + "ran and ran " * 230 + "on. She won."
    long = Passage(Revision("a", text), (Span(0, len(text) - 9), Span(len(text) - 8, len(text))))
    assert np.linalg.norm(shared_encoder().encode_passages([long])[0][-1]) == pytest.approx(0, abs=1e-3)
    assert pair_reader().read("Who won?", [long])[0][-1] < -10


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    """A network that isn't the one the weights were fitted with isn't run; the message says what to do."""
    changed = tmp_path / "reader.onnx"
    changed.write_bytes((resources.MODELS / "reader.onnx").read_bytes() + b"\0")
    network = OnnxNetwork(_file("shared"), OnnxFile(changed, _pinned("reader")))
    with pytest.raises(DamagedModelError, match="install pressbox anew"):
        OnnxPairReader(network, TOKENIZER).read("Who won?", [MARL])


def test_nothing_is_told_about_its_use(tmp_path: Path) -> None:
    """Running the networks leaves no file, such as the runtime leaves where it tells its maker what it runs."""
    code = "from bot.adapters.onnx.bundled import load_networks; load_networks()"
    around = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    home = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=around | home)  # noqa: S603  # our own code
    assert list(tmp_path.iterdir()) == []


def _file(name: str) -> OnnxFile:
    return OnnxFile(resources.MODELS / f"{name}.onnx", _pinned(name))


def _pinned(name: str) -> str:
    return str(resources.weights_data()["models"][name])
