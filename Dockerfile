# The bot and its pages in one small image; the data lives in the volume at /data.
FROM python:3.12-slim

RUN useradd --create-home --uid 10001 oefenouder \
 && mkdir /data /app && chown oefenouder /data /app
WORKDIR /app

# What is needed changes seldom; a layer of its own keeps later builds quick.
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb')); print(*p['project']['dependencies'], sep='\n')" > needs.txt \
 && pip install --no-cache-dir -c constraints.txt -r needs.txt

USER oefenouder
COPY --chown=oefenouder bot ./bot
COPY --chown=oefenouder dialogues ./dialogues
# Checks the content and learns from the examples once, so that a container starts at once.
RUN python -m bot check

ENV BOT_WEB_HOST=0.0.0.0 \
    BOT_DATABASE_URL=sqlite:////data/oefenouder.sqlite3 \
    PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
CMD ["python", "-m", "bot", "run"]
