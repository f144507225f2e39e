"""Check the links of the catalogue. Staff see the result; no fact changes.

Of the site of a platform itself its title is kept too, so that staff see a name that somebody else has now.
"""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from platforms.addresses import host_of
from platforms.models import LinkCheck, Platform, Source
from platforms.upkeep.link_checker import LinkChecker

AT_ONCE = 8


class Command(BaseCommand):
    stealth_options = ("make_checker",)
    help = "Checks that the links of the catalogue still work. Changes no fact."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=30, help="only links not checked for so many days (30)")
        parser.add_argument("--limit", type=int, help="at most so many links in this round")

    def handle(self, *args, days, limit, make_checker=LinkChecker, **options):
        by_host = self.waiting(days, limit)
        sites = set(Platform.objects.exclude(url="").values_list("url", flat=True))
        held, reached, counts = [], False, defaultdict(int)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            # One host, one thread: a site is never asked two things at once.
            rounds = [pool.submit(self.check_links, make_checker(), urls, sites) for urls in by_host.values()]
            for done in as_completed(rounds):
                held += done.result()
                reached = reached or any(seen.reached for _url, seen, _title in held)
                if reached:
                    self.record(held, counts)
                    held = []
        if held:
            raise CommandError("No link could be reached. Is this machine online? Nothing was stored.")
        words = ", ".join(f"{outcome}: {count}" for outcome, count in sorted(counts.items()))
        self.stdout.write(f"{sum(counts.values())} links checked. {words}".strip())

    def waiting(self, days, limit):
        """The addresses to look at, per host, never looked at first; what the catalogue no longer has is dropped."""
        urls = {
            *Source.objects.values_list("url", flat=True),
            *Platform.objects.exclude(url="").values_list("url", flat=True),
        }
        checked = dict(LinkCheck.objects.values_list("url", "checked"))
        LinkCheck.objects.filter(url__in=set(checked) - urls).delete()
        before = timezone.now() - timedelta(days=days)
        long_ago = timezone.now() - timedelta(days=36500)
        due = sorted((checked.get(url, long_ago), url) for url in urls if checked.get(url, long_ago) < before)
        by_host = defaultdict(list)
        for _when, url in due[:limit]:
            by_host[host_of(url)].append(url)
        return by_host

    def check_links(self, checker, urls, sites):
        """[(address, CheckedLink, title)]; a title of the sites of platforms that work."""
        found = []
        for url in urls:
            seen = checker.check_link(url)
            works = seen.outcome == LinkCheck.Outcome.WORKS
            found.append((url, seen, checker.read_title(url) if works and url in sites else ""))
        return found

    def record(self, held, counts):
        for url, seen, title in held:
            LinkCheck.record(url, seen.outcome, seen.detail, title)
            counts[seen.outcome] += 1
