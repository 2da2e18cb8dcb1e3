"""Whether letters reach a real mail server whole, and whether what goes wrong there is told apart."""

import ssl
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from elearn.config import Smtp
from elearn.domain.outbox import Delivery, Envelope, Fate
from elearn.mail import post
from elearn.mail.post import Server, Unsendable, compose
from tests.browser.service import free_port
from tests.postbox import Postbox, knows, serving

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
CERTIFICATE = Path(__file__).with_name("localhost.pem")
SENDER = "Elearn <no-reply@example.org>"


def written(
    name: str = "Sam Rees", address: str = "sam@example.org", body: str = "Hello.\n", off: str = ""
) -> EmailMessage:
    envelope = Envelope(
        id="k7m2",
        lease="l",
        tries=1,
        name=name,
        address=address,
        subject="You are invited to Elearn",
        body=body,
    )
    return compose(envelope, SENDER, "learn.example.org", AT, off)


def sent(box: Postbox, message: EmailMessage) -> Delivery:
    with Server(box.smtp, seconds=5) as server:
        return server.send(message)


def test_a_letter_arrives_with_its_headers() -> None:
    with serving() as box:
        assert sent(box, written()) == Delivery(fate=Fate.DELIVERED, code="250")
    (letter,) = box.letters
    assert letter["To"] == "Sam Rees <sam@example.org>"
    assert letter["From"] == SENDER
    assert letter["Message-ID"] == "<k7m2@learn.example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content_type() == "text/plain"
    assert letter.get_content().splitlines() == ["Hello."]


@pytest.mark.parametrize(
    ("off", "post_"),
    [
        ("https://learn.example.org/letters/off/p/m", "List-Unsubscribe=One-Click"),
        ("http://127.0.0.1:8000/letters/off/p/m", None),
    ],
)
def test_a_letter_that_may_be_stopped_tells_a_mail_program_where_by_one_click_only_over_https(
    off: str, post_: str | None
) -> None:
    with serving() as box:
        sent(box, written(off=off))
    (letter,) = box.letters
    assert (letter["List-Unsubscribe"], letter["List-Unsubscribe-Post"]) == (f"<{off}>", post_)
    assert written()["List-Unsubscribe"] is None


def test_names_and_words_beyond_ascii_arrive_unharmed_through_a_server_that_knows_only_ascii() -> None:
    said = "Příliš žluťoučký kůň – “Søren & Łucja” – 田中\n"
    with serving(enable_SMTPUTF8=False) as box:
        assert sent(box, written("Zoë Ó Briain, Þóra", body=said)).fate is Fate.DELIVERED
    (letter,), (raw,) = box.letters, box.arrived
    assert letter["To"].addresses[0].display_name == "Zoë Ó Briain, Þóra"
    assert letter.get_content().replace("\r\n", "\n") == said
    assert raw.isascii()


def test_no_line_is_longer_than_a_server_must_take() -> None:
    link = "https://learn.example.org/sign/" + "a" * 2_000
    with serving() as box:
        assert sent(box, written("N" * 100, body=f"{link}\n")).fate is Fate.DELIVERED
    assert max(len(line) for line in box.arrived[0].split(b"\r\n")) <= 998
    assert box.letters[0].get_content().strip() == link


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\x00", "\v"])
def test_a_name_cannot_add_a_header(break_: str) -> None:
    with serving() as box:
        assert (
            sent(box, written(f"Sam{break_}Bcc: eve@example.org{break_}{break_}Body")).fate is Fate.DELIVERED
        )
    (letter,) = box.letters
    assert letter["Bcc"] is None
    assert letter.get_content().strip() == "Hello."


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\r\nRCPT TO:<eve@example.org>", "a b@example.org", "@x"]
)
def test_what_is_no_address_is_never_sent_to(address: str) -> None:
    with pytest.raises(Unsendable):
        written(address=address)


def test_a_mailbox_that_is_not_there_is_refused_for_good() -> None:
    with serving(Postbox(answers=["550 5.1.1 no such mailbox"])) as box:
        assert sent(box, written()) == Delivery(fate=Fate.REFUSED, code="550")
    assert not box.arrived


def test_greylisting_is_only_for_now() -> None:
    with serving(Postbox(answers=["451 4.7.1 greylisted, try again"])) as box:
        assert sent(box, written()) == Delivery(fate=None, code="451")
        assert sent(box, written()).fate is Fate.DELIVERED


def test_what_the_server_says_to_the_letter_itself_counts_too() -> None:
    with serving(Postbox(after_data=["452 full for now", "554 looks like junk"])) as box:
        assert sent(box, written()) == Delivery(fate=None, code="452")
        assert sent(box, written()) == Delivery(fate=Fate.REFUSED, code="554")


def test_a_server_that_dies_while_it_is_spoken_to_only_delays() -> None:
    with serving(Postbox(hang_up=1)) as box, Server(box.smtp, seconds=5) as server:
        assert server.send(written()) == Delivery(fate=None, code="no-answer", server_down=True)
        assert server.send(written()).fate is Fate.DELIVERED


def test_a_server_that_is_not_there_only_delays() -> None:
    with Server(Smtp(host="127.0.0.1", port=free_port(), implicit=False), seconds=2) as server:
        assert server.send(written()) == Delivery(fate=None, code="no-answer", server_down=True)


def test_one_conversation_carries_several_letters() -> None:
    with serving() as box, Server(box.smtp, seconds=5) as server:
        assert [server.send(written()).fate for _ in range(3)] == [Fate.DELIVERED] * 3
    assert len(box.arrived) == 3


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=CERTIFICATE)


def shown() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def test_the_user_and_the_password_are_given_once_the_line_is_encrypted() -> None:
    asks = {"authenticator": knows("elearn", "geheim@1"), "auth_required": True, "require_starttls": True}
    with serving(tls_context=shown(), **asks) as box:
        right = Smtp(host="127.0.0.1", port=box.port, implicit=False, user="elearn", password="geheim@1")
        wrong = Smtp(host="127.0.0.1", port=box.port, implicit=False, user="elearn", password="other")
        with Server(right, context=trusting(), seconds=5) as server:
            assert server.send(written()).fate is Fate.DELIVERED
        with Server(wrong, context=trusting(), seconds=5) as server:
            assert server.send(written()) == Delivery(fate=None, code="535", server_down=True)


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing() -> None:
    with serving(tls_context=shown()) as box:
        assert sent(box, written()) == Delivery(fate=None, code="tls", server_down=True)
    assert not box.arrived


def test_tls_from_the_first_byte_works_as_well() -> None:
    with serving(ssl_context=shown()) as box:
        at = Smtp(host="localhost", port=box.port, implicit=True)
        with Server(at, context=trusting(), seconds=5) as server:
            assert server.send(written()).fate is Fate.DELIVERED


def test_a_server_elsewhere_that_offers_no_encryption_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "is_loopback", lambda _host: False)
    with serving() as box:
        assert sent(box, written()) == Delivery(fate=None, code="no-tls", server_down=True)
    assert not box.arrived
