"""Verbs with which articles attribute words to a speaker."""

SPEECH_VERBS = tuple(
    """said says told tells added adds recalled recalls explained explains admitted admits revealed reveals
    insisted insists joked jokes wrote writes continued continues conceded concedes stated states argued argues
    asked asks replied replies answered answers confirmed confirms commented comments remarked remarks noted notes
    reflected reflects claimed claims declared declares announced announces posted posts tweeted quipped vowed
    warned warns promised promises suggested suggests stressed stresses concluded concludes laughed
    shared shares acknowledged acknowledges believes believed thinks thought confessed confesses beamed grinned smiled
    sighed enthused observed observes mused declared offered predicted predicts recounted pointed reported reports
    responded responds urged urges""".split()  # words read best as words
)
"""Past and present forms, in lower case."""
