"""The network: rows of a table summed for each token, three convolutions that look further each, one score a tag."""

from typing import Final

import torch
from torch import Tensor, nn

from services.gateway.redaction.tagger.decode import KINDS
from services.gateway.redaction.tagger.features import LETTER_COLUMNS, ROWS, UNKNOWN_WORD

WIDTH: Final = 48
INNER: Final = 64
STEPS: Final = (1, 2, 4)
"""How far apart the tokens are that each convolution looks at: together seven to each side."""
TAGS: Final = 1 + 2 * len(KINDS)
_HIDDEN: Final = 0.15
_BARE: Final = 0.12
_DROPPED: Final = 0.2


class Network(nn.Module):  # type: ignore[misc]  # torch lives in an environment of its own
    """The tagger while it is trained."""

    def __init__(self) -> None:
        """Begin with small random numbers."""
        super().__init__()
        self.table = nn.Embedding(ROWS, WIDTH)
        nn.init.normal_(self.table.weight, std=0.15)
        sizes = [WIDTH, INNER, INNER, INNER]
        self.steps = nn.ModuleList(
            nn.Conv1d(sizes[at], sizes[at + 1], 3, padding=step, dilation=step) for at, step in enumerate(STEPS)
        )
        self.drop = nn.Dropout(_DROPPED)
        self.scores = nn.Linear(INNER, TAGS)

    def forward(self, rows: Tensor, there: Tensor) -> Tensor:
        """Return the scores of each token's tags.

        Args:
            rows: Rows of each token: batch, tokens, columns.
            there: Which tokens are there and not filled up.
        """
        if self.training:
            chance = torch.rand(rows.shape[:2])
            rows = rows.clone()
            rows[..., 0] = rows[..., 0].masked_fill(chance < _HIDDEN + _BARE, UNKNOWN_WORD)
            bare = (chance < _BARE).unsqueeze(-1)  # its letters too: only the lexicon and the neighbours tell
            rows[..., 1:LETTER_COLUMNS] = rows[..., 1:LETTER_COLUMNS].masked_fill(bare, UNKNOWN_WORD)
        mask = there.unsqueeze(1)
        state = self.drop(self.table(rows).sum(2)).transpose(1, 2) * mask
        for at, step in enumerate(self.steps):
            new = torch.relu(step(state)) * mask
            state = new + state if at else new
        return self.scores(self.drop(state.transpose(1, 2)))
