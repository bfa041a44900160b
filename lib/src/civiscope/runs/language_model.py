"""A language model behind an address of the form that OpenAI gave to such services.

The one room of the library that sends texts to a machine; nothing else needs it, and the package
``httpx`` is optional. What was sent, what came back and the key enter no message.
"""

import json
import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from time import monotonic, sleep
from types import MappingProxyType
from typing import Any, Final

import httpx

from civiscope.errors import CiviscopeError, InputError

TRIES: Final = 4
"""How often the same thing is sent to a server that is overloaded, or that hangs up."""

PATIENCE_SECONDS: Final = 120.0
"""How long an answer may take; a model on a processor may need minutes."""

CONNECTION_SECONDS: Final = 10
"""How long a server may take to be there."""

PAUSE_SECONDS: Final = 1.0
"""How long to wait before asking again; twice as long each time."""

LONGEST_PAUSE_SECONDS: Final = 60.0
"""How long a server may ask us to wait."""

ANSWER_BYTES: Final = 1_000_000
"""What is read of an answer; a name takes a thousandth of it."""

PARAMETERS: Final[Mapping[str, int]] = MappingProxyType({"temperature": 0, "seed": 0})
"""What makes a model as steady as it can be. Some services refuse one of them."""

_ENDPOINT: Final = "/chat/completions"
_OVERLOADED: Final = (408, 429, 500, 502, 503, 504)
_KEY: Final = re.compile(r"[!-~]+")
_MODEL: Final = re.compile(r"[\w./:@+-]{1,100}", re.ASCII)


class ModelUnavailable(CiviscopeError):
    """No language model answered, or not in the form that was expected."""

    exit_code = 69


class ModelBusy(ModelUnavailable):
    """A language model did not answer this time; asking again later may be enough."""

    exit_code = 75

    def __init__(self, message: str, *, pause_seconds: float | None = None) -> None:
        super().__init__(message)
        self.pause_seconds = pause_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a language model is asked.

    Attributes
    ----------
    url : str
        The address, without the end that every such service has.
    host : str
        Its machine, ``host`` or ``host:port``.
    is_local : bool
        Whether that is this machine.
    """

    url: str
    host: str
    is_local: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a language model said.

    Attributes
    ----------
    content : str
        Its words; empty where it said none.
    model : str
        What answered, as its server calls it, or else as it was asked for.
    is_whole : bool
        Whether it came to an end by itself.
    """

    content: str
    model: str
    is_whole: bool


def read_address(text: str, *, allow_http: bool = False) -> Address:
    """Read the address of a language model.

    Parameters
    ----------
    text : str
        Such as ``https://example.org/v1``.
    allow_http : bool
        Whether texts may go to another machine in clear.

    Raises
    ------
    InputError
        Where it is no such address, holds a secret, or would send texts in clear.

    Examples
    --------
    >>> from civiscope.runs.language_model import read_address
    >>> read_address("http://127.0.0.1:11434/v1/")
    Address(url='http://127.0.0.1:11434/v1', host='127.0.0.1:11434', is_local=True)
    """
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        url = httpx.URL()
    if not url.host or url.scheme not in ("http", "https"):
        raise InputError(
            "Expected the address of a language model, such as http://127.0.0.1:11434/v1 or "
            "https://example.org/v1, and got something else."
        )
    if url.userinfo or url.query or url.fragment:
        raise InputError(
            "Expected an address without a name, a key or a question mark in it, since a part of "
            "it is published: put the key in an environment variable, and name that variable "
            "with --key-variable."
        )
    host, is_local = url.netloc.decode("ascii"), _is_loopback(url.host)
    if url.scheme == "http" and not is_local and not allow_http:
        raise InputError(
            f"Expected https for {host}, which is another machine: over http, whoever stands on "
            "the way reads the texts and the key. Give its https address, or say --allow-http."
        )
    path = url.path.rstrip("/").removesuffix(_ENDPOINT)
    return Address(url=f"{url.scheme}://{host}{path}", host=host, is_local=is_local)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def open_language_model(
    name: str,
    address: Address,
    *,
    key: str | None = None,
    parameters: Mapping[str, int] = PARAMETERS,
    patience_seconds: float = PATIENCE_SECONDS,
    pause_seconds: float = PAUSE_SECONDS,
) -> Iterator["LanguageModel"]:
    """Open a language model, to be asked.

    Parameters
    ----------
    name : str
        What its server knows it as.
    address : Address
        Where it is.
    key : str, optional
        What its server knows us by.
    parameters : mapping of str to int
        What is sent beside the messages.
    patience_seconds : float
        How long an answer may take.
    pause_seconds : float
        How long to wait before asking again.

    Raises
    ------
    InputError
        Where the key is no key.
    """
    headers = {"User-Agent": "civiscope", "Accept-Encoding": "identity"}
    if key is not None:
        if not _KEY.fullmatch(key):
            raise InputError(
                "Expected a key of letters, digits and signs without a space, and the variable "
                "that --key-variable names holds something else."
            )
        headers["Authorization"] = f"Bearer {key}"
    with httpx.Client(
        headers=headers,
        timeout=httpx.Timeout(patience_seconds, connect=CONNECTION_SECONDS),
        # The certificates that this machine trusts, those of its organisation too.
        verify=ssl.create_default_context(),
        # Texts go to the address that was named: not to a proxy of the environment, nor to where
        # an answer would send us (httpx follows no redirection unless told so).
        trust_env=False,
    ) as client:
        yield LanguageModel(
            client,
            name,
            address,
            parameters=parameters,
            patience_seconds=patience_seconds,
            pause_seconds=pause_seconds,
        )


