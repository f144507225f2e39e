"""The description of the API as other programs read it: the national rules, and clients made from it that work."""

import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.conftest import ROOT

SUPPORT = ROOT / "tests" / "support"
PACKAGES = ("@stoplight/spectral-cli@6.16.3", "@hey-api/openapi-ts@0.99.0", "typescript@5.9.3")
ANSWERS = {"audience": "resident", "goal_main": "meet"}

pytestmark = pytest.mark.any_database


@pytest.fixture(scope="module")
def description(live_site, tmp_path_factory):
    """The description that the site gives, as a file."""
    file = tmp_path_factory.mktemp("api") / "openapi.json"
    file.write_text(requests.get(f"{live_site.url}/api/v1/openapi.json", timeout=30).text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def node_programs():
    """The folder of the programs of PACKAGES, kept for a next run.

    Without npm, or a registry that it can reach, these tests cannot run.
    """
    if not (npm := shutil.which("npm")):
        pytest.skip("npm is missing")
    folder = ROOT / ".cache" / "node-programs"
    folder.mkdir(parents=True, exist_ok=True)
    programs, installed = folder / "node_modules" / ".bin", folder / "installed.txt"
    if installed.exists() and installed.read_text() == "\n".join(PACKAGES) and programs.is_dir():
        return programs
    command = [npm, "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "--silent", *PACKAGES]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=240)
    except subprocess.SubprocessError:
        pytest.skip("npm registry is missing")
    installed.write_text("\n".join(PACKAGES))
    return programs


def run_program(*command, **options):
    """What a program printed; with what it said when it failed."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=240, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def found(node_programs, description):
    """The errors by the national rules, in the description and in one in which faults were made: {file: codes}."""
    wrong = json.loads(description.read_text())
    del wrong["info"]["contact"]["email"]
    operation = wrong["paths"]["/platforms"]["get"]
    next(one for one in operation["parameters"] if one["name"] == "dataOwner")["name"] = "data_owner"
    del operation["responses"]["200"]["headers"], operation["responses"]["400"]
    wrong["components"]["schemas"]["Platform"]["properties"]["sources"]["items"]["properties"]["date"].pop("format")
    file = description.with_name("wrong.json")
    file.write_text(json.dumps(wrong))
    # Both at once: most of the time goes into reading the rules.
    command = [node_programs / "spectral", "lint", "-f", "json", "-r", SUPPORT / "api_design_rules.yaml"]
    done = subprocess.run([*map(str, (*command, description, file))], capture_output=True, text=True, timeout=240)
    errors = [one for one in json.loads(done.stdout) if one["severity"] == 0]
    assert errors, done.stdout + done.stderr
    return {
        name: {one["code"] for one in errors if Path(one["source"]).name == name}
        for name in ("openapi.json", "wrong.json")
    }


def test_the_description_keeps_the_national_design_rules(found):
    assert found["openapi.json"] == set()


def test_the_rules_see_what_is_wrong(found):
    """Each of these must be found: else the rules above hold us to nothing."""
    assert found["wrong.json"] == {
        "contact-is-complete",
        "camel-case-query-keys",
        "version-header-on-every-answer",
        "every-operation-can-refuse",
        "dates-say-their-form",
    }


def test_a_typescript_client_made_from_it_uses_every_operation(node_programs, description, live_site, tmp_path):
    run_program(node_programs / "openapi-ts", "-i", description, "-o", tmp_path / "client", cwd=tmp_path)
    shutil.copy(SUPPORT / "use_client.ts", tmp_path)
    options = "--target es2022 --module commonjs --moduleResolution node10 --strict --skipLibCheck"
    libraries = ["--lib", "es2022,dom,dom.iterable", "--outDir", tmp_path / "out"]
    run_program(node_programs / "tsc", "use_client.ts", *options.split(), *libraries, cwd=tmp_path)
    said = json.loads(run_program("node", tmp_path / "out" / "use_client.js", live_site.url))
    assert said["results"] == 3 and said["steps"] == 7 and said["rank"] == 1
    assert said["status"] in ("active", "ended", "unknown")


def test_a_python_client_made_from_it_uses_every_operation(description, live_site, tmp_path, monkeypatch):
    maker = Path(sys.executable).with_name("openapi-python-client")
    made = tmp_path / "made_client"
    said = run_program(maker, "generate", "--path", description, "--output-path", made, "--meta", "none")
    assert "schema" not in said.lower().replace("schemas", ""), said  # a schema that it cannot read, it leaves out
    monkeypatch.syspath_prepend(str(tmp_path))

    def part(name):
        return importlib.import_module(f"made_client.{name}")

    client = part("client").Client(base_url=f"{live_site.url}/api/v1", raise_on_unexpected_status=True)
    page = part("api.catalogus.get_platforms").sync(client=client, limit=100)
    assert len(page.results) == min(100, page.count)
    slug = page.results[0].slug
    one = part("api.catalogus.get_platform").sync(slug, client=client)
    assert (one.slug, one.status.value) == (slug, page.results[0].status.value)
    steps = part("api.stappenplan.get_stappenplan").sync(client=client)
    assert len(steps.steps) == 7
    request = part("models").Request.from_dict({"answers": ANSWERS})
    advice = part("api.stappenplan.create_advies").sync(client=client, body=request)
    assert advice.ranked[0].rank == 1
    assert {f"Platform{name}" for name in ("", "Page", "Evidence", "Facts")} <= set(dir(part("models")))
