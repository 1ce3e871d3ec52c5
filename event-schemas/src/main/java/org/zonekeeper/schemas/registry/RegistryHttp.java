package org.zonekeeper.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.limit.BoundedAnswer;

/**
 * Requests and answers of the registry's REST protocol: addresses in order, retries, time-outs,
 * credentials, and the translation of every kind of failure into a {@link RegistryException}.
 * Called from any thread; blocks it.
 */
final class RegistryHttp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryHttp.class);
  private static final String REGISTRY_JSON = "application/vnd.schemaregistry.v1+json";
  private static final String ACCEPT = REGISTRY_JSON + ", application/json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistrySettings settings;
  private final Pause pause;
  private final HttpClient http;

  /** Index of the address that answered last, so that a dead one costs its time-out only once. */
  private final AtomicInteger preferred = new AtomicInteger();

  RegistryHttp(RegistrySettings settings, Pause pause) {
    this.settings = settings;
    this.pause = pause;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeOuts().connect());
    settings.tls().ifPresent(tls -> builder.sslContext(tls.sslContext()));
    this.http = builder.build();
  }

  JsonNode get(String path) {
    return exchange(path, "GET", HttpRequest.BodyPublishers.noBody());
  }

  JsonNode post(String path, JsonNode body) {
    return exchange(
        path, "POST", HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    // Not close(): it waits seconds for idle connections, with nothing under way.
    http.shutdownNow();
  }

  private JsonNode exchange(String path, String method, HttpRequest.BodyPublisher body) {
    for (int round = 1; ; round++) {
      Map<URI, Unanswered> failures = new LinkedHashMap<>();
      for (URI base : addressesInOrder()) {
        try {
          JsonNode answer = once(base, path, method, body);
          preferred.set(settings.urls().indexOf(base));
          return answer;
        } catch (Unanswered e) {
          failures.put(base, e);
        }
      }
      if (round == settings.retry().attempts()) {
        throw unavailable(method, path, failures);
      }
      waitAfter(round, failures);
    }
  }

  private List<URI> addressesInOrder() {
    List<URI> all = settings.urls();
    int first = preferred.get();
    List<URI> ordered = new ArrayList<>(all.subList(first, all.size()));
    ordered.addAll(all.subList(0, first));
    return ordered;
  }

  private JsonNode once(URI base, String path, String method, HttpRequest.BodyPublisher body)
      throws Unanswered {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(resolve(base, path))
            .timeout(settings.timeOuts().request())
            .header("Accept", ACCEPT)
            .header("Content-Type", REGISTRY_JSON)
            .method(method, body);
    settings.basicAuth().ifPresent(auth -> request.header("Authorization", auth.header()));
    try {
      return answerOf(
          method + " " + resolve(base, path),
          BoundedAnswer.await(http, request.build(), settings.timeOuts().longest()));
    } catch (IOException e) {
      throw new Unanswered(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static URI resolve(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  private static JsonNode answerOf(String request, HttpResponse<String> response)
      throws Unanswered {
    int status = response.statusCode();
    if (status >= 500 || status == 429 || status == 408) {
      throw new Unanswered("HTTP " + status + " " + excerpt(response.body()), null);
    }
    if (status == 200) {
      return json(response.body());
    }
    throw refusal(request, status, response.body());
  }

  /** A 200 that is not JSON comes from something in between, or was cut short: worth a retry. */
  private static JsonNode json(String body) throws Unanswered {
    try {
      JsonNode node = JSON.readTree(body);
      if (!node.isContainerNode()) {
        throw new Unanswered("HTTP 200 without an answer: " + excerpt(body), null);
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new Unanswered("HTTP 200 with something that is not JSON: " + excerpt(body), e);
    }
  }

  private static RegistryException refusal(String request, int status, String body) {
    RegistryError error = RegistryError.parse(body, JSON);
    String message = "%s: HTTP %d, %s".formatted(request, status, error.text());
    if (status == 404 && error.isFromRegistry()) {
      return new SchemaNotFoundException(message);
    }
    if (status == 409) {
      return new IncompatibleSchemaException(message);
    }
    return new RegistryRefusedException(message + "; " + advice(status));
  }

  private static String advice(int status) {
    return switch (status) {
      case 401, 403 ->
          "check %s and %s, and what that user may do there"
              .formatted(RegistrySettings.BASIC_USER, RegistrySettings.BASIC_PASSWORD);
      case 422 -> "the registry calls the schema invalid";
      default -> "is this the registry's base address? check " + RegistrySettings.URLS;
    };
  }

  private RegistryUnavailableException unavailable(
      String method, String path, Map<URI, Unanswered> failures) {
    Unanswered last = failures.values().stream().reduce((a, b) -> b).orElseThrow();
    return new RegistryUnavailableException(
        "schema registry unavailable for %s %s after %d attempt(s): %s; check that it runs and %s"
            .formatted(
                method,
                path,
                settings.retry().attempts(),
                describe(failures),
                RegistrySettings.URLS),
        last);
  }

  private void waitAfter(int round, Map<URI, Unanswered> failures) {
    var duration = settings.retry().pauseAfter(round);
    LOG.warn(
        "registry unanswered attempt={} of={} nextInMs={} failures=\"{}\"",
        round,
        settings.retry().attempts(),
        duration.toMillis(),
        describe(failures));
    try {
      pause.take(duration);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static String describe(Map<URI, Unanswered> failures) {
    return failures.entrySet().stream()
        .map(failure -> failure.getKey() + " (" + failure.getValue().getMessage() + ")")
        .collect(Collectors.joining(", "));
  }

  static String excerpt(String body) {
    String line = body.strip().replaceAll("\\s+", " ");
    return line.length() <= 200 ? line : line.substring(0, 200) + "…";
  }

  /** One address gave no usable answer; another one, or a later try, may. */
  private static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    Unanswered(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
