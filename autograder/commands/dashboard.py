"""`autograder dashboard`: the results of a class in the browser."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from autograder.commands.common import terminal_language
from autograder.errors import UsageError

if TYPE_CHECKING:
    from autograder.web.settings import Role

PASSWORD = "AUTOGRADER_DASHBOARD_PASSWORD"  # noqa: S105 - the name of a variable
VIEWER_PASSWORD = "AUTOGRADER_DASHBOARD_VIEWER_PASSWORD"  # noqa: S105
LEAST_PASSWORD = 8


@click.command()
@click.argument("out", default="graded", metavar="OUT")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port",
    default=8765,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Port to listen at; the next free one where it is taken, any free one for 0.",
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="A further name by which browsers may address the dashboard.",
)
@click.option(
    "--password",
    is_flag=True,
    help="Ask for a password for graders, in place of the token "
    f"(or set {PASSWORD}, and {VIEWER_PASSWORD} for viewers).",
)
@click.option(
    "--token", is_flag=True, help="Serve other machines with the printed tokens as they are."
)
@click.option("--https", is_flag=True, help="Behind a proxy that speaks HTTPS: secure cookies.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language where a browser asks none.")
def dashboard(
    *,
    out: str,
    host: str,
    port: int,
    allowed: tuple[str, ...],
    password: bool,
    token: bool,
    https: bool,
    lang: str | None,
) -> None:
    """Show the results in OUT: the folder that `autograder grade --out` filled, its database file,
    or the URL of a database.

    Two addresses are printed, each with a token in it: one for graders, who may change things, and
    one for viewers, who only read. Only this machine can reach them unless --host says otherwise.

    Exit status: 0 stopped by Ctrl-C, 2 wrong usage.
    """
    try:
        import uvicorn

        from autograder.web.settings import LOOPBACK, Settings, is_loopback
    except ImportError as error:
        raise UsageError(
            f"the dashboard needs packages that are not installed ({error.name}): "
            "`make dashboard` installs them, or pip install 'autograd-autograder[dashboard]'"
        ) from None
    if not is_loopback(host) and not (password or token or os.environ.get(PASSWORD)):
        raise UsageError(
            f"--host {host} lets other machines in: choose a password with --password, or say "
            "--token to go on with the tokens that are printed"
        )
    secrets = _secrets(ask=password)
    from autograder.commands.desk import open_desk
    from autograder.web.app import create_app

    listener = _listen(host, port)
    own_port = listener.getsockname()[1]
    names = (*LOOPBACK, host, *(_machine() if not is_loopback(host) else ()), *allowed)
    settings = Settings(
        secrets=secrets,
        hosts=tuple(dict.fromkeys(names)),
        port=own_port,
        https=https,
        language=terminal_language(lang),
    )
    with open_desk(out) as desk:
        _announce(settings, host, asked=password or bool(os.environ.get(PASSWORD)))
        config = uvicorn.Config(
            create_app(settings, desk),
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=3,
        )
        with suppress(KeyboardInterrupt):  # how one stops it
            uvicorn.Server(config).run(sockets=[listener])


def _secrets(*, ask: bool) -> dict[Role, str]:
    from autograder.web.settings import new_secret

    given = os.environ.get(PASSWORD, "")
    if ask and not given:
        given = click.prompt("Password for graders", hide_input=True, confirmation_prompt=True)
    viewers = os.environ.get(VIEWER_PASSWORD, "")
    for text in (given, viewers):
        if text and len(text) < LEAST_PASSWORD:
            raise UsageError(f"a password needs {LEAST_PASSWORD} characters or more")
    if given and given == viewers:
        raise UsageError("graders and viewers need passwords of their own")
    return {"grader": given or new_secret(), "viewer": viewers or new_secret()}


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    problem: OSError | None = None
    for candidate in range(port, min(port + 20, 65536)) if port else (0,):
        # Named, since asyncio turns off Nagle's delay only where it sees that this is TCP.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(128)
        except OSError as error:
            listener.close()
            problem = error
        else:
            return listener
    raise UsageError(f"cannot listen at {host}, port {port}: {problem}")


def _machine() -> tuple[str, ...]:
    name = socket.gethostname()
    return (name, socket.getfqdn())


def _announce(settings: object, host: str, *, asked: bool) -> None:
    from autograder.web.settings import Settings

    assert isinstance(settings, Settings)
    zh = settings.language == "zh"
    shown = socket.gethostname() if host in ("0.0.0.0", "::") else host  # noqa: S104 - compared
    base = f"http://{f'[{shown}]' if ':' in shown else shown}:{settings.port}"
    click.echo(
        "仪表板（评分人，可以修改）：" if zh else "Dashboard, for graders (may change things):"
    )
    secret = settings.secrets["grader"]
    click.echo(f"  {base}/" if asked else f"  {base}/sign-in?token={secret}")
    viewer = settings.secrets.get("viewer")
    if viewer and viewer != os.environ.get(VIEWER_PASSWORD):
        click.echo("只读：" if zh else "For viewers (read only):")
        click.echo(f"  {base}/sign-in?token={viewer}")
    click.echo("按 Ctrl-C 停止。" if zh else "Press Ctrl-C to stop.")
    sys.stdout.flush()
