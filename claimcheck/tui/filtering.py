"""Which claims are walked: by status, by the rule that names them, by the person who gave a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from claimcheck.desk.claims import to_be_checked
from claimcheck.ledger.records import Conflict, Status
from claimcheck.ledger.views import ClaimView
from claimcheck.reporters.ledger.signs import STYLES, sign
from claimcheck.reporters.visible import squeezed
from claimcheck.tui.lines import Listing
from claimcheck.tui.prose import Piece
from claimcheck.tui.reading import named

STATUS, RULE, PERSON = "status", "rule", "person"
Key = tuple[str, str]  # one of these, and its value


class Filter(NamedTuple):
    """What is asked for: of one group any, of several groups all. Empty: every claim."""

    keys: frozenset[Key] = frozenset()

    def of(self, group: str) -> frozenset[str]:
        """The values of one group."""
        return frozenset(value for name, value in self.keys if name == group)

    def told(self) -> str:
        """The filter in words: "stale or contested, by Ada Holm"."""
        parts = [" or ".join(sorted(self.of(group))) for group in (STATUS, RULE)]
        people = " or ".join(sorted(self.of(PERSON)))
        return squeezed(", ".join(part for part in (*parts, f"by {people}" if people else "") if part))

    def passing(self, views: Iterable[ClaimView], rules: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """Ids of the claims that pass. `rules`: claim → the codes that name it (`rules_of`)."""
        statuses, codes, people = self.of(STATUS), self.of(RULE), self.of(PERSON)
        return frozenset(
            view.claim.id
            for view in views
            if to_be_checked(view)
            and (not statuses or view.status in statuses or view.standing.status in statuses)
            and (not codes or not codes.isdisjoint(rules.get(view.claim.id, ())))
            and (not people or any(verdict.by in people for verdict in view.claim.verdicts))
        )


def rules_of(conflicts: Iterable[Conflict]) -> dict[str, frozenset[str]]:
    """Claim id → the codes of the conflicts that name it, settled ones too, as `list --rule` has it."""
    found: dict[str, set[str]] = {}
    for conflict in conflicts:
        for side in conflict.sides:
            found.setdefault(side.claim, set()).add(conflict.code)
    return {id: frozenset(codes) for id, codes in found.items()}


def choices(views: Sequence[ClaimView], rules: Mapping[str, frozenset[str]]) -> Iterator[tuple[Key, int]]:
    """All that can be asked for, and how many claims it would show."""
    asked = [view for view in views if to_be_checked(view) and not view.claim.gone]
    statuses: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for view in asked:
        statuses.update({str(view.status), str(view.standing.status)})
        codes.update(rules.get(view.claim.id, ()))
        people.update({verdict.by for verdict in view.claim.verdicts})
    yield from (((STATUS, str(status)), statuses[status]) for status in Status if statuses[status])
    yield from (((RULE, code), codes[code]) for code in sorted(codes))
    yield from (((PERSON, name), people[name]) for name in sorted(people, key=str.casefold))


class Filtering(ModalScreen[Filter]):
    """A window with all that can be asked for; ends with what was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", "clear the filter", show=False),
        Binding("enter,f", "done", "show these", show=False, priority=True),
        Binding("space", "mark", "this one", show=False, priority=True),
        Binding("j,down", "move(1)", show=False, priority=True),
        Binding("k,up", "move(-1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Filtering {
        align: center middle;
        #window {
            width: 60; max-width: 96%; height: auto; max-height: 90%;
            border: round $primary; padding: 0 1; background: $surface;
        }
        #choices { height: auto; max-height: 18; background: $surface; }
        #told { height: 1; margin-top: 1; color: $text-muted; }
    }
    """

    def __init__(self, offered: Sequence[tuple[Key, int]], now: Filter) -> None:
        super().__init__()
        self._offered, self._keys = list(offered), set(now.keys)

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(id="window") as window:
            window.border_title = Content("Which claims?")
            yield Listing(id="choices")
            yield Static("Space on/off · Enter show these · Esc show all", id="told", markup=False)

    def on_mount(self) -> None:
        """The list is as long as it has to be."""
        listing = self.query_one(Listing)
        listing.led = True
        listing.once = True
        listing.styles.height = max(min(len(self._offered), 18), 1)
        listing.focus()
        self._fill(0)

    def _fill(self, at: int) -> None:
        self.query_one(Listing).fill(lambda width: [[self._line(*row)] for row in self._offered], at)

    def _line(self, key: Key, many: int) -> list[Piece]:
        group, value = key
        on = key in self._keys
        style = named(STYLES.get(value, "")) if group == STATUS else ()
        mark = f"{sign(value)} " if group == STATUS else ""
        return [
            ("[x] " if on else "[ ] ", ("key",) if on else ("quiet",)),
            (f"{group:<8}", ("label",)),
            (f"{mark}{squeezed(value)}", style),
            (f"  {many:,}", ("quiet",)),
        ]

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        listing = self.query_one(Listing)
        listing.move(listing.at + by)

    def action_mark(self) -> None:
        """Ask for what the cursor is on, or no more."""
        if self._offered:
            at = self.query_one(Listing).at
            self._keys ^= {self._offered[at][0]}
            self._fill(at)

    @on(Listing.Chosen)
    def clicked(self, event: Listing.Chosen) -> None:
        """A click asks for it."""
        self.query_one(Listing).at = event.at
        self.action_mark()

    def action_done(self) -> None:
        """Show these; with none marked, the one the cursor is on."""
        if not self._keys and self._offered:
            self._keys = {self._offered[self.query_one(Listing).at][0]}
        self.dismiss(Filter(frozenset(self._keys)))

    def action_clear(self) -> None:
        """Show all claims again."""
        self.dismiss(Filter())