class LanguageModel:
    """A language model that can be asked; `open_language_model` opens one.

    Attributes
    ----------
    name : str
        What its server knows it as.
    address : Address
        Where it is.
    parameters : mapping of str to int
        What is sent beside the messages.
    """

    def __init__(
        self,
        client: httpx.Client,
        name: str,
        address: Address,
        *,
        parameters: Mapping[str, int],
        patience_seconds: float,
        pause_seconds: float,
    ) -> None:
        self.client = client
        self.name = name
        self.address = address
        self.parameters = parameters
        self.patience_seconds = patience_seconds
        self.pause_seconds = pause_seconds

    def answer(self, messages: Sequence[Mapping[str, str]], *, attempt: int = 0) -> Answer:
        """Ask, and ask again while the server is overloaded.

        Parameters
        ----------
        messages : sequence of mapping
            The conversation: a ``role`` and a ``content`` each.
        attempt : int
            Added to the seed, so that a question asked again may have another answer.

        Raises
        ------
        ModelUnavailable
            Where nothing that can be read came back.
        InputError
            Where the server does not know the model, or refuses the key or the request.
        """
        parameters = dict(self.parameters)
        if "seed" in parameters:
            parameters["seed"] += attempt
        sent = {"model": self.name, "messages": list(messages), "stream": False} | parameters
        for turn in range(TRIES - 1):
            try:
                return self._ask(sent)
            except ModelBusy as busy:
                pause = busy.pause_seconds
                sleep(self.pause_seconds * 2**turn if pause is None else pause)
        return self._ask(sent)

    def _ask(self, sent: Mapping[str, Any]) -> Answer:
        try:
            status, body, pause = self._post(sent)
        except httpx.ConnectError as error:
            raise ModelUnavailable(self._said("it could not be reached")) from error
        except httpx.TimeoutException as error:
            raise ModelUnavailable(self._said(self._late)) from error
        except httpx.TransportError as error:
            raise ModelBusy(self._said("it hung up")) from error
        except httpx.RequestError as error:
            raise ModelUnavailable(self._said(_OTHER_FORM)) from error
        if status in _OVERLOADED:
            raise ModelBusy(self._said(f"got the HTTP status {status}"), pause_seconds=pause)
        if status != httpx.codes.OK:
            raise InputError(self._said(f"got the HTTP status {status}: {_cause(status)}"))
        return self._read(body)

    def _post(self, sent: Mapping[str, Any]) -> tuple[int, bytes, float | None]:
        """Send, and read what comes back, which must be short and come in time."""
        deadline, body = monotonic() + self.patience_seconds, bytearray()
        with self.client.stream("POST", self.address.url + _ENDPOINT, json=sent) as response:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > ANSWER_BYTES:
                    raise ModelUnavailable(self._said("its answer was far longer than a name"))
                # Any byte puts off the timeout of the client, and some servers send blanks.
                if monotonic() > deadline:
                    raise ModelUnavailable(self._said(self._late))
            return response.status_code, bytes(body), _pause_in(response.headers)

    def _read(self, body: bytes) -> Answer:
        try:
            said = json.loads(body)
            choice = said["choices"][0]
            content, model = choice["message"].get("content"), said.get("model")
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
            raise ModelUnavailable(self._said(_OTHER_FORM)) from error
        return Answer(
            # A model that declines may have no content at all.
            content=content if isinstance(content, str) else "",
            model=model if isinstance(model, str) and _MODEL.fullmatch(model) else self.name,
            is_whole=choice.get("finish_reason") in (None, "stop"),
        )

    @property
    def _late(self) -> str:
        return f"none came within {self.patience_seconds:g} seconds: see --timeout"

    def _said(self, problem: str) -> str:
        return f"Expected an answer from {self.address.host}, and {problem}. Nothing was published."


_OTHER_FORM = "it came in another form than OpenAI's: see --address"


def _cause(status: int) -> str:
    """Say what a status of HTTP means here, and what to do."""
    match status:
        case 401 | 403:
            return "it refused the key, see --key-variable"
        case 404:
            return "it knows no such address or no such model, see --address and --model"
        case 400 | 422:
            return "it refused the request; if it knows no temperature or no seed, see --without"
        case _:
            return "it does not answer there, see --address"


def _pause_in(headers: httpx.Headers) -> float | None:
    """Return how long a server asks us to wait, where it says so in seconds."""
    asked = headers.get("Retry-After", "")
    return min(float(asked), LONGEST_PAUSE_SECONDS) if re.fullmatch(r"[0-9]{1,9}", asked) else None
