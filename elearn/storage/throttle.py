"""Without this table every worker would count wrong passwords alone, and the limit would grow with them."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.storage.base import Base


class ThrottleRow(Base):
    """How often something was tried in the window that began then; the bucket names what and from where."""

    __tablename__ = "throttle"

    bucket: Mapped[str] = mapped_column(String(120), primary_key=True)
    began_at: Mapped[datetime]
    tries: Mapped[int]
