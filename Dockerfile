# One image for every part of Zonekeeper; the argument says which: run agent-manager, run ...
# It holds what the build made: run "./zonekeeper build" first.
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG BASE_IMAGE=debian:12-slim

FROM ${JDK_IMAGE} AS parts
WORKDIR /parts
COPY docker/this-platform-only.sh .
COPY cli/target/lib lib
COPY cli/target/zonekeeper.jar .
# Libraries with native code bring it for a dozen platforms.
RUN bash this-platform-only.sh lib && rm this-platform-only.sh
# The modules that the parts and their libraries use, and jcmd for whoever has to look inside.
RUN jlink --no-header-files --no-man-pages --compress zip-6 --generate-cds-archive --output /jre --add-modules \
java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.jfr,jdk.zipfs,jdk.naming.dns,jdk.net,jdk.jcmd,jdk.security.auth,jdk.security.jgss,jdk.httpserver,jdk.charsets

FROM ${BASE_IMAGE}
ARG VERSION=unreleased
LABEL org.opencontainers.image.title="Zonekeeper" \
      org.opencontainers.image.description="An event-sourced Agent Manager for outbound contact centres on Apache Kafka" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}"
# Numeric, so that an orchestrator can prove that it is not root; of group 0, as which a platform
# that chooses the user itself runs it.
RUN mkdir -p /var/lib/zonekeeper && chown 10001:0 /var/lib/zonekeeper && chmod 0775 /var/lib/zonekeeper
COPY --from=parts /jre /opt/java
COPY --from=parts /parts /opt/zonekeeper
COPY docker/ready docker/others-ready /opt/zonekeeper/
ENV PATH="/opt/java/bin:${PATH}" LANG=C.UTF-8
USER 10001:0

# exec form: the JVM is process 1 and gets the SIGTERM that makes an Agent Manager hand over.
# G1 by name: in a small container Java would choose a collector that stops everything for longer
# than an Agent Manager's peers wait. Huge pages, because a killed process is seen to be dead only
# when the kernel has taken its memory back.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=50", "-XX:+UseTransparentHugePages", "-XX:MaxRAMPercentage=60", "-jar", "/opt/zonekeeper/zonekeeper.jar"]
CMD ["--help"]
