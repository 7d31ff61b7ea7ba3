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
    """Do what the command line says; return 2 if it says nothing known. Django is set up."""
    from headrace.config.office import staff
    from headrace.config.partners import issue_client
    from headrace.kit import clock
    from headrace.kit.actors import Actor
    from headrace.parties.queries import person_of_login

    match arguments:
        case ["staff", login]:
            by = Actor.system("set-up")
            staff.take_on(by=by, person_id=person_of_login(login), at=clock.now())
        case ["client", login, name]:
            client_id, secret = issue_client(person_of_login(login), name)
            sys.stdout.write(f"client_id={client_id}\nclient_secret={secret}\n")
        case _:
            sys.stderr.write(_USE)
            return 2
    return 0


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headrace.config.settings")
    django.setup()
    raise SystemExit(main(sys.argv[1:]))
