package org.zonekeeper.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zonekeeper.schemas.registry.ScriptedRegistry.Request;
import org.zonekeeper.schemas.sample.Parted;

class SchemaRegistryClientTest {
  private static final String JSON = "application/vnd.schemaregistry.v1+json";
  private static final String PARTED =
      "{\"type\":\"record\",\"name\":\"Parted\",\"namespace\":\"org.zonekeeper.schemas.sample\","
          + "\"fields\":[{\"name\":\"by\",\"type\":\"string\"},"
          + "{\"name\":\"after\",\"type\":\"int\",\"default\":0}]}";
  private static final Schema SCHEMA = Parted.getClassSchema();

  private final List<Duration> pauses = new ArrayList<>();
  private ScriptedRegistry registry;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = ScriptedRegistry.start();
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void registersTheNeutralSchemaAndAsksOnlyOnce() {
    try (var client = client(registry.url())) {
      assertThat(client.register("t-Parted", SCHEMA)).isEqualTo(1);
      assertThat(client.register("t-Parted", SCHEMA)).isEqualTo(1);
      assertThat(client.schemaById(1)).isEqualTo(new Schema.Parser().parse(PARTED));
    }
    String body = "{\"schema\":\"" + PARTED.replace("\"", "\\\"") + "\"}";
    assertThat(registry.requests())
        .containsExactly(new Request("POST", "/subjects/t-Parted/versions", JSON, "", body));
  }

