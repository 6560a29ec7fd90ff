"""Words by which a report means somebody it has named: "the Scot", "the world indoor champion", "the 27-year-old"."""

_WHO = (
    r"(?:athlete|runner|champion|star|winner|medall?ist|holder|sprinter|swimmer|cyclist|rider|boxer|striker|midfielder|"
    r"defender|winger|captain|skipper|goalkeeper|keeper|player|teenager|veteran|hurdler|jumper|vaulter|thrower|marathoner|"
    r"olympian|paralympian|favourite|leader|number one|world number \w+|\d\d-year-old|"
    r"scot|briton|englishman|englishwoman|welshman|welshwoman|irishman|irishwoman|frenchman|frenchwoman|dutchman|"
    r"dutchwoman|spaniard|swede|dane|finn|pole|turk|serb|croat|swiss|"
    r"(?:american|norwegian|kenyan|ethiopian|australian|canadian|german|italian|russian|ukrainian|belgian|austrian|czech|"
    r"slovak|slovene|slovenian|slovakian|hungarian|romanian|greek|portuguese|brazilian|argentinian|argentine|mexican|jamaican|"
    r"cuban|japanese|chinese|korean|indian|moroccan|algerian|tunisian|ugandan|nigerian|south african|new zealander))"
)
DESCRIBED = rf"(?:[Tt]he|[Hh]is|[Hh]er)\s(?:(?!\w+ed\b)[\w'-]+\s){{0,4}}?(?i:{_WHO})(?:\s(?i:{_WHO}))?(?![\w'-])"
"""A pattern for such words, for folded text."""
