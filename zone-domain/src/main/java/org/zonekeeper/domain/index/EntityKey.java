package org.zonekeeper.domain.index;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names one entity of a zone, and is its key in the state store.
 *
 * @param kind what it is
 * @param id its id; empty for the zone itself
 */
public record EntityKey(Kind kind, String id) {

  /** Kinds of entity, each with the prefix of its keys; a prefix is never used for another kind. */
  public enum Kind {
    ZONE("z"),
    AGENT("a"),
    CALL("c"),
    JOB("j"),
    ANSWER("k"),
    ENDED_CALL("e"),
    DECIDED_FACTS("f"),
    CAMPAIGN("m"),
    CALLBACK("b"),
    DO_NOT_CALL("d"),
    INBOUND_SKILL("i");

    private static final Map<String, Kind> BY_PREFIX =
        Stream.of(values())
            .collect(Collectors.toUnmodifiableMap(kind -> kind.prefix, kind -> kind));

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * The entity with this key in the store.
   *
   * @return empty if the key is no entity's
   */
  public static Optional<EntityKey> ofStoreKey(String storeKey) {
    int slash = storeKey.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    return Optional.ofNullable(Kind.BY_PREFIX.get(storeKey.substring(0, slash)))
        .map(kind -> new EntityKey(kind, storeKey.substring(slash + 1)));
  }

  /** The key in the store, {@code prefix/id}. */
  public String storeKey() {
    return kind.prefix + "/" + id;
  }
}
