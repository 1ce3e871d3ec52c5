package org.zonekeeper.systemtest.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zonekeeper.cluster.BrokerLimits;
import org.zonekeeper.cluster.ClusterProvider;
import org.zonekeeper.cluster.TestClusters;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.gateway.app.Gateway;
import org.zonekeeper.gateway.app.GatewaySettings;
import org.zonekeeper.harness.AgentManagerLaunch;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.cluster.KafkaConnection;
import org.zonekeeper.schemas.cluster.TopicSetup;

/**
 * The gateway believes a real Keycloak, set up as docs/identity.md says: who somebody is, what they
 * may, and by which keys. A broker and an Agent Manager stand behind it. Run by the Maven profile
 * {@code keycloak}, which unpacks Keycloak's distribution.
 */
@Tag("keycloak")
class KeycloakIT {
  private static final String HOME = "zonekeeper.keycloak";
  private static final String DESKTOP = "zonekeeper-desktop";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final ZoneDirectory ZONES = ZoneDirectory.parse("east=0,north=1,west=2");

  @TempDir private static Path directory;
  private static KeycloakServer keycloak;
  private static ClusterProvider cluster;
  private static ChildProcess agentManager;
  private static Gateway gateway;

  @BeforeAll
  static void open() throws Exception {
    String home = System.getProperty(HOME, "");
    assertThat(home)
        .as("-D%s=DIRECTORY, Keycloak unpacked; the Maven profile keycloak sees to it", HOME)
        .isNotEmpty();
    keycloak = KeycloakServer.start(Path.of(home), directory.resolve("keycloak.log"));
    cluster = TestClusters.start(directory.resolve("cluster"), BrokerLimits.STOCK);
    KafkaConnection kafka = KafkaConnection.to(cluster.bootstrapServers());
    try (Admin admin = kafka.admin(kafka.client())) {
      var unused = new TopicSetup(admin, ZONES).create((short) 1);
    }
    agentManager =
        new AgentManagerLaunch(
                "am-1",
                kafka,
                cluster.registryUrl().toString(),
                ZONES,
                Files.createDirectories(directory.resolve("am-1")),
                Map.of())
            .start(JvmFlags.fastStart(512), directory.resolve("am-1.log"));
    agentManager.awaitReady(
        "its ready line", Duration.ofMinutes(5), () -> AgentManagerLaunch.isReady(agentManager));
    Map<String, String> settings = new HashMap<>(kafka.asSettings());
    settings.put("registry.urls", cluster.registryUrl().toString());
    settings.put("zones", ZONES.toString());
    settings.put("listen.port", "0");
    settings.put("contacts.jdbc.url", "jdbc:h2:mem:keycloak");
    settings.put("identity.issuer", keycloak.issuer());
    settings.put("identity.claim.roles", "realm_access.roles");
    settings.put("identity.jwks.interval.ms", "1000");
    gateway = Gateway.start(GatewaySettings.from(settings));
  }

  @AfterAll
  static void close() {
    if (gateway != null) {
      gateway.close();
    }
    if (agentManager != null) {
      agentManager.close();
    }
    if (cluster != null) {
      cluster.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  @Test
  @DisplayName("An agent is who the token says, in the zones that it says, and stays by renewing")
  void an_agent() throws Exception {
    JsonNode tokens = keycloak.tokens(DESKTOP, "mia");
    try (PlainDesktop desktop = PlainDesktop.connect(agents(), accessTokenOf(tokens))) {
      assertThat(desktop.greeting().path("agent").textValue()).isEqualTo("a-17");
      assertThat(desktop.greeting().path("zones"))
          .extracting(JsonNode::textValue)
          .containsExactlyInAnyOrder("east", "north");

      assertThat(desktop.logOn("a-18", "east").path("reason").textValue())
          .isEqualTo("NOT_AUTHORISED");
      assertThat(desktop.logOn("a-17", "west").path("reason").textValue())
          .isEqualTo("NOT_AUTHORISED");
      // Its owner may still be taking the zone up.
      Awaitility.await("the log-on")
          .atMost(PATIENCE)
          .until(() -> desktop.logOn("a-17", "east").path("result").intValue() == 0);

      String newer =
          accessTokenOf(keycloak.refreshed(DESKTOP, tokens.path("refresh_token").textValue()));
      JsonNode renewed =
          desktop.ask("{\"type\":\"RenewToken\",\"id\":\"r\",\"token\":\"" + newer + "\"}", "r");
      assertThat(renewed.path("result").intValue()).isZero();
    }
  }

  @Test
  @DisplayName("A supervisor sees the zones of the token and no others")
  void a_supervisor() throws Exception {
    String token = accessTokenOf(keycloak.tokens(DESKTOP, "sam"));
    try (PlainDesktop console = PlainDesktop.connect(supervisors(), token)) {
      assertThat(subscribed(console, "east").path("result").intValue()).isZero();
      assertThat(subscribed(console, "north").path("result").intValue()).isNotZero();
    }
  }

  @Test
  @DisplayName("A token for another application, or for another role, opens nothing")
  void wrong_tokens() throws Exception {
    String foreign = accessTokenOf(keycloak.tokens("billing", "mia"));
    String agentsOwn = accessTokenOf(keycloak.tokens(DESKTOP, "mia"));

    assertThat(statusOf(agents(), foreign)).isEqualTo(401);
    assertThat(statusOf(supervisors(), agentsOwn)).isEqualTo(403);
  }

  @Test
  @DisplayName("Keys that Keycloak rotates are followed, and older tokens stay good")
  void rotated_keys() throws Exception {
    String before = accessTokenOf(keycloak.tokens(DESKTOP, "sam"));
    keycloak.rotateKeys();
    String after = accessTokenOf(keycloak.tokens(DESKTOP, "sam"));

    assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
    // The gateway asks for keys once a second at most.
    Awaitility.await("the newer key").atMost(PATIENCE).until(() -> opens(supervisors(), after));
    assertThat(opens(supervisors(), before)).isTrue();
  }

  private static JsonNode subscribed(PlainDesktop console, String zone) throws Exception {
    return console.ask(
        "{\"type\":\"SUPSubscribe\",\"id\":\"s-%s\",\"zones\":[\"%s\"]}".formatted(zone, zone),
        "s-" + zone);
  }

  private static URI agents() {
    return URI.create("ws://127.0.0.1:" + gateway.port() + "/v1/agent");
  }

  private static URI supervisors() {
    return URI.create("ws://127.0.0.1:" + gateway.port() + "/v1/supervisor");
  }

  private static String accessTokenOf(JsonNode tokens) {
    return tokens.path("access_token").textValue();
  }

  private static String keyOf(String token) throws ParseException {
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  private static boolean opens(URI endpoint, String token) throws Exception {
    return statusOf(endpoint, token) == 101;
  }

  /** What the upgrade is answered with. */
  private static int statusOf(URI endpoint, String token) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      client
          .newWebSocketBuilder()
          .header("Authorization", "Bearer " + token)
          .buildAsync(endpoint, new WebSocket.Listener() {})
          .get()
          .abort();
      return 101;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }
}
