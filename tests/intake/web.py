"""A real web server on this machine, with feeds and pages that behave well and badly."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


class Answer(NamedTuple):
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = {}  # noqa: RUF012 -- never changed
    pause: float = 0.0  # seconds between two bytes


Route = Answer | Callable[["Site", BaseHTTPRequestHandler], Answer]


class Site:
    """The pages by path; ``asked`` counts the requests."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.routes: dict[str, Route] = {}
        self.asked: Counter[str] = Counter()
        self.times: list[float] = []

    def feed(self, *names: str, stamps: dict[str, str] | None = None) -> bytes:
        items = "".join(
            f"<item><title>{name}</title><link>{self.address}/{name}</link>"
            f"<pubDate>{(stamps or {}).get(name, 'Fri, 03 May 2024 10:20:00 +0300')}</pubDate></item>"
            for name in names
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>فضاء</title>{items}</channel></rss>'.encode()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked[self.path] += 1
            site.times.append(time.monotonic())
            route = site.routes.get(self.path, Answer(404))
            answer = route if isinstance(route, Answer) else route(site, self)
            self.send_response(answer.status)
            headers = {"Content-Type": "text/html", "Content-Length": str(len(answer.body)), **answer.headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if not answer.pause:
                self.wfile.write(answer.body)
                return
            for byte in answer.body:
                self.wfile.write(bytes([byte]))
                time.sleep(answer.pause)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        pass  # a client that hangs up is what some tests are about


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Site]:
    site = Site("")
    server = _Server((host, 0), _handler(site))
    site.address = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
