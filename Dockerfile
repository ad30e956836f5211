# The ledger with a Java and a PostgreSQL of its own, built from these sources:
#   docker build -t authority-ledger .
#   docker run -p 127.0.0.1:8080:8080 -v ledger-data:/ledger-data --name ledger authority-ledger
FROM debian:trixie-slim AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends maven openjdk-21-jdk-headless binutils \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
RUN mvn -B -ntp -q -Pzip -DskipTests package
# Laid out here, since who runs the ledger cannot write there.
RUN mkdir /authority-ledger \
    && mv ledger LICENSE standalone/target/authority-ledger.jar standalone/target/java /authority-ledger/ \
    && /authority-ledger/ledger --version

FROM debian:trixie-slim
COPY --from=build /authority-ledger /authority-ledger
RUN useradd --no-create-home --uid 10001 ledger \
    && install -d -o ledger -g ledger -m 0700 /ledger-data
USER ledger
WORKDIR /tmp
# Which addresses of the host lead here is said by -p.
ENV SERVER_ADDRESS=0.0.0.0 LEDGER_DATADIR=/ledger-data
EXPOSE 8080
VOLUME /ledger-data
ENTRYPOINT ["/authority-ledger/ledger"]
