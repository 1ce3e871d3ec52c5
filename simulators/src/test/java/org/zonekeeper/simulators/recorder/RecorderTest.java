package org.zonekeeper.simulators.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** The reference recorder over HTTP, on a real database. */
class RecorderTest {
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final InstantSource NOON = () -> Instant.ofEpochMilli(12);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Path file;
  private RecorderStore store;
  private RecorderServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("deeper/recorder");
    start(RecorderFaults.none());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    store.close();
    http.close();
  }

  @Test
  void recordsABatchAndKnowsWhereItIs() throws Exception {
    assertThat(post(event("north", 3, 0), event("north", 7, 3)).statusCode()).isEqualTo(200);
    assertThat(post(event("south", 1, 0)).statusCode()).isEqualTo(200);

    assertThat(positions()).isEqualTo("{\"zones\":{\"north\":7,\"south\":1},\"hashes\":{}}");
    assertThat(exported())
        .first()
        .isEqualTo(
            "{\"at\":12,\"kind\":\"event\",\"zone\":\"north\",\"epoch\":2,\"sequence\":3,"
                + "\"previous\":0,\"journalHash\":\"\",\"type\":\"CallPutOnHold\",\"id\":\"north/3\",\"data\":{\"callId\":\"c\"}}");
  }

  @Test
  void acknowledgesWhatItHasWithoutRecordingItTwice() throws Exception {
    post(event("north", 3, 0), event("north", 7, 3));

    assertThat(post(event("north", 3, 0), event("north", 7, 3), event("north", 9, 7)).body())
        .isEqualTo("{\"recorded\":1}");
    assertThat(exported()).hasSize(3);
  }

  @Test
  void refusesABatchWithAGapWholeAndSaysWhereItIs() throws Exception {
    post(event("north", 3, 0));

    HttpResponse<String> answer = post(event("north", 7, 3), event("north", 12, 9));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("\"zone\":\"north\"").contains("\"position\":7");
    assertThat(positions()).isEqualTo("{\"zones\":{\"north\":3},\"hashes\":{}}");
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
    assertThat(exported()).isEmpty();
  }

  @Test
  void takesNoOtherContentType() throws Exception {
    assertThat(send("application/json", "[]").statusCode()).isEqualTo(415);
  }

  @Test
  void afterARestartItIsWhereItsLogIs() throws Exception {
    post(event("north", 3, 0), event("north", 7, 3));
    restart(RecorderFaults.none());

    assertThat(positions()).isEqualTo("{\"zones\":{\"north\":7},\"hashes\":{}}");
    assertThat(post(event("north", 9, 7)).statusCode()).isEqualTo(200);
    assertThat(exported()).hasSize(3);
  }

  @Test
  void aDamagedDatabaseIsNotContinued() throws Exception {
    Path damaged = folder.resolve("damaged");
    Files.writeString(folder.resolve("damaged.mv.db"), "no database at all".repeat(1000));

    assertThatThrownBy(() -> RecorderStore.open(damaged, NOON))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void whatWasWithheldIsReplacedWhenItComesAfterAll() throws Exception {
    post(event("north", 3, 0), withheld("north", 7, 3), event("north", 9, 7));
    assertThat(findings()).contains("north/7: CallPutOnHold was refused");

    assertThat(post(resent("north", 7, 3)).body()).isEqualTo("{\"recorded\":1}");
    assertThat(post(resent("north", 7, 3)).body()).isEqualTo("{\"recorded\":0}");

    assertThat(exported()).hasSize(3);
    assertThat(exported().get(1)).contains("\"sequence\":7").contains("CallPutOnHold");
    assertThat(positions()).isEqualTo("{\"zones\":{\"north\":9},\"hashes\":{}}");
  }

  @Test
  void nothingComesOutOfPlaceThatWasNotWithheld() throws Exception {
    post(event("north", 3, 0));
    assertThat(post(resent("north", 7, 3)).statusCode()).isEqualTo(409);
    assertThat(exported()).hasSize(1);
  }

  @Test
  void whatCannotBeIsFound() throws Exception {
    post(
        call("CallStarted", 2, 0, ""),
        call("AgentJoinedCall", 3, 2, ",\"agentId\":\"a\""),
        call("RecordingPaused", 4, 3, ",\"agentId\":\"a\",\"reason\":\"CARD_DATA\""),
        call("RecordingResumed", 5, 4, ",\"agentId\":\"a\""),
        call("CallEnded", 6, 5, ""),
        call("CallDispositioned", 7, 6, ",\"answeredAt\":5"));
    assertThat(findings()).isEqualTo("[]");

    post(
        call("RecordingResumed", 8, 7, ",\"agentId\":\"a\""),
        call("CallEnded", 9, 8, ""),
        call("CallDispositioned", 10, 9, ",\"answeredAt\":5"),
        event("north", 11, 10));
    assertThat(findings())
        .contains("north/8: pause of a call")
        .contains("north/9: an end of a call")
        .contains("north/10: a second completion code")
        .contains("north/11: CallPutOnHold of call c, which never started");
  }

  @Test
  void refusesATypeOnPurpose() throws Exception {
    restart(RecorderFaults.random(FaultChances.NONE.refusing("CallPutOnHold"), 1));

    assertThat(post(event("north", 3, 0)).statusCode()).isEqualTo(422);
    assertThat(exported()).isEmpty();
  }

  @Test
  void canRecordAndThenFailAllTheSame() throws Exception {
    restart(RecorderFaults.random(FaultChances.NONE.with(RecorderFault.ACCEPT_THEN_FAIL, 100), 1));

    assertThat(post(event("north", 3, 0)).statusCode()).isEqualTo(500);
    assertThat(store.positions()).isEqualTo(Map.of("north", new LastEvent(3, "")));
  }

  @Test
  void canTalkNonsense() throws Exception {
    restart(RecorderFaults.random(FaultChances.NONE.with(RecorderFault.NONSENSE, 100), 1));

    assertThat(post(event("north", 3, 0)).statusCode()).isEqualTo(502);
    assertThat(positions()).startsWith("<html>");
  }

  @Test
  void canFailOnPurpose() throws Exception {
    restart(RecorderFaults.random(FaultChances.NONE.with(RecorderFault.FAIL, 100), 1));

    assertThat(post(event("north", 3, 0)).statusCode()).isEqualTo(500);
    assertThat(exported()).isEmpty();
  }

  @Test
  void canRecordAndThenDropTheConnection() throws Exception {
    restart(RecorderFaults.random(FaultChances.NONE.with(RecorderFault.ACCEPT_THEN_DROP, 100), 1));

    assertThatThrownBy(() -> post(event("north", 3, 0))).isInstanceOf(IOException.class);
    assertThat(store.positions()).isEqualTo(Map.of("north", new LastEvent(3, "")));
  }

  private void restart(RecorderFaults faults) throws IOException {
    server.close();
    store.close();
    start(faults);
  }

  private void start(RecorderFaults faults) throws IOException {
    store = RecorderStore.open(file, NOON);
    server = new RecorderServer(store, faults);
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

  private static String withheld(String zone, long sequence, long previous) {
    return event(zone, sequence, previous)
        .replace("recorder.CallPutOnHold", "recorder.EventWithheld")
        .replace("{\"callId\":\"c\"}", "{\"withheldType\":\"CallPutOnHold\",\"cause\":\"no\"}");
  }

  private static String resent(String zone, long sequence, long previous) {
    return event(zone, sequence, previous).replace("\"data\":", "\"resent\":\"true\",\"data\":");
  }

  private static String call(String type, long sequence, long previous, String more) {
    return event("north", sequence, previous)
        .replace("recorder.CallPutOnHold", "recorder." + type)
        .replace("{\"callId\":\"c\"}", "{\"callId\":\"d\"" + more + "}");
  }

  private List<String> exported() throws IOException {
    Path export = folder.resolve("export.jsonl");
    store.export(export);
    return Files.readAllLines(export);
  }

  private String findings() throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(address("/v1/findings")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
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
