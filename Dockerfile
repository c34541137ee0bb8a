# cardscan in a container: docker run --rm --user "$(id -u)" -v "$PWD:/cards" cardscan scan photo.jpg
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY cardscan cardscan
RUN pip install --no-cache-dir '.[web]'

RUN useradd --create-home cardscan
USER cardscan
# Whoever --user names may write here, without a home of their own.
ENV CARDSCAN_CACHE_DIR=/tmp/cardscan
WORKDIR /cards

HEALTHCHECK --interval=5m --timeout=60s CMD ["cardscan", "check"]
ENTRYPOINT ["cardscan"]
CMD ["--help"]
