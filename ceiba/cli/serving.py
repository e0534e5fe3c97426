"""``ceiba serve`` for one document: reads it, audits it, and shows the page on this machine only."""

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from ceiba.cli import output
from ceiba.cli.files import bytes_of, lines_of, proposal_of
from ceiba.cli.usage import Mistake
from ceiba.exchange.language import translator
from ceiba.kernel.text import _

HOST = "127.0.0.1"
PORTS = range(65536)
EXAMPLE = "valle-alto.txt"


def serve(file: str | None, methodology: str | None, port: str, lang: str) -> int:
    """Serve the page of a document, by default of the invented example, until it is interrupted; return 0."""
    translate = translator(lang)
    number = _port(port, lang)
    name, content = (file, bytes_of(file, translate)) if file else _example()
    house = Pages.of(name, content, methodology, lang)
    try:
        server = server_for(house, number)
    except OSError as error:
        text = _("El puerto %(port)s está ocupado o no se puede usar. Elija otro: ceiba serve --port %(other)s")
        raise Mistake(translate(text) % {"port": number, "other": min(number + 1, 65535)}) from error
    told = {"address": f"http://{HOST}:{server.server_address[1]}/", "file": name}
    output.result(translate(_("%(file)s se muestra en %(address)s (Ctrl+C termina)")) % told)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        output.remark(translate(_("Terminado.")))
    finally:
        server.server_close()
    return 0


def server_for(pages: "Pages", port: int) -> ThreadingHTTPServer:
    """Return a server of these pages on this machine only; port 0 takes any free one; ``OSError`` where it is busy."""
    server = ThreadingHTTPServer((HOST, port), _handler(pages))
    server.daemon_threads = True
    return server


class Pages:
    """The two answers that the server knows, made once: the page, and that there is nothing else."""

    def __init__(self, page: str, missing: str, policy: str) -> None:
        self.page, self.missing, self.policy = page.encode(), missing.encode(), policy

    @classmethod
    def of(cls, name: str, content: bytes, methodology: str | None, lang: str) -> "Pages":
        """Read and audit a document; ``Mistake`` where it is unusable."""
        from ceiba.exchange.writers import page
        from ceiba.rules.engine import audit

        proposal = proposal_of(name, content, methodology, translator(lang))
        html = page.write(proposal, audit(proposal.snapshot), lang, lines_of(name, content))
        return cls(html, page.not_found(lang), page.content_policy())


def _handler(pages: Pages) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers GET and HEAD of the one page; everything else is told that it does not exist."""

        server_version, sys_version = "Ceiba", ""

        def do_GET(self) -> None:
            """Answer with the page, or with the one that says that there is no such page."""
            self._answer()

        def do_HEAD(self) -> None:
            """Answer like GET, without the text."""
            self._answer()

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            """Answer what is not understood with our own page, under the same policy; the reason is in the status."""
            del message, explain
            self.close_connection = True
            self._send(HTTPStatus(code), pages.missing)

        def _answer(self) -> None:
            if not _is_local(self.headers.get("Host", "")):
                # A page of the open web must not read the plan by pointing its own name at this machine.
                self._send(HTTPStatus.MISDIRECTED_REQUEST, pages.missing)
            elif urlsplit(self.path).path in ("/", "/index.html"):
                self._send(HTTPStatus.OK, pages.page)
            else:
                self._send(HTTPStatus.NOT_FOUND, pages.missing)

        def _send(self, status: HTTPStatus, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", f"{pages.policy}; frame-ancestors 'none'")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("X-Frame-Options", "DENY")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Cross-Origin-Resource-Policy", "same-origin")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet: what is read stays with who reads it."""

    return Handler


def _is_local(host: str) -> bool:
    return host.rsplit(":", 1)[0].lower() in {"127.0.0.1", "localhost"}


def _port(port: str, lang: str) -> int:
    if not (port.isascii() and port.isdigit() and int(port) in PORTS):
        text = _("«%(port)s» no es un puerto: escriba un número de 1024 a 65535, por ejemplo --port 8001.")
        raise Mistake(translator(lang)(text) % {"port": port})
    return int(port)


def _example() -> tuple[str, bytes]:
    from ceiba.exchange import examples

    return EXAMPLE, examples.content(EXAMPLE)
