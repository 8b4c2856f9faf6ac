"""Reading: the names of a sentence as one figure sees them."""

from collections.abc import Callable

from tracker.extraction.findings import Mention
from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.scene import Draft, Scene

BLOCS = frozenset({"eu", "turkic_states", "eaeu", "sco", "cis"})
PARTIES = frozenset({"country", "region"})
Answer = tuple[str | None, str | None, str]  # subject, partner, why


class Reading:
    """The names of a sentence as one figure sees them."""

    def __init__(self, scene: Scene, frame: Frame, draft: Draft) -> None:
        self.scene, self.frame, self.draft = scene, frame, draft
        self.mentions = [m for m in scene.mentions if m.role != "say"]
        self.speakers = [m for m in scene.mentions if m.role == "say"]
        self.left = scene.segment_left(draft)
        self.right = scene.segment_right(draft)
        self.parties = [m for m in self.mentions if is_party(m)]

    def cost(self, mention: Mention) -> float:
        """Cost of the way from a name to the figure."""
        return self.scene.cost(mention.start, mention.end, self.draft)

    def nearest(self, mentions: list[Mention]) -> Mention | None:
        """The name that is cheapest to reach."""
        return min(mentions, key=self.cost, default=None)

    def own(self, *roles: str, kinds: Callable[[Mention], bool] | None = None) -> list[Mention]:
        """Names in the figure's own stretch of the sentence, on the side its list hangs."""
        to_right = self.hangs_right(roles)
        low, high = (
            (self.draft.quantity.right, self.right)
            if to_right
            else (self.left, self.draft.quantity.left)
        )
        return [
            m
            for m in self.mentions
            if low <= m.start < high and (not roles or m.role in roles) and (kinds or is_party)(m)
        ]

    def hangs_right(self, roles: tuple[str, ...]) -> bool:
        """Whether names stand behind their figures ("4 went to Italy, 3 to Greece")."""
        drafts = self.scene.drafts
        first = drafts[0].quantity
        wanted = [m for m in self.mentions if is_party(m) and (not roles or m.role in roles)]
        before = [m for m in wanted if m.end <= first.left]
        behind = [m for m in wanted if m.start >= first.right]
        return not before and bool(behind)

    def role(self, *roles: str) -> list[Mention]:
        """Parties of the sentence that play one of the parts."""
        return [m for m in self.parties if m.role in roles]

    def pair_words(self) -> bool:
        """Whether the sentence speaks of the two sides without naming them."""
        sentence = self.scene.sentence
        return any(
            True
            for _ in self.scene.language.roles.pair.find(
                self.scene.text, sentence.start, sentence.end
            )
        )

    def partner_list(self) -> bool:
        """Whether the sentence ranks partners."""
        sentence = self.scene.sentence
        return any(
            True
            for _ in self.scene.language.roles.partners.find(
                self.scene.text, sentence.start, sentence.end
            )
        )

    def last_pair(self) -> tuple[str, str] | None:
        """The pair spoken of, or the last two countries named."""
        if self.frame.pair:
            return self.frame.pair
        if len(self.frame.countries) >= 2:
            return self.frame.countries[-2], self.frame.countries[-1]
        return None


def is_party(mention: Mention) -> bool:
    """Whether a name can be a side of trade: a country, a region, a bloc."""
    return mention.kind in PARTIES or mention.id in BLOCS


def in_order(first: str | None, second: str | None) -> tuple[str | None, str | None]:
    """Two ids in alphabetical order, as trade between equals is kept."""
    if first and second and first > second:
        return second, first
    return first, second
