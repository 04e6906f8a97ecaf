"""Somebody at a browser, as far as a page needs one: cookies, the sign-in form, one page after the other."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request


class Visitor:
    """Opens pages of one server over HTTP, in English."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    @property
    def cookies(self) -> str:
        """As a request's header carries them."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)

    def sign_in(self, email: str, *, password: str) -> None:
        """Raises RuntimeError when the form does not take the password."""
        address = f"{self.url}/accounts/login/"
        _status, text = self.page("/accounts/login/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        if token is None:
            raise RuntimeError("the sign-in page has no form")
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token[1]}
        body = urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(address, data=body, headers={"Referer": address})
        self._opener.open(request, timeout=20).close()
        if not any(cookie.name == "sessionid" for cookie in self._jar):
            raise RuntimeError("the sign-in form did not take the password")

    def page(self, path: str) -> tuple[int, str]:
        """Status and text; status 0 when there was no answer."""
        mark = "&" if "?" in path else "?"
        try:
            with self._opener.open(f"{self.url}{path}{mark}lang=en", timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
        except OSError:
            return 0, ""
