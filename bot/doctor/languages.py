"""The bot's own words, which every language must have in full."""

from collections.abc import Callable, Collection, Iterator, Mapping

from jinja2 import Environment, TemplateError, nodes

from bot.answering.composer import Composer
from bot.doctor.finding import Finding, fail, ok

Templates = Mapping[str, str]
_MODEL = "en"
_ADVICE = "install Pressbox anew, or complete the folder prompts/"


def languages(known: Collection[str], templates: Callable[[str], Templates]) -> Iterator[Finding]:
    """Whether each language has every template and every piece that English has; ``templates`` gives its sources."""
    wanted = _pieces(templates(_MODEL))
    for language in sorted(known):
        yield _language(language, templates(language), wanted)


def _language(language: str, sources: Templates, wanted: set[str]) -> Finding:
    try:
        Composer(sources).prepare()
        missing = sorted(wanted - _pieces(sources))
    except TemplateError as error:
        return fail("languages", f"a template of {language} is broken: {error}", _ADVICE)
    if missing:
        return fail("languages", f"{language} lacks {', '.join(missing)}", _ADVICE)
    return ok("languages", f"{language} is complete")


def _pieces(sources: Templates) -> set[str]:
    """The templates' names, and their macros' as ``template:macro``."""
    parser = Environment(autoescape=False)  # noqa: S701  # parsed, never rendered
    found = {name: parser.parse(source) for name, source in sources.items()}
    macros = {f"{name}:{macro.name}" for name, tree in found.items() for macro in tree.find_all(nodes.Macro)}
    return macros | set(found)
