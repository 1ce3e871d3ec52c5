package org.zonekeeper.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.gateway.Given;
import org.zonekeeper.gateway.app.InMemoryKafka.Completion;
import org.zonekeeper.gateway.identity.Denial;
import org.zonekeeper.gateway.identity.PlayedIssuer;
import org.zonekeeper.management.metrics.Metric;
import org.zonekeeper.schemas.ZoneDirectory;
import org.zonekeeper.schemas.command.LogOn;
import org.zonekeeper.schemas.command.PauseJob;

/** Who is let in, as whom, and for how long: a real issuer's keys, real WebSockets. */
class GatewayIdentityTest {
  private static final String DIRECTORY = "north=0,south=1";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Given north = new Given("north");
  private final Given south = new Given("south");
  private final Map<String, String> settings = new HashMap<>();
  private PlayedIssuer issuer;
  private InMemoryKafka kafka;
  private Gateway gateway;
  private int port;

  @BeforeEach
  void start() throws Exception {
    issuer = new PlayedIssuer();
    settings.put("identity.jwks.interval.ms", "100");
    begin();
  }

  @AfterEach
  void stop() {
    gateway.close();
    issuer.close();
  }

  /** Makes a token of the issuer's, wrong in one way. */
  @FunctionalInterface
  interface Wrong {
    String token(PlayedIssuer issuer) throws Exception;
  }

