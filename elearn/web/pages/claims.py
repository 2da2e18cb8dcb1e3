"""Without these pages the evidence could only be met a lesson at a time, and never be asked, compared or printed."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, request

from elearn.domain import claims
from elearn.domain.access import Action
from elearn.domain.claims import Wanted
from elearn.domain.library import Claim, ClaimStatus
from elearn.web.citations import Cited, cited
from elearn.web.gate import allows
from elearn.web.house import catalogue
from elearn.web.render import page
from elearn.words.claims import VERDICTS, VERDICTS_MEAN, by_topic_name, programme, topic
from elearn.words.library import STANDS

bp = Blueprint("claims", __name__, url_prefix="/evidence")
LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What stands in the form: as it came from the address, and as the rules understand it."""

    words: str
    topic: str
    programme: str
    status: str
    everything: bool
    wanted: Wanted

    @property
    def anything(self) -> bool:
        """Whether there is something to find; with an empty form only the topics are offered."""
        return self.everything or self.wanted != Wanted()


@bp.get("")
@allows(Action.STUDY)
def index() -> str:
    """Every statement by topic and by programme, found by words, topic, programme and standing."""
    asked = _asked()
    found = claims.chosen(catalogue(), asked.wanted) if asked.anything else ()
    return page(
        "claims/index.html",
        asked=asked,
        found=found,
        groups=_grouped(found),
        topics=_topic_counts(),
        programmes=_programme_counts(),
        whole=len(catalogue().claims),
        standings=STANDS,
        taught=claims.taught(catalogue()),
    )


@bp.get("/since-2011")
@allows(Action.STUDY)
def since_2011() -> str:
    """What became of each thing that the review of 2011 had wrong, or that was looked at again."""
    rows = [(row, [cited(catalogue(), each) for each in row.claims]) for row in catalogue().errata.values()]
    return page(
        "claims/since_2011.html",
        rows=rows,
        verdicts=VERDICTS,
        means=VERDICTS_MEAN,
        taught=claims.taught(catalogue()),
    )


def _asked() -> Asked:
    """The form as it came; what is not offered is passed over, as a search engine's old link would want."""
    said = {
        key: request.args.get(key, "").strip()[:LONGEST_SEARCH] for key in ("words", "topic", "programme")
    }
    status = request.args.get("status", "")
    topics = by_topic_name(claims.topics(catalogue()))
    files = next((ids for ids in topics.values() if said["topic"] in ids), ())
    known = said["programme"] in claims.programmes(catalogue())
    wanted = Wanted(
        words=said["words"],
        topics=frozenset(files),
        programme=said["programme"] if known else "",
        status=ClaimStatus(status) if status in list(ClaimStatus) else None,
    )
    return Asked(**said, status=status, everything="all" in request.args, wanted=wanted)


def _grouped(found: tuple[Claim, ...]) -> Mapping[str, list[Cited]]:
    """What was found, under the names of its topics."""
    groups: dict[str, list[Cited]] = {}
    for claim in found:
        groups.setdefault(topic(claim.topic), []).append(cited(catalogue(), claim.id))
    return dict(sorted(groups.items()))


def _topic_counts() -> Mapping[str, tuple[str, int]]:
    """Each topic with its name and how many statements it has; the id is that of its first file."""
    every = [claim.topic for claim in catalogue().claims.values()]
    named = by_topic_name(claims.topics(catalogue()))
    return {ids[0]: (name, sum(every.count(id_) for id_ in ids)) for name, ids in named.items()}


def _programme_counts() -> Mapping[str, tuple[str, int]]:
    """Each programme with its name and how many statements are about it, in the order of the names."""
    named = {id_: (programme(id_), count) for id_, count in claims.programmes(catalogue()).items()}
    return dict(sorted(named.items(), key=lambda each: each[1][0].casefold()))
