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
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tests.conftest import ROOT
from tests.support import ready_database

pytestmark = pytest.mark.django_db

PASSWORD = "lang-genoeg-voor-een-test"
LOGIN, STEP = "/inloggen/", "/inloggen/stap/"


@pytest.fixture(autouse=True)
def strict(settings):
    """As in production, and with nothing remembered of another test."""
    settings.STAFF_MFA = True
    settings.MFA_TOTP_TOLERANCE = 1  # the test may begin at the end of a code
    cache.clear()


@pytest.fixture
def colleague(db):
    user = User.objects.create_user("collega", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name="Uitgever"))
    return user


def log_in(client, name="collega", password=PASSWORD, **extra):
    return client.post(f"{LOGIN}?next=/beheer/", {"login": name, "password": password}, **extra)


def log_in_whole(client, name="collega", secret=None, code=None):
    """Log in with the password and the code of the app, or another code; gives the client."""
    log_in(client, name)
    done = client.post(f"{STEP}authenticate/", {"code": code or code_for(secret)})
    assert done.status_code == 302, "logged in"
    return client


def codes_of(user):
    """Recovery codes of a user with a second step: they work at once, and as often as there are."""
    if not Authenticator.objects.filter(user=user, type="totp").exists():
        secret_of(user)
    return RecoveryCodes.activate(user).generate_codes()


