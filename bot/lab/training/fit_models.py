"""Fits both networks and writes them where the bot finds them."""

from collections.abc import Callable
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from shutil import copyfile

import numpy as np
import torch
from tokenizers import Tokenizer

from bot.adapters import resources
from bot.answering.lexicon import Lexicon
from bot.lab.training.batches import Packer
from bot.lab.training.export import export
from bot.lab.training.fit_encoders import fit_encoder, fit_reader
from bot.lab.training.fit_names import fit_names, read_tagged
from bot.lab.training.network import PairReader, SentenceEncoder, load_pretrained
from bot.lab.training.pretrained import pretrained_folder
from bot.lab.training.windows import training_examples

Report = Callable[[str], None]


def fit_models(evaluation: Path, further: Path, models: Path, work: Path, report: Report) -> dict[str, str]:
    """Fine-tunes the encoder, then the reader that begins from it; the SHA-256 of the files, by name.

    ``work`` is a folder for checkpoints: what is done there already is not done again.
    """
    pretrained = pretrained_folder()
    copyfile(pretrained / "tokenizer.json", models / "tokenizer.json")
    tokenizer = Tokenizer.from_file(str(pretrained / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    packer = Packer(tokenizer)
    examples = training_examples(evaluation, further)
    report(f"{len(examples)} questions to learn from")
    encoder = SentenceEncoder(load_pretrained(pretrained))
    _once(encoder, work / "encoder.pt", lambda: fit_encoder(encoder, examples, packer, work / "encoder.part", report))
    reader = PairReader(deepcopy(encoder.transformer))
    _once(reader, work / "reader.pt", lambda: fit_reader(reader, examples, packer, work / "reader.part", report))
    export(encoder, reader, models)
    fit_name_model(further, models / "names.npz", report)
    return {path.stem: sha256(path.read_bytes()).hexdigest() for path in sorted(models.glob("*.onnx"))}


def fit_name_model(further: Path, out: Path, report: Report) -> None:
    """Fits the model of people's names to the tagged sentences in ``further``, and writes it to ``out``."""
    words = Lexicon.from_data(resources.lexicon_data()).names
    sentences = [
        *read_tagged(further / "wikiann_en_train.tsv", "PER"),
        *read_tagged(further / "wnut17_train.conll", "person"),
    ]
    fitted = fit_names(sentences, words)
    np.savez_compressed(out, weights=fitted.weights, scale=fitted.scale, intercept=fitted.intercept)
    report(f"names: {len(sentences)} sentences")


def _once(model: torch.nn.Module, done: Path, fit: Callable[[], None]) -> None:
    if done.exists():
        model.load_state_dict(torch.load(done))
    else:
        fit()
        torch.save(model.state_dict(), done)
