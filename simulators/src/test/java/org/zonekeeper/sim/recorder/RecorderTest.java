package org.zonekeeper.sim.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference recorder over HTTP, on a real file. */
class RecorderTest {
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final InstantSource NOON = () -> Instant.ofEpochMilli(12);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Path file;
  private RecorderLog log;
  private RecorderServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("deeper/recorder.jsonl");
    start(Faults.none());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    log.close();
    http.close();
  }

  @Test
  void recordsABatchAndKnowsWhereItIs() throws Exception {
    assertThat(post(event("north", 3, 0), event("north", 7, 3)).statusCode()).isEqualTo(200);
    assertThat(post(event("south", 1, 0)).statusCode()).isEqualTo(200);

    assertThat(positions()).isEqualTo("{\"zones\":{\"north\":7,\"south\":1}}");
    assertThat(Files.readAllLines(file))
        .first()
        .isEqualTo(
            "{\"at\":12,\"kind\":\"event\",\"zone\":\"north\",\"epoch\":2,\"sequence\":3,"
                + "\"previous\":0,\"type\":\"CallPutOnHold\",\"id\":\"north/3\",\"data\":{\"callId\":\"c\"}}");
  }

  @Test
  void acknowledgesWhatItHasWithoutRecordingItTwice() throws Exception {
    post(event("north", 3, 0), event("north", 7, 3));

    assertThat(post(event("north", 3, 0), event("north", 7, 3), event("north", 9, 7)).body())
        .isEqualTo("{\"recorded\":1}");
    assertThat(Files.readAllLines(file)).hasSize(3);
  }

  @Test
  void refusesABatchWithAGapWholeAndSaysWhereItIs() throws Exception {
    post(event("north", 3, 0));

    HttpResponse<String> answer = post(event("north", 7, 3), event("north", 12, 9));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("\"zone\":\"north\"").contains("\"position\":7");
    assertThat(positions()).isEqualTo("{\"zones\":{\"north\":3}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{}",
        "[1]",
        "[{\"specversion\":\"0.3\"}]",
        "[{\"specversion\":\"1.0\",\"type\":\"org.other.X\"}]",
        "[{\"specversion\":\"1.0\",\"type\":\"org.zonekeeper.recorder.X\",\"source\":\"s\",\"id\":\"i\",\"zone\":\"n\","
            + "\"epoch\":\"1\",\"sequence\":\"four\",\"previous\":\"0\"}]",
        "[{\"specversion\":\"1.0\",\"type\":\"org.zonekeeper.recorder.X\",\"source\":\"s\",\"id\":\"i\",\"zone\":\"n\","
            + "\"epoch\":\"1\",\"sequence\":\"4\",\"previous\":\"4\"}]"
      })
  void saysWhatIsWrongWithWhatIsNoBatch(String body) throws Exception {
    HttpResponse<String> answer = send(BATCH, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"error\":");
    assertThat(Files.readString(file)).isEmpty();
  }

  @Test
  void takesNoOtherContentType() throws Exception {
    assertThat(send("application/json", "[]").statusCode()).isEqualTo(415);
  }

  @Test
  void afterARestartItIsWhereItsLogIs() throws Exception {
    post(event("north", 3, 0), event("north", 7, 3));
    restart(Faults.none());

    assertThat(positions()).isEqualTo("{\"zones\":{\"north\":7}}");
    assertThat(post(event("north", 9, 7)).statusCode()).isEqualTo(200);
    assertThat(Files.readAllLines(file)).hasSize(3);
  }

  @Test
  void aTornLastLineIsCutAndTheNextOneStartsClean() throws Exception {
    post(event("north", 3, 0));
    Files.writeString(file, "{\"at\":12,\"kind\":\"ev", StandardOpenOption.APPEND);
    restart(Faults.none());

    post(event("north", 7, 3));

    assertThat(Files.readAllLines(file))
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"at\":12,\"kind\":\"event\"") && line.endsWith("}"));
  }

  @Test
  void aLogDamagedElsewhereIsNotContinued() throws Exception {
    post(event("north", 3, 0), event("north", 7, 3), event("north", 9, 7));
    List<String> lines = Files.readAllLines(file);
    Path damaged = folder.resolve("damaged.jsonl");
    Files.write(damaged, List.of(lines.get(0), lines.get(2)));

    assertThatThrownBy(() -> RecorderLog.open(damaged, NOON))
        .isInstanceOf(DamagedLogException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void canFailOnPurpose() throws Exception {
    restart(Faults.random(Duration.ZERO, 100, 0, 1));

    assertThat(post(event("north", 3, 0)).statusCode()).isEqualTo(500);
    assertThat(Files.readString(file)).isEmpty();
  }

  @Test
  void canRecordAndThenDropTheConnection() throws Exception {
    restart(Faults.random(Duration.ZERO, 0, 100, 1));

    assertThatThrownBy(() -> post(event("north", 3, 0))).isInstanceOf(IOException.class);
    assertThat(log.positions()).isEqualTo(Map.of("north", 3L));
  }

  private void restart(Faults faults) throws IOException {
    server.close();
    log.close();
    start(faults);
  }

  private void start(Faults faults) throws IOException {
    log = RecorderLog.open(file, NOON);
    server = new RecorderServer(log, faults);
    port = server.start("127.0.0.1", 0);
  }

  private static String event(String zone, long sequence, long previous) {
    return """
    {"specversion":"1.0","id":"%1$s/%2$d","source":"zonekeeper/zone/%1$s",\
    "type":"org.zonekeeper.recorder.CallPutOnHold","zone":"%1$s","epoch":"2","sequence":"%2$d",\
    "previous":"%3$d","data":{"callId":"c"}}\
    """
        .formatted(zone, sequence, previous);
  }

  private HttpResponse<String> post(String... events) throws IOException, InterruptedException {
    return send(BATCH, Stream.of(events).collect(Collectors.joining(",", "[", "]")));
  }

  private HttpResponse<String> send(String contentType, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address("/v1/events"))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String positions() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address("/v1/positions")).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
