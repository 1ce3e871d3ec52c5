package org.zonekeeper.sim.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recorder's two requests over HTTP: {@code POST /v1/events} takes a CloudEvents batch, {@code
 * GET /v1/positions} says where the recorder is. Answers to a batch: 200 all of it is on record;
 * 400 it is no such batch; 409 something before it is missing, with the position to go on from; 415
 * another content type; 500 or 503 try again.
 */
public final class RecorderServer implements AutoCloseable {
  static final String BATCH = "application/cloudevents-batch+json";
  private static final Logger LOG = LoggerFactory.getLogger(RecorderServer.class);

  private final ObjectMapper json = new ObjectMapper();
  private final RecorderLog log;
  private final Faults faults;
  private final Javalin http;

  /** Does not listen yet; the log stays the caller's to close. */
  public RecorderServer(RecorderLog log, Faults faults) {
    this.log = log;
    this.faults = faults;
    this.http =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.http.maxRequestSize = 16L * 1024 * 1024;
              config.routes.post("/v1/events", this::takeBatch);
              config.routes.get("/v1/positions", this::tellPositions);
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
    ObjectNode answer = json.createObjectNode();
    ObjectNode zones = answer.putObject("zones");
    log.positions().forEach(zones::put);
    request.contentType("application/json").result(answer.toString());
  }

  private void takeBatch(Context request) throws IOException, InterruptedException {
    Fault fault = faults.next();
    Thread.sleep(faults.delay());
    if (fault == Fault.FAIL) {
      answer(request, 500, "failing on purpose");
      return;
    }
    String contentType = request.contentType();
    if (contentType == null || !contentType.startsWith(BATCH)) {
      answer(request, 415, "content type %s is not %s".formatted(contentType, BATCH));
      return;
    }
    try {
      int fresh = log.append(parse(request.bodyAsBytes()));
      if (fault == Fault.ACCEPT_THEN_DROP) {
        drop(request);
        return;
      }
      ObjectNode answer = json.createObjectNode().put("recorded", fresh);
      request.contentType("application/json").result(answer.toString());
    } catch (MalformedBatchException e) {
      LOG.warn("batch refused reason=\"{}\"", e.getMessage());
      answer(request, 400, e.getMessage());
    } catch (GapException e) {
      LOG.warn(
          "batch refused zone={} position={} reason=\"{}\"",
          e.zone(),
          e.position(),
          e.getMessage());
      ObjectNode answer = json.createObjectNode();
      answer.put("error", e.getMessage()).put("zone", e.zone()).put("position", e.position());
      request.status(409).contentType("application/json").result(answer.toString());
    } catch (IOException e) {
      LOG.error("log cannot be written", e);
      answer(request, 503, "the recorder cannot write its log: " + e.getMessage());
    }
  }

  private List<RecorderEvent> parse(byte[] body) throws IOException {
    JsonNode batch;
    try {
      batch = json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new MalformedBatchException("the body is not JSON: " + e.getOriginalMessage());
    }
    if (!batch.isArray()) {
      throw new MalformedBatchException("the body is not a JSON array of CloudEvents");
    }
    List<RecorderEvent> events = new ArrayList<>();
    batch.forEach(event -> events.add(RecorderEvent.of(event)));
    return events;
  }

  private void answer(Context request, int status, String error) {
    ObjectNode answer = json.createObjectNode().put("error", error);
    request.status(status).contentType("application/json").result(answer.toString());
  }

  private static void drop(Context request) {
    ServletContextRequest.getServletContextRequest(request.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }
}
