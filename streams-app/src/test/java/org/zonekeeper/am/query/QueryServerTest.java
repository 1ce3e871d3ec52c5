package org.zonekeeper.am.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.management.Answer;
import org.zonekeeper.management.ManagementServer.Question;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.query.LiveStoreDigest;
import org.zonekeeper.schemas.query.QueryClient;
import org.zonekeeper.schemas.query.QueryProof;
import org.zonekeeper.settings.SharedKey;

/** Who connects from the network reads nothing without the key, and can pass for nobody. */
class QueryServerTest {
  private static final SharedKey KEY = SharedKey.of("the same secret everywhere");
  private static final SharedKey ANOTHER = SharedKey.of("some other secret, as long");
  private static final LiveStoreDigest NORTH = new LiveStoreDigest("north", 7, 42, "d-1-g", "");

  private final AtomicInteger looks = new AtomicInteger();
  private QueryServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoHasTheKeyIsAnswered() throws Exception {
    start(KEY);
    try (QueryClient auditor = new QueryClient(KEY)) {
      assertThat(auditor.zone(server.address().toString(), "north")).isEqualTo(NORTH);
      assertThat(auditor.lags(server.address().toString())).isEqualTo(Map.of("north", 3L));
      // A no is proven, too.
      assertThatThrownBy(() -> auditor.zone(server.address().toString(), "nowhere"))
          .hasMessageContaining("unknown zone; the zones are north");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer the same secret everywhere",
        "Zonekeeper",
        "Zonekeeper nonce=1.1 own=1 proof=1",
        "Zonekeeper nonce=ffffffffffffffff.00 own= proof="
      })
  void whoHasNoneReadsNothing(String authorization) throws Exception {
    start(KEY);
    for (String path : new String[] {"/zones/north", "/zones/nowhere", "/lags"}) {
      HttpResponse<String> answer = ask(path, authorization);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).doesNotContain("north", "42", "d-1-g");
    }
    assertThat(looks).hasValue(0);
  }

  @Test
  void anotherKeyIsNone() throws Exception {
    start(KEY);
    try (QueryClient stranger = new QueryClient(ANOTHER);
        QueryClient without = new QueryClient()) {
      assertThatThrownBy(() -> stranger.zone(server.address().toString(), "north"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not have the same query.key");
      assertThatThrownBy(() -> without.zone(server.address().toString(), "north"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("asks for a key; set query.key");
    }
    assertThat(looks).hasValue(0);
  }

  @Test
  void anAuditorWithAKeyBelievesNobodyWithoutIt() throws Exception {
    start(SharedKey.NONE);
    try (QueryClient auditor = new QueryClient(KEY)) {
      assertThatThrownBy(() -> auditor.zone(server.address().toString(), "north"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("asks for no proof");
    }
  }

  @Test
  void withoutAKeyItAnswersWhoeverReachesIt() throws Exception {
    start(SharedKey.NONE);
    try (QueryClient anybody = new QueryClient()) {
      assertThat(anybody.zone(server.address().toString(), "north")).isEqualTo(NORTH);
    }
  }

  @Test
  void aRecordedQuestionServesForNoOtherPathAndNoLaterTime() {
    start(KEY);
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    QueryGuard guard = new QueryGuard(KEY, now::get);
    Answer demand = guard.guarded(new Question("/lags", Optional.empty()), QueryServerTest::yes);
    QueryProof proof =
        QueryProof.takingUp(demand.headers().get(QueryProof.CHALLENGE_HEADER), "/lags")
            .orElseThrow();
    Optional<String> recorded = Optional.of(proof.ofQuestion(KEY));

    Answer answer = guard.guarded(new Question("/lags", recorded), QueryServerTest::yes);
    assertThat(answer.status()).isEqualTo(200);
    String said = answer.headers().get(QueryProof.ANSWER_HEADER);
    assertThat(proof.provesAnswer(KEY, said, 200, answer.body())).isTrue();
    assertThat(proof.provesAnswer(KEY, said, 200, answer.body() + " ")).isFalse();
    assertThat(proof.provesAnswer(KEY, said, 503, answer.body())).isFalse();

    assertThat(guard.guarded(new Question("/zones/a", recorded), QueryServerTest::yes).status())
        .isEqualTo(401);
    assertThat(
            new QueryGuard(KEY, now::get)
                .guarded(new Question("/lags", recorded), QueryServerTest::yes)
                .status())
        .as("at another Agent Manager")
        .isEqualTo(401);
    now.addAndGet(QueryGuard.NONCE_IS_GOOD_FOR.toNanos() + 1);
    assertThat(guard.guarded(new Question("/lags", recorded), QueryServerTest::yes).status())
        .isEqualTo(401);
  }

  private static Answer yes(String path) {
    return Answer.json(200, Map.of("yes", path));
  }

  private void start(SharedKey key) {
    server =
        QueryServer.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ZoneDirectory.parse("north=0"),
            key);
    server.start(
        zone -> {
          looks.incrementAndGet();
          return Optional.of(NORTH);
        },
        () -> {
          looks.incrementAndGet();
          return Optional.of(Map.of("north", 3L));
        });
  }

  private HttpResponse<String> ask(String path, String authorization) throws Exception {
    HttpRequest.Builder question =
        HttpRequest.newBuilder(URI.create("http://" + server.address() + path));
    if (!authorization.isEmpty()) {
      question.header("Authorization", authorization);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(question.build(), BodyHandlers.ofString());
    }
  }
}
