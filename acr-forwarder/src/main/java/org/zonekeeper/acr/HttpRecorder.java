package org.zonekeeper.acr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The recorder over HTTP(S); see {@code docs/recorder-protocol.md}. Safe for use from any thread.
 */
final class HttpRecorder implements Recorder, AutoCloseable {
  private static final int EXCERPT = 300;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http;
  private final URI events;
  private final URI positions;
  private final Duration timeout;

  /**
   * @param base address of the recorder, below which {@code /v1/…} lies
   * @param timeout of one request, connecting included
   */
  HttpRecorder(URI base, Duration timeout) {
    String root = base.toString().replaceAll("/+$", "");
    this.events = URI.create(root + "/v1/events");
    this.positions = URI.create(root + "/v1/positions");
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            // One connection a zone in flight; HTTP/2's upgrade dance would only cost a round trip.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public CompletableFuture<Delivery> send(byte[] batch) {
    HttpRequest request =
        HttpRequest.newBuilder(events)
            .timeout(timeout)
            .header("Content-Type", CloudEvents.BATCH)
            .POST(HttpRequest.BodyPublishers.ofByteArray(batch))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString())
        .thenApply(HttpRecorder::judge)
        .exceptionally(failure -> new Delivery.Unclear(reason(events, failure)));
  }

  @Override
  public CompletableFuture<Map<String, Long>> positions() {
    HttpRequest request = HttpRequest.newBuilder(positions).timeout(timeout).GET().build();
    return http.sendAsync(request, BodyHandlers.ofString())
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

  private static Delivery judge(HttpResponse<String> response) {
    int status = response.statusCode();
    String reason = "HTTP %d %s".formatted(status, excerpt(response.body())).strip();
    if (status >= 200 && status < 300) {
      return new Delivery.Accepted();
    }
    if (status == 409) {
      return new Delivery.OutOfPlace(reason);
    }
    if (status == 408 || status == 429 || status >= 500) {
      return new Delivery.Unclear(reason);
    }
    return new Delivery.Refused(reason);
  }

  private Map<String, Long> parse(HttpResponse<String> response) {
    String answer =
        "%s answered HTTP %d %s"
            .formatted(positions, response.statusCode(), excerpt(response.body()));
    if (response.statusCode() != 200) {
      throw new RecorderUnavailableException(answer);
    }
    JsonNode zones;
    try {
      zones = json.readTree(response.body()).path("zones");
    } catch (JsonProcessingException e) {
      throw new RecorderUnavailableException(answer + ", which is not JSON", e);
    }
    if (!zones.isObject()) {
      throw new RecorderUnavailableException(answer + ", which has no object 'zones'");
    }
    Map<String, Long> result = new HashMap<>();
    for (Map.Entry<String, JsonNode> zone : zones.properties()) {
      if (!zone.getValue().canConvertToLong() || !zone.getValue().isIntegralNumber()) {
        throw new RecorderUnavailableException(
            answer + ", in which zone " + zone.getKey() + " has no whole number");
      }
      result.put(zone.getKey(), zone.getValue().longValue());
    }
    return result;
  }

  private static String reason(URI address, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String text = cause.getMessage() == null ? "" : ": " + cause.getMessage();
    return "%s: %s%s".formatted(address, cause.getClass().getSimpleName(), text);
  }

  private static String excerpt(String body) {
    String line = body.replaceAll("\\s+", " ").strip();
    return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
  }
}
