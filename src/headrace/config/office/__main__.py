"""
Letting in, on the command line of an installation.

`python -m headrace.config.office staff LOGIN` opens the back office to one of the centre's people;
`python -m headrace.config.office client LOGIN NAME` issues a client for a partner's program, which
then acts for that person, and prints its id and its secret, once.
"""

import os
import sys

_USE = "Usage: python -m headrace.config.office staff LOGIN | client LOGIN NAME\n"


def main(arguments: list[str]) -> int:
    """Let in as the command line says: 1 if that is refused, 2 if it says nothing known."""
    from headrace.kit.errors import CentreError, NotFound

    match arguments:
        case ["staff", login] | ["client", login, _]:
            try:
                _let_in(login, arguments[2:])
            except NotFound:
                sys.stderr.write(f"Nobody here has the log-in name {login}.\n")
                return 1
            except CentreError as error:
                sys.stderr.write(f"{error.explain(str)} {error.advise(str)}\n")
                return 1
            return 0
    sys.stderr.write(_USE)
    return 2


def _let_in(login: str, client_name: list[str]) -> None:
    from headrace.config.office import staff
    from headrace.config.partners import issue_client
    from headrace.kit import clock
    from headrace.kit.actors import Actor
    from headrace.parties.queries import person_of_login

    person_id = person_of_login(login)
    if not client_name:
        staff.take_on(by=Actor.system("set-up"), person_id=person_id, at=clock.now())
        return
    client_id, secret = issue_client(person_id, client_name[0])
    sys.stdout.write(f"client_id={client_id}\nclient_secret={secret}\n")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
    django.setup()
    raise SystemExit(main(sys.argv[1:]))