def code_for(secret):
    return as_code(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def secret_of(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def make_app(client):
    """Make the code of an app the second step, in a session that logged in with the password."""
    client.post(f"/inloggen/opnieuw/?next={STEP}totp/activate/", {"password": PASSWORD})
    secret = re.search(r"<code>(\w+)</code>", text(client.get(f"{STEP}totp/activate/")))[1]
    client.post(f"{STEP}totp/activate/", {"code": code_for(secret)})
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
    theirs = log_in_whole(Client(), "collega", secret)
    owner = User.objects.create_superuser("beheerder", password=PASSWORD)
    codes = codes_of(owner)
    log_in_whole(client, "beheerder", code=codes.pop())
    step = Authenticator.objects.get(user=colleague, type="totp")
    page = client.get(f"/beheer/mfa/authenticator/{step.pk}/change/")
    assert page.status_code == 200 and "collega" in text(page) and secret not in text(page)
    assert client.get("/beheer/mfa/authenticator/add/").status_code == 403
    delete = f"/beheer/mfa/authenticator/{step.pk}/delete/"
    assert client.post(delete, {"post": "yes"})["Location"].startswith(f"{STEP}reauthenticate/")
    assert Authenticator.objects.filter(user=colleague).exists(), "first the second step of who deletes it"
    client.post(f"{STEP}reauthenticate/", {"code": codes.pop()})
    client.post(delete, {"post": "yes"})
    assert not Authenticator.objects.filter(user=colleague).exists()
    assert theirs.get("/beheer/").headers["Location"].startswith("/beheer/login/"), "their session ended with it"
    assert client.get("/beheer/").status_code == 200


def test_a_session_is_whole_only_when_it_passed_the_second_step_itself(client, colleague):
    """A password that somebody knew before its owner made a second step opens nothing afterwards."""
    log_in(client)
    assert client.get("/beheer/").headers["Location"] == STEP
    owner = Client()
    log_in(owner)
    make_app(owner)
    assert owner.get("/beheer/").status_code == 200, "the owner goes on where the step was made"
    for page in ("/beheer/", "/beheer/auth/user/", f"{STEP}totp/deactivate/", f"{STEP}recovery-codes/"):
        refused = client.get(page)
        assert refused.status_code == 302 and refused["Location"].startswith((LOGIN, "/beheer/login/")), page
    assert client.get(STEP).status_code == 302, "the session itself is gone"


def test_a_session_with_a_password_alone_is_asked_the_second_step_and_nothing_less(client, colleague):
    """Such a session is left of an older release, or of a time without STAFF_MFA."""
    log_in(client)
    kept = client.session
    assert kept.keys()  # read now: what comes ends the session
    codes = codes_of(colleague)
    kept.save(must_create=True)
    for page in ("/beheer/", "/beheer/platforms/fact/", f"{STEP}totp/deactivate/", f"{STEP}webauthn/add/"):
        asked = client.get(page)
        assert asked.status_code == 302 and asked["Location"].startswith(f"{STEP}reauthenticate/"), page
    by_password = client.post("/inloggen/opnieuw/?next=/beheer/", {"password": PASSWORD})
    assert by_password["Location"].startswith(f"{STEP}reauthenticate/"), "the password alone is no way"
    assert client.get("/beheer/").status_code == 302
    client.post(f"{STEP}reauthenticate/", {"code": codes.pop()})
    assert client.get("/beheer/").status_code == 200


@pytest.mark.parametrize("page", ["totp/deactivate/", "webauthn/add/", "recovery-codes/generate/"])
def test_making_or_removing_a_step_asks_the_second_step_and_not_the_password(client, colleague, page):
    codes = codes_of(colleague)
    log_in_whole(client, code=codes.pop())
    asked = client.get(f"{STEP}{page}")
    assert asked["Location"].startswith(f"{STEP}reauthenticate/")
    by_password = client.post(f"/inloggen/opnieuw/?next={STEP}{page}", {"password": PASSWORD})
    assert by_password["Location"].startswith(f"{STEP}reauthenticate/")
    assert client.get(f"{STEP}{page}")["Location"].startswith(f"{STEP}reauthenticate/")
    client.post(f"{STEP}reauthenticate/", {"code": codes.pop()})
    assert client.get(f"{STEP}{page}").status_code == 200


def test_a_step_that_is_made_or_removed_ends_the_other_sessions_of_that_person_alone(client, colleague):
    other = User.objects.create_user("ander", password=PASSWORD, is_staff=True)
    theirs = log_in_whole(Client(), "ander", code=codes_of(other).pop())
    codes = codes_of(colleague)
    elsewhere = log_in_whole(Client(), code=codes.pop())
    log_in_whole(client, code=codes.pop())
    client.post(f"{STEP}reauthenticate/", {"code": codes.pop()})
    client.post(f"{STEP}totp/deactivate/")
    assert not Authenticator.objects.filter(user=colleague).exists()
    assert elsewhere.get(STEP).status_code == 302 and theirs.get("/beheer/").status_code == 200
    assert client.get("/beheer/")["Location"] == STEP, "the step that this session passed is gone: make another"
    elsewhere = Client()
    log_in(elsewhere)
    make_app(client)
    assert elsewhere.get(STEP).status_code == 302 and client.get("/beheer/").status_code == 200


def test_in_development_the_second_step_is_not_asked(client, colleague, settings):
    settings.STAFF_MFA = False
    log_in(client)
    assert client.get("/beheer/").status_code == 200


def test_a_wrong_password_says_the_same_as_a_wrong_name(client, colleague):
    for name in ("collega", "niemand"):
        assert "De naam of het wachtwoord klopt niet." in text(log_in(client, name, "fout"))


def fail(times, name="collega", client=None, **extra):
    """So many wrong passwords under a name; gives the last answer."""
    for _ in range(times):
        response = log_in(client or Client(), name, "fout", **extra)
    return response


def test_ten_wrong_passwords_lock_the_name_for_that_network_and_keep_no_address(client, colleague, settings):
    assert fail(settings.AXES_FAILURE_LIMIT - 1).status_code == 200
    response = fail(1)
    assert response.status_code == 429 and response["Retry-After"] == "3600"
    assert "Deze naam zit even op slot" in text(response) and "passkey" in text(response)
    assert log_in(client).status_code == 429, "the right password too"
    assert log_in(client, REMOTE_ADDR="198.51.100.7").status_code == 302, "a colleague elsewhere can"
    kept = str(list(AccessAttempt.objects.values()))
    assert "127.0.0.1" not in kept and PASSWORD not in kept and "fout" not in kept
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(days=2))
    call_command("delete_expired", verbosity=0)
    assert not AccessAttempt.objects.exists()


@pytest.mark.each_database
@pytest.mark.parametrize(
    "spelling",
    [
        "Collega",
        "COLLEGA",
        " collega",
        "collega ",
        "collega\t",
        "\u3000collega",
        "\uff43ollega",
        "colle\u200bga",
        "CoLLeGa\n",
    ],
)
def test_a_name_is_locked_in_every_spelling(client, colleague, settings, spelling):
    settings.AXES_FAILURE_LIMIT = 2
    fail(settings.AXES_FAILURE_LIMIT - 1)
    assert fail(1, spelling).status_code == 429, "it counts for the same name"
    assert log_in(client).status_code == 429
    assert log_in(client, spelling).status_code == 429


def test_spellings_of_one_name_are_one_and_other_names_are_others():
    from stappenplan.staff.lockout import fold_login_name

    one = ["Jos\u00e9", "jose\u0301", "JOS\u00c9", " jos\u00e9 ", "\uff2aos\u00e9"]
    assert len({fold_login_name(name) for name in one}) == 1
    assert fold_login_name("STRASSE") == fold_login_name("stra\u00dfe") and fold_login_name(
        "\u0131an"
    ) == fold_login_name("ian")
    assert len({fold_login_name(name) for name in ("jose", "jos\u00e9", "josef", "")}) == 4


def test_nobody_is_locked_out_by_who_fails_under_other_names_on_the_same_network(client, colleague, settings):
    settings.LIMITS = settings.LIMITS | {"logins": (5, 3600)}
    fail(settings.AXES_FAILURE_LIMIT, "verzonnen")
    for number in range(6):
        last = fail(1, f"verzonnen{number}")
    assert last.status_code == 200 and "De naam of het wachtwoord klopt niet." in text(last), "told as before"
    for _ in range(6):
        Client().get(LOGIN)
        Client().post(f"{STEP}authenticate/", {"code": "000000"})
        Client().post(f"{STEP}webauthn/login/", {"credential": "{}"})
        Client().get(f"{STEP}webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert log_in(client).status_code == 302


def test_names_that_nobody_has_cost_no_work_after_the_limit(client, colleague, settings, monkeypatch):
    settings.LIMITS = settings.LIMITS | {"logins": (3, 3600)}
    from allauth.account.auth_backends import AuthenticationBackend

    checked = []
    real = AuthenticationBackend._mitigate_timing_attack
    monkeypatch.setattr(
        AuthenticationBackend,
        "_mitigate_timing_attack",
        lambda self, password: checked.append(password) or real(self, password),
    )
    answers = {re.sub(r'value="[^"]+"', "", text(fail(1, f"verzonnen{number}"))) for number in range(6)}
    assert len(checked) == 3 and len({re.sub(r"verzonnen\d", "", page) for page in answers}) == 1


def test_only_failures_count(client, colleague, settings):
    settings.STAFF_MFA, settings.AXES_FAILURE_LIMIT = False, 2
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        assert log_in(client).status_code == 302
        client.post("/beheer/logout/")
    assert fail(1).status_code == 200


def test_a_browser_that_logged_in_before_passes_the_lock_of_a_name_and_has_a_count_of_its_own(
    client, colleague, settings
):
    settings.STAFF_MFA, settings.AXES_FAILURE_LIMIT = False, 3
    log_in(client)
    known = next(cookie for name, cookie in client.cookies.items() if name.startswith("device-"))
    assert known["httponly"] and known["samesite"] == "Lax" and known["max-age"] == 365 * 24 * 60 * 60
    assert "collega" not in known.value + known.key
    client.post("/beheer/logout/")
    assert fail(settings.AXES_FAILURE_LIMIT).status_code == 429
    assert log_in(client).status_code == 302, "from the same network"
    client.post("/beheer/logout/")
    assert fail(settings.AXES_FAILURE_LIMIT, client=client).status_code == 429, "who has the laptop has as many tries"
    assert log_in(client).status_code == 429


def test_the_cookie_of_a_known_browser_cannot_be_made_or_used_for_another_name(client, colleague, settings):
    from stappenplan.staff.lockout import device_cookie

    settings.STAFF_MFA, settings.AXES_FAILURE_LIMIT = False, 3
    User.objects.create_user("ander", password=PASSWORD, is_staff=True)
    log_in(client, "ander")
    theirs = client.cookies[device_cookie("ander")].value
    fail(settings.AXES_FAILURE_LIMIT)
    for value in (theirs, theirs[:-1], "", "x", "a:b:c", "\u00e9" * 9):
        forger = Client()
        forger.cookies[device_cookie("collega")] = value
        assert log_in(forger).status_code == 429, value


def test_half_a_login_makes_no_known_browser(client, colleague):
    secret = secret_of(colleague)
    log_in(client)
    assert not [name for name in client.cookies if name.startswith("device-")]
    client.post(f"{STEP}authenticate/", {"code": code_for(secret)})
    assert [name for name in client.cookies if name.startswith("device-")]


def test_wrong_codes_count_as_wrong_passwords_do(client, colleague, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}  # the library counts per process: not here
    settings.AXES_FAILURE_LIMIT = 3
    codes = codes_of(colleague)
    log_in(client)
    for number in range(settings.AXES_FAILURE_LIMIT):
        response = client.post(f"{STEP}authenticate/", {"code": f"{number:06d}"})
    assert response.status_code == 429
    assert client.post(f"{STEP}authenticate/", {"code": codes.pop()}).status_code == 302, "half a login begins anew"
    assert client.get("/beheer/").headers["Location"].startswith("/beheer/login/")
    assert log_in(Client()).status_code == 429


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
    from stappenplan.staff import middleware

    settings.STAFF_MFA = False
    log_in(client)
    now = time.time()
    for hours, status in ((11, 200), (13, 302)):
        monkeypatch.setattr(middleware.time, "time", lambda later=now + hours * 3600: later)
        assert client.get("/beheer/").status_code == status


def test_who_comes_in_and_goes_is_in_the_log_by_number(client, colleague, settings, caplog):
    settings.STAFF_MFA = False
    log_in(client)
    client.post("/beheer/logout/")
    lines = [line for line in caplog.records if line.name == "stappenplan.staff.login_log"]
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
    from stappenplan.staff.oidc import ElsewhereAdapter

    assert ElsewhereAdapter().is_open_for_signup(None, None) is False
    monkeypatch.setenv("OIDC_URL", "https://login.example.nl/realm")
    with pytest.raises(ImproperlyConfigured, match="OIDC_ID or OIDC_SECRET is missing"):
        importlib.reload(stappenplan.settings)
    monkeypatch.setenv("OIDC_URL", "http://login.example.nl")
    with pytest.raises(ImproperlyConfigured, match="OIDC_URL has a wrong value"):
        importlib.reload(stappenplan.settings)
    monkeypatch.delenv("OIDC_URL")
    importlib.reload(stappenplan.settings)


@pytest.mark.any_database
def test_a_login_elsewhere_opens_the_account_with_that_address_and_no_other(tmp_path):
    ready_database.copy_sqlite(file := tmp_path / "site.sqlite3")
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{file}"}
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "staff" / "elsewhere.py"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    begun = {"offered": True, "sent to": "https://login.example.nl/authorization_endpoint", "proof": ["S256"]}
    begun |= {"forged": True, "told": False, "refused": False, "admin": 200}
    refused = begun | {"told": True, "admin": 302, "as": ""}
    assert found["known"] == begun | {"as": "collega"}
    assert found["known again, another address"] == found["known"], "the number of the person counts, once it is known"
    assert found["unverified"] == refused
    assert found["unknown"] == refused
    assert found["capitals"] == begun | {"as": "hoofdletters"}
    assert found["a letter that looks alike"] == refused
    assert found["two accounts"] == refused
    assert found["the same number from another issuer"] == refused
    assert found["two numbers"] == refused | {"told": False, "refused": True}
    assert found["bound before"] == begun | {"as": "eerder"}
    assert found["bound before by another issuer"] == refused
    assert found["bound before by nobody knows whom"] == refused
    assert found["accounts"] == 7


# Ten failures under this name, from the network of the tests.
LOCK = """
from axes.models import AccessAttempt
from django.utils import timezone
AccessAttempt.objects.create(
    username="sleutel", ip_address="127.0.0.0", failures_since_start=10, attempt_time=timezone.now()
)
"""


@pytest.mark.browser
def test_staff_log_in_with_a_passkey_under_our_own_policy_for_scripts(browser, live_site):
    """A real browser with a virtual key: makes a passkey, and logs in with it alone, although the name is locked."""
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
    live_site.manage("shell", "-v0", "-c", LOCK)
    page.goto("/beheer/")
    page.get_by_label("Gebruikersnaam").fill("sleutel")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_role("heading", name="Deze naam zit even op slot").wait_for()
    page.goto("/beheer/")
    page.get_by_role("button", name="Log in met een passkey").click()
    page.wait_for_url(f"{site}/beheer/")
    assert page.get_by_role("heading", name="Beheer").first.is_visible()
    context.close()
    assert not refused
