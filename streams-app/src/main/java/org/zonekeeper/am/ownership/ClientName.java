package org.zonekeeper.am.ownership;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zonekeeper.domain.input.Input.OldestMember;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.level.FeatureLevel;

/**
 * The Kafka client id of an Agent Manager: its id and its incarnation, so that the group's list of
 * members tells which process is meant, and a restarted one is another. Stateless.
 */
public final class ClientName {
  private static final String THREAD = "-StreamThread-";

  /** Streams appends "-StreamThread-NUMBER", and to the client id of a member "-consumer". */
  private static final Pattern NUMBER =
      Pattern.compile(Pattern.quote(THREAD) + "([0-9]{1,4})(?:-consumer)?");

  /** As {@link #incarnation} makes them; those of release 0.1.0 do not tell a level. */
  private static final Pattern MEMBER =
      Pattern.compile(
          "(.*)\\.(?:v([0-9]{1,4})-)?[^.]+" + Pattern.quote(THREAD) + "[0-9]{1,4}-consumer");

  private ClientName() {}

  /**
   * The incarnation of an Agent Manager: it tells the newest feature level that its program knows,
   * so that Kafka's list of members says of every one of them what it can.
   *
   * @param unique that no other process has; no dots
   */
  public static String incarnation(FeatureLevel newest, String unique) {
    return "v%d-%s".formatted(newest.number(), unique);
  }

  /**
   * What a member of the group knows.
   *
   * @return empty if it is no thread of an Agent Manager
   */
  static Optional<OldestMember> knowledge(String memberClientId) {
    Matcher matcher = MEMBER.matcher(memberClientId);
    return matcher.matches()
        ? Optional.of(
            new OldestMember(
                matcher.group(1),
                matcher.group(2) == null
                    ? FeatureLevel.FIRST.number()
                    : Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** The {@code client.id} that Kafka Streams is given. */
  public static String of(Owner owner) {
    return owner.getAgentManager() + "." + owner.getIncarnation();
  }

  /** Whether a member's client id is that of one of the owner's threads. */
  public static boolean isThreadOf(Owner owner, String memberClientId) {
    return memberClientId.startsWith(of(owner) + THREAD);
  }

  /**
   * The number of one of the client's threads.
   *
   * @param name a thread's name, or the client id of its member of the group
   * @return empty if it is none of the client's
   */
  static OptionalInt threadNumber(String client, String name) {
    if (!name.startsWith(client)) {
      return OptionalInt.empty();
    }
    Matcher matcher = NUMBER.matcher(name.substring(client.length()));
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /**
   * The transactional id of one of the client's threads. It follows from what Kafka's list of
   * members tells, so nobody has to be believed about it.
   *
   * @param group the Agent Managers' application id
   */
  static String transactionalId(String group, String client, int thread) {
    return group + "-" + client + THREAD + thread;
  }
}
