"""A visitor without a browser: reads pages, chooses answers by their labels and presses buttons by their names.

Sends what a browser without JavaScript would send, and nothing else. Over the test client, or over the network.
"""

import time
from dataclasses import dataclass
from email.message import Message
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

from lxml import html

# The words a screen reader hears and an eye does not see.
HIDDEN_WORDS = "voor-lezer"


def words(element) -> str:
    """The text of an element with single spaces."""
    return " ".join(element.text_content().split())


def seen(element) -> str:
    """The text of an element without what only a screen reader gets."""
    parts = element.xpath(f".//text()[not(ancestor::*[contains(@class, '{HIDDEN_WORDS}')])]")
    return " ".join("".join(parts).split())


def sent_by(form):
    """The names and values that a browser sends with a form, without its buttons."""
    for field in form.xpath(".//*[@name][self::input or self::textarea or self::select]"):
        if field.get("type") in ("radio", "checkbox"):
            if "checked" in field.attrib:
                yield field.name, field.get("value", "on")
        else:
            yield field.name, field.value or ""


class Visitor:
    """One person in one browser. `response` is the last answer, `page` its HTML as a tree, `url` its path and query."""

    def __init__(self, client):
        self.client, self.response, self.url, self.page = client, None, "", None

    def open(self, url, expect=200):
        """Go to an address and follow where it leads; the last answer must have this status."""
        return self._land(self.client.get(url, follow=True), url, expect)

    def _land(self, response, url, expect=200):
        self.response = response
        self.url = response.redirect_chain[-1][0] if getattr(response, "redirect_chain", None) else url
        is_page = "html" in response.get("Content-Type", "")
        self.page = html.fromstring(response.content.decode()) if is_page else None
        assert response.status_code == expect, f"{self.url}: {response.status_code} instead of {expect}"
        return self

    # --- reading ---------------------------------------------------------------------------------------------------

    @property
    def title(self):
        return words(self.page.find(".//title"))

    @property
    def heading(self):
        headings = self.page.xpath("//h1")
        assert len(headings) == 1, f"{self.url} has {len(headings)} main headings"
        return words(headings[0])

    @property
    def text(self):
        return words(self.page.find(".//main"))

    @property
    def questions(self):
        """The questions on this page, in order, by key."""
        fields = "//form[@method='post']//*[self::input[not(@type='hidden')] or self::textarea]/@name"
        return list(dict.fromkeys(self.page.xpath(fields)))

    def mistakes(self):
        """The sentences in the error summary, each with the address it leads to."""
        return [(words(link), link.get("href")) for link in self.page.xpath("//*[@role='alert']//a")]

    # --- acting ----------------------------------------------------------------------------------------------------

    def follow(self, text, expect=200):
        """Press the first link with exactly this visible text."""
        link = next((link for link in self.page.xpath("//a[@href]") if text in (words(link), seen(link))), None)
        assert link is not None, f"{self.url} has no link “{text}”"
        return self.open(urljoin(self.url, link.get("href")), expect)

    def _group(self, question):
        for group in self.page.xpath("//fieldset[legend]"):
            if words(group.find("legend")).startswith(question):
                return group
        raise AssertionError(f"{self.url} has no question “{question}”")

    def choose(self, question, *answers):
        """Choose answers of a question, all by the words on the page."""
        group = self._group(question)
        for answer in answers:
            label = next((label for label in group.iter("label") if words(label) == answer), None)
            assert label is not None, f"“{question}” has no answer “{answer}”"
            self._tick(self.page.get_element_by_id(label.get("for")) if label.get("for") else label.find(".//input"))
        return self

    def _tick(self, box):
        if box.get("type") == "radio":
            for other in self.page.xpath(f"//input[@type='radio'][@name='{box.name}']"):
                other.attrib.pop("checked", None)
        box.set("checked", "checked")

    def write(self, label_text, text):
        """Type in the field with this label."""
        label = next((label for label in self.page.iter("label") if words(label) == label_text), None)
        assert label is not None, f"{self.url} has no field “{label_text}”"
        self.page.get_element_by_id(label.get("for")).value = text
        return self

    def answer(self, answers):
        """Fill in every question on this page by its key; a question without an answer is left or made empty."""
        for name in self.questions:
            given = answers.get(name)
            values = [given] if isinstance(given, str) else list(given or ())
            boxes = self.page.xpath(f"//form[@method='post']//input[@name='{name}'][@type='radio' or @type='checkbox']")
            for box in boxes:
                box.attrib.pop("checked", None)
            if boxes:
                for box in boxes:
                    if box.get("value") in values:
                        box.set("checked", "checked")
                missing = set(values) - {box.get("value") for box in boxes}
                assert not missing, f"{name} has no answer {missing}"
            else:
                self.page.xpath(f"//*[@name='{name}'][self::input or self::textarea]")[0].value = "".join(values)
        return self

    def press(self, name, expect=200):
        """Press the button with this name and land where it leads."""
        button = next((button for button in self.page.iter("button") if words(button) == name), None)
        assert button is not None, f"{self.url} has no button “{name}”"
        form = next(button.iterancestors("form"))
        data = {}
        pressed = [(button.get("name"), button.get("value", ""))] if button.get("name") else []
        for key, value in [*sent_by(form), *pressed]:
            data.setdefault(key, []).append(value)
        url = urljoin(self.url, form.get("action") or self.url)
        method = self.client.post if (form.get("method") or "get").lower() == "post" else self.client.get
        return self._land(method(url, data, follow=True), url, expect)

    # --- the stappenplan -------------------------------------------------------------------------------------------

    def download(self, url):
        """The answer at this address; while it is being made (202) it is asked for again, for five minutes."""
        until = time.monotonic() + 300
        while (answer := self.client.get(url)).status_code == 202 and time.monotonic() < until:
            time.sleep(0.5)
        return answer

    def begin(self):
        """Start a plan of one's own from the start page."""
        return self.open("/").press("Begin het stappenplan")

    def token(self):
        """The last part of the plan's link, from the address."""
        return urlsplit(self.url).path.split("/plan/")[1].split("/")[0]

    def walk(self, answers):
        """Answer page by page until the overview; returns the questions that were shown, in order."""
        shown = []
        while "/stap/overzicht/" not in self.url:
            shown += self.questions
            before = self.url
            self.answer(answers).press("Volgende")
            assert self.url != before, self.mistakes()
        return shown


@dataclass(frozen=True)
class Answer:
    """What a running site answered, in the words of the test client."""

    status_code: int
    content: bytes
    headers: Message
    redirect_chain: tuple

    def get(self, name, default=""):
        return self.headers.get(name, default)


class Network:
    """A client for a site that runs, with cookies of its own: `Visitor(Network(live_site.url))`."""

    def __init__(self, site):
        self.site, self.opener = site, build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, url, data=None, follow=True):
        return self._send(f"{url}?{urlencode(data, doseq=True)}" if data else url)

    def post(self, url, data=None, follow=True):
        return self._send(url, urlencode(data or {}, doseq=True).encode())

    def _send(self, url, body=None):
        try:
            answer = self.opener.open(urljoin(self.site, url), body, timeout=60)
        except HTTPError as error:
            answer = error
        with answer:
            at = answer.geturl().removeprefix(self.site)
            return Answer(answer.status, answer.read(), answer.headers, ((at, 302),))