  @Test
  void keepsApartTheSameSchemaUnderTwoSubjects() {
    try (var client = client(registry.url())) {
      client.register("a-Parted", SCHEMA);
      client.register("b-Parted", SCHEMA);
    }
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void looksUpASchemaThatAnotherProgramRegistered() {
    registry.put("t-Other", "\"int\"");
    registry.put("t-Parted", PARTED);
    try (var client = client(registry.url())) {
      assertThat(client.lookUp("t-Parted", SCHEMA)).isEqualTo(2);
      assertThat(client.lookUp("t-Parted", SCHEMA)).isEqualTo(2);
    }
    assertThat(registry.requests()).hasSize(1);
    assertThat(registry.requests().getFirst().path()).isEqualTo("/subjects/t-Parted");
  }

  @Test
  void saysThatASchemaIsNotThere() {
    registry.put("t-Parted", "\"int\"");
    try (var client = client(registry.url())) {
      assertThatThrownBy(() -> client.lookUp("t-Parted", SCHEMA))
          .isInstanceOf(SchemaNotFoundException.class)
          .hasMessage(
              "POST %s/subjects/t-Parted: HTTP 404, error 40403: Schema not found", registry.url());
      assertThatThrownBy(() -> client.lookUp("t-Nobody", SCHEMA))
          .isInstanceOf(SchemaNotFoundException.class)
          .hasMessageContaining("Subject 't-Nobody' not found.");
      assertThatThrownBy(() -> client.schemaById(77))
          .isInstanceOf(SchemaNotFoundException.class)
          .hasMessageContaining("/schemas/ids/77");
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void remembersASchemaById() {
    int id = registry.put("t-Parted", PARTED);
    try (var client = client(registry.url())) {
      Schema first = client.schemaById(id);
      assertThat(client.schemaById(id)).isSameAs(first);
    }
    assertThat(registry.requests())
        .containsExactly(new Request("GET", "/schemas/ids/1", JSON, "", ""));
  }

  @Test
  void listsVersionsAndRemembersTheirIds() {
    registry.put("t-Parted", PARTED);
    int second = registry.put("t-Parted", PARTED.replace("\"default\":0", "\"default\":1"));
    try (var client = client(registry.url())) {
      assertThat(client.versions("t-Parted")).containsExactly(1, 2);
      assertThat(client.versions("t-Nobody")).isEmpty();
      RegisteredSchema version = client.version("t-Parted", 2);
      assertThat(version.id()).isEqualTo(second);
      registry.forgetRequests();
      assertThat(client.schemaById(second)).isSameAs(version.schema());
    }
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void encodesASubjectForThePath() {
    try (var client = client(registry.url() + "/")) {
      client.versions("odd/one with+signs");
    }
    assertThat(registry.requests().getFirst().path())
        .isEqualTo("/subjects/odd%2Fone%20with%2Bsigns/versions");
  }

  @Test
  void keepsThePathOfTheBaseAddress() {
    registry.next(200, "[]");
    try (var client = client(registry.url() + "/apis/ccompat/v7")) {
      client.versions("t");
    }
    assertThat(registry.requests().getFirst().path())
        .isEqualTo("/apis/ccompat/v7/subjects/t/versions");
  }

  @Test
  void triesAgainWithGrowingPausesUntilTheRegistryIsBack() {
    registry.next(500, "{\"error_code\":50001,\"message\":\"starting\"}").next(503, "");
    try (var client = client(registry.url())) {
      assertThat(client.register("t-Parted", SCHEMA)).isEqualTo(1);
    }
    assertThat(registry.requests()).hasSize(3);
    assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void givesUpAfterTheLastAttemptAndNamesTheAddress(int status) {
    for (int i = 0; i < 3; i++) {
      registry.next(status, "busy");
    }
    try (var client = client(registry.url())) {
      assertThatThrownBy(() -> client.schemaById(5))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessage(
              "schema registry unavailable for GET /schemas/ids/5 after 3 attempt(s):"
                  + " %s (HTTP %d busy); check that it runs and registry.urls",
              registry.url(), status);
    }
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void namesTheAddressThatRefusesConnections() throws IOException {
    try (var silent = new Socket()) {
      // Its port is nobody else's as long as it is open, and it does not listen.
      silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String nobody = "http://127.0.0.1:" + silent.getLocalPort();
      try (var client = client(nobody)) {
        assertThatThrownBy(() -> client.schemaById(5))
            .isInstanceOf(RegistryUnavailableException.class)
            .hasMessageContaining(nobody + " (ConnectException");
      }
    }
    assertThat(pauses).hasSize(2);
  }

  @Test
  void takesTheNextAddressAndStaysWithIt() throws IOException {
    registry.put("t-Parted", PARTED);
    try (var second = ScriptedRegistry.start();
        var client = client(registry.url(), second.url())) {
      second.put("t-Parted", PARTED);
      registry.next(500, "");
      assertThat(client.versions("t-Parted")).containsExactly(1);
      assertThat(client.versions("t-Parted")).containsExactly(1);
      assertThat(registry.requests()).hasSize(1);
      assertThat(second.requests()).hasSize(2);

      second.next(500, "");
      assertThat(client.versions("t-Parted")).containsExactly(1);
      assertThat(registry.requests()).hasSize(2);
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void doesNotWaitLongerThanTheRequestTimeOut() {
    registry.nextIsSilence().nextIsSilence().nextIsSilence();
    var impatient = settings(Duration.ofMillis(100), registry.url());
    try (var client = new SchemaRegistryClient(impatient, pauses::add)) {
      assertThatThrownBy(() -> client.schemaById(5))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining(registry.url() + " (HttpTimeoutException");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>please log in</html>", "", "{\"id\":", "12"})
  void takesAnAnswerThatIsNoRegistrysForNone(String garbage) {
    registry.next(200, garbage).next(200, garbage);
    try (var client = client(registry.url())) {
      assertThat(client.register("t-Parted", SCHEMA)).isEqualTo(1);
    }
    assertThat(pauses).hasSize(2);
  }

  @Test
  void doesNotTakeAProxysNotFoundForTheRegistrys() {
    registry.next(404, "<html>no such page</html>");
    try (var client = client(registry.url())) {
      assertThatThrownBy(() -> client.schemaById(5))
          .isInstanceOf(RegistryRefusedException.class)
          .hasMessageContaining("HTTP 404, '<html>no such page</html>'")
          .hasMessageContaining("check registry.urls");
    }
  }

  @Test
  void tellsAnIncompatibleSchema() {
    registry.next(409, "{\"error_code\":409,\"message\":\"field after has no default\"}");
    try (var client = client(registry.url())) {
      assertThatThrownBy(() -> client.register("t-Parted", SCHEMA))
          .isInstanceOf(IncompatibleSchemaException.class)
          .hasMessageContaining("field after has no default");
    }
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, registry.basic.user",
    "403, registry.basic.user",
    "422, the registry calls the schema invalid",
    "302, check registry.urls",
    "405, check registry.urls"
  })
  void isRefusedWithAdviceAndWithoutRetry(int status, String advice) {
    registry.next(status, "{\"error_code\":" + status + "01,\"message\":\"no\"}");
    try (var client = client(registry.url())) {
      assertThatThrownBy(() -> client.register("t-Parted", SCHEMA))
          .isInstanceOf(RegistryRefusedException.class)
          .hasMessageContaining(advice);
    }
    assertThat(registry.requests()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void sendsUserAndPassword() {
    var settings =
        RegistrySettings.from(
            Map.of(
                RegistrySettings.URLS, registry.url(),
                RegistrySettings.BASIC_USER, "zone",
                RegistrySettings.BASIC_PASSWORD, "köp:er"));
    try (var client = new SchemaRegistryClient(settings)) {
      client.versions("t");
    }
    assertThat(registry.requests().getFirst().authorization()).isEqualTo("Basic em9uZTprw7ZwOmVy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"schema\":\"{}\",\"schemaType\":\"JSON\"} | schema id 5 is of type JSON, not AVRO",
        "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"o.Z\"}]}"
            + " | schema id 5 refers to other schemas ([{\"name\":\"o.Z\"}])",
        "{\"schema\":\"{\\\"type\\\":\\\"rekord\\\"}\"} | schema id 5 is not a valid Avro schema",
        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[{\\\"name\\\":\\\"f\\\",\\\"type\\\":\\\"double\\\",\\\"default\\\":false}]}\"}"
            + " | Invalid default for field f"
      })
  void refusesClearlyWhatItDoesNotRead(String answer, String message) {
    registry.next(200, answer);
    try (var client = client(registry.url())) {
      assertThatThrownBy(() -> client.schemaById(5))
          .isInstanceOf(UnusableSchemaException.class)
          .hasMessageContaining(message);
    }
  }

  @Test
  void refusesARegistrationWithoutAnId() {
    registry.next(200, "{\"ok\":true}");
    try (var client = client(registry.url())) {
      assertThatThrownBy(() -> client.register("t-Parted", SCHEMA))
          .isInstanceOf(RegistryRefusedException.class)
          .hasMessageContaining("t-Parted: the registry's answer holds no id: {\"ok\":true}");
    }
  }

  @Test
  void passesOnTheGroundsOfIncompatibility() {
    registry.next(200, "{\"is_compatible\":true}");
    registry.next(200, "{\"is_compatible\":false,\"messages\":[\"no default\",\"no alias\"]}");
    try (var client = client(registry.url())) {
      client.requireCompatible("t-Parted", SCHEMA);
      assertThatThrownBy(() -> client.requireCompatible("t-Parted", SCHEMA))
          .isInstanceOf(IncompatibleSchemaException.class)
          .hasMessage(
              "org.zonekeeper.schemas.sample.Parted does not fit subject t-Parted:"
                  + " no default; no alias");
    }
    assertThat(registry.requests().getFirst().path())
        .isEqualTo("/compatibility/subjects/t-Parted/versions?verbose=true");
  }

  @Test
  void endsItsWaitWhenInterrupted() throws Exception {
    registry.next(500, "");
    Pause interrupted =
        duration -> {
          throw new InterruptedException();
        };
    try (var client =
        new SchemaRegistryClient(settings(Duration.ofSeconds(20), registry.url()), interrupted)) {
      assertThatThrownBy(() -> client.schemaById(5)).isInstanceOf(InterruptException.class);
      assertThat(Thread.interrupted()).as("the flag is set again").isTrue();
    }
  }

  @Test
  void givesAllThreadsTheSameSchema() throws Exception {
    int id = registry.put("t-Parted", PARTED);
    try (var client = client(registry.url());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> ask = () -> System.identityHashCode(client.schemaById(id));
      Set<Integer> seen = new HashSet<>();
      for (Future<Integer> answer : threads.invokeAll(java.util.Collections.nCopies(20, ask))) {
        seen.add(answer.get());
      }
      assertThat(seen).hasSize(1);
    }
  }

  private SchemaRegistryClient client(String... urls) {
    return new SchemaRegistryClient(settings(Duration.ofSeconds(20), urls), pauses::add);
  }

  private static RegistrySettings settings(Duration request, String... urls) {
    return new RegistrySettings(
        RegistrySettings.at(urls).urls(),
        SchemaMode.REGISTER,
        new TimeOuts(Duration.ofSeconds(2), request),
        new RetryPolicy(3, Duration.ofMillis(100), Duration.ofSeconds(2)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
