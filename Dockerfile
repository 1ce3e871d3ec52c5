# One image for every part of Zonekeeper; the argument says which: run agent-manager, run ...
# It holds what the build made: run "./zonekeeper build" first.
ARG JAVA_IMAGE=eclipse-temurin:25-jre
FROM ${JAVA_IMAGE}

# Numeric, so that an orchestrator can prove that it is not root.
RUN mkdir -p /var/lib/zonekeeper && chown 10001:10001 /var/lib/zonekeeper
COPY cli/target/lib /opt/zonekeeper/lib
COPY cli/target/zonekeeper.jar /opt/zonekeeper/zonekeeper.jar
USER 10001:10001
VOLUME /var/lib/zonekeeper

# exec form: the JVM is process 1 and gets the SIGTERM that makes an Agent Manager hand over.
# G1 by name: in a small container Java would choose a collector that stops everything for longer
# than an Agent Manager's peers wait. Huge pages, because a killed process is seen to be dead only
# when the kernel has taken its memory back.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=50", "-XX:+UseTransparentHugePages", "-XX:MaxRAMPercentage=60", "-jar", "/opt/zonekeeper/zonekeeper.jar"]
CMD ["--help"]
