"""A stand-in for the server of a language model, which says what a test has it say."""

import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep

import pytest


@dataclass(kw_only=True)
class Reply:
    """What the stand-in answers, and how."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    delay_seconds: float = 0
    """Before each of its pieces."""
    pieces: int = 1
    hangs_up: bool = False


def completion(content, **more):
    """Answer as OpenAI's interface has it."""
    choice = {"message": {"role": "assistant", "content": content}, "finish_reason": "stop"}
    return Reply(body=json.dumps({"model": "parrot-1", "choices": [choice | more]}).encode())


def sent(request):
    """Return what a request says of a theme."""
    return json.loads(request["messages"][1]["content"])


def name_well(request):
    """Name a theme after its words, and quote one of them with the word before it."""
    asked = sent(request)
    asked["words"] = [word.removesuffix(" (negated)") for word in asked["words"]]
    for word in asked["words"]:
        for excerpt in asked["excerpts"]:
            if found := re.search(rf"\w+\s\S*{re.escape(word)}\b", excerpt["text"]):
                quote = {"excerpt": excerpt["number"], "text": found.group()}
                # Names differ as the words of themes do.
                name = f"Idées sur {', '.join(asked['words'][:4])}"
                sentence = f"Ces réponses parlent de {word}."
                said = {"name": name, "sentence": sentence, "quotes": [quote]}
                return completion(json.dumps(said, ensure_ascii=False))
    return completion("I cannot help with that.")


class StandIn:
    """A server of this machine: `says` makes a `Reply` of a request; what came is kept."""

    def __init__(self):
        self.says = name_well
        self.requests = []
        self.headers = []
        self.paths = []

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(handler):  # noqa: N805 - self is the stand-in
                self._answer(handler)

            def log_message(handler, *_):  # noqa: N805 - the same
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(*_):
                """Say nothing of those who did not wait for their answer."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/v1"
        self.host = f"127.0.0.1:{self.server.server_port}"

    def _answer(self, handler):
        request = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        self.paths.append(handler.path)
        self.headers.append(dict(handler.headers))
        self.requests.append(request)
        reply = self.says(request)
        if reply.hangs_up:
            handler.close_connection = True
            return
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body) * reply.pieces))
        handler.end_headers()
        for _ in range(reply.pieces):
            sleep(reply.delay_seconds)
            try:
                handler.wfile.write(reply.body)
            except OSError:
                return


@pytest.fixture
def stand_in():
    """Start a stand-in for the server of a language model, which names themes well."""
    server = StandIn()
    thread = threading.Thread(target=server.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.server.shutdown()
    server.server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def reply():
    """Return the class of what the stand-in answers."""
    return Reply


@pytest.fixture(scope="session")
def says():
    """Return the function that makes an answer of some words."""
    return completion


@pytest.fixture(scope="session")
def names_well():
    """Return the function that names a theme well."""
    return name_well
