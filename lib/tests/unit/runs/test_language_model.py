"""A language model behind an address: what is sent to it, and what is done when it fails."""

import json
import socket

import pytest

from civiscope.errors import InputError
from civiscope.runs.language_model import (
    ANSWER_BYTES,
    TRIES,
    Address,
    Answer,
    ModelBusy,
    ModelUnavailable,
    open_language_model,
    read_address,
)

MESSAGES = [{"role": "user", "content": "Quel nom pour ce thème ?"}]
KEY = "sk-2f9c-very-secret"


def ask(stand_in, *, attempt=0, patience_seconds=5.0, **options):
    with open_language_model(
        "parrot",
        read_address(stand_in.address),
        patience_seconds=patience_seconds,
        pause_seconds=0,
        **options,
    ) as model:
        return model.answer(MESSAGES, attempt=attempt)


def always(reply):
    return lambda _request: reply


def in_turn(*replies):
    left = list(replies)
    return lambda _request: left.pop(0)


# ------------------------------------------------------------------ what is sent


def test_question_is_sent_as_steadily_as_can_be(stand_in, says):
    stand_in.says = always(says("Les gares"))

    answer = ask(stand_in, attempt=2, key=KEY)

    assert answer == Answer(content="Les gares", model="parrot-1", is_whole=True)
    assert stand_in.paths == ["/v1/chat/completions"]
    assert stand_in.requests == [
        {
            "model": "parrot",
            "messages": MESSAGES,
            "stream": False,
            "temperature": 0,
            "seed": 2,
        }
    ]
    assert stand_in.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert stand_in.headers[0]["User-Agent"] == "civiscope"


def test_what_a_server_does_not_know_is_left_out(stand_in, says):
    stand_in.says = always(says("Les gares"))

    ask(stand_in, parameters={"temperature": 0})
    ask(stand_in, parameters={})

    assert [sorted(request) for request in stand_in.requests] == [
        ["messages", "model", "stream", "temperature"],
        ["messages", "model", "stream"],
    ]
    assert "Authorization" not in stand_in.headers[0]


def test_texts_go_to_no_proxy_of_the_environment(stand_in, says, monkeypatch):
    stand_in.says = always(says("Les gares"))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")

    assert ask(stand_in).content == "Les gares"


def test_texts_follow_no_redirection(stand_in, reply):
    stand_in.says = always(reply(status=307, headers={"Location": f"{stand_in.address}/other"}))

    with pytest.raises(InputError, match="HTTP status 307: it does not answer there, see"):
        ask(stand_in)

    assert stand_in.paths == ["/v1/chat/completions"]


# ------------------------------------------------------------------ what comes back


@pytest.mark.parametrize("finish", ["length", "content_filter"])
def test_answer_that_was_cut_is_not_whole(stand_in, says, finish):
    stand_in.says = always(says('{"name": "Les ga', finish_reason=finish))

    assert ask(stand_in) == Answer(content='{"name": "Les ga', model="parrot-1", is_whole=False)


def test_model_that_declines_says_nothing(stand_in, says):
    stand_in.says = always(says(None, finish_reason=None))

    assert ask(stand_in) == Answer(content="", model="parrot-1", is_whole=True)


@pytest.mark.parametrize("name", [None, 3, "", "two words", "a" * 101, "<b>parrot</b>"])
def test_odd_name_of_a_model_is_not_taken(stand_in, reply, name):
    said = {"model": name, "choices": [{"message": {"content": "Les gares"}}]}
    stand_in.says = always(reply(body=json.dumps(said).encode()))

    assert ask(stand_in).model == "parrot"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>It works!</html>",
        b"[" * 100_000,
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"text": "old form"}]}',
        b'{"choices": [{"message": "Les gares"}]}',
        b'{"choices": {"0": 1}}',
        b"\xff",
    ],
)
def test_answer_in_another_form_is_told(stand_in, reply, body):
    stand_in.says = always(reply(body=body))

    with pytest.raises(ModelUnavailable) as told:
        ask(stand_in)

    assert str(told.value) == (
        f"Expected an answer from {stand_in.host}, and it came in another form than OpenAI's: see "
        "--address. Nothing was published."
    )
    assert told.value.exit_code == 69


def test_answer_that_cannot_be_unpacked_is_told(stand_in, reply):
    stand_in.says = always(reply(body=b"not gzip", headers={"Content-Encoding": "gzip"}))

    with pytest.raises(ModelUnavailable, match="in another form than OpenAI's"):
        ask(stand_in)


