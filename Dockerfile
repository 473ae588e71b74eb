# The bot and its pages in one small image; the data lives in the volume at /data.
FROM python:3.12-slim

RUN useradd --create-home --uid 10001 oefenouder \
 && mkdir /data && chown oefenouder /data
WORKDIR /app

COPY pyproject.toml constraints.txt README.md ./
COPY bot ./bot
COPY dialogues ./dialogues
RUN pip install --no-cache-dir -c constraints.txt . \
 && chown -R oefenouder /app

USER oefenouder
ENV BOT_WEB_HOST=0.0.0.0 \
    BOT_DIALOGUES=/app/dialogues \
    BOT_DATABASE_URL=sqlite:////data/oefenouder.sqlite3 \
    PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8080/healthz'), timeout=4)"]
CMD ["python", "-m", "bot", "run"]
