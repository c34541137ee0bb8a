# cardscan in a container: docker run --rm -v "$PWD:/cards" cardscan scan photo.jpg
FROM python:3.11-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY pyproject.toml README.md ./
COPY cardscan cardscan
RUN pip install --no-cache-dir .

RUN useradd --create-home cardscan
USER cardscan
WORKDIR /cards

HEALTHCHECK --interval=5m --timeout=60s CMD ["cardscan", "check"]
ENTRYPOINT ["cardscan"]
CMD ["--help"]
