package org.zonekeeper.schemas.registry;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The body of an answer as text, of a bounded size: whoever answers in the registry's place cannot
 * fill the memory. Called by the HTTP client, on its threads.
 */
final class LimitedBody implements BodySubscriber<String> {
  /** The largest answer is a schema with its history of versions: some tens of kilobytes. */
  static final int MOST_BYTES = 4 << 20;

  private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
  private Flow.Subscription subscription;
  private long received;
  private boolean refused;

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
