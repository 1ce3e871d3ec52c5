package org.zonekeeper.chaos.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.zonekeeper.acr.RecorderHttp;
import org.zonekeeper.acr.RecorderSettings;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.query.QueryClient;
import org.zonekeeper.schemas.registry.RegistryException;
import org.zonekeeper.schemas.registry.RegistrySettings;
import org.zonekeeper.schemas.registry.SchemaRegistryClient;

/** What other servers answer: registry, query port, recorder. Stateless. */
final class AnswerTargets {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private AnswerTargets() {}

  static List<FuzzTarget> all() throws IOException {
    return List.of(new Registry(), new QueryAnswers(), new RecorderAnswers());
  }

  /** Served by a server that says anything. */
  private abstract static class Answers implements FuzzTarget {
    private final String name;
    final AnyAnswerServer server;

    Answers(String name) throws IOException {
      this.name = name;
      this.server = AnyAnswerServer.start();
    }

    @Override
    public final String name() {
      return name;
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** An HTTP answer with this body: whole, with a wrong length, another status, or none at all. */
  private static byte[] http(AnyInput any, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    int status =
        any.oneIn(4) ? any.oneOf(List.of(100, 204, 302, 401, 404, 409, 422, 500, 999)) : 200;
    long length = any.oneIn(10) ? any.random().nextInt(1 << 20) : bytes.length;
    String head =
        "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, any.oneIn(20) ? any.text() : "X", length);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(any.oneIn(10) ? any.changed(head.getBytes(UTF_8)) : head.getBytes(UTF_8));
    answer.writeBytes(bytes);
    return answer.toByteArray();
  }

  private static final class Registry extends Answers {
    private static final List<Schema> SCHEMAS =
        Topics.JOURNAL.types().stream().map(SpecificData.get()::getSchema).toList();

    Registry() throws IOException {
      super("registry answers");
    }

    @Override
    public Answer tryOne(AnyInput any) throws IOException {
      Schema schema = any.oneOf(SCHEMAS);
      JsonNode valid =
          JSON.createObjectNode()
              .put("id", any.random().nextInt(100))
              .put("subject", "s")
              .put("version", 1)
              .put("is_compatible", any.random().nextBoolean())
              .put(
                  "schema",
                  any.oneIn(3) ? any.changed(JSON.readTree(schema.toString())) : schema.toString());
      server.answers(http(any, any.changed(valid)));
      try (SchemaRegistryClient client =
          new SchemaRegistryClient(
              RegistrySettings.from(
                  Map.of(
                      RegistrySettings.URLS,
                      "http://" + server.authority(),
                      RegistrySettings.RETRY_ATTEMPTS,
                      "1")))) {
        switch (any.random().nextInt(6)) {
          case 0 -> client.register("s", schema);
          case 1 -> client.lookUp("s", schema);
          case 2 -> client.schemaAtOnce(any.random().nextInt(100));
          case 3 -> client.requireCompatible("s", schema);
          case 4 -> client.versions("s");
          default -> client.version("s", 1);
        }
        return Answer.TAKEN;
      } catch (RegistryException e) {
        return Answer.REFUSED;
      }
    }
  }

  private static final class QueryAnswers extends Answers {
    private final QueryClient client = new QueryClient();

    QueryAnswers() throws IOException {
      super("query answers");
    }

    @Override
    public Answer tryOne(AnyInput any) throws InterruptedException {
      boolean lags = any.random().nextBoolean();
      JsonNode valid =
          lags
              ? JSON.createObjectNode().put("north", any.random().nextInt()).put("south", 0)
              : JSON.createObjectNode()
                  .put("zone", "north")
                  .put("epoch", 1)
                  .put("sequence", any.random().nextLong())
                  .put("digest", "00")
                  .put("journalHash", "");
      server.answers(http(any, any.changed(valid)));
      try {
        if (lags) {
          requireSaid(client.lags(server.authority()).values().stream().noneMatch(Objects::isNull));
        } else {
          requireSaid(client.zone(server.authority(), "north").digest() != null);
        }
        return Answer.TAKEN;
      } catch (IOException e) {
        return Answer.REFUSED;
      }
    }

    private static void requireSaid(boolean said) {
      if (!said) {
        throw new IllegalStateException("an answer with nothing where something belongs");
      }
    }

    @Override
    public void close() throws IOException {
      super.close();
      client.close();
    }
  }

  /** What a forwarder is answered when it sends an event again. */
  private static final class RecorderAnswers extends Answers {
    private final RecorderHttp client;

    RecorderAnswers() throws IOException {
      super("recorder answers");
      client =
          new RecorderHttp(
              RecorderSettings.at(URI.create("http://" + server.authority()), PATIENCE));
    }

    @Override
    public Answer tryOne(AnyInput any) throws JsonProcessingException {
      server.answers(
          http(
              any,
              any.changed(JSON.readTree("{\"error\":\"x\",\"zone\":\"north\",\"position\":7}"))));
      String refusal = client.sendAgain("{}".getBytes(UTF_8));
      return refusal.isEmpty() ? Answer.TAKEN : Answer.REFUSED;
    }

    @Override
    public void close() throws IOException {
      super.close();
      client.close();
    }
  }
}