  static Stream<Arguments> wrongTokens() {
    return Stream.of(
        wrong("expired", Denial.TOKEN_EXPIRED, i -> i.token(c -> agent(c).expirationTime(ago(60)))),
        wrong(
            "not yet valid",
            Denial.TOKEN_INVALID,
            i -> i.token(c -> agent(c).notBeforeTime(ago(-600)))),
        wrong(
            "without expiry",
            Denial.TOKEN_INVALID,
            i -> i.token(c -> agent(c).expirationTime(null))),
        wrong("without subject", Denial.TOKEN_INVALID, i -> i.token(c -> agent(c).subject(null))),
        wrong(
            "foreign issuer",
            Denial.TOKEN_INVALID,
            i -> i.token(c -> agent(c).issuer("https://evil.example"))),
        wrong(
            "wrong audience",
            Denial.TOKEN_INVALID,
            i -> i.token(c -> agent(c).audience("billing"))),
        wrong(
            "without audience",
            Denial.TOKEN_INVALID,
            i -> i.token(c -> agent(c).audience((String) null))),
        wrong(
            "wrong role",
            Denial.NOT_AUTHORISED,
            i -> i.token(c -> agent(c).claim("roles", List.of("supervisor")))),
        wrong(
            "without a role",
            Denial.NOT_AUTHORISED,
            i -> i.token(c -> agent(c).claim("roles", List.of("cleaner")))),
        wrong(
            "agent without an id",
            Denial.NOT_AUTHORISED,
            i -> i.token(c -> agent(c).claim("agent_id", null))),
        wrong(
            "agent id with an escape",
            Denial.NOT_AUTHORISED,
            i -> i.token(c -> agent(c).claim("agent_id", "a\u001B[2J"))),
        wrong(
            "alg none",
            Denial.TOKEN_INVALID,
            i -> new PlainJWT(i.claims(GatewayIdentityTest::agent)).serialize()),
        wrong("unsigned", Denial.TOKEN_INVALID, i -> unsigned(i.agent("a-1", "north"))),
        wrong(
            "HS256 with the public key",
            Denial.TOKEN_INVALID,
            GatewayIdentityTest::macWithPublicKey),
        wrong("another's key", Denial.TOKEN_INVALID, GatewayIdentityTest::byAnothersKey),
        wrong("unknown key id", Denial.TOKEN_INVALID, GatewayIdentityTest::unknownKeyId),
        wrong("claims changed", Denial.TOKEN_INVALID, GatewayIdentityTest::changed),
        wrong("no token at all", Denial.TOKEN_INVALID, i -> "nonsense"),
        wrong("far too long", Denial.TOKEN_INVALID, i -> "a".repeat(5_000) + ".b.c"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongTokens")
  void aWrongTokenIsRefusedBeforeTheUpgradeAndNothingOfTheInsideIsShown(
      String what, Denial expected, Wrong wrong) throws Exception {
    String token = wrong.token(issuer);
    Upgrade refused = Upgrade.ask(port, "/v1/agent", "Authorization: Bearer " + token);

    assertThat(refused.status()).isEqualTo(expected.status());
    JsonNode body = JsonMapper.builder().build().readTree(refused.body());
    assertThat(body.path("reason").textValue()).isEqualTo(expected.name());
    assertThat(body.path("text").textValue()).isEqualTo(expected.text());
    assertThat(body.size()).isEqualTo(2);
    assertThat(refused.head() + refused.body())
        .doesNotContain(token)
        .doesNotContainIgnoringCase("nimbus", "jetty", "exception", "kid");
    assertThat(refused(expected)).isEqualTo(1);
  }

  @Test
  void withoutATokenNobodyIsLetIn() {
    for (String path : List.of("/v1/agent", "/v1/supervisor?supervisor=s-1")) {
      Upgrade refused = Upgrade.ask(port, path);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.body()).contains("TOKEN_MISSING");
      assertThat(refused.head()).contains("WWW-Authenticate: Bearer");
    }
    assertThat(Upgrade.ask(port, "/v1/agent", "Authorization: Basic YTpi").status()).isEqualTo(401);
  }

  @Test
  void anAgentIsOnlyWhoTheTokenSays() {
    Client desktop = Client.withToken(port, "/v1/agent", issuer.agent("a-1", "north"));
    assertThat(desktop.frame("AgentSDKConnected").path("zones")).hasToString("[\"north\"]");
    logOn(desktop, "1", "a-2", "north", false);
    logOn(desktop, "2", "a-2", "north", true);
    logOn(desktop, "3", "a-1", "south", false);
    logOn(desktop, "4", "a-1", "nowhere", false);
    for (String id : List.of("1", "2", "3", "4")) {
      assertThat(desktop.answerTo(id).path("reason").textValue()).isEqualTo("NOT_AUTHORISED");
    }
    assertThat(kafka.commands()).isZero();

    logOn(desktop, "5", "a-1", "north", true);
    assertThat(kafka.command(LogOn.class, ":5").getAgentId()).isEqualTo("a-1");
  }

  @Test
  void forceIsForOneselfOrForASupervisor() {
    String both =
        issuer.token(claims -> agent(claims).claim("roles", List.of("agent", "supervisor")));
    Client desktop = Client.withToken(port, "/v1/agent", both);
    logOn(desktop, "1", "a-2", "north", false);
    assertThat(desktop.answerTo("1").path("reason").textValue()).isEqualTo("NOT_AUTHORISED");
    logOn(desktop, "2", "a-2", "south", true);
    assertThat(desktop.answerTo("2").path("reason").textValue()).isEqualTo("NOT_AUTHORISED");
    logOn(desktop, "3", "a-2", "north", true);
    assertThat(kafka.command(LogOn.class, ":3").getAgentId()).isEqualTo("a-2");
  }

  @Test
  void aSupervisorSeesAndTouchesOnlyTheZonesOfTheToken() {
    Client console =
        Client.withToken(port, "/v1/supervisor?supervisor=boss", issuer.supervisor("s-1", "north"));
    console.send("{\"type\":\"SUPSubscribe\",\"id\":1,\"zones\":[\"north\",\"south\"]}");
    console.send("{\"type\":\"SUPPauseJob\",\"id\":2,\"zone\":\"south\",\"job\":\"j\"}");
    console.send("{\"type\":\"SUPPauseJob\",\"id\":3,\"zone\":\"nowhere\",\"job\":\"j\"}");
    String foreign = console.answerTo("2").path("text").textValue();
    assertThat(foreign)
        .isEqualTo("zone 'south' is none of the token's; it is for the zones [north]");
    assertThat(console.answerTo("1").path("reason").textValue()).isEqualTo("NOT_AUTHORISED");
    // Whether there is such a zone is not said either.
    assertThat(console.answerTo("3").path("text").textValue())
        .isEqualTo(foreign.replace("south", "nowhere"));

    console.send("{\"type\":\"SUPPauseJob\",\"id\":4,\"zone\":\"north\",\"job\":\"j\"}");
    PauseJob command = kafka.command(PauseJob.class, ":4");
    assertThat(command.getHeader().getActor()).isEqualTo("s-1");
  }

  @Test
  void anothersSessionIsNotResumed() {
    Client desktop = loggedOn(issuer.agent("a-1", "north"), "a-1");
    assertThat(resumed(desktop, issuer.agent("a-2", "north")).path("reason").textValue())
        .isEqualTo("SESSION_UNKNOWN");
  }

  @Test
  void aNewerTokenThatCoversTheAgentNoMoreResumesNothingAndIsOnRecord() throws Exception {
    Client desktop = loggedOn(issuer.agent("a-1", "north"), "a-1");
    for (String newer :
        List.of(
            issuer.agent("a-1", "south"),
            issuer.token(c -> agent(c).claim("agent_id", "a-2")),
            issuer.token(c -> agent(c).claim("zones", List.of())))) {
      JsonNode refused = resumed(desktop, newer);
      assertThat(refused.path("reason").textValue()).isEqualTo("NOT_AUTHORISED");
      assertThat(refused.path("text").textValue())
          .startsWith("the session is agent a-1's in zone north; the token is agent a-");
    }
    assertThat(refused(Denial.NOT_AUTHORISED)).isEqualTo(3);

    JsonNode resumed = resumed(desktop, issuer.agent("a-1", "south", "north"));
    assertThat(resumed.path("result").intValue()).isZero();
  }

  @Test
  void whoLoggedOnByForceAsASupervisorResumesWhileSupervisingTheZone() {
    Client desktop = loggedOn(both("north"), "a-2");
    assertThat(resumed(desktop, both("south")).path("reason").textValue())
        .isEqualTo("NOT_AUTHORISED");
    assertThat(resumed(desktop, issuer.agent("a-1", "north")).path("reason").textValue())
        .isEqualTo("NOT_AUTHORISED");
    assertThat(resumed(desktop, both("north")).path("result").intValue()).isZero();
  }

  @Test
  void aNewerTokenMustCoverTheAgentWhoseLogOnWaitsForItsAnswer() {
    Client desktop = Client.withToken(port, "/v1/agent", issuer.agent("a-1", "north", "south"));
    logOn(desktop, "1", "a-1", "north", false);
    LogOn logOn = kafka.command(LogOn.class, ":1");
    desktop.send(renewal("2", issuer.agent("a-1", "south")));
    assertThat(desktop.answerTo("2").path("reason").textValue()).isEqualTo("NOT_AUTHORISED");
    kafka.write(north.loggedOn(logOn), north.accepted(logOn.getHeader().getCommandId()));
    assertThat(desktop.answerTo("1").path("result").intValue()).isZero();
    desktop.send(renewal("3", issuer.agent("a-1", "south")));
    assertThat(desktop.answerTo("3").path("reason").textValue()).isEqualTo("NOT_AUTHORISED");
    desktop.send(renewal("4", issuer.agent("a-1", "north")));
    assertThat(desktop.answerTo("4").path("result").intValue()).isZero();
  }

  @Test
  void browsersHandTheTokenOverAsASubProtocolThatIsNotAnswered() {
    String token = issuer.agent("a-1", "north");
    Upgrade accepted =
        Upgrade.ask(port, "/v1/agent", "Sec-WebSocket-Protocol: zonekeeper.v1, bearer." + token);
    assertThat(accepted.status()).isEqualTo(101);
    assertThat(accepted.head())
        .contains("Sec-WebSocket-Protocol: zonekeeper.v1")
        .doesNotContain(token);

    Upgrade wrongOrder =
        Upgrade.ask(
            port, "/v1/agent", "Sec-WebSocket-Protocol: bearer." + token + ", zonekeeper.v1");
    assertThat(wrongOrder.status()).isEqualTo(400);
    assertThat(wrongOrder.head() + wrongOrder.body()).doesNotContain(token);
  }

  @Test
  void aTicketOpensOneConnection() throws Exception {
    String ticket = ticket(issuer.agent("a-1", "north"));
    assertThat(Upgrade.ask(port, "/v1/agent?ticket=" + ticket).status()).isEqualTo(101);
    Upgrade again = Upgrade.ask(port, "/v1/agent?ticket=" + ticket);
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.body()).contains("TICKET_INVALID").doesNotContain(ticket);
    // Nobody becomes a supervisor by an agent's ticket.
    assertThat(
            Upgrade.ask(port, "/v1/supervisor?ticket=" + ticket(issuer.agent("a-1", "north")))
                .status())
        .isEqualTo(403);
  }

  @Test
  void onlyPagesOfAllowedOriginsMayConnect() throws Exception {
    String token = "Authorization: Bearer " + issuer.agent("a-1", "north");
    Upgrade foreign = Upgrade.ask(port, "/v1/agent", token, "Origin: http://evil.example");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.body()).contains("ORIGIN_NOT_ALLOWED").doesNotContain("evil");
    String own = "Origin: http://127.0.0.1:" + port;
    assertThat(Upgrade.ask(port, "/v1/agent", token, own).status()).isEqualTo(101);

    gateway.close();
    settings.put("listen.origins", "https://desk.example");
    begin();
    assertThat(Upgrade.ask(port, "/v1/agent", token, "Origin: https://desk.example").status())
        .isEqualTo(101);
  }

