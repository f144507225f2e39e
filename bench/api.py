"""The API tried against its own description, at length: by hand.

    .venv/bin/python bench/api.py [--examples 200] [more options of `schemathesis run`]

Starts the real site with a database of its own and has Schemathesis send so many right and wrong requests per
operation. Which answers of an advice go together is more than the description says, so that a refusal of right-looking
answers is no finding.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.conftest import own_database, serve


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--examples", type=int, default=200)
    options, more = parser.parse_known_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        own_database(Path(folder)) as database,
        serve(Path(folder) / "log", DATABASE_URL=database) as site,
    ):
        program = Path(sys.executable).parent / "schemathesis"
        command = [program, "run", f"{site.url}/api/v1/openapi.json", "--max-examples", str(options.examples)]
        command += ["--exclude-checks", "positive_data_acceptance", "--phases", "examples,coverage,fuzzing"]
        done = subprocess.run([*command, *more], cwd=folder)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
