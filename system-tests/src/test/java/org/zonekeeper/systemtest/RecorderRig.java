package org.zonekeeper.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zonekeeper.cli.Zonekeeper;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.cluster.process.Ports;
import org.zonekeeper.cluster.process.Signal;
import org.zonekeeper.schemas.ZoneDirectory;

/**
 * A recorder and forwarders, each a process of its own, to be killed and started again. For the
 * test's own thread.
 */
final class RecorderRig implements AutoCloseable {
  private static final String RECORDER = "command-recorder";
  private static final int HEAP_MEGABYTES = 96;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ClusterProvider cluster;
  private final ZoneDirectory zones;
  private final Path directory;
  private final Ports ports = new Ports();
  private final int recorderPort;
  private final Map<String, ChildProcess> processes = new LinkedHashMap<>();

  RecorderRig(ClusterProvider cluster, ZoneDirectory zones, Path directory) {
    this.cluster = cluster;
    this.zones = zones;
    this.directory = directory;
    // It must come back where it was.
    this.recorderPort = ports.any("the recorder");
  }

  URI recorderUrl() {
    return URI.create("http://127.0.0.1:" + recorderPort);
  }

  /** Starts the recorder, on the database it had; the options are those of its faults. */
  void startRecorder(String... faults) throws InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "recorder",
                "--port",
                Integer.toString(recorderPort),
                "--db",
                directory.resolve("recorder-rig").toString()));
    arguments.addAll(List.of(faults));
    start(RECORDER, "recorder listening", arguments);
  }

  void killRecorder() throws IOException, InterruptedException {
    kill(RECORDER);
  }

  /** A forwarder to the recorder. */
  void startForwarder(String name, String group) throws InterruptedException {
    List<String> arguments = forwarder(group);
    arguments.addAll(
        List.of(
            "--recorder-url",
            recorderUrl().toString(),
            "--set",
            "recorder.timeout.ms=1000",
            "--set",
            "retry.pause.longest.ms=1000"));
    start(name, "ready acr-forwarder", arguments);
  }

  /** A forwarder to the topic. */
  void startTopicForwarder(String name, String group) throws InterruptedException {
    List<String> arguments = forwarder(group);
    arguments.addAll(List.of("--way-out", "topic"));
    start(name, "ready acr-forwarder", arguments);
  }

  /** SIGKILL; returns when it is gone. */
  void kill(String name) throws IOException, InterruptedException {
    ChildProcess process = processes.remove(name);
    process.signal(Signal.KILL);
    process.onExit().join();
  }

  List<String> forwarders() {
    return processes.keySet().stream().filter(name -> !name.equals(RECORDER)).toList();
  }

  /** All that the recorder has, in the order in which it was recorded. */
  List<JsonNode> recorded() throws IOException, InterruptedException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : get("/v1/export").lines().toList()) {
      events.add(json.readTree(line));
    }
    return events;
  }

  /** Where the recorder is in each zone. */
  Map<String, Long> positions() throws IOException, InterruptedException {
    Map<String, Long> positions = new HashMap<>();
    json.readTree(get("/v1/positions"))
        .path("zones")
        .properties()
        .forEach(zone -> positions.put(zone.getKey(), zone.getValue().asLong()));
    return positions;
  }

  /** What the recorder finds odd about the stream it got. */
  List<String> findings() throws IOException, InterruptedException {
    List<String> findings = new ArrayList<>();
    json.readTree(get("/v1/findings")).forEach(finding -> findings.add(finding.asText()));
    return findings;
  }

  @Override
  public void close() {
    processes.values().forEach(ChildProcess::close);
    http.close();
    ports.close();
  }

  private List<String> forwarder(String group) {
    return new ArrayList<>(
        List.of(
            "run",
            "acr-forwarder",
            "--bootstrap-servers",
            cluster.bootstrapServers(),
            "--registry",
            cluster.registryUrl().toString(),
            "--zones",
            zones.toString(),
            "--set",
            "group=" + group));
  }

  private void start(String name, String readyLine, List<String> arguments)
      throws InterruptedException {
    ChildProcess process =
        ChildProcess.named(name)
            .main(Zonekeeper.class.getName(), arguments.toArray(String[]::new))
            .jvmFlags(JvmFlags.fastStart(HEAP_MEGABYTES))
            .property("logback.configurationFile", "logback.xml")
            .log(directory.resolve(name + ".log"))
            .start();
    processes.put(name, process);
    process.awaitReady(
        readyLine,
        ContactCentre.PATIENCE,
        () ->
            process.lastLogLines(Integer.MAX_VALUE).stream()
                .anyMatch(line -> line.startsWith(readyLine)));
  }

  private String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(recorderUrl().resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }
}
