# Builds the wheel and what the lock file names, and copies the finished environment into a small image.
FROM python:3.13-slim-bookworm AS build
WORKDIR /source
RUN pip install --no-cache-dir uv==0.13.9
COPY pyproject.toml uv.lock README.md LICENSE ./
COPY bot bot
COPY corpus corpus
COPY prompts prompts
RUN uv sync --locked --no-dev --no-editable --extra postgres

FROM python:3.13-slim-bookworm
RUN useradd --uid 10001 --no-create-home pressbox && install -d -o pressbox /data
COPY --from=build /source/.venv /source/.venv
ENV PATH=/source/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PRESSBOX_DATABASE=/data/pressbox.sqlite3 \
    PRESSBOX_MONITORING=127.0.0.1:9464
USER 10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=2m \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9464/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["pressbox"]
CMD ["run"]
