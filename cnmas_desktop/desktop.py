"""`cnmas-desktop`: open the window, on a demonstration if asked, or run the guided tour."""

from argparse import ArgumentParser
import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from cnmas_desktop.bootstrap import Demonstration, Services
    from cnmas_desktop.config import Config


class FrenchParser(ArgumentParser):
    """What is not understood is one French sentence, as with `cnmas`."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"Cette option n'est pas connue, ou sa valeur ne convient pas. Voyez : {self.prog} --help\n")


def parser() -> ArgumentParser:
    """What may be said when it is started."""
    whole = FrenchParser(prog="cnmas-desktop", description="Poste d'appels de la CNMAS.", add_help=False)
    made = whole.add_argument_group("Options")
    made.add_argument("-h", "--help", action="help", help="afficher cette aide")
    made.add_argument("--demo", action="store_true", help="ouvrir sur un centre de démonstration, connexion faite")
    made.add_argument("--check", action="store_true", help="ouvrir et fermer la bibliothèque des fenêtres, et dire sa version")
    made.add_argument("--tour", metavar="DOSSIER", type=Path, help="faire la visite guidée et y ranger les images")
    made.add_argument("--language", choices=("fr", "en"), help="langue de la fenêtre (celle du système sinon)")
    made.add_argument("--style", choices=("light", "dark", "contrast_light", "contrast_dark"), help="apparence, pour cette fois")
    made.add_argument("--scale", type=float, default=0.0, metavar="1.0–2.0", help="taille du texte, pour cette fois")
    return whole


def main(arguments: list[str] | None = None) -> int:
    """The exit code."""
    options = parser().parse_args(arguments)
    look = options.style or ""
    from cnmas_desktop.config import Config, forget_inherited, home_of

    forget_inherited()
    if options.check:
        from cnmas_desktop.gui.check import check

        return check(say)
    try:
        config, fault = Config.read(), None
    except Exception as error:  # noqa: BLE001 - the window says what is wrong with a file; what is ours it raises
        config, fault = Config(home=home_of(os.environ)), error
    if options.tour is not None:
        from cnmas_desktop.messages import KnownError

        try:
            if fault is not None:
                raise fault
            return _tour(config, options.tour, look or "light", options.scale)
        except KnownError as error:
            say(str(error))
            return 1
    language = config.language if "language" in config.locked else options.language or config.language
    if fault is None and options.demo:
        return _demonstration(config, language, look, options.scale)
    return _workstation(config, language, look, options.scale, fault)


def _tour(config: "Config", folder: Path, look: str, scale: float) -> int:
    """On a demonstration of its own, made anew each time."""
    from cnmas_desktop import logs
    from cnmas_desktop.bootstrap import demonstration
    from cnmas_desktop.config import Config
    from cnmas_desktop.gui.tour import run_tour

    home = Config(home=config.data_dir / "tour")
    logs.configure(home.state_dir / "tour.log")
    return run_tour(lambda: demonstration(home, fresh=True, say=say), folder, say, look=look, scale=scale)


def _workstation(config: "Config", language: str | None, look: str, scale: float, fault: Exception | None) -> int:
    """`fault`: why the settings could not be read; said in the window, as its first page is all that most people see of a program."""
    from cnmas_desktop.gui.app import run

    def services() -> "Services":
        from cnmas_desktop import logs
        from cnmas_desktop.bootstrap import make_services
        from cnmas_desktop.services.process_memory import keep_to_itself

        if fault is not None:
            raise fault
        keep_to_itself()
        logs.configure(config.state_dir / "desktop.log")
        return make_services(config)

    return run(
        services,
        identity=f"{config.home}\n{config.central_url}",
        language=language,
        look=look,
        scale=scale,
        home=str(config.home or ""),
    )


def _demonstration(config: "Config", language: str | None, look: str, scale: float) -> int:
    """Signed in by itself; its centre stops with the window."""
    from cnmas_desktop.gui.app import run

    running: list[Demonstration] = []

    def services() -> "Demonstration":
        from cnmas_desktop import logs
        from cnmas_desktop.bootstrap import demonstration

        logs.configure(config.state_dir / "demonstration.log")
        made = demonstration(config, say=say)
        running.append(made)
        agent, supervisor = made.agents[0], made.supervisor
        say(f"Centre de démonstration : agent {agent[0]}, superviseur {supervisor[0]}, mot de passe {supervisor[1]}")
        return made

    try:
        return run(
            services,
            known=lambda: running[0].agents[0],
            identity=f"{config.home}\ndemonstration",
            language=language,
            look=look,
            scale=scale,
            home=str(config.home or ""),
        )
    finally:
        for made in running:
            made.close()


def say(sentence: str) -> None:
    """On the terminal, at once."""
    print(sentence, flush=True)  # noqa: T201 - the demonstration tells on the terminal what it does
