package org.zonekeeper.schemas.query;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.zonekeeper.schemas.limit.BoundedAnswer;
import org.zonekeeper.settings.SharedKey;

/** A client of Agent Managers' query ports. Safe on any thread. */
public final class QueryClient implements AutoCloseable {
  /** Path of a zone's live store, before the zone's id. */
  public static final String ZONES = "/zones/";

  /** Path of how far this Agent Manager's copies are. */
  public static final String LAGS = "/lags";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A later release may tell more. */
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final SharedKey key;

  /** One without a key: for ports that ask for none. */
  public QueryClient() {
    this(SharedKey.NONE);
  }

  /**
   * One that proves that it has the key, and believes nobody who has not.
   *
   * @param key that of {@link QueryProof#KEY}
   */
  public QueryClient(SharedKey key) {
    this.key = key;
  }

  /**
   * What the live store of a zone holds now.
   *
   * @param address host:port of the zone's owner, as the zone's status names it
   * @throws IOException if there is no answer within ten seconds, or one that says no; the message
   *     says why
   */
  public LiveStoreDigest zone(String address, String zone)
      throws IOException, InterruptedException {
    return ask(address, ZONES + zone, new TypeReference<>() {});
  }

  /**
   * Each zone of which this Agent Manager has a copy, its own or a standby's, and the changelog
   * records that the copy lacks. A zone is written all the time, so one that has caught up lacks a
   * few.
   *
   * @param address host:port
   * @throws IOException as for {@link #zone}
   */
  public Map<String, Long> lags(String address) throws IOException, InterruptedException {
    Map<String, Long> lags = ask(address, LAGS, new TypeReference<>() {});
    if (lags.values().stream().anyMatch(Objects::isNull)) {
      throw new IOException("http://%s%s answers without a number".formatted(address, LAGS));
    }
    return lags;
  }

  private <T> T ask(String address, String path, TypeReference<T> type)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = key.isPresent() ? proven(address, path) : plain(address, path);
    if (answer.statusCode() != 200) {
      throw new IOException(
          "http://%s answers %d: %s".formatted(address, answer.statusCode(), answer.body()));
    }
    T told = JSON.readValue(answer.body(), type);
    if (told == null) {
      throw new IOException("http://%s%s answers nothing".formatted(address, path));
    }
    return told;
  }

  private HttpResponse<String> plain(String address, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = await(question(address, path));
    if (answer.statusCode() == 401) {
      throw new IOException(
          "http://%s asks for a key; set %s or %s.file as its Agent Manager has it"
              .formatted(address, QueryProof.KEY, QueryProof.KEY));
    }
    return answer;
  }

  private HttpResponse<String> proven(String address, String path)
      throws IOException, InterruptedException {
    HttpResponse<String> challenge = await(question(address, path));
    QueryProof proof =
        challenge
            .headers()
            .firstValue(QueryProof.CHALLENGE_HEADER)
            .filter(header -> challenge.statusCode() == 401)
            .flatMap(header -> QueryProof.takingUp(header, path))
            .orElseThrow(
                () ->
                    new IOException(
                        "http://%s asks for no proof: its Agent Manager has no %s, or it is an impostor's"
                            .formatted(address, QueryProof.KEY)));
    HttpResponse<String> answer =
        await(question(address, path).header(QueryProof.QUESTION_HEADER, proof.ofQuestion(key)));
    boolean proven =
        answer
            .headers()
            .firstValue(QueryProof.ANSWER_HEADER)
            .filter(header -> proof.provesAnswer(key, header, answer.statusCode(), answer.body()))
            .isPresent();
    if (!proven) {
      throw new IOException(
          "http://%s does not have the same %s as we".formatted(address, QueryProof.KEY));
    }
    return answer;
  }

  private HttpResponse<String> await(HttpRequest.Builder question)
      throws IOException, InterruptedException {
    return BoundedAnswer.await(http, question.build(), PATIENCE);
  }

  private static HttpRequest.Builder question(String address, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(PATIENCE);
  }

  @Override
  public void close() {
    http.close();
  }
}
