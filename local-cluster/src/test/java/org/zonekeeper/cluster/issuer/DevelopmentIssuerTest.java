package org.zonekeeper.cluster.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevelopmentIssuerTest {
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final HttpClient http = HttpClient.newHttpClient();
  private DevelopmentIssuer issuer;

  @BeforeEach
  void start() {
    issuer = DevelopmentIssuer.start(IssuerPlan.local(List.of("north", "south")));
  }

  @AfterEach
  void stop() {
    issuer.close();
    http.close();
  }

  @Test
  void tokensAreVerifiedByThePublishedKeysAlsoAfterARotation() throws Exception {
    String before = issuer.token(DevelopmentAccount.agent("a-1", List.of("north")));
    assertThat(post("/rotate", Map.of()).statusCode()).isEqualTo(200);
    String after = issuer.token(DevelopmentAccount.agent("a-1", List.of("north")));

    JWKSet keys = JWKSet.parse(get("/jwks").body());
    for (String token : List.of(before, after)) {
      SignedJWT parsed = SignedJWT.parse(token);
      var key = keys.getKeyByKeyId(parsed.getHeader().getKeyID()).toRSAKey();
      assertThat(key.isPrivate()).isFalse();
      assertThat(parsed.verify(new RSASSAVerifier(key))).isTrue();
      assertThat(parsed.getJWTClaimsSet().getStringClaim("agent_id")).isEqualTo("a-1");
    }
    assertThat(SignedJWT.parse(before).getHeader().getKeyID())
        .isNotEqualTo(SignedJWT.parse(after).getHeader().getKeyID());
  }

  @Test
  void discoveryNamesTheIssuerAndItsEndpoints() throws Exception {
    Map<String, Object> document =
        JSONObjectUtils.parse(get("/.well-known/openid-configuration").body());
    assertThat(document)
        .containsEntry("issuer", issuer.issuer().toString())
        .containsEntry("jwks_uri", issuer.keySet().toString());
  }

  @Test
  void aPersonLogsOnByCodeWithPkceOnce() throws Exception {
    HttpResponse<String> page = get("/authorize?" + encoded(request()));
    assertThat(page.body()).contains("agent-north-1", "supervisor-south");

    Map<String, String> choice = new java.util.HashMap<>(request());
    choice.put("account", "agent-north-1");
    URI redirect = URI.create(post("/authorize", choice).headers().firstValue("location").get());
    assertThat(redirect.toString()).startsWith("http://localhost:8090/agent/?code=");
    assertThat(redirect.getQuery()).endsWith("state=s-1");
    String code = redirect.getQuery().substring("code=".length()).split("&", -1)[0];

    Map<String, String> exchange =
        Map.of(
            "grant_type", "authorization_code",
            "client_id", "page",
            "code", code,
            "redirect_uri", "http://localhost:8090/agent/",
            "code_verifier", VERIFIER);
    HttpResponse<String> tokens = post("/token", exchange);
    assertThat(tokens.statusCode()).isEqualTo(200);
    Map<String, Object> answer = JSONObjectUtils.parse(tokens.body());
    assertThat(SignedJWT.parse((String) answer.get("access_token")).getJWTClaimsSet().getSubject())
        .isEqualTo("agent-north-1");
    assertThat(post("/token", exchange).statusCode()).isEqualTo(400);

    HttpResponse<String> renewed =
        post(
            "/token",
            Map.of(
                "grant_type", "refresh_token",
                "client_id", "page",
                "refresh_token", (String) answer.get("refresh_token")));
    assertThat(renewed.statusCode()).isEqualTo(200);
  }

  @Test
  void whoChoseIsKnownUntilThePageAsksAnew() throws Exception {
    Map<String, String> silently = new java.util.HashMap<>(request());
    silently.put("prompt", "none");
    assertThat(location(get("/authorize?" + encoded(silently))))
        .isEqualTo("http://localhost:8090/agent/?error=login_required&state=s-1");

    Map<String, String> choice = new java.util.HashMap<>(request());
    choice.put("account", "agent-north-1");
    String cookie = post("/authorize", choice).headers().firstValue("set-cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
    String kept = cookie.split(";", -1)[0];
    assertThat(location(get("/authorize?" + encoded(request()), kept))).contains("?code=");
    assertThat(location(get("/authorize?" + encoded(silently), kept))).contains("?code=");

    Map<String, String> anew = new java.util.HashMap<>(request());
    anew.put("prompt", "login");
    assertThat(get("/authorize?" + encoded(anew), kept).body()).contains("Who are you?");
    assertThat(get("/authorize?" + encoded(request()), "development-account=nobody").body())
        .contains("Who are you?");
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("location").orElseThrow();
  }

  @Test
  void aCodeIsWorthNothingWithoutItsVerifier() throws Exception {
    Map<String, String> choice = new java.util.HashMap<>(request());
    choice.put("account", "agent-north-1");
    URI redirect = URI.create(post("/authorize", choice).headers().firstValue("location").get());
    String code = redirect.getQuery().substring("code=".length()).split("&", -1)[0];
    assertThat(
            post(
                    "/token",
                    Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "page",
                        "code", code,
                        "redirect_uri", "http://localhost:8090/agent/",
                        "code_verifier", "guessed"))
                .body())
        .contains("invalid_grant");
  }

  @Test
  void codesAreSentToThisMachineOnly() throws Exception {
    Map<String, String> elsewhere = new java.util.HashMap<>(request());
    elsewhere.put("redirect_uri", "https://evil.example/");
    assertThat(get("/authorize?" + encoded(elsewhere)).statusCode()).isEqualTo(400);
  }

  @Test
  void robotsAndAccountsGetTokens() throws Exception {
    assertThat(
            post(
                    "/token",
                    Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "robots",
                        "client_secret", "robots",
                        "agent", "a-north-01",
                        "zones", "north"))
                .body())
        .contains("access_token");
    assertThat(
            post(
                    "/token",
                    Map.of(
                        "grant_type", "password",
                        "username", "supervisor",
                        "password", "wrong"))
                .body())
        .contains("invalid_grant");
  }

  private static Map<String, String> request() {
    return Map.of(
        "response_type", "code",
        "client_id", "page",
        "redirect_uri", "http://localhost:8090/agent/",
        "state", "s-1",
        "code_challenge", CHALLENGE,
        "code_challenge_method", "S256");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return get(path, "other=cookie");
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(issuer.address() + path))
            .header("Cookie", cookie)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(issuer.address() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
