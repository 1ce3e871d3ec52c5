package org.zonekeeper.chaos.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.limit.BoundedAnswer;
import org.zonekeeper.schemas.wire.JsonFields;
import org.zonekeeper.simulators.recorder.RecorderFaults;
import org.zonekeeper.simulators.recorder.RecorderServer;
import org.zonekeeper.simulators.recorder.RecorderStore;

/** The reference recorder's port: batches of CloudEvents, and what only looks like some. */
final class RecorderTarget implements FuzzTarget {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String PREFIX = "org.zonekeeper.recorder.";
  private static final Set<Integer> REFUSALS = Set.of(400, 409, 413, 415, 422);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RecorderStore store;
  private final RecorderServer server;
  private final URI events;

  private RecorderTarget(RecorderStore store) {
    this.store = store;
    this.server = new RecorderServer(store, RecorderFaults.none());
    this.events =
        URI.create("http://127.0.0.1:%d/v1/events".formatted(server.start("127.0.0.1", 0)));
  }

  /** A recorder whose file lies in this directory. */
  static RecorderTarget in(Path directory) throws IOException {
    return new RecorderTarget(
        RecorderStore.open(directory.resolve("recorder"), InstantSource.system()));
  }

  @Override
  public String name() {
    return "recorder port";
  }

  @Override
  public Answer tryOne(AnyInput any) throws Exception {
    ArrayNode batch = JSON.createArrayNode();
    for (int i = any.random().nextInt(4); i >= 0; i--) {
      batch.add(cloudEvent(any));
    }
    HttpResponse<String> answer =
        BoundedAnswer.await(
            http,
            HttpRequest.newBuilder(events)
                .header("Content-Type", any.oneIn(10) ? "text/plain" : BATCH)
                .POST(HttpRequest.BodyPublishers.ofString(any.changed(batch)))
                .build(),
            PATIENCE);
    if (answer.statusCode() == 200) {
      return Answer.TAKEN;
    }
    if (REFUSALS.contains(answer.statusCode())
        && (answer.statusCode() == 413 || JSON.readTree(answer.body()).path("error").isTextual())) {
      return Answer.REFUSED;
    }
    throw new IllegalStateException(
        "the recorder answers %d: %s".formatted(answer.statusCode(), answer.body()));
  }

  @Override
  public void close() throws IOException {
    server.close();
    store.close();
    http.shutdownNow();
  }

  /** An event of the recorder's stream, as a forwarder writes it. */
  static ObjectNode cloudEvent(AnyInput any) {
    Class<? extends SpecificRecord> type = any.oneOf(Topics.RECORDER.types());
    long sequence = 1L + any.random().nextInt(50);
    ObjectNode event =
        JSON.createObjectNode()
            .put("specversion", "1.0")
            .put("type", PREFIX + type.getSimpleName())
            .put("source", "/zonekeeper/north")
            .put("id", "north/" + sequence)
            .put("zone", "north")
            .put("epoch", "1")
            .put("sequence", Long.toString(sequence))
            .put("previous", Long.toString(any.random().nextLong(sequence)));
    event.set("data", JsonFields.of(any.records().next(type, "north")));
    return event;
  }
}
