"""What the bot needs on Discord, as far as that can be seen from here."""

from collections.abc import Iterator, Mapping

from bot.doctor.finding import Finding, fail, ok, warn
from bot.domain.errors import UserError
from bot.frontends.discord.application import PERMISSIONS, build_invitation, check_token, read_application_id
from bot.frontends.discord.interactions.command_tree import fingerprint_key
from bot.settings import Settings


def discord(settings: Settings, facts: Mapping[str, str], fingerprint: str) -> Iterator[Finding]:
    """Token, intents, permissions, and whether the commands are those that were registered last.

    ``facts`` are what the database keeps, ``fingerprint`` is that of the commands as this version has them.
    """
    yield token(settings.token)
    yield intents(message_content=settings.message_content)
    application = read_application_id(settings.token)
    yield permissions(application)
    yield commands(application, facts, fingerprint)


def token(secret: str) -> Finding:
    """Whether the token can be one; it is never shown."""
    try:
        check_token(secret)
    except UserError as error:
        problem, _, advice = str(error).partition("; ")
        return (
            fail("token", problem, advice)
            if secret
            else warn("token", f"{problem}, which `run` and `invite` need", advice)
        )
    return ok("token", f"has the shape of one, for application {read_application_id(secret)}")


def intents(*, message_content: bool) -> Finding:
    """Which intents the bot asks for."""
    if message_content:
        where = "Developer Portal → your application → Bot → Privileged Gateway Intents"
        return warn("intents", "message content is wanted", f"see that it is switched on there, too: {where}")
    return ok("intents", "none that is privileged")


def permissions(application: int | None) -> Finding:
    """What the bot asks of a server, and the link that invites it."""
    wanted = ", ".join(name.replace("_", " ") for name, given in PERMISSIONS if given)
    if application is None:
        return warn("permissions", f"needs: {wanted}", "with a token, the link that invites the bot stands here")
    return ok("permissions", f"{wanted}; invite it with {build_invitation(application)}")


def commands(application: int | None, facts: Mapping[str, str], fingerprint: str) -> Finding:
    """Whether Discord was told of the commands as they are now."""
    registered = facts.get(fingerprint_key(application)) if application else None
    if registered is None:
        return ok("commands", "are registered when the bot starts")
    if registered != fingerprint:
        return warn("commands", "have changed since they were registered", "start the bot: it registers them anew")
    return ok("commands", "are registered as they are")
