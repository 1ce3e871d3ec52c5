package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Tokens of a development issuer, asked for over HTTP as the client that it lets be any agent and
 * any supervisor. Thread-safe.
 */
public final class IssuerTokens implements DesktopTokens {
  private static final String CLIENT = "robots";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI endpoint;

  /**
   * @param issuer base address, such as {@code http://localhost:8099}
   */
  public IssuerTokens(URI issuer) {
    this.endpoint = issuer.resolve("/token");
  }

  @Override
  public CompletableFuture<Optional<String>> agent(RobotIdentity agent) {
    return ask("&agent=" + encoded(agent.agent()) + "&zones=" + encoded(agent.zone()));
  }

  @Override
  public CompletableFuture<Optional<String>> supervisor(String name) {
    return ask("&supervisor=" + encoded(name));
  }

  private CompletableFuture<Optional<String>> ask(String whom) {
    String form =
        "grant_type=client_credentials&client_id=%s&client_secret=%s%s"
            .formatted(CLIENT, CLIENT, whom);
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(answer -> Optional.of(token(answer)));
  }

  private String token(HttpResponse<String> answer) {
    try {
      String token = JSON.readTree(answer.body()).path("access_token").asText();
      if (answer.statusCode() == 200 && !token.isEmpty()) {
        return token;
      }
    } catch (JsonProcessingException e) {
      throw new CompletionException(endpoint + " answers no JSON", e);
    }
    throw new IllegalStateException(
        "no token from %s: %d %s".formatted(endpoint, answer.statusCode(), answer.body()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
