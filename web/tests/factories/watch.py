"""A listener in the browser: nothing may fail, and nothing may be asked of another host."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

# The browser's own words for a page whose status is not 200.
ERROR_PAGE = re.compile(r"the server responded with a status of 4(03|04|10)")


class Watch:
    """Collects what goes wrong in a window."""

    def __init__(self, context: BrowserContext, site_url: str) -> None:
        """Listen to every page of a window."""
        self.site_url = site_url
        self.pages: set[str] = set()
        self.problems: list[str] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"Error: {error.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)

    def check(self) -> None:
        """Fail with everything that went wrong."""
        assert self.problems == []

    def _console(self, message: ConsoleMessage) -> None:
        is_error_page = message.location["url"] in self.pages and ERROR_PAGE.search(message.text)
        if message.type in {"error", "warning"} and not is_error_page:
            self.problems.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _request(self, request: Request) -> None:
        if request.is_navigation_request():
            self.pages.add(request.url)
        if not request.url.startswith((f"{self.site_url}/", "data:", "blob:")):
            self.problems.append(f"Request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # Someone who leaves a page before all of it has come does no harm.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"Request failed: {request.url} ({request.failure})")
