package org.zonekeeper.schemas.query;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.SharedKey;

/**
 * How who asks an Agent Manager's query port proves that it may, and how the port proves that it is
 * one: over HTTP, with a key that is never sent.
 *
 * <ol>
 *   <li>A question without proof is answered 401 with {@code WWW-Authenticate: Zonekeeper nonce=N}.
 *   <li>The same question is asked again with {@code Authorization: Zonekeeper nonce=N own=O
 *       proof=P}: O is a nonce of the one who asks, P the code of N, O and the path.
 *   <li>The answer has {@code Zonekeeper-Proof}: the code of N, O, the path, status and body.
 * </ol>
 *
 * Both sides use this class. It hides nothing: whoever listens in between reads the answer.
 * Immutable; any thread.
 *
 * @param nonce of the port
 * @param own nonce of the one who asks
 * @param path of the question
 */
public record QueryProof(String nonce, String own, String path) {
  /** The secret of auditors and Agent Managers. */
  public static final Setting<SharedKey> KEY =
      SharedKey.setting("query.key")
          .because(
              "the secret with which auditors prove to the query ports of Agent Managers that they"
                  + " may ask, and the ports to them that they are no impostor's: the same for all"
                  + " of them, another one than peer.key. Without one whoever reaches the port may"
                  + " ask, so it then listens on the loopback interface only")
          .keptSecret();

  public static final String CHALLENGE_HEADER = "WWW-Authenticate";
  public static final String QUESTION_HEADER = "Authorization";
  public static final String ANSWER_HEADER = "Zonekeeper-Proof";

  private static final String SCHEME = "Zonekeeper ";
  private static final String WORD = "([0-9a-f.]{1,128})";
  private static final Pattern CHALLENGE = Pattern.compile(SCHEME + "nonce=" + WORD);
  private static final Pattern QUESTION =
      Pattern.compile(SCHEME + "nonce=" + WORD + " own=" + WORD + " proof=" + WORD);

  /** What a question came with. */
  public record Offered(QueryProof proof, String code) {
    /** Whether it was made with this key, for this question. */
    public boolean holds(SharedKey key) {
      return key.proves(code, proof.question());
    }
  }

  /** The challenge of a port, as its header has it. */
  public static String challenge(String nonce) {
    return SCHEME + "nonce=" + nonce;
  }

  /** Takes a challenge up; empty if it is none. */
  public static Optional<QueryProof> takingUp(String challenge, String path) {
    Matcher matcher = CHALLENGE.matcher(challenge);
    return matcher.matches()
        ? Optional.of(new QueryProof(matcher.group(1), SharedKey.nonce(), path))
        : Optional.empty();
  }

  /** Reads the proof of a question; empty if it is none. */
  public static Optional<Offered> read(String header, String path) {
    Matcher matcher = QUESTION.matcher(header);
    return matcher.matches()
        ? Optional.of(
            new Offered(new QueryProof(matcher.group(1), matcher.group(2), path), matcher.group(3)))
        : Optional.empty();
  }

  /** The header of the question. */
  public String ofQuestion(SharedKey key) {
    return "%snonce=%s own=%s proof=%s".formatted(SCHEME, nonce, own, key.code(question()));
  }

  /** The header of the answer. */
  public String ofAnswer(SharedKey key, int status, String body) {
    return key.code(answer(status, body));
  }

  /** Whether an answer comes from somebody with this key. */
  public boolean provesAnswer(SharedKey key, String header, int status, String body) {
    return key.proves(header, answer(status, body));
  }

  private String question() {
    return "question\n%s\n%s\n%s".formatted(nonce, own, path);
  }

  private String answer(int status, String body) {
    return "answer\n%s\n%s\n%s\n%d\n%s".formatted(nonce, own, path, status, body);
  }
}
