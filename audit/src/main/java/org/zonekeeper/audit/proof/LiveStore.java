package org.zonekeeper.audit.proof;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks an Agent Manager what the live store of a zone holds. Safe on any thread. */
final class LiveStore {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * The answer.
   *
   * @param zone the zone
   * @param epoch its ownership epoch
   * @param sequence of the last event in the store
   * @param digest of its entities
   * @param journalHash of that last event; empty where the journal is not chained
   */
  record Content(String zone, long epoch, long sequence, String digest, String journalHash) {}

  /**
   * What the store holds now.
   *
   * @param address host:port, as the zone's status names it
   * @throws IOException if there is no answer, or one that says no; the message says why
   */
  Content ask(String address, String zone) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://%s/zones/%s".formatted(address, zone)))
            .timeout(PATIENCE)
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(
          "http://%s answers %d: %s".formatted(address, answer.statusCode(), answer.body()));
    }
    return JSON.readValue(answer.body(), Content.class);
  }
}
