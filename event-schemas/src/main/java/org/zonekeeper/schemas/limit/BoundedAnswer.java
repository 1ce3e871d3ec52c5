package org.zonekeeper.schemas.limit;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The answer of somebody else's HTTP server, as text: of a bounded size, and complete within a
 * bounded time. Whoever answers in that server's place can fill no memory, and the client's own
 * time-out, which ends with the head of an answer, is not all there is: a body may trickle for
 * ever. Called by the HTTP client, on its threads.
 */
public final class BoundedAnswer implements BodySubscriber<String> {
  /**
   * The largest that any server here has reason to give is a schema with its history of versions,
   * or the lags of thousands of zones: some hundred kilobytes.
   */
  public static final int MOST_BYTES = 4 << 20;

  private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
  private Flow.Subscription subscription;
  private long received;
  private boolean refused;

  private BoundedAnswer() {}

  /**
   * Asks, and gives up when the answer is not complete in time.
   *
   * @param longest from the question to the last byte of the answer
   * @return completed exceptionally with an {@link IOException} if there is no such answer
   */
  public static CompletableFuture<HttpResponse<String>> ask(
      HttpClient http, HttpRequest question, Duration longest) {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(question, head -> new BoundedAnswer());
    return answer
        .copy()
        .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            failure -> {
              if (!(failure instanceof TimeoutException)) {
                return CompletableFuture.failedFuture(failure);
              }
              answer.cancel(true);
              return CompletableFuture.failedFuture(
                  new HttpTimeoutException("the answer did not end in time"));
            });
  }

  /**
   * As {@link #ask}, and waits.
   *
   * @throws IOException if there is no such answer
   */
  public static HttpResponse<String> await(HttpClient http, HttpRequest question, Duration longest)
      throws IOException, InterruptedException {
    try {
      return ask(http, question, longest).get();
    } catch (ExecutionException e) {
      Throwable cause =
          e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause();
      throw cause instanceof IOException failed ? failed : new IOException(cause.toString(), cause);
    }
  }

  @Override
  public CompletionStage<String> getBody() {
    return text.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    text.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> some) {
    if (refused) {
      return;
    }
    received += some.stream().mapToLong(ByteBuffer::remaining).sum();
    if (received > MOST_BYTES) {
      refused = true;
      subscription.cancel();
      text.onError(new IOException("an answer of more than %d bytes".formatted(MOST_BYTES)));
    } else {
      text.onNext(some);
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (!refused) {
      text.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (!refused) {
      text.onComplete();
    }
  }
}
