"""Direct messages: from which server's articles they are answered, and how a member chooses."""

from collections.abc import Mapping

from bot.domain.conversation import ConversationKey
from bot.domain.request import Request
from bot.frontends.discord.asking.answers import answer_request, show
from bot.frontends.discord.corrections.notifications import WrittenAnswer
from bot.frontends.discord.interactions.context import Bot, Context
from bot.frontends.discord.interactions.control import Handler, Press
from bot.frontends.discord.interactions.shared_servers import Scope
from bot.frontends.discord.ui.layout import build_view


async def find_scope(bot: Bot, context: Context, request: Request) -> Scope:
    """Whose articles answer; where the member has to choose first, the request is put off."""
    if context.server_id is not None:
        return Scope(context.server_id)
    scope = await bot.shared_servers.find_scope(context.key.member_id)
    if scope.choices:
        bot.shared_servers.put_off(context.key.member_id, request)
    return scope


async def write_waited_answer(bot: Bot, key: ConversationKey, question: str, note: str) -> WrittenAnswer | None:
    """The answer that a member waited for, below a note, for their direct messages; buttons go on from there.

    ``None`` for a member who may not read the server's articles any more.
    """
    if key.server_id is None or not await bot.shared_servers.may_read(key.member_id, key.server_id):
        return None
    words = bot.services.server_words(bot.get_guild(key.server_id), key.server_id)
    reply = await answer_request(Context(bot.services, key, words), Request(question), note=note)
    return WrittenAnswer(reply.view, reply.sent)


async def choose_server(press: Press) -> None:
    """Keeps the member's choice, and answers what they asked before it."""
    await press.defer(thinking=False)
    shared, member_id, words = press.interaction.client.shared_servers, press.interaction.user.id, press.context.words
    server_id = int(press.chosen)
    server = await shared.choose(member_id, server_id)
    if server is None:
        await press.show(build_view([words.say("server_gone")]))
        return
    request = shared.take_up(member_id)
    if request is None:
        await press.show(build_view([words.say("server_chosen", server=server.name)]))
        return
    headline = press.context.words.say("question", text=request.text)
    reply = await answer_request(press.context.within(server_id), request, headline=headline)
    await show(press.interaction, reply)


DIRECT_BUTTONS: Mapping[str, Handler] = {"server": choose_server}
