"""Fits the encoder, then the reader that begins from it."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import log_softmax

from bot.lab.training.batches import Packer, stack, training_batches
from bot.lab.training.network import PairReader, SentenceEncoder, trainable
from bot.lab.training.windows import Example, Window

SCALE = 20.0
"""What a cosine counts in log-odds."""
RATE = 5e-5
HEAD_RATE = 1e-3
READER_ROUNDS = 2
WARM_UP = 0.05
UNTITLED = 0.15
"""How many windows are shown without their title."""
HEADLINED = 0.3
"""How many are shown under some words of theirs: a headline says what a title in an encyclopaedia doesn't."""
_HEADLINE = (4, 9)
"""How many words a headline has."""
SEED = 7

Drawn = list[tuple[Example, list[Window]]]
Report = Callable[[str], None]


def fit_encoder(
    model: SentenceEncoder, examples: Sequence[Example], packer: Packer, checkpoint: Path, report: Report
) -> None:
    """Teaches the encoder to put a question nearest to the sentence that answers it, of all in its batch."""
    _fit(model, examples, lambda drawn: encoder_loss(model, drawn, packer), checkpoint, report)


def fit_reader(
    model: PairReader, examples: Sequence[Example], packer: Packer, checkpoint: Path, report: Report
) -> None:
    """Teaches the reader which sentence of a window answers, if any.

    Of the questions without titles every second one is read: there are more than enough, and reading takes longer.
    """
    untitled = [example for example in examples if not example.windows[:1] or not example.windows[0].title]
    skipped = set(map(id, untitled[::2]))
    some = [example for example in examples if id(example) not in skipped]
    for number in range(READER_ROUNDS):
        _fit(model, some, lambda drawn: reader_loss(model, drawn, packer), checkpoint, report, SEED + number)


def _fit(  # one loop for both
    model: nn.Module,
    examples: Sequence[Example],
    loss_of: Callable[[Drawn], Tensor],
    checkpoint: Path,
    report: Report,
    seed: int = SEED,
) -> None:
    random = Random(seed)  # noqa: S311  # reproducible
    torch.manual_seed(seed)
    model.eval()  # dropout costs a quarter of the time and gains nothing in so few passes
    batches = list(_batches(examples, random))
    optimizer = torch.optim.AdamW(_groups(model), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step / len(batches)))
    started, running = time.monotonic(), 0.0
    for step, drawn in enumerate(batches, 1):
        loss = loss_of([(example, [_retitled(window, random) for window in windows]) for example, windows in drawn])
        loss.backward()
        nn.utils.clip_grad_norm_(trainable(model), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        running += (loss.item() - running) / min(step, 50)
        if step % 50 == 0 or step == len(batches):
            report(f"step {step} of {len(batches)}, loss {running:.3f}, {time.monotonic() - started:.0f} s")
            torch.save(model.state_dict(), checkpoint)


def _groups(model: nn.Module) -> list[dict[str, Any]]:
    """What learns: the transformer slowly, what stands on top of it faster, because it begins from nothing."""
    named = [(name, parameter) for name, parameter in model.named_parameters() if parameter.requires_grad]
    return [
        {"params": [parameter for name, parameter in named if name.startswith("transformer.")]},
        {"params": [parameter for name, parameter in named if not name.startswith("transformer.")], "lr": HEAD_RATE},
    ]


def _batches(examples: Sequence[Example], random: Random) -> Iterator[Drawn]:
    """All sets once, real search questions three times."""
    searched = [example for example in examples if example.dataset in {"qed_visible", "clapnq_visible"}]
    return training_batches([*examples, *searched, *searched], 26, random)


def _rate(progress: float) -> float:
    return min(progress / WARM_UP, (1 - progress) / (1 - WARM_UP)) + 1e-3


def _retitled(window: Window, random: Random) -> Window:
    drawn = random.random()
    if drawn < UNTITLED:
        return Window("", window.sentences, window.gold)
    return Window(_headline(window, random), window.sentences, window.gold) if drawn < UNTITLED + HEADLINED else window


def _headline(window: Window, random: Random) -> str:
    """Some words on end of one of the sentences, most often of the first."""
    words = random.choice([window.sentences[0], *window.sentences]).split()
    length = random.randint(*_HEADLINE)
    start = random.randrange(max(1, len(words) - length))
    return " ".join(words[start : start + length]).strip(" .,;:")


def encoder_loss(model: SentenceEncoder, drawn: Drawn, packer: Packer) -> Tensor:
    """Cross-entropy over all sentences of the batch, and over those of the passage that answers."""
    windows = [window for _, each in drawn for window in each]
    asked = [example for example, _ in drawn if example.answerable]
    passages = stack([packer.passage(window) for window in windows])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = model(passages.ids, passages.types, passages.pooling)[:, 1:]
        if not asked:
            return vectors.sum() * 0.0
        questions = stack([packer.question(example.question) for example in asked])
        sought = model(questions.ids, questions.types, questions.pooling)[:, 0]
    home, sentences = _present(passages.pooling[:, 1:])
    scores = SCALE * sought.float() @ vectors.float()[home, sentences].T
    gold = torch.zeros_like(scores, dtype=torch.bool)
    inside = torch.zeros_like(gold)
    for row, window in enumerate(_right_windows(drawn)):
        here = home == window
        inside[row] = here
        gold[row] = here & torch.isin(sentences, torch.tensor(sorted(windows[window].gold)))
    kept = gold.any(dim=1)
    everywhere = log_softmax(scores, dim=1)
    within = log_softmax(scores.masked_fill(~inside, -1e4), dim=1)
    return -(_of_gold(everywhere, gold)[kept] + _of_gold(within, gold)[kept]).sum() / kept.sum().clamp(min=1)


def reader_loss(model: PairReader, drawn: Drawn, packer: Packer) -> Tensor:
    """Cross-entropy over each window's sentences and "none"."""
    pairs = [(example.question, window) for example, windows in drawn for window in windows]
    batch = stack([packer.pair(question, window) for question, window in pairs])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = model(batch.ids, batch.types, batch.pooling).float()
    there = torch.cat([torch.ones(len(pairs), 1), batch.pooling[:, 1:].sum(-1)], dim=1) > 0
    gold = torch.zeros_like(there)
    for row, (_, window) in enumerate(pairs):
        gold[row, [place + 1 for place in window.gold] or [0]] = True
    gold &= there
    chosen = log_softmax(scores.masked_fill(~there, -1e4), dim=1)
    # A window whose answer stands too far back to be read teaches nothing.
    taught = gold.any(dim=1)
    return -_of_gold(chosen, gold)[taught].sum() / taught.sum().clamp(min=1)


def _present(pooling: Tensor) -> tuple[Tensor, Tensor]:
    """The window and the place in it of every sentence that any token was left for."""
    home, place = torch.nonzero(pooling.sum(-1) > 0, as_tuple=True)
    return home, place


def _right_windows(drawn: Drawn) -> Iterator[int]:
    """Where in the batch the window stands that answers each answerable example."""
    number = 0
    for example, windows in drawn:
        if example.answerable:
            yield number
        number += len(windows)


def _of_gold(log_probabilities: Tensor, gold: Tensor) -> Tensor:
    """The logarithm of the probability that any of the right ones is chosen, row by row."""
    return torch.logsumexp(log_probabilities.masked_fill(~gold, -1e4), dim=1)
