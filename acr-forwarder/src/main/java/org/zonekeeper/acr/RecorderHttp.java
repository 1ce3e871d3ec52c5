package org.zonekeeper.acr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.zonekeeper.schemas.limit.BoundedAnswer;
import org.zonekeeper.settings.InvalidSettingException;

/**
 * A recorder's two requests over HTTP(S); see {@code docs/recorder-protocol.md}. Safe for use from
 * any thread; nothing blocks, except that the bearer secret's file is read with each question for
 * the positions, so that a secret can be renewed without a restart.
 */
public final class RecorderHttp implements AutoCloseable {
  /** SHA-256 in lower-case hex; a recorder that keeps none says so by nothing. */
  private static final Pattern HASH = Pattern.compile("([0-9a-f]{64})?");

  private final ObjectMapper json = new ObjectMapper();
  private final RecorderSettings settings;
  private final HttpClient http;
  private final URI events;
  private final URI positions;
  private volatile String authorization;

  /**
   * @throws org.zonekeeper.settings.InvalidSettingException if the key stores or the secret cannot
   *     be used
   */
  public RecorderHttp(RecorderSettings settings) {
    String root = settings.url().toString().replaceAll("/+$", "");
    this.settings = settings;
    this.events = URI.create(root + "/v1/events");
    this.positions = URI.create(root + "/v1/positions");
    this.authorization = settings.authorization();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            // One connection a zone in flight; HTTP/2's upgrade dance would only cost a round trip.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER);
    settings.tls().ifPresent(tls -> builder.sslContext(tls.sslContext()));
    this.http = builder.build();
  }

  /**
   * Sends a batch of CloudEvents.
   *
   * @return completed normally in every case, failures included
   */
  CompletableFuture<Delivery> post(byte[] batch) {
    HttpRequest request =
        request(events)
            .header("Content-Type", CloudEvents.BATCH)
            .POST(HttpRequest.BodyPublishers.ofByteArray(batch))
            .build();
    return BoundedAnswer.ask(http, request, settings.timeout())
        .thenApply(response -> RecorderAnswer.of(response.statusCode(), response.body()))
        .exceptionally(failure -> new Delivery.Unclear(reason(events, failure)));
  }

  /**
   * Sends one event again that was refused before, and waits for the answer.
   *
   * @return empty if the recorder took it, otherwise what it said
   */
  public String sendAgain(byte[] cloudEvent) {
    return switch (post(CloudEvents.batch(List.of(cloudEvent))).join()) {
      case Delivery.Accepted accepted -> "";
      case Delivery.OutOfPlace answer -> answer.reason();
      case Delivery.Unclear answer -> answer.reason();
      case Delivery.Refused answer -> answer.reason();
      case Delivery.Barred answer -> answer.reason();
    };
  }

  /**
   * Asks for the last event that the recorder has of each zone; a zone that it does not know is
   * absent.
   *
   * @return completed exceptionally with {@link RecorderUnavailableException} if it gave no answer
   *     that makes sense
   */
  CompletableFuture<Map<String, RecorderPosition>> positions() {
    try {
      authorization = settings.authorization();
    } catch (InvalidSettingException e) {
      return CompletableFuture.failedFuture(new RecorderUnavailableException(e.getMessage(), e));
    }
    return BoundedAnswer.ask(http, request(positions).GET().build(), settings.timeout())
        .handle(
            (response, failure) -> {
              if (failure != null) {
                throw new RecorderUnavailableException(reason(positions, failure), failure);
              }
              return parse(response);
            });
  }

  @Override
  public void close() {
    // Not close(): that waits for requests in flight, and a recorder that hangs must not hold us
    // up.
    http.shutdownNow();
  }

  URI url() {
    return settings.url();
  }

  private HttpRequest.Builder request(URI address) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(settings.timeout());
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private Map<String, RecorderPosition> parse(HttpResponse<String> response) {
    String answer =
        "%s answered HTTP %d %s"
            .formatted(positions, response.statusCode(), RecorderAnswer.excerpt(response.body()));
    if (response.statusCode() != 200) {
      throw new RecorderUnavailableException(answer);
    }
    JsonNode positions;
    try {
      positions = json.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new RecorderUnavailableException(answer + ", which is not JSON", e);
    }
    JsonNode zones = positions.path("zones");
    if (!zones.isObject()) {
      throw new RecorderUnavailableException(answer + ", which has no object 'zones'");
    }
    JsonNode hashes = positions.path("hashes");
    Map<String, RecorderPosition> result = new HashMap<>();
    for (Map.Entry<String, JsonNode> zone : zones.properties()) {
      JsonNode place = zone.getValue();
      if (!place.isIntegralNumber() || !place.canConvertToLong() || place.longValue() < 0) {
        throw new RecorderUnavailableException(
            answer + ", in which zone " + zone.getKey() + " has no whole number from 0");
      }
      String hash = hashes.path(zone.getKey()).asText("");
      if (!HASH.matcher(hash).matches()) {
        throw new RecorderUnavailableException(
            answer + ", in which the hash of zone " + zone.getKey() + " is not 64 hex digits");
      }
      result.put(zone.getKey(), new RecorderPosition(place.longValue(), hash));
    }
    return result;
  }

  private static String reason(URI address, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String text = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return "%s: %s%s".formatted(address, cause.getClass().getSimpleName(), text);
  }
}