  @Test
  void aTokenThatExpiresEndsTheConnectionUnlessItIsRenewed() {
    String short1 = issuer.token(claims -> agent(claims).expirationTime(ago(28)));
    Client forgets = Client.withToken(port, "/v1/agent", short1);
    Client renews = Client.withToken(port, "/v1/agent", short1);
    renews.send(renewal("1", issuer.agent("a-1", "north")));
    JsonNode renewed = renews.answerTo("1");
    assertThat(renewed.path("result").intValue()).isZero();
    assertThat(renewed.path("tokenExpiresAt").longValue())
        .isGreaterThan(System.currentTimeMillis() + 60_000);

    forgets.isClosedWith(4010);
    renews.send("{\"type\":\"POMClientAlive\",\"id\":\"2\"}");
    assertThat(renews.answerTo("2").path("result").intValue()).isZero();
  }

  @Test
  void onlyTheSameSubjectRenewsAndOnlyForWhatTheConnectionIs() {
    Client console =
        Client.withToken(port, "/v1/supervisor", issuer.supervisor("s-1", "north", "south"));
    console.send(renewal("1", issuer.supervisor("s-2", "north")));
    console.send(renewal("2", issuer.token(c -> agent(c).subject("person-s-1"))));
    console.send(renewal("3", "nonsense"));
    assertThat(console.answerTo("1").path("reason").textValue()).isEqualTo("TOKEN_REJECTED");
    assertThat(console.answerTo("2").path("reason").textValue()).isEqualTo("NOT_AUTHORISED");
    assertThat(console.answerTo("3").path("reason").textValue()).isEqualTo("TOKEN_REJECTED");

    console.send("{\"type\":\"SUPSubscribe\",\"id\":4,\"zones\":[\"north\",\"south\"]}");
    console.answerTo("4");
    console.send(renewal("5", issuer.supervisor("s-1", "north")));
    assertThat(console.answerTo("5").path("result").intValue()).isZero();
    kafka.write(south.takenOver(5), north.takenOver(5));
    console.frame(
        each ->
            each.path("type").asText().equals("SUPZoneNotAvailable")
                && each.path("zone").asText().equals("north"),
        "what is still covered");
    assertThat(console.count("SUPZoneNotAvailable")).isOne();
  }

