"""A visitor without a browser: signs in, reads pages, fills in their forms."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import httpx
import lxml.html
from starlette.applications import Starlette
from starlette.testclient import TestClient

WAIT_S = 60.0


class Client:
    """One visitor with a session of their own."""

    def __init__(self, app: Starlette, language: str = "en") -> None:
        self._client = TestClient(
            app,
            base_url="http://127.0.0.1:8765",
            headers={"accept-language": language},
            raise_server_exceptions=False,
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def sign_in(self, secret: str, name: str = "") -> httpx.Response:
        return self.post("/sign-in", {"secret": secret, "name": name})

    def get(self, path: str, **options: Any) -> httpx.Response:
        found: httpx.Response = self._client.get(path, **options)
        return found

    def post(self, path: str, data: dict[str, str] | None = None, **options: Any) -> httpx.Response:
        found: httpx.Response = self._client.post(path, data=data or {}, **options)
        return found

    def page(self, path: str) -> lxml.html.HtmlElement:
        """A page that must be there, parsed."""
        response = self.get(path)
        assert response.status_code == 200, (path, response.status_code, response.text[:500])
        return lxml.html.fromstring(response.text)

    def form(self, path: str, action: str, index: int = 0) -> dict[str, str]:
        """The fields of the form on a page whose address ends with `action`, as they stand."""
        forms = [
            form for form in self.page(path).forms if urlsplit(form.action).path.endswith(action)
        ]
        assert forms, f"{path} has no form for {action}"
        return {name: value or "" for name, value in forms[index].form_values()}

    def send(self, path: str, action: str, **fields: str) -> httpx.Response:
        """Fill in the first form of a page for an action and send it to where it says."""
        return self.send_one(0, path, action, fields)

    def send_one(
        self, index: int, path: str, action: str, fields: dict[str, str]
    ) -> httpx.Response:
        """The same with another one of several such forms."""
        forms = [f for f in self.page(path).forms if urlsplit(f.action).path.endswith(action)]
        assert forms, f"{path} has no form for {action}"
        values = {name: value or "" for name, value in forms[index].form_values()}
        return self.post(forms[index].action, {**values, **fields})

    def wait(self, response: httpx.Response) -> httpx.Response:
        """The page of a job once it is finished."""
        address = response.url.path
        until = time.monotonic() + WAIT_S
        while 'id="job"' in response.text:
            assert time.monotonic() < until, "the job does not end"
            time.sleep(0.05)
            response = self.get(address)
        return response


def words(page: lxml.html.HtmlElement) -> str:
    """The text of a page as it is read."""
    return " ".join(" ".join(page.itertext()).split())
