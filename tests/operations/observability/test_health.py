"""Whether the site lives and can serve, as a monitor asks it."""

from django.db import Error, connection

NO_NIGHT_YET = {"nightly_round": None, "nightly_round_late": False}


def test_a_watchman_hears_that_the_site_lives_and_can_serve(client, db):
    assert client.get("/health/live").content == b"ok\n"
    assert client.get("/health/ready").json() == {"database": True, "catalogue": True, **NO_NIGHT_YET}
    assert "no-store" in client.get("/health/ready")["Cache-Control"]


def test_a_site_without_a_catalogue_is_alive_but_not_ready(client, empty_catalogue):
    assert client.get("/health/live").status_code == 200
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "catalogue": False, **NO_NIGHT_YET})


def test_a_site_without_its_database_is_alive_but_not_ready(client, db):
    def away(execute, sql, params, many, context):
        raise Error("away")

    with connection.execute_wrapper(away):
        assert client.get("/health/live").status_code == 200
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"database": False, "catalogue": False})
