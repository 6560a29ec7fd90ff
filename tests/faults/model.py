"""What a killed process may have left behind: all that it acknowledged, and of the rest each thing wholly or not."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Model:
    """How everything must stand: ``settled`` by subject, and what was tried last on a subject without a word back."""

    settled: dict[str, object] = field(default_factory=dict)
    acknowledged: int = 0
    faults: list[str] = field(default_factory=list)
    _pending: dict[int, tuple[str, object]] = field(default_factory=dict)

    def read(self, lines: Iterable[str]) -> None:
        """Takes in what a process said before it was killed; its last line may be cut off."""
        for line in lines:
            try:
                entry = json.loads(line)
            except json.JSONDecodeError:
                continue
            if "try" in entry:
                self._pending[entry["try"]] = entry["about"], entry["to"]
            elif "done" in entry:
                about, to = self._pending.pop(entry["done"])
                self.settled[about] = to
                self.acknowledged += 1
            elif "fault" in entry:
                self.faults.append(entry["fault"])

    def compare(self, found: dict[str, object]) -> list[str]:
        """What stands otherwise than it may; from now on, it counts as it stands."""
        allowed = {about: [state] for about, state in self.settled.items()}
        for about, state in self._pending.values():
            allowed.setdefault(about, [None]).append(state)
        faults = [
            f"{about} is {found.get(about)!r} and may be {states!r}"
            for about, states in allowed.items()
            if found.get(about) not in states
        ]
        faults += [f"{about} was never tried" for about, state in found.items() if state and about not in allowed]
        self._pending.clear()
        self.settled = {about: found.get(about) for about in allowed}
        return faults
