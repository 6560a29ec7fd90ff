"""What is counted while the bot runs, in prometheus-client's own registry."""

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

ANSWERS = Counter("pressbox_answers", "Answers, by kind and by how sure they are", ["kind", "certainty"])
ANSWER_SECONDS = Histogram("pressbox_answer_seconds", "Seconds from a question to its answer", buckets=_SECONDS)
FIRST_RESPONSE_SECONDS = Histogram(
    "pressbox_first_response_seconds",
    "Seconds from a member's command or button, by Discord's clock, to the first response",
    buckets=_SECONDS,
)
INCIDENTS = Counter("pressbox_incidents", "Errors that a member was given a number for, or that were only logged")
REFUSED = Counter("pressbox_refused", "What members were refused, by the reason's code", ["reason"])
GATEWAY_SECONDS = Gauge("pressbox_gateway_latency_seconds", "Latency of Discord's gateway; NaN while not connected")
IN_FLIGHT = Gauge("pressbox_in_flight", "Questions and presses being carried out")
SERVERS = Gauge("pressbox_servers", "Servers the bot is in")
PASSAGES = Gauge("pressbox_passages", "Passages of the articles that answer everywhere and of the servers loaded")
