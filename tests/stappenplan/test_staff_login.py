"""How staff log in: with a second step or a passkey, in our words, and not by guessing. Visitors have no account."""

import json
import os
import re
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.totp.internal.auth import format_hotp_value as as_code
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.conftest import ROOT

pytestmark = pytest.mark.django_db

PASSWORD = "lang-genoeg-voor-een-test"
LOGIN, STEP = "/inloggen/", "/inloggen/stap/"


@pytest.fixture(autouse=True)
def strict(settings):
    """As in production, and with nothing remembered of another test."""
    settings.STAFF_MFA = True
    settings.MFA_TOTP_TOLERANCE = 1  # the test may begin at the end of a code
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; no password here is real
    cache.clear()


@pytest.fixture
def colleague(db):
    user = User.objects.create_user("collega", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Uitgever"))
    return user


def log_in(client, name="collega", password=PASSWORD, **extra):
    return client.post(f"{LOGIN}?next=/beheer/", {"login": name, "password": password}, **extra)


def code_for(secret):
    return as_code(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def secret_of(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_the_admin_leads_to_our_page_to_log_in_and_no_other_page_leads_there(client, db):
    response = client.get("/beheer/platforms/platform/", follow=True)
    assert response.redirect_chain[-1][0].startswith(LOGIN)
    assert "Inloggen voor medewerkers" in text(response) and "Als bezoeker heeft u geen account nodig." in text(
        response
    )
    assert "Staff login" in text(client.get("/en/inloggen/")) and 'lang="en"' in text(client.get("/en/inloggen/"))
    for page in ("/", "/platforms/", "/over/privacy/"):
        assert "/inloggen" not in text(client.get(page))


def test_who_has_no_second_step_makes_one_first(client, colleague):
    log_in(client)
    assert client.get("/beheer/").headers["Location"] == STEP
    assert "Maak eerst een tweede stap" in text(client.get(STEP))
    assert client.get("/beheer/platforms/fact/").headers["Location"] == STEP
    assert client.post("/beheer/logout/").status_code == 302
    assert client.get("/beheer/").headers["Location"].startswith("/beheer/login/")


def test_a_password_is_half_a_login_for_who_has_a_second_step(client, colleague):
    secret = secret_of(colleague)
    assert log_in(client).headers["Location"] == f"{STEP}authenticate/"
    assert client.get("/beheer/").headers["Location"].startswith("/beheer/login/")
    page = client.post(f"{STEP}authenticate/", {"code": "000000"})
    assert "Deze code klopt niet." in text(page)
    assert client.post(f"{STEP}authenticate/", {"code": code_for(secret)}).headers["Location"] == "/beheer/"
    assert client.get("/beheer/").status_code == 200
    client.post("/beheer/logout/")
    log_in(client)
    used_again = client.post(f"{STEP}authenticate/", {"code": code_for(secret)})
    assert used_again.status_code == 200, "a code works once"


def test_a_recovery_code_works_once(client, colleague):
    secret_of(colleague)
    code = RecoveryCodes.activate(colleague).generate_codes()[0]
    for status in (302, 200):
        log_in(client)
        assert client.post(f"{STEP}authenticate/", {"code": code}).status_code == status
        client.post("/beheer/logout/")


def test_making_a_second_step_asks_the_password_again_and_then_the_code_of_the_app(client, colleague):
    log_in(client)
    response = client.get(f"{STEP}totp/activate/", follow=True)
    assert "Bent u het echt?" in text(response)
    page = client.post(response.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert "Scan deze code met uw app." in text(page)
    secret = re.search(r"<code>(\w+)</code>", text(page))[1]
    assert "Deze code klopt niet." in text(client.post(f"{STEP}totp/activate/", {"code": "000000"}))
    codes = client.post(f"{STEP}totp/activate/", {"code": code_for(secret)}, follow=True)
    assert "Elke code werkt één keer." in text(codes)
    assert client.get("/beheer/").status_code == 200
    assert Authenticator.objects.filter(user=colleague).count() == 2


def test_a_second_step_can_be_taken_away_by_who_runs_the_site_and_its_secret_is_shown_to_nobody(client, colleague):
    secret = secret_of(colleague)
    client.force_login(User.objects.create_superuser("beheerder", password=PASSWORD))
    secret_of(User.objects.get(username="beheerder"))
    step = Authenticator.objects.get(user=colleague)
    page = client.get(f"/beheer/mfa/authenticator/{step.pk}/change/")
    assert page.status_code == 200 and "collega" in text(page) and secret not in text(page)
    assert client.get("/beheer/mfa/authenticator/add/").status_code == 403
    client.post(f"/beheer/mfa/authenticator/{step.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.filter(user=colleague).exists()


def test_in_development_the_second_step_is_not_asked(client, colleague, settings):
    settings.STAFF_MFA = False
    log_in(client)
    assert client.get("/beheer/").status_code == 200


def test_a_wrong_password_says_the_same_as_a_wrong_name(client, colleague):
    for name in ("collega", "niemand"):
        assert "De naam of het wachtwoord klopt niet." in text(log_in(client, name, "fout"))


def test_ten_wrong_passwords_lock_the_name_for_that_network_and_keep_no_address(client, colleague, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        cache.clear()  # the library has a limit of its own, for each process
        response = log_in(client, password="fout")
    assert response.status_code == 429 and response["Retry-After"] == "3600"
    cache.clear()
    assert log_in(client).status_code == 429, "the right password too"
    assert log_in(client, REMOTE_ADDR="198.51.100.7").status_code == 302, "a colleague elsewhere can"
    kept = str(list(AccessAttempt.objects.values()))
    assert "127.0.0.1" not in kept and PASSWORD not in kept and "fout" not in kept
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(days=2))
    call_command("forget_plans", verbosity=0)
    assert not AccessAttempt.objects.exists()


def test_nobody_can_sign_up_or_have_a_password_mailed(client, db):
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for page in ("signup/", "password/reset/", "email/", "registreren/"):
        assert client.get(f"{LOGIN}{page}").status_code == 404
    assert "mail" not in text(client.get(LOGIN)).lower().replace("e-mail", "")


def test_an_account_that_is_not_staff_is_told_so(client, db, settings):
    settings.STAFF_MFA = False
    User.objects.create_user("bezoeker", password=PASSWORD)
    log_in(client, "bezoeker")
    for page in ("/beheer/", "/beheer/platforms/platform/"):
        refused = client.get(page, follow=True)
        assert refused.status_code == 403 and "U mag deze pagina niet openen" in text(refused)


def test_after_the_login_staff_come_where_they_were_going_and_never_elsewhere(client, colleague, settings):
    settings.STAFF_MFA = False
    asked = client.get("/beheer/platforms/fact/?oud=jaar", follow=True).redirect_chain[-1][0]
    known = client.post(asked, {"login": "collega", "password": PASSWORD})
    assert known["Location"] == "/beheer/platforms/fact/?oud=jaar"
    client.post("/beheer/logout/")
    for elsewhere in ("https://kwaad.example/", "//kwaad.example/", "javascript:alert(1)"):
        sent = client.post(f"{LOGIN}?next={elsewhere}", {"login": "collega", "password": PASSWORD})
        assert sent["Location"] == "/beheer/"
        client.post("/beheer/logout/")


def test_the_session_of_staff_is_a_new_one_at_login_and_ends_after_two_hours(client, colleague, settings):
    secret = secret_of(colleague)
    log_in(client)
    before = client.cookies["sessionid"].value
    client.post(f"{STEP}authenticate/", {"code": code_for(secret)})
    cookie = client.cookies["sessionid"]
    assert cookie.value != before and cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["max-age"]
    assert settings.SESSION_COOKIE_AGE == 2 * 60 * 60 == client.session.get_expiry_age()


def test_who_logged_in_at_their_own_organisation_needs_no_second_step_here(client, colleague, settings):
    settings.STAFF_MFA = False
    log_in(client)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": time.time(), "provider": "oidc"}]
    session.save()
    settings.STAFF_MFA = True
    assert client.get("/beheer/").status_code == 200


def test_after_twelve_hours_staff_log_in_again_however_busy_they_are(client, colleague, settings, monkeypatch):
    from stappenplan import staff

    settings.STAFF_MFA = False
    log_in(client)
    now = time.time()
    for hours, status in ((11, 200), (13, 302)):
        monkeypatch.setattr(staff.time, "time", lambda later=now + hours * 3600: later)
        assert client.get("/beheer/").status_code == status


def test_who_comes_in_and_goes_is_in_the_log_by_number(client, colleague, settings, caplog):
    settings.STAFF_MFA = False
    log_in(client)
    client.post("/beheer/logout/")
    lines = [line for line in caplog.records if line.name == "stappenplan.staff"]
    assert [line.getMessage() for line in lines] == ["in", "out"]
    assert {line.by for line in lines} == {"password"}
    secret = secret_of(colleague)
    log_in(client)
    client.post(f"{STEP}authenticate/", {"code": code_for(secret)})
    assert caplog.records[-1].by == "password+totp"
    assert {line.user for line in lines} == {colleague.pk} and {line.network for line in lines} == {"127.0.0.0/24"}


def test_the_database_alone_gives_no_second_step_away(client, colleague, settings):
    secret = secret_of(colleague)
    RecoveryCodes.activate(colleague)
    assert secret not in str(list(Authenticator.objects.values()))
    settings.SECRET_KEY = "another key"
    log_in(client)
    assert client.post(f"{STEP}authenticate/", {"code": code_for(secret)}).status_code == 403


def test_a_password_of_staff_has_twelve_signs_and_is_no_common_one():
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    for weak in ("elf.tekens!", "password123456", "qwertyuiop123"):
        with pytest.raises(ValidationError):
            validate_password(weak)
    validate_password("drie gewone woorden")


def test_a_login_elsewhere_makes_no_account_and_needs_all_its_settings(monkeypatch):
    import importlib

    import stappenplan.settings
    from stappenplan.staff_elsewhere import ElsewhereAdapter

    assert ElsewhereAdapter().is_open_for_signup(None, None) is False
    monkeypatch.setenv("OIDC_URL", "https://login.example.nl/realm")
    with pytest.raises(ImproperlyConfigured, match="OIDC_ID or OIDC_SECRET is missing"):
        importlib.reload(stappenplan.settings)
    monkeypatch.setenv("OIDC_URL", "http://login.example.nl")
    with pytest.raises(ImproperlyConfigured, match="OIDC_URL has a wrong value"):
        importlib.reload(stappenplan.settings)
    monkeypatch.delenv("OIDC_URL")
    importlib.reload(stappenplan.settings)


def test_a_login_elsewhere_opens_the_account_with_that_address_and_no_other(tmp_path):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"}
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "elsewhere.py"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    begun = {"offered": True, "sent to": "https://login.example.nl/authorization_endpoint", "proof": ["S256"]}
    refused = begun | {"forged": True, "told": True, "admin": 302}
    assert found["known"] == begun | {"forged": True, "told": False, "admin": 200}
    assert found["known again, another address"] == found["known"], "the number of the person counts, once it is known"
    assert found["unverified"] == refused
    assert found["unknown"] == refused
    assert found["accounts"] == 1


@pytest.mark.browser
def test_staff_log_in_with_a_passkey_under_our_own_policy_for_scripts(browser, live_site):
    """A real browser with a virtual key: makes a passkey, and logs in with it alone."""
    live_site.manage(
        "shell", "-v0", "-c",
        "from django.contrib.auth.models import User; "
        f"User.objects.create_user('sleutel', password={PASSWORD!r}, is_staff=True, is_superuser=True)",
    )  # fmt: skip
    site = live_site.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    context = browser.new_context(base_url=site, locale="nl-NL")
    page, refused = context.new_page(), []
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    page.on("pageerror", lambda error: refused.append(str(error)))
    key = context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    key.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    page.goto(f"{LOGIN}?next={STEP}webauthn/add/")
    page.get_by_label("Gebruikersnaam").fill("sleutel")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Voeg toe").click()
    page.get_by_role("heading", name="Uw noodcodes").wait_for()
    context.clear_cookies()
    page.goto("/beheer/")
    page.get_by_role("button", name="Log in met een passkey").click()
    page.wait_for_url(f"{site}/beheer/")
    assert page.get_by_role("heading", name="Beheer").first.is_visible()
    context.close()
    assert not refused