def test_endless_answer_is_told(stand_in, reply):
    stand_in.says = always(reply(body=b" " * 65_536, pieces=ANSWER_BYTES // 65_536 + 2))

    with pytest.raises(ModelUnavailable, match="its answer was far longer than a name"):
        ask(stand_in)


# ------------------------------------------------------------------ what may fail


def test_overloaded_server_is_asked_again(stand_in, reply, says):
    busy = reply(status=429, headers={"Retry-After": "0"})
    stand_in.says = in_turn(busy, reply(status=503), reply(hangs_up=True), says("Les gares"))

    assert ask(stand_in).content == "Les gares"
    assert len(stand_in.requests) == 4


def test_server_is_waited_for_as_long_as_it_asks(stand_in, reply, says):
    stand_in.says = in_turn(reply(status=429, headers={"Retry-After": "0"}), says("Les gares"))

    # Ten minutes would be waited for otherwise.
    with open_language_model("parrot", read_address(stand_in.address), pause_seconds=600) as model:
        assert model.answer(MESSAGES).content == "Les gares"


@pytest.mark.parametrize("wait", ["soon", "-1", "Wed, 21 Oct 2026 07:28:00 GMT", "9" * 5_000])
def test_odd_wait_is_not_obeyed(stand_in, reply, says, wait):
    stand_in.says = in_turn(reply(status=429, headers={"Retry-After": wait}), says("Les gares"))

    assert ask(stand_in).content == "Les gares"


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"status": 429}, "got the HTTP status 429"),
        ({"status": 500}, "got the HTTP status 500"),
        ({"hangs_up": True}, "it hung up"),
    ],
)
def test_server_that_stays_overloaded_is_told(stand_in, reply, options, problem):
    stand_in.says = always(reply(**options))

    with pytest.raises(ModelBusy) as told:
        ask(stand_in)

    assert str(told.value) == (
        f"Expected an answer from {stand_in.host}, and {problem}. Nothing was published."
    )
    assert told.value.exit_code == 75
    assert len(stand_in.requests) == TRIES


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (401, "it refused the key, see --key-variable"),
        (403, "it refused the key, see --key-variable"),
        (404, "it knows no such address or no such model, see --address and --model"),
        (400, "it refused the request; if it knows no temperature or no seed, see --without"),
        (422, "it refused the request; if it knows no temperature or no seed, see --without"),
        (405, "it does not answer there, see --address"),
    ],
)
def test_refusal_is_told_without_what_was_said(stand_in, reply, status, cause):
    echo = json.dumps({"error": f"{KEY} {MESSAGES[0]['content']}"}).encode()
    stand_in.says = always(reply(status=status, body=echo))

    with pytest.raises(InputError) as told:
        ask(stand_in, key=KEY)

    assert str(told.value) == (
        f"Expected an answer from {stand_in.host}, and got the HTTP status {status}: {cause}. "
        "Nothing was published."
    )
    assert told.value.exit_code == 65
    assert len(stand_in.requests) == 1


@pytest.mark.parametrize("pieces", [1, 30])
def test_late_answer_is_told(stand_in, reply, pieces):
    # A blank now and then keeps a connection open for as long as one likes.
    stand_in.says = always(
        reply(body=b" ", delay_seconds=0.5 if pieces == 1 else 0.05, pieces=pieces)
    )

    with pytest.raises(ModelUnavailable) as told:
        ask(stand_in, patience_seconds=0.2)

    assert str(told.value) == (
        f"Expected an answer from {stand_in.host}, and none came within 0.2 seconds: see "
        "--timeout. Nothing was published."
    )
    assert len(stand_in.requests) == 1


def test_nobody_there_is_told():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    address = read_address(f"http://127.0.0.1:{port}/v1")

    with (
        open_language_model("parrot", address) as model,
        pytest.raises(ModelUnavailable) as told,
    ):
        model.answer(MESSAGES)

    assert str(told.value) == (
        f"Expected an answer from 127.0.0.1:{port}, and it could not be reached. Nothing was "
        "published."
    )


@pytest.mark.parametrize("key", ["", "two words", "clé", "one\ntwo", "a\0"])
def test_key_that_is_no_key_is_not_repeated(stand_in, key):
    with pytest.raises(InputError) as told:
        ask(stand_in, key=key)

    assert str(told.value) == (
        "Expected a key of letters, digits and signs without a space, and the variable that "
        "--key-variable names holds something else."
    )


# ------------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    ("text", "url", "host", "is_local"),
    [
        ("http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1", "127.0.0.1:11434", True),
        ("http://localhost:8080/v1/", "http://localhost:8080/v1", "localhost:8080", True),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1", "[::1]:8080", True),
        ("HTTPS://Example.org/v1", "https://example.org/v1", "example.org", False),
        ("https://example.org", "https://example.org", "example.org", False),
        (
            "https://example.org/v1/chat/completions",
            "https://example.org/v1",
            "example.org",
            False,
        ),
    ],
)
def test_address_is_read(text, url, host, is_local):
    assert read_address(text) == Address(url=url, host=host, is_local=is_local)


@pytest.mark.parametrize(
    "text", ["", "example.org/v1", "ftp://example.org", "http://", "http://[::1", "http://h:port"]
)
def test_what_is_no_address_is_told(text):
    with pytest.raises(InputError, match=r"^Expected the address of a language model, such as"):
        read_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://me:secret@example.org/v1",
        "https://secret@example.org/v1",
        "https://example.org/v1?key=secret",
        "https://example.org/v1#secret",
    ],
)
def test_address_with_a_secret_is_refused_and_not_repeated(text):
    with pytest.raises(InputError, match=r"^Expected an address without a name, a key") as told:
        read_address(text)

    assert "secret" not in str(told.value)


@pytest.mark.parametrize("host", ["example.org", "192.168.1.7:8000", "localhost.example.org"])
def test_texts_leave_in_clear_only_when_told(host):
    address = f"http://{host}/v1"

    with pytest.raises(InputError) as told:
        read_address(address)

    assert str(told.value) == (
        f"Expected https for {host}, which is another machine: over http, whoever stands on the "
        "way reads the texts and the key. Give its https address, or say --allow-http."
    )
    assert read_address(address, allow_http=True).url == address
