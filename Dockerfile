# One image for the worker and the API; the command tells which.
FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# Only what the built programs load: no bundler, and of the SDK's libraries that of this machine.
RUN npm run build && npm run modules -- /app/production

FROM node:22-slim
ENV NODE_ENV=production
# With glibc's many arenas the worker's memory grows for thousands of orders by what lies between its pieces; so it
# does where large pieces lie among the small ones, which they do unless this bound is set.
ENV MALLOC_ARENA_MAX=2
ENV MALLOC_MMAP_THRESHOLD_=131072
# Many times what is in use at once: the less there is allowed, the sooner memory is given back.
ENV NODE_OPTIONS=--max-old-space-size=512
WORKDIR /app
# Temporal and the gateways are reached by TLS from native code, which looks for the system's certificates.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
# Not the user's own: it runs them, and need not be able to change them.
COPY --from=build /app/package.json ./
COPY --from=build /app/production/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
EXPOSE 8080
# For the API; the worker has its own: node dist/workers/health.js
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:8080/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/api/main.js"]
