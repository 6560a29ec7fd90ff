"""Articles about invented athletes, each for something that a message has to show."""

from collections.abc import Mapping

_LONG = " ".join(f"Kim Ode ran {number} laps on day {number} of the camp." for number in range(1, 121))
_ENDLESS = "Kim Ode’s bag held " + ", ".join(f"item {number}" for number in range(1, 400)) + "."

ARTICLES: Mapping[str, str] = {
    "lee-calf": """---
title: Lee hurts her calf
date: 2025-06-20
author: Tom Reid
outlet: Track Weekly
url: https://track.example/lee(calf)?page=1
athletes: [Ann Lee]
---

Ann Lee hurt her calf on 10 June 2025 in Oslo. Lee had led the race until the last bend.

“I heard a pop – and that was it,” said Lee. Her coach Gareth Pugh carried her off the track.

Lee had surgery on her calf in Rome on 2 July 2025. Lee won the mile in Bergen on 3 May 2024.
""",
    "lee-return": """---
title: Lee is back
date: 2025-11-02
author: Tom Reid
outlet: Track Weekly
url: https://track.example/back
athletes: [Ann Lee]
---

Ann Lee ran her first race after the injury in Porto on 1 November 2025. “I cried at the start,” said Lee.

Lee finished third in Porto. Lee now trains in Seville.
""",
    "hart-sisters": """---
title: A rainy final for the Hart sisters
date: 2025-05-18
author: Paul Quinn
outlet: River News
athletes: [Maya Hart, Zoe Hart]
---

Maya Hart won the single sculls final in Lucerne on Sunday. Zoe Hart finished fourth in the same race.

Maya Hart studies law in Leeds. Zoe Hart works as a nurse in York.
""",
    "brand-age-a": """---
title: Otto Brand at home
outlet: Village Post
athletes: [Otto Brand]
---

Otto Brand broke his arm on 3 March 2024.
""",
    "brand-age-b": """---
title: Otto Brand abroad
outlet: City Paper
athletes: [Otto Brand]
---

Otto Brand broke his arm on 9 March 2024.
""",
    "markup": """---
title: "*Stars* & _bars_ for ~~Rex~~ @everyone"
outlet: "[click](https://evil.example)"
athletes: [Rex Moor]
---

Rex Moor wrote **“@everyone look at <@80088516616269824> ||here|| https://discord.gg/abc”** in Lima.
""",
    "ode-camp": f"""---
title: Ode's camp diary
outlet: Camp Notes
athletes: [Kim Ode]
---

{_LONG}

{_ENDLESS}
""",
}

MANUSCRIPTS: Mapping[str, str] = {
    "bergen": """Lee wins in Bergen

Ann Lee won the 1500m in Bergen on 4 June 2025. “I had more left,” said Lee. She ran 4:01.20, her best of the season,
and beat Mona Reyes by two metres on the line.

ADVERTISEMENT

Follow us on Facebook

Her coach Gareth Pugh said that Lee will race again in Rome in July. The club paid for the trip.
""",
    "matter": """---
title: Brand signs for a new club
date: 2025-04-02
author: Ida Holm
outlet: River News
url: https://river.example/brand
athletes: [Otto Brand]
---

Otto Brand signed for the Harbour Club on 1 April 2025. “The water is better there,” said Brand. He will move in May and
train with the juniors until the summer, and he has sold his old boat to a school in Leeds for one pound. The club
has been looking for a single sculler since the spring.
""",
    "unclosed": """---
title: Brand signs
Otto Brand signed for the Harbour Club.
""",
    "odd": """Kim Ode\u202e won {{ 7 * 7 }} medals in Lima on 5 May 2025.
@everyone saw <@1> and <script>alert(1)</script> there.
Kim Ode said \0 discord.gg/abc is Z\u0351\u0352\u0353\u0354algo.
""",
}
"""What moderators and members add while a test runs."""
OWN: Mapping[str, str] = {
    "voss-knee": """---
title: Voss hurts her knee
date: 2025-05-04
author: Tom Reid
outlet: Track Weekly
athletes: [Bea Voss]
---

Bea Voss hurt her knee on 3 May 2025 in Porto. Voss had led until the last lap.
""",
    "voss-back": """---
title: Voss runs again
date: 2025-09-02
outlet: Track Weekly
athletes: [Bea Voss]
---

Bea Voss won the mile in Leeds on 1 September 2025.
""",
}
"""Articles that a server adds of its own."""
