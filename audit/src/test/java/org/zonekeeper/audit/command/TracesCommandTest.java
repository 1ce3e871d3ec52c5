package org.zonekeeper.audit.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.audit.Journals;
import org.zonekeeper.audit.Life;
import org.zonekeeper.settings.Failures;

/** An archive's traces in a file and at a collector are the same. */
class TracesCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;

  private static Path archive;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void lived() {
    archive =
        Journals.archive(
            directory.resolve("a"),
            10_000,
            new Life("north", 21).more(900).killed().more(300),
            new Life("south", 22).more(200));
  }

  @Test
  void whatStandsInTheFileIsWhatACollectorIsSent() throws IOException {
    Path file = directory.resolve("traces.jsonl");
    assertThat(run("--file", file.toString())).isZero();
    Map<String, JsonNode> written = read(file);

    List<Span> sent;
    try (Collector collector = new Collector(200)) {
      assertThat(run("--otlp", collector.address())).isZero();
      sent = collector.spans;
    }

    assertThat(sent).hasSize(written.size()).hasSizeGreaterThan(600);
    for (Span span : sent) {
      JsonNode line = written.get(hex(span.getSpanId().toByteArray()));
      assertThat(line.path("traceId").asText()).isEqualTo(hex(span.getTraceId().toByteArray()));
      assertThat(line.path("parentSpanId").asText())
          .isEqualTo(hex(span.getParentSpanId().toByteArray()));
      assertThat(line.path("name").asText()).isEqualTo(span.getName());
      assertThat(line.path("kind").asInt()).isEqualTo(span.getKindValue());
      assertThat(line.path("startTimeUnixNano").asLong()).isEqualTo(span.getStartTimeUnixNano());
      assertThat(line.path("endTimeUnixNano").asLong()).isEqualTo(span.getEndTimeUnixNano());
      assertThat(line.path("events")).hasSize(span.getEventsCount());
      assertThat(line.path("attributes")).hasSize(span.getAttributesCount());
      assertThat(line.path("links"))
          .extracting(link -> link.path("spanId").asText())
          .isEqualTo(
              span.getLinksList().stream()
                  .map(link -> hex(link.getSpanId().toByteArray()))
                  .toList());
    }
    assertThat(out.toString()).contains("zone north: ").contains("zone south: ");
  }

  @Test
  void twiceTheSame() throws IOException {
    Path once = directory.resolve("once.jsonl");
    Path again = directory.resolve("again.jsonl");

    assertThat(run("--file", once.toString(), "--zone", "north", "--json")).isZero();
    assertThat(JSON.readTree(out.toString()).path("spans").asInt()).isEqualTo(read(once).size());
    assertThat(run("--file", again.toString(), "--zone", "north")).isZero();

    assertThat(Files.readString(again)).isEqualTo(Files.readString(once));
  }

  @Test
  void aCollectorThatRefusesIsNamedWithTheReason() throws IOException {
    try (Collector collector = new Collector(400)) {
      assertThat(run("--otlp", collector.address())).isEqualTo(ExitCode.FAILED);
      assertThat(err.toString())
          .contains("the collector at " + collector.address() + "/v1/traces did not take")
          .contains("spans: HTTP 400");
    }
  }

  @Test
  void aCollectorThatIsAwayIsNamedWithTheReason() {
    assertThat(run("--otlp", "http://127.0.0.1:1")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains("the collector at http://127.0.0.1:1/v1/traces did not take")
        .contains("ConnectException");
  }

  @Test
  void itIsSaidOnceWhereTheyGo() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--otlp, --file: one of the two");
    assertThat(run("--otlp", "http://a", "--file", directory.resolve("x").toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("--otlp", "collector:4318")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("--otlp: 'collector:4318' cannot be used; allowed: an http");
  }

  private static Map<String, JsonNode> read(Path file) throws IOException {
    Map<String, JsonNode> spans = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode resource = JSON.readTree(line).path("resourceSpans").path(0);
      assertThat(resource.path("resource").path("attributes"))
          .anyMatch(
              attribute ->
                  attribute.path("key").asText().equals("service.name")
                      && attribute.path("value").path("stringValue").asText().equals("zone"));
      for (JsonNode span : resource.path("scopeSpans").path(0).path("spans")) {
        assertThat(spans.put(span.path("spanId").asText(), span)).isNull();
      }
    }
    return spans;
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("traces", "--archive", archive.toString()));
    all.addAll(List.of(arguments));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Failures.toldBy(AuditCommand.commandLine())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Takes OTLP over HTTP as protobuf. */
  private static final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final int status;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    Collector(int status) throws IOException {
      this.status = status;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/v1/traces", this::take);
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
      try (exchange) {
        ExportTraceServiceRequest.parseFrom(exchange.getRequestBody().readAllBytes())
            .getResourceSpansList()
            .forEach(of -> of.getScopeSpansList().forEach(in -> spans.addAll(in.getSpansList())));
        exchange.sendResponseHeaders(status, -1);
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
