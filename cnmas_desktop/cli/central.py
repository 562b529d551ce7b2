"""`cnmas central`: the centre itself, the operator's work."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from cnmas_desktop.cli import backups
from cnmas_desktop.cli.words import Commands, Session, note, password, say, session, show_table
from cnmas_desktop.messages import KnownError
from cnmas_desktop.services.own_centre import OwnCentre

app = Commands("Démarrer, arrêter, entretenir, sauvegarder et restaurer le centre.")
backups.add_to(app)

Data = Annotated[Path | None, typer.Option(metavar="DOSSIER", help="Le dossier du centre (sinon celui du dernier démarrage).")]


def _own(found: Session, data: Path | None) -> OwnCentre:
    if found.config.central_url:
        raise KnownError("central.not_here")
    return OwnCentre(data.expanduser().absolute()) if data else found.own


@app.command("start")
def start(
    context: typer.Context,
    data: Data = None,
    port: Annotated[
        int | None, typer.Option(metavar="PORT", min=1024, max=65535, help="Le port (sinon un port libre, gardé ensuite).")
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="Fonder un centre de démonstration, où la règle d'entraînement est permise.")
    ] = False,
) -> None:
    """Démarrer le centre de ce poste ; le créer la première fois.

    Affiche son adresse, sans mot de passe. La première fois, un compte de responsable est créé pour vous.
    """
    found = session(context)
    own = _own(found, data)
    access = own.start(port, demo=demo)
    own.remember(found.config)
    say(access.url)
    note(f"Votre compte de responsable est dans {own.manager_file}, que vous seul pouvez lire.")


@app.command("init")
def init(
    context: typer.Context,
    admin: Annotated[str, typer.Option(metavar="COMPTE", help="Un compte du serveur qui peut créer des bases et des comptes.")],
    keys: Annotated[Path, typer.Option(metavar="DOSSIER", help="Où écrire le mot de passe de l'opérateur et la clé de secours.")],
    url: Annotated[str | None, typer.Option(metavar="URL", help="L'adresse du centre à fonder (sinon celle des réglages).")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Fonder un centre de démonstration.")] = False,
) -> None:
    """Fonder un centre sur un serveur PostgreSQL : sa base, ses rôles, son schéma et ses droits. Dit ce qui a été fait.

    Les deux fichiers écrits ne se retrouvent pas : gardez-les en lieu sûr, hors du serveur.
    """
    from urllib.parse import urlsplit, urlunsplit

    from cnmas_desktop.central.centre import initialise, new_organisation_key, new_password
    from cnmas_desktop.central.connection import connect, connection_parameters
    from cnmas_desktop.central.roles import GROUPS, OWNER

    address = session(context).at(url).config.central_address
    if not address:
        raise KnownError("central.init_where")
    database = connection_parameters(address)["dbname"]
    operator_file, key_file = keys / "operator.password", keys / "organisation.key"
    if operator_file.exists() or key_file.exists():
        raise KnownError("central.keys_exist", folder=str(keys))
    secret, key = new_password(), new_organisation_key()
    with connect(
        urlunsplit(urlsplit(address)._replace(path="/postgres")), admin, password("administrateur", "CNMAS_ADMIN_PASSWORD_FILE")
    ) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone():
            raise KnownError("central.exists", database=database)
        with _kept_first({operator_file: secret.encode(), key_file: key}):
            founded = initialise(server, database, operator_password=secret, organisation_key=key, demo=demo)
    made = founded.made
    say(f"Le centre {database} est fondé.")
    say(f"Serveur : PostgreSQL {made.server_version}, {made.tls or 'sans TLS'}")
    say(f"Rôles : {', '.join((founded.operator, OWNER, *GROUPS.values()))}")
    say(f"Schéma : version {made.revision}, {made.tables} tables, {made.functions} fonctions")
    say(f"Droits retirés à tout le monde : {sum(statement.startswith('REVOKE') for statement in founded.hardened)}")
    say(f"Mot de passe de l'opérateur : {operator_file}")
    say(f"Clé de secours : {key_file}")
    if founded.to_harden:
        note("Un administrateur du serveur doit encore exécuter, dans cette base :")
        for statement in founded.to_harden:
            say(f"{statement};")


@contextmanager
def _kept_first(files: Mapping[Path, bytes]) -> Iterator[None]:
    """What opens a centre is on the disk before there is one, and taken away if there will be none."""
    try:
        for path, content in files.items():
            _keep(path, content)
        yield
    except BaseException:
        for path in files:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _keep(path: Path, content: bytes) -> None:
    from cnmas_desktop.credentials import private_folder, write_private

    try:
        private_folder(path.parent)
        write_private(path, content)
    except OSError:
        raise KnownError("central.keys_unwritable", folder=str(path.parent)) from None


@app.command("rekey")
def rekey(
    context: typer.Context,
    keys: Annotated[
        Path | None, typer.Option(metavar="DOSSIER", help="Où écrire la nouvelle clé (sinon, dans le dossier du centre de ce poste).")
    ] = None,
) -> None:
    """Donner au centre une nouvelle clé de secours, pour ce qui sera scellé désormais.

    L'ancienne ouvre encore ce qui a été scellé pour elle : gardez-la dans le même dossier. Aucune n'est remplacée.
    """
    from cnmas_desktop.central.centre import change_organisation_key, new_organisation_key
    from cnmas_desktop.services.recovery import new_key_file

    found = session(context)
    if keys is None and found.config.central_url:
        raise KnownError("central.rekey_where")
    access = found.access()
    file, key = new_key_file(keys or found.own.folder), new_organisation_key()
    with access.operator() as operator:
        _keep(file, key)  # one that came to serve nothing does no harm
        change_organisation_key(operator, key)
    say(f"La clé de secours du centre est maintenant {file}")
    note("Les sauvegardes la prennent dès maintenant ; un poste, à la connexion qui suit son prochain contact (cnmas devices list).")


@app.command("stop")
def stop(context: typer.Context, data: Data = None) -> None:
    """Arrêter le centre de ce poste."""
    say("Le centre est arrêté." if _own(session(context), data).stop() else "Le centre était déjà arrêté.")


@app.command("status")
def status(context: typer.Context, data: Data = None) -> None:
    """Dire si le centre répond, où, et dans quelle version. Code 1 s'il ne répond pas."""
    found = session(context)
    if found.config.central_url:
        with found.access().manager() as gateway:
            hello = gateway.hello()
        say(f"Le centre répond : {found.config.central_url}{_demo(bool(hello['demo']))}")
        return
    own = _own(found, data)
    state = own.status()
    if not state.made:
        raise KnownError("central.not_made")
    if not state.running:
        raise KnownError("central.stopped")
    with OwnCentre(own.folder).access().manager() as gateway:
        demo = bool(gateway.hello()["demo"])
    say(f"Le centre est démarré : {own.url} (PostgreSQL {state.version}){_demo(demo)}")