  @Test
  void aRotatedKeyIsLookedUpAndTheOldOneCountsNoMore() {
    String old = issuer.agent("a-1", "north");
    assertThat(upgrade(old)).isEqualTo(101);
    issuer.rotate();
    await("the new key").until(() -> upgrade(issuer.agent("a-1", "north")) == 101);
    assertThat(upgrade(old)).isEqualTo(401);
  }

  @Test
  void unknownKeysDoNotMakeTheGatewayABurdenToTheIssuer() throws Exception {
    gateway.close();
    settings.put("identity.jwks.interval.ms", "60000");
    begin();
    assertThat(upgrade(issuer.agent("a-1", "north"))).isEqualTo(101);
    int before = issuer.lookUps();
    for (int i = 0; i < 50; i++) {
      upgrade(unknownKeyId(issuer));
    }
    assertThat(issuer.lookUps() - before).isLessThanOrEqualTo(2);
    assertThat(upgrade(issuer.agent("a-1", "north"))).isEqualTo(101);
  }

  @Test
  void whileTheIssuerIsDownKnownKeysCountAndWithoutAnyNobodyIsLetIn() throws Exception {
    String token = issuer.agent("a-1", "north");
    assertThat(upgrade(token)).isEqualTo(101);
    issuer.close();
    assertThat(upgrade(token)).isEqualTo(101);

    gateway.close();
    begin();
    Upgrade refused = Upgrade.ask(port, "/v1/agent", "Authorization: Bearer " + token);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body()).contains("ISSUER_NOT_AVAILABLE").doesNotContain(issuer.address());
  }

  @Test
  void failuresAreBoundedAndGoodTokensOfTheSameAddressAreServed() throws Exception {
    gateway.close();
    settings.put("limit.failed.logons.address", "5");
    settings.put("limit.failed.logons.subject", "3");
    begin();
    for (int i = 0; i < 5; i++) {
      assertThat(upgrade("nonsense")).isEqualTo(401);
    }
    assertThat(upgrade("nonsense")).isEqualTo(429);
    assertThat(upgrade(issuer.agent("a-1", "north"))).isEqualTo(101);

    String cleaner = issuer.token(c -> agent(c).subject("cleaner").claim("roles", List.of()));
    for (int i = 0; i < 3; i++) {
      upgrade(cleaner);
    }
    String promoted = issuer.token(c -> agent(c).subject("cleaner"));
    assertThat(upgrade(promoted)).isEqualTo(429);
    assertThat(refused(Denial.TOO_MANY_FAILURES)).isGreaterThanOrEqualTo(2);
  }

  @Test
  void pagesAreToldWhereToLogOn() throws Exception {
    JsonNode identity = JsonMapper.builder().build().readTree(get("/v1/identity").body());
    assertThat(identity.path("issuer").textValue()).isEqualTo(issuer.address());
    assertThat(identity.path("insecureDevelopment").booleanValue()).isFalse();
  }

  @Test
  void claimsHaveTheNamesThatTheSettingsGiveThem() throws Exception {
    gateway.close();
    settings.put("identity.claim.roles", "realm_access.roles");
    settings.put("identity.claim.agent", "https://zonekeeper.example/agent");
    settings.put("identity.role.agent", "cc-agent");
    begin();
    String token =
        issuer.token(
            claims ->
                claims
                    .subject("p")
                    .claim("realm_access", Map.of("roles", List.of("cc-agent")))
                    .claim("https://zonekeeper.example/agent", "a-7")
                    .claim("zones", "north south"));
    Client desktop = Client.withToken(port, "/v1/agent", token);
    JsonNode greeting = desktop.frame("AgentSDKConnected");
    assertThat(greeting.path("agent").textValue()).isEqualTo("a-7");
    assertThat(greeting.path("zones")).hasToString("[\"north\",\"south\"]");
  }

  @Test
  void aNameThatSteersATerminalIsNoName() {
    String token = "Authorization: Bearer " + issuer.supervisor("s\u001B[31m", "north");
    assertThat(Upgrade.ask(port, "/v1/supervisor", token).status()).isEqualTo(403);
  }

  private static Arguments wrong(String what, Denial expected, Wrong token) {
    return Arguments.of(what, expected, token);
  }

  private static JWTClaimsSet.Builder agent(JWTClaimsSet.Builder claims) {
    return claims
        .subject("person-a-1")
        .claim("roles", List.of("agent"))
        .claim("agent_id", "a-1")
        .claim("zones", List.of("north"));
  }

  private static Date ago(int seconds) {
    return Date.from(Instant.now().minusSeconds(seconds));
  }

  private static String unsigned(String token) {
    return token.substring(0, token.lastIndexOf('.') + 1);
  }

  private static String macWithPublicKey(PlayedIssuer issuer) throws JOSEException {
    byte[] known = issuer.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(issuer.key().getKeyID()).build();
    return PlayedIssuer.signed(
        issuer.claims(GatewayIdentityTest::agent), header, new MACSigner(known));
  }

  private static String byAnothersKey(PlayedIssuer issuer) {
    return PlayedIssuer.signed(
        issuer.claims(GatewayIdentityTest::agent),
        issuer.header(),
        PlayedIssuer.signer(PlayedIssuer.newKey()));
  }

  private static String unknownKeyId(PlayedIssuer issuer) {
    ECKey key = PlayedIssuer.newKey();
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
    return PlayedIssuer.signed(
        issuer.claims(GatewayIdentityTest::agent), header, PlayedIssuer.signer(key));
  }

  private static String changed(PlayedIssuer issuer) {
    String[] mine = issuer.agent("a-1", "north").split("\\.", -1);
    String[] other = issuer.agent("a-2", "north").split("\\.", -1);
    return mine[0] + "." + other[1] + "." + mine[2];
  }

  /** By the metric that counts them. */
  private double refused(Denial denial) throws Exception {
    String line =
        "%s{reason=\"%s\"} "
            .formatted(Metric.GATEWAY_LOG_ONS_REFUSED.exportedName(), denial.name());
    return HTTP.send(
            HttpRequest.newBuilder(URI.create("http://" + gateway.managementAddress() + "/metrics"))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(each -> each.startsWith(line))
        .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("not among the metrics: " + line));
  }

  private String both(String zone) {
    return issuer.token(
        claims ->
            agent(claims)
                .claim("roles", List.of("agent", "supervisor"))
                .claim("zones", List.of(zone)));
  }

  private Client loggedOn(String token, String agent) {
    Client desktop = Client.withToken(port, "/v1/agent", token);
    logOn(desktop, "1", agent, "north", true);
    LogOn logOn = kafka.command(LogOn.class, ":1");
    kafka.write(north.loggedOn(logOn), north.accepted(logOn.getHeader().getCommandId()));
    desktop.answerTo("1");
    return desktop;
  }

  private JsonNode resumed(Client lost, String token) {
    Client again = Client.withToken(port, "/v1/agent", token);
    again.send(
        "{\"type\":\"AGTResumeSession\",\"id\":\"r\",\"session\":\"%s\",\"secret\":\"%s\",\"lastSequence\":1}"
            .formatted(lost.session(), lost.secret()));
    return again.answerTo("r");
  }

  private int upgrade(String token) {
    return Upgrade.ask(port, "/v1/agent", "Authorization: Bearer " + token).status();
  }

  private String ticket(String token) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/ticket"))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    return JsonMapper.builder().build().readTree(answer.body()).path("ticket").textValue();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void logOn(Client desktop, String id, String agent, String zone, boolean force) {
    desktop.send(
        "{\"type\":\"AGTLogon\",\"id\":\"%s\",\"agent\":\"%s\",\"extension\":\"40\",\"zone\":\"%s\",\"force\":%s}"
            .formatted(id, agent, zone, force));
  }

  private static String renewal(String id, String token) {
    return "{\"type\":\"RenewToken\",\"id\":\"%s\",\"token\":\"%s\"}".formatted(id, token);
  }

  private void begin() throws InterruptedException {
    kafka = new InMemoryKafka(ZoneDirectory.parse(DIRECTORY), Completion.AT_ONCE);
    kafka.holds(north.heartbeat(System.currentTimeMillis()));
    kafka.holds(south.heartbeat(System.currentTimeMillis()));
    settings.putIfAbsent("listen.port", "0");
    settings.put("outage.threshold.ms", "60000");
    settings.put("handover.patience.ms", "60000");
    settings.put("bootstrap.servers", "unused:1");
    settings.put("registry.urls", "http://unused:1");
    settings.put("zones", DIRECTORY);
    settings.put("identity.issuer", issuer.address());
    gateway = Gateway.start(GatewaySettings.from(settings), kafka.edge());
    port = gateway.port();
  }
}
