"""Words that say nothing about what a passage is about."""

STOPWORDS = frozenset(
    """
    a an the this that these those there here
    i me my mine myself we us our ours ourselves you your yours yourself yourselves
    he him his himself she her hers herself it its itself they them their theirs themselves
    who whom whose which what when where why how
    am is are was were be been being do does did doing done have has had having
    can could may might must shall should will would ought
    isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't
    i'm i've i'd i'll you're you've he's she's it's we're we've they're they've that's there's what's who's let's
    of in on at by for from to into onto with without within about against between among through during
    before after above below over under up down out off again further then once as than until while
    and or but nor so if because although though yet
    not no any some each every both either neither other another such own same all
    very too just also only even ever never still already rather quite much many more most few less least
    please tell give show know say me
    s t d ll re ve m jr jnr sr snr iii
    """.split()  # words read best as words
)
"""English function words and question words, folded and in lower case."""
