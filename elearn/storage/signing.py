"""Without these tables nobody could sign without an account: links that open one request, what was said and by whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from elearn.domain.evidence import Verdict
from elearn.storage.base import Base, Code, Hash, Id, Long, PersonRef, Seq
from elearn.storage.people import PersonRow
from elearn.storage.signoffs import RequestRow


class SigningLinkRow(Base):
    """A link that opens one request to one assessor; only the SHA-256 of its 256 random bits is kept.

    ``made_by`` is the coordinator to whom it was shown, None where it went by letter to the address that was entered.
    """

    __tablename__ = "signing_links"
    __table_args__ = (
        Index("ix_signing_links_request_id", "request_id"),
        Index("ix_signing_links_person_id", "person_id"),
    )

    id: Mapped[Id]
    request_id: Mapped[str] = mapped_column(String(32), ForeignKey("requests.id"))
    person_id: Mapped[PersonRef]
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str | None] = mapped_column(String(32), ForeignKey("people.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    def opens(self, now: datetime) -> bool:
        """Whether it may still be answered through."""
        return self.used_at is None and self.revoked_at is None and now < self.expires_at


class SignatureRow(Base):
    """What somebody who signed without an account said of herself, and how the link had come to her."""

    __tablename__ = "signatures"
    __table_args__ = (Index("ix_signatures_by", "by"),)

    decision_id: Mapped[str] = mapped_column(String(32), ForeignKey("decisions.id"), primary_key=True)
    by: Mapped[PersonRef]
    name: Mapped[str] = mapped_column(String(100))
    part: Mapped[str] = mapped_column(String(100))
    registration: Mapped[str] = mapped_column(String(60))
    link_made_at: Mapped[datetime]
    handed_on_by: Mapped[str | None] = mapped_column(String(32), ForeignKey("people.id"))


class ReplyRow(Base):
    """What is said about a request without deciding it: a question, its answer, or a no with who else could."""

    __tablename__ = "replies"
    __table_args__ = (
        Index("ix_replies_request_id", "request_id"),
        Index("ix_replies_learner_id", "learner_id"),
        Index("ix_replies_by", "by"),
    )

    seq: Mapped[Seq]
    request_id: Mapped[str] = mapped_column(String(32), ForeignKey("requests.id"))
    learner_id: Mapped[PersonRef]
    by: Mapped[PersonRef]
    kind: Mapped[Code]
    words: Mapped[Long]
    instead: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """That something was said about a request, by whom and when; not its words."""

    seq: int
    request: str
    by: str
    kind: str
    at: datetime


# Built once: every judgement asks it.
_REQUESTS = (
    select(RequestRow, ReplyRow.seq, ReplyRow.by, ReplyRow.kind, ReplyRow.at)
    .outerjoin(ReplyRow, ReplyRow.request_id == RequestRow.id)
    .where(RequestRow.learner_id.in_(bindparam("learners", expanding=True)))
    .order_by(RequestRow.asked_at, RequestRow.id, ReplyRow.seq)
)


def requests_of(session: Session, learners: Collection[str]) -> tuple[list[RequestRow], list[Said]]:
    """Every request these learners made, in order, and all that was said about them; one statement."""
    found: dict[str, RequestRow] = {}
    said = []
    for row, seq, by, kind, at in session.execute(_REQUESTS, {"learners": tuple(set(learners))}):
        found[row.id] = row
        if seq is not None:
            said.append(Said(seq=seq, request=row.id, by=by, kind=kind, at=at))
    return list(found.values()), said


def by_token(session: Session, token_hash: str) -> SigningLinkRow | None:
    """The link under this token, spent or not."""
    return session.scalars(
        select(SigningLinkRow)
        .where(SigningLinkRow.token_hash == token_hash)
        .execution_options(populate_existing=True)
    ).one_or_none()


def spend(session: Session, link_id: str, now: datetime) -> None:
    """Use up a link; the request it opens is held meanwhile, so that it is spent once."""
    session.execute(
        update(SigningLinkRow)
        .where(SigningLinkRow.id == link_id, SigningLinkRow.used_at.is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session="fetch")
    )


def revoke_open(session: Session, request_id: str, now: datetime) -> None:
    """Revoke the unused links to a request, since a newer one takes their place."""
    session.execute(
        update(SigningLinkRow)
        .where(
            SigningLinkRow.request_id == request_id,
            SigningLinkRow.used_at.is_(None),
            SigningLinkRow.revoked_at.is_(None),
        )
        .values(revoked_at=now)
        .execution_options(synchronize_session="fetch")
    )


def newest(session: Session, requests: Collection[str]) -> dict[str, SigningLinkRow]:
    """The newest link to each of these requests."""
    rows = session.scalars(
        select(SigningLinkRow)
        .where(SigningLinkRow.request_id.in_(set(requests)))
        .order_by(SigningLinkRow.made_at, SigningLinkRow.id)
    )
    return {row.request_id: row for row in rows}


def waiting(session: Session, people: Collection[str]) -> list[tuple[RequestRow, str]]:
    """The open requests to these people with the learner's name, the longest wait first."""
    rows = session.execute(
        select(RequestRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == RequestRow.learner_id)
        .where(RequestRow.asked_of.in_(set(people)), RequestRow.closed_at.is_(None))
        .order_by(RequestRow.asked_at, RequestRow.id)
    )
    return [(row.RequestRow, row.name) for row in rows]


def answered(session: Session, people: Collection[str], most: int) -> list[tuple[RequestRow, str]]:
    """The requests that these people have answered, with the learner's name, the latest first."""
    rows = session.execute(
        select(RequestRow, PersonRow.name)
        .join(PersonRow, PersonRow.id == RequestRow.learner_id)
        .where(
            RequestRow.asked_of.in_(set(people)),
            RequestRow.closed_how.in_(set(Verdict)),
            PersonRow.erased_at.is_(None),
        )
        .order_by(RequestRow.closed_at.desc(), RequestRow.id)
        .limit(most)
    )
    return [(row.RequestRow, row.name) for row in rows]


def replies(session: Session, request_id: str) -> list[ReplyRow]:
    """What was said about a request, the first first."""
    return list(
        session.scalars(select(ReplyRow).where(ReplyRow.request_id == request_id).order_by(ReplyRow.seq))
    )


def last_said(session: Session, requests: Collection[str]) -> dict[str, ReplyRow]:
    """What was said last about each of these requests, where anything was."""
    rows = session.scalars(
        select(ReplyRow).where(ReplyRow.request_id.in_(set(requests))).order_by(ReplyRow.seq)
    )
    return {row.request_id: row for row in rows}


def sign(
    session: Session,
    decision_id: str,
    by: str,
    *,
    name: str,
    part: str,
    registration: str,
    made_at: datetime,
    handed_on_by: str | None,
) -> None:
    """Keep beside a decision what its signer said of herself."""
    session.add(
        SignatureRow(
            decision_id=decision_id,
            by=by,
            name=name,
            part=part,
            registration=registration,
            link_made_at=made_at,
            handed_on_by=handed_on_by,
        )
    )
    session.flush()


def signature(session: Session, decision_id: str) -> SignatureRow | None:
    """What the signer of a decision said of herself, if she signed without an account."""
    return session.get(SignatureRow, decision_id)


def signatures(session: Session, decisions: Collection[str]) -> dict[str, SignatureRow]:
    """The same of each of these decisions that was signed without an account; one statement."""
    rows = session.scalars(select(SignatureRow).where(SignatureRow.decision_id.in_(set(decisions))))
    return {row.decision_id: row for row in rows}