def _demo(demo: bool) -> str:
    return ", démonstration" if demo else ""


@app.command("upgrade")
def upgrade(context: typer.Context) -> None:
    """Mettre la base du centre au niveau de ce programme, sans interrompre les agents."""
    from cnmas_desktop.central.centre import maintain
    from cnmas_desktop.central.connection import connection_parameters
    from cnmas_desktop.central.migrating import upgrade as bring_up_to_date
    from cnmas_desktop.central.roles import operator_role
    from cnmas_desktop.services.own_centre import Access, Office

    asked = session(context).access()
    who = asked.identify(Office.OPERATOR)
    bring_up_to_date(asked.url, operator_role(connection_parameters(asked.url)["dbname"]), who.password)
    with Access(asked.url, lambda office: who).operator() as operator:
        maintain(operator)
    say("Le centre est à jour.")


@app.command("maintain")
def maintain(context: typer.Context) -> None:
    """Faire l'entretien périodique : heures permises, catalogues, mots de passe provisoires."""
    from cnmas_desktop.central.centre import maintain as do_maintain
    from cnmas_desktop.central.recovery_gateway import RecoveryGateway

    with session(context).access().operator() as operator:
        do_maintain(operator)
        waiting, since = RecoveryGateway(operator).waiting()
    say("L'entretien est fait.")
    if since is not None:
        note(
            f"Copies de secours déposées, pas encore ouvertes : {waiting}, la plus ancienne du {since.astimezone():%d/%m/%Y}. "
            "Elles sont détruites après 90 jours : ouvrez-les avec « cnmas journal recover »."
        )


@app.command("check")
def check(context: typer.Context) -> None:
    """Vérifier les droits de chacun et les réglages du serveur. Code 1 s'il y a quelque chose à corriger."""
    from cnmas_desktop.central.connection import reached_by_network
    from cnmas_desktop.central.hardening import missing
    from cnmas_desktop.central.lint import lint
    from cnmas_desktop.central.server_settings import missing_standbys, unsafe_settings, weak_doors

    found = session(context)
    whole_server = not found.config.central_url
    access = found.access()
    remote = reached_by_network(access.url)
    with access.operator() as operator:
        to_run = missing(operator, whole_server)
        findings = [one for one in lint(operator, whole_server) if one.rule != "hardening"]
        findings += [*unsafe_settings(operator, remote=remote), *weak_doors(operator, remote=remote), *missing_standbys(operator)]
    if not findings and not to_run:
        say("Rien à corriger.")
        return
    show_table("À corriger", ("Règle", "Où", "Comment"), [(one.rule, one.what, one.remedy) for one in findings])
    for statement in to_run:
        say(f"{statement};")
    raise typer.Exit(1)


@app.command("metrics")
def metrics(context: typer.Context) -> None:
    """Afficher les chiffres du centre, au format texte de Prometheus : aucun nom, aucune personne.

    Pour un centre désigné par son adresse, sous le compte d'un superviseur : CNMAS_LOGIN et CNMAS_PASSWORD_FILE.
    """
    from cnmas_desktop.central.entrance import enter
    from cnmas_desktop.central.metrics import prometheus_text, read
    from cnmas_desktop.services.own_centre import Office

    found = session(context)
    access = found.access()
    if found.config.central_url:
        who = access.identify(Office.SUPERVISOR)
        connection = enter(access.url, who.login, who.password).connection
    else:
        connection = access.operator()
    with connection:
        typer.echo(prometheus_text(read(connection)), nl=False)
