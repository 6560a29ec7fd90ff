"""Short and everyday forms with one meaning, and the words that they stand for, in articles and questions alike.

A form that could mean something else ("or" is the Olympic record, too) isn't here.
"""

import re

_FORMS = """
pb personal best|pbs personal bests|sb season's best|sbs season's bests|wr world record|wrs world records
nr national record|nrs national records|wl world lead|xc cross country
dnf did not finish|dns did not start|dq disqualified|dqd disqualified|dq'd disqualified|dqed disqualified
dsq disqualified|dqs disqualifies
uni university|unis universities|hammy hamstring|hammies hamstrings|physio physiotherapist
mum mother|mom mother|mums mothers|mummy mother|dad father|dads fathers|daddy father
bro brother|sis sister|hubby husband|missus wife|gran grandmother|grandma grandmother|grandad grandfather
kid child|kids children|gaffer manager|skipper captain|keeper goalkeeper|ref referee|refs referees
footie football|footy football|comp competition|comps competitions|champs championships|prelims heats
op operation|vid video|vids videos|bday birthday|dob date of birth
mins minutes|secs seconds|hrs hours|yr year|yrs years|mth month|mths months|wk week|wks weeks
sacked dismissed|axed dropped|fave favourite|favorite favourite|favorites favourites|color colour|colors colours
"""

SHORT_FORMS = {
    form: words
    for line in _FORMS.split("\n")
    for entry in line.split("|")
    for form, _, words in [entry.strip().partition(" ")]
    if words
}
"""``pb`` → ``personal best``; lower case on both sides."""

_WORD = re.compile(rf"\b(?:{'|'.join(sorted(SHORT_FORMS, key=len, reverse=True))})\b(?!')", re.IGNORECASE)


def spell_out(text: str) -> str:
    """The text with its short forms spelled out, for whoever knows only whole words."""
    return _WORD.sub(lambda match: SHORT_FORMS[match.group().lower()], text)
