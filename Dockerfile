# Dependencies before source, built apart from what runs; non-root, data in one volume.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements.lock ./
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY knowledge knowledge
COPY bot bot
COPY webhooks webhooks
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --system --home-dir /data --create-home netral
COPY --from=build /app/.venv /app/.venv
USER netral
WORKDIR /data
ENV NETRAL_DATABASE_URL=sqlite:////data/netral.db NETRAL_LOG_FORMAT=json
VOLUME /data
EXPOSE 8000
HEALTHCHECK CMD ["/app/.venv/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/ready', timeout=3)"]
ENTRYPOINT ["/app/.venv/bin/netral"]
CMD ["serve", "--host", "0.0.0.0"]
