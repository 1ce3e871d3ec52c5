package org.zonekeeper.am.query;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.zonekeeper.management.Answer;
import org.zonekeeper.management.ManagementServer.Question;
import org.zonekeeper.schemas.query.QueryProof;
import org.zonekeeper.settings.SharedKey;

/**
 * Lets questions to the query port through if they prove that they have the key, and has the
 * answers prove it in turn; without a key it lets everything through. It remembers nothing: a nonce
 * is the time and a code of it that nobody else can make, so whoever asks without end takes no
 * memory. Safe for use from any thread.
 */
final class QueryGuard {
  /** A question follows its challenge at once; a recorded one is worth nothing after it. */
  static final Duration NONCE_IS_GOOD_FOR = Duration.ofSeconds(10);

  private static final String NANOS = "[0-9a-f]{1,16}";

  private final SharedKey key;
  private final LongSupplier nanoTime;
  private final SharedKey ofNonces = SharedKey.of(SharedKey.nonce() + SharedKey.nonce());

  QueryGuard(SharedKey key) {
    this(key, System::nanoTime);
  }

  QueryGuard(SharedKey key, LongSupplier nanoTime) {
    this.key = key;
    this.nanoTime = nanoTime;
  }

  /** The answer, or the demand for a proof. */
  Answer guarded(Question question, Function<String, Answer> answers) {
    if (!key.isPresent()) {
      return answers.apply(question.path());
    }
    Optional<QueryProof> proof =
        question
            .authorization()
            .flatMap(header -> QueryProof.read(header, question.path()))
            .filter(offered -> isFresh(offered.proof().nonce()) && offered.holds(key))
            .map(QueryProof.Offered::proof);
    if (proof.isEmpty()) {
      return Answer.no(401, "prove that you have this installation's query.key")
          .with(QueryProof.CHALLENGE_HEADER, QueryProof.challenge(nonce()));
    }
    Answer answer = answers.apply(question.path());
    return answer.with(
        QueryProof.ANSWER_HEADER, proof.get().ofAnswer(key, answer.status(), answer.body()));
  }

  private String nonce() {
    String time = Long.toHexString(nanoTime.getAsLong());
    return time + "." + ofNonces.code(time);
  }

  private boolean isFresh(String nonce) {
    String[] parts = nonce.split("\\.", 2);
    if (parts.length < 2 || !parts[0].matches(NANOS) || !ofNonces.proves(parts[1], parts[0])) {
      return false;
    }
    long age = nanoTime.getAsLong() - Long.parseUnsignedLong(parts[0], 16);
    return age >= 0 && age <= NONCE_IS_GOOD_FOR.toNanos();
  }
}
