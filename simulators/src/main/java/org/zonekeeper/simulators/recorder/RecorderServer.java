package org.zonekeeper.simulators.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.limit.JsonFaults;

/**
 * The recorder's requests over HTTP: {@code POST /v1/events} takes a CloudEvents batch, {@code GET
 * /v1/positions} says where the recorder is. Answers to a batch: 200 all of it is on record; 400 it
 * is no such batch; 409 something before it is missing, with the position to go on from; 415
 * another content type; 422 an event in it is not wanted; 500 or 503 try again.
 *
 * <p>For people, and for tests: {@code GET /v1/export} gives all events as JSON lines, {@code GET
 * /v1/findings} what is odd about the stream.
 */
public final class RecorderServer implements AutoCloseable {
  static final String BATCH = "application/cloudevents-batch+json";
  private static final String JSON = "application/json";

  /** Longer than any sender waits. */
  private static final Duration HANG = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(RecorderServer.class);

  private final ObjectMapper json = new ObjectMapper();
  private final RecorderStore store;
  private final RecorderFaults faults;
  private final Javalin http;

  /** Does not listen yet; the store stays the caller's to close. */
  public RecorderServer(RecorderStore store, RecorderFaults faults) {
    this.store = store;
    this.faults = faults;
    this.http =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.http.maxRequestSize = 16L * 1024 * 1024;
              config.routes.post("/v1/events", this::takeBatch);
              config.routes.get("/v1/positions", this::tellPositions);
              config.routes.get("/v1/export", this::export);
              config.routes.get("/v1/findings", this::tellFindings);
            });
  }

  /**
   * Starts to listen.
   *
   * @param port 0: any free one
   * @return the port
   */
  public int start(String host, int port) {
    http.start(host, port);
    LOG.info("recorder listening host={} port={}", host, http.port());
    return http.port();
  }

  @Override
  public void close() {
    http.stop();
  }

  private void tellPositions(Context request) {
    if (faults.next() == RecorderFault.NONSENSE) {
      nonsense(request, 200);
      return;
    }
    ObjectNode answer = json.createObjectNode();
    ObjectNode zones = answer.putObject("zones");
    ObjectNode hashes = answer.putObject("hashes");
    store
        .positions()
        .forEach(
            (zone, last) -> {
              zones.put(zone, last.sequence());
              if (!last.journalHash().isEmpty()) {
                hashes.put(zone, last.journalHash());
              }
            });
    request.contentType(JSON).result(answer.toString());
  }

  private void tellFindings(Context request) {
    ArrayNode findings = json.createArrayNode();
    store.findings().forEach(findings::add);
    request.contentType(JSON).result(findings.toString());
  }

  private void export(Context request) throws IOException {
    request.contentType("application/x-ndjson");
    try (Writer out = new OutputStreamWriter(request.outputStream(), StandardCharsets.UTF_8)) {
      store.export(out);
    }
  }

  private void takeBatch(Context request) throws InterruptedException {
    RecorderFault fault = faults.next();
    Thread.sleep(faults.delay());
    switch (fault) {
      case FAIL -> answer(request, 500, "failing on purpose");
      case NONSENSE -> nonsense(request, 502);
      case HANG -> {
        Thread.sleep(HANG);
        answer(request, 503, "hanging on purpose");
      }
      case NONE -> record(request);
      case ACCEPT_THEN_FAIL -> {
        record(request);
        answer(request, 500, "failing on purpose after all");
      }
      case ACCEPT_THEN_DROP -> {
        record(request);
        drop(request);
      }
    }
  }

  private void record(Context request) {
    String contentType = request.contentType();
    if (contentType == null || !contentType.startsWith(BATCH)) {
      answer(request, 415, "content type %s is not %s".formatted(contentType, BATCH));
      return;
    }
    try {
      int fresh = record(parse(request.bodyAsBytes()));
      ObjectNode answer = json.createObjectNode().put("recorded", fresh);
      request.contentType(JSON).result(answer.toString());
    } catch (MalformedBatchException e) {
      LOG.warn("batch refused reason=\"{}\"", e.getMessage());
      answer(request, 400, e.getMessage());
    } catch (UnwantedEventException e) {
      LOG.warn("batch refused reason=\"{}\"", e.getMessage());
      answer(request, 422, e.getMessage());
    } catch (GapException e) {
      LOG.warn(
          "batch refused zone={} position={} reason=\"{}\"",
          e.zone(),
          e.position(),
          e.getMessage());
      ObjectNode answer = json.createObjectNode();
      answer.put("error", e.getMessage()).put("zone", e.zone()).put("position", e.position());
      request.status(409).contentType(JSON).result(answer.toString());
    } catch (StoreException e) {
      LOG.error("the store cannot be written", e);
      answer(request, 503, e.getMessage());
    }
  }

  private int record(List<JsonNode> cloudEvents) {
    List<RecorderEvent> inPlace = new ArrayList<>();
    int recorded = 0;
    for (JsonNode cloudEvent : cloudEvents) {
      RecorderEvent event = RecorderEvent.of(cloudEvent);
      if (faults.refuses(event.type())) {
        throw new UnwantedEventException(event);
      }
      if (RecorderEvent.isResent(cloudEvent)) {
        recorded += store.takeResent(event) ? 1 : 0;
      } else {
        inPlace.add(event);
      }
    }
    return recorded + store.append(inPlace);
  }

  private List<JsonNode> parse(byte[] body) {
    JsonNode batch;
    try {
      batch = json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new MalformedBatchException("the body is not JSON: " + JsonFaults.inWords(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a byte array, which has none
    }
    if (!batch.isArray()) {
      throw new MalformedBatchException("the body is not a JSON array of CloudEvents");
    }
    return batch.valueStream().toList();
  }

  private void answer(Context request, int status, String error) {
    ObjectNode answer = json.createObjectNode().put("error", error);
    request.status(status).contentType(JSON).result(answer.toString());
  }

  /** As a proxy in between might answer. */
  private static void nonsense(Context request, int status) {
    request.status(status).contentType("text/html").result("<html>Welcome!</html>");
  }

  private static void drop(Context request) {
    ServletContextRequest.getServletContextRequest(request.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
