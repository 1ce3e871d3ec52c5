package org.zonekeeper.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;

/**
 * Apicurio Registry as a child process; it speaks Confluent's REST protocol, with numeric schema
 * ids, and keeps everything in memory. Belongs to a {@link LocalCluster}, which sees to it that one
 * thread at a time uses it.
 */
final class RegistryProcess {
  /** It is up in 4–7 s on a free machine; this is for a very busy one. */
  private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

  private static final Duration STOP_GRACE = Duration.ofSeconds(5);

  private static final int HEAP_MEGABYTES = 256;

  private static final String MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  /** A header of every answer: a stranger's registry on the same port does not have ours. */
  private static final String PROOF = "Zonekeeper-Registry";

  private final String identity = UUID.randomUUID().toString();
  private final int port;
  private final Path jar;
  private final Path log;
  private ChildProcess process;

  RegistryProcess(int port, Path jar, Path log) {
    this.port = port;
    this.jar = jar;
    this.log = log;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
  }

  void start() {
    List<String> flags = new ArrayList<>(JvmFlags.fastStart(HEAP_MEGABYTES));
    // As its jar's manifest says, which counts only for java -jar; ParentWatch is started.
    flags.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    flags.add("-Dquarkus.http.host=127.0.0.1");
    flags.add("-Dquarkus.http.port=" + port);
    // As Confluent's own registry: clients that expect its default refuse one that checks nothing.
    flags.add("-Dapicurio.rules.global.compatibility=BACKWARD");
    flags.add("-Dquarkus.http.header.\"%s\".value=%s".formatted(PROOF, identity));
    // Health and metrics would listen on a fixed port, on every interface: two would clash.
    flags.add("-Dquarkus.management.host=127.0.0.1");
    flags.add("-Dquarkus.management.port=0");
    // No traces, metrics or logs to anyone outside.
    flags.add("-Dquarkus.otel.sdk.disabled=true");
    flags.add("-Dquarkus.http.access-log.enabled=false");
    flags.add("-Dquarkus.banner.enabled=false");
    flags.add("-Dquarkus.log.category.\"io.apicurio\".level=WARN");
    // Its own defaults name settings that it does not know, and it warns about them.
    flags.add("-Dquarkus.log.category.\"io.quarkus.config\".level=ERROR");
    flags.add("-Dquarkus.log.category.\"io.quarkus.runtime.configuration\".level=ERROR");
    process =
        ChildProcess.named("schema registry")
            .classPath(jar.toString())
            .jvmFlags(flags)
            .main(MAIN)
            .log(log)
            .start();
  }

  /** Waits until this very registry answers: not a stranger's that listens on its port. */
  void awaitReady() throws InterruptedException {
    URI subjects = URI.create(url() + "/subjects");
    try (HttpClient client = HttpClient.newHttpClient()) {
      process.awaitReady(
          "answer to GET " + subjects,
          START_TIMEOUT,
          () ->
              Probe.answers(
                  client, subjects, headers -> headers.allValues(PROOF).contains(identity)));
    }
  }

  void stop() throws InterruptedException {
    if (process != null) {
      process.stop(STOP_GRACE);
    }
  }

  ChildProcess process() {
    return process;
  }
}
