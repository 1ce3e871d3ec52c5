package org.zonekeeper.am.domain;

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
    ENDED_CALL("e");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** The key in the store, {@code prefix/id}. */
  public String storeKey() {
    return kind.prefix + "/" + id;
  }
}
