# Image of the local stack's parts, for docker-compose.local.yml. Deployment does not use it: Google Cloud builds the
# functions from source.
#checkov:skip=CKV_DOCKER_2:One image runs different parts; docker-compose.local.yml has the health check of each.

FROM node:24.11-bookworm-slim AS web
WORKDIR /app/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM python:3.12-slim-bookworm
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONPATH=/app/functions:/app PYTHONUNBUFFERED=1
WORKDIR /app
COPY requirements/local.txt requirements/
# --no-deps: the lock is complete, and pins every file by its hash.
RUN pip install --no-deps --require-hashes -r requirements/local.txt
COPY functions functions
COPY infra infra
COPY local local
COPY --from=web /app/web/dist web/dist
# Compile the modules and train the stand-in's model once, so that each part starts in a second.
RUN python -m compileall -q functions local \
 && python -c "from pathlib import Path; from local.standin.model.classifier import load; load(Path('build/standin'))" \
 && useradd --system --uid 10001 --no-create-home alumusic \
 && install -d -o alumusic /state
USER 10001
ENTRYPOINT ["python", "-m", "local.stack.container"]
