package org.zonekeeper.systemtest.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * A real Keycloak in development mode, with the realm {@code contact-centre} of the test's
 * resources, everything in memory. For the test's own thread.
 */
final class KeycloakServer implements AutoCloseable {
  private static final String REALM = "contact-centre";
  private static final String ADMIN = "admin";
  private static final Duration START_WITHIN = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  private KeycloakServer(Process process, int port) {
    this.process = process;
    this.address = URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param home the unpacked distribution; it is written to
   * @param log what it prints
   */
  static KeycloakServer start(Path home, Path log) throws IOException {
    Path realms = Files.createDirectories(home.resolve("data/import"));
    try (var realm =
        KeycloakServer.class.getResourceAsStream("/keycloak/contact-centre-realm.json")) {
      Files.write(realms.resolve(REALM + "-realm.json"), realm.readAllBytes());
    }
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--db=dev-mem",
                "--import-realm")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN));
    KeycloakServer server = new KeycloakServer(builder.start(), port);
    try {
      server.awaitAnswer(log);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void awaitAnswer(Path log) throws IOException {
    Awaitility.await("Keycloak, whose log is " + log)
        .atMost(START_WITHIN)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(this::isUpOrDead);
    if (!process.isAlive()) {
      throw new IOException("Keycloak ended; its log is " + log);
    }
  }

  private boolean isUpOrDead() throws IOException, InterruptedException {
    HttpRequest discovery =
        HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration")).build();
    return !process.isAlive()
        || http.send(discovery, BodyHandlers.discarding()).statusCode() == 200;
  }

  /** Between this and Keycloak's start somebody else could take it; then it says so and ends. */
  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  /** As tokens name it. */
  String issuer() {
    return address + "/realms/" + REALM;
  }

  /** The tokens of somebody whose password is the name, got with the password grant. */
  JsonNode tokens(String client, String user) throws IOException, InterruptedException {
    return token(
        REALM,
        Map.of("grant_type", "password", "client_id", client, "username", user, "password", user));
  }

  /** Newer ones for a refresh token. */
  JsonNode refreshed(String client, String refreshToken) throws IOException, InterruptedException {
    return token(
        REALM,
        Map.of("grant_type", "refresh_token", "client_id", client, "refresh_token", refreshToken));
  }

  /** From now on a new key signs; the one before stays published. */
  void rotateKeys() throws IOException, InterruptedException {
    String admin =
        token(
                "master",
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "admin-cli",
                    "username",
                    ADMIN,
                    "password",
                    ADMIN))
            .path("access_token")
            .textValue();
    String key =
        """
        {"name":"newer","providerId":"rsa-generated","providerType":"org.keycloak.keys.KeyProvider",
         "config":{"priority":["1000"],"enabled":["true"],"active":["true"],"algorithm":["RS256"]}}
        """;
    answer(
        HttpRequest.newBuilder(address.resolve("/admin/realms/" + REALM + "/components"))
            .header("Authorization", "Bearer " + admin)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(key))
            .build(),
        201);
  }

  private JsonNode token(String realm, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        new TreeMap<>(form)
            .entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    return JSON.readTree(
        answer(
            HttpRequest.newBuilder(
                    address.resolve("/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build(),
            200));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String answer(HttpRequest request, int expected)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IOException(
          "Keycloak answered %s with %d: %s"
              .formatted(request.uri(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  @Override
  public void close() {
    // Its script may have become Keycloak, or wait for it.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new UncheckedIOException(new IOException("Keycloak does not end"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
