"""All of following, put together."""

from dataclasses import dataclass

from bot.desk.unanswered import Unanswered
from bot.following.contents import Contents
from bot.following.digest import DigestMaker
from bot.following.follows import Follows
from bot.following.log_reader import LogReader
from bot.following.newest import Newest
from bot.following.ports import FollowStore, JobStore, MemberSchedules, NewsLog
from bot.following.runner import Runner
from bot.following.times import Times
from bot.newsroom import Newsroom
from bot.ports.clock import Clock
from bot.ports.conversations import SentAnswerStore
from bot.ports.servers import ServerStore


@dataclass(frozen=True, slots=True)
class Following:
    """What members can do to hear of news, and what tells them."""

    follows: Follows
    newest: Newest
    reader: LogReader
    runner: Runner
    times: Times

    @classmethod
    def over(
        cls,
        newsroom: Newsroom,
        unanswered: Unanswered,
        follows: FollowStore,
        news: NewsLog,
        jobs: JobStore,
        schedules: MemberSchedules,
        servers: ServerStore,
        sent_answers: SentAnswerStore,
        clock: Clock,
    ) -> "Following":
        """Following that keeps its work in these stores."""
        contents = Contents(follows, news, newsroom, DigestMaker(news, newsroom, sent_answers, unanswered))
        times = Times(schedules, follows, servers, clock)
        reader = LogReader(news, follows, jobs, servers, newsroom, times)
        return cls(
            follows=Follows(follows, newsroom, times, clock),
            newest=Newest(news, newsroom, servers),
            reader=reader,
            runner=Runner(jobs, follows, times, reader, contents, clock),
            times=times,
        )
